/* plan_rows.c: version rows and how steps change them.
 *
 * The rows are the maximal elements of the applied set under down_revision and depends_on.  A step looks only at
 * the edges of its own revision. */
#include "graph/parts.h"

#include <stdlib.h>
#include <string.h>

#include "sqlembic/error.h"
#include "graph/walk.h"

/* A squash and what it stands for. */
static int fail_same(struct sqlembic_error *err, const struct revision *r, const char *row)
{
	sqlembic_fail(err, SQLEMBIC_E_FAILED,
		      "Requested revision %s overlaps with other requested revisions %s", r->id, row);
	return sqlembic_fail_command(
		err, "one of both rows says it all; keep it with: ", "sqlembic stamp --purge %s", r->id);
}

int plan_rows_find(struct revision_list *out, const struct graph *graph, const struct rows *rows,
		   struct arena *scratch, struct sqlembic_error *err)
{
	bool *seen = arena_alloc(scratch, graph->n, sizeof(*seen));
	out->n = 0;
	out->items = arena_alloc(scratch, rows->n, sizeof(struct revision *));
	if (!seen || !out->items)
		return sqlembic_fail_memory(err);
	for (size_t i = 0; i < rows->n; i++) {
		struct revision *r = graph_find(graph, rows->items[i]);
		if (!r)
			return unknown_row(err, graph, rows->items[i]);
		if (seen[r->index] && strcmp(rows->items[i], r->id) != 0)
			return fail_same(err, r, rows->items[i]);
		if (!seen[r->index])
			out->items[out->n++] = r;
		seen[r->index] = true;
	}
	return 0;
}

int plan_rows_closure(bool **out, const struct graph *graph, const struct revision_list *list,
		      struct arena *arena, struct sqlembic_error *err)
{
	*out = arena_alloc(arena, graph->n, sizeof(**out));
	if (!*out)
		return sqlembic_fail_memory(err);
	return walk_reach(*out, graph, list, WALK_ALL_DOWN, err);
}

/* The direct neighbours of all revisions in a list, repeated as often as they are named. */
static int list_neighbours(struct revision_list *out, const struct revision_list *list, bool down,
			   struct arena *scratch, struct sqlembic_error *err)
{
	size_t most = 0;
	for (size_t i = 0; i < list->n; i++) {
		const struct revision *r = list->items[i];
		most += down ? r->nparents + r->ndeps : r->nchildren + r->ndependants;
	}
	*out = (struct revision_list){ arena_alloc(scratch, most, sizeof(struct revision *)), 0 };
	if (!out->items)
		return sqlembic_fail_memory(err);
	for (size_t i = 0; i < list->n; i++) {
		const struct revision *r = list->items[i];
		size_t n = down ? r->nparents : r->nchildren;
		for (size_t e = 0; e < n; e++)
			out->items[out->n++] = down ? r->parents[e] : r->children[e];
		n = down ? r->ndeps : r->ndependants;
		for (size_t e = 0; e < n; e++)
			out->items[out->n++] = down ? r->deps[e] : r->dependants[e];
	}
	return 0;
}

/* Flags for what is strictly below (or above) some revision of the list. */
static int reach_beyond(bool **out, const struct graph *graph, const struct revision_list *list, bool down,
			struct arena *scratch, struct sqlembic_error *err)
{
	struct revision_list next;
	*out = arena_alloc(scratch, graph->n, sizeof(**out));
	if (!*out)
		return sqlembic_fail_memory(err);
	int rc = list_neighbours(&next, list, down, scratch, err);
	return rc ? rc : walk_reach(*out, graph, &next, down ? WALK_ALL_DOWN : WALK_DEPENDANTS, err);
}

