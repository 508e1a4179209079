/* test_postgresql_scripts.c: batches and the statement in them that failed, COPY, what scripts leave behind, broken
 * connections, waiting for locks. */
#include "postgresql_target.h"

#include <criterion/criterion.h>

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static void is_impatient(struct sqlembic_connect *connect)
{
	connect->lock_timeout_ms = 300;
}

struct bench {
	struct sqlembic_url url;
	struct sqlembic_session *session;
	const struct sqlembic_driver *driver;
	struct sqlembic_error err;
};

static struct bench set_up(void (*change)(struct sqlembic_connect *connect))
{
	struct bench b = { .driver = postgresql_target.driver };
	postgresql_target.create(&b.url);
	b.session = conformance_open(&postgresql_target, &b.url, change);
	conformance_exec(b.session, "CREATE TABLE t (id integer PRIMARY KEY, name text)");
	return b;
}

static void tear_down(struct bench *b)
{
	b->driver->close(b->session);
	postgresql_target.drop(&b->url);
}

/* Runs the statements (ends with NULL) in one transaction: how many were done when one failed. */
static size_t fail_in_batch(struct bench *b, const char *const *sql)
{
	struct sqlembic_span spans[16];
	size_t n = 0, done = 99;
	for (; sql[n]; n++)
		spans[n] = (struct sqlembic_span){ sql[n], strlen(sql[n]) };
	conformance_begin(b->session);
	b->err = (struct sqlembic_error){ 0 };
	cr_assert_eq(conformance_send(b->session, spans, n, &done, &b->err), SQLEMBIC_E_FAILED);
	cr_assert_eq(b->driver->rollback(b->session, NULL), 0);
	return done;
}

Test(postgresql_scripts, a_batch_names_the_statement_that_failed, .timeout = 60)
{
	static const char *const runtime[] = { "INSERT INTO t VALUES (1, 'a;b')",
					       "SELECT generate_series(1, 1000)",
					       "INSERT INTO t VALUES (1) -- again", "SELECT 1", NULL };
	/* Characters and bytes differ, and comments end statements. */
	static const char *const syntax[] = { "SELECT 'gr\xc3\xbc\xc3\x9f"
					      "e' -- \xe2\x82\xac",
					      "SELECT 1", "SELECT '\xc3\xa9' FORM t", NULL };
	static const char *const name[] = { "INSERT INTO t VALUES (1)", "SELECT 1,\n nonsense FROM t", NULL };
	struct bench b = set_up(NULL);
	cr_assert_eq(fail_in_batch(&b, runtime), 2);
	cr_assert_str_eq(b.err.sqlstate, "23505");
	cr_assert_eq(b.err.position, 0);
	cr_assert_not_null(strstr(b.err.detail, "(id)=(1)"), "%s", b.err.detail);
	cr_assert_eq(fail_in_batch(&b, syntax), 2);
	cr_assert_eq(b.err.position, (size_t)(strstr(syntax[2], "FORM") - syntax[2]) + 1 + 5, "%zu: %s",
		     b.err.position, b.err.message);
	cr_assert_eq(fail_in_batch(&b, name), 1);
	cr_assert_eq(b.err.position, (size_t)(strstr(name[1], "nonsense") - name[1]) + 1);
	cr_assert_eq(conformance_number(b.session, "SELECT count(*) FROM t"), 0);
	tear_down(&b);
}

Test(postgresql_scripts, a_batch_counts_what_rules_and_copies_answer, .timeout = 60)
{
	static const char *const sql[] = { "CREATE RULE also AS ON INSERT TO t DO ALSO SELECT new.id",
					   "INSERT INTO t VALUES (1), (2)", "COPY t TO stdout",
					   "INSERT INTO t VALUES (2)", NULL };
	static const char *const copy[] = { "SELECT 1", "COPY t FROM stdin", "SELECT 2", NULL };
	struct bench b = set_up(NULL);
	cr_assert_eq(fail_in_batch(&b, sql), 3);
	cr_assert_eq(fail_in_batch(&b, copy), 1);
	tear_down(&b);
}

Test(postgresql_scripts, two_statements_in_a_span_are_refused_in_a_batch, .timeout = 60)
{
	static const char *const sql[] = { "SELECT 1", "SELECT 2; SELECT 3", NULL };
	struct bench b = set_up(NULL);
	(void)fail_in_batch(&b, sql);
	cr_assert_not_null(strstr(b.err.message, "two statements"), "%s", b.err.message);
	tear_down(&b);
}

