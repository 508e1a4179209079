/* rows.h: rows of a scratch database, for the proof that a script keeps them. */
#ifndef MYSQL_SCHEMA_ROWS_H
#define MYSQL_SCHEMA_ROWS_H

#include "sqlembic/schema.h"

int mysqldb_rows_seed(struct sqlembic_session *session, bool only_new, struct sqlembic_error *err);
int mysqldb_rows_tell(struct sqlembic_session *session,
		      int (*row)(void *payload, const char *const *values, size_t n), void *payload,
		      struct sqlembic_error *err);
/* The same of tables that core does not know. */
int mysqldb_rows_seed_rest(struct sqlembic_session *session, const struct sqlembic_scope *scope,
			   struct sqlembic_error *err);
int mysqldb_rows_tell_rest(struct sqlembic_session *session, const struct sqlembic_scope *scope,
			   int (*row)(void *payload, const char *const *values, size_t n), void *payload,
			   struct sqlembic_error *err);

#endif
