/* token.c: the tokens of one statement, told by the dialect's flags.  It knows no grammar and no keyword. */
#include "sqlembic/token.h"

#include <string.h>

#include "sqlembic/driver.h"
#include "sqlembic/text.h"

static inline size_t rest(const struct sqlembic_tokens *t)
{
	return (size_t)(t->end - t->at);
}

/* The byte `k` behind the one at hand, NUL behind the text. */
static inline char peek(const struct sqlembic_tokens *t, size_t k)
{
	return k < rest(t) ? t->at[k] : '\0';
}

static inline bool has(const struct sqlembic_tokens *t, unsigned lex)
{
	return (t->lex & lex) != 0;
}

static enum sqlembic_token_kind read_mark(struct sqlembic_tokens *t)
{
	t->at++;
	return SQLEMBIC_TOKEN_MARK;
}

/* ---- comments ------------------------------------------------------------------------------------------- */

/* The line's end is not part of it.  PostgreSQL takes a lone carriage return for one. */
static enum sqlembic_token_kind read_line_comment(struct sqlembic_tokens *t)
{
	const char *nl = memchr(t->at, '\n', rest(t));
	const char *stop = nl ? nl : t->end;
	const char *cr = has(t, SQLEMBIC_LEX_PSQL) ? memchr(t->at, '\r', (size_t)(stop - t->at)) : NULL;
	t->at = cr ? cr : stop;
	return SQLEMBIC_TOKEN_COMMENT;
}

static enum sqlembic_token_kind read_block_comment(struct sqlembic_tokens *t, bool *closed)
{
	size_t depth = 1;
	for (t->at += 2; t->at < t->end && depth > 0; t->at++) {
		char next = peek(t, 1);
		if (*t->at == '*' && next == '/') {
			depth--;
			t->at++;
		} else if (*t->at == '/' && next == '*' && has(t, SQLEMBIC_LEX_NESTED_COMMENT)) {
			depth++;
			t->at++;
		}
	}
	*closed = depth == 0;
	return SQLEMBIC_TOKEN_COMMENT;
}

/* Length of what opens a conditional comment here, without its version; 0: nothing does. */
static size_t code_mark(const struct sqlembic_tokens *t)
{
	/* The first line of mariadb-dump: a comment to all servers. */
	static const char sandbox[] = "/*M!999999\\-";
	if (!has(t, SQLEMBIC_LEX_CONDITIONAL_COMMENT))
		return 0;
	if (peek(t, 2) == '!')
		return 3;
	if (peek(t, 2) != 'M' || peek(t, 3) != '!')
		return 0;
	bool is_sandbox = rest(t) >= sizeof(sandbox) - 1 && memcmp(t->at, sandbox, sizeof(sandbox) - 1) == 0;
	return is_sandbox ? 0 : 4;
}

static enum sqlembic_token_kind read_slash(struct sqlembic_tokens *t, bool *closed)
{
	if (peek(t, 1) != '*')
		return read_mark(t);
	size_t mark = t->in_code ? 0 : code_mark(t);
	if (mark == 0)
		return read_block_comment(t, closed);
	for (t->at += mark; sqlembic_is_digit(peek(t, 0));)
		t->at++;
	t->in_code = true;
	return SQLEMBIC_TOKEN_CODE_BEGIN;
}

static enum sqlembic_token_kind read_star(struct sqlembic_tokens *t)
{
	if (!t->in_code || peek(t, 1) != '/')
		return read_mark(t);
	t->at += 2;
	t->in_code = false;
	return SQLEMBIC_TOKEN_CODE_END;
}

static enum sqlembic_token_kind read_dash(struct sqlembic_tokens *t)
{
	bool any = !has(t, SQLEMBIC_LEX_DASH_BLANK) || rest(t) == 2;
	if (peek(t, 1) != '-' || !(any || sqlembic_is_blank(peek(t, 2))))
		return read_mark(t);
	return read_line_comment(t);
}

