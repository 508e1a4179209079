/* test_founder.c: whether a statement makes the schema of unqualified names. */
#include <criterion/criterion.h>

#include <string.h>

#include "proof/founder.h"

static bool is_made_by(const char *sql, const char *name)
{
	return founder_is((struct sqlembic_span){ sql, strlen(sql) }, name);
}

Test(founder, statements_that_make_the_schema_are_known)
{
	static const char *const making[] = { "CREATE SCHEMA app",
					      "create  schema\n\tif not exists \"App\" AUTHORIZATION x",
					      "DO $$ BEGIN EXECUTE 'CREATE SCHEMA app'; END $$",
					      "CREATE SCHEMA AUTHORIZATION CURRENT_USER" };
	for (size_t i = 0; i < sizeof(making) / sizeof(making[0]); i++)
		cr_expect(is_made_by(making[i], "app"), "%s", making[i]);
}

Test(founder, others_are_not_taken_for_them)
{
	static const char *const others[] = { "CREATE SCHEMA happy",
					      "CREATE SCHEMA app_old",
					      "CREATE TABLE app.schema ()",
					      "DROP SCHEMA app",
					      "ALTER SCHEMA app RENAME TO b",
					      "CREATE",
					      "CREATE SCHEMA",
					      "" };
	for (size_t i = 0; i < sizeof(others) / sizeof(others[0]); i++)
		cr_expect_not(is_made_by(others[i], "app"), "%s", others[i]);
}
