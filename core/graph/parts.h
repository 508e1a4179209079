/* graph_parts.h: the stages of graph_build, each in its own file.  Nothing else includes this. */
#ifndef GRAPH_PARTS_H
#define GRAPH_PARTS_H

#include "graph/graph.h"

/* Sums over all revisions, of what their scripts name. */
struct graph_totals {
	size_t down, depends, labels;
};

/* Sets the edges, and norm as if there were no dependencies.  Refuses names that are not there. */
int graph_link(const struct graph *graph, const struct graph_totals *totals, struct arena *scratch,
	       struct sqlembic_error *err);

/* Every revision once, parents and dependencies before those that name them; *order is in `scratch`.  Refuses
 * cycles of either kind and names the revisions that are on them. */
int graph_sort(struct revision ***order, const struct graph *graph, struct arena *scratch,
	       struct sqlembic_error *err);

/* Sets all_labels.  `order` as from graph_sort. */
int graph_spread_labels(const struct graph *graph, struct revision *const *order, struct arena *scratch,
			struct sqlembic_error *err);

/* Sets norm.  `order` as from graph_sort. */
int graph_normalize(const struct graph *graph, struct revision *const *order, struct arena *scratch,
		    struct sqlembic_error *err);

/* Points an error at a script; `line` is that of the key which is wrong, 0 when revisions come from no files. */
int graph_fail_in(struct sqlembic_error *err, const struct revision *r, int line);
/* Adds to an error's detail which file each of the revisions is in, and points the error at `line` of the last one. */
int graph_fail_files(struct sqlembic_error *err, struct revision *const *revisions, size_t n, int line);

#endif
