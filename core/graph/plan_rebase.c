/* plan_rebase.c: fits a plan to rows that another process has changed. */
#include "graph/parts.h"

#include <string.h>

#include "graph/fold.h"
#include "sqlembic/error.h"

static int fail_moved(struct sqlembic_error *err, const struct step *step, const struct revision *other,
		      const char *why)
{
	sqlembic_fail(err, SQLEMBIC_E_FAILED,
		      "the database was changed by another process: cannot %s %s, %s %s",
		      step->direction == SQLEMBIC_UPGRADE ? "upgrade to" : "downgrade", step->revision->id,
		      other->id, why);
	return sqlembic_fail_hint(err, "run the command again to plan from where the database is now");
}

/* All that a revision needs must be applied before it. */
static int check_up(const struct plan_tracker *t, const struct step *step, const struct revision *r,
		    struct sqlembic_error *err)
{
	for (size_t i = 0; i < r->nreduced_parents; i++) {
		if (!t->applied[r->reduced_parents[i]->index])
			return fail_moved(err, step, r->reduced_parents[i], "is not applied any more");
	}
	return 0;
}

/* Nothing that needs a revision may be left when it goes. */
static int check_down(const struct plan_tracker *t, const struct step *step, const struct revision *r,
		      struct sqlembic_error *err)
{
	if (t->holders[r->index] == 0)
		return 0;
	for (size_t i = 0; i < r->nchildren; i++) {
		if (t->applied[r->children[i]->index])
			return fail_moved(err, step, r->children[i], "has been applied on top of it");
	}
	for (size_t i = 0; i < r->ndependants; i++) {
		if (t->applied[r->dependants[i]->index])
			return fail_moved(err, step, r->dependants[i], "has been applied and depends on it");
	}
	return 0;
}

static int rebase_steps(struct plan *out, struct plan_tracker *tracker, const struct plan *plan,
			struct sqlembic_error *err)
{
	out->steps = arena_alloc(tracker->graph->arena, plan->n, sizeof(*out->steps));
	if (!out->steps)
		return sqlembic_fail_memory(err);
	int rc = 0;
	for (size_t i = 0; rc == 0 && i < plan->n; i++) {
		const struct step *old = plan->steps + i;
		bool up = old->direction == SQLEMBIC_UPGRADE;
		if (old->adopts)
			continue;
		if (tracker->applied[old->revision->index] == up)
			continue;
		struct step *step = out->steps + out->n++;
		const struct revision *r = tracker->graph->revisions + old->revision->index;
		rc = up ? check_up(tracker, old, r, err) : check_down(tracker, old, r, err);
		if (rc == 0)
			rc = up ? plan_rows_step_up(step, tracker, r, err)
				: plan_rows_step_down(step, tracker, r, err);
	}
	return rc;
}

/* Whether both hold the same ids.  `flags`, one per revision, are false before and after. */
static bool same_rows(const struct graph *graph, const struct rows *a, const struct rows *b, bool *flags)
{
	bool same = a->n == b->n;
	for (size_t i = 0; same && i < a->n; i++) {
		const struct revision *r = graph_find(graph, a->items[i]);
		same = r != NULL;
		if (r)
			flags[r->index] = true;
	}
	for (size_t i = 0; same && i < b->n; i++) {
		const struct revision *r = graph_find(graph, b->items[i]);
		same = r && flags[r->index];
	}
	memset(flags, 0, graph->n * sizeof(*flags));
	return same;
}

/* A stamp sets the rows: it fits the rows it was made from, and those that it leaves behind. */
static int rebase_stamp(struct plan *out, const struct graph *graph, const struct rows *rows,
			const struct plan *plan, struct arena *scratch, struct sqlembic_error *err)
{
	bool *flags = arena_alloc(scratch, graph->n, sizeof(*flags));
	if (!flags)
		return sqlembic_fail_memory(err);
	*out = *plan;
	if (same_rows(graph, rows, &plan->before, flags))
		return 0;
	if (same_rows(graph, rows, &plan->after, flags)) {
		out->n = 0;
		out->before = plan->after;
		return 0;
	}
	*out = (struct plan){ 0 };
	sqlembic_fail(err, SQLEMBIC_E_FAILED,
		      "the database was changed by another process: its rows are not those "
		      "that the stamp was planned from");
	return sqlembic_fail_hint(err, "run the command again to plan from where the database is now");
}

static int rebase(struct plan *out, const struct graph *graph, const struct rows *rows,
		  const struct plan *plan, struct arena *scratch, struct sqlembic_error *err)
{
	struct revision_list found;
	struct plan_tracker tracker;
	const bool is_stamp = plan->n && plan->steps[0].direction == SQLEMBIC_STAMP && !plan->steps[0].adopts;
	const bool up = plan->n && !is_stamp && plan->steps[0].direction != SQLEMBIC_DOWNGRADE;
	int rc = plan_rows_find(&found, graph, rows, scratch, err);
	if (rc == 0 && is_stamp)
		return rebase_stamp(out, graph, rows, plan, scratch, err);
	if (rc == 0 && up)
		rc = plan_rows_check_overlap(graph, &found, scratch, err);
	if (rc == 0)
		rc = plan_rows_track(&tracker, graph, rows, &found, scratch, err);
	if (rc == 0)
		rc = rebase_steps(out, &tracker, plan, err);
	if (rc == 0 && up)
		rc = plan_rows_adopt(out, &tracker, err);
	return rc == 0 ? plan_rows_keep(out, &tracker, rows, err) : rc;
}

int plan_rebase(struct plan *out, const struct graph *graph, const struct rows *rows, const struct plan *plan,
		struct sqlembic_error *err)
{
	struct arena scratch = { 0 };
	const struct graph *view;
	*out = (struct plan){ .warning = plan->warning };
	int rc = fold_choose(&view, graph, &(struct fold_wish){ .rows = rows, .plan = plan }, err);
	if (rc == 0)
		rc = rebase(out, view, rows, plan, &scratch, err);
	arena_release(&scratch);
	return rc;
}
