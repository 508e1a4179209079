/* cmd_resolve.c: sqlembic resolve. */
#include "cmd.h"
#include "listing.h"
#include "events.h"
#include "sqlembic/error.h"
#include "tojson.h"

struct resolve_args {
	bool done, retry, all_done, all_undone;
	const char *revision;
};

static const struct opt options[] = {
	OPT_ROW_FLAG(0, "done", struct resolve_args, done,
		     "The statement in doubt is in effect: the next run goes on behind it"),
	OPT_ROW_FLAG(0, "retry", struct resolve_args, retry, "It is not in effect: the next run repeats it"),
	OPT_ROW_FLAG(0, "all-done", struct resolve_args, all_done,
		     "Every statement is in effect, completed by hand: the version table is moved"),
	OPT_ROW_FLAG(0, "all-undone", struct resolve_args, all_undone,
		     "None is in effect, undone by hand: the version table stays"),
	OPT_ROW_END,
};

static const struct opt arguments[] = {
	OPT_ARG_TEXT("revision", struct resolve_args, revision,
		     "The revision whose step is half applied, as status names it", HINT_TARGET),
	OPT_ROW_END,
};

static int choose(enum sqlembic_resolution *out, const struct resolve_args *args, struct sqlembic_error *err)
{
	const struct {
		bool given;
		enum sqlembic_resolution means;
	} choices[] = { { args->done, SQLEMBIC_RESOLVE_DONE },
			{ args->retry, SQLEMBIC_RESOLVE_RETRY },
			{ args->all_done, SQLEMBIC_RESOLVE_ALL_DONE },
			{ args->all_undone, SQLEMBIC_RESOLVE_ALL_UNDONE } };
	size_t given = 0;
	for (size_t i = 0; i < sizeof(choices) / sizeof(*choices); i++) {
		if (!choices[i].given)
			continue;
		*out = choices[i].means;
		given++;
	}
	if (given == 1)
		return 0;
	return sqlembic_fail(err, SQLEMBIC_E_USAGE, "say %s of --done, --retry, --all-done and --all-undone",
			     given ? "only one" : "one");
}

static int print_state(struct app *app, const struct sqlembic_current *now, struct sqlembic_error *err)
{
	struct sqlembic_buf text = SQLEMBIC_BUF_INIT;
	if (app->globals.json) {
		json_t *o = json_object();
		int failed = tojson_put(o, "event", tojson_text("done"));
		failed |= tojson_put(o, "rows", tojson_texts(now->rows, now->nrows));
		tojson_line(&text, o, failed);
		return app_print(app, &text, err);
	}
	for (size_t i = 0; i < now->applied.n; i++) {
		sqlembic_buf_puts(&text, i ? ", " : "");
		listing_name(&text, now->applied.items[i]);
	}
	events_say(&app->events, "The database is at %s.", text.len ? sqlembic_buf_text(&text) : "base");
	sqlembic_buf_release(&text);
	return 0;
}

static int run(struct app *app, const void *data, struct sqlembic_error *err)
{
	const struct resolve_args *args = data;
	struct sqlembic_resolve_options resolve = { .size = sizeof(resolve), .after = &app->after };
	sqlembic *ctx = NULL;
	int rc = choose(&resolve.resolution, args, err);
	if (rc == 0)
		rc = app_context(app, &ctx, err);
	if (rc == 0)
		rc = sqlembic_resolve(ctx, args->revision, &resolve, err);
	return rc < 0 ? rc : print_state(app, &app->after, err);
}

const struct command command_resolve = {
	.name = "resolve",
	.brief = "Say what has become of a step that is half applied",
	.about = "A script without a transaction can stop between two statements; as a rule the same command "
		 "goes on with it. When the server died while a statement ran that cannot be repeated, only "
		 "you can tell whether it took effect: look, and say --done or --retry. Who has completed or "
		 "undone the whole script by hand says --all-done or --all-undone.\n\n"
		 "No statement of the script is run. Refused while the process that runs the step is alive.",
	.examples = "sqlembic status\n"
		    "sqlembic resolve ae10 --done && sqlembic upgrade head",
	.options = options,
	.arguments = arguments,
	.args_size = sizeof(struct resolve_args),
	.streams = true,
	.run = run,
};
