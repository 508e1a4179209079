/* read.h: reads the catalog of a session's database. */
#ifndef POSTGRESQL_SCHEMA_READ_H
#define POSTGRESQL_SCHEMA_READ_H

#include "sqlembic/schema.h"

int postgres_read_schema(struct sqlembic_session *session, const struct sqlembic_scope *scope,
			 const struct sqlembic_catalog_sink *out, struct sqlembic_error *err);

#endif
