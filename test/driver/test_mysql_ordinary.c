/* test_mysql_ordinary.c: the MySQL driver keeps the driver contract as a user without any right but to one database. */
#include "mysql_target.h"

#include <criterion/criterion.h>

#define CASE(name)                                   \
	Test(mysql_ordinary, name, .timeout = 60)    \
	{                                            \
		conformance_##name(&mysql_ordinary); \
	}
CONFORMANCE_CASES(CASE)
