/* forest.c: link-cut trees.  Each path from a node up is kept as a splay tree, ordered from the root down; `up` of a
 * splay tree's own root leads to the node that the path hangs under.  Weights of roots are FOREST_NONE. */
#include "graph/forest.h"

enum side { NEARER, FARTHER };

struct forest_node {
	size_t up, side[2];
	size_t weight, least; /* of the node, and of its splay subtree */
};

bool forest_init(struct forest *out, size_t n, struct arena *arena)
{
	*out = (struct forest){ arena_alloc(arena, n, sizeof(*out->nodes)), 0 };
	for (size_t i = 0; out->nodes && i < n; i++)
		out->nodes[i] = (struct forest_node){ .up = FOREST_NONE,
						      .side = { FOREST_NONE, FOREST_NONE },
						      .weight = FOREST_NONE,
						      .least = FOREST_NONE };
	return out->nodes != NULL;
}

static size_t least_of(const struct forest *f, size_t v)
{
	return v == FOREST_NONE ? FOREST_NONE : f->nodes[v].least;
}

static void update(struct forest *f, size_t v)
{
	struct forest_node *n = f->nodes + v;
	size_t nearer = least_of(f, n->side[NEARER]), farther = least_of(f, n->side[FARTHER]);
	n->least = n->weight;
	if (nearer < n->least)
		n->least = nearer;
	if (farther < n->least)
		n->least = farther;
}

/* A path's own top has an `up` that does not know it as a child. */
static bool is_top(const struct forest *f, size_t v)
{
	size_t up = f->nodes[v].up;
	return up == FOREST_NONE || (f->nodes[up].side[NEARER] != v && f->nodes[up].side[FARTHER] != v);
}

static enum side side_of(const struct forest *f, size_t v)
{
	return f->nodes[f->nodes[v].up].side[FARTHER] == v ? FARTHER : NEARER;
}

static void rotate(struct forest *f, size_t v)
{
	size_t up = f->nodes[v].up;
	enum side side = side_of(f, v), other = side == NEARER ? FARTHER : NEARER;
	size_t inner = f->nodes[v].side[other];
	if (!is_top(f, up))
		f->nodes[f->nodes[up].up].side[side_of(f, up)] = v;
	f->nodes[v].up = f->nodes[up].up;
	f->nodes[up].side[side] = inner;
	if (inner != FOREST_NONE)
		f->nodes[inner].up = up;
	f->nodes[v].side[other] = up;
	f->nodes[up].up = v;
	update(f, up);
	update(f, v);
	f->work++;
}

static void splay(struct forest *f, size_t v)
{
	while (!is_top(f, v)) {
		size_t up = f->nodes[v].up;
		if (!is_top(f, up))
			rotate(f, side_of(f, v) == side_of(f, up) ? up : v);
		rotate(f, v);
	}
}

/* Makes the path from the root to `v` one splay tree with `v` on top. */
static void expose(struct forest *f, size_t v)
{
	size_t below = FOREST_NONE;
	for (size_t at = v; at != FOREST_NONE; at = f->nodes[at].up) {
		splay(f, at);
		f->nodes[at].side[FARTHER] = below;
		update(f, at);
		below = at;
		f->work++;
	}
	splay(f, v);
}

void forest_link(struct forest *forest, size_t node, size_t above, size_t weight)
{
	expose(forest, node);
	forest->nodes[node].weight = weight;
	forest->nodes[node].up = above;
	update(forest, node);
}

void forest_cut(struct forest *forest, size_t node)
{
	expose(forest, node);
	struct forest_node *n = forest->nodes + node;
	if (n->side[NEARER] != FOREST_NONE)
		forest->nodes[n->side[NEARER]].up = FOREST_NONE;
	n->side[NEARER] = FOREST_NONE;
	n->weight = FOREST_NONE;
	update(forest, node);
}

void forest_lighten(struct forest *forest, size_t node, size_t weight)
{
	expose(forest, node);
	if (weight < forest->nodes[node].weight)
		forest->nodes[node].weight = weight;
	update(forest, node);
}

size_t forest_root(struct forest *forest, size_t node)
{
	expose(forest, node);
	while (forest->nodes[node].side[NEARER] != FOREST_NONE) {
		node = forest->nodes[node].side[NEARER];
		forest->work++;
	}
	splay(forest, node);
	return node;
}

size_t forest_lighter(struct forest *forest, size_t node, size_t limit)
{
	expose(forest, node);
	if (forest->nodes[node].least >= limit)
		return FOREST_NONE;
	for (;;) {
		const struct forest_node *n = forest->nodes + node;
		forest->work++;
		if (least_of(forest, n->side[NEARER]) < limit)
			node = n->side[NEARER];
		else if (n->weight < limit)
			break;
		else
			node = n->side[FARTHER];
	}
	splay(forest, node);
	return node;
}
