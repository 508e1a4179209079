/* wire.c: one message to the server and its results, so that waiting can be cancelled.
 *
 * All statements go in simple query messages, which hold any number of them: statements that are pending
 * (setup.c) cost no round trip.  The exception is a statement of the user's outside of a transaction: it is sent in the extended
 * protocol, where the server itself refuses two statements, and alone, since several in one message are an
 * implicit transaction. */
#include "wire.h"

#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>

#include "blockers.h"
#include "cancel.h"
#include "fail.h"
#include "holder.h"
#include "sqlembic/clock.h"

#define TICK_MS 50

bool postgres_in_transaction(struct sqlembic_session *session)
{
	const struct postgres_session *s = postgres_session(session);
	PGTransactionStatusType status = PQtransactionStatus(s->conn);
	return (s->pending & POSTGRES_PENDING_BEGIN) || status == PQTRANS_INTRANS ||
	       status == PQTRANS_INERROR;
}

/* ---- waiting ------------------------------------------------------------------------------------------- */

static void tick(struct postgres_session *s)
{
	postgres_cancel_tick(s);
	if (s->watched && s->sample_at && sqlembic_clock_ms() >= s->sample_at) {
		postgres_sample_blockers(s);
		s->sample_at = sqlembic_clock_ms() + s->lock_timeout_ms / 2;
	}
}

/* Waits for one of `events`, or a moment. */
static void wait_for(struct postgres_session *s, short events)
{
	struct pollfd fd = { .fd = PQsocket(s->conn), .events = events };
	if (fd.fd >= 0)
		(void)poll(&fd, 1, s->cancel || s->watched || s->holder.conn ? TICK_MS : -1);
	postgres_holder_beat(s);
	tick(s);
}

int postgres_flush(struct postgres_session *s, struct sqlembic_error *err)
{
	int rc;
	while ((rc = PQflush(s->conn)) > 0) {
		wait_for(s, POLLIN | POLLOUT);
		/* A server that cannot get rid of its output reads no more of ours. */
		if (!PQconsumeInput(s->conn))
			break;
	}
	return rc == 0 ? 0 : postgres_fail_lost(s, err);
}

PGresult *postgres_next(struct postgres_session *s)
{
	while (PQisBusy(s->conn)) {
		wait_for(s, POLLIN);
		/* PQgetResult returns the reason as a failed result. */
		if (!PQconsumeInput(s->conn))
			break;
	}
	return PQgetResult(s->conn);
}

/* ---- messages ------------------------------------------------------------------------------------------ */

static int sent(struct postgres_session *s, int ok, bool watched, struct sqlembic_error *err)
{
	if (!ok)
		return PQstatus(s->conn) == CONNECTION_OK ? sqlembic_fail_memory(err)
							  : postgres_fail_lost(s, err);
	s->watched = watched;
	free(s->blockers);
	s->blockers = NULL;
	s->sent_at = sqlembic_clock_ms();
	s->sample_at = watched && s->lock_timeout_ms > 0 ? s->sent_at + s->lock_timeout_ms / 2 : 0;
	/* Rows that nobody looks at must not pile up. */
	(void)PQsetSingleRowMode(s->conn);
	int rc = postgres_flush(s, err);
	if (rc < 0)
		postgres_finish(s);
	return rc;
}

int postgres_send(struct postgres_session *s, bool watched, struct sqlembic_error *err)
{
	if (s->text.failed)
		return sqlembic_fail_memory(err);
	postgres_cancel_begin(s);
	return sent(s, PQsendQuery(s->conn, sqlembic_buf_text(&s->text)), watched, err);
}

int postgres_send_one(struct postgres_session *s, bool watched, struct sqlembic_error *err)
{
	if (s->text.failed)
		return sqlembic_fail_memory(err);
	postgres_cancel_begin(s);
	int ok = PQsendQueryParams(s->conn, sqlembic_buf_text(&s->text), 0, NULL, NULL, NULL, NULL, 0);
	return sent(s, ok, watched, err);
}

bool postgres_completes(const PGresult *result)
{
	ExecStatusType status = PQresultStatus(result);
	if (status == PGRES_EMPTY_QUERY)
		return true;
	return (status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK) && *PQcmdStatus((PGresult *)result);
}

void postgres_drop_copy(struct postgres_session *s)
{
	char *data = NULL;
	int n;
	while ((n = PQgetCopyData(s->conn, &data, 1)) >= 0) {
		PQfreemem(data);
		data = NULL;
		if (n > 0)
			continue;
		wait_for(s, POLLIN);
		if (!PQconsumeInput(s->conn))
			break;
	}
}

void postgres_finish(struct postgres_session *s)
{
	PGresult *result;
	while ((result = postgres_next(s))) {
		ExecStatusType status = PQresultStatus(result);
		PQclear(result);
		if (status == PGRES_COPY_IN)
			(void)PQputCopyEnd(s->conn, "there is no data");
		if (PQstatus(s->conn) != CONNECTION_OK)
			break;
	}
	s->watched = false;
	s->sample_at = 0;
}
