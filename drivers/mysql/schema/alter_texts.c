/* alter_texts.c: what becomes of texts that are read as something else.
 *
 * MariaDB reads a whole number without a point or an exponent; and an empty TEXT, but no VARCHAR, for zero.  MySQL makes a DECIMAL of
 * the number that a TEXT begins with, and refuses a VARCHAR with more in it. */
#include <stdio.h>
#include <string.h>

#include "alter_danger.h"
#include "sqlembic/text.h"

#define NOT_EVERY "may not take every value"
#define ROUNDED   "is rounded"
#define BLANKS    "[[:space:]]*"
#define EXPONENT  "([eE][-+]?[0-9]+)?"

#define WHOLE  "'^" BLANKS "[-+]?[0-9]+" BLANKS "$'"
#define NUMBER "'^" BLANKS "[-+]?([0-9]+[.]?[0-9]*|[.][0-9]+)" EXPONENT BLANKS "$'"
#define ZEROS  "'^" BLANKS "[-+]?0[0-9]+([.][0-9]*)?" EXPONENT BLANKS "$'"

#define BEGINS "'^" BLANKS "[-+]?[.]?[0-9]'"

/* As exact as it gets. */
#define EXACT "CAST(@ AS DECIMAL(65,30))"

/* With a character set: in bytes no pattern is looked for. */
static bool has_characters(const struct mysqldb_conversion *c)
{
	const char *charset = c->old->values[MYSQLDB_COLUMN_CHARSET];
	return charset && *charset;
}

/* ---- numbers ---- */

static bool is_read_in_part(const struct mysqldb_conversion *c)
{
	return !mysqldb_conversion_is_mariadb(c) && mysqldb_type_is(&c->to, "decimal") &&
	       sqlembic_casestr(c->from.word, "text");
}

/* Of the texts that are taken. */
static const char *pattern_of(const struct mysqldb_conversion *c)
{
	if (is_read_in_part(c))
		return BEGINS;
	return mysqldb_type_integer_bytes(&c->to) && mysqldb_conversion_is_mariadb(c) ? WHOLE : NUMBER;
}

/* The condition that a number is larger than the new type has it; `value` is what is stored. */
static void write_excess(char out[256], const struct mysqldb_conversion *c, const char *value)
{
	char low[32], high[32];
	const long room = c->to.first - mysqldb_type_scale(&c->to);
	const char *below = c->to.is_unsigned ? " OR @ < 0" : "";
	mysqldb_type_bounds(low, high, &c->to);
	if (mysqldb_type_integer_bytes(&c->to))
		(void)snprintf(out, 256, "%s NOT BETWEEN %s AND %s", value, low, high);
	else if (c->to.first < 0)
		(void)snprintf(out, 256, "ABS(@ + 0e0) %s%s",
			       mysqldb_type_is(&c->to, "float") ? "> " MYSQLDB_FLOAT_MAX
								: ">= 1.7976931348623157e308",
			       below);
	else if (mysqldb_type_is(&c->to, "decimal") && room == 0)
		(void)snprintf(out, 256, "ABS(%s) >= 1%s", value, below);
	else if (mysqldb_type_is(&c->to, "decimal"))
		(void)snprintf(out, 256, "ABS(%s) >= 1%0*d%s", value, (int)room, 0, below);
	else
		(void)snprintf(out, 256, "ABS(%s) >= 1e%ld%s", value, room, below);
}

static void write_value(char out[96], const struct mysqldb_conversion *c)
{
	const long scale = mysqldb_type_scale(&c->to);
	if (mysqldb_type_integer_bytes(&c->to) || mysqldb_type_is(&c->to, "decimal"))
		(void)snprintf(out, 96, "ROUND(" EXACT ", %ld)",
			       mysqldb_type_integer_bytes(&c->to) ? 0 : scale);
	else if (c->to.first >= 0)
		(void)snprintf(out, 96, "ROUND(@ + 0e0, %ld)", scale);
	else
		(void)snprintf(out, 96,
			       mysqldb_type_is(&c->to, "float") ? "CAST(@ + 0e0 AS FLOAT)" : "(@ + 0e0)");
}

