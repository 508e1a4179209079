/* cmd_import.c: sqlembic import. */
#include "cmd.h"
#include "quantity.h"
#include "sqlembic/error.h"
#include "term.h"
#include "tojson.h"
#include "written.h"

#include <string.h>

struct import_args {
	const char *from, *directory, *tool, *database, *table;
	bool dry_run, history, verify;
};

static const struct opt options[] = {
	OPT_ROW_FLAG(0, "dry-run", struct import_args, dry_run,
		     "Write nothing: list what each migration would become"),
	OPT_ROW_FLAG(0, "history", struct import_args, history,
		     "Take over from the tool's table which migrations are applied, and since when"),
	OPT_ROW_TEXT(0, "database", struct import_args, database, "URL",
		     "The same, for the database of this URL instead of the configured one", HINT_NONE),
	OPT_ROW_FLAG(0, "verify", struct import_args, verify,
		     "Compare the database with what its revisions build in a scratch database"),
	OPT_ROW_TEXT(0, "table", struct import_args, table, "NAME",
		     "The tool's table, TABLE or SCHEMA.TABLE (default: the one that it makes by itself)",
		     HINT_NONE),
	OPT_ROW_TEXT(0, "tool", struct import_args, tool, "NAME",
		     "Whose migrations they are (default: by what lies in the directory)", HINT_NONE),
	OPT_ROW_END,
};

static const struct opt arguments[] = {
	OPT_ARG_TEXT("from", struct import_args, from, "The directory of the other tool's migrations",
		     HINT_DIRECTORY),
	OPT_ARG_OPTIONAL("directory", struct import_args, directory, "Which of version_locations to write to",
			 HINT_DIRECTORY),
	OPT_ROW_END,
};

static struct written as_written(const struct sqlembic_imported *item)
{
	return (struct written){ item->revision, item->message,     "source",          item->source,
				 "source_down",  item->source_down, item->transaction, item->is_new };
}

/* "20260101 create users <- db/20260101_create_users.sql (irreversible)". */
static void write_line(struct sqlembic_buf *out, const struct sqlembic_imported *item)
{
	term_put(out, item->revision);
	sqlembic_buf_puts(out, " <- ");
	term_put(out, item->source);
	if (item->source_down && strcmp(item->source_down, item->source) != 0) {
		sqlembic_buf_puts(out, ", ");
		term_put(out, item->source_down);
	}
	const struct written written = as_written(item);
	written_marks(out, &written);
	if (item->applied_at)
		sqlembic_buf_printf(out, " (applied%s%s)", item->applied_at[0] ? " " : "", item->applied_at);
	sqlembic_buf_putc(out, '\n');
}

static json_t *item_json(const struct sqlembic_imported *item)
{
	const struct written written = as_written(item);
	json_t *o = written_json(&written);
	if (!o || !item->applied_at || tojson_put(o, "applied_at", tojson_text(item->applied_at)) == 0)
		return o;
	json_decref(o);
	return NULL;
}

static void write_json(struct sqlembic_buf *out, const struct sqlembic_import *import)
{
	json_t *o = json_object(), *items = json_array();
	int failed = 0;
	for (size_t i = 0; i < import->n; i++)
		failed |= json_array_append_new(items, item_json(&import->items[i]));
	failed |= tojson_put(o, "tool", tojson_text(import->tool));
	failed |= tojson_put(o, "revisions", items);
	if (import->verified)
		failed |= tojson_put(o, "verified", tojson_comparison(import->verified));
	tojson_document(out, o, failed);
}

static void say_done(struct app *app, const struct import_args *args, const struct sqlembic_import *import,
		     bool history)
{
	struct sqlembic_buf count = SQLEMBIC_BUF_INIT;
	quantity_count(&count, import->nnew, "revision");
	if (args->dry_run)
		events_say(&app->events, "%s of %s would be written.", sqlembic_buf_text(&count),
			   import->tool);
	else if (history)
		events_say(&app->events, "Done: %s of %s written, and the database's history.",
			   sqlembic_buf_text(&count), import->tool);
	else
		events_say(&app->events, "Done: %s of %s written.", sqlembic_buf_text(&count), import->tool);
	sqlembic_buf_release(&count);
}

