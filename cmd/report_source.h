/* report_source.h: what the pages about one database and about many are both made of. */
#ifndef REPORT_SOURCE_H
#define REPORT_SOURCE_H

#include "graph_uses.h"
#include "page.h"

/* The graph as it is drawn; all zero at the beginning. */
struct report_graph {
	struct lanes lanes;
	struct graph_uses uses;
	struct graph_file file;
};

/* Reads the script directory, and lets the page have its graph. */
int report_source_graph(struct report_graph *graph, struct page *page, sqlembic *ctx, bool mark_current,
			struct sqlembic_error *err);
void report_source_release(struct report_graph *graph);

/* The newest `limit` steps.  Without a name for its table there is no log, and *is_kept is false. */
int report_source_log(struct sqlembic_log *log, bool *is_kept, sqlembic *ctx, size_t limit,
		      struct sqlembic_error *err);

#endif
