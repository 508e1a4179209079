/* fuzz_identifier.c: any text as an identifier or range, in any small graph.
 *
 * Byte 0: the number of revisions; two bytes for each of them: which of the eight before it are its parents, and
 * which its dependencies; two bytes: what is applied; the rest is the text.  Plans are checked against rules that
 * are written down here in the slowest way. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "graph/plan.h"
#include "sqlembic/error.h"
#include "graph/walk.h"
#include "graph/plan_show.h"
#include "graph/plan_range.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define MOST 20

static const char *const IDS[MOST] = { "a10",  "a100", "b2c3", "b2c4", "ff00",  "ff01",  "1",
				       "12",   "123",  "1234", "x_y",  "head1", "base1", "c0de",
				       "c0d3", "zz",   "zzz",  "zzzz", "h",     "q9" };
static const char *const LABELS[4] = { "shop", "net", "a10b", "core" };

struct input {
	struct arena arena;
	struct graph graph;
	bool applied[MOST];
	struct rows rows;
	const char *text;
};

static void check(bool condition)
{
	if (!condition)
		abort();
}

static const char *const *choose(struct arena *arena, uint32_t *n, size_t at, uint8_t bits)
{
	const char **ids = arena_alloc(arena, 8, sizeof(*ids));
	check(ids != NULL);
	for (size_t i = 0; i < 8 && i < at; i++) {
		if (bits & (1u << i))
			ids[(*n)++] = IDS[at - 1 - i];
	}
	return ids;
}

/* False when the input is too short. */
static bool read_graph(struct input *in, const uint8_t **data, size_t *size)
{
	if (*size == 0)
		return false;
	size_t n = (*data)[0] % (MOST + 1);
	if (*size < 3 + 2 * n)
		return false;
	const uint8_t *bytes = *data + 1;
	struct revision *revisions = arena_alloc(&in->arena, n, sizeof(*revisions));
	check(revisions != NULL);
	for (size_t i = 0; i < n; i++) {
		revisions[i].id = IDS[i];
		revisions[i].down = choose(&in->arena, &revisions[i].ndown, i, bytes[2 * i]);
		revisions[i].depends = choose(&in->arena, &revisions[i].ndepends, i, bytes[2 * i + 1]);
		if (i % 5 == 2) {
			revisions[i].labels = &LABELS[i / 5];
			revisions[i].nlabels = 1;
		}
	}
	*data += 1 + 2 * n;
	*size -= 1 + 2 * n;
	check(graph_build(&in->graph, &in->arena, revisions, n, NULL) == 0);
	return true;
}

/* Applies all that the marked revisions need: the answer is reached when nothing changes any more. */
static void close_down(const struct graph *graph, bool *applied)
{
	for (bool again = true; again;) {
		again = false;
		for (size_t i = 0; i < graph->n; i++) {
			const struct revision *r = graph->revisions + i;
			for (size_t e = 0; applied[i] && e < r->nparents + r->ndeps; e++) {
				const struct revision *below = e < r->nparents ? r->parents[e]
									       : r->deps[e - r->nparents];
				again = again || !applied[below->index];
				applied[below->index] = true;
			}
		}
	}
}

/* No applied revision names it. */
static bool is_maximal(const struct graph *graph, const bool *applied, size_t at)
{
	for (size_t i = 0; i < graph->n; i++) {
		const struct revision *r = graph->revisions + i;
		for (size_t e = 0; applied[i] && e < r->nparents + r->ndeps; e++) {
			if ((e < r->nparents ? r->parents[e] : r->deps[e - r->nparents])->index == at)
				return false;
		}
	}
	return applied[at];
}

static void read_rows(struct input *in, unsigned bits)
{
	const char **rows = arena_alloc(&in->arena, MOST, sizeof(*rows));
	check(rows != NULL);
	for (size_t i = 0; i < in->graph.n; i++)
		in->applied[i] = bits & (1u << (i % 16));
	close_down(&in->graph, in->applied);
	for (size_t i = in->graph.n; i-- > 0;) {
		if (is_maximal(&in->graph, in->applied, i))
			rows[in->rows.n++] = IDS[i];
	}
	in->rows.items = rows;
}

static size_t find(const char **rows, size_t n, const char *id)
{
	size_t i = 0;
	while (i < n && strcmp(rows[i], id) != 0)
		i++;
	return i;
}

static void play(const struct step *step, const char **rows, size_t *n)
{
	for (size_t i = 0; i < step->nchanges; i++) {
		const struct row_change *c = step->changes + i;
		check(c->from || c->to);
		if (c->to)
			check(find(rows, *n, c->to) == *n);
		size_t at = c->from ? find(rows, *n, c->from) : *n;
		check(at < *n || !c->from);
		if (!c->from)
			rows[(*n)++] = c->to;
		else if (c->to)
			rows[at] = c->to;
		else
			rows[at] = rows[--*n];
	}
}

/* The rows are the maximal elements of what is applied. */
static void check_rows(const struct graph *graph, const bool *applied, const char **rows, size_t n)
{
	size_t maximal = 0;
	for (size_t i = 0; i < graph->n; i++) {
		bool is = is_maximal(graph, applied, i);
		maximal += is;
		check(is == (find(rows, n, IDS[i]) < n));
	}
	check(maximal == n);
}

