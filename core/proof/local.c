/* local.c: see local.h. */
#include "proof/local.h"

#include <errno.h>
#include <fcntl.h>
#include <glob.h>
#include <grp.h>
#include <pwd.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/fs.h"
#include "sqlembic/error.h"

#define DIRECTORY_PREFIX "sqlembic_server_"
#define NAP_MS           20
#define WORDS_MAX        32
#define ACCOUNT_SIZE     4096

/* ---- programs ---- */

static const char *find_in_path(struct arena *arena, const char *program, const char *path)
{
	while (path && *path) {
		size_t length = strcspn(path, ":");
		const char *directory = arena_copy(arena, path, length);
		const char *name = directory && *directory ? arena_printf(arena, "%s/%s", directory, program)
							   : NULL;
		if (name && access(name, X_OK) == 0)
			return directory;
		path += length + (path[length] == ':');
	}
	return NULL;
}

/* Of several versions the highest. */
static const char *find_in_places(struct arena *arena, const struct sqlembic_local_server *server)
{
	const char *best = NULL;
	for (const char *const *place = server->places; place && *place; place++) {
		glob_t found;
		const char *pattern = arena_printf(arena, "%s/%s", *place, server->program);
		if (!pattern || glob(pattern, 0, NULL, &found) != 0)
			continue;
		for (size_t i = 0; i < found.gl_pathc; i++) {
			const char *directory = fs_directory(arena, found.gl_pathv[i]);
			if (directory && access(found.gl_pathv[i], X_OK) == 0 &&
			    (!best || strverscmp(directory, best) > 0))
				best = directory;
		}
		globfree(&found);
	}
	return best;
}

static int find_program(const struct sqlembic_local_server **out, const char **bin,
			const struct sqlembic_local_server *servers, const char *path, struct arena *arena,
			struct sqlembic_error *err)
{
	for (*out = servers; (*out)->program; (*out)++) {
		*bin = find_in_path(arena, (*out)->program, path);
		if (!*bin)
			*bin = find_in_places(arena, *out);
		/* PATH may name it from the caller's directory, which the program does not run in. */
		if (*bin)
			return (*bin = fs_absolute(arena, *bin)) ? 0 : sqlembic_fail_memory(err);
	}
	(void)sqlembic_fail(err, SQLEMBIC_E_FAILED, "scratch_url = local: the program %s is not installed",
			    servers->program);
	return sqlembic_fail_hint(err, "install the server, or let scratch_url name one that runs");
}

/* ---- commands ---- */

static const char *fill(struct arena *arena, const char *text, const char *directory, const char *bin)
{
	struct sqlembic_buf out = SQLEMBIC_BUF_INIT;
	while (*text) {
		if (strncmp(text, "{dir}", 5) == 0 || strncmp(text, "{bin}", 5) == 0) {
			sqlembic_buf_puts(&out, text[1] == 'd' ? directory : bin);
			text += 5;
		} else {
			sqlembic_buf_putc(&out, *text++);
		}
	}
	const char *filled = out.failed ? NULL : arena_dup(arena, sqlembic_buf_text(&out));
	sqlembic_buf_release(&out);
	return filled;
}

struct command {
	const char *words[WORDS_MAX];
	const struct passwd *account; /* NULL: we run it ourselves */
	const char *directory;
	int output;
	int stop;
	pid_t parent;
};

/* Between fork() and exec() in a process that may have threads: nothing here takes a lock or memory. */
static void become(const struct command *command)
{
	const struct passwd *account = command->account;
	sigset_t none;
	/* The threads of a run for many databases leave signals to the others. */
	(void)sigemptyset(&none);
	(void)sigprocmask(SIG_SETMASK, &none, NULL);
	(void)setpgid(0, 0);
	if (account && (setgroups(0, NULL) < 0 || setgid(account->pw_gid) < 0 || setuid(account->pw_uid) < 0))
		_exit(126);
	/* The account may not enter the caller's directory; a program that finds itself there says so before all else. */
	if (chdir(command->directory) < 0)
		_exit(126);
	/* No signal comes of a parent that had ended before. */
	if (prctl(PR_SET_PDEATHSIG, command->stop) < 0 || getppid() != command->parent)
		_exit(126);
	(void)dup2(command->output, STDOUT_FILENO);
	(void)dup2(command->output, STDERR_FILENO);
	if (command->words[0])
		(void)execv(command->words[0], (char *const *)(uintptr_t)command->words);
	_exit(127);
}

