/* stepwise.c: revisions that commit statement by statement: claims the step in the journal, goes on where another run
 * has stopped, settles what is left. */
#include <string.h>

#include "base/hash.h"
#include "database/offline.h"
#include "run/run.h"
#include "run/stepwise.h"
#include "sqlembic/error.h"

#define MAX_RESTARTS 3

/* ---- going on where another run has stopped ------------------------------------------------------------ */

static int changed_since(struct stepwise *s, struct sqlembic_error *err)
{
	sqlembic_fail(err, SQLEMBIC_E_CHANGED,
		      "the script has changed: its first %zu statement%s not what has been run",
		      s->resume_after, s->resume_after == 1 ? " is" : "s are");
	sqlembic_fail_at(err, s->path, 0, 0);
	return sqlembic_fail_hint(
		err,
		"restore what was run and change only what comes after it; or complete or undo the step by "
		"hand, then say which: sqlembic resolve %s --all-done, or --all-undone",
		s->step->revision->id);
}

/* A statement of an earlier run: not run again, but for what it did to its session. */
static int pass_over(struct stepwise *s, const struct statement *statement, struct sqlembic_error *err)
{
	struct sqlembic_span chunk;
	int rc = 0;
	if (statement->has_copy_data) {
		while ((rc = scan_copy_data(s->scan, &chunk, err)) > 0)
			continue;
	}
	if (rc == 0 && (statement->classes & SQLEMBIC_CLASS_SESSION))
		rc = stepwise_repeat(s, statement, err);
	if (rc == 0 && statement->number == s->resume_after && strcmp(s->checksum, s->expected) != 0)
		rc = changed_since(s, err);
	return rc;
}

/* ---- the script ---------------------------------------------------------------------------------------- */

static int run_script(struct stepwise *s, struct sqlembic_error *err)
{
	const struct script_facts *facts = preflight_facts(s->run, s->step);
	struct statement statement;
	size_t last = 0;
	int rc;
	s->inside = facts->begins_inside;
	while ((rc = scan_next(s->scan, &statement, err)) > 0) {
		hash_statement(&s->hash, statement.sql);
		hash_text(&s->hash, s->checksum);
		if ((statement.classes & SQLEMBIC_CLASS_SESSION) && (statement.classes & SQLEMBIC_CLASS_TXN))
			s->careful = true;
		if (statement.number <= s->resume_after) {
			rc = pass_over(s, &statement, err);
		} else if (database_cancelled(s->run->database)) {
			rc = sqlembic_fail(err, SQLEMBIC_E_INTERRUPTED, "interrupted");
		} else if (s->intent_open && statement.number == s->resume_after + 1 &&
			   !(statement.classes & HARMLESS_TWICE)) {
			rc = stepwise_settle(s, &statement, err);
		} else {
			rc = stepwise_statement(s, &statement, err);
		}
		if (rc < 0)
			return rc;
		last = statement.number;
		(void)preflight_steers(&statement, &s->inside);
		if (!s->lasting && !(statement.classes & (SQLEMBIC_CLASS_SESSION | SQLEMBIC_CLASS_TXN)))
			s->lasting = statement.number;
	}
	if (rc == 0 && last < s->resume_after)
		return changed_since(s, err);
	if (rc == 0 && !facts->ends_inside && !s->group &&
	    stepwise_session(s)->driver->in_transaction(stepwise_session(s))) {
		sqlembic_fail(err, SQLEMBIC_E_FAILED, "the script has left its transaction open");
		sqlembic_fail_at(err, s->path, 0, 0);
		rc = sqlembic_fail_hint(err, "end the script with COMMIT, then: sqlembic %s %s",
					run_direction(s->run->direction), s->run->targets[0]);
	}
	return rc;
}

/* Takes the step that an earlier run has left. */
static int adopt(struct stepwise *s, const struct journal_entry *entry, struct sqlembic_error *err)
{
	s->id = entry->id;
	s->claimed = true;
	s->resume_after = s->recorded = s->done = s->certain = (size_t)entry->view.statements_done;
	s->lasting = s->done > 0;
	s->intent = entry->intent;
	s->intent_open = entry->intent > entry->view.statements_done;
	size_t n = strlen(entry->done_hash);
	memcpy(s->expected, entry->done_hash, n < HASH_TEXT_SIZE ? n : HASH_TEXT_SIZE - 1);
	memcpy(s->done_checksum, s->expected, HASH_TEXT_SIZE);
	return journal_adopt(stepwise_journal(s), stepwise_session(s), entry, err);
}

