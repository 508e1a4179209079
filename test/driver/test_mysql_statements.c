/* test_mysql_statements.c: batches, positions of errors, warnings, sizes, what a script leaves in the session. */
#include "mysql_target.h"

#include <criterion/criterion.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct sqlembic_span span(const char *sql)
{
	return (struct sqlembic_span){ sql, strlen(sql) };
}

static struct mysql_bench make_table(void (*change)(struct sqlembic_connect *connect))
{
	struct mysql_bench b = mysql_set_up(change);
	conformance_exec(b.session, "CREATE TABLE t (id INTEGER NOT NULL PRIMARY KEY, name VARCHAR(10))");
	return b;
}

Test(mysql_statements, batch_finds_the_one_that_failed, .timeout = 60)
{
	struct mysql_bench b = make_table(NULL);
	struct sqlembic_error err = { 0 };
	size_t done = 0;
	conformance_exec(b.session, "SET SESSION sql_mode = 'STRICT_ALL_TABLES'");
	const struct sqlembic_span sql[] = {
		span("INSERT INTO t VALUES (1, 'it''s; one')"), span("INSERT INTO t VALUES (2, \"a\\\"b;\")"),
		span("UPDATE t SET name = 'x' WHERE id = 2"),   span("INSERT INTO t\nVALUES (3 ?, 'c')"),
		span("INSERT INTO t VALUES (4, 'd')"),
	};
	cr_assert_eq(conformance_send(b.session, sql, 5, &done, &err), SQLEMBIC_E_FAILED);
	cr_assert_eq(done, 3);
	cr_assert_eq(err.position, strlen("INSERT INTO t\nVALUES (3 ") + 1, "%zu: %s", err.position,
		     err.message);
	cr_assert_eq(conformance_number(b.session, "SELECT COUNT(*) FROM t"), 2);
	/* Sending several together is over with the batch. */
	cr_assert_eq(conformance_try(b.session, "SELECT 1; SELECT 2", NULL), SQLEMBIC_E_FAILED);
	mysql_tear_down(&b);
}

Test(mysql_statements, batch_never_hides_a_second_statement, .timeout = 60)
{
	static const char *const bad[] = {
		"INSERT INTO t VALUES (2, 'b'); DROP TABLE t",
		"INSERT INTO t VALUES (2, 'b') -- ; DROP TABLE t\n; DROP TABLE t",
		"INSERT INTO t VALUES (2, 'b') /* ' */; DROP TABLE t /* ' */",
		"INSERT INTO t VALUES (2, 'open",
	};
	struct mysql_bench b = make_table(NULL);
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		struct sqlembic_error err = { 0 };
		size_t done = 0;
		const struct sqlembic_span sql[] = { span("REPLACE INTO t VALUES (1, 'a')"), span(bad[i]),
						     span("REPLACE INTO t VALUES (3, 'c')") };
		cr_assert_eq(conformance_send(b.session, sql, 3, &done, &err), SQLEMBIC_E_FAILED, "%s",
			     bad[i]);
		cr_assert_eq(done, 1, "%s", bad[i]);
		cr_assert_eq(conformance_number(b.session, "SELECT COUNT(*) FROM t"), 1, "%s", bad[i]);
	}
	mysql_tear_down(&b);
}

Test(mysql_statements, batch_keeps_bodies_as_they_were_written, .timeout = 60)
{
	static const char semicolons[] =
		"SELECT (SELECT COUNT(*) FROM information_schema.ROUTINES WHERE ROUTINE_SCHEMA = DATABASE() "
		"AND ROUTINE_DEFINITION LIKE '%;%') + (SELECT COUNT(*) FROM information_schema.TRIGGERS "
		"WHERE "
		"TRIGGER_SCHEMA = DATABASE() AND ACTION_STATEMENT LIKE '%;%') + (SELECT COUNT(*) FROM "
		"information_schema.EVENTS WHERE EVENT_SCHEMA = DATABASE() AND EVENT_DEFINITION LIKE '%;%')";
	const struct sqlembic_span sql[] = {
		span("CREATE TABLE event (id INT)"),
		span("CREATE TRIGGER r BEFORE INSERT ON t FOR EACH ROW SET NEW.name = 'a'"),
		span("CREATE DEFINER=CURRENT_USER PROCEDURE p() SELECT 1"),
		span("CREATE FUNCTION f() RETURNS INT DETERMINISTIC RETURN 1"),
		span("CREATE EVENT e ON SCHEDULE EVERY 1 DAY DISABLE DO DELETE FROM t"),
		span("ALTER EVENT e DO DELETE FROM event"),
		span("DROP TABLE event"),
	};
	struct mysql_bench b = make_table(NULL);
	size_t n = sizeof(sql) / sizeof(sql[0]), done = 0;
	cr_assert_eq(conformance_send(b.session, sql, n, &done, NULL), 0);
	cr_assert_eq(done, n);
	cr_expect_eq(conformance_number(b.session, semicolons), 0);
	mysql_tear_down(&b);
}

