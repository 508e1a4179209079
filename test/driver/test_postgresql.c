/* test_postgresql.c: the PostgreSQL driver keeps the driver contract. */
#include "postgresql_target.h"

#include <criterion/criterion.h>

#define CASE(name)                                      \
	Test(postgresql, name, .timeout = 60)           \
	{                                               \
		conformance_##name(&postgresql_target); \
	}
CONFORMANCE_CASES(CASE)