/* ---- quotes --------------------------------------------------------------------------------------------- */

/* From the opening quote behind the closing one.  A doubled quote does not close, except for brackets. */
static void skip_quoted(struct sqlembic_tokens *t, char close, bool escapes, bool *closed)
{
	*closed = false;
	for (t->at++; t->at < t->end && !*closed; t->at++) {
		const char *quote = escapes ? t->at : memchr(t->at, close, rest(t));
		if (!quote) {
			t->at = t->end;
			return;
		}
		t->at = quote;
		if (escapes && *quote == '\\') {
			t->at += rest(t) > 1;
		} else if (*quote == close) {
			bool doubled = close != ']' && peek(t, 1) == close;
			t->at += doubled;
			*closed = !doubled;
		}
	}
}

static enum sqlembic_token_kind read_name(struct sqlembic_tokens *t, char close, bool *closed)
{
	skip_quoted(t, close, false, closed);
	return SQLEMBIC_TOKEN_NAME;
}

static enum sqlembic_token_kind read_string(struct sqlembic_tokens *t, bool escapes, bool *closed)
{
	skip_quoted(t, *t->at, escapes, closed);
	return SQLEMBIC_TOKEN_STRING;
}

/* Whether a string's quote is at `k`. */
static bool is_string_quote(const struct sqlembic_tokens *t, size_t k)
{
	char c = peek(t, k);
	return c == '\'' || (c == '"' && has(t, SQLEMBIC_LEX_DOUBLE_QUOTE_STRING));
}

static enum sqlembic_token_kind read_quote(struct sqlembic_tokens *t, bool *closed)
{
	if (is_string_quote(t, 0))
		return read_string(t, has(t, SQLEMBIC_LEX_BACKSLASH), closed);
	return read_name(t, '"', closed);
}

/* ---- words and numbers ---------------------------------------------------------------------------------- */

static bool is_word_byte(const struct sqlembic_tokens *t, char c)
{
	return sqlembic_is_word_byte(c) || (c == '@' && has(t, SQLEMBIC_LEX_MYSQL_CLIENT));
}

static void skip_word(struct sqlembic_tokens *t)
{
	while (t->at < t->end && is_word_byte(t, *t->at))
		t->at++;
}

/* Whether the word of `n` bytes, with a quote behind it, belongs to a string. */
static bool is_prefix(const struct sqlembic_tokens *t, const char *word, size_t n)
{
	if (n == 1)
		return strchr(has(t, SQLEMBIC_LEX_ESCAPE_STRING) ? "eEbBxXnN" : "bBxXnN", *word) != NULL;
	return *word == '_' && has(t, SQLEMBIC_LEX_MYSQL_CLIENT);
}

static enum sqlembic_token_kind read_word(struct sqlembic_tokens *t, bool *closed)
{
	const char *word = t->at;
	skip_word(t);
	size_t n = (size_t)(t->at - word);
	if (is_string_quote(t, 0) && is_prefix(t, word, n)) {
		bool e = *word == 'e' || *word == 'E';
		bool bits = n == 1 && strchr("bBxX", *word);
		return read_string(t, e || (!bits && has(t, SQLEMBIC_LEX_BACKSLASH)), closed);
	}
	char behind = peek(t, 0) == '&' ? peek(t, 1) : '\0';
	if (n != 1 || (*word | 0x20) != 'u' || (behind != '\'' && behind != '"') ||
	    !has(t, SQLEMBIC_LEX_ESCAPE_STRING))
		return SQLEMBIC_TOKEN_WORD;
	t->at++;
	return behind == '"' ? read_name(t, '"', closed) : read_string(t, false, closed);
}

