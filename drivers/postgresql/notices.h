/* notices.h: what the server has to say of statements that succeed. */
#ifndef POSTGRESQL_NOTICES_H
#define POSTGRESQL_NOTICES_H

#include "session.h"

/* A notice receiver of libpq; the payload is a session. */
void postgres_take_notice(void *payload, const PGresult *result);

#endif
