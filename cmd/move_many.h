/* move_many.h: upgrade, downgrade and stamp on many databases. */
#ifndef MOVE_MANY_H
#define MOVE_MANY_H

#include "many.h"

/* What is to be done with each. */
struct move_many {
	enum sqlembic_direction direction;
	const char *const *revisions; /* one, or several for stamp */
	size_t nrevisions;
	struct sqlembic_run_options options;
	bool sql, dry_run, verbose, create_schema;
};

int move_many(struct app *app, const struct many_args *args, const struct move_many *move,
	      struct sqlembic_error *err);

#endif
