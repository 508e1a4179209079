/* open.h: a session's beginning and end. */
#ifndef POSTGRESQL_OPEN_H
#define POSTGRESQL_OPEN_H

#include "session.h"

/* Leaves session->driver to the caller. */
int postgres_open(struct sqlembic_session **out, const struct sqlembic_connect *connect,
		  struct sqlembic_error *err);
void postgres_close(struct sqlembic_session *session);
bool postgres_can_renew(struct sqlembic_session *session);
int postgres_renew(struct sqlembic_session *session, const struct sqlembic_connect *connect,
		   struct sqlembic_error *err);

#endif
