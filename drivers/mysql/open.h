/* open.h: from a URL to a session and back. */
#ifndef MYSQL_OPEN_H
#define MYSQL_OPEN_H

#include "session.h"

/* Leaves session->driver to the caller. */
int mysqldb_open(struct sqlembic_session **out, const struct sqlembic_connect *connect,
		 struct sqlembic_error *err);
void mysqldb_close(struct sqlembic_session *session);

#endif
