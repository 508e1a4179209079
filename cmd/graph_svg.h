/* graph_svg.h: the revision graph as a picture. */
#ifndef GRAPH_SVG_H
#define GRAPH_SVG_H

#include "graph_file.h"

void graph_svg(struct sqlembic_buf *out, const struct graph_file *graph);

/* What is known of the revisions of a drawing that stands in a page, whose style sheet has the colours: classes lane0 to
 * lane5, dependency, pending, current. */
struct graph_svg_page {
	const bool *is_pending;   /* by row; NULL: not known */
	const char *title, *desc; /* for readers who do not see it */
};
void graph_svg_in_page(struct sqlembic_buf *out, const struct graph_file *graph,
		       const struct graph_svg_page *page);

#endif
