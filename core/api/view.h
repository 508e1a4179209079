/* view.h: makes the public structures from the library's own.  They belong to the context. */
#ifndef VIEW_H
#define VIEW_H

#include "api/context.h"
#include "scripts/new.h"

/* The public face of a revision, made the first time; NULL when out of memory. */
struct sqlembic_revision *view_revision(sqlembic *ctx, const struct revision *revision);
int view_list(struct sqlembic_revisions *out, sqlembic *ctx, const struct revision_list *list,
	      struct sqlembic_error *err);

/* Marks the revisions of version rows as current; rows that no file explains are passed over. */
int view_mark_current(sqlembic *ctx, const struct rows *rows, struct sqlembic_error *err);
/* Where the database `url` with these rows is; rows that no file explains go to out->unknown. */
int view_current(struct sqlembic_current *out, sqlembic *ctx, const char *url, const struct rows *rows,
		 struct sqlembic_error *err);
/* The revisions whose scripts a plan runs, in its order. */
int view_steps(struct sqlembic_revisions *out, sqlembic *ctx, const struct plan *plan,
	       struct sqlembic_error *err);
/* A revision that was made just now, and is in no graph yet. */
int view_new(const struct sqlembic_revision **out, sqlembic *ctx, const struct new_request *request,
	     const struct new_result *made, struct sqlembic_error *err);
/* The script directory as it was found. */
int view_scripts(const struct sqlembic_scripts **out, sqlembic *ctx, struct sqlembic_error *err);

#endif
