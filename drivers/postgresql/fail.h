/* fail.h: the server's errors in words that a user can act on; all return the code. */
#ifndef POSTGRESQL_FAIL_H
#define POSTGRESQL_FAIL_H

#include "session.h"

/* Describes a failed result. */
int postgres_fail(struct postgres_session *s, const PGresult *result, struct sqlembic_error *err);
/* Describes why the connection cannot be used any more. */
int postgres_fail_lost(const struct postgres_session *s, struct sqlembic_error *err);
/* Describes why there is no connection. */
int postgres_fail_connect(const PGconn *conn, const char *masked_url, struct sqlembic_error *err);
/* Nobody knows whether the server received the COMMIT before the connection broke, or its answer was lost. */
int postgres_fail_uncertain(struct sqlembic_error *err);
/* Appends server text as one line. */
void postgres_add_line(struct sqlembic_buf *out, const char *text);
/* Stands before a number in the error of the statement that looks whether we still have the migration lock. */
#define POSTGRES_LOCK_LOST "migration lock: "
#define POSTGRES_HOLDER_LOST                                                                           \
	"the migration lock is not held any more: the connection that held it, behind the connection " \
	"pooler, has been ended"
#define POSTGRES_HOLDER_HINT                                                                            \
	"raise or turn off the pooler's limits for transactions (pgbouncer: idle_transaction_timeout, " \
	"transaction_timeout), then run the command again"
/* A hint with the user that connected between two texts.  The name is quoted, as a bare one might mean something else, or be a word
 * of SQL ("user"). */
int postgres_hint_user(const PGconn *conn, struct sqlembic_error *err, const char *before,
		       const char *behind);
bool postgres_state_is(const PGresult *result, const char *sqlstate);

#endif
