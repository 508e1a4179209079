/* resolve.c: settling a half-applied step by what somebody says who has looked at the database. */
#include <string.h>

#include "run/halted.h"
#include "run/parts.h"
#include "run/report.h"
#include "sqlembic/error.h"
#include "graph/plan_show.h"

struct stop {
	struct run *run;
	enum sqlembic_resolution resolution;
	const struct journal_entry *entry;
	struct halted at;
};

static const char *const flags[] = { [SQLEMBIC_RESOLVE_RETRY] = "--retry",
				     [SQLEMBIC_RESOLVE_DONE] = "--done",
				     [SQLEMBIC_RESOLVE_ALL_DONE] = "--all-done",
				     [SQLEMBIC_RESOLVE_ALL_UNDONE] = "--all-undone" };

/* ---- which step ------------------------------------------------------------------------------------------ */

static int nothing_to_resolve(const struct run *run, struct sqlembic_error *err)
{
	if (!records_has_log(run->order->records)) {
		sqlembic_fail(err, SQLEMBIC_E_FAILED,
			      "there is no log: log_table is set to nothing, so that no half-applied step is "
			      "known");
		return sqlembic_fail_hint(err, "say where the database is with: sqlembic stamp REVISION");
	}
	sqlembic_fail(err, SQLEMBIC_E_FAILED, "no step is half applied");
	return sqlembic_fail_hint(err, "see where the database is with: sqlembic status");
}

/* An id as it is, or what else stands for one revision. */
static bool is_named(const struct run *run, const char *id)
{
	struct revision_list found = { 0 };
	struct sqlembic_error unheard;
	const char *typed = run->order->targets[0];
	if (strcmp(typed, id) == 0)
		return true;
	return plan_show(&found, run->order->graph, NULL, typed, &unheard) == 0 && found.n == 1 &&
	       strcmp(found.items[0]->id, id) == 0;
}

/* Whether a step is half applied, is meant, and is left alone.  A process that cannot be asked whether it is alive is
 * taken to be gone: the user who resolves has looked. */
static int check(struct run *run, enum sqlembic_resolution resolution, struct sqlembic_error *err)
{
	const struct journal_entry *entry = run_running(run);
	if (!entry)
		return nothing_to_resolve(run, err);
	const struct sqlembic_log_entry *view = &entry->view;
	if (!is_named(run, view->revision)) {
		sqlembic_fail(err, SQLEMBIC_E_FAILED,
			      "the step that is half applied is the %s of %s, not of %s", view->direction,
			      view->revision, run->order->targets[0]);
		return sqlembic_fail_command(err, "if it is meant: ", "sqlembic resolve %s %s",
					     view->revision, flags[resolution]);
	}
	if (!owner_is_alive(run))
		return 0;
	const char *who = journal_owner(entry, &run->scratch);
	sqlembic_fail(err, SQLEMBIC_E_LOCKED, "the step is not half applied, it is running: %s",
		      who ? who : "?");
	return sqlembic_fail_hint(err, "wait until it ends, or end it; then see: sqlembic status");
}

/* ---- its script ------------------------------------------------------------------------------------------ */

static int read_script(struct stop *stop, struct sqlembic_error *err)
{
	return halted_read(&stop->at, run_dialect(stop->run), &stop->run->scratch, err);
}

static int changed_since(const struct stop *stop, struct sqlembic_error *err)
{
	sqlembic_fail(err, SQLEMBIC_E_CHANGED,
		      "the script has changed: its first %zu statement%s not what has been run",
		      stop->at.done, stop->at.done == 1 ? " is" : "s are");
	sqlembic_fail_at(err, stop->at.path, 0, 0);
	return sqlembic_fail_hint(err, "restore what was run, then repeat this command");
}

/* What stands there now has never run, and would be passed over. */
static int edited_since(const struct stop *stop, struct sqlembic_error *err)
{
	sqlembic_fail(err, SQLEMBIC_E_CHANGED,
		      "statement %zu is not the one that was about to run: the script was edited since",
		      stop->at.done + 1);
	sqlembic_fail_at(err, stop->at.path, stop->at.line, 0);
	return sqlembic_fail_command(
		err,
		"restore the statement, then repeat this command; or undo by hand what it was, and then: ",
		"sqlembic resolve %s --retry", stop->entry->view.revision);
}

/* A second --done must not pass over a statement that has never run. */
static int nothing_in_doubt(const struct stop *stop, struct sqlembic_error *err)
{
	const struct sqlembic_log_entry *view = &stop->entry->view;
	const char *command = report_finish_command(&stop->run->scratch, stop->entry);
	sqlembic_fail(err, SQLEMBIC_E_FAILED,
		      "no statement of the %s of %s is in doubt: %lld of %lld "
		      "are done",
		      view->direction, view->revision, view->statements_done, view->statements);
	return sqlembic_fail_hint(
		err,
		"go on with: sqlembic %s; a statement that is not wanted can be taken out of the "
		"script before that",
		command ? command : view->direction);
}

