/* graph_parts.h: the stages of graph_build, each in its own file.  Nothing else includes this. */
#ifndef GRAPH_PARTS_H
#define GRAPH_PARTS_H

#include "graph.h"

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

/* Adds to an error's detail which file each of the revisions is in, and points the error at `line` of the last one. */
int graph_fail_files(struct sqlembic_error *err, struct revision *const *revisions, size_t n, int line);

#endif