Test(mysql_statements, batch_minds_no_backslash_escapes, .timeout = 60)
{
	struct mysql_bench b = make_table(NULL);
	size_t done = 0;
	const struct sqlembic_span sql[] = { span("INSERT INTO t VALUES (1, 'a\\')"),
					     span("INSERT INTO t VALUES (2, '; x\\')") };
	conformance_exec(b.session, "SET SESSION sql_mode = 'NO_BACKSLASH_ESCAPES'");
	cr_assert_eq(conformance_send(b.session, sql, 2, &done, NULL), 0);
	cr_assert_eq(done, 2);
	/* Our own values survive any mode and any character set. */
	conformance_exec(b.session, "SET NAMES latin1");
	struct sqlembic_query query = { .sql = "INSERT INTO t VALUES (?, ?)",
					.args = (const char *const[]){ "3", "\\'\xe2\x82\xac\"" },
					.nargs = 2 };
	cr_assert_eq(mysql_target.driver->query(b.session, &query, NULL), 0);
	cr_assert_eq(conformance_number(b.session, "SELECT COUNT(*) FROM t WHERE name = X'5C27E282AC22'"), 1);
	mysql_tear_down(&b);
}

/* In gbk the backslash is half of a character, and the quote behind it ends the literal. */
Test(mysql_statements, character_set_cannot_hide_a_second_statement, .timeout = 60)
{
	struct mysql_bench b = make_table(NULL);
	size_t done = 0;
	const struct sqlembic_span sql[] = { span("SET NAMES gbk"), span("REPLACE INTO t VALUES (1, 'a')"),
					     span("REPLACE INTO t VALUES (2, '\xbf\\'); DROP TABLE t -- ')"),
					     span("REPLACE INTO t VALUES (3, 'c')") };
	cr_assert_eq(conformance_send(b.session, sql, 4, &done, NULL), SQLEMBIC_E_FAILED);
	cr_assert_eq(done, 2);
	cr_assert_eq(conformance_number(b.session, "SELECT COUNT(*) FROM t"), 1);
	mysql_tear_down(&b);
}

Test(mysql_statements, comments_do_not_hide_what_follows, .timeout = 60)
{
	struct mysql_bench b = make_table(NULL);
	size_t done = 0;
	const struct sqlembic_span sql[] = { span("-- it's one\nCREATE TABLE u (\n  a INTEGER, # it's; one\n "
						  " b INTEGER -- the last; \"one\n)"),
					     span("INSERT INTO t VALUES (1, 'a') -- the end"),
					     span("/* it's; one */ INSERT INTO t VALUES (2, 'b') #"),
					     span("INSERT INTO t VALUES (3--1, 'c')"),
					     span("ALTER TABLE u ADD c INTEGER -- the end") };
	cr_assert_eq(conformance_send(b.session, sql, 5, &done, NULL), 0);
	cr_assert_eq(conformance_number(b.session, "SELECT SUM(id) FROM t"), 7);
	cr_assert_eq(conformance_number(b.session, "SELECT COUNT(c) FROM u"), 0);
	mysql_tear_down(&b);
}

static void limit_time(struct sqlembic_connect *connect)
{
	connect->statement_timeout_ms = 1500;
}

