/* watch.c: stops a statement on request or after its time, and waits for locks where waiting is allowed.
 *
 * SQLite runs in our thread, so all of this happens in its callbacks: the progress handler is called each
 * thousand instructions of its virtual machine (some ten microseconds), the busy handler whenever a lock
 * is taken. */
#include "watch.h"

#include <time.h>

#include "sqlembic/clock.h"

#define WATCH_INSTRUCTIONS 1000
#define WATCH_PAUSE_MS     5

/* Non-zero interrupts the statement. */
static int on_progress(void *payload)
{
	struct sqlite_session *s = payload;

	/* Cleaning up after a cancelled script must not be cancelled in its turn. */
	if (!s->watched)
		return 0;
	if (sqlite_cancelled(s))
		return 1;
	s->timed_out = s->deadline && sqlembic_clock_ms() >= s->deadline;
	return s->timed_out;
}

/* Zero gives up with SQLITE_BUSY. */
static int on_busy(void *payload, int count)
{
	struct sqlite_session *s = payload;
	(void)count;

	if (!s->lock_deadline || sqlite_cancelled(s) || sqlembic_clock_ms() >= s->lock_deadline)
		return 0;
	(void)nanosleep(&(struct timespec){ .tv_nsec = WATCH_PAUSE_MS * 1000000L }, NULL);
	return 1;
}

void sqlite_watch_install(struct sqlite_session *s)
{
	sqlite3_busy_handler(s->db, on_busy, s);
	if (s->cancel || s->statement_timeout_ms)
		sqlite3_progress_handler(s->db, WATCH_INSTRUCTIONS, on_progress, s);
}

void sqlite_watch_begin(struct sqlite_session *s, long timeout_ms)
{
	s->watched = true;
	s->timed_out = false;
	s->deadline = timeout_ms > 0 ? sqlembic_clock_ms() + timeout_ms : 0;
}

void sqlite_watch_locks(struct sqlite_session *s)
{
	/* Inside a transaction the lock is ours already, and waiting for readers would only stall the
	 * script. */
	if (s->lock_timeout_ms > 0 && sqlite3_get_autocommit(s->db))
		s->lock_deadline = sqlembic_clock_ms() + s->lock_timeout_ms;
}

void sqlite_watch_end(struct sqlite_session *s)
{
	s->watched = false;
	s->lock_deadline = 0;
}
