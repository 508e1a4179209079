/* run.c: the public calls that move a database. */
#include <string.h>

#include "api/dump_file.h"
#include "api/view.h"
#include "run/run.h"
#include "sqlembic/error.h"
#include "graph/plan_range.h"

/* An order with the database and the records that it names. */
struct errand {
	struct run_order order;
	struct database database;
	struct records records;
	const char *dump_file;  /* NULL: none */
	struct caller listener; /* who is told, also of steps that are counted here */
	size_t steps;
};

static int count_steps(const struct sqlembic_event *event, void *payload)
{
	struct errand *errand = payload;
	errand->steps += event->kind == SQLEMBIC_EVENT_STEP_DONE;
	return errand->listener.on_event ? errand->listener.on_event(event, errand->listener.payload) : 0;
}

/* Nothing is connected yet. */
static int prepare(struct errand *out, sqlembic *ctx, const struct sqlembic_run_options *options,
		   struct sqlembic_error *err)
{
	*out = (struct errand){ .order = { .graph = &ctx->graph,
					   .arena = &ctx->arena,
					   .shared = ctx->shared,
					   .database = &out->database,
					   .records = &out->records,
					   .purge = options->purge,
					   .tell_statements = options->tell_statements } };
	int rc = database_describe(&out->database, &ctx->arena, ctx->config, &ctx->options, err);
	if (rc == 0)
		rc = records_describe(&out->records, &ctx->arena, ctx->config, out->database.engine->dialect,
				      &ctx->options, options->tag, options->write != NULL, err);
	if (rc == 0)
		rc = run_describe(&out->order, ctx->config, err);
	out->database.wait_ms = options->wait_ms;
	out->database.stock = ctx->stock;
	return rc;
}

static int refuse_range(const char *target, struct sqlembic_error *err)
{
	if (!strchr(target, ':'))
		return 0;
	sqlembic_fail(err, SQLEMBIC_E_FAILED, "Range revision not allowed");
	return sqlembic_fail_hint(
		err, "a range START:END is for --sql; against a database its rows are the start");
}

/* A range that begins at "current" begins at the rows of the database, which is only read. */
static int find_range(struct rows *from, const char **target, const struct run_order *order, sqlembic *ctx,
		      struct sqlembic_error *err)
{
	static const char current[] = "current:";
	const char *url, *range = order->targets[0];
	if (strncmp(range, current, sizeof(current) - 1) != 0 || !range[sizeof(current) - 1])
		return plan_range_offline(from, target, order->graph, range, order->direction, err);
	*target = range + sizeof(current) - 1;
	int rc = refuse_range(*target, err);
	return rc < 0 ? rc : context_read_rows(from, &url, ctx, err);
}

static int run_as_text(struct errand *errand, sqlembic *ctx, const struct sqlembic_run_options *options,
		       struct sqlembic_error *err)
{
	const struct run_order *order = &errand->order;
	struct rows from = { NULL, 0 };
	const char *target = NULL;
	if (order->ntargets > 1)
		return sqlembic_fail(
			err, SQLEMBIC_E_FAILED,
			"Stamp operation with --sql only supports a single starting revision at a time");
	if (order->purge) {
		sqlembic_fail(err, SQLEMBIC_E_FAILED, "Can't use --purge with --sql mode");
		return sqlembic_fail_hint(err, "name the revision that the rows hold now: sqlembic stamp "
					       "FROM:TO --sql");
	}
	int rc = find_range(&from, &target, order, ctx, err);
	if (rc == 0)
		rc = database_print(&errand->database, options->write, options->write_payload, err);
	if (rc < 0)
		return rc;
	struct run_order printed = *order;
	printed.targets = &target;
	return run_offline(&printed, &from, err);
}

static int run_here(struct errand *errand, sqlembic *ctx, struct sqlembic_current *after,
		    struct sqlembic_error *err)
{
	const struct run_order *order = &errand->order;
	struct rows rows = { NULL, 0 };
	int rc = 0;
	for (size_t i = 0; i < order->ntargets && rc == 0; i++)
		rc = refuse_range(order->targets[i], err);
	if (rc == 0)
		rc = run_execute(&rows, order, err);
	return rc < 0 || !after ? rc : view_current(after, ctx, errand->database.masked, &rows, err);
}

