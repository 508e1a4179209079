/* stamp.c: writing version rows without running anything. */
#include "run/parts.h"
#include "run/report.h"
#include "sqlembic/error.h"

/* A stamp says where the database is, and so settles a half-applied step. */
static int abandon_running(struct run *run, struct sqlembic_error *err)
{
	const struct journal_entry *entry = run_running(run);
	const struct sqlembic_log_entry *view = &entry->view;
	bool taken = false;
	/* One that is only announced has no row yet. */
	int rc = entry->is_announced ? journal_adopt(run_journal(run), run_session(run), entry, &taken, err)
				     : 0;
	if (rc == 0)
		rc = journal_finish(run_journal(run), run_session(run), entry->id, "abandoned", -1,
				    "settled by stamp", &taken, err);
	const char *text = arena_printf(
		&run->scratch, "The half-applied %s of %s (%lld of %lld statements) is given up",
		view->direction, view->revision, view->statements_done, view->statements);
	if (rc == 0)
		rc = caller_tell(run_caller(run), SQLEMBIC_EVENT_INFO, text, err);
	return rc;
}

/* *again: another process is in the middle of a step, which is not given up while it runs. */
static int plan_now(struct run *run, bool *again, struct sqlembic_error *err)
{
	int rc = state_read(run, &run->scratch, err);
	if (rc < 0)
		return rc;
	if (run_running(run) && owner_is_alive(run)) {
		*again = true;
		return 0;
	}
	rc = state_plan(&run->plan, run->order, &run->beliefs.tables.rows, err);
	run->beliefs.planned_under_lock = rc == 0;
	if (rc == 0 && run->plan.warning)
		rc = caller_tell(run_caller(run), SQLEMBIC_EVENT_WARNING, run->plan.warning, err);
	return rc;
}

static int write_rows(struct run *run, struct sqlembic_error *err)
{
	int rc = 0;
	parcel_begin(&run->parcel, run_session(run), run_dialect(run), NULL);
	for (run->at = 0; rc == 0 && run->at < run->plan.n; run->at++) {
		const struct step *step = &run->plan.steps[run->at];
		const struct journal_step entry = { .step = step,
						    .started_us = journal_now(run_journal(run)),
						    .milliseconds = run_is_offline(run) ? -1 : 0,
						    .checksum = "",
						    .status = "done" };
		rc = report_comment(run, step, err);
		if (rc == 0)
			rc = report_step(run, step, SQLEMBIC_EVENT_STEP, 0, 0, err);
		if (rc == 0)
			rc = transaction_add_rows(run, step, &entry, err);
		if (rc == 0 && run_is_offline(run))
			rc = parcel_send(&run->parcel, err);
	}
	return rc < 0 ? rc : parcel_send(&run->parcel, err);
}

static int stamp_in_transaction(struct run *run, bool *again, struct sqlembic_error *err)
{
	int rc = run_is_offline(run) ? 0 : plan_now(run, again, err);
	if (rc < 0 || *again)
		return rc;
	rc = state_create_tables(run, err);
	if (rc == 0 && run->order->purge && run->beliefs.tables.rows.n)
		rc = ledger_purge(&run->order->records->ledger, run_session(run), err);
	if (rc == 0 && run_running(run))
		rc = abandon_running(run, err);
	return rc < 0 ? rc : write_rows(run, err);
}

static int report_done(struct run *run, struct sqlembic_error *err)
{
	int rc = rowset_fill(run->beliefs.rows, &run->plan.after, err);
	for (run->at = 0; rc == 0 && run->at < run->plan.n; run->at++)
		rc = report_step(run, &run->plan.steps[run->at], SQLEMBIC_EVENT_STEP_DONE, 0, 0, err);
	return rc;
}

int stamp_run(struct run *run, struct sqlembic_error *err)
{
	struct database *database = run->order->database;
	for (;;) {
		bool again = false;
		int rc = database_begin(database, err);
		if (rc < 0)
			return rc;
		rc = stamp_in_transaction(run, &again, err);
		if (rc == 0 && !again && (rc = database_commit(database, err)) == 0)
			return report_done(run, err);
		database_rollback(database);
		if (rc < 0 || (rc = owner_wait(run, &again, err)) < 0)
			return rc;
	}
}