static int take_step(struct stepwise *s, struct sqlembic_error *err)
{
	struct run *run = s->run;
	int rc = run_create_tables(run, err);
	if (rc < 0 || !stepwise_is_logged(s))
		return rc;
	if (run->running)
		return adopt(s, run->running, err);
	/* Where this transaction is the lock, the row must be there when it ends; else it travels with the first statement
	 * that has an effect, and that its number is free yet keeps others away. */
	if (!(run->database->driver->caps & SQLEMBIC_CAP_BEGIN_LOCKS))
		return 0;
	rc = stepwise_claim(s, err);
	return rc < 0 ? rc : message_send(s->message, err);
}

/* Brings the plan up to date and takes the step. */
static int begin_step(struct stepwise *s, struct sqlembic_error *err)
{
	struct run *run = s->run;
	struct sqlembic_session *session = stepwise_session(s);
	if (run_knows_state(run))
		return 0;
	int rc = database_begin(run->database, err);
	if (rc < 0)
		return rc;
	const struct revision *revision = s->step->revision;
	bool resuming = run->running != NULL;
	rc = run_synchronise(run, err);
	/* A step that was written without a number came before. */
	if (rc == 0 && stepwise_is_logged(s) && stepwise_journal(s)->newest < 0)
		rc = run_read_now(run, &(struct rows){ NULL, 0 }, &run->scratch, err);
	s->step = run->at < run->plan.n ? &run->plan.steps[run->at] : NULL;
	/* Somebody else began or ended a step meanwhile. */
	if (rc == 0 && (!s->step || s->step->revision != revision || resuming != (run->running != NULL)))
		rc = RUN_AGAIN;
	if (rc == 0)
		rc = take_step(s, err);
	if (rc == 0)
		rc = database_commit(run->database, err);
	else
		(void)session->driver->rollback(session, NULL);
	s->claimed = s->id != 0;
	return rc;
}

/* The row at its end: that of a step whose statements all share the last transaction is written as a whole. */
static int complete(struct stepwise *s, struct sqlembic_error *err)
{
	struct journal *journal = stepwise_journal(s);
	struct journal_step row = { .step = s->step,
				    .id = s->id ? s->id : journal->newest + 1,
				    .started_us = s->started_us,
				    .milliseconds = (run_ticks() - s->ticks + 500) / 1000,
				    .timed_by_server = s->run->database->engine->dialect->elapsed_ms,
				    .statements = s->statements,
				    .statements_done = s->done,
				    .checksum = s->done_checksum,
				    .status = "done" };
	const struct journal_move move = {
		.id = s->id, .done = s->recorded, .now_done = s->done, .checksum = s->done_checksum
	};
	if (s->id)
		return journal_complete(journal, s->message, &move, &row, err);
	s->id = row.id;
	return journal_write(journal, s->message, &row, err);
}

/* What is left of the script, check, version rows and the row's end: in the transaction that is open, or one for them. */
static int finish_step(struct stepwise *s, struct sqlembic_error *err)
{
	struct database *database = s->run->database;
	int rc = stepwise_begin(s, err);
	/* Unless the server measures, no statement may be left out. */
	if (rc == 0 && !database->engine->dialect->elapsed_ms)
		rc = stepwise_flush(s, err);
	if (rc == 0)
		rc = message_add(s->message, SQLEMBIC_PART_CHECK, err);
	if (rc == 0)
		rc = ledger_apply(&database->ledger, s->message, s->step->changes, s->step->nchanges, err);
	if (rc == 0 && stepwise_is_logged(s))
		rc = complete(s, err);
	if (rc == 0)
		rc = stepwise_commit(s, err);
	return rc < 0 ? rc : stepwise_flush(s, err);
}

