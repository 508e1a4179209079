/* events.h: prints the library's events: lines for people on stderr, or JSON lines for programs.
 * The rendering functions are pure; events_receive is the callback that writes. */
#ifndef EVENTS_H
#define EVENTS_H

#include <stdbool.h>
#include <stdio.h>

#include "sqlembic.h"
#include "sqlembic/buf.h"
#include "term.h"

struct ticker;

/* The statements that the server is at, for a terminal. */
struct events_running {
	size_t first, last, of;      /* `first` 0: none */
	long long step_ms, began_ms; /* when the step, and these began */
	size_t shown_first;          /* what the screen shows */
	long long shown_seconds;
};

struct events {
	FILE *out; /* where lines go; NULL: nowhere */
	struct term term;
	const char *again; /* the options that commands in what is told have to repeat */
	bool json;
	bool quiet;
	bool is_waiting;   /* that we wait was said */
	bool has_progress; /* a progress line is on the screen and must be wiped */
	long long told_ms; /* when JSON last told of progress, or a step began */
	struct events_running running;
	struct ticker *
		ticker; /* redraws the line while a statement runs; it guards what is written and `running` */

	size_t steps;                  /* that are done */
	unsigned long long statements; /* in them */
	double milliseconds;
	int error; /* errno of the first line that could not be written */
};

/* The callback for struct sqlembic_options; the payload is a struct events.  A reader that went away does
 * not stop a migration: what cannot be written is dropped. */
int events_receive(const struct sqlembic_event *event, void *payload);

/* Writes a line of our own, unless quiet; text mode only. */
void events_say(struct events *events, const char *format, ...) SQLEMBIC_PRINTF(2, 3);

/* Wipes a progress line off the screen, so that something else can be written; nothing runs any more. */
void events_wipe(struct events *events);
/* Whether a program that reads JSON is to be told of the event: of progress, ten times a second. */
bool events_is_due(struct events *events, const struct sqlembic_event *event);
void events_release(struct events *events);

/* Appends the line, with its line break, or nothing when the event has no words.  The line of a step, which has whole
 * paragraphs in it, is cut at `width` columns (0: at what fits into a log). */
void events_text(struct sqlembic_buf *out, const struct sqlembic_event *event, size_t width);
/* Appends one JSON object and a line break. */
void events_json(struct sqlembic_buf *out, const struct sqlembic_event *event);

#endif