static void write_differences(struct sqlembic_buf *out, const struct sqlembic_import *import)
{
	const struct sqlembic_comparison *found = import->verified;
	for (size_t i = 0; found && i < found->ndifferences; i++) {
		term_put(out, found->differences[i].text);
		sqlembic_buf_putc(out, '\n');
	}
	for (size_t i = 0; found && i < found->nunread; i++) {
		sqlembic_buf_puts(out, "not compared: ");
		term_put(out, found->unread[i]);
		sqlembic_buf_putc(out, '\n');
	}
}

static int verdict(struct app *app, const struct sqlembic_import *import, struct sqlembic_error *err)
{
	if (!import->verified)
		return 0;
	if (import->verified->ndifferences == 0) {
		events_say(&app->events, "The database is as these revisions build it.");
		return 0;
	}
	(void)sqlembic_fail(err, SQLEMBIC_E_PENDING, "the database is not as these revisions build it");
	(void)sqlembic_fail_state(err, "the files and the database's history are written");
	return sqlembic_fail_hint(err,
				  "what differs was changed by hand, or by migrations that are not there: "
				  "take it back, or write a revision that makes it");
}

static int run(struct app *app, const void *data, struct sqlembic_error *err)
{
	const struct import_args *args = data;
	bool history = args->history || args->database;
	const struct sqlembic_import_options wanted = { .size = sizeof(wanted),
							.from = args->from,
							.directory = args->directory,
							.tool = args->tool,
							.dry_run = args->dry_run,
							.history = history,
							.table = args->table,
							.verify = args->verify };
	const struct sqlembic_import *import = NULL;
	struct sqlembic_buf text = SQLEMBIC_BUF_INIT;
	sqlembic *ctx = NULL;
	int rc = args->table && !history
			 ? sqlembic_fail(err, SQLEMBIC_E_USAGE, "--table needs --history or --database")
			 : 0;
	app_set(app, "sqlalchemy.url", args->database);
	if (rc == 0)
		rc = app_context(app, &ctx, err);
	if (rc == 0)
		rc = sqlembic_import(ctx, &wanted, &import, err);
	if (rc < 0 || !import)
		return rc;
	if (app->globals.json)
		write_json(&text, import);
	for (size_t i = 0; !app->globals.json && i < import->n; i++)
		write_line(&text, &import->items[i]);
	if (!app->globals.json)
		write_differences(&text, import);
	rc = app_print(app, &text, err);
	if (rc == 0)
		rc = app_flush(app, err);
	if (rc == 0)
		say_done(app, args, import, history);
	return rc == 0 ? verdict(app, import, err) : rc;
}

const struct command command_import = {
	.name = "import",
	.brief = "Make revisions of another tool's migrations",
	.about = "Reads the migrations of Alembic (Python), Atlas, dbmate, Diesel, Flyway, golang-migrate, "
		 "goose, graphile-migrate, Liquibase (formatted SQL), node-pg-migrate, Prisma, refinery, "
		 "Sqitch, sql-migrate, sqlx, Supabase, tern or yoyo and writes a pair of scripts for each, "
		 "in the order in which that tool runs them, with the transaction that it would have used. "
		 "What lies in the directory says which tool it is. Either all files are written or none; "
		 "revisions that the script directory has already are left as they are, so that the same "
		 "command brings what has been added since. The other tool's files and its table are never "
		 "changed.\n\n"
		 "With --history, or --database, the tool's table says which of them are applied: version "
		 "rows and rows of the log, with the times that it has kept, are written, so that the "
		 "database goes on from there. Migrations that failed, are half applied, have changed since "
		 "or were applied in another order are refused by name. --verify compares the schema behind "
		 "that: the database's with what its revisions build in a scratch database.",
	.examples = "sqlembic import db/migrations --dry-run\n"
		    "sqlembic import db/migrations\n"
		    "sqlembic import db/migrations --database postgresql://app@db/shop",
	.options = options,
	.arguments = arguments,
	.args_size = sizeof(struct import_args),
	.run = run,
};
