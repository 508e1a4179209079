/* name.c: names connections in the journal.
 *
 * The server numbers its connections from 1 whenever it starts, so that a number alone would name another
 * connection after a restart.  UUID_SHORT() has the second of the server's start in it, which no clock that is
 * set later changes, and needs no privilege.  On a cluster the node belongs to the name, too: only it can be asked. */
#include "name.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cluster.h"
#include "rows.h"

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

	sqlembic_buf_puts(&sql, "SELECT CONCAT(CONNECTION_ID(), '@', " MYSQLDB_START);
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
