/* watch.h: a thread that stops a statement which runs too long or is no longer wanted. */
#ifndef MYSQL_WATCH_H
#define MYSQL_WATCH_H

#include "session.h"

/* Our own statements are short.  One that still runs so long after the user has asked to stop is waiting for a
 * lock; before that it may finish, since it keeps the journal right. */
#define MYSQLDB_QUERY_GRACE_MS 1000

void mysqldb_watch_init(struct mysqldb *s);
void mysqldb_watch_release(struct mysqldb *s);
/* From here to mysqldb_watch_end the running statement is stopped when it is cancelled, but not before
 * `grace_ms`, and after `timeout_ms` (0: never). */
void mysqldb_watch_begin(struct mysqldb *s, long timeout_ms, long grace_ms);
/* The server has begun with the next statement of the packet: its time is its own. */
void mysqldb_watch_next(struct mysqldb *s, long timeout_ms, long grace_ms);
void mysqldb_watch_end(struct mysqldb *s);

#endif
