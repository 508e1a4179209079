/* process.c: see process.h. */
#include "base/process.h"

#include <errno.h>
#include <fcntl.h>
#include <spawn.h>
#include <stdint.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "sqlembic/error.h"

extern char **environ;

static int spawn(pid_t *pid, const char *const *arguments, char *const *environment, int output)
{
	posix_spawn_file_actions_t files;
	int rc = posix_spawn_file_actions_init(&files);
	if (rc != 0)
		return rc;
	rc = posix_spawn_file_actions_addopen(&files, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
	if (rc == 0)
		rc = posix_spawn_file_actions_adddup2(&files, output, STDOUT_FILENO);
	if (rc == 0)
		rc = posix_spawnp(pid, arguments[0], &files, NULL, (char *const *)(uintptr_t)arguments,
				  environment ? environment : environ);
	(void)posix_spawn_file_actions_destroy(&files);
	return rc;
}

static void read_all(struct sqlembic_buf *out, int fd)
{
	char chunk[16384];
	for (;;) {
		ssize_t n = read(fd, chunk, sizeof(chunk));
		if (n > 0)
			sqlembic_buf_add(out, chunk, (size_t)n);
		else if (n == 0 || errno != EINTR)
			return;
	}
}

static int wait_for(pid_t pid)
{
	int status = 0;
	while (waitpid(pid, &status, 0) < 0 && errno == EINTR)
		continue;
	return status;
}

int process_run(struct sqlembic_buf *out, int *status, const char *const *arguments, char *const *environment,
		struct sqlembic_error *err)
{
	int ends[2];
	pid_t pid;
	if (pipe2(ends, O_CLOEXEC) < 0)
		return sqlembic_fail(err, SQLEMBIC_E_FAILED, "no pipe can be made: %s", strerror(errno));
	int rc = spawn(&pid, arguments, environment, ends[1]);
	(void)close(ends[1]);
	if (rc == 0) {
		read_all(out, ends[0]);
		*status = wait_for(pid);
	}
	(void)close(ends[0]);
	if (rc != 0) {
		return sqlembic_fail(err, SQLEMBIC_E_FAILED, "%s cannot be started: %s", arguments[0],
				     strerror(rc));
	}
	return out->failed ? sqlembic_fail_memory(err) : 0;
}
