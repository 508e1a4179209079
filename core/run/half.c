/* half.c: see half.h. */
#include "run/half.h"

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
