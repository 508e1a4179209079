/* cmd_check.c: sqlembic check. */
#include <string.h>

#include "cmd.h"
#include "many.h"
#include "sqlembic/error.h"
#include "term.h"
#include "tojson.h"

struct check_args {
	struct many_args many;
	bool drift;
};

static const struct opt options[] = {
	OPT_ROW_FLAG(
		0, "drift", struct check_args, drift,
		"Compare the database with what its applied revisions build in a scratch database, to find "
		"what was changed by hand"),
	MANY_ROWS(struct check_args),
	OPT_ROW_END,
};

static void line(struct sqlembic_buf *out, const char *label, const char *text)
{
	if (!text)
		return;
	sqlembic_buf_printf(out, "    %s: ", label);
	term_put(out, *text ? text : "there");
	sqlembic_buf_putc(out, '\n');
}

static void render(struct sqlembic_buf *out, const struct sqlembic_comparison *comparison, bool drift)
{
	for (size_t i = 0; i < comparison->ndifferences; i++) {
		const struct sqlembic_difference *d = &comparison->differences[i];
		term_put(out, d->text);
		sqlembic_buf_putc(out, '\n');
		if (drift) {
			line(out, "revisions", d->before);
			line(out, "database", d->after);
		}
	}
	for (size_t i = 0; i < comparison->nunread; i++) {
		sqlembic_buf_puts(out, "not compared: ");
		term_put(out, comparison->unread[i]);
		sqlembic_buf_putc(out, '\n');
	}
}

static int verdict(const struct sqlembic_comparison *comparison, bool drift, struct sqlembic_error *err)
{
	if (comparison->ndifferences == 0)
		return 0;
	if (drift) {
		(void)sqlembic_fail(err, SQLEMBIC_E_PENDING,
				    "the database is not as its revisions have made it");
		return sqlembic_fail_hint(err,
					  "%stake the change back by hand, or write a revision that makes it "
					  "and mark it as applied with: sqlembic stamp REVISION",
					  comparison->nedited ? "restore what was edited; what still differs "
								"then was changed in the database: "
							      : "");
	}
	(void)sqlembic_fail(err, SQLEMBIC_E_PENDING, "New upgrade operations detected.");
	return sqlembic_fail_hint(err, "sqlembic revision --autogenerate -m \"...\"");
}

static struct sqlembic_compare_options options_for(const struct check_args *args)
{
	return (struct sqlembic_compare_options){
		.size = sizeof(struct sqlembic_compare_options),
		.from = args->drift ? "applied" : NULL,
		.to = args->drift ? "live" : NULL,
		.at_heads = !args->drift,
	};
}

static int run_target(struct many_slot *slot, sqlembic *ctx, const struct many_job *job,
		      const struct sqlembic_outcome *outcome, struct sqlembic_error *err)
{
	const struct check_args *args = job->args;
	const struct sqlembic_comparison *comparison = NULL;
	const struct sqlembic_compare_options wanted = options_for(args);
	(void)outcome;
	int rc = sqlembic_compare(ctx, &wanted, &comparison, err);
	if (rc < 0 || !comparison)
		return rc;
	render(&slot->text, comparison, args->drift);
	if (job->app->globals.json)
		slot->json = tojson_comparison(comparison);
	return verdict(comparison, args->drift, err);
}

static int run_alone(struct app *app, const struct many_job *job, struct sqlembic_error *err)
{
	const struct check_args *args = job->args;
	const struct sqlembic_comparison *comparison = NULL;
	const struct sqlembic_compare_options wanted = options_for(args);
	int rc = app_compare(app, &wanted, &comparison, err);
	if (rc < 0 || !comparison)
		return rc;
	struct sqlembic_buf text = SQLEMBIC_BUF_INIT;
	if (app->globals.json)
		tojson_document(&text, tojson_comparison(comparison), 0);
	else if (comparison->ndifferences == 0 && !app->globals.quiet)
		sqlembic_buf_puts(&text, args->drift ? "No drift detected.\n"
						     : "No new upgrade operations detected.\n");
	if (!app->globals.json)
		render(&text, comparison, args->drift);
	rc = app_print(app, &text, err);
	return rc < 0 ? rc : verdict(comparison, args->drift, err);
}

static int run(struct app *app, const void *data, struct sqlembic_error *err)
{
	const struct check_args *args = data;
	struct many_job job = { .command = "check", .work = run_target, .alone = run_alone, .args = args };
	return many_or_alone(app, &args->many, &job, err);
}

const struct command command_check = {
	.name = "check",
	.brief = "Tell whether the database's schema differs from the wanted one",
	.about = "Compares the database, which must be at its heads, with the schema that target_metadata "
		 "names, and exits with status 3 and a list when they differ. Nothing is written but scratch "
		 "databases.\n\n"
		 "With --drift the database is compared with what its own revisions build, both definitions "
		 "shown: what differs was changed by hand.",
	.examples = "sqlembic check\nsqlembic check --drift --json",
	.options = options,
	.arguments = commands_no_arguments,
	.args_size = sizeof(struct check_args),
	.run = run,
};
