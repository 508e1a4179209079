/* lock.h: the migration lock. */
#ifndef POSTGRESQL_LOCK_H
#define POSTGRESQL_LOCK_H

#include "session.h"

int postgres_try_lock(struct sqlembic_session *session, const char *key, struct sqlembic_error *err);
int postgres_unlock(struct sqlembic_session *session, const char *key, struct sqlembic_error *err);
int postgres_query_and_unlock(struct sqlembic_session *session, struct sqlembic_query *query, const char *key,
			      struct sqlembic_error *err);
/* Appends two terms: whether there may be event triggers, and one that takes the lock of the key, from now on that of the
 * session, and says whether it has. */
void postgres_add_lock_term(struct sqlembic_buf *out, struct postgres_session *s, const char *key);
int postgres_lock_holder(struct sqlembic_session *session, const char *key, struct sqlembic_buf *out,
			 struct sqlembic_error *err);

#endif
