/* open.c: a session's beginning and end. */
#include "open.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cancel.h"
#include "connect.h"
#include "conninfo.h"
#include "transaction.h"
#include "fail.h"
#include "holder.h"
#include "notices.h"
#include "prepared.h"
#include "query.h"
#include "schema/scratch_end.h"
#include "schema/narrow.h"
#include "schema/traces.h"
#include "setup.h"

#define OLDEST   100000 /* version 10 */
#define CHECK_MS "1000" /* well below the time for which a run asks what became of its transaction */

/* The server looks while it works whether we are still there: behind a killed client it would go on, hold the lock and
 * commit.  Version 14 and later, where the system of the server can tell; keepalives find a machine that is gone. */
static void add_liveness(struct sqlembic_buf *out, const struct postgres_session *s)
{
	sqlembic_buf_puts(out, ", pg_catalog.set_config('tcp_keepalives_idle', '60', false)"
			       ", pg_catalog.set_config('tcp_keepalives_interval', '10', false)"
			       ", pg_catalog.set_config('tcp_keepalives_count', '6', false)");
	if (PQserverVersion(s->conn) >= 140000)
		sqlembic_buf_puts(out, ", CASE WHEN pg_catalog.version() ~ '(linux|bsd)' THEN"
				       " pg_catalog.set_config('client_connection_check_interval', '" CHECK_MS
				       "', false) END");
}

static void add_limits(struct sqlembic_buf *out, const struct postgres_session *s, const char *is_local)
{
	if (!s->keeps_statement_timeout)
		sqlembic_buf_printf(out, ", pg_catalog.set_config('statement_timeout', '%ld', %s)",
				    s->statement_timeout_ms, is_local);
	if (s->lock_timeout_ms > 0)
		sqlembic_buf_printf(out, ", pg_catalog.set_config('lock_timeout', '%ld', %s)",
				    s->lock_timeout_ms, is_local);
}

/* Not as startup options, which poolers refuse. */
int postgres_make_settings(struct postgres_session *s, struct sqlembic_error *err)
{
	struct sqlembic_buf text = SQLEMBIC_BUF_INIT, local = SQLEMBIC_BUF_INIT;
	sqlembic_buf_puts(&text, "SELECT current_setting('role'), "
				 "pg_catalog.set_config('standard_conforming_strings', 'on', false)");
	add_limits(&text, s, "false");
	if (s->is_renewed)
		sqlembic_buf_puts(&text, s->lasting_options ? s->lasting_options : "");
	s->basic_settings = text.len;
	add_liveness(&text, s);
	/* Short, since the server shows the beginning of what is sent. */
	sqlembic_buf_puts(&local, "SELECT 1");
	add_limits(&local, s, "true");
	sqlembic_buf_puts(&local, s->local_options ? s->local_options : "");
	s->settings = text.ptr;
	s->local_settings = local.ptr;
	return text.failed || local.failed ? sqlembic_fail_memory(err) : 0;
}

/* A server that gives all its clients one session does not take it.  Behind a pooler it is set in each transaction, and in a renewed
 * session together with what asks. */
void postgres_add_path_term(struct sqlembic_buf *out, const struct postgres_session *s)
{
	if (!s->path || s->fenced || s->is_renewed) {
		sqlembic_buf_puts(out, ", true");
		return;
	}
	sqlembic_buf_puts(out, ", pg_catalog.current_setting('search_path') = ");
	sqlembic_buf_quote(out, s->path, '\'');
}

/* A role may come with the connection: ALTER ROLE u SET role, or an option. */
int postgres_take_settings(void *payload, const char *const *values, size_t n)
{
	struct postgres_applied *applied = payload;
	struct postgres_session *s = applied->s;
	applied->is_applied = true;
	PQfreemem(s->role);
	s->role = NULL;
	if (n && values[0] && strcmp(values[0], "none") != 0)
		s->role = PQescapeIdentifier(s->conn, values[0], strlen(values[0]));
	applied->last = n && postgres_is_true(values[n - 1]);
	applied->last_but_one = n > 1 && postgres_is_true(values[n - 2]);
	return 1;
}