/* Names the first of `list` that is above others, and these; `below` flags what is below any of them. */
static int fail_overlap(const struct graph *graph, const struct revision_list *list, const bool *below,
			struct arena *scratch, struct sqlembic_error *err)
{
	struct revision_list covered = { arena_alloc(scratch, list->n, sizeof(struct revision *)), 0 };
	if (!covered.items)
		return sqlembic_fail_memory(err);
	for (size_t i = 0; i < list->n; i++) {
		if (below[list->items[i]->index])
			covered.items[covered.n++] = list->items[i];
	}
	bool *above, *own;
	int rc = reach_beyond(&above, graph, &covered, false, scratch, err);
	size_t top = 0;
	while (rc == 0 && top + 1 < list->n && !above[list->items[top]->index])
		top++;
	struct revision_list one = { list->items + top, 1 };
	if (rc == 0)
		rc = reach_beyond(&own, graph, &one, true, scratch, err);
	if (rc)
		return rc;
	size_t n = 0;
	for (size_t i = 0; i < covered.n; i++) {
		if (own[covered.items[i]->index])
			covered.items[n++] = covered.items[i];
	}
	const char *others = plan_rows_join_ids(graph, covered.items, n);
	if (!others)
		return sqlembic_fail_memory(err);
	sqlembic_fail(err, SQLEMBIC_E_FAILED,
		      "Requested revision %s overlaps with other requested revisions %s",
		      list->items[top]->id, others);
	return sqlembic_fail_hint(err, "leave out %s: it comes before %s, and goes without saying", others,
				  list->items[top]->id);
}

int plan_rows_check_overlap(const struct graph *graph, const struct revision_list *list,
			    struct arena *scratch, struct sqlembic_error *err)
{
	if (list->n < 2)
		return 0;
	bool *below;
	int rc = reach_beyond(&below, graph, list, true, scratch, err);
	for (size_t i = 0; rc == 0 && i < list->n; i++) {
		if (below[list->items[i]->index])
			return fail_overlap(graph, list, below, scratch, err);
	}
	return rc;
}

const char *plan_rows_join_ids(const struct graph *graph, struct revision *const *revisions, size_t n)
{
	if (n == 0)
		return "";
	if (n == 1)
		return revisions[0]->id;
	struct sqlembic_buf ids = SQLEMBIC_BUF_INIT;
	for (size_t i = 0; i < n; i++)
		sqlembic_buf_printf(&ids, "%s%s", i ? ", " : "", revisions[i]->id);
	const char *text = ids.failed ? NULL : arena_copy(graph->arena, ids.ptr, ids.len);
	sqlembic_buf_release(&ids);
	return text;
}

static void hold(struct plan_tracker *t, const struct revision *r)
{
	t->applied[r->index] = true;
	for (size_t i = 0; i < r->nparents; i++)
		t->holders[r->parents[i]->index]++;
	for (size_t i = 0; i < r->ndeps; i++)
		t->holders[r->deps[i]->index]++;
}

static void let_go(struct plan_tracker *t, const struct revision *r)
{
	t->applied[r->index] = false;
	for (size_t i = 0; i < r->nparents; i++)
		t->holders[r->parents[i]->index]--;
	for (size_t i = 0; i < r->ndeps; i++)
		t->holders[r->deps[i]->index]--;
}

/* Rows that the table holds under the name of what a squash replaces, or of the squash. */
static int note_stored(struct plan_tracker *t, const struct rows *rows, struct arena *scratch,
		       struct sqlembic_error *err)
{
	const struct graph *graph = t->graph;
	t->stored = graph->fold ? arena_alloc(scratch, graph->n, sizeof(*t->stored)) : NULL;
	if (graph->fold && !t->stored)
		return sqlembic_fail_memory(err);
	for (size_t i = 0; graph->fold && i < rows->n; i++) {
		const struct revision *r = graph_find(graph, rows->items[i]);
		if (!r || strcmp(r->row, rows->items[i]) == 0)
			continue;
		if (!(t->stored[r->index] = arena_dup(graph->arena, rows->items[i])))
			return sqlembic_fail_memory(err);
	}
	return 0;
}

