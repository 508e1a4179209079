/* cause.h: why MariaDB refuses a table, which its error does not say. */
#ifndef MYSQL_CAUSE_H
#define MYSQL_CAUSE_H

#include "session.h"

/* Behind a message that has failed, when no answer is on its way: adds the cause to the error's detail, where there is one. */
void mysqldb_cause_add(struct mysqldb *s, struct sqlembic_error *err);

#endif
