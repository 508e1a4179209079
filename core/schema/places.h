/* places.h: the order of parts that is the database's own, where the target has none to say. */
#ifndef PLACES_H
#define PLACES_H

#include "schema/catalog.h"

/* Parts of kinds with SQLEMBIC_KIND_ORDERED stand in `to` as `from` has them, and what is new behind those, as ALTER TABLE adds
 * it; and so is what would otherwise stand ahead of what it has to stand behind. */
int places_follow(struct catalog *to, const struct catalog *from, struct sqlembic_error *err);

#endif
