/* cmd_merge.c: sqlembic merge. */
#include "cmd.h"
#include "create.h"

struct merge_args {
	struct create_args create;
	struct opt_list revisions;
};

static const struct opt options[] = {
	OPT_ROW_TEXT('m', "message", struct merge_args, create.message, "TEXT",
		     "What it is for, one line (default: empty message)", HINT_NONE),
	OPT_ROW_TEXT(0, "branch-label", struct merge_args, create.branch_label, "LABEL",
		     "Name of the branch that begins here", HINT_NONE),
	OPT_ROW_TEXT(0, "rev-id", struct merge_args, create.rev_id, "ID",
		     "Use this id instead of a random one", HINT_NONE),
	OPT_ROW_FLAG(0, "splice", struct merge_args, create.splice,
		     "Let it follow revisions that are no heads"),
	OPT_ROW_END,
};

static const struct opt arguments[] = {
	OPT_ARG_LIST("revisions", struct merge_args, revisions, "Revisions to merge, or heads for all heads",
		     HINT_TARGET, false),
	OPT_ROW_END,
};

static int run(struct app *app, const void *data, struct sqlembic_error *err)
{
	const struct merge_args *args = data;
	const struct sqlembic_new_revision revision = {
		.size = sizeof(revision),
		.message = args->create.message,
		.heads = args->revisions.items,
		.nheads = args->revisions.n,
		.splice = args->create.splice,
		.branch_label = args->create.branch_label,
		.rev_id = args->create.rev_id,
	};
	return create_revision(app, &revision, err);
}

const struct command command_merge = {
	.name = "merge",
	.brief = "Write a revision that joins branches",
	.about = "The new revision follows all the revisions named. Its scripts may stay empty.",
	.examples = "sqlembic merge -m \"merge ae1 and 27c\" ae1 27c\n"
		    "sqlembic merge heads",
	.options = options,
	.arguments = arguments,
	.args_size = sizeof(struct merge_args),
	.streams = true,
	.run = run,
};
