/* distance.c: names that are the same but for their spelling, and Damerau's distance without overlapping swaps, row by row. */
#include "sqlembic/distance.h"

#include <string.h>

#include "sqlembic/text.h"

#define LONGEST 63

static size_t smaller(size_t a, size_t b)
{
	return a < b ? a : b;
}

static char fold(char c)
{
	return c == '_' ? '-' : sqlembic_lower(c);
}

size_t sqlembic_distance(const char *a, const char *b)
{
	size_t rows[3][LONGEST + 1];
	size_t na = strlen(a), nb = strlen(b);
	size_t *before = rows[0], *above = rows[1], *here = rows[2];
	if (na > LONGEST || nb > LONGEST)
		return SIZE_MAX;
	for (size_t j = 0; j <= nb; j++)
		above[j] = before[j] = j;
	for (size_t i = 1; i <= na; i++) {
		here[0] = i;
		for (size_t j = 1; j <= nb; j++) {
			char x = fold(a[i - 1]), y = fold(b[j - 1]);
			here[j] = smaller(smaller(above[j], here[j - 1]) + 1, above[j - 1] + (x != y));
			if (i > 1 && j > 1 && x == fold(b[j - 2]) && fold(a[i - 2]) == y)
				here[j] = smaller(here[j], before[j - 2] + 1);
		}
		size_t *oldest = before;
		before = above;
		above = here;
		here = oldest;
	}
	return above[nb];
}

static bool is_separator(char c)
{
	return c == '_' || c == '-';
}

bool sqlembic_is_same_name(const char *a, const char *b)
{
	for (;; a++, b++) {
		a += is_separator(*a);
		b += is_separator(*b);
		if (sqlembic_lower(*a) != sqlembic_lower(*b))
			return false;
		if (!*a)
			return true;
	}
}
