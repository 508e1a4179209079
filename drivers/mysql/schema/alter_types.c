/* alter_types.c: what a change of a column can do to the values that are there. */
#include "alter.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "alter_danger.h"
#include "sqlembic/text.h"
#include "sqlembic/token.h"

/* ---- texts ---- */

/* The character set of the new column, where the bytes of a text become others; empty: they stay. */
static struct sqlembic_span other_charset(const struct mysqldb_conversion *c)
{
	const char *before = c->old->values[MYSQLDB_COLUMN_CHARSET],
		   *after = c->new->values[MYSQLDB_COLUMN_CHARSET];
	const size_t n = before ? strcspn(before, " ") : 0, m = after ? strcspn(after, " ") : 0;
	const bool is_kept = n == 0 || m == 0 || (n == m && strncmp(before, after, n) == 0) ||
			     (strncmp(before, "utf8", 4) == 0 && strncmp(after, "utf8", 4) == 0);
	return (struct sqlembic_span){ after, is_kept ? 0 : m };
}

/* How long a value is: a TEXT has room for bytes, of which another character set may take more. */
static void write_length(char out[128], const struct mysqldb_conversion *c, const char *value)
{
	bool in_bytes;
	const struct sqlembic_span charset = other_charset(c);
	(void)mysqldb_type_text_size(&c->to, &in_bytes);
	if (in_bytes && charset.len > 0)
		(void)snprintf(out, 128, "LENGTH(CONVERT(%s USING %.*s))", value, (int)charset.len,
			       charset.ptr);
	else
		(void)snprintf(out, 128, "%s(%s)", in_bytes ? "LENGTH" : "CHAR_LENGTH", value);
}

/* Whether blanks at the end that are too many are left out, instead of refused. */
static bool leaves_blanks_out(const struct mysqldb_conversion *c)
{
	const bool is_of_texts = sqlembic_casestr(c->from.word, "text") &&
				 sqlembic_casestr(c->to.word, "text");
	return c->new->values[MYSQLDB_COLUMN_CHARSET] && !mysqldb_type_is(&c->from, c->to.word) &&
	       (!is_of_texts || mysqldb_conversion_is_mariadb(c));
}

static void judge_texts(const struct mysqldb_conversion *c)
{
	bool from_bytes, to_bytes;
	char length[128], bare[128];
	const unsigned long before = mysqldb_type_text_size(&c->from, &from_bytes),
			    after = mysqldb_type_text_size(&c->to, &to_bytes);
	const bool is_recoded = from_bytes && to_bytes && other_charset(c).len > 0;
	if (after >= before && (from_bytes == to_bytes || after >= 4 * before) && !is_recoded)
		return;
	write_length(length, c, "@");
	write_length(bare, c, leaves_blanks_out(c) ? "TRIM(TRAILING ' ' FROM @)" : "@");
	mysqldb_danger_fail(c, "does not take every text any more", "%s > %lu", bare, after);
	if (leaves_blanks_out(c) && !mysqldb_type_is(&c->to, "char"))
		mysqldb_danger_lose(c, "loses blanks at the end", "%s > %lu AND %s <= %lu", length, after,
				    bare, after);
}

/* BINARY is as long as its type says, by zero bytes behind the value. */
static void judge_padding(const struct mysqldb_conversion *c)
{
	const long length = c->to.first < 0 ? 1 : c->to.first;
	if (mysqldb_type_is(&c->to, "binary") &&
	    (!mysqldb_type_is(&c->from, "binary") || c->from.first < length))
		mysqldb_danger_lose(c, "is filled up with zero bytes", "LENGTH(@) < %ld", length);
}

/* ---- labels ---- */

/* Of a set, what has more members than those that are among the labels.  `value`, with "@" for the column. */
static void add_no_labels(struct sqlembic_buf *where, const struct mysqldb_conversion *c, const char *value)
{
	struct sqlembic_tokens tokens = mysqldb_text_tokens(c->to.arguments);
	struct sqlembic_token label;
	mysqldb_danger_add(where, c, value);
	if (mysqldb_type_is(&c->to, "enum")) {
		sqlembic_buf_printf(where, " NOT IN (%s", c->to.arguments);
		return;
	}
	mysqldb_danger_add(where, c, " <> '' AND 1 + CHAR_LENGTH(@) - CHAR_LENGTH(REPLACE(@, ',', '')) > 0");
	while (sqlembic_token_next(&tokens, &label) && label.kind == SQLEMBIC_TOKEN_STRING) {
		sqlembic_buf_printf(where, " + (FIND_IN_SET(%.*s, ", (int)label.text.len, label.text.ptr);
		mysqldb_danger_add(where, c, value);
		sqlembic_buf_puts(where, ") > 0)");
		(void)sqlembic_token_take_mark(&tokens, ',');
	}
}

