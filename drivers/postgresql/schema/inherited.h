/* inherited.h: checks and foreign keys that a table has from another, of which it is a child or a partition. */
#ifndef POSTGRESQL_SCHEMA_INHERITED_H
#define POSTGRESQL_SCHEMA_INHERITED_H

#include "kinds.h"

/* The checks that a partition has from its table, "CONSTRAINT name CHECK (...)", one a line; NULL: it is none. */
const char *postgres_inherited_checks(const struct sqlembic_side *side, const char *identity);
/* Its foreign keys likewise. */
const char *postgres_inherited_keys(const struct sqlembic_side *side, const char *identity);
/* Whether a child has this check, "CONSTRAINT name CHECK (...)", from parents alone of which it has none any more in `to`: then it is
 * the child's own. */
bool postgres_check_is_left(const struct sqlembic_side *from, const struct sqlembic_side *to,
			    const char *identity, struct sqlembic_span line);
/* Whether one of the parents in `list`, as INHERITS has them, that are in `other` (or that are not) has this check. */
bool postgres_check_is_given(const struct sqlembic_side *side, const char *list, const char *other,
			     bool in_other, struct sqlembic_span line);

#endif
