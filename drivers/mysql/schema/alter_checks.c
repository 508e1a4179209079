/* alter_checks.c: what new checks mean for the rows that are there.
 *
 * A check of the table is held against every row.  One in the clause of a column is not where MariaDB has no other reason to
 * copy the table: then the rows stay as they are, and every later UPDATE of them fails.  So the copy is asked for. */
#include <string.h>

#include "alter.h"
#include "sqlembic/token.h"

/* ---- the rows, as the statement will find them ---- */

/* What a server gives to the rows of a column that is NOT NULL and says no default; NULL: not known here. */
static const char *implicit_value(const char *type)
{
	static const struct {
		const char *type, *value;
	} values[] = { { "char", "''" },   { "varchar", "''" },    { "tinytext", "''" },
		       { "text", "''" },   { "mediumtext", "''" }, { "longtext", "''" },
		       { "tinyint", "0" }, { "smallint", "0" },    { "mediumint", "0" },
		       { "int", "0" },     { "bigint", "0" },      { "decimal", "0" },
		       { "float", "0" },   { "double", "0" } };
	size_t n = strcspn(type, "( ");
	for (size_t i = 0; i < sizeof(values) / sizeof(values[0]); i++)
		if (strlen(values[i].type) == n && strncmp(type, values[i].type, n) == 0)
			return values[i].value;
	return NULL;
}

/* Nothing is called: that could take a number from a sequence. */
static const char *value_of(const struct sqlembic_fact *new)
{
	const char *value = new->values[MYSQLDB_COLUMN_DEFAULT];
	if (new->values[MYSQLDB_COLUMN_GENERATED])
		return NULL;
	if (value)
		return *value == '\'' || !strchr(value, '(') ? value : NULL;
	return new->values[MYSQLDB_COLUMN_NOT_NULL] ? implicit_value(new->values[MYSQLDB_COLUMN_TYPE])
						    : "NULL";
}

/* The old table with its new columns, where their values are known.  A condition that names another one cannot be asked. */
static void add_rows(struct sqlembic_buf *sql, const struct sqlembic_change *c)
{
	const struct sqlembic_fact *new;
	sqlembic_buf_puts(sql, "(SELECT old.*");
	for (size_t i = 0; (new = mysqldb_part(c->to, c->after, MYSQLDB_COLUMN, i)); i++) {
		const char *value = mysqldb_other(c->from, new) ? NULL : value_of(new);
		if (!value)
			continue;
		sqlembic_buf_printf(sql, ", %s AS ", value);
		mysqldb_text_name(sql, new->name);
	}
	sqlembic_buf_puts(sql, " FROM ");
	mysqldb_text_name(sql, c->before->name);
	sqlembic_buf_puts(sql, " AS old) AS rows_then");
}

static void warn(struct mysqldb_altering *a, const char *what, const char *name,
		 struct sqlembic_span condition)
{
	struct sqlembic_buf reason = SQLEMBIC_BUF_INIT, probe = SQLEMBIC_BUF_INIT;
	sqlembic_buf_printf(&reason, "rows of %s may violate %s %s", a->change->after->shown, what, name);
	sqlembic_buf_puts(&probe, "SELECT count(*) FROM ");
	add_rows(&probe, a->change);
	sqlembic_buf_printf(&probe, " WHERE NOT %.*s", (int)condition.len, condition.ptr);
	mysqldb_alter_warn(a, SQLEMBIC_ACTION_MAY_FAIL, &reason, &probe);
}

/* ---- checks of the table ---- */

void mysqldb_alter_warn_of_check(struct mysqldb_altering *a, const struct sqlembic_fact *check)
{
	const char *condition = strchr(check->values[MYSQLDB_CLAUSE_DEFINITION], '(');
	const char *end = condition ? strrchr(condition, ')') : NULL;
	if (!end || strstr(end, "NOT ENFORCED"))
		return;
	warn(a, "check constraint", check->name,
	     (struct sqlembic_span){ condition, (size_t)(end + 1 - condition) });
}

/* ---- of columns ---- */

/* The condition with its parentheses; empty: there is none. */
static struct sqlembic_span check_of(const struct sqlembic_fact *column)
{
	const char *other = column ? column->values[MYSQLDB_COLUMN_OTHER] : NULL;
	struct sqlembic_tokens tokens = mysqldb_text_tokens(other ? other : "");
	struct sqlembic_token token;
	while (sqlembic_token_next(&tokens, &token)) {
		if (!sqlembic_token_is(&token, "CHECK"))
			continue;
		const char *begin = tokens.at;
		if (!sqlembic_token_take_mark(&tokens, '('))
			continue;
		begin = memchr(begin, '(', (size_t)(tokens.at - begin));
		sqlembic_token_skip_parens(&tokens);
		return (struct sqlembic_span){ begin, (size_t)(tokens.at - begin) };
	}
	return (struct sqlembic_span){ NULL, 0 };
}

static bool is_equal(struct sqlembic_span a, struct sqlembic_span b)
{
	return a.len == b.len && (a.len == 0 || memcmp(a.ptr, b.ptr, a.len) == 0);
}

/* A new JSON column that is NULL in all rows: as frequent as right. */
static bool is_empty_json(const struct sqlembic_fact *new, struct sqlembic_span check)
{
	struct sqlembic_buf json = SQLEMBIC_BUF_INIT;
	const char *value = value_of(new);
	sqlembic_buf_puts(&json, "(json_valid(");
	mysqldb_text_name(&json, new->name);
	sqlembic_buf_puts(&json, "))");
	bool is_json = value && strcmp(value, "NULL") == 0 && json.len == check.len && !json.failed &&
		       memcmp(json.ptr, check.ptr, check.len) == 0;
	sqlembic_buf_release(&json);
	return is_json;
}

void mysqldb_alter_column_check(struct mysqldb_altering *a, const struct sqlembic_fact *old,
				const struct sqlembic_fact *new)
{
	struct sqlembic_span check = check_of(new);
	if (check.len == 0 || is_equal(check, check_of(old)) || (!old && is_empty_json(new, check)))
		return;
	warn(a, "the check of column", new->shown, check);
	a->copies = true;
}
