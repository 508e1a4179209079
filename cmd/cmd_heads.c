/* cmd_heads.c: sqlembic heads. */
#include "cmd.h"
#include "listing.h"
#include "lists.h"

struct heads_args {
	bool verbose, resolve_dependencies;
};

static const struct opt options[] = {
	OPT_ROW_FLAG('v', "verbose", struct heads_args, verbose, LISTS_VERBOSE_HELP),
	OPT_ROW_FLAG(0, "resolve-dependencies", struct heads_args, resolve_dependencies,
		     "Leave out heads that another revision depends on"),
	OPT_ROW_END,
};

static int run(struct app *app, const void *data, struct sqlembic_error *err)
{
	const struct heads_args *args = data;
	sqlembic *ctx = NULL;
	struct sqlembic_revisions heads = { NULL, 0 };
	int rc = app_context(app, &ctx, err);
	if (rc == 0)
		rc = sqlembic_heads(ctx, args->resolve_dependencies, &heads, err);
	if (rc == 0 && heads.n == 0)
		lists_say_empty(app, ctx);
	return rc < 0 ? rc : lists_print(app, &heads, args->verbose ? listing_entry : listing_head, err);
}

const struct command command_heads = {
	.name = "heads",
	.brief = "List the revisions that no other follows",
	.about = "Reads the script directory only.",
	.options = options,
	.arguments = commands_no_arguments,
	.args_size = sizeof(struct heads_args),
	.run = run,
};
