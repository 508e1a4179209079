/* roles.h: roles, which are the server's, as statements speak of them.  Text only. */
#ifndef POSTGRESQL_SCHEMA_ROLES_H
#define POSTGRESQL_SCHEMA_ROLES_H

#include "sqlembic/schema.h"

extern const struct sqlembic_roles postgres_roles;

#endif
