/* sequences.h: what sequences share with those of identity columns. */
#ifndef POSTGRESQL_SCHEMA_SEQUENCES_H
#define POSTGRESQL_SCHEMA_SEQUENCES_H

#include "kinds.h"

/* Whether a sequence that has given nothing yet would stand outside of its new bounds: the server refuses that. */
bool postgres_starts_outside(const struct sqlembic_fact *before, const struct sqlembic_fact *after,
			     unsigned start, unsigned minimum, unsigned maximum);
int postgres_tell_bounds(const struct sqlembic_action_sink *out, const struct sqlembic_change *change,
			 unsigned minimum, unsigned maximum, struct sqlembic_error *err);

#endif
