/* alter_texts.c: what becomes of texts that are read as something else.
 *
 * MariaDB reads a whole number without a point or an exponent; and an empty TEXT, but no VARCHAR, for zero.  MySQL makes a DECIMAL of
 * the number that a TEXT begins with, and refuses a VARCHAR with more in it. */
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "alter_danger.h"

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

static bool is_word(const struct mysqldb_type *type, const char *word)
{
	return strcasecmp(type->word, word) == 0;
}

static bool is_mariadb(const struct mysqldb_conversion *c)
{
	return mysqldb_is_mariadb(c->altering->change->from);
}

/* With a character set: in bytes no pattern is looked for. */
static bool has_characters(const struct mysqldb_conversion *c)
{
	const char *charset = c->old->values[MYSQLDB_COLUMN_CHARSET];
	return charset && *charset;
}

/* ---- numbers ---- */

static bool is_read_in_part(const struct mysqldb_conversion *c)
{
	return !is_mariadb(c) && is_word(&c->to, "decimal") && strcasestr(c->from.word, "text");
}

/* Of the texts that are taken. */
static const char *pattern_of(const struct mysqldb_conversion *c)
{
	if (is_read_in_part(c))
		return BEGINS;
	return mysqldb_type_integer_bytes(&c->to) && is_mariadb(c) ? WHOLE : NUMBER;
}

/* The condition that a number is larger than the new type has it; `value` is what is stored. */
static void write_excess(char out[256], const struct mysqldb_conversion *c, const char *value)
{
	const int bytes = mysqldb_type_integer_bytes(&c->to);
	const unsigned long long top = bytes == 8 ? ~0ull : (1ull << (8 * bytes)) - 1;
	const long room = c->to.first - mysqldb_type_scale(&c->to);
	const char *below = c->to.is_unsigned ? " OR @ < 0" : "";
	if (bytes && c->to.is_unsigned)
		(void)snprintf(out, 256, "%s NOT BETWEEN 0 AND %llu", value, top);
	else if (bytes)
		(void)snprintf(out, 256, "%s NOT BETWEEN -%llu AND %llu", value, top / 2 + 1, top / 2);
	else if (c->to.first < 0)
		(void)snprintf(out, 256, "ABS(@ + 0e0) %s%s",
			       is_word(&c->to, "float") ? "> 3.4028234663852886e38"
							: ">= 1.7976931348623157e308",
			       below);
	else if (is_word(&c->to, "decimal") && room == 0)
		(void)snprintf(out, 256, "ABS(%s) >= 1%s", value, below);
	else if (is_word(&c->to, "decimal"))
		(void)snprintf(out, 256, "ABS(%s) >= 1%0*d%s", value, (int)room, 0, below);
	else
		(void)snprintf(out, 256, "ABS(%s) >= 1e%ld%s", value, room, below);
}

static void write_value(char out[96], const struct mysqldb_conversion *c)
{
	const long scale = mysqldb_type_scale(&c->to);
	if (mysqldb_type_integer_bytes(&c->to) || is_word(&c->to, "decimal"))
		(void)snprintf(out, 96, "ROUND(" EXACT ", %ld)",
			       mysqldb_type_integer_bytes(&c->to) ? 0 : scale);
	else if (c->to.first >= 0)
		(void)snprintf(out, 96, "ROUND(@ + 0e0, %ld)", scale);
	else
		(void)snprintf(out, 96, is_word(&c->to, "float") ? "CAST(@ + 0e0 AS FLOAT)" : "(@ + 0e0)");
}

/* Whether another number is stored; in binary, one that reads otherwise. */
static void judge_rounding(const struct mysqldb_conversion *c, const char *value, const char *excess)
{
	const bool is_exact = mysqldb_type_integer_bytes(&c->to) || is_word(&c->to, "decimal");
	if (mysqldb_type_integer_bytes(&c->to) && is_mariadb(c))
		return;
	if (is_exact)
		mysqldb_danger_lose(c, ROUNDED, "@ REGEXP " NUMBER " AND NOT (%s) AND %s <> " EXACT, excess,
				    value);
	else if (is_word(&c->to, "double") && c->to.first < 0)
		mysqldb_danger_lose(c, ROUNDED,
				    "@ REGEXP " NUMBER " AND ABS(@ + 0e0) < 1e35 AND CAST(%s AS "
				    "DECIMAL(65,30)) <> " EXACT,
				    value);
	else
		mysqldb_danger_lose(c, ROUNDED, NULL);
}

static void judge_numbers(const struct mysqldb_conversion *c)
{
	const bool takes_nothing = is_mariadb(c) && strcasestr(c->from.word, "text") &&
				   !is_word(&c->to, "decimal");
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
	static const long parts[] = { 1000000, 100000, 10000, 1000, 100, 10 };
	const long digits = c->to.first < 0 ? 0 : c->to.first;
	mysqldb_danger_fail(c, NOT_EVERY, NULL);
	if (is_word(&c->to, "date"))
		mysqldb_danger_lose(c, "loses its time", "CAST(@ AS DATETIME(6)) <> DATE(@)");
	else if (is_word(&c->to, "time"))
		mysqldb_danger_lose(c, "is read as a time", NULL);
	else if (digits < 6)
		mysqldb_danger_lose(c, "is cut to fewer digits of a second",
				    "MICROSECOND(CAST(@ AS DATETIME(6))) %% %ld <> 0", parts[digits]);
}

void mysqldb_danger_of_reading(const struct mysqldb_conversion *c)
{
	if (mysqldb_type_is_number(&c->to)) {
		judge_numbers(c);
	} else if (is_word(&c->to, "json")) {
		judge_json(c);
	} else if (mysqldb_type_is_time(&c->to) || is_word(&c->to, "date")) {
		judge_dates(c);
	} else if (is_word(&c->to, "year") || is_word(&c->to, "bit")) {
		mysqldb_danger_lose(c, "is read as a number", NULL);
		mysqldb_danger_fail(c, NOT_EVERY, NULL);
	} else {
		mysqldb_danger_fail(c, NOT_EVERY, NULL);
	}
}
