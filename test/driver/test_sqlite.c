/* test_sqlite.c: the SQLite driver keeps the driver contract. */
#include "sqlite_target.h"

#include <criterion/criterion.h>

#define CASE(name)                                  \
	Test(sqlite, name, .timeout = 60)           \
	{                                           \
		conformance_##name(&sqlite_target); \
	}
CONFORMANCE_CASES(CASE)
