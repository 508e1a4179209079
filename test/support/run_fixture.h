/* run_fixture.h: three revisions and a context that runs them on a new SQLite file, for tests. */
#ifndef RUN_FIXTURE_H
#define RUN_FIXTURE_H

#include <signal.h>

#include "sqlembic.h"

extern struct run_fixture {
	sqlembic *ctx;
	struct sqlembic_error err;
	char events[4096]; /* a line each */
	volatile sig_atomic_t cancel;
	/* Each revision commits by itself, unless told otherwise: another process can come between two of them. */
	const char *commit_group;
} fixture;

/* For TestSuite(): a1 and b2, and c3, which runs statement by statement and has no down script. */
void fixture_start(void);
void fixture_stop(void);

/* Another context on the same file. */
sqlembic *fixture_open(const char *lock_timeout);
/* Calls `act` at the first such event of the revision; what it returns ends the run unless it is 0. */
void fixture_at(enum sqlembic_event_kind kind, const char *revision, int (*act)(void));
/* For that: as a signal does. */
int fixture_cancel(void);
/* `down` may be NULL: there is no such file. */
void fixture_write_revision(const char *id, const char *parent, const char *header, const char *up,
			    const char *down);
/* Runs SQL in a connection of its own, as another process would; all values joined, until the next call. */
const char *fixture_sql(const char *text);
/* Forgets events and error before. */
int fixture_upgrade(const char *target);

#endif
