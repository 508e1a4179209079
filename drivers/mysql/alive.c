/* alive.c: finds out whether the server still has a connection that the journal names. */
#include "alive.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cluster.h"
#include "holder.h"
#include "name.h"
#include "rows.h"

/* A client that was killed stays in the list for as long as its statement runs. */
static int ask_server(struct mysqldb *s, const struct mysqldb_name *name, struct sqlembic_error *err)
{
	char sql[256], *row[1] = { NULL };
	(void)snprintf(sql, sizeof(sql),
		       "SELECT " MYSQLDB_START
		       " = %llu AND EXISTS (SELECT 1 FROM information_schema.PROCESSLIST WHERE ID"
		       " = %llu)",
		       name->start, name->connection);
	int rc = mysqldb_read_row(s, row, 1, sql, err);
	if (rc < 0)
		return rc;
	bool alive = row[0] && strcmp(row[0], "1") == 0;
	free(row[0]);
	return alive;
}

/* Without a node the name was written before the server was one of a cluster, or by a program that did not know. */
static int ask_cluster(struct mysqldb *s, const struct mysqldb_name *name, const char *id,
		       struct sqlembic_error *err)
{
	struct sqlembic_buf ours = SQLEMBIC_BUF_INIT;
	struct mysqldb_name us = { 0 };
	int rc = mysqldb_connection_id(&s->base, &ours, err);
	if (rc == 0 && !mysqldb_name_read(&us, sqlembic_buf_text(&ours)))
		rc = sqlembic_fail(err, SQLEMBIC_E_FAILED, "the server does not name its connections");
	int here = rc == 0 ? mysqldb_name_is_here(name, &us) : rc;
	sqlembic_buf_release(&ours);
	if (rc < 0)
		return rc;
	return here < 0 ? mysqldb_holder_is_alive(s, id, err) : here ? ask_server(s, name, err) : 0;
}

int mysqldb_connection_alive(struct sqlembic_session *session, const char *id, struct sqlembic_error *err)
{
	struct mysqldb *s = mysqldb_session(session);
	struct mysqldb_name name;
	if (!mysqldb_name_read(&name, id))
		return sqlembic_fail(err, SQLEMBIC_E_FAILED, "\"%s\" does not name a connection to MySQL",
				     id);
	return mysqldb_is_cluster(s) ? ask_cluster(s, &name, id, err) : ask_server(s, &name, err);
}
