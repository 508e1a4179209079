/* plan_range.h: ranges of revisions, of `history` and of offline scripts. */
#ifndef PLAN_RANGE_H
#define PLAN_RANGE_H

#include "graph/plan.h"

/* Offline: "START:END" or END into rows and target; downgrade requires the colon. */
int plan_range_offline(struct rows *rows, const char **target, const struct graph *graph, const char *text,
		       enum sqlembic_direction direction, struct sqlembic_error *err);

/* `history -r LOWER:UPPER`, newest first.  `rows` are needed when either side says "current"; NULL: refused. */
int plan_range_history(struct revision_list *out, const struct graph *graph, const struct rows *rows,
		       const char *range, struct sqlembic_error *err);
/* True when the range text mentions "current", so that the caller connects only then. */
bool plan_range_needs_rows(const char *text);

#endif
