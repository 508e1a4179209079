/* scan_words.c: what the words of a finished statement say: its class, and whether rows of a COPY follow. */
#include "sql/parts.h"

#include <string.h>

#include "sql/rules.h"
#include "sqlembic/error.h"

#define WORDS_MAX 10

struct sqlembic_tokens scan_words_tokens(const struct scan *s, struct sqlembic_span sql)
{
	unsigned lex = s->dialect->lex & ~(unsigned)SQLEMBIC_LEX_BACKSLASH;
	if (s->backslash)
		lex |= SQLEMBIC_LEX_BACKSLASH;
	if (s->ansi_quotes)
		lex &= ~(unsigned)SQLEMBIC_LEX_DOUBLE_QUOTE_STRING;
	return sqlembic_tokens_of(sql, lex);
}

static bool is_name(const struct sqlembic_token *token)
{
	return token->kind == SQLEMBIC_TOKEN_WORD || token->kind == SQLEMBIC_TOKEN_NAME;
}

/* Words that may be keywords go in upper case; what is quoted or qualified is a name and stays. */
static void add_word(struct sqlembic_buf *words, const struct sqlembic_token *token)
{
	const struct sqlembic_span word = token->text;
	if (words->len > 0)
		sqlembic_buf_putc(words, ' ');
	sqlembic_buf_add(words, word.ptr, word.len);
	bool keyword = token->kind == SQLEMBIC_TOKEN_WORD && !memchr(word.ptr, '.', word.len);
	if (!keyword || words->failed)
		return;
	for (char *c = words->ptr + words->len - word.len; *c; c++)
		*c = sqlembic_upper(*c);
}

/* Dumps are rows of INSERTs that begin alike up to the first parenthesis: their words are found once. */
static bool begins_as_before(const struct scan *s, struct sqlembic_span sql)
{
	return s->head.len > 0 && sql.len >= s->head.len && memcmp(sql.ptr, s->head.ptr, s->head.len) == 0;
}

static void collect(struct scan *s, struct sqlembic_span sql)
{
	struct sqlembic_tokens tokens = scan_words_tokens(s, sql);
	struct sqlembic_token token;
	size_t n = 0;
	sqlembic_buf_clear(&s->words);
	sqlembic_buf_clear(&s->head);
	/* A list of options may follow the first word; one that follows later is long, and no rule looks
	 * into it. */
	while (n < WORDS_MAX && sqlembic_token_next_name(&tokens, &token)) {
		if (is_name(&token)) {
			add_word(&s->words, &token);
			n++;
		} else if (token.kind != SQLEMBIC_TOKEN_MARK) {
			break;
		} else if (*token.text.ptr == '(' && n != 1) {
			sqlembic_buf_add(&s->head, sql.ptr, (size_t)(tokens.at - sql.ptr));
			break;
		}
	}
	sqlembic_buf_puts(&s->words, "");
	s->matched = rules_classify(s->dialect->rules, sqlembic_buf_text(&s->words),
				    scan_words_tokens(s, sql));
	if (rules_look_further(s->dialect->rules, sqlembic_buf_text(&s->words)))
		sqlembic_buf_clear(&s->head);
}

/* Behind the first FOR; empty: there is none. */
static struct sqlembic_span find_inner(const struct scan *s, struct sqlembic_span sql)
{
	struct sqlembic_tokens tokens = scan_words_tokens(s, sql);
	struct sqlembic_token token;
	while (sqlembic_token_next(&tokens, &token))
		if (sqlembic_token_is(&token, "FOR"))
			return (struct sqlembic_span){ tokens.at, (size_t)(tokens.end - tokens.at) };
	return (struct sqlembic_span){ NULL, 0 };
}

int scan_words_collect(struct scan *s, struct sqlembic_span sql, struct sqlembic_error *err)
{
	struct sqlembic_span inner = sql;
	if (begins_as_before(s, sql))
		return 0;
	for (collect(s, sql); s->matched & SQLEMBIC_CLASS_FOR; collect(s, inner))
		inner = find_inner(s, inner);
	if (inner.ptr != sql.ptr) {
		const unsigned reaches = s->matched & SQLEMBIC_CLASS_SERVER;
		collect(s, sql);
		s->matched = (s->matched & ~(unsigned)SQLEMBIC_CLASS_FOR) | reaches;
		sqlembic_buf_clear(&s->head);
	}
	return s->words.failed || s->head.failed ? sqlembic_fail_memory(err) : 0;
}

void scan_words_show(struct sqlembic_buf *out, const struct scan *s, struct sqlembic_span sql)
{
	struct sqlembic_tokens tokens = scan_words_tokens(s, sql);
	struct sqlembic_token token;
	for (size_t n = 0; n < WORDS_MAX && sqlembic_token_next_name(&tokens, &token);) {
		if (is_name(&token)) {
			sqlembic_buf_puts(out, n ? " " : "");
			sqlembic_buf_add(out, token.text.ptr, token.text.len);
			n++;
		} else if (token.kind != SQLEMBIC_TOKEN_MARK || (*token.text.ptr == '(' && n != 1)) {
			break;
		}
	}
}

bool scan_words_is_copy_in(const struct scan *s, struct sqlembic_span sql)
{
	struct sqlembic_tokens tokens = scan_words_tokens(s, sql);
	struct sqlembic_token token;
	size_t depth = 0;
	if (strncmp(sqlembic_buf_text(&s->words), "COPY", 4) != 0 || !sqlembic_token_take(&tokens, "COPY"))
		return false;
	while (sqlembic_token_next_name(&tokens, &token)) {
		if (sqlembic_token_is_mark(&token, '('))
			depth++;
		else if (sqlembic_token_is_mark(&token, ')') && depth > 0)
			depth--;
		else if (depth == 0 && sqlembic_token_is(&token, "FROM"))
			/* To the server stdout means stdin here. */
			return sqlembic_token_take(&tokens, "STDIN") ||
			       sqlembic_token_take(&tokens, "STDOUT");
	}
	return false;
}
