/* holder.c: behind a pool of transactions a lock of the session cannot be held, but a transaction stays on the server process
 * that it began on: a second connection holds the migration lock in a transaction that is open for as long as the run
 * lasts.  It has no snapshot between two statements, and so is in nobody's way.
 *
 * The lock is only tried, and a try that fails ends the transaction: a runner that waits takes no connection of the pool. */
#include "holder.h"

#include <stdio.h>
#include <string.h>

#include "connect.h"
#include "fence.h"
#include "pooler.h"
#include "sqlembic/clock.h"
#include "sqlembic/flag.h"

/* How long the pool has to give us a second connection to the server. */
#define POOL_MS 5000
/* Between two tries for it, in which another runner may get its own. */
#define AGAIN_MS 1000
/* For what needs no connection of the pool, or has it. */
#define ANSWER_MS 2000
#define BEAT_MS   1000
#define BEAT      "SELECT 'holds the migration lock'"

static long pool_ms(const struct postgres_session *s)
{
	return s->lock_timeout_ms > 0 && s->lock_timeout_ms < POOL_MS ? s->lock_timeout_ms : POOL_MS;
}

static int fail_small(const struct postgres_session *s, struct sqlembic_error *err)
{
	char reason[256] = "";
	if (s->holder.conn && PQstatus(s->holder.conn) != CONNECTION_OK)
		(void)snprintf(reason, sizeof(reason), "%s", PQerrorMessage(s->holder.conn));
	reason[strcspn(reason, "\n")] = '\0';
	(void)sqlembic_fail(err, SQLEMBIC_E_FAILED,
			    "the connection pooler gave no second connection to the server within %g s: one "
			    "holds the migration lock, another runs the revisions",
			    (double)pool_ms(s) / 1000.0);
	if (reason[0])
		(void)sqlembic_fail_detail(err, "%s", reason);
	return sqlembic_fail_hint(err, "give the pool at least two connections a run (pool_size, "
				       "default_pool_size), or " POSTGRES_POOLED_HINT);
}

static void drop(struct postgres_session *s)
{
	if (!s->holder.conn)
		return;
	PQfinish(s->holder.conn);
	s->holder = (struct postgres_holder){ .conn = NULL };
}

/* The server's own words are for nobody. */
static void ignore_notice(void *payload, const PGresult *result)
{
	(void)payload;
	(void)result;
}

static bool connect_holder(struct postgres_session *s)
{
	char mark[sizeof(s->holder.beat) - sizeof(BEAT)];
	if (s->holder.conn && PQstatus(s->holder.conn) == CONNECTION_OK)
		return true;
	drop(s);
	s->holder.conn = postgres_connect_again(s);
	if (PQstatus(s->holder.conn) != CONNECTION_OK)
		return false;
	(void)PQsetNoticeReceiver(s->holder.conn, ignore_notice, NULL);
	postgres_write_mark(mark, sizeof(mark), s->id);
	(void)snprintf(s->holder.beat, sizeof(s->holder.beat), "%s" BEAT, mark);
	return PQsetnonblocking(s->holder.conn, 1) == 0;
}

/* The lock, and who has it: no row where another process has it; whether a transaction of an earlier owner still runs. */
static PGresult *ask_lock(struct postgres_session *s, long ms)
{
	struct sqlembic_buf sql = SQLEMBIC_BUF_INIT;
	postgres_add_mark(&sql, s);
	sqlembic_buf_printf(
		&sql,
		"BEGIN ISOLATION LEVEL READ COMMITTED; SET LOCAL idle_in_transaction_session_timeout = 0;"
		" SET LOCAL statement_timeout = 0; %s"
		" SELECT pg_catalog.pg_try_advisory_xact_lock(%s);"
		" SELECT l.pid, l.virtualtransaction, EXISTS (SELECT 1 " POSTGRES_ANY_LOCK
		"), l.database, " POSTGRES_EVENT_TRIGGERS " " POSTGRES_ANY_LOCK
		" AND l.pid = pg_catalog.pg_backend_pid()",
		PQserverVersion(s->conn) >= 170000 ? "SET LOCAL transaction_timeout = 0;" : "", s->key.number,
		s->sent_key.high, s->sent_key.low, s->key.high, s->key.low);
	PGresult *result = sql.failed ? NULL : postgres_ask(s, s->holder.conn, sql.ptr, ms);
	sqlembic_buf_release(&sql);
	return result;
}

static void roll_back(struct postgres_session *s)
{
	PGresult *result = postgres_ask(NULL, s->holder.conn, "ROLLBACK", ANSWER_MS);
	if (!result)
		drop(s);
	PQclear(result);
}

