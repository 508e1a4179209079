/* plan_range.c: ranges of revisions: `history -r LOWER:UPPER`, and START:END of an offline script. */
#include "graph/plan_range.h"

#include <string.h>

#include "graph/parts.h"
#include "graph/plan_show.h"
#include "graph/fold.h"
#include "sqlembic/error.h"
#include "graph/walk.h"

struct history {
	const struct graph *graph;
	struct arena scratch;
	struct revspec spec;
	struct revision_list rows;
	const char *lower, *upper; /* "current" stands for `rows` */
	struct revision_list targets;
	struct revision_list from;  /* what LOWER stands for, empty: base */
	struct revision_list shown; /* of `from`, what belongs to the answer */
	bool *required;             /* everything under the targets */
};

/* Blanks round the text do not count; an empty side is `empty`. */
static const char *side(struct arena *arena, const char *text, size_t length, const char *empty)
{
	static const char BLANKS[] = " \t\r\n";
	while (length && strchr(BLANKS, text[0])) {
		text++;
		length--;
	}
	while (length && strchr(BLANKS, text[length - 1]))
		length--;
	return length ? arena_copy(arena, text, length) : empty;
}

static int split_range(struct history *h, const char *range, struct sqlembic_error *err)
{
	const char *colon = strchr(range, ':');
	if (!colon || strchr(colon + 1, ':')) {
		int rc = sqlembic_fail(err, SQLEMBIC_E_FAILED,
				       "History range requires [start]:[end], [start]:, or :[end]");
		return colon ? rc
			     : sqlembic_fail_hint(err, "%s: is what begins at it, :%s what leads up to it",
						  range, range);
	}
	h->lower = side(&h->scratch, range, (size_t)(colon - range), "base");
	h->upper = side(&h->scratch, colon + 1, strlen(colon + 1), "heads");
	return h->lower && h->upper ? 0 : sqlembic_fail_memory(err);
}

/* "current" of an empty database shows everything, on either side. */
static int replace_current(struct history *h, const struct rows *rows, struct sqlembic_error *err)
{
	if (!plan_show_is_current(h->lower) && !plan_show_is_current(h->upper))
		return 0;
	if (!rows)
		return plan_show_refuse_current(err);
	int rc = plan_rows_find(&h->rows, h->graph, rows, &h->scratch, err);
	if (rc || h->rows.n)
		return rc;
	if (plan_show_is_current(h->lower))
		h->lower = "base";
	if (plan_show_is_current(h->upper))
		h->upper = "heads";
	return 0;
}

/* The place that a side names for relative identifiers on the other side. */
static struct plan_origin origin_of(const struct history *h, const char *text)
{
	struct plan_origin origin = { .rows = plan_show_is_current(text) ? &h->rows : NULL, .text = text };
	return origin;
}

/* "branch@..." below: only what bears the branch's label counts above. */
static int narrow_targets(struct history *h, struct sqlembic_error *err)
{
	const char *at = strchr(h->lower, '@');
	if (!at)
		return 0;
	const char *branch = arena_copy(&h->scratch, h->lower, (size_t)(at - h->lower));
	if (!branch)
		return sqlembic_fail_memory(err);
	struct revision *r;
	int rc = revspec_one(&r, &h->spec, branch, err);
	if (rc)
		return rc;
	if (r && strcmp(r->id, branch) == 0) {
		if (r->nall_labels != 1)
			return sqlembic_fail(err, SQLEMBIC_E_FAILED,
					     "revision %s does not stand for one branch: it has %u labels",
					     branch, r->nall_labels);
		branch = r->all_labels[0];
	}
	struct revision_list kept = { arena_alloc(&h->scratch, h->targets.n, sizeof(struct revision *)), 0 };
	if (!kept.items)
		return sqlembic_fail_memory(err);
	for (size_t i = 0; i < h->targets.n; i++) {
		if (revspec_bears(h->targets.items[i], branch))
			kept.items[kept.n++] = h->targets.items[i];
	}
	h->targets = kept;
	return 0;
}

static int find_upper(struct history *h, struct sqlembic_error *err)
{
	struct plan_origin origin = origin_of(h, h->lower);
	int rc = 0;
	if (plan_show_is_current(h->upper))
		h->targets = h->rows;
	else
		rc = plan_target_upgrade(&h->targets, &h->spec, &origin, h->upper, false, err);
	if (rc == 0 && !plan_show_is_current(h->lower))
		rc = narrow_targets(h, err);
	if (rc == 0)
		rc = plan_rows_check_overlap(h->graph, &h->targets, &h->scratch, err);
	return rc ? rc : plan_rows_closure(&h->required, h->graph, &h->targets, &h->scratch, err);
}

