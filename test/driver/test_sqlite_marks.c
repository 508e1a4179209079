/* test_sqlite_marks.c: a scratch database of SQLite becomes what it was when it was marked. */
#include "sqlite_target.h"

#include <criterion/criterion.h>

#include <stdlib.h>

#include "sqlembic/schema.h"

static char *directory;

static void make_directory(void)
{
	directory = sqlite_make_directory();
}

static void remove_directory(void)
{
	sqlite_remove_directory(directory);
}

TestSuite(sqlite_marks, .init = make_directory, .fini = remove_directory, .timeout = 60);

Test(sqlite_marks, a_marked_database_is_gone_back_to_as_often_as_one_likes)
{
	struct sqlembic_error err = { 0 };
	const struct sqlembic_schema *schema = sqlite_target.driver->schema;
	char *path = sqlite_path(directory, "marked.db");
	struct sqlembic_session *session = sqlite_open_file(path, NULL);
	conformance_exec(session, "CREATE TABLE t (x INTEGER)");
	conformance_exec(session, "INSERT INTO t VALUES (1)");
	cr_expect_lt(schema->scratch_return(session, &err), 0, "nothing is marked yet");
	cr_assert_eq(schema->scratch_mark(session, &err), 0, "%s", err.message);
	for (int i = 0; i < 2; i++) {
		conformance_exec(session, "INSERT INTO t VALUES (2)");
		conformance_exec(session, "ALTER TABLE t ADD COLUMN y INTEGER");
		conformance_exec(session, "CREATE TABLE u AS SELECT randomblob(9000) AS b");
		cr_assert_eq(schema->scratch_return(session, &err), 0, "%s", err.message);
		cr_expect_eq(conformance_number(session, "SELECT sum(x) FROM t"), 1);
		cr_expect_eq(conformance_number(session, "SELECT count(*) FROM sqlite_schema"), 1);
		cr_expect_eq(conformance_number(session, "SELECT count(*) FROM pragma_table_info('t')"), 1);
	}
	conformance_exec(session, "INSERT INTO t VALUES (5)");
	cr_assert_eq(schema->scratch_mark(session, &err), 0, "%s", err.message);
	conformance_exec(session, "DROP TABLE t");
	cr_assert_eq(schema->scratch_return(session, &err), 0, "%s", err.message);
	cr_expect_eq(conformance_number(session, "SELECT sum(x) FROM t"), 6);
	sqlite_target.driver->close(session);
	free(path);
}
