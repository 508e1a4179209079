/* test_sqlite_files.c: SQLite's files: opening, permissions, journals, full disks.  Each condition a user
 * can meet has its code and its words here. */
#include "sqlite_target.h"

#include <criterion/criterion.h>

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

TestSuite(sqlite_files, .timeout = 60);

/* More than the page cache holds, so that the file is written before the commit. */
static const char many_rows[] =
	"INSERT INTO t WITH RECURSIVE c (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c LIMIT 50000)"
	" SELECT printf('%0200d', n) FROM c";

static bool exists(const char *path)
{
	struct stat st;
	return stat(path, &st) == 0;
}

static void write_file(const char *path, const char *text, size_t length)
{
	FILE *file = fopen(path, "w");
	cr_assert_not_null(file);
	cr_assert_eq(fwrite(text, 1, length, file), length);
	cr_assert_eq(fclose(file), 0);
}

static void expect_message(const struct sqlembic_error *err, const char *part)
{
	cr_assert_not_null(strstr(err->message, part), "expected \"%s\" in: %s", part, err->message);
}

/* ---- opening ---- */

Test(sqlite_files, opening_creates_a_missing_file)
{
	char *dir = sqlite_make_directory();
	char *path = sqlite_path(dir, "new.db");
	struct sqlembic_session *s = sqlite_open_file(path, NULL);
	conformance_exec(s, "CREATE TABLE t (a)");
	s->driver->close(s);
	cr_assert(exists(path));
	free(path);
	sqlite_remove_directory(dir);
}

Test(sqlite_files, read_only_does_not_create_a_missing_file)
{
	char *dir = sqlite_make_directory();
	char *path = sqlite_path(dir, "new.db");
	struct sqlembic_session *s = sqlite_open_file(path, sqlite_read_only);
	struct sqlembic_query query = { .sql = "SELECT version_num FROM alembic_version",
					.missing_ok = true };
	cr_assert_eq(s->driver->query(s, &query, NULL), 0);
	cr_assert(query.missing, "it looks like an empty database");
	struct sqlembic_error err = { 0 };
	cr_assert_eq(s->driver->begin(s, &err), SQLEMBIC_E_FAILED);
	expect_message(&err, path);
	s->driver->close(s);
	cr_assert_not(exists(path));
	free(path);
	sqlite_remove_directory(dir);
}

Test(sqlite_files, reading_leaves_no_files_behind)
{
	char *dir = sqlite_make_directory();
	char *path = sqlite_path(dir, "wal.db");
	char *wal = sqlite_path(dir, "wal.db-wal");
	char *shm = sqlite_path(dir, "wal.db-shm");
	struct sqlembic_session *s = sqlite_open_file(path, NULL);
	conformance_exec(s, "PRAGMA journal_mode = WAL");
	conformance_exec(s, "CREATE TABLE t (a)");
	s->driver->close(s);
	s = sqlite_open_file(path, sqlite_read_only);
	cr_assert_eq(conformance_number(s, "SELECT count(*) FROM t"), 0);
	s->driver->close(s);
	cr_assert_not(exists(wal) || exists(shm));
	free(path);
	free(wal);
	free(shm);
	sqlite_remove_directory(dir);
}

Test(sqlite_files, memory_needs_no_name)
{
	static const char *const names[] = { NULL, "", ":memory:" };
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		struct sqlembic_session *s = sqlite_open_file(names[i], NULL);
		conformance_exec(s, "CREATE TABLE t (a)");
		s->driver->close(s);
	}
	cr_assert_not(exists(":memory:"));
}