/* MySQL's SLEEP() ends without an error where it reads no table. */
Test(mysql_statements, each_statement_of_a_packet_has_its_time, .timeout = 60)
{
	struct mysql_bench b = make_table(limit_time);
	size_t done = 0;
	const struct sqlembic_span sql[] = { span("INSERT INTO t SELECT 1, SLEEP(0.6)"),
					     span("INSERT INTO t SELECT 2, SLEEP(0.6)"),
					     span("INSERT INTO t SELECT 3, SLEEP(0.6)"),
					     span("INSERT INTO t SELECT 3 + id, SLEEP(60) FROM t") };
	struct sqlembic_error err = { 0 };
	cr_assert_eq(conformance_send(b.session, sql, 4, &done, &err), SQLEMBIC_E_FAILED);
	cr_assert_eq(done, 3);
	cr_assert_not_null(strstr(err.message, "statement_timeout"), "%s", err.message);
	mysql_tear_down(&b);
}

Test(mysql_statements, names_have_a_position, .timeout = 60)
{
	static const struct {
		const char *sql, *at;
	} rows[] = {
		{ "SELECT nonsense FROM t", "nonsense" },
		{ "INSERT INTO\n  nowhere VALUES (1)", "nowhere" },
		{ "ALTER TABLE t DROP COLUMN `gone`", "gone" },
		{ "CREATE TABLE t (id INTEGER)", "t (id" },
		{ "SELECT 'x' FROM t WHERE (1 = 1", NULL },
	};
	struct mysql_bench b = make_table(NULL);
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct sqlembic_error err = { 0 };
		size_t expected = rows[i].at ? (size_t)(strstr(rows[i].sql, rows[i].at) - rows[i].sql) + 1
					     : strlen(rows[i].sql);
		cr_assert_eq(conformance_try(b.session, rows[i].sql, &err), SQLEMBIC_E_FAILED);
		cr_expect_eq(err.position, expected, "%s: %zu, expected %zu (%s)", rows[i].sql, err.position,
			     expected, err.message);
	}
	mysql_tear_down(&b);
}

/* ---- statements of ours that come again ---- */

/* A message that adds row `id` and renames it; whether its row was found. */
static bool add_and_rename(struct mysql_bench *b, const char *id, const char *name, const char *found)
{
	const char *const row[] = { id, "first" }, *const change[] = { name, found };
	struct sqlembic_query insert = { .sql = "INSERT INTO t (id, name) VALUES (?, ?)",
					 .args = row,
					 .nargs = 2 };
	struct sqlembic_query update = { .sql = "UPDATE t SET name = ? WHERE id = ? AND '?' <> ''",
					 .args = change,
					 .nargs = 2,
					 .one_row = true };
	const struct sqlembic_part parts[] = { { .kind = SQLEMBIC_PART_BEGIN },
					       { .kind = SQLEMBIC_PART_QUERY, .query = &insert },
					       { .kind = SQLEMBIC_PART_QUERY, .query = &update },
					       { .kind = SQLEMBIC_PART_COMMIT } };
	struct sqlembic_error err = { 0 };
	size_t done = 0;
	int rc = b->session->driver->send(b->session, parts, 4, &done, &err);
	cr_assert(rc == 0 ? done == 4 : (done == 2 && update.missed), "%s", err.message);
	if (rc < 0)
		cr_assert_eq(b->session->driver->rollback(b->session, &err), 0);
	return rc == 0;
}

/* `what`: "EXECUTE" or "PREPARE"; 0 on MySQL, where our statements are not prepared. */
static long long count_commands(struct mysql_bench *b, const char *what)
{
	char sql[200];
	(void)snprintf(sql, sizeof(sql),
		       "SELECT VARIABLE_VALUE FROM information_schema.SESSION_STATUS"
		       " WHERE VARIABLE_NAME = 'COM_%s_SQL'",
		       what);
	return conformance_number(b->session, "SELECT VERSION() LIKE '%MariaDB%'")
		       ? conformance_number(b->session, sql)
		       : 0;
}

