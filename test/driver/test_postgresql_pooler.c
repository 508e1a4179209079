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

static void is_read_only(struct sqlembic_connect *connect)
{
	connect->read_only = true;
	connect->lock_timeout_ms = 1234;
	connect->statement_timeout_ms = 4321;
}

Test(postgresql_pooler, a_pool_of_transactions_cannot_hold_the_lock, .timeout = 60)
{
	struct sqlembic_url url = pool("by_transaction");
	struct sqlembic_session *session = conformance_open(&postgresql_target, &url, NULL);
	struct sqlembic_error err = { 0 };
	cr_assert_eq(session->driver->try_lock(session, "pool", &err), SQLEMBIC_E_FAILED);
	cr_assert_not_null(strstr(err.message, "pooler"), "%s", err.message);
	cr_assert_not_null(strstr(err.hint, "session mode"), "%s", err.hint);
	/* Looking is possible. */
	cr_assert_eq(conformance_number(session, "SELECT 1"), 1);
	session->driver->close(session);
}

/* "Nobody" would be taken for a lock that is free. */
Test(postgresql_pooler, who_asks_for_the_holder_hears_that_there_is_no_lock, .timeout = 60)
{
	struct sqlembic_url url = pool("by_transaction");
	struct sqlembic_session *session = conformance_open(&postgresql_target, &url, is_read_only);
	struct sqlembic_buf holder = SQLEMBIC_BUF_INIT;
	struct sqlembic_error err = { 0 };
	cr_assert_eq(session->driver->lock_holder(session, "pool", &holder, &err), SQLEMBIC_E_FAILED);
	cr_assert_eq(holder.len, 0);
	cr_assert_not_null(strstr(err.message, "pooler"), "%s", err.message);
	session->driver->close(session);
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