Test(sqlite_files, what_cannot_be_opened_is_named)
{
	char *dir = sqlite_make_directory();
	char *file = sqlite_path(dir, "file");
	write_file(file, "x", 1);
	const struct {
		const char *name, *said;
		int code; /* only a directory may come by itself */
	} rows[] = {
		{ "", "is a directory", SQLEMBIC_E_FAILED },
		{ "missing/test.db", "there is no directory", SQLEMBIC_E_UNREACHABLE },
		{ "file/test.db", "Not a directory", SQLEMBIC_E_FAILED },
	};
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		for (int read_only = 0; read_only < 2; read_only++) {
			struct sqlembic_session *s = NULL;
			struct sqlembic_error err = { 0 };
			char *path = sqlite_path(dir, rows[i].name);
			cr_assert_eq(sqlite_try_file(&s, path, read_only ? sqlite_read_only : NULL, &err),
				     rows[i].code, "%s", path);
			cr_assert_null(s);
			expect_message(&err, rows[i].said);
			expect_message(&err, "scheme://user:***@host/database");
			cr_assert_neq(err.hint[0], '\0');
			free(path);
		}
	}
	free(file);
	sqlite_remove_directory(dir);
}

Test(sqlite_files, a_file_that_is_no_database_is_said_to_be_none)
{
	static const char text[] =
		"This is a letter, it has never been a database, and it is longer than a header.";
	char *dir = sqlite_make_directory();
	char *path = sqlite_path(dir, "letter.txt");
	write_file(path, text, sizeof(text));
	struct sqlembic_session *s = sqlite_open_file(path, NULL);
	struct sqlembic_error err = { 0 };
	struct sqlembic_query query = { .sql = "SELECT version_num FROM alembic_version",
					.missing_ok = true };
	cr_assert_eq(s->driver->query(s, &query, &err), SQLEMBIC_E_FAILED);
	expect_message(&err, "is not an SQLite database, or it is encrypted");
	expect_message(&err, path);
	cr_assert_eq(strncmp(err.detail, "SQLITE_NOTADB", 13), 0, "%s", err.detail);
	cr_assert_eq(s->driver->begin(s, &err), SQLEMBIC_E_FAILED);
	s->driver->close(s);
	free(path);
	sqlite_remove_directory(dir);
}

Test(sqlite_files, a_damaged_file_is_said_to_be_damaged)
{
	char *dir = sqlite_make_directory();
	char *path = sqlite_path(dir, "bad.db");
	struct sqlembic_session *s = sqlite_open_file(path, NULL);
	conformance_exec(s, "CREATE TABLE t (a)");
	conformance_exec(s, "WITH RECURSIVE c (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c LIMIT 5000)"
			    " INSERT INTO t SELECT n FROM c");
	s->driver->close(s);
	int fd = open(path, O_RDWR);
	char junk[4096];
	memset(junk, 0x5a, sizeof(junk));
	cr_assert_eq(pwrite(fd, junk, sizeof(junk), 4096), (ssize_t)sizeof(junk));
	(void)close(fd);

	s = sqlite_open_file(path, NULL);
	struct sqlembic_error err = { 0 };
	cr_assert_eq(conformance_try(s, "SELECT * FROM t", &err), SQLEMBIC_E_FAILED);
	expect_message(&err, "is damaged");
	cr_assert_not_null(strstr(err.hint, ".recover"));
	s->driver->close(s);
	free(path);
	sqlite_remove_directory(dir);
}

/* ---- URL parameters ---- */

static struct sqlembic_session *open_url(const char *database, const struct sqlembic_pair *params, size_t n,
					 struct sqlembic_error *err)
{
	const struct sqlembic_url url = {
		.dialect = "sqlite", .database = database, .params = params, .nparams = n
	};
	const struct sqlembic_connect connect = conformance_connect(&url);
	struct sqlembic_session *s = NULL;
	(void)sqlite_target.driver->open(&s, &connect, err);
	return s;
}

