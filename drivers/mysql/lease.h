/* lease.h: the migration lock of a cluster: a row with a lease.  A lock of GET_LOCK excludes the sessions of one node only. */
#ifndef MYSQL_LEASE_H
#define MYSQL_LEASE_H

#include "session.h"

/* How long a run may be silent, where nobody has said. */
#define MYSQLDB_LEASE_MS 20000

/* Tries to take the lock whose name is the literal `name`; SQLEMBIC_E_LOCKED where another run has it. */
int mysqldb_lease_try(struct mysqldb *s, const char *name, struct sqlembic_error *err);
/* Gives it back; SQLEMBIC_E_FAILED where it was not held any more. */
int mysqldb_lease_release(struct mysqldb *s, struct sqlembic_error *err);
static inline bool mysqldb_is_leased(const struct mysqldb *s)
{
	return s->lease.fence != NULL;
}

/* The look at the lock that stands ahead of what only its holder may do: the row is moved.  Where that finds no row, the lock
 * is lost: mysqldb_lease_lost() says so. */
int mysqldb_lease_fence(struct mysqldb *s, struct sqlembic_error *err);
int mysqldb_lease_lost(struct mysqldb *s, struct sqlembic_error *err);
/* Disconnects the heartbeat without giving the lock back. */
void mysqldb_lease_drop(struct mysqldb *s);

#endif
