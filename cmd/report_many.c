/* report_many.c: see report_many.h.  Each target is looked at in a thread of its own, which leaves its facts as JSON in the
 * target's slot; the page is made of these at the end. */
#include "report_many.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "listing.h"
#include "page_many.h"
#include "report_source.h"
#include "sqlembic/clock.h"
#include "sqlembic/error.h"
#include "sqlembic/file.h"
#include "status_notes.h"
#include "tojson.h"

/* The newest steps of each target. */
#define LOGGED ((size_t)20)

/* What all threads know. */
struct seen {
	const char *output;
	pthread_mutex_t mutex;       /* guards everything below */
	json_t *pending;             /* revisions that are pending anywhere: an object by their ids */
	size_t most;                 /* how many are in the target that is furthest behind */
	size_t told;                 /* the same for the one of which `hazards` tells */
	struct sqlembic_buf hazards; /* what is said of these */
};

/* ---- one target ------------------------------------------------------------------------------------------ */

static int put_current(json_t *o, const struct sqlembic_status *status)
{
	struct sqlembic_buf text = SQLEMBIC_BUF_INIT;
	const struct sqlembic_revisions *applied = &status->current.applied;
	for (size_t i = 0; i < applied->n; i++) {
		sqlembic_buf_puts(&text, i ? ", " : "");
		listing_name(&text, applied->items[i]);
	}
	if (applied->n == 0)
		sqlembic_buf_puts(&text, status->current.nunknown ? "unknown" : "base");
	int failed = tojson_put(o, "current", tojson_text(sqlembic_buf_text(&text)));
	sqlembic_buf_clear(&text);
	status_notes_put(&text, status, NULL, 0);
	failed |= tojson_put(o, "remarks", tojson_text(sqlembic_buf_text(&text)));
	if (!status->current.nunknown)
		failed |= tojson_put(o, "pending", json_integer((json_int_t)status->pending.n));
	failed |= tojson_put(o, "bad",
			     json_boolean(status->current.nunknown || status->half || status->changed.n));
	failed |= text.failed;
	sqlembic_buf_release(&text);
	return failed;
}

static const struct sqlembic_log_entry *find_slowest(const struct sqlembic_log *log)
{
	const struct sqlembic_log_entry *slowest = NULL;
	for (size_t i = 0; i < log->n; i++)
		if (log->items[i].milliseconds >= 0 &&
		    (!slowest || log->items[i].milliseconds > slowest->milliseconds))
			slowest = &log->items[i];
	return slowest;
}

static int put_log(json_t *o, const struct sqlembic_log *log)
{
	struct sqlembic_buf text = SQLEMBIC_BUF_INIT;
	const struct sqlembic_log_entry *slowest = find_slowest(log);
	int failed = 0;
	if (log->n == 0)
		return 0;
	page_log_steps(&text, log, "The newest steps. Times are UTC.");
	failed |= tojson_put(o, "log", tojson_text(sqlembic_buf_text(&text)));
	failed |= tojson_put(o, "last", tojson_text(log->items[0].started_at));
	if (slowest) {
		sqlembic_buf_clear(&text);
		sqlembic_buf_printf(&text, "%s of %s", slowest->direction, slowest->revision);
		failed |= tojson_put(o, "slowest", tojson_text(sqlembic_buf_text(&text)));
		failed |= tojson_put(o, "milliseconds", json_real((double)slowest->milliseconds));
	}
	failed |= text.failed;
	sqlembic_buf_release(&text);
	return failed;
}

/* Whether this target is the furthest behind until now. */
static bool note_pending(struct seen *seen, const struct sqlembic_status *status)
{
	(void)pthread_mutex_lock(&seen->mutex);
	for (size_t i = 0; i < status->pending.n; i++)
		(void)json_object_set_new(seen->pending, status->pending.items[i]->id, json_true());
	const bool is_furthest = status->pending.n > seen->most;
	if (is_furthest)
		seen->most = status->pending.n;
	(void)pthread_mutex_unlock(&seen->mutex);
	return is_furthest;
}

/* Its scripts are read without the lock, while the others go on.  One that cannot be looked through is told of instead. */
static void find_hazards(struct seen *seen, sqlembic *ctx, const struct sqlembic_status *status,
			 const char *name)
{
	struct sqlembic_error why = { 0 };
	struct sqlembic_buf text = SQLEMBIC_BUF_INIT;
	struct page page = { .status = status, .no_hazards = &why, .furthest = name };
	if (sqlembic_hazards(ctx, &status->pending, &page.hazards, &why) < 0)
		page.hazards = NULL;
	page_hazards(&text, &page);
	(void)pthread_mutex_lock(&seen->mutex);
	if (status->pending.n > seen->told) {
		const struct sqlembic_buf before = seen->hazards;
		seen->told = status->pending.n;
		seen->hazards = text;
		text = before;
	}
	(void)pthread_mutex_unlock(&seen->mutex);
	sqlembic_buf_release(&text);
}

static int look(struct many_slot *slot, sqlembic *ctx, const struct many_job *job,
		const struct sqlembic_outcome *outcome, struct sqlembic_error *err)
{
	struct seen *const *seen = job->args;
	struct sqlembic_status status = { 0 };
	struct sqlembic_log log = { NULL, 0 };
	struct sqlembic_error unknown = { 0 };
	bool is_kept;
	int rc = sqlembic_status(ctx, &status, &unknown);
	if (rc < 0 && !status.current.nunknown)
		return sqlembic_fail_copy(err, &unknown);
	if ((rc = report_source_log(&log, &is_kept, ctx, LOGGED, err)) < 0)
		return rc;
	if (!status.current.nunknown && note_pending(*seen, &status))
		find_hazards(*seen, ctx, &status, outcome->target->name);
	json_decref(slot->json);
	slot->json = json_object();
	return put_current(slot->json, &status) | put_log(slot->json, &log) ? sqlembic_fail_memory(err) : 0;
}

