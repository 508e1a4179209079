/* dynamic.h: statements that are texts until they run, in a scratch database. */
#ifndef MYSQL_DYNAMIC_H
#define MYSQL_DYNAMIC_H

#include "session.h"

/* Appends what is sent in the place of a statement that prepares or runs a text: the same with that text without the name of the live
 * database, which is asked for.  Nothing is appended where it has none, or the statement is another one.  Fails, and nothing is
 * sent, where it would change another database. */
int mysqldb_dynamic_take(struct sqlembic_buf *out, struct mysqldb *s, struct sqlembic_span sql,
			 struct sqlembic_error *err);

#endif
