/* compose.h: the message that reads a catalog, made of the files of sql/ for one version of the server. */
#ifndef POSTGRESQL_SCHEMA_COMPOSE_H
#define POSTGRESQL_SCHEMA_COMPOSE_H

#include "sqlembic/buf.h"

/* A file of sql/ as it is. */
const char *postgres_text_of(const char *file);
/* Appends the statements of a file, each behind `shared`, without comments and without lines for other versions (16, not
 * 160004). */
void postgres_compose(struct sqlembic_buf *out, const char *file, const char *shared, int version);

#endif
