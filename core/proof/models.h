/* models.h: SQLAlchemy's metadata as SQL, written by the user's own Python. */
#ifndef MODELS_H
#define MODELS_H

#include "proof/proof.h"

/* `targets` is "module:attribute", several of them behind commas or blanks.  proof->fresh is known: the server's version
 * is there.  `scratch` is where the SQL is to run.  Tables that a module defines which was not imported are reported. */
int models_write(struct sqlembic_buf *out, const char *targets, const struct proof *proof,
		 const struct database *scratch, struct sqlembic_error *err);

#endif
