/* mysql_pairs.h: leads one schema of MySQL or MariaDB to another and back: the script is applied, and a second comparison is
 * empty. */
#ifndef MYSQL_PAIRS_H
#define MYSQL_PAIRS_H

#include "mysql_target.h"

/* Versions as the driver counts them: MariaDB's are above 100000. */
#define MYSQL_PAIRS_MARIADB 100000

struct mysql_pairs_case {
	const char *name, *a, *b; /* one statement a line */
	const char *needs;        /* a part of one of the statements up; NULL: any */
	const char *never;        /* what no statement has; NULL: nothing */
};

/* On servers of these versions: MySQL's where `since` is below MariaDB's, and both where it is 0. */
void mysql_pairs_lead_both_ways(const struct mysql_pairs_case *pair, long since);

#define MYSQL_BOTH_WAYS_SINCE(test, since, ...)                                 \
	Test(mysql_schema, test)                                                \
	{                                                                       \
		static const struct mysql_pairs_case pairs[] = { __VA_ARGS__ }; \
		for (size_t i = 0; i < sizeof(pairs) / sizeof(pairs[0]); i++)   \
			mysql_pairs_lead_both_ways(&pairs[i], since);           \
	}

#define MYSQL_BOTH_WAYS(test, ...) MYSQL_BOTH_WAYS_SINCE(test, 0, __VA_ARGS__)

#endif
