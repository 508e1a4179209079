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
/* The same for a short message of ours, for which no thread is started: once it is sent, mysqldb_watch_await() waits for
 * the answer, of which all must come at once, and returns when there is something to read.  The thread is started where the
 * server has to be told to stop. */
void mysqldb_watch_begin_short(struct mysqldb *s, long grace_ms);
void mysqldb_watch_await(struct mysqldb *s);
/* The server has begun with the next statement of the packet: its time is its own. */
void mysqldb_watch_next(struct mysqldb *s, long timeout_ms, long grace_ms);
/* Returns whether the server was told to stop it: what has succeeded all the same may be less than was asked for, since
 * SLEEP() and GET_LOCK() that are stopped are no error to the servers. */
bool mysqldb_watch_end(struct mysqldb *s);

#endif
