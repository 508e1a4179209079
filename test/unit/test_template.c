/* test_template.c: dates, names and texts of new files. */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "scripts/date.h"
#include "scripts/template.h"
#include "scripts/template_name.h"
#include "scripts/tzfile.h"
#include "scripts/tzrule.h"

TestSuite(template, .timeout = 20);

static struct sqlembic_error err;

static const char *text_at(const char *zone, long long epoch)
{
	static struct date date;
	cr_assert_eq(date_at(&date, zone, (struct timespec){ .tv_sec = epoch, .tv_nsec = 123456789 }, &err),
		     0, "%s: %s", zone, err.message);
	cr_expect_eq(date.epoch, epoch);
	return date.text;
}

/* Answers of date(1), in winter and summer, recorded and by rule, and around a change. */
Test(template, dates_are_those_of_the_zone)
{
	static const struct {
		const char *zone;
		long long epoch;
		const char *text;
	} cases[] = {
		{ "UTC", 1794999999, "2026-11-18 11:06:39.123456+00:00" },
		{ "utc", 1794999999, "2026-11-18 11:06:39.123456+00:00" },
		{ "UTC", 2226999999, "2040-07-27 11:06:39.123456+00:00" },
		{ "Europe/Berlin", 1794999999, "2026-11-18 12:06:39.123456+01:00" },
		{ "Europe/Berlin", 2226999999, "2040-07-27 13:06:39.123456+02:00" },
		{ "Europe/Berlin", 2210000000, "2040-01-12 17:53:20.123456+01:00" },
		{ "Europe/Berlin", 1774745999, "2026-03-29 01:59:59.123456+01:00" },
		{ "Europe/Berlin", 1774746000, "2026-03-29 03:00:00.123456+02:00" },
		{ "America/New_York", 1794999999, "2026-11-18 06:06:39.123456-05:00" },
		{ "America/New_York", 2226999999, "2040-07-27 07:06:39.123456-04:00" },
		{ "America/New_York", 2210000000, "2040-01-12 11:53:20.123456-05:00" },
		{ "Asia/Kolkata", 1794999999, "2026-11-18 16:36:39.123456+05:30" },
		{ "Asia/Kolkata", 2226999999, "2040-07-27 16:36:39.123456+05:30" },
		{ "gmt", 1794999999, "2026-11-18 11:06:39.123456+00:00" },
	};
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		const char *text = text_at(cases[i].zone, cases[i].epoch);
		cr_expect_str_eq(text, cases[i].text, "%s %lld: %s", cases[i].zone, cases[i].epoch, text);
	}
}

Test(template, without_a_zone_dates_are_local_and_naive)
{
	cr_assert_eq(setenv("TZ", "XYZ-3", 1), 0);
	tzset();
	cr_expect_str_eq(text_at(NULL, 1794999999), "2026-11-18 14:06:39.123456");
	cr_expect_str_eq(text_at("", 1794999999), "2026-11-18 14:06:39.123456");
	cr_expect_str_eq(text_at("Europe/Berlin", 1794999999), "2026-11-18 12:06:39.123456+01:00");
	cr_expect_str_eq(getenv("TZ"), "XYZ-3");
}

Test(template, unknown_zones_are_refused)
{
	static const char *const zones[] = { "No/Where",       "../../../etc/passwd",
					     "/etc/localtime", "Europe",
					     "zone1970.tab",   "Europe/Berlin ",
					     "CET-1CEST",      "a b" };
	for (size_t i = 0; i < sizeof(zones) / sizeof(*zones); i++) {
		struct date date;
		cr_expect_eq(date_now(&date, zones[i], &err), SQLEMBIC_E_FAILED, "%s", zones[i]);
		cr_expect_not_null(strstr(err.message, zones[i]), "%s", err.message);
	}
}

Test(template, rules_beyond_the_recorded_changes)
{
	static const struct {
		const char *rule;
		long long epoch;
		long seconds;
	} cases[] = {
		{ "IST-5:30", 2226999999, 19800 },
		{ "<-03>3", 2226999999, -10800 },
		/* Southern hemisphere: summer spans the new year. */
		{ "AEST-10AEDT,M10.1.0,M4.1.0/3", 2226999999, 36000 },
		{ "AEST-10AEDT,M10.1.0,M4.1.0/3", 2210000000, 39600 },
		/* Changes before midnight of their day, and "all year summer". */
		{ "<-02>2<-01>,M3.5.0/-1,M10.5.0/0", 2226999999, -3600 },
		{ "XXX3EDT4,0/0,J365/23", 2226999999, -14400 },
		{ "AAA0BBB,J60/0,J61/0", 1772323200, 3600 }, /* the first of March, 2026 */
		{ "AAA0BBB,J60/0,J61/0", 1835481600, 3600 }, /* and 2028, a leap year */
		{ "AAA0BBB,59/0,60/0", 1835395200, 3600 },   /* the 29th of February */
	};
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		long seconds = -1;
		struct sqlembic_span rule = { cases[i].rule, strlen(cases[i].rule) };
		cr_assert(tzrule_offset(&seconds, rule, cases[i].epoch), "%s", cases[i].rule);
		cr_expect_eq(seconds, cases[i].seconds, "%s: %ld", cases[i].rule, seconds);
	}
}

