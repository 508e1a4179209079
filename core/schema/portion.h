/* portion.h: the part of two schemas that their difference is about: what differs, what uses that, and what is needed to make all
 * of it.  In a large schema it is small, and a script can be written and proven with it alone. */
#ifndef PORTION_H
#define PORTION_H

#include "schema/catalog.h"

struct portion_fact {
	unsigned kind;
	const char *identity;
	bool is_wanted;
	bool differs; /* this by itself: only one has it, or it is not the same in both */
};

struct portion {
	struct portion_fact *facts; /* of both schemas, by kind and identity; in the arena */
	size_t n, nwanted;
};

/* Both catalogs were read with digests; neither is needed any more behind it. */
int portion_find(struct portion *out, const struct catalog *from, const struct catalog *to,
		 struct arena *arena, struct sqlembic_error *err);
/* Whether a fact belongs to it.  One that neither schema has does: a key may be to a table that is not there, and somebody may just
 * have made it. */
bool portion_has(const struct portion *portion, unsigned kind, const char *identity);
/* Whether both catalogs, which were read again as far as the portion goes, show all that differs: else it is not known what the
 * digests have seen. */
bool portion_is_shown(const struct portion *portion, const struct catalog *from, const struct catalog *to);

#endif
