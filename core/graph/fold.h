/* fold.h: squashes: revisions that stand in the place of others.
 *
 * While the scripts of both are there, the graph has two views of a squash: closed, with the squash alone, and open, with
 * what it replaces.  A new database sees it closed.  One that has a part of what is replaced sees it open, until the last
 * of that is applied: then the squash is its version row. */
#ifndef FOLD_H
#define FOLD_H

#include "graph/graph.h"
#include "graph/plan.h"

#define FOLD_NONE SIZE_MAX

struct fold_squash {
	uint32_t revision; /* index of the squash */
	const uint32_t *
		members; /* indices of what it replaces, in the order of its header; the last one completes it */
	size_t nmembers; /* 0: their scripts are gone */
	size_t outer;    /* the squash that replaces this one, or FOLD_NONE */
};

/* An id: of a script, of something that is replaced, or both. */
struct fold_name {
	const char *name;
	size_t revision; /* index, FOLD_NONE: its script is gone */
	size_t squash;   /* that replaces it, or FOLD_NONE */
};

/* The same for all views of a graph.  Squashes are named by their place in `items`. */
struct fold {
	struct fold_squash *items;
	size_t n;
	struct fold_name *names; /* sorted */
	size_t nnames;
	size_t *squash_of; /* per revision: the squash that replaces it, or FOLD_NONE */
	size_t *own;       /* per revision: the squash that it is, or FOLD_NONE */
};

/* What a view has to show. */
struct fold_wish {
	const struct rows *rows;  /* of the database; NULL: none are known */
	const char *const *texts; /* identifiers and ranges */
	size_t ntexts;
	const struct plan *plan;               /* whose revisions are to be in the view; NULL: none */
	const struct revision_list *preferred; /* those that are to be, too, unless the rows say otherwise */
};

/* The view that a wish needs: `graph` itself, or another one in its arena. */
int fold_choose(const struct graph **out, const struct graph *graph, const struct fold_wish *wish,
		struct sqlembic_error *err);
/* That of one identifier or range. */
int fold_choose_text(const struct graph **out, const struct graph *graph, const struct rows *rows,
		     const char *text, struct sqlembic_error *err);

/* A revision by its own id, whether it is in the view or not; NULL: there is no such script. */
struct revision *fold_script(const struct graph *graph, const char *id);
/* The squash that replaces a revision of which there may be no script any more; NULL: none does. */
const struct revision *fold_replacing(const struct graph *graph, const char *id);
/* Whether what a squash replaces is shown, not the squash. */
bool fold_is_open(const struct graph *graph, size_t squash);
/* Whether what it replaces still has scripts. */
bool fold_has_scripts(const struct graph *graph, size_t squash);

#endif
