/* How far the server's clock is ahead of ours, by what it shows while a question is on its way. */
#include <criterion/criterion.h>

#include "records/journal_clock.h"

#define SECOND 1000000LL

/* Asked at 100 s, answered at 102 s. */
static long long ahead(long long theirs)
{
	struct journal journal = { .clock_ahead_us = -1 };
	const struct journal_clock clock = { .before = 100 * SECOND,
					     .after = 102 * SECOND,
					     .theirs = theirs };
	journal_clock_end(&journal, &clock);
	return journal.clock_ahead_us;
}

Test(journal_clock, clocks_that_may_agree_do)
{
	cr_expect_eq(ahead(100 * SECOND), 0);
	cr_expect_eq(ahead(102 * SECOND), 0);
	/* 100.0009, in milliseconds. */
	cr_expect_eq(ahead(100 * SECOND - 900), 0);
}

Test(journal_clock, another_one_is_ahead_or_behind_by_the_least_that_it_can_be)
{
	cr_expect_eq(ahead(107 * SECOND), 5 * SECOND);
	cr_expect_eq(ahead(95 * SECOND), -5 * SECOND + 999);
}

Test(journal_clock, no_answer_is_none)
{
	cr_expect_eq(ahead(0), 0);
}
