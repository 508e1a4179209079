/* many.c: see many.h. */
#include "many.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "again.h"
#include "many_junit.h"
#include "many_report.h"
#include "many_show.h"
#include "sqlembic/clock.h"
#include "sqlembic/error.h"
#include "sqlembic/flag.h"
#include "tojson.h"

/* ---- options --------------------------------------------------------------------------------------------- */

int many_wanted(bool *wanted, const struct many_args *args, struct sqlembic_error *err)
{
	*wanted = args->all || args->targets;
	if (*wanted)
		return 0;
	const struct {
		bool is_given;
		const char *name;
	} options[] = { { args->jobs > 0, "--jobs" },
			{ args->canary.n > 0, "--canary" },
			{ args->max_failures != NULL, "--max-failures" },
			{ args->deadline != NULL, "--deadline" },
			{ args->report != NULL, "--report" },
			{ args->rerun != NULL, "--rerun" },
			{ args->junit != NULL, "--junit" },
			{ args->output != NULL, "--output" } };
	for (size_t i = 0; i < sizeof(options) / sizeof(*options); i++) {
		if (!options[i].is_given)
			continue;
		sqlembic_fail(err, SQLEMBIC_E_USAGE, "option %s is for many databases", options[i].name);
		return sqlembic_fail_hint(err, "add --all, or --targets FILE");
	}
	return 0;
}

static bool read_count(size_t *out, const char *text)
{
	char *end;
	if (*text < '0' || *text > '9')
		return false;
	errno = 0;
	*out = strtoul(text, &end, 10);
	return !*end && !errno;
}

static int read_options(struct sqlembic_many_options *out, const struct many_args *args,
			const struct many_job *job, struct sqlembic_error *err)
{
	out->jobs = args->jobs;
	out->max_failures = job->moves ? 1 : 0;
	if (args->all && args->targets)
		return sqlembic_fail(err, SQLEMBIC_E_USAGE, "--all and --targets exclude each other");
	if (args->max_failures && !read_count(&out->max_failures, args->max_failures))
		return sqlembic_fail(err, SQLEMBIC_E_USAGE, "option --max-failures wants a number, not '%s'",
				     args->max_failures);
	/* A number alone is how many, anything else is a name. */
	if (args->canary.n == 1 && read_count(&out->canary, args->canary.items[0])) {
		if (out->canary == 0)
			return sqlembic_fail(err, SQLEMBIC_E_USAGE, "option --canary wants at least 1");
	} else {
		out->canaries = args->canary.items;
		out->ncanaries = args->canary.n;
	}
	return args->deadline ? app_time(&out->deadline_ms, "--deadline", args->deadline, err) : 0;
}

static int refuse_targets(const char *name, int failure, struct sqlembic_error *err)
{
	(void)sqlembic_fail(err, SQLEMBIC_E_FAILED, "the targets cannot be read from %s: %s", name,
			    strerror(failure));
	return sqlembic_fail_hint(err, "--targets takes a file with a URL a line, or - for standard input");
}

static int read_targets(struct sqlembic_buf *out, const char *name, struct sqlembic_error *err)
{
	char block[8192];
	const bool is_stdin = strcmp(name, "-") == 0;
	FILE *file = is_stdin ? stdin : fopen(name, "re");
	if (!file)
		return refuse_targets(name, errno, err);
	for (size_t n; (n = fread(block, 1, sizeof(block), file)) > 0;)
		sqlembic_buf_add(out, block, n);
	const int failure = ferror(file) ? errno : 0;
	if (!is_stdin)
		(void)fclose(file);
	if (failure)
		return refuse_targets(name, failure, err);
	if (!out->failed && memchr(sqlembic_buf_text(out), '\0', out->len))
		return sqlembic_fail(err, SQLEMBIC_E_FAILED, "%s holds a NUL byte", name);
	return out->failed ? sqlembic_fail_memory(err) : 0;
}

/* -n 'tenant_*' names sections, and [alembic] is that of what they have in common. */
static void take_sections(struct sqlembic_many_options *options, struct app *app,
			  const struct many_args *args)
{
	const char *section = app->globals.section;
	if (!args->all || !section || !strpbrk(section, "*?["))
		return;
	options->sections = section;
	app->globals.section = NULL;
}

/* ---- the run --------------------------------------------------------------------------------------------- */

struct many_slot *many_slot(struct many_run *run, size_t index)
{
	return index < run->nslots ? &run->slots[index] : NULL;
}

