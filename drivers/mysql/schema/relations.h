/* relations.h: the tables, views and sequences of a database where core knows most of its tables. */
#ifndef MYSQL_SCHEMA_RELATIONS_H
#define MYSQL_SCHEMA_RELATIONS_H

#include "../session.h"
#include "sqlembic/schema.h"

/* To ask for more of them by name takes longer than to have all. */
#define MYSQLDB_FEW_RELATIONS 32

/* Yields name and type of each, as SHOW FULL TABLES does; those that core knows come first, with NULL in the place of the type. */
int mysqldb_relations_list(struct mysqldb *s, const struct sqlembic_scope *scope,
			   int (*row)(void *payload, const char *const *values, size_t n), void *payload,
			   struct sqlembic_error *err);

#endif
