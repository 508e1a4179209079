/* dump.h: a catalog as SQL that makes it, the same bytes for the same schema. */
#ifndef DUMP_H
#define DUMP_H

#include "proof/proof.h"

/* In the proof's arena.  Loading it is proven: what comes out is the same schema.  The catalog is released as soon as it is not needed
 * any more. */
int dump_write(const char **out, struct proof *proof, struct catalog *catalog, struct sqlembic_error *err);

#endif
