/* grantee.h: the roles that a fact is for, as its values say. */
#ifndef GRANTEE_H
#define GRANTEE_H

#include "sqlembic/schema.h"

/* Whether it is for `role`, and for nobody but those of `roles`, which end with NULL.  Names are without quotes. */
bool grantee_is(const struct sqlembic_kind *kind, const struct sqlembic_fact *fact, const char *role,
		const char *const *roles);
/* The same for any of them. */
bool grantee_is_any(const struct sqlembic_kind *kind, const struct sqlembic_fact *fact,
		    const char *const *roles);

#endif
