/* conformance_sessions.c: opening, transactions, cancelling, scripts, and the dialect on its server. */
#include "conformance.h"

#include <criterion/criterion.h>

#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

static volatile sig_atomic_t cancel;

static void is_read_only(struct sqlembic_connect *connect)
{
	connect->read_only = true;
}

static void can_be_cancelled(struct sqlembic_connect *connect)
{
	connect->cancel = &cancel;
}

static void has_timeout(struct sqlembic_connect *connect)
{
	connect->statement_timeout_ms = 350; /* nothing else of the test takes so long */
}

static double seconds_since(const struct timespec *start)
{
	struct timespec now;
	(void)clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)(now.tv_sec - start->tv_sec) + (double)(now.tv_nsec - start->tv_nsec) / 1e9;
}

void conformance_driver_has_every_slot(const struct conformance_target *target)
{
	const struct sqlembic_driver *d = target->driver;
	bool begin_locks = d->caps & SQLEMBIC_CAP_BEGIN_LOCKS;
	bool copies = target->dialect->lex & SQLEMBIC_LEX_COPY_DATA;

	cr_assert_eq(d->abi, SQLEMBIC_DRIVER_ABI);
	cr_assert_str_eq(d->name, target->dialect->name);
	cr_assert(d->open && d->close && d->send && d->query);
	cr_assert(d->begin && d->commit && d->rollback && d->in_transaction);
	cr_assert(d->script_begin && d->script_check && d->script_end && d->reset_path);
	cr_assert(d->lock_holder && d->connection_id && d->connection_alive);
	cr_assert_eq(d->copy_in != NULL, copies);
	cr_assert_eq(d->try_lock != NULL, !begin_locks);
	cr_assert_eq(d->unlock != NULL, !begin_locks);
}

/* ---- opening ---- */

void conformance_open_says_what_cannot_be_reached(const struct conformance_target *target)
{
	struct sqlembic_url url = { 0 };
	struct sqlembic_error err = { 0 };
	struct sqlembic_session *session = NULL;

	target->point_nowhere(&url);
	struct sqlembic_connect connect = conformance_connect(&url);
	cr_assert_eq(target->driver->open(&session, &connect, &err), SQLEMBIC_E_UNREACHABLE);
	cr_assert_null(session, "*out is set on success only");
	cr_assert_not_null(strstr(err.message, connect.masked_url), "%s", err.message);
	cr_assert_eq(target->driver->open(&session, &connect, NULL), SQLEMBIC_E_UNREACHABLE);
}

static int keep_number(void *payload, const char *const *values, size_t n)
{
	cr_assert_eq(n, 1);
	*(long long *)payload = *(long long *)payload * 100 + strtoll(values[0], NULL, 10);
	return 0;
}

static struct sqlembic_session *open_asking(const struct conformance_target *target,
					    const struct sqlembic_url *url,
					    struct sqlembic_query *const *first, size_t n, bool read_only)
{
	struct sqlembic_connect connect = conformance_connect(url);
	struct sqlembic_session *session = NULL;
	struct sqlembic_error err = { 0 };
	connect.first = first;
	connect.nfirst = n;
	connect.read_only = read_only;
	cr_assert_eq(target->driver->open(&session, &connect, &err), 0, "%s", err.message);
	return session;
}

/* A round trip costs more than all else that a run with nothing to do does; without a server, to open a transaction does. */
void conformance_open_answers_with_its_own_message(const struct conformance_target *target)
{
	const char *const args[] = { "5" };
	struct sqlembic_url url;
	target->create(&url);
	struct sqlembic_session *session = conformance_open(target, &url, NULL);
	conformance_exec(session, "CREATE TABLE t (a INTEGER)");
	conformance_exec(session, "INSERT INTO t VALUES (7), (8)");
	target->driver->close(session);
	for (int read_only = 0; read_only < 2; read_only++) {
		long long rows = 0, sum = 0;
		struct sqlembic_query table = { .sql = "SELECT a FROM t ORDER BY a",
						.row = keep_number,
						.payload = &rows,
						.missing_ok = true },
				      computed = { .sql = "SELECT 1 + ?",
						   .args = args,
						   .nargs = 1,
						   .row = keep_number,
						   .payload = &sum };
		struct sqlembic_query *const first[] = { &table, &computed };
		session = open_asking(target, &url, first, 2, read_only);
		cr_assert(table.answered);
		cr_assert(computed.answered);
		cr_assert_eq(rows, 708, "%lld", rows);
		cr_assert_eq(sum, 6, "%lld", sum);
		cr_assert_eq(conformance_number(session, "SELECT COUNT(*) FROM t"), 2);
		target->driver->close(session);
	}
	target->drop(&url);
}

