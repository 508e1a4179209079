/* sides.h: both sides of a comparison, read as far as it takes. */
#ifndef SIDES_H
#define SIDES_H

#include "proof/origin.h"

/* Released by the caller, also where it fails. */
int sides_read(struct catalog *a, struct catalog *b, struct origin *origin,
	       const struct sqlembic_compare_options *wanted, struct sqlembic_error *err);
/* All of both, where a portion of them does not do: they were read before, and what people are told of them was told then. */
int sides_read_whole(struct catalog *a, struct catalog *b, struct origin *origin,
		     const struct sqlembic_compare_options *wanted, struct sqlembic_error *err);
/* For a catalog that was read twice: somebody else could have changed the database meanwhile. */
int sides_expect_same(const struct catalog *before, const struct catalog *now, const struct origin *origin,
		      struct sqlembic_error *err);

#endif
