/* setup.c: the statements that have to go ahead of the next ones: what makes the session as it was before a script, BEGIN,
 * our search_path.  They cost no round trip of their own, since they travel in the message of what comes next.
 *
 * Nobody knows what a script has changed (a function that it calls may change any setting), so everything is reset.
 * To the server that is as much work as a small revision: a script of plain DDL that calls nothing is spared it. */
#include "setup.h"

#include <stdio.h>

#include "fail.h"
#include "fence.h"
#include "holder.h"
#include "wire.h"

static const char *const login[] = {
	"SET SESSION AUTHORIZATION DEFAULT;",
	"RESET ROLE;",
};

static const char *const leavings[] = {
	"RESET ALL;", "CLOSE ALL;", "UNLISTEN *;", "DISCARD SEQUENCES;", "DISCARD TEMP;",
};

/* Files of pg_dump empty the search_path; RESET gives back what the role, the database and the URL say. */
static const char *const path[] = {
	"RESET search_path;",
	"RESET client_encoding;",
};

static size_t add_all(struct sqlembic_buf *out, const char *const *statements, size_t n)
{
	for (size_t i = 0; i < n; i++)
		sqlembic_buf_puts(out, statements[i]);
	return n;
}

#define ADD_ALL(out, statements) add_all(out, statements, sizeof(statements) / sizeof((statements)[0]))

size_t postgres_add_leavings(struct sqlembic_buf *out)
{
	return ADD_ALL(out, leavings);
}

static size_t add_session(struct sqlembic_buf *out)
{
	const size_t n = ADD_ALL(out, login);
	return n + postgres_add_leavings(out);
}

/* Behind a pooler the next to get the process finds it so: what it reads by is the pooler's to know. */
static const char *const reset_pooled[] = {
	"SET CONSTRAINTS ALL IMMEDIATE;",
	"SET SESSION AUTHORIZATION DEFAULT;",
	"RESET ROLE;",
	"RESET ALL;",
	"SET client_encoding = 'UTF8';",
	"CLOSE ALL;",
	"UNLISTEN *;",
	"DISCARD SEQUENCES;",
	"DISCARD TEMP;",
	"SELECT pg_catalog.pg_advisory_unlock_all();",
};
#define DEALLOCATE_WHERE(condition)                                                     \
	"DO $sqlembic$ DECLARE p record; BEGIN"                                         \
	" FOR p IN SELECT name FROM pg_catalog.pg_prepared_statements WHERE " condition \
	" LOOP EXECUTE 'DEALLOCATE ' || pg_catalog.quote_ident(p.name); END LOOP; END $sqlembic$;"
/* A pooler has prepared statements of its own, by another way. */
#define DEALLOCATE_POOLED  DEALLOCATE_WHERE("from_sql")
#define DEALLOCATE_SCRIPTS DEALLOCATE_WHERE("from_sql AND name !~ '^sqlembic_'")

/* Whether the next look at the lock is the one that was prepared: that of a session of our own, which nothing has unlocked. */
static bool has_usual_look(const struct postgres_session *s)
{
	return s->locked && !s->pooled && !s->may_have_unlocked && !(s->pending & POSTGRES_PENDING_LOCK);
}

/* With a look at the lock, which is the same as long as it is held.  The second time they are prepared, as are the statements
 * of prepared.c, and so is the look behind the next scripts. */
static size_t add_settings(struct sqlembic_buf *out, const struct postgres_session *s,
			   enum postgres_settings way)
{
	if (way == POSTGRES_SETTINGS_PREPARE) {
		sqlembic_buf_printf(out, "PREPARE sqlembic_look_%u AS ", s->settings_number);
		(void)postgres_add_fence(out, s);
		sqlembic_buf_printf(out, "PREPARE sqlembic_settings_%u AS ", s->settings_number);
	}
	if (way != POSTGRES_SETTINGS_NAMED) {
		sqlembic_buf_puts(out, s->settings);
		postgres_add_fence_term(out, s);
		sqlembic_buf_putc(out, ';');
	}
	if (way != POSTGRES_SETTINGS_PLAIN)
		sqlembic_buf_printf(out, "EXECUTE sqlembic_settings_%u;", s->settings_number);
	return way == POSTGRES_SETTINGS_PREPARE ? 3 : 1;
}

static size_t add_reset(struct sqlembic_buf *out, const struct postgres_session *s,
			enum postgres_settings way)
{
	size_t n = add_session(out);
	if (s->pending_deallocate) {
		sqlembic_buf_puts(out, "DEALLOCATE ALL;");
		n++;
	}
	return n + add_settings(out, s, way);
}

size_t postgres_add_reset(struct sqlembic_buf *out, const struct postgres_session *s)
{
	return add_reset(out, s, POSTGRES_SETTINGS_PLAIN);
}

void postgres_add_deallocate(struct sqlembic_buf *out, const struct postgres_session *s)
{
	if (s->may_prepare)
		sqlembic_buf_puts(out, DEALLOCATE_SCRIPTS);
}

/* Where each statement sees what was committed before it, whatever the database begins transactions with. */
size_t postgres_add_renewal(struct sqlembic_buf *out)
{
	sqlembic_buf_puts(out, "SET TRANSACTION ISOLATION LEVEL READ COMMITTED;");
	const size_t n = add_session(out);
	sqlembic_buf_puts(out, "DEALLOCATE ALL;SELECT pg_catalog.pg_advisory_unlock_all();");
	return n + 3;
}

