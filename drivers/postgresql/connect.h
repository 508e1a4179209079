/* connect.h: connections to the server. */
#ifndef POSTGRESQL_CONNECT_H
#define POSTGRESQL_CONNECT_H

#include "conninfo.h"

/* Connects; on failure *out is NULL. */
int postgres_connect(PGconn **out, struct postgres_conninfo *info, const struct sqlembic_connect *c,
		     struct sqlembic_error *err);
/* The same server and user again, whatever led to them.  Its status says whether it was made: that takes seconds at most, and
 * a signal ends it. */
PGconn *postgres_connect_again(const struct postgres_session *s);
/* The last result of `sql`, or of what was sent before where that is NULL; NULL: none in that time, or `s`, unless
 * it is NULL, was cancelled. */
PGresult *postgres_ask(const struct postgres_session *s, PGconn *conn, const char *sql, long ms);

#endif
