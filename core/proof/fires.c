/* fires.c: see fires.h.  It errs on the side of the script, as says.c does: a trigger may be gone by now, and a routine be another's. */
#include "proof/fires.h"

#include <string.h>

#include "sqlembic/text.h"
#include "sqlembic/token.h"

#define NAME_SIZE 256

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

/* The table of a trigger, "" for a routine, and the text of what is done; each with a zero byte behind it. */
void fires_add(struct sqlembic_buf *code, const struct sqlembic_dialect *dialect, struct sqlembic_span sql)
{
	char table[NAME_SIZE];
	struct sqlembic_tokens tokens = sqlembic_tokens_of(sql, dialect->lex);
	if (!sqlembic_token_take(&tokens, "CREATE") ||
	    (!sqlembic_token_mentions(tokens, "TRIGGER") && !sqlembic_token_mentions(tokens, "FUNCTION") &&
	     !sqlembic_token_mentions(tokens, "PROCEDURE")))
		return;
	struct sqlembic_tokens rest = tokens;
	if (find_table(table, &rest))
		tokens = rest;
	else
		table[0] = '\0';
	sqlembic_buf_add(code, table, strlen(table) + 1);
	sqlembic_buf_add(code, tokens.at, (size_t)(tokens.end - tokens.at));
	sqlembic_buf_add(code, "", 1);
}

/* The next table and text; *at is behind them. */
static bool next(const struct sqlembic_buf *code, const char **at, const char **table, const char **text)
{
	*table = *at ? *at : sqlembic_buf_text(code);
	if (code->failed || *table >= sqlembic_buf_text(code) + code->len)
		return false;
	*text = *table + strlen(*table) + 1;
	*at = *text + strlen(*text) + 1;
	return true;
}

bool fires_any(const struct sqlembic_buf *code, const struct sqlembic_dialect *dialect,
	       const struct says *says)
{
	const char *at = NULL, *table, *text;
	bool does = code->failed;
	while (!does && next(code, &at, &table, &text))
		does = *table && says_of(says, dialect, table);
	return does;
}

bool fires_names(const struct sqlembic_buf *code, const char *name)
{
	const char *at = NULL, *table, *text;
	bool does = code->failed;
	while (!does && next(code, &at, &table, &text))
		does = sqlembic_casestr(text, name);
	return does;
}