static int move_unguarded(sqlembic *ctx, enum sqlembic_direction direction, const char *const *targets,
			  size_t ntargets, const struct sqlembic_run_options *options,
			  struct sqlembic_error *err)
{
	struct sqlembic_run_options own = { 0 };
	struct errand errand = { 0 };
	int rc = door_options(&own, sizeof(own), options ? &options->size : NULL, "options", err);
	if (rc == 0)
		rc = context_graph(ctx, err);
	if (rc == 0)
		rc = prepare(&errand, ctx, &own, err);
	/* Many databases would write one file. */
	if (rc == 0 && !own.write && direction != SQLEMBIC_STAMP && !ctx->shelf)
		rc = dump_file_find(&errand.dump_file, ctx, err);
	if (rc == SQLEMBIC_E_INTERRUPTED)
		sqlembic_fail_state(err, "nothing was changed");
	if (rc < 0)
		return rc;
	errand.order.direction = direction;
	errand.order.targets = targets;
	errand.order.ntargets = ntargets;
	if (errand.dump_file) {
		errand.listener = errand.database.caller;
		errand.database.caller.on_event = count_steps;
		errand.database.caller.payload = &errand;
	}
	rc = own.write ? run_as_text(&errand, ctx, &own, err) : run_here(&errand, ctx, own.after, err);
	database_close(&errand.database);
	if (rc == 0 && errand.steps > 0)
		rc = dump_file_write(ctx, errand.dump_file, direction, err);
	return rc;
}

/* A run that its own on_event begins would wait for the lock that the first one holds. */
static int move(sqlembic *ctx, enum sqlembic_direction direction, const char *const *targets, size_t ntargets,
		const struct sqlembic_run_options *options, struct sqlembic_error *err)
{
	if (ctx->is_moving)
		return sqlembic_fail(
			err, SQLEMBIC_E_USAGE,
			"the context moves its database already: on_event must not begin another run");
	ctx->is_moving = true;
	int rc = move_unguarded(ctx, direction, targets, ntargets, options, err);
	ctx->is_moving = false;
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

static int ensure_version(struct rows *after, struct errand *errand,
			  const struct sqlembic_run_options *options, struct sqlembic_error *err)
{
	int rc = options->write
			 ? database_print(&errand->database, options->write, options->write_payload, err)
			 : records_connect(&errand->records, &errand->database, false, err);
	if (rc == 0)
		rc = run_ensure_tables(after, &errand->order, err);
	if (rc < 0)
		database_end_hint(&errand->database, err);
	database_close(&errand->database);
	return rc;
}

int sqlembic_ensure_version(sqlembic *ctx, const struct sqlembic_run_options *options,
			    struct sqlembic_error *err)
{
	struct sqlembic_run_options own = { 0 };
	struct errand errand = { 0 };
	struct rows rows = { NULL, 0 };
	struct sqlembic_error spare;
	int rc = door_enter(&err, &spare, __func__,
			    (const struct door_argument[]){ { "ctx", ctx }, { NULL, NULL } });
	if (rc == 0)
		rc = door_options(&own, sizeof(own), options ? &options->size : NULL, "options", err);
	if (rc == 0)
		rc = prepare(&errand, ctx, &own, err);
	if (rc == 0)
		rc = ensure_version(&rows, &errand, &own, err);
	if (rc == 0 && own.after && (rc = context_graph(ctx, err)) == 0)
		rc = view_current(own.after, ctx, errand.database.masked, &rows, err);
	return rc;
}

int sqlembic_plan(sqlembic *ctx, enum sqlembic_direction direction, const char *target,
		  struct sqlembic_revisions *out, struct sqlembic_error *err)
{
	static const struct sqlembic_run_options none = { .size = sizeof(none) };
	struct errand errand = { 0 };
	struct rows rows = { NULL, 0 };
	struct plan plan = { 0 };
	const char *url;
	struct sqlembic_error spare;
	int rc = door_enter(&err, &spare, __func__,
			    (const struct door_argument[]){
				    { "ctx", ctx }, { "target", target }, { "out", out }, { NULL, NULL } });
	if (rc == 0)
		rc = refuse_range(target, err);
	if (rc == 0)
		rc = context_graph(ctx, err);
	if (rc == 0)
		rc = prepare(&errand, ctx, &none, err);
	if (rc < 0)
		return rc;
	errand.order.direction = direction;
	errand.order.targets = &target;
	errand.order.ntargets = 1;
	rc = context_read_rows(&rows, &url, ctx, err);
	if (rc == 0)
		rc = run_plan(&plan, &errand.order, &rows, err);
	return rc < 0 ? rc : view_steps(out, ctx, &plan, err);
}
