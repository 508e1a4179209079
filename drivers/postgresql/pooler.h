/* pooler.h: poolers between us and the server. */
#ifndef POSTGRESQL_POOLER_H
#define POSTGRESQL_POOLER_H

#include "session.h"

/* For messages. */
#define POSTGRES_POOLED      "a connection pooler gives each transaction another connection to the server"
#define POSTGRES_POOLED_HINT "let sqlalchemy.url name the server itself, or a pool in session mode"

/* Finds out, once, what a pooler pools: pooled, fenced, by_statement; makes our settings where sessions last. */
int postgres_know_pool(struct postgres_session *s, struct sqlembic_error *err);
/* The failure of a pooler that leaves us no transactions. */
int postgres_refuse_pool(struct sqlembic_error *err);

#endif
