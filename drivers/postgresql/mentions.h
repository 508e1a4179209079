/* mentions.h: what the text of a statement says that it may do to the session. */
#ifndef POSTGRESQL_MENTIONS_H
#define POSTGRESQL_MENTIONS_H

#include "session.h"

/* Takes note of a statement of the user's that is about to be sent. */
void postgres_note_statement(struct postgres_session *s, struct sqlembic_span sql);
/* That it is sent outside of a transaction, too. */
void postgres_note_alone(struct postgres_session *s);
/* Whether it leaves the session as it is. */
bool postgres_is_plain(struct sqlembic_span sql);
/* Whether it may change how the text behind it is read: literals, encoding.  The server reads a message as a whole, with
 * the settings that hold when it comes. */
bool postgres_changes_reading(struct sqlembic_span sql);
/* Whether it commits the open transaction. */
bool postgres_commits(struct sqlembic_span sql);

#endif