enum taken { TAKEN, BUSY, NO_ANSWER };

/* Tries once, with a connection of the pool for both of us. */
static enum taken try_once(struct postgres_session *s, long ms)
{
	if (!connect_holder(s))
		return NO_ANSWER;
	PGresult *result = ask_lock(s, ms);
	const bool is_answer = PQresultStatus(result) == PGRES_TUPLES_OK;
	const bool is_ours = is_answer && PQntuples(result) == 1 &&
			     strcmp(PQgetvalue(result, 0, 2), "f") == 0;
	if (is_ours) {
		(void)snprintf(s->holder.pid, sizeof(s->holder.pid), "%s", PQgetvalue(result, 0, 0));
		(void)snprintf(s->holder.transaction, sizeof(s->holder.transaction), "%s",
			       PQgetvalue(result, 0, 1));
		(void)snprintf(s->holder.database, sizeof(s->holder.database), "%s",
			       PQgetvalue(result, 0, 3));
		s->has_event_triggers = s->may_have_event_triggers = strcmp(PQgetvalue(result, 0, 4), "f") !=
								     0;
	}
	PQclear(result);
	if (!is_answer) {
		drop(s);
		return NO_ANSWER;
	}
	if (!is_ours) {
		roll_back(s);
		return BUSY;
	}
	/* The other connection has to work beside this one. */
	result = postgres_ask(s, s->conn, "SELECT 1", ms);
	const bool is_beside = result != NULL;
	PQclear(result);
	if (is_beside)
		return TAKEN;
	roll_back(s);
	PQclear(postgres_ask(s, s->conn, NULL, ANSWER_MS));
	return NO_ANSWER;
}

int postgres_holder_take(struct postgres_session *s, struct sqlembic_error *err)
{
	const long long end = sqlembic_clock_ms() + pool_ms(s);
	enum taken taken;
	long long left;
	do {
		left = end - sqlembic_clock_ms();
		taken = try_once(s, left > AGAIN_MS ? AGAIN_MS : (long)(left > 0 ? left : 1));
	} while (taken == NO_ANSWER && sqlembic_clock_ms() < end && !sqlembic_flag_is_set(s->cancel));
	s->holder.beat_at = sqlembic_clock_ms() + BEAT_MS;
	if (taken == TAKEN)
		return 0;
	if (sqlembic_flag_is_set(s->cancel))
		return sqlembic_fail(err, SQLEMBIC_E_INTERRUPTED, "interrupted");
	if (taken == NO_ANSWER)
		return fail_small(s, err);
	return sqlembic_fail(err, SQLEMBIC_E_LOCKED, "another process holds the migration lock");
}

void postgres_holder_beat(struct postgres_session *s)
{
	struct postgres_holder *holder = &s->holder;
	PGresult *result;
	const long long now = holder->conn ? sqlembic_clock_ms() : 0;
	if (!holder->conn || !s->locked || PQstatus(holder->conn) != CONNECTION_OK)
		return;
	if (!holder->beats && now >= holder->beat_at) {
		holder->beats = PQsendQuery(holder->conn, holder->beat);
		holder->beat_at = now + BEAT_MS;
		(void)PQflush(holder->conn);
		return;
	}
	if (!holder->beats || !PQconsumeInput(holder->conn))
		return;
	while (!PQisBusy(holder->conn)) {
		if (!(result = PQgetResult(holder->conn))) {
			holder->beats = false;
			return;
		}
		PQclear(result);
	}
}

void postgres_keep_lock(struct sqlembic_session *session)
{
	postgres_holder_beat(postgres_session(session));
}

bool postgres_holder_release(struct postgres_session *s)
{
	struct sqlembic_buf sql = SQLEMBIC_BUF_INIT;
	bool held = false;
	if (s->holder.conn && PQtransactionStatus(s->holder.conn) != PQTRANS_IDLE) {
		sqlembic_buf_printf(&sql,
				    "SELECT EXISTS (SELECT 1 " POSTGRES_ANY_LOCK
				    " AND l.pid = pg_catalog.pg_backend_pid()"
				    " AND l.virtualtransaction = '%s')",
				    s->key.high, s->key.low, s->holder.transaction);
		PGresult *result = sql.failed ? NULL : postgres_ask(NULL, s->holder.conn, sql.ptr, ANSWER_MS);
		held = PQntuples(result) == 1 && strcmp(PQgetvalue(result, 0, 0), "t") == 0;
		PQclear(result);
		PQclear(postgres_ask(NULL, s->holder.conn, "COMMIT", ANSWER_MS));
		sqlembic_buf_release(&sql);
	}
	drop(s);
	return held;
}
