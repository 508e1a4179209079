/* lock.h: the migration lock. */
#ifndef POSTGRESQL_LOCK_H
#define POSTGRESQL_LOCK_H

#include "session.h"

int postgres_try_lock(struct sqlembic_session *session, const char *key, struct sqlembic_error *err);
int postgres_unlock(struct sqlembic_session *session, const char *key, struct sqlembic_error *err);
int postgres_lock_holder(struct sqlembic_session *session, const char *key, struct sqlembic_buf *out,
			 struct sqlembic_error *err);

#endif
