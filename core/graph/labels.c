/* labels.c: spreads each branch label over the revisions that it reaches.
 *
 * A label belongs to the revision that carries it and to all its descendants.  When nothing forks or merges from
 * there to the tip it belongs to the ancestors too, down to the first fork or merge: the whole of a branch bears
 * its name wherever on it the label was written.  Dependants fork as children do.
 *
 * Neighbours with the same labels share one array.  The cost is the total length of the arrays, which is that of
 * the answer. */
#include "graph/parts.h"

#include <stdlib.h>
#include <string.h>

#include "sqlembic/error.h"

struct labelled {
	size_t *root;             /* per revision: where its labels start to count */
	bool *open_tip;           /* per revision: nothing forks or merges from here to the tip */
	struct revision ***owner; /* per revision: revisions whose labels start here, as a list in owners */
	size_t *nowners;
};

static bool forks(const struct revision *r)
{
	if (r->nchildren + r->ndependants < 2)
		return false;
	if (r->nchildren == 1 && r->ndependants == 1)
		return r->children[0] != r->dependants[0];
	return true;
}

static bool is_plain(const struct revision *r)
{
	return r->nparents < 2 && !forks(r);
}

static int compare_labels(const void *a, const void *b)
{
	const char *const *x = a;
	const char *const *y = b;
	return strcmp(*x, *y);
}

static size_t drop_repeated(const char **labels, size_t n)
{
	size_t kept = 0;
	for (size_t i = 0; i < n; i++) {
		if (kept == 0 || strcmp(labels[kept - 1], labels[i]) != 0)
			labels[kept++] = labels[i];
	}
	return kept;
}

/* Finds the revision at which each one's labels start, and lists the owners that start at each. */
static int find_roots(struct labelled *l, const struct graph *graph, struct revision *const *order,
		      struct arena *scratch, struct sqlembic_error *err)
{
	l->root = arena_alloc(scratch, graph->n, sizeof(*l->root));
	l->open_tip = arena_alloc(scratch, graph->n, sizeof(*l->open_tip));
	l->owner = arena_alloc(scratch, graph->n, sizeof(*l->owner));
	l->nowners = arena_alloc(scratch, graph->n, sizeof(*l->nowners));
	if (!l->root || !l->open_tip || !l->owner || !l->nowners)
		return sqlembic_fail_memory(err);
	for (size_t i = graph->n; i-- > 0;) {
		const struct revision *r = order[i];
		l->open_tip[r->index] = is_plain(r) &&
					(r->nchildren == 0 || l->open_tip[r->children[0]->index]);
	}
	for (size_t i = 0; i < graph->n; i++) {
		const struct revision *r = order[i];
		bool goes_down = is_plain(r) && r->nparents == 1 && is_plain(r->parents[0]);
		l->root[r->index] = goes_down ? l->root[r->parents[0]->index] : r->index;
		if (r->nlabels)
			l->nowners[l->open_tip[r->index] ? l->root[r->index] : r->index]++;
	}
	for (size_t i = 0; i < graph->n; i++) {
		if (l->nowners[i] && !(l->owner[i] = arena_alloc(scratch, l->nowners[i], sizeof(**l->owner))))
			return sqlembic_fail_memory(err);
		l->nowners[i] = 0;
	}
	for (size_t i = 0; i < graph->n; i++) {
		if (graph->revisions[i].nlabels == 0)
			continue;
		size_t at = l->open_tip[i] ? l->root[i] : i;
		l->owner[at][l->nowners[at]++] = graph->revisions + i;
	}
	return 0;
}

static int collect(struct revision *r, const struct graph *graph, struct revision *const *owners,
		   size_t nowners, struct sqlembic_error *err)
{
	size_t most = 0, n = 0;
	for (size_t p = 0; p < r->nparents; p++)
		most += r->parents[p]->nall_labels;
	for (size_t o = 0; o < nowners; o++)
		most += owners[o]->nlabels;
	if (most == 0)
		return 0;
	const char **labels = arena_alloc(graph->arena, most, sizeof(*labels));
	if (!labels)
		return sqlembic_fail_memory(err);
	for (size_t p = 0; p < r->nparents; p++) {
		for (size_t i = 0; i < r->parents[p]->nall_labels; i++)
			labels[n++] = r->parents[p]->all_labels[i];
	}
	for (size_t o = 0; o < nowners; o++) {
		for (size_t i = 0; i < owners[o]->nlabels; i++)
			labels[n++] = owners[o]->labels[i];
	}
	qsort(labels, n, sizeof(*labels), compare_labels);
	r->all_labels = labels;
	r->nall_labels = drop_repeated(labels, n);
	return 0;
}

/* A merge of branches that bear the same labels needs no array of its own. */
static bool can_share(const struct revision *r, size_t nowners)
{
	if (nowners || r->nparents == 0)
		return false;
	for (size_t p = 1; p < r->nparents; p++) {
		if (r->parents[p]->all_labels != r->parents[0]->all_labels && r->parents[p]->nall_labels)
			return false;
	}
	return r->nparents == 1 || r->parents[0]->nall_labels;
}

int labels_spread(const struct graph *graph, struct revision *const *order, struct arena *scratch,
		  struct sqlembic_error *err)
{
	struct labelled l = { 0 };
	int rc = find_roots(&l, graph, order, scratch, err);
	for (size_t i = 0; rc == 0 && i < graph->n; i++) {
		struct revision *r = order[i];
		if (can_share(r, l.nowners[r->index])) {
			r->all_labels = r->parents[0]->all_labels;
			r->nall_labels = r->parents[0]->nall_labels;
		} else {
			rc = collect(r, graph, l.owner[r->index], l.nowners[r->index], err);
		}
	}
	return rc;
}
