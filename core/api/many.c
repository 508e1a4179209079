/* many.c: the public calls for many databases at once: a context for each, whose scripts are shared. */
#include "api/many.h"

#include <stdlib.h>
#include <string.h>

#include "config/target_config.h"
#include "config/url.h"
#include "database/loader.h"
#include "many/pool.h"
#include "sqlembic/clock.h"
#include "sqlembic/error.h"

/* How often a target comes again whose server takes no more connections, and after how long. */
#define MOST_TRIES 20
#define FULL_MS    100

/* ---- events ---------------------------------------------------------------------------------------------- */

/* One target at work. */
struct job {
	struct many *many;
	struct sqlembic_outcome *outcome;
};

static int tell(struct many *many, const struct sqlembic_event *event)
{
	const struct sqlembic_options *options = &many->ctx->options;
	return options->on_event ? options->on_event(event, options->payload) : 0;
}

static int forward(const struct sqlembic_event *event, void *payload)
{
	const struct job *job = payload;
	struct sqlembic_event named = *event;
	named.database = job->outcome->target->name;
	named.outcome = job->outcome;
	(void)pthread_mutex_lock(&job->many->mutex);
	if (event->kind == SQLEMBIC_EVENT_STEP_DONE) {
		job->outcome->steps++;
		job->outcome->statements += event->statements;
	}
	int stop = tell(job->many, &named);
	(void)pthread_mutex_unlock(&job->many->mutex);
	return stop;
}

static void tell_outcome(struct many *many, const struct sqlembic_outcome *outcome,
			 enum sqlembic_event_kind kind, size_t count)
{
	const struct sqlembic_event event = { .kind = kind,
					      .database = outcome->target->name,
					      .outcome = outcome,
					      .step = count,
					      .steps = many->targets.n,
					      .milliseconds = outcome->milliseconds };
	(void)tell(many, &event);
}

/* ---- one target ------------------------------------------------------------------------------------------ */

/* What a target needs of memory the next one needs, too: to get and to clear it costs as much as to plan. */
static void take_arena(struct arena *arena, struct many *many)
{
	if (many->nspares)
		*arena = many->spares[--many->nspares];
}

static void give_arena(struct many *many, struct arena *arena)
{
	if (many->nspares < MANY_SPARES)
		many->spares[many->nspares++] = *arena;
	else
		arena_release(arena);
}

static int open_target(sqlembic **out, struct job *job, struct pool *pool, const struct roster_entry *target,
		       const struct arena *arena, struct sqlembic_error *err)
{
	const struct many *many = job->many;
	sqlembic *ctx = calloc(1, sizeof(*ctx));
	*out = ctx;
	if (!ctx)
		return sqlembic_fail_memory(err);
	ctx->arena = *arena;
	ctx->options = many->ctx->options;
	ctx->options.on_event = forward;
	ctx->options.payload = job;
	ctx->options.cancel = pool_cancel(pool);
	ctx->options.owns_process = false;
	ctx->shelf = &job->many->shelf;
	ctx->stock = &job->many->stock;
	return target_config_make(&ctx->config, &ctx->arena, many->ctx->config, &target->place, err);
}

static const char *keep(struct many *many, const char *text)
{
	return text[0] ? arena_dup(&many->arena, text) : NULL;
}

static void keep_error(struct many *many, struct sqlembic_outcome *outcome, const struct sqlembic_error *err)
{
	outcome->message = err->message[0] ? keep(many, err->message) : NULL;
	outcome->detail = keep(many, err->detail);
	outcome->file = keep(many, err->file);
	outcome->statement = keep(many, err->statement);
	outcome->state = keep(many, err->state);
	outcome->hint = keep(many, err->hint);
	outcome->line = err->line;
	outcome->column = err->column;
}

/* What is wrong with a target's URL, or its driver, is told as its own error. */
static const struct sqlembic_engine *find_engine(const struct many *many, const struct roster_entry *target,
						 struct arena *scratch)
{
	struct config *config;
	const char *text = many_choose_url(&config, many, target, scratch);
	return text ? roster_engine(scratch, text) : NULL;
}

