/* equivalence.h: whether a squash does what the revisions do that it replaces. */
#ifndef EQUIVALENCE_H
#define EQUIVALENCE_H

#include "graph/squash.h"
#include "proof/origin.h"

struct equivalence_order {
	struct origin *origin;
	const struct graph *before;       /* without the squash */
	const struct squash_range *range; /* of that */
	const struct graph *after;        /* with it */
	const struct revision *squash;    /* of that */
	bool rows;                        /* rows that scripts insert have to be the same, too */
};

/* Runs both in scratch databases, up and, where the squash has a down script, down, and compares what they leave. */
int equivalence_prove(const struct equivalence_order *order, struct sqlembic_error *err);

#endif