Test(template, damaged_zone_data_are_noticed)
{
	static const char *const rules[] = { "",
					     "X",
					     "5",
					     "CET-1CEST,M3",
					     "CET-1CEST,M13.1.0,M1.1.0",
					     "CET-1CEST",
					     "CET-1CEST,M3.5.0,M10.5.0x",
					     "<CET-1",
					     "CET-999" };
	long seconds;
	for (size_t i = 0; i < sizeof(rules) / sizeof(*rules); i++)
		cr_expect_not(tzrule_offset(&seconds, (struct sqlembic_span){ rules[i], strlen(rules[i]) },
					    1794999999),
			      "%s", rules[i]);
	struct sqlembic_buf data = SQLEMBIC_BUF_INIT;
	cr_assert_eq(tzfile_find(&data, "Europe/Berlin", &err), 1);
	for (size_t length = 0; length < data.len; length += 7) {
		/* Of exactly its size, so that a sanitizer sees a read past the end. */
		char *cut = malloc(length ? length : 1);
		memcpy(cut, data.ptr, length);
		(void)tzfile_offset(&seconds, (struct sqlembic_span){ cut, length }, 1794999999);
		free(cut);
	}
	cr_expect_not(tzfile_offset(&seconds, (struct sqlembic_span){ data.ptr, 100 }, 1794999999));
	sqlembic_buf_release(&data);
}

Test(template, slugs_are_cut_as_alembic_cuts_them)
{
	static const struct {
		const char *message;
		size_t limit;
		const char *slug;
	} cases[] = {
		{ "some: Weird/Message, with \xC3\xBCmlaut & stuff that is much longer than forty characters",
		  0, "some_weird_message_with_\xC3\xBCmlaut_stuff_" },
		{ "abcdefghijklmnop q", 10, "abcdefghij_" },
		{ "ab_cdefgh", 10, "ab_cdefgh" },
		{ "ab_cdefghij", 10, "ab_" },
		{ "ab_cdefghi", 10, "ab_cdefghi" },
		{ "_abcdefghijk", 10, "_" },
		{ "  Create  Account\ntable! ", 40, "create_account_table" },
		{ "\xC3\x84RGER \xD0\x96 \xE6\xBC\xA2\xE5\xAD\x97", 40,
		  "\xC3\xA4rger_\xD0\xB6_\xE6\xBC\xA2\xE5\xAD\x97" },
		{ "area in m\xC2\xB2", 40, "area_in_m\xC2\xB2" },
		{ "../../etc/passwd", 40, "etc_passwd" },
		{ "bad \xFF\xC3 bytes \xED\xA0", 40, "bad_bytes" },
		{ "", 40, "" },
		{ "!?", 40, "" },
	};
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct sqlembic_buf out = SQLEMBIC_BUF_INIT;
		template_name_slug(&out, cases[i].message, cases[i].limit);
		cr_expect_str_eq(sqlembic_buf_text(&out), cases[i].slug, "%s: %s", cases[i].message,
				 sqlembic_buf_text(&out));
		sqlembic_buf_release(&out);
	}
}

static int name(struct sqlembic_buf *out, const char *file_template)
{
	struct date date;
	cr_assert_eq(date_at(&date, "UTC", (struct timespec){ .tv_sec = 1794999999, .tv_nsec = 0 }, &err), 0);
	return template_name_file(out, file_template, "1975ea83b712", "f\xC3\xBCnf", &date, &err);
}

