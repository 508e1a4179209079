/* cmd_completion.c: sqlembic completion. */
#include "cmd.h"
#include "complete.h"
#include "sqlembic/error.h"

struct completion_args {
	const char *shell;
};

static const struct opt arguments[] = {
	OPT_ARG_TEXT("shell", struct completion_args, shell, "bash, zsh or fish", HINT_SHELL),
	OPT_ROW_END,
};

static int run(struct app *app, const void *data, struct sqlembic_error *err)
{
	const struct completion_args *args = data;
	const char *script = complete_scripts_find(args->shell);
	if (!script)
		return sqlembic_fail(err, SQLEMBIC_E_USAGE, "no completion for '%s': bash, zsh or fish",
				     args->shell);
	struct sqlembic_buf text = SQLEMBIC_BUF_INIT;
	sqlembic_buf_puts(&text, script);
	return app_print(app, &text, err);
}

const struct command command_completion = {
	.name = "completion",
	.brief = "Print a completion script for a shell",
	.about = "The script asks sqlembic itself for commands, options, revisions, branch labels and "
		 "sections.",
	.examples = "source <(sqlembic completion bash)\n"
		    "sqlembic completion zsh > ~/.zfunc/_sqlembic\n"
		    "sqlembic completion fish > ~/.config/fish/completions/sqlembic.fish",
	.arguments = arguments,
	.args_size = sizeof(struct completion_args),
	.run = run,
};
