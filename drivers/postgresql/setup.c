/* setup.c: the statements that have to go ahead of the next ones: what makes the session as it was before a script, BEGIN,
 * our search_path.  They cost no round trip of their own, since they travel in the message of what comes next.
 *
 * Nobody knows what a script has changed (a function that it calls may change any setting), so everything is reset.
 * To the server that is as much work as a small revision: a script of plain DDL, which calls nothing, is spared it. */
#include "setup.h"

#include <stdio.h>

#include "fail.h"
#include "lock.h"
#include "wire.h"

static const char *const reset[] = {
	"SET SESSION AUTHORIZATION DEFAULT;",
	"RESET ROLE;",
	"RESET ALL;",
	"CLOSE ALL;",
	"UNLISTEN *;",
	"DISCARD SEQUENCES;",
	"DISCARD TEMP;",
};

/* Files of pg_dump empty the search_path; RESET gives back what the role, the database and the URL say. */
static const char *const path[] = {
	"SET SESSION AUTHORIZATION DEFAULT;",
	"RESET ROLE;",
	"RESET search_path;",
	"RESET client_encoding;",
};

static size_t add_all(struct sqlembic_buf *out, const char *const *statements, size_t n)
{
	for (size_t i = 0; i < n; i++)
		sqlembic_buf_puts(out, statements[i]);
	return n;
}

/* The lock is held twice, so that one release and one more lock tell whether it is still held, without ever being free.
 * The number cannot be cast, and comes back in the error (fail.c). */
#define LOCK_OR_FAIL "ELSE CAST('" POSTGRES_LOCK_LOST "' || pg_catalog.pg_backend_pid() AS integer) END;"

static void add_lock_check(struct sqlembic_buf *out, const struct postgres_key *key)
{
	sqlembic_buf_printf(out,
			    "SELECT CASE WHEN pg_catalog.pg_advisory_unlock(%s) THEN"
			    " CASE WHEN pg_catalog.pg_try_advisory_lock(%s) THEN 1 END " LOCK_OR_FAIL,
			    key->number, key->number);
}

/* Behind a statement whose text says that it releases all locks: nobody had the time to migrate meanwhile. */
static void add_lock_again(struct sqlembic_buf *out, const struct postgres_key *key)
{
	sqlembic_buf_printf(out,
			    "SELECT CASE WHEN EXISTS (" POSTGRES_OUR_LOCK ") THEN 1"
			    " WHEN pg_catalog.pg_try_advisory_lock(%s) THEN"
			    " CASE WHEN pg_catalog.pg_try_advisory_lock(%s) THEN 1 END " LOCK_OR_FAIL,
			    key->high, key->low, key->number, key->number);
}

static size_t add_lock(struct sqlembic_buf *out, const struct postgres_session *s)
{
	if (!s->locked)
		return 0;
	if (s->may_have_unlocked || (s->pending & POSTGRES_PENDING_LOCK))
		add_lock_again(out, &s->key);
	else
		add_lock_check(out, &s->key);
	return 1;
}

static size_t add_reset(struct sqlembic_buf *out, const struct postgres_session *s)
{
	size_t n = add_all(out, reset, sizeof(reset) / sizeof(reset[0]));
	if (s->pending_deallocate) {
		sqlembic_buf_puts(out, "DEALLOCATE ALL;");
		n++;
	}
	sqlembic_buf_printf(out, "%s;", s->settings);
	return n + 1 + add_lock(out, s);
}

size_t postgres_add_path(struct sqlembic_buf *out, const struct postgres_session *s)
{
	return add_all(out, path, sizeof(path) / sizeof(path[0])) + add_lock(out, s);
}

static size_t add_pending(struct sqlembic_buf *out, const struct postgres_session *s, unsigned pending)
{
	size_t n = 0;
	if (pending & POSTGRES_PENDING_LOCK)
		n += add_lock(out, s);
	if (pending & POSTGRES_PENDING_RESET) {
		/* In a transaction of its own, or rolling back what follows would roll it back, too. */
		sqlembic_buf_puts(out, "BEGIN;");
		n += add_reset(out, s) + 2;
		sqlembic_buf_puts(out, "COMMIT;");
	}
	if (pending & POSTGRES_PENDING_BEGIN) {
		sqlembic_buf_puts(out, "BEGIN;");
		n++;
	}
	/* Inside of the transaction, which a pooler leaves on the server process that it is on. */
	if (pending & POSTGRES_PENDING_FENCE)
		n += add_lock(out, s);
	if (pending & POSTGRES_PENDING_PATH)
		n += postgres_add_path(out, s);
	return n;
}

/* A pooler that gives each transaction another connection may not have shown it when the session was opened. */
static void add_fence(struct postgres_session *s)
{
	if (s->fenced && s->locked && PQtransactionStatus(s->conn) == PQTRANS_IDLE)
		s->pending |= POSTGRES_PENDING_FENCE;
}

void postgres_text_begin_alone(struct postgres_session *s)
{
	/* A huge statement need not stay in memory for ever. */
	if (s->text.cap > (size_t)1 << 20 || s->text.failed)
		sqlembic_buf_release(&s->text);
	sqlembic_buf_clear(&s->text);
}

size_t postgres_text_begin(struct postgres_session *s)
{
	postgres_text_begin_alone(s);
	add_fence(s);
	if (s->may_have_unlocked)
		s->pending |= POSTGRES_PENDING_LOCK;
	s->may_have_unlocked = false;
	return add_pending(&s->text, s, s->pending);
}

void postgres_text_done(struct postgres_session *s, size_t completed)
{
	static const unsigned order[] = { POSTGRES_PENDING_LOCK, POSTGRES_PENDING_RESET,
					  POSTGRES_PENDING_BEGIN, POSTGRES_PENDING_FENCE,
					  POSTGRES_PENDING_PATH };
	struct sqlembic_buf text = SQLEMBIC_BUF_INIT;
	for (size_t i = 0; s->pending && i < sizeof(order) / sizeof(order[0]); i++) {
		size_t n = add_pending(&text, s, s->pending & order[i]);
		if (n > completed)
			break;
		completed -= n;
		s->pending &= ~order[i];
	}
	s->pending_deallocate = s->pending_deallocate && (s->pending & POSTGRES_PENDING_RESET);
	sqlembic_buf_release(&text);
}

/* Runs what is in s->text. */
static int run_text(struct postgres_session *s, char *tag, size_t size, struct sqlembic_error *err)
{
	size_t completed = 0;
	PGresult *result;
	int rc = postgres_send(s, false, err);
	if (rc < 0)
		return rc;
	while ((result = postgres_next(s))) {
		if (postgres_completes(result)) {
			completed++;
			if (tag)
				(void)snprintf(tag, size, "%s", PQcmdStatus(result));
		} else if (PQresultStatus(result) == PGRES_FATAL_ERROR && rc == 0) {
			rc = postgres_fail(s, result, err);
		}
		PQclear(result);
	}
	postgres_text_done(s, completed);
	return rc;
}

int postgres_settle(struct postgres_session *s, struct sqlembic_error *err)
{
	add_fence(s);
	if (!s->pending)
		return 0;
	(void)postgres_text_begin(s);
	return run_text(s, NULL, 0, err);
}

int postgres_run(struct postgres_session *s, const char *sql, char *tag, size_t size,
		 struct sqlembic_error *err)
{
	(void)postgres_text_begin(s);
	sqlembic_buf_puts(&s->text, sql);
	return run_text(s, tag, size, err);
}
