/* test_task.c: a call beside the caller's own work. */
#include <criterion/criterion.h>
#include <sched.h>
#include <string.h>
#include <unistd.h>

#include "base/task.h"
#include "sqlembic/error.h"

struct call {
	int ends[2]; /* it waits for a byte; -1: it does not */
	int n;
	int rc;
};

static int run(void *payload, struct sqlembic_error *err)
{
	struct call *call = payload;
	char byte = 0;
	if (call->ends[0] >= 0)
		cr_expect_eq(read(call->ends[0], &byte, 1), 1);
	call->n++;
	return call->rc < 0 ? sqlembic_fail(err, call->rc, "that was not to be") : 0;
}

static void keep_one_processor(void)
{
	cpu_set_t set, one;
	int cpu = 0;
	cr_assert_eq(sched_getaffinity(0, sizeof(set), &set), 0);
	while (!CPU_ISSET(cpu, &set))
		cpu++;
	CPU_ZERO(&one);
	CPU_SET(cpu, &one);
	cr_assert_eq(sched_setaffinity(0, sizeof(one), &one), 0);
}

Test(task, goes_on_beside_who_began_it)
{
	struct call call = { { -1, -1 }, 0, 0 };
	struct task task = { 0 };
	struct sqlembic_error err = { 0 };
	if (!task_has_processors())
		cr_skip_test("one processor");
	cr_assert_eq(pipe(call.ends), 0);
	task_begin(&task, run, &call);
	cr_assert_eq(write(call.ends[1], "x", 1), 1); /* who waited for the call would never come here */
	cr_expect_eq(task_end(&task, &err), 0);
	cr_expect_eq(call.n, 1);
}

Test(task, has_been_made_where_there_is_one_processor)
{
	struct call call = { { -1, -1 }, 0, 0 };
	struct task task = { 0 };
	struct sqlembic_error err = { 0 };
	keep_one_processor();
	cr_expect(!task_has_processors());
	task_begin(&task, run, &call);
	cr_expect_eq(call.n, 1);
	cr_expect_eq(task_end(&task, &err), 0);
}

Test(task, says_its_error_as_often_as_it_is_asked)
{
	struct call call = { { -1, -1 }, 0, SQLEMBIC_E_LOCKED };
	struct task task = { 0 };
	task_begin(&task, run, &call);
	for (int i = 0; i < 2; i++) {
		struct sqlembic_error err = { 0 };
		cr_expect_eq(task_end(&task, &err), SQLEMBIC_E_LOCKED);
		cr_expect_str_eq(err.message, "that was not to be");
	}
	cr_expect_eq(call.n, 1);
}

Test(task, that_was_never_begun_has_nothing_to_say)
{
	struct task task = { 0 };
	struct sqlembic_error err = { 0 };
	cr_expect_eq(task_end(&task, &err), 0);
}
