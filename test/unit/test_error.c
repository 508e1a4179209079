/* test_error.c: filling an error, and doing without one. */
#include "sqlembic/error.h"

#include <criterion/criterion.h>

Test(error, nobody_needs_one)
{
	const struct sqlembic_error from = { .code = SQLEMBIC_E_LOCKED };
	cr_expect_eq(sqlembic_fail(NULL, SQLEMBIC_E_HALF, "%s", "x"), SQLEMBIC_E_HALF);
	cr_expect_eq(sqlembic_fail_memory(NULL), SQLEMBIC_E_FAILED);
	cr_expect_eq(sqlembic_fail_copy(NULL, &from), SQLEMBIC_E_LOCKED);
	cr_expect_eq(sqlembic_fail_at(NULL, "file", 1, 1), SQLEMBIC_E_FAILED);
	cr_expect_eq(sqlembic_fail_position(NULL, 1), SQLEMBIC_E_FAILED);
	cr_expect_eq(sqlembic_fail_sqlstate(NULL, "42601"), SQLEMBIC_E_FAILED);
	cr_expect_eq(sqlembic_fail_detail(NULL, "x"), SQLEMBIC_E_FAILED);
	cr_expect_eq(sqlembic_fail_state(NULL, "x"), SQLEMBIC_E_FAILED);
	cr_expect_eq(sqlembic_fail_hint(NULL, "x"), SQLEMBIC_E_FAILED);
}

Test(error, fields_are_set_one_by_one)
{
	struct sqlembic_error err = { 0 }, copy = { 0 };
	cr_expect_eq(sqlembic_fail(&err, SQLEMBIC_E_HALF, "message"), SQLEMBIC_E_HALF);
	cr_expect_eq(sqlembic_fail_position(&err, 7), SQLEMBIC_E_HALF);
	cr_expect_eq(sqlembic_fail_sqlstate(&err, "42601"), SQLEMBIC_E_HALF);
	cr_expect_eq(sqlembic_fail_at(&err, "one.sql", 3, 4), SQLEMBIC_E_HALF);
	cr_expect_eq(sqlembic_fail_at(&err, "two.sql", 5, 6), SQLEMBIC_E_HALF);
	cr_expect_eq(sqlembic_fail_hint(&err, "%s", err.message), SQLEMBIC_E_HALF);
	cr_expect_eq(sqlembic_fail_copy(&copy, &err), SQLEMBIC_E_HALF);
	cr_expect_str_eq(copy.message, "message");
	cr_expect_str_eq(copy.hint, "message");
	cr_expect_str_eq(copy.file, "one.sql");
	cr_expect_str_eq(copy.sqlstate, "42601");
	cr_expect_eq(copy.position, 7);
	cr_expect_eq(copy.line, 3);
	cr_expect_eq(copy.column, 4);
}
