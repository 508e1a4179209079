/* wait.c: see wait.h. */
#include "database/wait.h"

#include "sqlembic/error.h"

/* A lock that runs out lasts for seconds. */
#define KEEP_MS 250

/* Names the process that is waited for; "another process" when the database cannot tell. */
static void name_holder(const struct database *database, const char *who, struct sqlembic_buf *out)
{
	struct sqlembic_error unheard;
	if (who) {
		sqlembic_buf_puts(out, who);
		return;
	}
	if (database->driver->lock_holder(database->session, database->lock_key, out, &unheard) < 0)
		sqlembic_buf_clear(out);
	if (!out->len)
		sqlembic_buf_puts(out, "another process");
	sqlembic_buf_puts(out, ", which has the database locked");
}

static int give_up(const struct database *database, const char *why, const char *who,
		   struct sqlembic_error *err)
{
	struct sqlembic_buf holder = SQLEMBIC_BUF_INIT;
	name_holder(database, who, &holder);
	sqlembic_fail(err, SQLEMBIC_E_LOCKED, "%s within %g s: still waiting for %s", why,
		      (double)database->lock_timeout_ms / 1000.0, sqlembic_buf_text(&holder));
	sqlembic_fail_hint(
		err, "wait for that process to finish, or raise lock_timeout, then run the command again");
	sqlembic_buf_release(&holder);
	return SQLEMBIC_E_LOCKED;
}

static int tell(const struct database *database, const char *who, struct sqlembic_error *err)
{
	struct sqlembic_buf holder = SQLEMBIC_BUF_INIT;
	name_holder(database, who, &holder);
	int rc = caller_tell(&database->caller, SQLEMBIC_EVENT_WAITING, sqlembic_buf_text(&holder), err);
	sqlembic_buf_release(&holder);
	return rc;
}

/* Short naps first, so that a runner which waits for small revisions follows closely. */
static long nap_length(long waited_ms)
{
	long nap = 2 + waited_ms / 8;
	return nap > 100 ? 100 : nap;
}

void wait_nap(const struct database *database, long ms)
{
	while (ms > 0 && !caller_is_cancelled(&database->caller)) {
		const long piece = ms < KEEP_MS ? ms : KEEP_MS;
		caller_nap(&database->caller, piece);
		if (database->locked && database->driver->keep_lock)
			database->driver->keep_lock(database->session);
		ms -= piece;
	}
}

int wait_moment(const struct database *database, long *waited_ms, const char *why, const char *who,
		struct sqlembic_error *err)
{
	if (caller_is_cancelled(&database->caller))
		return sqlembic_fail(err, SQLEMBIC_E_INTERRUPTED, "interrupted while waiting for the lock");
	if (*waited_ms >= database->lock_timeout_ms)
		return give_up(database, why, who, err);
	long nap = nap_length(*waited_ms);
	bool is_full_second = (*waited_ms + nap) / 1000 > *waited_ms / 1000;
	int rc = is_full_second ? tell(database, who, err) : 0;
	if (rc < 0)
		return rc;
	wait_nap(database, nap); /* a cancellation is seen at the next try */
	*waited_ms += nap;
	return 0;
}

int wait_retry(const struct database *database, int (*attempt)(void *payload, struct sqlembic_error *err),
	       void *payload, const char *why, struct sqlembic_error *err)
{
	long waited_ms = 0;
	for (;;) {
		int rc = attempt(payload, err);
		if (rc != SQLEMBIC_E_LOCKED)
			return rc;
		rc = wait_moment(database, &waited_ms, why, NULL, err);
		if (rc < 0)
			return rc;
	}
}
