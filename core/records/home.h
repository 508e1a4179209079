/* home.h: the schema of our tables, version_table_schema. */
#ifndef HOME_H
#define HOME_H

#include "records/records.h"

/* Before the version table is made: makes the schema where that is asked for, and misses it where it is not. */
int home_ensure(const struct records *records, struct sqlembic_session *session, struct sqlembic_error *err);

#endif
