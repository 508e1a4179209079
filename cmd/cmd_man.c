/* cmd_man.c: sqlembic __man, from which the manual page is made when the program is built. */
#include "cmd.h"
#include "man.h"

static int run(struct app *app, const void *args, struct sqlembic_error *err)
{
	(void)args;
	struct sqlembic_buf text = SQLEMBIC_BUF_INIT;
	man_render(&text);
	return app_print(app, &text, err);
}

const struct command command_man = {
	.name = "__man",
	.brief = "Print the manual page",
	.arguments = commands_no_arguments,
	.hidden = true,
	.run = run,
};
