/* pooler.c: notices a connection pooler that gives each transaction another connection to the server.
 *
 * Through such a pooler a session does not exist: the lock would be held by a connection that others use, and settings
 * would be made for whoever comes next.  A pooler makes up the process id of the connection.  Whether it pools transactions
 * shows in two ways.  Odyssey leaves a client on its server process when it can, and resets that behind each transaction: a
 * setting that we make is gone.  pgbouncer resets nothing, and gives the process to a connection of ours that comes later,
 * once the idle ones before it are given away; were it ours, a new one would be started.  So it is if the process was in use
 * by others at that moment; the server then shows what they have asked.  Should it not show, each message looks at the lock
 * (setup.c). */
#include "pooler.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "connect.h"
#include "setup.h"
#include "sqlembic/error.h"

#define MOST_OTHERS 8
/* When the first one asks, the pooler may not yet have taken back the connection that we have just used. */
#define ENOUGH_STARTED 2
/* A pooler whose connections are all taken lets us wait. */
#define PATIENCE_MS 1000

struct server {
	long pid;      /* 0: unknown */
	char time[32]; /* on its clock, in seconds */
	bool is_new;
	bool sees_others; /* the process that was asked for ours has since been asked something else */
};

/* How long our own connection may wait: a pooler has its own limit.  Until then a signal ends the wait. */
#define AS_LONG_AS_IT_TAKES_MS INT_MAX

/* A comment that no other connection sends. */
struct mark {
	char text[64];
};

static struct mark make_mark(void)
{
	struct mark mark;
	struct timespec now = { 0, 0 };
	(void)clock_gettime(CLOCK_REALTIME, &now);
	(void)snprintf(mark.text, sizeof(mark.text), "/* sqlembic %ld %lld.%09ld */", (long)getpid(),
		       (long long)now.tv_sec, now.tv_nsec);
	return mark;
}

static PGresult *ask(const struct postgres_session *s, const char *sql)
{
	return postgres_ask(s, s->conn, sql, AS_LONG_AS_IT_TAKES_MS);
}

static struct server take_server(PGresult *result)
{
	struct server server = { .pid = 0 };
	if (result && PQntuples(result) == 1) {
		server.pid = strtol(PQgetvalue(result, 0, 0), NULL, 10);
		(void)snprintf(server.time, sizeof(server.time), "%s", PQgetvalue(result, 0, 1));
		server.is_new = strcmp(PQgetvalue(result, 0, 1), "t") == 0;
		server.sees_others = PQnfields(result) > 2 && strcmp(PQgetvalue(result, 0, 2), "t") == 0;
	}
	PQclear(result);
	return server;
}

/* The server process that serves us now. */
static struct server find_ours(const struct postgres_session *s, const struct mark *mark)
{
	char sql[192];
	(void)snprintf(
		sql, sizeof(sql),
		"%s SELECT pg_catalog.pg_backend_pid(), extract(epoch FROM pg_catalog.clock_timestamp())",
		mark->text);
	return take_server(ask(s, sql));
}

/* Whether a setting lasts from one transaction to the next; it is not left behind. */
static bool keeps_settings(const struct postgres_session *s)
{
	PQclear(ask(s, "SELECT pg_catalog.set_config('sqlembic.session', 'kept', false)"));
	PGresult *result = ask(s, "SELECT pg_catalog.current_setting('sqlembic.session', true),"
				  " pg_catalog.set_config('sqlembic.session', '', false)");
	const bool kept = PQntuples(result) == 1 && strcmp(PQgetvalue(result, 0, 0), "kept") == 0;
	PQclear(result);
	return kept;
}

/* That of another connection, which keeps it in a transaction, and whether it was started since.  A server that tracks no
 * activities shows nothing of ours. */
static struct server find_others(const struct postgres_session *s, PGconn *conn, const struct server *ours,
				 const struct mark *mark)
{
	char sql[640];
	(void)snprintf(
		sql, sizeof(sql),
		"BEGIN; SELECT o.pid, extract(epoch FROM o.backend_start) > %s, (SELECT u.state <> 'disabled'"
		" AND (u.state <> 'idle' OR pg_catalog.strpos(u.query, '%s') = 0)"
		" FROM pg_catalog.pg_stat_activity AS u WHERE u.pid = %ld)"
		" FROM pg_catalog.pg_stat_activity AS o WHERE o.pid = pg_catalog.pg_backend_pid()",
		ours->time, mark->text, ours->pid);
	return take_server(postgres_ask(s, conn, sql, PATIENCE_MS));
}

