/* founder.h: who makes the schema of unqualified names, where that is none which each database has. */
#ifndef FOUNDER_H
#define FOUNDER_H

#include "graph/graph.h"
#include "sqlembic/driver.h"

/* Whether a revision makes the schema: a statement says so, or may, in the body of a block.  A script that cannot be read does
 * not. */
bool founder_is_among(const struct graph *graph, const struct sqlembic_dialect *dialect, const char *name);
/* Whether this statement does. */
bool founder_is(struct sqlembic_span sql, const char *name);

#endif
