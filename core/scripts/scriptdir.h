/* scriptdir.h: all revision files of the version locations. */
#ifndef SCRIPTDIR_H
#define SCRIPTDIR_H

#include "base/arena.h"
#include "base/caller.h"
#include "graph/revision.h"
#include "graph/unread.h"
#include "sqlembic.h"

struct scriptdir {
	struct revision *revisions; /* in load order */
	size_t n;
	struct unread_list unread; /* beside them, in the order of directories, sorted by name in each */
};

/* Loads every <stem>.up.sql with its header, locations in order, files by name (byte order) in each, into an
 * array in load order.  A missing location is an error that names `init`, an empty one is an empty directory
 * of revisions.  The same location again counts once; one inside another, both searched, is an error.  So are
 * a down script without up script, unreadable files and wrong headers.  Reads 4 KiB a file.  Two names of one
 * file are left to the graph, which finds their id twice.  The caller, who may be NULL, can stop it. */
int scriptdir_load(struct scriptdir *out, struct arena *arena, const char *const *locations,
		   size_t nlocations, bool recursive, const struct caller *caller,
		   struct sqlembic_error *err);

#endif