/* Whether the word at `i` is followed by the name of a language that is not SQL. */
static bool is_language(struct sqlembic_span text, size_t i, const char *word, size_t n)
{
	const char *at = text.ptr + i;
	size_t next = n;
	if ((i > 0 && sqlembic_is_word_byte(at[-1])) || sqlembic_ncasecmp(at, word, n) != 0)
		return false;
	while (i + next < text.len && sqlembic_is_blank(at[next]))
		next++;
	return next > n && (text.len - i - next < 3 || sqlembic_ncasecmp(at + next, "SQL", 3) != 0);
}

bool sqlembic_token_names_language(struct sqlembic_language *language, struct sqlembic_span before)
{
	static const char word[] = "LANGUAGE";
	const size_t n = sizeof(word) - 1;
	for (; !language->named && language->looked + n < before.len; language->looked++)
		if (is_language(before, language->looked, word, n))
			language->named = language->looked + n;
	return language->named && language->named < before.len;
}

/* Length of the tag that opens a dollar quote here, both dollars included; 0: none does.  MySQL's may begin with a digit. */
static size_t dollar_tag(const struct sqlembic_tokens *t)
{
	const bool digit_first = has(t, SQLEMBIC_LEX_MYSQL_CLIENT);
	size_t n = 1;
	while (sqlembic_is_letter(peek(t, n)) || ((n > 1 || digit_first) && sqlembic_is_digit(peek(t, n))))
		n++;
	return peek(t, n) == '$' ? n + 1 : 0;
}

static enum sqlembic_token_kind read_dollar(struct sqlembic_tokens *t, bool *closed)
{
	const bool mysql = has(t, SQLEMBIC_LEX_MYSQL_CLIENT);
	const struct sqlembic_span before = { t->begin, (size_t)(t->at - t->begin) };
	size_t tag = dollar_tag(t);
	if (tag > 0 && (!mysql || sqlembic_token_names_language(&t->language, before))) {
		const char *close = memmem(t->at + tag, rest(t) - tag, t->at, tag);
		*closed = close != NULL;
		t->at = close ? close + tag : t->end;
		return SQLEMBIC_TOKEN_DOLLAR;
	}
	if (mysql)
		return read_word(t, closed);
	if (!sqlembic_is_digit(peek(t, 1)))
		return read_mark(t);
	do {
		t->at++;
	} while (sqlembic_is_digit(peek(t, 0)));
	return SQLEMBIC_TOKEN_PARAMETER;
}

/* 12, 1.5e-3, 0x1F, .5; and what a name that begins with a digit looks like. */
static enum sqlembic_token_kind read_number(struct sqlembic_tokens *t)
{
	bool hexadecimal = *t->at == '0' && (peek(t, 1) | 0x20) == 'x';
	for (;;) {
		t->at++;
		char c = peek(t, 0), before = t->at[-1];
		bool sign = (c == '+' || c == '-') && (before | 0x20) == 'e' && !hexadecimal &&
			    sqlembic_is_digit(peek(t, 1));
		if (!sqlembic_is_word_byte(c) && c != '.' && !sign)
			return SQLEMBIC_TOKEN_NUMBER;
	}
}

/* A dot behind a name qualifies what follows. */
static bool begins_number(const struct sqlembic_tokens *t)
{
	if (*t->at != '.')
		return sqlembic_is_digit(*t->at);
	char before = t->at > t->begin ? t->at[-1] : ' ';
	return sqlembic_is_digit(peek(t, 1)) && !is_word_byte(t, before) && !strchr("\"`]", before);
}

static enum sqlembic_token_kind read_other(struct sqlembic_tokens *t, bool *closed)
{
	if (begins_number(t))
		return read_number(t);
	return is_word_byte(t, *t->at) ? read_word(t, closed) : read_mark(t);
}

/* ---- all ------------------------------------------------------------------------------------------------ */

