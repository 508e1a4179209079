/* test_postgresql_pooler.c: behind Debian's pgbouncer (test/support/server-pgbouncer). */
#include "postgresql_target.h"

#include <criterion/criterion.h>

#include <stdlib.h>
#include <string.h>

static struct sqlembic_url pool(const char *database)
{
	const char *port = getenv("SQLEMBIC_SERVER_PGBOUNCER_PORT");
	cr_assert(port && *port, "no pgbouncer: `make check` starts one");
	return (struct sqlembic_url){ .dialect = "postgresql",
				      .user = "postgres",
				      .host = "127.0.0.1",
				      .port = (int)strtol(port, NULL, 10),
				      .database = database };
}

static void has_limits(struct sqlembic_connect *connect)
{
	connect->lock_timeout_ms = 1234;
	connect->statement_timeout_ms = 4321;
}

static void is_read_only(struct sqlembic_connect *connect)
{
	connect->read_only = true;
	connect->lock_timeout_ms = 1234;
	connect->statement_timeout_ms = 4321;
}

static struct sqlembic_session *open_pool(const char *database)
{
	struct sqlembic_url url = pool(database);
	return conformance_open(&postgresql_target, &url, NULL);
}

static struct sqlembic_session *open_directly(void)
{
	return conformance_open(&postgresql_target, postgresql_server(), NULL);
}

/* As a run does: it is named in the log before it locks. */
static struct sqlembic_session *open_named(const char *database)
{
	struct sqlembic_session *session = open_pool(database);
	struct sqlembic_buf id = SQLEMBIC_BUF_INIT;
	struct sqlembic_error err = { 0 };
	cr_assert_eq(session->driver->connection_id(session, &id, &err), 0, "%s", err.message);
	sqlembic_buf_release(&id);
	return session;
}

static bool is_locked(struct sqlembic_session *session, const char *key)
{
	struct sqlembic_error err = { 0 };
	int rc = session->driver->try_lock(session, key, &err);
	cr_assert(rc == 0 || rc == SQLEMBIC_E_LOCKED, "%s", err.message);
	if (rc == 0)
		cr_assert_eq(session->driver->unlock(session, key, &err), 0, "%s", err.message);
	return rc != 0;
}

/* Ends the connection that holds the lock, and waits until it is gone. */
static void end_holder(struct sqlembic_session *session, struct sqlembic_session *direct)
{
	struct sqlembic_buf id = SQLEMBIC_BUF_INIT, sql = SQLEMBIC_BUF_INIT;
	struct sqlembic_error err = { 0 };
	cr_assert_eq(session->driver->connection_id(session, &id, &err), 0, "%s", err.message);
	sqlembic_buf_printf(
		&sql,
		"SELECT l.pid FROM pg_locks AS l JOIN pg_stat_activity AS a ON a.pid = l.pid WHERE"
		" l.locktype = 'advisory' AND l.mode = 'ExclusiveLock' AND a.query LIKE '%%%.*s%%'",
		(int)strcspn(sqlembic_buf_text(&id), " "), sqlembic_buf_text(&id));
	char *pid = conformance_text(direct, sqlembic_buf_text(&sql));
	cr_assert_not_null(pid, "nobody holds the lock");
	sqlembic_buf_clear(&sql);
	sqlembic_buf_printf(&sql, "SELECT pg_terminate_backend(%s)", pid);
	free(conformance_text(direct, sqlembic_buf_text(&sql)));
	sqlembic_buf_clear(&sql);
	sqlembic_buf_printf(&sql, "SELECT count(*) FROM pg_stat_activity WHERE pid = %s", pid);
	while (conformance_number(direct, sqlembic_buf_text(&sql)))
		;
	sqlembic_buf_release(&id);
	sqlembic_buf_release(&sql);
	free(pid);
}

