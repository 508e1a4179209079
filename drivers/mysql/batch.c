/* batch.c: which of the user's statements can be sent to the server in one packet with others.
 *
 * Each of them must be answered by one result, or a failing one could not be told from the others; and a statement to us
 * must be one to the server, or it would run something that is not in the journal.  So only text that certainly is one
 * statement is sent while the connection accepts several: no semicolon outside of a literal or comment, every quote
 * closed, no comment that may be code.  Statements that change rows and those that change the schema can share a packet;
 * one that may yield several results, or change how the next statement is read, goes alone. */
#include "batch.h"

#include <string.h>

#include "lex.h"

static bool may_be_code(struct sqlembic_span comment)
{
	return comment.len >= 3 && comment.ptr[0] == '/' && memchr("!M+", comment.ptr[2], 3);
}

/* Only the server can tell what a backslash is in "...", a name with ANSI_QUOTES, and in x'...', which it reads as two
 * tokens where the digits are wrong. */
static bool may_close_elsewhere(struct sqlembic_span literal, bool backslash_escapes)
{
	return memchr(literal.ptr, '\\', literal.len) && !(backslash_escapes && literal.ptr[0] == '\'');
}

static bool is_certain(const struct sqlembic_token *token, bool backslash_escapes)
{
	switch (token->kind) {
	case SQLEMBIC_TOKEN_MARK:
		return *token->text.ptr != ';' && *token->text.ptr != '\0' && *token->text.ptr != '\\';
	case SQLEMBIC_TOKEN_COMMENT:
		return token->closed && !may_be_code(token->text);
	case SQLEMBIC_TOKEN_CODE_BEGIN:
	case SQLEMBIC_TOKEN_CODE_END:
		return false;
	case SQLEMBIC_TOKEN_NAME:
		return token->closed;
	case SQLEMBIC_TOKEN_STRING:
		return token->closed && !may_close_elsewhere(token->text, backslash_escapes);
	default:
		return true;
	}
}

bool mysqldb_is_one(struct sqlembic_span sql, bool backslash_escapes)
{
	struct sqlembic_tokens tokens = sqlembic_tokens_of(sql, MYSQLDB_LEX);
	struct sqlembic_token token;
	tokens.with_comments = true;
	while (sqlembic_token_next(&tokens, &token))
		if (!is_certain(&token, backslash_escapes))
			return false;
	return true;
}

struct sqlembic_tokens mysqldb_tokens(struct sqlembic_span sql)
{
	return sqlembic_tokens_of(sql, MYSQLDB_LEX);
}

bool mysqldb_take_dot(struct sqlembic_tokens *tokens)
{
	if (sqlembic_token_take_mark(tokens, '.'))
		return true;
	if (tokens->at == tokens->end || *tokens->at != '.')
		return false;
	tokens->at++;
	return true;
}

static bool take_any(struct sqlembic_tokens *tokens, const char *const *words)
{
	for (; *words; words++)
		if (sqlembic_token_take(tokens, *words))
			return true;
	return false;
}

bool mysqldb_changes_rows(struct sqlembic_span sql)
{
	static const char *const words[] = { "INSERT", "REPLACE", "UPDATE", "DELETE", NULL };
	struct sqlembic_tokens tokens = mysqldb_tokens(sql);
	return take_any(&tokens, words);
}

/* Not of temporary tables: that commits nothing. */
bool mysqldb_changes_schema(struct sqlembic_span sql)
{
	static const char *const words[] = { "CREATE", "ALTER", "DROP", "RENAME", "TRUNCATE", NULL };
	struct sqlembic_tokens tokens = mysqldb_tokens(sql);
	if (!take_any(&tokens, words))
		return false;
	(void)sqlembic_token_take(&tokens, "OR REPLACE");
	return !sqlembic_token_take(&tokens, "TEMPORARY");
}

bool mysqldb_ends_in_body(struct sqlembic_span sql)
{
	static const char *const programs[] = { "PROCEDURE", "FUNCTION", "TRIGGER", "EVENT", NULL };
	static const char *const others[] = { "TABLE", "VIEW", "INDEX", NULL };
	struct sqlembic_tokens tokens = mysqldb_tokens(sql);
	struct sqlembic_token token;
	if (!sqlembic_token_take(&tokens, "CREATE") && !sqlembic_token_take(&tokens, "ALTER"))
		return false;
	do {
		if (take_any(&tokens, programs))
			return true;
	} while (!take_any(&tokens, others) && sqlembic_token_next(&tokens, &token));
	return false;
}

bool mysqldb_holds_statements(struct sqlembic_span sql)
{
	static const char *const begins[] = { "BEGIN",  "IF",  "CASE", "LOOP",    "WHILE",
					      "REPEAT", "FOR", "WITH", "ANALYZE", NULL };
	struct sqlembic_tokens tokens = mysqldb_tokens(sql);
	struct sqlembic_token token;
	if (mysqldb_ends_in_body(sql) || sqlembic_token_take(&tokens, "SET STATEMENT"))
		return true;
	return sqlembic_token_next(&tokens, &token) &&
	       (sqlembic_token_is_any(&token, begins) || sqlembic_token_take_mark(&tokens, ':'));
}

bool mysqldb_runs_text(struct sqlembic_span *out, struct sqlembic_span sql)
{
	struct sqlembic_tokens tokens = mysqldb_tokens(sql);
	struct sqlembic_token token;
	size_t depth = 0;
	const bool prepares = sqlembic_token_take(&tokens, "PREPARE");
	if (prepares ? !sqlembic_token_next(&tokens, &token) || !sqlembic_token_take(&tokens, "FROM")
		     : !sqlembic_token_take(&tokens, "EXECUTE IMMEDIATE"))
		return false;
	const char *begin = tokens.at, *end = tokens.end;
	while (end == tokens.end && sqlembic_token_next(&tokens, &token)) {
		depth += sqlembic_token_is_mark(&token, '(');
		depth -= depth > 0 && sqlembic_token_is_mark(&token, ')');
		if (depth == 0 && sqlembic_token_is(&token, "USING"))
			end = token.text.ptr;
	}
	*out = (struct sqlembic_span){ begin, (size_t)(end - begin) };
	return true;
}