static pid_t begin(const struct command *command, struct sqlembic_error *err)
{
	pid_t pid = fork();
	if (pid == 0)
		become(command);
	if (pid < 0)
		(void)sqlembic_fail(err, SQLEMBIC_E_FAILED, "no process can be started: %s", strerror(errno));
	return pid;
}

static void end(pid_t pid, int number)
{
	(void)kill(pid, number);
	while (waitpid(pid, NULL, 0) < 0 && errno == EINTR)
		continue;
}

static int describe_command(struct command *out, const char *const *words, const struct local *local,
			    const char *bin, struct arena *arena, struct sqlembic_error *err)
{
	size_t n = 0;
	for (; words[n] && n + 1 < WORDS_MAX; n++)
		if (!(out->words[n] = fill(arena, words[n], local->directory.path, bin)))
			return sqlembic_fail_memory(err);
	out->words[n] = NULL;
	out->directory = local->directory.path;
	out->stop = local->server->stop;
	out->parent = getpid();
	return 0;
}

/* ---- the directory ---- */

/* In the arena: of many databases several threads may ask at once. */
static const struct passwd *look_up(struct arena *arena, const char *name)
{
	struct passwd *account = arena_alloc(arena, 1, sizeof(*account)), *found = NULL;
	char *text = arena_alloc(arena, ACCOUNT_SIZE, 1);
	return account && text && getpwnam_r(name, account, text, ACCOUNT_SIZE, &found) == 0 ? found : NULL;
}

static const struct passwd *find_account(const struct sqlembic_local_server *server, struct arena *arena)
{
	if (geteuid() != 0)
		return NULL;
	const struct passwd *account = look_up(arena, server->account);
	return account ? account : look_up(arena, "nobody");
}

static int make_directory(struct local *out, const struct passwd *account, struct arena *arena,
			  struct sqlembic_error *err)
{
	if (tempdir_make(&out->directory, arena, P_tmpdir, DIRECTORY_PREFIX, err) < 0)
		return sqlembic_fail_hint(err,
					  "see that %s is there and has room, and that the user who runs the "
					  "command may write there",
					  P_tmpdir);
	const char *path = out->directory.path;
	if (account && chown(path, account->pw_uid, account->pw_gid) < 0)
		return sqlembic_fail(err, SQLEMBIC_E_FAILED, "%s cannot be given to %s: %s", path,
				     account->pw_name, strerror(errno));
	return 0;
}

/* ---- starting ---- */

/* `env` and what it sets stand ahead of the program that a user knows. */
static const char *name_program(const char *const *words)
{
	while (words[1] && (strchr(words[0], '=') || strcmp(fs_basename(words[0]), "env") == 0))
		words++;
	return fs_basename(words[0]);
}

static bool tells_of_error(const char *line)
{
	return strstr(line, "ERROR") || strstr(line, "FATAL") || strstr(line, "error:");
}

static bool is_progress(const char *line)
{
	size_t length = strlen(line);
	return length >= 3 && strcmp(line + length - 3, "...") == 0;
}

/* The first line that tells of an error, else the first one at all: what follows are its consequences, and advice. */
static const char *find_reason(char *log)
{
	char *rest = NULL, *first = NULL;
	for (char *line = strtok_r(log, "\n", &rest); line; line = strtok_r(NULL, "\n", &rest)) {
		if (tells_of_error(line))
			return line;
		if (!first && !is_progress(line))
			first = line;
	}
	return first;
}

static int fail_program(const struct local *local, const char *program, struct arena *arena,
			struct sqlembic_error *err)
{
	struct sqlembic_buf said = SQLEMBIC_BUF_INIT;
	struct sqlembic_error unheard;
	const char *log = arena_printf(arena, "%s/log", local->directory.path);
	(void)sqlembic_fail(err, SQLEMBIC_E_FAILED, "scratch_url = local: %s has failed", program);
	if (log && fs_read(&said, log, NULL, &unheard) == 0 && said.len > 0) {
		const char *reason = find_reason(said.ptr);
		(void)sqlembic_fail_detail(err, "%s", reason ? reason : "it said nothing");
	}
	sqlembic_buf_release(&said);
	(void)sqlembic_fail_state(err, "the database was not touched");
	return sqlembic_fail_hint(err,
				  "mend what keeps the server from starting, or let scratch_url name one "
				  "that runs");
}

