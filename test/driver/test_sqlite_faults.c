/* test_sqlite_faults.c: what is in the way of SQLite's files: permissions, what a killed process has left, full disks.  Each
 * condition that a user can meet has its code and its words here. */
#include "sqlite_target.h"

#include <criterion/criterion.h>

#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

TestSuite(sqlite_faults, .timeout = 60);

/* ---- permissions; these run as nobody ---- */

static int read_and_begin(const char *path)
{
	struct sqlembic_session *s = NULL;
	struct sqlembic_error err = { 0 };
	if (sqlite_try_file(&s, path, NULL, &err) < 0)
		return 1;
	struct sqlembic_query query = { .sql = "SELECT a FROM t" };
	if (s->driver->query(s, &query, &err) < 0)
		return 2;
	if (s->driver->begin(s, &err) != SQLEMBIC_E_FAILED || s->driver->in_transaction(s))
		return 3;
	if (!strstr(err.message, "cannot be written: Permission denied"))
		return 4;
	s->driver->close(s);
	return 0;
}

static int fail_to_write_journal(const char *path)
{
	struct sqlembic_session *s = NULL;
	struct sqlembic_error err = { 0 };
	if (sqlite_try_file(&s, path, NULL, &err) < 0)
		return 1;
	size_t done = 0;
	const struct sqlembic_span sql = { "INSERT INTO t VALUES (1)", 24 };
	if (conformance_send(s, &sql, 1, &done, &err) != SQLEMBIC_E_FAILED)
		return 2;
	if (!strstr(err.message, "no place for a journal") || !strstr(err.hint, "directory"))
		return 3;
	s->driver->close(s);
	return 0;
}

static int fail_to_open(const char *path)
{
	struct sqlembic_session *s = NULL;
	struct sqlembic_error err = { 0 };
	if (sqlite_try_file(&s, path, NULL, &err) != SQLEMBIC_E_FAILED || s)
		return 1;
	return strstr(err.message, "Permission denied") && strstr(err.hint, "permission to write") ? 0 : 2;
}

static int fail_to_recover(const char *path)
{
	struct sqlembic_session *s = NULL;
	struct sqlembic_error err = { 0 };
	if (sqlite_try_file(&s, path, sqlite_read_only, &err) < 0)
		return 1;
	struct sqlembic_query query = { .sql = "SELECT a FROM t" };
	if (s->driver->query(s, &query, &err) != SQLEMBIC_E_FAILED)
		return 2;
	return strstr(err.message, "interrupted transaction that must be rolled back") ? 0 : 3;
}

static int fail_to_read_wal(const char *path)
{
	struct sqlembic_session *s = NULL;
	struct sqlembic_error err = { 0 };
	if (sqlite_try_file(&s, path, sqlite_read_only, &err) < 0)
		return 1;
	struct sqlembic_query query = { .sql = "SELECT a FROM t" };
	if (s->driver->query(s, &query, &err) == 0)
		return 2;
	return err.hint[0] && strstr(err.message, path) ? 0 : 3;
}

/* A database with table t in a directory that others may enter and read. */
static char *make_readable(char **dir, const char *setup)
{
	*dir = sqlite_make_directory();
	char *path = sqlite_path(*dir, "test.db");
	cr_assert_eq(chmod(*dir, 0755), 0);
	struct sqlembic_session *s = sqlite_open_file(path, NULL);
	if (setup)
		conformance_exec(s, setup);
	conformance_exec(s, "CREATE TABLE t (a)");
	s->driver->close(s);
	cr_assert_eq(chmod(path, 0644), 0);
	return path;
}

static void need_root(void)
{
	if (geteuid() != 0)
		cr_skip_test("permissions are tested by giving them up, which takes root");
}

Test(sqlite_faults, a_file_without_write_permission_can_be_read_only)
{
	need_root();
	char *dir, *path = make_readable(&dir, NULL);
	sqlite_as_nobody(read_and_begin, path);
	free(path);
	sqlite_remove_directory(dir);
}

Test(sqlite_faults, a_directory_without_write_permission_is_named_as_the_cause)
{
	need_root();
	char *dir, *path = make_readable(&dir, NULL);
	cr_assert_eq(chmod(path, 0666), 0);
	sqlite_as_nobody(fail_to_write_journal, path);
	free(path);
	sqlite_remove_directory(dir);
}

Test(sqlite_faults, what_permissions_forbid_is_not_waited_for)
{
	need_root();
	char *dir, *path = make_readable(&dir, NULL);
	cr_assert_eq(chmod(path, 0600), 0);
	sqlite_as_nobody(fail_to_open, path);
	cr_assert_eq(unlink(path), 0);
	sqlite_as_nobody(fail_to_open, path); /* now it would have to be created */
	free(path);
	sqlite_remove_directory(dir);
}

