/* guard.h: what stands in a body in the place of a statement that is not to run in a scratch database.  The statement is kept in a
 * comment of it, since a body is compared as it was written. */
#ifndef MYSQL_GUARD_H
#define MYSQL_GUARD_H

#include <stdbool.h>

#include "sqlembic/buf.h"
#include "sqlembic/token.h"

/* Stands in the error of the server where a body has come to what it must not do. */
#define MYSQLDB_GUARD_SAID "sqlembic: beyond the scratch database"

/* An error in its place.  `is_read`: the server reads it all the same, and says what is wrong with it; it opens the tables that a trigger
 * or a function names whether they are come to or not. */
void mysqldb_guard_refuse(struct sqlembic_buf *out, struct sqlembic_span statement, bool is_read);
/* One that runs a text, which `text` in it makes: an error, unless the text is known to change nothing but the database. */
void mysqldb_guard_ask(struct sqlembic_buf *out, struct sqlembic_span statement, struct sqlembic_span text);
/* It is read by the server, and never run. */
void mysqldb_guard_idle(struct sqlembic_buf *out, struct sqlembic_span statement);
/* Appends a text with all of them as they were; false, and nothing is appended: it has none. */
bool mysqldb_guard_take_off(struct sqlembic_buf *out, const char *text);

#endif
