/* report.c: see report.h. */
#include "run/report.h"

#include <string.h>

#include "database/offline.h"
#include "sqlembic/buf.h"
#include "sqlembic/error.h"

const char *report_direction(enum sqlembic_direction direction)
{
	static const char *const words[] = { "upgrade", "downgrade", "stamp" };
	return words[direction];
}

const char *report_word(struct arena *arena, const char *word)
{
	struct sqlembic_buf quoted = SQLEMBIC_BUF_INIT;
	sqlembic_buf_word(&quoted, word);
	const char *kept = quoted.failed ? NULL : arena_dup(arena, sqlembic_buf_text(&quoted));
	sqlembic_buf_release(&quoted);
	return kept;
}

const char *report_finish_command(struct arena *arena, const struct journal_entry *entry)
{
	const struct sqlembic_log_entry *view = &entry->view;
	const bool up = strcmp(view->direction, report_direction(SQLEMBIC_UPGRADE)) == 0;
	const char *target = up ? view->revision : view->to && *view->to ? view->to : "base";
	const char *first = arena_printf(arena, "%.*s", (int)strcspn(target, ","), target);
	const char *word = first ? report_word(arena, first) : NULL;
	return word ? arena_printf(arena, "%s %s", view->direction, word) : NULL;
}

int report_step(const struct run *run, const struct step *step, enum sqlembic_event_kind kind,
		size_t statement, double milliseconds, struct sqlembic_error *err)
{
	/* What is printed is not done. */
	if (run_is_offline(run) && kind == SQLEMBIC_EVENT_STEP_DONE)
		return 0;
	const struct script_facts *facts = step->direction == SQLEMBIC_STAMP
						   ? NULL
						   : preflight_facts(&run->preflight, step);
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
	return caller_event(run_caller(run), &event, err);
}

int report_statement(const struct run *run, const struct step *step, size_t number, const char *words,
		     double milliseconds, struct sqlembic_error *err)
{
	const struct sqlembic_event event = {
		.kind = SQLEMBIC_EVENT_STATEMENT,
		.direction = step->direction,
		.revision = step->revision->id,
		.step = run->at + 1,
		.steps = run->plan.n,
		.statement = number,
		.statements = preflight_facts(&run->preflight, step)->statements,
		.text = words,
		.milliseconds = milliseconds,
	};
	return caller_event(run_caller(run), &event, err);
}

int report_sending(void *payload, size_t first, size_t last, struct sqlembic_error *err)
{
	const struct run *run = payload;
	const struct step *step = &run->plan.steps[run->at];
	const struct script_facts *facts = preflight_facts(&run->preflight, step);
	const struct sqlembic_event event = {
		.kind = SQLEMBIC_EVENT_PROGRESS,
		.direction = step->direction,
		.revision = step->revision->id,
		.step = run->at + 1,
		.steps = run->plan.n,
		.statement = first,
		.last_statement = last,
		.statements = facts->statements,
		.bytes = scan_offset(run->preflight.scan),
		.bytes_total = facts->bytes,
	};
	return run_is_offline(run) ? 0 : caller_event(run_caller(run), &event, err);
}

int report_comment(struct run *run, const struct step *step, struct sqlembic_error *err)
{
	if (!run_is_offline(run))
		return 0;
	const char *verb = step->direction == SQLEMBIC_STAMP ? "stamp_revision"
							     : report_direction(step->direction);
	const char *text = arena_printf(&run->scratch, "Running %s %s -> %s", verb, step->from, step->to);
	return text ? offline_comment(run_session(run), text, err) : sqlembic_fail_memory(err);
}

const char *report_rows(struct arena *arena, const struct rows *rows)
{
	if (rows->n == 0)
		return "base (no revision applied)";
	const char *text = rows->items[0];
	for (size_t i = 1; i < rows->n && text; i++)
		text = arena_printf(arena, "%s, %s", text, rows->items[i]);
	return text ? text : "?";
}

void report_hint_there(const struct run *run, const struct step *step, struct sqlembic_error *err)
{
	const struct sqlembic_dialect *dialect = run_dialect(run);
	if (err->hint[0] || step->direction != SQLEMBIC_UPGRADE || rowset_rows(run->beliefs.rows).n > 0 ||
	    !(dialect->complaints(err) & SQLEMBIC_COMPLAINT_EXISTS))
		return;
	sqlembic_fail_command(
		err, "if the database has the whole schema of a revision already, say of which: ",
		"sqlembic stamp REVISION; if not, correct the script, then: sqlembic upgrade %s",
		run->order->targets[0]);
}

/* "+2", "-1", "branch@-1": from where the database was when the plan was made. */
static bool is_relative(const char *target)
{
	const char *at = strrchr(target, '@');
	const char *first = at ? at + 1 : target;
	return *first == '+' || *first == '-';
}

static bool is_row(const struct rows *rows, const char *id)
{
	for (size_t i = 0; i < rows->n; i++)
		if (strcmp(rows->items[i], id) == 0)
			return true;
	return false;
}

/* The branch that a relative downgrade goes down: the one that it names, or that of the row from which it counts. */
static void put_branch(struct sqlembic_buf *out, const struct run *run)
{
	const char *target = run->order->targets[0], *at = strrchr(target, '@');
	if (at)
		sqlembic_buf_add(out, target, (size_t)(at - target));
	else
		sqlembic_buf_puts(out, run->plan.before.items[0]);
	sqlembic_buf_putc(out, '@');
}

/* Adds where the plan ends: what a relative target means from where the database is now is further on.  False: that is no one
 * revision. */
static bool put_end(struct sqlembic_buf *out, const struct run *run)
{
	const char *target = run->order->targets[0];
	const struct plan *plan = &run->plan;
	const struct step *last = plan->n > 0 ? &plan->steps[plan->n - 1] : NULL;
	if (!is_relative(target) || run->order->direction == SQLEMBIC_STAMP || !last) {
		sqlembic_buf_puts(out, target);
		return true;
	}
	if (last->direction == SQLEMBIC_UPGRADE) {
		sqlembic_buf_puts(out, last->revision->id);
		return true;
	}
	if (strchr(last->to, ','))
		return false;
	/* By its name alone it would take along what stays of other branches. */
	if (last->to[0] ? !is_row(&plan->after, last->to) : plan->after.n > 0)
		put_branch(out, run);
	sqlembic_buf_puts(out, last->to[0] ? last->to : "base");
	return true;
}

void report_hint_rest(const struct run *run, const char *ahead, struct sqlembic_error *err)
{
	struct sqlembic_buf end = SQLEMBIC_BUF_INIT;
	if (put_end(&end, run) && !end.failed)
		sqlembic_fail_command(err, ahead, "sqlembic %s %s", report_direction(run->order->direction),
				      sqlembic_buf_text(&end));
	else
		sqlembic_fail_hint(err, "%ssqlembic current shows where it is now, from where it is to go on",
				   ahead);
	sqlembic_buf_release(&end);
}

void report_hint_again(const struct run *run, int code, struct sqlembic_error *err)
{
	if (!err->hint[0] && !run->order->is_trial)
		report_hint_rest(run,
				 code == SQLEMBIC_E_INTERRUPTED   ? ""
				 : code == SQLEMBIC_E_UNREACHABLE ? "when the server answers: "
								  : "correct it, then: ",
				 err);
}
