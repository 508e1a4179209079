/* arrange.c: puts statements in order: by segment, drops before changes before what is new, by rank and name, as far
 * as the graph leaves a choice.  The same catalogs give the same order. */
#include "schema/action.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "schema/arrange_graph.h"
#include "sqlembic/error.h"

#define LATE 1000 /* more kinds than any driver has */

struct sorter {
	const struct arrange_graph *graph;
	size_t *waits; /* for so many others */
	size_t *heap;
	size_t nheap;
	size_t *order;
	size_t n;
};

/* ---- what comes first where the graph does not say ---- */

/* What runs routines comes behind all that they may mention, unless something waits for it. */
static unsigned rank_of(const struct arrange_graph *graph, size_t node)
{
	size_t count;
	unsigned rank = compare_kind(graph->c, &graph->c->pairs[node / ACTION_ROLES])->rank;
	(void)catalog_row(&graph->behind, node, &count);
	return graph->nodes[node].flags & SQLEMBIC_ACTION_EVALUATES && count == 0 ? rank + LATE : rank;
}

static int compare_nodes(const struct arrange_graph *graph, size_t a, size_t b)
{
	enum action_role x = a % ACTION_ROLES, y = b % ACTION_ROLES;
	if (graph->nodes[a].segment != graph->nodes[b].segment)
		return graph->nodes[a].segment < graph->nodes[b].segment ? -1 : 1;
	if (x != y)
		return x < y ? -1 : 1;
	unsigned rank_a = rank_of(graph, a), rank_b = rank_of(graph, b);
	if (rank_a != rank_b)
		return (rank_a < rank_b) == (x != ACTION_DROP) ? -1 : 1;
	return a < b ? -1 : a > b;
}

static void push(struct sorter *sorter, size_t node)
{
	size_t i = sorter->nheap++;
	for (; i > 0 && compare_nodes(sorter->graph, node, sorter->heap[(i - 1) / 2]) < 0; i = (i - 1) / 2)
		sorter->heap[i] = sorter->heap[(i - 1) / 2];
	sorter->heap[i] = node;
}

static size_t pop(struct sorter *sorter)
{
	size_t first = sorter->heap[0], last = sorter->heap[--sorter->nheap], i = 0;
	for (size_t child = 1; child < sorter->nheap; child = 2 * i + 1) {
		if (child + 1 < sorter->nheap &&
		    compare_nodes(sorter->graph, sorter->heap[child + 1], sorter->heap[child]) < 0)
			child++;
		if (compare_nodes(sorter->graph, last, sorter->heap[child]) <= 0)
			break;
		sorter->heap[i] = sorter->heap[child];
		i = child;
	}
	sorter->heap[i] = last;
	return first;
}

/* Kahn's order; nodes in a loop, and those behind one, are left with waits > 0. */
static void sort_nodes(struct sorter *sorter)
{
	const struct arrange_graph *graph = sorter->graph;
	size_t count;
	sorter->n = 0;
	memset(sorter->waits, 0, graph->n * sizeof(*sorter->waits));
	for (size_t i = 0; i < graph->n; i++) {
		const size_t *behind = catalog_row(&graph->behind, i, &count);
		for (size_t k = 0; k < count; k++)
			sorter->waits[behind[k]]++;
	}
	for (size_t i = 0; i < graph->n; i++)
		if (graph->nodes[i].is_there && sorter->waits[i] == 0)
			push(sorter, i);
	while (sorter->nheap > 0) {
		size_t node = pop(sorter);
		sorter->order[sorter->n++] = node;
		const size_t *behind = catalog_row(&graph->behind, node, &count);
		for (size_t k = 0; k < count; k++)
			if (--sorter->waits[behind[k]] == 0)
				push(sorter, behind[k]);
	}
}

