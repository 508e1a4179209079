/* many_show.c: see many_show.h. */
#include "many_show.h"

#include <stdlib.h>
#include <string.h>

#include "error_text.h"
#include "many_groups.h"
#include "quantity.h"
#include "sqlembic/clock.h"
#include "sqlembic/error.h"
#include "term.h"
#include "tojson.h"

#define DRAW_MS 100

/* A tab parts the cells of a table. */
static void clean_name(struct sqlembic_buf *out, const char *name)
{
	for (const char *tab; (tab = strchr(name, '\t')); name = tab + 1) {
		term_clean(out, name, (size_t)(tab - name));
		sqlembic_buf_putc(out, ' ');
	}
	term_put(out, name);
}

static void put(struct many_run *run, struct sqlembic_buf *line)
{
	struct events *events = &run->app->events;
	events_wipe(events);
	if (!line->failed && line->len && events->out) {
		(void)fwrite(sqlembic_buf_text(line), 1, line->len, events->out);
		(void)fflush(events->out);
	}
	sqlembic_buf_release(line);
}

/* ---- progress -------------------------------------------------------------------------------------------- */

static void note_running(struct many_run *run, const struct sqlembic_event *event)
{
	const size_t index = event->outcome->index;
	struct many_slot *slot = many_slot(run, index);
	if (!slot)
		return;
	size_t at = 0;
	while (at < run->nrunning && run->running[at] != index)
		at++;
	if (event->kind == SQLEMBIC_EVENT_TARGET && at == run->nrunning && at < run->nslots) {
		run->running[run->nrunning++] = index;
		slot->began_ms = sqlembic_clock_ms();
	} else if (event->kind == SQLEMBIC_EVENT_TARGET_DONE && at < run->nrunning) {
		run->running[at] = run->running[--run->nrunning];
	}
	if (event->kind == SQLEMBIC_EVENT_TARGET_DONE) {
		run->done += event->outcome->code == 0;
		run->failed += event->outcome->code != 0;
	}
}

/* How long the slowest one has been running. */
static long long find_slowest(const struct many_run *run, long long now)
{
	long long longest = 0;
	for (size_t i = 0; i < run->nrunning; i++) {
		const long long ms = now - run->slots[run->running[i]].began_ms;
		longest = ms > longest ? ms : longest;
	}
	return longest;
}

static void draw(struct many_run *run, size_t total)
{
	struct events *events = &run->app->events;
	const long long now = sqlembic_clock_ms();
	const size_t ended = run->done + run->failed;
	if (events->term.width == 0 || events->quiet || events->json || !events->out ||
	    (events->has_progress && now - run->drawn_ms < DRAW_MS))
		return;
	run->drawn_ms = now;
	struct sqlembic_buf line = SQLEMBIC_BUF_INIT;
	sqlembic_buf_printf(&line, "%zu of %zu done, %zu failed, %zu running, %zu waiting", run->done, total,
			    run->failed, run->nrunning, total - ended - run->nrunning);
	sqlembic_buf_puts(&line, "; slowest ");
	quantity_time(&line, (double)find_slowest(run, now));
	if (ended && ended < total) {
		sqlembic_buf_puts(&line, "; about ");
		quantity_time(&line, (double)(now - run->began_ms) / (double)ended * (double)(total - ended));
		sqlembic_buf_puts(&line, " left");
	}
	term_cut(&line, 0, events->term.width - 1);
	(void)fprintf(events->out, "\r\033[K%s", sqlembic_buf_text(&line));
	(void)fflush(events->out);
	sqlembic_buf_release(&line);
	events->has_progress = true;
}

/* ---- one target ------------------------------------------------------------------------------------------ */

static void put_hint(struct sqlembic_buf *out, const struct many_slot *slot)
{
	const char *hint = many_hint(slot);
	if (!hint)
		return;
	sqlembic_buf_puts(out, slot->is_for_alone ? "; next, for this target alone: " : "; next: ");
	term_put(out, hint);
}

