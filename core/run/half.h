/* half.h: a step that is half applied is told to who cannot go on because of it. */
#ifndef HALF_H
#define HALF_H

#include "records/journal.h"

/* Which step it is, and what may be done about it.  Returns the code. */
int half_fail(const struct journal_entry *entry, struct arena *arena, struct sqlembic_error *err);

#endif
