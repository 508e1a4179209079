/* omitted.h: what is there and not compared: objects of kinds that are not read, and schemas that were not asked for. */
#ifndef OMITTED_H
#define OMITTED_H

#include "base/arena.h"
#include "base/caller.h"
#include "schema/catalog.h"

/* What one side has, and what only the other one has.  The list is the arena's. */
int omitted_list(const char *const **out, size_t *n, struct arena *arena, const struct catalog *from,
		 const struct catalog *to, struct sqlembic_error *err);
/* Warns of the same. */
int omitted_tell(struct arena *arena, const struct catalog *from, const struct catalog *to,
		 const struct caller *caller, struct sqlembic_error *err);
/* Warns of what a dump of the catalog will not have. */
int omitted_tell_of_dump(struct arena *arena, const struct catalog *catalog, const struct caller *caller,
			 struct sqlembic_error *err);

#endif
