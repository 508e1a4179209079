/* parts.h: the scanner's state, and what its files offer each other: the window (scan_window.c), comments
 * (scan_comment.c), what a byte may begin (scan_classes.c), the run over tokens (scan_lex.c), bodies with semicolons inside
 * (scan_block.c), client commands (scan_client.c), the words of finished statements (scan_words.c) and the settings in them
 * (scan_settings.c), COPY data (scan_copy.c). */
#ifndef SCAN_INTERNAL_H
#define SCAN_INTERNAL_H

#include "base/fingerprint.h"
#include "sql/scan.h"
#include "sqlembic/text.h"
#include "sqlembic/token.h"

#define SCAN_DELIMITER_MAX 15 /* as in the mysql client */

struct scan_place {
	int line, column;
};

/* Whether a semicolon ends the statement.  `watching` is off for all statements whose words do not matter. */
struct scan_block {
	bool watching;
	size_t parens;   /* open parentheses */
	size_t nwords;   /* unquoted words so far */
	char heads[4];   /* initials of those of the first words that CREATE FUNCTION is made of */
	size_t begins;   /* BEGIN ATOMIC and CASE without END */
	int trigger;     /* state of the table in scan_block.c */
	size_t word_at;  /* where the last word of a routine stands, */
	size_t begin_at; /* the outermost BEGIN */
	size_t paren_at; /* and the outermost parenthesis */
};

/* What a byte may begin.  Bytes of SCAN_PLAIN are skipped unseen. */
enum scan_class {
	SCAN_PLAIN,
	SCAN_WINDOW_END,
	SCAN_TEXT, /* to be looked at, if only because a delimiter begins so */
	SCAN_WORD,
	SCAN_QUOTE,
	SCAN_BRACKET,
	SCAN_COMMENT,
	SCAN_STAR,
	SCAN_DOLLAR,
	SCAN_BACKSLASH,
	SCAN_OPEN,
	SCAN_CLOSE,
	SCAN_LEAD /* first byte of a character whose second may be a backslash or a quote */
};

/* Encodings in which a byte below 0x80 may be the second of a character. */
enum scan_encoding { SCAN_OTHER_ENCODING, SCAN_BIG5 /* GBK, GB18030, UHC, JOHAB */, SCAN_SJIS };

/* All positions are indices in `buf`; scan_window_fill moves them with the bytes. */
struct scan {
	/* Kept for the next script. */
	const struct sqlembic_dialect *dialect;
	char *buf; /* buf[end] is NUL, and no other byte is */
	size_t cap;
	struct sqlembic_buf words;     /* of the last statement */
	struct sqlembic_buf head;      /* the text they were found in, when no longer text can change them */
	unsigned char classes[2][256]; /* by `watching`: what a byte may begin */
	char delimiter[SCAN_DELIMITER_MAX + 1]; /* the classes are made for its first byte */
	enum scan_encoding classes_encoding;    /* and for this encoding */
	int fd;                                 /* of a file, else -1 */

	const char *path;             /* the first of what does not: see SCAN_KEPT */
	struct sqlembic_span text;    /* what is left of scan_begin_text's */
	const struct statement *only; /* scan_begin_cut's, until it is taken */
	scan_read_fn *read;
	void *payload;

	struct fingerprint print; /* of a file's bytes so far */
	size_t end, pos;
	unsigned long long base;  /* offset of buf[0] in the file */
	bool started, eof, nul;   /* nul: the next byte of the file is NUL */
	size_t mark;              /* position whose line and column are known, <= pos */
	struct scan_place marked; /* they are these */

	bool joins_bodies;  /* see scan_join_bodies */
	bool is_wanted;     /* see scan_as_wanted */
	bool inside;        /* a statement is open: bytes from `first` on are kept */
	size_t first, last; /* its first byte; the end of its last token so far */
	size_t terminator;  /* where its delimiter stands, 0: it has none */
	size_t floor; /* the end of the last comment, quote or parameter: tokens do not reach across it */
	struct sqlembic_language language; /* that the statement names, from `first` on */
	size_t opened;                     /* where the quote, comment or word in hand begins */
	size_t code_comment; /* one past the last conditional comment's opening, 0: none or closed */
	bool line_used; /* something other than blanks stands before pos on its line; outside statements */

	/* Of several statements in front of one delimiter: the end of the last token, the delimiter, and what is behind it;
	 * 0: none is left. */
	size_t unit_last, unit_terminator, unit_behind;

	struct scan_block block;
	bool backslash;              /* plain literals have backslash escapes */
	bool ansi_quotes;            /* "..." is an identifier after all */
	enum scan_encoding encoding; /* of the text, as its settings say */

	enum scan_section section; /* begun by the line that stands at section_place */
	struct scan_place section_place;
	char section_text[SCAN_SECTION_SIZE];