/* The session is as good as any: the settings that went along are in effect. */
void conformance_open_leaves_what_stands_in_the_way(const struct conformance_target *target)
{
	long long rows = 0;
	struct sqlembic_query absent = { .sql = "SELECT a FROM absent",
					 .row = keep_number,
					 .payload = &rows,
					 .missing_ok = true },
			      wrong = { .sql = "SELECT 1 FROM", .row = keep_number, .payload = &rows };
	struct sqlembic_query *const asked[] = { &absent, &wrong };
	struct sqlembic_error err = { 0 };
	struct sqlembic_url url;
	target->create(&url);
	for (size_t i = 0; i < 2; i++) {
		struct sqlembic_session *session = open_asking(target, &url, asked + i, 1, true);
		cr_assert(!asked[i]->answered || asked[i]->missing);
		cr_assert_eq(rows, 0);
		cr_assert_lt(conformance_try(session, "CREATE TABLE t (a INTEGER)", &err), 0);
		cr_assert_eq(target->driver->query(session, &absent, &err), 0, "%s", err.message);
		cr_assert(absent.missing);
		target->driver->close(session);
	}
	target->drop(&url);
}

void conformance_close_accepts_null(const struct conformance_target *target)
{
	target->driver->close(NULL);
}

void conformance_close_rolls_back(const struct conformance_target *target)
{
	struct sqlembic_url url = { 0 };
	target->create(&url);
	struct sqlembic_session *session = conformance_open(target, &url, NULL);
	conformance_exec(session, "CREATE TABLE t (id INTEGER NOT NULL PRIMARY KEY)");
	conformance_begin(session);
	conformance_exec(session, "INSERT INTO t VALUES (1)");
	target->driver->close(session);

	session = conformance_open(target, &url, NULL);
	cr_assert_eq(conformance_number(session, "SELECT count(*) FROM t"), 0);
	target->driver->close(session);
	target->drop(&url);
}

/* The client library may change them when it is first used: this is a process of its own, in which nobody has used it. */
void conformance_signals_stay_as_the_program_has_them(const struct conformance_target *target)
{
	struct sigaction before[32], after;
	sigset_t mask_before, mask_after;
	struct sqlembic_url url = { 0 };
	(void)signal(SIGPIPE, SIG_DFL);
	for (int number = 1; number < 32; number++)
		(void)sigaction(number, NULL, &before[number]);
	(void)pthread_sigmask(SIG_SETMASK, NULL, &mask_before);

	target->create(&url);
	struct sqlembic_session *session = conformance_open(target, &url, NULL);
	conformance_exec(session, "CREATE TABLE t (id INTEGER NOT NULL PRIMARY KEY)");
	target->driver->close(session);
	target->drop(&url);

	(void)pthread_sigmask(SIG_SETMASK, NULL, &mask_after);
	for (int number = 1; number < 32; number++) {
		(void)sigaction(number, NULL, &after);
		cr_expect(after.sa_handler == before[number].sa_handler, "signal %d", number);
		cr_expect_eq(sigismember(&mask_after, number), sigismember(&mask_before, number), "signal %d",
			     number);
	}
}