static void check_plan(const struct input *in, const struct plan *plan)
{
	const char *rows[2 * MOST];
	size_t n = in->rows.n;
	bool applied[MOST];
	memcpy(applied, in->applied, sizeof(applied));
	memcpy(rows, in->rows.items, n * sizeof(*rows));
	for (size_t i = 0; i < plan->n; i++) {
		const struct step *step = plan->steps + i;
		play(step, rows, &n);
		if (step->direction == SQLEMBIC_STAMP)
			continue;
		bool up = step->direction == SQLEMBIC_UPGRADE;
		size_t at = step->revision->index;
		check(applied[at] != up);
		if (!up)
			check(is_maximal(&in->graph, applied, at));
		applied[at] = up;
		bool closed[MOST];
		memcpy(closed, applied, sizeof(closed));
		close_down(&in->graph, closed);
		check(memcmp(closed, applied, sizeof(closed)) == 0);
		check_rows(&in->graph, applied, rows, n);
	}
	check(plan->after.n == n);
	for (size_t i = 0; i < n; i++)
		check(find(rows, n, plan->after.items[i]) < n);
}

/* A lineage of the order's definition: its current revision, and all that is below that. */
struct lineage {
	size_t current;
	bool below[MOST];
};

static struct lineage start_lineage(const struct graph *graph, size_t at)
{
	struct lineage l = { .current = at, .below = { false } };
	l.below[at] = true;
	close_down(graph, l.below);
	return l;
}

/* Steps down from a lineage's current revision; returns where the walk goes on. */
static size_t step_down(const struct graph *graph, struct lineage *lineages, size_t *n, size_t k,
			const bool *done)
{
	const struct revision *r = graph->revisions + lineages[k].current;
	bool added = false;
	for (size_t e = 0; e < r->nreduced_parents; e++) {
		size_t below = r->reduced_parents[e]->index;
		bool is_current = false;
		for (size_t j = 0; j < *n; j++)
			is_current = is_current || (lineages[j].current == below && !(j == k && !added));
		if (done[below] || is_current)
			continue;
		lineages[added ? (*n)++ : k] = start_lineage(graph, below);
		added = true;
	}
	if (added)
		return k;
	memmove(lineages + k, lineages + k + 1, (--*n - k) * sizeof(*lineages));
	return k ? k - 1 : 0;
}

/* The order of all revisions by its definition: down one lineage, unless another has something above. */
static void check_order(const struct graph *graph)
{
	struct lineage lineages[MOST + 1];
	struct revision_list list;
	bool done[MOST] = { false };
	size_t n = 0, k = 0, taken = 0;
	check(walk_all(&list, graph, NULL) == 0 && list.n == graph->n);
	for (size_t i = 0; i < graph->real_heads.n; i++)
		lineages[n++] = start_lineage(graph, graph->real_heads.items[i]->index);
	while (n) {
		size_t current = lineages[k].current, j = 0;
		while (j < n && (j == k || !lineages[j].below[current]))
			j++;
		if (j < n) {
			k = j;
			continue;
		}
		check(list.items[taken++]->index == current);
		done[current] = true;
		k = step_down(graph, lineages, &n, k, done);
	}
	check(taken == graph->n);
}

/* Children and dependants come first. */
static void check_newest_first(const struct revision_list *list)
{
	for (size_t i = 0; i < list->n; i++) {
		for (size_t k = i + 1; k < list->n; k++) {
			const struct revision *r = list->items[k];
			for (size_t e = 0; e < r->nparents + r->ndeps; e++)
				check((e < r->nparents ? r->parents[e] : r->deps[e - r->nparents]) !=
				      list->items[i]);
		}
	}
}

static void check_lists(const struct input *in)
{
	struct revision_list list;
	struct sqlembic_error err;
	struct rows rows;
	const char *target;
	if (plan_range_history(&list, &in->graph, &in->rows, in->text, &err) == 0)
		check_newest_first(&list);
	else
		check(err.message[0]);
	check(plan_range_history(&list, &in->graph, &in->rows, ":", NULL) == 0 && list.n == in->graph.n);
	check_order(&in->graph);
	check(plan_show(&list, &in->graph, NULL, in->text, &err) == 0 || err.message[0]);
	check(plan_range_offline(&rows, &target, &in->graph, in->text, SQLEMBIC_UPGRADE, &err) == 0 ||
	      err.message[0]);
	(void)plan_range_needs_rows(in->text);
}

static void check_plans(const struct input *in)
{
	struct plan plan, again;
	struct sqlembic_error err;
	if (plan_upgrade(&plan, &in->graph, &in->rows, in->text, &err) == 0) {
		check_plan(in, &plan);
		check(plan_rebase(&again, &in->graph, &in->rows, &plan, &err) == 0 && again.n == plan.n);
		check(plan_rebase(&again, &in->graph, &plan.after, &plan, &err) == 0 && again.n == 0);
	} else {
		check(err.message[0]);
	}
	if (plan_downgrade(&plan, &in->graph, &in->rows, in->text, &err) == 0) {
		check_plan(in, &plan);
		check(plan_rebase(&again, &in->graph, &in->rows, &plan, &err) == 0 && again.n == plan.n);
	} else {
		check(err.message[0]);
	}
	if (plan_stamp(&plan, &in->graph, &in->rows, &in->text, 1, &err) == 0)
		check_plan(in, &plan);
	else
		check(err.message[0]);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct input in = { 0 };
	if (read_graph(&in, &data, &size)) {
		read_rows(&in, (unsigned)data[0] | (unsigned)data[1] << 8);
		in.text = arena_copy(&in.arena, (const char *)data + 2, size - 2);
		check(in.text != NULL);
		check_lists(&in);
		check_plans(&in);
	}
	arena_release(&in.arena);
	return 0;
}