static int wait_for_end(pid_t pid, int stop, const struct caller *caller, struct sqlembic_error *err)
{
	int status = 0;
	while (waitpid(pid, &status, WNOHANG) == 0) {
		if (caller_is_cancelled(caller)) {
			end(pid, stop);
			return sqlembic_fail(err, SQLEMBIC_E_INTERRUPTED, "interrupted");
		}
		caller_nap(caller, NAP_MS);
	}
	return WIFEXITED(status) && WEXITSTATUS(status) == 0 ? 0 : SQLEMBIC_E_FAILED;
}

static bool takes_connections(const char *path)
{
	struct sockaddr_un address = { .sun_family = AF_UNIX };
	if (strlen(path) >= sizeof(address.sun_path))
		return false;
	memcpy(address.sun_path, path, strlen(path) + 1);
	int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
	bool is_taken = fd >= 0 && connect(fd, (const struct sockaddr *)&address, sizeof(address)) == 0;
	if (fd >= 0)
		(void)close(fd);
	return is_taken;
}

/* Ends when the socket is there, or the server is not. */
static int wait_until_ready(struct local *local, const char *socket, const struct caller *caller,
			    struct arena *arena, struct sqlembic_error *err)
{
	while (!takes_connections(socket)) {
		if (caller_is_cancelled(caller))
			return sqlembic_fail(err, SQLEMBIC_E_INTERRUPTED, "interrupted");
		if (waitpid(local->pid, NULL, WNOHANG) == local->pid) {
			local->pid = 0;
			return fail_program(local, local->server->program, arena, err);
		}
		caller_nap(caller, NAP_MS);
	}
	return 0;
}

static int start_in_directory(struct local *local, const char *bin, const struct passwd *account,
			      const struct caller *caller, struct arena *arena, struct sqlembic_error *err)
{
	const struct sqlembic_local_server *server = local->server;
	struct command prepare = { .account = account }, serve = { .account = account };
	const char *log = arena_printf(arena, "%s/log", local->directory.path);
	const char *socket = fill(arena, server->socket, local->directory.path, bin);
	local->url = fill(arena, server->url, local->directory.path, bin);
	if (!log || !socket || !local->url)
		return sqlembic_fail_memory(err);
	int output = open(log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW, 0600);
	prepare.output = serve.output = output;
	int rc = output < 0
			 ? sqlembic_fail(err, SQLEMBIC_E_FAILED, "cannot write %s: %s", log, strerror(errno))
			 : describe_command(&prepare, server->prepare, local, bin, arena, err);
	if (rc == 0)
		rc = describe_command(&serve, server->serve, local, bin, arena, err);
	if (rc == 0) {
		pid_t pid = begin(&prepare, err);
		rc = pid < 0 ? err->code : wait_for_end(pid, server->stop, caller, err);
		if (rc == SQLEMBIC_E_FAILED && pid > 0)
			rc = fail_program(local, name_program(prepare.words), arena, err);
	}
	if (rc == 0 && (local->pid = begin(&serve, err)) < 0)
		rc = err->code;
	if (output >= 0)
		(void)close(output);
	return rc == 0 ? wait_until_ready(local, socket, caller, arena, err) : rc;
}

int local_start(struct local *out, const struct sqlembic_local_server *servers, const char *path,
		const struct caller *caller, struct arena *arena, struct sqlembic_error *err)
{
	const char *bin;
	*out = (struct local){ 0 };
	/* A directory whose run is no more is nobody's: its server has ended with it. */
	tempdir_clear(P_tmpdir, DIRECTORY_PREFIX);
	int rc = find_program(&out->server, &bin, servers, path, arena, err);
	if (rc < 0) {
		out->server = NULL;
		return rc;
	}
	const struct passwd *account = find_account(out->server, arena);
	rc = make_directory(out, account, arena, err);
	if (rc == 0)
		rc = start_in_directory(out, bin, account, caller, arena, err);
	if (rc == SQLEMBIC_E_FAILED && !err->hint[0])
		(void)sqlembic_fail_hint(err, "mend that, or let scratch_url name a server that runs");
	return rc;
}

void local_stop(struct local *local)
{
	if (!local->server)
		return;
	if (local->pid > 0)
		end(local->pid, local->server->stop);
	tempdir_remove(&local->directory);
	*local = (struct local){ 0 };
}
