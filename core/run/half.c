/* half.c: see half.h. */
#include "run/half.h"

#include "database/wait.h"
#include "run/report.h"
#include "sqlembic/error.h"

int half_fail(const struct journal_entry *entry, struct arena *arena, struct sqlembic_error *err)
{
	const struct sqlembic_log_entry *view = &entry->view;
	const char *command = report_finish_command(arena, entry);
	const char *revision = report_word(arena, view->revision);
	if (!command || !revision)
		return sqlembic_fail_memory(err);
	sqlembic_fail(err, SQLEMBIC_E_HALF,
		      "the %s of revision %s is half applied: %lld of %lld statements are done",
		      view->direction, view->revision, view->statements_done, view->statements);
	return sqlembic_fail_hint(
		err,
		"finish it with: sqlembic %s; or complete or undo it by hand, then say which: "
		"sqlembic resolve %s --all-done, or --all-undone",
		command, revision);
}

bool half_has_moved(const struct journal_entry *before, const struct journal_entry *now)
{
	return !now || now->id != before->id || now->view.statements_done != before->view.statements_done;
}

static int await_owner(long *waited_ms, const struct journal_entry *entry, const struct database *database,
		       struct arena *arena, struct sqlembic_error *err)
{
	const char *who = journal_owner(entry, arena);
	return who ? wait_moment(database, waited_ms, "another run did not end", who, err)
		   : sqlembic_fail_memory(err);
}

int half_read_settled(struct records_state *out, struct records *records, const struct database *database,
		      struct arena *arena, struct sqlembic_error *err)
{
	const struct journal_entry *before = NULL;
	bool was_alive = false;
	long waited_ms = 0;
	for (;;) {
		struct sqlembic_error unheard;
		int rc = records_read_waiting(out, records, database, arena, err);
		if (rc < 0 || (!out->running && !before))
			return rc;
		/* The rows were read ahead of the log: they may be those of before the step ended. */
		if (!out->running) {
			before = NULL;
			continue;
		}
		const bool has_moved = !before || half_has_moved(before, out->running);
		const bool is_alive = journal_is_alive(&records->journal, out->running, database->session,
						       &unheard) > 0;
		/* A process that is gone may have ended the step before it went, after the row was read. */
		if (!is_alive && !was_alive && !has_moved)
			return half_fail(out->running, arena, err);
		if (has_moved)
			waited_ms = 0;
		if (is_alive && (rc = await_owner(&waited_ms, out->running, database, arena, err)) < 0)
			return rc;
		before = out->running;
		was_alive = is_alive;
	}
}
