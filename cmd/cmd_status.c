/* cmd_status.c: sqlembic status. */
#include <string.h>

#include "again.h"
#include "cmd.h"
#include "listing.h"
#include "events.h"
#include "many.h"
#include "sqlembic/error.h"
#include "status_notes.h"
#include "term.h"
#include "tojson.h"

struct status_args {
	struct many_args many;
	bool exit_code;
};

static const struct opt options[] = {
	OPT_ROW_FLAG(0, "exit-code", struct status_args, exit_code,
		     "Exit with status 1 when the version table holds what no script explains, 8 when a step "
		     "is half applied, 6 when an applied script has changed, 3 when something is pending"),
	MANY_ROWS(struct status_args),
	OPT_ROW_END,
};

/* What the scripts tell besides. */
struct more {
	const struct sqlembic_squash *const *squashes; /* with scripts of what they replace */
	size_t nsquashes;
	const struct sqlembic_half *half; /* NULL: nothing is half done, or it could not be read */
};

static int read_more(struct more *out, sqlembic *ctx, const struct sqlembic_status *status,
		     struct sqlembic_error *err)
{
	int rc = sqlembic_squashes(ctx, status, &out->squashes, &out->nsquashes, err);
	return rc == 0 ? sqlembic_half(ctx, status, &out->half, err) : rc;
}

static void title(struct sqlembic_buf *out, const char *text)
{
	sqlembic_buf_printf(out, "%-10s ", text);
}

/* The first on the title's line, the others below it. */
static void revisions(struct sqlembic_buf *out, const char *text, const struct sqlembic_revisions *list,
		      const char *none, void (*line)(struct sqlembic_buf *, const struct sqlembic_revision *))
{
	title(out, text);
	for (size_t i = 0; i < list->n; i++) {
		if (i)
			title(out, "");
		line(out, list->items[i]);
	}
	if (list->n == 0)
		sqlembic_buf_printf(out, "%s\n", none);
}

static void pending_line(struct sqlembic_buf *out, const struct sqlembic_revision *revision)
{
	listing_step(out, revision, SQLEMBIC_UPGRADE);
}

static void changed_line(struct sqlembic_buf *out, const struct sqlembic_revision *revision)
{
	sqlembic_buf_printf(out, "%s: %s\n", revision->id, revision->up_path);
}

/* Text of the database, whoever has written it there, and what is said behind it. */
static void clean_line(struct sqlembic_buf *out, const char *text, const char *behind)
{
	term_put(out, text);
	sqlembic_buf_printf(out, "%s\n", behind);
}

/* What can be done about it, unless running the command again is all. */
static void half_advice(struct sqlembic_buf *out, const struct sqlembic_log_entry *entry,
			const struct sqlembic_half *half)
{
	if (!half)
		return;
	struct sqlembic_buf id = SQLEMBIC_BUF_INIT;
	sqlembic_buf_word(&id, entry->revision);
	if (half->script == SQLEMBIC_HALF_SCRIPT_KEPT && entry->in_doubt)
		sqlembic_buf_printf(
			out,
			"statement %lld may or may not be in effect: sqlembic resolve %s --done, or --retry",
			entry->in_doubt, sqlembic_buf_text(&id));
	else if (half->script == SQLEMBIC_HALF_SCRIPT_EDITED)
		sqlembic_buf_printf(
			out,
			"statement %lld may or may not be in effect as it was, and was edited since: restore "
			"it; or undo by hand what it was, and then: sqlembic resolve %s --retry",
			entry->in_doubt, sqlembic_buf_text(&id));
	else if (half->script == SQLEMBIC_HALF_SCRIPT_CHANGED)
		sqlembic_buf_printf(out,
				    "the script does not begin with what has been run: restore that; or "
				    "complete the step by hand, and then: sqlembic resolve %s --all-done; "
				    "or undo it, and then: --all-undone",
				    sqlembic_buf_text(&id));
	else if (half->script == SQLEMBIC_HALF_SCRIPT_MISSING)
		sqlembic_buf_printf(out,
				    "there is no script of it that can be read: restore it; or undo the step "
				    "by hand, and then: sqlembic resolve %s --all-undone",
				    sqlembic_buf_text(&id));
	out->failed |= id.failed;
	sqlembic_buf_release(&id);
}

