/* wait.h: waiting for another process that has the database, or a part of it, locked. */
#ifndef WAIT_H
#define WAIT_H

#include "database/database.h"

/* Sleeps, unless cancelled, and keeps the migration lock meanwhile. */
void wait_nap(const struct database *database, long ms);
/* Sleeps a moment between two tries, `waited_ms` long already; reports `who` is waited for (NULL: who has the database
 * locked).  SQLEMBIC_E_LOCKED, with `why`, after lock_timeout, SQLEMBIC_E_INTERRUPTED when cancelled. */
int wait_moment(const struct database *database, long *waited_ms, const char *why, const char *who,
		struct sqlembic_error *err);
/* Tries until it is done, has failed for another reason than a lock, or lock_timeout is over. */
int wait_retry(const struct database *database, int (*attempt)(void *payload, struct sqlembic_error *err),
	       void *payload, const char *why, struct sqlembic_error *err);

#endif
