/* hazards.c: see hazards.h.  What MySQL and MariaDB do at once, or in the background, is passed over. */
#include "hazards.h"

#define COPIED  "the table is copied row by row; writers wait on MySQL"
#define LOSS    "loss"
#define REWRITE "rewrite"
#define LOCK    "lock"

#define TYPE                                                                                                \
	"the table is copied row by row where the type changes (a longer VARCHAR below or above 255 bytes " \
	"and a "                                                                                            \
	"value at the end of an ENUM do not); writers wait on MySQL"

const struct sqlembic_hazard_rule mysqldb_hazards[] = {
	{ "DROP TABLE", NULL, NULL, NULL, LOSS, "all rows of the table are gone" },
	{ "DROP DATABASE", NULL, NULL, NULL, LOSS, "the whole database is gone" },
	{ "DROP SCHEMA", NULL, NULL, NULL, LOSS, "the whole database is gone" },
	{ "TRUNCATE", NULL, NULL, NULL, LOSS, "all rows of the table are gone, at once" },
	{ "DELETE FROM", NULL, NULL, "WHERE|LIMIT", LOSS,
	  "every row of the table is deleted: there is no WHERE" },
	{ "UPDATE", NULL, NULL, "WHERE|LIMIT", LOSS,
	  "every row of the table gets the new value: there is no WHERE" },

	{ "ALTER TABLE", "DROP FOREIGN KEY", NULL, NULL, NULL, NULL },
	{ "ALTER TABLE", "DROP CONSTRAINT", NULL, NULL, NULL, NULL },
	{ "ALTER TABLE", "DROP CHECK", NULL, NULL, NULL, NULL },
	{ "ALTER TABLE", "DROP INDEX", NULL, NULL, NULL, NULL },
	{ "ALTER TABLE", "DROP KEY", NULL, NULL, NULL, NULL },
	{ "ALTER TABLE", "DROP PRIMARY KEY", NULL, NULL, REWRITE, COPIED },
	{ "ALTER TABLE", "DROP PARTITION", NULL, NULL, LOSS, "all rows of the partition are gone" },
	{ "ALTER TABLE", "TRUNCATE PARTITION", NULL, NULL, LOSS, "all rows of the partition are gone" },
	{ "ALTER TABLE", "DROP", NULL, NULL, LOSS, "the column's values are gone" },
	{ "ALTER TABLE", "MODIFY", NULL, NULL, REWRITE, TYPE },
	{ "ALTER TABLE", "CHANGE", NULL, NULL, REWRITE, TYPE },
	{ "ALTER TABLE", "CONVERT TO CHARACTER SET", NULL, NULL, REWRITE, COPIED },
	{ "ALTER TABLE", "CONVERT TO CHARSET", NULL, NULL, REWRITE, COPIED },
	{ "ALTER TABLE", "ALGORITHM", "COPY", NULL, REWRITE, COPIED },
	{ "ALTER TABLE", "ENGINE", NULL, NULL, REWRITE, "every row is written anew" },
	{ "ALTER TABLE", "FORCE", NULL, NULL, REWRITE, "every row is written anew" },
	{ "ALTER TABLE", "PARTITION BY", NULL, NULL, REWRITE, COPIED },
	{ "ALTER TABLE", "REMOVE PARTITIONING", NULL, NULL, REWRITE, COPIED },
	{ "ALTER TABLE", "ADD CONSTRAINT * FOREIGN KEY", NULL, NULL, REWRITE,
	  "with foreign_key_checks on, the table is copied and all rows are checked; writers wait on MySQL" },
	{ "ALTER TABLE", "ADD FOREIGN KEY", NULL, NULL, REWRITE,
	  "with foreign_key_checks on, the table is copied and all rows are checked; writers wait on MySQL" },
	{ "ALTER TABLE", "ADD PRIMARY KEY", NULL, NULL, REWRITE, "every row is written anew" },
	{ "ALTER TABLE", "ADD FULLTEXT", NULL, NULL, LOCK,
	  "writers wait until it is built; the first one rewrites the table" },
	{ "ALTER TABLE", "ADD SPATIAL", NULL, NULL, LOCK, "writers wait until it is built" },
	{ "ALTER TABLE", "ADD", "AUTO_INCREMENT", NULL, REWRITE, "every row is written anew; writers wait" },
	{ "ALTER TABLE", "ADD", "uuid|STORED|PERSISTENT|REFERENCES", NULL, REWRITE, COPIED },
	{ "CREATE FULLTEXT INDEX", NULL, NULL, NULL, LOCK,
	  "writers wait until it is built; the first one rewrites the table" },
	{ "CREATE SPATIAL INDEX", NULL, NULL, NULL, LOCK, "writers wait until it is built" },
	{ "OPTIMIZE", NULL, NULL, NULL, REWRITE, "every row is written anew" },
	{ "LOCK TABLE", NULL, NULL, NULL, LOCK, "others wait until UNLOCK TABLES" },
	{ "LOCK TABLES", NULL, NULL, NULL, LOCK, "others wait until UNLOCK TABLES" },
	{ NULL, NULL, NULL, NULL, NULL, NULL },
};