static int work(sqlembic *ctx, const struct sqlembic_outcome *outcome, void *payload,
		struct sqlembic_error *err)
{
	struct many_run *run = payload;
	struct many_slot *slot = many_slot(run, outcome->index);
	if (!slot)
		return sqlembic_fail_memory(err);
	/* It may be the second time, where the server was full. */
	sqlembic_buf_clear(&slot->text);
	return run->job->work(slot, ctx, run->job, outcome, err);
}

static void make_slots(struct many_run *run, size_t n)
{
	run->slots = calloc(n + 1, sizeof(*run->slots));
	run->running = calloc(n + 1, sizeof(*run->running));
	run->nslots = run->slots && run->running ? n : 0;
}

/* How many targets there are is known when the first one begins. */
static int receive(const struct sqlembic_event *event, void *payload)
{
	struct many_run *run = payload;
	if (event->kind == SQLEMBIC_EVENT_TARGET && !run->slots)
		make_slots(run, event->steps);
	if (event->kind == SQLEMBIC_EVENT_TARGET_DONE)
		many_hint_note(run, event->outcome);
	if (event->kind == SQLEMBIC_EVENT_TARGET_DONE && run->report)
		many_report_add(run->report, event->outcome,
				many_hint(many_slot(run, event->outcome->index)));
	many_show_event(run, event);
	return 0;
}

static void release(struct many_run *run)
{
	for (size_t i = 0; run->slots && i < run->nslots; i++) {
		sqlembic_buf_release(&run->slots[i].text);
		sqlembic_buf_release(&run->slots[i].hint);
		json_decref(run->slots[i].json);
	}
	free(run->slots);
	free(run->running);
}

/* "+1", "-1", "branch@-1": from where each database is, so that those that are done would move again. */
static bool is_relative(const char *revision)
{
	const char *at = strrchr(revision, '@');
	const char *first = at ? at + 1 : revision;
	return *first == '+' || *first == '-';
}

void many_put_which(struct sqlembic_buf *out, const struct many_args *args)
{
	if (args->targets)
		again_put_word(out, "--targets", args->targets);
	else
		sqlembic_buf_puts(out, " --all");
}

static void put_revisions(struct sqlembic_buf *out, const char *revisions)
{
	struct sqlembic_buf one = SQLEMBIC_BUF_INIT;
	for (size_t length; *revisions; revisions += length + (revisions[length] == ' ')) {
		length = strcspn(revisions, " ");
		sqlembic_buf_clear(&one);
		sqlembic_buf_add(&one, revisions, length);
		again_put_word(out, "", sqlembic_buf_text(&one));
	}
	out->failed |= one.failed;
	sqlembic_buf_release(&one);
}

static void put_next(struct sqlembic_buf *out, const struct many_run *run, const char *report)
{
	const struct many_args *args = run->args;
	const struct many_job *job = run->job;
	sqlembic_buf_printf(out, "sqlembic %s", job->command);
	put_revisions(out, job->target);
	sqlembic_buf_printf(out, "%s%s%s", job->mode ? " " : "", job->mode ? job->mode : "",
			    job->more ? job->more : "");
	again_put_word(out, "--output", args->output);
	many_put_which(out, args);
	again_put_word(out, "--rerun", report);
}

/* Whether one that has failed, or was stopped, has gone a part of its way. */
static bool are_some_under_way(const struct sqlembic_many_report *outcomes)
{
	for (size_t i = 0; i < outcomes->n; i++)
		if (outcomes->outcomes[i]->code != 0 && outcomes->outcomes[i]->steps > 0)
			return true;
	return false;
}

/* The same words lead further from where a target is now. */
static bool refuse_relative(const struct many_run *run, const struct sqlembic_many_report *outcomes,
			    struct sqlembic_error *err)
{
	const char *target = run->job->target;
	if (!is_relative(target))
		return false;
	if (are_some_under_way(outcomes))
		(void)sqlembic_fail_hint(
			err,
			"\"%s\" would move those too far that have done a part of it: name each "
			"in a file, give it by --targets, and say the revision",
			target);
	else if (!run->args->report && run->done > 0)
		(void)sqlembic_fail_hint(
			err,
			"those that are done would move again by \"%s\": name the others in a "
			"file, and give it by --targets",
			target);
	else
		return false;
	return true;
}

