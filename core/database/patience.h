/* patience.h: trying again until a database is as it should be. */
#ifndef PATIENCE_H
#define PATIENCE_H

#include "base/caller.h"

struct patience {
	const struct caller *caller;
	long timeout_ms;       /* 0: one try */
	long nap_ms;           /* before the next try */
	long long began, told; /* by a clock that never jumps; `told`: when a line was last said */
	char said[sizeof(((struct sqlembic_error *)0)->message)];
};

void patience_begin(struct patience *patience, const struct caller *caller, long timeout_ms);
/* How long the next try may take to connect, given the limit that connecting has in any case (0: none). */
long patience_limit(const struct patience *patience, long limit_ms);
/* After a try that ended with the error `err`, of code `rc`: 0 when it is time for another one.  Else the error stands,
 * with the time that was waited, or says that somebody interrupts.  Tries again what time can heal: a database that
 * cannot be reached, that is locked, or that is not yet where it should be. */
int patience_again(struct patience *patience, int rc, struct sqlembic_error *err);

#endif
