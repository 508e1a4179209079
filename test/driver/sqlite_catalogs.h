/* sqlite_catalogs.h: SQLite files of a test's own, and their schemas as facts. */
#ifndef SQLITE_CATALOGS_H
#define SQLITE_CATALOGS_H

#include "schema/compare.h"
#include "sqlembic/driver.h"

/* For TestSuite(): a directory of the test's own. */
void catalogs_begin(void);
void catalogs_end(void);

/* A session on a new file in it, in which the statements, a line each, have run. */
struct sqlembic_session *catalogs_make(const char *name, const char *statements);
/* Reads all but alembic_version; `by_meaning` as in struct sqlembic_scope. */
void catalogs_read(struct catalog *out, struct sqlembic_session *session, bool by_meaning);
/* How many there are. */
size_t catalogs_differences(const struct catalog *a, const struct catalog *b);

#endif
