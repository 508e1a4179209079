/* report_source.c: see report_source.h. */
#include "report_source.h"

#include <string.h>

/* As much as a browser shows without effort. */
#define DRAWN ((size_t)1000)

int report_source_graph(struct report_graph *graph, struct page *page, sqlembic *ctx, bool mark_current,
			struct sqlembic_error *err)
{
	struct sqlembic_revisions revisions = { NULL, 0 };
	int rc = sqlembic_history(ctx, NULL, mark_current, &revisions, err);
	if (rc < 0)
		return rc;
	page->revisions = revisions.n;
	revisions.n = revisions.n > DRAWN ? DRAWN : revisions.n;
	rc = lanes_place(&graph->lanes, &revisions, err);
	if (rc == 0)
		rc = graph_uses_find(&graph->uses, ctx, &graph->lanes, err);
	graph->file = (struct graph_file){ &graph->lanes, graph->uses.items, graph->uses.n };
	page->graph = &graph->file;
	return rc;
}

void report_source_release(struct report_graph *graph)
{
	graph_uses_release(&graph->uses);
	lanes_release(&graph->lanes);
}

int report_source_log(struct sqlembic_log *log, bool *is_kept, sqlembic *ctx, size_t limit,
		      struct sqlembic_error *err)
{
	const struct sqlembic_setting *settings;
	size_t n;
	int rc = sqlembic_settings(ctx, &settings, &n, err);
	*is_kept = true;
	for (size_t i = 0; rc == 0 && i < n; i++)
		if (strcmp(settings[i].key, "log_table") == 0 && settings[i].value && !settings[i].value[0])
			*is_kept = false;
	return rc == 0 && *is_kept ? sqlembic_log(ctx, limit, log, err) : rc;
}
