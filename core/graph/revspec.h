/* revspec.h: what an identifier such as "head", "ae10", "label@head", "-2" or "id+2" means in a graph.
 *
 * Knows nothing of version rows beyond the lists it is given. */
#ifndef REVSPEC_H
#define REVSPEC_H

#include "graph/graph.h"

/* The rules by which one command reads identifiers. */
struct revspec {
	const struct graph *graph;
	struct arena *scratch;
	/* The whole argument, repeated when it means several heads; NULL: the part that does. */
	const char *argument;
	bool stamping; /* several heads are told in the words of `stamp` */
};

/* The position of a walk. */
enum revspec_place {
	REVSPEC_BELOW, /* nowhere yet: the start, below the bases when going up, above the heads when going down */
	REVSPEC_AT,    /* at a revision */
	REVSPEC_BASE,  /* below a base, reached from above */
	REVSPEC_BEYOND /* there is nothing there */
};

struct revspec_point {
	enum revspec_place place;
	struct revision *revision; /* with REVSPEC_AT */
};

struct revspec_points {
	struct revspec_point *items;
	size_t n;
};

/* "[label@][symbol](+|-)N" taken apart, strings in the scratch arena.  Text after N is ignored, as in Alembic. */
struct revspec_relative {
	const char *label, *symbol; /* NULL: absent */
	const char *text;           /* sign and digits as typed */
	long steps;                 /* limited to a million in either direction */
};

/* *found tells whether `text` is a relative identifier. */
int revspec_parse_relative(struct revspec_relative *out, bool *found, const struct revspec *spec,
			   const char *text, struct sqlembic_error *err);

/* The revision of an absolute identifier; NULL is base. */
int revspec_one(struct revision **out, const struct revspec *spec, const char *identifier,
		struct sqlembic_error *err);

/* All revisions of an absolute identifier, "-N" and "label@-N" counted down from each head. */
int revspec_all(struct revspec_points *out, const struct revspec *spec, const char *identifier,
		struct sqlembic_error *err);

/* The same without base and what lies beyond, which stand for no revision. */
int revspec_revisions(struct revision_list *out, const struct revspec *spec, const char *identifier,
		      struct sqlembic_error *err);

/* The revision that a branch is named by: a label, an id or a prefix of either. */
int revspec_branch(struct revision **out, const struct revspec *spec, const char *label,
		   struct sqlembic_error *err);

/* Flags for all ancestors and descendants of what `label` names, in scratch; over depends_on too when `deps`.
 * *out is NULL when the label stands for everything ("base"). */
int revspec_lineage(bool **out, const struct revspec *spec, const char *label, bool deps,
		    struct sqlembic_error *err);

/* Whether a label belongs to the revision, its own or spread to it. */
bool revspec_bears(const struct revision *r, const char *label);

/* Moves `point` up (steps > 0) or down.  With `lineage`, flags by index, only what is flagged counts.  When the graph
 * ends: REVSPEC_BEYOND if `strict`, else the point stays where it came to. */
int revspec_walk(struct revspec_point *point, const struct graph *graph, long steps, const bool *lineage,
		 bool strict, struct sqlembic_error *err);

#endif
