/* alive.h: names of connections, and whether the server still has one. */
#ifndef MYSQL_ALIVE_H
#define MYSQL_ALIVE_H

#include "session.h"

int mysqldb_connection_alive(struct sqlembic_session *session, const char *id, struct sqlembic_error *err);

#endif
