/* caller.h: the program that called the library: it is told what happens, and says when to stop. */
#ifndef CALLER_H
#define CALLER_H

#include <stdbool.h>

#include "sqlembic.h"
#include "sqlembic/buf.h"

struct caller {
	sqlembic_event_fn *on_event; /* may be NULL */
	void *payload;
	const volatile sig_atomic_t *cancel; /* may be NULL */
	const bool *stops; /* the same, of who runs the library itself: no session looks at it */
};

struct caller caller_from(const struct sqlembic_options *options);
/* Passes an event on; 0, or SQLEMBIC_E_INTERRUPTED when the callback wants to stop. */
int caller_event(const struct caller *caller, const struct sqlembic_event *event, struct sqlembic_error *err);
/* The same for an event that is a line of text; NULL: there was no memory for it, which is an error. */
int caller_tell(const struct caller *caller, enum sqlembic_event_kind kind, const char *text,
		struct sqlembic_error *err);
/* The same for one that was built, which it releases. */
int caller_tell_line(const struct caller *caller, enum sqlembic_event_kind kind, struct sqlembic_buf *line,
		     struct sqlembic_error *err);
bool caller_is_cancelled(const struct caller *caller);
/* Sleeps; a signal or the cancel flag ends it early. */
void caller_nap(const struct caller *caller, long ms);

#endif