static enum sqlembic_token_kind read_token(struct sqlembic_tokens *t, bool *closed)
{
	switch (*t->at) {
	case '\'':
	case '"':
		return read_quote(t, closed);
	case '`':
		return has(t, SQLEMBIC_LEX_BACKTICK) ? read_name(t, '`', closed) : read_mark(t);
	case '[':
		return has(t, SQLEMBIC_LEX_BRACKET) ? read_name(t, ']', closed) : read_mark(t);
	case '$':
		return has(t, SQLEMBIC_LEX_DOLLAR_QUOTE) ? read_dollar(t, closed) : read_word(t, closed);
	case '-':
		return read_dash(t);
	case '#':
		return has(t, SQLEMBIC_LEX_HASH_COMMENT) ? read_line_comment(t) : read_mark(t);
	case '/':
		return read_slash(t, closed);
	case '*':
		return read_star(t);
	default:
		return read_other(t, closed);
	}
}

bool sqlembic_token_next(struct sqlembic_tokens *t, struct sqlembic_token *out)
{
	do {
		while (t->at < t->end && sqlembic_is_blank(*t->at))
			t->at++;
		out->closed = true;
		out->text.ptr = t->at;
		out->kind = t->at < t->end ? read_token(t, &out->closed) : SQLEMBIC_TOKEN_END;
		out->text.len = (size_t)(t->at - out->text.ptr);
	} while (out->kind >= SQLEMBIC_TOKEN_COMMENT && !t->with_comments);
	return out->kind != SQLEMBIC_TOKEN_END;
}

/* Moves behind the name at hand, which a dot has joined to the one before it; false: there is none. */
static bool skip_part(struct sqlembic_tokens *t, bool *closed)
{
	const char *from = t->at;
	char c = peek(t, 0);
	if ((c == '"' && !is_string_quote(t, 0)) || (c == '`' && has(t, SQLEMBIC_LEX_BACKTICK)))
		skip_quoted(t, c, false, closed);
	else if (c == '[' && has(t, SQLEMBIC_LEX_BRACKET))
		skip_quoted(t, ']', false, closed);
	else
		skip_word(t);
	return t->at > from;
}

bool sqlembic_token_next_name(struct sqlembic_tokens *t, struct sqlembic_token *out)
{
	if (!sqlembic_token_next(t, out))
		return false;
	if (out->kind != SQLEMBIC_TOKEN_WORD && out->kind != SQLEMBIC_TOKEN_NAME)
		return true;
	while (peek(t, 0) == '.') {
		t->at++;
		if (skip_part(t, &out->closed))
			continue;
		t->at--;
		break;
	}
	out->text.len = (size_t)(t->at - out->text.ptr);
	return true;
}

static bool is_text(const struct sqlembic_token *token, const char *word, size_t length)
{
	return token->kind == SQLEMBIC_TOKEN_WORD && token->text.len == length &&
	       sqlembic_ncasecmp(token->text.ptr, word, length) == 0;
}

bool sqlembic_token_is(const struct sqlembic_token *token, const char *word)
{
	return is_text(token, word, strlen(word));
}

bool sqlembic_token_is_any(const struct sqlembic_token *token, const char *const *words)
{
	while (*words && !sqlembic_token_is(token, *words))
		words++;
	return *words;
}

bool sqlembic_token_is_mark(const struct sqlembic_token *token, char mark)
{
	return token->kind == SQLEMBIC_TOKEN_MARK && *token->text.ptr == mark;
}

/* Whether the token at hand begins with another letter: most looks at a statement's first word need not read it. */
static bool begins_otherwise(const struct sqlembic_tokens *t, const char *words)
{
	const char *p = t->at;
	while (p < t->end && sqlembic_is_blank(*p))
		p++;
	return p < t->end && sqlembic_is_letter(*p) && (*p | 0x20) != (*words | 0x20) && *words;
}

/* Whether the token is what the first `n` bytes of the words ask for. */
static bool is_asked_for(const struct sqlembic_token *token, const char *words, size_t n)
{
	const bool is_name = token->kind == SQLEMBIC_TOKEN_WORD || token->kind == SQLEMBIC_TOKEN_NAME;
	if (n == 1 && *words == '*')
		return is_name;
	return is_text(token, words, n) || (n == 1 && sqlembic_token_is_mark(token, *words));
}