/* What uses something that only a COMMIT makes usable comes in a later transaction; true: there is such. */
static bool find_segments(const struct sorter *sorter)
{
	const struct arrange_graph *graph = sorter->graph;
	bool found = false;
	for (size_t i = 0; i < sorter->n; i++) {
		const struct arrange_node *node = &graph->nodes[sorter->order[i]];
		size_t count, next = node->segment + (node->flags & SQLEMBIC_ACTION_COMMITS ? 1 : 0);
		const size_t *behind = catalog_row(&graph->behind, sorter->order[i], &count);
		for (size_t k = 0; k < count; k++)
			if (graph->nodes[behind[k]].segment < next)
				graph->nodes[behind[k]].segment = next;
		found |= next > 0 && count > 0;
	}
	return found;
}

/* ---- loops ---- */

/* What only waits for loops is in none: it waits no longer. */
static void keep_loops(struct sorter *sorter)
{
	const struct arrange_graph *graph = sorter->graph;
	bool found = true;
	while (found) {
		found = false;
		for (size_t i = 0; i < graph->n; i++) {
			size_t count, k = 0;
			const size_t *behind = catalog_row(&graph->behind, i, &count);
			if (sorter->waits[i] == 0)
				continue;
			while (k < count && sorter->waits[behind[k]] == 0)
				k++;
			if (k < count)
				continue;
			sorter->waits[i] = 0;
			found = true;
		}
	}
}

static bool are_in_loop(const struct sorter *sorter, const struct catalog_rows *rows, size_t fact,
			size_t node)
{
	const struct comparison *c = sorter->graph->c;
	size_t n;
	const size_t *others = catalog_row(rows, fact, &n);
	for (size_t i = 0; i < n; i++)
		for (enum action_role role = ACTION_DROP; role < ACTION_ROLES; role++) {
			size_t other = arrange_graph_node(c, c->of_before[others[i]], role);
			if (other != CATALOG_NONE && other != node && sorter->waits[other] > 0)
				return true;
		}
	return false;
}

/* Parts that would be dropped by the way get statements of their own, which opens loops (foreign keys between two
 * tables that are both dropped); false: there is none.  All of them, or those alone that tie two statements of a loop. */
static bool open_loops(const struct sorter *sorter, bool all)
{
	struct comparison *c = sorter->graph->c;
	bool opened = false;
	for (size_t i = 0; i < c->n; i++) {
		struct pair *pair = &c->pairs[i];
		const struct sqlembic_kind *kind = compare_kind(c, pair);
		size_t node = arrange_graph_node(c, i, ACTION_DROP), own = i * ACTION_ROLES + ACTION_DROP;
		if (node == CATALOG_NONE || node == own || sorter->waits[node] == 0 ||
		    kind->flags & (SQLEMBIC_KIND_WITH_PARENT | SQLEMBIC_KIND_BY_PARENT))
			continue;
		if (!all && !are_in_loop(sorter, &c->from->used, pair->before, node) &&
		    !are_in_loop(sorter, &c->from->users, pair->before, node))
			continue;
		pair->fate |= PAIR_GONE_ALONE;
		opened = true;
	}
	return opened;
}

static bool waits(const struct sorter *sorter, size_t pair, enum action_role role)
{
	size_t node = arrange_graph_node(sorter->graph->c, pair, role);
	return node != CATALOG_NONE && sorter->waits[node] > 0;
}

/* Whether what waits takes this name. */
static bool is_taken(const struct sorter *sorter, const char *name)
{
	const struct comparison *c = sorter->graph->c;
	for (size_t i = 0; i < c->to->n; i++)
		for (const char *const *taken = c->to->entries[i].fact.names; taken && *taken; taken++)
			if (strcmp(*taken, name) == 0 && waits(sorter, c->of_after[i], ACTION_CREATE))
				return true;
	return false;
}

/* A name that what waits gives up, and something else that waits takes; NULL: there is none. */
static const char *name_that_passes(const struct sorter *sorter)
{
	const struct comparison *c = sorter->graph->c;
	for (size_t i = 0; i < c->from->n; i++)
		for (const char *const *name = c->from->entries[i].fact.names; name && *name; name++)
			if (waits(sorter, c->of_before[i], ACTION_DROP) && is_taken(sorter, *name))
				return *name;
	return NULL;
}

