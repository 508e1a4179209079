/* half.h: a step that is half applied is told to who cannot go on because of it. */
#ifndef HALF_H
#define HALF_H

#include "records/records.h"

/* Which step it is, and what may be done about it.  Returns the code. */
int half_fail(const struct journal_entry *entry, struct arena *arena, struct sqlembic_error *err);
/* Reads the state of a connected database in which no step is half applied, or fails; while another process is in the middle of
 * one it waits, no longer than lock_timeout for any statement. */
int half_read_settled(struct records_state *out, struct records *records, const struct database *database,
		      struct arena *arena, struct sqlembic_error *err);
/* Whether the process of the running step has come further, or has ended it, since `before` was read. */
bool half_has_moved(const struct journal_entry *before, const struct journal_entry *now);

#endif
