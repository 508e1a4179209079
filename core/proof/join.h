/* join.h: the scripts of several revisions as one script. */
#ifndef JOIN_H
#define JOIN_H

#include "base/caller.h"
#include "graph/graph.h"
#include "sqlembic.h"
#include "sqlembic/driver.h"

/* In the arena. */
struct join {
	const char *text;        /* without a header; NULL: a revision has no down script */
	const char *transaction; /* "off", "own"; NULL: one transaction */
};

/* Up scripts in the order of `members`, or down scripts in the reverse one.  What they hold is left as it is written, and
 * cut again to prove that the statements are the same.  Refuses scripts of different transaction modes. */
int join_scripts(struct join *out, struct arena *arena, const struct revision_list *members,
		 enum sqlembic_direction direction, const struct sqlembic_dialect *dialect,
		 const struct caller *caller, struct sqlembic_error *err);

#endif
