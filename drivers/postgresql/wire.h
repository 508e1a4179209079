/* wire.h: one message to the server, its results back. */
#ifndef POSTGRESQL_WIRE_H
#define POSTGRESQL_WIRE_H

#include "session.h"

bool postgres_in_transaction(struct sqlembic_session *session);
/* Sends s->text: as any number of statements, or as one, which the server makes sure of.  `watched`: may be
 * cancelled. */
int postgres_send(struct postgres_session *s, bool watched, struct sqlembic_error *err);
int postgres_send_one(struct postgres_session *s, bool watched, struct sqlembic_error *err);
/* Waits until what libpq holds is sent. */
int postgres_flush(struct postgres_session *s, struct sqlembic_error *err);
/* The next result, or NULL when there is no more. */
PGresult *postgres_next(struct postgres_session *s);
/* Reads and drops the data of a COPY ... TO stdout. */
void postgres_drop_copy(struct postgres_session *s);
/* Ends the message: reads and drops what is left. */
void postgres_finish(struct postgres_session *s);
/* Counts: a result of a statement that is complete.  An INSERT with rules may have results before its own. */
bool postgres_completes(const PGresult *result);

#endif
