/* copy.h: the slot for COPY ... FROM stdin. */
#ifndef POSTGRESQL_COPY_H
#define POSTGRESQL_COPY_H

#include "session.h"

int postgres_copy_in(struct sqlembic_session *session, struct sqlembic_span sql,
		     int (*next)(void *payload, struct sqlembic_span *chunk, struct sqlembic_error *err),
		     void *payload, struct sqlembic_error *err);

#endif
