/* tenant.h: asks a database for the names of its tenants. */
#ifndef TENANT_H
#define TENANT_H

#include "database/database.h"
#include "many/roster.h"

/* Adds a target for each row of the query, whose one column is a name.  Refuses no rows, and a name that is NULL, empty or
 * not printable.  The database is described; it is connected and closed here. */
int tenant_add_all(struct roster *list, struct database *database, struct config *config, const char *sql,
		   struct sqlembic_error *err);

#endif
