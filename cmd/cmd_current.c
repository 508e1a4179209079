/* cmd_current.c: sqlembic current. */
#include "cmd.h"
#include "listing.h"
#include "many.h"
#include "sqlembic/error.h"
#include "tojson.h"

struct current_args {
	struct many_args many;
	bool check_heads, verbose;
};

static const struct opt options[] = {
	OPT_ROW_FLAG('c', "check-heads", struct current_args, check_heads,
		     "Exit with status 3 unless every revision of the script directory is applied"),
	OPT_ROW_FLAG('v', "verbose", struct current_args, verbose,
		     "Print the database's URL and all that is known of each revision"),
	MANY_ROWS(struct current_args),
	OPT_ROW_END,
};

static void render(struct sqlembic_buf *out, const struct sqlembic_current *current, bool verbose)
{
	if (verbose)
		sqlembic_buf_printf(out, "Current revision(s) for %s:\n", current->url);
	for (size_t i = 0; i < current->applied.n; i++)
		(verbose ? listing_entry : listing_current)(out, current->applied.items[i]);
}

static void join(struct sqlembic_buf *out, const struct sqlembic_revisions *revisions)
{
	for (size_t i = 0; i < revisions->n; i++)
		sqlembic_buf_printf(out, "%s%s", i ? ", " : "", revisions->items[i]->id);
}

static int not_at_heads(sqlembic *ctx, const struct sqlembic_current *current, struct sqlembic_error *err)
{
	struct sqlembic_revisions heads = { NULL, 0 };
	int rc = sqlembic_heads(ctx, true, &heads, err);
	if (rc < 0)
		return rc;
	if (heads.n == 0) {
		(void)sqlembic_fail(err, SQLEMBIC_E_FAILED, "the script directory holds no revisions");
		return sqlembic_fail_hint(
			err, "sqlembic config shows where it is; are the scripts part of this image?");
	}
	struct sqlembic_buf at = SQLEMBIC_BUF_INIT, wanted = SQLEMBIC_BUF_INIT;
	join(&at, &current->applied);
	join(&wanted, &heads);
	(void)sqlembic_fail(err, SQLEMBIC_E_PENDING, "the database is not at the head%s %s",
			    heads.n == 1 ? "" : "s", sqlembic_buf_text(&wanted));
	(void)sqlembic_fail_state(err, "the database is at %s", at.len ? sqlembic_buf_text(&at) : "base");
	sqlembic_buf_release(&at);
	sqlembic_buf_release(&wanted);
	return sqlembic_fail_hint(err, "sqlembic upgrade head%s", heads.n == 1 ? "" : "s");
}

static int run_target(struct many_slot *slot, sqlembic *ctx, const struct many_job *job,
		      const struct sqlembic_outcome *outcome, struct sqlembic_error *err)
{
	const struct current_args *args = job->args;
	struct sqlembic_current current = { 0 };
	(void)outcome;
	int rc = sqlembic_current(ctx, &current, err);
	if (rc < 0 && !current.nunknown)
		return rc;
	render(&slot->text, &current, args->verbose);
	if (!slot->text.len)
		sqlembic_buf_puts(&slot->text, current.nunknown ? "unknown\n" : "base\n");
	if (job->app->globals.json)
		slot->json = tojson_current(&current);
	return rc == 0 && args->check_heads && !current.at_heads ? not_at_heads(ctx, &current, err) : rc;
}

static int run_alone(struct app *app, const struct many_job *job, struct sqlembic_error *err)
{
	const struct current_args *args = job->args;
	sqlembic *ctx = NULL;
	struct sqlembic_current current = { 0 };
	int rc = app_context(app, &ctx, err);
	if (rc < 0)
		return rc;
	rc = sqlembic_current(ctx, &current, err);
	/* Rows that no file explains come with a listing of the others. */
	if (rc < 0 && !current.nunknown)
		return rc;
	struct sqlembic_buf text = SQLEMBIC_BUF_INIT;
	if (app->globals.json)
		tojson_document(&text, tojson_current(&current), 0);
	else
		render(&text, &current, args->verbose);
	struct sqlembic_error unwritten = { 0 };
	int printed = app_print(app, &text, rc < 0 ? &unwritten : err);
	if (rc < 0 || printed < 0)
		return rc < 0 ? rc : printed;
	return args->check_heads && !current.at_heads ? not_at_heads(ctx, &current, err) : 0;
}

static int run(struct app *app, const void *data, struct sqlembic_error *err)
{
	const struct current_args *args = data;
	struct many_job job = { .command = "current", .work = run_target, .alone = run_alone, .args = args };
	return many_or_alone(app, &args->many, &job, err);
}

const struct command command_current = {
	.name = "current",
	.brief = "List the revisions that the database is at",
	.about = "Prints nothing for a database that was never migrated; creates nothing in it.\n\n"
		 "After this command -c means --check-heads; write --config in full.",
	.options = options,
	.arguments = commands_no_arguments,
	.args_size = sizeof(struct current_args),
	.run = run,
};
