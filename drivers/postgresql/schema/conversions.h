/* conversions.h: what a change of a column's type does to the values that are there. */
#ifndef POSTGRESQL_SCHEMA_CONVERSIONS_H
#define POSTGRESQL_SCHEMA_CONVERSIONS_H

#include "kinds.h"

/* Says, ahead of the statement that changes the type, which values are lost by it, and which ones stop it, each with a query that
 * counts them, where one can. */
int postgres_conversion_tell(const struct sqlembic_action_sink *out, const struct sqlembic_change *change,
			     struct sqlembic_error *err);
/* Appends the type that values are cast to before they are assigned: of a domain what it is made of, without a length, since a cast
 * that is written cuts what is too long. */
void postgres_conversion_add_type(struct sqlembic_buf *out, const struct sqlembic_side *side,
				  const struct sqlembic_fact *column);

#endif
