/* test_error.c: filling an error, and doing without one. */
#include "sqlembic/error.h"

#include <criterion/criterion.h>
#include <string.h>

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
	cr_expect_eq(sqlembic_fail_command(NULL, "", "x"), SQLEMBIC_E_FAILED);
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

Test(error, words_of_a_command_are_quoted_for_the_shell)
{
	struct sqlembic_error err = { 0 };
	sqlembic_fail(&err, SQLEMBIC_E_FAILED, "message");
	cr_expect_eq(sqlembic_fail_command(&err, "see: ", "cp %s %s > %s", "a b", "it's", "c.sql"),
		     SQLEMBIC_E_FAILED);
	cr_expect_str_eq(err.hint, "see: cp 'a b' 'it'\\''s' > c.sql");
	sqlembic_fail_command(&err, "", "cat %s %s", "", "$(x);");
	cr_expect_str_eq(err.hint, "cat '' '$(x);'");
}

Test(error, a_command_that_does_not_fit_is_left_away)
{
	struct sqlembic_error err = { 0 };
	char word[sizeof(err.hint)];
	memset(word, 'x', sizeof(word));
	word[sizeof(word) - 1] = '\0';
	sqlembic_fail(&err, SQLEMBIC_E_FAILED, "message");
	sqlembic_fail_hint(&err, "before");
	sqlembic_fail_command(&err, "", "%s", word);
	cr_expect_str_eq(err.hint, word);
	sqlembic_fail_command(&err, "", "cat %s", word);
	cr_expect_str_eq(err.hint, "");
}