/* Every member of the list of one type is one of the other's, in the same order. */
static void judge_lists(const struct mysqldb_conversion *c)
{
	struct sqlembic_buf where = SQLEMBIC_BUF_INIT;
	const size_t n = strlen(c->from.arguments);
	if (n > 0 && strncmp(c->from.arguments, c->to.arguments, n - 1) == 0 &&
	    strchr(",)", c->to.arguments[n - 1]))
		return;
	add_no_labels(&where, c, "@");
	mysqldb_danger_tell(c, SQLEMBIC_ACTION_MAY_FAIL, "does not take every value any more", &where);
}

/* A text that is no label stops the change, unless it is a number: then it is taken for the label of that number; or the same as a
 * label but for its case: then it becomes that, or stops the change, as the new column's collation has it. */
static void judge_labels(const struct mysqldb_conversion *c)
{
	struct sqlembic_buf where = SQLEMBIC_BUF_INIT;
	/* Values of an expression can be had again. */
	const bool is_expression = c->new->values[MYSQLDB_COLUMN_GENERATED] != NULL;
	const bool has_charset = c->old->values[MYSQLDB_COLUMN_CHARSET] != NULL;
	add_no_labels(&where, c,
		      has_charset && !is_expression ? "CONVERT(@ USING utf8mb4) COLLATE utf8mb4_bin" : "@");
	mysqldb_danger_tell(c, (is_expression ? 0 : SQLEMBIC_ACTION_LOSES_DATA) | SQLEMBIC_ACTION_MAY_FAIL,
			    "may hold texts that are no label", &where);
}

/* ---- others ---- */

/* Characters that the longest value may take: of JSON and shapes as many as there can be. */
static unsigned long text_width(const struct mysqldb_type *type)
{
	static const struct {
		const char *word;
		unsigned long width;
	} widths[] = { { "year", 4 },   { "bit", 8 },       { "date", 10 },
		       { "time", 17 },  { "datetime", 26 }, { "timestamp", 26 },
		       { "inet4", 15 }, { "inet6", 39 },    { "uuid", 36 } };
	if (mysqldb_type_integer_bytes(type))
		return (unsigned long)mysqldb_type_integer_digits(type) + !type->is_unsigned;
	if (mysqldb_type_is_fraction(type))
		return type->first < 0 ? 24 : (unsigned long)type->first + 3;
	if (mysqldb_type_is_labels(type))
		return strlen(type->arguments);
	for (size_t i = 0; i < sizeof(widths) / sizeof(widths[0]); i++)
		if (mysqldb_type_is(type, widths[i].word))
			return widths[i].width;
	return UINT32_MAX;
}

static void judge_writing(const struct mysqldb_conversion *c, unsigned long size, bool in_bytes)
{
	if (text_width(&c->from) > size)
		mysqldb_danger_fail(c, "may not take every value", "%s(@) > %lu",
				    in_bytes ? "LENGTH" : "CHAR_LENGTH", size);
	if (mysqldb_type_is(&c->from, "bit"))
		mysqldb_danger_fail(c, "may hold bytes that are no characters", NULL);
	if (mysqldb_type_is(&c->from, "float") && c->from.first < 0)
		mysqldb_danger_lose(c, "is written with six digits", "CAST(CAST(@ AS CHAR) AS FLOAT) <> @");
	judge_padding(c);
}

/* A date that is read as a number, a number as a label. */
static void judge_meaning(const struct mysqldb_conversion *c)
{
	const bool has_meaning = mysqldb_danger_has_number(&c->to) || mysqldb_type_is_date_or_time(&c->to) ||
				 mysqldb_type_is_labels(&c->to);
	mysqldb_danger_fail(c, "may not take every value", NULL);
	if (has_meaning)
		mysqldb_danger_lose(c, "may get other values", NULL);
}

static void judge_others(const struct mysqldb_conversion *c)
{
	bool in_bytes;
	const unsigned long size = mysqldb_type_text_size(&c->to, &in_bytes);
	if (size > 0)
		judge_writing(c, size, in_bytes);
	else
		judge_meaning(c);
}

/* Of the addresses of the sixth version those of the fourth are a part. */
static bool judge_addresses(const struct mysqldb_conversion *c)
{
	const bool widens = mysqldb_type_is(&c->from, "inet4") && mysqldb_type_is(&c->to, "inet6");
	const bool narrows = mysqldb_type_is(&c->from, "inet6") && mysqldb_type_is(&c->to, "inet4");
	if (narrows)
		mysqldb_danger_fail(c, "does not take every address any more",
				    "CAST(@ AS CHAR) NOT LIKE '::ffff:%%.%%'");
	return widens || narrows;
}

