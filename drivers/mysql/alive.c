/* alive.c: names connections in the journal, and finds out whether the server still has one.
 *
 * The server numbers its connections from 1 whenever it starts, so that a number alone would name another
 * connection after a restart.  UUID_SHORT() has the second of the server's start in it, which no clock that is
 * set later changes, and needs no privilege. */
#include "alive.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "rows.h"

/* The low 24 bits count the calls. */
#define START "(UUID_SHORT() >> 24)"

/* "connection@start". */
int mysqldb_connection_id(struct sqlembic_session *session, struct sqlembic_buf *out,
			  struct sqlembic_error *err)
{
	struct mysqldb *s = mysqldb_session(session);
	char *row[1] = { NULL };

	int rc = mysqldb_read_row(s, row, 1, "SELECT CONCAT(CONNECTION_ID(), '@', " START ")", err);
	if (rc < 0)
		return rc;
	sqlembic_buf_puts(out, row[0] ? row[0] : "");
	free(row[0]);
	return out->failed ? sqlembic_fail_memory(err) : 0;
}

int mysqldb_connection_alive(struct sqlembic_session *session, const char *id, struct sqlembic_error *err)
{
	struct mysqldb *s = mysqldb_session(session);
	unsigned long long connection = 0, start = 0;
	char sql[256], *row[1] = { NULL };
	int read = 0;

	if (*id < '0' || *id > '9' || sscanf(id, "%llu@%llu%n", &connection, &start, &read) != 2 || id[read])
		return sqlembic_fail(err, SQLEMBIC_E_FAILED, "\"%s\" does not name a connection to MySQL",
				     id);
	/* A client that was killed stays in the list for as long as its statement runs. */
	(void)snprintf(sql, sizeof(sql),
		       "SELECT " START
		       " = %llu AND EXISTS (SELECT 1 FROM information_schema.PROCESSLIST WHERE ID"
		       " = %llu)",
		       start, connection);
	int rc = mysqldb_read_row(s, row, 1, sql, err);
	if (rc < 0)
		return rc;
	bool alive = row[0] && strcmp(row[0], "1") == 0;
	free(row[0]);
	return alive;
}