/* Answers of Python's % operator. */
Test(template, file_names_are_formatted_as_python_does)
{
	static const char *const cases[][2] = {
		{ "%(rev)s_%(slug)s", "1975ea83b712_f\xC3\xBCnf" },
		{ "%(year)d_%(month).2d_%(day).2d_%(hour).2d%(minute).2d-%(rev)s_%(slug)s",
		  "2026_11_18_1106-1975ea83b712_f\xC3\xBCnf" },
		{ "%(epoch)s|%(epoch)d|%(epoch)012i", "1794999999|1794999999|001794999999" },
		{ "%(minute)d|%(minute)02d|%(minute).2d|%(minute)s|%(minute)r", "6|06|06|6|6" },
		{ "%(day)5d|%(day)-5d|%(day)+d|% d%%", NULL },
		{ "%(day)5d|%(day)-5d|%(day)+d|%(day) d", "   18|18   |+18| 18" },
		{ "%(day)05.3d|%(day)5.3d|%(day)-05d|", "00018|  018|18   |" },
		{ "%(day)+05d|%(day)5.1s|%(day)ld", "+0018|    1|18" },
		{ "%(slug)6s|%(slug)-6s|%(slug).2s|%(slug)06s|%(slug)r",
		  "  f\xC3\xBCnf|f\xC3\xBCnf  |f\xC3\xBC|  f\xC3\xBCnf|'f\xC3\xBCnf'" },
		{ "%(year)d/%(rev)s", "2026/1975ea83b712" },
		{ "100%%%%", "100%%" },
		{ "", "" },
	};
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct sqlembic_buf out = SQLEMBIC_BUF_INIT;
		int rc = name(&out, cases[i][0]);
		cr_expect_eq(rc < 0, cases[i][1] == NULL, "%s: %s", cases[i][0], err.message);
		if (cases[i][1])
			cr_expect_str_eq(sqlembic_buf_text(&out), cases[i][1], "%s: %s", cases[i][0],
					 sqlembic_buf_text(&out));
		sqlembic_buf_release(&out);
	}
}

Test(template, wrong_file_templates_are_refused_with_the_column)
{
	static const char *const cases[][2] = {
		{ "ab%s", "column 3: a % must be followed" },
		{ "\xC3\xBC%(nope)s", "column 2: unknown token" },
		{ "%(rev", "'(' without ')'" },
		{ "%(rev)", "the conversion must be" },
		{ "%(rev)x", "the conversion must be" },
		{ "%(rev)d", "rev and slug are text" },
		{ "%(day)999d", "too large" },
		{ "%(day).999999999999d", "too large" },
		{ "%(day)*d", "the conversion must be" },
		{ "%", "a % must be followed" },
		{ "%(a_token_with_a_very_long_name)s", "unknown token" },
	};
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct sqlembic_buf out = SQLEMBIC_BUF_INIT;
		cr_expect_eq(name(&out, cases[i][0]), SQLEMBIC_E_FAILED, "%s", cases[i][0]);
		cr_expect_not_null(strstr(err.message, cases[i][1]), "%s", err.message);
		sqlembic_buf_release(&out);
	}
}

static const struct sqlembic_pair values[] = { { "a", "one" }, { "b", "${a}" }, { "empty", "" } };

static int render(struct sqlembic_buf *out, const char *text)
{
	err = (struct sqlembic_error){ 0 };
	return template_render(out, (struct sqlembic_span){ text, strlen(text) }, values, 3, "t.in", &err);
}

Test(template, variables_are_replaced_once)
{
	static const char *const cases[][2] = {
		{ "x${a}y${b}z${empty}", "xoney${a}z" },
		{ "$a $ $$ $${a} $", "$a $ $$ ${a} $" },
		{ "$$$${a}", "$$${a}" },
		{ "", "" },
	};
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct sqlembic_buf out = SQLEMBIC_BUF_INIT;
		cr_expect_eq(render(&out, cases[i][0]), 0, "%s", err.message);
		cr_expect_str_eq(sqlembic_buf_text(&out), cases[i][1], "%s: %s", cases[i][0],
				 sqlembic_buf_text(&out));
		sqlembic_buf_release(&out);
	}
}

Test(template, unknown_variables_are_refused_at_their_place)
{
	static const struct {
		const char *text;
		int line, column;
	} cases[] = {
		{ "${c}", 1, 1 },  { "a\n\xC3\xBC ${ a }", 2, 3 }, { "${}", 1, 1 },
		{ "x ${a", 1, 3 }, { "\n${a\n}", 2, 1 },
	};
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct sqlembic_buf out = SQLEMBIC_BUF_INIT;
		cr_expect_eq(render(&out, cases[i].text), SQLEMBIC_E_FAILED, "%s", cases[i].text);
		cr_expect_str_eq(err.file, "t.in");
		cr_expect_eq(err.line, cases[i].line, "%s", cases[i].text);
		cr_expect_eq(err.column, cases[i].column, "%s: %d", cases[i].text, err.column);
		sqlembic_buf_release(&out);
	}
}
