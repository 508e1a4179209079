/* danger_rows.c: the rows of a table as the statement will find them, for queries that count those in the way: new columns with
 * what every row will have in them, and columns of another type with what it makes of their values. */
#include <string.h>

#include "schema.h"

#include "sqlembic/text.h"

static const struct sqlembic_fact *nth_column(const struct sqlembic_change *c, size_t n)
{
	return sqlite_part(c->to, c->after, SQLITE_KIND_COLUMN, n);
}

static const struct sqlembic_fact *old_of(const struct sqlembic_change *c, const struct sqlembic_fact *column)
{
	return sqlite_find_column(c->from, c->before, column->identity);
}

/* ---- new columns ---- */

static bool is_in_primary_key(const struct sqlembic_change *c, const struct sqlembic_fact *column)
{
	const struct sqlembic_fact *key = sqlite_part(c->to, c->after, SQLITE_KIND_PRIMARY_KEY, 0);
	const char *own = key ? key->values[SQLITE_CONSTRAINT_COLUMN] : NULL;
	return key && ((own && sqlembic_casecmp(own, column->name) == 0) ||
		       sqlite_text_mentions(key->values[SQLITE_CONSTRAINT_TEXT], column->name));
}

/* What every row will have in a column that is new; NULL: that is not known.  A key of numbers counts up; in a column of numbers
 * a text may become one. */
static const char *value_of(const struct sqlembic_change *c, const struct sqlembic_fact *column)
{
	const char *value = column->values[SQLITE_COLUMN_DEFAULT];
	if (column->values[SQLITE_COLUMN_GENERATED] || column->values[SQLITE_COLUMN_COLLATION] ||
	    is_in_primary_key(c, column))
		return NULL;
	if (!value)
		return column->values[SQLITE_COLUMN_NOT_NULL] ? NULL : "NULL";
	if (*value == '\'') {
		const enum sqlite_affinity affinity = sqlite_affinity_of(c->after, column);
		return affinity == SQLITE_AFFINITY_TEXT || affinity == SQLITE_AFFINITY_NONE ? value : NULL;
	}
	return strchr("+-0123456789", *value) || sqlembic_casecmp(value, "NULL") == 0 ? value : NULL;
}

/* It is stored, and compared, as the column says. */
static void add_new(struct sqlembic_buf *out, const struct sqlembic_change *c,
		    const struct sqlembic_fact *column)
{
	static const char *const types[] = { [SQLITE_AFFINITY_TEXT] = "TEXT",
					     [SQLITE_AFFINITY_NUMERIC] = "NUMERIC",
					     [SQLITE_AFFINITY_REAL] = "REAL" };
	const enum sqlite_affinity affinity = sqlite_affinity_of(c->after, column);
	if (affinity == SQLITE_AFFINITY_NONE)
		sqlembic_buf_puts(out, value_of(c, column));
	else
		sqlembic_buf_printf(out, "CAST(%s AS %s)", value_of(c, column), types[affinity]);
}

/* ---- columns that change ---- */

static const char *expression_of(const struct sqlembic_fact *column)
{
	const char *generated = column->values[SQLITE_COLUMN_GENERATED];
	return generated ? strchr(generated, '(') : NULL;
}

static bool has_other_affinity(const struct sqlembic_change *c, const struct sqlembic_fact *old,
			       const struct sqlembic_fact *column)
{
	return old && sqlite_affinity_of(c->before, old) != sqlite_affinity_of(c->after, column);
}

static const char *collation_of(const struct sqlembic_fact *column)
{
	const char *said = column->values[SQLITE_COLUMN_COLLATION];
	return said ? said : "binary";
}

static bool has_other_collation(const struct sqlembic_fact *old, const struct sqlembic_fact *column)
{
	return old && sqlembic_casecmp(collation_of(old), collation_of(column)) != 0;
}

/* "%" stands for the column.  A text that reads like a number becomes one where the column is of numbers (the cast lends the
 * comparison its affinity); nothing makes a text of bytes. */
static const char *changed_value(enum sqlite_affinity before, enum sqlite_affinity after)
{
	switch (after) {
	case SQLITE_AFFINITY_TEXT:
		return before == SQLITE_AFFINITY_NONE
			       ? "CASE WHEN typeof(%) = 'blob' THEN % ELSE CAST(% AS TEXT) END"
			       : "CAST(% AS TEXT)";
	case SQLITE_AFFINITY_NUMERIC:
		return "CASE WHEN typeof(%) = 'text' AND CAST(% AS NUMERIC) = % THEN CAST(% AS NUMERIC) "
		       "ELSE % END";
	case SQLITE_AFFINITY_REAL:
		return "CASE WHEN typeof(%) = 'integer' OR (typeof(%) = 'text' AND CAST(% AS NUMERIC) = %) "
		       "THEN CAST(% AS REAL) ELSE % END";
	default:
		return "%";
	}
}

static void add_changed(struct sqlembic_buf *out, const struct sqlembic_change *c,
			const struct sqlembic_fact *old, const struct sqlembic_fact *column)
{
	const char *text = changed_value(sqlite_affinity_of(c->before, old),
					 sqlite_affinity_of(c->after, column));
	struct sqlembic_buf name = SQLEMBIC_BUF_INIT;
	sqlite_text_name(&name, old->name);
	for (const char *p = text; *p; p++)
		if (*p == '%')
			sqlembic_buf_puts(out, sqlembic_buf_text(&name));
		else
			sqlembic_buf_putc(out, *p);
	out->failed |= name.failed;
	sqlembic_buf_release(&name);
}

