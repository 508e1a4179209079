/* token.h: reads the tokens of one statement, or of any other text in a database's SQL.
 *
 * The caller pulls them one by one.  The dialect's flags (enum sqlembic_lex) say which bytes are quotes, comments and words;
 * where a setting has changed that, the caller gives other flags.  Nothing is copied, and no text is
 * refused: a quote or comment that does not end goes to the end of the text, and is not `closed`. */
#ifndef SQLEMBIC_TOKEN_H
#define SQLEMBIC_TOKEN_H

#include "sqlembic/buf.h"

enum sqlembic_token_kind {
	SQLEMBIC_TOKEN_END,
	SQLEMBIC_TOKEN_WORD,      /* keyword or name; in MySQL a variable, too: @x, @@session */
	SQLEMBIC_TOKEN_NAME,      /* quoted name */
	SQLEMBIC_TOKEN_STRING,    /* literal in quotes with its prefix: 'x', E'x', _utf8'x' */
	SQLEMBIC_TOKEN_DOLLAR,    /* $tag$ ... $tag$ */
	SQLEMBIC_TOKEN_NUMBER,    /* without its sign */
	SQLEMBIC_TOKEN_PARAMETER, /* $1 */
	SQLEMBIC_TOKEN_MARK,      /* any other byte */
	/* Only where they are asked for. */
	SQLEMBIC_TOKEN_COMMENT,
	SQLEMBIC_TOKEN_CODE_BEGIN, /* what makes a conditional comment of the text behind it; its version included */
	SQLEMBIC_TOKEN_CODE_END
};

struct sqlembic_token {
	enum sqlembic_token_kind kind;
	bool closed; /* false: a quote or comment that the end of the text has cut off */
	struct sqlembic_span text;
};

/* How far a text was looked through for the language that it names; zero-initialised: not at all. */
struct sqlembic_language {
	size_t looked; /* bytes in which no word LANGUAGE that counts begins, but the one at `named` */
	size_t named;  /* the end of the first that does; 0: none yet */
};

struct sqlembic_tokens {
	const char *begin, *at, *end;      /* the next token is at or behind `at` */
	unsigned lex;                      /* enum sqlembic_lex */
	bool with_comments;                /* comments, and marks of conditional ones, are tokens */
	bool in_code;                      /* inside of a conditional comment */
	struct sqlembic_language language; /* from `begin` on */
};

/* An empty span may have no address, to which nothing can be added. */
static inline struct sqlembic_tokens sqlembic_tokens_of(struct sqlembic_span sql, unsigned lex)
{
	const char *begin = sql.ptr ? sql.ptr : "";
	struct sqlembic_tokens tokens = { begin, begin, begin + sql.len, lex, false, false, { 0, 0 } };
	return tokens;
}

/* The next token; false, and of the kind END, when there is none. */
SQLEMBIC_API bool sqlembic_token_next(struct sqlembic_tokens *tokens, struct sqlembic_token *out);
/* The same, but a word or quoted name comes with the names that are joined to it: a."b".c, of the kind WORD where it
 * begins with one. */
SQLEMBIC_API bool sqlembic_token_next_name(struct sqlembic_tokens *tokens, struct sqlembic_token *out);

/* Whether the token is this word, in any case. */
SQLEMBIC_API bool sqlembic_token_is(const struct sqlembic_token *token, const char *word);
/* Whether it is one of these, of which the last is NULL. */
SQLEMBIC_API bool sqlembic_token_is_any(const struct sqlembic_token *token, const char *const *words);
SQLEMBIC_API bool sqlembic_token_is_mark(const struct sqlembic_token *token, char mark);
/* Takes words, with one blank between them, if they come next: "IF NOT EXISTS".  "*" behind the first stands for one name,
 * without what may be joined to it; a mark is one word: "@@GLOBAL . * =". */
SQLEMBIC_API bool sqlembic_token_take(struct sqlembic_tokens *tokens, const char *words);
SQLEMBIC_API bool sqlembic_token_take_mark(struct sqlembic_tokens *tokens, char mark);
/* Behind an opening parenthesis: moves behind the one that closes it, or to the end. */
SQLEMBIC_API void sqlembic_token_skip_parens(struct sqlembic_tokens *tokens);

/* Whether a word stands anywhere in the text, in literals and bodies of functions, too, but not in comments and quoted
 * names.  Several with a blank between them are looked for one behind the other, all outside of literals and bodies, or all
 * inside the same one. */
SQLEMBIC_API bool sqlembic_token_mentions(struct sqlembic_tokens tokens, const char *words);

/* Whether a statement has said by here that its body is in another language than SQL: LANGUAGE JAVASCRIPT.  To MySQL from version 9
 * on, $tag$ quotes; elsewhere it is a name, which can be no body.  What was looked through is not looked through again: the text
 * may be longer or shorter the next time, with the same beginning. */
SQLEMBIC_API bool sqlembic_token_names_language(struct sqlembic_language *language,
						struct sqlembic_span before);

/* The text between the quotes, as it is written there. */
SQLEMBIC_API struct sqlembic_span sqlembic_token_inside(const struct sqlembic_token *token);

#endif
