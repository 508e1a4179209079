/* lists.h: printing a list of revisions in the form that the command line asked for. */
#ifndef LISTS_H
#define LISTS_H

#include "app.h"
#include "sqlembic.h"

typedef void lists_render_fn(struct sqlembic_buf *out, const struct sqlembic_revision *revision);

/* One JSON document with --json, else what `render` makes of each. */
int lists_print(struct app *app, const struct sqlembic_revisions *revisions, lists_render_fn *render,
		struct sqlembic_error *err);

/* Says that the script directory is empty, if it is: then it may be the wrong one. */
void lists_say_empty(struct app *app, sqlembic *ctx);

/* Help of -v, the same everywhere. */
#define LISTS_VERBOSE_HELP "Print all that is known of each revision"

#endif
