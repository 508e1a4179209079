/* export.c: the public call that writes all revisions as plain files. */
#include "export/export.h"

#include "api/context.h"
#include "config/paths.h"
#include "sqlembic/error.h"

static int describe(struct export_order *order, sqlembic *ctx, struct sqlembic_error *err)
{
	const char *url = NULL;
	struct database database;
	int rc = context_graph(ctx, err);
	if (rc == 0)
		rc = paths_version_locations(ctx->config, &order->locations, &order->nlocations, err);
	if (rc == 0)
		rc = config_string(ctx->config, "sqlalchemy.url", &url, err);
	if (rc < 0 || !url || !*url)
		return rc;
	rc = database_describe(&database, &ctx->arena, ctx->config, &ctx->options, err);
	order->dialect = rc == 0 ? database.engine->dialect : NULL;
	return rc;
}

static int view_export(const struct sqlembic_export **out, sqlembic *ctx, const struct export *export,
		       struct sqlembic_error *err)
{
	static const char *const modes[] = { [SCRIPT_TRANSACTION_ON] = "on",
					     [SCRIPT_TRANSACTION_OFF] = "off",
					     [SCRIPT_TRANSACTION_OWN] = "own" };
	struct sqlembic_export *view = arena_alloc(&ctx->arena, 1, sizeof(*view));
	struct sqlembic_exported *items = arena_alloc(&ctx->arena, export->n, sizeof(*items));
	if (!view || !items)
		return sqlembic_fail_memory(err);
	*view = (struct sqlembic_export){ .items = items, .n = export->n };
	for (size_t i = 0; i < view->n; i++) {
		const struct export_item *item = &export->items[i];
		items[i] = (struct sqlembic_exported){
			.revision = item->revision->id,
			.message = item->revision->message ? item->revision->message : "",
			.up = item->up,
			.down = item->down,
			.transaction = modes[item->revision->transaction],
			.is_new = !item->has_up || (item->down && !item->has_down),
		};
		view->nnew += items[i].is_new;
	}
	*out = view;
	return 0;
}

int sqlembic_export(sqlembic *ctx, const struct sqlembic_export_options *options,
		    const struct sqlembic_export **out, struct sqlembic_error *err)
{
	struct sqlembic_export_options own = { 0 };
	struct sqlembic_error spare;
	struct export export = { NULL, 0 };
	int rc = door_enter(&err, &spare, __func__,
			    (const struct door_argument[]){
				    { "ctx", ctx }, { "options", options }, { "out", out }, { NULL, NULL } });
	if (rc == 0)
		rc = door_options(&own, sizeof(own), &options->size, "options", err);
	if (rc == 0 && (!own.directory || !*own.directory))
		rc = sqlembic_fail(err, SQLEMBIC_E_USAGE, "sqlembic_export: options.directory is %s",
				   own.directory ? "empty" : "NULL");
	if (rc < 0)
		return rc;
	const struct caller caller = caller_from(&ctx->options);
	struct export_order order = {
		.graph = &ctx->graph, .arena = &ctx->arena, .directory = own.directory, .caller = &caller
	};
	rc = describe(&order, ctx, err);
	if (rc == 0)
		rc = export_choose(&export, &order, err);
	if (rc == 0 && !own.dry_run)
		rc = export_write(&export, &order, err);
	return rc < 0 ? rc : view_export(out, ctx, &export, err);
}
