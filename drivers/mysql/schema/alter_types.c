/* alter_types.c: what a change of a column can do to the values that are there. */
#include "alter.h"

#include <string.h>
#include <strings.h>

#include "column_type.h"
#include "sqlembic/token.h"

/* ---- warnings ---- */

struct danger {
	unsigned flags;
	const char *text;          /* reason: "column %s may ..." is made of it */
	struct sqlembic_buf where; /* condition of the rows concerned; empty: it cannot be asked */
};

static void add_name(struct danger *danger, const struct sqlembic_fact *old, const char *before,
		     const char *behind)
{
	sqlembic_buf_puts(&danger->where, before);
	mysqldb_text_name(&danger->where, old->name);
	sqlembic_buf_puts(&danger->where, behind);
}

static void tell(struct mysqldb_altering *a, const struct sqlembic_fact *old, struct danger *danger)
{
	struct sqlembic_buf reason = SQLEMBIC_BUF_INIT, probe = SQLEMBIC_BUF_INIT;
	sqlembic_buf_printf(&reason, "column %s %s", old->shown, danger->text);
	if (danger->where.len) {
		sqlembic_buf_puts(&probe, "SELECT count(*) FROM ");
		mysqldb_text_name(&probe, a->change->before->name);
		sqlembic_buf_printf(&probe, " WHERE %s", danger->where.ptr);
	}
	mysqldb_alter_warn(a, danger->flags, &reason, &probe);
	sqlembic_buf_release(&danger->where);
}

static void fail_if(struct danger *danger, const char *text)
{
	danger->flags = SQLEMBIC_ACTION_MAY_FAIL;
	danger->text = text;
}

static void lose(struct danger *danger, const char *text)
{
	danger->flags = SQLEMBIC_ACTION_LOSES_DATA;
	danger->text = text;
}

/* ---- what can happen ---- */

static void add_bounds(struct danger *danger, const struct mysqldb_type *integer)
{
	int bytes = mysqldb_type_integer_bytes(integer);
	unsigned long long top = bytes == 8 ? ~0ull : (1ull << (8 * bytes)) - 1;
	if (integer->is_unsigned)
		sqlembic_buf_printf(&danger->where, " NOT BETWEEN 0 AND %llu", top);
	else
		sqlembic_buf_printf(&danger->where, " NOT BETWEEN -%llu AND %llu", top / 2 + 1, top / 2);
}

static void judge_integers(struct danger *danger, const struct sqlembic_fact *old,
			   const struct mysqldb_type *from, const struct mysqldb_type *to)
{
	int before = mysqldb_type_integer_bytes(from), after = mysqldb_type_integer_bytes(to);
	bool grows = from->is_unsigned == to->is_unsigned ? after >= before
							  : from->is_unsigned && after > before;
	if (grows)
		return;
	fail_if(danger, "does not take every number any more");
	add_name(danger, old, "", "");
	add_bounds(danger, to);
}

static void judge_texts(struct danger *danger, const struct sqlembic_fact *old,
			const struct mysqldb_type *from, const struct mysqldb_type *to)
{
	bool from_bytes, to_bytes;
	unsigned long before = mysqldb_type_text_size(from, &from_bytes),
		      after = mysqldb_type_text_size(to, &to_bytes);
	if (after >= before && (from_bytes == to_bytes || after >= 4 * before))
		return;
	fail_if(danger, "does not take every text any more");
	add_name(danger, old, to_bytes ? "LENGTH(" : "CHAR_LENGTH(", ") > ");
	sqlembic_buf_printf(&danger->where, "%lu", after);
}

/* What has more digits than these before the point, a number at least as large as 1 with as many zeros. */
static void add_limit(struct danger *danger, long digits)
{
	sqlembic_buf_puts(&danger->where, " >= 1");
	for (long i = 0; i < digits; i++)
		sqlembic_buf_putc(&danger->where, '0');
}

static void judge_decimals(struct danger *danger, const struct sqlembic_fact *old,
			   const struct mysqldb_type *from, const struct mysqldb_type *to)
{
	long before = mysqldb_type_scale(from), after = mysqldb_type_scale(to);
	if (after < before) {
		lose(danger, "is rounded");
		add_name(danger, old, "", " <> ROUND(");
		mysqldb_text_name(&danger->where, old->name);
		sqlembic_buf_printf(&danger->where, ", %ld)", after);
	} else if (to->first - after < from->first - before) {
		fail_if(danger, "does not take every number any more");
		add_name(danger, old, "ABS(", ")");
		add_limit(danger, to->first - after);
	}
}

