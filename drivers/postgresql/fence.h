/* fence.h: looks at the migration lock that travel with what they guard, and the names that our messages have on the server. */
#ifndef POSTGRESQL_FENCE_H
#define POSTGRESQL_FENCE_H

#include "session.h"

/* Yields a row where our session holds the lock: for the halves of its key. */
#define POSTGRES_OUR_LOCK                                                                         \
	"SELECT 1 FROM pg_catalog.pg_locks AS l WHERE l.locktype = 'advisory' AND l.classid = %s" \
	" AND l.objid = %s AND l.objsubid = 1 AND l.granted AND l.pid = pg_catalog.pg_backend_pid()"
/* The same for anybody's lock in our database. */
#define POSTGRES_ANY_LOCK                                                                         \
	"FROM pg_catalog.pg_locks AS l WHERE l.locktype = 'advisory' AND l.database ="            \
	" (SELECT oid FROM pg_catalog.pg_database WHERE datname = pg_catalog.current_database())" \
	" AND l.classid = %s AND l.objid = %s AND l.objsubid = 1 AND l.granted"

/* A term: whether the database may have event triggers: it has some, or has had some since its last VACUUM.  The file of
 * their table is empty where there never was one, which costs less to see than to look into the table, and needs no right
 * to read it. */
#define POSTGRES_EVENT_TRIGGERS "pg_catalog.pg_relation_size(3466) > 0"

/* The comment that our messages begin with there. */
#define POSTGRES_MARK "/* sqlembic "

/* Appends the look, if there is a lock to look at; returns how many statements that is. */
size_t postgres_add_fence(struct sqlembic_buf *out, const struct postgres_session *s);
/* The same as one more term of the SELECT that `out` ends with, which costs the server half of what a statement does. */
void postgres_add_fence_term(struct sqlembic_buf *out, const struct postgres_session *s);
/* Behind a pool of transactions: appends the comment by which a later run finds what this one has sent. */
void postgres_add_mark(struct sqlembic_buf *out, const struct postgres_session *s);
/* The comment of the connection that the log calls `id`. */
void postgres_write_mark(char *out, size_t size, const char *id);

#endif
