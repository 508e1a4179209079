/* date.c: see date.h. */
#include "scripts/date.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "scripts/tzfile.h"
#include "sqlembic/error.h"
#include "sqlembic/text.h"

static int find_zone(struct sqlembic_buf *out, const char *zone, struct sqlembic_error *err)
{
	char upper[64];
	int found = tzfile_find(out, zone, err);
	if (found || strlen(zone) >= sizeof(upper))
		return found;
	size_t n = strlen(zone);
	for (size_t i = 0; i <= n; i++)
		upper[i] = sqlembic_upper(zone[i]);
	return tzfile_find(out, upper, err);
}

static int zone_offset(long *seconds, const char *zone, long long epoch, struct sqlembic_error *err)
{
	*seconds = 0;
	/* Small containers have no tz database, but UTC is what they ask for. */
	if (sqlembic_casecmp(zone, "UTC") == 0)
		return 0;
	struct sqlembic_buf data = SQLEMBIC_BUF_INIT;
	int rc = find_zone(&data, zone, err);
	if (rc == 0) {
		rc = sqlembic_fail(err, SQLEMBIC_E_FAILED, "unknown time zone '%s'", zone);
		(void)sqlembic_fail_hint(
			err, "set timezone to a name of the tz database, such as Europe/Berlin or UTC");
	} else if (rc > 0) {
		bool good = tzfile_offset(seconds, (struct sqlembic_span){ data.ptr, data.len }, epoch);
		rc = good ? 0
			  : sqlembic_fail(err, SQLEMBIC_E_FAILED, "the tz database's file of '%s' is damaged",
					  zone);
	}
	sqlembic_buf_release(&data);
	return rc;
}

static void print_date(struct date *date, const char *offset)
{
	(void)snprintf(date->text, sizeof(date->text), "%04d-%02d-%02d %02d:%02d:%02d.%06ld%s",
		       date->local.tm_year + 1900, date->local.tm_mon + 1, date->local.tm_mday,
		       date->local.tm_hour, date->local.tm_min, date->local.tm_sec, date->microseconds,
		       offset);
}

static void print_offset(char out[16], long seconds)
{
	long n = seconds < 0 ? -seconds : seconds;
	char sign = seconds < 0 ? '-' : '+';
	if (n % 60)
		(void)snprintf(out, 16, "%c%02ld:%02ld:%02ld", sign, n / 3600 % 100, n / 60 % 60, n % 60);
	else
		(void)snprintf(out, 16, "%c%02ld:%02ld", sign, n / 3600 % 100, n / 60 % 60);
}

int date_at(struct date *out, const char *zone, struct timespec at, struct sqlembic_error *err)
{
	*out = (struct date){ .epoch = at.tv_sec, .microseconds = at.tv_nsec / 1000 };
	if (!zone || !zone[0]) {
		if (!localtime_r(&at.tv_sec, &out->local))
			return sqlembic_fail(err, SQLEMBIC_E_FAILED, "the system's time is out of range");
		print_date(out, "");
		return 0;
	}
	long seconds;
	int rc = zone_offset(&seconds, zone, out->epoch, err);
	if (rc < 0)
		return rc;
	time_t shifted = at.tv_sec + seconds;
	if (!gmtime_r(&shifted, &out->local))
		return sqlembic_fail(err, SQLEMBIC_E_FAILED, "the system's time is out of range");
	char offset[16];
	print_offset(offset, seconds);
	print_date(out, offset);
	return 0;
}

int date_now(struct date *out, const char *zone, struct sqlembic_error *err)
{
	struct timespec now;
	if (clock_gettime(CLOCK_REALTIME, &now) < 0)
		return sqlembic_fail(err, SQLEMBIC_E_FAILED, "cannot read the clock: %s", strerror(errno));
	return date_at(out, zone, now, err);
}