const char *plan_rows_stored(const struct plan_tracker *tracker, const struct revision *r)
{
	const char *stored = tracker->stored ? tracker->stored[r->index] : NULL;
	return stored ? stored : r->row;
}

/* Its row is another one from now on. */
static void forget_stored(struct plan_tracker *t, const struct revision *r)
{
	if (t->stored)
		t->stored[r->index] = NULL;
}

int plan_rows_track(struct plan_tracker *out, const struct graph *graph, const struct rows *stored,
		    const struct revision_list *rows, struct arena *scratch, struct sqlembic_error *err)
{
	*out = (struct plan_tracker){ .graph = graph };
	out->is_row = arena_alloc(scratch, graph->n, sizeof(*out->is_row));
	out->holders = arena_alloc(scratch, graph->n, sizeof(*out->holders));
	if (!out->is_row || !out->holders)
		return sqlembic_fail_memory(err);
	int rc = note_stored(out, stored, scratch, err);
	if (rc == 0)
		rc = plan_rows_closure(&out->applied, graph, rows, scratch, err);
	for (size_t i = 0; rc == 0 && i < graph->n; i++) {
		if (out->applied[i])
			hold(out, graph->revisions + i);
	}
	out->repeated.items = arena_alloc(scratch, rows->n, sizeof(struct revision *));
	if (!out->repeated.items)
		return sqlembic_fail_memory(err);
	for (size_t i = 0; i < rows->n; i++) {
		out->is_row[rows->items[i]->index] = true;
		if (out->holders[rows->items[i]->index])
			out->repeated.items[out->repeated.n++] = rows->items[i];
	}
	out->nrows = rows->n;
	return rc;
}

static int adopt(struct step *step, struct plan_tracker *t, const struct revision *r,
		 struct sqlembic_error *err)
{
	struct row_change *change = arena_alloc(t->graph->arena, 1, sizeof(*change));
	if (!change)
		return sqlembic_fail_memory(err);
	*change = (struct row_change){ plan_rows_stored(t, r), r->row };
	*step = (struct step){ .direction = SQLEMBIC_STAMP,
			       .revision = fold_script(t->graph, r->row),
			       .from = change->from,
			       .to = change->to,
			       .changes = change,
			       .nchanges = 1,
			       .adopts = true };
	forget_stored(t, r);
	return 0;
}

int plan_rows_adopt(struct plan *out, struct plan_tracker *tracker, struct sqlembic_error *err)
{
	const struct graph *graph = tracker->graph;
	size_t n = 0, at = 0;
	for (size_t i = 0; tracker->stored && i < graph->n; i++)
		n += tracker->is_row[i] && tracker->stored[i];
	if (n == 0)
		return 0;
	struct step *steps = arena_alloc(graph->arena, n + out->n, sizeof(*steps));
	int rc = steps ? 0 : sqlembic_fail_memory(err);
	for (size_t i = 0; rc == 0 && i < graph->n; i++)
		if (tracker->is_row[i] && tracker->stored[i])
			rc = adopt(&steps[at++], tracker, graph->revisions + i, err);
	if (rc < 0)
		return rc;
	if (out->n)
		memcpy(steps + n, out->steps, out->n * sizeof(*steps));
	out->steps = steps;
	out->n += n;
	return 0;
}

static void drop_row(struct plan_tracker *t, struct step *step, struct row_change *changes,
		     const struct revision *r)
{
	if (!t->is_row[r->index])
		return;
	t->is_row[r->index] = false;
	t->nrows--;
	changes[step->nchanges++] = (struct row_change){ .from = plan_rows_stored(t, r) };
	forget_stored(t, r);
}

