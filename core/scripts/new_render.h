/* new_render.h: the texts of a new revision's two scripts. */
#ifndef NEW_RENDER_H
#define NEW_RENDER_H

#include "base/arena.h"
#include "scripts/new.h"
#include "sqlembic.h"
#include "sqlembic/buf.h"

struct new_draft {
	const struct new_request *request;
	const char *rev_id;
	const char *create_date;
};

/* Renders the templates of the script location and proves that the results read back as the request.  `down`
 * stays empty for an irreversible revision. */
int new_render(struct sqlembic_buf *up, struct sqlembic_buf *down, struct arena *arena,
	       const struct new_draft *draft, struct sqlembic_error *err);

#endif
