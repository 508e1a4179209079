/* walk.h: the revisions that are reached from others, and the order in which plans and listings take them.
 *
 * Knows the graph only: no identifiers, no version rows. */
#ifndef WALK_H
#define WALK_H

#include "graph/graph.h"

enum walk_edges {
	WALK_PARENTS,   /* down_revision, towards base */
	WALK_ALL_DOWN,  /* down_revision and depends_on, towards base */
	WALK_CHILDREN,  /* down_revision, towards the heads */
	WALK_DEPENDANTS /* down_revision and depends_on, towards the heads */
};

/* Sets `seen` (one flag per revision) for `from` and all that is reached from there.  A flag that is set before counts as
 * visited, so that calls add up.  Linear in the number of newly reached revisions. */
int walk_reach(bool *seen, const struct graph *graph, const struct revision_list *from, enum walk_edges edges,
	       struct sqlembic_error *err);

/* The revisions that are to be put in order, newest first. */
struct walk {
	const struct graph *graph;
	const bool *todo; /* per revision: belongs to the answer */
	/* Per revision: `todo` and what lies between.  The same array as `todo` when no path between two revisions
	 * of it leaves it. */
	const bool *scope;
	struct revision_list heads; /* where to start; those that are not in `todo` are passed over */
	struct arena *scratch;
	size_t work; /* out: edges followed and comparisons made, for tests of the cost */
};

/* Lists `todo` in Alembic's order, in the graph's arena: one lineage after the other, each followed down as far as
 * nothing above it is still to come.
 *
 * Costs (revisions + edges) * log(revisions), and the logarithm again for each time that a revision with several
 * others above it has to change its mind about which of them comes first: see walk.c.
 * Fails when a part of `todo` is connected to the heads only over revisions that are not in it. */
int walk_order(struct revision_list *out, struct walk *walk, struct sqlembic_error *err);

/* All revisions newest first: the order of `history`. */
int walk_all(struct revision_list *out, const struct graph *graph, struct sqlembic_error *err);

#endif
