/* heartbeat.h: a thread with a connection of its own that moves the lock's row while the session is busy, so that other nodes
 * see that its run is alive. */
#ifndef MYSQL_HEARTBEAT_H
#define MYSQL_HEARTBEAT_H

#include "session.h"

/* Between two beats. */
#define MYSQLDB_BEAT_MS(lease_ms) ((lease_ms) / 8 < 1000 ? (lease_ms) / 8 : 1000)

void mysqldb_heartbeat_init(struct mysqldb *s);
/* From now on the statement s->lease.beat is run now and then. */
void mysqldb_heartbeat_start(struct mysqldb *s);
/* Ends it; the row is not moved any more. */
void mysqldb_heartbeat_end(struct mysqldb *s);
void mysqldb_heartbeat_release(struct mysqldb *s);

#endif
