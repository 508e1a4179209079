/* plan_target.c: the revisions that the target of an upgrade or a downgrade means, counted from the version rows. */
#include "graph/parts.h"

#include <string.h>

#include "sqlembic/error.h"
#include "graph/walk.h"

#define HINT_COUNT "see where the database is with: sqlembic history -i"

/* "-4" and "+04" count four. */
static int fail_short(struct sqlembic_error *err, const struct revspec_relative *relative)
{
	const char *digits = relative->text + 1;
	while (digits[0] == '0' && digits[1])
		digits++;
	sqlembic_fail(err, SQLEMBIC_E_FAILED, "Relative revision %s didn't produce %s migrations",
		      relative->text, digits);
	return sqlembic_fail_hint(err, HINT_COUNT);
}

static int list_origin(struct revision_list *out, const struct revspec *spec,
		       const struct plan_origin *origin, struct sqlembic_error *err)
{
	if (!origin->rows)
		return revspec_revisions(out, spec, origin->text, err);
	*out = *origin->rows;
	return 0;
}

static int keep_flagged(struct revision_list *out, const struct revision_list *list, const bool *flags,
			struct arena *scratch, struct sqlembic_error *err)
{
	out->n = 0;
	out->items = arena_alloc(scratch, list->n, sizeof(struct revision *));
	if (!out->items)
		return sqlembic_fail_memory(err);
	for (size_t i = 0; i < list->n; i++) {
		if (!flags || flags[list->items[i]->index])
			out->items[out->n++] = list->items[i];
	}
	return 0;
}

/* Applied revisions in the lineage that no other one of these has below itself. */
static int list_tips(struct revision_list *out, const struct graph *graph, const bool *applied,
		     const bool *lineage, struct arena *scratch, struct sqlembic_error *err)
{
	bool *covered = arena_alloc(scratch, graph->n, sizeof(*covered));
	out->n = 0;
	out->items = arena_alloc(scratch, graph->n, sizeof(struct revision *));
	if (!covered || !out->items)
		return sqlembic_fail_memory(err);
	for (size_t i = 0; i < graph->n; i++) {
		const struct revision *r = graph->revisions + i;
		bool counts = applied[i] && (!lineage || lineage[i]);
		for (size_t e = 0; counts && e < r->nreduced_parents; e++)
			covered[r->reduced_parents[e]->index] = true;
	}
	for (size_t i = 0; i < graph->n; i++) {
		if (applied[i] && (!lineage || lineage[i]) && !covered[i])
			out->items[out->n++] = graph->revisions + i;
	}
	return 0;
}

/* The start of "label@+N": a row on the branch, else the last applied revision on it, else base. */
static int start_on_branch(struct revision_list *out, const struct revspec *spec,
			   const struct revision_list *rows, const char *label, struct sqlembic_error *err)
{
	bool *lineage, *applied;
	int rc = revspec_lineage(&lineage, spec, label, false, err);
	if (rc == 0)
		rc = keep_flagged(out, rows, lineage, spec->scratch, err);
	if (rc || out->n)
		return rc;
	rc = plan_rows_closure(&applied, spec->graph, rows, spec->scratch, err);
	return rc ? rc : list_tips(out, spec->graph, applied, lineage, spec->scratch, err);
}

static int start_up(struct revspec_point *point, const struct revspec *spec, const struct plan_origin *origin,
		    const char *label, struct sqlembic_error *err)
{
	struct revision_list starts = { 0 }, rows;
	struct revision *one = NULL;
	int rc;
	if (!label && !origin->rows) {
		rc = revspec_one(&one, spec, origin->text, err);
		starts = (struct revision_list){ &one, one ? 1 : 0 };
	} else {
		rc = list_origin(&rows, spec, origin, err);
		if (rc == 0 && label)
			rc = start_on_branch(&starts, spec, &rows, label, err);
		else if (rc == 0)
			starts = rows;
	}
	if (rc)
		return rc;
	if (starts.n > 1) {
		sqlembic_fail(err, SQLEMBIC_E_FAILED, "Ambiguous upgrade from multiple current revisions");
		return sqlembic_fail_hint(err, "say which branch: BRANCH@+N, or name the revision");
	}
	*point = starts.n ? (struct revspec_point){ REVSPEC_AT, starts.items[0] }
			  : (struct revspec_point){ REVSPEC_BELOW, NULL };
	return 0;
}

/* The place of a symbol to count from; `label` narrows what it may mean. */
static int start_at(struct revspec_point *point, const struct revspec *spec, const char *label,
		    const char *symbol, struct sqlembic_error *err)
{
	const char *identifier = label ? arena_printf(spec->scratch, "%s@%s", label, symbol) : symbol;
	if (!identifier)
		return sqlembic_fail_memory(err);
	struct revision *r;
	int rc = revspec_one(&r, spec, identifier, err);
	*point = (struct revspec_point){ r ? REVSPEC_AT : REVSPEC_BELOW, r };
	return rc;
}

/* Going up, a label limits the walk to its branch. */
static int count_steps(struct revspec_point *point, const struct revspec *spec,
		       const struct revspec_relative *relative, bool strict, struct sqlembic_error *err)
{
	bool *lineage = NULL;
	int rc = 0;
	if (relative->steps > 0 && relative->label)
		rc = revspec_lineage(&lineage, spec, relative->label, false, err);
	return rc ? rc : revspec_walk(point, spec->graph, relative->steps, lineage, strict, err);
}

