/* reach.h: what of a database scripts can have changed, by the words in them: a table that none of them names, nor anything else
 * that its changes could go through, is what it was.  It errs on the side of more. */
#ifndef REACH_H
#define REACH_H

#include "schema/catalog.h"
#include "sqlembic/buf.h"
#include "sqlembic/driver.h"

/* Zero it to begin with: nothing. */
struct reach {
	struct sqlembic_buf words; /* in small letters, each with a NUL */
	bool is_endless;           /* nobody knows where it ends */
};

/* Takes note of a statement. */
void reach_add(struct reach *reach, const struct sqlembic_dialect *dialect, struct sqlembic_span sql);
void reach_join(struct reach *reach, const struct reach *other);
void reach_release(struct reach *reach);

/* Flags for the entries of a catalog: what holds rows and is out of reach, in the arena.  NULL: that is not known of any.
 * What is not folded, or can change rows of others (views, routines, triggers), is not out of reach, nor what that names. */
bool *reach_find_known(const struct catalog *catalog, const struct reach *reach,
		       const struct sqlembic_dialect *dialect, struct arena *arena);

#endif
