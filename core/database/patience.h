/* patience.h: trying again until a database is as it should be. */
#ifndef PATIENCE_H
#define PATIENCE_H

#include "base/caller.h"

/* What is known of the waiting: private, but for patience_limit(). */
struct patience {
	const struct caller *caller;
	long timeout_ms;       /* 0: one try */
	long nap_ms;           /* before the next try */
	long long began, told; /* by a clock that never jumps; `told`: when a line was last said */
	char said[sizeof(((struct sqlembic_error *)0)->message)];
};

/* One try: 0, or a negative code with its error. */
typedef int patience_try_fn(void *payload, const struct patience *patience, struct sqlembic_error *err);

/* Tries until it succeeds, for so long: again where time can heal what is wrong, with a database that cannot be reached,
 * that is locked, or that is not yet where it should be.  Else the error stands, with the time that was waited, or says
 * that somebody interrupts. */
int patience_wait(const struct caller *caller, long timeout_ms, patience_try_fn *attempt, void *payload,
		  struct sqlembic_error *err);
/* How long a try may take to connect, given the limit that connecting has in any case (0: none). */
long patience_limit(const struct patience *patience, long limit_ms);

#endif
