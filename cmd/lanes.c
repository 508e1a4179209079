/* lanes.c: see lanes.h.
 *
 * A lane belongs to the revision that its line leads to: whoever else has that parent joins the line at once, so that there
 * are as few lanes as there are lines that go on. */
#include "lanes.h"

#include <stdlib.h>
#include <string.h>

#include "sqlembic/error.h"

/* Where the lines of the rows so far lead to; LANES_NONE: the lane is free. */
struct running {
	size_t *to;
	size_t n;
	size_t resting; /* where a line has ended in the row before: what begins there would look like its end */
};

static size_t take_lane(struct running *running, size_t row)
{
	size_t lane = 0;
	while (lane == running->resting || (lane < running->n && running->to[lane] != LANES_NONE))
		lane++;
	if (lane >= running->n)
		running->n = lane + 1;
	running->to[lane] = row;
	return lane;
}

/* The point keeps its lane for the first parent that no line leads to yet; others get lanes of their own. */
static void place(struct lanes *lanes, struct running *running, size_t row)
{
	struct lanes_point *point = &lanes->points[row];
	if (point->opened == LANES_NONE) {
		point->opened = row;
		point->lane = take_lane(running, row);
	}
	running->to[point->lane] = LANES_NONE;
	for (size_t i = 0; i < point->nparents; i++) {
		struct lanes_point *parent = &lanes->points[point->parents[i]];
		if (parent->opened != LANES_NONE)
			continue;
		bool keeps = running->to[point->lane] == LANES_NONE;
		parent->opened = row;
		parent->lane = keeps ? point->lane : take_lane(running, point->parents[i]);
		running->to[parent->lane] = point->parents[i];
	}
	running->resting = point->nparents ? LANES_NONE : point->lane;
}

/* ---- parents by row ---- */

static int compare_names(const void *a, const void *b)
{
	return strcmp(((const struct lanes_name *)a)->id, ((const struct lanes_name *)b)->id);
}

size_t lanes_find(const struct lanes *lanes, const char *id)
{
	const struct lanes_name key = { id, 0 };
	const struct lanes_name *found = bsearch(&key, lanes->names, lanes->n, sizeof(key), compare_names);
	return found ? found->row : LANES_NONE;
}

static void link_parents(struct lanes *lanes)
{
	size_t *next = lanes->links;
	for (size_t row = 0; row < lanes->n; row++) {
		struct lanes_point *point = &lanes->points[row];
		point->parents = next;
		for (size_t i = 0; i < point->revision->ndown; i++) {
			size_t parent = lanes_find(lanes, point->revision->down[i]);
			if (parent != LANES_NONE && parent > row)
				next[point->nparents++] = parent;
		}
		next += point->nparents;
	}
}

static int link_all(struct lanes *lanes, struct sqlembic_error *err)
{
	size_t n = 1;
	for (size_t row = 0; row < lanes->n; row++)
		n += lanes->points[row].revision->ndown;
	lanes->links = calloc(n, sizeof(*lanes->links));
	lanes->names = calloc(lanes->n + 1, sizeof(*lanes->names));
	if (!lanes->names || !lanes->links)
		return sqlembic_fail_memory(err);
	for (size_t row = 0; row < lanes->n; row++)
		lanes->names[row] = (struct lanes_name){ lanes->points[row].revision->id, row };
	qsort(lanes->names, lanes->n, sizeof(*lanes->names), compare_names);
	link_parents(lanes);
	return 0;
}

int lanes_place(struct lanes *out, const struct sqlembic_revisions *revisions, struct sqlembic_error *err)
{
	struct running running = { calloc(revisions->n + 2, sizeof(size_t)), 0, LANES_NONE };
	*out = (struct lanes){ .points = calloc(revisions->n + 1, sizeof(*out->points)), .n = revisions->n };
	int rc = running.to && out->points ? 0 : sqlembic_fail_memory(err);
	for (size_t row = 0; rc == 0 && row < out->n; row++)
		out->points[row] = (struct lanes_point){ .revision = revisions->items[row],
							 .opened = LANES_NONE };
	if (rc == 0)
		rc = link_all(out, err);
	for (size_t row = 0; rc == 0 && row < out->n; row++)
		place(out, &running, row);
	out->width = running.n;
	free(running.to);
	return rc;
}

void lanes_release(struct lanes *lanes)
{
	free(lanes->points);
	free(lanes->links);
	free(lanes->names);
}
