/* context.c: opening and closing a context; reading its scripts and version rows for the calls that need them. */
#include "api/context.h"

#include <stdlib.h>
#include "base/fs.h"
#include "run/run.h"
#include "scripts/scriptdir.h"
#include "sqlembic/error.h"
#include "config/warnings.h"
#include "config/paths.h"

const char *sqlembic_version(void)
{
	return SQLEMBIC_VERSION;
}

static const char *copy_text(struct arena *arena, const char *text, bool *failed)
{
	char *copy = text ? arena_dup(arena, text) : NULL;
	if (text && !copy)
		*failed = true;
	return copy;
}

static struct sqlembic_pair *copy_pairs(struct arena *arena, const struct sqlembic_pair *pairs, size_t n,
					bool *failed)
{
	struct sqlembic_pair *copy = arena_alloc(arena, n + 1, sizeof(*copy));
	if (!copy) {
		*failed = true;
		return NULL;
	}
	for (size_t i = 0; i < n; i++) {
		copy[i].key = copy_text(arena, pairs[i].key, failed);
		copy[i].value = copy_text(arena, pairs[i].value, failed);
	}
	return copy;
}

static int check_pairs(const struct sqlembic_pair *pairs, size_t n, const char *name,
		       struct sqlembic_error *err)
{
	if (n > 0 && !pairs)
		return sqlembic_fail(err, SQLEMBIC_E_USAGE, "%s is NULL", name);
	for (size_t i = 0; i < n; i++) {
		if (!pairs[i].key)
			return sqlembic_fail(err, SQLEMBIC_E_USAGE, "%s[%zu].key is NULL", name, i);
	}
	return 0;
}

static int copy_options(sqlembic *ctx, const struct sqlembic_options *options, struct sqlembic_error *err)
{
	struct sqlembic_options *copy = &ctx->options;
	bool failed = false;
	int rc = door_options(copy, sizeof(*copy), &options->size, "options", err);
	if (rc == 0)
		rc = check_pairs(copy->x, copy->nx, "options.x", err);
	if (rc == 0)
		rc = check_pairs(copy->set, copy->nset, "options.set", err);
	if (rc < 0)
		return rc;
	copy->config_file = copy_text(&ctx->arena, copy->config_file, &failed);
	copy->section = copy_text(&ctx->arena, copy->section, &failed);
	copy->driver_path = copy_text(&ctx->arena, copy->driver_path, &failed);
	copy->x = copy_pairs(&ctx->arena, copy->x, copy->nx, &failed);
	copy->set = copy_pairs(&ctx->arena, copy->set, copy->nset, &failed);
	return failed ? sqlembic_fail_memory(err) : 0;
}

static int warn(const sqlembic *ctx, const char *text, struct sqlembic_error *err)
{
	const struct sqlembic_event event = { .kind = SQLEMBIC_EVENT_WARNING, .text = text };
	if (!text)
		return sqlembic_fail_memory(err);
	if (ctx->options.on_event && ctx->options.on_event(&event, ctx->options.payload) != 0)
		return sqlembic_fail(err, SQLEMBIC_E_INTERRUPTED, "stopped by the program");
	return 0;
}

static int report_warnings(sqlembic *ctx, struct sqlembic_error *err)
{
	const char *const *warnings;
	size_t n = warnings_list(ctx->config, &warnings);
	int rc = 0;
	for (size_t i = 0; rc == 0 && i < n; i++)
		rc = warn(ctx, warnings[i], err);
	return rc;
}

int sqlembic_open(sqlembic **out, const struct sqlembic_options *options, struct sqlembic_error *err)
{
	struct sqlembic_error spare;
	int rc = door_enter(
		&err, &spare, __func__,
		(const struct door_argument[]){ { "out", out }, { "options", options }, { NULL, NULL } });
	if (rc < 0)
		return rc;
	sqlembic *ctx = calloc(1, sizeof(*ctx));
	if (!ctx)
		return sqlembic_fail_memory(err);
	rc = copy_options(ctx, options, err);
	if (rc == 0)
		rc = config_load(&ctx->config, &ctx->arena, &ctx->options, err);
	if (rc == 0)
		rc = report_warnings(ctx, err);
	if (rc < 0) {
		sqlembic_close(ctx);
		return rc;
	}
	*out = ctx;
	return 0;
}

void sqlembic_close(sqlembic *ctx)
{
	if (!ctx)
		return;
	arena_release(&ctx->arena);
	free(ctx);
}

/* Leaves out locations that do not exist. */
static int existing_only(const char *const **locations, size_t *n, struct arena *arena,
			 struct sqlembic_error *err)
{
	const char **found = arena_alloc(arena, *n + 1, sizeof(*found));
	if (!found)
		return sqlembic_fail_memory(err);
	size_t count = 0;
	for (size_t i = 0; i < *n; i++) {
		if (fs_exists((*locations)[i]))
			found[count++] = (*locations)[i];
	}
	*locations = found;
	*n = count;
	return 0;
}

