/* resolve.c: the public call that settles a half-applied step. */
#include <string.h>

#include "api/context.h"
#include "run/run.h"
#include "sqlembic/error.h"

static int copy_options(struct sqlembic_resolve_options *out, const struct sqlembic_resolve_options *options,
			struct sqlembic_error *err)
{
	*out = (struct sqlembic_resolve_options){ .size = sizeof(*out) };
	if (!options || options->size < sizeof(options->size) || options->size > 4096)
		return sqlembic_fail(err, SQLEMBIC_E_USAGE, "the resolve options' size is not set");
	memcpy(out, options, options->size < sizeof(*out) ? options->size : sizeof(*out));
	if ((unsigned)out->resolution > SQLEMBIC_RESOLVE_ALL_UNDONE)
		return sqlembic_fail(err, SQLEMBIC_E_USAGE, "there is no resolution %u",
				     (unsigned)out->resolution);
	return 0;
}

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
	int rc = copy_options(&own, options, err);
	if (rc == 0)
		rc = context_graph(ctx, err);
	if (rc == 0)
		rc = database_describe(&database, &ctx->arena, ctx->config, &ctx->options, NULL, false, err);
	if (rc == 0)
		rc = run_resolve(&run, own.resolution, err);
	if (rc == 0 && own.after) {
		const struct rows now = { run.rows_known, run.rows_n };
		rc = context_current(own.after, ctx, &database, &now, err);
	}
	database_close(&database);
	message_release(&run.message);
	arena_release(&run.scratch);
	return rc;
}
