/* hosts.h: a URL with several hosts. */
#ifndef MYSQL_HOSTS_H
#define MYSQL_HOSTS_H

#include "session.h"

/* Whether the target's host is a list, "host:port,host:port". */
bool mysqldb_hosts_are_many(const struct mysqldb_target *target);
/* Connects to the first of them that takes writes, which becomes the target's only host; who only reads is content with one
 * that can be reached.  NULL where none can, and the reason is in `err`. */
MYSQL *mysqldb_hosts_connect(struct mysqldb *s, struct sqlembic_error *err);

#endif
