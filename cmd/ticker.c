/* ticker.c: see ticker.h. */
#include "ticker.h"

#include <stdlib.h>

#include "sqlembic/clock.h"
#include "sqlembic/thread.h"

#define TICK_MS 100

struct ticker {
	pthread_mutex_t mutex;
	pthread_cond_t stopping;
	pthread_t thread;
	bool is_stopping;
	void (*tick)(void *payload);
	void *payload;
};

static void *run(void *payload)
{
	struct ticker *ticker = payload;
	(void)pthread_mutex_lock(&ticker->mutex);
	while (!ticker->is_stopping) {
		(void)sqlembic_thread_wait(&ticker->stopping, &ticker->mutex, sqlembic_clock_ms() + TICK_MS);
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
	if (!ticker)
		return NULL;
	ticker->tick = tick;
	ticker->payload = payload;
	(void)pthread_mutex_init(&ticker->mutex, NULL);
	(void)pthread_cond_init(&ticker->stopping, NULL);
	if (sqlembic_thread_start(&ticker->thread, run, ticker))
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
