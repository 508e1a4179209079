/* outside.h: statements outside of transactions, behind a pool of transactions. */
#ifndef POSTGRESQL_OUTSIDE_H
#define POSTGRESQL_OUTSIDE_H

#include "session.h"

/* The slot check_outside. */
int postgres_check_outside(struct sqlembic_session *session, struct sqlembic_span sql, bool alone,
			   struct sqlembic_error *err);
/* Takes note of a statement that is sent so; says, the first time, what that means for the lock. */
void postgres_note_unlooked(struct postgres_session *s, struct sqlembic_span sql);

#endif
