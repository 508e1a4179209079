/* test_text.c: letters of either case, whatever the locale of the process says. */
#include <criterion/criterion.h>

#include <string.h>

#include "sqlembic/text.h"

Test(text, letters_are_those_of_ascii)
{
	for (int c = 0; c < 256; c++) {
		const bool is_upper = c >= 'A' && c <= 'Z', is_lower = c >= 'a' && c <= 'z';
		cr_expect_eq(sqlembic_lower((char)c), (char)(is_upper ? c + 32 : c));
		cr_expect_eq(sqlembic_upper((char)c), (char)(is_lower ? c - 32 : c));
		cr_expect_eq(sqlembic_is_ascii_letter((char)c), is_upper || is_lower);
		cr_expect_eq(sqlembic_is_letter((char)c), is_upper || is_lower || c == '_' || c >= 0x80);
	}
}

Test(text, words_are_equal_without_their_case)
{
	cr_expect_eq(sqlembic_casecmp("BEGIN", "begin"), 0);
	cr_expect_eq(sqlembic_casecmp("", ""), 0);
	cr_expect(sqlembic_casecmp("begin", "beginning") < 0);
	cr_expect(sqlembic_casecmp("b", "A") > 0);
	cr_expect(sqlembic_casecmp("_", "a") < 0, "as in the C library: by the small letter");
	cr_expect(sqlembic_casecmp("\xC3\x89", "z") > 0, "bytes have no sign");
	cr_expect_neq(sqlembic_casecmp("\xC3\x89", "\xC3\xA9"), 0);
}

Test(text, beginnings_are_equal_as_far_as_they_are_asked_for)
{
	cr_expect_eq(sqlembic_ncasecmp("BEGIN", "beginning", 5), 0);
	cr_expect(sqlembic_ncasecmp("BEGIN", "beginning", 6) < 0);
	cr_expect_eq(sqlembic_ncasecmp("a", "b", 0), 0);
	cr_expect_eq(sqlembic_ncasecmp("a", "A", 9), 0, "the end of both ends it");
}

Test(text, a_word_is_found_without_its_case)
{
	const char *text = "CREATE Trigger x";
	cr_expect_eq(sqlembic_casestr(text, "trigger"), text + 7);
	cr_expect_eq(sqlembic_casestr(text, "X"), text + 15);
	cr_expect_eq(sqlembic_casestr(text, ""), text);
	cr_expect_null(sqlembic_casestr(text, "triggers"));
	cr_expect_null(sqlembic_casestr("", "a"));
}
