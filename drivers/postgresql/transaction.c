/* transaction.c: BEGIN, COMMIT and ROLLBACK. */
#include "transaction.h"

#include <string.h>

#include "fail.h"
#include "holder.h"
#include "reach.h"
#include "setup.h"
#include "wire.h"

/* BEGIN is sent together with the first statement. */
int postgres_begin(struct sqlembic_session *session, struct sqlembic_error *err)
{
	struct postgres_session *s = postgres_session(session);

	if (PQstatus(s->conn) != CONNECTION_OK)
		return postgres_fail_lost(s, err);
	if (postgres_in_transaction(session))
		return sqlembic_fail(err, SQLEMBIC_E_FAILED, "a transaction is open already");
	s->pending |= POSTGRES_PENDING_BEGIN;
	s->reach_start = POSTGRES_REACH_NONE;
	return 0;
}

int postgres_commit(struct sqlembic_session *session, struct sqlembic_error *err)
{
	struct postgres_session *s = postgres_session(session);
	char tag[16] = "";

	/* Nothing was run in it. */
	if (s->pending & POSTGRES_PENDING_BEGIN) {
		s->pending &= ~(unsigned)(POSTGRES_PENDING_BEGIN | POSTGRES_PENDING_HEAD |
					  POSTGRES_PENDING_PATH);
		return 0;
	}
	if (PQstatus(s->conn) == CONNECTION_OK && !postgres_in_transaction(session))
		return sqlembic_fail(err, SQLEMBIC_E_FAILED, "there is no transaction to commit");
	s->pending &= ~(unsigned)POSTGRES_PENDING_PATH;
	bool was_connected = PQstatus(s->conn) == CONNECTION_OK;
	struct sqlembic_buf text = SQLEMBIC_BUF_INIT;
	(void)postgres_reach_add_end(&text, s);
	(void)postgres_add_pooled_reset(&text, s);
	sqlembic_buf_puts(&text, "COMMIT");
	int rc = text.failed ? sqlembic_fail_memory(err) : postgres_run(s, text.ptr, tag, sizeof(tag), err);
	sqlembic_buf_release(&text);
	if (rc < 0 && was_connected && PQstatus(s->conn) != CONNECTION_OK)
		(void)postgres_fail_uncertain(err);
	/* How the server answers when a statement of the transaction has failed. */
	if (rc == 0 && strcmp(tag, "ROLLBACK") == 0)
		return sqlembic_fail(err, SQLEMBIC_E_FAILED,
				     "the transaction could not be committed: one of its statements had "
				     "failed, and the server rolled it back");
	return rc;
}

int postgres_rollback(struct sqlembic_session *session, struct sqlembic_error *err)
{
	struct postgres_session *s = postgres_session(session);

	s->pending &= ~(unsigned)(POSTGRES_PENDING_BEGIN | POSTGRES_PENDING_HEAD | POSTGRES_PENDING_PATH);
	s->reach_lingers |= s->reach_start != POSTGRES_REACH_NONE;
	/* A server rolls back what an ended connection has left open.  What it still does keeps others away by itself. */
	if (PQstatus(s->conn) != CONNECTION_OK && s->pooled)
		(void)postgres_holder_release(s);
	if (PQstatus(s->conn) != CONNECTION_OK || !postgres_in_transaction(session))
		return 0;
	/* Nothing may go ahead of it: a failed transaction takes nothing else. */
	unsigned pending = s->pending | (s->may_have_unlocked ? POSTGRES_PENDING_LOCK : 0);
	s->pending = 0;
	s->may_have_unlocked = false;
	int rc = postgres_run(s, "ROLLBACK", NULL, 0, err);
	s->pending = pending;
	return PQstatus(s->conn) == CONNECTION_OK ? rc : 0;
}

/* A COMMIT waits for all of the log before it, if its transaction has written into the log: to have a number is not enough.  Every
 * role may make a large object, and nothing is left of this one. */
int postgres_durability(struct sqlembic_session *session, enum sqlembic_durability how,
			struct sqlembic_error *err)
{
	struct postgres_session *s = postgres_session(session);
	s->lags = how == SQLEMBIC_DURABILITY_LATER;
	if (how != SQLEMBIC_DURABILITY_NOW)
		return 0;
	if (PQstatus(s->conn) != CONNECTION_OK)
		return postgres_fail_lost(s, err);
	return postgres_run(s, "BEGIN;SELECT pg_catalog.lo_unlink(pg_catalog.lo_create(0));COMMIT", NULL, 0,
			    err);
}