static void failure_line(struct sqlembic_buf *out, const struct many_slot *slot,
			 const struct sqlembic_outcome *outcome)
{
	clean_name(out, outcome->target->name);
	sqlembic_buf_puts(out, ": failed: ");
	many_groups_place(out, outcome);
	term_put(out, outcome->message);
	if (outcome->detail) {
		sqlembic_buf_puts(out, "; ");
		term_put(out, outcome->detail);
	}
	if (outcome->state) {
		sqlembic_buf_puts(out, "; ");
		term_put(out, outcome->state);
	}
	put_hint(out, slot);
	sqlembic_buf_putc(out, '\n');
}

static void tell_end(struct many_run *run, const struct sqlembic_outcome *outcome)
{
	const struct many_slot *slot = many_slot(run, outcome->index);
	struct sqlembic_buf line = SQLEMBIC_BUF_INIT;
	if (outcome->code < 0 && outcome->message) {
		failure_line(&line, slot, outcome);
	} else if (outcome->code == 0 && run->job->moves && slot && !slot->is_idle && slot->text.len &&
		   !run->app->events.quiet && !run->job->heading) {
		clean_name(&line, outcome->target->name);
		sqlembic_buf_printf(&line, ": %s\n", sqlembic_buf_text(&slot->text));
	}
	put(run, &line);
}

static int put_error(json_t *o, const struct sqlembic_outcome *outcome, const char *hint)
{
	int failed = tojson_put(o, "error", tojson_text(error_text_code(outcome->code)));
	failed |= tojson_put_text(o, "message", outcome->message);
	failed |= tojson_put_text(o, "file", outcome->file);
	if (outcome->line > 0)
		failed |= tojson_put(o, "line", json_integer(outcome->line));
	if (outcome->column > 0)
		failed |= tojson_put(o, "column", json_integer(outcome->column));
	failed |= tojson_put_text(o, "statement", outcome->statement);
	failed |= tojson_put_text(o, "detail", outcome->detail);
	failed |= tojson_put_text(o, "state", outcome->state);
	return failed | tojson_put_text(o, "hint", hint);
}

/* The object of a target: as an event, or of what the command prints. */
static void target_json(struct sqlembic_buf *out, struct many_run *run,
			const struct sqlembic_outcome *outcome, const char *event)
{
	struct many_slot *slot = many_slot(run, outcome->index);
	json_t *o = json_object();
	int failed = tojson_put_text(o, "event", event);
	failed |= tojson_put(o, "target", tojson_text(outcome->target->name));
	failed |= tojson_put(o, "status", json_integer(-outcome->code));
	if (run->job->moves) {
		failed |= tojson_put(o, "steps", json_integer((json_int_t)outcome->steps));
		failed |= tojson_put(o, "statements", json_integer((json_int_t)outcome->statements));
	}
	failed |= tojson_put(o, "milliseconds", json_real(outcome->milliseconds));
	if (outcome->code < 0)
		failed |= put_error(o, outcome, many_hint(slot));
	if (slot && slot->json)
		failed |= json_object_update(o, slot->json);
	tojson_line(out, o, failed);
}

/* It is told every second, and one line is enough to know why a target takes so long. */
static bool is_first_wait(struct many_run *run, const struct sqlembic_event *event)
{
	struct many_slot *slot = event->outcome ? many_slot(run, event->outcome->index) : NULL;
	if (event->kind != SQLEMBIC_EVENT_WAITING || run->app->events.quiet || !slot || slot->told_waiting)
		return false;
	slot->told_waiting = true;
	return true;
}

