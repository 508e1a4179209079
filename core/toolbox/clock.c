/* clock.c: reads the system's clocks, and times as our tables have them. */
#include "sqlembic/clock.h"

#include <stdio.h>
#include <time.h>

static long long read_us(clockid_t clock)
{
	struct timespec now = { 0 };
	(void)clock_gettime(clock, &now);
	return (long long)now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

long long sqlembic_clock_us(void)
{
	return read_us(CLOCK_MONOTONIC);
}

long long sqlembic_clock_ms(void)
{
	return read_us(CLOCK_MONOTONIC) / 1000;
}

long long sqlembic_clock_now(void)
{
	return read_us(CLOCK_REALTIME);
}

static char *add_digits(char *out, int width, int value, char behind)
{
	for (int i = width; i-- > 0; value /= 10)
		out[i] = (char)('0' + value % 10);
	out[width] = behind;
	return out + width + 1;
}

/* By hand: strftime takes longer than the rest of writing a row. */
void sqlembic_clock_write(char out[SQLEMBIC_CLOCK_SIZE], long long microseconds)
{
	time_t seconds = (time_t)(microseconds / 1000000);
	struct tm utc = { .tm_mday = 1 };
	(void)gmtime_r(&seconds, &utc);
	out = add_digits(out, 4, utc.tm_year + 1900, '-');
	out = add_digits(out, 2, utc.tm_mon + 1, '-');
	out = add_digits(out, 2, utc.tm_mday, 'T');
	out = add_digits(out, 2, utc.tm_hour, ':');
	out = add_digits(out, 2, utc.tm_min, ':');
	out = add_digits(out, 2, utc.tm_sec, '.');
	out = add_digits(out, 3, (int)(microseconds / 1000 % 1000), 'Z');
	*out = '\0';
}

bool sqlembic_clock_read(long long *microseconds, const char *text)
{
	struct tm utc = { .tm_mday = 1 };
	int milliseconds = 0;
	if (sscanf(text, "%4d-%2d-%2dT%2d:%2d:%2d.%3dZ", &utc.tm_year, &utc.tm_mon, &utc.tm_mday,
		   &utc.tm_hour, &utc.tm_min, &utc.tm_sec, &milliseconds) != 7)
		return false;
	utc.tm_year -= 1900;
	utc.tm_mon -= 1;
	*microseconds = (long long)timegm(&utc) * 1000000 + milliseconds * 1000LL;
	return true;
}
