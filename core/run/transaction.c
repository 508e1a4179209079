/* transaction.c: revisions that commit as a whole: their statements, version row and log row in one transaction. */
#include "database/offline.h"
#include "run/run.h"
#include "sqlembic/error.h"

int run_write_step(struct run *run, const struct step *step, const struct journal_step *entry,
		   struct sqlembic_error *err)
{
	struct database *database = run->database;
	int rc = ledger_apply(&database->ledger, &run->message, step->changes, step->nchanges, err);
	if (rc == 0 && database->journal.qualified)
		rc = journal_write(&database->journal, &run->message, entry, err);
	return rc;
}

/* The rows could be written before the script ran. */
static int spoilt_by_script(struct run *run, const struct step *step, struct sqlembic_error *err)
{
	const struct database *database = run->database;
	if (run->offline || !err || err->hint[0])
		return err ? err->code : SQLEMBIC_E_FAILED;
	sqlembic_fail_at(err, preflight_path(step), 0, 0);
	return sqlembic_fail_hint(err, "take out of the script what it does to %s%s%s",
				  database->ledger.table, database->journal.qualified ? " or " : "",
				  database->journal.qualified ? database->journal.qualified : "");
}

/* Whether the transaction ends with the step at run->at. */
static bool is_last(const struct run *run)
{
	return run->database->transaction_per_migration || run->at + 1 == run->plan.n ||
	       preflight_is_stepwise(run, &run->plan.steps[run->at + 1]);
}

/* Sends what is left of the script with the rows and the COMMIT. */
static int end_step(struct run *run, const struct step *step, struct journal_step *entry,
		    struct sqlembic_error *err)
{
	struct message *message = &run->message;
	int rc = message_add(message, SQLEMBIC_PART_CHECK, err);
	if (rc == 0)
		rc = run_write_step(run, step, entry, err);
	if (rc == 0 && is_last(run))
		rc = message_add(message, SQLEMBIC_PART_COMMIT, err);
	if (rc < 0 || (rc = message_send(message, err)) == 0)
		return rc;
	if (message->failed == SQLEMBIC_PART_QUERY)
		return spoilt_by_script(run, step, err);
	/* Readers stand in the way; everything else is done, and still there. */
	if (message->failed == SQLEMBIC_PART_COMMIT && rc == SQLEMBIC_E_LOCKED &&
	    (run->database->driver->caps & SQLEMBIC_CAP_BEGIN_LOCKS))
		return database_commit(run->database, err);
	return rc;
}

/* Statements, check, version row, log row: everything between BEGIN and COMMIT, and that, too, after the last step of
 * the transaction. */
static int run_step(struct run *run, struct step *step, struct sqlembic_error *err)
{
	char checksum[HASH_TEXT_SIZE];
	struct journal_step entry = { .step = step,
				      .started_us = journal_now(&run->database->journal),
				      .checksum = checksum,
				      .status = "done" };
	long long ticks = run_ticks();
	int rc = run_report_step(run, step, SQLEMBIC_EVENT_STEP, 0, 0, err);
	if (rc == 0)
		rc = script_run(run, step, &entry.statements, checksum, err);
	if (rc < 0)
		return rc;
	entry.id = run_next_row(run);
	entry.timed_by_server = entry.id && run->database->engine->dialect->elapsed_ms;
	/* Unless the server measures, no statement may be left out. */
	if (!entry.timed_by_server && (rc = message_send(&run->message, err)) < 0)
		return rc;
	entry.statements_done = entry.statements;
	entry.milliseconds = run->offline ? -1 : (run_ticks() - ticks + 500) / 1000;
	return end_step(run, step, &entry, err);
}

int run_announce(struct run *run, const struct step *step, struct sqlembic_error *err)
{
	if (!run->offline)
		return 0;
	const char *verb = step->direction == SQLEMBIC_STAMP ? "stamp_revision"
							     : run_direction(step->direction);
	const char *text = arena_printf(&run->scratch, "Running %s %s -> %s", verb, step->from, step->to);
	return text ? offline_comment(run->database->session, text, err) : sqlembic_fail_memory(err);
}

/* Runs the steps of one transaction: one, or all that can share it. */
static int run_steps(struct run *run, size_t *end, struct sqlembic_error *err)
{
	size_t first = run->at;
	int rc;
	bool last;
	do {
		struct step *step = &run->plan.steps[run->at];
		last = is_last(run);
		rc = run_announce(run, step, err);
		if (rc == 0)
			rc = run_step(run, step, err);
		run->at += rc == 0;
	} while (rc == 0 && !last);
	*end = run->at;
	run->at = first;
	return rc;
}