bool sqlembic_token_take(struct sqlembic_tokens *tokens, const char *words)
{
	if (begins_otherwise(tokens, words))
		return false;
	struct sqlembic_tokens ahead = *tokens;
	struct sqlembic_token token;
	while (*words) {
		size_t n = strcspn(words, " ");
		if (!sqlembic_token_next(&ahead, &token) || !is_asked_for(&token, words, n))
			return false;
		words += n + (words[n] == ' ');
	}
	*tokens = ahead;
	return true;
}

bool sqlembic_token_take_mark(struct sqlembic_tokens *tokens, char mark)
{
	struct sqlembic_tokens ahead = *tokens;
	struct sqlembic_token token;
	if (!sqlembic_token_next(&ahead, &token) || !sqlembic_token_is_mark(&token, mark))
		return false;
	*tokens = ahead;
	return true;
}

void sqlembic_token_skip_parens(struct sqlembic_tokens *tokens)
{
	struct sqlembic_token token;
	for (size_t depth = 1; depth > 0 && sqlembic_token_next(tokens, &token);) {
		depth += sqlembic_token_is_mark(&token, '(');
		depth -= sqlembic_token_is_mark(&token, ')');
	}
}

/* Whether the text goes on with these words, a blank between them. */
static bool goes_on_with(struct sqlembic_span text, const char *words)
{
	const char *p = text.ptr, *end = text.ptr + text.len;
	for (;;) {
		const char *from = p;
		size_t length = strcspn(words, " ");
		/* A dollar quote may stand before the word. */
		p = sqlembic_word_end(p, end);
		if ((size_t)(p - from) != length || sqlembic_ncasecmp(from, words, length) != 0)
			return false;
		words += length;
		if (!*words++)
			return true;
		while (p < end && sqlembic_is_blank(*p))
			p++;
	}
}

static bool has_words(struct sqlembic_span text, const char *words)
{
	const char *p = text.ptr, *end = text.ptr + text.len, *word;
	while ((word = sqlembic_word_next(&p, end)))
		if (goes_on_with((struct sqlembic_span){ word, (size_t)(end - word) }, words))
			return true;
	return false;
}

bool sqlembic_token_mentions(struct sqlembic_tokens tokens, const char *words)
{
	struct sqlembic_tokens here = tokens;
	struct sqlembic_token token;
	bool does = false;
	for (; !does && sqlembic_token_next(&tokens, &token); here = tokens) {
		if (token.kind == SQLEMBIC_TOKEN_WORD)
			does = sqlembic_token_take(&here, words);
		else if (token.kind != SQLEMBIC_TOKEN_NAME)
			does = has_words(token.text, words);
	}
	return does;
}

/* Bytes ahead of what is quoted, the quote included. */
static size_t quote_length(const struct sqlembic_token *token)
{
	const struct sqlembic_span text = token->text;
	if (token->kind == SQLEMBIC_TOKEN_DOLLAR) {
		const char *dollar = memchr(text.ptr + 1, '$', text.len - 1);
		return (size_t)(dollar - text.ptr) + 1;
	}
	if (token->kind != SQLEMBIC_TOKEN_NAME && token->kind != SQLEMBIC_TOKEN_STRING)
		return 0;
	size_t n = 0;
	while (!strchr("'\"`[", text.ptr[n]))
		n++;
	return n + 1;
}

struct sqlembic_span sqlembic_token_inside(const struct sqlembic_token *token)
{
	size_t open = quote_length(token);
	size_t close = !token->closed ? 0 : token->kind == SQLEMBIC_TOKEN_DOLLAR ? open : open > 0;
	return (struct sqlembic_span){ token->text.ptr + open, token->text.len - open - close };
}