/* Of a set, what has more members than those that are among the labels. */
static void add_no_labels(struct danger *danger, const struct sqlembic_fact *old,
			  const struct mysqldb_type *to)
{
	struct sqlembic_tokens tokens = mysqldb_text_tokens(to->arguments);
	struct sqlembic_token label;
	if (strcasecmp(to->word, "enum") == 0) {
		add_name(danger, old, "", " NOT IN (");
		sqlembic_buf_puts(&danger->where, to->arguments);
		return;
	}
	add_name(danger, old, "", " <> '' AND 1 + CHAR_LENGTH(");
	add_name(danger, old, "", ") - CHAR_LENGTH(REPLACE(");
	add_name(danger, old, "", ", ',', '')) > 0");
	while (sqlembic_token_next(&tokens, &label) && label.kind == SQLEMBIC_TOKEN_STRING) {
		sqlembic_buf_printf(&danger->where, " + (FIND_IN_SET(%.*s, ", (int)label.text.len,
				    label.text.ptr);
		add_name(danger, old, "", ") > 0)");
		(void)sqlembic_token_take_mark(&tokens, ',');
	}
}

/* Every member of the list of one type is one of the other's, in the same order. */
static void judge_lists(struct danger *danger, const struct sqlembic_fact *old,
			const struct mysqldb_type *from, const struct mysqldb_type *to)
{
	size_t n = strlen(from->arguments);
	if (n > 0 && strncmp(from->arguments, to->arguments, n - 1) == 0 &&
	    strchr(",)", to->arguments[n - 1]))
		return;
	fail_if(danger, "does not take every value any more");
	add_no_labels(danger, old, to);
}

static void judge_times(struct danger *danger, const struct mysqldb_type *from, const struct mysqldb_type *to)
{
	long before = from->first < 0 ? 0 : from->first, after = to->first < 0 ? 0 : to->first;
	bool is_same = strcasecmp(from->word, to->word) == 0;
	if (after < before)
		lose(danger, "is cut to fewer digits of a second");
	else if (!is_same && (strcasecmp(to->word, "time") == 0 || strcasecmp(from->word, "time") == 0))
		lose(danger, "loses its date or time");
	else if (!is_same && strcasecmp(to->word, "timestamp") == 0)
		fail_if(danger, "does not take every date any more");
}

/* An integer is kept where its digits in binary, but for zeros at the end, are not too many. */
static void judge_binary(struct danger *danger, const struct sqlembic_fact *old,
			 const struct mysqldb_type *from, const struct mysqldb_type *to)
{
	const char *exact = strcasecmp(to->word, "double") == 0 ? "9007199254740992" : "16777216";
	bool has_fraction = mysqldb_type_is_fraction(from);
	long before = has_fraction ? mysqldb_type_kept_digits(from) : mysqldb_type_integer_digits(from);
	if (has_fraction && before == 0)
		before = from->first;
	if (to->first < 0 &&
	    (before <= mysqldb_type_kept_digits(to) || mysqldb_type_integer_bytes(from) == 3))
		return;
	lose(danger, "is rounded");
	if (has_fraction || to->first >= 0)
		return;
	add_name(danger, old, "", " / (");
	add_name(danger, old, "", " & (~NULLIF(");
	add_name(danger, old, "", ", 0) + 1))");
	sqlembic_buf_printf(&danger->where, " NOT BETWEEN -%s AND %s", exact, exact);
}

/* Between a number with a fraction and any other one, but for two decimals. */
static void judge_fractions(struct danger *danger, const struct sqlembic_fact *old,
			    const struct mysqldb_type *from, const struct mysqldb_type *to)
{
	if (mysqldb_type_kept_digits(to)) {
		judge_binary(danger, old, from, to);
	} else if (mysqldb_type_is_fraction(from)) {
		lose(danger, "is rounded");
		if (mysqldb_type_integer_bytes(to)) {
			add_name(danger, old, "", " <> ROUND(");
			mysqldb_text_name(&danger->where, old->name);
			sqlembic_buf_putc(&danger->where, ')');
		}
	} else if (to->first - mysqldb_type_scale(to) < mysqldb_type_integer_digits(from)) {
		fail_if(danger, "does not take every number any more");
		add_name(danger, old, "ABS(", ")");
		add_limit(danger, to->first - mysqldb_type_scale(to));
	}
}

/* Whether each value of the one type is one of the other, too. */
static bool is_wider(const struct mysqldb_type *from, const struct mysqldb_type *to)
{
	return (strcasecmp(from->word, "date") == 0 && strcasecmp(to->word, "datetime") == 0) ||
	       (strcasecmp(from->word, "year") == 0 && mysqldb_type_integer_bytes(to) > 1);
}