int plan_target_upgrade(struct revision_list *out, const struct revspec *spec,
			const struct plan_origin *origin, const char *text, bool strict,
			struct sqlembic_error *err)
{
	struct revspec_relative relative;
	bool found;
	int rc = revspec_parse_relative(&relative, &found, spec, text, err);
	if (rc)
		return rc;
	if (!found)
		return revspec_revisions(out, spec, text, err);
	bool up = relative.steps > 0;
	if (!up && !relative.symbol)
		return fail_short(err, &relative);
	struct revspec_point point;
	if (relative.symbol)
		rc = start_at(&point, spec, up ? NULL : relative.label, relative.symbol, err);
	else
		rc = start_up(&point, spec, origin, relative.label, err);
	if (rc == 0)
		rc = count_steps(&point, spec, &relative, strict, err);
	if (rc)
		return rc;
	if (point.place != REVSPEC_AT)
		return fail_short(err, &relative);
	out->n = 1;
	out->items = arena_alloc(spec->scratch, 1, sizeof(struct revision *));
	if (!out->items)
		return sqlembic_fail_memory(err);
	out->items[0] = point.revision;
	return 0;
}

int plan_target_branch_heads(struct revision_list *out, const struct graph *graph, const bool *applied,
			     struct arena *arena, struct sqlembic_error *err)
{
	out->n = 0;
	out->items = arena_alloc(arena, graph->n, sizeof(struct revision *));
	if (!out->items)
		return sqlembic_fail_memory(err);
	for (size_t i = 0; i < graph->n; i++) {
		const struct revision *r = graph->revisions + i;
		bool head = applied[i];
		for (size_t c = 0; head && c < r->nchildren; c++)
			head = !applied[r->children[c]->index];
		if (head)
			out->items[out->n++] = graph->revisions + i;
	}
	return 0;
}

/* The single row, or applied branch head, that "label@-N" counts from. */
static int choose_on_branch(struct revision **out, const struct revspec *spec,
			    const struct revision_list *rows, const struct revspec_relative *relative,
			    struct sqlembic_error *err)
{
	struct revision_list on = { 0 }, heads = { 0 };
	bool *lineage = NULL, *applied;
	int rc = revspec_lineage(&lineage, spec, relative->label, false, err);
	if (rc == 0)
		rc = keep_flagged(&on, rows, lineage, spec->scratch, err);
	if (rc == 0 && on.n == 0) {
		rc = plan_rows_closure(&applied, spec->graph, rows, spec->scratch, err);
		if (rc == 0)
			rc = plan_target_branch_heads(&heads, spec->graph, applied, spec->scratch, err);
		if (rc == 0)
			rc = keep_flagged(&on, &heads, lineage, spec->scratch, err);
	}
	if (rc)
		return rc;
	if (on.n == 1) {
		*out = on.items[0];
		return 0;
	}
	if (on.n == 0) {
		fail_short(err, relative);
		return sqlembic_fail_detail(err, "nothing is applied on the branch of '%s'", relative->label);
	}
	sqlembic_fail(err, SQLEMBIC_E_FAILED, "Ambiguous downgrade from multiple current revisions");
	return sqlembic_fail_hint(err, "name the revision to go back to");
}

/* "-N" and "label@-N": from a row.  Without a label the row itself becomes the branch. */
static int start_down(struct plan_target *out, struct revspec_point *point, const struct revspec *spec,
		      const struct plan_origin *origin, const struct revspec_relative *relative,
		      struct sqlembic_error *err)
{
	struct revision_list rows;
	struct revision *chosen = NULL;
	if (!origin->rows && !relative->label) {
		out->branch = origin->text;
		return start_at(point, spec, origin->text, origin->text, err);
	}
	int rc = list_origin(&rows, spec, origin, err);
	if (rc)
		return rc;
	if (relative->label) {
		rc = choose_on_branch(&chosen, spec, &rows, relative, err);
	} else if (rows.n == 0) {
		rc = fail_short(err, relative);
	} else {
		chosen = rows.items[0];
		out->branch = chosen->id;
		out->from_several = rows.n > 1;
	}
	*point = (struct revspec_point){ REVSPEC_AT, chosen };
	return rc;
}

static int relative_downgrade(struct plan_target *out, const struct revspec *spec,
			      const struct plan_origin *origin, const struct revspec_relative *relative,
			      bool strict, struct sqlembic_error *err)
{
	struct revspec_point point;
	bool up = relative->text[0] == '+' || relative->steps == 0;
	int rc;
	out->branch = relative->label;
	if (relative->symbol)
		rc = start_at(&point, spec, up ? NULL : relative->label, relative->symbol, err);
	else
		rc = up ? fail_short(err, relative) : start_down(out, &point, spec, origin, relative, err);
	if (rc == 0)
		rc = count_steps(&point, spec, relative, strict, err);
	if (rc)
		return rc;
	if (point.place == REVSPEC_BEYOND || point.place == REVSPEC_BELOW) {
		if (!relative->symbol)
			return fail_short(err, relative);
		sqlembic_fail(err, SQLEMBIC_E_FAILED, "Walked too far");
		return sqlembic_fail_hint(err, HINT_COUNT);
	}
	out->revision = point.revision;
	return 0;
}

int plan_target_downgrade(struct plan_target *out, const struct revspec *spec,
			  const struct plan_origin *origin, const char *text, bool strict,
			  struct sqlembic_error *err)
{
	struct revspec_relative relative;
	bool found;
	*out = (struct plan_target){ 0 };
	int rc = revspec_parse_relative(&relative, &found, spec, text, err);
	if (rc)
		return rc;
	if (found)
		return relative_downgrade(out, spec, origin, &relative, strict, err);
	const char *at = strrchr(text, '@');
	if (at && at > text) {
		out->branch = arena_copy(spec->scratch, text, (size_t)(at - text));
		if (!out->branch)
			return sqlembic_fail_memory(err);
	}
	return revspec_one(&out->revision, spec, at ? at + 1 : text, err);
}
