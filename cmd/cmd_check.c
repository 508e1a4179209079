/* cmd_check.c: sqlembic check, which compares schemas and so waits for a release that can. */
#include "cmd.h"
#include "sqlembic/error.h"

static int run(struct app *app, const void *args, struct sqlembic_error *err)
{
	(void)app;
	(void)args;
	(void)sqlembic_fail(
		err, SQLEMBIC_E_FAILED,
		"check compares the database with a wanted schema, which this release cannot do yet");
	return sqlembic_fail_hint(err, "sqlembic current --check-heads tells whether scripts are pending");
}

const struct command command_check = {
	.name = "check",
	.brief = "Tell whether the schema differs from the wanted one (not in this release)",
	.about =
		"Schema comparison is not part of this release: the command says so and exits with status 1.",
	.arguments = commands_no_arguments,
	.run = run,
};
