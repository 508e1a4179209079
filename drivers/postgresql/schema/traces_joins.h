/* traces_joins.h: whether scripts that are several transactions may run as one. */
#ifndef POSTGRESQL_SCHEMA_TRACES_JOINS_H
#define POSTGRESQL_SCHEMA_TRACES_JOINS_H

#include "../session.h"

/* As struct sqlembic_traces says of joins(). */
int postgres_traces_joins(struct sqlembic_session *session, bool *out, struct sqlembic_error *err);

#endif
