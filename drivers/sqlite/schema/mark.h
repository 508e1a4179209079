/* mark.h: a scratch database that can be gone back to. */
#ifndef SQLITE_SCHEMA_MARK_H
#define SQLITE_SCHEMA_MARK_H

#include "../session.h"

int sqlite_mark(struct sqlembic_session *session, struct sqlembic_error *err);
int sqlite_mark_return(struct sqlembic_session *session, struct sqlembic_error *err);
void sqlite_mark_release(struct sqlite_session *s);

#endif
