/* ground.h: what SQLAlchemy's metadata takes for granted in its database. */
#ifndef GROUND_H
#define GROUND_H

#include "schema/catalog.h"

/* A finished catalog: `fresh`, which is that of an empty database, and of `from` the facts whose kind has
 * SQLEMBIC_KIND_GROUND, with what they use.  *n is how many that are. */
int ground_take(struct catalog *out, size_t *n, const struct catalog *from, const struct catalog *fresh,
		struct sqlembic_error *err);

#endif