/* ---- the page -------------------------------------------------------------------------------------------- */

static const char *text_of(const json_t *o, const char *key)
{
	return json_string_value(json_object_get(o, key));
}

static struct page_many_target describe(const struct many_slot *slot, const struct sqlembic_outcome *outcome)
{
	const json_t *o = slot ? slot->json : NULL, *pending = json_object_get(o, "pending");
	return (struct page_many_target){
		.name = outcome->target->name,
		.current = text_of(o, "current"),
		.failure = outcome->message ? outcome->message : "it was not begun",
		.hint = many_hint(slot),
		.is_known = pending != NULL,
		.pending = (size_t)json_integer_value(pending),
		.is_bad = json_is_true(json_object_get(o, "bad")),
		.remarks = o ? text_of(o, "remarks") : outcome->message,
		.last = text_of(o, "last"),
		.slowest = text_of(o, "slowest"),
		.milliseconds = json_number_value(json_object_get(o, "milliseconds")),
		.log = text_of(o, "log"),
	};
}

/* The graph of the configuration's scripts, which the targets share. */
struct project {
	struct page page;
	struct sqlembic_status status;
	struct report_graph graph;
	bool *is_pending;
	const struct sqlembic_revision **pending;
};

static int mark(struct project *project, const json_t *pending, struct sqlembic_error *err)
{
	const size_t n = project->graph.lanes.n;
	project->is_pending = calloc(n + 1, sizeof(*project->is_pending));
	project->pending = calloc(n + 1, sizeof(*project->pending));
	if (!project->is_pending || !project->pending)
		return sqlembic_fail_memory(err);
	for (size_t i = 0; i < n; i++) {
		const struct sqlembic_revision *revision = project->graph.lanes.points[i].revision;
		if (!json_object_get(pending, revision->id))
			continue;
		project->is_pending[i] = true;
		project->pending[project->status.pending.n++] = revision;
	}
	project->status.pending.items = project->pending;
	return 0;
}

static int draw(struct project *project, sqlembic *ctx, const json_t *pending, struct sqlembic_error *err)
{
	int rc = report_source_graph(&project->graph, &project->page, ctx, false, err);
	if (rc == 0)
		rc = mark(project, pending, err);
	project->page.furthest = "";
	project->page.is_pending = project->is_pending;
	project->page.status = &project->status;
	return rc;
}

static void release_project(struct project *project)
{
	report_source_release(&project->graph);
	free(project->is_pending);
	free(project->pending);
}

static int write_page(struct many_run *run, const struct seen *seen,
		      const struct sqlembic_many_report *report, struct sqlembic_error *err)
{
	struct project project = { .is_pending = NULL };
	struct sqlembic_error unread = { 0 };
	struct sqlembic_buf text = SQLEMBIC_BUF_INIT, which = SQLEMBIC_BUF_INIT, log = SQLEMBIC_BUF_INIT;
	struct page_many_target *targets = calloc(report->n + 1, sizeof(*targets));
	char made_at[SQLEMBIC_CLOCK_SIZE];
	if (!targets)
		return sqlembic_fail_memory(err);
	sqlembic_clock_write(made_at, sqlembic_clock_now());
	for (size_t i = 0; i < report->n; i++)
		targets[i] = describe(many_slot(run, report->outcomes[i]->index), report->outcomes[i]);
	/* Sections may have scripts of their own, and the configuration none. */
	const bool is_drawn = draw(&project, run->app->ctx, seen->pending, &unread) == 0;
	many_put_which(&which, run->args);
	sqlembic_buf_printf(&log, "sqlembic%s log%s", app_again(run->app), sqlembic_buf_text(&which));
	const struct page_many page = { .made_at = made_at,
					.log_command = sqlembic_buf_text(&log),
					.targets = targets,
					.n = report->n,
					.project = is_drawn ? &project.page : NULL,
					.hazards = seen->most ? sqlembic_buf_text(&seen->hazards) : NULL };
	page_many_write(&text, &page);
	int rc = sqlembic_file_replace(seen->output, &text, err);
	sqlembic_buf_release(&text);
	sqlembic_buf_release(&which);
	sqlembic_buf_release(&log);
	release_project(&project);
	free(targets);
	return rc;
}

static int finish(struct many_run *run, const struct sqlembic_many_report *report, struct sqlembic_error *err)
{
	const struct seen *const *seen = run->job->args;
	return write_page(run, *seen, report, err);
}

int report_many(struct app *app, const struct many_args *args, const char *output, struct sqlembic_error *err)
{
	struct seen seen = { .output = output, .pending = json_object() }, *pointer = &seen;
	struct many_job job = { .command = "report", .work = look, .finish = finish, .args = &pointer };
	if (!seen.pending)
		return sqlembic_fail_memory(err);
	(void)pthread_mutex_init(&seen.mutex, NULL);
	int rc = many_run(app, args, &job, err);
	(void)pthread_mutex_destroy(&seen.mutex);
	json_decref(seen.pending);
	sqlembic_buf_release(&seen.hazards);
	return rc;
}
