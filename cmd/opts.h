/* opts.h: rows that describe a command line, and the parser that fills a structure from them.
 * One table of rows serves parsing, help, completion and the manual.  Knows no command and no migration. */
#ifndef OPTS_H
#define OPTS_H

#include <stdbool.h>
#include <stddef.h>

#include "sqlembic.h"

enum opt_kind {
	OPT_END,
	OPT_FLAG,  /* bool */
	OPT_TEXT,  /* const char *, borrowed from argv; the last one given counts */
	OPT_LIST,  /* struct opt_list, every one given counts */
	OPT_NUMBER /* size_t */
};

/* The candidates that completion offers for a value. */
enum opt_hint {
	HINT_NONE,
	HINT_TARGET,   /* a revision, from the script directory only */
	HINT_REVISION, /* or "current" */
	HINT_RANGE,
	HINT_SECTION,
	HINT_FILE,
	HINT_DIRECTORY,
	HINT_TEMPLATE,
	HINT_SHELL,
	HINT_COMMAND
};

/* The array is owned by the structure it is in (opts_release), the texts by argv. */
struct opt_list {
	const char **items;
	size_t n;
};

/* An option, or with `name` as its display name a positional argument. */
struct opt {
	enum opt_kind kind;
	char letter; /* 0: none */
	const char *name;
	size_t offset; /* of the field that it fills */
	const char *metavar;
	const char *help;
	enum opt_hint hint;
	bool optional; /* may be left out */
};

/* The offset of a field, refused by the compiler when the field's type is not `want`. */
#define OPT_FIELD(type, field, want) (offsetof(type, field) + _Generic(((type *)0)->field, want : (size_t)0))

#define OPT_ROW_FLAG(letter, name, type, field, help)                                             \
	{                                                                                         \
		OPT_FLAG, letter, name, OPT_FIELD(type, field, bool), NULL, help, HINT_NONE, true \
	}
#define OPT_ROW_TEXT(letter, name, type, field, metavar, help, hint)                                    \
	{                                                                                               \
		OPT_TEXT, letter, name, OPT_FIELD(type, field, const char *), metavar, help, hint, true \
	}
#define OPT_ROW_NEEDED(letter, name, type, field, metavar, help, hint)                                   \
	{                                                                                                \
		OPT_TEXT, letter, name, OPT_FIELD(type, field, const char *), metavar, help, hint, false \
	}
#define OPT_ROW_LIST(letter, name, type, field, metavar, help, hint)                                       \
	{                                                                                                  \
		OPT_LIST, letter, name, OPT_FIELD(type, field, struct opt_list), metavar, help, hint, true \
	}
#define OPT_ROW_NUMBER(letter, name, type, field, metavar, help)                                         \
	{                                                                                                \
		OPT_NUMBER, letter, name, OPT_FIELD(type, field, size_t), metavar, help, HINT_NONE, true \
	}
#define OPT_ARG_TEXT(name, type, field, help, hint)                                              \
	{                                                                                        \
		OPT_TEXT, 0, name, OPT_FIELD(type, field, const char *), NULL, help, hint, false \
	}
#define OPT_ARG_OPTIONAL(name, type, field, help, hint)                                         \
	{                                                                                       \
		OPT_TEXT, 0, name, OPT_FIELD(type, field, const char *), NULL, help, hint, true \
	}
#define OPT_ARG_LIST(name, type, field, help, hint, optional)                                          \
	{                                                                                              \
		OPT_LIST, 0, name, OPT_FIELD(type, field, struct opt_list), NULL, help, hint, optional \
	}
#define OPT_ROW_END \
	{           \
		0   \
	}

struct opts_layer {
	const struct opt *rows; /* NULL: none */
	void *args;             /* the structure that the rows fill */
};

/* A command line being read.  The caller sets `words`, `n` and the layers; the rest begins as zero. */
struct opts {
	const char *const *words;
	size_t n;
	size_t next; /* out: the first word that was not read */

	/* Options are looked up in this order; the positionals' values go to the first layer's structure. */
	struct opts_layer layers[2];
	/* The next one expected; NULL: stop at the first word that is no option. */
	const struct opt *positionals;
	const struct opt *given; /* out: the one that was read last */

	bool words_only;           /* "--" was read */
	const struct opt *wanting; /* out: the option that the words end in, its value missing */
};

/* Reads words until they end or, without positionals, until the first that is no option.  Does not
 * complain of positionals that are missing: opts_missing does. */
int opts_parse(struct opts *opts, struct sqlembic_error *err);
/* Fails when a required positional has not been given. */
int opts_missing(const struct opts *opts, struct sqlembic_error *err);
/* True for a word that is read as an option: not for "-", "-1" and "-3:current". */
bool opts_is_option(const char *word);
/* Frees the lists of a structure. */
void opts_release(const struct opt *rows, void *args);

#endif
