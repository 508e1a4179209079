/* lock.h: the migration lock. */
#ifndef MYSQL_LOCK_H
#define MYSQL_LOCK_H

#include "session.h"

int mysqldb_try_lock(struct sqlembic_session *session, const char *key, struct sqlembic_error *err);
int mysqldb_unlock(struct sqlembic_session *session, const char *key, struct sqlembic_error *err);
int mysqldb_lock_holder(struct sqlembic_session *session, const char *key, struct sqlembic_buf *out,
			struct sqlembic_error *err);
/* Releases the lock, if there is one: the server would take a moment to see that the connection has ended. */
void mysqldb_release_lock(struct mysqldb *s);

#endif