static void half_lines(struct sqlembic_buf *out, const struct sqlembic_log_entry *entry,
		       const struct sqlembic_half *half, const char *again)
{
	struct sqlembic_buf advice = SQLEMBIC_BUF_INIT, typed = SQLEMBIC_BUF_INIT;
	struct sqlembic_buf line = SQLEMBIC_BUF_INIT;
	title(out, "half done");
	sqlembic_buf_printf(&line, "%s of %s: %lld of %lld statements, begun %s by %s on %s",
			    entry->direction, entry->revision, entry->statements_done, entry->statements,
			    entry->started_at, entry->os_user, entry->host);
	clean_line(out, sqlembic_buf_text(&line), "");
	if (entry->error) {
		title(out, "");
		clean_line(out, entry->error, "");
	}
	half_advice(&advice, entry, half);
	if (advice.len) {
		title(out, "");
		again_put(&typed, sqlembic_buf_text(&advice), NULL, again);
		clean_line(out, sqlembic_buf_text(&typed), "");
	}
	out->failed |= line.failed || advice.failed || typed.failed;
	sqlembic_buf_release(&line);
	sqlembic_buf_release(&advice);
	sqlembic_buf_release(&typed);
}

static void squash_lines(struct sqlembic_buf *out, const struct more *more)
{
	for (size_t i = 0; i < more->nsquashes; i++) {
		const struct sqlembic_squash *squash = more->squashes[i];
		title(out, i ? "" : "squashed");
		sqlembic_buf_printf(out, "%zu revisions into %s: this database %s their scripts\n",
				    squash->revision->nreplaces, squash->revision->id,
				    squash->is_needed ? "still needs" : "does not need");
	}
}

static void render(struct sqlembic_buf *out, const struct sqlembic_status *status, const struct more *more,
		   const char *again)
{
	title(out, "database");
	sqlembic_buf_printf(out, "%s\n", status->current.url);
	/* With a row that no script explains nobody knows what is applied and what is not. */
	bool guess = status->current.nunknown > 0;
	revisions(out, "current", &status->current.applied, guess ? "unknown" : "base", listing_current);
	for (size_t i = 0; i < status->current.nunknown; i++) {
		title(out, i ? "" : "unknown");
		clean_line(out, status->current.unknown[i], ": in the version table, but in no script");
	}
	revisions(out, "heads", &status->heads, "none", listing_head);
	revisions(out, "pending", &status->pending, guess ? "unknown" : "nothing", pending_line);
	title(out, "lock");
	sqlembic_buf_puts(out, status->lock_holder ? "held by " : "free");
	clean_line(out, status->lock_holder ? status->lock_holder : "", "");
	if (status->half)
		half_lines(out, status->half, more->half, again);
	if (status->changed.n)
		revisions(out, "changed", &status->changed, "", changed_line);
	squash_lines(out, more);
}

static json_t *half_json(const struct sqlembic_log_entry *entry, const struct sqlembic_half *half)
{
	static const char *const scripts[] = { [SQLEMBIC_HALF_SCRIPT_KEPT] = "kept",
					       [SQLEMBIC_HALF_SCRIPT_EDITED] = "edited",
					       [SQLEMBIC_HALF_SCRIPT_CHANGED] = "changed",
					       [SQLEMBIC_HALF_SCRIPT_MISSING] = "missing" };
	json_t *o = tojson_log_entry(entry);
	if (o && tojson_put(o, "script", tojson_text(half ? scripts[half->script] : NULL)) == 0)
		return o;
	json_decref(o);
	return NULL;
}

static json_t *squashes_json(const struct more *more)
{
	json_t *list = json_array();
	int failed = 0;
	for (size_t i = 0; i < more->nsquashes && !failed; i++) {
		json_t *o = json_object();
		failed = tojson_put(o, "revision", tojson_text(more->squashes[i]->revision->id));
		failed |= tojson_put(o, "needs_replaced", json_boolean(more->squashes[i]->is_needed));
		failed |= json_array_append_new(list, o);
	}
	if (!failed)
		return list;
	json_decref(list);
	return NULL;
}

static json_t *to_json(const struct sqlembic_status *status, const struct more *more)
{
	json_t *o = tojson_current(&status->current);
	int failed = tojson_put(o, "heads", tojson_revisions(&status->heads));
	failed |= tojson_put(o, "pending", tojson_revisions(&status->pending));
	failed |= tojson_put(o, "lock_holder", tojson_text(status->lock_holder));
	failed |= tojson_put(o, "half_done",
			     status->half ? half_json(status->half, more->half) : json_null());
	failed |= tojson_put(o, "changed", tojson_revisions(&status->changed));
	if (more->nsquashes)
		failed |= tojson_put(o, "squashes", squashes_json(more));
	if (!failed)
		return o;
	json_decref(o);
	return NULL;
}

