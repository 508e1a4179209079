/* retry.h: trying a step again after a failure that left no trace. */
#ifndef RETRY_H
#define RETRY_H

#include "run/run.h"

/* 0 when the failure was for a lock and lock_retries allows another try, after a pause, with `err` emptied; else `rc`, or
 * why the pause was broken off.  *retries begins as 0. */
int retry_pause(const struct run_order *order, size_t *retries, int rc, struct sqlembic_error *err);

#endif
