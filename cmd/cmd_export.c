/* cmd_export.c: sqlembic export. */
#include "cmd.h"
#include "quantity.h"
#include "sqlembic/error.h"
#include "term.h"
#include "tojson.h"
#include "written.h"

#include <string.h>

struct export_args {
	const char *directory;
	bool dry_run;
};

static const struct opt options[] = {
	OPT_ROW_FLAG(0, "dry-run", struct export_args, dry_run,
		     "Write nothing: list which file each revision would become"),
	OPT_ROW_END,
};

static const struct opt arguments[] = {
	OPT_ARG_TEXT("directory", struct export_args, directory, "Where to write the files", HINT_DIRECTORY),
	OPT_ROW_END,
};

static struct written as_written(const struct sqlembic_exported *item)
{
	return (struct written){ item->revision, item->message,     "up",        item->up, "down",
				 item->down,     item->transaction, item->is_new };
}

/* "plain/0001_create_users.up.sql <- 1975ea83b712 (irreversible)". */
static void write_line(struct sqlembic_buf *out, const struct sqlembic_exported *item)
{
	const struct written written = as_written(item);
	term_put(out, item->up);
	sqlembic_buf_puts(out, " <- ");
	term_put(out, item->revision);
	written_marks(out, &written);
	sqlembic_buf_putc(out, '\n');
}

static void write_json(struct sqlembic_buf *out, const struct sqlembic_export *export)
{
	json_t *o = json_object(), *items = json_array();
	int failed = 0;
	for (size_t i = 0; i < export->n; i++) {
		const struct written written = as_written(&export->items[i]);
		failed |= json_array_append_new(items, written_json(&written));
	}
	failed |= tojson_put(o, "revisions", items);
	tojson_document(out, o, failed);
}

static void say_done(struct app *app, const struct export_args *args, const struct sqlembic_export *export)
{
	struct sqlembic_buf count = SQLEMBIC_BUF_INIT, place = SQLEMBIC_BUF_INIT;
	quantity_count(&count, export->nnew, "revision");
	term_put(&place, args->directory);
	events_say(&app->events, args->dry_run ? "%s would be exported to %s." : "Done: %s exported to %s.",
		   sqlembic_buf_text(&count), sqlembic_buf_text(&place));
	sqlembic_buf_release(&count);
	sqlembic_buf_release(&place);
}

static int run(struct app *app, const void *data, struct sqlembic_error *err)
{
	const struct export_args *args = data;
	const struct sqlembic_export_options wanted = { .size = sizeof(wanted),
							.directory = args->directory,
							.dry_run = args->dry_run };
	const struct sqlembic_export *export = NULL;
	struct sqlembic_buf text = SQLEMBIC_BUF_INIT;
	sqlembic *ctx = NULL;
	int rc = app_context(app, &ctx, err);
	if (rc == 0)
		rc = sqlembic_export(ctx, &wanted, &export, err);
	if (rc < 0 || !export)
		return rc;
	if (app->globals.json)
		write_json(&text, export);
	for (size_t i = 0; !app->globals.json && i < export->n; i++)
		write_line(&text, &export->items[i]);
	rc = app_print(app, &text, err);
	if (rc == 0)
		rc = app_flush(app, err);
	if (rc == 0)
		say_done(app, args, export);
	return rc;
}

const struct command command_export = {
	.name = "export",
	.brief = "Write all revisions as plain up and down files",
	.about =
		"For a reader without sqlembic: the scripts under the names NUMBER_message.up.sql and "
		"NUMBER_message.down.sql, numbered in the order in which a new database runs them, which of "
		"branches and merges is one that respects them. psql, mysql, sqlite3 and tools that take "
		"such pairs of files can run them.\n\n"
		"The headers stay, being comments, and a comment behind them says what the file is to be run "
		"after, and whether in a transaction. All files are written or none, and none is written "
		"over: the same command adds what is new behind the last one. Scripts with a command that "
		"the database's own client could not be given in a file are refused by their place.",
	.examples = "sqlembic export plain --dry-run\n"
		    "sqlembic export plain",
	.options = options,
	.arguments = arguments,
	.args_size = sizeof(struct export_args),
	.run = run,
};