Test(postgresql_pooler, a_pool_of_transactions_holds_the_lock, .timeout = 60)
{
	struct sqlembic_session *session = open_named("by_transaction"),
				*other = open_named("by_transaction"), *direct = open_directly();
	struct sqlembic_error err = { 0 };
	cr_assert_eq(session->driver->try_lock(session, "pool", &err), 0, "%s", err.message);
	cr_assert(is_locked(other, "pool"));
	cr_assert(is_locked(direct, "pool"));
	cr_assert_not(is_locked(other, "another"));
	conformance_exec(session, "DROP TABLE IF EXISTS pooled");
	conformance_exec(session, "CREATE TABLE pooled (a INTEGER)");
	cr_assert_eq(session->driver->unlock(session, "pool", &err), 0, "%s", err.message);
	cr_assert_not(is_locked(other, "pool"));
	cr_assert_eq(direct->driver->try_lock(direct, "pool", &err), 0, "%s", err.message);
	cr_assert(is_locked(session, "pool"));
	direct->driver->close(direct);
	session->driver->close(session);
	other->driver->close(other);
}

Test(postgresql_pooler, who_holds_the_lock_is_said, .timeout = 60)
{
	struct sqlembic_session *session = open_named("by_transaction"), *other = open_pool("by_transaction");
	struct sqlembic_buf holder = SQLEMBIC_BUF_INIT;
	struct sqlembic_error err = { 0 };
	cr_assert_eq(other->driver->lock_holder(other, "said", &holder, &err), 0, "%s", err.message);
	cr_assert_eq(holder.len, 0);
	cr_assert_eq(session->driver->try_lock(session, "said", &err), 0, "%s", err.message);
	cr_assert_eq(other->driver->lock_holder(other, "said", &holder, &err), 0, "%s", err.message);
	cr_assert_not_null(strstr(sqlembic_buf_text(&holder), "pid "), "%s", sqlembic_buf_text(&holder));
	sqlembic_buf_release(&holder);
	session->driver->close(session);
	other->driver->close(other);
}

/* The holder is ended in the middle: nothing is done from then on, and who comes next may have the lock. */
Test(postgresql_pooler, what_has_lost_its_holder_writes_nothing_more, .timeout = 60)
{
	struct sqlembic_session *session = open_named("by_transaction"), *direct = open_directly();
	struct sqlembic_error err = { 0 };
	conformance_exec(direct, "DROP TABLE IF EXISTS held");
	cr_assert_eq(session->driver->try_lock(session, "held", &err), 0, "%s", err.message);
	end_holder(session, direct);
	cr_assert_eq(session->driver->begin(session, &err), 0);
	cr_assert_eq(conformance_try(session, "CREATE TABLE held (a INTEGER)", &err), SQLEMBIC_E_FAILED);
	cr_assert_not_null(strstr(err.message, "not held any more"), "%s", err.message);
	cr_assert_not_null(strstr(err.hint, "idle_transaction_timeout"), "%s", err.hint);
	cr_assert_eq(session->driver->rollback(session, &err), 0);
	/* What stands outside of transactions has its look ahead. */
	cr_assert_eq(conformance_try(session, "VACUUM pg_class", &err), SQLEMBIC_E_FAILED);
	cr_assert_not_null(strstr(err.message, "not held any more"), "%s", err.message);
	/* Where the database is can be read. */
	cr_assert_null(conformance_text(session, "SELECT to_regclass('held')"));
	cr_assert_not(is_locked(direct, "held"));
	session->driver->close(session);
	direct->driver->close(direct);
}

/* A transaction that has passed its look keeps the next owner away, whatever becomes of the holder. */
Test(postgresql_pooler, a_transaction_under_way_keeps_others_from_the_lock, .timeout = 60)
{
	struct sqlembic_session *session = open_named("by_transaction"),
				*other = open_named("by_transaction"), *direct = open_directly();
	struct sqlembic_error err = { 0 };
	conformance_exec(direct, "DROP TABLE IF EXISTS under_way");
	cr_assert_eq(session->driver->try_lock(session, "under way", &err), 0, "%s", err.message);
	cr_assert_eq(session->driver->begin(session, &err), 0);
	cr_assert_eq(conformance_try(session, "CREATE TABLE under_way (a INTEGER)", &err), 0, "%s",
		     err.message);
	end_holder(session, direct);
	cr_assert(is_locked(other, "under way"));
	cr_assert(is_locked(direct, "under way"));
	cr_assert_eq(session->driver->commit(session, &err), 0, "%s", err.message);
	cr_assert_not(is_locked(other, "under way"));
	cr_assert_not(is_locked(direct, "under way"));
	session->driver->close(session);
	other->driver->close(other);
	direct->driver->close(direct);
}