/* Who is not the database's owner may not make tables in "public" since version 15. */
Test(postgresql_scripts, a_missing_privilege_is_told_with_the_statement_that_grants_it, .timeout = 60)
{
	struct bench b = set_up(NULL);
	conformance_exec(b.session, "REVOKE CREATE ON SCHEMA public FROM PUBLIC");
	conformance_exec(b.session, "SET ROLE pg_monitor");
	cr_assert_eq(conformance_try(b.session, "CREATE TABLE mine (id integer)", &b.err), SQLEMBIC_E_FAILED);
	cr_assert_str_eq(b.err.sqlstate, "42501");
	cr_assert_not_null(strstr(b.err.hint, "GRANT CREATE, USAGE ON SCHEMA \"public\" TO"), "%s",
			   b.err.hint);
	tear_down(&b);
}

Test(postgresql_scripts, what_refuses_transactions_runs_without_one, .timeout = 60)
{
	struct bench b = set_up(NULL);
	const struct sqlembic_span sql[] = {
		{ "CREATE INDEX CONCURRENTLY i ON t (name)", 39 },
		{ "VACUUM t", 8 },
		{ "REINDEX INDEX CONCURRENTLY i", 28 }, /* since version 12 */
	};
	size_t n = conformance_number(b.session, "SHOW server_version_num") < 120000 ? 2 : 3, done;
	cr_assert_eq(b.driver->script_begin(b.session, NULL), 0);
	cr_assert_eq(conformance_send(b.session, sql, n, &done, &b.err), 0, "%s", b.err.message);
	cr_assert_eq(done, n);
	cr_assert_eq(b.driver->script_end(b.session, NULL), 0);
	/* Also first after the end of a script, when the session has something to catch up on. */
	conformance_exec(b.session, "VACUUM t");
	conformance_begin(b.session);
	cr_assert_eq(conformance_try(b.session, "VACUUM t", &b.err), SQLEMBIC_E_FAILED);
	cr_assert_not_null(strstr(b.err.hint, "transaction: off"), "%s", b.err.hint);
	tear_down(&b);
}

Test(postgresql_scripts, the_catalog_knows_whether_a_statement_took_effect, .timeout = 60)
{
	enum {
		NOT_KNOWN = SQLEMBIC_EFFECT_UNKNOWN,
		NONE = SQLEMBIC_EFFECT_NONE,
		DONE = SQLEMBIC_EFFECT_DONE
	};
	static const struct {
		const char *sql;
		int effect;
	} cases[] = {
		{ "CREATE INDEX CONCURRENTLY t_name ON t (name)", DONE },
		{ "-- why\n/* a /* nested */ one */ create unique index concurrently IF NOT EXISTS T_NAME on "
		  "ONLY "
		  "public.T using btree (name)",
		  DONE },
		{ "CREATE INDEX CONCURRENTLY \"I \"\"i\" ON public.\"T t\"(id)", DONE },
		{ "CREATE INDEX CONCURRENTLY \"T_NAME\" ON t (name)", NONE },
		{ "CREATE INDEX CONCURRENTLY t_name ON \"T t\" (id)", NONE },
		{ "CREATE INDEX CONCURRENTLY t_name ON nowhere (id)", NONE },
		{ "CREATE INDEX CONCURRENTLY ON t (name)", NOT_KNOWN },
		{ "CREATE INDEX t_name ON t (name)", NOT_KNOWN },
		{ "CREATE INDEX CONCURRENTLY", NOT_KNOWN },
		{ "DROP INDEX CONCURRENTLY t_name", NONE },
		{ "DROP INDEX CONCURRENTLY IF EXISTS public.t_nome CASCADE", DONE },
		{ "ALTER TYPE public.mood ADD VALUE 'ok' BEFORE 'sad'", DONE },
		{ "ALTER TYPE mood ADD VALUE 'glad'", NONE },
		{ "ALTER TYPE mood ADD VALUE 'it''s'", NOT_KNOWN },
		{ "ALTER TYPE mood RENAME VALUE 'ok' TO 'fine'", NOT_KNOWN },
		{ "CREATE DATABASE x", NOT_KNOWN },
		{ "/*", NOT_KNOWN },
	};
	struct bench b = set_up(NULL);
	conformance_exec(b.session, "CREATE TABLE \"T t\" (id integer)");
	conformance_exec(b.session, "CREATE INDEX t_name ON t (name)");
	conformance_exec(b.session, "CREATE INDEX \"I \"\"i\" ON \"T t\" (id)");
	conformance_exec(b.session, "CREATE TYPE mood AS ENUM ('ok', 'sad')");
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		const struct sqlembic_announced announced = { .sql = { cases[i].sql, strlen(cases[i].sql) } };
		enum sqlembic_effect effect;
		cr_assert_eq(b.driver->find_effect(b.session, &announced, &effect, &b.err), 0, "%s: %s",
			     cases[i].sql, b.err.message);
		cr_expect_eq((int)effect, cases[i].effect, "%s: %d", cases[i].sql, (int)effect);
	}
	tear_down(&b);
}

