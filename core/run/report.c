/* report.c: what a run says: events, and words for states. */
#include <string.h>
#include <time.h>

#include "run/run.h"
#include "sqlembic/error.h"

long long run_ticks(void)
{
	struct timespec now;
	clock_gettime(CLOCK_MONOTONIC, &now);
	return (long long)now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

const char *run_direction(enum sqlembic_direction direction)
{
	static const char *const words[] = { "upgrade", "downgrade", "stamp" };
	return words[direction];
}

const char *run_finish_command(struct arena *arena, const struct journal_entry *entry)
{
	const struct sqlembic_log_entry *view = &entry->view;
	const bool up = strcmp(view->direction, run_direction(SQLEMBIC_UPGRADE)) == 0;
	const char *target = up ? view->revision : view->to && *view->to ? view->to : "base";
	return arena_printf(arena, "%s %.*s", view->direction, (int)strcspn(target, ","), target);
}

int run_report_step(struct run *run, const struct step *step, enum sqlembic_event_kind kind, size_t statement,
		    double milliseconds, struct sqlembic_error *err)
{
	/* What is printed is not done. */
	if (run->offline && kind == SQLEMBIC_EVENT_STEP_DONE)
		return 0;
	const struct script_facts *facts = step->direction == SQLEMBIC_STAMP ? NULL
									     : preflight_facts(run, step);
	const struct sqlembic_event event = {
		.kind = kind,
		.direction = step->direction,
		.revision = step->revision ? step->revision->id : "",
		.from = step->from,
		.to = step->to,
		.message = step->revision ? step->revision->message : "",
		.step = run->at + 1,
		.steps = run->plan.n,
		.statement = statement,
		.statements = facts ? facts->statements : 0,
		.milliseconds = milliseconds,
	};
	return database_event(run->database, &event, err);
}

int run_report_text(const struct run *run, enum sqlembic_event_kind kind, const char *text,
		    struct sqlembic_error *err)
{
	const struct sqlembic_event event = { .kind = kind, .text = text };
	return database_event(run->database, &event, err);
}

const char *run_report_rows(struct run *run, const struct rows *rows)
{
	if (rows->n == 0)
		return "base (no revision applied)";
	const char *text = rows->items[0];
	for (size_t i = 1; i < rows->n && text; i++)
		text = arena_printf(&run->scratch, "%s, %s", text, rows->items[i]);
	return text ? text : "?";
}

void run_hint_again(const struct run *run, int code, struct sqlembic_error *err)
{
	const char *first = code == SQLEMBIC_E_INTERRUPTED   ? ""
			    : code == SQLEMBIC_E_UNREACHABLE ? "when the server is back: "
							     : "correct it, then: ";
	if (err && !err->hint[0])
		sqlembic_fail_hint(err, "%ssqlembic %s %s", first, run_direction(run->direction),
				   run->targets[0]);
}
