/* cmd_help.c: sqlembic help. */
#include "cmd.h"
#include "help.h"

struct help_args {
	const char *command;
};

static const struct opt arguments[] = {
	OPT_ARG_OPTIONAL("command", struct help_args, command, "A command; none: the list of them",
			 HINT_COMMAND),
	OPT_ROW_END,
};

static int run(struct app *app, const void *data, struct sqlembic_error *err)
{
	const struct help_args *args = data;
	const struct command *command = NULL;
	struct sqlembic_buf text = SQLEMBIC_BUF_INIT;
	if (args->command && !(command = commands_find(args->command, err)))
		return SQLEMBIC_E_USAGE;
	if (command)
		help_command(&text, command, app_text_width(app));
	else
		help_program(&text, app_text_width(app));
	return app_print(app, &text, err);
}

const struct command command_help = {
	.name = "help",
	.brief = "Print the help of a command, as --help does",
	.examples = "sqlembic help upgrade",
	.arguments = arguments,
	.args_size = sizeof(struct help_args),
	.run = run,
};
