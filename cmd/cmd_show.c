/* cmd_show.c: sqlembic show. */
#include "cmd.h"
#include "listing.h"
#include "lists.h"

struct show_args {
	const char *revision;
};

static const struct opt arguments[] = {
	OPT_ARG_TEXT("rev", struct show_args, revision,
		     "An id or the beginning of one, head, heads, current, a branch label, label@head",
		     HINT_REVISION),
	OPT_ROW_END,
};

static int run(struct app *app, const void *data, struct sqlembic_error *err)
{
	const struct show_args *args = data;
	sqlembic *ctx = NULL;
	struct sqlembic_revisions revisions = { NULL, 0 };
	int rc = app_context(app, &ctx, err);
	if (rc == 0)
		rc = sqlembic_show(ctx, args->revision, &revisions, err);
	return rc < 0 ? rc : lists_print(app, &revisions, listing_entry, err);
}

const struct command command_show = {
	.name = "show",
	.brief = "Print all that is known of a revision",
	.arguments = arguments,
	.args_size = sizeof(struct show_args),
	.run = run,
};
