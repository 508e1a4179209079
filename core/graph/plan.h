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
	/* Direction SQLEMBIC_STAMP in an upgrade: the row of what a squash replaces becomes that of the squash.  There is
	 * nothing to run. */
	bool adopts;
};

struct plan {
	struct step *steps;
	size_t n;
	struct rows before, after; /* version rows, `after` sorted */
	const char *warning;       /* for the user ("-1" with several heads), or NULL */
};

/* How many of its steps run a script. */
size_t plan_scripts(const struct plan *plan);

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

/* Branch heads of what is applied: `current`.  Rows without a revision are the caller's to report; here an error. */
int plan_current(struct revision_list *out, const struct graph *graph, const struct rows *rows,
		 struct sqlembic_error *err);
/* Everything that is applied given the rows, as a flag for each revision index, in the arena. */
int plan_applied(bool **out, const struct graph *graph, const struct rows *rows, struct sqlembic_error *err);

#endif