	bool copy_pending, copy_started;
	struct scan_place copy_place; /* of the COPY statement whose data comes next */
	int copy_line;                /* where those begin */
	unsigned matched;             /* the classes of `words` */
	size_t number;
};

#define SCAN_KEPT offsetof(struct scan, path)

/* The byte `k` behind pos, NUL beyond the window: call scan_window_need(k + 1) before. */
static inline char scan_peek(const struct scan *s, size_t k)
{
	return k < s->end - s->pos ? s->buf[s->pos + k] : '\0';
}

static inline bool scan_has(const struct scan *s, unsigned lex)
{
	return (s->dialect->lex & lex) != 0;
}

/* window */

/* Reads more: 1, 0 at the end of the file, negative.  Moves positions; pointers into buf are lost. */
int scan_window_fill(struct scan *s, struct sqlembic_error *err);
/* Makes `n` bytes from pos on visible, fewer only at the end of the file. */
int scan_window_need(struct scan *s, size_t n, struct sqlembic_error *err);
/* Makes the rest of the line visible and sets *length, without its line end. */
int scan_window_need_line(struct scan *s, size_t *length, struct sqlembic_error *err);
/* Moves a place behind the text. */
void scan_window_advance(struct scan_place *place, const char *text, size_t length);
/* Moves the mark up to `at`. */
void scan_window_mark(struct scan *s, size_t at);
/* Line and column of a position at or behind the mark. */
struct scan_place scan_window_place(const struct scan *s, size_t at);
/* Adds the place to an error that was just set, with a hint unless NULL. */
int scan_window_fail(const struct scan *s, struct scan_place place, const char *hint,
		     struct sqlembic_error *err);

/* comments */

enum scan_comment { SCAN_NO_COMMENT, SCAN_LINE_COMMENT, SCAN_BLOCK_COMMENT };

/* Which comment begins at pos; negative: error. */
int scan_comment_at(struct scan *s, struct sqlembic_error *err);
/* Whether a conditional comment was opened on this line and is still open.  The mysql client forgets
 * about it at the line's end. */
bool scan_comment_in_code(const struct scan *s);
/* Takes note when the line comment at pos is the marker of another tool's section (scan_section.c). */
int scan_section_look(struct scan *s, struct sqlembic_error *err);
/* Moves pos behind a block comment, or to the line end that ends the other kind. */
int scan_comment_skip(struct scan *s, enum scan_comment kind, struct sqlembic_error *err);

/* classes */

/* Makes the table for the delimiter that now ends statements, and the encoding. */
void scan_classes_build(struct scan *s);
bool scan_classes_is_lead(const struct scan *s, char c);

/* tokens */

/* Skips blanks, comments and empty statements: 1 at the first byte of a statement, 2 behind one that a client
 * command has already delimited, 0 at the end. */
int scan_lex_skip_gap(struct scan *s, struct sqlembic_error *err);
/* Runs from the first byte of a statement behind its delimiter or to the end of the file. */
int scan_lex_run(struct scan *s, struct sqlembic_error *err);

/* blocks */

void scan_block_start(struct scan *s);
void scan_block_word(struct scan *s, const char *word, size_t length);
/* Any token that is neither word nor delimiter. */
void scan_block_other(struct scan *s);
/* Whether the delimiter at pos ends the statement; counts it as a token. */
bool scan_block_ends(struct scan *s);
/* Refuses a statement that the end of the file leaves open. */
int scan_block_check_end(const struct scan *s, struct sqlembic_error *err);

/* stored programs */

struct scan_cut {
	const char *last;      /* the end of the statement's last token */
	const char *semicolon; /* the first one that is outside of all bodies */
};

/* Whether the text is more than one statement, and where the first one ends; false also where only the server can tell. */
bool scan_compound_cut(struct scan_cut *out, struct sqlembic_tokens tokens);
/* Where a body begins that the text does not end; NULL: nowhere. */
const char *scan_compound_open(struct sqlembic_tokens tokens);

/* client commands */

/* At the first byte of what may be a statement: 0 not a command, 1 skipped one, 2 as in scan_lex_skip_gap. */
int scan_client_command(struct scan *s, struct sqlembic_error *err);
/* Whether the backslash at pos, outside of quotes, is one at a line's end, which the mysql client leaves
 * out; three bytes must be visible. */
bool scan_client_drops_backslash(const struct scan *s);
/* Refuses the backslash command at pos. */
int scan_client_backslash(const struct scan *s, struct sqlembic_error *err);

/* words */

/* Sets s->words and s->matched from a whole statement. */
int scan_words_collect(struct scan *s, struct sqlembic_span sql, struct sqlembic_error *err);
bool scan_words_is_copy_in(const struct scan *s, struct sqlembic_span sql);

/* settings */

/* Follows settings that change how later statements are read. */
void scan_settings_follow(struct scan *s, struct sqlembic_span sql);

#endif
