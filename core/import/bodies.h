/* bodies.h: DELIMITER round the bodies of stored programs that a tool sends to the server whole. */
#ifndef BODIES_H
#define BODIES_H

#include "import/draft.h"
#include "sqlembic/driver.h"

/* Changes the drafts' scripts; nothing where the client needs no DELIMITER.  `dialect` NULL: not known, and nothing is done. */
int bodies_wrap(struct drafts *drafts, const struct sqlembic_dialect *dialect, struct sqlembic_error *err);

#endif
