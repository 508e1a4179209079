/* squash.h: one revision in the place of many.  A part of sqlembic.h. */
#ifndef SQLEMBIC_SQUASH_H
#define SQLEMBIC_SQUASH_H

#include "sqlembic/base.h"

#ifdef __cplusplus
extern "C" {
#endif

struct sqlembic_revision;
struct sqlembic_status;

struct sqlembic_squash_options {
	size_t size;
	const char *range;   /* required; as for sqlembic_history */
	const char *message; /* NULL: "squash of A to B" */
	const char *rev_id;  /* NULL: random */
	bool irreversible;   /* write no down script */
	bool rows;           /* prove that scripts insert the same rows, too */
};

/* Writes one revision in the place of those of a range, whose scripts it joins, and proves in scratch databases that it
 * does the same, up and down.  What it replaces stays where it is, for databases that are in the middle of it.  Nothing is
 * left behind on failure. */
SQLEMBIC_API int sqlembic_squash(sqlembic *ctx, const struct sqlembic_squash_options *options,
				 const struct sqlembic_revision **out, struct sqlembic_error *err);

/* A revision in the place of others whose scripts are still there. */
struct sqlembic_squash {
	const struct sqlembic_revision *revision;
	/* The database has some of them and not all, or has left one half done: without their scripts it could not go on. */
	bool is_needed;
};

/* All of them, and whether the database needs them that sqlembic_status has told of; it is not asked again. */
SQLEMBIC_API int sqlembic_squashes(sqlembic *ctx, const struct sqlembic_status *status,
				   const struct sqlembic_squash *const **out, size_t *n,
				   struct sqlembic_error *err);

#ifdef __cplusplus
}
#endif

#endif
