/* test_sqlite_files.c: SQLite's files: how they are opened, by their names and by parameters of the URL.  Each condition that a
 * user can meet has its code and its words here. */
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

static void write_file(const char *path, const char *text, size_t length)
{
	FILE *file = fopen(path, "w");
	cr_assert_not_null(file);
	cr_assert_eq(fwrite(text, 1, length, file), length);
	cr_assert_eq(fclose(file), 0);
}

/* ---- opening ---- */

Test(sqlite_files, opening_creates_a_missing_file)
{
	char *dir = sqlite_make_directory();
	char *path = sqlite_path(dir, "new.db");
	struct sqlembic_session *s = sqlite_open_file(path, NULL);
	conformance_exec(s, "CREATE TABLE t (a)");
	s->driver->close(s);
	cr_assert(sqlite_exists(path));
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
	sqlite_expect_message(&err, path);
	s->driver->close(s);
	cr_assert_not(sqlite_exists(path));
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
	cr_assert_not(sqlite_exists(wal) || sqlite_exists(shm));
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
	cr_assert_not(sqlite_exists(":memory:"));
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
			sqlite_expect_message(&err, rows[i].said);
			sqlite_expect_message(&err, "scheme://user:***@host/database");
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
	sqlite_expect_message(&err, "is not an SQLite database, or it is encrypted");
	sqlite_expect_message(&err, path);
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
	sqlite_expect_message(&err, "is damaged");
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
	sqlite_expect_message(&err, "there is no file");
	sqlite_expect_message(&err, plain);

	struct sqlembic_session *s = open_url(uri, ro, 1, &err);
	cr_assert_not_null(s, "%s", err.message);
	conformance_exec(s, "CREATE TABLE t (a)");
	s->driver->close(s);
	cr_assert(sqlite_exists(plain));

	s = open_url(path, ro, 3, &err);
	cr_assert_not_null(s, "uri=true is enough: %s", err.message);
	cr_assert_eq(conformance_number(s, "SELECT count(*) FROM t"), 0);
	cr_assert_eq(s->driver->begin(s, &err), SQLEMBIC_E_FAILED);
	sqlite_expect_message(&err, "by its URL");
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
	cr_expect_not(sqlite_exists("x.db"));
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
