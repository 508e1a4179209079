/* scan_settings.c: settings in finished statements that change how the statements behind them are read. */
#include "sql/parts.h"

#include <string.h>
#include <strings.h>

/* Whether the text is one of the ways to write "off"; the server takes beginnings of the words, too. */
static bool is_off(struct sqlembic_span value)
{
	static const char *const offs[] = { "off", "of", "false", "fals", "fal", "fa", "f", "no", "n", "0" };
	for (size_t i = 0; i < sizeof(offs) / sizeof(offs[0]); i++) {
		if (strlen(offs[i]) == value.len && strncasecmp(value.ptr, offs[i], value.len) == 0)
			return true;
	}
	return false;
}

/* PostgreSQL: SET [SESSION | LOCAL] standard_conforming_strings = off and its undoing. */
static void follow_conforming_strings(struct scan *s, struct sqlembic_tokens *tokens, bool reset)
{
	struct sqlembic_token token;
	if (!sqlembic_token_take(tokens, "SESSION"))
		(void)sqlembic_token_take(tokens, "LOCAL");
	if (!sqlembic_token_take(tokens, "standard_conforming_strings") &&
	    !(reset && sqlembic_token_take(tokens, "ALL")))
		return;
	if (!sqlembic_token_take_mark(tokens, '='))
		(void)sqlembic_token_take(tokens, "TO");
	(void)sqlembic_token_next(tokens, &token);
	s->backslash = !reset && is_off(sqlembic_token_inside(&token));
}

static bool mentions(struct sqlembic_span text, const char *mode)
{
	size_t n = strlen(mode);
	for (size_t i = 0; i + n <= text.len; i++) {
		if (strncasecmp(text.ptr + i, mode, n) == 0)
			return true;
	}
	return false;
}

/* Whether the value of an assignment, up to the next comma outside of parentheses, names a mode. */
static bool names_mode(struct sqlembic_tokens tokens, const char *mode)
{
	size_t depth = 0;
	struct sqlembic_token token;
	while (sqlembic_token_next_name(&tokens, &token)) {
		if (sqlembic_token_is_mark(&token, ',') && depth == 0)
			break;
		depth += sqlembic_token_is_mark(&token, '(');
		depth -= sqlembic_token_is_mark(&token, ')') && depth > 0;
		/* REPLACE(@@sql_mode, 'MODE', '') takes a mode away. */
		if (sqlembic_token_is(&token, "REPLACE"))
			break;
		if (token.kind == SQLEMBIC_TOKEN_STRING && mentions(token.text, mode))
			return true;
	}
	return false;
}

static bool is_sql_mode(const struct sqlembic_token *token)
{
	return sqlembic_token_is(token, "sql_mode") || sqlembic_token_is(token, "@@sql_mode") ||
	       sqlembic_token_is(token, "@@session.sql_mode") || sqlembic_token_is(token, "@@local.sql_mode");
}

/* MySQL: SET [SESSION] sql_mode = ....  A value that is no literal gives back what was there before. */
static void follow_sql_mode(struct scan *s, struct sqlembic_tokens *tokens)
{
	struct sqlembic_token token;
	bool global = false;
	while (sqlembic_token_next_name(tokens, &token)) {
		if (sqlembic_token_is_mark(&token, ','))
			global = false;
		global = global || sqlembic_token_is(&token, "GLOBAL") ||
			 sqlembic_token_is(&token, "PERSIST") || sqlembic_token_is(&token, "PERSIST_ONLY");
		if (global || !is_sql_mode(&token))
			continue;
		if (sqlembic_token_take_mark(tokens, '=') || sqlembic_token_take_mark(tokens, ':')) {
			s->backslash = !names_mode(*tokens, "NO_BACKSLASH_ESCAPES");
			s->ansi_quotes = names_mode(*tokens, "ANSI") || names_mode(*tokens, "ORACLE");
		}
	}
}

void scan_settings_follow(struct scan *s, struct sqlembic_span sql)
{
	const char *words = sqlembic_buf_text(&s->words);
	bool set = strncmp(words, "SET ", 4) == 0;
	bool reset = strncmp(words, "RESET ", 6) == 0 || strncmp(words, "DISCARD ", 8) == 0;
	struct sqlembic_tokens tokens = scan_words_read(s, sql);
	struct sqlembic_token verb;
	if (!set && !reset)
		return;
	sqlembic_buf_clear(&s->head);
	(void)sqlembic_token_next(&tokens, &verb);
	if (scan_has(s, SQLEMBIC_LEX_ESCAPE_STRING))
		follow_conforming_strings(s, &tokens, reset);
	else if (set && scan_has(s, SQLEMBIC_LEX_BACKSLASH))
		follow_sql_mode(s, &tokens);
}
