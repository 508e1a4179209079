/* resolve.c: the public call that settles a half-applied step. */
#include "api/view.h"
#include "run/run.h"
#include "sqlembic/error.h"

int sqlembic_resolve(sqlembic *ctx, const char *revision, const struct sqlembic_resolve_options *options,
		     struct sqlembic_error *err)
{
	struct sqlembic_resolve_options own = { 0 };
	struct database database;
	struct records records;
	struct rows rows = { NULL, 0 };
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
		rc = context_describe(&database, &records, ctx, &ctx->arena, err);
	if (rc < 0)
		return rc;
	const struct run_order order = { .graph = &ctx->graph,
					 .arena = &ctx->arena,
					 .database = &database,
					 .records = &records,
					 .targets = &revision,
					 .ntargets = 1 };
	rc = run_resolve(&rows, &order, own.resolution, err);
	if (rc == 0 && own.after)
		rc = view_current(own.after, ctx, database.masked, &rows, err);
	database_close(&database);
	return rc;
}
