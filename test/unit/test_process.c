/* test_process.c: what is known of programs that were run. */
#include <criterion/criterion.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>

#include "base/process.h"

TestSuite(process, .timeout = 20);

static int run(struct sqlembic_buf *out, int *status, struct sqlembic_error *err)
{
	static const char *const arguments[] = { "sh", "-c", "echo half; exit 3", NULL };
	const struct process process = { .arguments = arguments };
	const struct caller nobody = { 0 };
	*err = (struct sqlembic_error){ 0 };
	return process_run(out, status, &process, &nobody, err);
}

Test(process, its_output_and_its_status_are_told)
{
	struct sqlembic_buf out = SQLEMBIC_BUF_INIT;
	struct sqlembic_error err;
	int status = 0;
	cr_assert_eq(run(&out, &status, &err), 0, "%s", err.message);
	cr_expect_str_eq(sqlembic_buf_text(&out), "half\n");
	cr_expect(WIFEXITED(status) && WEXITSTATUS(status) == 3);
	sqlembic_buf_release(&out);
}

Test(process, one_whose_status_is_lost_has_not_succeeded)
{
	const struct sigaction ignore = { .sa_handler = SIG_IGN };
	struct sqlembic_buf out = SQLEMBIC_BUF_INIT;
	struct sqlembic_error err;
	int status = 0;
	cr_assert_eq(sigaction(SIGCHLD, &ignore, NULL), 0);
	cr_expect_eq(run(&out, &status, &err), SQLEMBIC_E_FAILED);
	cr_expect_str_eq(err.message, "nobody knows whether sh has failed: its status was lost");
	cr_expect(strstr(err.hint, "SIGCHLD"), "%s", err.hint);
	sqlembic_buf_release(&out);
}
