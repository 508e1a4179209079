/* cmd_log.c: sqlembic log. */
#include "cmd.h"
#include "many.h"
#include "quantity.h"
#include "sqlembic/error.h"
#include "term.h"
#include "tojson.h"

#include <string.h>

struct log_args {
	struct many_args many;
	size_t limit;
	bool verbose;
};

static const struct opt options[] = {
	OPT_ROW_NUMBER('n', "limit", struct log_args, limit, "N",
		       "Only the newest N entries (0 or none: all)"),
	OPT_ROW_FLAG('v', "verbose", struct log_args, verbose, "Also print run, program, rows and checksum"),
	MANY_ROWS(struct log_args),
	OPT_ROW_END,
};

static void note(struct sqlembic_buf *out, const char *title, const char *text)
{
	if (!text || !text[0])
		return;
	sqlembic_buf_printf(out, "    %s: ", title);
	term_put(out, text);
	sqlembic_buf_putc(out, '\n');
}

static void who(struct sqlembic_buf *out, const struct sqlembic_log_entry *entry)
{
	if (entry->os_user && entry->os_user[0]) {
		sqlembic_buf_puts(out, "  ");
		term_put(out, entry->os_user);
	}
	if (entry->host && entry->host[0]) {
		sqlembic_buf_putc(out, '@');
		term_put(out, entry->host);
	}
}

/* Whatever the table says: who may write there must not be able to drive the terminal. */
static void column(struct sqlembic_buf *out, const char *text, size_t width)
{
	const size_t used = term_text_width(text, strlen(text));
	term_put(out, text);
	term_pad(out, used < width ? width - used : 0);
}

static void columns(struct sqlembic_buf *out, const struct sqlembic_log_entry *entry)
{
	const struct {
		const char *text;
		size_t width;
	} cells[] = { { entry->started_at, 24 },
		      { entry->direction, 9 },
		      { entry->revision, 12 },
		      { entry->status, 9 } };
	for (size_t i = 0; i < sizeof(cells) / sizeof(*cells); i++) {
		sqlembic_buf_puts(out, i ? "  " : "");
		column(out, cells[i].text, cells[i].width);
	}
}

static void line(struct sqlembic_buf *out, const struct sqlembic_log_entry *entry, bool verbose)
{
	columns(out, entry);
	if (entry->statements >= 0 && entry->statements_done != entry->statements)
		sqlembic_buf_printf(out, "  %lld of %lld statements", entry->statements_done,
				    entry->statements);
	else if (entry->statements >= 0) {
		sqlembic_buf_puts(out, "  ");
		quantity_count(out, (unsigned long long)entry->statements, "statement");
	}
	if (entry->milliseconds >= 0) {
		sqlembic_buf_puts(out, "  ");
		quantity_time(out, (double)entry->milliseconds);
	}
	who(out, entry);
	sqlembic_buf_putc(out, '\n');
	note(out, "tag", entry->tag);
	note(out, "error", entry->error);
	if (!verbose)
		return;
	note(out, "run", entry->run);
	note(out, "program", entry->program);
	note(out, "from", entry->from);
	note(out, "to", entry->to);
	note(out, "checksum", entry->checksum);
}

static json_t *to_json(const struct sqlembic_log *log)
{
	json_t *array = json_array();
	int failed = 0;
	for (size_t i = 0; i < log->n; i++)
		failed |= json_array_append_new(array, tojson_log_entry(&log->items[i]));
	if (!failed)
		return array;
	json_decref(array);
	return NULL;
}

static int run_target(struct many_slot *slot, sqlembic *ctx, const struct many_job *job,
		      const struct sqlembic_outcome *outcome, struct sqlembic_error *err)
{
	const struct log_args *args = job->args;
	struct sqlembic_log log = { NULL, 0 };
	(void)outcome;
	int rc = sqlembic_log(ctx, args->limit, &log, err);
	if (rc < 0)
		return rc;
	for (size_t i = 0; i < log.n; i++)
		line(&slot->text, &log.items[i], args->verbose);
	if (!job->app->globals.json)
		return 0;
	slot->json = json_object();
	return tojson_put(slot->json, "log", to_json(&log)) ? sqlembic_fail_memory(err) : 0;
}

static int run_alone(struct app *app, const struct many_job *job, struct sqlembic_error *err)
{
	const struct log_args *args = job->args;
	sqlembic *ctx = NULL;
	struct sqlembic_log log = { NULL, 0 };
	int rc = app_context(app, &ctx, err);
	if (rc == 0)
		rc = sqlembic_log(ctx, args->limit, &log, err);
	if (rc < 0)
		return rc;
	struct sqlembic_buf text = SQLEMBIC_BUF_INIT;
	if (app->globals.json)
		tojson_document(&text, to_json(&log), 0);
	for (size_t i = 0; !app->globals.json && i < log.n; i++)
		line(&text, &log.items[i], args->verbose);
	return app_print(app, &text, err);
}

static int run(struct app *app, const void *data, struct sqlembic_error *err)
{
	const struct log_args *args = data;
	struct many_job job = { .command = "log", .work = run_target, .alone = run_alone, .args = args };
	return many_or_alone(app, &args->many, &job, err);
}

const struct command command_log = {
	.name = "log",
	.brief = "List what ran, when, by whom and how long, newest first",
	.about = "Times are UTC.\n\nAfter this command -n means --limit; write --name in full.",
	.examples = "sqlembic log -n 20",
	.options = options,
	.arguments = commands_no_arguments,
	.args_size = sizeof(struct log_args),
	.run = run,
};
