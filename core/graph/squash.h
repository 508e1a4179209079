/* squash.h: the revisions of a range that one revision is to replace, and what it follows.  Pure: no files. */
#ifndef SQUASH_H
#define SQUASH_H

#include "graph/graph.h"

/* In the graph's arena. */
struct squash_range {
	struct revision_list members; /* in the order of an upgrade; the last one has all others below it */
	const char *const *down;      /* what they follow outside of the range */
	const char *const *depends;
	const char *const *labels; /* that they bear themselves */
	size_t ndown, ndepends, nlabels;
};

/* `text` as for `history`.  Refuses what could not be taken for one revision by every database. */
int squash_find(struct squash_range *out, const struct graph *graph, const char *text,
		struct sqlembic_error *err);

#endif
