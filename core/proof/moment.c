/* moment.c: see moment.h. */
#include "proof/moment.h"

#include <stddef.h>
#include <string.h>

#include "sqlembic/text.h"

#define DATE (sizeof("2026-01-31") - 1)

/* The length of what has the pattern's form at `text`: 9 is a digit, and the rest is itself; 0: it has another. */
static size_t match(const char *text, const char *pattern)
{
	size_t n = 0;
	for (; pattern[n]; n++)
		if (pattern[n] == '9' ? !sqlembic_is_digit(text[n]) : text[n] != pattern[n])
			return 0;
	return n;
}

static size_t measure_zone(const char *text)
{
	if (*text != '+' && *text != '-')
		return 0;
	size_t n = match(text + 1, "99");
	n = n ? n + 1 : 0;
	return n ? n + match(text + n, ":99") : 0;
}

/* The length of a moment in quotes; 0: there is none. */
static size_t measure(const char *text)
{
	size_t n = match(text, "'9999-99-99 99:99:99.9");
	if (n == 0)
		return 0;
	while (sqlembic_is_digit(text[n]))
		n++;
	n += measure_zone(text + n);
	return text[n] == '\'' ? n + 1 : 0;
}

bool moment_is_all_that_differs(const char *a, const char *b)
{
	while (*a && *b) {
		const size_t in_a = measure(a), in_b = measure(b);
		const bool are_moments = in_a && in_b && strncmp(a + 1, b + 1, DATE) == 0;
		if (!are_moments && *a != *b)
			return false;
		a += are_moments ? in_a : 1;
		b += are_moments ? in_b : 1;
	}
	return *a == *b;
}
