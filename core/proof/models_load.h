/* models_load.h: the wanted schema that SQLAlchemy's metadata is. */
#ifndef MODELS_LOAD_H
#define MODELS_LOAD_H

#include "proof/proof.h"

/* The catalog of a target of that kind, loaded in scratch behind what models take for granted (proof->ground). */
int models_load_read(struct catalog *out, struct proof *proof, const char *targets,
		     struct sqlembic_error *err);

#endif
