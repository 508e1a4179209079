/* dump.h: a catalog as SQL that makes it, the same bytes for the same schema. */
#ifndef DUMP_H
#define DUMP_H

#include "proof/proof.h"

/* In the proof's arena.  Loading it is proven: what comes out is the same schema. */
int dump_write(const char **out, struct proof *proof, const struct catalog *catalog,
	       struct sqlembic_error *err);

#endif
