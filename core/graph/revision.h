/* revision.h: one revision, as read from its files and as linked into the graph. */
#ifndef REVISION_H
#define REVISION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "sqlembic.h"

/* The "transaction:" header of a script. */
enum script_transaction { SCRIPT_TRANSACTION_ON, SCRIPT_TRANSACTION_OFF, SCRIPT_TRANSACTION_OWN };

struct revision {
	/* From the files; set by the loader (or by a test), arrays in the same arena. */
	const char *id;
	const char *message, *create_date; /* as in struct sqlembic_revision */
	const char *const *down;           /* as written */
	const char *const *depends;        /* ids or labels, as written */
	const char *const *labels;         /* as written */
	const char *const *replaces;       /* as written; of those, the last one has all others below it */
	const char *up_path, *down_path;   /* down_path NULL: irreversible */
	const char *raw; /* the header as it stands in the script, or, of a small one, the whole script */
	uint32_t header_length; /* of the header in `raw` */
	uint32_t script_length; /* of all of `raw`; 0: it is the header only */
	uint32_t ndown, ndepends, nlabels, nreplaces;
	int line;                                                /* of "revision:" in up_path, for messages */
	int down_line, depends_line, labels_line, replaces_line; /* of the keys; 0: they are not there */
	enum script_transaction transaction; /* of the up script; the down script's is read when it runs */

	/* From the graph; set by graph_build.  Kept small and together: graphs are larger than caches. */
	uint32_t nall_labels;
	const char *const *all_labels; /* own and propagated, sorted, without duplicates */
	struct revision **parents;     /* down_revision, in declared order */
	struct revision **deps;        /* depends_on resolved, in declared order, without duplicates */
	struct revision *
		*reduced_parents;     /* parents, then the deps that no ancestor has already (reduce.c) */
	struct revision **children;   /* reverse of parents, in load order */
	struct revision **dependants; /* reverse of deps, in load order */
	uint32_t nparents, ndeps, nreduced_parents, nchildren, ndependants;
	uint32_t index; /* load order, the same in all views of a graph */
	bool is_hidden; /* it is no part of this view: a squash stands in its place, or it is one that does not */
	const char *
		row; /* what the version table holds for it: its id, or that of the squash which it completes */
};

/* A list of revisions in an arena. */
struct revision_list {
	struct revision **items;
	size_t n;
};

static inline bool revision_is_head(const struct revision *r)
{
	return r->nchildren == 0;
}

static inline bool revision_is_real_head(const struct revision *r)
{
	return r->nchildren == 0 && r->ndependants == 0;
}

#endif
