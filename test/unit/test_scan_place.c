/* test_scan_place.c: what the scanner says of a statement: its words, its place, and the section of another tool's file. */
#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "scan_source.h"

static void first_statement(struct scan **scan, struct statement *out, const struct sqlembic_dialect *dialect,
			    struct scan_source *source)
{
	struct sqlembic_error err = { 0 };
	*scan = scan_open(dialect, "x.sql", scan_source_read, source);
	cr_assert(*scan);
	cr_assert_eq(scan_next(*scan, out, &err), 1, "%s", err.message);
}

Test(scan_place, words_are_the_first_names_and_keywords)
{
	static const struct {
		const struct sqlembic_dialect *dialect;
		const char *text, *words;
	} cases[] = {
		{ POSTGRESQL, "create /* x */ table\n\"My t\".\"b\" (a int)", "CREATE TABLE \"My t\".\"b\"" },
		{ POSTGRESQL, "insert into s.t(a) values (1)", "INSERT INTO s.t" },
		{ POSTGRESQL, "REINDEX (VERBOSE, concurrently) TABLE t",
		  "REINDEX VERBOSE CONCURRENTLY TABLE T" },
		{ POSTGRESQL, "SELECT 'x' FROM y", "SELECT" },
		{ POSTGRESQL, "SELECT E'x' FROM y", "SELECT" },
		{ POSTGRESQL, "SET a = off", "SET A OFF" },
		{ POSTGRESQL, "a b c d e f g h i j k l", "A B C D E F G H I J" },
		{ MYSQL, "/*!40101 SET NAMES utf8 */", "SET NAMES UTF8" },
		{ MYSQL, "drop # x\n table `a`.`b`", "DROP TABLE `a`.`b`" },
		{ SQLITE, "PRAGMA foreign_keys=off", "PRAGMA FOREIGN_KEYS OFF" },
		{ SQLITE, "create table [a b](c)", "CREATE TABLE [a b]" },
	};
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct scan_source source = { cases[i].text, strlen(cases[i].text), 65536 };
		struct scan *scan;
		struct statement statement;
		first_statement(&scan, &statement, cases[i].dialect, &source);
		cr_expect_str_eq(statement.words.ptr, cases[i].words);
		cr_expect_eq(statement.words.len, strlen(cases[i].words));
		scan_close(scan);
	}
}

Test(scan_place, statements_know_their_place)
{
	static const char text[] = "\xEF\xBB\xBF-- \xC3\xA9\n/* \xC3\xA9 */ SELECT '\xC3\xA9',\n  "
				   "bad;\nDELIMITER //\nSELECT 2//";
	struct scan_source source = { text, sizeof(text) - 1, 3 };
	struct scan *scan;
	struct statement statement;
	first_statement(&scan, &statement, MYSQL, &source);
	cr_expect(statement.line == 2 && statement.column == 9, "%d:%d", statement.line, statement.column);
	cr_expect_eq(statement.begin, 18);
	cr_expect_eq(statement.end, 36);
	cr_expect_str_eq(statement.delimiter, ";");
	int line, column;
	scan_locate(&statement, 12, &line, &column);
	cr_expect(line == 2 && column == 19, "%d:%d", line, column);
	scan_locate(&statement, 16, &line, &column);
	cr_expect(line == 3 && column == 3, "%d:%d", line, column);
	cr_assert_eq(scan_next(scan, &statement, NULL), 1);
	cr_expect_eq(statement.number, 2);
	cr_expect_eq(statement.line, 5);
	cr_expect_str_eq(statement.delimiter, "//");
	cr_expect_eq(scan_next(scan, &statement, NULL), 0);
	cr_expect_eq(scan_offset(scan), sizeof(text) - 1);
	scan_close(scan);
}

