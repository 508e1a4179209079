/* check.h: whether a script has left the data consistent. */
#ifndef SQLITE_CHECK_H
#define SQLITE_CHECK_H

#include "session.h"

int sqlite_script_check(struct sqlembic_session *session, struct sqlembic_error *err);
/* An earlier run has done a part of the script: which violations were there before, nobody knows any more. */
int sqlite_script_resume(struct sqlembic_session *session, struct sqlembic_error *err);

#endif
