/* thread.h: threads beside those of the program, which know nothing of them. */
#ifndef SQLEMBIC_THREAD_H
#define SQLEMBIC_THREAD_H

#include <pthread.h>
#include <stdbool.h>

#include "sqlembic.h"

/* Starts one in which all signals are blocked: they are for the program's own threads.  False: none can be made. */
SQLEMBIC_API bool sqlembic_thread_start(pthread_t *out, void *(*run)(void *payload), void *payload);

/* Waits for a condition, whose mutex is held, until sqlembic_clock_ms() is `until_ms`.  False: it is; as pthread_cond_wait() it
 * may return earlier without reason. */
SQLEMBIC_API bool sqlembic_thread_wait(pthread_cond_t *changed, pthread_mutex_t *mutex, long long until_ms);

#endif
