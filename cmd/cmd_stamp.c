/* cmd_stamp.c: sqlembic stamp. */
#include "cmd.h"
#include "move.h"
#include "move_many.h"

struct stamp_args {
	struct many_args many;
	bool sql, purge, create_schema;
	const char *tag, *wait;
	struct opt_list revisions;
};

static const struct opt options[] = {
	OPT_ROW_FLAG(0, "sql", struct stamp_args, sql,
		     "Connect to nothing: print the SQL script that would do it"),
	OPT_ROW_TEXT(0, "tag", struct stamp_args, tag, "TEXT",
		     "Text that is stored with the run in the log table", HINT_NONE),
	OPT_ROW_FLAG(0, "purge", struct stamp_args, purge,
		     "Empty the version table first, whatever is in it"),
	OPT_ROW_TEXT(0, "wait", struct stamp_args, wait, "TIME", MOVE_WAIT_HELP, HINT_NONE),
	MOVE_ROW_CREATE_SCHEMA(struct stamp_args),
	MANY_ROWS(struct stamp_args),
	MOVE_ROW_OUTPUT(struct stamp_args),
	OPT_ROW_END,
};

static const struct opt arguments[] = {
	OPT_ARG_LIST("revisions", struct stamp_args, revisions,
		     "Revisions to record, or heads for all heads, or base for none", HINT_TARGET, false),
	OPT_ROW_END,
};

static int run_many(struct app *app, const struct stamp_args *args, const struct sqlembic_run_options *given,
		    struct sqlembic_error *err)
{
	struct move_many many = { .direction = SQLEMBIC_STAMP,
				  .revisions = args->revisions.items,
				  .nrevisions = args->revisions.n,
				  .options = *given,
				  .sql = args->sql,
				  .create_schema = args->create_schema };
	many.options.write = NULL;
	many.options.after = NULL;
	return move_many(app, &args->many, &many, err);
}

static int run(struct app *app, const void *data, struct sqlembic_error *err)
{
	const struct stamp_args *args = data;
	struct sqlembic_run_options run_options = move_options_for(app, args->sql, args->tag);
	run_options.purge = args->purge;
	move_create_schema(app, args->create_schema);
	sqlembic *ctx = NULL;
	bool is_many = false;
	int rc = move_wait(&run_options.wait_ms, args->wait, args->sql, err);
	if (rc == 0)
		rc = many_wanted(&is_many, &args->many, err);
	if (rc == 0 && is_many)
		return run_many(app, args, &run_options, err);
	if (rc == 0)
		rc = app_context(app, &ctx, err);
	if (rc == 0)
		rc = sqlembic_stamp(ctx, args->revisions.items, args->revisions.n, &run_options, err);
	return move_done(app, SQLEMBIC_STAMP, rc, args->sql, err);
}

const struct command command_stamp = {
	.name = "stamp",
	.brief = "Record that the database is at a revision, without running scripts",
	.about = "Only the version table is written. For a database that was built by other means, or to "
		 "repair the version table after work by hand.",
	.examples = "sqlembic stamp head\n"
		    "sqlembic stamp --purge 1975ea83b712",
	.options = options,
	.arguments = arguments,
	.args_size = sizeof(struct stamp_args),
	.streams = true,
	.run = run,
};