/* What a step that stays half applied has left. */
static void describe_half(const struct stepwise *s, struct sqlembic_error *err)
{
	const char *verb = run_direction(s->step->direction);
	const char *id = s->step->revision->id;
	if (s->unsure)
		sqlembic_fail_state(
			err,
			"at least %zu of %zu statements of the %s of %s are committed; the next run "
			"finds out how many more",
			s->done, s->statements, verb, id);
	else if (s->done == s->statements)
		sqlembic_fail_state(
			err,
			"every statement of the %s of %s is committed, but the version table does "
			"not say so yet",
			verb, id);
	else if (!s->id)
		sqlembic_fail_state(
			err,
			"%zu of %zu statements of the %s of %s have taken effect; without a log table "
			"the next run starts at the first one",
			s->done, s->statements, verb, id);
	else if (s->intent && !s->answered)
		sqlembic_fail_state(
			err,
			"%zu of %zu statements of the %s of %s are committed; statement %lld may be, too",
			s->done, s->statements, verb, id, s->intent);
	else
		sqlembic_fail_state(
			err,
			"%zu of %zu statements of the %s of %s are committed; the next run goes on "
			"with statement %zu",
			s->done, s->statements, verb, id, s->done + 1);
}

static void log_end(struct stepwise *s, bool half, const struct sqlembic_error *err)
{
	const char *message = err ? err->message : NULL;
	struct sqlembic_session *session = stepwise_session(s);
	if (!s->id && !half)
		run_log_failure(s->run, s->step, err);
	else if (s->id && half)
		(void)journal_interrupt(stepwise_journal(s), session, s->id, s->answered ? 0 : s->intent,
					message, NULL);
	else if (s->id)
		(void)journal_finish(stepwise_journal(s), session, s->id, "failed", 0, message, NULL);
}

/* What the failure has left, in the log, in words and as a code. */
static int failed(struct stepwise *s, struct sqlembic_error *err)
{
	struct run *run = s->run;
	int code = err ? err->code : SQLEMBIC_E_FAILED;
	bool written = s->id != 0;
	(void)stepwise_session(s)->driver->rollback(stepwise_session(s), NULL);
	int looked = stepwise_look(s, NULL);
	if (looked == JOURNAL_E_TAKEN && run->restarts < MAX_RESTARTS)
		return looked;
	s->unsure = written && looked < 0;
	/* A BEGIN that was rolled back and a setting of a session that is gone leave nothing half done. */
	bool half = s->unsure || (s->lasting && s->lasting <= s->done) || (s->intent && !s->answered);
	log_end(s, half, err);
	if (half)
		describe_half(s, err);
	else
		sqlembic_fail_state(err, "no statement of the %s of %s has taken effect",
				    run_direction(s->step->direction), s->step->revision->id);
	run_hint_again(run, database_cancelled(run->database) ? SQLEMBIC_E_INTERRUPTED : code, err);
	if (err && half && stepwise_is_logged(s) && code != SQLEMBIC_E_CHANGED)
		err->code = code = SQLEMBIC_E_HALF;
	return code;
}

/* Taken over by another process, which only happens to one that seemed dead: start again from what is there.  A script
 * that spoils the row itself would have that happen for ever. */
static int start_again(struct stepwise *s, struct sqlembic_error *err)
{
	struct run *run = s->run;
	struct rows rows;
	(void)stepwise_session(s)->driver->rollback(stepwise_session(s), NULL);
	if (run->restarts++ >= MAX_RESTARTS) {
		sqlembic_fail(err, SQLEMBIC_E_FAILED, "the row of the step in %s is changed by somebody else",
			      stepwise_journal(s)->qualified);
		sqlembic_fail_at(err, s->path, 0, 0);
		return sqlembic_fail_hint(err, "take out of the script what it does to that table; sqlembic "
					       "status says where the step is");
	}
	run->rows_unknown = true;
	int rc = run_read_state(run, &rows, &run->scratch, err);
	return rc < 0 ? rc : RUN_AGAIN;
}

/* What waited too long for a lock goes on, after a pause, as a later run would: where the log says that it stopped. */
static int fail_or_retry(struct stepwise *s, int why, struct sqlembic_error *err)
{
	int code = failed(s, err);
	if (why != SQLEMBIC_E_LOCKED || code == JOURNAL_E_TAKEN || !stepwise_is_logged(s))
		return code;
	const struct sqlembic_error before = err ? *err : (struct sqlembic_error){ 0 };
	int rc = run_retry(s->run, &s->run->retries, why, err);
	if (rc == 0) {
		s->run->restarts = 0;
		return start_again(s, err);
	}
	if (rc == SQLEMBIC_E_LOCKED || !err)
		return code;
	sqlembic_fail_state(err, "%s", before.state);
	run_hint_again(s->run, rc, err);
	return code == SQLEMBIC_E_HALF ? (int)(err->code = SQLEMBIC_E_HALF) : rc;
}

