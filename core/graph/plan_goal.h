/* plan_goal.h: the goal of an upgrade, and the revisions that a database lacks. */
#ifndef PLAN_GOAL_H
#define PLAN_GOAL_H

#include "graph/plan.h"

/* The heads at which an upgrade to `target` would end.  `rows` NULL: not read yet; then 1 is returned for a target that is counted
 * from them. */
int plan_goal(struct revision_list *out, const struct graph *graph, const struct rows *rows,
	      const char *target, struct sqlembic_error *err);
/* The revisions of `goal` that are not applied as far as `rows` tell, in `arena`; *stray is a row without a revision,
 * whose contents are unknown, or NULL. */
int plan_goal_lacks(struct revision_list *out, const char **stray, const struct graph *whole,
		    const struct rows *rows, const struct revision_list *goal, struct arena *arena,
		    struct sqlembic_error *err);

#endif
