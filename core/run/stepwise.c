/* stepwise.c: revisions that commit statement by statement: claims the step in the journal, walks through the script,
 * settles what is left. */
#include "run/stepwise.h"

#include <string.h>

#include "run/retry.h"
#include "run/report.h"
#include "sqlembic/clock.h"
#include "sqlembic/error.h"

#define MAX_RESTARTS 3

/* ---- the script ---------------------------------------------------------------------------------------- */

static int run_timed(struct stepwise *s, const struct statement *statement, struct sqlembic_error *err)
{
	struct sqlembic_buf words = SQLEMBIC_BUF_INIT;
	scan_words_show(&words, s->script.scan, statement->sql);
	const size_t number = statement->number;
	long long began = sqlembic_clock_us();
	int rc = stepwise_statement_run(s, statement, err);
	if (rc == 0)
		rc = stepwise_statement_flush(s, err);
	if (rc == 0)
		rc = report_statement(s->run, s->step, number, sqlembic_buf_text(&words),
				      (double)(sqlembic_clock_us() - began) / 1000.0, err);
	sqlembic_buf_release(&words);
	return rc;
}

/* One statement: passed over, settled or run. */
static int take_statement(struct stepwise *s, const struct statement *written, struct sqlembic_error *err)
{
	const struct run_order *order = s->run->order;
	struct statement sent = *written;
	const struct statement *const statement = &sent;
	int rc = order->adapt ? order->adapt(order->payload, &sent, err) : 0;
	if (rc < 0)
		return rc;
	bool is_left_out = order->leaves_out &&
			   order->leaves_out(order->payload, preflight_path(s->step), statement);
	if (statement->number <= s->resume.after)
		return stepwise_resume_pass(s, statement, is_left_out, err);
	if (caller_is_cancelled(run_caller(s->run)))
		return sqlembic_fail(err, SQLEMBIC_E_INTERRUPTED, "interrupted");
	if (is_left_out)
		return stepwise_statement_leave(s, statement);
	if (s->resume.in_doubt && statement->number == s->resume.after + 1) {
		rc = stepwise_resume_check_doubt(s, statement, err);
		if (rc < 0 || !(statement->classes & HARMLESS_TWICE))
			return rc < 0 ? rc : stepwise_statement_settle(s, statement, err);
	}
	return s->run->order->tell_statements ? run_timed(s, statement, err)
					      : stepwise_statement_run(s, statement, err);
}

static int run_statements(struct stepwise *s, size_t *last, struct sqlembic_error *err)
{
	struct statement statement;
	int rc;
	while ((rc = scan_next(s->script.scan, &statement, err)) > 0) {
		hash_statement(&s->script.hash, statement.sql);
		hash_text(&s->script.hash, s->script.checksum);
		if ((statement.classes & SQLEMBIC_CLASS_SESSION) && (statement.classes & SQLEMBIC_CLASS_TXN))
			s->script.autocommit_unknown = true;
		/* Ahead of what may fail behind it. */
		if (!s->done.first_lasting &&
		    !(statement.classes & (SQLEMBIC_CLASS_SESSION | SQLEMBIC_CLASS_TXN)))
			s->done.first_lasting = statement.number;
		if ((rc = take_statement(s, &statement, err)) < 0)
			break;
		*last = statement.number;
		(void)preflight_steers(&statement, &s->script.in_transaction);
	}
	return rc;
}

static int left_open(const struct stepwise *s, struct sqlembic_error *err)
{
	int rc = sqlembic_fail(err, SQLEMBIC_E_FAILED, "the script has left its transaction open");
	sqlembic_fail_at(err, s->script.path, 0, 0);
	report_hint_rest(s->run, "end the script with COMMIT, then: ", err);
	return rc;
}

static int run_script(struct stepwise *s, struct sqlembic_error *err)
{
	const struct script_facts *facts = preflight_facts(&s->run->preflight, s->step);
	struct sqlembic_session *session = stepwise_session(s);
	size_t last = 0;
	s->script.in_transaction = facts->begins_inside;
	int rc = run_statements(s, &last, err);
	if (rc == 0 && last < s->resume.after)
		return stepwise_resume_changed(s, err);
	if (rc == 0 && s->resume.in_doubt && last == s->resume.after)
		return stepwise_resume_check_doubt(s, NULL, err);
	if (rc == 0)
		rc = preflight_check_same(&s->run->preflight, s->step, err);
	if (rc == 0 && !facts->ends_inside && !s->in_group && session->driver->in_transaction(session))
		return left_open(s, err);
	return rc;
}

