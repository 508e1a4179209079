/* hazards.c: see hazards.h.  A writer locks the whole file, as long as its transaction lasts. */
#include "hazards.h"

#define LOSS    "loss"
#define REWRITE "rewrite"
#define LOCK    "lock"

const struct sqlembic_hazard_rule sqlite_hazards[] = {
	{ "DROP TABLE", NULL, NULL, NULL, LOSS,
	  "all rows of the table are gone, unless they were copied before (a table that is made anew)" },
	{ "DELETE FROM", NULL, NULL, "WHERE|LIMIT", LOSS,
	  "every row of the table is deleted: there is no WHERE" },
	{ "UPDATE", NULL, NULL, "WHERE|LIMIT", LOSS,
	  "every row of the table gets the new value: there is no WHERE" },
	{ "ALTER TABLE", "DROP CONSTRAINT", NULL, NULL, NULL, NULL },
	{ "ALTER TABLE", "DROP", NULL, NULL, LOSS,
	  "the column's values are gone, and every row is written anew while the file is locked" },
	{ "ALTER TABLE", "ADD", "NOT NULL", "DEFAULT", LOCK,
	  "a table with rows refuses a column that is NOT NULL and has no default; an empty one takes it" },
	{ "VACUUM", NULL, NULL, NULL, REWRITE,
	  "the whole file is written anew; nobody else can write meanwhile" },
	{ "REINDEX", NULL, NULL, NULL, REWRITE, "indexes are built anew while the file is locked" },
	{ "CREATE INDEX", NULL, NULL, NULL, LOCK,
	  "all rows are read to build it; nobody else can write meanwhile" },
	{ "CREATE UNIQUE INDEX", NULL, NULL, NULL, LOCK,
	  "all rows are read to build it, and two that are equal make it fail; nobody else can write "
	  "meanwhile" },
	{ "PRAGMA WRITABLE_SCHEMA", NULL, NULL, NULL, LOSS,
	  "the schema can be written without any check: one mistake makes the file unreadable" },
	{ NULL, NULL, NULL, NULL, NULL, NULL },
};
