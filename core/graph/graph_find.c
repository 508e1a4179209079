/* graph_find.c: a revision by the name that it has in a view. */
#include <string.h>

#include "graph/graph.h"

static const struct graph_name *find_name(const struct graph *graph, const char *name)
{
	size_t low = 0, high = graph->nnames;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		const struct graph_name *found = graph->names + middle;
		int order = strcmp(found->name, name);
		if (order == 0)
			return found;
		if (order < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return NULL;
}

struct revision *graph_find(const struct graph *graph, const char *id)
{
	const struct graph_name *name = find_name(graph, id);
	return name && !name->is_label ? name->revision : NULL;
}
