/* revspec_walk.c: counts revisions up and down from a place. */
#include "graph/revspec.h"

#include <stdlib.h>

#include "sqlembic/error.h"

/* The revisions that a step in one direction can lead to.  *base: down from a revision without parents. */
static struct revision_list neighbours(const struct revspec_point *point, const struct graph *graph, bool up,
				       bool *base)
{
	const struct revision *r = point->revision;
	*base = false;
	if (point->place == REVSPEC_BELOW)
		return up ? graph->bases : graph->heads;
	if (point->place != REVSPEC_AT)
		return (struct revision_list){ 0 };
	if (up)
		return (struct revision_list){ r->children, r->nchildren };
	*base = r->nparents == 0;
	return (struct revision_list){ r->parents, r->nparents };
}

static int fail_fork(struct sqlembic_error *err, const struct revision_list *choices, const bool *lineage)
{
	struct sqlembic_buf ids = SQLEMBIC_BUF_INIT;
	for (size_t i = 0; i < choices->n; i++) {
		const struct revision *choice = choices->items[i];
		if (!lineage || lineage[choice->index])
			sqlembic_buf_printf(&ids, "%s%s", ids.len ? ", " : "the next could be ", choice->id);
	}
	sqlembic_fail(err, SQLEMBIC_E_FAILED, "Ambiguous walk");
	sqlembic_fail_detail(err, "%s", sqlembic_buf_text(&ids));
	sqlembic_buf_release(&ids);
	return sqlembic_fail_hint(err, "name the revision instead of counting steps");
}

/* One step; *moved is false where the graph ends. */
static int take_step(struct revspec_point *point, bool *moved, const struct graph *graph, bool up,
		     const bool *lineage, struct sqlembic_error *err)
{
	bool base = false;
	struct revision_list next = neighbours(point, graph, up, &base);
	struct revision *chosen = NULL;
	size_t found = 0;
	for (size_t i = 0; i < next.n; i++) {
		if (lineage && !lineage[next.items[i]->index])
			continue;
		if (found++)
			return fail_fork(err, &next, lineage);
		chosen = next.items[i];
	}
	*moved = found || base;
	if (found)
		*point = (struct revspec_point){ REVSPEC_AT, chosen };
	else if (base)
		*point = (struct revspec_point){ REVSPEC_BASE, NULL };
	return 0;
}

int revspec_walk(struct revspec_point *point, const struct graph *graph, long steps, const bool *lineage,
		 bool strict, struct sqlembic_error *err)
{
	int rc = 0;
	bool moved = true;
	for (long left = labs(steps); rc == 0 && moved && left > 0; left--)
		rc = take_step(point, &moved, graph, steps > 0, lineage, err);
	if (rc == 0 && !moved && strict)
		*point = (struct revspec_point){ REVSPEC_BEYOND, NULL };
	return rc;
}
