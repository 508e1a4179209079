/* postgresql_target.h: PostgreSQL as the driver tests see it: a database of its own for each test, on the server that
 * `make check` has started (test/support/server-postgresql) or that SQLEMBIC_SERVER_POSTGRESQL names. */
#ifndef POSTGRESQL_TARGET_H
#define POSTGRESQL_TARGET_H

#include "conformance.h"

extern const struct conformance_target postgresql_target;
/* The same as a role that owns the database and has no other rights. */
extern const struct conformance_target postgresql_ordinary;

/* How to reach the server itself, as its superuser; lives until the process ends. */
const struct sqlembic_url *postgresql_server(void);
/* The server's directory of sockets, and its port. */
const char *postgresql_socket(void);
int postgresql_port(void);
/* Runs one statement on the server, in the database that a superuser has. */
void postgresql_admin(const char *sql);

#endif
