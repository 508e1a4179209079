/* parts.h: between scriptdir.c, which finds the scripts, and scriptdir_read.c, which reads them. */
#ifndef SCRIPTDIR_PARTS_H
#define SCRIPTDIR_PARTS_H

#include "base/arena.h"
#include "base/caller.h"
#include "base/order.h"
#include "graph/revision.h"

/* The up scripts of one directory, sorted. */
struct scriptdir_list {
	int fd;                       /* of the directory */
	size_t name_at;               /* where the name begins in the path of a script */
	const struct order_item *ups; /* the names; each stands in its path */
	char **down_of;               /* path of each one's down script or NULL; NULL: there are none */
	size_t nups;
	const struct caller *caller; /* who can stop the reading; may be NULL */
};

/* Reads each script's header into out[i].  Everything lives in `arena`. */
int scriptdir_read(struct revision *out, const struct scriptdir_list *list, struct arena *arena,
		   struct sqlembic_error *err);

#endif
