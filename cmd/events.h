/* events.h: prints the library's events: lines for people on stderr, or JSON lines for programs.
 * The rendering functions are pure; events_receive is the callback that writes. */
#ifndef EVENTS_H
#define EVENTS_H

#include <stdbool.h>
#include <stdio.h>

#include "sqlembic.h"
#include "sqlembic/buf.h"
#include "term.h"

struct events {
	FILE *out; /* where lines go; NULL: nowhere */
	struct term term;
	bool json;
	bool quiet;
	bool is_waiting;   /* that we wait was said */
	bool has_progress; /* a progress line is on the screen and must be wiped */

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

/* Wipes a progress line off the screen, so that something else can be written. */
void events_wipe(struct events *events);

/* Appends the line, with its line break, or nothing when the event has no words. */
void events_text(struct sqlembic_buf *out, const struct sqlembic_event *event);
/* Appends one JSON object and a line break. */
void events_json(struct sqlembic_buf *out, const struct sqlembic_event *event);

#endif