/* A server that takes no more connections. */
static bool is_full(const struct many *many, const struct roster_entry *target,
		    const struct sqlembic_error *err)
{
	struct arena scratch = { 0 };
	if (err->code != SQLEMBIC_E_UNREACHABLE)
		return false;
	const struct sqlembic_engine *engine = find_engine(many, target, &scratch);
	const bool full = engine && engine->dialect->complaints(err) & SQLEMBIC_COMPLAINT_FULL;
	arena_release(&scratch);
	return full;
}

static void close_target(sqlembic *ctx, struct arena *arena)
{
	if (ctx) {
		*arena = ctx->arena;
		ctx->arena = (struct arena){ 0 };
	}
	arena_reset(arena);
	sqlembic_close(ctx);
}

static void begin(struct many *many, struct sqlembic_outcome *outcome, struct arena *arena)
{
	(void)pthread_mutex_lock(&many->mutex);
	take_arena(arena, many);
	outcome->has_begun = true;
	tell_outcome(many, outcome, SQLEMBIC_EVENT_TARGET, ++many->begun);
	(void)pthread_mutex_unlock(&many->mutex);
}

/* It begins again later. */
static void put_off(struct many *many, struct sqlembic_outcome *outcome, struct arena *arena)
{
	(void)pthread_mutex_lock(&many->mutex);
	give_arena(many, arena);
	outcome->has_begun = false;
	many->begun--;
	(void)pthread_mutex_unlock(&many->mutex);
}

static void end(struct many *many, struct pool *pool, struct sqlembic_outcome *outcome, struct arena *arena,
		int rc, struct sqlembic_error *err, long long begun)
{
	if (rc == SQLEMBIC_E_INTERRUPTED && pool_is_late(pool))
		(void)sqlembic_fail_detail(err, "the deadline has passed");
	(void)pthread_mutex_lock(&many->mutex);
	give_arena(many, arena);
	outcome->code = rc;
	outcome->milliseconds = (double)(sqlembic_clock_us() - begun) / 1000.0;
	if (rc < 0)
		keep_error(many, outcome, err);
	many->report.done += rc == 0;
	many->report.failed += rc < 0;
	tell_outcome(many, outcome, SQLEMBIC_EVENT_TARGET_DONE, ++many->ended);
	(void)pthread_mutex_unlock(&many->mutex);
}

static int run_target(void *payload, struct pool *pool, size_t item)
{
	struct many *many = payload;
	const size_t index = many->order[item];
	struct sqlembic_outcome *outcome = &many->outcomes[index];
	struct job job = { many, outcome };
	struct sqlembic_error err = { 0 };
	const long long begun = sqlembic_clock_us();
	struct arena arena = { 0 };
	sqlembic *ctx;
	begin(many, outcome, &arena);
	int rc = open_target(&ctx, &job, pool, &many->targets.items[index], &arena, &err);
	if (rc == 0)
		rc = many->work(ctx, outcome, many->payload, &err);
	close_target(ctx, &arena);
	/* A server counts a connection for a moment after its end. */
	if (rc < 0 && is_full(many, &many->targets.items[index], &err) && many->tries[index]++ < MOST_TRIES) {
		const struct caller caller = { .cancel = pool_cancel(pool) };
		pool_shrink(pool);
		caller_nap(&caller, FULL_MS);
		put_off(many, outcome, &arena);
		return POOL_LATER;
	}
	end(many, pool, outcome, &arena, rc, &err, begun);
	return rc;
}

/* ---- all of them ----------------------------------------------------------------------------------------- */

/* How bad a code is: half done, stopped, failed, and then what is known of the reason. */
static int badness(int code)
{
	static const int order[] = { SQLEMBIC_OK,        SQLEMBIC_E_PENDING,
				     SQLEMBIC_E_LOCKED,  SQLEMBIC_E_UNREACHABLE,
				     SQLEMBIC_E_CHANGED, SQLEMBIC_E_USAGE,
				     SQLEMBIC_E_FAILED,  SQLEMBIC_E_INTERRUPTED,
				     SQLEMBIC_E_HALF };
	for (int i = 0; i < (int)(sizeof(order) / sizeof(*order)); i++) {
		if (order[i] == code)
			return i;
	}
	return badness(SQLEMBIC_E_FAILED);
}

