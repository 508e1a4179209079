/* connect.h: a connection, for the session or for stopping its statement. */
#ifndef MYSQL_CONNECT_H
#define MYSQL_CONNECT_H

#include <signal.h>

#include "session.h"

/* A new connection, or NULL with *failed being the handle to ask for the reason and to close (NULL: out of
 * memory).  `cancel` may be NULL; once it is not zero, the server is waited for no longer. */
MYSQL *mysqldb_connect(const struct mysqldb_target *target, const volatile sig_atomic_t *cancel,
		       MYSQL **failed);
/* Why the connection that was made is not good enough, NULL if it is. */
const char *mysqldb_connect_flaw(MYSQL *db, const struct mysqldb_target *target);
int mysqldb_socket(MYSQL *db);
/* 101108 of MariaDB 10.11.8, with either client library. */
unsigned long mysqldb_mariadb_version(MYSQL *db);

#endif
