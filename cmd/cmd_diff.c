/* cmd_diff.c: sqlembic diff. */
#include "cmd.h"
#include "sqlembic/error.h"
#include "tojson.h"

struct diff_args {
	const char *from, *to;
	bool down;
	struct opt_list rename;
};

static const struct opt options[] = {
	OPT_ROW_FLAG(0, "down", struct diff_args, down, "Print the way back instead"),
	OPT_ROW_LIST(0, "rename", struct diff_args, rename, "OLD=NEW",
		     "A table, or as TABLE.COLUMN=NEW a column, that has another name in TO; may be repeated",
		     HINT_NONE),
	OPT_ROW_END,
};

static const struct opt arguments[] = {
	OPT_ARG_TEXT(
		"FROM", struct diff_args, from,
		"A schema: live, history, history:REV, an SQL file, a directory or glob of them, a database "
		"URL, exec:PROGRAM",
		HINT_FILE),
	OPT_ARG_TEXT("TO", struct diff_args, to, "The other one", HINT_FILE),
	OPT_ROW_END,
};

static int run(struct app *app, const void *data, struct sqlembic_error *err)
{
	const struct diff_args *args = data;
	const struct sqlembic_compare_options wanted = { .size = sizeof(wanted),
							 .from = args->from,
							 .to = args->to,
							 .renames = args->rename.items,
							 .nrenames = args->rename.n,
							 .scripts = true };
	const struct sqlembic_comparison *comparison = NULL;
	int rc = app_compare(app, &wanted, &comparison, err);
	if (rc < 0 || !comparison)
		return rc;
	struct sqlembic_buf text = SQLEMBIC_BUF_INIT;
	const char *script = args->down ? comparison->down : comparison->up;
	if (app->globals.json)
		tojson_document(&text, tojson_comparison(comparison), 0);
	else if (script)
		sqlembic_buf_puts(&text, script);
	else
		events_say(&app->events, "The schemas are equal.");
	for (size_t i = 0; i < comparison->nunread; i++)
		events_say(&app->events, "not compared: %s", comparison->unread[i]);
	return app_print(app, &text, err);
}

const struct command command_diff = {
	.name = "diff",
	.brief = "Print the SQL that leads from one schema to another",
	.about = "The script is proven in a scratch database of the engine that sqlalchemy.url names before "
		 "it is printed. Statements that lose data say so in a comment.",
	.examples = "sqlembic diff live schema.sql\n"
		    "sqlembic diff history:ae1027a6acf0 history\n"
		    "sqlembic diff old.sql new.sql --down",
	.options = options,
	.arguments = arguments,
	.args_size = sizeof(struct diff_args),
	.run = run,
};
