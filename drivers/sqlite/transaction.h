/* transaction.h: begins and ends transactions. */
#ifndef SQLITE_TRANSACTION_H
#define SQLITE_TRANSACTION_H

#include "session.h"

int sqlite_begin(struct sqlembic_session *session, struct sqlembic_error *err);
int sqlite_commit(struct sqlembic_session *session, struct sqlembic_error *err);
int sqlite_rollback(struct sqlembic_session *session, struct sqlembic_error *err);
int sqlite_savepoint(struct sqlembic_session *session, enum sqlembic_savepoint what,
		     struct sqlembic_error *err);
bool sqlite_in_transaction(struct sqlembic_session *session);

#endif
