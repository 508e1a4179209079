/* unknown.h: errors about a name that no script bears. */
#ifndef UNKNOWN_H
#define UNKNOWN_H

#include "graph/graph.h"

/* Alembic's text for an identifier that means nothing, with the nearest names as a hint. */
int unknown_name(struct sqlembic_error *err, const struct graph *graph, const char *identifier);
/* The same for the stored row of a revision whose script is missing. */
int unknown_row(struct sqlembic_error *err, const struct graph *graph, const char *row);
/* Refuses a graph without revisions: an image without its migrations is not at its head. */
int unknown_empty(struct sqlembic_error *err, const struct graph *graph);

#endif
