/* plan_show.c: the revisions that an identifier means, "current" among them. */
#include "graph/plan_show.h"

#include <string.h>

#include "graph/parts.h"
#include "sqlembic/error.h"

bool plan_show_is_current(const char *identifier)
{
	return strcmp(identifier, "current") == 0;
}

int plan_show_refuse_current(struct sqlembic_error *err)
{
	(void)sqlembic_fail(err, SQLEMBIC_E_FAILED, "'current' needs a database and cannot be used here");
	return sqlembic_fail_hint(err, "name the revision itself, as this shows it: sqlembic current");
}

/* A list whose array outlives the scratch arena. */
static int keep_list(struct revision_list *out, const struct graph *graph, const struct revision_list *list,
		     struct sqlembic_error *err)
{
	out->n = list->n;
	out->items = arena_alloc(graph->arena, list->n, sizeof(struct revision *));
	if (!out->items)
		return sqlembic_fail_memory(err);
	if (list->n)
		memcpy(out->items, list->items, list->n * sizeof(struct revision *));
	return 0;
}

int plan_show(struct revision_list *out, const struct graph *graph, const struct rows *rows,
	      const char *identifier, struct sqlembic_error *err)
{
	struct arena scratch = { 0 };
	struct revspec spec = { .scratch = &scratch };
	struct revision_list found;
	int rc = fold_choose_text(&spec.graph, graph, rows, identifier, err);
	if (rc < 0)
		return rc;
	if (!plan_show_is_current(identifier))
		rc = revspec_revisions(&found, &spec, identifier, err);
	else if (rows)
		rc = plan_rows_find(&found, spec.graph, rows, &scratch, err);
	else
		rc = plan_show_refuse_current(err);
	if (rc == 0)
		rc = keep_list(out, graph, &found, err);
	arena_release(&scratch);
	return rc;
}
