/* moment.c: see moment.h. */
#include "proof/moment.h"

#include <stddef.h>
#include <string.h>

#include "sqlembic/clock.h"
#include "sqlembic/text.h"

#define DATE   (sizeof("2026-01-31") - 1)
#define DAY_US (24LL * 60 * 60 * 1000 * 1000)

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

/* Whether a moment in quotes is of today, in whatever zone: what a definition has kept since it was made here.  A date of another
 * day was written by somebody. */
static bool is_recent(const char *moment, long long now)
{
	char day[SQLEMBIC_CLOCK_SIZE];
	for (int away = -1; away <= 1; away++) {
		sqlembic_clock_write(day, now + away * DAY_US);
		if (strncmp(moment + 1, day, DATE) == 0)
			return true;
	}
	return false;
}

bool moment_is_all_that_differs(const char *a, const char *b)
{
	const long long now = sqlembic_clock_now();
	while (*a && *b) {
		const size_t in_a = measure(a), in_b = measure(b);
		const bool are_moments = in_a && in_b && is_recent(a, now) && is_recent(b, now);
		if (!are_moments && *a != *b)
			return false;
		a += are_moments ? in_a : 1;
		b += are_moments ? in_b : 1;
	}
	return *a == *b;
}
