/* text.c: SQL text as tokens that can be compared, and names as SQLite reads them. */
#include <string.h>

#include "schema.h"
#include "sqlembic/text.h"
#include "sqlembic/token.h"

static struct sqlembic_tokens tokens_of(struct sqlembic_span text)
{
	return sqlembic_tokens_of(text, sqlembic_sqlite_dialect.lex);
}

static void add_lower(struct sqlembic_buf *out, struct sqlembic_span text)
{
	for (size_t i = 0; i < text.len; i++)
		sqlembic_buf_putc(out, sqlembic_lower(text.ptr[i]));
}

/* Without its quotes, a doubled one inside once. */
static void add_inside(struct sqlembic_buf *out, const struct sqlembic_token *token)
{
	struct sqlembic_span inside = sqlembic_token_inside(token);
	char quote = token->text.ptr[0];
	for (size_t i = 0; i < inside.len; i++) {
		sqlembic_buf_putc(out, sqlembic_lower(inside.ptr[i]));
		if (inside.ptr[i] == quote && quote != '[')
			i++;
	}
}

static void add_token(struct sqlembic_buf *out, const struct sqlembic_token *token)
{
	if (token->kind == SQLEMBIC_TOKEN_NAME)
		add_inside(out, token);
	else if (token->kind == SQLEMBIC_TOKEN_STRING && token->text.ptr[0] == '\'')
		sqlembic_buf_add(out, token->text.ptr, token->text.len);
	else
		add_lower(out, token->text);
}

/* "==" and "!=" are other spellings of "=" and "<>". */
static bool add_spelling(struct sqlembic_buf *out, struct sqlembic_tokens *tokens,
			 const struct sqlembic_token *token)
{
	char mark = token->kind == SQLEMBIC_TOKEN_MARK ? token->text.ptr[0] : '\0';
	bool doubled = (mark == '=' || mark == '!') && tokens->at < tokens->end && *tokens->at == '=';
	if (!doubled)
		return false;
	tokens->at++;
	sqlembic_buf_puts(out, mark == '=' ? "=" : "< >");
	return true;
}

void sqlite_text_tokens(struct sqlembic_buf *out, struct sqlembic_span text)
{
	struct sqlembic_tokens tokens = tokens_of(text);
	struct sqlembic_token token;
	for (char before = '('; sqlembic_token_next(&tokens, &token);) {
		char mark = token.kind == SQLEMBIC_TOKEN_MARK ? token.text.ptr[0] : '\0';
		if (before != '(' && mark != ')' && mark != ',')
			sqlembic_buf_putc(out, ' ');
		before = mark;
		if (!add_spelling(out, &tokens, &token))
			add_token(out, &token);
	}
}

void sqlite_text_type(struct sqlembic_buf *out, struct sqlembic_span text)
{
	struct sqlembic_buf tokens = SQLEMBIC_BUF_INIT;
	sqlite_text_tokens(&tokens, text);
	for (const char *p = sqlembic_buf_text(&tokens); *p; p++)
		if (*p != ' ' || p[1] != '(')
			sqlembic_buf_putc(out, *p >= 'a' && *p <= 'z' ? (char)(*p + 'A' - 'a') : *p);
	out->failed |= tokens.failed;
	sqlembic_buf_release(&tokens);
}

void sqlite_text_bare(struct sqlembic_buf *out, struct sqlembic_span text)
{
	struct sqlembic_tokens tokens = tokens_of(text);
	struct sqlembic_token token;
	const char *end = NULL;
	while (sqlembic_token_next(&tokens, &token)) {
		if (end && token.text.ptr > end) {
			bool is_near = true;
			for (const char *p = end; p < token.text.ptr; p++)
				is_near &= *p == ' ';
			if (is_near)
				sqlembic_buf_add(out, end, (size_t)(token.text.ptr - end));
			else
				sqlembic_buf_putc(out, ' ');
		}
		sqlembic_buf_add(out, token.text.ptr, token.text.len);
		end = token.text.ptr + token.text.len;
	}
}

static bool is_name(const struct sqlembic_token *token, const char *name)
{
	struct sqlembic_span word = token->kind == SQLEMBIC_TOKEN_NAME ? sqlembic_token_inside(token)
								       : token->text;
	return (token->kind == SQLEMBIC_TOKEN_NAME || token->kind == SQLEMBIC_TOKEN_WORD) &&
	       word.len == strlen(name) && sqlembic_ncasecmp(word.ptr, name, word.len) == 0;
}