static int run_online(struct stepwise *s, struct sqlembic_error *err)
{
	struct run *run = s->run;
	int rc = begin_step(s, err);
	if (rc != 0)
		return rc;
	run->has_version_table = true;
	run->has_log_table = stepwise_journal(s)->qualified != NULL;
	rc = run_report_step(run, s->step, SQLEMBIC_EVENT_STEP, 0, 0, err);
	if (rc == 0 && s->resume_after && s->resume_after < s->statements)
		rc = run_report_step(run, s->step, SQLEMBIC_EVENT_RESUME, s->resume_after + 1, 0, err);
	if (rc == 0)
		rc = run_script(s, err);
	if (rc == 0)
		rc = finish_step(s, err);
	if (rc < 0 && rc != JOURNAL_E_TAKEN)
		rc = fail_or_retry(s, rc, err);
	if (rc != 0)
		return rc == JOURNAL_E_TAKEN ? start_again(s, err) : rc;
	run->retries = run->restarts = 0;
	if ((rc = run_expect_changes(run, s->step, err)) < 0)
		return rc;
	rc = run_report_step(run, s->step, SQLEMBIC_EVENT_STEP_DONE, 0,
			     (double)(run_ticks() - s->ticks) / 1000.0, err);
	run->at++;
	run->committed++;
	return rc;
}

/* As text there is nobody to resume: the statements, then the rows in a transaction of their own. */
static int print(struct stepwise *s, struct sqlembic_error *err)
{
	struct run *run = s->run;
	const struct script_facts *facts = preflight_facts(run, s->step);
	struct journal_step row = {
		.step = s->step, .milliseconds = -1, .checksum = s->checksum, .status = "done"
	};
	int rc = run_announce(run, s->step, err);
	if (rc == 0)
		rc = run_report_step(run, s->step, SQLEMBIC_EVENT_STEP, 0, 0, err);
	if (rc == 0 && facts->begins_inside)
		rc = database_begin(run->database, err);
	if (rc == 0)
		rc = script_run(run, s->step, &row.statements, s->checksum, err);
	if (rc == 0)
		rc = message_send(s->message, err);
	if (rc == 0)
		rc = stepwise_session(s)->driver->reset_path(stepwise_session(s), err);
	if (rc == 0 && !facts->ends_inside)
		rc = database_begin(run->database, err);
	if (rc == 0)
		rc = run_create_tables(run, err);
	row.statements_done = row.statements;
	if (rc == 0)
		rc = run_write_step(run, s->step, &row, err);
	if (rc == 0)
		rc = message_send(s->message, err);
	if (rc == 0)
		rc = database_commit(run->database, err);
	if (rc < 0)
		return rc;
	run->has_version_table = run->has_log_table = true;
	run->at++;
	run->committed++;
	return 0;
}

int stepwise_run(struct run *run, struct sqlembic_error *err)
{
	struct stepwise s = { .run = run,
			      .step = &run->plan.steps[run->at],
			      .ticks = run_ticks(),
			      .started_us = journal_now(&run->database->journal) };
	struct sqlembic_session *session = run->database->session;
	s.path = preflight_path(s.step);
	s.message = &run->message;
	message_begin(s.message, session, s.path);
	s.statements = preflight_facts(run, s.step)->statements;
	hash_init(&s.hash);
	hash_text(&s.hash, s.checksum);
	memcpy(s.done_checksum, s.checksum, HASH_TEXT_SIZE);
	int rc = preflight_open(run, s.step, err);
	s.scan = run->scan;
	if (rc == 0)
		rc = session->driver->script_begin(session, err);
	if (rc == 0) {
		rc = run->offline ? print(&s, err) : run_online(&s, err);
		int end = session->driver->script_end(session, rc < 0 ? NULL : err);
		rc = rc != 0 ? rc : end;
	}
	return rc;
}
