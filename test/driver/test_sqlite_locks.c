/* test_sqlite_locks.c: SQLite's locks between connections and processes, and the processes that hold them. */
#include "sqlite_target.h"

#include <criterion/criterion.h>

#include <fcntl.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

TestSuite(sqlite_locks, .timeout = 60);

/* A database with table t. */
static char *make_database(char **dir, const char *setup)
{
	*dir = sqlite_make_directory();
	char *path = sqlite_path(*dir, "test.db");
	struct sqlembic_session *s = sqlite_open_file(path, NULL);
	if (setup)
		conformance_exec(s, setup);
	conformance_exec(s, "CREATE TABLE t (a)");
	s->driver->close(s);
	return path;
}

static int count_rows(void *payload, const char *const *values, size_t n)
{
	(void)values;
	*(size_t *)payload += n;
	return 0;
}

/* Core asks again, and waits as long as it may. */
Test(sqlite_locks, a_file_that_is_locked_is_opened_without_answers)
{
	char *dir;
	char *path = make_database(&dir, NULL);
	struct sqlembic_url url = { .dialect = "sqlite", .database = path };
	struct sqlembic_connect connect = conformance_connect(&url);
	size_t rows = 0;
	struct sqlembic_query query = { .sql = "SELECT count(*) FROM t",
					.row = count_rows,
					.payload = &rows };
	struct sqlembic_query *const first[] = { &query };
	struct sqlembic_session *s = NULL;
	sqlite3 *other;
	cr_assert_eq(sqlite3_open(path, &other), SQLITE_OK);
	cr_assert_eq(sqlite3_exec(other, "BEGIN EXCLUSIVE", NULL, NULL, NULL), SQLITE_OK);
	connect.first = first;
	connect.nfirst = 1;
	cr_assert_eq(sqlite_target.driver->open(&s, &connect, NULL), 0);
	cr_assert(!query.answered);
	cr_assert_eq(rows, 0);

	cr_assert_eq(sqlite3_exec(other, "COMMIT", NULL, NULL, NULL), SQLITE_OK);
	cr_assert_eq(s->driver->query(s, &query, NULL), 0);
	cr_assert_eq(rows, 1);
	/* It holds no lock itself. */
	cr_assert_eq(sqlite3_exec(other, "BEGIN EXCLUSIVE", NULL, NULL, NULL), SQLITE_OK);
	s->driver->close(s);
	cr_assert_eq(sqlite3_close(other), SQLITE_OK);
	free(path);
	sqlite_remove_directory(dir);
}

static char *holder_of(struct sqlembic_session *s)
{
	struct sqlembic_buf out = SQLEMBIC_BUF_INIT;
	cr_assert_eq(s->driver->lock_holder(s, "", &out, NULL), 0);
	return out.ptr;
}

static void expect_holder(struct sqlembic_session *s, pid_t pid)
{
	char expected[64];
	char *holder = holder_of(s);
	(void)snprintf(expected, sizeof(expected), "pid %ld (", (long)pid);
	cr_assert_not_null(holder, "nobody is named");
	cr_assert_eq(strncmp(holder, expected, strlen(expected)), 0, "%s", holder);
	cr_assert_null(strchr(holder, '/'), "%s", holder);
	free(holder);
}

/* Asked by a process that has no part in it, and without SQLite: POSIX locks vanish when any descriptor of
 * the file is closed, which an SQLite that was carried over a fork would not notice. */
static void expect_locked_by_us(const char *path, bool wal)
{
	char *file = NULL;
	int status = -1;
	cr_assert_geq(asprintf(&file, "%s%s", path, wal ? "-shm" : ""), 0);
	pid_t us = getpid();
	pid_t pid = fork();
	cr_assert_geq(pid, 0);
	if (pid == 0) {
		struct flock lock = {
			.l_type = F_WRLCK, .l_whence = SEEK_SET, .l_start = wal ? 120 : 0x40000001, .l_len = 1
		};
		int fd = open(file, O_RDWR);
		_exit(fd >= 0 && fcntl(fd, F_GETLK, &lock) == 0 && lock.l_pid == us ? 0 : 1);
	}
	cr_assert_eq(waitpid(pid, &status, 0), pid);
	cr_assert(WIFEXITED(status) && WEXITSTATUS(status) == 0, "our lock is gone");
	free(file);
}

