/* status.c: the public calls that say where a database is. */
#include "api/view.h"
#include "config/lookup.h"
#include "graph/unknown.h"
#include "run/current.h"
#include "run/halted.h"
#include "run/run.h"
#include "sqlembic/error.h"

/* ---- current -------------------------------------------------------------------------------------------- */

int sqlembic_current(sqlembic *ctx, struct sqlembic_current *out, struct sqlembic_error *err)
{
	struct rows rows = { NULL, 0 };
	const char *url;
	struct sqlembic_error spare;
	int rc = door_enter(&err, &spare, __func__,
			    (const struct door_argument[]){ { "ctx", ctx }, { "out", out }, { NULL, NULL } });
	if (rc == 0)
		rc = context_graph(ctx, err);
	if (rc == 0)
		rc = context_read_rows(&rows, &url, ctx, err);
	if (rc == 0)
		rc = view_current(out, ctx, url, &rows, err);
	if (rc < 0 || out->nunknown == 0)
		return rc;
	return unknown_row(err, &ctx->graph, out->unknown[0]);
}

/* ---- log ------------------------------------------------------------------------------------------------- */

static int refuse_without_log(sqlembic *ctx, struct sqlembic_error *err)
{
	sqlembic_fail(err, SQLEMBIC_E_FAILED, "there is no log: log_table is set to nothing");
	return sqlembic_fail_hint(err, "give log_table a name; its value is from %s",
				  config_origin(ctx->config, "log_table"));
}

int sqlembic_log(sqlembic *ctx, size_t limit, struct sqlembic_log *out, struct sqlembic_error *err)
{
	struct database database = { 0 };
	struct records records;
	struct sqlembic_error spare;
	int rc = door_enter(&err, &spare, __func__,
			    (const struct door_argument[]){ { "ctx", ctx }, { "out", out }, { NULL, NULL } });
	if (rc == 0)
		rc = context_describe(&database, &records, ctx, &ctx->arena, err);
	if (rc == 0 && !records_has_log(&records))
		rc = refuse_without_log(ctx, err);
	if (rc == 0)
		rc = records_connect(&records, &database, true, err);
	if (rc == 0)
		rc = records_read_log(out, &records, &database, limit, &ctx->arena, err);
	if (rc < 0)
		database_end_hint(&database, err);
	database_close(&database);
	return rc;
}

/* ---- status ------------------------------------------------------------------------------------------------ */

static int find_pending(struct sqlembic_revisions *out, sqlembic *ctx, const struct rows *known,
			struct sqlembic_error *err)
{
	struct plan plan;
	int rc = plan_upgrade(&plan, &ctx->graph, known, "heads", err);
	if (rc < 0)
		return rc;
	return view_steps(out, ctx, &plan, err);
}

static int show(struct sqlembic_status *out, sqlembic *ctx, const struct run_status *status, const char *url,
		struct sqlembic_error *err)
{
	struct current current;
	*out = (struct sqlembic_status){ .half = status->half ? &status->half->view : NULL,
					 .lock_holder = status->lock_holder };
	int rc = view_current(&out->current, ctx, url, &status->rows, err);
	if (rc == 0)
		rc = current_find(&current, &ctx->graph, &status->rows, &ctx->arena, err);
	if (rc == 0)
		rc = view_list(&out->heads, ctx, &ctx->graph.real_heads, err);
	if (rc == 0 && out->current.nunknown == 0)
		rc = find_pending(&out->pending, ctx, &current.known, err);
	return rc < 0 ? rc : view_list(&out->changed, ctx, &status->changed, err);
}

int sqlembic_status(sqlembic *ctx, struct sqlembic_status *out, struct sqlembic_error *err)
{
	struct database database;
	struct records records;
	struct run_status status;
	struct sqlembic_error spare;
	int rc = door_enter(&err, &spare, __func__,
			    (const struct door_argument[]){ { "ctx", ctx }, { "out", out }, { NULL, NULL } });
	if (rc == 0)
		rc = context_graph(ctx, err);
	if (rc == 0)
		rc = context_describe(&database, &records, ctx, &ctx->arena, err);
	if (rc < 0)
		return rc;
	const struct run_order order = {
		.graph = &ctx->graph, .arena = &ctx->arena, .database = &database, .records = &records
	};
	rc = run_status(&status, &order, err);
	if (rc < 0) {
		database_end_hint(&database, err);
		return rc;
	}
	ctx->half = status.half;
	return show(out, ctx, &status, database.masked, err);
}

static enum sqlembic_half_script judge(struct halted *at, sqlembic *ctx,
				       const struct sqlembic_dialect *dialect)
{
	struct sqlembic_error unread;
	if (halted_read(at, dialect, &ctx->arena, &unread) < 0)
		return SQLEMBIC_HALF_SCRIPT_MISSING;
	if (halted_has_changed(at))
		return SQLEMBIC_HALF_SCRIPT_CHANGED;
	return halted_is_edited(at) ? SQLEMBIC_HALF_SCRIPT_EDITED : SQLEMBIC_HALF_SCRIPT_KEPT;
}

static int view_half(const struct sqlembic_half **out, sqlembic *ctx, struct sqlembic_error *err)
{
	struct sqlembic_half *view = arena_alloc(&ctx->arena, 1, sizeof(*view));
	struct database database;
	struct records records;
	struct halted at;
	int rc = view ? context_graph(ctx, err) : sqlembic_fail_memory(err);
	if (rc == 0)
		rc = context_describe(&database, &records, ctx, &ctx->arena, err);
	if (rc != 0)
		return rc;
	halted_find(&at, &ctx->graph, ctx->half);
	view->script = judge(&at, ctx, database.engine->dialect);
	view->path = at.path;
	view->line = at.line;
	view->statement = at.excerpt;
	*out = view;
	return 0;
}

int sqlembic_half(sqlembic *ctx, const struct sqlembic_status *status, const struct sqlembic_half **out,
		  struct sqlembic_error *err)
{
	struct sqlembic_error spare;
	int rc = door_enter(&err, &spare, __func__,
			    (const struct door_argument[]){
				    { "ctx", ctx }, { "status", status }, { "out", out }, { NULL, NULL } });
	if (rc < 0)
		return rc;
	*out = NULL;
	if (!status->half)
		return 0;
	if (!ctx->half || status->half != &ctx->half->view)
		return sqlembic_fail(
			err, SQLEMBIC_E_USAGE,
			"sqlembic_half: status.half is not what sqlembic_status has told of last");
	return view_half(out, ctx, err);
}
