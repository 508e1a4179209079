/* alter_convert.c: what the change of a column makes of its values, as an expression, for queries that count the rows in the way.
 * It is not known of all types: then nothing is counted. */
#include <string.h>

#include "alter_danger.h"

/* ---- collations ---- */

/* "utf8mb4 utf8mb4_bin", and more behind; both empty: bytes.  An empty collation: that which the character set has without it. */
struct collation {
	struct sqlembic_span charset, name;
};

static struct collation collation_of(const struct sqlembic_fact *column)
{
	const char *text = column->values[MYSQLDB_COLUMN_CHARSET];
	if (!text)
		text = "";
	const size_t charset = strcspn(text, " ");
	const char *name = text + charset + (text[charset] == ' ');
	return (struct collation){ { text, charset }, { name, strcspn(name, " ") } };
}

static bool is_equal(struct sqlembic_span a, struct sqlembic_span b)
{
	return a.len == b.len && strncmp(a.ptr, b.ptr, a.len) == 0;
}

static bool has_same_collation(const struct collation *a, const struct collation *b)
{
	return is_equal(a->charset, b->charset) && is_equal(a->name, b->name);
}

static bool name_has(const struct collation *collation, const char *part)
{
	return memmem(collation->name.ptr, collation->name.len, part, strlen(part)) != NULL;
}

/* Whether blanks at the end make another value of a text. */
static bool counts_blanks(const struct collation *collation)
{
	return collation->charset.len == 0 || name_has(collation, "_0900_") || name_has(collation, "nopad_");
}

/* Whether no two values are the same in the second that are not so in the first: it compares bytes. */
static bool is_as_exact(const struct collation *before, const struct collation *after)
{
	static const char end[] = "_bin";
	const size_t n = sizeof(end) - 1, len = after->name.len;
	const bool is_of_bytes = after->charset.len == 0 ||
				 (len > n && strncmp(after->name.ptr + len - n, end, n) == 0);
	return is_of_bytes && (counts_blanks(after) || !counts_blanks(before));
}

/* ---- what is the same in another type ---- */

static bool is_kept_number(const struct mysqldb_type *from, const struct mysqldb_type *to)
{
	const int bytes = mysqldb_type_integer_bytes(from);
	if (mysqldb_type_integer_bytes(to))
		return bytes > 0;
	if (mysqldb_type_is(to, "decimal"))
		return bytes > 0 || (mysqldb_type_is(from, "decimal") &&
				     mysqldb_type_scale(to) >= mysqldb_type_scale(from));
	/* In binary, with as many digits as it takes. */
	return to->first < 0 &&
	       ((bytes > 0 && mysqldb_type_integer_digits(from) <= mysqldb_type_kept_digits(to)) ||
		(mysqldb_type_is(from, "float") && mysqldb_type_is(to, "double")));
}

/* TIME knows no date, and a DATE no time. */
static bool is_kept_time(const struct mysqldb_type *from, const struct mysqldb_type *to)
{
	if (mysqldb_type_is(to, "date"))
		return false;
	return mysqldb_type_second_digits(to) >= mysqldb_type_second_digits(from) &&
	       mysqldb_type_is(from, "time") == mysqldb_type_is(to, "time");
}

/* CHAR has none at the end. */
static bool loses_blanks(const struct mysqldb_type *from, const struct mysqldb_type *to)
{
	return mysqldb_type_is(to, "char") && !mysqldb_type_is(from, "char");
}

/* BINARY has as many bytes as its type says. */
static bool adds_zeros(const struct mysqldb_type *from, const struct mysqldb_type *to)
{
	return mysqldb_type_is(to, "binary") &&
	       (!mysqldb_type_is(from, "binary") || from->first != to->first);
}

bool mysqldb_alter_keeps_values(const struct sqlembic_fact *old, const struct sqlembic_fact *new)
{
	const struct mysqldb_type from = mysqldb_type_of(old), to = mysqldb_type_of(new);
	if (mysqldb_type_is_text(&from) && mysqldb_type_is_text(&to)) {
		const struct collation before = collation_of(old), after = collation_of(new);
		return has_same_collation(&before, &after) &&
		       !(counts_blanks(&after) && loses_blanks(&from, &to)) && !adds_zeros(&from, &to);
	}
	if (mysqldb_equal(old->values[MYSQLDB_COLUMN_TYPE], new->values[MYSQLDB_COLUMN_TYPE]))
		return true;
	if (mysqldb_type_is_number(&from) && mysqldb_type_is_number(&to))
		return is_kept_number(&from, &to);
	if (mysqldb_type_is_date_or_time(&from) && mysqldb_type_is_date_or_time(&to))
		return is_kept_time(&from, &to);
	return mysqldb_type_is(&from, to.word);
}

/* ---- what becomes of a value ---- */

/* The server rounds to an integer as it does to a decimal, but for what is in binary: there a half goes to the even one.  ROUND()
 * does so by itself, but takes a text for a number in binary.  `from` is NULL: of an expression. */