/* ---- COPY ---------------------------------------------------------------------------------------------- */

struct feed {
	const char *line;
	size_t lines, sent;
	int code; /* returned instead of the last line */
};

static int feed(void *payload, struct sqlembic_span *chunk, struct sqlembic_error *err)
{
	struct feed *f = payload;
	if (f->sent == f->lines)
		return f->code < 0 ? sqlembic_fail(err, f->code, "the file cannot be read") : 0;
	f->sent++;
	*chunk = (struct sqlembic_span){ f->line, strlen(f->line) };
	return 1;
}

static int copy(struct bench *b, const char *sql, struct feed *f)
{
	const struct sqlembic_span span = { sql, strlen(sql) };
	b->err = (struct sqlembic_error){ 0 };
	return b->driver->copy_in(b->session, span, feed, f, &b->err);
}

Test(postgresql_scripts, copies_data, .timeout = 60)
{
	struct bench b = set_up(NULL);
	conformance_exec(b.session, "CREATE TABLE big (a text)");
	struct feed f = { .line = "0123456789012345678901234567890123456789\n", .lines = 100000 };
	conformance_begin(b.session);
	cr_assert_eq(copy(&b, "COPY big FROM stdin", &f), 0, "%s", b.err.message);
	conformance_commit(b.session);
	cr_assert_eq(conformance_number(b.session, "SELECT count(*) FROM big"), 100000);
	/* Without a transaction, too, and without a row. */
	f = (struct feed){ .line = "1\tone\n", .lines = 1 };
	cr_assert_eq(copy(&b, "COPY t (id, name) FROM stdin", &f), 0, "%s", b.err.message);
	f = (struct feed){ .line = NULL };
	cr_assert_eq(copy(&b, "COPY t FROM stdin", &f), 0);
	cr_assert_eq(conformance_number(b.session, "SELECT count(*) FROM t"), 1);
	tear_down(&b);
}

Test(postgresql_scripts, a_failing_copy_says_why, .timeout = 60)
{
	struct bench b = set_up(NULL);
	struct feed f = { .line = "1\tone\n", .lines = 2 };
	cr_assert_eq(copy(&b, "COPY t FROM stdin", &f), SQLEMBIC_E_FAILED);
	cr_assert_str_eq(b.err.sqlstate, "23505");
	cr_assert_not_null(strstr(b.err.detail, "line 2"), "%s", b.err.detail);
	cr_assert_eq(copy(&b, "COPY nowhere FROM stdin", &f), SQLEMBIC_E_FAILED);
	cr_assert_str_eq(b.err.sqlstate, "42P01");
	f = (struct feed){ .line = "1\tone\n", .lines = 1, .code = SQLEMBIC_E_FAILED };
	cr_assert_eq(copy(&b, "COPY t FROM stdin", &f), SQLEMBIC_E_FAILED);
	cr_assert_str_eq(b.err.message, "the file cannot be read");
	cr_assert_eq(copy(&b, "SELECT 1", &f), SQLEMBIC_E_FAILED);
	cr_assert_eq(conformance_number(b.session, "SELECT count(*) FROM t"), 0);
	tear_down(&b);
}

/* ---- the session --------------------------------------------------------------------------------------- */