/* Whether another number is stored; in binary, one that reads otherwise. */
static void judge_rounding(const struct mysqldb_conversion *c, const char *value, const char *excess)
{
	const bool is_exact = mysqldb_type_integer_bytes(&c->to) || mysqldb_type_is(&c->to, "decimal");
	if (mysqldb_type_integer_bytes(&c->to) && mysqldb_conversion_is_mariadb(c))
		return;
	if (is_exact)
		mysqldb_danger_lose(c, ROUNDED, "@ REGEXP " NUMBER " AND NOT (%s) AND %s <> " EXACT, excess,
				    value);
	else if (mysqldb_type_is(&c->to, "double") && c->to.first < 0)
		mysqldb_danger_lose(c, ROUNDED,
				    "@ REGEXP " NUMBER " AND ABS(@ + 0e0) < 1e35 AND CAST(%s AS "
				    "DECIMAL(65,30)) <> " EXACT,
				    value);
	else
		mysqldb_danger_lose(c, ROUNDED, NULL);
}

static void judge_numbers(const struct mysqldb_conversion *c)
{
	const bool takes_nothing = mysqldb_conversion_is_mariadb(c) &&
				   sqlembic_casestr(c->from.word, "text") &&
				   !mysqldb_type_is(&c->to, "decimal");
	char value[96], excess[256];
	if (!has_characters(c)) {
		mysqldb_danger_fail(c, NOT_EVERY, NULL);
		mysqldb_danger_lose(c, "is read as a number", NULL);
		return;
	}
	write_value(value, c);
	write_excess(excess, c, value);
	mysqldb_danger_fail(c, NOT_EVERY, "%s(@ NOT REGEXP %s OR %s)",
			    takes_nothing ? "CHAR_LENGTH(@) > 0 AND " : "", pattern_of(c), excess);
	if (is_read_in_part(c))
		mysqldb_danger_lose(c, "has the number that a text begins with",
				    "@ REGEXP " BEGINS " AND @ NOT REGEXP " NUMBER);
	judge_rounding(c, value, excess);
	mysqldb_danger_lose(c, "loses zeros in front", "@ REGEXP " ZEROS);
	if (takes_nothing)
		mysqldb_danger_lose(c, "has 0 in the place of an empty text", "CHAR_LENGTH(@) = 0");
}

/* ---- others ---- */

/* A text of bytes is none. */
static void judge_json(const struct mysqldb_conversion *c)
{
	mysqldb_danger_fail(c, NOT_EVERY, has_characters(c) ? "NOT JSON_VALID(@)" : "@ IS NOT NULL");
}

static void judge_dates(const struct mysqldb_conversion *c)
{
	mysqldb_danger_fail(c, NOT_EVERY, NULL);
	if (mysqldb_type_is(&c->to, "date"))
		mysqldb_danger_lose(c, "loses its time", "CAST(@ AS DATETIME(6)) <> DATE(@)");
	else if (mysqldb_type_is(&c->to, "time"))
		mysqldb_danger_lose(c, "is read as a time", NULL);
	else
		mysqldb_danger_of_digits(c, 6, "CAST(@ AS DATETIME(6))");
}

void mysqldb_danger_of_reading(const struct mysqldb_conversion *c)
{
	if (mysqldb_type_is_number(&c->to)) {
		judge_numbers(c);
	} else if (mysqldb_type_is(&c->to, "json")) {
		judge_json(c);
	} else if (mysqldb_type_is_date_or_time(&c->to)) {
		judge_dates(c);
	} else if (mysqldb_type_is(&c->to, "year") || mysqldb_type_is(&c->to, "bit")) {
		mysqldb_danger_lose(c, "is read as a number", NULL);
		mysqldb_danger_fail(c, NOT_EVERY, NULL);
	} else {
		mysqldb_danger_fail(c, NOT_EVERY, NULL);
	}
}
