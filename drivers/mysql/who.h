/* who.h: says who has a connection. */
#ifndef MYSQL_WHO_H
#define MYSQL_WHO_H

#include "session.h"

/* Appends who has the connection, a number or an expression for one. */
int mysqldb_who_has(struct mysqldb *s, const char *connection, struct sqlembic_buf *out,
		    struct sqlembic_error *err);
/* Appends an account, as CURRENT_USER() tells it, the way that GRANT wants it: 'user'@'host'. */
void mysqldb_who_is(struct sqlembic_buf *out, const char *account);

#endif
