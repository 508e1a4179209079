/* fail.h: SQLite's errors in words that a user can act on. */
#ifndef SQLITE_FAIL_H
#define SQLITE_FAIL_H

#include "session.h"

/* Describes the result `rc` of the last call on the connection; returns the code. */
int sqlite_fail(const struct sqlite_session *s, int rc, struct sqlembic_error *err);
/* The name of an extended result code, "" when it is newer than this file. */
const char *sqlite_result_name(int rc);

#endif
