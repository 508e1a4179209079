/* plan_stamp.c: `stamp`, which moves version rows and runs nothing.
 *
 * As in Alembic the rows on the lineage of any target, over down_revision and depends_on, are chosen once, and the
 * first target that is related to one of them replaces them all.  The plan warns when one of the new rows is above
 * another: the next upgrade would refuse them. */
#include "graph/parts.h"

#include <string.h>

#include "graph/fold.h"
#include "sqlembic/error.h"
#include "graph/walk.h"

struct stamp {
	const struct graph *graph;
	struct arena scratch;
	struct revspec spec;
	struct revision_list rows;    /* as they are */
	struct revision_list leaving; /* those on the lineage of a target */
	bool *leaves;
	bool *related; /* above or below a row that leaves, or such a row itself */
	struct plan_tracker tracker;
};

/* Rows that one target replaces; "base" replaces all. */
static int mark_leaving(struct stamp *s, const char *target, struct sqlembic_error *err)
{
	bool *lineage = NULL;
	if (s->rows.n == 0)
		return 0;
	int rc = revspec_lineage(&lineage, &s->spec, target, true, err);
	for (size_t i = 0; rc == 0 && i < s->rows.n; i++) {
		size_t index = s->rows.items[i]->index;
		if ((lineage && !lineage[index]) || s->leaves[index])
			continue;
		s->leaves[index] = true;
		s->leaving.items[s->leaving.n++] = s->rows.items[i];
	}
	return rc;
}

static int open_stamp(struct stamp *s, const struct graph *whole, const struct rows *rows,
		      const char *const *targets, size_t ntargets, struct sqlembic_error *err)
{
	*s = (struct stamp){ .graph = whole };
	const struct fold_wish wish = { .rows = rows, .texts = targets, .ntexts = ntargets };
	int chosen = fold_choose(&s->graph, whole, &wish, err);
	if (chosen < 0)
		return chosen;
	const struct graph *graph = s->graph;
	s->spec = (struct revspec){ .graph = graph, .scratch = &s->scratch, .stamping = true };
	s->leaves = arena_alloc(&s->scratch, graph->n, sizeof(*s->leaves));
	s->leaving.items = arena_alloc(&s->scratch, rows->n, sizeof(struct revision *));
	if (!s->leaves || !s->leaving.items)
		return sqlembic_fail_memory(err);
	int rc = plan_rows_find(&s->rows, graph, rows, &s->scratch, err);
	return rc ? rc : plan_rows_track(&s->tracker, graph, rows, &s->rows, &s->scratch, err);
}

/* The revisions of all targets. */
static int find_targets(struct revision_list *out, struct stamp *s, const char *const *targets,
			size_t ntargets, struct sqlembic_error *err)
{
	struct revision_list *found = arena_alloc(&s->scratch, ntargets, sizeof(*found));
	size_t most = 0;
	int rc = found ? 0 : sqlembic_fail_memory(err);
	for (size_t i = 0; rc == 0 && i < ntargets; i++) {
		rc = mark_leaving(s, targets[i], err);
		if (rc == 0)
			rc = revspec_revisions(found + i, &s->spec, targets[i], err);
		if (rc == 0)
			most += found[i].n;
	}
	if (rc)
		return rc;
	*out = (struct revision_list){ arena_alloc(&s->scratch, most, sizeof(struct revision *)), 0 };
	if (!out->items)
		return sqlembic_fail_memory(err);
	for (size_t i = 0; i < ntargets; i++) {
		for (size_t k = 0; k < found[i].n; k++)
			out->items[out->n++] = found[i].items[k];
	}
	return 0;
}

static int find_related(struct stamp *s, struct sqlembic_error *err)
{
	bool *above = arena_alloc(&s->scratch, s->graph->n, sizeof(*above));
	if (!above)
		return sqlembic_fail_memory(err);
	int rc = plan_rows_closure(&s->related, s->graph, &s->leaving, &s->scratch, err);
	if (rc == 0)
		rc = walk_reach(above, s->graph, &s->leaving, WALK_DEPENDANTS, err);
	for (size_t i = 0; i < s->graph->n; i++)
		s->related[i] = s->related[i] || above[i];
	return rc;
}