static int conclude(struct many *many, bool late, struct sqlembic_error *err)
{
	struct sqlembic_many_report *report = &many->report;
	int worst = 0;
	for (size_t i = 0; i < report->n; i++) {
		const struct sqlembic_outcome *outcome = &many->outcomes[i];
		if (outcome->has_begun && badness(outcome->code) > badness(worst))
			worst = outcome->code;
	}
	report->not_begun = report->n - report->done - report->failed;
	const bool is_stopped = late || caller_is_cancelled(&many->caller);
	if (is_stopped && report->not_begun && badness(SQLEMBIC_E_INTERRUPTED) > badness(worst))
		worst = SQLEMBIC_E_INTERRUPTED;
	if (worst == 0)
		return 0;
	sqlembic_fail(err, worst, "%s%zu of %zu targets %s",
		      late         ? "the deadline has passed: "
		      : is_stopped ? "interrupted: "
				   : "",
		      report->failed, report->n,
		      worst == SQLEMBIC_E_PENDING ? "are not as they are asked to be" : "failed");
	if (report->not_begun)
		(void)sqlembic_fail_state(err, "%zu done, %zu not begun", report->done, report->not_begun);
	else
		(void)sqlembic_fail_state(err, "%zu done", report->done);
	return worst;
}

static const struct sqlembic_driver *find_driver(const struct many *many, const struct roster_entry *target,
						 struct arena *scratch)
{
	const struct sqlembic_engine *engine = find_engine(many, target, scratch);
	const struct sqlembic_driver *driver = NULL;
	struct sqlembic_error unheard;
	if (!engine || loader_find(&driver, engine, many->ctx->options.driver_path, &unheard) < 0)
		return NULL;
	return driver;
}

/* For client libraries whose first use must not be by two threads at once.  Tenants are all of one engine. */
static void prepare_drivers(struct many *many)
{
	const struct sqlembic_driver *last = NULL;
	struct arena scratch = { 0 };
	bool has_tenant = false;
	for (size_t i = 0; i < many->targets.n && !many_jobs_are_over(many); i++) {
		const struct roster_entry *target = &many->targets.items[i];
		if (target->place.tenant && has_tenant)
			continue;
		has_tenant = has_tenant || target->place.tenant;
		const struct sqlembic_driver *driver = find_driver(many, target, &scratch);
		if (driver && driver != last && driver->prepare_threads)
			driver->prepare_threads(many->ctx->options.owns_process);
		many->is_remote = many->is_remote || (driver && !(driver->caps & SQLEMBIC_CAP_BEGIN_LOCKS));
		last = driver ? driver : last;
		arena_reset(&scratch);
	}
	arena_release(&scratch);
}

static int prepare(struct many *many, struct sqlembic_error *err)
{
	const size_t n = many->targets.n;
	const struct sqlembic_outcome **shown = arena_alloc(&many->ctx->arena, n + 1, sizeof(*shown));
	many->outcomes = arena_alloc(&many->ctx->arena, n + 1, sizeof(*many->outcomes));
	many->tries = arena_alloc(&many->arena, n + 1, sizeof(*many->tries));
	if (!shown || !many->outcomes || !many->tries)
		return sqlembic_fail_memory(err);
	for (size_t i = 0; i < n; i++) {
		many->outcomes[i] = (struct sqlembic_outcome){ .target = &many->targets.items[i].shown,
							       .index = i };
		shown[i] = &many->outcomes[i];
	}
	many->report = (struct sqlembic_many_report){ .outcomes = shown, .n = n };
	prepare_drivers(many);
	return 0;
}

static int run_all(struct many *many, struct sqlembic_error *err)
{
	const struct pool_order order = { .n = many->targets.n,
					  .jobs = many_jobs_count(many),
					  .canaries = many->canaries,
					  .max_failures = many->options.max_failures,
					  .end_ms = many->end_ms,
					  .caller = &many->caller,
					  .work = run_target,
					  .payload = many };
	bool late;
	shelf_init(&many->shelf);
	stock_init(&many->stock);
	int rc = pool_run(&late, &order, err);
	while (many->nspares)
		arena_release(&many->spares[--many->nspares]);
	stock_release(&many->stock);
	shelf_release(&many->shelf);
	return rc < 0 ? rc : conclude(many, late, err);
}

