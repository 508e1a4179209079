/* kinds.c: the table of kinds.  What has no functions yet is not read, and is listed as such (read.c). */
#include "kinds.h"

const struct sqlembic_kind mysqldb_kinds[] = {
	[MYSQLDB_DATABASE] = { .name = "database" },
	[MYSQLDB_SEQUENCE] = { .name = "sequence" },
	[MYSQLDB_TABLE] = { .name = "table" },
	[MYSQLDB_COLUMN] = { .name = "column" },
	[MYSQLDB_KEY] = { .name = "key" },
	[MYSQLDB_CHECK] = { .name = "check constraint" },
	[MYSQLDB_PERIOD] = { .name = "period" },
	[MYSQLDB_FUNCTION] = { .name = "function" },
	[MYSQLDB_PROCEDURE] = { .name = "procedure" },
	[MYSQLDB_PACKAGE] = { .name = "package" },
	[MYSQLDB_PACKAGE_BODY] = { .name = "package body" },
	[MYSQLDB_FOREIGN_KEY] = { .name = "foreign key" },
	[MYSQLDB_VIEW] = { .name = "view" },
	[MYSQLDB_TRIGGER] = { .name = "trigger" },
	[MYSQLDB_EVENT] = { .name = "event" },
	[MYSQLDB_KINDS] = { .name = NULL },
};
