/* reach.h: statements that would change more than the scratch database that their session is in, as nobody can tell from their
 * text: what they call puts its statements together. */
#ifndef POSTGRESQL_REACH_H
#define POSTGRESQL_REACH_H

#include "session.h"

/* Whether what the statement has done is looked at: it calls something, in a scratch database that is not on a private server. */
bool postgres_reach_is_watched(const struct postgres_session *s, struct sqlembic_span sql);
/* Append what stands ahead of it and behind it, in a transaction; the latter fails where the statement has reached beyond.  Return
 * how many statements that is. */
size_t postgres_reach_add_start(struct sqlembic_buf *out);
size_t postgres_reach_add_look(struct sqlembic_buf *out);
/* Whether a failure is that of the look. */
bool postgres_reach_has_failed(const PGresult *result);
int postgres_reach_refuse(struct sqlembic_error *err);

#endif