/* The first step also deletes the rows that others say already. */
static int open_changes(struct row_change **changes, struct step *step, struct plan_tracker *t,
			const struct revision *r, struct sqlembic_error *err)
{
	size_t most = r->nparents + r->ndeps + 1 + t->repeated.n;
	*changes = arena_alloc(t->graph->arena, most, sizeof(**changes));
	if (!*changes)
		return sqlembic_fail_memory(err);
	step->revision = r;
	step->changes = *changes;
	step->nchanges = 0;
	while (t->repeated.n)
		drop_row(t, step, *changes, t->repeated.items[--t->repeated.n]);
	const char *down = plan_rows_join_ids(t->graph, r->parents, r->nparents);
	if (!down)
		return sqlembic_fail_memory(err);
	bool up = step->direction == SQLEMBIC_UPGRADE;
	step->from = up ? down : r->id;
	step->to = up ? r->id : down;
	return 0;
}

int plan_rows_step_up(struct step *step, struct plan_tracker *tracker, const struct revision *r,
		      struct sqlembic_error *err)
{
	struct row_change *changes;
	step->direction = SQLEMBIC_UPGRADE;
	int rc = open_changes(&changes, step, tracker, r, err);
	if (rc)
		return rc;
	for (size_t i = 0; i < r->nparents; i++)
		drop_row(tracker, step, changes, r->parents[i]);
	for (size_t i = 0; i < r->ndeps; i++)
		drop_row(tracker, step, changes, r->deps[i]);
	hold(tracker, r);
	tracker->is_row[r->index] = true;
	tracker->nrows++;
	/* The last row that goes becomes the new one. */
	if (step->nchanges == 0)
		step->nchanges = 1;
	changes[step->nchanges - 1].to = r->row;
	return 0;
}

static void add_row(struct plan_tracker *t, struct step *step, struct row_change *changes,
		    const struct revision *r)
{
	if (t->is_row[r->index] || t->holders[r->index])
		return;
	t->is_row[r->index] = true;
	t->nrows++;
	changes[step->nchanges++] = (struct row_change){ .to = r->row };
}

int plan_rows_step_down(struct step *step, struct plan_tracker *tracker, const struct revision *r,
			struct sqlembic_error *err)
{
	struct row_change *changes;
	step->direction = SQLEMBIC_DOWNGRADE;
	int rc = open_changes(&changes, step, tracker, r, err);
	if (rc)
		return rc;
	let_go(tracker, r);
	tracker->is_row[r->index] = false;
	tracker->nrows--;
	size_t deleted = step->nchanges;
	for (size_t i = 0; i < r->nparents; i++)
		add_row(tracker, step, changes, r->parents[i]);
	for (size_t i = 0; i < r->ndeps; i++)
		add_row(tracker, step, changes, r->deps[i]);
	/* The row that goes becomes the last new one. */
	if (step->nchanges == deleted)
		step->nchanges++;
	changes[step->nchanges - 1].from = plan_rows_stored(tracker, r);
	forget_stored(tracker, r);
	return 0;
}

static int compare_text(const void *a, const void *b)
{
	const char *const *x = a;
	const char *const *y = b;
	return strcmp(*x, *y);
}

int plan_rows_keep(struct plan *out, const struct plan_tracker *tracker, const struct rows *rows,
		   struct sqlembic_error *err)
{
	const struct graph *graph = tracker->graph;
	const char **before = arena_alloc(graph->arena, rows->n, sizeof(*before));
	const char **after = arena_alloc(graph->arena, tracker->nrows, sizeof(*after));
	if (!before || !after)
		return sqlembic_fail_memory(err);
	for (size_t i = 0; i < rows->n; i++) {
		before[i] = arena_dup(graph->arena, rows->items[i]);
		if (!before[i])
			return sqlembic_fail_memory(err);
	}
	size_t n = 0;
	for (size_t i = 0; i < graph->n; i++) {
		if (tracker->is_row[i])
			after[n++] = plan_rows_stored(tracker, &graph->revisions[i]);
	}
	qsort(after, n, sizeof(*after), compare_text);
	out->before = (struct rows){ before, rows->n };
	out->after = (struct rows){ after, n };
	return 0;
}
