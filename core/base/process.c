/* process.c: see process.h. */
#include "base/process.h"

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

static int describe_files(posix_spawn_file_actions_t *files, const struct process *process, int output)
{
	int rc = 0;
	if (!process->has_input)
		rc = posix_spawn_file_actions_addopen(files, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
	if (rc == 0)
		rc = posix_spawn_file_actions_adddup2(files, output, STDOUT_FILENO);
	if (rc == 0 && process->is_alone)
		rc = posix_spawn_file_actions_addclosefrom_np(files, STDERR_FILENO + 1);
	if (rc == 0 && process->directory && process->directory[0])
		rc = posix_spawn_file_actions_addchdir_np(files, process->directory);
	return rc;
}

static int describe_signals(posix_spawnattr_t *attributes)
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
		rc = posix_spawnattr_setflags(attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
	return rc;
}

static int spawn(pid_t *pid, const struct process *process, int output, posix_spawn_file_actions_t *files,
		 posix_spawnattr_t *attributes)
{
	int rc = describe_files(files, process, output);
	if (rc == 0)
		rc = describe_signals(attributes);
	return rc ? rc
		  : posix_spawnp(pid, process->arguments[0], files, attributes,
				 (char *const *)(uintptr_t)process->arguments,
				 process->environment ? process->environment : environ);
}

int process_start(pid_t *pid, const struct process *process, int output)
{
	posix_spawn_file_actions_t files;
	posix_spawnattr_t attributes;
	int rc = posix_spawn_file_actions_init(&files);
	if (rc)
		return rc;
	rc = posix_spawnattr_init(&attributes);
	if (rc == 0) {
		rc = spawn(pid, process, output, &files, &attributes);
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

static void stop(pid_t pid, int *status)
{
	static const struct caller nobody = { 0 };
	(void)kill(pid, SIGTERM);
	if (ends_in(pid, status, GRACE_MS, &nobody))
		return;
	(void)kill(pid, SIGKILL);
	while (waitpid(pid, status, 0) < 0 && errno == EINTR)
		continue;
}

/* A program may go on behind the end of its output. */
static bool wait_for(pid_t pid, int *status, const struct caller *caller)
{
	while (!ends_in(pid, status, GRACE_MS, caller)) {
		if (!caller_is_cancelled(caller))
			continue;
		stop(pid, status);
		return false;
	}
	return true;
}

/* What it wrote may be a beginning: half a schema would have the other half dropped. */
static int fail_unknown(const struct process *process, struct sqlembic_error *err)
{
	(void)sqlembic_fail(err, SQLEMBIC_E_FAILED, "nobody knows whether %s has failed: its status was lost",
			    process->arguments[0]);
	return sqlembic_fail_hint(err, "let the program that runs this neither ignore SIGCHLD nor wait for "
				       "children that are not its own");
}

int process_run(struct sqlembic_buf *out, int *status, const struct process *process,
		const struct caller *caller, struct sqlembic_error *err)
{
	int ends[2];
	pid_t pid;
	*status = UNKNOWN;
	if (pipe2(ends, O_CLOEXEC) < 0)
		return sqlembic_fail(err, SQLEMBIC_E_FAILED, "no pipe can be made: %s", strerror(errno));
	const int rc = process_start(&pid, process, ends[1]);
	(void)close(ends[1]);
	if (rc == 0)
		read_all(out, ends[0], caller);
	(void)close(ends[0]);
	if (rc)
		return sqlembic_fail(err, SQLEMBIC_E_FAILED, "%s cannot be started: %s",
				     process->arguments[0], strerror(rc));
	if (!wait_for(pid, status, caller) || caller_is_cancelled(caller))
		return sqlembic_fail(err, SQLEMBIC_E_INTERRUPTED, "interrupted");
	if (*status == UNKNOWN)
		return fail_unknown(process, err);
	return out->failed ? sqlembic_fail_memory(err) : 0;
}