Test(sqlite_files, uri_parameters_reach_sqlite)
{
	static const struct sqlembic_pair ro[] = { { "uri", "true" }, { "mode", "ro" }, { "timeout", "5" } };
	char *dir = sqlite_make_directory();
	char *path = sqlite_path(dir, "a%3f b.db"); /* what "a? b.db" is in a URI */
	char *plain = sqlite_path(dir, "a? b.db");
	char *uri = NULL;
	cr_assert_geq(asprintf(&uri, "file:%s", path), 0);
	struct sqlembic_error err = { 0 };
	cr_assert_null(open_url(uri, ro, 3, &err), "mode=ro creates nothing");
	cr_assert_eq(err.code, SQLEMBIC_E_UNREACHABLE);
	expect_message(&err, "there is no file");
	expect_message(&err, plain);

	struct sqlembic_session *s = open_url(uri, ro, 1, &err);
	cr_assert_not_null(s, "%s", err.message);
	conformance_exec(s, "CREATE TABLE t (a)");
	s->driver->close(s);
	cr_assert(exists(plain));

	s = open_url(path, ro, 3, &err);
	cr_assert_not_null(s, "uri=true is enough: %s", err.message);
	cr_assert_eq(conformance_number(s, "SELECT count(*) FROM t"), 0);
	cr_assert_eq(s->driver->begin(s, &err), SQLEMBIC_E_FAILED);
	expect_message(&err, "by its URL");
	s->driver->close(s);
	free(path);
	free(plain);
	free(uri);
	sqlite_remove_directory(dir);
}

Test(sqlite_files, what_says_where_or_how_safely_is_refused_unless_it_is_understood)
{
	static const struct {
		struct sqlembic_pair said[2];
		size_t n;
		const char *hint;
	} rows[] = {
		{ { { "mode", "ro" } }, 1, "sqlite:///file:x.db?mode=ro&uri=true" },
		{ { { "mode", "memory" } }, 1, "mode=memory&uri=true" },
		{ { { "immutable", "1" } }, 1, "immutable=1&uri=true" },
		{ { { "vfs", "unix-excl" } }, 1, "vfs=unix-excl&uri=true" },
		{ { { "readonly", "true" } }, 1, "mode=ro&uri=true" },
		{ { { "key", "secret" } }, 1, "not encrypted" },
		{ { { "cipher", "aes" }, { "uri", "true" } }, 2, "not encrypted" },
	};
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct sqlembic_error err = { 0 };
		cr_expect_null(open_url("x.db", rows[i].said, rows[i].n, &err), "%s", rows[i].said[0].key);
		cr_expect(strstr(err.message, rows[i].said[0].key), "%s", err.message);
		cr_expect(strstr(err.hint, rows[i].hint), "%s", err.hint);
	}
	/* A name that is a URI already. */
	struct sqlembic_error err = { 0 };
	const struct sqlembic_pair said[] = { { "readonly", "true" } };
	cr_expect_null(open_url("file:x.db", said, 1, &err));
	cr_expect(strstr(err.hint, "sqlite:///file:x.db?mode=ro&uri=true"), "%s", err.hint);
	cr_expect_not(exists("x.db"));
}

static void count_notice(void *payload, const char *text)
{
	int *n = payload;
	++*n;
	cr_assert_not_null(strstr(text, "cache"), "%s", text);
}

Test(sqlite_files, parameters_without_effect_are_mentioned)
{
	static const struct sqlembic_pair params[] = { { "check_same_thread", "false" },
						       { "cache", "shared" } };
	const struct sqlembic_url url = { .dialect = "sqlite", .params = params, .nparams = 2 };
	struct sqlembic_connect connect = conformance_connect(&url);
	struct sqlembic_session *s = NULL;
	int notices = 0;
	connect.notice = count_notice;
	connect.payload = &notices;
	cr_assert_eq(sqlite_target.driver->open(&s, &connect, NULL), 0);
	cr_assert_eq(notices, 1);
	s->driver->close(s);
}

Test(sqlite_files, fields_beyond_the_size_are_zero)
{
	const struct sqlembic_url url = { .dialect = "sqlite" };
	struct sqlembic_connect connect = conformance_connect(&url);
	static const volatile sig_atomic_t stop = 1;
	struct sqlembic_session *s = NULL;
	connect.cancel = &stop;
	connect.size = offsetof(struct sqlembic_connect, read_only);
	cr_assert_eq(sqlite_target.driver->open(&s, &connect, NULL), 0);
	conformance_exec(s, "CREATE TABLE t (a)");
	s->driver->close(s);
}

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

