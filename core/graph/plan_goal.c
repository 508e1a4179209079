/* plan_goal.c: compares a database with the goal of an upgrade. */
#include "graph/plan_goal.h"

#include <string.h>

#include "graph/parts.h"
#include "graph/fold.h"
#include "sqlembic/error.h"

static int find_goal(struct revision_list *out, const struct revspec *spec, const struct rows *rows,
		     const char *target, struct sqlembic_error *err)
{
	struct revspec_relative relative;
	struct revision_list found = { 0 };
	const struct plan_origin origin = { .rows = &found };
	bool counted;
	int rc = revspec_parse_relative(&relative, &counted, spec, target, err);
	if (rc == 0 && counted && !relative.symbol) {
		if (!rows)
			return 1;
		rc = plan_rows_find(&found, spec->graph, rows, spec->scratch, err);
	}
	return rc < 0 ? rc : plan_target_upgrade(out, spec, &origin, target, true, err);
}

int plan_goal(struct revision_list *out, const struct graph *graph, const struct rows *rows,
	      const char *target, struct sqlembic_error *err)
{
	struct arena scratch = { 0 };
	struct revspec spec = { .scratch = &scratch, .argument = target };
	struct revision_list found = { 0 };
	int rc = fold_choose_text(&spec.graph, graph, rows, target, err);
	if (rc == 0)
		rc = find_goal(&found, &spec, rows, target, err);
	*out = (struct revision_list){ arena_alloc(graph->arena, found.n, sizeof(struct revision *)),
				       found.n };
	if (rc == 0 && !out->items)
		rc = sqlembic_fail_memory(err);
	if (rc == 0 && found.n)
		memcpy(out->items, found.items, found.n * sizeof(struct revision *));
	arena_release(&scratch);
	return rc;
}

/* The revisions of those rows that have one; *stray is a row that has none, or NULL. */
static int find_known(struct revision_list *out, const char **stray, const struct graph *graph,
		      const struct rows *rows, struct arena *scratch, struct sqlembic_error *err)
{
	*stray = NULL;
	*out = (struct revision_list){ arena_alloc(scratch, rows->n, sizeof(struct revision *)), 0 };
	if (!out->items)
		return sqlembic_fail_memory(err);
	for (size_t i = 0; i < rows->n; i++) {
		struct revision *r = graph_find(graph, rows->items[i]);
		if (r)
			out->items[out->n++] = r;
		else
			*stray = rows->items[i];
	}
	return 0;
}

int plan_goal_lacks(struct revision_list *out, const char **stray, const struct graph *whole,
		    const struct rows *rows, const struct revision_list *goal, struct arena *arena,
		    struct sqlembic_error *err)
{
	struct revision_list known = { 0 };
	bool *applied = NULL;
	const struct graph *graph;
	int rc = fold_choose(&graph, whole, &(struct fold_wish){ .rows = rows, .preferred = goal }, err);
	if (rc == 0)
		rc = find_known(&known, stray, graph, rows, arena, err);
	if (rc == 0)
		rc = plan_rows_closure(&applied, graph, &known, arena, err);
	*out = (struct revision_list){ arena_alloc(arena, goal->n, sizeof(struct revision *)), 0 };
	if (rc == 0 && !out->items)
		rc = sqlembic_fail_memory(err);
	for (size_t i = 0; rc == 0 && i < goal->n; i++) {
		if (!applied[goal->items[i]->index])
			out->items[out->n++] = goal->items[i];
	}
	return rc;
}
