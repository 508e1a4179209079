/* cmd_downgrade.c: sqlembic downgrade. */
#include "cmd.h"
#include "move.h"

static int run(struct app *app, const void *args, struct sqlembic_error *err)
{
	return move_run(app, SQLEMBIC_DOWNGRADE, args, err);
}

const struct command command_downgrade = {
	.name = "downgrade",
	.brief = "Run down scripts until the database is back at a revision",
	.about = "Undoes everything that was built on the revision; the revision itself stays. A revision "
		 "without a down script cannot be undone: a plan that meets one is refused before anything "
		 "runs.\n\n"
		 "With --json, events are printed as JSON lines while they happen.",
	.examples = "sqlembic downgrade -1\n"
		    "sqlembic downgrade ae10\n"
		    "sqlembic downgrade base\n"
		    "sqlembic downgrade head:base --sql > undo.sql",
	.options = move_options,
	.arguments = move_arguments,
	.args_size = sizeof(struct move_args),
	.streams = true,
	.run = run,
};
