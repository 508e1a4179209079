/* test_sqlite_rows.c: what is remembered of the rows of a scratch database is what they are, whatever has changed them. */
#include "sqlite_target.h"

#include <criterion/criterion.h>

#include <stdlib.h>
#include <string.h>

#include "sqlembic/buf.h"
#include "sqlembic/schema.h"

TestSuite(sqlite_rows, .timeout = 60);

static int add(void *payload, const char *const *values, size_t n)
{
	struct sqlembic_buf *out = payload;
	for (size_t i = 0; i < n; i++)
		sqlembic_buf_printf(out, "%s ", values[i] ? values[i] : "-");
	sqlembic_buf_putc(out, '\n');
	return 0;
}

static char *tell(struct sqlembic_session *session)
{
	struct sqlembic_error err = { 0 };
	struct sqlembic_buf out = SQLEMBIC_BUF_INIT;
	cr_assert_eq(session->driver->schema->rows(session, add, &out, &err), 0, "%s", err.message);
	char *told = strdup(sqlembic_buf_text(&out));
	sqlembic_buf_release(&out);
	return told;
}

/* Whoever may write the schema has all forgotten. */
static void expect_as_counted(struct sqlembic_session *session, const char *behind)
{
	char *told = tell(session);
	conformance_exec(session, "PRAGMA writable_schema = OFF");
	char *counted = tell(session);
	cr_expect_str_eq(told, counted, "behind %s", behind);
	free(told);
	free(counted);
}

Test(sqlite_rows, rows_are_told_as_they_are_behind_each_statement)
{
	static const char *const statements[] = {
		"CREATE TABLE t (a INTEGER PRIMARY KEY, b)",
		"CREATE TABLE u (a, b)",
		"CREATE TABLE child (p REFERENCES t (a) ON DELETE CASCADE)",
		"CREATE TABLE own (a PRIMARY KEY, b AS (a + 1)) WITHOUT ROWID",
		"INSERT INTO t VALUES (1, 1), (2, 2)",
		"INSERT INTO child VALUES (1), (2)",
		"INSERT INTO own VALUES (1), (2)",
		"UPDATE t SET b = 3 WHERE a = 1",
		"REPLACE INTO t VALUES (1, 4)",
		"INSERT INTO t VALUES (1, 5) ON CONFLICT DO UPDATE SET b = excluded.b",
		"WITH w AS (SELECT 7 AS x) INSERT INTO own SELECT x FROM w",
		"CREATE TRIGGER log AFTER INSERT ON t BEGIN INSERT INTO u VALUES (NEW.a, NEW.b); END",
		"INSERT INTO t VALUES (3, 3)",
		"CREATE VIEW v AS SELECT * FROM own",
		"CREATE TRIGGER through INSTEAD OF DELETE ON v BEGIN DELETE FROM own WHERE a = OLD.a; END",
		"DELETE FROM v WHERE a = 7",
		"PRAGMA foreign_keys = ON",
		"DELETE FROM t WHERE a = 1",
		"PRAGMA foreign_keys = OFF",
		"ALTER TABLE u RENAME TO w",
		"UPDATE w SET a = 9",
		"ALTER TABLE w RENAME TO u",
		"ALTER TABLE u ADD COLUMN c DEFAULT 5",
		"ALTER TABLE u RENAME COLUMN c TO d",
		"ALTER TABLE u DROP COLUMN d",
		"DROP TABLE child",
		"CREATE TABLE child (p REFERENCES t (a) ON DELETE CASCADE)",
		"DELETE FROM u",
		"BEGIN",
		"INSERT INTO u VALUES (1, 2)",
		"SAVEPOINT s",
		"DELETE FROM own",
		"ROLLBACK TO s",
		"ROLLBACK",
		"CREATE TEMP TRIGGER quiet AFTER INSERT ON t BEGIN DELETE FROM own; END",
		"INSERT INTO t VALUES (8, 8)",
		"CREATE TABLE made AS SELECT * FROM t",
		"VACUUM",
	};
	struct sqlembic_session *session = sqlite_open_file(":memory:", NULL);
	for (size_t i = 0; i < sizeof(statements) / sizeof(statements[0]); i++) {
		conformance_exec(session, statements[i]);
		expect_as_counted(session, statements[i]);
	}
	session->driver->close(session);
}

Test(sqlite_rows, rows_are_put_again_into_what_has_lost_them_and_not_twice)
{
	struct sqlembic_error err = { 0 };
	struct sqlembic_session *session = sqlite_open_file(":memory:", NULL);
	const struct sqlembic_schema *schema = session->driver->schema;
	conformance_exec(session, "CREATE TABLE t (a, b AS (a + 1))");
	conformance_exec(session, "CREATE TABLE u (a, b)");
	for (int i = 0; i < 2; i++)
		cr_assert_eq(schema->seed(session, false, &err), 0, "%s", err.message);
	cr_expect_eq(conformance_number(session, "SELECT count(*) FROM t"), 2);
	cr_assert_eq(schema->scratch_mark(session, &err), 0, "%s", err.message);
	conformance_exec(session, "DELETE FROM t");
	conformance_exec(session, "DROP TABLE u");
	conformance_exec(session, "CREATE TABLE u (a, b)");
	cr_assert_eq(schema->seed(session, false, &err), 0, "%s", err.message);
	cr_expect_eq(conformance_number(session, "SELECT count(*) FROM t"), 2);
	cr_expect_eq(conformance_number(session, "SELECT count(*) FROM u"), 2);
	conformance_exec(session, "DELETE FROM t");
	expect_as_counted(session, "DELETE");
	cr_assert_eq(schema->scratch_return(session, &err), 0, "%s", err.message);
	expect_as_counted(session, "a return");
	cr_expect_eq(conformance_number(session, "SELECT count(*) FROM t"), 2);
	conformance_exec(session, "CREATE TABLE closed (a)");
	conformance_exec(session,
			 "CREATE TRIGGER shut BEFORE INSERT ON closed BEGIN SELECT RAISE(ABORT, 'no'); END");
	cr_assert_eq(schema->seed(session, false, &err), 0, "%s", err.message);
	cr_expect_eq(conformance_number(session, "SELECT count(*) FROM closed"), 0);
	conformance_exec(session, "DROP TRIGGER shut");
	cr_assert_eq(schema->seed(session, false, &err), 0, "%s", err.message);
	cr_expect_eq(conformance_number(session, "SELECT count(*) FROM closed"), 2);
	session->driver->close(session);
}
