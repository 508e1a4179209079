/* revspec_walk.c: counts revisions up and down from a place, and tells what an unknown identifier may have meant. */
#include "graph/revspec.h"

#include <stdlib.h>
#include <string.h>

#include "sqlembic/distance.h"
#include "sqlembic/error.h"

/* Where a step in one direction can lead.  *base: down from a revision without parents. */
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
static int step(struct revspec_point *point, bool *moved, const struct graph *graph, bool up,
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

int revspec_walk(struct revspec_point *point, const struct revspec *spec, long steps, const char *label,
		 bool strict, struct sqlembic_error *err)
{
	bool *lineage = NULL;
	bool up = steps > 0;
	int rc = up && label ? revspec_lineage(&lineage, spec, label, false, err) : 0;
	bool moved = true;
	for (long left = labs(steps); rc == 0 && moved && left > 0; left--)
		rc = step(point, &moved, spec->graph, up, lineage, err);
	if (rc == 0 && !moved && strict)
		*point = (struct revspec_point){ REVSPEC_BEYOND, NULL };
	return rc;
}

/* Keeps `name` when it is nearer to the identifier than what was nearest. */
static void offer(const char **nearest, size_t *best, const char *identifier, const char *name)
{
	size_t distance = sqlembic_distance(identifier, name);
	if (distance < *best || (distance == *best && !*nearest)) {
		*best = distance;
		*nearest = name;
	}
}

int revspec_fail_unknown(struct sqlembic_error *err, const struct graph *graph, const char *identifier)
{
	static const char *const words[] = { "head", "heads", "base", "current" };
	size_t best = strlen(identifier) < 4 ? 1 : 2;
	const char *nearest = NULL;
	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++)
		offer(&nearest, &best, identifier, words[i]);
	for (size_t i = 0; i < graph->nnames; i++)
		offer(&nearest, &best, identifier, graph->names[i].name);
	sqlembic_fail(err, SQLEMBIC_E_FAILED, "Can't locate revision identified by '%s'", identifier);
	if (nearest)
		return sqlembic_fail_hint(err, "did you mean %s?", nearest);
	return sqlembic_fail_hint(err, "list what there is with: sqlembic history");
}

int revspec_fail_row(struct sqlembic_error *err, const char *row)
{
	sqlembic_fail(err, SQLEMBIC_E_FAILED, "Can't locate revision identified by '%s'", row);
	sqlembic_fail_detail(err, "the version table holds '%s', and no script has this revision", row);
	return sqlembic_fail_hint(
		err, "these scripts may be older than the database: use the newer ones, or set the "
		     "table right with: sqlembic stamp --purge REVISION");
}