static int take_step(struct stepwise *s, struct sqlembic_error *err)
{
	struct run *run = s->run;
	int rc = state_create_tables(run, err);
	if (rc < 0 || !stepwise_is_logged(s))
		return rc;
	if (run_running(run) && (rc = announce_refuse_edited(run, s->step, err)) < 0)
		return rc;
	if (run_running(run))
		return stepwise_resume_adopt(s, run_running(run), err);
	/* Where this transaction is the lock, the row must be there when it ends; else it travels with the first statement
	 * that has an effect, and that its number is free yet keeps others away. */
	if (!database_begin_locks(stepwise_database(s)))
		return 0;
	rc = stepwise_statement_claim(s, err);
	return rc < 0 ? rc : parcel_send(s->parcel, err);
}

/* In a transaction: brings the plan up to date, and takes the step if it is still the one to run. */
static int synchronise(struct stepwise *s, bool *again, struct sqlembic_error *err)
{
	struct run *run = s->run;
	const struct revision *revision = s->step->revision;
	bool resuming = run_running(run) != NULL;
	int rc = state_synchronise(run, again, err);
	/* A step that was written without a number came before. */
	if (rc == 0 && !*again && stepwise_is_logged(s) && stepwise_journal(s)->newest < 0)
		rc = state_read(run, &run->scratch, err);
	if (rc < 0)
		return rc;
	s->step = run->at < run->plan.n ? &run->plan.steps[run->at] : NULL;
	/* Somebody else began or ended a step meanwhile. */
	if (!s->step || s->step->revision != revision || resuming != (run_running(run) != NULL))
		*again = true;
	return *again ? 0 : take_step(s, err);
}

static int begin_step(struct stepwise *s, bool *again, struct sqlembic_error *err)
{
	struct database *database = stepwise_database(s);
	if (state_is_known(s->run))
		return 0;
	int rc = database_begin(database, err);
	if (rc < 0)
		return rc;
	rc = synchronise(s, again, err);
	if (rc == 0 && !*again)
		rc = database_commit(database, err);
	else
		database_rollback(database);
	s->row.is_written = s->row.id != 0;
	return rc;
}

/* Completes the log row; a step that never needed one gets it here in one INSERT. */
static int complete(struct stepwise *s, struct sqlembic_error *err)
{
	struct journal *journal = stepwise_journal(s);
	struct journal_step row = { .step = s->step,
				    .id = s->row.id ? s->row.id : journal->newest + 1,
				    .started_us = s->run->watch.started_us,
				    .milliseconds = run_elapsed_ms(s->run),
				    .timed_by_server = run_dialect(s->run)->elapsed_ms,
				    .statements = s->script.statements,
				    .statements_done = s->done.number,
				    .checksum = s->done.checksum,
				    .status = "done",
				    .next = s->next = announce_find(s->run) };
	if (row.next) {
		const struct script_facts *facts = preflight_facts(&s->run->preflight, row.next);
		row.next_statements = facts->statements;
		row.next_hash = facts->first_hash;
	}
	const struct journal_move move = { .id = s->row.id,
					   .done = s->row.done,
					   .now_done = s->done.number,
					   .checksum = s->done.checksum,
					   .taken = &s->row.taken };
	const bool has_row = s->row.id != 0;
	s->row.id = row.id;
	int rc = has_row ? journal_complete(journal, s->parcel, &move, &row, err)
			 : journal_write(journal, s->parcel, &row, err);
	return rc < 0 || row.next ? rc : announce_end(s->run, s->parcel, err);
}

/* The rest of the script, check, version rows and the row's end: in the transaction that is open, or one for them. */
static int finish_step(struct stepwise *s, struct sqlembic_error *err)
{
	int rc = stepwise_statement_begin(s, err);
	/* Unless the server measures, no statement may be left out. */
	if (rc == 0 && !run_dialect(s->run)->elapsed_ms)
		rc = stepwise_statement_flush(s, err);
	if (rc == 0)
		rc = parcel_add(s->parcel, SQLEMBIC_PART_CHECK, err);
	if (rc == 0)
		rc = ledger_apply(&s->run->order->records->ledger, s->parcel, s->step->changes,
				  s->step->nchanges, err);
	if (rc == 0 && stepwise_is_logged(s))
		rc = complete(s, err);
	if (rc == 0)
		rc = stepwise_statement_commit(s, err);
	return rc < 0 ? rc : stepwise_statement_flush(s, err);
}

