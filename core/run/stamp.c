/* stamp.c: writing version rows without running anything. */
#include "run/run.h"
#include "sqlembic/error.h"

/* Who stamps says where the database is: a half-applied step is settled by that. */
static int abandon_running(struct run *run, struct sqlembic_error *err)
{
	const struct journal *journal = &run->database->journal;
	const struct sqlembic_log_entry *view = &run->running->view;
	int rc = journal_finish(journal, run->database->session, run->running->id, "abandoned", -1,
				"settled by stamp", err);
	const char *text = arena_printf(
		&run->scratch, "The half-applied %s of %s (%lld of %lld statements) is given up",
		view->direction, view->revision, view->statements_done, view->statements);
	if (rc == 0)
		rc = text ? run_report_text(run, SQLEMBIC_EVENT_INFO, text, err) : sqlembic_fail_memory(err);
	return rc;
}

/* RUN_AGAIN: another process is in the middle of a step, which is not given up while it runs. */
static int plan_now(struct run *run, struct rows *rows, struct sqlembic_error *err)
{
	int rc = run_read_now(run, rows, &run->scratch, err);
	if (rc < 0)
		return rc;
	if (run->running &&
	    journal_is_alive(&run->database->journal, run->running, run->database->session, NULL) > 0)
		return RUN_AGAIN;
	rc = run_make_plan(&run->plan, run, rows, err);
	if (rc == 0 && run->plan.warning)
		rc = run_report_text(run, SQLEMBIC_EVENT_WARNING, run->plan.warning, err);
	return rc;
}

static int stamp_in_transaction(struct run *run, struct sqlembic_error *err)
{
	struct database *database = run->database;
	struct rows rows = { NULL, 0 };
	int rc = run->offline ? 0 : plan_now(run, &rows, err);
	if (rc == 0)
		rc = run_create_tables(run, err);
	if (rc == 0 && run->purge && rows.n)
		rc = ledger_purge(&database->ledger, database->session, err);
	if (rc == 0 && run->running)
		rc = abandon_running(run, err);
	message_begin(&run->message, database->session, NULL);
	for (run->at = 0; rc == 0 && run->at < run->plan.n; run->at++) {
		const struct step *step = &run->plan.steps[run->at];
		const struct journal_step entry = { .step = step,
						    .started_us = journal_now(&database->journal),
						    .milliseconds = run->offline ? -1 : 0,
						    .checksum = "",
						    .status = "done" };
		rc = run_announce(run, step, err);
		if (rc == 0)
			rc = run_report_step(run, step, SQLEMBIC_EVENT_STEP, 0, 0, err);
		if (rc == 0)
			rc = run_write_step(run, step, &entry, err);
		if (rc == 0 && run->offline)
			rc = message_send(&run->message, err);
	}
	return rc ? rc : message_send(&run->message, err);
}

static int report_done(struct run *run, struct sqlembic_error *err)
{
	int rc = run_know_rows(run, &run->plan.after) < 0 ? sqlembic_fail_memory(err) : 0;
	for (run->at = 0; rc == 0 && run->at < run->plan.n; run->at++)
		rc = run_report_step(run, &run->plan.steps[run->at], SQLEMBIC_EVENT_STEP_DONE, 0, 0, err);
	return rc;
}

int run_stamp(struct run *run, struct sqlembic_error *err)
{
	struct database *database = run->database;
	for (;;) {
		int rc = database_begin(database, err);
		if (rc < 0)
			return rc;
		rc = stamp_in_transaction(run, err);
		if (rc == 0 && (rc = database_commit(database, err)) == 0)
			return report_done(run, err);
		(void)database->session->driver->rollback(database->session, NULL);
		if (rc != RUN_AGAIN || (rc = run_wait_for_owner(run, err)) < 0)
			return rc;
	}
}

static int create_missing(struct run *run, struct sqlembic_error *err)
{
	struct database *database = run->database;
	struct rows rows = { NULL, 0 };
	int rc = database_lock(database, err);
	if (rc == 0)
		rc = database_begin(database, err);
	if (rc < 0)
		return rc;
	rc = run->offline ? ledger_ensure(&database->ledger, database->session, err)
			  : run_read_now(run, &rows, &run->scratch, err);
	run->has_version_table = run->has_version_table || run->offline;
	if (rc == 0)
		rc = run_know_rows(run, &rows) < 0 ? sqlembic_fail_memory(err) : run_create_tables(run, err);
	if (rc == 0)
		return database_commit(database, err);
	(void)database->session->driver->rollback(database->session, NULL);
	return rc;
}

int run_ensure_tables(struct run *run, struct sqlembic_error *err)
{
	struct rows rows = { NULL, 0 };
	int rc = run->offline ? 0 : run_read_state(run, &rows, &run->scratch, err);
	if (rc == 0 && run->has_version_table && (run->has_log_table || !run->database->journal.qualified))
		return run_know_rows(run, &rows) < 0 ? sqlembic_fail_memory(err) : 0;
	if (rc == 0)
		rc = create_missing(run, err);
	if (rc < 0 && err && !err->state[0])
		sqlembic_fail_state(err, "nothing was changed");
	return rc;
}
