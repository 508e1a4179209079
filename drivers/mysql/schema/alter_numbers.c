/* alter_numbers.c: what becomes of numbers in a column of another type of numbers.
 *
 * MariaDB refuses a decimal below zero before it is rounded, MySQL behind that, and so do both with a number in binary, whose half
 * goes to the even one.  A FLOAT that is too large for a BIGINT is replaced without a word. */
#include <stdio.h>
#include <string.h>

#include "alter_danger.h"

#define TOO_LARGE "does not take every number any more"
#define ROUNDED   "is rounded"

/* More digits than any number has that is not in binary. */
#define ANY_DIGITS 400

static bool is_binary(const struct mysqldb_type *type)
{
	return mysqldb_type_kept_digits(type) > 0;
}

/* "FLOAT", and not "FLOAT(6,2)". */
static bool is_plain_binary(const struct mysqldb_type *type)
{
	return is_binary(type) && type->first < 0;
}

bool mysqldb_danger_has_number(const struct mysqldb_type *type)
{
	return mysqldb_type_is_number(type) || mysqldb_type_is(type, "year") || mysqldb_type_is(type, "bit");
}

/* ---- the old type ---- */

/* How the server has it as a number. */
static const char *number_of(const struct mysqldb_conversion *c)
{
	if (mysqldb_type_is(&c->from, "bit") || mysqldb_type_is(&c->from, "year"))
		return "(@ + 0)";
	/* The smallest of all has no ABS(). */
	return mysqldb_type_integer_bytes(&c->from) ? "(@ + 0.0)" : "@";
}

static long digits_before_point(const struct mysqldb_type *type)
{
	if (mysqldb_type_is(type, "year"))
		return 4;
	if (mysqldb_type_is(type, "bit"))
		return type->first * 30103 / 100000 + 1;
	if (mysqldb_type_integer_bytes(type))
		return mysqldb_type_integer_digits(type);
	return is_plain_binary(type) ? ANY_DIGITS : type->first - mysqldb_type_scale(type);
}

static long digits_behind_point(const struct mysqldb_type *type)
{
	if (is_plain_binary(type))
		return ANY_DIGITS;
	return mysqldb_type_is_fraction(type) ? mysqldb_type_scale(type) : 0;
}

/* ---- to integers and bits ---- */

/* Whether the server puts the nearest number in the place of one that is out of bounds. */
static bool replaces(const struct mysqldb_conversion *c)
{
	return mysqldb_type_is(&c->from, "float") && mysqldb_type_integer_bytes(&c->to) == 8 &&
	       (!c->to.is_unsigned || mysqldb_conversion_is_mariadb(c));
}

/* The condition that a number is refused for being below zero. */
static const char *below_zero(const struct mysqldb_conversion *c)
{
	const bool is_whole = !is_binary(&c->to) && !mysqldb_type_is(&c->to, "decimal");
	if (is_whole && is_binary(&c->from))
		return "@ < -0.5";
	return is_whole && !mysqldb_conversion_is_mariadb(c) ? "ROUND(@) < 0" : "@ < 0";
}

static void judge_sign(const struct mysqldb_conversion *c)
{
	if (!c->from.is_unsigned && c->to.is_unsigned && !mysqldb_type_is(&c->from, "bit") &&
	    !mysqldb_type_is(&c->from, "year"))
		mysqldb_danger_fail(c, "does not take numbers below zero any more", "%s", below_zero(c));
}

static long value_bits(const struct mysqldb_type *type)
{
	if (mysqldb_type_is(type, "bit"))
		return type->first;
	if (mysqldb_type_is(type, "year"))
		return 12;
	return 8L * mysqldb_type_integer_bytes(type) - !type->is_unsigned;
}

/* Whether the new type has every number of the old one, which has no fraction. */
static bool has_every_whole(const struct mysqldb_conversion *c)
{
	const bool has_sign = mysqldb_type_integer_bytes(&c->from) && !c->from.is_unsigned;
	const bool takes_sign = mysqldb_type_integer_bytes(&c->to) && !c->to.is_unsigned;
	return (takes_sign || !has_sign) && value_bits(&c->to) >= value_bits(&c->from);
}

/* As a BIGINT, whose sign becomes a bit; but a decimal of MariaDB's is taken for a number above zero. */
static bool is_by_bigint(const struct mysqldb_conversion *c)
{
	return mysqldb_type_is(&c->to, "bit") && c->to.first == 64 &&
	       (is_binary(&c->from) || !mysqldb_conversion_is_mariadb(c));
}

static void judge_by_bigint(const struct mysqldb_conversion *c)
{
	static const char condition[] = "%s < -9223372036854775808.5 OR %s >= 9223372036854775807.5";
	const char *number = is_binary(&c->from) ? "@" : "ROUND(@)";
	mysqldb_danger_lose(c, "has numbers above zero in the place of those below", "%s %s", number,
			    is_binary(&c->from) ? "< -0.5" : "< 0");
	if (mysqldb_type_is(&c->from, "float"))
		mysqldb_danger_lose(c, "has another number in the place of those that are too large",
				    condition, number, number);
	else
		mysqldb_danger_fail(c, TOO_LARGE, condition, number, number);
}

