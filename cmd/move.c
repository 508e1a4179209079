/* move.c: upgrade, downgrade and what stamp and ensure_version have in common with them. */
#include "move.h"

#include <stdio.h>
#include <string.h>

#include "listing.h"
#include "lists.h"
#include "move_many.h"
#include "quantity.h"
#include "sqlembic/error.h"
#include "tojson.h"

const struct opt move_options[] = {
	OPT_ROW_FLAG(0, "sql", struct move_args, sql,
		     "Connect to nothing: print the SQL script that would do it (current:REV connects, and "
		     "begins there)"),
	OPT_ROW_TEXT(0, "tag", struct move_args, tag, "TEXT",
		     "Text that is stored with the run in the log table", HINT_NONE),
	OPT_ROW_FLAG(0, "dry-run", struct move_args, dry_run,
		     "Run nothing: list the revisions that would run, in order; with --sql print their SQL"),
	OPT_ROW_TEXT(0, "wait", struct move_args, wait, "TIME", MOVE_WAIT_HELP, HINT_NONE),
	OPT_ROW_TEXT(
		0, "lock-timeout", struct move_args, lock_timeout, "TIME",
		"How long to wait for another run, and for locks in the database (default: lock_timeout)",
		HINT_NONE),
	OPT_ROW_TEXT(0, "lock-retries", struct move_args, lock_retries, "N",
		     "How often to try again what did not get its lock (default: lock_retries)", HINT_NONE),
	OPT_ROW_TEXT(0, "statement-timeout", struct move_args, statement_timeout, "TIME",
		     "Longest run time of one statement (default: statement_timeout)", HINT_NONE),
	MOVE_ROW_CREATE_SCHEMA(struct move_args),
	OPT_ROW_FLAG('v', "verbose", struct move_args, verbose,
		     "Say how long each statement takes; each goes to the server alone then"),
	MANY_ROWS(struct move_args),
	MOVE_ROW_OUTPUT(struct move_args),
	OPT_ROW_END,
};

const struct opt move_arguments[] = {
	OPT_ARG_TEXT("revision", struct move_args, revision,
		     "Where to go: an id or the beginning of one, head, heads, base, a branch label, +N, -N, "
		     "label@head, id+N; with --sql also FROM:TO",
		     HINT_TARGET),
	OPT_ROW_END,
};

/* Pieces of an offline script; a reader that went away or a full disk stops it. */
static int write_stdout(void *payload, const char *text, size_t length)
{
	return app_write(payload, text, length);
}

struct sqlembic_run_options move_options_for(struct app *app, bool sql, const char *tag)
{
	struct sqlembic_run_options options = { .size = sizeof(options), .tag = tag, .after = &app->after };
	if (sql) {
		options.write = write_stdout;
		options.write_payload = app;
		app->events.out = stderr;
	}
	return options;
}

void move_create_schema(struct app *app, bool wanted)
{
	app_set(app, "version_table_schema_create", wanted ? "true" : NULL);
}

int move_wait(long *milliseconds, const char *text, bool sql, struct sqlembic_error *err)
{
	*milliseconds = 0;
	if (text && sql)
		return sqlembic_fail(err, SQLEMBIC_E_USAGE, "--wait and --sql exclude each other");
	return text ? app_time(milliseconds, "--wait", text, err) : 0;
}

static int wait_for_database(struct app *app, long milliseconds, struct sqlembic_error *err)
{
	const struct sqlembic_wait_options wait = { .size = sizeof(wait), .timeout_ms = milliseconds };
	sqlembic *ctx = NULL;
	int rc = app_context(app, &ctx, err);
	return rc < 0 || milliseconds == 0 ? rc : sqlembic_wait(ctx, &wait, err);
}

static int print_plan(struct app *app, enum sqlembic_direction direction, const char *target, long wait_ms,
		      struct sqlembic_error *err)
{
	sqlembic *ctx = NULL;
	struct sqlembic_revisions plan = { NULL, 0 };
	int rc = wait_for_database(app, wait_ms, err);
	if (rc == 0)
		rc = app_context(app, &ctx, err);
	if (rc == 0)
		rc = sqlembic_plan(ctx, direction, target, &plan, err);
	if (rc < 0)
		return rc;
	struct sqlembic_buf text = SQLEMBIC_BUF_INIT;
	if (app->globals.json) {
		json_t *o = json_object();
		int failed = tojson_put(o, "event", tojson_text("plan"));
		failed |= tojson_put(o, "direction",
				     tojson_text(direction == SQLEMBIC_UPGRADE ? "upgrade" : "downgrade"));
		failed |= tojson_put(o, "target", tojson_text(target));
		failed |= tojson_put(o, "steps", tojson_revisions(&plan));
		tojson_line(&text, o, failed);
	}
	for (size_t i = 0; !app->globals.json && i < plan.n; i++)
		listing_step(&text, plan.items[i], direction);
	if (plan.n == 0)
		events_say(&app->events, "Nothing to do.");
	return app_print(app, &text, err);
}

static void say_where(struct sqlembic_buf *text, const struct sqlembic_current *current)
{
	for (size_t i = 0; i < current->applied.n; i++) {
		if (i)
			sqlembic_buf_puts(text, ", ");
		listing_name(text, current->applied.items[i]);
	}
	if (current->applied.n == 0)
		sqlembic_buf_puts(text, "base");
}

