/* cmd_history.c: sqlembic history. */
#include <unistd.h>

#include "cmd.h"
#include "graph_text.h"
#include "lanes.h"
#include "listing.h"
#include "lists.h"
#include "sqlembic/error.h"

struct history_args {
	const char *range;
	bool verbose, indicate_current, graph;
};

static const struct opt options[] = {
	OPT_ROW_TEXT(
		'r', "rev-range", struct history_args, range, "START:END",
		"Only revisions from START to END; either may be left out, relative (-3:current) or current",
		HINT_RANGE),
	OPT_ROW_FLAG('v', "verbose", struct history_args, verbose, LISTS_VERBOSE_HELP),
	OPT_ROW_FLAG('i', "indicate-current", struct history_args, indicate_current,
		     "Ask the database and mark its revisions with (current)"),
	OPT_ROW_FLAG('g', "graph", struct history_args, graph,
		     "Draw the lines from revisions to those that they come after"),
	OPT_ROW_END,
};

static int draw(struct app *app, const struct sqlembic_revisions *revisions, lists_render_fn *render,
		struct sqlembic_error *err)
{
	struct term term = term_probe(STDOUT_FILENO, app->getenv);
	const struct graph_text_style style = { .unicode = term_is_utf8(app->getenv),
						.colour = term.colour,
						.width = term.width };
	struct sqlembic_buf text = SQLEMBIC_BUF_INIT;
	struct lanes lanes;
	int rc = lanes_place(&lanes, revisions, err);
	if (rc == 0)
		graph_text(&text, &lanes, &style, render);
	lanes_release(&lanes);
	return rc == 0 ? app_print(app, &text, err) : rc;
}

static int run(struct app *app, const void *data, struct sqlembic_error *err)
{
	const struct history_args *args = data;
	sqlembic *ctx = NULL;
	struct sqlembic_revisions revisions = { NULL, 0 };
	if (args->graph && app->globals.json)
		return sqlembic_fail(err, SQLEMBIC_E_USAGE, "--graph is for people: --json has no drawing");
	int rc = app_context(app, &ctx, err);
	if (rc == 0)
		rc = sqlembic_history(ctx, args->range, args->indicate_current, &revisions, err);
	if (rc == 0 && revisions.n == 0)
		lists_say_empty(app, ctx);
	if (rc < 0)
		return rc;
	if (args->graph)
		return draw(app, &revisions, args->verbose ? listing_entry_marked : listing_point, err);
	return lists_print(app, &revisions, args->verbose ? listing_entry_marked : listing_history, err);
}

const struct command command_history = {
	.name = "history",
	.brief = "List revisions, newest first",
	.about = "Reads the script directory only, unless -i or a range with \"current\" asks for the "
		 "database.",
	.examples = "sqlembic history -i\n"
		    "sqlembic history --graph -i\n"
		    "sqlembic history -r ae10:head\n"
		    "sqlembic history -r-3:current",
	.options = options,
	.arguments = commands_no_arguments,
	.args_size = sizeof(struct history_args),
	.run = run,
};
