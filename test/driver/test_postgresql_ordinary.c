/* test_postgresql_ordinary.c: the PostgreSQL driver keeps the driver contract as a user without any right but to one database. */
#include "postgresql_target.h"

#include <criterion/criterion.h>

#define CASE(name)                                        \
	Test(postgresql_ordinary, name, .timeout = 60)    \
	{                                                 \
		conformance_##name(&postgresql_ordinary); \
	}
CONFORMANCE_CASES(CASE)
