/* script.h: the header of one revision's file. */
#ifndef SCRIPT_H
#define SCRIPT_H

#include "base/arena.h"
#include "graph/revision.h"
#include "sqlembic.h"
#include "sqlembic/buf.h"

/* Reads the header of an up script (design: leading "--" comment lines and blank lines) into `out`; only the
 * fields that come from the header are set.  `text` may be the beginning of the file only: *complete is false
 * when the header may go on behind it, and the caller comes again with more; after an error it is true.
 * `path` is for messages. */
int script_parse_up(struct revision *out, bool *complete, struct arena *arena, struct sqlembic_span text,
		    bool at_end, const char *path, struct sqlembic_error *err);
/* The same for a down script: "revision:", when given, must be `id`; only the transaction mode comes out of
 * it. */
int script_parse_down(enum script_transaction *out, bool *complete, struct arena *arena,
		      struct sqlembic_span text, bool at_end, const char *id, const char *path,
		      struct sqlembic_error *err);
/* The lines of a header as written, without "-- " and blank lines at the end; NULL when out of memory. */
char *script_text(struct arena *arena, struct sqlembic_span raw);
/* Opens and reads the header of the up script `name` in the directory `dirfd`; `path` is for messages. */
int script_read_up(struct revision *out, struct arena *arena, int dirfd, const char *name, const char *path,
		   struct sqlembic_error *err);
/* Opens and reads a down script's header. */
int script_read_down(enum script_transaction *out, struct arena *arena, const char *path, const char *id,
		     struct sqlembic_error *err);
/* Characters of an id: the width of the version table's column. */
#define SCRIPT_ID_LIMIT 32
size_t script_characters(const char *text);

/* Refuses ids and labels that identifiers could not be parsed with: empty, too long (ids),
 * one of "@ + - :", quotes, control characters, blanks or commas, a word that means something else ("head").
 * `what` is "revision identifier" or "branch label". */
int script_check_id(const char *id, const char *what, struct sqlembic_error *err);

#endif
