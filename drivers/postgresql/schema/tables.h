/* tables.h: attributes of tables, partitions and constraints, for those that look at them from elsewhere. */
#ifndef POSTGRESQL_SCHEMA_TABLES_H
#define POSTGRESQL_SCHEMA_TABLES_H

#include "kinds.h"

enum {
	TABLE_WORD,
	TABLE_PERSISTENCE,
	TABLE_ACCESS_METHOD,
	TABLE_TABLESPACE,
	TABLE_PARAMETERS,
	TABLE_KEY,
	TABLE_KEY_TYPES,
	TABLE_INHERITS,
	TABLE_OF,
	TABLE_SECURITY,
	TABLE_FORCED,
	TABLE_CHECKS,
	TABLE_SERVER,
	TABLE_OPTIONS,
	TABLE_FOREIGN_KEYS
};

enum { PARTITION_OF, PARTITION_BOUND };

enum {
	CONSTRAINT_WORD,
	CONSTRAINT_TABLE,
	CONSTRAINT_NAME,
	CONSTRAINT_DEFINITION,
	CONSTRAINT_PARAMETERS,
	CONSTRAINT_TABLESPACE,
	CONSTRAINT_PARTITIONED,
	CONSTRAINT_ATTACHED,
	CONSTRAINT_COLUMNS,
	CONSTRAINT_PARTITIONS
};

/* Whether a list of tables, as INHERITS has them, has this one (so many bytes). */
bool postgres_is_in_list(const char *list, const char *name, size_t length);

#endif
