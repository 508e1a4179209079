/* text.c: names and tokens of what the server prints. */
#include <string.h>

#include "../lex.h"
#include "kinds.h"
#include "sqlembic/token.h"
#include "sqlembic/text.h"

bool mysqldb_equal(const char *a, const char *b)
{
	return a == b || (a && b && strcmp(a, b) == 0);
}

void mysqldb_text_name(struct sqlembic_buf *out, const char *name)
{
	sqlembic_buf_quote(out, name, '`');
}

void mysqldb_text_identity(struct sqlembic_buf *out, const char *name, bool folds)
{
	size_t begin = out->len;
	if (strpbrk(name, ". `"))
		mysqldb_text_name(out, name);
	else
		sqlembic_buf_puts(out, name);
	for (size_t i = begin; folds && i < out->len; i++)
		out->ptr[i] = sqlembic_lower(out->ptr[i]);
}

void mysqldb_text_part_identity(struct sqlembic_buf *out, const char *parent, const char *name, bool folds)
{
	sqlembic_buf_printf(out, "%s.", parent);
	mysqldb_text_identity(out, name, folds);
}

void mysqldb_text_unquote(struct sqlembic_buf *out, struct sqlembic_span name)
{
	for (size_t i = 0; i < name.len; i++) {
		sqlembic_buf_putc(out, name.ptr[i]);
		i += name.ptr[i] == '`';
	}
}

struct sqlembic_tokens mysqldb_text_tokens(const char *text)
{
	return sqlembic_tokens_of((struct sqlembic_span){ text, strlen(text) }, MYSQLDB_LEX);
}

/* The prefix of a literal of plain ASCII, if it is of a character set in which that is ASCII, too; 0: there is none. */
static size_t introducer_of(const struct sqlembic_token *token)
{
	static const char *const others[] = { "_binary", "_ucs2", "_utf16", "_utf16le", "_utf32" };
	const char *quote = memchr(token->text.ptr, '\'', token->text.len);
	const size_t len = quote ? (size_t)(quote - token->text.ptr) : 0;
	if (token->kind != SQLEMBIC_TOKEN_STRING || *token->text.ptr != '_')
		return 0;
	for (size_t i = len; i < token->text.len; i++)
		if (token->text.ptr[i] & 0x80)
			return 0;
	for (size_t i = 0; i < sizeof(others) / sizeof(others[0]); i++)
		if (strlen(others[i]) == len && strncmp(others[i], token->text.ptr, len) == 0)
			return 0;
	return len;
}

/* The number in "-(5)", which MySQL prints for what it prints as "-5" another time; false: these are other tokens. */
static bool take_negated(struct sqlembic_tokens *tokens, const struct sqlembic_token *minus,
			 struct sqlembic_token *number)
{
	struct sqlembic_tokens ahead = *tokens;
	if (!sqlembic_token_is_mark(minus, '-') || !sqlembic_token_take_mark(&ahead, '(') ||
	    !sqlembic_token_next(&ahead, number) || number->kind != SQLEMBIC_TOKEN_NUMBER ||
	    !sqlembic_token_take_mark(&ahead, ')'))
		return false;
	*tokens = ahead;
	return true;
}

void mysqldb_text_plain(struct sqlembic_buf *out, struct sqlembic_span sql)
{
	struct sqlembic_tokens tokens = sqlembic_tokens_of(sql, MYSQLDB_LEX);
	struct sqlembic_token token, number;
	const char *rest = sql.ptr;
	while (sqlembic_token_next(&tokens, &token)) {
		sqlembic_buf_add(out, rest, (size_t)(token.text.ptr - rest));
		if (take_negated(&tokens, &token, &number)) {
			sqlembic_buf_putc(out, '-');
			sqlembic_buf_add(out, number.text.ptr, number.text.len);
			rest = tokens.at;
			continue;
		}
		rest = token.text.ptr + introducer_of(&token);
	}
	sqlembic_buf_add(out, rest, (size_t)(sql.ptr + sql.len - rest));
}
