/* test_sort.c: what is in order but for its first items. */
#include <criterion/criterion.h>

#include <stdlib.h>

#include "base/sort.h"

static int by_value(const void *a, const void *b)
{
	const int x = *(const int *)a, y = *(const int *)b;
	return x < y ? -1 : x > y;
}

/* `first` items at random, and behind them as many as there are of `n` in order; values come more than once. */
static void expect_sorted(size_t n, size_t first)
{
	int *items = calloc(n + 1, sizeof(*items)), *wanted = calloc(n + 1, sizeof(*wanted));
	cr_assert(items && wanted);
	for (size_t i = 0; i < n; i++)
		items[i] = wanted[i] = i < first ? rand() % 50 : (int)(i / 2);
	qsort(wanted, n, sizeof(*wanted), by_value);
	sort_rest(items, n, sizeof(*items), by_value);
	for (size_t i = 0; i < n; i++)
		cr_assert_eq(items[i], wanted[i], "%zu of %zu behind %zu", i, n, first);
	free(items);
	free(wanted);
}

Test(sort, items_ahead_of_others_get_among_them)
{
	srand(1);
	for (size_t n = 0; n < 60; n++)
		for (size_t first = 0; first <= n; first++)
			expect_sorted(n, first);
}
