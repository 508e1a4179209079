/* cmd_status.c: sqlembic status. */
#include <string.h>

#include "cmd.h"
#include "listing.h"
#include "events.h"
#include "sqlembic/error.h"
#include "term.h"
#include "tojson.h"

struct status_args {
	bool exit_code;
};

static const struct opt options[] = {
	OPT_ROW_FLAG(0, "exit-code", struct status_args, exit_code,
		     "Exit with status 1 when the version table holds what no script explains, 8 when a step "
		     "is half applied, 6 when an applied script has changed, 3 when something is pending"),
	OPT_ROW_END,
};

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

static void half_line(struct sqlembic_buf *out, const struct sqlembic_log_entry *half)
{
	title(out, "half done");
	sqlembic_buf_printf(out, "%s of %s: %lld of %lld statements, begun %s by %s on %s\n", half->direction,
			    half->revision, half->statements_done, half->statements, half->started_at,
			    half->os_user, half->host);
	if (half->error) {
		title(out, "");
		term_clean(out, half->error, strlen(half->error));
		sqlembic_buf_putc(out, '\n');
	}
	if (half->in_doubt) {
		title(out, "");
		sqlembic_buf_printf(out,
				    "statement %lld may or may not be in effect: sqlembic resolve %s --done, "
				    "or --retry\n",
				    half->in_doubt, half->revision);
	}
}

static void render(struct sqlembic_buf *out, const struct sqlembic_status *status)
{
	title(out, "database");
	sqlembic_buf_printf(out, "%s\n", status->current.url);
	/* With a row that no script explains nobody knows what is applied and what is not. */
	bool guess = status->current.nunknown > 0;
	revisions(out, "current", &status->current.applied, guess ? "unknown" : "base", listing_current);
	for (size_t i = 0; i < status->current.nunknown; i++) {
		title(out, i ? "" : "unknown");
		sqlembic_buf_printf(out, "%s: in the version table, but in no script\n",
				    status->current.unknown[i]);
	}
	revisions(out, "heads", &status->heads, "none", listing_head);
	revisions(out, "pending", &status->pending, guess ? "unknown" : "nothing", pending_line);
	title(out, "lock");
	sqlembic_buf_printf(out, "%s%s\n", status->lock_holder ? "held by " : "free",
			    status->lock_holder ? status->lock_holder : "");
	if (status->half)
		half_line(out, status->half);
	if (status->changed.n)
		revisions(out, "changed", &status->changed, "", changed_line);
}

static void render_json(struct sqlembic_buf *out, const struct sqlembic_status *status)
{
	json_t *o = tojson_current(&status->current);
	int failed = tojson_put(o, "heads", tojson_revisions(&status->heads));
	failed |= tojson_put(o, "pending", tojson_revisions(&status->pending));
	failed |= tojson_put(o, "lock_holder", tojson_text(status->lock_holder));
	failed |= tojson_put(o, "half_done", status->half ? tojson_log_entry(status->half) : json_null());
	failed |= tojson_put(o, "changed", tojson_revisions(&status->changed));
	tojson_document(out, o, failed);
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

static int run(struct app *app, const void *data, struct sqlembic_error *err)
{
	const struct status_args *args = data;
	sqlembic *ctx = NULL;
	struct sqlembic_status status = { 0 };
	int rc = app_context(app, &ctx, err);
	if (rc < 0)
		return rc;
	rc = sqlembic_status(ctx, &status, err);
	/* Rows that no file explains belong on the screen. */
	if (rc < 0 && !status.current.nunknown)
		return rc;
	struct sqlembic_buf text = SQLEMBIC_BUF_INIT;
	if (app->globals.json)
		render_json(&text, &status);
	else
		render(&text, &status);
	struct sqlembic_error unwritten = { 0 };
	int printed = app_print(app, &text, rc < 0 ? &unwritten : err);
	if (rc < 0 || printed < 0)
		return rc < 0 ? rc : printed;
	return args->exit_code ? verdict(&status, err) : 0;
}

const struct command command_status = {
	.name = "status",
	.brief = "Print on one screen where the database is and what is wrong",
	.about = "Current revisions, heads, what is pending, who holds the migration lock, what was left "
		 "half done, "
		 "which applied scripts have changed since. Writes nothing.",
	.examples = "sqlembic status --exit-code > /dev/null || sqlembic upgrade heads",
	.options = options,
	.arguments = commands_no_arguments,
	.args_size = sizeof(struct status_args),
	.run = run,
};
