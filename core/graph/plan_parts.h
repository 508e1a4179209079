/* plan_parts.h: what the files of plan.h share.  Nothing else includes this. */
#ifndef PLAN_PARTS_H
#define PLAN_PARTS_H

#include "graph/plan.h"
#include "graph/revspec.h"

/* ---- version rows (plan_rows.c) */

/* The revisions of version rows, by exact id and without repetition, in scratch. */
int plan_find_rows(struct revision_list *out, const struct graph *graph, const struct rows *rows,
		   struct arena *scratch, struct sqlembic_error *err);

/* Refuses revisions of which one is above another. */
int plan_check_overlap(const struct graph *graph, const struct revision_list *list, struct arena *scratch,
		       struct sqlembic_error *err);

/* Flags for everything below the list and the list itself; in `arena`. */
int plan_closure(bool **out, const struct graph *graph, const struct revision_list *list, struct arena *arena,
		 struct sqlembic_error *err);

/* Follows the applied set step by step and keeps its maximal elements: the version rows. */
struct plan_tracker {
	const struct graph *graph;
	bool *applied, *is_row;
	size_t *holders;               /* applied revisions that name this one */
	struct revision_list repeated; /* rows below other rows, until the first step deletes them */
	size_t nrows;
};

int plan_track(struct plan_tracker *out, const struct graph *graph, const struct revision_list *rows,
	       struct arena *scratch, struct sqlembic_error *err);

/* Fill one step and move the tracker over it: the cost is that of the revision's own edges. */
int plan_step_up(struct step *step, struct plan_tracker *tracker, const struct revision *r,
		 struct sqlembic_error *err);
int plan_step_down(struct step *step, struct plan_tracker *tracker, const struct revision *r,
		   struct sqlembic_error *err);

/* Copies `rows` to out->before, and the tracker's rows, sorted, to out->after. */
int plan_set_rows(struct plan *out, const struct plan_tracker *tracker, const struct rows *rows,
		  struct sqlembic_error *err);

/* Ids joined by ", ", in the graph's arena; NULL when out of memory. */
const char *plan_join_ids(const struct graph *graph, struct revision *const *revisions, size_t n);

/* ---- targets (plan_target.c) */

/* What relative identifiers count from: version rows, or the other side of a range. */
struct plan_origin {
	const struct revision_list *rows; /* NULL: `text` */
	const char *text;
};

/* `strict`: counting past the end of the graph is an error. */
int plan_upgrade_target(struct revision_list *out, const struct revspec *spec,
			const struct plan_origin *origin, const char *text, bool strict,
			struct sqlembic_error *err);

struct plan_target {
	struct revision *revision; /* NULL: base */
	const char *branch;        /* limits what is taken down; NULL: nothing does */
	bool from_several;         /* one of several rows was chosen to count from */
};

int plan_downgrade_target(struct plan_target *out, const struct revspec *spec,
			  const struct plan_origin *origin, const char *text, bool strict,
			  struct sqlembic_error *err);

/* Those of `applied` that no other applied revision has as its down_revision. */
int plan_branch_heads(struct revision_list *out, const struct graph *graph, const bool *applied,
		      struct arena *arena, struct sqlembic_error *err);

#endif
