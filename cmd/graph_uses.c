/* graph_uses.c: see graph_uses.h. */
#include "graph_uses.h"

#include <stdlib.h>

#include "sqlembic/error.h"

static int add(struct graph_uses *list, size_t row, size_t used, struct sqlembic_error *err)
{
	if (list->n == list->cap) {
		size_t cap = list->cap ? list->cap * 2 : 16;
		void *grown = reallocarray(list->items, cap, sizeof(*list->items));
		if (!grown)
			return sqlembic_fail_memory(err);
		list->items = grown;
		list->cap = cap;
	}
	list->items[list->n++] = (struct graph_file_dependency){ row, used };
	return 0;
}

/* A dependency is written as any word that stands for a revision. */
int graph_uses_find(struct graph_uses *out, sqlembic *ctx, const struct lanes *lanes,
		    struct sqlembic_error *err)
{
	int rc = 0;
	*out = (struct graph_uses){ NULL, 0, 0 };
	for (size_t row = 0; rc == 0 && row < lanes->n; row++)
		for (size_t i = 0; rc == 0 && i < lanes->points[row].revision->ndepends; i++) {
			struct sqlembic_revisions found = { NULL, 0 };
			rc = sqlembic_show(ctx, lanes->points[row].revision->depends[i], &found, err);
			for (size_t k = 0; rc == 0 && k < found.n; k++) {
				size_t used = lanes_find(lanes, found.items[k]->id);
				if (used != LANES_NONE)
					rc = add(out, row, used, err);
			}
		}
	return rc;
}

void graph_uses_release(struct graph_uses *uses)
{
	free(uses->items);
	*uses = (struct graph_uses){ NULL, 0, 0 };
}
