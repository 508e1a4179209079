/* lanes.h: revisions as points of a grid: a row each, newest first, in lanes in which lines run down to their parents.
 * Pure. */
#ifndef LANES_H
#define LANES_H

#include <stddef.h>

#include "sqlembic.h"

#define LANES_NONE ((size_t)-1)

struct lanes_point {
	const struct sqlembic_revision *revision;
	size_t lane;
	size_t opened;         /* the row from which a line runs down to this point; its own: none does */
	const size_t *parents; /* rows; those that are not in the list are left out */
	size_t nparents;
};

struct lanes_name {
	const char *id;
	size_t row;
};

struct lanes {
	struct lanes_point *points; /* by row */
	size_t n;
	size_t width;             /* lanes that are used */
	size_t *links;            /* memory of the points' parents */
	struct lanes_name *names; /* by id */
};

/* Places every revision.  The list's children come before their parents, as sqlembic_history() gives them. */
int lanes_place(struct lanes *out, const struct sqlembic_revisions *revisions, struct sqlembic_error *err);
void lanes_release(struct lanes *lanes);
/* The row of a revision by its full id; LANES_NONE: it is not in the list. */
size_t lanes_find(const struct lanes *lanes, const char *id);

#endif
