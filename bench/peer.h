/* peer.h: what the least programs for PostgreSQL have in common. */
#ifndef PEER_H
#define PEER_H

#include <libpq-fe.h>
#include <stdio.h>
#include <stdlib.h>

/* Runs a message, or ends the program with the server's words. */
static inline void peer_run(PGconn *db, const char *sql)
{
	PGresult *result = PQexec(db, sql);
	ExecStatusType status = PQresultStatus(result);
	if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK) {
		fprintf(stderr, "%s", PQerrorMessage(db));
		exit(1);
	}
	PQclear(result);
}

#endif
