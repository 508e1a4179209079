/* query.h: the slot for our own statements. */
#ifndef MYSQL_QUERY_H
#define MYSQL_QUERY_H

#include "session.h"

int mysqldb_query(struct sqlembic_session *session, struct sqlembic_query *query, struct sqlembic_error *err);

#endif
