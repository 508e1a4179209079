/* fail.h: the server's errors in words that a user can act on. */
#ifndef MYSQL_FAIL_H
#define MYSQL_FAIL_H

#include "session.h"

/* Describes the error of the last call on the connection; returns the code. */
int mysqldb_fail(struct mysqldb *s, struct sqlembic_error *err);
/* The same for a connection that could not be made. */
int mysqldb_fail_connect(const struct mysqldb *s, MYSQL *db, struct sqlembic_error *err);
/* The connection was lost while a COMMIT was on its way. */
int mysqldb_fail_uncertain(struct sqlembic_error *err);
/* The server was told to stop what has ended without an error. */
int mysqldb_fail_stopped(const struct mysqldb *s, struct sqlembic_error *err);
/* What a scratch database must not do, and what is known only when it runs. */
int mysqldb_fail_beyond(struct sqlembic_error *err, const char *why);

#endif
