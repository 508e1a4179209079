/* cleanup.h: the session made as it was before a script inside of the script's transaction, just ahead of its COMMIT. */
#ifndef POSTGRESQL_CLEANUP_H
#define POSTGRESQL_CLEANUP_H

#include "session.h"

/* Whether that can be done behind the script that runs, if its COMMIT comes in the same message. */
bool postgres_may_clean_up(const struct postgres_session *s);
/* Appends it, with a look at the migration lock; returns how many statements that is. */
size_t postgres_add_cleanup(struct sqlembic_buf *out, struct postgres_session *s);
/* Takes note of whether the message that it went into has been done, COMMIT included. */
void postgres_note_cleanup(struct postgres_session *s, bool done);

#endif
