/* answer.h: the server's answer to one statement of the user's. */
#ifndef MYSQL_ANSWER_H
#define MYSQL_ANSWER_H

#include "session.h"

/* A packet has a byte for the command, two for attributes when Oracle's library talks to its server, and must be
 * shorter than the limit. */
#define MYSQLDB_PACKET_OVERHEAD 4

/* Reads and drops the rows of the result at hand; false on an error. */
bool mysqldb_drop_rows(MYSQL *db);
/* Describes why the statement has failed, and where in it; `end` is the end of the text that was sent with it. */
int mysqldb_fail_statement(struct mysqldb *s, struct sqlembic_span sql, const char *end,
			   struct sqlembic_error *err);
/* Whether the server accepts several statements in one packet; a change costs a round trip. */
int mysqldb_allow_many(struct mysqldb *s, bool allow, struct sqlembic_error *err);

#endif
