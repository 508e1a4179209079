/* arrange_graph.c: which statement has to come before which.
 *
 * One graph from the edges of both catalogs: what is dropped or lets go comes before what it used (the old catalog's
 * edges), what is created or takes hold comes behind what it uses (the new one's). */
#include "schema/arrange_graph.h"

#include <stdlib.h>
#include <string.h>

#include "sqlembic/error.h"

static size_t number(size_t pair, enum action_role role)
{
	return pair * ACTION_ROLES + role;
}

static size_t index_of(const struct comparison *c, const struct pair *pair)
{
	return (size_t)(pair - c->pairs);
}

static bool is_with_parent(const struct comparison *c, const struct pair *pair)
{
	return compare_kind(c, pair)->flags & (SQLEMBIC_KIND_WITH_PARENT | SQLEMBIC_KIND_BY_PARENT);
}

static size_t drop_node(const struct comparison *c, const struct pair *pair)
{
	const struct pair *parent = compare_parent(c, pair, false);
	if (!(pair->fate & PAIR_GONE))
		return CATALOG_NONE;
	if (parent && parent->fate & PAIR_GONE && !(pair->fate & PAIR_GONE_ALONE))
		return drop_node(c, parent);
	if (parent && parent->fate & PAIR_REPLACED && !(pair->fate & PAIR_GONE_ALONE))
		return number(index_of(c, parent), ACTION_ALTER);
	if (pair->fate & PAIR_OF_PARENT)
		return number(index_of(c, parent), ACTION_ALTER);
	return number(index_of(c, pair), ACTION_DROP);
}

/* Of those of its kind that its parent gets, and that are made together, the first. */
static const struct pair *first_beside(const struct comparison *c, const struct pair *pair)
{
	const struct pair *parent = compare_parent(c, pair, true);
	size_t n = 0;
	const size_t *parts = NULL;
	if (parent && compare_kind(c, pair)->flags & SQLEMBIC_KIND_TOGETHER)
		parts = catalog_row(&c->to->parts, parent->after, &n);
	for (size_t i = 0; i < n; i++) {
		const struct pair *part = &c->pairs[c->of_after[parts[i]]];
		if (part->fate & PAIR_MADE && compare_kind(c, part) == compare_kind(c, pair))
			return part;
	}
	return pair;
}

static size_t create_node(const struct comparison *c, const struct pair *pair)
{
	const struct pair *parent = compare_parent(c, pair, true);
	if (!(pair->fate & PAIR_MADE))
		return CATALOG_NONE;
	if (parent && parent->fate & PAIR_MADE && is_with_parent(c, pair))
		return create_node(c, parent);
	if (parent && parent->fate & PAIR_REPLACED && is_with_parent(c, pair))
		return number(index_of(c, parent), ACTION_ALTER);
	if (pair->fate & PAIR_OF_PARENT)
		return number(index_of(c, parent), ACTION_ALTER);
	return number(index_of(c, first_beside(c, pair)), ACTION_CREATE);
}

static size_t alter_node(const struct comparison *c, const struct pair *pair)
{
	if (pair->fate & PAIR_GONE || pair->before == CATALOG_NONE)
		return CATALOG_NONE;
	if (pair->fate & PAIR_OF_PARENT)
		return number(index_of(c, compare_parent(c, pair, false)), ACTION_ALTER);
	return pair->fate & PAIR_ALTERED ? number(index_of(c, pair), ACTION_ALTER) : CATALOG_NONE;
}

size_t arrange_graph_node(const struct comparison *comparison, size_t pair, enum action_role role)
{
	const struct pair *p = &comparison->pairs[pair];
	if (role == ACTION_DROP)
		return drop_node(comparison, p);
	if (role == ACTION_CREATE)
		return create_node(comparison, p);
	size_t alter = alter_node(comparison, p);
	if (role == ACTION_FINISH && alter != CATALOG_NONE)
		return alter + ACTION_FINISH - ACTION_ALTER;
	return alter;
}

/* ---- nodes ---- */

static int ask(struct arrange_graph *graph, size_t pair, enum action_role role, struct sqlembic_error *err)
{
	size_t own = number(pair, role);
	if (arrange_graph_node(graph->c, pair, role) != own)
		return 0;
	struct arrange_node *node = &graph->nodes[own];
	struct arrange_node *finish = &graph->nodes[number(pair, ACTION_FINISH)];
	int rc = action_ask(&node->actions, &finish->actions, graph->c, pair, role, err);
	node->is_there = true;
	finish->is_there = finish->actions != NULL;
	for (const struct action *action = node->actions; action; action = action->next)
		node->flags |= action->flags;
	return rc;
}

