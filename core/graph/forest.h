/* forest.h: rooted trees that are linked and cut, in which the root of a node and the light nodes on the way there
 * are found in logarithmic time, amortised (Sleator and Tarjan's link-cut trees).
 *
 * Knows nothing of revisions. */
#ifndef FOREST_H
#define FOREST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"

#define FOREST_NONE SIZE_MAX

struct forest_node;

struct forest {
	struct forest_node *nodes;
	size_t work; /* nodes moved, for tests of the cost */
};

/* `n` roots.  False when out of memory. */
bool forest_init(struct forest *out, size_t n, struct arena *arena);

/* Hangs the root `node` under `above`, which is in another tree. */
void forest_link(struct forest *forest, size_t node, size_t above, size_t weight);
/* Makes `node` a root. */
void forest_cut(struct forest *forest, size_t node);
/* Lowers the weight of a node that is no root; a greater one changes nothing. */
void forest_lighten(struct forest *forest, size_t node, size_t weight);

size_t forest_root(struct forest *forest, size_t node);
/* The node nearest the root, from `node` to below its root, that has a weight less than `limit`, or
 * FOREST_NONE. */
size_t forest_lighter(struct forest *forest, size_t node, size_t limit);

#endif