void conformance_read_only_session_writes_nothing(const struct conformance_target *target)
{
	struct sqlembic_url url = { 0 };
	struct sqlembic_error err = { 0 };
	target->create(&url);
	struct sqlembic_session *session = conformance_open(target, &url, NULL);
	conformance_exec(session, "CREATE TABLE t (id INTEGER NOT NULL PRIMARY KEY)");
	target->driver->close(session);

	session = conformance_open(target, &url, is_read_only);
	cr_assert_eq(conformance_try(session, "INSERT INTO t VALUES (1)", &err), SQLEMBIC_E_FAILED);
	cr_assert_eq(conformance_try(session, "DROP TABLE t", &err), SQLEMBIC_E_FAILED);
	cr_assert_eq(conformance_number(session, "SELECT count(*) FROM t"), 0);
	target->driver->close(session);
	target->drop(&url);
}

static int take_number(void *payload, const char *const *values, size_t n)
{
	*(long long *)payload = n && values[n - 1] ? strtoll(values[n - 1], NULL, 10) : -1;
	return 1;
}

static long long ask_number(struct sqlembic_session *session, const char *sql)
{
	long long number = -1;
	struct sqlembic_error err = { 0 };
	struct sqlembic_query query = { .sql = sql, .row = take_number, .payload = &number };
	cr_assert_eq(session->driver->query(session, &query, &err), 0, "%s: %s", sql, err.message);
	return number;
}

void conformance_server_tells_how_many_connections_it_takes(const struct conformance_target *target)
{
	const struct sqlembic_capacity *capacity = target->dialect->capacities;
	struct sqlembic_url url = { 0 };
	if (!capacity)
		return;
	target->create(&url);
	struct sqlembic_session *session = conformance_open(target, &url, NULL);
	cr_assert_geq(ask_number(session, capacity->most), 1);
	for (; capacity->most; capacity++) {
		const long long most = ask_number(session, capacity->most);
		const long long used = ask_number(session, capacity->used);
		cr_assert_geq(used, 1, "this connection is one: %s", capacity->used);
		cr_assert(most < 0 || most > used, "%s", capacity->most);
	}
	target->driver->close(session);
	target->drop(&url);
}

/* ---- transactions ---- */

void conformance_commit_makes_changes_visible(const struct conformance_target *target)
{
	struct conformance_pair p = conformance_pair_open(target, NULL);
	cr_assert_not(target->driver->in_transaction(p.one));
	conformance_begin(p.one);
	conformance_exec(p.one, "INSERT INTO t VALUES (1)");
	cr_assert_eq(conformance_number(p.two, "SELECT count(*) FROM t"), 0);
	conformance_commit(p.one);
	cr_assert_eq(conformance_number(p.two, "SELECT count(*) FROM t"), 1);
	conformance_pair_close(&p);
}

void conformance_rollback_undoes(const struct conformance_target *target)
{
	struct conformance_pair p = conformance_pair_open(target, NULL);
	conformance_begin(p.one);
	conformance_exec(p.one, "INSERT INTO t VALUES (1)");
	if (target->dialect->transactional_ddl)
		conformance_exec(p.one, "CREATE TABLE u (id INTEGER)");
	cr_assert_eq(target->driver->rollback(p.one, NULL), 0);
	cr_assert_not(target->driver->in_transaction(p.one));
	cr_assert_eq(conformance_number(p.one, "SELECT count(*) FROM t"), 0);
	struct sqlembic_query query = { .sql = "SELECT id FROM u", .missing_ok = true };
	cr_assert_eq(target->driver->query(p.one, &query, NULL), 0);
	cr_assert(query.missing);
	conformance_pair_close(&p);
}

void conformance_rollback_is_safe_without_a_transaction(const struct conformance_target *target)
{
	struct conformance_pair p = conformance_pair_open(target, NULL);
	cr_assert_eq(target->driver->rollback(p.one, NULL), 0);
	cr_assert_eq(target->driver->rollback(p.one, NULL), 0);
	conformance_exec(p.one, "INSERT INTO t VALUES (1)");
	conformance_pair_close(&p);
}

void conformance_begin_twice_is_refused(const struct conformance_target *target)
{
	struct conformance_pair p = conformance_pair_open(target, NULL);
	struct sqlembic_error err = { 0 };
	conformance_begin(p.one);
	cr_assert_eq(target->driver->begin(p.one, &err), SQLEMBIC_E_FAILED);
	cr_assert_neq(err.message[0], '\0');
	cr_assert_eq(target->driver->rollback(p.one, NULL), 0);
	conformance_pair_close(&p);
}

