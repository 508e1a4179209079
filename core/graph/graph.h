/* graph.h: the revision graph.  Built once, then const.  Pure: no files, no database. */
#ifndef GRAPH_H
#define GRAPH_H

#include "base/arena.h"
#include "graph/revision.h"
#include "graph/unread.h"
#include "sqlembic.h"
#include "sqlembic/buf.h"

struct fold;

struct graph {
	struct arena *arena;
	struct revision *revisions; /* in load order */
	size_t n;
	struct revision_list heads, real_heads, bases; /* load order */
	struct graph_name *names; /* ids and labels sorted by name, for exact and prefix look-up */
	size_t nnames;
	struct unread_list unread; /* set by who loads the files; for messages */
	const struct fold *fold;   /* its squashes (fold.h); NULL: there are none */
	const bool *open;          /* per squash: what it replaces is shown in its place; NULL: of none */
};

struct graph_name {
	const char *name;
	struct revision *revision;
	bool is_label;
	bool is_alias; /* of the revision that stands in the place of the one that has the name */
};

/* Links `n` revisions (in load order, kept by the graph).  Refused with a message that names every revision
 * and file involved: duplicate ids, labels used twice or equal to an id, unknown parents and dependencies,
 * any cycle.  Linear in revisions and edges, but for sorting. */
int graph_build(struct graph *out, struct arena *arena, struct revision *revisions, size_t n,
		struct sqlembic_error *err);

/* Another view of its squashes, of copies of the same revisions with the same indices. */
int graph_view(struct graph *out, const struct graph *graph, struct arena *arena, const bool *open,
	       struct sqlembic_error *err);

/* By its whole id, or by that of a revision in whose place it stands; NULL when unknown. */
struct revision *graph_find(const struct graph *graph, const char *id);

#endif
