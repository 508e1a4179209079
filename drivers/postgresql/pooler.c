/* pooler.c: notices a connection pooler that gives each transaction another connection to the server.
 *
 * Through such a pooler a session does not exist: the lock would be held by a connection that others use, and settings
 * would be made for whoever comes next.  A pooler makes up the process id of the connection; whether it pools
 * transactions shows when a second connection of ours is served by the server process that has just served us. */
#include "pooler.h"

#include <stdlib.h>

#include "connect.h"

#define ROUNDS 3

/* The server process that serves a connection now; 0: unknown. */
static long served_by(PGconn *conn)
{
	PGresult *result = PQexec(conn, "SELECT pg_catalog.pg_backend_pid()");
	long pid = PQntuples(result) == 1 ? strtol(PQgetvalue(result, 0, 0), NULL, 10) : 0;
	PQclear(result);
	return pid;
}

bool postgres_pools_transactions(const struct postgres_session *s)
{
	PGconn *other = postgres_connect_again(s);
	long first = served_by(s->conn);
	bool shared = false;
	for (int i = 0; i < ROUNDS && !shared; i++) {
		long ours = served_by(s->conn);
		shared = ours && (ours != first || ours == served_by(other));
	}
	PQfinish(other);
	return shared;
}
