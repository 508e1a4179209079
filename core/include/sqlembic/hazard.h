/* hazard.h: what a statement of a script may do, by its words alone: no database is asked.  A part of sqlembic.h. */
#ifndef SQLEMBIC_HAZARD_H
#define SQLEMBIC_HAZARD_H

#include "sqlembic/base.h"

#ifdef __cplusplus
extern "C" {
#endif

struct sqlembic_revision;
struct sqlembic_revisions;

struct sqlembic_hazard {
	const struct sqlembic_revision *revision;
	const char *path; /* of its up script */
	int line, column;
	const char *statement; /* its beginning; "": it is about the script as a whole */
	/* "loss": rows or values are gone; "rewrite": every row is written anew; "lock": others wait, and not only for a
	 * moment; "remains": what is done stays when a later statement fails. */
	const char *kind;
	const char *text; /* in words */
};

struct sqlembic_hazards {
	const struct sqlembic_hazard *const *items;
	size_t n;
};

/* Looks for hazards in the up scripts of these revisions, as sqlembic_status has them in `pending`. */
SQLEMBIC_API int sqlembic_hazards(sqlembic *ctx, const struct sqlembic_revisions *revisions,
				  const struct sqlembic_hazards **out, struct sqlembic_error *err);

#ifdef __cplusplus
}
#endif

#endif