void conformance_failed_statement_can_be_rolled_back(const struct conformance_target *target)
{
	struct conformance_pair p = conformance_pair_open(target, NULL);
	conformance_begin(p.one);
	conformance_exec(p.one, "INSERT INTO t VALUES (1)");
	cr_assert_eq(conformance_try(p.one, "INSERT INTO t VALUES (NULL, 2, 3)", NULL), SQLEMBIC_E_FAILED);
	cr_assert_eq(target->driver->rollback(p.one, NULL), 0);
	cr_assert_eq(conformance_number(p.one, "SELECT count(*) FROM t"), 0);
	conformance_begin(p.one);
	conformance_exec(p.one, "INSERT INTO t VALUES (1)");
	conformance_commit(p.one);
	conformance_pair_close(&p);
}

/* ---- stopping ---- */

static void *cancel_soon(void *started)
{
	(void)started;
	(void)usleep(100000);
	cancel = 1;
	return NULL;
}

void conformance_cancel_stops_a_running_statement(const struct conformance_target *target)
{
	struct conformance_pair p = conformance_pair_open(target, can_be_cancelled);
	struct sqlembic_error err = { 0 };
	struct timespec start;
	pthread_t thread;
	(void)clock_gettime(CLOCK_MONOTONIC, &start);
	cr_assert_eq(pthread_create(&thread, NULL, cancel_soon, NULL), 0);
	cr_assert_eq(conformance_try(p.one, target->slow, &err), SQLEMBIC_E_INTERRUPTED, "%s", err.message);
	cr_assert_lt(seconds_since(&start), 20, "cancelling took too long");
	cr_assert_eq(pthread_join(thread, NULL), 0);
	/* Cleaning up and looking around work all the same. */
	cr_assert_eq(target->driver->rollback(p.one, NULL), 0);
	cr_assert_eq(conformance_number(p.one, "SELECT count(*) FROM t"), 0);
	conformance_pair_close(&p);
}

void conformance_cancel_stops_before_the_next_statement(const struct conformance_target *target)
{
	struct conformance_pair p = conformance_pair_open(target, can_be_cancelled);
	struct sqlembic_error err = { 0 };
	cancel = 1;
	cr_assert_eq(conformance_try(p.one, "INSERT INTO t VALUES (1)", &err), SQLEMBIC_E_INTERRUPTED);
	cancel = 0;
	cr_assert_eq(conformance_number(p.one, "SELECT count(*) FROM t"), 0);
	conformance_exec(p.one, "INSERT INTO t VALUES (1)");
	conformance_pair_close(&p);
}

void conformance_timeout_stops_a_statement(const struct conformance_target *target)
{
	struct conformance_pair p = conformance_pair_open(target, has_timeout);
	struct sqlembic_error err = { 0 };
	struct timespec start;
	(void)clock_gettime(CLOCK_MONOTONIC, &start);
	cr_assert_eq(conformance_try(p.one, target->slow, &err), SQLEMBIC_E_FAILED);
	cr_assert_lt(seconds_since(&start), 20);
	cr_assert_not_null(strstr(err.message, "350"), "the message names the limit: %s", err.message);
	conformance_exec(p.one, "INSERT INTO t VALUES (1)");
	conformance_pair_close(&p);
}

/* ---- scripts ---- */

static void run_script(struct sqlembic_session *session, const char *sql)
{
	const struct sqlembic_driver *driver = session->driver;
	struct sqlembic_error err = { 0 };
	cr_assert_eq(driver->script_begin(session, &err), 0, "%s", err.message);
	conformance_begin(session);
	conformance_exec(session, sql);
	cr_assert_eq(driver->script_check(session, &err), 0, "%s", err.message);
	cr_assert_eq(driver->reset_path(session, &err), 0, "%s", err.message);
	conformance_commit(session);
	cr_assert_eq(driver->script_end(session, &err), 0, "%s", err.message);
}