static int fill_step(struct step *step, struct stamp *s, const struct revision *to, struct revision **from,
		     size_t nfrom, struct sqlembic_error *err)
{
	struct row_change *changes = arena_alloc(s->graph->arena, nfrom + 1, sizeof(*changes));
	const char *joined = plan_rows_join_ids(s->graph, from, nfrom);
	if (!changes || !joined)
		return sqlembic_fail_memory(err);
	for (size_t i = 0; i < nfrom; i++) {
		changes[i].from = plan_rows_stored(&s->tracker, from[i]);
		s->tracker.is_row[from[i]->index] = false;
		s->tracker.nrows--;
	}
	size_t n = nfrom;
	if (to) {
		/* The last row that goes becomes the new one. */
		if (n == 0)
			n = 1;
		changes[n - 1].to = to->row;
		s->tracker.is_row[to->index] = true;
		s->tracker.nrows++;
	}
	*step = (struct step){ .direction = SQLEMBIC_STAMP,
			       .revision = to,
			       .from = joined,
			       .to = to ? to->id : "",
			       .changes = changes,
			       .nchanges = n };
	return 0;
}

/* One step for each row that goes, as Alembic logs it. */
static int stamp_base(struct plan *out, struct stamp *s, struct sqlembic_error *err)
{
	out->steps = arena_alloc(s->graph->arena, s->leaving.n, sizeof(*out->steps));
	int rc = out->steps ? 0 : sqlembic_fail_memory(err);
	for (size_t i = 0; rc == 0 && i < s->leaving.n; i++)
		rc = fill_step(out->steps + out->n++, s, NULL, s->leaving.items + i, 1, err);
	return rc;
}

static int stamp_targets(struct plan *out, struct stamp *s, const struct revision_list *targets,
			 struct sqlembic_error *err)
{
	int rc = find_related(s, err);
	if (rc)
		return rc;
	out->steps = arena_alloc(s->graph->arena, targets->n, sizeof(*out->steps));
	if (!out->steps)
		return sqlembic_fail_memory(err);
	size_t leaving = s->leaving.n;
	for (size_t i = 0; rc == 0 && i < targets->n; i++) {
		const struct revision *to = targets->items[i];
		if (s->leaves[to->index] || s->tracker.is_row[to->index])
			continue;
		size_t from = s->related[to->index] ? leaving : 0;
		rc = fill_step(out->steps + out->n++, s, to, s->leaving.items, from, err);
		if (from)
			leaving = 0;
	}
	return rc;
}

/* Alembic writes rows that contain each other without a word, and refuses them the next time. */
static int warn_of_overlap(struct plan *out, struct stamp *s, struct sqlembic_error *err)
{
	struct revision_list after = { 0 };
	struct sqlembic_error overlap;
	int rc = plan_rows_find(&after, s->graph, &out->after, &s->scratch, err);
	if (rc || plan_rows_check_overlap(s->graph, &after, &s->scratch, &overlap) == 0)
		return rc;
	out->warning = arena_printf(s->graph->arena, "%s; upgrade will refuse these rows", overlap.message);
	return out->warning ? 0 : sqlembic_fail_memory(err);
}

int plan_stamp(struct plan *out, const struct graph *graph, const struct rows *rows,
	       const char *const *targets, size_t ntargets, struct sqlembic_error *err)
{
	struct stamp s;
	struct revision_list found;
	*out = (struct plan){ 0 };
	int rc = open_stamp(&s, graph, rows, targets, ntargets, err);
	if (rc == 0)
		rc = find_targets(&found, &s, targets, ntargets, err);
	if (rc == 0)
		rc = found.n ? stamp_targets(out, &s, &found, err) : stamp_base(out, &s, err);
	if (rc == 0)
		rc = plan_rows_keep(out, &s.tracker, rows, err);
	if (rc == 0)
		rc = warn_of_overlap(out, &s, err);
	arena_release(&s.scratch);
	return rc;
}
