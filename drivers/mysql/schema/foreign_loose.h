/* foreign_loose.h: foreign keys that the server makes only where its session says so: to columns that are no whole unique key, and to a
 * table that is not there. */
#ifndef MYSQL_SCHEMA_FOREIGN_LOOSE_H
#define MYSQL_SCHEMA_FOREIGN_LOOSE_H

#include "kinds.h"

/* Whether it is one of the former. */
bool mysqldb_foreign_loose(const struct sqlembic_side *to, const struct sqlembic_fact *key);
/* The statements ahead of that which makes one, and behind it. */
void mysqldb_foreign_loose_begin(struct mysqldb_emit *emit);
void mysqldb_foreign_loose_end(struct mysqldb_emit *emit);

/* The same of the latter: nothing is checked meanwhile. */
bool mysqldb_foreign_is_missing(const struct sqlembic_side *to, const struct sqlembic_fact *key);
void mysqldb_foreign_unchecked_begin(struct mysqldb_emit *emit);
void mysqldb_foreign_unchecked_end(struct mysqldb_emit *emit);

#endif
