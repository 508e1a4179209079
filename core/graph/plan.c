/* plan.c: upgrade and downgrade: the revisions that a target means, their order, and their changes of the rows.
 *
 * Knows neither files nor databases. */
#include "graph/parts.h"

#include <string.h>

#include "graph/fold.h"
#include "graph/walk.h"
#include "sqlembic/error.h"

/* A plan in the making, in the view of the graph that its rows and its target need. */
struct draft {
	const struct graph *graph;
	struct arena scratch;
	struct revision_list rows;
	bool *applied, *todo;
};

static int open_draft(struct draft *d, const struct graph *graph, const struct rows *rows, const char *target,
		      struct sqlembic_error *err)
{
	*d = (struct draft){ .graph = graph };
	int rc = fold_choose_text(&d->graph, graph, rows, target, err);
	if (rc == 0)
		rc = plan_rows_find(&d->rows, d->graph, rows, &d->scratch, err);
	return rc ? rc : plan_rows_closure(&d->applied, d->graph, &d->rows, &d->scratch, err);
}

/* Puts d->todo in order and makes a step of each. */
static int fill(struct plan *out, struct draft *d, const struct revision_list *heads, const struct rows *rows,
		bool up, struct sqlembic_error *err)
{
	struct walk walk = { .graph = d->graph, .heads = *heads, .scratch = &d->scratch };
	struct revision_list order;
	struct plan_tracker tracker;
	walk.todo = walk.scope = d->todo;
	int rc = walk_order(&order, &walk, err);
	if (rc == 0)
		rc = plan_rows_track(&tracker, d->graph, rows, &d->rows, &d->scratch, err);
	if (rc)
		return rc;
	out->n = order.n;
	out->steps = arena_alloc(d->graph->arena, order.n, sizeof(*out->steps));
	if (!out->steps)
		return sqlembic_fail_memory(err);
	for (size_t i = 0; rc == 0 && i < order.n; i++) {
		if (up)
			rc = plan_rows_step_up(out->steps + i, &tracker, order.items[order.n - 1 - i], err);
		else
			rc = plan_rows_step_down(out->steps + i, &tracker, order.items[i], err);
	}
	if (rc == 0 && up)
		rc = plan_rows_adopt(out, &tracker, err);
	return rc ? rc : plan_rows_keep(out, &tracker, rows, err);
}

static int draft_upgrade(struct plan *out, struct draft *d, const struct rows *rows, const char *target,
			 struct sqlembic_error *err)
{
	struct revspec spec = { .graph = d->graph, .scratch = &d->scratch, .argument = target };
	struct plan_origin origin = { .rows = &d->rows };
	struct revision_list targets;
	int rc = plan_target_upgrade(&targets, &spec, &origin, target, true, err);
	if (rc == 0)
		rc = plan_rows_check_overlap(d->graph, &targets, &d->scratch, err);
	if (rc == 0)
		rc = plan_rows_check_overlap(d->graph, &d->rows, &d->scratch, err);
	if (rc == 0)
		rc = plan_rows_closure(&d->todo, d->graph, &targets, &d->scratch, err);
	if (rc)
		return rc;
	for (size_t i = 0; i < d->graph->n; i++)
		d->todo[i] = d->todo[i] && !d->applied[i];
	return fill(out, d, &targets, rows, true, err);
}

int plan_upgrade(struct plan *out, const struct graph *graph, const struct rows *rows, const char *target,
		 struct sqlembic_error *err)
{
	struct draft d;
	*out = (struct plan){ 0 };
	int rc = open_draft(&d, graph, rows, target, err);
	if (rc == 0)
		rc = draft_upgrade(out, &d, rows, target, err);
	arena_release(&d.scratch);
	return rc;
}

/* Limits the roots to those on the way down from the branch. */
static int keep_branch(struct revision_list *roots, const struct revspec *spec, const char *branch,
		       struct sqlembic_error *err)
{
	struct revision *r;
	int rc = revspec_branch(&r, spec, branch, err);
	bool *below = arena_alloc(spec->scratch, spec->graph->n, sizeof(*below));
	struct revision **kept = arena_alloc(spec->scratch, roots->n, sizeof(struct revision *));
	if (rc == 0 && (!below || !kept))
		rc = sqlembic_fail_memory(err);
	struct revision_list seed = { &r, 1 };
	if (rc == 0)
		rc = walk_reach(below, spec->graph, &seed, WALK_PARENTS, err);
	if (rc)
		return rc;
	size_t n = 0;
	for (size_t i = 0; i < roots->n; i++) {
		if (below[roots->items[i]->index])
			kept[n++] = roots->items[i];
	}
	if (n == 0) {
		sqlembic_fail(err, SQLEMBIC_E_FAILED, "Not a valid downgrade target from current heads");
		return sqlembic_fail_hint(err,
					  "sqlembic history --indicate-current shows what is below them");
	}
	*roots = (struct revision_list){ kept, n };
	return 0;
}

