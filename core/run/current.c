/* current.c: see current.h. */
#include "run/current.h"

#include "graph/fold.h"
#include "sqlembic/error.h"

static int split_rows(struct current *out, const struct graph *graph, const struct rows *rows,
		      struct arena *arena, struct sqlembic_error *err)
{
	const char **known = arena_alloc(arena, rows->n + 1, sizeof(*known));
	const char **unknown = arena_alloc(arena, rows->n + 1, sizeof(*unknown));
	if (!known || !unknown)
		return sqlembic_fail_memory(err);
	*out = (struct current){ .known.items = known, .unknown.items = unknown };
	for (size_t i = 0; i < rows->n; i++) {
		if (graph_find(graph, rows->items[i]) || fold_script(graph, rows->items[i]))
			known[out->known.n++] = rows->items[i];
		else
			unknown[out->unknown.n++] = rows->items[i];
	}
	return 0;
}

static int check_heads(struct current *out, const struct graph *graph, struct sqlembic_error *err)
{
	bool *applied = NULL;
	int rc = plan_applied(&applied, graph, &out->known, err);
	if (rc < 0)
		return rc;
	/* Of no revisions none is applied: the scripts may be missing. */
	out->at_heads = graph->n > 0;
	for (size_t i = 0; i < graph->real_heads.n; i++)
		out->at_heads = out->at_heads && applied[graph->real_heads.items[i]->index];
	return 0;
}

int current_find(struct current *out, const struct graph *graph, const struct rows *rows, struct arena *arena,
		 struct sqlembic_error *err)
{
	int rc = split_rows(out, graph, rows, arena, err);
	if (rc == 0)
		rc = plan_current(&out->applied, graph, &out->known, err);
	return rc < 0 ? rc : check_heads(out, graph, err);
}