static bool pools_statements(PGconn *conn)
{
	return strstr(PQerrorMessage(conn), "statement pooling") != NULL;
}

static bool pools_transactions(struct postgres_session *s)
{
	PGconn *others[MOST_OTHERS];
	const struct mark mark = make_mark();
	const bool is_kept = keeps_settings(s);
	const struct server first = find_ours(s, &mark);
	bool is_shared = first.pid && !is_kept, is_known = is_shared || !first.pid;
	size_t n = 0, started = 0;
	while (n < MOST_OTHERS && !is_known) {
		others[n] = postgres_connect_again(s);
		const struct server other = find_others(s, others[n], &first, &mark);
		s->by_statement = pools_statements(others[n++]);
		is_shared = other.pid == first.pid || other.sees_others ||
			    find_ours(s, &mark).pid != first.pid;
		started += other.is_new;
		is_known = is_shared || s->by_statement || started == ENOUGH_STARTED || !other.pid;
	}
	while (n > 0)
		PQfinish(others[--n]);
	return is_shared;
}

/* A role may come with the connection: ALTER ROLE u SET role, or an option.  Whether the server can look for its client: the
 * pooler ends the connection to it when we are gone (open.c). */
static int find_rest(struct postgres_session *s, struct sqlembic_error *err)
{
	struct sqlembic_buf text = SQLEMBIC_BUF_INIT, settings = SQLEMBIC_BUF_INIT;
	sqlembic_buf_printf(
		&text, "SELECT 1%s; SELECT current_setting('role'), pg_catalog.version() ~ '(linux|bsd)'",
		s->local_options ? s->local_options : "");
	PGresult *result = ask(s, sqlembic_buf_text(&text));
	const bool is_answer = PQntuples(result) == 1;
	const char *role = is_answer ? PQgetvalue(result, 0, 0) : "none";
	PQfreemem(s->role);
	s->role = strcmp(role, "none") != 0 ? PQescapeIdentifier(s->conn, role, strlen(role)) : NULL;
	sqlembic_buf_puts(&settings, s->pooled ? s->local_settings : s->settings);
	if (!s->pooled)
		sqlembic_buf_puts(&settings, s->lasting_options ? s->lasting_options : "");
	else if (is_answer && strcmp(PQgetvalue(result, 0, 1), "t") == 0 &&
		 PQserverVersion(s->conn) >= 140000)
		sqlembic_buf_puts(
			&settings,
			", pg_catalog.set_config('client_connection_check_interval', '1000', true)");
	PQclear(result);
	const bool failed = text.failed || settings.failed;
	sqlembic_buf_release(&text);
	if (failed)
		return sqlembic_fail_memory(err);
	char **old = s->pooled ? &s->local_settings : &s->settings;
	free(*old);
	*old = settings.ptr;
	return 0;
}

/* What has to be said before a transaction cannot travel in it. */
static int refuse_option(struct sqlembic_error *err)
{
	(void)sqlembic_fail(
		err, SQLEMBIC_E_FAILED,
		"sqlalchemy.url sets how transactions begin (default_transaction_...), and " POSTGRES_POOLED);
	return sqlembic_fail_hint(err, "take that out of the URL; or " POSTGRES_POOLED_HINT);
}

int postgres_know_pool(struct postgres_session *s, struct sqlembic_error *err)
{
	if (!s->pooled || s->pool_known)
		return 0;
	s->pool_known = true;
	s->pooled = pools_transactions(s) || s->by_statement;
	s->fenced = !s->pooled;
	int rc = find_rest(s, err);
	/* Where a signal has ended the wait for an answer nothing of that is known. */
	if (postgres_cancelled(s))
		return sqlembic_fail(err, SQLEMBIC_E_INTERRUPTED, "interrupted");
	if (s->pooled && s->local_options && strstr(s->local_options, "'default_transaction_"))
		return refuse_option(err);
	return s->pooled || rc < 0 ? rc : postgres_run(s, s->settings, NULL, 0, err);
}

int postgres_refuse_pool(struct sqlembic_error *err)
{
	(void)sqlembic_fail(err, SQLEMBIC_E_FAILED,
			    "a connection pooler gives each statement another connection to the server, and "
			    "allows no transactions: the migration lock cannot be held");
	return sqlembic_fail_hint(err, "let sqlalchemy.url name the server itself, or a pool in session or "
				       "transaction mode");
}
