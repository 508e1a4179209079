/* current.h: where a database is in the graph, by its version rows.  Pure: rows in, revisions out. */
#ifndef CURRENT_H
#define CURRENT_H

#include "graph/graph.h"
#include "graph/plan.h"

struct current {
	struct rows known, unknown;   /* rows with a revision in the graph, and those that no file explains */
	struct revision_list applied; /* branch heads of what is applied */
	bool at_heads;                /* every head is applied */
};

/* In `arena`; the rows' texts are those of `rows`. */
int current_find(struct current *out, const struct graph *graph, const struct rows *rows, struct arena *arena,
		 struct sqlembic_error *err);

#endif
