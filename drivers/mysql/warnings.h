/* warnings.h: what the server says about statements that succeeded. */
#ifndef MYSQL_WARNINGS_H
#define MYSQL_WARNINGS_H

#include "session.h"

/* Shows the warnings of the statement that has just run. */
void mysqldb_show_warnings(struct mysqldb *s, struct sqlembic_span sql);
/* The same from an answer to SHOW WARNINGS that is at hand; false on an error. */
bool mysqldb_take_warnings(struct mysqldb *s, struct sqlembic_span sql);
/* The same for those whose texts are lost because others have run since; `sql` is the first of them. */
void mysqldb_count_warnings(struct mysqldb *s, struct sqlembic_span sql, unsigned warnings);

#endif