/* ---- edges ---- */

struct edges {
	struct arrange_graph *graph;
	size_t (*items)[2];
	size_t n, cap;
	bool failed;
};

static void put(struct edges *edges, size_t first, size_t then)
{
	const struct arrange_node *nodes = edges->graph->nodes;
	if (first == CATALOG_NONE || then == CATALOG_NONE || first == then || edges->failed)
		return;
	if (!nodes[first].is_there || !nodes[then].is_there)
		return;
	if (edges->n == edges->cap) {
		size_t cap = edges->cap ? edges->cap * 2 : 256;
		void *grown = reallocarray(edges->items, cap, sizeof(*edges->items));
		if (!grown) {
			edges->failed = true;
			return;
		}
		edges->items = grown;
		edges->cap = cap;
	}
	edges->items[edges->n][0] = first;
	edges->items[edges->n++][1] = then;
}

/* Whether one statement that alters `user` leaves something that uses `used`, be it another part of the same parent. */
static bool still_uses(const struct comparison *c, const struct pair *user, const struct pair *used)
{
	const struct pair *parent = compare_parent(c, user, false);
	size_t n = 0;
	const size_t *parts = NULL;
	if (used->after == CATALOG_NONE)
		return false;
	if (user->after != CATALOG_NONE && catalog_uses(c->to, user->after, used->after))
		return true;
	if (user->fate & PAIR_OF_PARENT && parent && parent->after != CATALOG_NONE)
		parts = catalog_row(&c->to->parts, parent->after, &n);
	for (size_t i = 0; i < n; i++)
		if (c->pairs[c->of_after[parts[i]]].fate & PAIR_OF_PARENT &&
		    catalog_uses(c->to, parts[i], used->after))
			return true;
	return false;
}

/* Whether both are parts of one parent that come one behind the other (its triggers): the second does not have to let go of the
 * first. */
static bool is_only_order(const struct comparison *c, const struct pair *user, const struct pair *used)
{
	const struct sqlembic_kind *kind = compare_kind(c, user);
	const struct pair *parent = compare_parent(c, user, false);
	return kind == compare_kind(c, used) && kind->stays_without && parent &&
	       parent == compare_parent(c, used, false) &&
	       kind->stays_without(compare_before(c, user), compare_before(c, used));
}

/* In the old catalog `user` uses `used` (pairs). */
static void put_old(struct edges *edges, size_t user, size_t used)
{
	const struct comparison *c = edges->graph->c;
	const struct pair *a = &c->pairs[user], *b = &c->pairs[used];
	size_t drop = arrange_graph_node(c, user, ACTION_DROP),
	       alter = arrange_graph_node(c, user, ACTION_ALTER);
	size_t finish = arrange_graph_node(c, user, ACTION_FINISH);
	size_t drop_used = arrange_graph_node(c, used, ACTION_DROP);
	size_t alter_used = arrange_graph_node(c, used, ACTION_ALTER);
	size_t finish_used = arrange_graph_node(c, used, ACTION_FINISH);
	bool still = still_uses(c, a, b), lets_change = compare_kind(c, a)->flags & SQLEMBIC_KIND_LETS_CHANGE;
	/* What its parent takes along, being put aside, is gone with that in the end. */
	bool is_aside = drop % ACTION_ROLES == ACTION_ALTER &&
			compare_kind(c, a)->flags & SQLEMBIC_KIND_WITH_PARENT;
	put(edges, drop, drop_used);
	if (!is_aside && !lets_change && !(still && a->fate & PAIR_OF_PARENT))
		put(edges, drop, alter_used);
	put(edges, drop, finish_used);
	if (!still && !is_only_order(c, a, b)) {
		put(edges, alter, drop_used);
		put(edges, alter, lets_change ? CATALOG_NONE : alter_used);
	}
	put(edges, alter, finish_used);
	/* What both were before goes in the order of a drop. */
	put(edges, finish, finish_used);
	if (a->fate & PAIR_REPLACED)
		put(edges, finish, drop_used);
}

