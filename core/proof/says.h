/* says.h: whether a script says that rows or values of a table will not be what they were.  Pure: text only. */
#ifndef SAYS_H
#define SAYS_H

#include "sqlembic/buf.h"
#include "sqlembic/driver.h"

/* Zero it to begin with. */
struct says {
	struct sqlembic_buf text; /* the statements that can change rows that are there */
	struct sqlembic_buf
		renames; /* those that give something another name, each with a zero byte behind it */
	struct sqlembic_buf schemas; /* those that drop a schema, alike */
	struct sqlembic_buf views;   /* those that make a view, which change no rows of themselves */
	bool has_code;               /* a routine or a block runs, of which nobody knows what it does */
	bool may_put_rows; /* a statement may, also where there are none that it could take them from */
	struct says_words *words; /* of the text, once a table was asked for: NULL, there is none */
};

/* Takes note of a statement. */
void says_add(struct says *says, const struct sqlembic_dialect *dialect, struct sqlembic_span sql);
/* Whether a statement can change rows that are there: if not, no table has to be looked at. */
bool says_anything(const struct says *says);
/* Whether one of them names the table (without its schema). */
bool says_of(const struct says *says, const struct sqlembic_dialect *dialect, const char *table);
/* Whether one of them drops the schema, and with it all that is there.  NULL: there is none. */
bool says_drops_schema(const struct says *says, const struct sqlembic_dialect *dialect, const char *schema);
/* Whether a statement that gives something another name has the names of both tables. */
bool says_renames(const struct says *says, const struct sqlembic_dialect *dialect, const char *table,
		  const char *other);
/* Appends the lines of a script that begin a comment and say "loses data:", as scripts do that were written by a comparison, from
 * these words on. */
void says_add_comments(struct sqlembic_buf *out, struct sqlembic_span script);
/* Whether one of these names what is lost: the table, for its rows and all its columns, or "table.column", for that column.
 * `column` NULL: rows. */
bool says_in_comment(struct sqlembic_span comments, const char *table, const char *column);
void says_release(struct says *says);

#endif
