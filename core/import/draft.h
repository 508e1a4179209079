/* draft.h: revisions that are to be written, as a tool's reader makes them. */
#ifndef DRAFT_H
#define DRAFT_H

#include <stdint.h>

#include "base/names.h"
#include "import/source.h"

struct draft {
	const char *version;               /* as the tool's table has it */
	const char *key;                   /* of a tool that sorts otherwise; NULL else */
	uint64_t number;                   /* of a tool that counts; 0 else */
	const char *id;                    /* of the revision */
	const char *message;               /* "" : none */
	const struct source_file *up_file; /* NULL: there is only the other one */
	const struct source_file *down_file;
	const char *up;        /* the script */
	const char *down;      /* NULL: irreversible */
	bool up_off, down_off; /* the tool runs it without a transaction */
	const char *up_mode,
		*down_mode; /* "off", "own" where the tool says so for certain; NULL: by the statements */
	const char *create_date; /* NULL: not known */
	const char *up_transaction,
		*down_transaction;  /* "off", "own"; NULL: one transaction.  Set by modes.c */
	const char *const *parents; /* ids; set by drafts_chain where the tool has none */
	size_t nparents;
	const char *const *depends; /* ids in depends_on */
	size_t ndepends;
	const char *const *labels;
	size_t nlabels;
	/* By the tool's table (history.c). */
	bool is_applied;
	long long applied_us, took_ms; /* since 1970; -1: not known */
	size_t applied_as;             /* number of its row, where the table keeps their order; 0 else */
	bool is_there;                 /* in the script directory already: no file is written */
};

/* How texts are to be read. */
struct draft_settings {
	const struct sqlembic_pair *values; /* for the names that a tool replaces: NAME=VALUE */
	size_t nvalues;
	const char *python, *ini,
		*section;   /* of Alembic in Python: who runs it, and its settings; may be NULL */
	const char *engine; /* of the database that they are for; NULL: not known */
	bool has_delimiter; /* the database's client needs DELIMITER round a stored program */
	bool has_variables; /* it may be psql, which replaces :name */
};

/* Settings that the tool has in a file which is not read, and an ini file that has them. */
struct draft_found {
	const char *path;           /* of that file; NULL: there is none */
	struct sqlembic_pair *keys; /* with values that need no more interpolation */
	size_t nkeys, cap;
	const char *ini_path, *ini; /* the whole new text */
	bool has_hooks;             /* programs for its own files, which are left where they are */
};

struct drafts {
	struct arena *arena;
	const struct caller *caller;
	const struct draft_settings *settings;
	struct draft_found found;
	struct draft *items;
	size_t n, cap;
	struct names keys; /* of draft_name() */
};

/* Adds an empty one; NULL when out of memory.  Valid until the next call. */
struct draft *draft_add(struct drafts *drafts);
/* The same for a file: id and version are `id`, the message is made of `name`; its script is still empty. */
struct draft *draft_from(struct drafts *drafts, const struct source_file *file, struct sqlembic_span id,
			 struct sqlembic_span name);
/* The draft's script, or the one that goes down, from text. */
int draft_set(const char **script, struct drafts *drafts, struct sqlembic_span text,
	      struct sqlembic_error *err);
/* Sorts by number; two that are equal are an error that names both files. */
int draft_sort(struct drafts *drafts, struct sqlembic_error *err);
/* Lets one be found by a key that lives as long as they do, until they are sorted; of several the first.  False: no memory. */
bool draft_name(struct drafts *drafts, const struct draft *draft, const char *key);
/* NULL: there is none. */
struct draft *draft_find(const struct drafts *drafts, const char *key);
/* The order of `key`, text that tools with other numbers set, in place of the number. */
int draft_sort_by_key(struct drafts *drafts, struct sqlembic_error *err);
/* Lets each follow the one before it. */
int draft_chain(struct drafts *drafts, struct sqlembic_error *err);
/* Gives each without a date the one that its version is or begins with: 8, 14 or 17 digits of a calendar. */
void draft_date(struct drafts *drafts);
/* The name of the file for messages: of the up script, else of the other. */
const char *draft_path(const struct draft *draft);

/* Refuses a file that is a program in `language`. */
int draft_refuse_code(const struct source_file *file, const char *language, struct sqlembic_error *err);
/* Warns of a file: `what` completes a sentence that begins with its name. */
int draft_tell(const struct drafts *drafts, const struct source_file *file, const char *what,
	       struct sqlembic_error *err);

/* Reads digits as a number; false where there are none, or the number is too large. */
bool draft_number(uint64_t *out, const char *name, size_t length);
/* The message that a file's name makes: "_" and "-" as blanks. */
const char *draft_message(struct arena *arena, const char *name, size_t length);
/* A revision's id of such a name: what identifiers must not have is "_", and a part of a hash stands for the end of one that is
 * too long, and behind a word that means something else as a revision ("base"). */
const char *draft_id(struct arena *arena, const char *name, size_t length);
/* A copy of a text, terminated. */
const char *draft_text(struct arena *arena, struct sqlembic_span text);

#endif
