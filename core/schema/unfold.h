/* unfold.h: facts that were told without their parts, as long as nobody needs them: most tables of a large schema are the same on
 * both sides. */
#ifndef UNFOLD_H
#define UNFOLD_H

#include "schema/catalog.h"

/* Where a folded fact differs from the other side's, both get their parts, and so do those that share a part of another's with
 * it (a foreign key).  Then *from and *to are other catalogs, in the arena, which need the old ones. */
int unfold_differences(const struct catalog **from, const struct catalog **to, struct arena *arena,
		       struct sqlembic_error *err);
/* The fact that is folded and of which `identity` is a part's: "public.account.email"; CATALOG_NONE: there is none. */
size_t unfold_find_parent(const struct catalog *catalog, const char *identity);

#endif