/* The lowest revisions to be taken down: the children of the target, or the bases.  A base that has labels counts
 * as more than one, so that Alembic's complaints about an unknown branch come where it makes them. */
static int find_roots(struct revision_list *roots, const struct revspec *spec,
		      const struct plan_target *target, struct sqlembic_error *err)
{
	size_t counted;
	if (target->revision) {
		*roots = (struct revision_list){ target->revision->children, target->revision->nchildren };
		counted = roots->n;
	} else {
		*roots = spec->graph->bases;
		counted = roots->n;
		for (size_t i = 0; i < roots->n; i++)
			counted += roots->items[i]->nlabels;
	}
	if (!target->branch || !target->branch[0] || counted < 2)
		return 0;
	return keep_branch(roots, spec, target->branch, err);
}

static bool contains(const struct revision_list *list, const struct revision *r)
{
	for (size_t i = 0; i < list->n; i++) {
		if (list->items[i] == r)
			return true;
	}
	return false;
}

static const char *warn_of_several(struct arena *arena, const struct rows *rows, const char *text)
{
	return arena_printf(
		arena,
		"%s is ambiguous, since there are %zu heads: it counts from the first row, %s; name the "
		"branch (LABEL@%s) or the revision (%s%s) to be sure",
		text, rows->n, rows->items[0], text, rows->items[0], text);
}

static int draft_downgrade(struct plan *out, struct draft *d, const struct rows *rows, const char *text,
			   struct sqlembic_error *err)
{
	struct revspec spec = { .graph = d->graph, .scratch = &d->scratch, .argument = text };
	struct plan_origin origin = { .rows = &d->rows };
	struct plan_target target;
	struct revision_list roots;
	d->todo = arena_alloc(&d->scratch, d->graph->n, sizeof(*d->todo));
	if (!d->todo)
		return sqlembic_fail_memory(err);
	int rc = plan_target_downgrade(&target, &spec, &origin, text, true, err);
	if (rc == 0)
		rc = find_roots(&roots, &spec, &target, err);
	if (rc == 0)
		rc = walk_reach(d->todo, d->graph, &roots, WALK_DEPENDANTS, err);
	if (rc)
		return rc;
	bool any = false;
	for (size_t i = 0; i < d->graph->n; i++) {
		d->todo[i] = d->todo[i] && d->applied[i];
		any = any || d->todo[i];
	}
	if (target.revision && !any && !contains(&d->rows, target.revision)) {
		sqlembic_fail(err, SQLEMBIC_E_FAILED,
			      "Destination %s is not a valid downgrade target from current head(s)", text);
		return sqlembic_fail_hint(err, "see what is applied with: sqlembic current");
	}
	if (target.from_several && !(out->warning = warn_of_several(d->graph->arena, rows, text)))
		return sqlembic_fail_memory(err);
	return fill(out, d, &d->rows, rows, false, err);
}

int plan_downgrade(struct plan *out, const struct graph *graph, const struct rows *rows, const char *target,
		   struct sqlembic_error *err)
{
	struct draft d;
	*out = (struct plan){ 0 };
	int rc = open_draft(&d, graph, rows, target, err);
	if (rc == 0)
		rc = draft_downgrade(out, &d, rows, target, err);
	arena_release(&d.scratch);
	return rc;
}

int plan_current(struct revision_list *out, const struct graph *graph, const struct rows *rows,
		 struct sqlembic_error *err)
{
	struct draft d;
	int rc = open_draft(&d, graph, rows, NULL, err);
	if (rc == 0)
		rc = plan_target_branch_heads(out, d.graph, d.applied, graph->arena, err);
	arena_release(&d.scratch);
	return rc;
}

int plan_applied(bool **out, const struct graph *graph, const struct rows *rows, struct sqlembic_error *err)
{
	struct arena scratch = { 0 };
	struct revision_list found;
	const struct graph *view;
	int rc = fold_choose_text(&view, graph, rows, NULL, err);
	if (rc == 0)
		rc = plan_rows_find(&found, view, rows, &scratch, err);
	if (rc == 0)
		rc = plan_rows_closure(out, view, &found, graph->arena, err);
	arena_release(&scratch);
	return rc;
}

size_t plan_scripts(const struct plan *plan)
{
	size_t n = 0;
	for (size_t i = 0; i < plan->n; i++)
		n += plan->steps[i].direction != SQLEMBIC_STAMP;
	return n;
}
