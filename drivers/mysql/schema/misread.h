/* misread.h: modes in which a session reads otherwise what SHOW CREATE has printed in none, or refuses it. */
#ifndef MYSQL_SCHEMA_MISREAD_H
#define MYSQL_SCHEMA_MISREAD_H

#include "kinds.h"

/* Appends, with commas between them, those that the text of a table or view must be without: of `modes`, and the ones that refuse a
 * date of zeros always, since they are the usual ones of MySQL. */
void mysqldb_misread_add(struct sqlembic_buf *out, const char *modes, const char *text);

/* Ahead of the statements that make or change a table, and behind: the session is without these modes of either, which may be the same
 * table; none: nothing is said.  A default of zeros is refused, be it that of a column which stays as it is. */
void mysqldb_misread_begin(struct mysqldb_emit *emit, const struct sqlembic_fact *table,
			   const struct sqlembic_fact *other);
void mysqldb_misread_end(struct mysqldb_emit *emit, const struct sqlembic_fact *table,
			 const struct sqlembic_fact *other);

#endif
