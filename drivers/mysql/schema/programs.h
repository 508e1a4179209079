/* programs.h: what programs and views have in common. */
#ifndef MYSQL_SCHEMA_PROGRAMS_H
#define MYSQL_SCHEMA_PROGRAMS_H

#include "kinds.h"

/* Makes `fact`, in a session with its settings, and a database that has the collation of `in`.  `before`: what it was, whose
 * definer it keeps; NULL: it is new. */
void mysqldb_programs_write(struct mysqldb_emit *emit, const struct sqlembic_side *in,
			    const struct sqlembic_fact *fact, const struct sqlembic_fact *before,
			    bool replaces);

/* triggers.c: makes what takes the place of a trigger that does not work. */
void mysqldb_triggers_write_stand_in(struct mysqldb_emit *emit, const struct sqlembic_fact *trigger);

#endif
