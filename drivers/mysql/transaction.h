/* transaction.h: begins and ends transactions. */
#ifndef MYSQL_TRANSACTION_H
#define MYSQL_TRANSACTION_H

#include "session.h"

/* Whatever completion_type the server or the script has chosen: no next transaction, and the connection stays. */
#define MYSQLDB_NO_CHAIN " AND NO CHAIN NO RELEASE"
#define MYSQLDB_COMMIT   "COMMIT" MYSQLDB_NO_CHAIN

int mysqldb_begin(struct sqlembic_session *session, struct sqlembic_error *err);
int mysqldb_commit(struct sqlembic_session *session, struct sqlembic_error *err);
int mysqldb_rollback(struct sqlembic_session *session, struct sqlembic_error *err);
bool mysqldb_in_transaction(struct sqlembic_session *session);

#endif
