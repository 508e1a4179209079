/* models.h: SQLAlchemy's metadata as SQL, written by the user's own Python. */
#ifndef MODELS_H
#define MODELS_H

#include "proof/proof.h"

/* `targets` is "module:attribute", several of them behind commas or blanks.  proof->fresh is known: the server's version
 * is there.  `scratch` is where the SQL is to run.  Tables that a module defines which was not imported are reported. */
int models_write(struct sqlembic_buf *out, const char *targets, const struct proof *proof,
		 const struct database *scratch, struct sqlembic_error *err);
/* The table that a line of that SQL makes, or something of it; NULL: none.  In the arena. */
const char *models_table_at(struct arena *arena, const char *sql, int line);
/* Appends the SQL but for what is of tables that the filter leaves out; false: that is nothing. */
bool models_leave_out(struct sqlembic_buf *out, struct arena *arena, const char *sql,
		      const struct filter *filter);

#endif
