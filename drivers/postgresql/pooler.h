/* pooler.h: poolers between us and the server. */
#ifndef POSTGRESQL_POOLER_H
#define POSTGRESQL_POOLER_H

#include "session.h"

bool postgres_pools_transactions(const struct postgres_session *s);

#endif
