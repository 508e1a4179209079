/* export.h: all revisions as plain, numbered up and down files, for a reader without us. */
#ifndef EXPORT_H
#define EXPORT_H

#include "base/caller.h"
#include "graph/graph.h"
#include "sqlembic/driver.h"

struct export_order {
	const struct graph *graph;
	struct arena *arena;
	const char *directory; /* may be missing */
	/* Where scripts are read from: nothing is written there. */
	const char *const *locations;
	size_t nlocations;
	const struct sqlembic_dialect *dialect; /* of the database that they are for; NULL: not known */
	const struct caller *caller;
};

struct export_item {
	const struct revision *revision;
	const char *stem;      /* "0001_create_users" */
	const char *up, *down; /* paths; down NULL: irreversible */
	bool has_up, has_down; /* the file is there already, as it would be written */
};

struct export
{
	struct export_item *items; /* in the order in which a new database runs them */
	size_t n;
};

/* Chooses the names, reads all scripts, and looks at what the directory holds.  Refuses one that holds other SQL, or a
 * file of ours with other contents. */
int export_choose(struct export *out, const struct export_order *order, struct sqlembic_error *err);
/* Writes what is missing: all of it, or nothing. */
int export_write(struct export *export, const struct export_order *order, struct sqlembic_error *err);

#endif
