/* rows.h: rows of a scratch database, for the proof that a script keeps them. */
#ifndef POSTGRESQL_SCHEMA_ROWS_H
#define POSTGRESQL_SCHEMA_ROWS_H

#include "sqlembic/schema.h"

int postgres_rows_seed(struct sqlembic_session *session, bool only_new, struct sqlembic_error *err);
int postgres_rows_unseed(struct sqlembic_session *session, struct sqlembic_error *err);
int postgres_rows_tell(struct sqlembic_session *session,
		       int (*row)(void *payload, const char *const *values, size_t n), void *payload,
		       struct sqlembic_error *err);

#endif
