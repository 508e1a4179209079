/* pool.h: several threads that do numbered pieces of work, and when they stop.  Knows nothing of what the work is. */
#ifndef POOL_H
#define POOL_H

#include <signal.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/caller.h"

struct pool;

struct pool_order {
	size_t n;                    /* pieces of work, 0 to n - 1 */
	size_t jobs;                 /* at once, at least 1 */
	size_t canaries;             /* the first ones, of which each must succeed before any other begins */
	size_t max_failures;         /* no other begins behind so many; 0: however many */
	long long end_ms;            /* by sqlembic_clock_ms(): what runs then is stopped; 0: never */
	const struct caller *caller; /* whose cancel flag stops everything */
	/* Called by any of the threads, several at once. */
	int (*work)(void *payload, struct pool *pool, size_t item);
	void *payload;
};

/* What a piece of work returns besides 0 and a negative code: it is to be done later. */
#define POOL_LATER 1

/* Does all the work; returns 0, or a negative code where no thread could be started.  *late: the deadline has passed. */
int pool_run(bool *late, const struct pool_order *order, struct sqlembic_error *err);

/* For the work: the flag that says to stop. */
const volatile sig_atomic_t *pool_cancel(const struct pool *pool);
/* Fewer at once from now on. */
void pool_shrink(struct pool *pool);
/* Why it is to stop: for messages. */
bool pool_is_late(struct pool *pool);

#endif
