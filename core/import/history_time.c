/* history_time.c: see history_time.h. */
#include "import/history_time.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "sqlembic/text.h"

/* Later than that a number counts milliseconds. */
#define MOST_SECONDS 100000000000LL

static bool take_number(int *out, const char **text, size_t digits)
{
	*out = 0;
	for (size_t i = 0; i < digits; i++, (*text)++) {
		if (!sqlembic_is_digit(**text))
			return false;
		*out = *out * 10 + (**text - '0');
	}
	return true;
}

static bool take_sign(const char **text, const char *signs)
{
	if (!**text || !strchr(signs, **text))
		return false;
	(*text)++;
	return true;
}

/* Of a second, in microseconds. */
static long long take_fraction(const char **text)
{
	long long fraction = 0, unit = 100000;
	if (!take_sign(text, ".,"))
		return 0;
	for (; sqlembic_is_digit(**text); (*text)++, unit /= 10)
		fraction += (**text - '0') * unit;
	return fraction;
}

/* "+02", "+0230", "+02:30" in seconds; "Z" and nothing are UTC. */
static long long take_zone(const char *text)
{
	int hours = 0, minutes = 0;
	while (*text == ' ')
		text++;
	bool is_behind = *text == '-';
	if (!take_sign(&text, "+-") || !take_number(&hours, &text, 2))
		return 0;
	(void)take_sign(&text, ":");
	if (!take_number(&minutes, &text, 2))
		minutes = 0;
	long long seconds = hours * 3600LL + minutes * 60LL;
	return is_behind ? -seconds : seconds;
}

static long long read_count(const char *text)
{
	long long number = strtoll(text, NULL, 10);
	if (number > LLONG_MAX / 1000)
		return -1;
	return number > MOST_SECONDS ? number * 1000 : number * 1000000;
}

long long history_time(const char *text)
{
	struct tm date = { 0 };
	int year, month;
	if (!text || !*text)
		return -1;
	if (!text[strspn(text, "0123456789")])
		return read_count(text);
	if (!take_number(&year, &text, 4) || !take_sign(&text, "-") || !take_number(&month, &text, 2) ||
	    !take_sign(&text, "-") || !take_number(&date.tm_mday, &text, 2) || !take_sign(&text, " T") ||
	    !take_number(&date.tm_hour, &text, 2) || !take_sign(&text, ":") ||
	    !take_number(&date.tm_min, &text, 2) || !take_sign(&text, ":") ||
	    !take_number(&date.tm_sec, &text, 2))
		return -1;
	date.tm_year = year - 1900;
	date.tm_mon = month - 1;
	long long fraction = take_fraction(&text);
	return (timegm(&date) - take_zone(text)) * 1000000LL + fraction;
}
