/* modes.h: how each script is to run: in a transaction, statement by statement, or in one of its own. */
#ifndef MODES_H
#define MODES_H

#include "import/draft.h"
#include "sqlembic/driver.h"

/* Sets the drafts' transactions by what stands in their scripts and by what the tool does with them.  `dialect` NULL:
 * the first one that can read the script is taken.  A script that cannot be read is a warning. */
int modes_set(struct drafts *drafts, const struct sqlembic_dialect *dialect, struct sqlembic_error *err);

#endif