/* Makes the settings if the server process is the one that we have connected to, and only then: behind a pooler
 * they might be made for everybody else.  What is to be read first travels along; where one of these queries fails, for
 * a table that is missing or locked, the server has undone the settings with it, and they are made by themselves. */
static int apply_settings(struct postgres_session *s, const struct sqlembic_connect *c,
			  struct sqlembic_error *err)
{
	struct sqlembic_buf text = SQLEMBIC_BUF_INIT;
	struct postgres_applied applied = { .s = s };
	struct sqlembic_error unheard;
	sqlembic_buf_printf(&text, "%.*s", (int)s->basic_settings, s->settings);
	postgres_add_path_term(&text, s);
	sqlembic_buf_printf(&text, " WHERE pg_catalog.pg_backend_pid() = %d", PQbackendPID(s->conn));
	struct sqlembic_query query = { .sql = sqlembic_buf_text(&text),
					.row = postgres_take_settings,
					.payload = &applied };
	int rc = text.failed ? sqlembic_fail_memory(err) : 0;
	if (rc == 0 && !(c->nfirst && postgres_query_first(s, &query, c->first, c->nfirst, &unheard)))
		rc = postgres_query(&s->base, &query, err);
	sqlembic_buf_release(&text);
	s->ignores_path = applied.is_applied && !applied.last;
	if (rc < 0 || (applied.is_applied && !s->without_options))
		return rc;
	s->pooled = true;
	/* Answers are about the schemas that a search_path among the options says. */
	for (size_t i = 0; i < c->nfirst && s->local_options; i++)
		c->first[i]->answered = false;
	return 0;
}

static void warn_of_version(struct postgres_session *s)
{
	int version = PQserverVersion(s->conn);
	struct sqlembic_buf text = SQLEMBIC_BUF_INIT;
	if (version >= OLDEST || !s->notice)
		return;
	sqlembic_buf_printf(&text, "the server is PostgreSQL %d.%d; the oldest one supported is 10",
			    version / 10000, version / 100 % 100);
	if (!text.failed)
		s->notice(s->payload, text.ptr);
	sqlembic_buf_release(&text);
}

/* What it says of the version rows may be old: to write is refused, but there may seem to be nothing to do. */
static void warn_of_standby(struct postgres_session *s)
{
	const char *standby = PQparameterStatus(s->conn, "in_hot_standby");
	if (!s->read_only && s->notice && standby && strcmp(standby, "on") == 0)
		s->notice(s->payload, "the server is a standby: it may not have got yet what the primary has "
				      "committed");
}

static int prepare(struct postgres_session *s, const struct sqlembic_connect *c, struct sqlembic_error *err)
{
	(void)PQsetErrorVerbosity(s->conn, PQERRORS_DEFAULT);
	(void)PQsetNoticeReceiver(s->conn, postgres_take_notice, s);
	s->encoding = PQclientEncoding(s->conn);
	warn_of_version(s);
	warn_of_standby(s);
	if (PQsetnonblocking(s->conn, 1) < 0)
		return sqlembic_fail_memory(err);
	int rc = postgres_make_settings(s, err);
	return rc < 0 ? rc : apply_settings(s, c, err);
}

/* A limit in the URL is nearer to the database than that of the configuration. */
static void take_limits(struct postgres_session *s, const struct postgres_conninfo *info)
{
	if (info->statement_timeout_ms)
		s->statement_timeout_ms = info->statement_timeout_ms;
	if (info->lock_timeout_ms)
		s->lock_timeout_ms = info->lock_timeout_ms;
	s->keeps_statement_timeout = info->has_statement_timeout && !s->statement_timeout_ms;
}

int postgres_take_options(struct postgres_session *s, struct postgres_conninfo *info,
			  struct sqlembic_error *err)
{
	s->local_options = info->local.ptr;
	s->lasting_options = info->lasting.ptr;
	s->path = info->path.ptr;
	info->local = info->lasting = info->path = (struct sqlembic_buf)SQLEMBIC_BUF_INIT;
	return info->failed ? sqlembic_fail_memory(err) : 0;
}

