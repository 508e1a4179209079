/* retry.c: see retry.h. */
#include "run/retry.h"

#include "database/wait.h"
#include "sqlembic/error.h"

#define LONGEST_MS 60000

/* Twice as long each time, so that traffic gets through between two tries. */
static long pause_length(long first, size_t retry)
{
	long pause = first;
	while (--retry > 0 && pause < LONGEST_MS / 2)
		pause *= 2;
	return pause;
}

static int announce(const struct run_order *order, size_t retry, long pause, const struct sqlembic_error *why,
		    struct sqlembic_error *err)
{
	struct sqlembic_buf text = SQLEMBIC_BUF_INIT;
	sqlembic_buf_puts(&text, why->message);
	if (why->detail[0])
		sqlembic_buf_printf(&text, "; %s", why->detail);
	const struct sqlembic_event event = { .kind = SQLEMBIC_EVENT_RETRY,
					      .text = sqlembic_buf_text(&text),
					      .step = retry,
					      .steps = (size_t)order->lock_retries,
					      .milliseconds = (double)pause };
	int rc = caller_event(&order->database->caller, &event, err);
	sqlembic_buf_release(&text);
	return rc;
}

int retry_pause(const struct run_order *order, size_t *retries, int rc, struct sqlembic_error *err)
{
	const struct caller *caller = &order->database->caller;
	if (rc != SQLEMBIC_E_LOCKED || (long)*retries >= order->lock_retries)
		return rc;
	const struct sqlembic_error why = *err;
	long pause = pause_length(order->lock_retry_delay_ms, ++*retries);
	rc = announce(order, *retries, pause, &why, err);
	if (rc < 0)
		return rc;
	wait_nap(order->database, pause);
	if (caller_is_cancelled(caller))
		return sqlembic_fail(err, SQLEMBIC_E_INTERRUPTED, "interrupted while waiting to try again");
	*err = (struct sqlembic_error){ 0 };
	return 0;
}
