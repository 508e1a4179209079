/* scratch.h: scratch databases on a MySQL or MariaDB server. */
#ifndef MYSQL_SCHEMA_SCRATCH_H
#define MYSQL_SCHEMA_SCRATCH_H

#include "sqlembic/schema.h"

int mysqldb_scratch_make(struct sqlembic_session *session, const char *name, struct sqlembic_error *err);
int mysqldb_scratch_traits(struct sqlembic_session *live,
			   int (*row)(void *payload, const char *const *values, size_t n), void *payload,
			   struct sqlembic_error *err);
int mysqldb_scratch_adapt(struct sqlembic_session *session, const char *name, const char *const *values,
			  size_t n, struct sqlembic_error *err);
int mysqldb_scratch_drop(struct sqlembic_session *session, const char *name, struct sqlembic_error *err);
int mysqldb_scratch_list(struct sqlembic_session *session,
			 int (*row)(void *payload, const char *const *values, size_t n), void *payload,
			 struct sqlembic_error *err);

#endif
