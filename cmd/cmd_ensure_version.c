/* cmd_ensure_version.c: sqlembic ensure_version. */
#include "cmd.h"
#include "move.h"

struct ensure_args {
	bool sql, create_schema;
};

static const struct opt options[] = {
	OPT_ROW_FLAG(0, "sql", struct ensure_args, sql,
		     "Connect to nothing: print the SQL script that would do it"),
	MOVE_ROW_CREATE_SCHEMA(struct ensure_args),
	OPT_ROW_END,
};

static int run(struct app *app, const void *data, struct sqlembic_error *err)
{
	const struct ensure_args *args = data;
	const struct sqlembic_run_options run_options = move_options_for(app, args->sql, NULL);
	move_create_schema(app, args->create_schema);
	sqlembic *ctx = NULL;
	int rc = app_context(app, &ctx, err);
	return rc < 0 ? rc : sqlembic_ensure_version(ctx, &run_options, err);
}

const struct command command_ensure_version = {
	.name = "ensure_version",
	.brief = "Create the version table if it is missing",
	.about = "Also creates the log table, unless log_table is empty. Existing tables are left alone.",
	.options = options,
	.arguments = commands_no_arguments,
	.args_size = sizeof(struct ensure_args),
	.streams = true,
	.run = run,
};