/* A run behind a pooler is alive while its holder, or a message of its own, is there. */
Test(postgresql_pooler, the_name_of_a_run_says_whether_it_is_alive, .timeout = 60)
{
	struct sqlembic_session *session = open_pool("by_transaction"), *direct = open_directly();
	const struct sqlembic_driver *driver = direct->driver;
	struct sqlembic_buf id = SQLEMBIC_BUF_INIT;
	struct sqlembic_error err = { 0 };
	cr_assert_eq(driver->connection_id(session, &id, &err), 0, "%s", err.message);
	const char *name = sqlembic_buf_text(&id);
	cr_assert_eq(strncmp(name, "pool:", 5), 0, "%s", name);
	cr_assert_eq(driver->connection_alive(direct, name, &err), 0, "%s", err.message);
	cr_assert_eq(driver->try_lock(session, "alive", &err), 0, "%s", err.message);
	cr_assert_eq(driver->connection_alive(direct, name, &err), 1, "%s", err.message);
	cr_assert_eq(driver->begin(session, &err), 0);
	cr_assert_eq(conformance_try(session, "SELECT 1", &err), 0, "%s", err.message);
	end_holder(session, direct);
	cr_assert_eq(driver->connection_alive(direct, name, &err), 1, "%s", err.message);
	cr_assert_eq(driver->rollback(session, &err), 0);
	cr_assert_eq(driver->connection_alive(direct, name, &err), 0, "%s", err.message);
	driver->close(session);
	driver->close(direct);
	sqlembic_buf_release(&id);
}

/* What a script changes is undone before COMMIT: the process is another client's behind it. */
Test(postgresql_pooler, a_script_leaves_nothing_to_the_next_client, .timeout = 60)
{
	static const char *const script[] = { "SET search_path = nowhere",
					      "SET statement_timeout = 4321",
					      "CREATE TEMP TABLE left_behind (a INTEGER)",
					      "PREPARE left_behind AS SELECT 1",
					      "SELECT pg_advisory_lock(4711)",
					      "LISTEN left_behind" };
	struct sqlembic_session *session = open_named("by_transaction"), *other = open_pool("by_transaction");
	const struct sqlembic_driver *driver = session->driver;
	struct sqlembic_error err = { 0 };
	cr_assert_eq(driver->try_lock(session, "clean", &err), 0, "%s", err.message);
	cr_assert_eq(driver->script_begin(session, &err), 0, "%s", err.message);
	cr_assert_eq(driver->begin(session, &err), 0);
	for (size_t i = 0; i < sizeof(script) / sizeof(script[0]); i++)
		cr_assert_eq(conformance_try(session, script[i], &err), 0, "%s", err.message);
	cr_assert_eq(driver->commit(session, &err), 0, "%s", err.message);
	cr_assert_eq(driver->script_end(session, &err), 0, "%s", err.message);
	char *text = conformance_text(
		other,
		"SELECT pg_backend_pid() || ' ' || current_setting('search_path') || ' ' ||"
		" current_setting('statement_timeout') || ' ' ||"
		" (SELECT count(*) FROM pg_prepared_statements WHERE from_sql) || ' ' ||"
		" (SELECT count(*) FROM pg_class WHERE relname = 'left_behind') || ' ' ||"
		" (SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND objid = 4711) || ' ' ||"
		" (SELECT count(*) FROM pg_listening_channels())");
	cr_assert_not_null(strstr(text, " \"$user\", public 0 0 0 0 0"), "%s", text);
	free(text);
	driver->close(session);
	driver->close(other);
}

