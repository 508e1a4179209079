/* test_mysql_watch.c: the thread that stops statements starts with the first message that may have to be stopped. */
#include "mysql_target.h"

#include <criterion/criterion.h>

#include <dirent.h>
#include <stdlib.h>

static volatile sig_atomic_t cancel;
static struct sqlembic_query *const *first;
static size_t nfirst;

static void asks_first(struct sqlembic_connect *connect)
{
	connect->cancel = &cancel;
	connect->first = first;
	connect->nfirst = nfirst;
}

static size_t count_threads(void)
{
	DIR *tasks = opendir("/proc/self/task");
	size_t n = 0;
	cr_assert_not_null(tasks);
	for (const struct dirent *entry; (entry = readdir(tasks));)
		n += entry->d_name[0] != '.';
	(void)closedir(tasks);
	return n;
}

static int keep_nothing(void *payload, const char *const *values, size_t n)
{
	(void)payload;
	(void)values;
	(void)n;
	return 0;
}

static void reads(struct sqlembic_query *const *queries, size_t n)
{
	first = queries;
	nfirst = n;
}

/* What a run with nothing to do says to the server, and taking the lock. */
Test(mysql_watch, no_thread_is_started_before_a_statement, .timeout = 60)
{
	struct sqlembic_query one = { .sql = "SELECT 1", .row = keep_nothing },
			      two = { .sql = "SELECT 2", .row = keep_nothing };
	struct sqlembic_query *const both[] = { &one, &two };
	reads(both, 2);
	const size_t before = count_threads();
	struct mysql_bench b = mysql_set_up(asks_first);
	const struct sqlembic_driver *driver = b.session->driver;
	struct sqlembic_buf text = SQLEMBIC_BUF_INIT;
	struct sqlembic_error err = { 0 };
	cr_assert(one.answered && two.answered);
	cr_assert_eq(driver->connection_id(b.session, &text, &err), 0, "%s", err.message);
	cr_assert_eq(driver->lock_holder(b.session, "watch", &text, &err), 0, "%s", err.message);
	cr_assert_eq(driver->try_lock(b.session, "watch", &err), 0, "%s", err.message);
	cr_assert_eq(count_threads(), before);
	conformance_exec(b.session, "CREATE TABLE t (a INTEGER)");
	cr_assert_eq(count_threads(), before + 1);
	cr_assert_eq(driver->unlock(b.session, "watch", &err), 0, "%s", err.message);
	sqlembic_buf_release(&text);
	mysql_tear_down(&b);
	cr_assert_eq(count_threads(), before);
}

/* A message of several statements could not be stopped in between. */
Test(mysql_watch, a_lock_that_the_first_message_meets_is_left_to_the_next, .timeout = 60)
{
	struct mysql_bench b = mysql_set_up(NULL);
	const struct sqlembic_driver *driver = b.session->driver;
	conformance_exec(b.session, "CREATE TABLE t (a INTEGER)");
	conformance_exec(b.session, "CREATE TABLE u (a INTEGER)");
	conformance_exec(b.session, "LOCK TABLES u WRITE");
	struct sqlembic_query t = { .sql = "SELECT a FROM t", .row = keep_nothing },
			      u = { .sql = "SELECT a FROM u", .row = keep_nothing };
	struct sqlembic_query *const both[] = { &t, &u };
	static const char patience[] = "SELECT @@SESSION.lock_wait_timeout - @@GLOBAL.lock_wait_timeout";
	struct sqlembic_error err = { 0 };
	for (size_t n = 1; n <= 2; n++) {
		reads(both, n);
		struct sqlembic_session *session = conformance_open(&mysql_target, &b.url, asks_first);
		cr_assert(t.answered);
		cr_assert(!u.answered);
		cr_assert_eq(conformance_number(session, patience), 0);
		driver->close(session);
	}
	/* The message behind it is stopped, be it with rows or without, and whatever the thread has been started for. */
	struct sqlembic_query writing = { .sql = "INSERT INTO u VALUES (1)" }, *const waiting[] = {
		&u, &writing
	};
	for (size_t i = 0; i < 2; i++) {
		reads(NULL, 0);
		struct sqlembic_session *session = conformance_open(&mysql_target, &b.url, asks_first);
		cancel = 1;
		cr_assert_eq(driver->query(session, waiting[i], &err), SQLEMBIC_E_INTERRUPTED, "%s",
			     err.message);
		cancel = 0;
		cr_assert_eq(conformance_number(session, "SELECT COUNT(*) FROM t"), 0);
		driver->close(session);
	}
	mysql_tear_down(&b);
}
