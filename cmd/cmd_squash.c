/* cmd_squash.c: sqlembic squash. */
#include "cmd.h"
#include "quantity.h"
#include "tojson.h"

struct squash_args {
	const char *range, *message, *rev_id;
	bool irreversible, rows;
};

static const struct opt options[] = {
	OPT_ROW_TEXT('m', "message", struct squash_args, message, "TEXT",
		     "What it is, one line (default: squash of FIRST to LAST)", HINT_NONE),
	OPT_ROW_TEXT(0, "rev-id", struct squash_args, rev_id, "ID", "Use this id instead of a random one",
		     HINT_NONE),
	OPT_ROW_FLAG(0, "irreversible", struct squash_args, irreversible,
		     "Write no down script: the revision cannot be undone"),
	OPT_ROW_FLAG(0, "rows", struct squash_args, rows,
		     "Prove that the rows which the scripts insert are the same, too"),
	OPT_ROW_END,
};

static const struct opt arguments[] = {
	OPT_ARG_TEXT("range", struct squash_args, range,
		     "The revisions, FIRST:LAST as for history -r: both ends belong to it", HINT_RANGE),
	OPT_ROW_END,
};

static int run(struct app *app, const void *data, struct sqlembic_error *err)
{
	const struct squash_args *args = data;
	const struct sqlembic_squash_options wanted = { .size = sizeof(wanted),
							.range = args->range,
							.message = args->message,
							.rev_id = args->rev_id,
							.irreversible = args->irreversible,
							.rows = args->rows };
	const struct sqlembic_revision *made = NULL;
	struct sqlembic_buf text = SQLEMBIC_BUF_INIT;
	sqlembic *ctx = NULL;
	int rc = app_context(app, &ctx, err);
	if (rc == 0)
		rc = sqlembic_squash(ctx, &wanted, &made, err);
	if (rc < 0 || !made)
		return rc;
	if (app->globals.json) {
		json_t *o = json_object();
		int failed = tojson_put(o, "event", tojson_text("revision"));
		failed |= tojson_put(o, "revision", tojson_revision(made));
		tojson_line(&text, o, failed);
		return app_print(app, &text, err);
	}
	quantity_count(&text, made->nreplaces, "revision");
	events_say(
		&app->events,
		"Done: %s stands for %s, whose scripts stay until no database needs them: sqlembic status.",
		made->id, sqlembic_buf_text(&text));
	sqlembic_buf_release(&text);
	return 0;
}

const struct command command_squash = {
	.name = "squash",
	.brief = "Write one revision in the place of many",
	.about =
		"Joins the scripts of a range of revisions into those of one, which names them in its header "
		"line 'replaces:'. A new database runs it alone. One that is in the middle of the range "
		"finishes the old revisions first; one that is past it gets the row of the new one with the "
		"next upgrade. Scratch databases prove that both build the same schema, up and down.\n\n"
		"The old scripts may be deleted once no database is in their middle: status says so, and "
		"status --all for many databases.",
	.examples = "sqlembic squash base:1975ea83b712\n"
		    "sqlembic squash base:head -m \"schema of 2026\" --rows",
	.options = options,
	.arguments = arguments,
	.args_size = sizeof(struct squash_args),
	.streams = true,
	.run = run,
};
