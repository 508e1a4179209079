/* basis.h: what a new revision is based on, looked up in the graph before a file is written. */
#ifndef BASIS_H
#define BASIS_H

#include "graph/graph.h"

struct basis {
	struct revision_list heads;
	const char **down;    /* their ids */
	const char **depends; /* full ids; a branch label stays one, so that it goes on meaning the branch */
	size_t ndepends;
};

/* In `arena`.  Refuses a name that is taken, a head that is none, several where one is needed. */
int basis_find(struct basis *out, const struct graph *graph, struct arena *arena,
	       const struct sqlembic_new_revision *wanted, struct sqlembic_error *err);

#endif
