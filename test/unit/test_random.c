/* test_random.c: ids of revisions and of runs. */
#include <criterion/criterion.h>
#include <string.h>

#include "base/random.h"

Test(random, ids_are_twelve_hex_digits_and_differ)
{
	struct sqlembic_error err;
	char one[RANDOM_ID_SIZE], other[RANDOM_ID_SIZE];
	cr_assert_eq(random_id(one, &err), 0);
	cr_assert_eq(random_id(other, &err), 0);
	cr_expect_eq(strlen(one), 12);
	cr_expect_eq(strspn(one, "0123456789abcdef"), 12);
	cr_expect_str_neq(one, other);
}
