/* journal_clock.c: see journal_clock.h. */
#include "records/journal_clock.h"

#include "sqlembic/clock.h"
#include "sqlembic/error.h"

/* The answer has milliseconds. */
#define RESOLUTION_US 999

static int take_time(void *payload, const char *const *values, size_t n)
{
	struct journal_clock *clock = payload;
	clock->after = sqlembic_clock_now();
	if (n && values[0])
		(void)sqlembic_clock_read(&clock->theirs, values[0]);
	return 0;
}

bool journal_clock_begin(struct journal_clock *clock, const struct journal *journal)
{
	*clock = (struct journal_clock){ .before = sqlembic_clock_now() };
	if (!journal->dialect->elapsed_ms || journal->offline)
		return false;
	clock->query = (struct sqlembic_query){
		.sql = arena_printf(journal->arena, "SELECT %s", journal->dialect->now),
		.row = take_time,
		.payload = clock,
	};
	return clock->query.sql != NULL;
}

/* It was read at some moment between the question, which may have waited for a login, and the answer: as long as ours may have
 * shown the same then, they agree. */
void journal_clock_end(struct journal *journal, const struct journal_clock *clock)
{
	const long long least = clock->theirs - clock->after;
	const long long most = clock->theirs + RESOLUTION_US - clock->before;
	journal->clock_ahead_us = !clock->theirs ? 0 : least > 0 ? least : most < 0 ? most : 0;
}

int journal_clock_read(struct journal *journal, struct sqlembic_session *session, struct sqlembic_error *err)
{
	struct journal_clock clock;
	if (!journal_clock_begin(&clock, journal))
		return 0;
	int rc = session->driver->query(session, &clock.query, err);
	journal_clock_end(journal, &clock);
	return rc;
}
