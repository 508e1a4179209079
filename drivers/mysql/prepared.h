/* prepared.h: our own statements under a name. */
#ifndef MYSQL_PREPARED_H
#define MYSQL_PREPARED_H

#include "session.h"

/* Before `parts` are sent: prepares those of our statements that have come often enough. */
void mysqldb_prepare(struct mysqldb *s, const struct sqlembic_part *parts, size_t n);
/* Appends the query by its name; false where it has none, or means something else by it. */
bool mysqldb_add_prepared(struct sqlembic_buf *out, const struct mysqldb *s,
			  const struct sqlembic_query *query);
void mysqldb_prepared_release(struct mysqldb *s);

#endif