/* Below zero is told apart where the new type is called unsigned. */
static void judge_rounded(const struct mysqldb_conversion *c)
{
	char low[32], high[32];
	const bool is_bit = mysqldb_type_is(&c->to, "bit");
	mysqldb_type_bounds(low, high, &c->to);
	if (c->to.is_unsigned)
		judge_sign(c);
	if (!is_binary(&c->from) && is_bit)
		mysqldb_danger_fail(c, TOO_LARGE, "%s OR ROUND(@) > %s", below_zero(c), high);
	else if (!is_binary(&c->from) &&
		 digits_before_point(&c->from) >= mysqldb_type_integer_digits(&c->to) - 1)
		mysqldb_danger_fail(c, TOO_LARGE, "ROUND(@) %s %s%s%s",
				    c->to.is_unsigned ? ">" : "NOT BETWEEN", c->to.is_unsigned ? "" : low,
				    c->to.is_unsigned ? "" : " AND ", high);
	else if (replaces(c))
		mysqldb_danger_lose(c, "has another number in the place of those that are too large",
				    "%s@ >= %s.5", c->to.is_unsigned ? "" : "@ < -9223372036854775808.5 OR ",
				    high);
	else if (is_binary(&c->from) && c->to.is_unsigned)
		mysqldb_danger_fail(c, TOO_LARGE, "@ >= %s.5", high);
	else if (is_binary(&c->from))
		mysqldb_danger_fail(c, TOO_LARGE, "@ < %s.5 OR @ >= %s.5", *low == '0' ? "-0" : low, high);
}

static void judge_whole(const struct mysqldb_conversion *c)
{
	char low[32], high[32];
	mysqldb_type_bounds(low, high, &c->to);
	if (digits_behind_point(&c->from) > 0)
		mysqldb_danger_lose(c, ROUNDED, "@ <> ROUND(@)");
	if (mysqldb_type_is_fraction(&c->from) && is_by_bigint(c))
		judge_by_bigint(c);
	else if (mysqldb_type_is_fraction(&c->from))
		judge_rounded(c);
	else if (!has_every_whole(c) && mysqldb_type_is(&c->to, "bit") && c->to.first == 64)
		mysqldb_danger_lose(c, "has numbers above zero in the place of those below", "@ < 0");
	else if (!has_every_whole(c))
		mysqldb_danger_fail(c, TOO_LARGE, "%s NOT BETWEEN %s AND %s",
				    mysqldb_type_integer_bytes(&c->from) ? "@" : number_of(c), low, high);
}

/* ---- to a year ---- */

/* A number of two digits becomes a year of four. */
static void judge_year(const struct mysqldb_conversion *c)
{
	char rounded[32];
	if (is_binary(&c->from)) {
		mysqldb_danger_lose(c, "is read as a year", NULL);
		mysqldb_danger_fail(c, "may not take every number", NULL);
		return;
	}
	(void)snprintf(rounded, sizeof(rounded), "ROUND(%s)", number_of(c));
	if (digits_behind_point(&c->from) > 0)
		mysqldb_danger_lose(c, ROUNDED, "@ <> ROUND(@)");
	mysqldb_danger_lose(c, "has years from 1970 to 2069 in the place of numbers below 100",
			    "%s BETWEEN 1 AND 99", rounded);
	mysqldb_danger_fail(c, TOO_LARGE, "%s OR %s NOT BETWEEN 0 AND 99 AND %s NOT BETWEEN 1901 AND 2155",
			    below_zero(c), rounded, rounded);
}

/* ---- to digits behind a point ---- */

/* "10000", in more digits than a DOUBLE keeps; where there may be numbers in binary only, "1e40". */
static void write_limit(char out[80], long digits)
{
	if (digits > 65)
		(void)snprintf(out, 80, "1e%ld", digits);
	else
		(void)snprintf(out, 80, "1%0*d", (int)digits, 0);
	if (digits == 0)
		(void)snprintf(out, 80, "1");
}

/* How the new column's value reads as one of the old. */
static void write_rounded(char out[96], const struct mysqldb_conversion *c)
{
	const long scale = mysqldb_type_scale(&c->to);
	const bool is_single = mysqldb_type_is(&c->from, "float") || mysqldb_type_is(&c->to, "float");
	char value[64];
	if (mysqldb_type_is(&c->to, "decimal") && is_binary(&c->from))
		(void)snprintf(value, sizeof(value), "CAST(@ AS DECIMAL(65,%ld))", scale);
	else
		(void)snprintf(value, sizeof(value), "ROUND(@, %ld)", scale);
	if (is_single && is_binary(&c->from))
		(void)snprintf(out, 96, "CAST(%s AS FLOAT)", value);
	else
		(void)snprintf(out, 96, is_binary(&c->from) ? "(%s + 0e0)" : "%s", value);
}

