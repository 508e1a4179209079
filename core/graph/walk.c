/* walk.c: reachability, and Alembic's topological order without its quadratic cost.
 *
 * The order is defined by a list of lineages, each with a current revision.  The walk is at one of them.  When
 * another lineage still has something above the current revision, the walk moves to the first such lineage;
 * otherwise it takes the revision and steps down to the first of its parents, opening new lineages at the end of
 * the list for the others.  A lineage that ends hands over to the one before it.
 *
 * "Something above is still to come" is a counter of edges.  "The first lineage above" is the smallest number of a
 * lineage over all paths upwards.  For a given revision it only grows while the walk goes on, so each revision
 * keeps the open ones above it in a heap by a lower bound of that number, and follows the top of the heap.  These
 * choices make a forest whose roots are current revisions: what a root's number is, is the answer for its whole
 * tree, as long as it does not exceed the second choice of a revision on the way there.  The forest finds the
 * root, and the first revision below it that has a smaller second choice, at once; there the bound of the first
 * choice was too low, is raised, and the revision chooses again. */
#include "graph/walk.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "graph/forest.h"
#include "sqlembic/error.h"

#define NONE FOREST_NONE

int walk_reach(bool *seen, const struct graph *graph, const struct revision_list *from, enum walk_edges edges,
	       struct sqlembic_error *err)
{
	bool down = edges == WALK_PARENTS || edges == WALK_ALL_DOWN;
	bool deps = edges == WALK_ALL_DOWN || edges == WALK_DEPENDANTS;
	struct revision **stack = malloc((graph->n + 1) * sizeof(struct revision *));
	if (!stack)
		return sqlembic_fail_memory(err);
	size_t top = 0;
	for (size_t i = 0; i < from->n; i++) {
		if (!seen[from->items[i]->index])
			stack[top++] = from->items[i];
		seen[from->items[i]->index] = true;
	}
	while (top) {
		const struct revision *r = stack[--top];
		struct revision *const *lists[] = { down ? r->parents : r->children,
						    down ? r->deps : r->dependants };
		size_t counts[] = { down ? r->nparents : r->nchildren, down ? r->ndeps : r->ndependants };
		for (size_t kind = 0; kind < (deps ? 2u : 1u); kind++) {
			for (size_t e = 0; e < counts[kind]; e++) {
				struct revision *next = lists[kind][e];
				if (!seen[next->index])
					stack[top++] = next;
				seen[next->index] = true;
			}
		}
	}
	free(stack);
	return 0;
}

/* An edge upwards: a revision above, and a lower bound of the first lineage that reaches it. */
struct edge {
	size_t above, bound;
};

struct node {
	size_t blockers;   /* edges from revisions above that are still to come */
	size_t lineage;    /* whose current revision this is, or NONE */
	size_t choice;     /* the revision above that is followed, or NONE */
	struct edge *heap; /* revisions above, smallest bound first; the choice is on top */
	size_t nheap;
	bool chosen; /* `choice` is up to date; without one, the lineage of its own is the first */
	bool done;
};

struct lineage {
	size_t current; /* index of a revision */
	size_t before, after;
};

struct order {
	struct walk *walk;
	struct revision_list *out;
	struct node *nodes;
	struct lineage *lineages;
	size_t nlineages, first, last;
	struct forest forest;
	size_t *stack;
};

static const struct revision *revision_at(const struct order *o, size_t index)
{
	return o->walk->graph->revisions + index;
}

static void sift_down(struct order *o, struct node *node)
{
	struct edge *heap = node->heap;
	size_t at = 0;
	for (;;) {
		size_t small = at, left = 2 * at + 1, right = left + 1;
		if (left < node->nheap && heap[left].bound < heap[small].bound)
			small = left;
		if (right < node->nheap && heap[right].bound < heap[small].bound)
			small = right;
		o->walk->work++;
		if (small == at)
			return;
		struct edge moved = heap[at];
		heap[at] = heap[small];
		heap[small] = moved;
		at = small;
	}
}

/* The top of a node's heap that is still to come; NULL when there is none. */
static struct edge *top_edge(struct order *o, struct node *node)
{
	while (node->nheap && o->nodes[node->heap[0].above].done) {
		node->heap[0] = node->heap[--node->nheap];
		sift_down(o, node);
	}
	return node->nheap ? &node->heap[0] : NULL;
}

/* The smallest bound in a heap but for the top. */
static size_t second_bound(const struct node *node)
{
	size_t second = node->nheap > 1 ? node->heap[1].bound : NONE;
	if (node->nheap > 2 && node->heap[2].bound < second)
		second = node->heap[2].bound;
	return second;
}

