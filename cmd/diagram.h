/* diagram.h: tables as boxes in a plane: what a table refers to stands to the left of it, those without keys stand below.
 * Pure. */
#ifndef DIAGRAM_H
#define DIAGRAM_H

#include <stddef.h>

#include "sqlembic.h"

enum { DIAGRAM_ROW = 18, DIAGRAM_HEAD = 26 };

struct diagram_box {
	const struct sqlembic_outline_table *table;
	size_t shown;  /* of its columns */
	size_t degree; /* keys from it and to it */
	size_t rank;   /* 0: refers to nothing */
	double order;  /* among its rank */
	double x, y, width, height;
};

struct diagram {
	struct diagram_box *boxes;
	size_t n;
	size_t *box_of; /* by the table's index in the outline; DIAGRAM_NONE: it is left out */
	double width, height;
};

#define DIAGRAM_NONE ((size_t)-1)

/* Places at most `max` tables, those with the most keys. */
int diagram_place(struct diagram *out, const struct sqlembic_outline *outline, size_t max,
		  struct sqlembic_error *err);
void diagram_release(struct diagram *diagram);
/* The box that a key leads to; NULL: it is not drawn. */
const struct diagram_box *diagram_target(const struct diagram *diagram,
					 const struct sqlembic_outline_reference *reference);

#endif
