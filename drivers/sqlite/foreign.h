/* foreign.h: the foreign key violations that a script adds. */
#ifndef SQLITE_FOREIGN_H
#define SQLITE_FOREIGN_H

#include "session.h"

/* A script begins. */
void sqlite_foreign_begin(struct sqlite_session *s);
/* Called between preparing and running a statement, and after it has run. */
int sqlite_foreign_before(struct sqlite_session *s, struct sqlembic_error *err);
int sqlite_foreign_after(struct sqlite_session *s, struct sqlembic_error *err);
int sqlite_foreign_check(struct sqlembic_session *session, struct sqlembic_error *err);
void sqlite_foreign_forget(struct sqlite_session *s);

#endif
