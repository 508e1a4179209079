/* caller.c: see caller.h. */
#include "base/caller.h"

#include <time.h>

#include "sqlembic/error.h"
#include "sqlembic/flag.h"

/* A nap is made of pieces, because a cancel flag that another thread sets wakes nobody. */
#define PIECE_MS 50

struct caller caller_from(const struct sqlembic_options *options)
{
	return (struct caller){ .on_event = options->on_event,
				.payload = options->payload,
				.cancel = options->cancel };
}

int caller_event(const struct caller *caller, const struct sqlembic_event *event, struct sqlembic_error *err)
{
	if (!caller->on_event || caller->on_event(event, caller->payload) == 0)
		return 0;
	return sqlembic_fail(err, SQLEMBIC_E_INTERRUPTED, "stopped by the program");
}

int caller_tell(const struct caller *caller, enum sqlembic_event_kind kind, const char *text,
		struct sqlembic_error *err)
{
	const struct sqlembic_event event = { .kind = kind, .text = text };
	return text ? caller_event(caller, &event, err) : sqlembic_fail_memory(err);
}

int caller_tell_line(const struct caller *caller, enum sqlembic_event_kind kind, struct sqlembic_buf *line,
		     struct sqlembic_error *err)
{
	int rc = caller_tell(caller, kind, line->failed ? NULL : sqlembic_buf_text(line), err);
	sqlembic_buf_release(line);
	return rc;
}

bool caller_is_cancelled(const struct caller *caller)
{
	return sqlembic_flag_is_set(caller->cancel) || (caller->stops && *caller->stops);
}

void caller_nap(const struct caller *caller, long ms)
{
	while (ms > 0 && !caller_is_cancelled(caller)) {
		long piece = ms < PIECE_MS ? ms : PIECE_MS;
		const struct timespec time = { .tv_nsec = piece * 1000000 };
		(void)nanosleep(&time, NULL);
		ms -= piece;
	}
}
