/* cmd_revision.c: sqlembic revision. */
#include "cmd.h"
#include "create.h"
#include "sqlembic/error.h"

struct revision_args {
	struct create_args create;
	const char *version_path;
	bool autogenerate, sql, irreversible;
	struct opt_list head, depends_on;
};

static const struct opt options[] = {
	OPT_ROW_TEXT('m', "message", struct revision_args, create.message, "TEXT",
		     "What it does, one line (default: empty message)", HINT_NONE),
	OPT_ROW_FLAG(0, "autogenerate", struct revision_args, autogenerate,
		     "Write the scripts by comparing schemas (not in this release)"),
	OPT_ROW_FLAG(0, "sql", struct revision_args, sql,
		     "Accepted for Alembic's sake and always refused: a revision is SQL already"),
	OPT_ROW_LIST(
		0, "head", struct revision_args, head, "REV",
		"What the new revision follows: a head, label@head, or base (default: head); several make a "
		"merge",
		HINT_TARGET),
	OPT_ROW_FLAG(0, "splice", struct revision_args, create.splice,
		     "Let it follow a revision that is no head, which makes a branch"),
	OPT_ROW_TEXT(0, "branch-label", struct revision_args, create.branch_label, "LABEL",
		     "Name of the branch that begins here", HINT_NONE),
	OPT_ROW_TEXT(0, "version-path", struct revision_args, version_path, "DIR",
		     "Which of version_locations to write to", HINT_DIRECTORY),
	OPT_ROW_TEXT(0, "rev-id", struct revision_args, create.rev_id, "ID",
		     "Use this id instead of a random one", HINT_NONE),
	OPT_ROW_LIST(0, "depends-on", struct revision_args, depends_on, "REV",
		     "A revision of another branch that must be applied before; may be repeated",
		     HINT_TARGET),
	OPT_ROW_FLAG(0, "irreversible", struct revision_args, irreversible,
		     "Write no down script: the revision cannot be undone"),
	OPT_ROW_END,
};

static int refuse_comparison(const struct revision_args *args, struct sqlembic_error *err)
{
	if (args->autogenerate && args->sql)
		return sqlembic_fail(err, SQLEMBIC_E_FAILED, "--sql and --autogenerate exclude each other");
	if (args->sql) {
		(void)sqlembic_fail(err, SQLEMBIC_E_FAILED,
				    "--sql means nothing here: a revision is SQL already");
		return sqlembic_fail_hint(err, "leave --sql out; upgrade --sql prints a script");
	}
	(void)sqlembic_fail(err, SQLEMBIC_E_FAILED,
			    "--autogenerate compares the database with a wanted schema, which this release "
			    "cannot do yet");
	return sqlembic_fail_hint(err,
				  "sqlembic revision -m \"...\", then write the up and down scripts by hand");
}

static int run(struct app *app, const void *data, struct sqlembic_error *err)
{
	const struct revision_args *args = data;
	if (args->autogenerate || args->sql)
		return refuse_comparison(args, err);
	const struct sqlembic_new_revision revision = {
		.size = sizeof(revision),
		.message = args->create.message,
		.heads = args->head.n ? args->head.items : NULL,
		.nheads = args->head.n,
		.splice = args->create.splice,
		.branch_label = args->create.branch_label,
		.version_path = args->version_path,
		.rev_id = args->create.rev_id,
		.depends_on = args->depends_on.items,
		.ndepends_on = args->depends_on.n,
		.irreversible = args->irreversible,
	};
	return create_revision(app, &revision, err);
}

const struct command command_revision = {
	.name = "revision",
	.brief = "Write the two scripts of a new revision",
	.about = "Makes <id>_<message>.up.sql and .down.sql from the templates in the script directory. With "
		 "--json "
		 "the last line printed describes the revision and has the paths of both.",
	.examples = "sqlembic revision -m \"create account table\"\n"
		    "sqlembic revision -m \"start of a branch\" --head base --branch-label networking",
	.options = options,
	.arguments = commands_no_arguments,
	.args_size = sizeof(struct revision_args),
	.streams = true,
	.run = run,
};