Test(sqlite_faults, a_wal_without_write_permission_says_so)
{
	need_root();
	char *dir, *path = make_readable(&dir, "PRAGMA journal_mode = WAL");
	sqlite_as_nobody(fail_to_read_wal, path);
	free(path);
	sqlite_remove_directory(dir);
}

/* ---- what a killed process leaves ---- */

/* Leaves a hot journal: pages of a large transaction are in the file already when the process dies. */
static void die_in_transaction(const char *path)
{
	const struct sqlembic_url url = { .dialect = "sqlite", .database = path };
	struct conformance_other other;
	conformance_other_start(&other, &sqlite_target, &url, sqlite_many_rows);
	conformance_other_kill(&other);
}

Test(sqlite_faults, a_hot_journal_is_rolled_back_by_the_next_reader)
{
	char *dir, *path = make_readable(&dir, NULL);
	char *journal = sqlite_path(dir, "test.db-journal");
	die_in_transaction(path);
	cr_assert(sqlite_exists(journal));
	struct sqlembic_session *s = sqlite_open_file(path, sqlite_read_only);
	cr_assert_eq(conformance_number(s, "SELECT count(*) FROM t"), 0);
	s->driver->close(s);
	cr_assert_not(sqlite_exists(journal));
	free(path);
	free(journal);
	sqlite_remove_directory(dir);
}

Test(sqlite_faults, a_hot_journal_that_cannot_be_rolled_back_is_explained)
{
	need_root();
	char *dir, *path = make_readable(&dir, NULL);
	char *journal = sqlite_path(dir, "test.db-journal");
	die_in_transaction(path);
	cr_assert_eq(chmod(journal, 0644), 0);
	sqlite_as_nobody(fail_to_recover, path);
	free(path);
	free(journal);
	sqlite_remove_directory(dir);
}

Test(sqlite_faults, a_wal_of_a_killed_process_is_recovered)
{
	char *dir, *path = make_readable(&dir, "PRAGMA journal_mode = WAL");
	die_in_transaction(path);
	struct sqlembic_session *s = sqlite_open_file(path, NULL);
	cr_assert_eq(conformance_number(s, "SELECT count(*) FROM t"), 0);
	conformance_begin(s);
	conformance_exec(s, "INSERT INTO t VALUES (1)");
	conformance_commit(s);
	s->driver->close(s);
	free(path);
	sqlite_remove_directory(dir);
}

/* ---- full disks ---- */

Test(sqlite_faults, a_full_database_is_said_to_be_full)
{
	char *dir, *path = make_readable(&dir, NULL);
	struct sqlembic_session *s = sqlite_open_file(path, NULL);
	struct sqlembic_error err = { 0 };
	conformance_exec(s, "PRAGMA max_page_count = 100");
	conformance_begin(s);
	cr_assert_eq(conformance_try(s, sqlite_many_rows, &err), SQLEMBIC_E_FAILED);
	sqlite_expect_message(&err, "no room left");
	cr_assert_not_null(strstr(err.hint, "free space"));
	cr_assert_eq(strncmp(err.detail, "SQLITE_FULL", 11), 0, "%s", err.detail);
	cr_assert_eq(s->driver->rollback(s, NULL), 0);
	cr_assert_eq(conformance_number(s, "SELECT count(*) FROM t"), 0);
	s->driver->close(s);
	free(path);
	sqlite_remove_directory(dir);
}

Test(sqlite_faults, a_write_that_the_system_refuses_is_said_why)
{
	char *dir, *path = make_readable(&dir, NULL);
	struct sqlembic_session *s = sqlite_open_file(path, NULL);
	struct sqlembic_error err = { 0 };
	struct rlimit limit = { 1 << 20, RLIM_INFINITY };
	conformance_begin(s);
	(void)signal(SIGXFSZ, SIG_IGN);
	cr_assert_eq(setrlimit(RLIMIT_FSIZE, &limit), 0);
	int rc = conformance_try(s, sqlite_many_rows, &err);
	limit.rlim_cur = RLIM_INFINITY;
	cr_assert_eq(setrlimit(RLIMIT_FSIZE, &limit), 0);
	cr_assert_eq(rc, SQLEMBIC_E_FAILED);
	sqlite_expect_message(&err, path);
	cr_assert_not_null(strstr(err.detail, "File too large"), "%s", err.detail);
	cr_assert_not_null(strstr(err.detail, "rolled the transaction back"), "%s", err.detail);
	cr_assert_not(s->driver->in_transaction(s));
	cr_assert_eq(s->driver->rollback(s, NULL), 0);
	cr_assert_eq(conformance_number(s, "SELECT count(*) FROM t"), 0);
	s->driver->close(s);
	free(path);
	sqlite_remove_directory(dir);
}
