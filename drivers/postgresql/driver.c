/* driver.c: the PostgreSQL driver's table of slots, and its transactions. */
#include "session.h"

#include <string.h>

bool postgres_in_transaction(struct sqlembic_session *session)
{
	const struct postgres_session *s = postgres_session(session);
	PGTransactionStatusType status = PQtransactionStatus(s->conn);
	return (s->owed & POSTGRES_OWES_BEGIN) || status == PQTRANS_INTRANS || status == PQTRANS_INERROR;
}

/* BEGIN is sent together with the first statement. */
static int begin(struct sqlembic_session *session, struct sqlembic_error *err)
{
	struct postgres_session *s = postgres_session(session);

	if (PQstatus(s->conn) != CONNECTION_OK)
		return postgres_fail_lost(s, err);
	if (postgres_in_transaction(session))
		return sqlembic_fail(err, SQLEMBIC_E_FAILED, "a transaction is open already");
	s->owed |= POSTGRES_OWES_BEGIN;
	return 0;
}

static int commit(struct sqlembic_session *session, struct sqlembic_error *err)
{
	struct postgres_session *s = postgres_session(session);
	char tag[16] = "";

	/* Nothing was run in it. */
	if (s->owed & POSTGRES_OWES_BEGIN) {
		s->owed &= ~(unsigned)(POSTGRES_OWES_BEGIN | POSTGRES_OWES_PATH);
		return 0;
	}
	if (PQstatus(s->conn) == CONNECTION_OK && !postgres_in_transaction(session))
		return sqlembic_fail(err, SQLEMBIC_E_FAILED, "there is no transaction to commit");
	s->owed &= ~(unsigned)POSTGRES_OWES_PATH;
	bool was_connected = PQstatus(s->conn) == CONNECTION_OK;
	int rc = postgres_run(s, "COMMIT", tag, sizeof(tag), err);
	if (rc < 0 && was_connected && PQstatus(s->conn) != CONNECTION_OK)
		(void)postgres_fail_uncertain(err);
	/* How the server answers when a statement of the transaction has failed. */
	if (rc == 0 && strcmp(tag, "ROLLBACK") == 0)
		return sqlembic_fail(err, SQLEMBIC_E_FAILED,
				     "the transaction could not be committed: one of its statements had "
				     "failed, and the server rolled it back");
	return rc;
}

static int rollback(struct sqlembic_session *session, struct sqlembic_error *err)
{
	struct postgres_session *s = postgres_session(session);

	s->owed &= ~(unsigned)(POSTGRES_OWES_BEGIN | POSTGRES_OWES_PATH);
	/* A server rolls back what an ended connection has left open. */
	if (PQstatus(s->conn) != CONNECTION_OK || !postgres_in_transaction(session))
		return 0;
	/* Nothing may go ahead of it: a failed transaction takes nothing else. */
	unsigned owed = s->owed;
	s->owed = 0;
	int rc = postgres_run(s, "ROLLBACK", NULL, 0, err);
	s->owed = owed;
	return PQstatus(s->conn) == CONNECTION_OK ? rc : 0;
}

const struct sqlembic_driver sqlembic_postgresql_driver = {
	.abi = SQLEMBIC_DRIVER_ABI,
	.name = "postgresql",
	.caps = SQLEMBIC_CAP_SCHEMAS,
	.open = postgres_open,
	.close = postgres_close,
	.send = postgres_send_parts,
	.copy_in = postgres_copy_in,
	.query = postgres_query,
	.begin = begin,
	.commit = commit,
	.rollback = rollback,
	.in_transaction = postgres_in_transaction,
	.script_begin = postgres_script_begin,
	.script_check = postgres_script_check,
	.script_end = postgres_script_end,
	.reset_path = postgres_reset_path,
	.try_lock = postgres_try_lock,
	.unlock = postgres_unlock,
	.lock_holder = postgres_lock_holder,
	.connection_id = postgres_connection_id,
	.connection_alive = postgres_connection_alive,
	.find_effect = postgres_find_effect,
};
