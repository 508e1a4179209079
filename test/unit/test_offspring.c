/* test_offspring.c: what is known of programs that were run. */
#include <criterion/criterion.h>
#include <signal.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/offspring.h"

TestSuite(offspring, .timeout = 20);

static int run(struct sqlembic_buf *out, int *status, struct sqlembic_error *err)
{
	static const char *const arguments[] = { "sh", "-c", "echo half; exit 3", NULL };
	struct offspring program = { .arguments = arguments };
	const struct caller nobody = { 0 };
	*err = (struct sqlembic_error){ 0 };
	return offspring_run(out, status, &program, &nobody, err);
}

Test(offspring, its_output_and_its_status_are_told)
{
	struct sqlembic_buf out = SQLEMBIC_BUF_INIT;
	struct sqlembic_error err;
	int status = 0;
	cr_assert_eq(run(&out, &status, &err), 0, "%s", err.message);
	cr_expect_str_eq(sqlembic_buf_text(&out), "half\n");
	cr_expect(WIFEXITED(status) && WEXITSTATUS(status) == 3);
	sqlembic_buf_release(&out);
}

Test(offspring, one_whose_status_is_lost_has_not_succeeded)
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

/* ---- what it has started itself -------------------------------------------------------------------------- */

static volatile sig_atomic_t cancelled;

static void cancel(int number)
{
	(void)number;
	cancelled = 1;
}

/* Runs what asks to be stopped by a signal, and returns when all have ended that have got the file `fd`. */
static void expect_all_ended(const char *command)
{
	const char *const arguments[] = { "sh", "-c", command, NULL };
	struct offspring program = { .arguments = arguments };
	const struct caller caller = { .cancel = &cancelled };
	const struct sigaction action = { .sa_handler = cancel };
	struct sqlembic_buf out = SQLEMBIC_BUF_INIT;
	struct sqlembic_error err;
	int ends[2], status;
	char byte;
	cr_assert_eq(sigaction(SIGUSR1, &action, NULL), 0);
	cr_assert_eq(pipe(ends), 0);
	cr_assert_eq(fcntl(ends[0], F_SETFD, FD_CLOEXEC), 0);
	cr_expect_eq(offspring_run(&out, &status, &program, &caller, &err), SQLEMBIC_E_INTERRUPTED);
	cr_assert(program.has_group);
	(void)close(ends[1]);
	cr_expect_eq(read(ends[0], &byte, 1), 0);
	(void)close(ends[0]);
	sqlembic_buf_release(&out);
}

Test(offspring, both_sides_of_a_pipe_are_ended)
{
	expect_all_ended("sleep 1000 | { kill -USR1 $PPID; sleep 1000; }");
}

Test(offspring, one_that_its_parent_has_left_and_that_minds_no_signal_is_ended)
{
	expect_all_ended("(trap '' TERM; kill -USR1 $PPID; while :; do sleep 1; done) & exec sleep 1000");
}

/* ---- on a terminal --------------------------------------------------------------------------------------- */

/* In a process that leads a session, so that the terminal becomes its own. */
static int ask_on_terminal(const char *name)
{
	static const char *const arguments[] = { "sh", "-c", "read answer </dev/tty; echo $answer", NULL };
	struct offspring program = { .arguments = arguments };
	const struct caller nobody = { .cancel = NULL };
	struct sqlembic_buf out = SQLEMBIC_BUF_INIT;
	int status;
	const int terminal = setsid() < 0 ? -1 : open(name, O_RDWR);
	if (terminal < 0 || ioctl(terminal, TIOCSCTTY, 0) < 0)
		return 2;
	if (offspring_run(&out, &status, &program, &nobody, NULL) < 0 || program.has_group)
		return 3;
	return strcmp(sqlembic_buf_text(&out), "yes\n") == 0 ? 0 : 4;
}

Test(offspring, it_may_ask_where_the_terminal_is_ours)
{
	int status = 0;
	const int master = posix_openpt(O_RDWR | O_NOCTTY);
	cr_assert(master >= 0 && grantpt(master) == 0 && unlockpt(master) == 0);
	cr_assert_eq(write(master, "yes\n", 4), 4);
	const pid_t pid = fork();
	if (pid == 0)
		_exit(ask_on_terminal(ptsname(master)));
	cr_assert_eq(waitpid(pid, &status, 0), pid);
	cr_expect(WIFEXITED(status) && WEXITSTATUS(status) == 0, "%d", status);
	(void)close(master);
}
