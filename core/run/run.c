/* run.c: the order of a run: connect, read the rows, stop when there is nothing to do, lock, read again, plan, look
 * through the scripts, execute. */
#include "run/run.h"

#include <string.h>

#include "sqlembic/error.h"

static const struct step *next_step(const struct run *run)
{
	return run->at < run->plan.n ? &run->plan.steps[run->at] : NULL;
}

static bool is_step(const struct step *step, const struct journal_entry *entry)
{
	return step && step->revision && strcmp(step->revision->id, entry->view.revision) == 0 &&
	       strcmp(run_direction(step->direction), entry->view.direction) == 0;
}

/* Only the database's own host, or server, can tell whether the process that began the step still runs it. */
static int cannot_tell(const struct journal_entry *entry, struct sqlembic_error *err)
{
	const struct sqlembic_log_entry *view = &entry->view;
	if (err)
		err->code = SQLEMBIC_E_HALF;
	sqlembic_fail_state(err, "the %s of %s is half applied: %lld of %lld statements are done",
			    view->direction, view->revision, view->statements_done, view->statements);
	if (view->in_doubt)
		sqlembic_fail_hint(
			err,
			"run the command where that process ran; or make sure that it is gone, and if "
			"statement %lld is in effect: sqlembic resolve %s --done; if it is not: sqlembic "
			"resolve %s --retry",
			view->in_doubt, view->revision, view->revision);
	else
		sqlembic_fail_hint(
			err,
			"run the command where that process ran; or make sure that it is gone, then: "
			"sqlembic resolve %s --retry",
			view->revision);
	return SQLEMBIC_E_HALF;
}

static bool has_moved(const struct journal_entry *before, const struct journal_entry *now)
{
	return !now || now->id != before->id || now->view.statements_done != before->view.statements_done;
}

int run_wait_for_owner(struct run *run, struct sqlembic_error *err)
{
	const struct journal_entry *entry = run->running;
	int rc = journal_is_alive(&run->database->journal, entry, run->database->session, err);
	if (rc <= 0)
		return rc < 0 ? cannot_tell(entry, err) : 0;
	const char *who = journal_owner(entry, &run->scratch);
	struct rows rows = { NULL, 0 };
	rc = who ? database_wait(run->database, &run->waited_ms, "another run did not end", who, err)
		 : sqlembic_fail_memory(err);
	if (rc == 0)
		rc = run_read_state(run, &rows, &run->scratch, err);
	if (rc == 0 && has_moved(entry, run->running))
		run->waited_ms = 0;
	return rc < 0 ? rc : RUN_AGAIN;
}

static int fail_half(struct run *run, struct sqlembic_error *err)
{
	const struct sqlembic_log_entry *view = &run->running->view;
	const char *command = run_finish_command(&run->scratch, run->running);
	if (!command)
		return sqlembic_fail_memory(err);
	sqlembic_fail(err, SQLEMBIC_E_HALF,
		      "the %s of revision %s is half applied: %lld of %lld statements are done",
		      view->direction, view->revision, view->statements_done, view->statements);
	sqlembic_fail_state(err, "nothing was changed by this command");
	return sqlembic_fail_hint(
		err,
		"finish it with: sqlembic %s; or complete or undo it by hand, then say which: "
		"sqlembic resolve %s --all-done, or --all-undone",
		command, view->revision);
}

/* The half-applied step comes later in our plan: it can run now, since everything it needs was there when it began. */
static int run_out_of_turn(struct run *run, struct sqlembic_error *err)
{
	const struct plan whole = run->plan;
	const size_t at = run->at;
	struct rows rows = { NULL, 0 };
	struct plan alone = { 0 };
	const char *revision = run->running->view.revision;
	int rc = run_read_state(run, &rows, &run->scratch, err);
	if (rc == 0)
		rc = plan_upgrade(&alone, run->graph, &rows, revision, err);
	if (rc < 0 || !run->running)
		return rc < 0 ? rc : RUN_AGAIN;
	if (alone.n != 1)
		return fail_half(run, err);
	rc = run_adopt_plan(run, &alone, &rows, err);
	if (rc == 0)
		rc = stepwise_run(run, err);
	run->plan = whole;
	run->at = at;
	run->rows_unknown = true;
	return rc;
}

