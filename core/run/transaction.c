/* transaction.c: revisions that commit as a whole: their statements, version row and log row in one transaction. */
#include "run/parts.h"
#include "run/retry.h"
#include "run/report.h"
#include "sqlembic/clock.h"
#include "sqlembic/error.h"

int transaction_add_rows(struct run *run, const struct step *step, const struct journal_step *entry,
			 struct sqlembic_error *err)
{
	struct records *records = run->order->records;
	int rc = ledger_apply(&records->ledger, &run->parcel, step->changes, step->nchanges, err);
	if (rc == 0 && records_has_log(records))
		rc = journal_write(&records->journal, &run->parcel, entry, err);
	return rc;
}

/* The rows could be written before the script ran. */
static int spoilt_by_script(struct run *run, const struct step *step, struct sqlembic_error *err)
{
	const struct records *records = run->order->records;
	if (run_is_offline(run) || err->hint[0])
		return err->code;
	sqlembic_fail_at(err, preflight_path(step), 0, 0);
	return sqlembic_fail_hint(err, "take out of the script what it does to %s%s%s", records->ledger.table,
				  records_has_log(records) ? " or " : "",
				  records_has_log(records) ? records->journal.qualified : "");
}

/* Sends what is left of the script with the rows and, behind the last step, the COMMIT. */
static int end_step(struct run *run, const struct step *step, struct journal_step *entry, bool *last,
		    struct sqlembic_error *err)
{
	struct parcel *parcel = &run->parcel;
	*last = group_ends(run);
	int rc = parcel_add(parcel, SQLEMBIC_PART_CHECK, err);
	if (rc == 0)
		rc = transaction_add_rows(run, step, entry, err);
	if (rc == 0 && *last)
		rc = parcel_add(parcel, SQLEMBIC_PART_COMMIT, err);
	if (rc < 0 || (rc = parcel_send(parcel, err)) == 0)
		return rc;
	if (parcel->failed == SQLEMBIC_PART_QUERY)
		return spoilt_by_script(run, step, err);
	/* Readers stand in the way; everything else is done, and still there. */
	if (parcel->failed == SQLEMBIC_PART_COMMIT && rc == SQLEMBIC_E_LOCKED &&
	    database_begin_locks(run->order->database))
		return database_commit(run->order->database, err);
	return rc;
}

/* Statements, check, version row, log row: everything between BEGIN and COMMIT, and that, too, after the last step of
 * the transaction. */
static int run_statements(struct run *run, struct step *step, bool *last, struct sqlembic_error *err)
{
	char checksum[HASH_TEXT_SIZE];
	struct journal_step entry = {
		.step = step, .started_us = run->watch.started_us, .checksum = checksum, .status = "done"
	};
	int rc = sending_run(run, step, &entry.statements, checksum, err);
	if (rc < 0)
		return rc;
	entry.id = state_next_row(run);
	entry.timed_by_server = entry.id && run_dialect(run)->elapsed_ms;
	/* Unless the server measures, no statement may be left out. */
	if (!entry.timed_by_server && (rc = parcel_send(&run->parcel, err)) < 0)
		return rc;
	entry.statements_done = entry.statements;
	entry.milliseconds = run_is_offline(run) ? -1 : run_elapsed_ms(run);
	return end_step(run, step, &entry, last, err);
}

static int run_step(struct run *run, struct step *step, bool *last, struct sqlembic_error *err)
{
	bool told = false;
	run_start_watch(run);
	int rc = report_comment(run, step, err);
	if (rc == 0)
		rc = group_enter(run, &told, err);
	if (rc == 0 && !told)
		rc = report_step(run, step, SQLEMBIC_EVENT_STEP, 0, 0, err);
	if (rc == 0)
		rc = run_statements(run, step, last, err);
	return rc < 0 ? rc : group_leave(run, *last, err);
}

/* Runs the steps of one transaction: one, or all that can share it. */
static int run_steps(struct run *run, size_t *end, struct sqlembic_error *err)
{
	bool last = false;
	int rc = 0;
	while (rc == 0 && !last) {
		rc = run_step(run, &run->plan.steps[run->at], &last, err);
		run->at += rc == 0;
	}
	*end = run->at;
	run->at = run->group.first;
	return rc;
}

void transaction_log_failure(struct run *run, const struct step *step, const struct sqlembic_error *err)
{
	struct database *database = run->order->database;
	struct sqlembic_error unheard;
	if (run_is_offline(run) || !run->beliefs.tables.has_log_table || err->code == SQLEMBIC_E_INTERRUPTED)
		return;
	const struct journal_step entry = { .step = step,
					    .started_us = run->watch.started_us,
					    .milliseconds = run_elapsed_ms(run),
					    .statements = preflight_facts(&run->preflight, step)->statements,
					    .checksum = "",
					    .status = "failed",
					    .error = err->message };
	if (database->driver->begin(database->session, &unheard) < 0)
		return;
	parcel_begin(&run->parcel, database->session, run_dialect(run), NULL);
	if (journal_write(run_journal(run), &run->parcel, &entry, &unheard) < 0 ||
	    parcel_add(&run->parcel, SQLEMBIC_PART_COMMIT, &unheard) < 0 ||
	    parcel_send(&run->parcel, &unheard) < 0)
		database_rollback(database);
}

