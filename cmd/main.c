/* main.c: the process: streams, signals, exit status.  Everything else: app.c. */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <unistd.h>

#include "app.h"
#include "sqlembic/flag.h"

static volatile sig_atomic_t cancelled;

/* The first signal asks the library to stop, a second one kills.  The kernel lets no signal kill the first process of a
 * container by default: there the process ends itself. */
static void on_cancel(int number)
{
	const struct sigaction action = { .sa_handler = SIG_DFL };
	const bool is_second = sqlembic_flag_is_set(&cancelled);
	if (is_second && getpid() == 1)
		_exit(128 + number);
	if (is_second) {
		(void)sigaction(number, &action, NULL);
		(void)raise(number);
	}
	sqlembic_flag_set(&cancelled, true);
}

static void on_failed_write(int number)
{
	(void)number;
}

/* A descriptor that is closed would be given to the next file opened: messages would be written into a
 * database.  The substitute is read-only, so that output to a closed stream still fails. */
static void occupy_standard_streams(void)
{
	for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++)
		if (fcntl(fd, F_GETFD) < 0 && errno == EBADF && open("/dev/null", O_RDONLY) < 0)
			_exit(1);
}

/* Signals that the parent ignores, as nohup does SIGHUP, stay ignored.  SIGPIPE only makes a write fail, lest a reader
 * that goes away kill a migration, and so does SIGXFSZ, a limit on the size of files, lest half of a revision's files be
 * left; both are caught rather than ignored because children inherit what is ignored.  Where SIGCHLD is ignored nobody learns
 * whether a program that was run has failed. */
static void catch_signals(void)
{
	static const int numbers[] = { SIGINT, SIGTERM, SIGHUP, SIGQUIT };
	for (size_t i = 0; i < sizeof(numbers) / sizeof(*numbers); i++) {
		struct sigaction old;
		const struct sigaction action = { .sa_handler = on_cancel };
		if (sigaction(numbers[i], NULL, &old) == 0 && old.sa_handler != SIG_IGN)
			(void)sigaction(numbers[i], &action, NULL);
	}
	const struct sigaction action = { .sa_handler = on_failed_write };
	(void)sigaction(SIGPIPE, &action, NULL);
	(void)sigaction(SIGXFSZ, &action, NULL);
	const struct sigaction usual = { .sa_handler = SIG_DFL };
	(void)sigaction(SIGCHLD, &usual, NULL);
}

/* Ends as a program that does not catch SIGPIPE ends when its reader goes away. */
static void die_of_pipe(void)
{
	const struct sigaction action = { .sa_handler = SIG_DFL };
	(void)sigaction(SIGPIPE, &action, NULL);
	(void)raise(SIGPIPE);
}

#if defined(__SANITIZE_ADDRESS__)
#define HAS_LEAK_CHECK 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define HAS_LEAK_CHECK 1
#endif
#endif
#ifndef HAS_LEAK_CHECK
#define HAS_LEAK_CHECK 0
#endif

/* All is written and closed.  What the client libraries would do now is to free what the system takes back by itself:
 * OpenSSL alone takes as long for it as all that is ours in a run that finds nothing to do. */
static int leave(int status)
{
	if (!HAS_LEAK_CHECK)
		_exit(status);
	return status;
}

static const char *get_environment(const char *name)
{
	return getenv(name);
}

int main(int argc, char **argv)
{
	occupy_standard_streams();
	catch_signals();
	struct app app = { .getenv = get_environment,
			   .variables = (const char *const *)environ,
			   .cancel = &cancelled };
	struct sqlembic_error err = { 0 }, unwritten = { 0 };
	size_t n = argc > 1 ? (size_t)argc - 1 : 0;
	int rc = app_parse(&app, n, (const char *const *)argv + 1, &err);
	if (rc == 0)
		rc = app_run(&app, &err);
	if (app_flush(&app, rc < 0 ? &unwritten : &err) < 0 && rc == 0)
		rc = err.code;
	if (rc < 0 && err.message[0])
		app_complain(&app, &err);
	app_release(&app);
	if (app.stdout_error == EPIPE)
		die_of_pipe();
	return leave(-rc);
}