/* Who only reads is content with a standby where nobody takes writes. */
static int reach_writer(struct postgres_session *s, struct postgres_conninfo *info,
			const struct sqlembic_connect *c, struct sqlembic_error *err)
{
	int rc = postgres_connect(&s->conn, info, c, err);
	if (rc != SQLEMBIC_E_UNREACHABLE || !info->wants_writer || !strstr(err->message, "read-only"))
		return rc;
	if (!s->read_only)
		return sqlembic_fail_hint(err, "wait until one of the hosts is promoted, or name the one "
					       "that is written to");
	postgres_conninfo_set(info, "target_session_attrs", "any");
	return postgres_connect(&s->conn, info, c, err);
}

/* Poolers refuse options that they do not know: ours travel in the transactions then. */
static int reach(struct postgres_session *s, struct postgres_conninfo *info, const struct sqlembic_connect *c,
		 struct sqlembic_error *err)
{
	struct sqlembic_error first = { 0 };
	int rc = reach_writer(s, info, c, &first);
	if (rc < 0 && s->local_options && strstr(first.message, "startup parameter")) {
		s->without_options = true;
		postgres_conninfo_set(info, "options", info->other_options);
		first = (struct sqlembic_error){ 0 };
		rc = reach_writer(s, info, c, &first);
	}
	return rc < 0 ? sqlembic_fail_copy(err, &first) : 0;
}

/* Who is told, and what stops a session. */
void postgres_take_caller(struct postgres_session *s, const struct sqlembic_connect *c)
{
	s->cancel = c->cancel;
	s->tidies = c->tidies;
	s->notice = c->notice;
	s->remark = c->remark;
	s->payload = c->payload;
}

int postgres_open(struct sqlembic_session **out, const struct sqlembic_connect *connect,
		  struct sqlembic_error *err)
{
	struct sqlembic_connect c = { 0 };
	struct postgres_conninfo info;
	memcpy(&c, connect, connect->size < sizeof(c) ? connect->size : sizeof(c));

	struct postgres_session *s = calloc(1, sizeof(*s));
	if (!s)
		return sqlembic_fail_memory(err);
	s->read_only = c.read_only;
	s->is_private = c.is_private;
	s->statement_timeout_ms = c.statement_timeout_ms;
	s->lock_timeout_ms = c.lock_timeout_ms;
	postgres_take_caller(s, &c);
	int rc = postgres_conninfo_make(&info, &c, err);
	if (rc == 0) {
		take_limits(s, &info);
		rc = postgres_take_options(s, &info, err);
		if (rc == 0)
			rc = reach(s, &info, &c, err);
		postgres_conninfo_release(&info);
	}
	if (rc == 0)
		rc = prepare(s, &c, err);
	if (rc < 0)
		postgres_close(&s->base);
	else
		*out = &s->base;
	return rc;
}

void postgres_close(struct sqlembic_session *session)
{
	struct postgres_session *s = postgres_session(session);

	if (!s)
		return;
	/* The server notices the end of a connection a moment later; the next runner need not wait for that. */
	s->pending &= POSTGRES_PENDING_BEGIN;
	if (s->pooled)
		(void)postgres_holder_release(s);
	else if (s->locked && postgres_rollback(session, NULL) == 0)
		(void)postgres_run(s, "SELECT pg_catalog.pg_advisory_unlock_all()", NULL, 0, NULL);
	postgres_cancel_release(s);
	postgres_end_connection(s->conn);
	sqlembic_buf_release(&s->text);
	sqlembic_buf_release(&s->unseeded);
	postgres_release_prepared(s);
	PQfreemem(s->role);
	postgres_traces_release(s);
	postgres_narrow_release(s);
	free(s->settings);
	free(s->local_settings);
	free(s->local_options);
	free(s->lasting_options);
	free(s->path);
	free(s->blockers);
	free(s);
}
