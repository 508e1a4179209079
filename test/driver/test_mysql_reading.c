/* test_mysql_reading.c: schemas that somebody changes while they are read. */
#include "mysql_target.h"

#include <criterion/criterion.h>

#include <string.h>

#include "schema/catalog.h"
#include "sqlembic/schema.h"

struct meanwhile {
	struct sqlembic_session *other;
	const char *identity, *sql;
	int asked;
};

/* A view is asked for twice, by its name alone and with what it is: behind that it goes. */
static bool wants(const struct sqlembic_scope *scope, unsigned kind, const char *identity)
{
	struct meanwhile *meanwhile = (struct meanwhile *)scope->wanted;
	(void)kind;
	if (strcmp(identity, meanwhile->identity) == 0 && ++meanwhile->asked == 2)
		conformance_exec(meanwhile->other, meanwhile->sql);
	return true;
}

Test(mysql_reading, a_view_that_goes_between_list_and_question_is_not_taken_for_the_next_one)
{
	const struct sqlembic_schema *schema = mysql_target.driver->schema;
	struct mysql_bench bench = mysql_set_up(NULL);
	struct sqlembic_error err = { 0 };
	struct catalog catalog;
	conformance_exec(bench.session, "CREATE TABLE t (x int)");
	conformance_exec(bench.session, "CREATE VIEW broken AS SELECT x FROM t");
	conformance_exec(bench.session, "CREATE VIEW whole AS SELECT 1 AS y");
	conformance_exec(bench.session, "DROP TABLE t");
	struct meanwhile meanwhile = { .identity = "broken", .sql = "DROP VIEW broken" };
	cr_assert_eq(mysql_try(&meanwhile.other, &bench.url, &err), 0, "%s", err.message);
	const struct sqlembic_scope scope = { .size = sizeof(scope), .wants = wants, .wanted = &meanwhile };

	catalog_init(&catalog, schema->kinds);
	struct sqlembic_catalog_sink sink = catalog_sink(&catalog);
	cr_expect_eq(schema->read(bench.session, &scope, &sink, &err), SQLEMBIC_E_FAILED);
	cr_expect_eq(meanwhile.asked, 2);
	cr_expect(strstr(err.message, "view broken cannot be read: "), "%s", err.message);
	cr_expect_str_eq(err.hint, "it was dropped meanwhile: run the same command again");

	catalog_release(&catalog);
	meanwhile.other->driver->close(meanwhile.other);
	mysql_tear_down(&bench);
}