Test(sqlite_locks, the_lock_holder_is_named_by_process)
{
	static const char *const modes[] = { "PRAGMA journal_mode = DELETE", "PRAGMA journal_mode = WAL" };
	for (size_t i = 0; i < 2; i++) {
		char *dir, *path = make_database(&dir, modes[i]);
		const struct sqlembic_url url = { .dialect = "sqlite", .database = path };
		struct conformance_other other;
		conformance_other_start(&other, &sqlite_target, &url, NULL);
		struct sqlembic_session *s = sqlite_open_file(path, NULL);
		struct sqlembic_error err = { 0 };
		cr_assert_eq(s->driver->begin(s, &err), SQLEMBIC_E_LOCKED);
		sqlite_expect_message(&err, path);
		expect_holder(s, other.pid);
		/* Asking must not have dropped a lock of ours. */
		conformance_other_finish(&other);
		conformance_begin(s);
		char *holder = holder_of(s);
		cr_assert_null(holder, "our own lock is nobody else's: %s", holder);
		expect_locked_by_us(path, i == 1);
		s->driver->close(s);
		free(path);
		sqlite_remove_directory(dir);
	}
}

Test(sqlite_locks, an_exclusively_locked_file_is_locked_for_readers_too)
{
	char *dir, *path = make_database(&dir, NULL);
	const struct sqlembic_url url = { .dialect = "sqlite", .database = path };
	struct conformance_other other;
	conformance_other_start(&other, &sqlite_target, &url, sqlite_many_rows);
	struct sqlembic_session *s = sqlite_open_file(path, sqlite_read_only);
	struct sqlembic_query query = { .sql = "SELECT version_num FROM alembic_version",
					.missing_ok = true };
	struct sqlembic_error err = { 0 };
	cr_assert_eq(s->driver->query(s, &query, &err), SQLEMBIC_E_LOCKED, "%s", err.message);
	cr_assert_eq(conformance_try(s, "SELECT * FROM t", &err), SQLEMBIC_E_LOCKED);
	expect_holder(s, other.pid);
	conformance_other_finish(&other);
	cr_assert_eq(conformance_number(s, "SELECT count(*) FROM t"), 50000);
	s->driver->close(s);
	free(path);
	sqlite_remove_directory(dir);
}

Test(sqlite_locks, commit_with_a_reader_can_be_tried_again)
{
	char *dir, *path = make_database(&dir, NULL);
	sqlite3 *reader = NULL;
	sqlite3_stmt *stmt = NULL;
	struct sqlembic_session *s = sqlite_open_file(path, NULL);
	conformance_exec(s, "INSERT INTO t VALUES (1), (2)");
	cr_assert_eq(sqlite3_open(path, &reader), SQLITE_OK);
	cr_assert_eq(sqlite3_prepare_v2(reader, "SELECT a FROM t", -1, &stmt, NULL), SQLITE_OK);
	cr_assert_eq(sqlite3_step(stmt), SQLITE_ROW);

	struct sqlembic_error err = { 0 };
	conformance_begin(s);
	conformance_exec(s, "INSERT INTO t VALUES (3)");
	cr_assert_eq(s->driver->commit(s, &err), SQLEMBIC_E_LOCKED);
	cr_assert(s->driver->in_transaction(s), "nothing is lost");
	cr_assert_eq(s->driver->commit(s, &err), SQLEMBIC_E_LOCKED);
	cr_assert_eq(sqlite3_finalize(stmt), SQLITE_OK);
	conformance_commit(s);
	cr_assert_eq(conformance_number(s, "SELECT count(*) FROM t"), 3);
	cr_assert_eq(sqlite3_close(reader), SQLITE_OK);
	s->driver->close(s);
	free(path);
	sqlite_remove_directory(dir);
}

static void waits_for_locks(struct sqlembic_connect *connect)
{
	connect->lock_timeout_ms = 30000;
}

Test(sqlite_locks, statements_of_their_own_wait_for_the_lock)
{
	char *dir, *path = make_database(&dir, NULL);
	const struct sqlembic_url url = { .dialect = "sqlite", .database = path };
	struct conformance_other other;
	conformance_other_start(&other, &sqlite_target, &url, NULL);
	struct sqlembic_session *s = sqlite_open_file(path, waits_for_locks);
	cr_assert_eq(s->driver->begin(s, NULL), SQLEMBIC_E_LOCKED, "begin() never waits");
	pid_t pid = fork();
	if (pid == 0) {
		(void)usleep(50000);
		_exit(write(other.go, "x", 1) == 1 ? 0 : 1);
	}
	conformance_exec(s, "INSERT INTO t VALUES (1)");
	cr_assert_eq(waitpid(pid, NULL, 0), pid);
	cr_assert_eq(waitpid(other.pid, NULL, 0), other.pid);
	s->driver->close(s);
	free(path);
	sqlite_remove_directory(dir);
}

Test(sqlite_locks, statements_of_their_own_do_not_wait_by_default)
{
	char *dir, *path = make_database(&dir, NULL);
	const struct sqlembic_url url = { .dialect = "sqlite", .database = path };
	struct conformance_other other;
	conformance_other_start(&other, &sqlite_target, &url, NULL);
	struct sqlembic_session *s = sqlite_open_file(path, NULL);
	struct sqlembic_error err = { 0 };
	cr_assert_eq(conformance_try(s, "INSERT INTO t VALUES (1)", &err), SQLEMBIC_E_LOCKED);
	s->driver->close(s);
	conformance_other_finish(&other);
	free(path);
	sqlite_remove_directory(dir);
}

