/* report.c: writing events as they come.  What an event looks like: report_text.c and report_json.c. */
#include "report.h"

#include <errno.h>
#include <stdarg.h>

#include "sqlembic/buf.h"

void report_wipe(struct report *report)
{
	if (report->has_progress)
		(void)fputs("\r\033[K", report->out);
	report->has_progress = false;
}

static void put(struct report *report, const struct sqlembic_buf *line)
{
	report_wipe(report);
	bool written = fwrite(sqlembic_buf_text(line), 1, line->len, report->out) == line->len;
	if ((!written || fflush(report->out) != 0) && !report->error)
		report->error = errno;
}

static void count(struct report *report, const struct sqlembic_event *event)
{
	if (event->kind != SQLEMBIC_EVENT_STEP_DONE)
		return;
	report->steps++;
	report->statements += event->statements;
	report->milliseconds += event->milliseconds;
}

/* One line on a terminal, written over by whatever comes next. */
static void show_progress(struct report *report, const struct sqlembic_event *event)
{
	if (report->term.width == 0 || report->quiet)
		return;
	(void)fprintf(report->out, "\r\033[K  statement %zu", event->statement);
	if (event->bytes_total)
		(void)fprintf(report->out, ", %llu %%", event->bytes * 100 / event->bytes_total);
	(void)fflush(report->out);
	report->has_progress = true;
}

/* The library tells once a second that it waits; once is enough for people. */
static bool is_repeated(struct report *report, const struct sqlembic_event *event)
{
	bool was_waiting = report->is_waiting;
	report->is_waiting = event->kind == SQLEMBIC_EVENT_WAITING;
	return was_waiting && report->is_waiting;
}

int report_event(const struct sqlembic_event *event, void *payload)
{
	struct report *report = payload;
	count(report, event);
	if (!report->out)
		return 0;
	struct sqlembic_buf line = SQLEMBIC_BUF_INIT;
	if (report->json)
		report_json(&line, event);
	else if (event->kind == SQLEMBIC_EVENT_PROGRESS)
		show_progress(report, event);
	else if (is_repeated(report, event))
		return 0;
	else if (!report->quiet || event->kind == SQLEMBIC_EVENT_WARNING)
		report_text(&line, event);
	if (line.len && !line.failed)
		put(report, &line);
	sqlembic_buf_release(&line);
	return 0;
}

void report_say(struct report *report, const char *format, ...)
{
	if (report->quiet || report->json || !report->out)
		return;
	report_wipe(report);
	va_list args;
	va_start(args, format);
	(void)vfprintf(report->out, format, args);
	va_end(args);
	(void)fputc('\n', report->out);
}
