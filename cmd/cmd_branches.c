/* cmd_branches.c: sqlembic branches. */
#include "cmd.h"
#include "listing.h"
#include "tojson.h"

struct branches_args {
	bool verbose;
};

static const struct opt options[] = {
	OPT_ROW_FLAG('v', "verbose", struct branches_args, verbose,
		     "Print all that is known of each branch point, and messages"),
	OPT_ROW_END,
};

static void branch(struct sqlembic_buf *out, sqlembic *ctx, const struct sqlembic_revision *point,
		   bool verbose)
{
	if (verbose)
		listing_entry(out, point);
	else
		listing_branch_point(out, point);
	for (size_t i = 0; i < point->nchildren; i++) {
		const struct sqlembic_revision *child = sqlembic_find(ctx, point->children[i]);
		if (child)
			listing_branch_child(out, point, child, verbose);
	}
	sqlembic_buf_putc(out, '\n');
}

static int run(struct app *app, const void *data, struct sqlembic_error *err)
{
	const struct branches_args *args = data;
	sqlembic *ctx = NULL;
	struct sqlembic_revisions points = { NULL, 0 };
	int rc = app_context(app, &ctx, err);
	if (rc == 0)
		rc = sqlembic_branches(ctx, &points, err);
	if (rc < 0)
		return rc;
	struct sqlembic_buf text = SQLEMBIC_BUF_INIT;
	if (app->globals.json)
		tojson_document(&text, tojson_revisions(&points), 0);
	for (size_t i = 0; !app->globals.json && i < points.n; i++)
		branch(&text, ctx, points.items[i], args->verbose);
	return app_print(app, &text, err);
}

const struct command command_branches = {
	.name = "branches",
	.brief = "List the revisions that more than one other follows",
	.about = "Reads the script directory only.",
	.options = options,
	.arguments = commands_no_arguments,
	.args_size = sizeof(struct branches_args),
	.run = run,
};
