/* script.h: what a script leaves in its connection, and undoing it. */
#ifndef SQLITE_SCRIPT_H
#define SQLITE_SCRIPT_H

#include "session.h"

int sqlite_script_begin(struct sqlembic_session *session, struct sqlembic_error *err);
int sqlite_script_end(struct sqlembic_session *session, struct sqlembic_error *err);
int sqlite_reset_path(struct sqlembic_session *session, struct sqlembic_error *err);
/* Notes the settings as they are before the first statement of the user's. */
int sqlite_script_remember(struct sqlite_session *s, struct sqlembic_error *err);
void sqlite_script_release(struct sqlite_session *s);

#endif
