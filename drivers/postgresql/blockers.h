/* blockers.h: other sessions: who they are, and who is in the way. */
#ifndef POSTGRESQL_BLOCKERS_H
#define POSTGRESQL_BLOCKERS_H

#include "session.h"

/* Columns of pg_stat_activity that describe a session, and their text: "pid 4711 (...)". */
#define POSTGRES_ACTIVITY_COLUMNS                                                                           \
	"a.pid, a.usename, a.application_name, COALESCE(host(a.client_addr), ''),"                          \
	" CAST(EXTRACT(epoch FROM clock_timestamp() - COALESCE(a.xact_start, a.backend_start)) AS bigint)," \
	" a.state, left(a.query, 120)"
void postgres_add_activity(struct sqlembic_buf *out, const char *const *values);
/* Looks, over a connection of its own, at who is in the way of the running statement. */
void postgres_sample_blockers(struct postgres_session *s);

#endif