/* The limits of the configuration hold in each transaction, and for no one else. */
Test(postgresql_pooler, settings_travel_in_the_transaction, .timeout = 60)
{
	struct sqlembic_url url = pool("by_transaction");
	struct sqlembic_session *session = conformance_open(&postgresql_target, &url, has_limits),
				*other = open_pool("by_transaction");
	struct sqlembic_error err = { 0 };
	cr_assert_eq(session->driver->begin(session, &err), 0);
	char *text = conformance_text(session, "SELECT current_setting('statement_timeout')");
	cr_assert_str_eq(text, "4321ms");
	free(text);
	cr_assert_eq(session->driver->commit(session, &err), 0, "%s", err.message);
	text = conformance_text(other, "SHOW statement_timeout");
	cr_assert_str_eq(text, "0");
	free(text);
	session->driver->close(session);
	other->driver->close(other);
}

/* pgbouncer refuses options, where it was not told to drop them. */
Test(postgresql_pooler, what_the_url_sets_travels_in_the_transaction, .timeout = 60)
{
	static const struct sqlembic_pair set[] = { { "search_path", "one, \"two's\"" },
						    { "work_mem", "5MB" } };
	static const char *const names[] = { "by_transaction", "by_session" };
	for (size_t i = 0; i < 2; i++) {
		struct sqlembic_url url = pool(names[i]);
		url.params = set;
		url.nparams = 2;
		struct sqlembic_session *session = conformance_open(&postgresql_target, &url, NULL);
		const struct sqlembic_driver *driver = session->driver;
		struct sqlembic_error err = { 0 };
		cr_assert_eq(driver->script_begin(session, &err), 0, "%s", err.message);
		cr_assert_eq(driver->begin(session, &err), 0);
		cr_assert_eq(conformance_try(session, "SET search_path = nowhere", &err), 0, "%s",
			     err.message);
		cr_assert_eq(driver->reset_path(session, &err), 0, "%s", err.message);
		char *text = conformance_text(
			session,
			"SELECT current_setting('search_path') || ' ' || current_setting('work_mem')");
		cr_assert_str_eq(text, "one, \"two's\" 5MB");
		free(text);
		cr_assert_eq(driver->commit(session, &err), 0, "%s", err.message);
		cr_assert_eq(driver->script_end(session, &err), 0, "%s", err.message);
		text = conformance_text(session, "SELECT current_setting('search_path')");
		cr_assert_str_eq(text, "one, \"two's\"");
		free(text);
		driver->close(session);
		session = open_pool(names[i]);
		text = conformance_text(session, "SELECT current_setting('search_path')");
		cr_assert_str_eq(text, "\"$user\", public");
		free(text);
		driver->close(session);
	}
}

Test(postgresql_pooler, what_lasts_for_a_session_is_refused_outside_of_transactions, .timeout = 60)
{
	static const char *const refused[] = { "SET lock_timeout = 1", "CREATE TEMPORARY TABLE t (a INTEGER)",
					       "SELECT set_config('search_path', '', false)", "LISTEN a",
					       "PREPARE a AS SELECT 1" };
	static const char *const taken[] = { "CREATE INDEX CONCURRENTLY i ON t (a)", "VACUUM", "SELECT 1" };
	struct sqlembic_session *session = open_named("by_transaction"), *sessions = open_named("by_session");
	struct sqlembic_error err = { 0 };
	for (size_t i = 0; i < sizeof(refused) / sizeof(refused[0]); i++) {
		const struct sqlembic_span sql = { refused[i], strlen(refused[i]) };
		cr_expect_eq(session->driver->check_outside(session, sql, true, &err), SQLEMBIC_E_FAILED,
			     "%s", refused[i]);
		cr_expect_not_null(strstr(err.message, "pooler"), "%s", err.message);
		cr_expect_eq(sessions->driver->check_outside(sessions, sql, true, &err), 1, "%s", refused[i]);
	}
	for (size_t i = 0; i < sizeof(taken) / sizeof(taken[0]); i++) {
		const struct sqlembic_span sql = { taken[i], strlen(taken[i]) };
		cr_expect_eq(session->driver->check_outside(session, sql, true, &err), 0, "%s", taken[i]);
	}
	session->driver->close(session);
	sessions->driver->close(sessions);
}