static void judge(const struct mysqldb_conversion *c)
{
	const bool is_text = mysqldb_type_is_text(&c->from);
	const bool is_same = mysqldb_type_is(&c->from, c->to.word);
	if (mysqldb_danger_has_number(&c->from) && mysqldb_danger_has_number(&c->to)) {
		mysqldb_danger_of_numbers(c);
	} else if (is_text && mysqldb_type_is_text(&c->to)) {
		judge_texts(c);
		judge_padding(c);
	} else if (is_same && mysqldb_type_is_labels(&c->to)) {
		judge_lists(c);
	} else if ((is_text || mysqldb_type_is_labels(&c->from)) && mysqldb_type_is_labels(&c->to)) {
		judge_labels(c);
	} else if (is_text) {
		mysqldb_danger_of_reading(c);
	} else if (!judge_addresses(c) && !mysqldb_danger_of_times(c) &&
		   (!is_same || c->from.first > c->to.first)) {
		judge_others(c);
	}
}

/* Bytes are taken for characters as they are. */
static void judge_bytes(const struct mysqldb_conversion *c, const char *charset)
{
	mysqldb_danger_fail(c, "may hold bytes that are no characters",
			    "NOT (CAST(CONVERT(@ USING %.*s) AS BINARY) <=> @)", (int)strcspn(charset, " "),
			    charset);
}

/* A character set other than those of Unicode does not have every character. */
static void judge_charset(const struct mysqldb_conversion *c)
{
	const char *before = c->old->values[MYSQLDB_COLUMN_CHARSET],
		   *after = c->new->values[MYSQLDB_COLUMN_CHARSET];
	struct sqlembic_buf where = SQLEMBIC_BUF_INIT;
	if (!before && after && mysqldb_type_is_text(&c->from))
		judge_bytes(c, after);
	if (!before || !after)
		return;
	size_t n = strcspn(before, " "), m = strcspn(after, " ");
	if ((n == m && strncmp(before, after, n) == 0) || strncmp(after, "utf8mb4", 7) == 0)
		return;
	mysqldb_danger_add(&where, c, "CONVERT(CONVERT(@ USING ");
	sqlembic_buf_add(&where, after, m);
	mysqldb_danger_add(&where, c, ") USING utf8mb4) <> CONVERT(@ USING utf8mb4)");
	mysqldb_danger_tell(c, SQLEMBIC_ACTION_MAY_FAIL, "does not take every character any more", &where);
}

/* What stands behind SRID, of MySQL's shapes; NULL: any will do. */
static const char *reference_of(const struct sqlembic_fact *column)
{
	const char *other = column->values[MYSQLDB_COLUMN_OTHER];
	const char *found = other ? strstr(other, "SRID ") : NULL;
	return found ? found + strlen("SRID ") : NULL;
}

static void judge_reference(const struct mysqldb_conversion *c)
{
	const char *before = reference_of(c->old), *after = reference_of(c->new);
	const size_t n = after ? strspn(after, "0123456789") : 0;
	if (n == 0 || (before && strncmp(before, after, n + 1) == 0))
		return;
	mysqldb_danger_fail(c, "does not take every reference system any more", "ST_SRID(@) <> %.*s", (int)n,
			    after);
}

/* What counts up gives numbers to rows that have none, and MariaDB a timestamp the present time. */
static void judge_null(const struct mysqldb_conversion *c)
{
	const bool counts = mysqldb_alter_counts_up(c->new), counted = mysqldb_alter_counts_up(c->old);
	const bool is_new = c->new->values[MYSQLDB_COLUMN_NOT_NULL] &&
			    !c->old->values[MYSQLDB_COLUMN_NOT_NULL];
	if (counts && !counted)
		mysqldb_danger_lose(c, "gets numbers where it has none",
				    "@ IS NULL OR (@ = 0 AND NOT FIND_IN_SET('NO_AUTO_VALUE_ON_ZERO',"
				    " @@SESSION.sql_mode))");
	else if (is_new && mysqldb_conversion_is_mariadb(c) && mysqldb_type_is(&c->to, "timestamp"))
		mysqldb_danger_lose(c, "gets the present time where it is NULL", "@ IS NULL");
	else if (is_new)
		mysqldb_danger_fail(c, "does not take NULL any more", "@ IS NULL");
}

void mysqldb_alter_types(struct mysqldb_altering *a, const struct sqlembic_fact *before,
			 const struct sqlembic_fact *after)
{
	const struct mysqldb_conversion c = mysqldb_conversion_of(a, before, after);
	/* An expression that stays has the values that it had, which the new type takes or not; those of another one are not known.
	 * Values of one that goes are kept. */
	if (after->values[MYSQLDB_COLUMN_GENERATED] &&
	    !mysqldb_alter_keeps_expression(a->change, before, after))
		return;
	if (!mysqldb_equal(before->values[MYSQLDB_COLUMN_TYPE], after->values[MYSQLDB_COLUMN_TYPE]))
		judge(&c);
	else if (other_charset(&c).len > 0 && mysqldb_type_is_text(&c.from))
		judge_texts(&c);
	judge_charset(&c);
	judge_reference(&c);
	judge_null(&c);
}
