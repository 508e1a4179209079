/* graph_svg.h: the revision graph as a picture. */
#ifndef GRAPH_SVG_H
#define GRAPH_SVG_H

#include "graph_file.h"

void graph_svg(struct sqlembic_buf *out, const struct graph_file *graph);

#endif
