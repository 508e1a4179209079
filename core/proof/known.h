/* known.h: what of a scratch database is as it was when it was read: to read and to count it again would make a test of many revisions
 * grow with the square of their number. */
#ifndef KNOWN_H
#define KNOWN_H

#include "proof/census.h"
#include "sqlembic/schema.h"

/* Zero: nothing is. */
struct known {
	const struct catalog *catalog;
	const bool *flags;         /* by entry: what holds rows and was not changed since */
	const struct census *rows; /* counted since they last were; NULL: never */
	bool is_passed_over;       /* what is known is not taken over: the rest alone is wanted */
};

/* One reading. */
struct known_reading {
	const struct known *known;
	bool *is_there; /* by entry: was asked for and is known */
	size_t next;    /* as known_has() takes it */
};

/* Begins, and makes a scope one that passes over what is known; does nothing where that is nothing. */
void known_begin(struct known_reading *out, struct sqlembic_scope *scope, const struct known *known);
/* Adds to a catalog that was read so, and is not finished, what was passed over. */
int known_add_facts(const struct known_reading *reading, struct catalog *out, struct sqlembic_error *err);
void known_end(struct known_reading *reading);

/* Whether a table is.  Before any is asked for *next is 0, and then the entry behind the one that was found last. */
bool known_has(const struct known *known, size_t *next, unsigned kind, const char *identity);

#endif
