/* alive.c: names connections in the journal, and finds out whether the server still has one.
 *
 * The server numbers its connections from 1 whenever it starts, so that a number alone would name another
 * connection after a restart.  UUID_SHORT() has the second of the server's start in it, which no clock that is
 * set later changes, and needs no privilege.  On a cluster the node belongs to the name, too: only it can be asked. */
#include "alive.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cluster.h"
#include "holder.h"
#include "rows.h"

/* The low 24 bits count the calls. */
#define START "(UUID_SHORT() >> 24)"

bool mysqldb_name_read(struct mysqldb_name *out, const char *text)
{
	int read = 0;
	if (*text < '0' || *text > '9' ||
	    sscanf(text, "%llu@%llu%n", &out->connection, &out->start, &read) != 2)
		return false;
	out->node = text[read] == '@' ? text + read + 1 : text + read;
	return text[read] == '@' || !text[read];
}

int mysqldb_name_is_here(const struct mysqldb_name *name, const struct mysqldb_name *ours)
{
	if (name->start == ours->start && (!*name->node || strcmp(name->node, ours->node) == 0))
		return 1;
	return strcmp(name->node, ours->node) == 0 ? 0 : SQLEMBIC_E_FAILED;
}

int mysqldb_connection_id(struct sqlembic_session *session, struct sqlembic_buf *out,
			  struct sqlembic_error *err)
{
	struct mysqldb *s = mysqldb_session(session);
	struct sqlembic_buf sql = SQLEMBIC_BUF_INIT;
	char *row[1] = { NULL };

	sqlembic_buf_puts(&sql, "SELECT CONCAT(CONNECTION_ID(), '@', " START);
	if (mysqldb_is_cluster(s))
		sqlembic_buf_printf(&sql, ", '@', %s", mysqldb_cluster_node(s));
	sqlembic_buf_putc(&sql, ')');
	int rc = sql.failed ? sqlembic_fail_memory(err) : mysqldb_read_row(s, row, 1, sql.ptr, err);
	sqlembic_buf_release(&sql);
	if (rc < 0)
		return rc;
	sqlembic_buf_puts(out, row[0] ? row[0] : "");
	free(row[0]);
	return out->failed ? sqlembic_fail_memory(err) : 0;
}

/* A client that was killed stays in the list for as long as its statement runs. */
static int ask_server(struct mysqldb *s, const struct mysqldb_name *name, struct sqlembic_error *err)
{
	char sql[256], *row[1] = { NULL };
	(void)snprintf(sql, sizeof(sql),
		       "SELECT " START
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
