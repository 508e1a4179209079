/* view.h: what is handed out: the public structures, made from the library's own and owned by the context. */
#ifndef VIEW_H
#define VIEW_H

#include "api/context.h"

/* The public face of a revision, made the first time; NULL when out of memory. */
struct sqlembic_revision *view_revision(sqlembic *ctx, const struct revision *revision);
int view_list(struct sqlembic_revisions *out, sqlembic *ctx, const struct revision_list *list,
	      struct sqlembic_error *err);

/* Marks the revisions of version rows as current; rows that no file explains are passed over. */
int view_mark_current(sqlembic *ctx, const struct rows *rows, struct sqlembic_error *err);
/* Where the database `url` with these rows is; rows that no file explains go to out->unknown. */
int view_current(struct sqlembic_current *out, sqlembic *ctx, const char *url, const struct rows *rows,
		 struct sqlembic_error *err);

#endif
