/* journal_author.h: who writes into the log. */
#ifndef JOURNAL_AUTHOR_H
#define JOURNAL_AUTHOR_H

#include "records/journal.h"

/* Once for a run. */
int journal_author_find(struct journal *journal, struct sqlembic_error *err);

#endif
