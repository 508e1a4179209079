/* run.c: the public calls that move a database. */
#include <string.h>

#include "api/view.h"
#include "database/offline.h"
#include "run/run.h"
#include "sqlembic/error.h"
#include "graph/plan_range.h"

/* Graph and database of a run; nothing is connected yet. */
static int prepare(struct run *run, struct database *database, sqlembic *ctx,
		   const struct sqlembic_run_options *options, struct sqlembic_error *err)
{
	int rc = context_graph(ctx, err);
	if (rc < 0)
		return rc;
	run->database = database;
	run->graph = &ctx->graph;
	run->arena = &ctx->arena;
	run->offline = options->write != NULL;
	run->purge = options->purge;
	rc = database_describe(database, &ctx->arena, ctx->config, &ctx->options, options->tag, run->offline,
			       err);
	database->wait_ms = options->wait_ms;
	return rc;
}

static void finish(struct run *run, struct database *database)
{
	database_close(database);
	scan_close(run->scan);
	message_release(&run->message);
	arena_release(&run->scratch);
}

static int open_offline(struct database *database, const struct sqlembic_run_options *options,
			struct sqlembic_error *err)
{
	int rc = offline_open(&database->session, database->engine->dialect, database->url.database,
			      options->write, options->write_payload, err);
	if (rc < 0)
		return rc;
	database->driver = database->session->driver;
	return journal_bind(&database->journal, database->session, err);
}

static int refuse_range(const char *target, struct sqlembic_error *err)
{
	if (!strchr(target, ':'))
		return 0;
	sqlembic_fail(err, SQLEMBIC_E_FAILED, "Range revision not allowed");
	return sqlembic_fail_hint(
		err, "a range START:END is for --sql; against a database its rows are the start");
}

static int run_as_text(struct run *run, const struct sqlembic_run_options *options,
		       struct sqlembic_error *err)
{
	struct rows from = { NULL, 0 };
	const char *target = NULL;
	if (run->ntargets > 1)
		return sqlembic_fail(
			err, SQLEMBIC_E_FAILED,
			"Stamp operation with --sql only supports a single starting revision at a time");
	if (run->purge) {
		sqlembic_fail(err, SQLEMBIC_E_FAILED, "Can't use --purge with --sql mode");
		return sqlembic_fail_hint(err, "name the revision that the rows hold now: sqlembic stamp "
					       "FROM:TO --sql");
	}
	int rc = plan_range_offline(&from, &target, run->graph, run->targets[0], run->direction, err);
	if (rc == 0)
		rc = open_offline(run->database, options, err);
	if (rc < 0)
		return rc;
	const char *const *range = run->targets;
	run->targets = &target;
	rc = run_offline(run, &from, err);
	run->targets = range;
	return rc;
}

static int move(sqlembic *ctx, enum sqlembic_direction direction, const char *const *targets, size_t ntargets,
		const struct sqlembic_run_options *options, struct sqlembic_error *err)
{
	struct sqlembic_run_options own;
	struct database database = { 0 };
	struct run run = { .direction = direction, .targets = targets, .ntargets = ntargets };
	int rc = door_options(&own, sizeof(own), options ? &options->size : NULL, "options", err);
	if (rc == 0)
		rc = prepare(&run, &database, ctx, &own, err);
	if (rc == 0 && run.offline) {
		rc = run_as_text(&run, &own, err);
	} else if (rc == 0) {
		for (size_t i = 0; i < ntargets && rc == 0; i++)
			rc = refuse_range(targets[i], err);
		if (rc == 0)
			rc = run_execute(&run, err);
		if (rc == 0 && own.after) {
			const struct rows now = { run.rows_known, run.rows_n };
			rc = view_current(own.after, ctx, database.masked, &now, err);
		}
	}
	finish(&run, &database);
	return rc;
}

int sqlembic_upgrade(sqlembic *ctx, const char *target, const struct sqlembic_run_options *options,
		     struct sqlembic_error *err)
{
	struct sqlembic_error spare;
	int rc = door_enter(
		&err, &spare, __func__,
		(const struct door_argument[]){ { "ctx", ctx }, { "target", target }, { NULL, NULL } });
	return rc < 0 ? rc : move(ctx, SQLEMBIC_UPGRADE, &target, 1, options, err);
}

