/* topology.c: a topological order of the revisions, or the names of those in a circle.
 *
 * Revisions without anything below them are peeled off until none is left.  A revision that cannot be peeled from
 * either end is on a cycle or between two.  Knows nothing of labels, plans and files. */
#include "graph/parts.h"

#include <stdlib.h>
#include <string.h>

#include "sqlembic/error.h"

/* A peeling: the edges that count, and the end at which it begins. */
struct peel {
	const struct graph *graph;
	bool deps, from_heads;
	size_t *open; /* per revision: edges that still hold it */
	bool *gone;
	struct revision **order;
	size_t n;
};

static void edges_of(struct revision *const *out[2], size_t count[2], const struct revision *r, bool down)
{
	out[0] = down ? r->parents : r->children;
	count[0] = down ? r->nparents : r->nchildren;
	out[1] = down ? r->deps : r->dependants;
	count[1] = down ? r->ndeps : r->ndependants;
}

static void release(struct peel *peel, const struct revision *r)
{
	if (--peel->open[r->index] == 0 && !peel->gone[r->index]) {
		peel->gone[r->index] = true;
		peel->order[peel->n++] = peel->graph->revisions + r->index;
	}
}

/* Appends to `order` every revision that comes free; `gone` may be set for some before. */
static void peel_all(struct peel *peel)
{
	const struct graph *graph = peel->graph;
	size_t begin = peel->n;
	size_t kinds = peel->deps ? 2 : 1;
	struct revision *const *edges[2];
	size_t count[2];
	for (size_t i = 0; i < graph->n; i++) {
		struct revision *r = graph->revisions + i;
		edges_of(edges, count, r, !peel->from_heads);
		peel->open[i] = 0;
		for (size_t kind = 0; kind < kinds; kind++) {
			for (size_t e = 0; e < count[kind]; e++)
				peel->open[i] += !peel->gone[edges[kind][e]->index];
		}
		if (peel->open[i] == 0 && !peel->gone[i])
			peel->order[peel->n++] = r;
	}
	for (size_t i = begin; i < peel->n; i++)
		peel->gone[peel->order[i]->index] = true;
	for (size_t i = begin; i < peel->n; i++) {
		edges_of(edges, count, peel->order[i], peel->from_heads);
		for (size_t kind = 0; kind < kinds; kind++) {
			for (size_t e = 0; e < count[kind]; e++)
				release(peel, edges[kind][e]);
		}
	}
}

static int compare_ids(const void *a, const void *b)
{
	const struct revision *const *x = a;
	const struct revision *const *y = b;
	return strcmp((*x)->id, (*y)->id);
}

static int fail_cycle(struct sqlembic_error *err, const struct peel *peel, struct arena *scratch)
{
	const struct graph *graph = peel->graph;
	struct revision **members = arena_alloc(scratch, graph->n, sizeof(struct revision *));
	if (!members)
		return sqlembic_fail_memory(err);
	size_t n = 0;
	for (size_t i = 0; i < graph->n; i++) {
		if (!peel->gone[i])
			members[n++] = graph->revisions + i;
	}
	qsort(members, n, sizeof(*members), compare_ids);
	struct sqlembic_buf ids = SQLEMBIC_BUF_INIT;
	for (size_t i = 0; i < n; i++)
		sqlembic_buf_printf(&ids, "%s%s", i ? ", " : "", members[i]->id);
	sqlembic_fail(err, SQLEMBIC_E_FAILED, "%s is detected in revisions (%s)",
		      peel->deps ? "Dependency cycle" : "Cycle", sqlembic_buf_text(&ids));
	sqlembic_buf_release(&ids);
	const struct revision *last = members[n - 1];
	fault_list(err, members, n, peel->deps && last->ndeps ? last->depends_line : last->down_line);
	return sqlembic_fail_hint(err, "change %s in one of these scripts so that the revisions form a line",
				  peel->deps ? "depends_on" : "down_revision");
}

int topology_sort(struct revision ***order, const struct graph *graph, struct arena *scratch,
		  struct sqlembic_error *err)
{
	struct peel peel = { .graph = graph, .deps = true };
	peel.open = arena_alloc(scratch, graph->n, sizeof(*peel.open));
	peel.gone = arena_alloc(scratch, graph->n, sizeof(*peel.gone));
	peel.order = arena_alloc(scratch, graph->n, sizeof(struct revision *));
	if (!peel.open || !peel.gone || !peel.order)
		return sqlembic_fail_memory(err);
	peel_all(&peel);
	*order = peel.order;
	if (peel.n == graph->n)
		return 0;

	/* A cycle of down_revision alone is the simpler thing to explain, so it is looked for first. */
	for (int deps = 0; deps < 2; deps++) {
		peel.deps = deps != 0;
		peel.n = 0;
		memset(peel.gone, 0, graph->n * sizeof(*peel.gone));
		peel.from_heads = false;
		peel_all(&peel);
		peel.from_heads = true;
		peel_all(&peel);
		if (peel.n < graph->n)
			break;
	}
	return fail_cycle(err, &peel, scratch);
}