void many_show_event(struct many_run *run, const struct sqlembic_event *event)
{
	struct events *events = &run->app->events;
	const struct sqlembic_outcome *ended = event->kind == SQLEMBIC_EVENT_TARGET_DONE ? event->outcome
											 : NULL;
	struct sqlembic_buf line = SQLEMBIC_BUF_INIT;
	if (event->outcome)
		note_running(run, event);
	if (ended && !events->json)
		tell_end(run, ended);
	else if (ended && run->job->moves)
		target_json(&line, run, ended, "target_done");
	else if (events->json && !ended && events_is_due(events, event))
		events_json(&line, event);
	else if (event->kind == SQLEMBIC_EVENT_WARNING || is_first_wait(run, event))
		events_text(&line, event, events->term.width);
	else if (!events->quiet && run->job->tells_steps && event->kind != SQLEMBIC_EVENT_PROGRESS &&
		 event->kind != SQLEMBIC_EVENT_WAITING)
		events_text(&line, event, events->term.width);
	if (line.len)
		put(run, &line);
	else
		sqlembic_buf_release(&line);
	if (event->outcome)
		draw(run, run->nslots);
}

/* ---- the end --------------------------------------------------------------------------------------------- */

#define MOST_CELLS 8

/* The cells of a row, which are separated by tabs. */
static size_t split(struct sqlembic_span cells[MOST_CELLS], const char *text)
{
	size_t n = 0;
	for (; n < MOST_CELLS; n++) {
		const size_t length = strcspn(text, "\t\n");
		cells[n] = (struct sqlembic_span){ text, length };
		text += length;
		if (*text != '\t')
			return n + 1;
		text++;
	}
	return n;
}

static void put_row(struct sqlembic_buf *out, const char *text, const size_t widths[MOST_CELLS])
{
	struct sqlembic_span cells[MOST_CELLS];
	const size_t n = split(cells, text), start = out->len;
	for (size_t i = 0; i < n; i++) {
		sqlembic_buf_add(out, cells[i].ptr, cells[i].len);
		if (i + 1 < n)
			term_pad(out, widths[i] + 2 - term_text_width(cells[i].ptr, cells[i].len));
	}
	while (out->len > start && out->ptr[out->len - 1] == ' ')
		out->ptr[--out->len] = '\0';
	sqlembic_buf_putc(out, '\n');
}

static void widen(size_t widths[MOST_CELLS], const char *text)
{
	struct sqlembic_span cells[MOST_CELLS];
	const size_t n = split(cells, text);
	for (size_t i = 0; i < n; i++) {
		const size_t width = term_text_width(cells[i].ptr, cells[i].len);
		widths[i] = width > widths[i] ? width : widths[i];
	}
}

/* The row of a target, also of one that has failed. */
static void make_row(struct sqlembic_buf *out, struct many_run *run, const struct sqlembic_outcome *outcome)
{
	const struct many_slot *slot = many_slot(run, outcome->index);
	clean_name(out, outcome->target->name);
	if (slot->text.len) {
		sqlembic_buf_printf(out, "\t%s", sqlembic_buf_text(&slot->text));
		return;
	}
	for (const char *c = strchr(run->job->heading, '\t'); c; c = strchr(c + 1, '\t'))
		sqlembic_buf_puts(out, strchr(c + 1, '\t') ? "\t-" : "\t");
	sqlembic_buf_puts(out, outcome->has_begun ? error_text_code(outcome->code) : "not begun");
}

static void put_table(struct sqlembic_buf *out, struct many_run *run,
		      const struct sqlembic_many_report *report)
{
	size_t widths[MOST_CELLS] = { 0 };
	struct sqlembic_buf row = SQLEMBIC_BUF_INIT;
	widen(widths, run->job->heading);
	for (size_t i = 0; i < report->n; i++) {
		sqlembic_buf_clear(&row);
		make_row(&row, run, report->outcomes[i]);
		widen(widths, sqlembic_buf_text(&row));
	}
	put_row(out, run->job->heading, widths);
	for (size_t i = 0; i < report->n; i++) {
		sqlembic_buf_clear(&row);
		make_row(&row, run, report->outcomes[i]);
		put_row(out, sqlembic_buf_text(&row), widths);
	}
	out->failed = out->failed || row.failed;
	sqlembic_buf_release(&row);
}

