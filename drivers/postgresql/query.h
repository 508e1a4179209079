/* query.h: our own statements. */
#ifndef POSTGRESQL_QUERY_H
#define POSTGRESQL_QUERY_H

#include "session.h"

int postgres_query(struct sqlembic_session *session, struct sqlembic_query *query,
		   struct sqlembic_error *err);

#endif
