/* events.c: writing events as they come.  events_text.c and events_json.c give an event its form. */
#include "events.h"

#include <errno.h>
#include <stdarg.h>

#include "sqlembic/buf.h"

void events_wipe(struct events *events)
{
	if (events->has_progress)
		(void)fputs("\r\033[K", events->out);
	events->has_progress = false;
}

static void put(struct events *events, const struct sqlembic_buf *line)
{
	events_wipe(events);
	bool written = fwrite(sqlembic_buf_text(line), 1, line->len, events->out) == line->len;
	if ((!written || fflush(events->out) != 0) && !events->error)
		events->error = errno;
}

static void count(struct events *events, const struct sqlembic_event *event)
{
	if (event->kind != SQLEMBIC_EVENT_STEP_DONE)
		return;
	events->steps++;
	events->statements += event->statements;
	events->milliseconds += event->milliseconds;
}

/* One line on a terminal, written over by whatever comes next. */
static void show_progress(struct events *events, const struct sqlembic_event *event)
{
	if (events->term.width == 0 || events->quiet)
		return;
	(void)fprintf(events->out, "\r\033[K  statement %zu", event->statement);
	if (event->bytes_total)
		(void)fprintf(events->out, ", %llu %%", event->bytes * 100 / event->bytes_total);
	(void)fflush(events->out);
	events->has_progress = true;
}

/* The library tells once a second that it waits; once is enough for people. */
static bool is_repeated(struct events *events, const struct sqlembic_event *event)
{
	bool was_waiting = events->is_waiting;
	events->is_waiting = event->kind == SQLEMBIC_EVENT_WAITING;
	return was_waiting && events->is_waiting;
}

int events_receive(const struct sqlembic_event *event, void *payload)
{
	struct events *events = payload;
	count(events, event);
	if (!events->out)
		return 0;
	struct sqlembic_buf line = SQLEMBIC_BUF_INIT;
	if (events->json)
		events_json(&line, event);
	else if (event->kind == SQLEMBIC_EVENT_PROGRESS)
		show_progress(events, event);
	else if (is_repeated(events, event))
		return 0;
	else if (!events->quiet || event->kind == SQLEMBIC_EVENT_WARNING)
		events_text(&line, event);
	if (line.len && !line.failed)
		put(events, &line);
	sqlembic_buf_release(&line);
	return 0;
}

void events_say(struct events *events, const char *format, ...)
{
	if (events->quiet || events->json || !events->out)
		return;
	events_wipe(events);
	va_list args;
	va_start(args, format);
	(void)vfprintf(events->out, format, args);
	va_end(args);
	(void)fputc('\n', events->out);
}