void conformance_script_leaves_no_settings(const struct conformance_target *target)
{
	struct conformance_pair p = conformance_pair_open(target, NULL);
	run_script(p.one, "INSERT INTO t VALUES (1)");
	char *before = conformance_text(p.one, target->setting_read);
	run_script(p.one, target->setting_change);
	char *after = conformance_text(p.one, target->setting_read);
	cr_assert_str_eq(before, after);
	/* The case is worth something only if the statement does change the setting. */
	conformance_exec(p.two, target->setting_change);
	free(after);
	after = conformance_text(p.two, target->setting_read);
	cr_assert_str_neq(before, after);
	free(before);
	free(after);
	conformance_pair_close(&p);
}

void conformance_script_leaks_nothing(const struct conformance_target *target)
{
	struct conformance_pair p = conformance_pair_open(target, NULL);
	for (size_t i = 0; target->leaks[i]; i++) {
		run_script(p.one, target->leaks[i]);
		run_script(p.one, target->leaks[i]);
	}
	conformance_pair_close(&p);
}

void conformance_script_check_accepts_sound_data(const struct conformance_target *target)
{
	struct conformance_pair p = conformance_pair_open(target, NULL);
	run_script(p.one, "CREATE TABLE child (id INTEGER NOT NULL PRIMARY KEY, t_id INTEGER,"
			  " FOREIGN KEY (t_id) REFERENCES t (id))");
	run_script(p.one, "INSERT INTO t VALUES (1), (2)");
	run_script(p.one, "INSERT INTO child VALUES (1, 1), (2, 2), (3, NULL)");
	run_script(p.one, "DELETE FROM child WHERE t_id = 2");
	run_script(p.one, "DELETE FROM t WHERE id = 2");
	cr_assert_eq(conformance_number(p.one, "SELECT count(*) FROM child"), 2);
	conformance_pair_close(&p);
}

void conformance_reset_path_keeps_our_tables_reachable(const struct conformance_target *target)
{
	struct conformance_pair p = conformance_pair_open(target, NULL);
	const struct sqlembic_driver *driver = target->driver;
	cr_assert_eq(driver->script_begin(p.one, NULL), 0);
	conformance_begin(p.one);
	conformance_exec(p.one, target->setting_change);
	cr_assert_eq(driver->reset_path(p.one, NULL), 0);
	struct sqlembic_query query = { .sql = "INSERT INTO t VALUES (7)" };
	cr_assert_eq(driver->query(p.one, &query, NULL), 0);
	cr_assert_eq(query.changed, 1);
	conformance_commit(p.one);
	cr_assert_eq(driver->script_end(p.one, NULL), 0);
	cr_assert_eq(conformance_number(p.two, "SELECT id FROM t"), 7);
	conformance_pair_close(&p);
}

/* ---- the dialect on its server ---- */

void conformance_dialect_expressions_work(const struct conformance_target *target)
{
	struct conformance_pair p = conformance_pair_open(target, NULL);
	struct sqlembic_buf sql = SQLEMBIC_BUF_INIT;
	sqlembic_buf_printf(&sql, "SELECT %s", target->dialect->now);
	char *now = conformance_text(p.one, sql.ptr);
	cr_assert_geq(strlen(now), strlen("2026-11-20T10:00:00.123"), "%s", now);
	cr_assert_eq(now[4], '-', "%s", now);
	free(now);
	sqlembic_buf_release(&sql);
	conformance_pair_close(&p);
}

void conformance_dialect_transaction_statements_work(const struct conformance_target *target)
{
	struct conformance_pair p = conformance_pair_open(target, NULL);
	conformance_exec(p.one, target->dialect->begin);
	cr_assert(target->driver->in_transaction(p.one));
	conformance_exec(p.one, "INSERT INTO t VALUES (1)");
	conformance_exec(p.one, target->dialect->commit);
	cr_assert_not(target->driver->in_transaction(p.one));
	cr_assert_eq(conformance_number(p.two, "SELECT count(*) FROM t"), 1);
	conformance_pair_close(&p);
}
