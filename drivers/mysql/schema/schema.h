/* schema.h: the driver's part of comparing schemas. */
#ifndef MYSQL_SCHEMA_SCHEMA_H
#define MYSQL_SCHEMA_SCHEMA_H

#include "sqlembic/schema.h"

extern const struct sqlembic_schema mysqldb_schema;

#endif
