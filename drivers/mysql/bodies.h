/* bodies.h: statements within others: in the bodies of routines, triggers and events, and in blocks. */
#ifndef MYSQL_BODIES_H
#define MYSQL_BODIES_H

#include "session.h"

/* Appends what is sent to a scratch database in the place of a statement whose body reaches beyond it: the same with a guard
 * (guard.h) for each statement in it that does, or may.  Nothing is appended where there is none. */
void mysqldb_bodies_guard(struct sqlembic_buf *out, const struct mysqldb *s, struct sqlembic_span sql);

#endif
