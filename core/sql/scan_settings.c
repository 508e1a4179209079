/* scan_settings.c: settings in finished statements that change how the statements behind them are read. */
#include "sql/parts.h"

#include <string.h>

#include "sqlembic/text.h"

/* Whether the text is one of the ways to write "off"; the server takes beginnings of the words, too. */
static bool is_off(struct sqlembic_span value)
{
	static const char *const offs[] = { "off", "of", "false", "fals", "fal", "fa", "f", "no", "n", "0" };
	for (size_t i = 0; i < sizeof(offs) / sizeof(offs[0]); i++) {
		if (strlen(offs[i]) == value.len && sqlembic_ncasecmp(value.ptr, offs[i], value.len) == 0)
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
		if (sqlembic_ncasecmp(text.ptr + i, mode, n) == 0)
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

/* ---- encodings */

/* The names of all dialects, without what is no letter or digit. */
static enum scan_encoding encoding_of(struct sqlembic_span text)
{
	static const struct {
		const char *name;
		enum scan_encoding encoding;
	} names[] = { { "sjis", SCAN_SJIS },       { "shiftjis", SCAN_SJIS },   { "mskanji", SCAN_SJIS },
		      { "win932", SCAN_SJIS },     { "windows932", SCAN_SJIS }, { "shiftjis2004", SCAN_SJIS },
		      { "cp932", SCAN_SJIS },      { "big5", SCAN_BIG5 },       { "win950", SCAN_BIG5 },
		      { "windows950", SCAN_BIG5 }, { "gbk", SCAN_BIG5 },        { "win936", SCAN_BIG5 },
		      { "windows936", SCAN_BIG5 }, { "gb18030", SCAN_BIG5 },    { "uhc", SCAN_BIG5 },
		      { "win949", SCAN_BIG5 },     { "windows949", SCAN_BIG5 }, { "johab", SCAN_BIG5 } };
	char name[16] = "";
	size_t n = 0;
	for (size_t i = 0; i < text.len && n + 1 < sizeof(name); i++) {
		if (sqlembic_is_word_byte(text.ptr[i]) && text.ptr[i] != '_' && text.ptr[i] != '$')
			name[n++] = text.ptr[i];
	}
	name[n] = '\0';
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		if (sqlembic_casecmp(names[i].name, name) == 0)
			return names[i].encoding;
	}
	return SCAN_OTHER_ENCODING;
}

static void set_encoding(struct scan *s, enum scan_encoding encoding)
{
	s->encoding = encoding;
	sqlembic_buf_clear(&s->head);
	if (s->classes_encoding != encoding)
		scan_classes_build(s);
}

static void take_encoding(struct scan *s, struct sqlembic_tokens *tokens)
{
	struct sqlembic_token token;
	(void)(sqlembic_token_take(tokens, "TO") || sqlembic_token_take_mark(tokens, ':'));
	(void)sqlembic_token_take_mark(tokens, '=');
	(void)sqlembic_token_next(tokens, &token);
	set_encoding(s, encoding_of(sqlembic_token_inside(&token)));
}

static bool is_encoding(const struct sqlembic_token *token, struct sqlembic_tokens *tokens)
{
	static const char *const settings[] = { "client_encoding",
						"NAMES",
						"CHARSET",
						"character_set_client",
						"@@character_set_client",
						"@@session.character_set_client",
						"@@local.character_set_client" };
	for (size_t i = 0; i < sizeof(settings) / sizeof(settings[0]); i++) {
		if (sqlembic_token_is(token, settings[i]))
			return true;
	}
	return sqlembic_token_is(token, "CHARACTER") && sqlembic_token_take(tokens, "SET");
}

/* SET client_encoding = ..., NAMES ..., CHARACTER SET ..., character_set_client = ..., wherever in a list it stands. */
static void follow_encoding(struct scan *s, struct sqlembic_tokens *tokens)
{
	struct sqlembic_token token;
	size_t depth = 0;
	bool begins = true;
	while (sqlembic_token_next_name(tokens, &token)) {
		depth += sqlembic_token_is_mark(&token, '(');
		depth -= sqlembic_token_is_mark(&token, ')') && depth > 0;
		if (begins && (sqlembic_token_is(&token, "SESSION") || sqlembic_token_is(&token, "LOCAL")))
			continue;
		if (begins && is_encoding(&token, tokens))
			take_encoding(s, tokens);
		begins = depth == 0 && sqlembic_token_is_mark(&token, ',');
	}
}

/* PostgreSQL: SELECT set_config('client_encoding', ..., false) */
static void follow_set_config(struct scan *s, struct sqlembic_tokens *tokens)
{
	static const char setting[] = "client_encoding";
	struct sqlembic_token token;
	(void)sqlembic_token_next_name(tokens, &token);
	if ((!sqlembic_token_is(&token, "set_config") &&
	     !sqlembic_token_is(&token, "pg_catalog.set_config")) ||
	    !sqlembic_token_take_mark(tokens, '(') || !sqlembic_token_next(tokens, &token))
		return;
	const struct sqlembic_span name = sqlembic_token_inside(&token);
	if (name.len != strlen(setting) || sqlembic_ncasecmp(name.ptr, setting, name.len) != 0 ||
	    !sqlembic_token_take_mark(tokens, ',') || !sqlembic_token_next(tokens, &token))
		return;
	set_encoding(s, encoding_of(sqlembic_token_inside(&token)));
}

/* RESET client_encoding, RESET ALL, DISCARD ALL */
static void reset_encoding(struct scan *s, struct sqlembic_tokens *tokens)
{
	if (sqlembic_token_take(tokens, "ALL") || sqlembic_token_take(tokens, "client_encoding"))
		set_encoding(s, SCAN_OTHER_ENCODING);
}

void scan_settings_follow(struct scan *s, struct sqlembic_span sql)
{
	const char *words = sqlembic_buf_text(&s->words);
	bool set = strncmp(words, "SET ", 4) == 0;
	bool reset = strncmp(words, "RESET ", 6) == 0 || strncmp(words, "DISCARD ", 8) == 0;
	struct sqlembic_tokens tokens = scan_words_tokens(s, sql);
	struct sqlembic_token verb;
	bool calls = strncmp(words, "SELECT ", 7) == 0 && scan_has(s, SQLEMBIC_LEX_ESCAPE_STRING);
	if (!set && !reset && !calls)
		return;
	(void)sqlembic_token_next(&tokens, &verb);
	if (calls) {
		follow_set_config(s, &tokens);
		return;
	}
	sqlembic_buf_clear(&s->head);
	struct sqlembic_tokens again = tokens;
	if (set)
		follow_encoding(s, &again);
	else
		reset_encoding(s, &again);
	if (scan_has(s, SQLEMBIC_LEX_ESCAPE_STRING))
		follow_conforming_strings(s, &tokens, reset);
	else if (set && scan_has(s, SQLEMBIC_LEX_BACKSLASH))
		follow_sql_mode(s, &tokens);
}
