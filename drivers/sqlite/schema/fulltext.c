/* fulltext.c: full-text indexes of another table's rows (content=t), which can be filled again from there. */
#include <string.h>

#include "columns.h"
#include "schema.h"
#include "sqlembic/text.h"
#include "sqlembic/token.h"

/* "CREATE VIRTUAL TABLE f USING fts5(a, b UNINDEXED, content='t')": behind the parenthesis; false: it is another one. */
static bool find_arguments(struct sqlembic_tokens *out, const char *sql)
{
	struct sqlembic_token token;
	*out = sqlembic_tokens_of((struct sqlembic_span){ sql, strlen(sql) }, sqlembic_sqlite_dialect.lex);
	while (!sqlembic_token_take(out, "USING"))
		if (!sqlembic_token_next(out, &token))
			return false;
	if (!sqlembic_token_next(out, &token))
		return false;
	const struct sqlembic_span module = sqlite_text_bare_name(&token);
	return module.len > 3 && sqlembic_ncasecmp(module.ptr, "fts", 3) == 0 &&
	       sqlembic_token_take_mark(out, '(');
}

/* Steps to the next argument: its first token, and the value of "name = value", which is empty for a column. */
static bool next_argument(struct sqlembic_tokens *tokens, struct sqlembic_token *first,
			  struct sqlembic_token *value)
{
	struct sqlembic_token token;
	*value = (struct sqlembic_token){ 0 };
	if (!sqlembic_token_next(tokens, first) || sqlembic_token_is_mark(first, ')'))
		return false;
	if (sqlembic_token_take_mark(tokens, '='))
		(void)sqlembic_token_next(tokens, value);
	while (!sqlembic_token_take_mark(tokens, ',')) {
		const struct sqlembic_tokens here = *tokens;
		if (!sqlembic_token_next(tokens, &token))
			return false;
		if (sqlembic_token_is_mark(&token, '(')) {
			/* "a VARCHAR(9)", which fts4 takes. */
			sqlembic_token_skip_parens(tokens);
		} else if (sqlembic_token_is_mark(&token, ')')) {
			*tokens = here;
			break;
		}
	}
	return true;
}

static void add_name(struct sqlembic_buf *out, const struct sqlembic_token *token)
{
	const struct sqlembic_span name = sqlite_text_bare_name(token);
	sqlembic_buf_add(out, name.ptr, name.len);
}

bool sqlite_fulltext_content(struct sqlembic_buf *out, const char *sql)
{
	struct sqlembic_tokens tokens;
	struct sqlembic_token first, value;
	if (!find_arguments(&tokens, sql))
		return false;
	while (out->len == 0 && next_argument(&tokens, &first, &value))
		if (value.text.len > 0 && sqlembic_token_is(&first, "content"))
			add_name(out, &value);
	return out->len > 0;
}

bool sqlite_fulltext_is_external(const struct sqlembic_fact *fact)
{
	struct sqlembic_buf name = SQLEMBIC_BUF_INIT;
	const bool is_external = sqlite_fulltext_content(&name, fact->values[SQLITE_OBJECT_SQL]);
	sqlembic_buf_release(&name);
	return is_external;
}

static bool is_rowid(const char *name)
{
	return sqlembic_casecmp(name, "rowid") == 0 || sqlembic_casecmp(name, "oid") == 0 ||
	       sqlembic_casecmp(name, "_rowid_") == 0;
}

static bool has_column(const struct sqlite_columns *columns, const char *name)
{
	bool has = false;
	for (size_t i = 0; i < columns->n && !has; i++)
		has = sqlembic_casecmp(columns->items[i].name, name) == 0;
	return has;
}

/* Whether the table has the columns that the index names, and the one that numbers its rows. */
static bool names_columns(const struct sqlite_columns *columns, const struct sqlembic_fact *table,
			  const struct sqlembic_fact *fact)
{
	const char *options = table->values[SQLITE_TABLE_OPTIONS];
	const bool has_rowid = !options || !strstr(options, "WITHOUT ROWID");
	struct sqlembic_tokens tokens;
	struct sqlembic_token first, value;
	bool has_all = find_arguments(&tokens, fact->values[SQLITE_OBJECT_SQL]), is_numbered = false;
	while (has_all && next_argument(&tokens, &first, &value)) {
		struct sqlembic_buf name = SQLEMBIC_BUF_INIT;
		const bool is_number = value.text.len > 0 && sqlembic_token_is(&first, "content_rowid");
		if (value.text.len > 0 && !is_number)
			continue;
		add_name(&name, is_number ? &value : &first);
		has_all = has_column(columns, sqlembic_buf_text(&name)) ||
			  (is_number && has_rowid && is_rowid(sqlembic_buf_text(&name)));
		is_numbered |= is_number;
		sqlembic_buf_release(&name);
	}
	return has_all && (is_numbered || has_rowid || has_column(columns, "rowid"));
}

static bool has_columns(const struct sqlembic_side *side, const struct sqlembic_fact *table,
			const struct sqlembic_fact *fact)
{
	struct sqlite_columns columns;
	const bool has = sqlite_columns_of(&columns, side, table) && names_columns(&columns, table, fact);
	sqlite_columns_release(&columns);
	return has;
}

bool sqlite_fulltext_can_be_filled(const struct sqlembic_side *side, const struct sqlembic_fact *fact)
{
	/* An index uses nothing else. */
	const struct sqlembic_fact *content = side->used(side, fact, 0);
	return content && (content->kind != SQLITE_KIND_TABLE || has_columns(side, content, fact));
}
