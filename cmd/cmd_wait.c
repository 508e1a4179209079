/* cmd_wait.c: sqlembic wait. */
#include "cmd.h"
#include "events.h"
#include "many.h"

struct wait_args {
	struct many_args many;
	const char *timeout, *revision;
};

static const struct opt options[] = {
	OPT_ROW_TEXT(0, "timeout", struct wait_args, timeout, "TIME",
		     "How long: 500ms, 30s, 5min, 2h (default: 60s); 0 tries once", HINT_NONE),
	OPT_ROW_TEXT(0, "revision", struct wait_args, revision, "REVISION",
		     "Until this is applied: whatever upgrade takes as its target", HINT_TARGET),
	MANY_ROWS(struct wait_args),
	OPT_ROW_END,
};

static int run_target(struct many_slot *slot, sqlembic *ctx, const struct many_job *job,
		      const struct sqlembic_outcome *outcome, struct sqlembic_error *err)
{
	(void)slot;
	(void)outcome;
	return sqlembic_wait(ctx, job->args, err);
}

static int run_alone(struct app *app, const struct many_job *job, struct sqlembic_error *err)
{
	const struct sqlembic_wait_options *wait = job->args;
	sqlembic *ctx = NULL;
	int rc = app_context(app, &ctx, err);
	if (rc == 0)
		rc = sqlembic_wait(ctx, wait, err);
	if (rc < 0)
		return rc;
	if (wait->revision)
		events_say(&app->events, "%s is applied.", wait->revision);
	else
		events_say(&app->events, "The database accepts connections.");
	return 0;
}

static int run(struct app *app, const void *data, struct sqlembic_error *err)
{
	const struct wait_args *args = data;
	struct sqlembic_wait_options wait = { .size = sizeof(wait), .revision = args->revision };
	struct many_job job = { .command = "wait", .work = run_target, .alone = run_alone, .args = &wait };
	int rc = app_time(&wait.timeout_ms, "--timeout", args->timeout ? args->timeout : "60s", err);
	return rc < 0 ? rc : many_or_alone(app, &args->many, &job, err);
}

const struct command command_wait = {
	.name = "wait",
	.brief = "Wait until the database answers, or until a revision is applied",
	.about = "For what starts together with the database, or with the container that migrates it. Takes "
		 "no lock and writes nothing. What waiting does not heal ends it at once: a wrong password, "
		 "a role that does not exist, a certificate that is not trusted. A server that is starting "
		 "and a database that is not created yet are waited for, and so is the directory of an "
		 "SQLite file.\n\n"
		 "Exit status 5 when the database still cannot be reached at the end, 3 when the revision is "
		 "still pending.",
	.examples = "sqlembic wait --timeout 2min\n"
		    "sqlembic wait --revision head",
	.options = options,
	.arguments = commands_no_arguments,
	.args_size = sizeof(struct wait_args),
	.run = run,
};
