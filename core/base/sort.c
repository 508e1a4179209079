/* sort.c: see sort.h. */
#include "base/sort.h"

#include <stdlib.h>
#include <string.h>

/* Puts `n` sorted items where they belong among those behind them, which are sorted, too; `copy` has room for them. */
static void merge(char *items, char *copy, size_t n, const char *end, size_t size,
		  int (*compare)(const void *a, const void *b))
{
	const char *from = copy, *behind = items + n * size;
	memcpy(copy, items, n * size);
	for (; n > 0; items += size) {
		if (behind < end && compare(behind, from) < 0) {
			memcpy(items, behind, size);
			behind += size;
		} else {
			memcpy(items, from, size);
			from += size;
			n--;
		}
	}
}

void sort_rest(void *items, size_t n, size_t size, int (*compare)(const void *a, const void *b))
{
	char *all = items;
	size_t first = n > 0 ? n - 1 : 0; /* of those that are in order */
	while (first > 0 && compare(all + (first - 1) * size, all + first * size) <= 0)
		first--;
	if (first == 0)
		return;
	char *copy = first < n / 2 ? calloc(first, size) : NULL;
	qsort(all, copy ? first : n, size, compare);
	if (copy)
		merge(all, copy, first, all + n * size, size, compare);
	free(copy);
}