static void add_number(struct sqlembic_buf *out, const char *value, const struct mysqldb_type *from,
		       const struct mysqldb_type *to)
{
	const bool is_integer = mysqldb_type_integer_bytes(to) > 0;
	if (is_integer && (!from || mysqldb_type_kept_digits(from)))
		sqlembic_buf_printf(out, "ROUND(%s)", value);
	else
		sqlembic_buf_printf(out, "CAST(%s AS DECIMAL(%ld,%ld))", value, is_integer ? 20 : to->first,
				    is_integer ? 0 : mysqldb_type_scale(to));
}

static void add_time(struct sqlembic_buf *out, const char *value, const struct mysqldb_type *to)
{
	if (mysqldb_type_is(to, "date"))
		sqlembic_buf_printf(out, "CAST(%s AS DATE)", value);
	else
		sqlembic_buf_printf(out, "CAST(%s AS %s(%ld))", value,
				    mysqldb_type_is(to, "time") ? "TIME" : "DATETIME",
				    mysqldb_type_second_digits(to));
}

static void add_text(struct sqlembic_buf *out, const char *value, const struct mysqldb_type *type,
		     const struct collation *to)
{
	const bool is_char = mysqldb_type_is(type, "char");
	if (mysqldb_type_is(type, "binary")) {
		sqlembic_buf_printf(out, "CAST(%s AS BINARY(%ld))", value, type->first);
		return;
	}
	if (to->charset.len == 0) {
		sqlembic_buf_printf(out, "CAST(%s AS BINARY)", value);
		return;
	}
	sqlembic_buf_printf(out, "%sCONVERT(%s USING %.*s)%s", is_char ? "TRIM(TRAILING ' ' FROM " : "",
			    value, (int)to->charset.len, to->charset.ptr, is_char ? ")" : "");
	if (to->name.len > 0)
		sqlembic_buf_printf(out, " COLLATE %.*s", (int)to->name.len, to->name.ptr);
}

/* In binary, where digits behind the point may be told. */
static void add_binary(struct sqlembic_buf *out, const char *value, const struct mysqldb_type *to)
{
	const bool is_single = mysqldb_type_is(to, "float");
	sqlembic_buf_puts(out, is_single ? "CAST(" : "(");
	if (to->first < 0)
		sqlembic_buf_printf(out, "%s + 0e0", value);
	else
		sqlembic_buf_printf(out, "ROUND(%s + 0e0, %ld)", value, mysqldb_type_scale(to));
	sqlembic_buf_puts(out, is_single ? " AS FLOAT)" : ")");
}

/* Numbers of two digits are years of the last century and this one. */
static void add_year(struct sqlembic_buf *out, const char *value)
{
	sqlembic_buf_printf(out,
			    "(ROUND(%s) + CASE WHEN ROUND(%s) BETWEEN 1 AND 69 THEN 2000"
			    " WHEN ROUND(%s) BETWEEN 70 AND 99 THEN 1900 ELSE 0 END)",
			    value, value, value);
}

/* What stands for a number is not seen in the value's text. */
static bool is_number_inside(const struct mysqldb_type *type)
{
	return mysqldb_type_is_labels(type) || mysqldb_type_is(type, "bit");
}

void mysqldb_alter_add_converted(struct sqlembic_buf *out, const char *value, const struct sqlembic_fact *old,
				 const struct sqlembic_fact *new)
{
	const struct mysqldb_type to = mysqldb_type_of(new);
	const struct mysqldb_type from = old ? mysqldb_type_of(old) : to;
	const struct collation collation = collation_of(new);
	if (old && mysqldb_alter_keeps_values(old, new))
		sqlembic_buf_puts(out, value);
	else if (old && is_number_inside(&from) && !mysqldb_type_is_text(&to))
		return;
	else if (mysqldb_type_integer_bytes(&to) || mysqldb_type_is(&to, "decimal"))
		add_number(out, value, old ? &from : NULL, &to);
	else if (mysqldb_type_kept_digits(&to))
		add_binary(out, value, &to);
	else if (mysqldb_type_is(&to, "year") && mysqldb_type_is_number(&from))
		add_year(out, value);
	else if (mysqldb_type_is(&to, "bit") && mysqldb_type_is_number(&from))
		sqlembic_buf_printf(out, "ROUND(%s)", value);
	else if (mysqldb_type_is_date_or_time(&to))
		add_time(out, value, &to);
	else if (mysqldb_type_is_text(&to))
		add_text(out, value, &to, &collation);
}

bool mysqldb_alter_may_join(const struct sqlembic_fact *old, const struct sqlembic_fact *new)
{
	const struct mysqldb_type from = mysqldb_type_of(old), to = mysqldb_type_of(new);
	const struct collation before = collation_of(old), after = collation_of(new);
	if (mysqldb_alter_keeps_values(old, new))
		return false;
	if (mysqldb_type_is_text(&to))
		return mysqldb_type_is_text(&from) &&
		       (loses_blanks(&from, &to) || adds_zeros(&from, &to) || !is_as_exact(&before, &after));
	return mysqldb_type_is_text(&from) ||
	       (mysqldb_type_is_number(&from) && mysqldb_danger_has_number(&to)) ||
	       (mysqldb_type_is_date_or_time(&from) && mysqldb_type_is_date_or_time(&to));
}