/* A location that cannot be read is as a rule a setting that is wrong. */
static int blame_setting(sqlembic *ctx, const char *const *locations, size_t n, struct sqlembic_error *err)
{
	const char *keys[] = { "version_locations", "script_location" };
	const char *listed = NULL;
	size_t unread = 0;
	while (unread < n && fs_is_directory(locations[unread]))
		unread++;
	if (unread < n && config_string(ctx->config, keys[0], &listed, NULL) == 0) {
		const char *key = keys[listed ? 0 : 1];
		(void)sqlembic_fail_detail(err, "%s is from %s", key, config_origin(ctx->config, key));
	}
	return SQLEMBIC_E_FAILED;
}

/* The script directory that a configuration names. */
struct place {
	sqlembic *ctx;
	const char *const *locations;
	size_t nlocations;
	bool recursive;
};

static int add_draft(struct place *place, struct sqlembic_error *err)
{
	const char **all = arena_alloc(&place->ctx->arena, place->nlocations + 1, sizeof(*all));
	if (!all)
		return sqlembic_fail_memory(err);
	for (size_t i = 0; i < place->nlocations; i++)
		all[i] = place->locations[i];
	all[place->nlocations++] = place->ctx->draft_location;
	place->locations = all;
	return 0;
}

static int find_place(struct place *out, sqlembic *ctx, struct sqlembic_error *err)
{
	int rc;
	*out = (struct place){ .ctx = ctx };
	if ((rc = paths_version_locations(ctx->config, &out->locations, &out->nlocations, err)) < 0 ||
	    (rc = config_bool(ctx->config, "recursive_version_locations", &out->recursive, err)) < 0)
		return rc;
	if (ctx->new_locations_ok)
		rc = existing_only(&out->locations, &out->nlocations, &ctx->arena, err);
	return rc == 0 && ctx->draft_location ? add_draft(out, err) : rc;
}

/* A file with our header is meant to be read, whatever its name is. */
static int warn_of_unread(sqlembic *ctx, const struct unread_list *unread, struct sqlembic_error *err)
{
	int rc = 0;
	for (size_t i = 0; rc == 0 && i < unread->n; i++) {
		if (unread->items[i].kind == UNREAD_HEADER)
			rc = warn(ctx,
				  arena_printf(&ctx->arena,
					       "%s is not read: the name of an up script ends in .up.sql",
					       unread->items[i].path),
				  err);
	}
	return rc;
}

static int load_graph(struct graph *graph, struct arena *arena, void *payload, struct sqlembic_error *err)
{
	const struct place *place = payload;
	const struct caller caller = caller_from(&place->ctx->options);
	struct scriptdir scripts;
	int rc = scriptdir_load(&scripts, arena, place->locations, place->nlocations, place->recursive,
				&caller, err);
	if (rc == SQLEMBIC_E_FAILED)
		rc = blame_setting(place->ctx, place->locations, place->nlocations, err);
	if (rc == 0)
		rc = graph_build(graph, arena, scripts.revisions, scripts.n, err);
	if (rc == 0)
		rc = warn_of_unread(place->ctx, &scripts.unread, err);
	if (rc == 0)
		graph->unread = scripts.unread;
	return rc;
}

/* What is planned with a graph goes to the arena of its context. */
static int share_graph(sqlembic *ctx, struct place *place, struct sqlembic_error *err)
{
	struct shelf_entry *entry;
	int rc = shelf_find(&entry, ctx->shelf, place->locations, place->nlocations, place->recursive,
			    load_graph, place, err);
	if (rc < 0)
		return rc;
	ctx->graph = entry->graph;
	ctx->graph.arena = &ctx->arena;
	ctx->shared = &entry->shared;
	return 0;
}

int context_graph(sqlembic *ctx, struct sqlembic_error *err)
{
	struct place place;
	if (ctx->has_graph)
		return 0;
	int rc = find_place(&place, ctx, err);
	if (rc == 0)
		rc = ctx->shelf ? share_graph(ctx, &place, err)
				: load_graph(&ctx->graph, &ctx->arena, &place, err);
	if (rc < 0)
		return rc;
	ctx->viewed = NULL;
	ctx->is_current = NULL;
	ctx->has_graph = true;
	return 0;
}

int context_describe(struct database *database, struct records *records, sqlembic *ctx, struct arena *arena,
		     struct sqlembic_error *err)
{
	struct run_order unused;
	int rc = database_describe(database, arena, ctx->config, &ctx->options, err);
	database->stock = ctx->stock;
	/* Every command refuses a setting that is wrong, not only the one that needs it. */
	if (rc == 0)
		rc = run_describe(&unused, ctx->config, err);
	return rc < 0 ? rc
		      : records_describe(records, arena, ctx->config, database->engine->dialect,
					 &ctx->options, NULL, false, err);
}

int context_read_rows(struct rows *rows, const char **url, sqlembic *ctx, struct sqlembic_error *err)
{
	struct database database;
	struct records records;
	int rc = context_describe(&database, &records, ctx, &ctx->arena, err);
	if (rc < 0)
		return rc;
	*url = database.masked;
	rc = records_connect(&records, &database, true, err);
	if (rc == 0)
		rc = records_read_rows(rows, &records, &database, &ctx->arena, err);
	if (rc < 0)
		database_end_hint(&database, err);
	database_close(&database);
	return rc;
}
