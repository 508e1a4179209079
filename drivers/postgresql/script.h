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

#endif