/* A verdict: the screen has said it, so the error carries no message. */
static int verdict(const struct sqlembic_status *status, struct sqlembic_error *err)
{
	int code = SQLEMBIC_OK;
	if (status->current.nunknown || status->heads.n == 0)
		code = SQLEMBIC_E_FAILED;
	else if (status->half)
		code = SQLEMBIC_E_HALF;
	else if (status->changed.n)
		code = SQLEMBIC_E_CHANGED;
	else if (status->pending.n)
		code = SQLEMBIC_E_PENDING;
	return code ? sqlembic_fail(err, code, "%s", "") : 0;
}

/* ---- many databases -------------------------------------------------------------------------------------- */

static void render_row(struct sqlembic_buf *out, const struct sqlembic_status *status,
		       const struct more *more)
{
	const struct sqlembic_revisions *applied = &status->current.applied;
	for (size_t i = 0; i < applied->n; i++) {
		sqlembic_buf_puts(out, i ? ", " : "");
		listing_name(out, applied->items[i]);
	}
	if (applied->n == 0)
		sqlembic_buf_puts(out, status->current.nunknown ? "unknown" : "base");
	if (status->current.nunknown)
		sqlembic_buf_puts(out, "\tunknown\t");
	else
		sqlembic_buf_printf(out, "\t%zu\t", status->pending.n);
	status_notes_put(out, status, more->squashes, more->nsquashes);
}

static int run_target(struct many_slot *slot, sqlembic *ctx, const struct many_job *job,
		      const struct sqlembic_outcome *outcome, struct sqlembic_error *err)
{
	const struct status_args *args = job->args;
	struct sqlembic_status status = { 0 };
	(void)outcome;
	struct more more = { 0 };
	int rc = sqlembic_status(ctx, &status, err);
	if (rc < 0 && !status.current.nunknown)
		return rc;
	if (rc == 0)
		rc = read_more(&more, ctx, &status, err);
	render_row(&slot->text, &status, &more);
	if (job->app->globals.json)
		slot->json = to_json(&status, &more);
	return rc == 0 && args->exit_code ? verdict(&status, err) : rc;
}

static int run_alone(struct app *app, const struct many_job *job, struct sqlembic_error *err)
{
	const struct status_args *args = job->args;
	sqlembic *ctx = NULL;
	struct sqlembic_status status = { 0 };
	int rc = app_context(app, &ctx, err);
	if (rc < 0)
		return rc;
	rc = sqlembic_status(ctx, &status, err);
	/* Rows that no file explains belong on the screen. */
	if (rc < 0 && !status.current.nunknown)
		return rc;
	struct more more = { 0 };
	if (rc == 0 && (rc = read_more(&more, ctx, &status, err)) < 0)
		return rc;
	struct sqlembic_buf text = SQLEMBIC_BUF_INIT;
	if (app->globals.json)
		tojson_document(&text, to_json(&status, &more), 0);
	else
		render(&text, &status, &more, app_again(app));
	struct sqlembic_error unwritten = { 0 };
	int printed = app_print(app, &text, rc < 0 ? &unwritten : err);
	if (rc < 0 || printed < 0)
		return rc < 0 ? rc : printed;
	return args->exit_code ? verdict(&status, err) : 0;
}

static int run(struct app *app, const void *data, struct sqlembic_error *err)
{
	const struct status_args *args = data;
	struct many_job job = { .command = "status",
				.heading = "target\tcurrent\tpending\tremarks",
				.work = run_target,
				.alone = run_alone,
				.args = args };
	return many_or_alone(app, &args->many, &job, err);
}

const struct command command_status = {
	.name = "status",
	.brief = "Print on one screen where the database is and what is wrong",
	.about = "Current revisions, heads, what is pending, who holds the migration lock, what was left "
		 "half done, which applied scripts have changed since. Writes nothing.",
	.examples = "sqlembic status --exit-code > /dev/null; test $? != 3 || sqlembic upgrade heads",
	.options = options,
	.arguments = commands_no_arguments,
	.args_size = sizeof(struct status_args),
	.run = run,
};
