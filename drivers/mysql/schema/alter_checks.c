/* alter_checks.c: what checks mean for the rows that are there, where they are new or the rows get other values.
 *
 * A check of the table is held against every row.  One in the clause of a column is not where MariaDB has no other reason to
 * copy the table: then the rows stay as they are, and every later UPDATE of them fails.  So the copy is asked for. */
#include <string.h>

#include "alter.h"
#include "sqlembic/token.h"

static void warn(struct mysqldb_altering *a, const char *what, const char *name,
		 struct sqlembic_span condition)
{
	struct sqlembic_buf reason = SQLEMBIC_BUF_INIT, probe = SQLEMBIC_BUF_INIT;
	sqlembic_buf_printf(&reason, "rows of %s may violate %s %s", a->change->after->shown, what, name);
	sqlembic_buf_puts(&probe, "SELECT count(*) FROM ");
	mysqldb_alter_add_rows(&probe, a->change, condition.ptr);
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
	struct sqlembic_buf json = SQLEMBIC_BUF_INIT, value = SQLEMBIC_BUF_INIT;
	mysqldb_alter_add_value(&value, new);
	sqlembic_buf_puts(&json, "(json_valid(");
	mysqldb_text_name(&json, new->name);
	sqlembic_buf_puts(&json, "))");
	bool is_json = strcmp(sqlembic_buf_text(&value), "NULL") == 0 && json.len == check.len &&
		       !json.failed && memcmp(json.ptr, check.ptr, check.len) == 0;
	sqlembic_buf_release(&json);
	sqlembic_buf_release(&value);
	return is_json;
}

void mysqldb_alter_column_check(struct mysqldb_altering *a, const struct sqlembic_fact *old,
				const struct sqlembic_fact *new)
{
	struct sqlembic_span check = check_of(new);
	const bool stays = is_equal(check, check_of(old));
	if (check.len == 0 || (stays && !mysqldb_alter_rows_change(a->change, check.ptr)) ||
	    (!old && is_empty_json(new, check)))
		return;
	warn(a, "the check of column", new->shown, check);
	a->copies |= !stays;
}