static int fail_unrelated(const struct history *h, struct sqlembic_error *err)
{
	sqlembic_fail(err, SQLEMBIC_E_FAILED,
		      "Requested range %s:%s does not refer to ancestor/descendant revisions along the same "
		      "branch",
		      h->lower, h->upper);
	return sqlembic_fail_hint(err,
				  "write START:END, the older one first; an empty side is base or heads");
}

/* "-3:current" are the last three below "current": Alembic's manual says so, though Alembic itself counts from the
 * scripts' heads unless that leads below base. */
static int counts_from_upper(bool *out, struct history *h, struct sqlembic_error *err)
{
	struct revspec_relative lower, upper;
	bool is_relative = false, upper_is_relative = false;
	int rc = revspec_parse_relative(&lower, &is_relative, &h->spec, h->lower, err);
	if (rc == 0)
		rc = revspec_parse_relative(&upper, &upper_is_relative, &h->spec, h->upper, err);
	*out = rc == 0 && is_relative && !lower.label && !lower.symbol && lower.steps < 0 &&
	       !upper_is_relative && strncmp(h->upper, "head", 4) != 0;
	return rc;
}

static int count_from_upper(struct history *h, struct sqlembic_error *err)
{
	struct plan_origin origin = origin_of(h, h->upper);
	struct plan_target target;
	int rc = plan_target_downgrade(&target, &h->spec, &origin, h->lower, false, err);
	h->from.n = 0;
	if (rc == 0 && target.revision)
		h->from.items[h->from.n++] = target.revision;
	h->shown = h->from;
	return rc;
}

static int find_lower(struct history *h, struct sqlembic_error *err)
{
	struct revspec_points points = { 0 };
	if (plan_show_is_current(h->lower)) {
		h->from = h->shown = h->rows;
		for (size_t i = 0; i < h->from.n; i++) {
			if (!h->required[h->from.items[i]->index])
				return fail_unrelated(h, err);
		}
		return 0;
	}
	bool is_counted;
	int rc = counts_from_upper(&is_counted, h, err);
	if (rc == 0 && !is_counted)
		rc = revspec_all(&points, &h->spec, h->lower, err);
	if (rc)
		return rc;
	h->from.items = arena_alloc(&h->scratch, points.n + 1, sizeof(struct revision *));
	if (!h->from.items)
		return sqlembic_fail_memory(err);
	if (is_counted)
		return count_from_upper(h, err);
	bool beyond = false;
	for (size_t i = 0; i < points.n; i++) {
		const struct revspec_point *p = points.items + i;
		if (p->place == REVSPEC_BASE || (p->place == REVSPEC_AT && !h->required[p->revision->index]))
			return fail_unrelated(h, err);
		if (p->place == REVSPEC_AT)
			h->from.items[h->from.n++] = p->revision;
		else
			beyond = true;
	}
	h->shown = h->from;
	if (!beyond)
		return 0;
	return points.items[0].place == REVSPEC_AT ? fail_unrelated(h, err) : count_from_upper(h, err);
}

/* UPPER and all below it, without what is below LOWER; with a LOWER other than base only what descends from it. */
static int select_range(bool *todo, struct history *h, struct sqlembic_error *err)
{
	bool *below, *above = arena_alloc(&h->scratch, h->graph->n, sizeof(*above));
	if (!above)
		return sqlembic_fail_memory(err);
	int rc = plan_rows_closure(&below, h->graph, &h->from, &h->scratch, err);
	if (rc == 0)
		rc = walk_reach(above, h->graph, &h->from, WALK_CHILDREN, err);
	if (rc)
		return rc;
	for (size_t i = 0; i < h->graph->n; i++)
		todo[i] = h->required[i] && !below[i] && (h->from.n == 0 || above[i]);
	for (size_t i = 0; i < h->shown.n; i++)
		todo[h->shown.items[i]->index] = true;
	return 0;
}

