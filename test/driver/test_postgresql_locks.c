/* The migration lock of PostgreSQL, and servers that give all clients one session. */
#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "conformance.h"
#include "postgresql_target.h"

struct bench {
	const struct sqlembic_driver *driver;
	struct sqlembic_url url;
	struct sqlembic_session *session;
	struct sqlembic_error err;
};

static struct bench set_up(void (*change)(struct sqlembic_connect *connect))
{
	struct bench b = { .driver = postgresql_target.driver };
	postgresql_target.create(&b.url);
	b.session = conformance_open(&postgresql_target, &b.url, change);
	return b;
}

static void tear_down(struct bench *b)
{
	b->driver->close(b->session);
	postgresql_target.drop(&b->url);
}

Test(postgresql_locks, unlocking_what_is_not_locked_is_an_error, .timeout = 60)
{
	struct bench b = set_up(NULL);
	cr_assert_eq(b.driver->try_lock(b.session, "key", NULL), 0);
	cr_assert_eq(b.driver->unlock(b.session, "key", NULL), 0);
	cr_assert_eq(b.driver->unlock(b.session, "key", &b.err), SQLEMBIC_E_FAILED);
	cr_assert_not_null(strstr(b.err.hint, "pooler"), "%s", b.err.hint);
	tear_down(&b);
}

/* What another client of the same session holds: the lock once more, by its number. */
static void lock_as_another_client(struct bench *b)
{
	cr_assert_eq(b->driver->try_lock(b->session, "key", NULL), 0);
	long long key = conformance_number(b->session,
					   "SELECT (classid::bigint << 32) | objid::bigint FROM pg_locks"
					   " WHERE locktype = 'advisory' AND pid = pg_backend_pid()");
	cr_assert_eq(b->driver->unlock(b->session, "key", NULL), 0);
	char sql[64];
	(void)snprintf(sql, sizeof(sql), "SELECT pg_advisory_lock(%lld)", key);
	conformance_exec(b->session, sql);
}

Test(postgresql_locks, a_lock_that_our_session_holds_already_is_another_clients, .timeout = 60)
{
	struct bench b = set_up(NULL);
	struct sqlembic_buf holder = SQLEMBIC_BUF_INIT;
	lock_as_another_client(&b);
	cr_assert_eq(b.driver->try_lock(b.session, "key", &b.err), SQLEMBIC_E_LOCKED);
	/* Nobody ends a session that is everybody's when that client is gone. */
	cr_assert_eq(b.driver->lock_holder(b.session, "key", &holder, &b.err), 0);
	cr_assert_str_eq(sqlembic_buf_text(&holder),
			 "another client (this server gives all of them one session; if it "
			 "is gone: SELECT pg_advisory_unlock_all())");
	sqlembic_buf_release(&holder);
	cr_assert_eq(conformance_number(b.session, "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'"
						   " AND pid = pg_backend_pid()"),
		     1);
	conformance_exec(b.session, "SELECT pg_advisory_unlock_all()");
	cr_assert_eq(b.driver->try_lock(b.session, "key", &b.err), 0);
	cr_assert_eq(b.driver->unlock(b.session, "key", &b.err), 0);
	tear_down(&b);
}

/* The lock is taken again behind the ROLLBACK: a transaction that has failed takes nothing else. */
Test(postgresql_locks, a_statement_that_unlocks_and_fails_is_rolled_back, .timeout = 60)
{
	struct bench b = set_up(NULL);
	cr_assert_eq(b.driver->try_lock(b.session, "key", &b.err), 0);
	conformance_begin(b.session);
	cr_assert_lt(conformance_try(b.session, "SELECT pg_advisory_unlock_all(), 1 / 0", &b.err), 0);
	cr_assert_eq(b.driver->rollback(b.session, &b.err), 0, "%s", b.err.message);
	conformance_exec(b.session, "CREATE TABLE t (a INTEGER)");
	cr_assert_eq(conformance_number(b.session, "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'"
						   " AND pid = pg_backend_pid()"),
		     1);
	cr_assert_eq(b.driver->unlock(b.session, "key", &b.err), 0, "%s", b.err.message);
	tear_down(&b);
}

static void is_read_only(struct sqlembic_connect *connect)
{
	connect->read_only = true;
}

static int ignore(void *payload, const char *const *values, size_t n)
{
	(void)payload;
	(void)values;
	(void)n;
	return 0;
}

Test(postgresql_locks, reading_leaves_the_session_able_to_write, .timeout = 60)
{
	struct bench b = set_up(is_read_only);
	cr_assert_eq(conformance_number(b.session, "SELECT count(*) FROM pg_settings WHERE name ="
						   " 'default_transaction_read_only' AND setting = 'on'"),
		     0);
	cr_assert_eq(conformance_number(b.session, "SELECT count(*) FROM pg_settings WHERE name ="
						   " 'transaction_read_only' AND setting = 'on'"),
		     1);
	struct sqlembic_query write = { .sql = "CREATE TABLE t AS SELECT 1", .row = ignore };
	cr_assert_eq(b.driver->query(b.session, &write, &b.err), SQLEMBIC_E_FAILED);
	cr_assert_str_eq(b.err.sqlstate, "25006");
	tear_down(&b);
}