/* The statement that is called done must be the one that the script has there. */
static int check_script(struct stop *stop, struct sqlembic_error *err)
{
	if (stop->resolution == SQLEMBIC_RESOLVE_DONE && !stop->entry->view.in_doubt)
		return nothing_in_doubt(stop, err);
	int rc = read_script(stop, err);
	if (rc < 0 || stop->resolution != SQLEMBIC_RESOLVE_DONE)
		return rc;
	if (halted_has_changed(&stop->at))
		return changed_since(stop, err);
	return halted_is_edited(&stop->at) ? edited_since(stop, err) : 0;
}

static int find_stop(struct stop *stop, struct run *run, enum sqlembic_resolution resolution,
		     struct sqlembic_error *err)
{
	const struct journal_entry *entry = run_running(run);
	*stop = (struct stop){ .run = run, .resolution = resolution, .entry = entry };
	halted_find(&stop->at, run->order->graph, entry);
	/* Where the script does not matter it only helps to show where the step has stopped. */
	if (resolution == SQLEMBIC_RESOLVE_DONE || resolution == SQLEMBIC_RESOLVE_ALL_DONE)
		return check_script(stop, err);
	struct sqlembic_error unheard;
	(void)read_script(stop, &unheard);
	return 0;
}

/* ---- settling -------------------------------------------------------------------------------------------- */

static int say(const struct stop *stop, const char *text, struct sqlembic_error *err)
{
	return caller_tell(run_caller(stop->run), SQLEMBIC_EVENT_INFO, text, err);
}

static int say_where(const struct stop *stop, struct sqlembic_error *err)
{
	const struct sqlembic_log_entry *view = &stop->entry->view;
	struct arena *arena = &stop->run->scratch;
	const char *fate = !view->in_doubt               ? "is not in effect"
			   : halted_is_edited(&stop->at) ? "may or may not be in effect as it was; now it is"
							 : "may or may not be in effect";
	int rc = say(stop,
		     arena_printf(arena, "The %s of %s is half applied: %lld of %lld statements are done",
				  view->direction, view->revision, view->statements_done, view->statements),
		     err);
	if (rc == 0 && stop->at.excerpt)
		rc = say(stop,
			 arena_printf(arena, "Statement %zu, at %s:%d, %s: %s", stop->at.done + 1,
				      stop->at.path, stop->at.line, fate, stop->at.excerpt),
			 err);
	return rc;
}

static int say_settled(const struct stop *stop, struct sqlembic_error *err)
{
	const struct sqlembic_log_entry *view = &stop->entry->view;
	struct arena *arena = &stop->run->scratch;
	const size_t next = stop->at.done + (stop->resolution == SQLEMBIC_RESOLVE_DONE ? 2 : 1);
	const char *command = report_finish_command(arena, stop->entry), *text = NULL;
	const char *before = stop->at.path ? "" : "restore its script, then ";
	if (!command)
		return sqlembic_fail_memory(err);
	if (stop->resolution == SQLEMBIC_RESOLVE_ALL_DONE)
		text = arena_printf(arena, "The %s of %s counts as done", view->direction, view->revision);
	else if (stop->resolution == SQLEMBIC_RESOLVE_ALL_UNDONE)
		text = arena_printf(arena, "The %s of %s counts as never begun", view->direction,
				    view->revision);
	else if (next > stop->at.statements && stop->at.path)
		text = arena_printf(arena, "Every statement counts as done; finish with: sqlembic %s",
				    command);
	else
		text = arena_printf(arena, "Statement %zu comes next; %sgo on with: sqlembic %s", next,
				    before, command);
	return say(stop, text, err);
}

/* Moves the version rows as the step would have. */
static int move_rows(struct stop *stop, struct rows *rows, struct sqlembic_error *err)
{
	struct run *run = stop->run;
	const bool up = strcmp(stop->entry->view.direction, report_direction(SQLEMBIC_UPGRADE)) == 0;
	struct step step = { .direction = up ? SQLEMBIC_UPGRADE : SQLEMBIC_DOWNGRADE,
			     .revision = stop->at.revision };
	const struct plan alone = { .steps = &step, .n = 1 };
	struct plan plan;
	int rc = plan_rebase(&plan, run->order->graph, rows, &alone, err);
	parcel_begin(&run->parcel, run_session(run), run_dialect(run), NULL);
	for (size_t i = 0; rc == 0 && i < plan.n; i++)
		rc = ledger_apply(&run->order->records->ledger, &run->parcel, plan.steps[i].changes,
				  plan.steps[i].nchanges, err);
	if (rc == 0)
		rc = parcel_send(&run->parcel, err);
	if (rc == 0)
		*rows = plan.after;
	return rc;
}