/* ---- columns that are worked out ---- */

/* Of expressions over columns with an expression.  A function may have the name of the column that it is called for. */
#define DEPTH 5

static bool is_other(const struct sqlembic_change *c, const char *text, int depth);

/* Whether a column that was there is worked out by another expression, or from other values. */
static bool is_worked_out(const struct sqlembic_change *c, const struct sqlembic_fact *old,
			  const struct sqlembic_fact *column, int depth)
{
	const char *now = old ? expression_of(column) : NULL;
	const char *before = now ? expression_of(old) : NULL;
	return now && (!before || strcmp(before, now) != 0 || (depth > 0 && is_other(c, now, depth - 1)));
}

static bool is_other(const struct sqlembic_change *c, const char *text, int depth)
{
	const struct sqlembic_fact *column;
	for (size_t i = 0; (column = nth_column(c, i)); i++) {
		const struct sqlembic_fact *old = old_of(c, column);
		if (sqlite_text_mentions(text, column->name) &&
		    (has_other_affinity(c, old, column) || has_other_collation(old, column) ||
		     is_worked_out(c, old, column, depth)))
			return true;
	}
	return false;
}

static bool is_computed_anew(const struct sqlembic_change *c, const struct sqlembic_fact *old,
			     const struct sqlembic_fact *column)
{
	return is_worked_out(c, old, column, DEPTH);
}

bool sqlite_danger_rows_change(const struct sqlembic_change *c, const char *text)
{
	const struct sqlembic_fact *column;
	for (size_t i = 0; (column = nth_column(c, i)); i++) {
		const struct sqlembic_fact *old = old_of(c, column);
		if (sqlite_text_mentions(text, column->name) &&
		    (!old || has_other_affinity(c, old, column) || is_computed_anew(c, old, column)))
			return true;
	}
	return false;
}

bool sqlite_danger_rows_compare_otherwise(const struct sqlembic_change *c, const char *text)
{
	return is_other(c, text, DEPTH);
}

/* To another type: texts that read like the same number, and numbers that are rounded. */
static bool joins(enum sqlite_affinity from, enum sqlite_affinity to)
{
	if (to == SQLITE_AFFINITY_NONE || from == to)
		return false;
	return from == SQLITE_AFFINITY_TEXT || from == SQLITE_AFFINITY_NONE || to == SQLITE_AFFINITY_REAL ||
	       from == SQLITE_AFFINITY_REAL;
}

bool sqlite_danger_rows_may_join(const struct sqlembic_change *c, const char *text)
{
	const struct sqlembic_fact *column;
	for (size_t i = 0; (column = nth_column(c, i)); i++) {
		const struct sqlembic_fact *old = old_of(c, column);
		if (!old || !sqlite_text_mentions(text, column->name))
			continue;
		if (joins(sqlite_affinity_of(c->before, old), sqlite_affinity_of(c->after, column)) ||
		    (has_other_collation(old, column) &&
		     sqlembic_casecmp(collation_of(column), "binary") != 0) ||
		    is_computed_anew(c, old, column))
			return true;
	}
	return false;
}

/* ---- all ---- */

bool sqlite_danger_rows_are_known(const struct sqlembic_change *c, const char *text, bool are_compared)
{
	const struct sqlembic_fact *column;
	for (size_t i = 0; (column = nth_column(c, i)); i++) {
		const struct sqlembic_fact *old = old_of(c, column);
		if (sqlite_text_mentions(text, column->name) &&
		    (old ? is_computed_anew(c, old, column) : !value_of(c, column)))
			return false;
	}
	return !are_compared || !sqlite_danger_rows_compare_otherwise(c, text);
}

static void add_column(struct sqlembic_buf *list, const struct sqlembic_change *c,
		       const struct sqlembic_fact *old, const struct sqlembic_fact *column)
{
	sqlembic_buf_puts(list, list->len > 0 ? ", " : "");
	if (!old)
		add_new(list, c, column);
	else if (has_other_affinity(c, old, column))
		add_changed(list, c, old, column);
	else
		sqlite_text_name(list, old->name);
	sqlembic_buf_puts(list, " AS ");
	sqlite_text_name(list, column->name);
}

void sqlite_danger_rows_add(struct sqlembic_buf *out, const struct sqlembic_change *c, const char *text)
{
	struct sqlembic_buf list = SQLEMBIC_BUF_INIT, name = SQLEMBIC_BUF_INIT;
	const struct sqlembic_fact *column;
	bool differs = false;
	sqlite_text_name(&name, c->before->name);
	for (size_t i = 0; (column = nth_column(c, i)); i++) {
		const struct sqlembic_fact *old = old_of(c, column);
		if (!sqlite_text_mentions(text, column->name))
			continue;
		differs |= !old || has_other_affinity(c, old, column);
		add_column(&list, c, old, column);
	}
	/* A check may name the table. */
	if (differs)
		sqlembic_buf_printf(out, "(SELECT %s FROM %s) AS %s", sqlembic_buf_text(&list),
				    sqlembic_buf_text(&name), sqlembic_buf_text(&name));
	else
		sqlembic_buf_puts(out, sqlembic_buf_text(&name));
	out->failed |= list.failed || name.failed;
	sqlembic_buf_release(&list);
	sqlembic_buf_release(&name);
}
