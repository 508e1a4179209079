/* prepared.h: our own statements under a name. */
#ifndef POSTGRESQL_PREPARED_H
#define POSTGRESQL_PREPARED_H

#include "session.h"

/* The number of the prepared statement for `query`, 0 where there is none; one that comes for the second time is prepared
 * ahead, between `head` and `tail`: appends a statement then, and returns how many. */
size_t postgres_prepare(struct postgres_session *s, const struct sqlembic_query *query, const char *head,
			const char *tail, unsigned *number);
void postgres_forget_prepared(struct postgres_session *s);
/* Behind a message that has failed: those that it may have prepared, which have numbers above `last`; all, where one was missing. */
void postgres_forget_failed(struct postgres_session *s, unsigned last, const struct sqlembic_error *said);
void postgres_release_prepared(struct postgres_session *s);

#endif
