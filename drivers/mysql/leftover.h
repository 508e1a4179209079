/* leftover.h: statistics that MariaDB has left behind under the name that an index or a table is to get. */
#ifndef MYSQL_LEFTOVER_H
#define MYSQL_LEFTOVER_H

#include "session.h"

/* Of a statement that has failed so: takes them away where that is to be done unasked, and it may be tried again, which is kept
 * until it is taken; else says how that is done. */
void mysqldb_leftover_look(struct mysqldb *s, unsigned number, struct sqlembic_span sql,
			   struct sqlembic_error *said);
bool mysqldb_leftover_take(struct mysqldb *s);

#endif