void run_log_failure(struct run *run, const struct step *step, const struct sqlembic_error *err)
{
	struct database *database = run->database;
	if (run->offline || !run->has_log_table || !err || err->code == SQLEMBIC_E_INTERRUPTED)
		return;
	const struct journal_step entry = { .step = step,
					    .started_us = journal_now(&database->journal),
					    .milliseconds = 0,
					    .statements = preflight_facts(run, step)->statements,
					    .checksum = "",
					    .status = "failed",
					    .error = err->message };
	if (database->driver->begin(database->session, NULL) < 0)
		return;
	message_begin(&run->message, database->session, NULL);
	if (journal_write(&database->journal, &run->message, &entry, NULL) < 0 ||
	    message_add(&run->message, SQLEMBIC_PART_COMMIT, NULL) < 0 ||
	    message_send(&run->message, NULL) < 0)
		(void)database->driver->rollback(database->session, NULL);
}

static void describe_rollback(struct run *run, size_t failed_at, struct sqlembic_error *err)
{
	const struct step *step = &run->plan.steps[failed_at];
	size_t others = failed_at - run->at;
	struct rows rows;
	const char *undone = arena_printf(&run->scratch, "%s of %s was rolled back",
					  run_direction(step->direction), step->revision->id);
	if (undone && others)
		undone = arena_printf(&run->scratch, "%s, with the %zu step%s before it", undone, others,
				      others == 1 ? "" : "s");
	if (!undone)
		return;
	/* Of a server that does not answer any more we know what we have committed, and we hold the lock. */
	if (run_read_now(run, &rows, &run->scratch, NULL) < 0)
		rows = (struct rows){ run->rows_known, run->rows_n };
	sqlembic_fail_state(err, "%s; the database is at %s", undone, run_report_rows(run, &rows));
}

/* Says what a failure has left: the transaction is gone, what was committed before it stays. */
static int roll_back(struct run *run, size_t failed_at, struct sqlembic_error *err)
{
	struct database *database = run->database;
	int code = err ? err->code : SQLEMBIC_E_FAILED;
	struct sqlembic_error trouble = { 0 };
	run->rows_unknown = true;
	if (database->session->driver->rollback(database->session, &trouble) < 0) {
		sqlembic_fail_state(err, "unknown: the rollback failed, too (%s)", trouble.message);
		return code;
	}
	if (run->offline)
		return code;
	if (code == SQLEMBIC_E_UNREACHABLE && err)
		run_describe_lost(run, &run->plan.steps[failed_at], err);
	run_log_failure(run, &run->plan.steps[failed_at], err);
	if (!err)
		return code;
	if (!err->state[0])
		describe_rollback(run, failed_at, err);
	run_hint_again(run, code, err);
	return code;
}

/* Reports the steps of a transaction that is committed, and moves on. */
static int committed(struct run *run, size_t end, double milliseconds, struct sqlembic_error *err)
{
	size_t n = end - run->at;
	int rc = 0;
	while (run->at < end) {
		const struct step *step = &run->plan.steps[run->at];
		if (rc == 0)
			rc = run_report_step(run, step, SQLEMBIC_EVENT_STEP_DONE, 0, milliseconds / (double)n,
					     err);
		if (rc == 0)
			rc = run_expect_changes(run, step, err);
		run->at++;
		run->committed++;
	}
	return rc;
}

static int run_transaction(struct run *run, struct sqlembic_error *err)
{
	struct database *database = run->database;
	struct sqlembic_session *session = database->session;
	size_t first = run->at, end = first;
	long long ticks = run_ticks();
	int rc = database_begin(database, err);
	if (rc < 0)
		return rc;
	rc = run->offline || run_knows_state(run) ? 0 : run_synchronise(run, err);
	if (rc != 0 || run->running) {
		(void)session->driver->rollback(session, NULL);
		return rc < 0 ? rc : RUN_AGAIN;
	}
	rc = run_create_tables(run, err);
	if (rc == 0)
		rc = run_steps(run, &end, err);
	if (rc < 0)
		return roll_back(run, end, err);
	run->has_version_table = true;
	run->has_log_table = database->journal.qualified != NULL;
	return committed(run, end, (double)(run_ticks() - ticks) / 1000.0, err);
}

static int run_in_script(struct run *run, struct sqlembic_error *err)
{
	struct sqlembic_session *session = run->database->session;
	int rc = session->driver->script_begin(session, err);
	if (rc < 0)
		return rc;
	rc = run_transaction(run, err);
	/* The first error is the one to report. */
	int end = session->driver->script_end(session, rc < 0 ? NULL : err);
	return rc != 0 ? rc : end;
}

int run_transactional(struct run *run, struct sqlembic_error *err)
{
	size_t retries = 0;
	int rc;
	do
		rc = run_in_script(run, err);
	while (rc < 0 && (rc = run_retry(run, &retries, rc, err)) == 0);
	return rc;
}
