/* traces.h: what two scripts in one transaction leave behind, seen without reading the catalog. */
#ifndef POSTGRESQL_SCHEMA_TRACES_H
#define POSTGRESQL_SCHEMA_TRACES_H

#include "../session.h"
#include "sqlembic/schema.h"

extern const struct sqlembic_traces postgres_traces;

void postgres_traces_release(struct postgres_session *s);

#endif