int sqlembic_downgrade(sqlembic *ctx, const char *target, const struct sqlembic_run_options *options,
		       struct sqlembic_error *err)
{
	struct sqlembic_error spare;
	int rc = door_enter(
		&err, &spare, __func__,
		(const struct door_argument[]){ { "ctx", ctx }, { "target", target }, { NULL, NULL } });
	return rc < 0 ? rc : move(ctx, SQLEMBIC_DOWNGRADE, &target, 1, options, err);
}

int sqlembic_stamp(sqlembic *ctx, const char *const *targets, size_t ntargets,
		   const struct sqlembic_run_options *options, struct sqlembic_error *err)
{
	struct sqlembic_error spare;
	int rc = door_enter(&err, &spare, __func__,
			    (const struct door_argument[]){ { "ctx", ctx }, { NULL, NULL } });
	if (rc == 0)
		rc = door_check_texts(targets, ntargets, "targets", err);
	if (rc < 0)
		return rc;
	if (ntargets == 0)
		return sqlembic_fail(err, SQLEMBIC_E_USAGE, "stamp needs a revision");
	return move(ctx, SQLEMBIC_STAMP, targets, ntargets, options, err);
}

int sqlembic_ensure_version(sqlembic *ctx, const struct sqlembic_run_options *options,
			    struct sqlembic_error *err)
{
	struct sqlembic_run_options own;
	struct database database = { 0 };
	struct sqlembic_error spare;
	int rc = door_enter(&err, &spare, __func__,
			    (const struct door_argument[]){ { "ctx", ctx }, { NULL, NULL } });
	if (rc < 0)
		return rc;
	struct run run = { .arena = &ctx->arena, .database = &database };
	rc = door_options(&own, sizeof(own), options ? &options->size : NULL, "options", err);
	if (rc == 0) {
		run.offline = own.write != NULL;
		rc = database_describe(&database, &ctx->arena, ctx->config, &ctx->options, own.tag,
				       run.offline, err);
		database.wait_ms = own.wait_ms;
	}
	if (rc == 0)
		rc = run.offline ? open_offline(&database, &own, err)
				 : database_connect(&database, false, err);
	if (rc == 0)
		rc = run_ensure_tables(&run, err);
	if (rc == 0 && own.after && (rc = context_graph(ctx, err)) == 0) {
		const struct rows now = { run.rows_known, run.rows_n };
		rc = view_current(own.after, ctx, database.masked, &now, err);
	}
	finish(&run, &database);
	return rc;
}

/* The plan's revisions, in its order. */
static int list_steps(struct sqlembic_revisions *out, sqlembic *ctx, const struct plan *plan,
		      struct sqlembic_error *err)
{
	struct revision_list list = { .items = arena_alloc(&ctx->arena, plan->n + 1,
							   sizeof(struct revision *)) };
	if (!list.items)
		return sqlembic_fail_memory(err);
	for (size_t i = 0; i < plan->n; i++) {
		if (plan->steps[i].revision)
			list.items[list.n++] = &ctx->graph.revisions[plan->steps[i].revision->index];
	}
	return view_list(out, ctx, &list, err);
}

int sqlembic_plan(sqlembic *ctx, enum sqlembic_direction direction, const char *target,
		  struct sqlembic_revisions *out, struct sqlembic_error *err)
{
	struct database database = { 0 };
	struct sqlembic_error spare;
	int rc = door_enter(&err, &spare, __func__,
			    (const struct door_argument[]){
				    { "ctx", ctx }, { "target", target }, { "out", out }, { NULL, NULL } });
	if (rc < 0)
		return rc;
	struct run run = { .direction = direction,
			   .targets = &target,
			   .ntargets = 1,
			   .database = &database,
			   .graph = &ctx->graph,
			   .arena = &ctx->arena };
	struct rows rows = { NULL, 0 };
	rc = refuse_range(target, err);
	if (rc == 0)
		rc = context_graph(ctx, err);
	if (rc == 0)
		rc = context_read_rows(&database, &rows, ctx, err);
	database_close(&database);
	if (rc == 0)
		rc = run_make_plan(&run.plan, &run, &rows, err);
	if (rc == 0 && run.plan.warning)
		rc = run_report_text(&run, SQLEMBIC_EVENT_WARNING, run.plan.warning, err);
	if (rc == 0 && direction != SQLEMBIC_STAMP)
		rc = preflight_scripts(&run, err);
	if (rc == 0)
		rc = list_steps(out, ctx, &run.plan, err);
	finish(&run, &database);
	return rc;
}