/* ---- processes ---- */

Test(sqlite_locks, a_process_of_another_host_counts_as_gone)
{
	struct sqlembic_session *s = sqlite_open_file(NULL, NULL);
	cr_assert_eq(s->driver->connection_alive(s, "1@another.example 0123abcd 42", NULL), 0);
	s->driver->close(s);
}

Test(sqlite_locks, a_name_that_is_no_connection_is_an_error)
{
	struct sqlembic_session *s = sqlite_open_file(NULL, NULL);
	struct sqlembic_error err = { 0 };
	cr_assert_eq(s->driver->connection_alive(s, "somebody", &err), SQLEMBIC_E_FAILED);
	sqlite_expect_message(&err, "somebody");
	s->driver->close(s);
}

Test(sqlite_locks, a_later_process_of_the_same_number_is_another)
{
	struct sqlembic_session *s = sqlite_open_file(NULL, NULL);
	struct sqlembic_buf id = SQLEMBIC_BUF_INIT;
	cr_assert_eq(s->driver->connection_id(s, &id, NULL), 0);
	cr_assert_eq(s->driver->connection_alive(s, id.ptr, NULL), 1);
	sqlembic_buf_puts(&id, "0");
	cr_assert_eq(s->driver->connection_alive(s, id.ptr, NULL), 0);
	sqlembic_buf_release(&id);
	s->driver->close(s);
}

/* What connection_id() names in a child, which ends as `how` says and is not waited for until its `state` is seen. */
static void name_child(char *id, size_t size, pid_t *child, void (*how)(int gate), int gate[2])
{
	int answer[2];
	cr_assert_eq(pipe(answer), 0);
	cr_assert_eq(pipe(gate), 0);
	*child = fork();
	if (*child == 0) {
		struct sqlembic_buf name = SQLEMBIC_BUF_INIT;
		struct sqlembic_session *s = sqlite_open_file(NULL, NULL);
		(void)close(gate[1]);
		(void)s->driver->connection_id(s, &name, NULL);
		(void)!write(answer[1], name.ptr, name.len + 1);
		how(gate[0]);
		_exit(0);
	}
	(void)close(gate[0]);
	(void)close(answer[1]);
	cr_assert_gt(read(answer[0], id, size), 0);
	(void)close(answer[0]);
}

static void end_at_once(int gate)
{
	(void)gate;
}

static void *wait_at_gate(void *gate)
{
	char byte;
	(void)!read(*(int *)gate, &byte, 1);
	_exit(0);
}

static void leave_the_work_to_another_thread(int gate)
{
	static int kept;
	pthread_t thread;
	kept = gate;
	(void)pthread_create(&thread, NULL, wait_at_gate, &kept);
	pthread_exit(NULL);
}

static char state_of(pid_t pid)
{
	char path[64], text[512] = "";
	(void)snprintf(path, sizeof(path), "/proc/%ld/stat", (long)pid);
	FILE *file = fopen(path, "re");
	size_t n = file ? fread(text, 1, sizeof(text) - 1, file) : 0;
	if (file)
		(void)fclose(file);
	text[n] = '\0';
	const char *close = strrchr(text, ')');
	return close ? close[2] : '\0';
}

/* A parent that is busy, or PID 1 of a container that reaps nobody, leaves it in the table. */
Test(sqlite_locks, a_zombie_is_no_live_runner)
{
	struct sqlembic_session *s = sqlite_open_file(NULL, NULL);
	char id[512];
	int gate[2];
	pid_t child;
	name_child(id, sizeof(id), &child, end_at_once, gate);
	siginfo_t info;
	cr_assert_eq(waitid(P_PID, (id_t)child, &info, WEXITED | WNOWAIT), 0);
	cr_assert_eq(state_of(child), 'Z');
	cr_expect_eq(s->driver->connection_alive(s, id, NULL), 0);
	(void)close(gate[1]);
	(void)waitpid(child, NULL, 0);
	cr_expect_eq(s->driver->connection_alive(s, id, NULL), 0);
	s->driver->close(s);
}

Test(sqlite_locks, a_process_lives_while_one_of_its_threads_does)
{
	struct sqlembic_session *s = sqlite_open_file(NULL, NULL);
	char id[512];
	int gate[2];
	pid_t child;
	name_child(id, sizeof(id), &child, leave_the_work_to_another_thread, gate);
	while (state_of(child) != 'Z')
		(void)sched_yield();
	cr_expect_eq(s->driver->connection_alive(s, id, NULL), 1);
	(void)close(gate[1]);
	(void)waitpid(child, NULL, 0);
	cr_expect_eq(s->driver->connection_alive(s, id, NULL), 0);
	s->driver->close(s);
}
