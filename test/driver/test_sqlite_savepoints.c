/* test_sqlite_savepoints.c: scripts that share a transaction, each behind a savepoint. */
#include "sqlite_target.h"

#include <criterion/criterion.h>

#include <string.h>

TestSuite(sqlite_savepoints, .timeout = 60);

static void savepoint(struct sqlembic_session *s, enum sqlembic_savepoint what)
{
	struct sqlembic_error err = { 0 };
	cr_assert_eq(s->driver->savepoint(s, what, &err), 0, "%s", err.message);
}

Test(sqlite_savepoints, a_script_that_is_undone_to_its_savepoint_leaves_nothing)
{
	struct sqlembic_url url = { 0 };
	sqlite_target.create(&url);
	struct sqlembic_session *s = conformance_open(&sqlite_target, &url, NULL);
	struct sqlembic_error err = { 0 };

	conformance_exec(s, "CREATE TABLE p (id INTEGER PRIMARY KEY)");
	conformance_exec(s, "INSERT INTO p VALUES (1)");
	conformance_exec(s, "CREATE TABLE c (id INTEGER REFERENCES p (id))");
	cr_assert_eq(s->driver->script_begin(s, NULL), 0);
	conformance_begin(s);
	conformance_exec(s, "INSERT INTO c VALUES (1)");
	cr_assert_eq(s->driver->script_check(s, &err), 0, "%s", err.message);
	savepoint(s, SQLEMBIC_SAVEPOINT_SET);
	conformance_exec(s, "CREATE TEMP TABLE aside (x)");
	conformance_exec(s, "ALTER TABLE c RENAME TO d");
	conformance_exec(s, "DELETE FROM p");
	cr_assert_eq(s->driver->script_check(s, &err), SQLEMBIC_E_FAILED);
	cr_assert_eq(s->driver->reset_path(s, NULL), 0);
	savepoint(s, SQLEMBIC_SAVEPOINT_ROLLBACK);
	cr_assert(s->driver->in_transaction(s));
	savepoint(s, SQLEMBIC_SAVEPOINT_SET);
	conformance_exec(s, "INSERT INTO c VALUES (2)");
	err = (struct sqlembic_error){ 0 };
	cr_assert_eq(s->driver->script_check(s, &err), SQLEMBIC_E_FAILED, "what is counted is what is there");
	cr_assert_not_null(strstr(err.message, "adds 1 foreign key violation to table c"), "%s", err.message);
	savepoint(s, SQLEMBIC_SAVEPOINT_ROLLBACK);
	savepoint(s, SQLEMBIC_SAVEPOINT_SET);
	conformance_exec(s, "INSERT INTO p VALUES (2)");
	savepoint(s, SQLEMBIC_SAVEPOINT_RELEASE);
	conformance_commit(s);
	cr_assert_eq(s->driver->script_end(s, &err), 0, "%s", err.message);

	cr_assert_eq(conformance_number(s, "SELECT count(*) FROM c"), 1);
	cr_assert_eq(conformance_number(s, "SELECT count(*) FROM p"), 2);
	cr_assert_eq(conformance_number(s, "SELECT count(*) FROM temp.sqlite_schema"), 0);
	s->driver->close(s);
	sqlite_target.drop(&url);
}