static void log_end(struct stepwise *s, bool half, const struct sqlembic_error *err)
{
	struct sqlembic_session *session = stepwise_session(s);
	struct sqlembic_error unheard;
	bool taken = false;
	if (!s->row.id && !half)
		transaction_log_failure(s->run, s->step, err);
	else if (s->row.id && half)
		(void)journal_interrupt(stepwise_journal(s), session, s->row.id,
					s->refused ? 0 : s->row.intent, err->message, &taken, &unheard);
	else if (s->row.id)
		(void)journal_finish(stepwise_journal(s), session, s->row.id, "failed",
				     run_elapsed_ms(s->run), err->message, &taken, &unheard);
}

/* Says in the log, in words and as a code where the failure leaves the step; s->row.taken: somewhere else, since another
 * process has it. */
static int failed(struct stepwise *s, struct sqlembic_error *err)
{
	struct run *run = s->run;
	int code = err->code;
	struct sqlembic_error unheard, kept = { 0 };
	const struct sqlembic_error said = *err;
	bool written = s->row.id != 0 || s->row.is_announced;
	/* The driver's state: the statement that has failed may have done a part of what it does. */
	bool in_part = said.state[0] && code == SQLEMBIC_E_FAILED;
	(void)stepwise_session(s)->driver->rollback(stepwise_session(s), &kept);
	s->row.taken = false;
	int looked = stepwise_statement_look(s, &unheard);
	/* The row went with the transaction: without it the next run would begin anew without a word. */
	if (looked == 0 && in_part && stepwise_is_logged(s))
		looked = stepwise_statement_claim_now(s, &unheard);
	if (s->row.taken && run->counts.restarts < MAX_RESTARTS)
		return SQLEMBIC_E_LOCKED;
	s->unsure = written && looked < 0;
	/* A BEGIN that was rolled back and a setting of a session that is gone leave nothing half done. */
	bool half = in_part || s->unsure ||
		    (s->done.first_lasting && s->done.first_lasting <= s->done.number) ||
		    (s->row.intent && !s->refused);
	log_end(s, half, err);
	if (half)
		stepwise_state_half(s, in_part ? said.state : kept.state, err);
	else
		stepwise_state_none(s, kept.state, err);
	if (kept.hint[0] && !in_part)
		sqlembic_fail_hint(err, "%s", kept.hint);
	if (!half)
		report_hint_there(run, s->step, err);
	report_hint_again(run, caller_is_cancelled(run_caller(run)) ? SQLEMBIC_E_INTERRUPTED : code, err);
	if (half && stepwise_is_logged(s) && !run->order->is_trial && code != SQLEMBIC_E_CHANGED)
		err->code = code = SQLEMBIC_E_HALF;
	return code;
}

/* The step was taken over by another process, which only happens to a run that seemed dead: starts again from what is
 * there.  A script that spoils the row itself would have that happen for ever. */
static int start_again(struct stepwise *s, bool *again, struct sqlembic_error *err)
{
	struct run *run = s->run;
	database_rollback(stepwise_database(s));
	if (run->counts.restarts++ >= MAX_RESTARTS) {
		sqlembic_fail(err, SQLEMBIC_E_FAILED, "the row of the step in %s is changed by somebody else",
			      stepwise_journal(s)->qualified);
		sqlembic_fail_at(err, s->script.path, 0, 0);
		stepwise_state_spoilt(s, err);
		return sqlembic_fail_hint(err, "take out of the script what it does to that table; sqlembic "
					       "status says where the step is");
	}
	run->beliefs.may_differ = true;
	int rc = state_read_waiting(run, &run->scratch, err);
	*again = rc == 0;
	return rc;
}

/* A step that waited too long for a lock goes on, after a pause, as a later run would: where the log says that it
 * stopped. */
static int fail_or_retry(struct stepwise *s, int why, bool *again, struct sqlembic_error *err)
{
	struct run *run = s->run;
	int code = failed(s, err);
	if (s->row.taken && run->counts.restarts < MAX_RESTARTS)
		return start_again(s, again, err);
	if (why != SQLEMBIC_E_LOCKED || !stepwise_is_logged(s))
		return code;
	const struct sqlembic_error before = *err;
	int rc = retry_pause(run->order, &run->counts.retries, why, err);
	if (rc == 0) {
		run->counts.restarts = 0;
		return start_again(s, again, err);
	}
	if (rc == SQLEMBIC_E_LOCKED)
		return code;
	sqlembic_fail_state(err, "%s", before.state);
	report_hint_again(run, rc, err);
	return code == SQLEMBIC_E_HALF ? (int)(err->code = SQLEMBIC_E_HALF) : rc;
}

