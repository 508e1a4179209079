/* scriptdir.h: all revision files of the version locations. */
#ifndef SCRIPTDIR_H
#define SCRIPTDIR_H

#include "base/arena.h"
#include "graph/revision.h"
#include "sqlembic.h"

/* Loads every <stem>.up.sql with its header, locations in order, files by name (byte order) in each, into an
 * array in load order.  A missing location is an error that names `init`, an empty one is an empty directory
 * of revisions.  The same location again counts once; one inside another, both searched, is an error.  So are
 * a down script without up script, unreadable files and wrong headers.  Reads 4 KiB a file.  Two names of one
 * file are left to the graph, which finds their id twice. */
int scriptdir_load(struct revision **out, size_t *n, struct arena *arena, const char *const *locations,
		   size_t nlocations, bool recursive, struct sqlembic_error *err);

#endif