Test(mysql_statements, what_comes_again_is_prepared, .timeout = 60)
{
	/* From the third time on, with each kind of value, and with one that seemed to be constant. */
	static const char *const names[] = { "a", "a",        "a", "a", "it's \"\\", NULL,
					     "a", "\303\244", "a", "b", "?",         "c" };
	struct mysql_bench b = make_table(NULL);
	char ids[12][4];
	for (int i = 0; i < 12; i++) {
		(void)snprintf(ids[i], sizeof(ids[i]), "%d", i);
		cr_assert(add_and_rename(&b, ids[i], names[i], ids[i]));
	}
	cr_assert_not(add_and_rename(&b, "12", "d", "13"));
	cr_assert_eq(conformance_number(b.session, "SELECT COUNT(*) FROM t"), 12);
	cr_assert_eq(conformance_number(b.session, "SELECT COUNT(*) FROM t WHERE name = BINARY 'a'"), 6);
	cr_assert_eq(conformance_number(b.session, "SELECT COUNT(*) FROM t WHERE HEX(name) = '6974277320225C'"
						   " OR id = 5 AND name IS NULL"
						   " OR HEX(name) = 'C3A4' OR name = '?' OR id IN (9, 11)"),
		     6);
	if (conformance_number(b.session, "SELECT VERSION() LIKE '%MariaDB%'"))
		cr_assert_geq(count_commands(&b, "EXECUTE"), 16);
	mysql_tear_down(&b);
}

/* The rows of a script before its log row: messages of one transaction. */
Test(mysql_statements, nothing_is_prepared_inside_of_a_transaction, .timeout = 60)
{
	struct mysql_bench b = make_table(NULL);
	conformance_begin(b.session);
	for (int i = 0; i < 6; i++) {
		char id[4];
		(void)snprintf(id, sizeof(id), "%d", i);
		const char *const row[] = { id, "a" };
		struct sqlembic_query insert = { .sql = "INSERT INTO t (id, name) VALUES (?, ?)",
						 .args = row,
						 .nargs = 2 };
		const struct sqlembic_part parts[] = {
			{ .kind = SQLEMBIC_PART_QUERY, .query = &insert },
			{ .kind = SQLEMBIC_PART_STATEMENT,
			  .sql = span("UPDATE t SET name = 'b' WHERE id = 0") },
		};
		size_t done = 0;
		cr_assert_eq(b.session->driver->send(b.session, parts, 2, &done, NULL), 0);
	}
	cr_assert_eq(count_commands(&b, "PREPARE"), 0);
	cr_assert_eq(mysql_target.driver->commit(b.session, NULL), 0);
	cr_assert_eq(conformance_number(b.session, "SELECT COUNT(*) FROM t"), 6);
	mysql_tear_down(&b);
}

/* Only some of them are another node's doing.  No server fails to commit when it is asked to: the error is signalled. */
Test(mysql_statements, commit_that_fails_says_why, .timeout = 60)
{
	static const struct {
		const char *said;
		int code;
		const char *hint;
	} cases[] = { { "Got error 149 \"Lock deadlock; Retry transaction\" during COMMIT", SQLEMBIC_E_LOCKED,
			"another node has changed" },
		      { "Fehler 149 \"Lock deadlock; Retry transaction\" beim COMMIT", SQLEMBIC_E_LOCKED,
			"another node has changed" },
		      { "Got error 6 \"No such device or address\" during COMMIT", SQLEMBIC_E_UNREACHABLE,
			"the majority of its cluster" },
		      { "Got error 28 \"No space left on device\" during COMMIT", SQLEMBIC_E_FAILED,
			"see the server's log" } };
	struct mysql_bench b = mysql_set_up(NULL);
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct sqlembic_error err = { 0 };
		char sql[200];
		(void)snprintf(sql, sizeof(sql),
			       "SIGNAL SQLSTATE 'HY000' SET MYSQL_ERRNO = 1180, MESSAGE_TEXT = '%s'",
			       cases[i].said);
		cr_assert_eq(conformance_try(b.session, sql, &err), cases[i].code, "%s", err.message);
		cr_assert(strstr(err.hint, cases[i].hint), "%s", err.hint);
	}
	mysql_tear_down(&b);
}

