/* test_mysql.c: the MySQL driver keeps the driver contract. */
#include "mysql_target.h"

#include <criterion/criterion.h>

#define CASE(name)                                 \
	Test(mysql, name, .timeout = 60)           \
	{                                          \
		conformance_##name(&mysql_target); \
	}
CONFORMANCE_CASES(CASE)
