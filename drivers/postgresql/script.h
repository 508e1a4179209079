/* script.h: what a script finds in the session, and what is left of it. */
#ifndef POSTGRESQL_SCRIPT_H
#define POSTGRESQL_SCRIPT_H

#include "session.h"

int postgres_script_begin(struct sqlembic_session *session, struct sqlembic_error *err);
int postgres_script_check(struct sqlembic_session *session, struct sqlembic_error *err);
int postgres_script_end(struct sqlembic_session *session, struct sqlembic_error *err);
int postgres_reset_path(struct sqlembic_session *session, struct sqlembic_error *err);
/* Whether a script has changed how text is read: encoding, backslashes in literals.  A message is read as a whole as it
 * holds when it comes: a change of that cannot travel with the next statement. */
bool postgres_reads_otherwise(const struct postgres_session *s);
/* Round one of our own statements, while the script is in a role or a user that need not know our tables: append statements
 * that leave the role and take it again, inside of the same transaction, and return how many. */
size_t postgres_leave_role(struct postgres_session *s);
size_t postgres_take_role(struct postgres_session *s);

#endif
