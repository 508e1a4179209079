/* arrange_graph.h: which statement has to come before which. */
#ifndef ARRANGE_GRAPH_H
#define ARRANGE_GRAPH_H

#include "schema/action.h"

/* What is done to a pair in one role: statements that stay together.  Its number is pair * ACTION_ROLES + role. */
struct arrange_node {
	bool is_there;
	struct action *actions;
	unsigned flags; /* of all its actions */
	size_t segment;
};

struct arrange_graph {
	struct comparison *c;
	struct arrange_node *nodes;
	size_t n;                   /* of numbers, though not all are there */
	struct catalog_rows behind; /* of each node: those that have to come later */
};

/* The node that does this to a pair: its own, or its parent's; CATALOG_NONE: nothing is to be done. */
size_t arrange_graph_node(const struct comparison *comparison, size_t pair, enum action_role role);
/* Asks the driver, and reads the edges of both catalogs.  The graph is in the arena, its actions are in the comparison's. */
int arrange_graph_fill(struct arrange_graph *graph, struct comparison *comparison, struct arena *arena,
		       struct sqlembic_error *err);

#endif