/* A tenant's index would be made in another's schema. */
Test(postgresql_pooler, what_needs_the_search_path_of_the_url_is_refused_outside_of_transactions,
     .timeout = 60)
{
	static const struct sqlembic_pair set = { "search_path", "one" };
	static const char index[] = "CREATE INDEX CONCURRENTLY i ON t (a)";
	const struct sqlembic_span sql = { index, sizeof(index) - 1 };
	struct sqlembic_url url = pool("by_transaction");
	url.params = &set;
	url.nparams = 1;
	struct sqlembic_session *session = conformance_open(&postgresql_target, &url, NULL);
	struct sqlembic_error err = { 0 };
	cr_assert_eq(session->driver->script_begin(session, &err), 0, "%s", err.message);
	cr_assert_eq(session->driver->check_outside(session, sql, false, &err), 0);
	cr_assert_eq(session->driver->check_outside(session, sql, true, &err), SQLEMBIC_E_FAILED);
	cr_assert_not_null(strstr(err.message, "search_path"), "%s", err.message);
	session->driver->close(session);
}

/* There are no transactions that the lock could live in. */
Test(postgresql_pooler, a_pool_of_statements_is_refused, .timeout = 60)
{
	struct sqlembic_session *session = open_pool("by_statement");
	struct sqlembic_buf holder = SQLEMBIC_BUF_INIT;
	struct sqlembic_error err = { 0 };
	cr_assert_eq(session->driver->try_lock(session, "pool", &err), SQLEMBIC_E_FAILED);
	cr_assert_not_null(strstr(err.message, "allows no transactions"), "%s", err.message);
	cr_assert_not_null(strstr(err.hint, "session or transaction mode"), "%s", err.hint);
	/* "Nobody" would be taken for a lock that is free. */
	cr_assert_eq(session->driver->lock_holder(session, "pool", &holder, &err), SQLEMBIC_E_FAILED);
	cr_assert_eq(holder.len, 0);
	session->driver->close(session);
}

/* One connection cannot hold the lock and run revisions. */
Test(postgresql_pooler, a_pool_of_one_connection_is_refused, .timeout = 60)
{
	struct sqlembic_url url = pool("by_transaction_of_one");
	struct sqlembic_session *session = conformance_open(&postgresql_target, &url, has_limits);
	struct sqlembic_error err = { 0 };
	cr_assert_eq(session->driver->try_lock(session, "one", &err), SQLEMBIC_E_FAILED, "%s", err.message);
	cr_assert_not_null(strstr(err.message, "no second connection"), "%s", err.message);
	cr_assert_not_null(strstr(err.hint, "pool_size"), "%s", err.hint);
	session->driver->close(session);
	/* It has left nothing in the way. */
	session = conformance_open(&postgresql_target, &url, is_read_only);
	cr_assert_eq(conformance_number(session, "SELECT 1"), 1);
	session->driver->close(session);
}

static volatile sig_atomic_t cancel;

static void can_be_cancelled(struct sqlembic_connect *connect)
{
	connect->cancel = &cancel;
}

/* The only connection of the pool is taken: what is asked to find out how it pools has no answer. */
Test(postgresql_pooler, whoever_waits_for_a_pooler_can_be_stopped, .timeout = 60)
{
	struct sqlembic_url url = pool("by_transaction_of_one");
	struct sqlembic_session *session = conformance_open(&postgresql_target, &url, can_be_cancelled),
				*other = conformance_open(&postgresql_target, &url, NULL);
	struct sqlembic_error err = { 0 };
	cr_assert_eq(conformance_number(session, "SELECT 1"), 1);
	cr_assert_eq(other->driver->begin(other, &err), 0, "%s", err.message);
	cr_assert_eq(conformance_number(other, "SELECT 1"), 1);
	cancel = 1;
	cr_assert_eq(session->driver->try_lock(session, "pool", &err), SQLEMBIC_E_INTERRUPTED, "%s",
		     err.message);
	session->driver->close(session);
	other->driver->close(other);
}

