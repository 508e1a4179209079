/* test_accent.c: another engine's SQL is named where a server has stopped at it, and nowhere else. */
#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "sql/accent.h"

extern const struct sqlembic_dialect sqlembic_sqlite_dialect;
extern const struct sqlembic_dialect sqlembic_postgresql_dialect;
extern const struct sqlembic_dialect sqlembic_mysql_dialect;

struct expectation {
	const char *sql;     /* the server has stopped at the first "@", which is taken out */
	const char *foreign; /* NULL: nothing is */
};

static void check(const struct sqlembic_dialect *dialect, const struct expectation *list, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		char sql[200];
		struct accent accent;
		const char *stop = strchr(list[i].sql, '@');
		cr_assert_not_null(stop);
		const size_t before = (size_t)(stop - list[i].sql);
		snprintf(sql, sizeof(sql), "%.*s%s", (int)before, list[i].sql, stop + 1);
		const bool found = accent_find(&accent, dialect, (struct sqlembic_span){ sql, strlen(sql) },
					       before + 1);
		cr_expect_eq(found, list[i].foreign != NULL, "%s: %s", dialect->name, list[i].sql);
		if (found && list[i].foreign)
			cr_expect_arr_eq(accent.text.ptr, list[i].foreign, strlen(list[i].foreign),
					 "%s: %s: %.*s", dialect->name, list[i].sql, (int)accent.text.len,
					 accent.text.ptr);
	}
}

#define CHECK(dialect, list) check(&(dialect), list, sizeof(list) / sizeof(list[0]))

/* Where the servers stop was measured with these statements. */
Test(accent, of_what_postgresql_does_not_understand)
{
	static const struct expectation list[] = {
		{ "CREATE TABLE t (id int @AUTO_INCREMENT PRIMARY KEY)", "AUTO_INCREMENT" },
		{ "create table t (id int) @engine = InnoDB", "engine = InnoDB" },
		{ "CREATE TABLE @`t` (`id` int)", "`t`" },
		{ "CREATE TABLE t (a int@(11))", "int(11)" },
		{ "CREATE TABLE t (a @enum('a','b'))", "enum('a'" },
		{ "CREATE TABLE t (a int, KEY @k (a))", "KEY k (a" },
		{ "INSERT INTO t VALUES (1) ON @DUPLICATE KEY UPDATE a = 2", "ON DUPLICATE KEY" },
		{ "SET NAMES @utf8mb4", "SET NAMES utf8mb4" },
		{ "CREATE TABLE t (id integer PRIMARY KEY @AUTOINCREMENT)", "AUTOINCREMENT" },
		{ "CREATE TABLE t (id int) WITHOUT @ROWID", "WITHOUT ROWID" },
		{ "@PRAGMA foreign_keys = ON", "PRAGMA foreign_keys" },
		{ "SELECT @datetime('now')", "datetime('now'" },
		{ "SELECT @ifnull(1, 2)", "ifnull(" },
		/* What stops elsewhere is wrong by itself; names, literals and comments are no SQL of anybody's. */
		{ "UPDATE t SET engine = @, b = 2", NULL },
		{ "SELECT auto_increment FROM t @WHERE WHERE", NULL },
		{ "SELECT 'AUTO_INCREMENT' @'b'", NULL },
		{ "SELECT \"AUTO_INCREMENT\" /* ENGINE = x */ @x y", NULL },
		{ "SELECT 1 @modify", NULL },
		{ "CREATE TABLE t (a int@, , b int)", NULL },
		{ "INSERT INTO t VALUES (1) ON CONFLICT DO @NOTING RETURNING a", NULL },
		{ "@", NULL },
	};
	CHECK(sqlembic_postgresql_dialect, list);
}

