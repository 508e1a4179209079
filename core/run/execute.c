/* execute.c: the steps of a plan, one after the other, and before them a step that an earlier run left half done. */
#include <string.h>

#include "run/half.h"
#include "run/parts.h"
#include "run/report.h"
#include "sqlembic/error.h"

static const struct step *next_step(const struct run *run)
{
	return run->at < run->plan.n ? &run->plan.steps[run->at] : NULL;
}

static bool is_step(const struct step *step, const struct journal_entry *entry)
{
	return step && step->revision && strcmp(step->revision->id, entry->view.revision) == 0 &&
	       strcmp(report_direction(step->direction), entry->view.direction) == 0;
}

static int fail_half(struct run *run, struct sqlembic_error *err)
{
	(void)half_fail(run_running(run), &run->scratch, err);
	return sqlembic_fail_state(err, "nothing was changed by this command");
}

/* The half-applied step comes later in our plan: it can run now, since everything it needs was there when it began. */
static int run_out_of_turn(struct run *run, bool *again, struct sqlembic_error *err)
{
	const struct plan whole = run->plan;
	const size_t at = run->at;
	struct plan alone = { 0 };
	const char *revision = run_running(run)->view.revision;
	int rc = state_read_waiting(run, &run->scratch, err);
	const struct rows *rows = &run->beliefs.tables.rows;
	if (rc == 0 && !run_running(run)) {
		*again = true;
		return 0;
	}
	if (rc == 0)
		rc = plan_upgrade(&alone, run->order->graph, rows, revision, err);
	if (rc < 0)
		return rc;
	if (alone.n != 1)
		return fail_half(run, err);
	rc = state_adopt(run, &alone, rows, err);
	if (rc == 0)
		rc = stepwise_run(run, again, err);
	run->plan = whole;
	run->at = at;
	run->beliefs.may_differ = true;
	return rc;
}

/* A step that was left half done must be settled before any other runs. */
static int settle_running(struct run *run, bool *again, struct sqlembic_error *err)
{
	int rc = owner_wait(run, again, err);
	if (rc < 0 || *again)
		return rc;
	const struct journal_entry *entry = run_running(run);
	if (is_step(next_step(run), entry))
		return stepwise_run(run, again, err);
	for (size_t i = run->at; i < run->plan.n && run->order->direction == SQLEMBIC_UPGRADE; i++) {
		if (is_step(&run->plan.steps[i], entry))
			return run_out_of_turn(run, again, err);
	}
	rc = announce_forget_unbegun(run, again, err);
	return rc < 0 || *again ? rc : fail_half(run, err);
}

static int run_one(struct run *run, bool *again, struct sqlembic_error *err)
{
	if (run_running(run))
		return settle_running(run, again, err);
	if (run->plan.steps[run->at].adopts)
		return adopt_run(run, again, err);
	if (preflight_is_stepwise(&run->preflight, &run->plan.steps[run->at]))
		return stepwise_run(run, again, err);
	return transaction_run(run, again, err);
}

static int run_rest(struct run *run, struct sqlembic_error *err)
{
	while (run->at < run->plan.n || run_running(run)) {
		if (caller_is_cancelled(run_caller(run))) {
			const char *where = run->counts.committed ? "interrupted between two revisions"
								  : "interrupted";
			return sqlembic_fail(err, SQLEMBIC_E_INTERRUPTED, "%s", where);
		}
		bool again = false;
		int rc = run_one(run, &again, err);
		if (rc < 0)
			return rc;
		if (!again) {
			run->beliefs.tables.running = NULL;
			arena_reset(&run->scratch);
		}
	}
	return 0;
}

static int run_all(struct run *run, struct sqlembic_error *err)
{
	bool again = false;
	int rc = run_rest(run, err);
	if (rc < 0 || run->plan.n > 0 || run->beliefs.planned_under_lock)
		return rc;
	/* The half-applied step was all that there seemed to be, and the run that it belongs to has ended it: the plan
	 * is one of before that. */
	if ((rc = state_synchronise(run, &again, err)) == 0)
		rc = run_rest(run, err);
	return rc;
}

int execute_all(struct run *run, struct sqlembic_error *err)
{
	int rc = run_all(run, err);
	announce_withdraw(run);
	const size_t lagging = lasting_settle(run);
	if (rc < 0 && lagging && !err->state[0])
		sqlembic_fail_state(err,
				    "%zu steps are committed, nothing is half done; the last %zu of them may "
				    "be lost if the server fails now",
				    run->counts.committed, lagging);
	return rc;
}
