/* events.c: writing events as they come.  events_text.c and events_json.c give an event its form. */
#include "events.h"

#include <errno.h>
#include <stdarg.h>
#include <stdlib.h>

#include "again.h"
#include "quantity.h"
#include "sqlembic/buf.h"
#include "sqlembic/clock.h"
#include "ticker.h"

#define JSON_PAUSE_MS  100
#define QUIET_START_MS 1000

static void wipe(struct events *events)
{
	if (events->has_progress)
		(void)fputs("\r\033[K", events->out);
	events->has_progress = false;
	events->running.shown_first = 0;
}

void events_wipe(struct events *events)
{
	ticker_lock(events->ticker);
	events->running.first = 0;
	wipe(events);
	ticker_unlock(events->ticker);
}

static void put(struct events *events, const struct sqlembic_buf *line)
{
	wipe(events);
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

/* ---- the line of a terminal, written over by whatever comes next ------------------------------------------- */

static void progress_line(struct sqlembic_buf *out, const struct events_running *running, long long seconds,
			  size_t width)
{
	if (running->last > running->first)
		sqlembic_buf_printf(out, "  statements %zu to %zu of %zu, ", running->first, running->last,
				    running->of);
	else
		sqlembic_buf_printf(out, "  statement %zu of %zu, ", running->first, running->of);
	if (seconds < 60)
		sqlembic_buf_printf(out, "%lld s", seconds);
	else
		quantity_time(out, (double)seconds * 1000.0);
	term_cut(out, 0, width - 1);
}

/* A step that is done at once needs no line. */
static void draw(void *payload)
{
	struct events *events = payload;
	struct events_running *running = &events->running;
	const long long now = sqlembic_clock_ms(), seconds = (now - running->began_ms) / 1000;
	if (!running->first || now - running->step_ms < QUIET_START_MS ||
	    (running->shown_first == running->first && running->shown_seconds == seconds))
		return;
	struct sqlembic_buf line = SQLEMBIC_BUF_INIT;
	progress_line(&line, running, seconds, events->term.width);
	(void)fprintf(events->out, "\r\033[K%s", sqlembic_buf_text(&line));
	(void)fflush(events->out);
	sqlembic_buf_release(&line);
	events->has_progress = true;
	running->shown_first = running->first;
	running->shown_seconds = seconds;
}

static void follow(struct events *events, const struct sqlembic_event *event)
{
	struct events_running *running = &events->running;
	switch (event->kind) {
	case SQLEMBIC_EVENT_STEP:
	case SQLEMBIC_EVENT_RESUME:
		running->step_ms = sqlembic_clock_ms();
		running->first = 0;
		break;
	case SQLEMBIC_EVENT_PROGRESS:
		running->first = event->statement;
		running->last = event->last_statement;
		running->of = event->statements;
		running->began_ms = sqlembic_clock_ms();
		break;
	case SQLEMBIC_EVENT_STEP_DONE:
	case SQLEMBIC_EVENT_STATEMENT:
	case SQLEMBIC_EVENT_RETRY:
	case SQLEMBIC_EVENT_WAITING:
		running->first = 0;
		break;
	default: /* said while a statement runs */
		break;
	}
}

static void need_ticker(struct events *events, const struct sqlembic_event *event)
{
	if (!events->ticker && event->kind == SQLEMBIC_EVENT_PROGRESS && events->term.width &&
	    !events->quiet && !events->json)
		events->ticker = ticker_start(draw, events);
}

bool events_is_due(struct events *events, const struct sqlembic_event *event)
{
	const long long now = sqlembic_clock_ms();
	if (event->kind != SQLEMBIC_EVENT_STEP && event->kind != SQLEMBIC_EVENT_PROGRESS)
		return true;
	if (event->kind == SQLEMBIC_EVENT_PROGRESS && now - events->told_ms < JSON_PAUSE_MS)
		return false;
	events->told_ms = now;
	return true;
}

void events_release(struct events *events)
{
	ticker_stop(events->ticker);
	events->ticker = NULL;
}

/* ---- receiving --------------------------------------------------------------------------------------------- */

/* The library tells once a second that it waits; once is enough for people. */
static bool is_repeated(struct events *events, const struct sqlembic_event *event)
{
	bool was_waiting = events->is_waiting;
	events->is_waiting = event->kind == SQLEMBIC_EVENT_WAITING;
	return was_waiting && events->is_waiting;
}

static void write_event(struct events *events, const struct sqlembic_event *told)
{
	struct sqlembic_buf line = SQLEMBIC_BUF_INIT, text = SQLEMBIC_BUF_INIT;
	struct sqlembic_event event = *told;
	if (event.text && (event.kind == SQLEMBIC_EVENT_INFO || event.kind == SQLEMBIC_EVENT_WARNING)) {
		again_put(&text, event.text, NULL, events->again);
		event.text = sqlembic_buf_text(&text);
	}
	if (events->json && events_is_due(events, &event))
		events_json(&line, &event);
	else if (!events->json && (!events->quiet || event.kind == SQLEMBIC_EVENT_WARNING))
		events_text(&line, &event, events->term.width);
	if (line.len && !line.failed)
		put(events, &line);
	sqlembic_buf_release(&line);
	sqlembic_buf_release(&text);
}

int events_receive(const struct sqlembic_event *event, void *payload)
{
	struct events *events = payload;
	count(events, event);
	if (!events->out)
		return 0;
	need_ticker(events, event);
	ticker_lock(events->ticker);
	follow(events, event);
	if (events->json || !is_repeated(events, event))
		write_event(events, event);
	ticker_unlock(events->ticker);
	return 0;
}

void events_say(struct events *events, const char *format, ...)
{
	if (events->quiet || events->json || !events->out)
		return;
	struct sqlembic_buf line = SQLEMBIC_BUF_INIT;
	char *said = NULL;
	events_wipe(events);
	va_list args;
	va_start(args, format);
	const bool is_made = vasprintf(&said, format, args) >= 0;
	va_end(args);
	if (!is_made)
		return;
	again_put(&line, said, NULL, events->again);
	(void)fprintf(events->out, "%s\n", sqlembic_buf_text(&line));
	free(said);
	sqlembic_buf_release(&line);
}
