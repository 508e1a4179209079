/* parts.h: shared by the files of this room.  Nothing outside includes it. */
#ifndef GRAPH_PARTS_H
#define GRAPH_PARTS_H

#include "graph/fold.h"
#include "graph/plan.h"
#include "graph/revspec.h"
#include "graph/unknown.h"

/* Ids and labels shorter than this are found by their whole text only. */
#define SHORTEST_WITH_PREFIX 4

/* ---- errors that point at a script (fault.c) */

/* Points an error at a script; `line` is that of the key which is wrong, 0 when revisions come from no files. */
int fault_point(struct sqlembic_error *err, const struct revision *r, int line);
/* Adds to an error's detail which file each of the revisions is in, and points the error at `line` of the last one. */
int fault_list(struct sqlembic_error *err, struct revision *const *revisions, size_t n, int line);

/* ---- the stages of graph_build (link.c, topology.c, labels.c, reduce.c) */

/* Sums over all revisions, of what their scripts name. */
struct graph_totals {
	size_t down, depends, labels, squashes, replaced;
};

/* Sets the edges, and reduced_parents as if there were no dependencies.  Refuses names that are not there. */
int link_revisions(const struct graph *graph, const struct graph_totals *totals, struct arena *scratch,
		   struct sqlembic_error *err);

/* Every revision once, parents and dependencies before those that name them; *order is in `scratch`.  Refuses
 * cycles of either kind and names the revisions that are on them. */
int topology_sort(struct revision ***order, const struct graph *graph, struct arena *scratch,
		  struct sqlembic_error *err);

/* Sets all_labels.  `order` as from topology_sort. */
int labels_spread(const struct graph *graph, struct revision *const *order, struct arena *scratch,
		  struct sqlembic_error *err);

/* Sets reduced_parents.  `order` as from topology_sort. */
int reduce_dependencies(const struct graph *graph, struct revision *const *order, struct arena *scratch,
			struct sqlembic_error *err);

/* ---- squashes (fold.c) */

/* Finds what replaces what.  Refuses what is replaced twice, and a squash of which only some scripts are gone. */
int fold_survey(struct fold **out, const struct graph *graph, size_t nsquashes, size_t nreplaced,
		struct arena *scratch, struct sqlembic_error *err);
/* Sets is_hidden and row of each revision, as graph->open says. */
void fold_hide(struct graph *graph);
/* Refuses squashes whose last revision does not have the others below it, in a view that shows them. */
int fold_check(const struct graph *view, struct arena *scratch, struct sqlembic_error *err);
/* Index of the revision of the view that stands in the place of a name, or FOLD_NONE. */
size_t fold_stand_in(const struct graph *graph, const struct fold_name *name);
/* NULL: the id is that of no script and of nothing that is replaced. */
const struct fold_name *fold_find(const struct graph *graph, const char *id);

/* ---- version rows (plan_rows.c) */

/* The revisions of version rows, by exact id and without repetition, in scratch. */
int plan_rows_find(struct revision_list *out, const struct graph *graph, const struct rows *rows,
		   struct arena *scratch, struct sqlembic_error *err);

/* Refuses revisions of which one is above another. */
int plan_rows_check_overlap(const struct graph *graph, const struct revision_list *list,
			    struct arena *scratch, struct sqlembic_error *err);

/* Flags for everything below the list and the list itself; in `arena`. */
int plan_rows_closure(bool **out, const struct graph *graph, const struct revision_list *list,
		      struct arena *arena, struct sqlembic_error *err);

/* Follows the applied set step by step and keeps its maximal elements: the version rows. */
struct plan_tracker {
	const struct graph *graph;
	bool *applied, *is_row;
	size_t *holders;     /* applied revisions that name this one */
	const char **stored; /* what is in the version table for a row, where that is another name */
	struct revision_list repeated; /* rows below other rows, until the first step deletes them */
	size_t nrows;
};

/* `rows` as plan_rows_find makes them of what is stored. */
int plan_rows_track(struct plan_tracker *out, const struct graph *graph, const struct rows *stored,
		    const struct revision_list *rows, struct arena *scratch, struct sqlembic_error *err);
/* What the version table holds for a row. */
const char *plan_rows_stored(const struct plan_tracker *tracker, const struct revision *r);
/* Puts before a plan's steps one for each row that is still under a name that a squash has replaced. */
int plan_rows_adopt(struct plan *out, struct plan_tracker *tracker, struct sqlembic_error *err);

/* Fill one step and move the tracker over it: the cost is that of the revision's own edges. */
int plan_rows_step_up(struct step *step, struct plan_tracker *tracker, const struct revision *r,
		      struct sqlembic_error *err);
int plan_rows_step_down(struct step *step, struct plan_tracker *tracker, const struct revision *r,
			struct sqlembic_error *err);

/* Copies `rows` to out->before, and the tracker's rows, sorted, to out->after. */
int plan_rows_keep(struct plan *out, const struct plan_tracker *tracker, const struct rows *rows,
		   struct sqlembic_error *err);

/* Ids joined by ", ", in the graph's arena; NULL when out of memory. */
const char *plan_rows_join_ids(const struct graph *graph, struct revision *const *revisions, size_t n);

/* ---- targets (plan_target.c) */

/* The place that relative identifiers count from: version rows, or the other side of a range. */
struct plan_origin {
	const struct revision_list *rows; /* NULL: `text` */
	const char *text;
};

/* `strict`: counting past the end of the graph is an error. */
int plan_target_upgrade(struct revision_list *out, const struct revspec *spec,
			const struct plan_origin *origin, const char *text, bool strict,
			struct sqlembic_error *err);

struct plan_target {
	struct revision *revision; /* NULL: base */
	const char *branch;        /* limits what is taken down; NULL: nothing does */
	bool from_several;         /* one of several rows was chosen to count from */
};

int plan_target_downgrade(struct plan_target *out, const struct revspec *spec,
			  const struct plan_origin *origin, const char *text, bool strict,
			  struct sqlembic_error *err);

/* The revisions of `applied` that no other applied revision has as its down_revision. */
int plan_target_branch_heads(struct revision_list *out, const struct graph *graph, const bool *applied,
			     struct arena *arena, struct sqlembic_error *err);

/* ---- identifiers (plan_show.c) */

/* Whether an identifier stands for the rows of the database. */
bool plan_show_is_current(const char *identifier);
/* Refuses such an identifier where there is no database. */
int plan_show_refuse_current(struct sqlembic_error *err);

#endif
