/* cmd_revision.c: sqlembic revision. */
#include "ask.h"
#include "cmd.h"
#include "create.h"
#include "sqlembic/error.h"

struct revision_args {
	struct create_args create;
	const char *version_path, *transaction, *from;
	bool autogenerate, empty, unproven, sql, irreversible;
	struct opt_list head, depends_on, rename;
};

static const struct opt options[] = {
	OPT_ROW_TEXT('m', "message", struct revision_args, create.message, "TEXT",
		     "What it does, one line (default: empty message)", HINT_NONE),
	OPT_ROW_FLAG(
		0, "autogenerate", struct revision_args, autogenerate,
		"Write the scripts by comparing the database with target_metadata, and prove them first"),
	OPT_ROW_TEXT(0, "from", struct revision_args, from, "SCHEMA",
		     "With --autogenerate: compare another schema than the database's: history is what all "
		     "revisions build in a scratch database",
		     HINT_NONE),
	OPT_ROW_FLAG(0, "empty", struct revision_args, empty,
		     "With --autogenerate: write the files also where nothing differs"),
	OPT_ROW_FLAG(0, "unproven", struct revision_args, unproven,
		     "With --autogenerate: write the files also where their proof fails, with a warning"),
	OPT_ROW_LIST(0, "rename", struct revision_args, rename, "OLD=NEW",
		     "With --autogenerate: a table, or as TABLE.COLUMN=NEW a column, that has another name "
		     "now; may be repeated",
		     HINT_NONE),
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
	OPT_ROW_TEXT(
		0, "transaction", struct revision_args, transaction, "MODE",
		"Of both scripts: on, off (statement by statement, as for CREATE INDEX CONCURRENTLY), own",
		HINT_NONE),
	OPT_ROW_END,
};

static int check_options(const struct revision_args *args, struct sqlembic_error *err)
{
	const struct {
		const char *name;
		bool given;
	} needing[] = { { "--from", args->from != NULL },
			{ "--empty", args->empty },
			{ "--unproven", args->unproven },
			{ "--rename", args->rename.n > 0 } };
	if (args->autogenerate && args->sql)
		return sqlembic_fail(err, SQLEMBIC_E_FAILED, "--sql and --autogenerate exclude each other");
	if (args->sql) {
		(void)sqlembic_fail(err, SQLEMBIC_E_FAILED,
				    "--sql means nothing here: a revision is SQL already");
		return sqlembic_fail_hint(err, "leave --sql out; upgrade --sql prints a script");
	}
	for (size_t i = 0; i < sizeof(needing) / sizeof(needing[0]); i++)
		if (needing[i].given && !args->autogenerate)
			return sqlembic_fail(err, SQLEMBIC_E_USAGE, "%s needs --autogenerate",
					     needing[i].name);
	return 0;
}

static int ask_rename(void *payload, const char *question, const char *rename)
{
	(void)rename;
	return ask_yes(payload, question);
}

static int run(struct app *app, const void *data, struct sqlembic_error *err)
{
	const struct revision_args *args = data;
	int rc = check_options(args, err);
	if (rc < 0)
		return rc;
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
		.transaction = args->transaction,
		.autogenerate = args->autogenerate,
		.empty = args->empty,
		.unproven = args->unproven,
		.from = args->from,
		.renames = args->rename.items,
		.nrenames = args->rename.n,
		.ask_rename = ask_is_possible(app) ? ask_rename : NULL,
		.ask_payload = app,
	};
	return create_revision(app, &revision, err);
}

const struct command command_revision = {
	.name = "revision",
	.brief = "Write the two scripts of a new revision",
	.about = "Makes <id>_<message>.up.sql and .down.sql from the templates in the script directory. With "
		 "--json the last line printed describes the revision and has the paths of both.\n\n"
		 "With --autogenerate the database, which must be at its heads, is compared with the schema "
		 "that target_metadata names. The scripts are tried in a scratch database before they are "
		 "written: up leads to the target, down leads back, and rows of what is kept are kept. Where "
		 "nothing differs no file is written.",
	.examples = "sqlembic revision -m \"create account table\"\n"
		    "sqlembic revision --autogenerate -m \"add email to account\"\n"
		    "sqlembic revision -m \"start of a branch\" --head base --branch-label networking",
	.options = options,
	.arguments = commands_no_arguments,
	.args_size = sizeof(struct revision_args),
	.streams = true,
	.run = run,
};