Test(sqlite_files, a_file_without_write_permission_can_be_read_only)
{
	need_root();
	char *dir, *path = make_readable(&dir, NULL);
	sqlite_as_nobody(read_and_begin, path);
	free(path);
	sqlite_remove_directory(dir);
}

Test(sqlite_files, a_directory_without_write_permission_is_named_as_the_cause)
{
	need_root();
	char *dir, *path = make_readable(&dir, NULL);
	cr_assert_eq(chmod(path, 0666), 0);
	sqlite_as_nobody(fail_to_write_journal, path);
	free(path);
	sqlite_remove_directory(dir);
}

Test(sqlite_files, what_permissions_forbid_is_not_waited_for)
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

Test(sqlite_files, a_wal_without_write_permission_says_so)
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
	conformance_other_start(&other, &sqlite_target, &url, many_rows);
	conformance_other_kill(&other);
}

Test(sqlite_files, a_hot_journal_is_rolled_back_by_the_next_reader)
{
	char *dir, *path = make_readable(&dir, NULL);
	char *journal = sqlite_path(dir, "test.db-journal");
	die_in_transaction(path);
	cr_assert(exists(journal));
	struct sqlembic_session *s = sqlite_open_file(path, sqlite_read_only);
	cr_assert_eq(conformance_number(s, "SELECT count(*) FROM t"), 0);
	s->driver->close(s);
	cr_assert_not(exists(journal));
	free(path);
	free(journal);
	sqlite_remove_directory(dir);
}

Test(sqlite_files, a_hot_journal_that_cannot_be_rolled_back_is_explained)
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

Test(sqlite_files, a_wal_of_a_killed_process_is_recovered)
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

Test(sqlite_files, a_full_database_is_said_to_be_full)
{
	char *dir, *path = make_readable(&dir, NULL);
	struct sqlembic_session *s = sqlite_open_file(path, NULL);
	struct sqlembic_error err = { 0 };
	conformance_exec(s, "PRAGMA max_page_count = 100");
	conformance_begin(s);
	cr_assert_eq(conformance_try(s, many_rows, &err), SQLEMBIC_E_FAILED);
	expect_message(&err, "no room left");
	cr_assert_not_null(strstr(err.hint, "free space"));
	cr_assert_eq(strncmp(err.detail, "SQLITE_FULL", 11), 0, "%s", err.detail);
	cr_assert_eq(s->driver->rollback(s, NULL), 0);
	cr_assert_eq(conformance_number(s, "SELECT count(*) FROM t"), 0);
	s->driver->close(s);
	free(path);
	sqlite_remove_directory(dir);
}

Test(sqlite_files, a_write_that_the_system_refuses_is_said_why)
{
	char *dir, *path = make_readable(&dir, NULL);
	struct sqlembic_session *s = sqlite_open_file(path, NULL);
	struct sqlembic_error err = { 0 };
	struct rlimit limit = { 1 << 20, RLIM_INFINITY };
	conformance_begin(s);
	(void)signal(SIGXFSZ, SIG_IGN);
	cr_assert_eq(setrlimit(RLIMIT_FSIZE, &limit), 0);
	int rc = conformance_try(s, many_rows, &err);
	limit.rlim_cur = RLIM_INFINITY;
	cr_assert_eq(setrlimit(RLIMIT_FSIZE, &limit), 0);
	cr_assert_eq(rc, SQLEMBIC_E_FAILED);
	expect_message(&err, path);
	cr_assert_not_null(strstr(err.detail, "File too large"), "%s", err.detail);
	cr_assert_not_null(strstr(err.detail, "rolled the transaction back"), "%s", err.detail);
	cr_assert_not(s->driver->in_transaction(s));
	cr_assert_eq(s->driver->rollback(s, NULL), 0);
	cr_assert_eq(conformance_number(s, "SELECT count(*) FROM t"), 0);
	s->driver->close(s);
	free(path);
	sqlite_remove_directory(dir);
}