static void choose(struct order *o, size_t index)
{
	struct node *node = o->nodes + index;
	const struct edge *top = top_edge(o, node);
	o->walk->work++;
	node->chosen = true;
	node->choice = NONE;
	if (!top || top->bound >= node->lineage)
		return;
	size_t second = second_bound(node);
	node->choice = top->above;
	forest_link(&o->forest, index, top->above, second < node->lineage ? second : node->lineage);
}

static void forget_choice(struct order *o, size_t index)
{
	struct node *node = o->nodes + index;
	if (node->choice != NONE)
		forest_cut(&o->forest, index);
	node->choice = NONE;
	node->chosen = false;
}

static void raise_top(struct order *o, struct node *node, size_t bound)
{
	node->heap[0].bound = bound;
	sift_down(o, node);
}

/* The first lineage that reaches the revision at `index` from above or is there; NONE when there is none. */
static size_t first_reaching(struct order *o, size_t index)
{
	for (;;) {
		size_t root = forest_root(&o->forest, index);
		o->walk->work++;
		if (!o->nodes[root].chosen) {
			choose(o, root);
			continue;
		}
		size_t found = o->nodes[root].lineage;
		size_t doubtful = forest_lighter(&o->forest, index, found);
		if (doubtful == NONE)
			return found;
		forget_choice(o, doubtful);
		raise_top(o, o->nodes + doubtful, found);
	}
}

/* The first lineage above the revision at `index`, its own not counted; NONE when there is none. */
static size_t first_above(struct order *o, size_t index)
{
	struct node *node = o->nodes + index;
	forget_choice(o, index);
	for (const struct edge *top = top_edge(o, node); top; top = top_edge(o, node)) {
		size_t found = first_reaching(o, top->above);
		if (found == top->bound)
			return found;
		raise_top(o, node, found);
		if (found == NONE)
			return NONE;
	}
	return NONE;
}

/* Makes a revision the current one of a lineage. */
static void enter(struct order *o, size_t index, size_t number)
{
	struct node *node = o->nodes + index;
	node->lineage = number;
	if (node->choice != NONE)
		forest_lighten(&o->forest, index, number);
	else
		node->chosen = false;
}

static void open_lineage(struct order *o, size_t index)
{
	size_t number = o->nlineages++;
	o->lineages[number] = (struct lineage){ .current = index, .before = o->last, .after = NONE };
	if (o->last == NONE)
		o->first = number;
	else
		o->lineages[o->last].after = number;
	o->last = number;
	enter(o, index, number);
}

/* Returns the lineage at which the walk goes on; NONE when none is left. */
static size_t close_lineage(struct order *o, size_t number)
{
	const struct lineage *l = o->lineages + number;
	if (l->before == NONE)
		o->first = l->after;
	else
		o->lineages[l->before].after = l->after;
	if (l->after == NONE)
		o->last = l->before;
	else
		o->lineages[l->after].before = l->before;
	return l->before == NONE ? o->first : l->before;
}

/* Takes a revision off the edges below it, and with it what is only passed through and has nothing above left. */
static void finish(struct order *o, size_t index)
{
	const struct walk *walk = o->walk;
	size_t n = 0;
	o->stack[n++] = index;
	while (n) {
		size_t at = o->stack[--n];
		const struct revision *r = revision_at(o, at);
		o->nodes[at].done = true;
		for (size_t i = 0; i < r->nreduced_parents; i++) {
			size_t below = r->reduced_parents[i]->index;
			o->walk->work++;
			if (o->nodes[below].choice == at)
				forget_choice(o, below);
			if (walk->scope[below] && --o->nodes[below].blockers == 0 && !walk->todo[below])
				o->stack[n++] = below;
		}
	}
}

/* Takes the current revision of a lineage and steps down.  Returns the lineage at which the walk goes on. */
static size_t take(struct order *o, size_t number)
{
	size_t index = o->lineages[number].current;
	const struct revision *r = revision_at(o, index);
	o->out->items[o->out->n++] = o->walk->graph->revisions + index;
	finish(o, index);
	bool added = false;
	for (size_t i = 0; i < r->nreduced_parents; i++) {
		size_t next = r->reduced_parents[i]->index;
		if (!o->walk->todo[next] || o->nodes[next].lineage != NONE)
			continue;
		if (added) {
			open_lineage(o, next);
		} else {
			added = true;
			o->lineages[number].current = next;
			enter(o, next, number);
		}
	}
	return added ? number : close_lineage(o, number);
}

