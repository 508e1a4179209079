/* pool.c: see pool.h. */
#include "many/pool.h"

#include <stdlib.h>

#include "sqlembic/clock.h"
#include "sqlembic/error.h"
#include "sqlembic/flag.h"
#include "sqlembic/thread.h"

/* How often the flag of the caller and the clock are looked at. */
#define TICK_MS 50

struct pool {
	const struct pool_order *order;
	pthread_mutex_t mutex;
	pthread_cond_t changed;  /* for threads without work */
	pthread_cond_t finished; /* for the one that looks after them */
	size_t idle;             /* threads that wait for a change */
	volatile sig_atomic_t cancel;
	bool late;
	size_t next;  /* the first that has not begun */
	size_t ended; /* those that succeeded or failed */
	size_t failed, running, limit, threads;
	size_t *later; /* to be done again */
	size_t nlater;
};

static bool is_stopped(const struct pool *pool)
{
	const struct pool_order *order = pool->order;
	const bool was_canary = pool->failed && pool->ended <= order->canaries;
	return sqlembic_flag_is_set(&pool->cancel) || was_canary ||
	       (order->max_failures && pool->failed >= order->max_failures);
}

/* Whether there is something that may begin now. */
static bool find_next(struct pool *pool, size_t *item)
{
	const struct pool_order *order = pool->order;
	if (pool->running >= pool->limit)
		return false;
	if (pool->nlater) {
		*item = pool->later[--pool->nlater];
		return true;
	}
	if (pool->next == order->n || (pool->next >= order->canaries && pool->ended < order->canaries))
		return false;
	*item = pool->next++;
	return true;
}

static bool take(struct pool *pool, size_t *item)
{
	while (!is_stopped(pool)) {
		if (find_next(pool, item)) {
			pool->running++;
			return true;
		}
		if (pool->running == 0 && pool->nlater == 0 && pool->next == pool->order->n)
			return false;
		pool->idle++;
		(void)pthread_cond_wait(&pool->changed, &pool->mutex);
		pool->idle--;
	}
	return false;
}

static void put_back(struct pool *pool, size_t item, int rc)
{
	pool->running--;
	if (rc == POOL_LATER) {
		pool->later[pool->nlater++] = item;
	} else {
		pool->ended++;
		pool->failed += rc < 0;
	}
	if (pool->idle)
		(void)pthread_cond_broadcast(&pool->changed);
}

static void *work(void *payload)
{
	struct pool *pool = payload;
	size_t item;
	(void)pthread_mutex_lock(&pool->mutex);
	while (take(pool, &item)) {
		(void)pthread_mutex_unlock(&pool->mutex);
		int rc = pool->order->work(pool->order->payload, pool, item);
		(void)pthread_mutex_lock(&pool->mutex);
		put_back(pool, item, rc);
	}
	pool->threads--;
	(void)pthread_cond_broadcast(&pool->changed);
	if (pool->threads == 0)
		(void)pthread_cond_signal(&pool->finished);
	(void)pthread_mutex_unlock(&pool->mutex);
	return NULL;
}

const volatile sig_atomic_t *pool_cancel(const struct pool *pool)
{
	return &pool->cancel;
}

void pool_shrink(struct pool *pool)
{
	(void)pthread_mutex_lock(&pool->mutex);
	const size_t now = pool->running < pool->limit ? pool->running : pool->limit;
	pool->limit = now > 1 ? now - 1 : 1;
	(void)pthread_mutex_unlock(&pool->mutex);
}

bool pool_is_late(struct pool *pool)
{
	(void)pthread_mutex_lock(&pool->mutex);
	const bool late = pool->late;
	(void)pthread_mutex_unlock(&pool->mutex);
	return late;
}

/* The clock, and the flag of the caller. */
static void look(struct pool *pool)
{
	const struct pool_order *order = pool->order;
	pool->late = pool->late || (order->end_ms && sqlembic_clock_ms() >= order->end_ms);
	if (pool->late || caller_is_cancelled(order->caller)) {
		sqlembic_flag_set(&pool->cancel, true);
		(void)pthread_cond_broadcast(&pool->changed);
	}
}

/* Until the last thread has ended. */
static void supervise(struct pool *pool)
{
	while (pool->threads) {
		(void)sqlembic_thread_wait(&pool->finished, &pool->mutex, sqlembic_clock_ms() + TICK_MS);
		look(pool);
	}
}

static size_t start(struct pool *pool, pthread_t *threads, size_t n)
{
	size_t started = 0;
	pool->threads = n;
	while (started < n && sqlembic_thread_start(&threads[started], work, pool))
		started++;
	pool->threads -= n - started;
	return started;
}

static void init(struct pool *pool)
{
	(void)pthread_cond_init(&pool->changed, NULL);
	(void)pthread_cond_init(&pool->finished, NULL);
	(void)pthread_mutex_init(&pool->mutex, NULL);
}

int pool_run(bool *late, const struct pool_order *order, struct sqlembic_error *err)
{
	const size_t n = order->jobs < order->n ? order->jobs : order->n;
	struct pool pool = { .order = order, .limit = order->jobs };
	pthread_t *threads = calloc(n + 1, sizeof(*threads));
	pool.later = calloc(n + 1, sizeof(*pool.later));
	*late = false;
	if (!threads || !pool.later) {
		free(threads);
		free(pool.later);
		return sqlembic_fail_memory(err);
	}
	init(&pool);
	(void)pthread_mutex_lock(&pool.mutex);
	look(&pool);
	const size_t started = start(&pool, threads, n);
	supervise(&pool);
	(void)pthread_mutex_unlock(&pool.mutex);
	for (size_t i = 0; i < started; i++)
		(void)pthread_join(threads[i], NULL);
	*late = pool.late;
	(void)pthread_cond_destroy(&pool.changed);
	(void)pthread_cond_destroy(&pool.finished);
	(void)pthread_mutex_destroy(&pool.mutex);
	free(threads);
	free(pool.later);
	return n && !started ? sqlembic_fail(err, SQLEMBIC_E_FAILED, "no thread can be started") : 0;
}