static void say_next(struct many_run *run, const struct sqlembic_many_report *outcomes,
		     struct sqlembic_error *err)
{
	const struct many_job *job = run->job;
	const char *report = run->args->report ? run->args->report : run->args->rerun;
	if (err->hint[0] || !job->moves || refuse_relative(run, outcomes, err))
		return;
	struct sqlembic_buf hint = SQLEMBIC_BUF_INIT;
	/* A step that a signal has left half done is no fault, either. */
	const bool is_stopped = err->code == SQLEMBIC_E_INTERRUPTED || sqlembic_flag_is_set(run->app->cancel);
	sqlembic_buf_puts(&hint, is_stopped ? "" : "correct what failed, ");
	/* No file is overwritten. */
	if (run->args->output && !report)
		sqlembic_buf_printf(&hint, "take the scripts in %s away, ", run->args->output);
	sqlembic_buf_puts(&hint, hint.len ? "then: " : "");
	put_next(&hint, run, report);
	(void)sqlembic_fail_hint(err, "%s", sqlembic_buf_text(&hint));
	sqlembic_buf_release(&hint);
}

static bool wants(void *payload, const struct sqlembic_target *target)
{
	const struct many_run *run = payload;
	return !many_report_is_done(run->report, target->name);
}

static int prepare(struct many_run *run, sqlembic **ctx, struct sqlembic_many_options *options,
		   struct many_report *report, struct sqlembic_error *err)
{
	int rc = app_context(run->app, ctx, err);
	if (rc == 0 && (run->args->report || run->args->rerun)) {
		run->report = report;
		rc = many_report_open(report, run->args, run->job, *ctx, err);
		options->wants = wants;
		options->payload = run;
	}
	return rc;
}

static int finish(struct many_run *run, const struct sqlembic_many_report *report, struct sqlembic_error *err)
{
	int rc = many_show_end(run, report, err);
	if (rc == 0 && run->job->finish)
		rc = run->job->finish(run, report, err);
	/* What failed first is what is told. */
	struct sqlembic_error unheard;
	const int closed = run->report ? many_report_close(run->report, report, rc < 0 ? &unheard : err) : 0;
	rc = rc < 0 ? rc : closed;
	if (rc == 0 && run->args->junit)
		rc = many_junit_write(run->args->junit, run->job->command, report, err);
	return rc;
}

static int run_all(struct many_run *run, struct sqlembic_many_options *options, struct sqlembic_error *err)
{
	struct many_report report = { 0 };
	const struct sqlembic_many_report *outcomes = NULL;
	sqlembic *ctx = NULL;
	int rc = prepare(run, &ctx, options, &report, err);
	run->began_ms = sqlembic_clock_ms();
	if (rc == 0)
		rc = sqlembic_each(ctx, options, work, run, &outcomes, err);
	if (outcomes) {
		struct sqlembic_error unwritten = { 0 };
		say_next(run, outcomes, err);
		int written = finish(run, outcomes, rc < 0 ? &unwritten : err);
		rc = rc < 0 ? rc : written;
	}
	run->report = NULL;
	many_report_release(&report);
	release(run);
	return rc;
}

int many_run(struct app *app, const struct many_args *args, struct many_job *job, struct sqlembic_error *err)
{
	struct sqlembic_many_options options = { .size = sizeof(options) };
	struct many_run run = { .app = app, .job = job, .args = args };
	struct sqlembic_buf text = SQLEMBIC_BUF_INIT;
	job->app = app;
	int rc = read_options(&options, args, job, err);
	if (rc == 0 && args->targets) {
		rc = read_targets(&text, args->targets, err);
		options.targets = sqlembic_buf_text(&text);
		options.targets_name = strcmp(args->targets, "-") == 0 ? "standard input" : args->targets;
	}
	take_sections(&options, app, args);
	run.sections = options.sections;
	app->on_event = receive;
	app->event_payload = &run;
	if (rc == 0)
		rc = run_all(&run, &options, err);
	sqlembic_buf_release(&text);
	/* The context may outlive this run, and has nothing more to tell. */
	app->events.out = NULL;
	sqlembic_close(app->ctx);
	app->ctx = NULL;
	return rc;
}

int many_or_alone(struct app *app, const struct many_args *args, struct many_job *job,
		  struct sqlembic_error *err)
{
	bool is_many;
	int rc = many_wanted(&is_many, args, err);
	if (rc < 0)
		return rc;
	return is_many ? many_run(app, args, job, err) : job->alone(app, job, err);
}
