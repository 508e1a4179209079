/* create.h: the options of the commands revision and merge, and the call that both end in. */
#ifndef CREATE_H
#define CREATE_H

#include "app.h"
#include "sqlembic.h"

struct create_args {
	const char *message, *branch_label, *rev_id;
	bool splice;
};

/* Writes the revision; with --json prints what was made. */
int create_revision(struct app *app, const struct sqlembic_new_revision *revision,
		    struct sqlembic_error *err);

#endif
