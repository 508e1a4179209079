/* test_mysql_locks.c: the migration lock, who holds it, and the names of connections. */
#include "mysql_target.h"

#include <criterion/criterion.h>

#include <stdlib.h>
#include <string.h>

#include "records/records.h"

static struct sqlembic_session *second(const struct mysql_bench *b)
{
	return conformance_open(&mysql_target, &b->url, NULL);
}

Test(mysql_locks, long_names_are_told_apart, .timeout = 60)
{
	const struct sqlembic_driver *driver = mysql_target.driver;
	struct mysql_bench b = mysql_set_up(NULL);
	struct sqlembic_session *other = second(&b);
	char one[201], two[201];
	memset(one, 'x', 200);
	one[200] = '\0';
	memcpy(two, one, sizeof(two));
	two[199] = 'y';
	cr_assert_eq(driver->try_lock(b.session, one, NULL), 0);
	cr_assert_eq(driver->try_lock(other, one, NULL), SQLEMBIC_E_LOCKED);
	cr_assert_eq(driver->try_lock(other, two, NULL), 0);
	cr_assert_eq(driver->unlock(other, two, NULL), 0);
	cr_assert_eq(driver->unlock(b.session, one, NULL), 0);
	cr_assert_eq(driver->try_lock(other, one, NULL), 0);
	driver->close(other);
	mysql_tear_down(&b);
}

Test(mysql_locks, databases_do_not_lock_each_other, .timeout = 60)
{
	struct mysql_bench one = mysql_set_up(NULL), two = mysql_set_up(NULL);
	cr_assert_eq(mysql_target.driver->try_lock(one.session, "key", NULL), 0);
	cr_assert_eq(mysql_target.driver->try_lock(two.session, "key", NULL), 0);
	mysql_tear_down(&one);
	mysql_tear_down(&two);
}

Test(mysql_locks, lock_that_was_lost_is_noticed, .timeout = 60)
{
	struct mysql_bench b = mysql_set_up(NULL);
	struct sqlembic_error err = { 0 };
	cr_assert_eq(mysql_target.driver->try_lock(b.session, "key", NULL), 0);
	conformance_exec(b.session, "DO RELEASE_ALL_LOCKS()");
	cr_assert_eq(mysql_target.driver->unlock(b.session, "key", &err), SQLEMBIC_E_FAILED);
	cr_assert_not_null(strstr(err.message, "no longer held"), "%s", err.message);
	mysql_tear_down(&b);
}

Test(mysql_locks, lock_outlives_scripts_and_transactions, .timeout = 60)
{
	const struct sqlembic_driver *driver = mysql_target.driver;
	struct mysql_bench b = mysql_set_up(NULL);
	struct sqlembic_session *other = second(&b);
	cr_assert_eq(driver->try_lock(b.session, "key", NULL), 0);
	cr_assert_eq(driver->script_begin(b.session, NULL), 0);
	conformance_exec(b.session, "CREATE TEMPORARY TABLE leak (a INT)");
	conformance_exec(b.session, "SET NAMES latin1");
	conformance_begin(b.session);
	conformance_commit(b.session);
	cr_assert_eq(driver->script_end(b.session, NULL), 0);
	cr_assert_eq(driver->try_lock(other, "key", NULL), SQLEMBIC_E_LOCKED);
	driver->close(other);
	mysql_tear_down(&b);
}

Test(mysql_locks, holder_is_named, .timeout = 60)
{
	const struct sqlembic_driver *driver = mysql_target.driver;
	struct mysql_bench b = mysql_set_up(NULL);
	struct sqlembic_session *other = second(&b);
	struct sqlembic_buf holder = SQLEMBIC_BUF_INIT;
	cr_assert_eq(driver->try_lock(b.session, "key", NULL), 0);
	/* The server answers a moment before its list says that the connection is idle. */
	do {
		sqlembic_buf_clear(&holder);
		cr_assert_eq(driver->lock_holder(other, "key", &holder, NULL), 0);
	} while (strstr(holder.ptr, "root@localhost, busy for "));
	cr_assert_not_null(strstr(holder.ptr, "root@localhost, idle for "), "%s", holder.ptr);
	sqlembic_buf_release(&holder);
	driver->close(other);
	mysql_tear_down(&b);
}

/* The number of a connection is used again when the server was restarted. */
Test(mysql_locks, connection_of_another_start_is_gone, .timeout = 60)
{
	struct mysql_bench b = mysql_set_up(NULL);
	struct sqlembic_buf id = SQLEMBIC_BUF_INIT;
	cr_assert_eq(mysql_target.driver->connection_id(b.session, &id, NULL), 0);
	cr_assert_eq(mysql_target.driver->connection_alive(b.session, id.ptr, NULL), 1);
	id.ptr[id.len - 1] = id.ptr[id.len - 1] == '0' ? '1' : '0';
	cr_assert_eq(mysql_target.driver->connection_alive(b.session, id.ptr, NULL), 0);
	sqlembic_buf_release(&id);
	mysql_tear_down(&b);
}

/* What another node had under way when the lock changed hands, or another program has made, is not stumbled over: this run has
 * looked, and found no such table. */
Test(mysql_locks, tables_of_ours_that_come_up_behind_the_look_are_taken_as_they_are, .timeout = 60)
{
	struct mysql_bench b = mysql_set_up(NULL);
	struct sqlembic_session *other = second(&b);
	struct sqlembic_error err = { 0 };
	struct arena arena = { 0 };
	const struct records_state nothing = { .running = NULL };
	struct records records = { .dialect = mysql_target.dialect, .arena = &arena, .log_table = "log" };
	cr_assert_eq(ledger_init(&records.ledger, &arena, records.dialect, NULL, "version", &err), 0);
	cr_assert_eq(journal_init(&records.journal, &arena, records.dialect, NULL, "log", &err), 0);
	cr_assert_eq(records_create(&records, &nothing, other, &err), 0, "%s", err.message);
	cr_assert_eq(records_create(&records, &nothing, b.session, &err), 0, "%s", err.message);
	conformance_exec(other, "INSERT INTO version VALUES ('elsewhere')");
	cr_assert_eq(records_create(&records, &nothing, b.session, &err), SQLEMBIC_E_FAILED);
	cr_assert_str_eq(err.message,
			 "another program has just made version, and written 'elsewhere' into it");
	arena_release(&arena);
	mysql_target.driver->close(other);
	mysql_tear_down(&b);
}
