/* foreign_loose.h: foreign keys to columns that are no whole unique key. */
#ifndef MYSQL_SCHEMA_FOREIGN_LOOSE_H
#define MYSQL_SCHEMA_FOREIGN_LOOSE_H

#include "kinds.h"

/* Whether the server makes a foreign key only where its session says so. */
bool mysqldb_foreign_loose(const struct sqlembic_side *to, const struct sqlembic_fact *key);
/* The statements ahead of that which makes one, and behind it. */
void mysqldb_foreign_loose_begin(struct mysqldb_emit *emit);
void mysqldb_foreign_loose_end(struct mysqldb_emit *emit);

#endif