static void judge_fixed(const struct mysqldb_conversion *c)
{
	const long scale = mysqldb_type_scale(&c->to), room = c->to.first - scale;
	const bool is_rounded = digits_behind_point(&c->from) > scale;
	const long before = digits_before_point(&c->from) + is_rounded;
	char limit[80], rounded[96];
	write_limit(limit, room);
	write_rounded(rounded, c);
	if (is_rounded)
		mysqldb_danger_lose(c, ROUNDED, "IF(ABS(@) < %s, %s <> @, FALSE)", limit, rounded);
	else if (is_binary(&c->to) && c->to.first > mysqldb_type_kept_digits(&c->to) &&
		 digits_before_point(&c->from) + digits_behind_point(&c->from) >
			 mysqldb_type_kept_digits(&c->to))
		mysqldb_danger_lose(c, ROUNDED, NULL);
	if (before > room)
		mysqldb_danger_fail(c, TOO_LARGE, "ABS(ROUND(%s, %ld)) >= %s", number_of(c), scale, limit);
}

/* ---- to binary ---- */

/* A whole number is kept where its digits in binary, but for zeros at the end, are not too many. */
static void judge_binary_of_whole(const struct mysqldb_conversion *c)
{
	const char *exact = mysqldb_type_is(&c->to, "double") ? "9007199254740992" : "16777216";
	const char *number = mysqldb_type_integer_bytes(&c->from) ? "@" : number_of(c);
	const long bits = mysqldb_type_is(&c->to, "double") ? 53 : 24;
	if (value_bits(&c->from) > bits)
		mysqldb_danger_lose(c, ROUNDED, "%s / (%s & (~NULLIF(%s, 0) + 1)) NOT BETWEEN -%s AND %s",
				    number, number, number, exact, exact);
}

/* A decimal may come back as it was. */
static void judge_binary_of_decimal(const struct mysqldb_conversion *c)
{
	const char *cast = mysqldb_type_is(&c->to, "double") ? "(@ + 0e0)" : "CAST(@ AS FLOAT)";
	const bool may_be_too_large = mysqldb_type_is(&c->to, "float") && digits_before_point(&c->from) > 38;
	if (c->from.first > mysqldb_type_kept_digits(&c->to))
		mysqldb_danger_lose(c, ROUNDED, "IF(ABS(@) <= %s, CAST(%s AS DECIMAL(65,%ld)) <> @, FALSE)",
				    mysqldb_type_is(&c->to, "float") ? MYSQLDB_FLOAT_MAX : "1e65", cast,
				    mysqldb_type_scale(&c->from));
	if (may_be_too_large)
		mysqldb_danger_fail(c, TOO_LARGE, "ABS(@) > " MYSQLDB_FLOAT_MAX);
}

static void judge_binary(const struct mysqldb_conversion *c)
{
	if (is_binary(&c->from)) {
		if (mysqldb_type_kept_digits(&c->from) <= mysqldb_type_kept_digits(&c->to))
			return;
		mysqldb_danger_lose(c, ROUNDED,
				    "IF(ABS(@) <= " MYSQLDB_FLOAT_MAX ", CAST(@ AS FLOAT) <> @, FALSE)");
		if (digits_before_point(&c->from) > 38)
			mysqldb_danger_fail(c, TOO_LARGE, "ABS(@) > " MYSQLDB_FLOAT_MAX);
	} else if (mysqldb_type_is(&c->from, "decimal")) {
		judge_binary_of_decimal(c);
	} else {
		judge_binary_of_whole(c);
	}
}

/* Only what is shown becomes another, unless the table is copied for another reason: then values are, too. */
static void judge_display(const struct mysqldb_conversion *c)
{
	const long room = c->to.first - mysqldb_type_scale(&c->to);
	if (digits_behind_point(&c->from) > mysqldb_type_scale(&c->to))
		mysqldb_danger_lose(c, ROUNDED, NULL);
	if (digits_before_point(&c->from) > room)
		mysqldb_danger_fail(c, TOO_LARGE, NULL);
}

void mysqldb_danger_of_numbers(const struct mysqldb_conversion *c)
{
	const bool has_own_sign = mysqldb_type_integer_bytes(&c->to) || mysqldb_type_is(&c->to, "bit");
	if (has_own_sign) {
		judge_whole(c);
		return;
	}
	if (mysqldb_type_is(&c->to, "year"))
		judge_year(c);
	else if (is_plain_binary(&c->to))
		judge_binary(c);
	else if (is_binary(&c->to) && mysqldb_type_is(&c->from, c->to.word))
		judge_display(c);
	else
		judge_fixed(c);
	if (!mysqldb_type_is(&c->to, "year"))
		judge_sign(c);
}
