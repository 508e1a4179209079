/* journal_clock.h: the server's clock, which the times of the log are by where the server measures how long a step takes. */
#ifndef JOURNAL_CLOCK_H
#define JOURNAL_CLOCK_H

#include "records/journal.h"

/* The question what it says, for those who send it together with others. */
struct journal_clock {
	struct sqlembic_query query;
	long long before, after, theirs;
};

/* False where there is nothing to ask: times are by our clock. */
bool journal_clock_begin(struct journal_clock *clock, const struct journal *journal);
/* Behind the answer: times are by that clock from here on. */
void journal_clock_end(struct journal *journal, const struct journal_clock *clock);
/* Asks for it, if there is something to ask. */
int journal_clock_read(struct journal *journal, struct sqlembic_session *session, struct sqlembic_error *err);

#endif
