/* ticker.c: see ticker.h. */
#include "ticker.h"

#include <pthread.h>
#include <signal.h>
#include <stdbool.h>
#include <stdlib.h>
#include <time.h>

#define TICK_NS   100000000L
#define SECOND_NS 1000000000L

struct ticker {
	pthread_mutex_t mutex;
	pthread_cond_t stopping;
	pthread_t thread;
	bool is_stopping;
	void (*tick)(void *payload);
	void *payload;
};

static struct timespec next_tick(void)
{
	struct timespec at = { 0 };
	(void)clock_gettime(CLOCK_MONOTONIC, &at);
	at.tv_nsec += TICK_NS;
	if (at.tv_nsec >= SECOND_NS) {
		at.tv_nsec -= SECOND_NS;
		at.tv_sec++;
	}
	return at;
}

static void *run(void *payload)
{
	struct ticker *ticker = payload;
	(void)pthread_mutex_lock(&ticker->mutex);
	while (!ticker->is_stopping) {
		const struct timespec at = next_tick();
		(void)pthread_cond_clockwait(&ticker->stopping, &ticker->mutex, CLOCK_MONOTONIC, &at);
		if (!ticker->is_stopping)
			ticker->tick(ticker->payload);
	}
	(void)pthread_mutex_unlock(&ticker->mutex);
	return NULL;
}

static void release(struct ticker *ticker)
{
	(void)pthread_cond_destroy(&ticker->stopping);
	(void)pthread_mutex_destroy(&ticker->mutex);
	free(ticker);
}

struct ticker *ticker_start(void (*tick)(void *payload), void *payload)
{
	struct ticker *ticker = calloc(1, sizeof(*ticker));
	sigset_t all, before;
	if (!ticker)
		return NULL;
	ticker->tick = tick;
	ticker->payload = payload;
	(void)pthread_mutex_init(&ticker->mutex, NULL);
	(void)pthread_cond_init(&ticker->stopping, NULL);
	/* Signals are for the thread that waits. */
	(void)sigfillset(&all);
	(void)pthread_sigmask(SIG_SETMASK, &all, &before);
	const int failed = pthread_create(&ticker->thread, NULL, run, ticker);
	(void)pthread_sigmask(SIG_SETMASK, &before, NULL);
	if (!failed)
		return ticker;
	release(ticker);
	return NULL;
}

void ticker_lock(struct ticker *ticker)
{
	if (ticker)
		(void)pthread_mutex_lock(&ticker->mutex);
}

void ticker_unlock(struct ticker *ticker)
{
	if (ticker)
		(void)pthread_mutex_unlock(&ticker->mutex);
}

void ticker_stop(struct ticker *ticker)
{
	if (!ticker)
		return;
	ticker_lock(ticker);
	ticker->is_stopping = true;
	(void)pthread_cond_signal(&ticker->stopping);
	ticker_unlock(ticker);
	(void)pthread_join(ticker->thread, NULL);
	release(ticker);
}
