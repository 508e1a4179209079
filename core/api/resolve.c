/* resolve.c: the public call that settles a half-applied step. */
#include "api/view.h"
#include "run/run.h"
#include "sqlembic/error.h"

int sqlembic_resolve(sqlembic *ctx, const char *revision, const struct sqlembic_resolve_options *options,
		     struct sqlembic_error *err)
{
	struct sqlembic_resolve_options own;
	struct database database = { 0 };
	struct run run = { .database = &database,
			   .graph = &ctx->graph,
			   .arena = &ctx->arena,
			   .targets = &revision,
			   .ntargets = 1 };
	struct sqlembic_error spare;
	int rc = door_enter(
		&err, &spare, __func__,
		(const struct door_argument[]){
			{ "ctx", ctx }, { "revision", revision }, { "options", options }, { NULL, NULL } });
	if (rc == 0)
		rc = door_options(&own, sizeof(own), &options->size, "options", err);
	if (rc == 0 && (unsigned)own.resolution > SQLEMBIC_RESOLVE_ALL_UNDONE)
		rc = sqlembic_fail(err, SQLEMBIC_E_USAGE, "options.resolution: there is no resolution %u",
				   (unsigned)own.resolution);
	if (rc == 0)
		rc = context_graph(ctx, err);
	if (rc == 0)
		rc = database_describe(&database, &ctx->arena, ctx->config, &ctx->options, NULL, false, err);
	if (rc == 0)
		rc = run_resolve(&run, own.resolution, err);
	if (rc == 0 && own.after) {
		const struct rows now = { run.rows_known, run.rows_n };
		rc = view_current(own.after, ctx, database.masked, &now, err);
	}
	database_close(&database);
	message_release(&run.message);
	arena_release(&run.scratch);
	return rc;
}