/* A step that was left half done must be settled before any other runs. */
static int settle_running(struct run *run, struct sqlembic_error *err)
{
	const struct journal_entry *entry = run->running;
	int rc = run_wait_for_owner(run, err);
	if (rc != 0)
		return rc;
	if (is_step(next_step(run), entry))
		return stepwise_run(run, err);
	for (size_t i = run->at; i < run->plan.n && run->direction == SQLEMBIC_UPGRADE; i++) {
		if (is_step(&run->plan.steps[i], entry))
			return run_out_of_turn(run, err);
	}
	return fail_half(run, err);
}

static int run_all(struct run *run, struct sqlembic_error *err)
{
	while (run->at < run->plan.n || run->running) {
		if (database_cancelled(run->database)) {
			const char *where = run->committed ? "interrupted between two revisions"
							   : "interrupted";
			return sqlembic_fail(err, SQLEMBIC_E_INTERRUPTED, "%s", where);
		}
		int rc;
		if (run->running)
			rc = settle_running(run, err);
		else if (preflight_is_stepwise(run, &run->plan.steps[run->at]))
			rc = stepwise_run(run, err);
		else
			rc = run_transactional(run, err);
		if (rc < 0)
			return rc;
		if (rc != RUN_AGAIN) {
			run->running = NULL;
			arena_reset(&run->scratch);
		}
	}
	return 0;
}

/* A step that another process is taking, beyond what we are to reach: programs of an older release, which start while
 * it runs, have all that they need. */
static bool is_beyond_us(const struct run *run)
{
	const struct journal_entry *entry = run->running;
	return entry && run->direction == SQLEMBIC_UPGRADE && strcmp(entry->view.direction, "upgrade") == 0 &&
	       journal_is_alive(&run->database->journal, entry, run->database->session, NULL) == 1;
}

static int execute(struct run *run, struct sqlembic_error *err)
{
	struct rows rows = { NULL, 0 };
	struct plan plan = { 0 };
	int rc = run_read_state(run, &rows, run->arena, err);
	if (rc < 0)
		return rc;
	if (run->direction == SQLEMBIC_STAMP) {
		rc = database_lock(run->database, err);
		return rc < 0 ? rc : run_stamp(run, err);
	}
	if ((rc = run_make_plan(&plan, run, &rows, err)) < 0 ||
	    (rc = run_adopt_plan(run, &plan, &rows, err)) < 0)
		return rc;
	if (run->plan.n == 0 && (!run->running || is_beyond_us(run)))
		return run->has_version_table ? 0 : run_ensure_tables(run, err);
	rc = database_lock(run->database, err);
	return rc < 0 ? rc : run_all(run, err);
}

/* What a failure outside of any step has left. */
static void describe_rest(const struct run *run, struct sqlembic_error *err)
{
	if (!err->state[0] && run->committed)
		sqlembic_fail_state(err, "%zu of %zu steps are committed, nothing is half done",
				    run->committed, run->committed + run->plan.n - run->at);
	else if (!err->state[0])
		sqlembic_fail_state(err, "nothing was changed");
	if (!err->hint[0] && err->code == SQLEMBIC_E_INTERRUPTED && run->direction != SQLEMBIC_STAMP)
		sqlembic_fail_hint(err, "sqlembic %s %s", run_direction(run->direction), run->targets[0]);
}

int run_execute(struct run *run, struct sqlembic_error *err)
{
	int rc = database_connect(run->database, false, err);
	if (rc < 0)
		return rc;
	rc = execute(run, err);
	arena_release(&run->scratch);
	if (rc < 0 && err)
		describe_rest(run, err);
	return rc;
}

int run_offline(struct run *run, const struct rows *from, struct sqlembic_error *err)
{
	struct plan plan = { 0 };
	int rc = run_make_plan(&plan, run, from, err);
	if (rc == 0)
		rc = run_adopt_plan(run, &plan, from, err);
	/* From base the version table is not there, from anywhere else it is.  The log table is made if it is missing:
	 * Alembic may have been here alone. */
	run->has_version_table = from->n > 0;
	if (rc < 0 || run->plan.n == 0)
		return rc;
	if (run->direction == SQLEMBIC_STAMP)
		return run_stamp(run, err);
	return run_all(run, err);
}