size_t postgres_add_path(struct sqlembic_buf *out, const struct postgres_session *s)
{
	size_t n = ADD_ALL(out, login);
	n += ADD_ALL(out, path);
	if ((s->pooled || s->fenced || s->is_renewed) && s->local_options) {
		sqlembic_buf_printf(out, "SELECT 1%s;", s->local_options);
		n++;
	}
	if (s->settings_sent != POSTGRES_SETTINGS_NAMED || !has_usual_look(s) || s->may_prepare)
		return n + postgres_add_fence(out, s);
	sqlembic_buf_printf(out, "EXECUTE sqlembic_look_%u;", s->settings_number);
	return n + 1;
}

size_t postgres_add_pooled_reset(struct sqlembic_buf *out, struct postgres_session *s)
{
	size_t n = 0;
	if (!s->pooled || !s->maybe_changed)
		return 0;
	n += ADD_ALL(out, reset_pooled);
	if (s->may_prepare)
		sqlembic_buf_puts(out, DEALLOCATE_POOLED);
	n += s->may_prepare;
	s->maybe_changed = s->may_have_role = s->may_be_other_user = s->may_prepare = false;
	return n;
}

static size_t add_head(struct sqlembic_buf *out, const struct postgres_session *s)
{
	size_t n = 0;
	if (s->pooled) {
		sqlembic_buf_printf(out, "%s;", s->local_settings);
		n++;
	}
	return n + postgres_add_fence(out, s);
}

static size_t add_pending(struct sqlembic_buf *out, const struct postgres_session *s, unsigned pending)
{
	size_t n = 0;
	if (pending & POSTGRES_PENDING_LOCK)
		n += postgres_add_fence(out, s);
	if (pending & POSTGRES_PENDING_RESET) {
		/* In a transaction of its own, or rolling back what follows would roll it back, too. */
		sqlembic_buf_puts(out, "BEGIN;");
		n += add_reset(out, s, s->settings_way) + 2;
		sqlembic_buf_puts(out, "COMMIT;");
	}
	if (pending & POSTGRES_PENDING_BEGIN) {
		sqlembic_buf_puts(out, s->lags ? "BEGIN;SET LOCAL synchronous_commit = off;" : "BEGIN;");
		n += s->lags ? 2 : 1;
	}
	/* Inside of the transaction, which a pooler leaves on the server process that it is on. */
	if (pending & POSTGRES_PENDING_HEAD)
		n += add_head(out, s);
	if (pending & POSTGRES_PENDING_PATH)
		n += postgres_add_path(out, s);
	return n;
}

/* Behind a pooler each transaction has a head, whoever has begun it; one of sessions may only seem to be that, so that each
 * message has one. */
static void add_pending_head(struct postgres_session *s)
{
	const PGTransactionStatusType status = PQtransactionStatus(s->conn);
	const bool begins = s->pending & POSTGRES_PENDING_BEGIN;
	if (status == PQTRANS_IDLE)
		s->has_head = false;
	if (s->fenced ? s->locked && status == PQTRANS_IDLE
		      : s->pooled && !s->has_head && (begins || status == PQTRANS_INTRANS))
		s->pending |= POSTGRES_PENDING_HEAD;
}

void postgres_text_begin_alone(struct postgres_session *s)
{
	/* A huge statement need not stay in memory for ever. */
	if (s->text.cap > (size_t)1 << 20 || s->text.failed)
		sqlembic_buf_release(&s->text);
	sqlembic_buf_clear(&s->text);
	postgres_holder_beat(s);
	postgres_add_mark(&s->text, s);
}

size_t postgres_text_begin(struct postgres_session *s)
{
	postgres_text_begin_alone(s);
	add_pending_head(s);
	if (s->may_have_unlocked && !s->pooled)
		s->pending |= POSTGRES_PENDING_LOCK;
	s->may_have_unlocked = false;
	s->settings_way = has_usual_look(s) ? s->settings_sent : POSTGRES_SETTINGS_PLAIN;
	if (s->pending & POSTGRES_PENDING_HEAD)
		s->has_head = postgres_in_transaction(&s->base);
	return add_pending(&s->text, s, s->pending);
}

/* Where they have failed, the server may have a statement of that name, or have none any more. */
static void note_settings(struct postgres_session *s, bool completed)
{
	if (!completed && s->settings_way != POSTGRES_SETTINGS_PLAIN) {
		s->settings_sent = s->cleanup_sent = POSTGRES_SETTINGS_PLAIN;
		s->settings_number++;
	} else if (completed && s->settings_way == s->settings_sent &&
		   s->settings_sent != POSTGRES_SETTINGS_NAMED) {
		s->settings_sent++;
	}
}

void postgres_text_done(struct postgres_session *s, size_t completed)
{
	static const unsigned order[] = { POSTGRES_PENDING_LOCK, POSTGRES_PENDING_RESET,
					  POSTGRES_PENDING_BEGIN, POSTGRES_PENDING_HEAD,
					  POSTGRES_PENDING_PATH };
	struct sqlembic_buf text = SQLEMBIC_BUF_INIT;
	for (size_t i = 0; s->pending && i < sizeof(order) / sizeof(order[0]); i++) {
		size_t n = add_pending(&text, s, s->pending & order[i]);
		if (s->pending & order[i] & POSTGRES_PENDING_RESET)
			note_settings(s, n <= completed);
		if (n > completed)
			break;
		completed -= n;
		s->pending &= ~order[i];
		if (order[i] == POSTGRES_PENDING_HEAD)
			s->has_unlooked = false;
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
	add_pending_head(s);
	/* What comes has no transaction: a look ahead of it is all that there can be. */
	if (s->pooled && s->locked && PQtransactionStatus(s->conn) == PQTRANS_IDLE)
		s->pending |= POSTGRES_PENDING_HEAD;
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
