/* scratch.h: databases of our own, in which scripts are tried. */
#ifndef POSTGRESQL_SCHEMA_SCRATCH_H
#define POSTGRESQL_SCHEMA_SCRATCH_H

#include "sqlembic/schema.h"

extern const struct sqlembic_schema sqlembic_postgresql_schema;

#endif
