/* graph_uses.h: which revisions of a drawing depend on which, beside the lines to their parents. */
#ifndef GRAPH_USES_H
#define GRAPH_USES_H

#include "graph_file.h"

struct graph_uses {
	struct graph_file_dependency *items;
	size_t n, cap;
};

/* Released by the caller also after a failure. */
int graph_uses_find(struct graph_uses *out, sqlembic *ctx, const struct lanes *lanes,
		    struct sqlembic_error *err);
void graph_uses_release(struct graph_uses *uses);

#endif