Test(postgresql_pooler, a_pool_of_transactions_is_left_as_it_was, .timeout = 60)
{
	struct sqlembic_url url = pool("by_transaction");
	struct sqlembic_session *session = conformance_open(&postgresql_target, &url, is_read_only);
	session->driver->close(session);
	session = conformance_open(&postgresql_target, &url, NULL);
	char *text = conformance_text(session,
				      "SELECT current_setting('default_transaction_read_only') || ' ' || "
				      "current_setting('statement_timeout')");
	cr_assert_str_eq(text, "off 0", "%s", text);
	free(text);
	session->driver->close(session);
}

Test(postgresql_pooler, a_pool_of_sessions_holds_the_lock, .timeout = 60)
{
	struct sqlembic_url url = pool("by_session");
	struct sqlembic_session *session = conformance_open(&postgresql_target, &url, is_read_only),
				*other = conformance_open(&postgresql_target, &url, NULL);
	struct sqlembic_error err = { 0 };
	cr_assert_eq(session->driver->try_lock(session, "sessions", &err), 0, "%s", err.message);
	cr_assert_eq(other->driver->try_lock(other, "sessions", NULL), SQLEMBIC_E_LOCKED);
	char *text = conformance_text(session, "SELECT current_setting('statement_timeout')");
	cr_assert_str_eq(text, "4321ms");
	free(text);
	cr_assert_eq(session->driver->unlock(session, "sessions", NULL), 0);
	session->driver->close(session);
	other->driver->close(other);
}

static int read_nothing(void *payload, const char *const *values, size_t n)
{
	(void)payload;
	(void)values;
	(void)n;
	return 0;
}

/* Where a pool of transactions has not shown itself, the server process that serves us next may be another. */
Test(postgresql_pooler, behind_a_pooler_each_message_looks_at_the_lock, .timeout = 60)
{
	struct sqlembic_url url = pool("by_session");
	struct sqlembic_session *session = conformance_open(&postgresql_target, &url, NULL);
	const struct sqlembic_driver *driver = session->driver;
	struct sqlembic_query unlocking = { .sql = "SELECT pg_advisory_unlock_all()", .row = read_nothing },
			      reading = { .sql = "SELECT 1", .row = read_nothing };
	struct sqlembic_error err = { 0 };
	cr_assert_eq(driver->try_lock(session, "fence", &err), 0, "%s", err.message);
	conformance_exec(session, "DROP TABLE IF EXISTS fenced");
	cr_assert_eq(driver->query(session, &unlocking, &err), 0, "%s", err.message);
	cr_assert_eq(conformance_try(session, "CREATE TABLE fenced (a INTEGER)", &err), SQLEMBIC_E_FAILED);
	cr_assert_not_null(strstr(err.message, "not held any more"), "%s", err.message);
	cr_assert_not_null(strstr(err.hint, "session mode"), "%s", err.hint);
	/* Where the database is then can be read, and nothing was changed. */
	cr_assert_eq(driver->query(session, &reading, &err), 0, "%s", err.message);
	char *made = conformance_text(session, "SELECT to_regclass('fenced')");
	cr_assert_null(made);
	/* No run may end as if nothing had happened. */
	cr_assert_eq(driver->unlock(session, "fence", &err), SQLEMBIC_E_FAILED);
	driver->close(session);
}

/* Statements that stand alone in their message have it ahead of them. */
Test(postgresql_pooler, behind_a_pooler_statements_that_stand_alone_look_at_the_lock, .timeout = 60)
{
	struct sqlembic_url url = pool("by_session");
	struct sqlembic_session *session = conformance_open(&postgresql_target, &url, NULL);
	const struct sqlembic_driver *driver = session->driver;
	struct sqlembic_query unlocking = { .sql = "SELECT pg_advisory_unlock_all()", .row = read_nothing };
	struct sqlembic_error err = { 0 };
	cr_assert_eq(driver->try_lock(session, "alone", &err), 0, "%s", err.message);
	conformance_exec(session, "VACUUM pg_class");
	cr_assert_eq(driver->query(session, &unlocking, &err), 0, "%s", err.message);
	cr_assert_eq(conformance_try(session, "VACUUM pg_class", &err), SQLEMBIC_E_FAILED);
	cr_assert_not_null(strstr(err.message, "not held any more"), "%s", err.message);
	driver->close(session);
}
