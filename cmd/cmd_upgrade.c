/* cmd_upgrade.c: sqlembic upgrade. */
#include "cmd.h"
#include "move.h"

static int run(struct app *app, const void *args, struct sqlembic_error *err)
{
	return move_run(app, SQLEMBIC_UPGRADE, args, err);
}

const struct command command_upgrade = {
	.name = "upgrade",
	.brief = "Run up scripts until the database is at a revision",
	.about = "Runs every script that the revision needs and the database does not have, parents first. "
		 "When there is nothing to do, nothing is locked or written.\n\n"
		 "With --json, events are printed as JSON lines while they happen.",
	.examples = "sqlembic upgrade head\n"
		    "sqlembic upgrade head --wait 60s\n"
		    "sqlembic upgrade +1\n"
		    "sqlembic upgrade shoppingcart@head\n"
		    "sqlembic upgrade ae10:head --sql > changes.sql",
	.options = move_options,
	.arguments = move_arguments,
	.args_size = sizeof(struct move_args),
	.streams = true,
	.run = run,
};