Test(mysql_statements, warnings_are_told, .timeout = 60)
{
	struct mysql_bench b = make_table(mysql_keep_notices);
	size_t done = 0;
	conformance_exec(b.session, "SET SESSION sql_mode = ''");
	conformance_exec(b.session, "INSERT INTO t VALUES (1, 'much too long')");
	cr_assert_not_null(strstr(mysql_notices, "Data truncated for column 'name'"), "%s", mysql_notices);
	conformance_exec(b.session, "DROP TABLE IF EXISTS nothing");
	cr_assert_null(strstr(mysql_notices, "nothing"), "%s", mysql_notices);

	/* Of a few statements every text is known, also of those in the middle. */
	mysql_notices[0] = '\0';
	const struct sqlembic_span few[] = { span("INSERT INTO t VALUES (2, 'second too long')"),
					     span("CREATE TABLE IF NOT EXISTS t (id INTEGER)"),
					     span("CREATE TABLE u (a INTEGER) ENGINE = odd -- none"),
					     span("INSERT INTO t VALUES (4, 'third too long')"),
					     span("INSERT INTO t VALUES (5, 'e')") };
	cr_assert_eq(conformance_send(b.session, few, 5, &done, NULL), 0);
	cr_expect_not_null(strstr(mysql_notices, "second too long"), "%s", mysql_notices);
	cr_expect_not_null(strstr(mysql_notices, "Unknown storage engine"), "%s", mysql_notices);
	cr_expect_not_null(strstr(mysql_notices, "third too long"), "%s", mysql_notices);
	cr_expect_null(strstr(mysql_notices, "already exists"), "%s", mysql_notices);
	mysql_tear_down(&b);
}

Test(mysql_statements, warnings_of_many_are_counted, .timeout = 60)
{
	enum { N = 40 };
	struct mysql_bench b = make_table(mysql_keep_notices);
	struct sqlembic_span sql[N];
	size_t done = 0;
	conformance_exec(b.session, "SET SESSION sql_mode = ''");
	for (size_t i = 0; i < N; i++)
		sql[i] = span("INSERT INTO t SELECT COUNT(*), 'fits' FROM t");
	sql[1] = span("INSERT INTO t SELECT COUNT(*), 'much too long' FROM t");
	cr_assert_eq(conformance_send(b.session, sql, N, &done, NULL), 0);
	cr_assert_not_null(strstr(mysql_notices, "1 warning of which"), "%s", mysql_notices);
	cr_assert_not_null(strstr(mysql_notices, "'much too long'"), "%s", mysql_notices);
	/* From then on texts are kept. */
	mysql_notices[0] = '\0';
	cr_assert_eq(conformance_send(b.session, sql, N, &done, NULL), 0);
	cr_assert_not_null(strstr(mysql_notices, "Data truncated"), "%s", mysql_notices);
	mysql_tear_down(&b);
}

Test(mysql_statements, what_a_rollback_cannot_undo_is_told, .timeout = 60)
{
	struct mysql_bench b = make_table(mysql_keep_notices);
	conformance_exec(b.session, "CREATE TABLE m (id INTEGER NOT NULL PRIMARY KEY) ENGINE = MyISAM");
	conformance_begin(b.session);
	conformance_exec(b.session, "INSERT INTO t VALUES (1, 'a')");
	cr_assert_eq(mysql_target.driver->rollback(b.session, NULL), 0);
	cr_assert_str_eq(mysql_notices, "");
	conformance_begin(b.session);
	conformance_exec(b.session, "INSERT INTO m VALUES (1)");
	cr_assert_eq(mysql_target.driver->rollback(b.session, NULL), 0);
	cr_assert_not_null(strstr(mysql_notices, "ROLLBACK does not undo"), "%s", mysql_notices);
	mysql_tear_down(&b);
}

Test(mysql_statements, oversized_statement_is_not_sent, .timeout = 60)
{
	struct mysql_bench b = make_table(NULL);
	struct sqlembic_error err = { 0 };
	size_t size = (size_t)conformance_number(b.session, "SELECT @@max_allowed_packet"), done = 0;
	char *sql = malloc(size);
	cr_assert_not_null(sql);
	memset(sql, ' ', size);
	memcpy(sql, "SELECT 1", 8);
	const struct sqlembic_span too_long = { sql, size - 3 }, fits = { sql, size - 4 };
	cr_assert_eq(conformance_send(b.session, &too_long, 1, &done, &err), SQLEMBIC_E_FAILED);
	cr_assert_not_null(strstr(err.message, "max_allowed_packet"), "%s", err.message);
	cr_assert_eq(conformance_send(b.session, &fits, 1, &done, &err), 0, "%s", err.message);
	free(sql);
	mysql_tear_down(&b);
}

