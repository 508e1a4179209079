/* dangers.h: what rows can stop a statement, said ahead of it, with a query that counts them where there is one. */
#ifndef POSTGRESQL_SCHEMA_DANGERS_H
#define POSTGRESQL_SCHEMA_DANGERS_H

#include "kinds.h"

/* Of a constraint that is added, or held against the rows that are there. */
int postgres_danger_of_constraint(const struct sqlembic_action_sink *out, const struct sqlembic_side *to,
				  const struct sqlembic_fact *constraint, struct sqlembic_error *err);
/* Of a check that is given as "CONSTRAINT name CHECK (...)", with the flags of the statement. */
int postgres_danger_of_check(const struct sqlembic_action_sink *out, const char *table,
			     struct sqlembic_span check, unsigned flags, struct sqlembic_error *err);
/* Of a partition that is let go, while foreign keys to the table above it stay. */
int postgres_danger_of_detaching(const struct sqlembic_action_sink *out,
				 const struct sqlembic_fact *partition, struct sqlembic_error *err);
/* Of a unique index, by its definition. */
int postgres_danger_of_index(const struct sqlembic_action_sink *out, const struct sqlembic_side *to,
			     const struct sqlembic_fact *index, const char *table, const char *definition,
			     struct sqlembic_error *err);

#endif
