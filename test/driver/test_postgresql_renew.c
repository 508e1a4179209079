/* A session of PostgreSQL that goes from one tenant to the next: what one message does. */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "conformance.h"
#include "postgresql_target.h"

struct bench {
	const struct sqlembic_driver *driver;
	struct sqlembic_url url;
	struct sqlembic_session *session, *other;
	struct sqlembic_error err;
	/* What renew() is given, and what it has answered. */
	char isolation[32], schema[32];
	struct sqlembic_query queries[2], *first[2];
	bool has_lock;
	struct sqlembic_connect connect;
};

static int keep(void *payload, const char *const *values, size_t n)
{
	(void)snprintf(payload, 32, "%s", n && values[0] ? values[0] : "");
	return 0;
}

static void set_up(struct bench *b, const char *table)
{
	*b = (struct bench){ .driver = postgresql_target.driver };
	postgresql_target.create(&b->url);
	b->session = conformance_open(&postgresql_target, &b->url, NULL);
	b->other = conformance_open(&postgresql_target, &b->url, NULL);
	conformance_exec(b->session, "CREATE SCHEMA one");
	conformance_exec(b->session, "CREATE TABLE one.t (a text)");
	conformance_exec(b->session, "INSERT INTO one.t VALUES ('one')");
	b->driver->close(b->session);
	b->session = conformance_open(&postgresql_target, &b->url, NULL);
	b->queries[0] = (struct sqlembic_query){ .sql = "SHOW transaction_isolation",
						 .row = keep,
						 .payload = b->isolation };
	b->queries[1] = (struct sqlembic_query){
		.sql = table, .row = keep, .payload = b->schema, .missing_ok = true
	};
	b->first[0] = &b->queries[0];
	b->first[1] = &b->queries[1];
	b->connect = (struct sqlembic_connect){ .size = sizeof(b->connect),
						.url = &b->url,
						.masked_url = "postgresql://",
						.application = "test",
						.schema = "one",
						.first = b->first,
						.nfirst = 2,
						.lock_key = "key",
						.has_lock = &b->has_lock };
}

static void renew(struct bench *b)
{
	cr_assert(b->driver->can_renew(b->session));
	cr_assert_eq(b->driver->renew(b->session, &b->connect, &b->err), 0, "%s", b->err.message);
}

static void tear_down(struct bench *b)
{
	b->driver->close(b->session);
	b->driver->close(b->other);
	postgresql_target.drop(&b->url);
}

static long long locks(struct bench *b)
{
	return conformance_number(
		b->other, "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND"
			  " database = (SELECT oid FROM pg_database WHERE datname = current_database())");
}

/* What is read must not be older than the lock, whatever transactions begin with. */
Test(postgresql_renew, takes_the_lock_and_then_reads, .timeout = 60)
{
	struct bench b;
	set_up(&b, "SELECT a FROM t");
	conformance_exec(b.other,
			 "DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET"
			 " default_transaction_isolation = serializable', current_database()); END $$");
	b.driver->close(b.session);
	b.session = conformance_open(&postgresql_target, &b.url, NULL);
	renew(&b);
	cr_assert(b.has_lock && b.queries[0].answered && b.queries[1].answered);
	cr_assert_str_eq(b.isolation, "read committed");
	cr_assert_str_eq(b.schema, "one");
	cr_assert_eq(b.driver->try_lock(b.other, "key", &b.err), SQLEMBIC_E_LOCKED);
	cr_assert_not(b.driver->can_renew(b.session));
	cr_assert_eq(b.driver->unlock(b.session, "key", &b.err), 0, "%s", b.err.message);
	cr_assert_eq(b.driver->try_lock(b.other, "key", &b.err), 0);
	tear_down(&b);
}

Test(postgresql_renew, reads_where_another_process_has_the_lock, .timeout = 60)
{
	struct bench b;
	set_up(&b, "SELECT a FROM t");
	cr_assert_eq(b.driver->try_lock(b.other, "key", &b.err), 0);
	renew(&b);
	cr_assert(!b.has_lock && b.queries[1].answered);
	cr_assert_str_eq(b.schema, "one");
	cr_assert_eq(b.driver->try_lock(b.session, "key", &b.err), SQLEMBIC_E_LOCKED);
	cr_assert_eq(b.driver->unlock(b.other, "key", &b.err), 0);
	cr_assert_eq(b.driver->try_lock(b.session, "key", &b.err), 0);
	cr_assert_eq(b.driver->unlock(b.session, "key", &b.err), 0);
	tear_down(&b);
}