Test(mysql_statements, procedure_may_have_many_results, .timeout = 60)
{
	struct mysql_bench b = make_table(NULL);
	conformance_exec(b.session,
			 "CREATE PROCEDURE p() BEGIN SELECT 1; INSERT INTO t VALUES (1, 'a'); SELECT 2;"
			 " SELECT * FROM t; END");
	conformance_exec(b.session, "CALL p()");
	cr_assert_eq(conformance_number(b.session, "SELECT COUNT(*) FROM t"), 1);
	mysql_tear_down(&b);
}

Test(mysql_statements, every_setting_is_put_back, .timeout = 60)
{
	static const char *const settings[][2] = {
		{ "SET NAMES latin1", "CONCAT(@@character_set_client, @@collation_connection)" },
		{ "SET NAMES utf8mb4 COLLATE utf8mb4_bin", "@@collation_connection" },
		{ "SET character_set_results = NULL", "@@character_set_results" },
		{ "SET SESSION sql_mode = ''", "@@sql_mode" },
		{ "SET time_zone = '+05:00'", "@@time_zone" },
		{ "SET foreign_key_checks = 0", "@@foreign_key_checks" },
		{ "SET unique_checks = 0", "@@unique_checks" },
		{ "SET autocommit = 0", "@@autocommit" },
		{ "SET sql_safe_updates = 1", "@@sql_safe_updates" },
		{ "SET sql_warnings = 1", "@@sql_warnings" },
		{ "SET SESSION group_concat_max_len = 4", "@@group_concat_max_len" },
		{ "SET SESSION default_storage_engine = MEMORY", "@@default_storage_engine" },
		{ "SET SESSION TRANSACTION ISOLATION LEVEL SERIALIZABLE",
		  "/*!50720 @@transaction_isolation *//*M!100000 @@tx_isolation */" },
		{ "SET lock_wait_timeout = 7", "@@lock_wait_timeout" },
		{ "SET session_track_system_variables = ''", "@@session_track_system_variables" },
		{ "SET timestamp = 1000", "@@timestamp > 100000" },
		{ "USE information_schema", "DATABASE()" },
	};
	struct mysql_bench b = make_table(mysql_keep_notices);
	const struct sqlembic_driver *driver = mysql_target.driver;
	conformance_exec(b.session, "SELECT 1");
	for (size_t i = 0; i < sizeof(settings) / sizeof(settings[0]); i++) {
		char read[128];
		(void)snprintf(read, sizeof(read), "SELECT COALESCE(%s, 'NULL')", settings[i][1]);
		char *before = conformance_text(b.session, read);
		cr_assert_eq(driver->script_begin(b.session, NULL), 0);
		conformance_exec(b.session, settings[i][0]);
		cr_assert_eq(driver->script_end(b.session, NULL), 0);
		char *after = conformance_text(b.session, read);
		cr_expect_str_eq(before, after, "%s", settings[i][0]);
		free(before);
		free(after);
	}
	cr_expect_str_eq(mysql_notices, "");
	mysql_tear_down(&b);
}

/* MySQL has no OR REPLACE for tables. */
Test(mysql_statements, replaced_temporary_table_does_not_stay, .timeout = 60)
{
	struct mysql_bench b = make_table(NULL);
	char *version = conformance_text(b.session, "SELECT VERSION()");
	bool mariadb = strstr(version, "MariaDB");
	free(version);
	for (int i = 0; mariadb && i < 2; i++) {
		conformance_exec(b.session, "CREATE OR REPLACE TEMPORARY TABLE leak LIKE t");
		cr_assert_eq(mysql_target.driver->script_end(b.session, NULL), 0);
		cr_assert_lt(conformance_try(b.session, "SELECT * FROM leak", NULL), 0);
	}
	mysql_tear_down(&b);
}

Test(mysql_statements, transaction_left_open_is_an_error, .timeout = 60)
{
	struct mysql_bench b = make_table(NULL);
	struct sqlembic_error err = { 0 };
	conformance_begin(b.session);
	conformance_exec(b.session, "INSERT INTO t VALUES (1, 'a')");
	cr_assert_eq(mysql_target.driver->script_end(b.session, &err), SQLEMBIC_E_FAILED);
	cr_assert_eq(conformance_number(b.session, "SELECT COUNT(*) FROM t"), 0);
	mysql_tear_down(&b);
}
