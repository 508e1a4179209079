/* foreign_rows.h: rows that refer to others. */
#ifndef MYSQL_SCHEMA_FOREIGN_ROWS_H
#define MYSQL_SCHEMA_FOREIGN_ROWS_H

#include "kinds.h"

/* The next name of a list of lines; false: there is none. */
bool mysqldb_foreign_next(const char **list, struct sqlembic_buf *name);

/* Appends a query that counts the rows that are without what a foreign key wants them to refer to, by the values that the script
 * gives to both; nothing, where there is no row. */
void mysqldb_foreign_rows_probe(struct sqlembic_buf *out, const struct sqlembic_side *from,
				const struct sqlembic_side *to, const struct sqlembic_fact *key);

#endif
