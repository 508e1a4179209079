/* report.h: what becomes of the library's events: lines for people on stderr, or JSON lines for programs.
 * The rendering functions are pure; report_event is the callback that writes. */
#ifndef REPORT_H
#define REPORT_H

#include <stdbool.h>
#include <stdio.h>

#include "sqlembic.h"
#include "sqlembic/buf.h"
#include "term.h"

struct report {
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

/* The callback for struct sqlembic_options; the payload is a struct report.  A reader that went away does
 * not stop a migration: what cannot be written is dropped. */
int report_event(const struct sqlembic_event *event, void *payload);

/* Writes a line of our own, unless quiet; text mode only. */
void report_say(struct report *report, const char *format, ...) SQLEMBIC_PRINTF(2, 3);

/* Wipes a progress line off the screen, so that something else can be written. */
void report_wipe(struct report *report);

/* Appends the line, with its line break, or nothing when the event has no words. */
void report_text(struct sqlembic_buf *out, const struct sqlembic_event *event);
/* Appends one JSON object and a line break. */
void report_json(struct sqlembic_buf *out, const struct sqlembic_event *event);

/* "1 revision", "2 revisions". */
void report_count(struct sqlembic_buf *out, unsigned long long n, const char *noun);
/* "12 ms", "3.41 s", "2 min 5 s". */
void report_time(struct sqlembic_buf *out, double milliseconds);

#endif