static int announce_step(const struct stepwise *s, struct sqlembic_error *err)
{
	int rc = report_step(s->run, s->step, SQLEMBIC_EVENT_STEP, 0, 0, err);
	if (rc == 0 && s->resume.after && s->resume.after < s->script.statements)
		rc = report_step(s->run, s->step, SQLEMBIC_EVENT_RESUME, s->resume.after + 1, 0, err);
	if (rc == 0 && s->resume.after && stepwise_session(s)->driver->script_resume)
		rc = stepwise_session(s)->driver->script_resume(stepwise_session(s), err);
	return rc;
}

static int run_online(struct stepwise *s, bool *again, struct sqlembic_error *err)
{
	struct run *run = s->run;
	int rc = begin_step(s, again, err);
	if (s->row.taken)
		return start_again(s, again, err);
	if (rc < 0 || *again)
		return rc;
	state_has_tables(run);
	rc = announce_step(s, err);
	if (rc == 0)
		rc = run_script(s, err);
	if (rc == 0)
		rc = finish_step(s, err);
	if (s->row.taken)
		return start_again(s, again, err);
	if (rc < 0)
		return fail_or_retry(s, rc, again, err);
	run->counts.retries = run->counts.restarts = 0;
	announce_note(run, s->next);
	if ((rc = state_move(run, s->step, err)) < 0)
		return rc;
	rc = report_step(run, s->step, SQLEMBIC_EVENT_STEP_DONE, 0,
			 (double)(sqlembic_clock_us() - run->watch.ticks) / 1000.0, err);
	run->at++;
	run->counts.committed++;
	return rc;
}

/* As text there is nobody to resume: the statements, then the rows in a transaction of their own. */

static int print(struct stepwise *s, struct sqlembic_error *err)
{
	struct run *run = s->run;
	const struct script_facts *facts = preflight_facts(&run->preflight, s->step);
	struct journal_step row = {
		.step = s->step, .milliseconds = -1, .checksum = s->script.checksum, .status = "done"
	};
	int rc = report_comment(run, s->step, err);
	if (rc == 0)
		rc = report_step(run, s->step, SQLEMBIC_EVENT_STEP, 0, 0, err);
	if (rc == 0 && facts->begins_inside)
		rc = database_begin(run->order->database, err);
	if (rc == 0)
		rc = sending_run(run, s->step, &row.statements, s->script.checksum, err);
	if (rc == 0)
		rc = parcel_send(s->parcel, err);
	if (rc == 0)
		rc = stepwise_session(s)->driver->reset_path(stepwise_session(s), err);
	if (rc == 0 && !facts->ends_inside)
		rc = database_begin(run->order->database, err);
	if (rc == 0)
		rc = state_create_tables(run, err);
	row.statements_done = row.statements;
	if (rc == 0)
		rc = transaction_add_rows(run, s->step, &row, err);
	if (rc == 0)
		rc = parcel_send(s->parcel, err);
	if (rc == 0)
		rc = database_commit(run->order->database, err);
	if (rc < 0)
		return rc;
	state_has_tables(run);
	run->at++;
	run->counts.committed++;
	return 0;
}

static void prepare(struct stepwise *s, struct run *run)
{
	run_start_watch(run);
	*s = (struct stepwise){
		.run = run,
		.step = &run->plan.steps[run->at],
		.parcel = &run->parcel,
	};
	s->script.path = preflight_path(s->step);
	s->script.statements = preflight_facts(&run->preflight, s->step)->statements;
	parcel_begin(s->parcel, run_session(run), run_dialect(run), s->script.path);
	hash_init(&s->script.hash);
	memcpy(s->script.checksum, HASH_OF_NOTHING, HASH_TEXT_SIZE);
	memcpy(s->done.checksum, s->script.checksum, HASH_TEXT_SIZE);
	s->row.is_announced = run->announced.step == s->step;
}

int stepwise_run(struct run *run, bool *again, struct sqlembic_error *err)
{
	struct stepwise s;
	struct sqlembic_session *session = run_session(run);
	struct sqlembic_error unheard;
	prepare(&s, run);
	int rc = preflight_open(&run->preflight, s.step, err);
	s.script.scan = run->preflight.scan;
	if (rc == 0)
		rc = session->driver->script_begin(session, err);
	if (rc < 0)
		return rc;
	rc = run_is_offline(run) ? print(&s, err) : run_online(&s, again, err);
	/* The first error is the one to report. */
	int end = session->driver->script_end(session, rc < 0 ? &unheard : err);
	return rc < 0 ? rc : end;
}
