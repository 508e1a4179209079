/* offspring.c: see offspring.h. */
#include "base/offspring.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdint.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "sqlembic/error.h"

extern char **environ;

/* How often the caller's flag is looked at, which another thread may set. */
#define LOOK_MS 50
/* What does not end when it is asked to is killed behind that. */
#define GRACE_MS 2000

/* ---- starting -------------------------------------------------------------------------------------------- */

static int describe_files(posix_spawn_file_actions_t *files, const struct offspring *program, int output)
{
	int rc = 0;
	if (!program->has_input)
		rc = posix_spawn_file_actions_addopen(files, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
	if (rc == 0)
		rc = posix_spawn_file_actions_adddup2(files, output, STDOUT_FILENO);
	if (rc == 0 && program->is_alone)
		rc = posix_spawn_file_actions_addclosefrom_np(files, STDERR_FILENO + 1);
	if (rc == 0 && program->directory && program->directory[0])
		rc = posix_spawn_file_actions_addchdir_np(files, program->directory);
	return rc;
}

static int describe_signals(posix_spawnattr_t *attributes, bool has_group)
{
	static const int numbers[] = { SIGPIPE, SIGINT, SIGTERM };
	sigset_t none, reset;
	(void)sigemptyset(&none);
	(void)sigemptyset(&reset);
	for (size_t i = 0; i < sizeof(numbers) / sizeof(*numbers); i++)
		(void)sigaddset(&reset, numbers[i]);
	int rc = posix_spawnattr_setsigmask(attributes, &none);
	if (rc == 0)
		rc = posix_spawnattr_setsigdefault(attributes, &reset);
	if (rc == 0)
		rc = posix_spawnattr_setflags(attributes,
					      (short)(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF |
						      (has_group ? POSIX_SPAWN_SETPGROUP : 0)));
	return rc;
}

static int spawn(struct offspring *program, int output, posix_spawn_file_actions_t *files,
		 posix_spawnattr_t *attributes)
{
	int rc = describe_files(files, program, output);
	if (rc == 0)
		rc = describe_signals(attributes, program->has_group);
	return rc ? rc
		  : posix_spawnp(&program->pid, program->arguments[0], files, attributes,
				 (char *const *)(uintptr_t)program->arguments,
				 program->environment ? program->environment : environ);
}

/* Whether the terminal is that of our group: its keys send us signals, and we may ask there. */
static bool has_terminal(void)
{
	const int fd = open("/dev/tty", O_RDWR | O_NOCTTY | O_CLOEXEC);
	const bool is_ours = fd >= 0 && tcgetpgrp(fd) == getpgrp();
	if (fd >= 0)
		(void)close(fd);
	return is_ours;
}

int offspring_start(struct offspring *program, int output)
{
	posix_spawn_file_actions_t files;
	posix_spawnattr_t attributes;
	int rc = posix_spawn_file_actions_init(&files);
	if (rc)
		return rc;
	rc = posix_spawnattr_init(&attributes);
	program->has_group = !has_terminal();
	if (rc == 0) {
		rc = spawn(program, output, &files, &attributes);
		(void)posix_spawnattr_destroy(&attributes);
	}
	(void)posix_spawn_file_actions_destroy(&files);
	return rc;
}

/* ---- what it writes, and its end ------------------------------------------------------------------------- */

/* Up to the end of the output, or until the caller has enough. */
static void read_all(struct sqlembic_buf *out, int fd, const struct caller *caller)
{
	char chunk[16384];
	struct pollfd readable = { .fd = fd, .events = POLLIN };
	while (!caller_is_cancelled(caller)) {
		if (poll(&readable, 1, LOOK_MS) <= 0)
			continue;
		ssize_t n = read(fd, chunk, sizeof(chunk));
		if (n > 0)
			sqlembic_buf_add(out, chunk, (size_t)n);
		else if (n == 0 || errno != EINTR)
			return;
	}
}

/* What waitpid() never says. */
#define UNKNOWN (-1)

/* True: it has ended.  Where SIGCHLD is ignored, or somebody else's handler has taken the status, that is left as it is. */
static bool has_ended(pid_t pid, int *status)
{
	const pid_t found = waitpid(pid, status, WNOHANG);
	return found == pid || (found < 0 && errno != EINTR);
}

/* Whether it ends within that time, or before the caller has enough.  As a rule it has ended with its output. */
static bool ends_in(pid_t pid, int *status, long ms, const struct caller *caller)
{
	for (long pause = 1; !has_ended(pid, status); pause = pause < LOOK_MS ? pause * 2 : LOOK_MS) {
		if (ms <= 0 || caller_is_cancelled(caller))
			return false;
		caller_nap(caller, pause);
		ms -= pause;
	}
	return true;
}

static void send(const struct offspring *program, int number)
{
	(void)kill(program->has_group ? -program->pid : program->pid, number);
}

/* Whether all that it has started has ended within that time, too. */
static bool group_ends_in(const struct offspring *program, long ms)
{
	static const struct caller nobody = { NULL, NULL, NULL, NULL };
	long pause = 1;
	while (program->has_group && kill(-program->pid, 0) == 0) {
		if (ms <= 0)
			return false;
		caller_nap(&nobody, pause);
		ms -= pause;
		pause = pause < LOOK_MS ? pause * 2 : LOOK_MS;
	}
	return true;
}

static void stop(const struct offspring *program, int *status)
{
	static const struct caller nobody = { NULL, NULL, NULL, NULL };
	send(program, SIGTERM);
	if (ends_in(program->pid, status, GRACE_MS, &nobody)) {
		if (!group_ends_in(program, GRACE_MS))
			send(program, SIGKILL);
		return;
	}
	send(program, SIGKILL);
	while (waitpid(program->pid, status, 0) < 0 && errno == EINTR)
		continue;
}

/* What it wrote may be a beginning: half a schema would have the other half dropped. */
static int fail_unknown(const struct offspring *program, struct sqlembic_error *err)
{
	(void)sqlembic_fail(err, SQLEMBIC_E_FAILED, "nobody knows whether %s has failed: its status was lost",
			    program->arguments[0]);
	return sqlembic_fail_hint(err, "let the program that runs this neither ignore SIGCHLD nor wait for "
				       "children that are not its own");
}

/* A program may go on behind the end of its output. */
int offspring_wait(int *status, const struct offspring *program, const struct caller *caller,
		   struct sqlembic_error *err)
{
	bool has_ended = false;
	*status = UNKNOWN;
	while (!has_ended && !caller_is_cancelled(caller))
		has_ended = ends_in(program->pid, status, GRACE_MS, caller);
	if (!has_ended)
		stop(program, status);
	if (caller_is_cancelled(caller))
		return sqlembic_fail(err, SQLEMBIC_E_INTERRUPTED, "interrupted");
	return *status == UNKNOWN ? fail_unknown(program, err) : 0;
}

int offspring_run(struct sqlembic_buf *out, int *status, struct offspring *program,
		  const struct caller *caller, struct sqlembic_error *err)
{
	int ends[2];
	if (pipe2(ends, O_CLOEXEC) < 0)
		return sqlembic_fail(err, SQLEMBIC_E_FAILED, "no pipe can be made: %s", strerror(errno));
	int rc = offspring_start(program, ends[1]);
	(void)close(ends[1]);
	if (rc == 0)
		read_all(out, ends[0], caller);
	(void)close(ends[0]);
	if (rc)
		return sqlembic_fail(err, SQLEMBIC_E_FAILED, "%s cannot be started: %s",
				     program->arguments[0], strerror(rc));
	rc = offspring_wait(status, program, caller, err);
	return rc == 0 && out->failed ? sqlembic_fail_memory(err) : rc;
}
