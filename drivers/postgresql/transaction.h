/* transaction.h: BEGIN, COMMIT and ROLLBACK. */
#ifndef POSTGRESQL_TRANSACTION_H
#define POSTGRESQL_TRANSACTION_H

#include "session.h"

int postgres_begin(struct sqlembic_session *session, struct sqlembic_error *err);
int postgres_commit(struct sqlembic_session *session, struct sqlembic_error *err);
int postgres_rollback(struct sqlembic_session *session, struct sqlembic_error *err);
int postgres_durability(struct sqlembic_session *session, enum sqlembic_durability how,
			struct sqlembic_error *err);

#endif
