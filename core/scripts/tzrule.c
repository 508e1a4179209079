/* tzrule.c: the rule that holds after a zone's last recorded change: POSIX TZ, with RFC 8536's extensions. */
#include "scripts/tzrule.h"
#include "sqlembic/text.h"

#define DAY 86400LL

struct cursor {
	const char *at, *end;
	bool failed;
};

/* The day and time at which a half of the year begins. */
struct change {
	char kind; /* 'M', 'J' or 'n' */
	int month, week, day;
	long time; /* local seconds after midnight, may be negative or beyond the day */
};

static bool take(struct cursor *c, char wanted)
{
	if (c->failed || c->at == c->end || *c->at != wanted)
		return false;
	c->at++;
	return true;
}

static void expect(struct cursor *c, char wanted)
{
	c->failed = !take(c, wanted) || c->failed;
}

static int take_number(struct cursor *c, int most)
{
	int value = 0;
	const char *start = c->at;
	while (c->at < c->end && *c->at >= '0' && *c->at <= '9' && value <= most)
		value = value * 10 + (*c->at++ - '0');
	if (c->at == start || value > most)
		c->failed = true;
	return value;
}

/* "CET" or "<+0330>". */
static void skip_name(struct cursor *c)
{
	const char *start = c->at;
	if (take(c, '<')) {
		while (c->at < c->end && *c->at != '>')
			c->at++;
		expect(c, '>');
		return;
	}
	while (c->at < c->end && sqlembic_is_ascii_letter(*c->at))
		c->at++;
	if (c->at == start)
		c->failed = true;
}

/* [+-]hh[:mm[:ss]] in seconds. */
static long take_time(struct cursor *c)
{
	bool negative = take(c, '-');
	if (!negative)
		(void)take(c, '+');
	long seconds = take_number(c, 167) * 3600L;
	if (take(c, ':')) {
		seconds += take_number(c, 59) * 60L;
		if (take(c, ':'))
			seconds += take_number(c, 59);
	}
	return negative ? -seconds : seconds;
}

static struct change take_change(struct cursor *c)
{
	struct change change = { 'n', 0, 0, 0, 7200 };
	expect(c, ',');
	if (take(c, 'M')) {
		change.kind = 'M';
		change.month = take_number(c, 12);
		expect(c, '.');
		change.week = take_number(c, 5);
		expect(c, '.');
		change.day = take_number(c, 6);
		if (change.month < 1 || change.week < 1)
			c->failed = true;
	} else {
		change.kind = take(c, 'J') ? 'J' : 'n';
		change.day = take_number(c, 365);
	}
	if (take(c, '/'))
		change.time = take_time(c);
	return change;
}

static bool is_leap(long long year)
{
	return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

/* Days from 1970-01-01 to the first of January. */
static long long year_start(long long year)
{
	long long y = year - 1;
	return 365 * (year - 1970) + (y / 4 - 492) - (y / 100 - 19) + (y / 400 - 4);
}

/* Seconds from 1970 to the change, by the clock on the wall before it. */
static long long change_at(const struct change *change, long long year)
{
	static const int before[] = { 0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334, 365 };
	long long day = year_start(year);
	if (change->kind != 'M') {
		/* J counts from 1 and never counts the 29th of February. */
		bool skip = change->kind == 'J' && (change->day < 60 || !is_leap(year));
		day += change->day - skip;
		return day * DAY + change->time;
	}
	int leap_day = is_leap(year) && change->month > 2;
	day += before[change->month - 1] + leap_day;
	int length = before[change->month] - before[change->month - 1] +
		     (change->month == 2 && is_leap(year));
	int weekday = (int)((day + 4) % 7); /* 1970-01-01 was a Thursday */
	int date = (change->day - weekday + 7) % 7 + (change->week - 1) * 7;
	while (date >= length)
		date -= 7;
	return (day + date) * DAY + change->time;
}

static long long year_of(long long seconds)
{
	long long year = 1970 + seconds / (DAY * 365);
	while (year_start(year) * DAY > seconds)
		year--;
	return year;
}

bool tzrule_offset(long *seconds, struct sqlembic_span rule, long long epoch)
{
	struct cursor c = { rule.ptr, rule.ptr + rule.len, false };
	skip_name(&c);
	long standard = -take_time(&c);
	*seconds = standard;
	if (c.failed || c.at == c.end || epoch < 0)
		return !c.failed;
	skip_name(&c);
	long summer = c.at < c.end && *c.at != ',' ? -take_time(&c) : standard + 3600;
	struct change start = take_change(&c), end = take_change(&c);
	if (c.failed || c.at != c.end)
		return false;
	long long year = year_of(epoch + standard);
	long long from = change_at(&start, year) - standard, to = change_at(&end, year) - summer;
	bool in_summer = from < to ? epoch >= from && epoch < to : !(epoch >= to && epoch < from);
	*seconds = in_summer ? summer : standard;
	return true;
}
