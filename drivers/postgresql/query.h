/* query.h: our own statements. */
#ifndef POSTGRESQL_QUERY_H
#define POSTGRESQL_QUERY_H

#include "session.h"

int postgres_query(struct sqlembic_session *session, struct sqlembic_query *query,
		   struct sqlembic_error *err);
/* The same as the user who has logged in, whatever role came with the connection: it sees its own sessions. */
int postgres_query_as_login(struct sqlembic_session *session, struct sqlembic_query *query,
			    struct sqlembic_error *err);

#endif