/* Moves the log row forward to `move`. */
static int move_row(struct stop *stop, struct journal_move *move, struct sqlembic_error *err)
{
	struct parcel *parcel = &stop->run->parcel;
	parcel_begin(parcel, run_session(stop->run), run_dialect(stop->run), NULL);
	int rc = journal_move(run_journal(stop->run), parcel, move, err);
	return rc < 0 ? rc : parcel_send(parcel, err);
}

/* Under the lock, in a transaction: the log row, and the version rows where the step is done. */
static int settle(struct stop *stop, struct rows *rows, bool *taken, struct sqlembic_error *err)
{
	const struct journal *journal = run_journal(stop->run);
	struct sqlembic_session *session = run_session(stop->run);
	const long long id = stop->entry->id;
	int rc = journal_adopt(journal, session, stop->entry, taken, err);
	if (rc < 0)
		return rc;
	struct journal_move move = { .id = id, .done = stop->at.done, .taken = taken };
	switch (stop->resolution) {
	case SQLEMBIC_RESOLVE_RETRY:
		return journal_interrupt(journal, session, id, 0, "to be run again, says resolve", taken,
					 err);
	case SQLEMBIC_RESOLVE_DONE:
		move.now_done = stop->at.done + 1;
		move.checksum = stop->at.behind;
		rc = move_row(stop, &move, err);
		return rc < 0 ? rc
			      : journal_interrupt(journal, session, id, 0,
						  "the last one is done, says resolve", taken, err);
	case SQLEMBIC_RESOLVE_ALL_DONE:
		move.now_done = stop->at.statements;
		move.checksum = stop->at.whole;
		rc = move_row(stop, &move, err);
		if (rc == 0)
			rc = move_rows(stop, rows, err);
		return rc < 0 ? rc
			      : journal_finish(journal, session, id, "done", -1, "completed by hand", taken,
					       err);
	case SQLEMBIC_RESOLVE_ALL_UNDONE:
		break;
	}
	return journal_finish(journal, session, id, "abandoned", -1, "undone by hand", taken, err);
}

static int resolve_in_transaction(struct stop *stop, struct run *run, enum sqlembic_resolution resolution,
				  struct rows *rows, struct sqlembic_error *err)
{
	bool taken = false;
	int rc = state_read(run, &run->scratch, err);
	if (rc == 0)
		rc = check(run, resolution, err);
	if (rc == 0)
		rc = find_stop(stop, run, resolution, err);
	if (rc == 0)
		rc = say_where(stop, err);
	*rows = run->beliefs.tables.rows;
	if (rc == 0)
		rc = settle(stop, rows, &taken, err);
	if (taken)
		rc = sqlembic_fail(err, SQLEMBIC_E_LOCKED, "another process has taken the step over");
	return rc;
}

/* Before the lock, since the process that runs the step holds it, and by a connection that makes no SQLite file. */
static int look(struct run *run, enum sqlembic_resolution resolution, struct sqlembic_error *err)
{
	const struct run_order *order = run->order;
	int rc = records_connect(order->records, order->database, true, err);
	if (rc == 0)
		rc = state_read_waiting(run, &run->scratch, err);
	if (rc == 0)
		rc = check(run, resolution, err);
	database_close(order->database);
	return rc;
}

static int resolve(struct run *run, enum sqlembic_resolution resolution, struct rows *rows,
		   struct sqlembic_error *err)
{
	const struct run_order *order = run->order;
	struct stop stop = { 0 };
	int rc = records_connect(order->records, order->database, false, err);
	if (rc == 0)
		rc = state_lock(run, err);
	if (rc == 0)
		rc = database_begin(order->database, err);
	if (rc < 0)
		return rc;
	rc = resolve_in_transaction(&stop, run, resolution, rows, err);
	if (rc == 0)
		rc = database_commit(order->database, err);
	if (rc != 0) {
		database_rollback(order->database);
		return rc;
	}
	rc = records_read_rows(rows, order->records, order->database, order->arena, err);
	if (rc == 0)
		rc = say_settled(&stop, err);
	if (rc < 0)
		sqlembic_fail_state(err, "the step is settled");
	return rc;
}

int resolve_step(struct run *run, enum sqlembic_resolution resolution, struct rows *rows,
		 struct sqlembic_error *err)
{
	int rc = look(run, resolution, err);
	if (rc == 0)
		rc = resolve(run, resolution, rows, err);
	if (rc < 0 && !err->state[0])
		sqlembic_fail_state(err, "nothing was changed");
	return rc;
}