static int begin_many(struct many *many, sqlembic *ctx, const struct sqlembic_many_options *options,
		      struct sqlembic_error *err)
{
	*many = (struct many){ .ctx = ctx, .caller = caller_from(&ctx->options) };
	int rc = door_options(&many->options, sizeof(many->options), options ? &options->size : NULL,
			      "options", err);
	if (rc == 0 && many->options.deadline_ms)
		many->end_ms = sqlembic_clock_ms() + many->options.deadline_ms;
	if (rc == 0)
		rc = target_config_prepare(ctx->config, err);
	if (rc == 0)
		rc = door_check_texts(many->options.canaries, many->options.ncanaries, "options.canaries",
				      err);
	return rc < 0 ? rc : many_choose_targets(many, err);
}

int sqlembic_targets(sqlembic *ctx, const struct sqlembic_many_options *options,
		     const struct sqlembic_target *const **out, size_t *n, struct sqlembic_error *err)
{
	struct many many = { 0 };
	struct sqlembic_error spare;
	const struct sqlembic_target **shown = NULL;
	int rc = door_enter(
		&err, &spare, __func__,
		(const struct door_argument[]){ { "ctx", ctx }, { "out", out }, { "n", n }, { NULL, NULL } });
	if (rc == 0)
		rc = begin_many(&many, ctx, options, err);
	if (rc == 0 && !(shown = arena_alloc(&ctx->arena, many.targets.n + 1, sizeof(*shown))))
		rc = sqlembic_fail_memory(err);
	for (size_t i = 0; rc == 0 && i < many.targets.n; i++)
		shown[i] = &many.targets.items[i].shown;
	if (rc == 0) {
		*out = shown;
		*n = many.targets.n;
	}
	arena_release(&many.arena);
	return rc;
}

int sqlembic_each(sqlembic *ctx, const struct sqlembic_many_options *options, sqlembic_target_fn *work,
		  void *payload, const struct sqlembic_many_report **out, struct sqlembic_error *err)
{
	struct many many;
	struct sqlembic_error spare;
	int rc = door_enter(&err, &spare, __func__,
			    (const struct door_argument[]){ { "ctx", ctx }, { "out", out }, { NULL, NULL } });
	if (rc == 0 && !work)
		rc = sqlembic_fail(err, SQLEMBIC_E_USAGE, "%s: work is NULL", __func__);
	if (rc < 0)
		return rc;
	*out = NULL;
	rc = begin_many(&many, ctx, options, err);
	many.work = work;
	many.payload = payload;
	if (rc == 0)
		rc = prepare(&many, err);
	if (rc == 0) {
		(void)pthread_mutex_init(&many.mutex, NULL);
		rc = run_all(&many, err);
		(void)pthread_mutex_destroy(&many.mutex);
		struct sqlembic_many_report *report = arena_alloc(&ctx->arena, 1, sizeof(*report));
		if (report)
			*report = many.report;
		else if (rc == 0)
			rc = sqlembic_fail_memory(err);
		*out = report;
	}
	arena_join(&ctx->arena, &many.arena);
	return rc;
}

/* ---- upgrade --------------------------------------------------------------------------------------------- */

struct upgrade {
	const char *target;
	const struct sqlembic_run_options *run;
};

static int upgrade_target(sqlembic *ctx, const struct sqlembic_outcome *target, void *payload,
			  struct sqlembic_error *err)
{
	const struct upgrade *upgrade = payload;
	(void)target;
	return sqlembic_upgrade(ctx, upgrade->target, upgrade->run, err);
}

int sqlembic_upgrade_all(sqlembic *ctx, const char *target, const struct sqlembic_run_options *run,
			 const struct sqlembic_many_options *options, const struct sqlembic_many_report **out,
			 struct sqlembic_error *err)
{
	struct sqlembic_run_options own = { 0 };
	struct upgrade upgrade = { target, run ? &own : NULL };
	struct sqlembic_error spare;
	int rc = door_enter(&err, &spare, __func__,
			    (const struct door_argument[]){
				    { "ctx", ctx }, { "target", target }, { "out", out }, { NULL, NULL } });
	if (rc == 0)
		rc = door_options(&own, sizeof(own), run ? &run->size : NULL, "run", err);
	if (rc == 0 && (own.write || own.after))
		rc = sqlembic_fail(err, SQLEMBIC_E_USAGE, "%s: run.write and run.after are for one database",
				   __func__);
	return rc < 0 ? rc : sqlembic_each(ctx, options, upgrade_target, &upgrade, out, err);
}
