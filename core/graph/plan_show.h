/* plan_show.h: the revisions that an identifier means. */
#ifndef PLAN_SHOW_H
#define PLAN_SHOW_H

#include "graph/plan.h"

/* Revisions that an identifier means for `show`, `edit`, `merge`, `revision --head`; "current" means `rows` (NULL:
 * not available in this place). */
int plan_show(struct revision_list *out, const struct graph *graph, const struct rows *rows,
	      const char *identifier, struct sqlembic_error *err);

#endif