Test(postgresql_scripts, everything_is_reset_and_our_settings_stay, .timeout = 60)
{
	struct bench b = set_up(is_impatient);
	const char *const changes[] = {
		"SET statement_timeout = '1h'",
		"SET lock_timeout = 0",
		/* PostgreSQL 19 has no other strings any more. */
		("DO $$ BEGIN IF current_setting('server_version_num')::integer < 190000 THEN "
		 "SET standard_conforming_strings = off; END IF; END $$"),
		"SET client_encoding = 'LATIN1'",
		"SET application_name = 'me'",
		"LISTEN leak",
		"SET ROLE pg_monitor",
	};
	cr_assert_eq(b.driver->script_begin(b.session, NULL), 0);
	conformance_begin(b.session);
	for (size_t i = 0; i < sizeof(changes) / sizeof(changes[0]); i++)
		conformance_exec(b.session, changes[i]);
	cr_assert_eq(b.driver->reset_path(b.session, NULL), 0);
	struct sqlembic_query query = { .sql = "INSERT INTO t VALUES (1, ?)",
					.args = (const char *const[]){ "back\\slash 'quote' \xc3\xa9" },
					.nargs = 1 };
	cr_assert_eq(b.driver->query(b.session, &query, &b.err), 0, "%s", b.err.message);
	conformance_commit(b.session);
	cr_assert_eq(b.driver->script_end(b.session, NULL), 0);
	char *text = conformance_text(b.session,
				      "SELECT current_setting('statement_timeout') || ' ' || "
				      "current_setting('standard_conforming_strings') || ' ' || "
				      "current_setting('client_encoding') || ' ' || "
				      "current_setting('application_name') || ' ' || current_user || ' ' || "
				      "(SELECT count(*) FROM pg_listening_channels()) || ' ' || name FROM t");
	cr_assert_str_eq(text, "0 on UTF8 sqlembic test postgres 0 back\\slash 'quote' \xc3\xa9");
	free(text);
	tear_down(&b);
}

/* The reset must not be part of the next transaction, or rolling that back would undo it. */
Test(postgresql_scripts, a_reset_survives_the_next_rollback, .timeout = 60)
{
	struct bench b = set_up(NULL);
	cr_assert_eq(b.driver->script_begin(b.session, NULL), 0);
	conformance_exec(b.session, "SET search_path = ''");
	cr_assert_eq(b.driver->script_end(b.session, NULL), 0);
	conformance_begin(b.session);
	conformance_exec(b.session, "SELECT 1");
	cr_assert_eq(b.driver->rollback(b.session, NULL), 0);
	conformance_begin(b.session);
	cr_assert_eq(conformance_try(b.session, "nonsense", NULL), SQLEMBIC_E_FAILED);
	cr_assert_eq(b.driver->rollback(b.session, NULL), 0);
	cr_assert_eq(conformance_number(b.session, "SELECT count(*) FROM t"), 0);
	tear_down(&b);
}

Test(postgresql_scripts, a_missing_table_leaves_the_transaction_usable, .timeout = 60)
{
	struct bench b = set_up(NULL);
	struct sqlembic_query query = { .sql = "SELECT 1 FROM nowhere", .missing_ok = true };
	conformance_begin(b.session);
	conformance_exec(b.session, "INSERT INTO t VALUES (1)");
	cr_assert_eq(b.driver->query(b.session, &query, &b.err), 0, "%s", b.err.message);
	cr_assert(query.missing);
	conformance_commit(b.session);
	cr_assert_eq(conformance_number(b.session, "SELECT count(*) FROM t"), 1);
	tear_down(&b);
}

Test(postgresql_scripts, committing_a_failed_transaction_is_an_error, .timeout = 60)
{
	struct bench b = set_up(NULL);
	conformance_begin(b.session);
	conformance_exec(b.session, "INSERT INTO t VALUES (1)");
	cr_assert_eq(conformance_try(b.session, "SELECT 1 / 0", NULL), SQLEMBIC_E_FAILED);
	cr_assert_eq(b.driver->commit(b.session, &b.err), SQLEMBIC_E_FAILED);
	cr_assert_not_null(strstr(b.err.message, "rolled it back"), "%s", b.err.message);
	cr_assert_not(b.driver->in_transaction(b.session));
	cr_assert_eq(conformance_number(b.session, "SELECT count(*) FROM t"), 0);
	tear_down(&b);
}