/* The message as a whole has failed, and no transaction gives back a lock of the session. */
Test(postgresql_renew, holds_nothing_where_a_table_is_missing, .timeout = 60)
{
	struct bench b;
	set_up(&b, "SELECT a FROM missing");
	renew(&b);
	cr_assert(!b.has_lock && !b.queries[0].answered && !b.queries[1].answered);
	cr_assert_eq(locks(&b), 0);
	conformance_exec(b.session, "INSERT INTO t VALUES ('its schema')");
	tear_down(&b);
}

/* What plain DDL may have left by the functions that it calls. */
Test(postgresql_renew, leaves_nothing_of_the_tenant_before, .timeout = 60)
{
	struct bench b;
	set_up(&b, "SELECT a FROM t");
	conformance_exec(b.other,
			 "CREATE FUNCTION leave() RETURNS int LANGUAGE plpgsql AS $$ BEGIN"
			 " CREATE TEMP TABLE t (a text); PERFORM pg_advisory_lock(1);"
			 " PERFORM set_config('work_mem', '77kB', false); PREPARE p AS SELECT 1; LISTEN l;"
			 " RETURN 1; END $$");
	conformance_begin(b.session);
	conformance_exec(b.session, "CREATE TABLE made AS VALUES (leave())");
	cr_assert_eq(b.driver->commit(b.session, &b.err), 0, "%s", b.err.message);
	cr_assert_eq(locks(&b), 1);
	renew(&b);
	cr_assert_str_eq(b.schema, "one");
	cr_assert_eq(conformance_number(b.session,
					"SELECT (SELECT count(*) FROM pg_prepared_statements)"
					" + (SELECT count(*) FROM pg_listening_channels())"
					" + CASE current_setting('work_mem') WHEN '77kB' THEN 1 ELSE 0 END"),
		     0);
	cr_assert_eq(b.driver->unlock(b.session, "key", &b.err), 0);
	cr_assert_eq(locks(&b), 0);
	tear_down(&b);
}

/* A session that takes its first lock in the message that renews it. */
Test(postgresql_renew, knows_of_event_triggers, .timeout = 60)
{
	struct bench b;
	set_up(&b, "SELECT a FROM t");
	conformance_exec(b.other, "CREATE FUNCTION leave() RETURNS event_trigger LANGUAGE plpgsql AS"
				  " 'BEGIN PERFORM set_config(''work_mem'', ''77kB'', false); END'");
	conformance_exec(b.other, "CREATE EVENT TRIGGER leaves ON ddl_command_end EXECUTE PROCEDURE leave()");
	renew(&b);
	cr_assert(b.has_lock);
	cr_assert_eq(b.driver->script_begin(b.session, &b.err), 0, "%s", b.err.message);
	conformance_exec(b.session, "CREATE TABLE made (a text)");
	cr_assert_eq(b.driver->script_end(b.session, &b.err), 0, "%s", b.err.message);
	char *behind = conformance_text(b.session, "SELECT current_setting('work_mem')");
	cr_expect_str_neq(behind, "77kB");
	free(behind);
	tear_down(&b);
}

Test(postgresql_renew, reads_and_unlocks_together_or_not_at_all, .timeout = 60)
{
	struct bench b;
	set_up(&b, "SELECT a FROM t");
	renew(&b);
	b.queries[1].sql = "SELECT a FROM missing";
	cr_assert_lt(b.driver->query_and_unlock(b.session, &b.queries[1], "key", &b.err), 0);
	cr_assert(!b.queries[1].answered);
	cr_assert_eq(b.driver->try_lock(b.other, "key", &b.err), SQLEMBIC_E_LOCKED);
	b.queries[1].sql = "SELECT a FROM t";
	cr_assert_eq(b.driver->query_and_unlock(b.session, &b.queries[1], "key", &b.err), 0, "%s",
		     b.err.message);
	cr_assert(b.queries[1].answered);
	cr_assert_eq(locks(&b), 0);
	cr_assert_lt(b.driver->query_and_unlock(b.session, &b.queries[1], "key", &b.err), 0);
	tear_down(&b);
}
