/* setup.h: the statements that go ahead of the next ones. */
#ifndef POSTGRESQL_SETUP_H
#define POSTGRESQL_SETUP_H

#include "session.h"

/* Empties s->text and puts the pending statements into it; returns how many there are. */
size_t postgres_text_begin(struct postgres_session *s);
/* Empties it for a statement that must be alone, behind postgres_settle(). */
void postgres_text_begin_alone(struct postgres_session *s);
/* Takes note that the server has completed that many statements of s->text. */
void postgres_text_done(struct postgres_session *s, size_t completed);
/* Sends the pending statements now; needed ahead of what must be alone in its message. */
int postgres_settle(struct postgres_session *s, struct sqlembic_error *err);
/* Runs statements of our own that have no result; the last one's command tag goes to `tag` (may be NULL). */
int postgres_run(struct postgres_session *s, const char *sql, char *tag, size_t size,
		 struct sqlembic_error *err);
/* Appends what makes the session as it was before a script; returns how many statements that is. */
size_t postgres_add_reset(struct sqlembic_buf *out, const struct postgres_session *s);
/* Appends what drops the statements that the script may have prepared, and none of ours. */
void postgres_add_deallocate(struct sqlembic_buf *out, const struct postgres_session *s);
/* Appends what undoes all that a script may have left but another user or role; returns how many statements that is. */
size_t postgres_add_leavings(struct sqlembic_buf *out);
/* Appends what leaves nothing in a session that another tenant is to have, ahead of what is the first transaction of that one;
 * returns how many statements that is. */
size_t postgres_add_renewal(struct sqlembic_buf *out);
/* Appends our search_path, the role and user that the session began with, and a look at the migration lock; returns how many
 * statements that is. */
size_t postgres_add_path(struct sqlembic_buf *out, const struct postgres_session *s);
/* Behind a pool of transactions, ahead of COMMIT: appends what undoes what the script may have changed, the only moment at which
 * the server process is still ours; returns how many statements that is. */
size_t postgres_add_pooled_reset(struct sqlembic_buf *out, struct postgres_session *s);

#endif
