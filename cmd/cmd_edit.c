/* cmd_edit.c: sqlembic edit.  The editor is run without a shell; its name may carry arguments ("code -w"). */
#include "cmd.h"

#include <errno.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "sqlembic/error.h"

struct edit_args {
	const char *revision;
};

static const struct opt arguments[] = {
	OPT_ARG_TEXT("rev", struct edit_args, revision,
		     "An id or the beginning of one, head, heads, current, a branch label, label@head",
		     HINT_REVISION),
	OPT_ROW_END,
};

/* Words of a command line and the files behind them. */
struct argv {
	char **items; /* ends with NULL */
	size_t n;
	char *text; /* the editor's words, cut apart */
};

static int argv_build(struct argv *argv, const char *editor, const struct sqlembic_revisions *revisions,
		      struct sqlembic_error *err)
{
	size_t most = strlen(editor) / 2 + 1 + 2 * revisions->n + 1;
	argv->items = calloc(most, sizeof(*argv->items));
	argv->text = strdup(editor);
	if (!argv->items || !argv->text)
		return sqlembic_fail_memory(err);
	char *rest = NULL;
	for (char *word = strtok_r(argv->text, " \t", &rest); word; word = strtok_r(NULL, " \t", &rest))
		argv->items[argv->n++] = word;
	for (size_t i = 0; i < revisions->n; i++) {
		const struct sqlembic_revision *revision = revisions->items[i];
		argv->items[argv->n++] = (char *)revision->up_path;
		if (revision->down_path)
			argv->items[argv->n++] = (char *)revision->down_path;
	}
	return 0;
}

/* Starts a program with the signals that we ignore or catch set back; 0 or an errno. */
static int start(pid_t *pid, char *const *argv)
{
	extern char **environ;
	posix_spawnattr_t attributes;
	sigset_t defaults;
	int rc = posix_spawnattr_init(&attributes);
	if (rc)
		return rc;
	(void)sigemptyset(&defaults);
	(void)sigaddset(&defaults, SIGINT);
	(void)sigaddset(&defaults, SIGQUIT);
	(void)posix_spawnattr_setsigdefault(&attributes, &defaults);
	(void)posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGDEF);
	rc = posix_spawnp(pid, argv[0], NULL, &attributes, argv, environ);
	(void)posix_spawnattr_destroy(&attributes);
	return rc;
}

/* Runs a program to its end.  Meanwhile the terminal's interrupt key is the program's. */
static int run_program(int *status, char *const *argv)
{
	struct sigaction ignore = { .sa_handler = SIG_IGN }, interrupt, quit;
	(void)sigaction(SIGINT, &ignore, &interrupt);
	(void)sigaction(SIGQUIT, &ignore, &quit);
	pid_t pid = 0;
	int rc = start(&pid, argv);
	while (rc == 0 && waitpid(pid, status, 0) < 0)
		if (errno != EINTR)
			rc = errno;
	(void)sigaction(SIGINT, &interrupt, NULL);
	(void)sigaction(SIGQUIT, &quit, NULL);
	return rc;
}

/* Returns SQLEMBIC_OK, an error, or 1 when there is no such program. */
static int try_editor(const char *editor, const struct sqlembic_revisions *revisions,
		      struct sqlembic_error *err)
{
	struct argv argv = { 0 };
	int status = 0;
	int rc = argv_build(&argv, editor, revisions, err);
	int reason = rc < 0 ? 0 : run_program(&status, argv.items);
	if (rc < 0)
		goto done;
	/* glibc's posix_spawn reports a missing program itself; 127 is what other libraries leave of it. */
	if (reason == ENOENT || (reason == 0 && WIFEXITED(status) && WEXITSTATUS(status) == 127))
		rc = 1;
	else if (reason)
		rc = sqlembic_fail(err, SQLEMBIC_E_FAILED, "cannot run the editor '%s': %s", editor,
				   strerror(reason));
	else if (WIFSIGNALED(status))
		rc = sqlembic_fail(err, SQLEMBIC_E_FAILED, "the editor '%s' was killed by signal %d", editor,
				   WTERMSIG(status));
	else if (WEXITSTATUS(status))
		rc = sqlembic_fail(err, SQLEMBIC_E_FAILED, "the editor '%s' exited with status %d", editor,
				   WEXITSTATUS(status));
done:
	free(argv.items);
	free(argv.text);
	return rc;
}

static int edit(struct app *app, const struct sqlembic_revisions *revisions, struct sqlembic_error *err)
{
	static const char *const variables[] = { "EDITOR", "VISUAL" };
	static const char *const editors[] = { "sensible-editor", "editor", "nano", "vim", "code" };
	for (size_t i = 0; i < sizeof(variables) / sizeof(*variables); i++) {
		const char *editor = app->getenv(variables[i]);
		if (!editor || !editor[strspn(editor, " \t")])
			continue;
		int rc = try_editor(editor, revisions, err);
		if (rc <= 0)
			return rc;
		(void)sqlembic_fail(err, SQLEMBIC_E_FAILED, "there is no program '%s'", editor);
		return sqlembic_fail_hint(err, "set %s to an editor that is installed", variables[i]);
	}
	for (size_t i = 0; i < sizeof(editors) / sizeof(*editors); i++) {
		int rc = try_editor(editors[i], revisions, err);
		if (rc <= 0)
			return rc;
	}
	(void)sqlembic_fail(err, SQLEMBIC_E_FAILED, "no editor found");
	return sqlembic_fail_hint(err, "set EDITOR or VISUAL to the editor's name");
}

static int run(struct app *app, const void *data, struct sqlembic_error *err)
{
	const struct edit_args *args = data;
	sqlembic *ctx = NULL;
	struct sqlembic_revisions revisions = { NULL, 0 };
	int rc = app_context(app, &ctx, err);
	if (rc == 0)
		rc = sqlembic_show(ctx, args->revision, &revisions, err);
	if (rc < 0)
		return rc;
	if (revisions.n == 0) {
		(void)sqlembic_fail(err, SQLEMBIC_E_FAILED,
				    "'%s' stands for no revision, so there is no file", args->revision);
		return sqlembic_fail_hint(err, "sqlembic history lists the revisions");
	}
	return edit(app, &revisions, err);
}

const struct command command_edit = {
	.name = "edit",
	.brief = "Open a revision's scripts in an editor",
	.about = "The editor is $EDITOR, else $VISUAL, else the first of sensible-editor, editor, nano, vim "
		 "and code that is installed. It is started without a shell; EDITOR may hold arguments "
		 "(\"code -w\").",
	.examples = "sqlembic edit head",
	.arguments = arguments,
	.args_size = sizeof(struct edit_args),
	.run = run,
};