static int fail_loop(const struct sorter *sorter, struct sqlembic_error *err)
{
	static const char *const verbs[ACTION_ROLES] = { "drop", "change", "create", "finish" };
	const struct comparison *c = sorter->graph->c;
	char list[768] = "";
	size_t used = 0;
	for (size_t i = 0; i < sorter->graph->n && used + 1 < sizeof(list); i++) {
		if (!sorter->graph->nodes[i].is_there || sorter->waits[i] == 0)
			continue;
		const struct pair *pair = &c->pairs[i / ACTION_ROLES];
		const struct sqlembic_fact *fact = compare_before(c, pair);
		fact = fact ? fact : compare_after(c, pair);
		int n = snprintf(list + used, sizeof(list) - used, "%s%s %s %s", used ? ", " : "",
				 verbs[i % ACTION_ROLES], compare_kind(c, pair)->name, fact->shown);
		used += n > 0 ? (size_t)n : 0;
	}
	const char *name = name_that_passes(sorter);
	(void)sqlembic_fail(err, SQLEMBIC_E_FAILED, "no order was found for these statements%s%s%s",
			    name ? ": one gives up the name '" : "", name ? name : "",
			    name ? "' to another, and takes one of that" : "");
	(void)sqlembic_fail_detail(err, "%s", list);
	if (name)
		return sqlembic_fail_hint(
			err, "write a revision before this one that drops what has the name '%s'", name);
	return sqlembic_fail_hint(err, "this is a bug of sqlembic: please report it with both schemas");
}

/* ---- the result ---- */

static int take_order(struct action_list *out, const struct sorter *sorter, struct arena *arena,
		      struct sqlembic_error *err)
{
	size_t n = 0;
	for (size_t i = 0; i < sorter->n; i++)
		for (const struct action *a = sorter->graph->nodes[sorter->order[i]].actions; a; a = a->next)
			n++;
	*out = (struct action_list){ .items = arena_alloc(arena, n, sizeof(*out->items)) };
	if (!out->items)
		return sqlembic_fail_memory(err);
	for (size_t i = 0; i < sorter->n; i++) {
		const struct arrange_node *node = &sorter->graph->nodes[sorter->order[i]];
		for (struct action *a = node->actions; a; a = a->next) {
			a->segment = node->segment;
			out->has_outside |= (a->flags & SQLEMBIC_ACTION_OUTSIDE) != 0;
			out->items[out->n++] = a;
		}
	}
	return 0;
}

static int try_order(struct sorter *sorter, struct arrange_graph *graph, struct comparison *comparison,
		     struct arena *arena, struct sqlembic_error *err)
{
	int rc = arrange_graph_fill(graph, comparison, arena, err);
	if (rc < 0)
		return rc;
	sorter->graph = graph;
	sort_nodes(sorter);
	if (find_segments(sorter))
		sort_nodes(sorter);
	for (size_t i = 0; i < graph->n; i++)
		if (sorter->waits[i] > 0)
			return 1;
	return 0;
}

int arrange(struct action_list *out, struct comparison *comparison, struct sqlembic_error *err)
{
	struct arrange_graph graph;
	struct arena arena = { 0 };
	size_t n = comparison->n * ACTION_ROLES;
	struct sorter sorter = { .waits = calloc(n + 1, sizeof(size_t)),
				 .heap = calloc(n + 1, sizeof(size_t)),
				 .order = calloc(n + 1, sizeof(size_t)) };
	int rc = -1;
	if (!sorter.waits || !sorter.heap || !sorter.order)
		rc = sqlembic_fail_memory(err);
	else
		rc = try_order(&sorter, &graph, comparison, &arena, err);
	for (int all = 0; rc > 0 && all <= 1; all++) {
		keep_loops(&sorter);
		if (open_loops(&sorter, all))
			rc = try_order(&sorter, &graph, comparison, &arena, err);
	}
	if (rc > 0)
		rc = fail_loop(&sorter, err);
	if (rc == 0)
		rc = take_order(out, &sorter, comparison->arena, err);
	free(sorter.waits);
	free(sorter.heap);
	free(sorter.order);
	arena_release(&arena);
	return rc;
}