/* Counts the edges inside the scope and hangs each on its lower end. */
static int prepare(struct order *o, struct sqlembic_error *err)
{
	const struct graph *graph = o->walk->graph;
	const bool *scope = o->walk->scope;
	size_t edges = 0;
	for (size_t i = 0; i < graph->n; i++) {
		const struct revision *r = graph->revisions + i;
		o->nodes[i].lineage = o->nodes[i].choice = NONE;
		for (size_t e = 0; scope[i] && e < r->nreduced_parents; e++) {
			o->nodes[r->reduced_parents[e]->index].blockers +=
				scope[r->reduced_parents[e]->index];
			edges += scope[r->reduced_parents[e]->index];
		}
	}
	o->walk->work += graph->n + edges;
	struct edge *pool = arena_alloc(o->walk->scratch, edges, sizeof(*pool));
	if (!pool)
		return sqlembic_fail_memory(err);
	for (size_t i = 0; i < graph->n; i++) {
		o->nodes[i].heap = pool;
		pool += o->nodes[i].blockers;
	}
	for (size_t i = 0; i < graph->n; i++) {
		const struct revision *r = graph->revisions + i;
		for (size_t e = 0; scope[i] && e < r->nreduced_parents; e++) {
			struct node *below = o->nodes + r->reduced_parents[e]->index;
			if (scope[r->reduced_parents[e]->index])
				below->heap[below->nheap++].above = i;
		}
	}
	return 0;
}

static int compare_load_order(const void *a, const void *b)
{
	const struct revision *const *x = a;
	const struct revision *const *y = b;
	return ((*x)->index > (*y)->index) - ((*x)->index < (*y)->index);
}

static int open_heads(struct order *o, struct sqlembic_error *err)
{
	const struct revision_list *heads = &o->walk->heads;
	struct revision **sorted = arena_alloc(o->walk->scratch, heads->n, sizeof(struct revision *));
	if (!sorted)
		return sqlembic_fail_memory(err);
	for (size_t i = 0; i < heads->n; i++)
		sorted[i] = heads->items[i];
	qsort(sorted, heads->n, sizeof(*sorted), compare_load_order);
	for (size_t i = 0; i < heads->n; i++) {
		if (o->walk->todo[sorted[i]->index] && o->nodes[sorted[i]->index].lineage == NONE)
			open_lineage(o, sorted[i]->index);
	}
	return 0;
}

static int allocate(struct order *o, size_t wanted, struct sqlembic_error *err)
{
	const struct graph *graph = o->walk->graph;
	o->nodes = arena_alloc(o->walk->scratch, graph->n, sizeof(*o->nodes));
	o->lineages = arena_alloc(o->walk->scratch, wanted, sizeof(*o->lineages));
	o->stack = arena_alloc(o->walk->scratch, graph->n + 1, sizeof(*o->stack));
	o->out->items = arena_alloc(graph->arena, wanted, sizeof(struct revision *));
	if (!o->nodes || !o->lineages || !o->stack || !o->out->items ||
	    !forest_init(&o->forest, graph->n, o->walk->scratch))
		return sqlembic_fail_memory(err);
	return 0;
}

int walk_order(struct revision_list *out, struct walk *walk, struct sqlembic_error *err)
{
	struct order o = { .walk = walk, .out = out, .first = NONE, .last = NONE };
	size_t wanted = 0;
	for (size_t i = 0; i < walk->graph->n; i++)
		wanted += walk->todo[i];
	*out = (struct revision_list){ 0 };
	walk->work = 0;
	int rc = allocate(&o, wanted, err);
	if (rc == 0)
		rc = prepare(&o, err);
	if (rc == 0)
		rc = open_heads(&o, err);
	if (rc)
		return rc;
	size_t at = o.first;
	while (at != NONE) {
		size_t current = o.lineages[at].current;
		at = o.nodes[current].blockers ? first_above(&o, current) : take(&o, at);
	}
	walk->work += o.forest.work;
	if (out->n < wanted) {
		sqlembic_fail(err, SQLEMBIC_E_FAILED,
			      "the range cannot be put in order: a part of it is joined to the rest only by "
			      "revisions outside of it");
		return sqlembic_fail_hint(err, "let the range begin further down, or at base");
	}
	return 0;
}

int walk_all(struct revision_list *out, const struct graph *graph, struct sqlembic_error *err)
{
	struct arena scratch = { 0 };
	struct walk walk = { .graph = graph, .heads = graph->real_heads, .scratch = &scratch };
	bool *todo = arena_alloc(&scratch, graph->n, sizeof(*todo));
	int rc = 0;
	if (!todo)
		rc = sqlembic_fail_memory(err);
	for (size_t i = 0; todo && i < graph->n; i++)
		todo[i] = !graph->revisions[i].is_hidden;
	walk.todo = walk.scope = todo;
	if (rc == 0)
		rc = walk_order(out, &walk, err);
	arena_release(&scratch);
	return rc;
}
