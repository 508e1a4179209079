/* thread.c: see thread.h. */
#include "sqlembic/thread.h"

#include <errno.h>
#include <signal.h>
#include <time.h>

bool sqlembic_thread_start(pthread_t *out, void *(*run)(void *payload), void *payload)
{
	sigset_t all, before;
	(void)sigfillset(&all);
	(void)pthread_sigmask(SIG_SETMASK, &all, &before);
	const bool is_started = pthread_create(out, NULL, run, payload) == 0;
	(void)pthread_sigmask(SIG_SETMASK, &before, NULL);
	return is_started;
}

bool sqlembic_thread_wait(pthread_cond_t *changed, pthread_mutex_t *mutex, long long until_ms)
{
	const struct timespec until = { .tv_sec = until_ms / 1000, .tv_nsec = until_ms % 1000 * 1000000 };
	return pthread_cond_clockwait(changed, mutex, CLOCK_MONOTONIC, &until) != ETIMEDOUT;
}
