/* literals.h: strings in double quotes, and the names that they are told from. */
#ifndef SQLITE_SCHEMA_LITERALS_H
#define SQLITE_SCHEMA_LITERALS_H

#include <sqlite3.h>

#include "schema.h"

struct sqlite_names {
	char **items;
	size_t n;
	bool failed; /* out of memory */
};

void sqlite_names_add(struct sqlite_names *names, const char *name);
/* Adds the columns of a table or view; none of one that does not work. */
void sqlite_names_of_relation(struct sqlite_names *names, sqlite3 *db, const char *relation);
/* Behind the last one, before they are looked up. */
void sqlite_names_sort(struct sqlite_names *names);
void sqlite_names_release(struct sqlite_names *names);

/* Appends the tokens of the text, with '...' for each "..." that is none of these names, and no name by its place.  A text that
 * may have queries comes with its database, by which the names are known that queries make. */
void sqlite_text_expression(struct sqlembic_buf *out, struct sqlembic_span text,
			    const struct sqlite_names *names, sqlite3 *db);
/* Appends the tokens of a default.  No column can stand there: "x", `x` and x alone are the string 'x'. */
void sqlite_text_default(struct sqlembic_buf *out, struct sqlembic_span text);
/* The same by its value: without parentheses, and where the column makes one value of '1' and 1, both are 1, as TRUE is. */
void sqlite_text_default_value(struct sqlembic_buf *out, struct sqlembic_span text,
			       enum sqlite_affinity affinity);
/* Appends what an index or a key is made of as it is written, but for ASC behind a column, which is sorted so without. */
void sqlite_text_without_asc(struct sqlembic_buf *out, struct sqlembic_span text);

#endif