Test(scan_place, statements_longer_than_the_window_stay_whole)
{
	struct sqlembic_buf text = SQLEMBIC_BUF_INIT;
	for (int i = 0; i < 50; i++) {
		sqlembic_buf_printf(&text, "INSERT INTO t VALUES (%d, '", i);
		for (int j = 0; j < (i % 7) * 2000; j++)
			sqlembic_buf_puts(&text, "; $$ ''\n--");
		sqlembic_buf_puts(&text, "');\n");
	}
	cr_assert(!text.failed);
	for (size_t chunk = 1000; chunk < 200000; chunk *= 13) {
		struct scan_source source = { text.ptr, text.len, chunk };
		struct scan *scan;
		struct statement statement;
		first_statement(&scan, &statement, POSTGRESQL, &source);
		do {
			cr_assert_eq(memcmp(text.ptr + statement.begin, statement.sql.ptr, statement.sql.len),
				     0);
			cr_assert_eq(text.ptr[statement.end], ';');
			cr_assert_eq(text.ptr[statement.end - 1], ')');
		} while (scan_next(scan, &statement, NULL) > 0);
		cr_expect_eq(statement.number, 50);
		scan_close(scan);
	}
	sqlembic_buf_release(&text);
}

Test(scan_place, a_file_that_cannot_be_read_is_named)
{
	struct sqlembic_error err = { 0 };
	cr_assert_null(scan_open_file(SQLITE, "/nowhere/x.sql", &err));
	cr_expect_eq(err.code, SQLEMBIC_E_FAILED);
	cr_expect(strstr(err.message, "/nowhere/x.sql"));
}

/* Also where the window of the scanner ends in the middle of a marker: texts are read byte by byte. */
Test(scan_place, sections_of_other_tools)
{
	static const struct {
		const char *text;
		enum scan_section section;
		int line, column;
	} rows[] = {
		{ "SELECT 1;", SCAN_SECTION_NONE, 0, 0 },
		{ "-- +goose Down\nSELECT 1;", SCAN_SECTION_DOWN, 1, 1 },
		{ "\n\t-- +goose down\n-- x\nSELECT 1;", SCAN_SECTION_DOWN, 2, 2 },
		{ "-- +goose Down\n-- +goose Up\nSELECT 1;", SCAN_SECTION_UP, 2, 1 },
		{ "--migrate:down\r\nSELECT 1;", SCAN_SECTION_DOWN, 1, 1 },
		{ "SELECT 1\n-- Down Migration\n;", SCAN_SECTION_DOWN, 2, 1 },
		{ "SELECT '\n-- +goose Down\n';", SCAN_SECTION_NONE, 0, 0 },
		{ "SELECT 1 -- +goose Down\n;", SCAN_SECTION_NONE, 0, 0 },
		{ "-- +goose Down the drain\nSELECT 1;", SCAN_SECTION_NONE, 0, 0 },
		{ "-- +migrate Down notransaction \nSELECT 1;", SCAN_SECTION_DOWN, 1, 1 },
		{ "-- down migration of x\nSELECT 1;", SCAN_SECTION_NONE, 0, 0 },
		{ "-- migrate:down_all\nSELECT 1;", SCAN_SECTION_NONE, 0, 0 },
		{ "-- a +goose Down\nSELECT 1;", SCAN_SECTION_NONE, 0, 0 },
		{ "---- create above / drop below ----\nSELECT 1;", SCAN_SECTION_DOWN, 1, 1 },
		{ "-- create above, drop below\nSELECT 1;", SCAN_SECTION_NONE, 0, 0 },
		{ "-- ==== UP ====\nSELECT 1;", SCAN_SECTION_UP, 1, 1 },
		{ "-- ==== DOWN ====\nSELECT 1;", SCAN_SECTION_DOWN, 1, 1 },
		{ "-- ==== DOWNLOADS ====\nSELECT 1;", SCAN_SECTION_NONE, 0, 0 },
		{ "--", SCAN_SECTION_NONE, 0, 0 },
	};
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct scan *scan;
		struct statement statement = { 0 };
		struct sqlembic_error err;
		struct scan_source source = { rows[i].text, strlen(rows[i].text), 1 };
		scan = scan_open(SQLITE, "x.sql", scan_source_read, &source);
		cr_assert_geq(scan_next(scan, &statement, &err), 0, "%s", err.message);
		cr_expect_eq(statement.section, rows[i].section, "%s", rows[i].text);
		cr_expect_eq(statement.section_line, rows[i].line, "%s", rows[i].text);
		cr_expect_eq(statement.section_column, rows[i].column, "%s", rows[i].text);
		scan_close(scan);
	}
}