static void put_new(struct edges *edges, size_t user, size_t used)
{
	const struct comparison *c = edges->graph->c;
	size_t create = arrange_graph_node(c, user, ACTION_CREATE);
	size_t alter = arrange_graph_node(c, user, ACTION_ALTER);
	size_t create_used = arrange_graph_node(c, used, ACTION_CREATE);
	size_t alter_used = arrange_graph_node(c, used, ACTION_ALTER);
	size_t finish_used = arrange_graph_node(c, used, ACTION_FINISH);
	put(edges, create_used, create);
	put(edges, create_used, alter);
	put(edges, alter_used, create);
	put(edges, alter_used, alter);
	put(edges, create, finish_used);
	put(edges, alter, finish_used);
}

static void put_catalog(struct edges *edges, const struct catalog *catalog, const size_t *of,
			void (*put_one)(struct edges *, size_t, size_t))
{
	for (size_t i = 0; i < catalog->n; i++) {
		size_t n;
		const size_t *used = catalog_row(&catalog->used, i, &n);
		for (size_t k = 0; k < n; k++)
			put_one(edges, of[i], of[used[k]]);
		if (catalog->entries[i].parent != CATALOG_NONE)
			put_one(edges, of[i], of[catalog->entries[i].parent]);
	}
}

/* ---- names that have to be free ---- */

struct named {
	const char *name;
	size_t node;
	bool is_drop;
};

static int by_name(const void *a, const void *b)
{
	const struct named *x = a, *y = b;
	int order = strcmp(x->name, y->name);
	return order ? order : (int)y->is_drop - (int)x->is_drop;
}

static size_t collect_names(struct edges *edges, const struct catalog *catalog, const size_t *of,
			    enum action_role role, struct named *out)
{
	size_t n = 0;
	for (size_t i = 0; i < catalog->n; i++) {
		const char *const *names = catalog->entries[i].fact.names;
		size_t node = names ? arrange_graph_node(edges->graph->c, of[i], role) : CATALOG_NONE;
		for (; node != CATALOG_NONE && *names; names++, n++)
			if (out)
				out[n] = (struct named){ *names, node, role == ACTION_DROP };
	}
	return n;
}

static void put_names(struct edges *edges)
{
	const struct comparison *c = edges->graph->c;
	size_t freed = collect_names(edges, c->from, c->of_before, ACTION_DROP, NULL);
	size_t taken = collect_names(edges, c->to, c->of_after, ACTION_CREATE, NULL);
	if (freed == 0 || taken == 0)
		return;
	struct named *all = calloc(freed + taken, sizeof(*all));
	if (!all) {
		edges->failed = true;
		return;
	}
	collect_names(edges, c->from, c->of_before, ACTION_DROP, all);
	collect_names(edges, c->to, c->of_after, ACTION_CREATE, all + freed);
	qsort(all, freed + taken, sizeof(*all), by_name);
	for (size_t i = 0, drop = 0; i < freed + taken; i++) {
		if (all[i].is_drop)
			drop = i;
		else if (all[drop].is_drop && strcmp(all[drop].name, all[i].name) == 0)
			put(edges, all[drop].node, all[i].node);
	}
	free(all);
}

int arrange_graph_fill(struct arrange_graph *graph, struct comparison *comparison, struct arena *arena,
		       struct sqlembic_error *err)
{
	*graph = (struct arrange_graph){ .c = comparison, .n = comparison->n * ACTION_ROLES };
	graph->nodes = arena_alloc(arena, graph->n, sizeof(*graph->nodes));
	if (!graph->nodes)
		return sqlembic_fail_memory(err);
	for (size_t i = 0; i < comparison->n; i++) {
		for (enum action_role role = ACTION_DROP; role <= ACTION_CREATE; role++) {
			int rc = comparison->pairs[i].fate ? ask(graph, i, role, err) : 0;
			if (rc < 0)
				return rc;
		}
	}
	struct edges edges = { .graph = graph };
	put_catalog(&edges, comparison->from, comparison->of_before, put_old);
	put_catalog(&edges, comparison->to, comparison->of_after, put_new);
	put_names(&edges);
	for (size_t i = 0; i < comparison->n; i++)
		put(&edges, arrange_graph_node(comparison, i, ACTION_DROP),
		    arrange_graph_node(comparison, i, ACTION_CREATE));
	int rc = edges.failed ? sqlembic_fail_memory(err)
			      : catalog_link_rows(&graph->behind, arena, graph->n, edges.items, edges.n, err);
	free(edges.items);
	return rc;
}
