/* holder.h: the connection that holds the migration lock behind a pool of transactions. */
#ifndef POSTGRESQL_HOLDER_H
#define POSTGRESQL_HOLDER_H

#include "session.h"

/* Tries to take the lock s->key: SQLEMBIC_E_LOCKED where another process has it. */
int postgres_holder_take(struct postgres_session *s, struct sqlembic_error *err);
/* Shows the pooler, about once a second, that the transaction is in use; never waits. */
void postgres_holder_beat(struct postgres_session *s);
/* Ends the transaction and with it the lock; false where it was lost before. */
bool postgres_holder_release(struct postgres_session *s);
/* The slot keep_lock. */
void postgres_keep_lock(struct sqlembic_session *session);

#endif
