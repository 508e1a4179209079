/* patience.c: see patience.h. */
#include "database/patience.h"

#include <stdio.h>
#include <string.h>

#include "sqlembic/clock.h"
#include "sqlembic/error.h"

#define FIRST_NAP_MS   100
#define LONGEST_NAP_MS 1000
/* Connecting takes about this long where a server is far away: the last try gets as much, however late it begins. */
#define FAIR_TRY_MS 1000
/* Between two lines that say what is waited for. */
#define SILENCE_US 1000000

static long left_ms(const struct patience *patience)
{
	return patience->timeout_ms - (long)((sqlembic_clock_us() - patience->began) / 1000);
}

long patience_limit(const struct patience *patience, long limit_ms)
{
	long left = left_ms(patience);
	if (patience->timeout_ms == 0)
		return limit_ms;
	if (left < FAIR_TRY_MS)
		left = FAIR_TRY_MS;
	return limit_ms > 0 && limit_ms < left ? limit_ms : left;
}

static bool passes(int rc)
{
	return rc == SQLEMBIC_E_UNREACHABLE || rc == SQLEMBIC_E_LOCKED || rc == SQLEMBIC_E_PENDING;
}

static int give_up(const struct patience *patience, int rc, struct sqlembic_error *err)
{
	double seconds = (double)patience->timeout_ms / 1000.0;
	char state[sizeof(err->state)];
	if (patience->timeout_ms == 0)
		return rc;
	memcpy(state, err->state, sizeof(state));
	if (state[0])
		sqlembic_fail_state(err, "%s, after %g s of waiting", state, seconds);
	else
		sqlembic_fail_state(err, "still so after %g s of waiting", seconds);
	return rc;
}

static int interrupted(struct sqlembic_error *err)
{
	char text[sizeof(err->message)];
	memcpy(text, err->message, sizeof(text));
	sqlembic_fail(err, SQLEMBIC_E_INTERRUPTED, "interrupted while waiting for the database");
	(void)sqlembic_fail_detail(err, "%s", text);
	return SQLEMBIC_E_INTERRUPTED;
}

/* Says what is waited for when that is something else than before, and not too often. */
static int tell(struct patience *patience, struct sqlembic_error *err)
{
	long long now = sqlembic_clock_us();
	if (strcmp(patience->said, err->message) == 0 ||
	    (patience->told && now - patience->told < SILENCE_US))
		return 0;
	char text[sizeof(err->message) + 32];
	memcpy(patience->said, err->message, sizeof(patience->said));
	patience->told = now;
	(void)snprintf(text, sizeof(text), "Waiting for the database: %s", err->message);
	return caller_tell(patience->caller, SQLEMBIC_EVENT_INFO, text, err);
}

/* After a try that has failed with `rc`: 0 when it is time for another one. */
static int again(struct patience *patience, int rc, struct sqlembic_error *err)
{
	if (!passes(rc))
		return rc;
	long left = left_ms(patience);
	if (caller_is_cancelled(patience->caller))
		return interrupted(err);
	if (left <= 0)
		return give_up(patience, rc, err);
	int told = tell(patience, err);
	if (told < 0)
		return told;
	caller_nap(patience->caller, left < patience->nap_ms ? left : patience->nap_ms);
	patience->nap_ms += patience->nap_ms / 2;
	if (patience->nap_ms > LONGEST_NAP_MS)
		patience->nap_ms = LONGEST_NAP_MS;
	return caller_is_cancelled(patience->caller) ? interrupted(err) : 0;
}

int patience_wait(const struct caller *caller, long timeout_ms, patience_try_fn *attempt, void *payload,
		  struct sqlembic_error *err)
{
	struct patience patience = { .caller = caller,
				     .timeout_ms = timeout_ms,
				     .nap_ms = FIRST_NAP_MS,
				     .began = sqlembic_clock_us() };
	int rc;
	do
		rc = attempt(payload, &patience, err);
	while (rc < 0 && (rc = again(&patience, rc, err)) == 0);
	return rc;
}
