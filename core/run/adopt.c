/* adopt.c: a database that has all that a squash replaces gets the squash's row, and a row of the log that says so. */
#include "run/parts.h"
#include "run/report.h"
#include "sqlembic/error.h"

static int write_rows(struct run *run, const struct step *step, struct sqlembic_error *err)
{
	const struct journal_step entry = { .step = step,
					    .started_us = run->watch.started_us,
					    .milliseconds = run_is_offline(run) ? -1 : 0,
					    .checksum = "",
					    .status = "done" };
	parcel_begin(&run->parcel, run_session(run), run_dialect(run), NULL);
	int rc = state_create_tables(run, err);
	if (rc == 0)
		rc = report_comment(run, step, err);
	if (rc == 0)
		rc = report_step(run, step, SQLEMBIC_EVENT_STEP, 0, 0, err);
	if (rc == 0)
		rc = transaction_add_rows(run, step, &entry, err);
	return rc == 0 ? parcel_send(&run->parcel, err) : rc;
}

static int committed(struct run *run, const struct step *step, struct sqlembic_error *err)
{
	state_has_tables(run);
	int rc = report_step(run, step, SQLEMBIC_EVENT_STEP_DONE, 0, 0, err);
	if (rc == 0)
		rc = state_move(run, step, err);
	run->at++;
	run->counts.committed++;
	return rc;
}

int adopt_run(struct run *run, bool *again, struct sqlembic_error *err)
{
	struct database *database = run->order->database;
	run_start_watch(run);
	int rc = database_begin(database, err);
	if (rc < 0)
		return rc;
	if (!run_is_offline(run) && !state_is_known(run))
		rc = state_synchronise(run, again, err);
	*again = *again || run_running(run);
	const struct step *step = run->at < run->plan.n ? &run->plan.steps[run->at] : NULL;
	/* Planned anew under the lock, the plan may have nothing to adopt any more. */
	*again = *again || !step || !step->adopts;
	if (rc < 0 || *again) {
		database_rollback(database);
		run->beliefs.may_differ = run->beliefs.may_differ || rc < 0;
		return rc;
	}
	rc = write_rows(run, step, err);
	if (rc == 0)
		rc = database_commit(database, err);
	if (rc == 0)
		return committed(run, step, err);
	run->beliefs.may_differ = true;
	database_rollback(database);
	return rc;
}
