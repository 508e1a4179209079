/* scratch_end.h: the end of a session that was in a scratch database. */
#ifndef POSTGRESQL_SCHEMA_SCRATCH_END_H
#define POSTGRESQL_SCHEMA_SCRATCH_END_H

#include <libpq-fe.h>
#include <stdbool.h>

/* Whether the connection is to a database of our own making. */
bool postgres_is_scratch(const PGconn *conn);
/* PQfinish(), and where the database is one of ours the server is out of it then, as a rule. */
void postgres_end_connection(PGconn *conn);

#endif