Test(postgresql_scripts, deferred_constraints_fail_the_commit, .timeout = 60)
{
	struct bench b = set_up(NULL);
	conformance_exec(b.session,
			 "CREATE TABLE c (t_id integer REFERENCES t DEFERRABLE INITIALLY DEFERRED)");
	conformance_begin(b.session);
	conformance_exec(b.session, "INSERT INTO c VALUES (7)");
	cr_assert_eq(b.driver->commit(b.session, &b.err), SQLEMBIC_E_FAILED);
	cr_assert_str_eq(b.err.sqlstate, "23503");
	cr_assert_not(b.driver->in_transaction(b.session));
	tear_down(&b);
}

/* ---- trouble ------------------------------------------------------------------------------------------- */

static void terminate(struct bench *b)
{
	char sql[128];
	(void)snprintf(sql, sizeof(sql), "SELECT pg_terminate_backend(%lld)",
		       conformance_number(b->session, "SELECT pg_backend_pid()"));
	postgresql_admin(sql);
}

Test(postgresql_scripts, a_broken_connection_is_told_from_an_error, .timeout = 60)
{
	struct bench b = set_up(NULL);
	conformance_begin(b.session);
	conformance_exec(b.session, "INSERT INTO t VALUES (1)");
	terminate(&b);
	int rc = 0;
	for (int i = 0; i < 500 && rc == 0; i++)
		rc = conformance_try(b.session, "SELECT 1", &b.err);
	cr_assert_eq(rc, SQLEMBIC_E_UNREACHABLE, "%s", b.err.message);
	/* The server has rolled back. */
	cr_assert_eq(b.driver->rollback(b.session, NULL), 0);
	cr_assert_eq(b.driver->begin(b.session, &b.err), SQLEMBIC_E_UNREACHABLE);
	cr_assert_eq(b.driver->query(b.session, &(struct sqlembic_query){ .sql = "SELECT 1" }, &b.err),
		     SQLEMBIC_E_UNREACHABLE);
	tear_down(&b);
}

Test(postgresql_scripts, a_connection_that_breaks_in_a_commit_leaves_doubt, .timeout = 60)
{
	struct bench b = set_up(NULL);
	conformance_exec(b.session, "CREATE FUNCTION die() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
				    "PERFORM pg_terminate_backend(pg_backend_pid()); RETURN NULL; END $$");
	conformance_exec(b.session,
			 "CREATE CONSTRAINT TRIGGER late AFTER INSERT ON t DEFERRABLE INITIALLY DEFERRED "
			 "FOR EACH ROW EXECUTE PROCEDURE die()");
	conformance_begin(b.session);
	conformance_exec(b.session, "INSERT INTO t VALUES (1)");
	cr_assert_eq(b.driver->commit(b.session, &b.err), SQLEMBIC_E_UNREACHABLE, "%s", b.err.message);
	cr_assert_not_null(strstr(b.err.state, "either committed"), "%s", b.err.state);
	tear_down(&b);
}

Test(postgresql_scripts, a_lock_timeout_names_who_is_in_the_way, .timeout = 60)
{
	struct bench b = set_up(is_impatient);
	struct sqlembic_session *other = conformance_open(&postgresql_target, &b.url, NULL);
	conformance_begin(other);
	conformance_exec(other, "LOCK TABLE t");
	conformance_begin(b.session);
	cr_assert_eq(conformance_try(b.session, "ALTER TABLE t ADD c integer", &b.err), SQLEMBIC_E_LOCKED);
	cr_assert_not_null(strstr(b.err.message, "0.3 s"), "%s", b.err.message);
	cr_assert_not_null(strstr(b.err.detail, "LOCK TABLE t"), "%s", b.err.detail);
	cr_assert_not_null(strstr(b.err.detail, "idle in transaction"), "%s", b.err.detail);
	cr_assert_eq(b.driver->rollback(b.session, NULL), 0);
	/* NOWAIT has the same SQLSTATE and is no timeout. */
	conformance_begin(b.session);
	cr_assert_eq(conformance_try(b.session, "LOCK TABLE t NOWAIT", &b.err), SQLEMBIC_E_FAILED);
	cr_assert_eq(b.driver->rollback(b.session, NULL), 0);
	/* Outside of scripts core waits, not the server. */
	struct sqlembic_query query = { .sql = "SELECT 1 FROM t" };
	cr_assert_eq(b.driver->query(b.session, &query, &b.err), SQLEMBIC_E_LOCKED);
	b.driver->close(other);
	tear_down(&b);
}
