/* plan.h: from version rows and a target to steps.  Pure: no files, no database; run.c executes what this returns.
 *
 * Identifiers, texts of errors and orders are Alembic's (they are checked against 9,547 of its own answers). */
#ifndef PLAN_H
#define PLAN_H

#include "graph/graph.h"

/* The version rows as stored, in SELECT order. */
struct rows {
	const char *const *items;
	size_t n;
};

/* One change of the version table; each must hit exactly one row. */
struct row_change {
	const char *from; /* NULL: INSERT to */
	const char *to;   /* NULL: DELETE from */
};

struct step {
	enum sqlembic_direction direction;
	const struct revision *revision;  /* stamp: the new row's revision, NULL for base */
	const char *from, *to;            /* what is shown: ids joined by ", ", "" for base */
	const struct row_change *changes; /* in the order in which they are to be executed */
	size_t nchanges;
};

struct plan {
	struct step *steps;
	size_t n;
	struct rows before, after; /* version rows, `after` sorted */
	const char *warning;       /* NULL, or what the user should know ("-1" with several heads) */
};

int plan_upgrade(struct plan *out, const struct graph *graph, const struct rows *rows, const char *target,
		 struct sqlembic_error *err);
int plan_downgrade(struct plan *out, const struct graph *graph, const struct rows *rows, const char *target,
		   struct sqlembic_error *err);
int plan_stamp(struct plan *out, const struct graph *graph, const struct rows *rows,
	       const char *const *targets, size_t ntargets, struct sqlembic_error *err);

/* The same plan from other rows, when another process moved the database meanwhile: steps that are done already
 * are left out, row changes are made anew.  Refused when the rest no longer fits. */
int plan_rebase(struct plan *out, const struct graph *graph, const struct rows *rows, const struct plan *plan,
		struct sqlembic_error *err);

/* Offline: "START:END" or END into rows and target; downgrade requires the colon. */
int plan_offline_range(struct rows *rows, const char **target, const struct graph *graph, const char *text,
		       enum sqlembic_direction direction, struct sqlembic_error *err);

/* Revisions that an identifier means for `show`, `edit`, `merge`, `revision --head`; "current" means `rows` (NULL:
 * not available in this place). */
int plan_show(struct revision_list *out, const struct graph *graph, const struct rows *rows,
	      const char *identifier, struct sqlembic_error *err);
/* `history -r LOWER:UPPER`, newest first.  `rows` are needed when either side says "current"; NULL: refused. */
int plan_history(struct revision_list *out, const struct graph *graph, const struct rows *rows,
		 const char *range, struct sqlembic_error *err);
/* True when the range text mentions "current", so that the caller connects only then. */
bool plan_needs_rows(const char *text);
/* Branch heads of what is applied: `current`.  Rows without a revision are the caller's to report; here an error. */
int plan_current(struct revision_list *out, const struct graph *graph, const struct rows *rows,
		 struct sqlembic_error *err);
/* Where an upgrade to `target` would end.  `rows` NULL: not read yet; then 1 is returned for a target that is counted
 * from them. */
int plan_goal(struct revision_list *out, const struct graph *graph, const struct rows *rows,
	      const char *target, struct sqlembic_error *err);
/* The revisions of `goal` that are not applied as far as `rows` tell, in `arena`; *stray is a row without a revision, of
 * which nobody knows what it contains, or NULL. */
int plan_lacks(struct revision_list *out, const char **stray, const struct graph *graph,
	       const struct rows *rows, const struct revision_list *goal, struct arena *arena,
	       struct sqlembic_error *err);
/* Everything that is applied given the rows, as a flag for each revision index, in the arena. */
int plan_applied(bool **out, const struct graph *graph, const struct rows *rows, struct sqlembic_error *err);

#endif
