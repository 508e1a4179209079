/* query.h: our own statements. */
#ifndef POSTGRESQL_QUERY_H
#define POSTGRESQL_QUERY_H

#include "session.h"

/* Of a boolean, which may be NULL. */
bool postgres_is_true(const char *value);
int postgres_query(struct sqlembic_session *session, struct sqlembic_query *query,
		   struct sqlembic_error *err);
/* The same as the user who has logged in, whatever role came with the connection: it sees its own sessions. */
int postgres_query_as_login(struct sqlembic_session *session, struct sqlembic_query *query,
			    struct sqlembic_error *err);
/* The same for one that executes a prepared statement, whose plan depends on no argument: the server would make the first five plans
 * anew.  Not behind a pooler. */
int postgres_query_prepared(struct sqlembic_session *session, struct sqlembic_query *query,
			    struct sqlembic_error *err);
/* The first message of a session: its settings, and queries that only read, together.  False: nothing of it is in effect. */
bool postgres_query_first(struct postgres_session *s, struct sqlembic_query *settings,
			  struct sqlembic_query *const *first, size_t n, struct sqlembic_error *err);
/* The same for a session that was another tenant's.  False: what is no part of a transaction may be in effect all the same,
 * locks among it. */
bool postgres_query_renewed(struct postgres_session *s, struct sqlembic_query *settings,
			    struct sqlembic_query *const *first, size_t n, struct sqlembic_error *err);
/* Several in one message; where one fails, or its table is missing, none is `answered`. */
int postgres_query_together(struct postgres_session *s, struct sqlembic_query *const *queries, size_t n,
			    struct sqlembic_error *err);

#endif