/* A text that is no label stops the change, unless it is a number: then it is taken for the label of that number. */
static void judge_labels(struct danger *danger, const struct sqlembic_fact *old,
			 const struct mysqldb_type *to)
{
	lose(danger, "may hold texts that are no label");
	danger->flags |= SQLEMBIC_ACTION_MAY_FAIL;
	add_no_labels(danger, old, to);
}

static void judge_others(struct danger *danger, const struct sqlembic_fact *old,
			 const struct mysqldb_type *from, const struct mysqldb_type *to)
{
	bool in_bytes;
	unsigned long size = mysqldb_type_text_size(to, &in_bytes);
	if (mysqldb_type_is_time(from) && strcasecmp(to->word, "date") == 0) {
		lose(danger, "loses its time");
		add_name(danger, old, "", " <> DATE(");
		mysqldb_text_name(&danger->where, old->name);
		sqlembic_buf_putc(&danger->where, ')');
	} else if (size > 0) {
		if (size < 64) {
			fail_if(danger, "may not take every value");
			add_name(danger, old, "CHAR_LENGTH(", ") > ");
			sqlembic_buf_printf(&danger->where, "%lu", size);
		}
	} else if (!is_wider(from, to)) {
		fail_if(danger, "may not take every value");
	}
}

static void judge(struct danger *danger, const struct sqlembic_fact *old, const struct sqlembic_fact *new)
{
	struct mysqldb_type from = mysqldb_type_of(old), to = mysqldb_type_of(new);
	bool in_bytes;
	bool is_same = strcasecmp(from.word, to.word) == 0;
	if (mysqldb_type_integer_bytes(&from) && mysqldb_type_integer_bytes(&to))
		judge_integers(danger, old, &from, &to);
	else if (mysqldb_type_text_size(&from, &in_bytes) && mysqldb_type_text_size(&to, &in_bytes))
		judge_texts(danger, old, &from, &to);
	else if (is_same && strcasecmp(to.word, "decimal") == 0)
		judge_decimals(danger, old, &from, &to);
	else if (is_same && mysqldb_type_is_labels(&to))
		judge_lists(danger, old, &from, &to);
	else if ((mysqldb_type_text_size(&from, &in_bytes) || mysqldb_type_is_labels(&from)) &&
		 mysqldb_type_is_labels(&to))
		judge_labels(danger, old, &to);
	else if (mysqldb_type_is_time(&from) && mysqldb_type_is_time(&to))
		judge_times(danger, &from, &to);
	else if (mysqldb_type_is_number(&from) && mysqldb_type_is_number(&to))
		judge_fractions(danger, old, &from, &to);
	else if (!is_same || from.first > to.first)
		judge_others(danger, old, &from, &to);
}

/* Of integers judge_integers() knows it. */
static void judge_sign(struct mysqldb_altering *a, const struct sqlembic_fact *old,
		       const struct sqlembic_fact *new)
{
	struct mysqldb_type from = mysqldb_type_of(old), to = mysqldb_type_of(new);
	struct danger danger = { .where = SQLEMBIC_BUF_INIT };
	if (!mysqldb_type_is_number(&from) || from.is_unsigned || !mysqldb_type_is_number(&to) ||
	    !to.is_unsigned || (mysqldb_type_integer_bytes(&from) && mysqldb_type_integer_bytes(&to)))
		return;
	fail_if(&danger, "does not take numbers below zero any more");
	add_name(&danger, old, "", " < 0");
	tell(a, old, &danger);
}

/* What is said to be rounded may be too large besides, and stop the change. */
static void judge_range(struct mysqldb_altering *a, const struct sqlembic_fact *old,
			const struct sqlembic_fact *new)
{
	struct mysqldb_type from = mysqldb_type_of(old), to = mysqldb_type_of(new);
	struct danger danger = { .where = SQLEMBIC_BUF_INIT };
	const long scale = mysqldb_type_scale(&to), before = mysqldb_type_scale(&from);
	const bool is_decimal = strcasecmp(to.word, "decimal") == 0;
	const long room = is_decimal ? to.first - scale : mysqldb_type_integer_digits(&to) - 1;
	if (!mysqldb_type_is_fraction(&from) || (!is_decimal && !mysqldb_type_integer_bytes(&to)) ||
	    (!mysqldb_type_kept_digits(&from) &&
	     (from.first - before < room || (is_decimal && scale >= before))))
		return;
	fail_if(&danger, "does not take every number any more");
	add_name(&danger, old, is_decimal ? "ABS(ROUND(" : "ROUND(", is_decimal ? ", " : ")");
	if (is_decimal) {
		sqlembic_buf_printf(&danger.where, "%ld))", scale);
		add_limit(&danger, room);
	} else {
		add_bounds(&danger, &to);
	}
	tell(a, old, &danger);
}