/* Dependencies on other branches may lead out of the range and back, so all that is below its heads is walked. */
static int sort_range(struct revision_list *out, struct history *h, struct sqlembic_error *err)
{
	struct walk walk = { .graph = h->graph, .scratch = &h->scratch };
	bool *todo = arena_alloc(&h->scratch, h->graph->n, sizeof(*todo));
	bool *scope;
	walk.heads.items = arena_alloc(&h->scratch, h->targets.n, sizeof(struct revision *));
	if (!todo || !walk.heads.items)
		return sqlembic_fail_memory(err);
	int rc = select_range(todo, h, err);
	for (size_t i = 0; rc == 0 && i < h->targets.n; i++) {
		if (todo[h->targets.items[i]->index])
			walk.heads.items[walk.heads.n++] = h->targets.items[i];
	}
	if (rc == 0)
		rc = plan_rows_closure(&scope, h->graph, &walk.heads, &h->scratch, err);
	if (rc)
		return rc;
	walk.todo = todo;
	walk.scope = scope;
	return walk_order(out, &walk, err);
}

int plan_range_history(struct revision_list *out, const struct graph *graph, const struct rows *rows,
		       const char *range, struct sqlembic_error *err)
{
	struct history h = { .graph = graph };
	int rc = fold_choose_text(&h.graph, graph, rows, range, err);
	h.spec = (struct revspec){ .graph = h.graph, .scratch = &h.scratch };
	if (rc == 0)
		rc = split_range(&h, range, err);
	if (rc == 0)
		rc = replace_current(&h, rows, err);
	h.spec.argument = h.upper;
	if (rc == 0)
		rc = find_upper(&h, err);
	if (rc == 0)
		rc = find_lower(&h, err);
	if (rc == 0)
		rc = plan_rows_check_overlap(h.graph, &h.from, &h.scratch, err);
	if (rc == 0)
		rc = sort_range(out, &h, err);
	arena_release(&h.scratch);
	return rc;
}

bool plan_range_needs_rows(const char *text)
{
	struct arena scratch = { 0 };
	const char *colon = strchr(text, ':');
	size_t length = colon ? (size_t)(colon - text) : strlen(text);
	const char *lower = side(&scratch, text, length, "");
	const char *upper = colon ? side(&scratch, colon + 1, strlen(colon + 1), "") : "";
	bool needs = (lower && plan_show_is_current(lower)) || (upper && plan_show_is_current(upper));
	arena_release(&scratch);
	return needs;
}

/* The one revision an offline script starts from; base has no row. */
static int start_row(struct rows *rows, const struct graph *graph, const char *start,
		     struct sqlembic_error *err)
{
	struct revision_list found;
	int rc = plan_show(&found, graph, NULL, start, err);
	if (rc)
		return rc;
	if (found.n > 1) {
		sqlembic_fail(err, SQLEMBIC_E_FAILED,
			      "'%s' means %zu revisions; an offline script starts from one", start, found.n);
		return sqlembic_fail_hint(err, "name one revision, or base, before the colon");
	}
	const char **row = arena_alloc(graph->arena, 1, sizeof(*row));
	if (!row)
		return sqlembic_fail_memory(err);
	/* What a squash replaces is still its row in a database that was not upgraded since. */
	if (found.n)
		row[0] = fold_replacing(graph, start) ? start : found.items[0]->id;
	*rows = (struct rows){ row, found.n };
	return 0;
}

int plan_range_offline(struct rows *rows, const char **target, const struct graph *graph, const char *text,
		       enum sqlembic_direction direction, struct sqlembic_error *err)
{
	*rows = (struct rows){ 0 };
	const char *colon = strchr(text, ':');
	if (!colon) {
		*target = text;
		if (direction != SQLEMBIC_DOWNGRADE)
			return 0;
		sqlembic_fail(err, SQLEMBIC_E_FAILED, "downgrade with --sql requires <fromrev>:<torev>");
		return sqlembic_fail_command(
			err, "", "sqlembic downgrade FROM:%s --sql, where FROM is what sqlembic current says",
			text);
	}
	if (colon == text || !colon[1] || strchr(colon + 1, ':')) {
		sqlembic_fail(err, SQLEMBIC_E_FAILED, "offline range '%s' is not START:END", text);
		return sqlembic_fail_hint(err, "name both sides; base and head are fine");
	}
	const char *start = arena_copy(graph->arena, text, (size_t)(colon - text));
	*target = arena_dup(graph->arena, colon + 1);
	if (!start || !*target)
		return sqlembic_fail_memory(err);
	return start_row(rows, graph, start, err);
}
