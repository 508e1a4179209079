/* parse_column.c: what a column's clause says, word by word. */
#include "../lex.h"
#include "parse.h"

/* Words behind a default that are no part of it. */
static const char *const behind_default[] = { "ON",
					      "COMMENT",
					      "AUTO_INCREMENT",
					      "CHECK",
					      "INVISIBLE",
					      "VISIBLE",
					      "COLUMN_FORMAT",
					      "STORAGE",
					      "WITHOUT",
					      "WITH",
					      "REF_SYSTEM_ID",
					      "SRID",
					      "COMPRESSED",
					      "ENGINE_ATTRIBUTE",
					      "SECONDARY_ENGINE_ATTRIBUTE",
					      NULL };

static bool is_behind_default(const struct sqlembic_token *token)
{
	for (const char *const *word = behind_default; *word; word++)
		if (sqlembic_token_is(token, *word))
			return true;
	/* An option of the engine. */
	return token->kind == SQLEMBIC_TOKEN_NAME;
}

/* The next token without taking it; false: there is none. */
static bool peek(const struct sqlembic_tokens *tokens, struct sqlembic_token *out)
{
	struct sqlembic_tokens ahead = *tokens;
	return sqlembic_token_next(&ahead, out);
}

/* What is in the parentheses that come next, with them. */
static struct sqlembic_span take_parens(struct sqlembic_tokens *tokens)
{
	struct sqlembic_token token;
	if (!peek(tokens, &token) || !sqlembic_token_take_mark(tokens, '('))
		return (struct sqlembic_span){ NULL, 0 };
	sqlembic_token_skip_parens(tokens);
	return (struct sqlembic_span){ token.text.ptr, (size_t)(tokens->at - token.text.ptr) };
}

static void take_type(struct mysqldb_column *out, struct sqlembic_tokens *tokens)
{
	struct sqlembic_token token;
	if (!sqlembic_token_next(tokens, &token))
		return;
	const char *end = token.text.ptr + token.text.len;
	out->type.ptr = token.text.ptr;
	struct sqlembic_span parens = take_parens(tokens);
	if (parens.len)
		end = parens.ptr + parens.len;
	while (peek(tokens, &token) &&
	       (sqlembic_token_is(&token, "unsigned") || sqlembic_token_is(&token, "zerofill") ||
		sqlembic_token_is(&token, "precision"))) {
		(void)sqlembic_token_next(tokens, &token);
		end = token.text.ptr + token.text.len;
	}
	out->type.len = (size_t)(end - out->type.ptr);
}

static struct sqlembic_span take_default(struct sqlembic_tokens *tokens)
{
	struct sqlembic_token token;
	struct sqlembic_span value = { NULL, 0 };
	while (peek(tokens, &token)) {
		if (value.ptr && is_behind_default(&token))
			break;
		if (!value.ptr)
			value.ptr = token.text.ptr;
		(void)sqlembic_token_next(tokens, &token);
		if (sqlembic_token_is_mark(&token, '('))
			sqlembic_token_skip_parens(tokens);
		value.len = (size_t)(tokens->at - value.ptr);
	}
	return value;
}

static void add_other(struct mysqldb_column *out, const char *text, size_t length)
{
	if (out->other.len)
		sqlembic_buf_putc(&out->other, ' ');
	sqlembic_buf_add(&out->other, text, length);
}

/* GENERATED ALWAYS AS (expression) and its kind; a column of system versioning has no expression. */
static void take_generated(struct mysqldb_column *out, struct sqlembic_tokens *tokens)
{
	out->generated = take_parens(tokens);
	if (!out->generated.len)
		add_other(out, "GENERATED ALWAYS AS", 19);
	else if (sqlembic_token_take(tokens, "STORED") || sqlembic_token_take(tokens, "PERSISTENT"))
		out->is_stored = true;
	else
		(void)sqlembic_token_take(tokens, "VIRTUAL");
}

static struct sqlembic_span take_word(struct sqlembic_tokens *tokens)
{
	struct sqlembic_token token;
	bool is_there = sqlembic_token_next(tokens, &token);
	return is_there ? token.text : (struct sqlembic_span){ NULL, 0 };
}

void mysqldb_parse_column(struct mysqldb_column *out, struct sqlembic_span definition)
{
	struct sqlembic_tokens tokens = sqlembic_tokens_of(definition, MYSQLDB_LEX);
	struct sqlembic_token token;
	*out = (struct mysqldb_column){ .other = SQLEMBIC_BUF_INIT };
	take_type(out, &tokens);
	for (;;) {
		if (sqlembic_token_take(&tokens, "CHARACTER SET"))
			out->charset = take_word(&tokens);
		else if (sqlembic_token_take(&tokens, "COLLATE"))
			out->collation = take_word(&tokens);
		else if (sqlembic_token_take(&tokens, "NOT NULL"))
			out->is_not_null = true;
		else if (sqlembic_token_take(&tokens, "DEFAULT"))
			out->default_value = take_default(&tokens);
		else if (sqlembic_token_take(&tokens, "GENERATED ALWAYS AS"))
			take_generated(out, &tokens);
		else if (sqlembic_token_take(&tokens, "NULL"))
			continue;
		else if (!sqlembic_token_next(&tokens, &token))
			return;
		else {
			if (sqlembic_token_is_mark(&token, '(')) {
				sqlembic_token_skip_parens(&tokens);
				token.text.len = (size_t)(tokens.at - token.text.ptr);
			}
			add_other(out, token.text.ptr, token.text.len);
		}
	}
}
