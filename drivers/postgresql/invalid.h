/* invalid.h: the indexes that an interrupted statement leaves. */
#ifndef POSTGRESQL_INVALID_H
#define POSTGRESQL_INVALID_H

#include "session.h"

/* Runs one statement outside of a transaction, and looks after the INVALID indexes that it may leave. */
int postgres_exec_outside(struct postgres_session *s, struct sqlembic_span sql, struct sqlembic_error *err);
int postgres_find_effect(struct sqlembic_session *session, const struct sqlembic_announced *announced,
			 enum sqlembic_effect *effect, struct sqlembic_error *err);

#endif
