/* local.h: a server of our own, started from installed programs, for scratch databases only. */
#ifndef LOCAL_H
#define LOCAL_H

#include <sys/types.h>

#include "base/arena.h"
#include "base/caller.h"
#include "base/tempdir.h"
#include "sqlembic/schema.h"

struct local {
	const struct sqlembic_local_server *server; /* NULL: none was started */
	struct tempdir directory;
	const char *url;
	pid_t pid;
};

/* Starts the first of `servers` whose program is there (in `path`, directories separated by colons, or in its places; may
 * be NULL) and waits until it takes connections.  It ends with us, however we end; what a killed run has left is removed
 * by the next one.  Ended by local_stop(), also after a failure. */
int local_start(struct local *out, const struct sqlembic_local_server *servers, const char *path,
		const struct caller *caller, struct arena *arena, struct sqlembic_error *err);
void local_stop(struct local *local);

#endif
