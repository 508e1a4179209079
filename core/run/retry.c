/* retry.c: what gave up waiting for a lock, and has left nothing behind, is tried again. */
#include "run/run.h"
#include "sqlembic/error.h"

#define LONGEST_MS 60000

/* Twice as long each time, so that traffic gets through between two tries. */
static long pause_length(const struct database *database, size_t retry)
{
	long pause = database->lock_retry_delay_ms;
	while (--retry > 0 && pause < LONGEST_MS / 2)
		pause *= 2;
	return pause;
}

static int announce(const struct run *run, size_t retry, long pause, const struct sqlembic_error *why,
		    struct sqlembic_error *err)
{
	struct sqlembic_buf text = SQLEMBIC_BUF_INIT;
	sqlembic_buf_puts(&text, why->message);
	if (why->detail[0])
		sqlembic_buf_printf(&text, "; %s", why->detail);
	const struct sqlembic_event event = { .kind = SQLEMBIC_EVENT_RETRY,
					      .text = sqlembic_buf_text(&text),
					      .step = retry,
					      .steps = (size_t)run->database->lock_retries,
					      .milliseconds = (double)pause };
	int rc = database_event(run->database, &event, err);
	sqlembic_buf_release(&text);
	return rc;
}

int run_retry(const struct run *run, size_t *retries, int rc, struct sqlembic_error *err)
{
	static const struct sqlembic_error unknown = { .message = "a lock was not obtained" };
	if (rc != SQLEMBIC_E_LOCKED || (long)*retries >= run->database->lock_retries)
		return rc;
	const struct sqlembic_error why = err ? *err : unknown;
	long pause = pause_length(run->database, ++*retries);
	rc = announce(run, *retries, pause, &why, err);
	if (rc < 0)
		return rc;
	database_nap(run->database, pause);
	if (database_cancelled(run->database))
		return sqlembic_fail(err, SQLEMBIC_E_INTERRUPTED, "interrupted while waiting to try again");
	if (err)
		*err = (struct sqlembic_error){ 0 };
	return 0;
}
