/* renew.h: a session goes from one tenant to the next. */
#ifndef POSTGRESQL_RENEW_H
#define POSTGRESQL_RENEW_H

#include "session.h"

bool postgres_can_renew(struct sqlembic_session *session);
int postgres_renew(struct sqlembic_session *session, const struct sqlembic_connect *connect,
		   struct sqlembic_error *err);

#endif
