/* owner.c: the process that is in the middle of a step: another run waits for it. */
#include <string.h>

#include "database/wait.h"
#include "run/half.h"
#include "run/halted.h"
#include "run/parts.h"
#include "run/report.h"
#include "sqlembic/error.h"

/* Whether its script has another statement where one is in doubt, which then cannot be called done. */
static bool is_edited(const struct run *run, const struct journal_entry *entry, struct arena *arena)
{
	struct sqlembic_error unread;
	struct halted at;
	halted_find(&at, run->order->graph, entry);
	return entry->view.in_doubt && halted_read(&at, run_dialect(run), arena, &unread) == 0 &&
	       halted_is_edited(&at);
}

/* Only the database's own host, or server, can tell whether the process that began the step still runs it: the driver says
 * where, if it knows. */
static int cannot_tell(struct run *run, const struct journal_entry *entry, struct sqlembic_error *err)
{
	struct arena *arena = &run->scratch;
	const struct sqlembic_log_entry *view = &entry->view;
	const char *where = err->code == SQLEMBIC_E_HALF ? arena_dup(arena, err->hint)
							 : "run the command where that process ran";
	const char *revision = report_word(arena, view->revision);
	if (!where || !revision)
		return sqlembic_fail_memory(err);
	err->code = SQLEMBIC_E_HALF;
	sqlembic_fail_state(err, "the %s of %s is half applied: %lld of %lld statements are done",
			    view->direction, view->revision, view->statements_done, view->statements);
	if (is_edited(run, entry, arena))
		sqlembic_fail_hint(
			err,
			"%s; or make sure that it is gone, undo by hand what statement %lld was, which was "
			"edited since, and then: sqlembic resolve %s --retry",
			where, view->in_doubt, revision);
	else if (view->in_doubt)
		sqlembic_fail_hint(err,
				   "%s; or make sure that it is gone, and if statement %lld is in effect: "
				   "sqlembic resolve %s --done; if it is not: sqlembic resolve %s --retry",
				   where, view->in_doubt, revision, revision);
	else
		sqlembic_fail_hint(err, "%s; or make sure that it is gone, then: sqlembic resolve %s --retry",
				   where, revision);
	return SQLEMBIC_E_HALF;
}

/* A process that is gone may have ended the step before it went, after the row was read. */
static int look_again(struct run *run, bool *again, struct sqlembic_error *err)
{
	const struct journal_entry *entry = run_running(run);
	int rc = state_read_waiting(run, &run->scratch, err);
	*again = rc == 0 && half_has_moved(entry, run_running(run));
	return rc;
}

int owner_wait(struct run *run, bool *again, struct sqlembic_error *err)
{
	const struct journal_entry *entry = run_running(run);
	int rc = journal_is_alive(run_journal(run), entry, run_session(run), err);
	/* What it has sent before may still come: that is a statement in doubt, or nothing. */
	if (rc == SQLEMBIC_E_HALF && run->order->database->locked && !entry->view.in_doubt)
		rc = 0;
	if (rc <= 0)
		return rc < 0 ? cannot_tell(run, entry, err) : look_again(run, again, err);
	const char *who = journal_owner(entry, &run->scratch);
	rc = who ? wait_moment(run->order->database, &run->counts.waited_ms, "another run did not end", who,
			       err)
		 : sqlembic_fail_memory(err);
	if (rc == 0)
		rc = state_read_waiting(run, &run->scratch, err);
	if (rc == 0 && half_has_moved(entry, run_running(run)))
		run->counts.waited_ms = 0;
	*again = rc == 0;
	return rc;
}

bool owner_is_alive(const struct run *run)
{
	struct sqlembic_error unheard;
	return journal_is_alive(run_journal(run), run_running(run), run_session(run), &unheard) > 0;
}

bool owner_is_beyond(const struct run *run)
{
	const struct journal_entry *entry = run_running(run);
	return entry && run->order->direction == SQLEMBIC_UPGRADE &&
	       strcmp(entry->view.direction, "upgrade") == 0 && owner_is_alive(run);
}