static bool is_dot(const struct sqlembic_token *token)
{
	return token->kind == SQLEMBIC_TOKEN_MARK && token->text.ptr[0] == '.';
}

void sqlite_text_unqualified(struct sqlembic_buf *out, struct sqlembic_span text, const char *table)
{
	struct sqlembic_tokens tokens = tokens_of(text);
	struct sqlembic_token token, dot;
	const char *rest = text.ptr;
	for (bool is_behind_dot = false; sqlembic_token_next(&tokens, &token);
	     is_behind_dot = is_dot(&token)) {
		struct sqlembic_tokens ahead = tokens;
		if (is_behind_dot || !is_name(&token, table) || !sqlembic_token_next(&ahead, &dot) ||
		    !is_dot(&dot))
			continue;
		sqlembic_buf_add(out, rest, (size_t)(token.text.ptr - rest));
		rest = dot.text.ptr + dot.text.len;
		tokens = ahead;
	}
	sqlembic_buf_add(out, rest, (size_t)(text.ptr + text.len - rest));
}

struct sqlembic_span sqlite_text_unwrapped(struct sqlembic_span text)
{
	for (;;) {
		struct sqlembic_tokens tokens = tokens_of(text);
		struct sqlembic_token first, last = { 0 };
		if (!sqlembic_token_take_mark(&tokens, '('))
			return text;
		const char *begin = tokens.at;
		sqlembic_token_skip_parens(&tokens);
		struct sqlembic_tokens inside = tokens_of(
			(struct sqlembic_span){ begin, (size_t)(tokens.at - begin) });
		while (sqlembic_token_next(&inside, &first))
			last = first;
		if (sqlembic_token_next(&tokens, &first) || !sqlembic_token_is_mark(&last, ')'))
			return text;
		text = (struct sqlembic_span){ begin, (size_t)(last.text.ptr - begin) };
	}
}

/* ---- names ---- */

static bool is_plain(const char *name)
{
	if (!sqlembic_is_letter(*name))
		return false;
	for (const char *p = name; *p; p++)
		if (!sqlembic_is_word_byte(*p) || (unsigned char)*p >= 0x80 || *p == '$')
			return false;
	return true;
}

static bool is_reserved(const char *name)
{
	struct sqlembic_buf word = SQLEMBIC_BUF_INIT;
	sqlembic_buf_putc(&word, ' ');
	add_lower(&word, (struct sqlembic_span){ name, strlen(name) });
	sqlembic_buf_putc(&word, ' ');
	bool found = word.failed || strstr(sqlembic_sqlite_dialect.reserved, word.ptr);
	sqlembic_buf_release(&word);
	return found;
}

struct sqlembic_span sqlite_text_bare_name(const struct sqlembic_token *token)
{
	return token->kind == SQLEMBIC_TOKEN_NAME || token->kind == SQLEMBIC_TOKEN_STRING
		       ? sqlembic_token_inside(token)
		       : token->text;
}

void sqlite_text_name(struct sqlembic_buf *out, const char *name)
{
	if (is_plain(name) && !is_reserved(name))
		sqlembic_buf_puts(out, name);
	else
		sqlembic_buf_quote(out, name, '"');
}

void sqlite_text_identity(struct sqlembic_buf *out, const char *name)
{
	if (is_plain(name)) {
		add_lower(out, (struct sqlembic_span){ name, strlen(name) });
		return;
	}
	struct sqlembic_buf quoted = SQLEMBIC_BUF_INIT;
	sqlembic_buf_quote(&quoted, name, '"');
	add_lower(out, (struct sqlembic_span){ sqlembic_buf_text(&quoted), quoted.len });
	out->failed |= quoted.failed;
	sqlembic_buf_release(&quoted);
}

bool sqlite_text_mentions(const char *text, const char *name)
{
	struct sqlembic_tokens tokens = tokens_of((struct sqlembic_span){ text, strlen(text) });
	struct sqlembic_token token;
	size_t length = strlen(name);
	while (sqlembic_token_next(&tokens, &token)) {
		struct sqlembic_span word = token.text;
		if (token.kind == SQLEMBIC_TOKEN_NAME)
			word = sqlembic_token_inside(&token);
		else if (token.kind != SQLEMBIC_TOKEN_WORD)
			continue;
		if (word.len == length && sqlembic_ncasecmp(word.ptr, name, length) == 0)
			return true;
	}
	return false;
}
