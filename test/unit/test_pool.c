/* test_pool.c: threads that do numbered pieces of work: each once, and when they stop. */
#include <criterion/criterion.h>
#include <stdatomic.h>

#include "many/pool.h"
#include "sqlembic/clock.h"

#define PIECES 200

static struct sqlembic_error err;
static atomic_int done[PIECES];
static atomic_int running, most, failing = -1, puts_off;
static volatile sig_atomic_t cancel;

static int work(void *payload, struct pool *pool, size_t item)
{
	(void)payload;
	int now = atomic_fetch_add(&running, 1) + 1, seen = atomic_load(&most);
	while (now > seen && !atomic_compare_exchange_weak(&most, &seen, now))
		;
	int rc = 0;
	if (atomic_fetch_sub(&puts_off, 1) > 0) {
		pool_shrink(pool);
		rc = POOL_LATER;
	} else {
		atomic_fetch_add(&done[item], 1);
		rc = (int)item == failing ? SQLEMBIC_E_FAILED : 0;
	}
	atomic_fetch_sub(&running, 1);
	return rc;
}

static size_t count_done(void)
{
	size_t n = 0;
	for (size_t i = 0; i < PIECES; i++)
		n += done[i] > 0;
	return n;
}

static struct pool_order order(size_t jobs)
{
	static const struct caller caller = { .cancel = &cancel };
	return (struct pool_order){ .n = PIECES, .jobs = jobs, .caller = &caller, .work = work };
}

Test(pool, every_piece_is_done_once)
{
	const struct pool_order all = order(7);
	bool late;
	cr_assert_eq(pool_run(&late, &all, &err), 0);
	for (size_t i = 0; i < PIECES; i++)
		cr_expect_eq(done[i], 1, "piece %zu: %d times", i, done[i]);
	cr_expect_leq(most, 7);
	cr_expect_not(late);
}

Test(pool, none_begins_behind_a_failure)
{
	struct pool_order all = order(1);
	bool late;
	failing = 4;
	all.max_failures = 1;
	cr_assert_eq(pool_run(&late, &all, &err), 0);
	cr_expect_eq(count_done(), 5);
}

Test(pool, failures_that_may_be_stop_nothing)
{
	struct pool_order all = order(3);
	bool late;
	failing = 4;
	cr_assert_eq(pool_run(&late, &all, &err), 0);
	cr_expect_eq(count_done(), PIECES);
}

Test(pool, a_failed_canary_stops_the_others)
{
	struct pool_order all = order(8);
	bool late;
	failing = 1;
	all.canaries = 3;
	cr_assert_eq(pool_run(&late, &all, &err), 0);
	cr_expect_leq(count_done(), 3);
}

Test(pool, the_others_follow_the_canaries)
{
	struct pool_order all = order(8);
	bool late;
	all.canaries = 3;
	cr_assert_eq(pool_run(&late, &all, &err), 0);
	cr_expect_eq(count_done(), PIECES);
}

Test(pool, what_is_put_off_is_done_in_the_end)
{
	const struct pool_order all = order(8);
	bool late;
	puts_off = 40;
	cr_assert_eq(pool_run(&late, &all, &err), 0);
	for (size_t i = 0; i < PIECES; i++)
		cr_expect_eq(done[i], 1, "piece %zu: %d times", i, done[i]);
}

static int work_and_cancel(void *payload, struct pool *pool, size_t item)
{
	(void)work(payload, pool, item);
	cancel = 1;
	while (!*pool_cancel(pool))
		;
	return SQLEMBIC_E_INTERRUPTED;
}

Test(pool, the_flag_of_the_caller_stops_it)
{
	struct pool_order all = order(2);
	bool late;
	all.work = work_and_cancel;
	cr_assert_eq(pool_run(&late, &all, &err), 0);
	cr_expect_leq(count_done(), 2);
	cr_expect_not(late);
}

static int work_until_stopped(void *payload, struct pool *pool, size_t item)
{
	(void)work(payload, pool, item);
	while (!*pool_cancel(pool))
		;
	return SQLEMBIC_E_INTERRUPTED;
}

Test(pool, the_deadline_stops_it)
{
	struct pool_order all = order(2);
	bool late;
	all.work = work_until_stopped;
	all.end_ms = sqlembic_clock_ms() + 1;
	cr_assert_eq(pool_run(&late, &all, &err), 0);
	cr_expect(late);
	cr_expect_leq(count_done(), 2);
}

Test(pool, none_begins_behind_the_deadline)
{
	struct pool_order all = order(2);
	bool late;
	all.end_ms = sqlembic_clock_ms();
	cr_assert_eq(pool_run(&late, &all, &err), 0);
	cr_expect(late);
	cr_expect_eq(count_done(), 0);
}

Test(pool, none_begins_that_the_caller_has_cancelled)
{
	struct pool_order all = order(2);
	bool late;
	cancel = 1;
	cr_assert_eq(pool_run(&late, &all, &err), 0);
	cr_expect_not(late);
	cr_expect_eq(count_done(), 0);
}

Test(pool, no_work_is_no_error)
{
	struct pool_order none = order(4);
	bool late;
	none.n = 0;
	cr_expect_eq(pool_run(&late, &none, &err), 0);
}
