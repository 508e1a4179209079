/* cmd_dump.c: sqlembic dump. */
#include "cmd.h"
#include "sqlembic/error.h"
#include "tojson.h"

struct dump_args {
	struct opt_list from;
};

static const struct opt arguments[] = {
	OPT_ARG_LIST("SCHEMA", struct dump_args, from,
		     "Another schema than the database's: history, history:REV, an SQL file, a directory or "
		     "glob of them, a database URL, exec:PROGRAM",
		     HINT_FILE, true),
	OPT_ROW_END,
};

static int run(struct app *app, const void *data, struct sqlembic_error *err)
{
	const struct dump_args *args = data;
	const char *sql = NULL;
	sqlembic *ctx = NULL;
	if (args->from.n > 1)
		return sqlembic_fail(err, SQLEMBIC_E_USAGE, "dump prints one schema at a time");
	int rc = app_context(app, &ctx, err);
	if (rc == 0)
		rc = sqlembic_dump(ctx, args->from.n ? args->from.items[0] : NULL, &sql, err);
	if (rc < 0)
		return rc;
	struct sqlembic_buf text = SQLEMBIC_BUF_INIT;
	if (app->globals.json) {
		json_t *o = json_object();
		int failed = tojson_put(o, "sql", tojson_text(sql));
		tojson_document(&text, o, failed);
	} else {
		sqlembic_buf_puts(&text, sql);
	}
	return app_print(app, &text, err);
}

const struct command command_dump = {
	.name = "dump",
	.brief = "Print the database's schema as SQL",
	.about = "Without rows and without sqlembic's own tables, in an order that loads: the same text for "
		 "the same schema, whatever its history. Loading it was tried in a scratch database.",
	.examples = "sqlembic dump > schema.sql",
	.arguments = arguments,
	.args_size = sizeof(struct dump_args),
	.run = run,
};