/* Each line begins with the name, so that it can be found and sorted. */
static void put_lines(struct sqlembic_buf *out, struct many_run *run, const struct sqlembic_outcome *outcome)
{
	const char *text = sqlembic_buf_text(&many_slot(run, outcome->index)->text);
	while (*text) {
		const size_t length = strcspn(text, "\n");
		clean_name(out, outcome->target->name);
		sqlembic_buf_puts(out, ": ");
		sqlembic_buf_add(out, text, length);
		sqlembic_buf_putc(out, '\n');
		text += length + (text[length] == '\n');
	}
}

static int print(struct many_run *run, const struct sqlembic_many_report *report, struct sqlembic_error *err)
{
	struct sqlembic_buf text = SQLEMBIC_BUF_INIT;
	const bool json = run->app->globals.json;
	if (run->job->moves || run->job->finish)
		return 0;
	if (!json && run->job->heading)
		put_table(&text, run, report);
	for (size_t i = 0; i < report->n; i++) {
		if (json)
			target_json(&text, run, report->outcomes[i], NULL);
		else if (!run->job->heading)
			put_lines(&text, run, report->outcomes[i]);
	}
	return app_print(run->app, &text, err);
}

static void summary_json(struct many_run *run, const struct sqlembic_many_report *report)
{
	struct sqlembic_buf line = SQLEMBIC_BUF_INIT;
	json_t *o = json_object();
	int failed = tojson_put(o, "event", tojson_text("done"));
	failed |= tojson_put(o, "targets", json_integer((json_int_t)report->n));
	failed |= tojson_put(o, "done", json_integer((json_int_t)report->done));
	failed |= tojson_put(o, "failed", json_integer((json_int_t)report->failed));
	failed |= tojson_put(o, "not_begun", json_integer((json_int_t)report->not_begun));
	failed |= tojson_put(o, "milliseconds", json_real((double)(sqlembic_clock_ms() - run->began_ms)));
	tojson_line(&line, o, failed);
	put(run, &line);
}

static size_t count_idle(const struct many_run *run, const struct sqlembic_many_report *report)
{
	size_t n = 0;
	for (size_t i = 0; i < report->n && i < run->nslots; i++)
		n += report->outcomes[i]->code == 0 && report->outcomes[i]->has_begun &&
		     run->slots[i].is_idle;
	return n;
}

static void summary(struct many_run *run, const struct sqlembic_many_report *report)
{
	struct sqlembic_buf line = SQLEMBIC_BUF_INIT;
	const size_t idle = count_idle(run, report);
	if (report->n == 0) {
		sqlembic_buf_puts(&line, "Nothing to do: every target is done.\n");
	} else if (run->job->moves) {
		sqlembic_buf_puts(&line, report->failed || report->not_begun ? "Ended: " : "Done: ");
		quantity_count(&line, report->n, "target");
		sqlembic_buf_printf(&line, ", %zu done", report->done);
		if (idle)
			sqlembic_buf_printf(&line, " (%zu had nothing to do)", idle);
		if (report->failed)
			sqlembic_buf_printf(&line, ", %zu failed", report->failed);
		if (report->not_begun)
			sqlembic_buf_printf(&line, ", %zu not begun", report->not_begun);
		sqlembic_buf_puts(&line, "; ");
		quantity_time(&line, (double)(sqlembic_clock_ms() - run->began_ms));
		sqlembic_buf_puts(&line, ".\n");
	}
	many_groups_put(&line, report);
	put(run, &line);
}

int many_show_end(struct many_run *run, const struct sqlembic_many_report *report, struct sqlembic_error *err)
{
	events_wipe(&run->app->events);
	int rc = print(run, report, err);
	if (run->app->globals.json && run->job->moves)
		summary_json(run, report);
	else if (!run->app->globals.json && !run->app->events.quiet)
		summary(run, report);
	return rc;
}
