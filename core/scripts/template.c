/* template.c: what new files contain: text with ${names}, a date, an id. */
#include "scripts/template.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "sqlembic/error.h"
#include "scripts/tzfile.h"

/* ---- dates ---- */

static int find_zone(struct sqlembic_buf *out, const char *zone, struct sqlembic_error *err)
{
	char upper[64];
	int found = tzfile_find(out, zone, err);
	if (found || strlen(zone) >= sizeof(upper))
		return found;
	size_t n = strlen(zone);
	for (size_t i = 0; i <= n; i++)
		upper[i] = zone[i] >= 'a' && zone[i] <= 'z' ? (char)(zone[i] - 'a' + 'A') : zone[i];
	return tzfile_find(out, upper, err);
}

static int zone_offset(long *seconds, const char *zone, long long epoch, struct sqlembic_error *err)
{
	*seconds = 0;
	/* Small containers have no tz database, but UTC is what they ask for. */
	if (strcasecmp(zone, "UTC") == 0)
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

static void print_date(struct template_date *date, const char *offset)
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

int template_date_at(struct template_date *out, const char *zone, struct timespec at,
		     struct sqlembic_error *err)
{
	*out = (struct template_date){ .epoch = at.tv_sec, .microseconds = at.tv_nsec / 1000 };
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

int template_date(struct template_date *out, const char *zone, struct sqlembic_error *err)
{
	struct timespec now;
	if (clock_gettime(CLOCK_REALTIME, &now) < 0)
		return sqlembic_fail(err, SQLEMBIC_E_FAILED, "cannot read the clock: %s", strerror(errno));
	return template_date_at(out, zone, now, err);
}

/* ---- text ---- */

static int fail_at_offset(struct sqlembic_span text, size_t at, const char *path, struct sqlembic_error *err)
{
	int line = 1, column = 1;
	for (size_t i = 0; i < at; i++) {
		if (text.ptr[i] == '\n') {
			line++;
			column = 1;
		} else {
			column += ((unsigned char)text.ptr[i] & 0xC0) != 0x80;
		}
	}
	return sqlembic_fail_at(err, path, line, column);
}

static const char *find_value(struct sqlembic_span name, const struct sqlembic_pair *values, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		if (strlen(values[i].key) == name.len && memcmp(values[i].key, name.ptr, name.len) == 0)
			return values[i].value;
	}
	return NULL;
}

static int refuse_name(struct sqlembic_span name, const struct sqlembic_pair *values, size_t n,
		       struct sqlembic_error *err)
{
	struct sqlembic_buf known = SQLEMBIC_BUF_INIT;
	for (size_t i = 0; i < n; i++)
		sqlembic_buf_printf(&known, "%s${%s}", i ? " " : "", values[i].key);
	(void)sqlembic_fail(err, SQLEMBIC_E_FAILED, "unknown variable '${%.*s}'", (int)name.len, name.ptr);
	(void)sqlembic_fail_hint(err, "use one of %s, or $${ for a literal ${", sqlembic_buf_text(&known));
	sqlembic_buf_release(&known);
	return SQLEMBIC_E_FAILED;
}

/* Renders what begins with "${" at text.ptr[*at] and moves behind it. */
static int render_variable(struct sqlembic_buf *out, struct sqlembic_span text, size_t *at,
			   const struct sqlembic_pair *values, size_t n, struct sqlembic_error *err)
{
	struct sqlembic_span name = { text.ptr + *at + 2, 0 };
	size_t most = text.len - *at - 2;
	while (name.len < most && name.ptr[name.len] != '}' && name.ptr[name.len] != '\n')
		name.len++;
	if (name.len == most || name.ptr[name.len] != '}')
		return sqlembic_fail(err, SQLEMBIC_E_FAILED, "'${' without '}'");
	const char *value = find_value(name, values, n);
	if (!value)
		return refuse_name(name, values, n, err);
	sqlembic_buf_puts(out, value);
	*at += name.len + 3;
	return 0;
}

int template_render(struct sqlembic_buf *out, struct sqlembic_span text, const struct sqlembic_pair *values,
		    size_t n, const char *path, struct sqlembic_error *err)
{
	for (size_t at = 0; at < text.len;) {
		size_t left = text.len - at;
		const char *here = text.ptr + at;
		if (left >= 3 && memcmp(here, "$${", 3) == 0) {
			sqlembic_buf_puts(out, "${");
			at += 3;
		} else if (left >= 2 && memcmp(here, "${", 2) == 0) {
			size_t start = at;
			int rc = render_variable(out, text, &at, values, n, err);
			if (rc < 0) {
				(void)fail_at_offset(text, start, path, err);
				return rc;
			}
		} else {
			const char *dollar = memchr(here + 1, '$', left - 1);
			size_t length = dollar ? (size_t)(dollar - here) : left;
			sqlembic_buf_add(out, here, length);
			at += length;
		}
	}
	return out->failed ? sqlembic_fail_memory(err) : 0;
}
