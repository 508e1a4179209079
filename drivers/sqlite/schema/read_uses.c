/* read_uses.c: which tables and views a view, trigger or virtual table mentions.
 *
 * SQLite checks no such thing when an object is made, so this only puts statements in an order that people expect. */
#include <string.h>

#include "read.h"
#include "sqlembic/token.h"

struct uses {
	struct sqlite_reading *reading;
	const char *server_id;
	struct sqlembic_tokens tokens;
	bool is_expected; /* the name of a table comes next */
	bool in_from;     /* in a list of them, at this depth of parentheses */
	int depth, from_depth;
};

static int use(struct uses *uses, const struct sqlembic_token *token)
{
	struct sqlembic_buf id = SQLEMBIC_BUF_INIT, name = SQLEMBIC_BUF_INIT;
	struct sqlembic_span word = sqlite_text_bare_name(token);
	sqlembic_buf_add(&name, word.ptr, word.len);
	sqlembic_buf_puts(&id, "relation ");
	sqlite_text_identity(&id, sqlembic_buf_text(&name));
	const struct sqlembic_catalog_sink *out = uses->reading->out;
	int rc = id.failed || name.failed ? sqlembic_fail_memory(uses->reading->err)
					  : out->edge(out->payload, uses->server_id, sqlembic_buf_text(&id),
						      uses->reading->err);
	sqlembic_buf_release(&id);
	sqlembic_buf_release(&name);
	return rc;
}

static bool is_one_of(const struct sqlembic_token *token, const char *const *words)
{
	for (; *words; words++)
		if (sqlembic_token_is(token, *words))
			return true;
	return false;
}

static void see_mark(struct uses *uses, char mark)
{
	if (mark == '(')
		uses->depth++;
	else if (mark == ')' && --uses->depth < uses->from_depth)
		uses->in_from = false;
	if (mark == ',' && uses->in_from && uses->depth == uses->from_depth)
		uses->is_expected = true;
	else if (mark != '(' && mark != '.')
		uses->is_expected = false;
}

static int see_name(struct uses *uses, const struct sqlembic_token *token)
{
	static const char *const opens[] = { "FROM", "JOIN", "INTO", "UPDATE", NULL };
	static const char *const closes[] = { "SELECT", "WHERE",  "GROUP", "ORDER",     "LIMIT",
					      "UNION",  "EXCEPT", "SET",   "INTERSECT", "ON",
					      "VALUES", "BEGIN",  "WHEN",  NULL };
	static const char *const skipped[] = { "OR",   "ROLLBACK", "ABORT", "REPLACE",
					       "FAIL", "IGNORE",   "OF",    NULL };
	bool is_word = token->kind == SQLEMBIC_TOKEN_WORD;
	if (is_word && is_one_of(token, opens)) {
		uses->is_expected = true;
		uses->in_from = sqlembic_token_is(token, "FROM") || sqlembic_token_is(token, "JOIN");
		uses->from_depth = uses->depth;
		return 0;
	}
	if (is_word && is_one_of(token, closes)) {
		uses->is_expected = false;
		uses->in_from = false;
		return 0;
	}
	if (!uses->is_expected || (is_word && is_one_of(token, skipped)))
		return 0;
	/* In main.t the second name is the table. */
	if (uses->tokens.at < uses->tokens.end && *uses->tokens.at == '.')
		return 0;
	uses->is_expected = false;
	return use(uses, token);
}

/* "USING fts5(a, content='t')": whose rows it is filled with. */
static int use_content(struct uses *uses)
{
	struct sqlembic_token token;
	while (sqlembic_token_next(&uses->tokens, &token))
		if (sqlembic_token_is(&token, "content") && sqlembic_token_take_mark(&uses->tokens, '='))
			return sqlembic_token_next(&uses->tokens, &token) ? use(uses, &token) : 0;
	return 0;
}

int sqlite_read_uses(struct sqlite_reading *reading, const char *server_id, const char *sql)
{
	struct uses uses = { .reading = reading, .server_id = server_id };
	struct sqlembic_token token;
	int rc = 0;
	uses.tokens = sqlembic_tokens_of((struct sqlembic_span){ sql, strlen(sql) },
					 sqlembic_sqlite_dialect.lex);
	if (sqlembic_token_take(&uses.tokens, "CREATE VIRTUAL TABLE"))
		return use_content(&uses);
	while (rc == 0 && sqlembic_token_next(&uses.tokens, &token)) {
		if (token.kind == SQLEMBIC_TOKEN_MARK)
			see_mark(&uses, token.text.ptr[0]);
		else if (token.kind == SQLEMBIC_TOKEN_WORD || token.kind == SQLEMBIC_TOKEN_NAME)
			rc = see_name(&uses, &token);
	}
	return rc;
}
