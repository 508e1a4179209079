/* reach.h: statements that would change more than the scratch database that their session is in, as nobody can tell from their
 * text: what they call puts its statements together. */
#ifndef POSTGRESQL_REACH_H
#define POSTGRESQL_REACH_H

#include "session.h"

struct postgres_tallies;

/* SQLSTATE of what was undone for that, as for a right that is missing. */
#define POSTGRES_BEYOND "42501"

/* Whether what statements have done is looked at: in a scratch database that is not on a private server. */
bool postgres_reach_is_watched(const struct postgres_session *s);
/* Whether a statement calls something, and so is looked at by itself, and not only with its transaction. */
bool postgres_reach_calls(struct sqlembic_span sql);
/* Whether it may do so in the midst of what it does: a trigger, a default. */
bool postgres_reach_changes(struct sqlembic_span sql);
/* Whether it ends the script's own transaction. */
bool postgres_reach_ends(struct sqlembic_span sql);
/* Append, in a transaction, what stands ahead of a statement unless one before has it, behind a statement, and ahead of COMMIT; the
 * latter two fail where the transaction has reached beyond.  Return how many statements that is. */
size_t postgres_reach_add_start(struct sqlembic_buf *out, struct postgres_session *s,
				struct sqlembic_span sql);
size_t postgres_reach_add_look(struct sqlembic_buf *out, const struct postgres_session *s);
size_t postgres_reach_add_end(struct sqlembic_buf *out, struct postgres_session *s);
/* The latter behind a script, whose transaction may be rolled back: what waits for its end is run before. */
size_t postgres_reach_add_script_end(struct sqlembic_buf *out, struct postgres_session *s);
/* In a transaction ahead of whose scripts the rows were counted that are changed in each table: no look stands behind these scripts.
 * Who counts again behind them looks where those of a table have changed that is beyond the database. */
void postgres_reach_count_from(struct postgres_session *s, const struct postgres_tallies *tallies);
bool postgres_reach_is_beyond(unsigned long oid);
/* Whether a failure is that of the look. */
bool postgres_reach_has_failed(const PGresult *result);
int postgres_reach_refuse(struct sqlembic_error *err);

#endif
