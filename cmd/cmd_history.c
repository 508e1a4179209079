/* cmd_history.c: sqlembic history. */
#include "cmd.h"
#include "listing.h"
#include "lists.h"

struct history_args {
	const char *range;
	bool verbose, indicate_current;
};

static const struct opt options[] = {
	OPT_ROW_TEXT(
		'r', "rev-range", struct history_args, range, "START:END",
		"Only revisions from START to END; either may be left out, relative (-3:current) or current",
		HINT_RANGE),
	OPT_ROW_FLAG('v', "verbose", struct history_args, verbose, LISTS_VERBOSE_HELP),
	OPT_ROW_FLAG('i', "indicate-current", struct history_args, indicate_current,
		     "Ask the database and mark its revisions with (current)"),
	OPT_ROW_END,
};

static int run(struct app *app, const void *data, struct sqlembic_error *err)
{
	const struct history_args *args = data;
	sqlembic *ctx = NULL;
	struct sqlembic_revisions revisions = { NULL, 0 };
	int rc = app_context(app, &ctx, err);
	if (rc == 0)
		rc = sqlembic_history(ctx, args->range, args->indicate_current, &revisions, err);
	if (rc == 0 && revisions.n == 0)
		lists_say_empty(app, ctx);
	return rc < 0 ? rc
		      : lists_print(app, &revisions, args->verbose ? listing_entry_marked : listing_history,
				    err);
}

const struct command command_history = {
	.name = "history",
	.brief = "List revisions, newest first",
	.about = "Reads the script directory only, unless -i or a range with \"current\" asks for the "
		 "database.",
	.examples = "sqlembic history -i\n"
		    "sqlembic history -r ae10:head\n"
		    "sqlembic history -r-3:current",
	.options = options,
	.arguments = commands_no_arguments,
	.args_size = sizeof(struct history_args),
	.run = run,
};