/* `lagging`: steps before it that may be lost. */
static void describe_rollback(struct run *run, size_t failed_at, size_t lagging, struct sqlembic_error *err)
{
	const struct step *step = &run->plan.steps[failed_at];
	size_t others = failed_at - run->at;
	struct sqlembic_error unheard;
	const char *undone = arena_printf(&run->scratch, "%s of %s was rolled back",
					  report_direction(step->direction), step->revision->id);
	if (undone && others)
		undone = arena_printf(&run->scratch, "%s, with the %zu step%s before it", undone, others,
				      others == 1 ? "" : "s");
	if (!undone)
		return;
	/* Of a server that does not answer any more we know what we have committed, and we hold the lock. */
	struct rows rows = rowset_rows(run->beliefs.rows);
	if (state_read(run, &run->scratch, &unheard) == 0) {
		rows = run->beliefs.tables.rows;
	} else if (lagging) {
		sqlembic_fail_state(err,
				    "%s; the database is at %s, or up to %zu steps before that: these were "
				    "not yet on the server's disk",
				    undone, report_rows(&run->scratch, &rows), lagging);
		return;
	}
	sqlembic_fail_state(err, "%s; the database is at %s", undone, report_rows(&run->scratch, &rows));
}

/* Says what a failure has left: the transaction is gone, what was committed before it stays. */
static int roll_back(struct run *run, size_t failed_at, struct sqlembic_error *err)
{
	struct sqlembic_session *session = run_session(run);
	const struct step *step = &run->plan.steps[failed_at];
	int code = err->code;
	struct sqlembic_error trouble = { 0 };
	run->beliefs.may_differ = true;
	if (session->driver->rollback(session, &trouble) < 0) {
		sqlembic_fail_state(err, "unknown: the rollback failed, too (%s)", trouble.message);
		return code;
	}
	if (run_is_offline(run))
		return code;
	const size_t lagging = lasting_settle(run);
	if (code == SQLEMBIC_E_UNREACHABLE)
		lost_describe(run, step, err);
	transaction_log_failure(run, step, err);
	if (!err->state[0])
		describe_rollback(run, failed_at, lagging, err);
	report_hint_there(run, step, err);
	report_hint_again(run, code, err);
	return code;
}

/* Reports the steps of a transaction that is committed, and moves on. */
static int committed(struct run *run, size_t end, struct sqlembic_error *err)
{
	int rc = 0;
	state_has_tables(run);
	while (run->at < end) {
		const struct step *step = &run->plan.steps[run->at];
		if (rc == 0)
			rc = lasting_done(run, step, run->group.milliseconds[run->at - run->group.first],
					  err);
		if (rc == 0)
			rc = state_move(run, step, err);
		run->at++;
		run->counts.committed++;
	}
	return rc;
}

/* A step has failed: keeps what it can of those that share its transaction. */
static int fail(struct run *run, size_t failed_at, bool *again, struct sqlembic_error *err)
{
	struct sqlembic_error unheard;
	if (group_keep(run, failed_at)) {
		(void)committed(run, failed_at, &unheard);
	} else if (group_repeats(run, failed_at, err)) {
		database_rollback(run->order->database);
		*again = true;
		return 0;
	}
	return roll_back(run, failed_at, err);
}

static int run_transaction(struct run *run, bool *again, struct sqlembic_error *err)
{
	struct database *database = run->order->database;
	size_t end = run->at;
	run_start_watch(run);
	int rc = lasting_begin(run, err);
	if (rc == 0)
		rc = database_begin(database, err);
	if (rc < 0)
		return rc;
	if (!run_is_offline(run) && !state_is_known(run))
		rc = state_synchronise(run, again, err);
	*again = *again || run_running(run);
	if (rc < 0 || *again) {
		database_rollback(database);
		return rc;
	}
	rc = group_begin(run, err);
	if (rc == 0)
		rc = state_create_tables(run, err);
	if (rc == 0)
		rc = run_steps(run, &end, err);
	if (rc < 0)
		return fail(run, end, again, err);
	return committed(run, end, err);
}

static int run_in_script(struct run *run, bool *again, struct sqlembic_error *err)
{
	struct sqlembic_session *session = run_session(run);
	struct sqlembic_error unheard;
	int rc = session->driver->script_begin(session, err);
	if (rc < 0)
		return rc;
	rc = run_transaction(run, again, err);
	/* The first error is the one to report. */
	int end = session->driver->script_end(session, rc < 0 ? &unheard : err);
	return rc < 0 ? rc : end;
}

int transaction_run(struct run *run, bool *again, struct sqlembic_error *err)
{
	size_t retries = 0;
	int rc;
	do
		rc = run_in_script(run, again, err);
	while (rc < 0 && (rc = retry_pause(run->order, &retries, rc, err)) == 0);
	return rc;
}
