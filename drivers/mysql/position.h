/* position.h: where in a statement an error is. */
#ifndef MYSQL_POSITION_H
#define MYSQL_POSITION_H

#include "session.h"

/* Where in `sql` the error message `said` points to, as a byte offset counted from 1; 0: unknown.  `sql` may be
 * followed by other statements up to `end`, of which the message may quote the beginning. */
size_t mysqldb_position(unsigned number, const char *said, struct sqlembic_span sql, const char *end);
/* Takes out of the message what it quotes of the text behind `sql`. */
void mysqldb_trim(char *message, struct sqlembic_span sql, const char *end);

#endif