Test(accent, of_what_mysql_does_not_understand)
{
	static const struct expectation list[] = {
		{ "CREATE TABLE t (id @bigserial PRIMARY KEY)", "bigserial" },
		{ "CREATE TABLE t (a text@[])", "[]" },
		{ "CREATE TABLE t (a text DEFAULT 'x'@::text)", "::" },
		{ "SELECT 1 WHERE a @ILIKE 'x'", "ILIKE" },
		{ "DO $$ @BEGIN END $$", "DO $$ BEGIN" },
		{ "CREATE FUNCTION f() RETURNS int AS @$body$ SELECT 1", "AS $body$" },
		{ "INSERT INTO t VALUES (1) ON @CONFLICT DO NOTHING", "ON CONFLICT" },
		{ "INSERT INTO t VALUES (1) @RETURNING a", "RETURNING" },
		{ "CREATE INDEX CONCURRENTLY @i ON t (a)", "INDEX CONCURRENTLY i" },
		{ "CREATE TABLE @\"t\" (\"a\" int)", "TABLE \"t\"" },
		{ "CREATE TABLE t (@\"a\" int)", "(\"a\" int" },
		{ "SET @search_path = public", "SET search_path" },
		{ "SELECT @pg_catalog.set_config('search_path', '', false)", "pg_catalog.set_config" },
		{ "CREATE TABLE t (id integer PRIMARY KEY AUTOINCREMENT@)", "AUTOINCREMENT" },
		{ "CREATE TABLE t (id int) STRIC@T", ") STRICT" },
		{ "INSERT @OR IGNORE INTO t VALUES (1)", "INSERT OR" },
		{ "CREATE TABLE @[t] ([a] int)", "TABLE [" },
		{ "SELECT \"a\" \"::\" @\"b\" c d", NULL },
		{ "SELECT returning @returning FROM t", NULL },
		{ "CREATE TABLE t (a int) @ENGIN = x", NULL },
		{ "SELECT '::' # ::\n @x y", NULL },
	};
	CHECK(sqlembic_mysql_dialect, list);
}

Test(accent, of_what_sqlite_does_not_understand)
{
	static const struct expectation list[] = {
		{ "SELECT '1'@::int", "::" },
		{ "@DO $$ BEGIN END $$", "DO $$ BEGIN" },
		{ "CREATE @EXTENSION x", "CREATE EXTENSION" },
		{ "@GRANT SELECT ON t TO x", "GRANT" },
		{ "CREATE TABLE t (a enum(@'a','b'))", "enum('a'" },
		{ "@SET NAMES utf8mb4", "SET NAMES utf8mb4" },
		{ "SELECT @now()", "now()" },
		{ "CREATE TABLE t (a int) COMMENT@='x'", "COMMENT=" },
		{ "SELECT a @FORM t", NULL },
		{ "INSERT INTO t VALUES (1) @RETURING a", NULL },
	};
	CHECK(sqlembic_sqlite_dialect, list);
}

/* "42601", an error of syntax. */
Test(accent, an_error_says_whose_sql_it_is)
{
	static const char sql[] = "CREATE TABLE t (\n  id int AUTO_INCREMENT)";
	const struct statement statement = {
		.sql = { sql, strlen(sql) }, .text = { sql, strlen(sql) }, .number = 1, .line = 7, .column = 3
	};
	struct sqlembic_error err = { .code = SQLEMBIC_E_FAILED, .sqlstate = "42601" };
	err.position = (size_t)(strstr(sql, "AUTO") - sql) + 1;
	accent_explain(&err, &sqlembic_postgresql_dialect, &statement);
	cr_expect_str_eq(err.detail,
			 "AUTO_INCREMENT at 8:10 is SQL of MySQL or MariaDB, and the URL is of PostgreSQL");
	cr_expect(strstr(err.hint, "write the statement for PostgreSQL"));
}

Test(accent, other_errors_say_nothing_of_it)
{
	static const char sql[] = "CREATE TABLE t (id int AUTO_INCREMENT)";
	const struct statement statement = { .sql = { sql, strlen(sql) }, .line = 1, .column = 1 };
	struct sqlembic_error err = { .code = SQLEMBIC_E_FAILED, .sqlstate = "42P07", .position = 24 };
	accent_explain(&err, &sqlembic_postgresql_dialect, &statement);
	cr_expect_str_eq(err.detail, "");
	cr_expect_str_eq(err.hint, "");
}

Test(accent, no_list_has_a_double)
{
	for (const struct sqlembic_engine *engine = sqlembic_engines; engine->name; engine++)
		for (const char *const *one = engine->dialect->accents; *one; one++)
			for (const char *const *other = one + 1; *other; other++)
				cr_expect_str_neq(*one, *other);
}
