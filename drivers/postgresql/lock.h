/* lock.h: the migration lock, and names of connections. */
#ifndef POSTGRESQL_LOCK_H
#define POSTGRESQL_LOCK_H

#include "session.h"

/* Yields a row where our session holds the lock: for the halves of its key. */
#define POSTGRES_OUR_LOCK                                                                         \
	"SELECT 1 FROM pg_catalog.pg_locks AS l WHERE l.locktype = 'advisory' AND l.classid = %s" \
	" AND l.objid = %s AND l.objsubid = 1 AND l.granted AND l.pid = pg_catalog.pg_backend_pid()"

int postgres_try_lock(struct sqlembic_session *session, const char *key, struct sqlembic_error *err);
int postgres_unlock(struct sqlembic_session *session, const char *key, struct sqlembic_error *err);
int postgres_lock_holder(struct sqlembic_session *session, const char *key, struct sqlembic_buf *out,
			 struct sqlembic_error *err);
int postgres_connection_id(struct sqlembic_session *session, struct sqlembic_buf *out,
			   struct sqlembic_error *err);
int postgres_connection_alive(struct sqlembic_session *session, const char *id, struct sqlembic_error *err);

#endif
