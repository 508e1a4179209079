/* fuzz_token.c: the token reader on any bytes, in the dialect that the first byte chooses.  Tokens and blanks tile the
 * text, whoever leaves comments out sees the same other tokens, and reading a closed token alone gives it again. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "sqlembic/driver.h"
#include "sqlembic/text.h"
#include "sqlembic/token.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(bool condition)
{
	if (!condition)
		abort();
}

static bool is_same(const struct sqlembic_token *a, const struct sqlembic_token *b)
{
	return a->kind == b->kind && a->closed == b->closed && a->text.ptr == b->text.ptr &&
	       a->text.len == b->text.len;
}

static void check_alone(const struct sqlembic_token *token, unsigned lex)
{
	struct sqlembic_tokens alone = sqlembic_tokens_of(token->text, lex);
	struct sqlembic_token again;
	alone.with_comments = true;
	alone.in_code = token->kind == SQLEMBIC_TOKEN_CODE_END || token->kind == SQLEMBIC_TOKEN_COMMENT;
	require(sqlembic_token_next(&alone, &again) && is_same(token, &again));
	require(alone.at == alone.end);
}

static void check_token(const struct sqlembic_token *token, unsigned lex)
{
	const struct sqlembic_span text = token->text;
	struct sqlembic_span inside = sqlembic_token_inside(token);
	require(text.len > 0 && !sqlembic_is_blank(*text.ptr));
	require(inside.ptr >= text.ptr && inside.ptr + inside.len <= text.ptr + text.len);
	/* A mark can be the beginning of something, which what is behind it decides. */
	if (token->closed && token->kind != SQLEMBIC_TOKEN_MARK)
		check_alone(token, lex);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	size_t dialects = 0;
	while (sqlembic_engines[dialects].name)
		dialects++;
	if (size == 0)
		return 0;
	const unsigned lex = sqlembic_engines[data[0] % dialects].dialect->lex;
	const struct sqlembic_span text = { (const char *)data + 1, size - 1 };
	struct sqlembic_tokens all = sqlembic_tokens_of(text, lex), some = all;
	struct sqlembic_token token, code;
	const char *before = text.ptr;
	all.with_comments = true;
	while (sqlembic_token_next(&all, &token)) {
		for (; before < token.text.ptr; before++)
			require(sqlembic_is_blank(*before));
		before += token.text.len;
		check_token(&token, lex);
		if (token.kind < SQLEMBIC_TOKEN_COMMENT)
			require(sqlembic_token_next(&some, &code) && is_same(&token, &code));
	}
	require(all.at == all.end && !sqlembic_token_next(&some, &code));
	return 0;
}
