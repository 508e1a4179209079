/* name.h: names of connections. */
#ifndef MYSQL_NAME_H
#define MYSQL_NAME_H

#include "session.h"

/* When the server process began: the low 24 bits count the calls. */
#define MYSQLDB_START "(UUID_SHORT() >> 24)"

/* The name of a connection, taken apart: "connection@start", and on a cluster "@node" behind it. */
struct mysqldb_name {
	unsigned long long connection, start;
	const char *node; /* "": none */
};

bool mysqldb_name_read(struct mysqldb_name *out, const char *text);
/* Whether the server process that gave the connection its number is the one that we are connected to: 1 yes, 0 no, but an earlier
 * one of the same node; SQLEMBIC_E_FAILED without a message: another node. */
int mysqldb_name_is_here(const struct mysqldb_name *name, const struct mysqldb_name *ours);
int mysqldb_connection_id(struct sqlembic_session *session, struct sqlembic_buf *out,
			  struct sqlembic_error *err);

#endif
