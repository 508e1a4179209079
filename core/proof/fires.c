/* fires.c: see fires.h.  It errs on the side of the script, as says.c does: a trigger may be gone by now, and a routine be another's. */
#include "proof/fires.h"

#include <string.h>

#include "sqlembic/text.h"
#include "sqlembic/token.h"

#define NAME_SIZE 256

void fires_add(struct sqlembic_buf *code, const struct sqlembic_dialect *dialect, struct sqlembic_span sql)
{
	struct sqlembic_tokens tokens = sqlembic_tokens_of(sql, dialect->lex);
	if (!sqlembic_token_take(&tokens, "CREATE") ||
	    (!sqlembic_token_mentions(tokens, "TRIGGER") && !sqlembic_token_mentions(tokens, "FUNCTION") &&
	     !sqlembic_token_mentions(tokens, "PROCEDURE")))
		return;
	sqlembic_buf_add(code, sql.ptr, sql.len);
	sqlembic_buf_add(code, "", 1);
}

/* The last part of a name with a schema, without its quotes. */
static bool take_table(char *out, struct sqlembic_tokens *tokens)
{
	struct sqlembic_token token;
	do
		if (!sqlembic_token_next(tokens, &token))
			return false;
	while (sqlembic_token_take_mark(tokens, '.'));
	const struct sqlembic_span name = token.kind == SQLEMBIC_TOKEN_WORD ? token.text
									    : sqlembic_token_inside(&token);
	if (name.len >= NAME_SIZE)
		return false;
	memcpy(out, name.ptr, name.len);
	out[name.len] = '\0';
	return true;
}

/* Moves behind the table that a trigger is on.  False: the statement makes none. */
static bool find_table(char *out, struct sqlembic_tokens *tokens)
{
	bool is_trigger = false;
	struct sqlembic_token token;
	while (sqlembic_token_next(tokens, &token) && token.kind != SQLEMBIC_TOKEN_DOLLAR) {
		if (is_trigger && sqlembic_token_is(&token, "ON"))
			return take_table(out, tokens);
		if (sqlembic_token_is(&token, "FUNCTION") || sqlembic_token_is(&token, "PROCEDURE"))
			return false;
		is_trigger |= sqlembic_token_is(&token, "TRIGGER");
	}
	return false;
}

bool fires_any(const struct sqlembic_buf *code, const struct sqlembic_dialect *dialect,
	       const struct says *says)
{
	const char *at = sqlembic_buf_text(code), *end = at + code->len;
	bool does = code->failed;
	for (; !does && at < end; at += strlen(at) + 1) {
		char table[NAME_SIZE];
		struct sqlembic_tokens tokens = sqlembic_tokens_of((struct sqlembic_span){ at, strlen(at) },
								   dialect->lex);
		does = find_table(table, &tokens) && says_of(says, dialect, table);
	}
	return does;
}

bool fires_names(const struct sqlembic_buf *code, const struct sqlembic_dialect *dialect, const char *table)
{
	const char *at = sqlembic_buf_text(code), *end = at + code->len;
	bool does = code->failed;
	for (; !does && at < end; at += strlen(at) + 1) {
		char unused[NAME_SIZE];
		const struct sqlembic_tokens all = sqlembic_tokens_of(
			(struct sqlembic_span){ at, strlen(at) }, dialect->lex);
		struct sqlembic_tokens rest = all;
		does = sqlembic_casestr(find_table(unused, &rest) ? rest.at : all.at, table);
	}
	return does;
}
