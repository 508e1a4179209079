/* reduce.c: the edges that plans follow: parents, then the dependencies that no ancestor has already.
 *
 * A dependency is left out when a down_revision ancestor names it too.  Only dependencies with two or more
 * dependants can be left out; 64 of them at a time are followed through the graph as bits of a word, so the cost
 * is (revisions + edges) for every 64 shared dependencies: nothing at all in most projects. */
#include "graph/parts.h"

#include <stdint.h>

#include "sqlembic/error.h"

#define WORD_BITS 64

/* The shared dependencies of a batch, and their bits for each revision. */
struct shared {
	struct revision **targets; /* dependencies named more than once */
	size_t n;
	uint64_t *below; /* per revision: bits of targets that an ancestor or it itself depends on */
	uint64_t *bit;   /* per revision: its own bit as a target, 0 when it is not in the batch */
	bool **left_out; /* per revision: one flag for each of its deps; NULL: none */
};

static int mark_left_out(struct shared *shared, const struct revision *r, struct arena *scratch,
			 struct sqlembic_error *err)
{
	uint64_t above = 0;
	for (size_t p = 0; p < r->nparents; p++)
		above |= shared->below[r->parents[p]->index];
	uint64_t own = 0;
	for (size_t d = 0; d < r->ndeps; d++) {
		uint64_t bit = shared->bit[r->deps[d]->index];
		own |= bit;
		if (!(bit & above))
			continue;
		bool **flags = &shared->left_out[r->index];
		if (!*flags && !(*flags = arena_alloc(scratch, r->ndeps, sizeof(**flags))))
			return sqlembic_fail_memory(err);
		(*flags)[d] = true;
	}
	shared->below[r->index] = above | own;
	return 0;
}

static int follow_batch(struct shared *shared, const struct graph *graph, struct revision *const *order,
			size_t begin, struct arena *scratch, struct sqlembic_error *err)
{
	size_t end = shared->n - begin > WORD_BITS ? begin + WORD_BITS : shared->n;
	for (size_t i = begin; i < end; i++)
		shared->bit[shared->targets[i]->index] = UINT64_C(1) << (i - begin);
	int rc = 0;
	for (size_t i = 0; rc == 0 && i < graph->n; i++)
		rc = mark_left_out(shared, order[i], scratch, err);
	for (size_t i = begin; i < end; i++)
		shared->bit[shared->targets[i]->index] = 0;
	return rc;
}

static int find_left_out(struct shared *shared, const struct graph *graph, struct revision *const *order,
			 struct arena *scratch, struct sqlembic_error *err)
{
	shared->targets = arena_alloc(scratch, graph->n, sizeof(struct revision *));
	shared->below = arena_alloc(scratch, graph->n, sizeof(*shared->below));
	shared->bit = arena_alloc(scratch, graph->n, sizeof(*shared->bit));
	shared->left_out = arena_alloc(scratch, graph->n, sizeof(*shared->left_out));
	if (!shared->targets || !shared->below || !shared->bit || !shared->left_out)
		return sqlembic_fail_memory(err);
	for (size_t i = 0; i < graph->n; i++) {
		if (graph->revisions[i].ndependants > 1)
			shared->targets[shared->n++] = graph->revisions + i;
	}
	int rc = 0;
	for (size_t begin = 0; rc == 0 && begin < shared->n; begin += WORD_BITS)
		rc = follow_batch(shared, graph, order, begin, scratch, err);
	return rc;
}

/* `parent` is a scratch flag per revision, all false between calls. */
static int join(struct revision *r, const struct graph *graph, const bool *left_out, bool *parent,
		struct sqlembic_error *err)
{
	r->nreduced_parents = 0;
	r->reduced_parents = arena_alloc(graph->arena, r->nparents + r->ndeps, sizeof(struct revision *));
	if (!r->reduced_parents)
		return sqlembic_fail_memory(err);
	for (size_t p = 0; p < r->nparents; p++) {
		parent[r->parents[p]->index] = true;
		r->reduced_parents[r->nreduced_parents++] = r->parents[p];
	}
	for (size_t d = 0; d < r->ndeps; d++) {
		if (!parent[r->deps[d]->index] && !(left_out && left_out[d]))
			r->reduced_parents[r->nreduced_parents++] = r->deps[d];
	}
	for (size_t p = 0; p < r->nparents; p++)
		parent[r->parents[p]->index] = false;
	return 0;
}

int reduce_dependencies(const struct graph *graph, struct revision *const *order, struct arena *scratch,
			struct sqlembic_error *err)
{
	struct shared shared = { 0 };
	int rc = find_left_out(&shared, graph, order, scratch, err);
	bool *parent = arena_alloc(scratch, graph->n, sizeof(*parent));
	if (rc == 0 && !parent)
		rc = sqlembic_fail_memory(err);
	for (size_t i = 0; rc == 0 && i < graph->n; i++) {
		struct revision *r = graph->revisions + i;
		if (r->ndeps) {
			rc = join(r, graph, shared.left_out[i], parent, err);
		} else {
			r->reduced_parents = r->parents;
			r->nreduced_parents = r->nparents;
		}
	}
	return rc;
}
