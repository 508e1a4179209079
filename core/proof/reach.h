/* reach.h: what of a database scripts can have changed, by the words in them: a table that none of them names, nor anything else
 * that its changes could go through, is what it was.  It errs on the side of more. */
#ifndef REACH_H
#define REACH_H

#include "schema/catalog.h"
#include "sqlembic/buf.h"
#include "sqlembic/driver.h"
#include "sqlembic/token.h"

/* Zero it to begin with: nothing. */
struct reach {
	struct sqlembic_buf words; /* in small letters, each with a NUL */
	bool is_endless;           /* nobody knows where it ends */
};

/* Takes note of a statement, whose tokens are those that the server reads. */
void reach_add(struct reach *reach, struct sqlembic_tokens statement);
/* And of what changes can go through behind any statement: views, triggers, routines, all that is not a plain table. */
void reach_add_leading(struct reach *reach, const struct catalog *catalog,
		       const struct sqlembic_dialect *dialect);
void reach_join(struct reach *reach, const struct reach *other);
void reach_release(struct reach *reach);

/* Flags for the entries of a catalog: what holds rows and is out of reach, in the arena.  NULL: that is not known of any.
 * What leads on, which the reach has to have, is not out of reach itself. */
bool *reach_find_known(const struct catalog *catalog, const struct reach *reach, struct arena *arena);

#endif