static void summary_text(struct sqlembic_buf *text, const struct events *events,
			 const struct sqlembic_current *current, enum sqlembic_direction direction)
{
	if (direction == SQLEMBIC_STAMP) {
		sqlembic_buf_puts(text, "Done, nothing was run: now at ");
		say_where(text, current);
		return;
	}
	if (events->steps == 0) {
		sqlembic_buf_puts(text, "Nothing to do: already at ");
		say_where(text, current);
		return;
	}
	sqlembic_buf_puts(text, "Done: ");
	quantity_count(text, events->steps, "revision");
	sqlembic_buf_puts(text, ", ");
	quantity_count(text, events->statements, "statement");
	sqlembic_buf_puts(text, ", ");
	quantity_time(text, events->milliseconds);
	sqlembic_buf_puts(text, "; now at ");
	say_where(text, current);
}

static void summary_json(struct sqlembic_buf *text, const struct events *events,
			 const struct sqlembic_current *current)
{
	json_t *o = json_object();
	int failed = tojson_put(o, "event", tojson_text("done"));
	failed |= tojson_put(o, "steps", json_integer((json_int_t)events->steps));
	failed |= tojson_put(o, "statements", json_integer((json_int_t)events->statements));
	failed |= tojson_put(o, "milliseconds", json_real(events->milliseconds));
	failed |= tojson_put(o, "rows", tojson_texts(current->rows, current->nrows));
	tojson_line(text, o, failed);
}

static int summary(struct app *app, enum sqlembic_direction direction, struct sqlembic_error *err)
{
	struct sqlembic_buf text = SQLEMBIC_BUF_INIT;
	if (app->globals.json) {
		summary_json(&text, &app->events, &app->after);
		return app_print(app, &text, err);
	}
	summary_text(&text, &app->events, &app->after, direction);
	events_say(&app->events, "%s.", sqlembic_buf_text(&text));
	sqlembic_buf_release(&text);
	if (app->events.steps == 0 && app->after.applied.n == 0)
		lists_say_empty(app, app->ctx);
	return 0;
}

int move_done(struct app *app, enum sqlembic_direction direction, int rc, bool sql,
	      struct sqlembic_error *err)
{
	/* Why a script could not be written is known here, not in the library. */
	if (rc < 0 && app->stdout_error)
		return app_flush(app, err);
	if (rc < 0 || sql)
		return rc;
	app->done = "the database is where the command was to bring it";
	return summary(app, direction, err);
}

static int move(struct app *app, enum sqlembic_direction direction, const char *target,
		const struct sqlembic_run_options *options, struct sqlembic_error *err)
{
	sqlembic *ctx = NULL;
	int rc = app_context(app, &ctx, err);
	if (rc < 0)
		return rc;
	if (direction == SQLEMBIC_UPGRADE)
		rc = sqlembic_upgrade(ctx, target, options, err);
	else
		rc = sqlembic_downgrade(ctx, target, options, err);
	return move_done(app, direction, rc, options->write != NULL, err);
}

/* The range whose SQL is what would be run: it begins where the database is. */
static int begin_here(struct sqlembic_buf *range, const char *revision, struct sqlembic_error *err)
{
	if (strchr(revision, ':'))
		return sqlembic_fail(err, SQLEMBIC_E_USAGE,
				     "--dry-run begins where the database is: give a revision, not a range");
	sqlembic_buf_printf(range, "current:%s", revision);
	return range->failed ? sqlembic_fail_memory(err) : 0;
}

static int run_many(struct app *app, enum sqlembic_direction direction, const struct move_args *args,
		    const char *target, const struct sqlembic_run_options *options,
		    struct sqlembic_error *err)
{
	struct move_many many = { .direction = direction,
				  .revisions = &target,
				  .nrevisions = 1,
				  .options = *options,
				  .sql = args->sql,
				  .dry_run = args->dry_run,
				  .verbose = args->verbose,
				  .create_schema = args->create_schema };
	many.options.write = NULL;
	many.options.after = NULL;
	return move_many(app, &args->many, &many, err);
}

/* As the options say: on many databases or on one, which may only be looked at. */
static int move_to(struct app *app, enum sqlembic_direction direction, const struct move_args *args,
		   const char *target, const struct sqlembic_run_options *options, struct sqlembic_error *err)
{
	bool is_many = false;
	int rc = many_wanted(&is_many, &args->many, err);
	if (rc == 0 && is_many)
		return run_many(app, direction, args, target, options, err);
	if (rc == 0 && args->dry_run && !args->sql)
		return print_plan(app, direction, target, options->wait_ms, err);
	if (rc == 0 && args->dry_run)
		rc = wait_for_database(app, options->wait_ms, err);
	return rc < 0 ? rc : move(app, direction, target, options, err);
}

int move_run(struct app *app, enum sqlembic_direction direction, const struct move_args *args,
	     struct sqlembic_error *err)
{
	move_create_schema(app, args->create_schema);
	app_set(app, "lock_timeout", args->lock_timeout);
	app_set(app, "lock_retries", args->lock_retries);
	app_set(app, "statement_timeout", args->statement_timeout);
	struct sqlembic_run_options options = move_options_for(app, args->sql, args->tag);
	int rc = move_wait(&options.wait_ms, args->wait, args->sql && !args->dry_run, err);
	if (rc < 0)
		return rc;
	if (args->verbose && (args->dry_run || args->sql))
		return sqlembic_fail(err, SQLEMBIC_E_USAGE,
				     "--verbose times what is run, and %s runs nothing",
				     args->sql ? "--sql" : "--dry-run");
	options.tell_statements = args->verbose;
	if (!args->dry_run || !args->sql)
		return move_to(app, direction, args, args->revision, &options, err);
	struct sqlembic_buf range = SQLEMBIC_BUF_INIT;
	rc = begin_here(&range, args->revision, err);
	if (rc == 0)
		rc = move_to(app, direction, args, sqlembic_buf_text(&range), &options, err);
	sqlembic_buf_release(&range);
	return rc;
}
