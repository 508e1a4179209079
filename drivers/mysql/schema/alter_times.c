/* alter_times.c: what becomes of dates and times in a column of another type of them. */
#include <string.h>

#include "alter_danger.h"

/* A TIMESTAMP of MariaDB goes on behind 2038 since then. */
#define LONG_TIMESTAMPS_SINCE 110501

static bool has_date(const struct mysqldb_type *type)
{
	return !mysqldb_type_is(type, "time");
}

/* In the session's time zone, which has hours that are left out.  The date of zero is taken, where sql_mode does not refuse it. */
static void judge_range(const struct mysqldb_conversion *c)
{
	const bool is_long = mysqldb_conversion_is_mariadb(c) &&
			     c->altering->change->from->version >= LONG_TIMESTAMPS_SINCE;
	mysqldb_danger_fail(c, "does not take every date any more",
			    "(@ + 0 <> 0 OR @@SESSION.sql_mode LIKE '%%NO_ZERO_DATE%%') AND"
			    " (@ NOT BETWEEN FROM_UNIXTIME(1) AND FROM_UNIXTIME(%s.999999)"
			    " OR FROM_UNIXTIME(UNIX_TIMESTAMP(@)) <> @)",
			    is_long ? "4294967295" : "2147483647");
}

static long power_of_ten(long n)
{
	long power = 1;
	while (n-- > 0)
		power *= 10;
	return power;
}

void mysqldb_danger_of_digits(const struct mysqldb_conversion *c, long before, const char *value)
{
	const long after = mysqldb_type_second_digits(&c->to);
	if (before > after)
		mysqldb_danger_lose(c, "is cut to fewer digits of a second", "MICROSECOND(%s) %% %ld <> 0",
				    value, power_of_ten(6 - after));
}

bool mysqldb_danger_of_times(const struct mysqldb_conversion *c)
{
	if (!mysqldb_type_is_date_or_time(&c->from) || !mysqldb_type_is_date_or_time(&c->to))
		return false;
	const bool is_date = mysqldb_type_is(&c->to, "date");
	if (is_date)
		mysqldb_danger_lose(c, "loses its time",
				    has_date(&c->from) ? "@ <> DATE(@)" : "@ IS NOT NULL");
	else if (has_date(&c->from) && !has_date(&c->to))
		mysqldb_danger_lose(c, "loses its date", "@ IS NOT NULL");
	else if (!has_date(&c->from) && has_date(&c->to))
		mysqldb_danger_lose(c, "gets the date of the day", "@ IS NOT NULL");
	if (!is_date)
		mysqldb_danger_of_digits(c, mysqldb_type_second_digits(&c->from), "@");
	if (mysqldb_type_is(&c->to, "timestamp") && has_date(&c->from) &&
	    !mysqldb_type_is(&c->from, "timestamp"))
		judge_range(c);
	return true;
}
