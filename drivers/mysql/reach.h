/* reach.h: statements that would change another database than the session's. */
#ifndef MYSQL_REACH_H
#define MYSQL_REACH_H

#include "session.h"

/* SQLSTATE of what is refused for that, as for a right that is missing; no server of these has it. */
#define MYSQLDB_BEYOND "42501"

/* Storage engines whose tables have the rows of a table elsewhere; ends with NULL. */
extern const char *const mysqldb_reach_doors[];

/* Whether the session is in a scratch database. */
bool mysqldb_reach_is_scratch(const struct mysqldb *s);
/* Whether a statement changes another database than the session's, by itself and not by a body that it has. */
bool mysqldb_reach_is_other(const struct mysqldb *s, struct sqlembic_span sql);
/* How many of the parts, from the first on, may be sent: all of them unless the session is in a scratch database, where
 * nothing else is to be changed, whatever a script says. */
size_t mysqldb_reach_within(const struct mysqldb *s, const struct sqlembic_part *parts, size_t n);
/* Whether a statement changes a database that it names, or makes a program that does. */
bool mysqldb_reach_names(struct sqlembic_span sql);
/* Whether it makes a table whose rows are elsewhere. */
bool mysqldb_reach_leads(struct sqlembic_span sql);
/* Says why the next one may not. */
int mysqldb_reach_refuse(const struct mysqldb *s, struct sqlembic_span sql, struct sqlembic_error *err);

#endif
