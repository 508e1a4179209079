/* events_text.c: events in words, one line each, worded as Alembic's. */
#include "events.h"

#include <string.h>
#include <sys/stat.h>

#include "quantity.h"
#include "term.h"

/* Of a line that goes to no terminal. */
#define LOG_WIDTH 200

static const char *or_empty(const char *text)
{
	return text ? text : "";
}

static void cleaned(struct sqlembic_buf *out, const char *text)
{
	term_put(out, or_empty(text));
}

static void step_line(struct sqlembic_buf *out, const struct sqlembic_event *event, size_t width)
{
	const size_t start = out->len;
	static const char *const verbs[] = { "upgrade", "downgrade", "stamp_revision" };
	const char *const parts[] = { "Running ", verbs[event->direction], " ", or_empty(event->from),
				      " -> ",     or_empty(event->to) };
	for (size_t i = 0; i < sizeof(parts) / sizeof(*parts); i++)
		sqlembic_buf_puts(out, parts[i]);
	if (event->direction != SQLEMBIC_STAMP && event->message && event->message[0]) {
		sqlembic_buf_puts(out, ", ");
		cleaned(out, event->message);
	}
	term_cut(out, start, width);
	sqlembic_buf_putc(out, '\n');
}

static void created_line(struct sqlembic_buf *out, const char *path)
{
	struct stat info;
	bool directory = path && stat(path, &info) == 0 && S_ISDIR(info.st_mode);
	sqlembic_buf_puts(out, directory ? "Creating directory " : "Generating ");
	cleaned(out, path);
	sqlembic_buf_puts(out, " ...  done\n");
}

static void text_line(struct sqlembic_buf *out, const char *before, const char *text, const char *after)
{
	sqlembic_buf_puts(out, before);
	cleaned(out, text);
	sqlembic_buf_puts(out, after);
	sqlembic_buf_putc(out, '\n');
}

static void hook_done_line(struct sqlembic_buf *out, const struct sqlembic_event *event)
{
	if (event->statement == 0)
		sqlembic_buf_puts(out, "  done\n");
	else
		sqlembic_buf_printf(out, "  failed with exit status %zu\n", event->statement);
}

static void statement_line(struct sqlembic_buf *out, const struct sqlembic_event *event, size_t width)
{
	const size_t start = out->len;
	sqlembic_buf_printf(out, "  %zu of %zu: ", event->statement, event->statements);
	quantity_time(out, event->milliseconds);
	sqlembic_buf_puts(out, ", ");
	cleaned(out, event->text);
	term_cut(out, start, width);
	sqlembic_buf_putc(out, '\n');
}

static void event_line(struct sqlembic_buf *out, const struct sqlembic_event *event, size_t width)
{
	switch (event->kind) {
	case SQLEMBIC_EVENT_INFO:
		text_line(out, "", event->text, "");
		break;
	case SQLEMBIC_EVENT_WARNING:
		text_line(out, "warning: ", event->text, "");
		break;
	case SQLEMBIC_EVENT_STEP:
		step_line(out, event, width ? width : LOG_WIDTH);
		break;
	case SQLEMBIC_EVENT_RESUME:
		sqlembic_buf_printf(out, "Resuming %s at statement %zu of %zu\n", or_empty(event->revision),
				    event->statement, event->statements);
		break;
	case SQLEMBIC_EVENT_WAITING:
		text_line(out, "Waiting for ", event->text, "");
		break;
	case SQLEMBIC_EVENT_CREATED:
		created_line(out, event->path);
		break;
	case SQLEMBIC_EVENT_SKIPPED:
		text_line(out, "File ", event->path, " already exists, skipping");
		break;
	case SQLEMBIC_EVENT_HOOK:
		text_line(out, "Running post write hook '", event->text, "' ...");
		break;
	case SQLEMBIC_EVENT_HOOK_DONE:
		hook_done_line(out, event);
		break;
	case SQLEMBIC_EVENT_RETRY:
		sqlembic_buf_printf(out, "Retry %zu of %zu in ", event->step, event->steps);
		quantity_time(out, event->milliseconds);
		text_line(out, ": ", event->text, "");
		break;
	case SQLEMBIC_EVENT_STATEMENT:
		statement_line(out, event, width ? width : LOG_WIDTH);
		break;
	case SQLEMBIC_EVENT_STEP_DONE: /* the summary says it */
	case SQLEMBIC_EVENT_PROGRESS:  /* not a line: events.c */
	case SQLEMBIC_EVENT_CREATING:  /* CREATED says it, in one piece */
	case SQLEMBIC_EVENT_TARGET:    /* many.c */
	case SQLEMBIC_EVENT_TARGET_DONE:
		break;
	}
}

void events_text(struct sqlembic_buf *out, const struct sqlembic_event *event, size_t width)
{
	struct sqlembic_buf line = SQLEMBIC_BUF_INIT;
	event_line(&line, event, width);
	if (event->database && line.len) {
		cleaned(out, event->database);
		sqlembic_buf_puts(out, ": ");
	}
	sqlembic_buf_add(out, sqlembic_buf_text(&line), line.len);
	out->failed = out->failed || line.failed;
	sqlembic_buf_release(&line);
}
