/* replica.h: a replica that refuses writes to all but administrators. */
#ifndef MYSQL_REPLICA_H
#define MYSQL_REPLICA_H

#include "session.h"

/* What tells, in a query of others, that it may be one: column `@@GLOBAL.read_only`. */
#define MYSQLDB_READ_ONLY "@@GLOBAL.read_only"

/* Whether a server whose read_only has this value is written to by everybody.  It is a number, and since MariaDB has degrees of
 * it the name of one there. */
bool mysqldb_replica_takes_writes(const char *read_only);
/* Fails where the server, whose read_only has this value, is a replica.  One that is only read-only, as for maintenance, is an
 * administrator's to write to. */
int mysqldb_replica_refuse(struct mysqldb *s, const char *read_only, struct sqlembic_error *err);

#endif