/* A text is read, and what its new type has no room for is dropped with a note. */
static void judge_read_text(struct mysqldb_altering *a, const struct sqlembic_fact *old,
			    const struct sqlembic_fact *new)
{
	struct mysqldb_type from = mysqldb_type_of(old), to = mysqldb_type_of(new);
	struct danger danger = { .where = SQLEMBIC_BUF_INIT };
	bool in_bytes, is_date = strcasecmp(to.word, "date") == 0;
	if (!mysqldb_type_text_size(&from, &in_bytes) || (!is_date && strcasecmp(to.word, "decimal") != 0))
		return;
	lose(&danger, is_date ? "loses its time" : "is rounded");
	add_name(&danger, old, "CAST(",
		 is_date ? " AS DATETIME(6)) <> DATE(" : " AS DECIMAL(65,30)) <> ROUND(");
	add_name(&danger, old, is_date ? "" : "CAST(", is_date ? ")" : " AS DECIMAL(65,30)), ");
	if (!is_date)
		sqlembic_buf_printf(&danger.where, "%ld)", mysqldb_type_scale(&to));
	tell(a, old, &danger);
}

/* A character set other than those of Unicode does not have every character. */
static void judge_charset(struct mysqldb_altering *a, const struct sqlembic_fact *old,
			  const struct sqlembic_fact *new)
{
	const char *before = old->values[MYSQLDB_COLUMN_CHARSET],
		   *after = new->values[MYSQLDB_COLUMN_CHARSET];
	struct danger danger = { .where = SQLEMBIC_BUF_INIT };
	if (!before || !after)
		return;
	size_t n = strcspn(before, " "), m = strcspn(after, " ");
	if ((n == m && strncmp(before, after, n) == 0) || strncmp(after, "utf8mb4", 7) == 0)
		return;
	fail_if(&danger, "does not take every character any more");
	sqlembic_buf_puts(&danger.where, "CONVERT(CONVERT(");
	mysqldb_text_name(&danger.where, old->name);
	sqlembic_buf_printf(&danger.where, " USING %.*s) USING utf8mb4) <> CONVERT(", (int)m, after);
	mysqldb_text_name(&danger.where, old->name);
	sqlembic_buf_puts(&danger.where, " USING utf8mb4)");
	tell(a, old, &danger);
}

/* What stands behind SRID, of MySQL's shapes; NULL: any will do. */
static const char *reference_of(const struct sqlembic_fact *column)
{
	const char *other = column->values[MYSQLDB_COLUMN_OTHER];
	const char *found = other ? strstr(other, "SRID ") : NULL;
	return found ? found + strlen("SRID ") : NULL;
}

static void judge_reference(struct mysqldb_altering *a, const struct sqlembic_fact *old,
			    const struct sqlembic_fact *new)
{
	const char *before = reference_of(old), *after = reference_of(new);
	struct danger danger = { .where = SQLEMBIC_BUF_INIT };
	size_t n = after ? strspn(after, "0123456789") : 0;
	if (n == 0 || (before && strncmp(before, after, n + 1) == 0))
		return;
	fail_if(&danger, "does not take every reference system any more");
	add_name(&danger, old, "ST_SRID(", ") <> ");
	sqlembic_buf_add(&danger.where, after, n);
	tell(a, old, &danger);
}

void mysqldb_alter_types(struct mysqldb_altering *a, const struct sqlembic_fact *before,
			 const struct sqlembic_fact *after)
{
	struct danger danger = { .where = SQLEMBIC_BUF_INIT };
	if (before->values[MYSQLDB_COLUMN_GENERATED])
		return;
	if (!mysqldb_equal(before->values[MYSQLDB_COLUMN_TYPE], after->values[MYSQLDB_COLUMN_TYPE]))
		judge(&danger, before, after);
	if (danger.flags)
		tell(a, before, &danger);
	judge_sign(a, before, after);
	judge_range(a, before, after);
	judge_read_text(a, before, after);
	judge_charset(a, before, after);
	judge_reference(a, before, after);
	if (after->values[MYSQLDB_COLUMN_NOT_NULL] && !before->values[MYSQLDB_COLUMN_NOT_NULL]) {
		fail_if(&danger, "does not take NULL any more");
		add_name(&danger, before, "", " IS NULL");
		tell(a, before, &danger);
	}
}
