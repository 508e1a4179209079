/* lasting.c: revisions that commit each by itself and share the wait for the disk.
 *
 * Where a server can be told that a COMMIT need not wait, the last one of a group does, and makes all before it last.  A
 * crash of the server takes whole revisions from the end, with their version and log rows; so a revision is said to be
 * done only when it lasts.  A group ends where it would in group.c: a script that changes its session may have chosen that its
 * COMMIT does not wait, and others must not rely on it. */
#include <string.h>

#include "run/parts.h"
#include "run/report.h"
#include "sqlembic/error.h"

static int set_durability(const struct run *run, enum sqlembic_durability how, struct sqlembic_error *err)
{
	struct sqlembic_session *session = run_session(run);
	return session->driver->durability ? session->driver->durability(session, how, err) : 0;
}

static bool may_lag(const struct run *run)
{
	const struct run_order *order = run->order;
	return run_session(run)->driver->durability && order->transaction_per_migration &&
	       order->commit_group > 1 && !run_is_offline(run);
}

static bool ends_group(const struct run *run)
{
	const struct lasting *lasting = &run->lasting;
	const size_t next = run->at + 1;
	return !may_lag(run) || next >= run->plan.n || run->plan.steps[next].adopts ||
	       preflight_is_stepwise(&run->preflight, &run->plan.steps[next]) ||
	       preflight_facts(&run->preflight, &run->plan.steps[next])->changes_session ||
	       lasting->n + 1 >= (size_t)run->order->commit_group || caller_is_cancelled(run_caller(run)) ||
	       (lasting->n && sqlembic_clock_us() - lasting->began >= GROUP_US);
}

int lasting_begin(struct run *run, struct sqlembic_error *err)
{
	struct lasting *lasting = &run->lasting;
	if (!lasting->n)
		lasting->began = sqlembic_clock_us();
	lasting->lags = !ends_group(run);
	return set_durability(run, lasting->lags ? SQLEMBIC_DURABILITY_LATER : SQLEMBIC_DURABILITY_COMMIT,
			      err);
}

static int keep(struct run *run, const struct lasting_step *step, struct sqlembic_error *err)
{
	struct lasting *lasting = &run->lasting;
	if (lasting->n == lasting->cap) {
		const size_t cap = lasting->cap ? lasting->cap * 2 : 16;
		struct lasting_step *items = arena_alloc(run->order->arena, cap, sizeof(*items));
		if (!items)
			return sqlembic_fail_memory(err);
		if (lasting->n)
			memcpy(items, lasting->items, lasting->n * sizeof(*items));
		lasting->items = items;
		lasting->cap = cap;
	}
	lasting->items[lasting->n++] = *step;
	return 0;
}

static int tell(struct run *run, const struct lasting_step *step, struct sqlembic_error *err)
{
	const size_t at = run->at;
	run->at = step->at;
	int rc = report_step(run, step->step, SQLEMBIC_EVENT_STEP_DONE, 0, step->milliseconds, err);
	run->at = at;
	return rc;
}

static int tell_kept(struct run *run, struct sqlembic_error *err)
{
	struct lasting *lasting = &run->lasting;
	int rc = 0;
	for (size_t i = 0; rc == 0 && i < lasting->n; i++)
		rc = tell(run, &lasting->items[i], err);
	lasting->n = 0;
	return rc;
}

int lasting_done(struct run *run, const struct step *step, double milliseconds, struct sqlembic_error *err)
{
	const struct lasting_step done = { .step = step, .at = run->at, .milliseconds = milliseconds };
	if (run->lasting.lags)
		return keep(run, &done, err);
	int rc = tell_kept(run, err);
	return rc < 0 ? rc : tell(run, &done, err);
}

size_t lasting_settle(struct run *run)
{
	struct lasting *lasting = &run->lasting;
	struct sqlembic_error unheard;
	const size_t n = lasting->n;
	if (!may_lag(run))
		return 0;
	lasting->lags = false;
	int rc = set_durability(run, n ? SQLEMBIC_DURABILITY_NOW : SQLEMBIC_DURABILITY_COMMIT, &unheard);
	if (rc == 0)
		(void)tell_kept(run, &unheard);
	lasting->n = 0;
	return rc < 0 ? n : 0;
}
