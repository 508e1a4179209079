/* pooler.h: poolers between us and the server. */
#ifndef POSTGRESQL_POOLER_H
#define POSTGRESQL_POOLER_H

#include "session.h"

/* For messages. */
#define POSTGRES_POOLED      "a connection pooler gives each transaction another connection to the server"
#define POSTGRES_POOLED_HINT "let sqlalchemy.url name the server itself, or a pool in session mode"

bool postgres_pools_transactions(const struct postgres_session *s);

#endif
