/* import.c: the public call that takes over another tool's migrations. */
#include <string.h>

#include "api/schema.h"
#include "api/view.h"
#include "base/fs.h"
#include "config/python.h"
#include "graph/fold.h"
#include "import/import.h"
#include "run/run.h"
#include "scripts/place.h"
#include "sqlembic/clock.h"
#include "sqlembic/error.h"
#include "sqlembic/file.h"

static int read_from(struct import *out, sqlembic *ctx, const struct sqlembic_import_options *wanted,
		     const struct caller *caller, struct sqlembic_error *err)
{
	struct import_order order = { .from = wanted->from,
				      .tool = wanted->tool,
				      .values = ctx->options.x,
				      .nvalues = ctx->options.nx,
				      .ini = config_file(ctx->config),
				      .section = config_section(ctx->config),
				      .caller = caller };
	const char *url = NULL;
	struct database database;
	int rc = config_string(ctx->config, "sqlalchemy.url", &url, err);
	if (rc == 0)
		rc = python_find(&order.python, ctx->config, &ctx->arena, &ctx->options, err);
	if (rc == 0 && url && *url) {
		rc = database_describe(&database, &ctx->arena, ctx->config, &ctx->options, err);
		order.dialect = rc == 0 ? database.engine->dialect : NULL;
	}
	return rc < 0 ? rc : import_read(out, &ctx->arena, &order, err);
}

/* ---- settings that the tool has elsewhere ---- */

/* Where script_location is not set, those of Alembic's pyproject.toml are: here at once, and in the ini file once the
 * revisions are written. */
static int take_settings(bool *taken, sqlembic *ctx, const struct draft_found *found,
			 struct sqlembic_error *err)
{
	const char *location = NULL;
	struct sqlembic_options *options = &ctx->options;
	int rc = found->path ? config_string(ctx->config, "script_location", &location, err) : 0;
	*taken = rc == 0 && found->path && !location;
	if (!*taken)
		return rc;
	struct sqlembic_pair *set = arena_alloc(&ctx->arena, options->nset + found->nkeys, sizeof(*set));
	if (!set)
		return sqlembic_fail_memory(err);
	for (size_t i = 0; i < found->nkeys; i++)
		set[i] = found->keys[i];
	for (size_t i = 0; i < options->nset; i++)
		set[found->nkeys + i] = options->set[i];
	options->set = set;
	options->nset += found->nkeys;
	return config_load(&ctx->config, &ctx->arena, options, err);
}

static int write_settings(const sqlembic *ctx, const struct draft_found *found, bool dry_run,
			  const struct caller *caller, struct sqlembic_error *err)
{
	struct arena scratch = { 0 };
	const char *text = arena_printf(&scratch, "%s: [tool.alembic] %s %s%s", found->path,
					dry_run ? "would be taken over into" : "is taken over into",
					found->ini_path,
					found->has_hooks ? ", but for its post_write_hooks, which are for "
							   "Python files"
							 : "");
	int rc = text ? 0 : sqlembic_fail_memory(err);
	if (rc == 0 && !dry_run)
		rc = sqlembic_file_write(found->ini_path,
					 config_file(ctx->config) ? SQLEMBIC_FILE_REPLACED
								  : SQLEMBIC_FILE_NEW,
					 found->ini, strlen(found->ini), err);
	if (rc < 0)
		(void)sqlembic_fail_state(err, "the revisions are written, their settings are not");
	else
		rc = caller_tell(caller, SQLEMBIC_EVENT_INFO, text, err);
	arena_release(&scratch);
	return rc;
}

/* ---- what is there already ---- */

static bool has_parents(const struct revision *revision, const struct draft *draft)
{
	bool same = revision->ndown == draft->nparents;
	for (size_t i = 0; same && i < draft->nparents; i++)
		same = strcmp(revision->down[i], draft->parents[i]) == 0;
	return same;
}

static int refuse_other(const struct revision *revision, const struct draft *draft,
			struct sqlembic_error *err)
{
	(void)sqlembic_fail(err, SQLEMBIC_E_FAILED,
			    "there is a revision %s already, which is not what %s makes", draft->id,
			    draft_path(draft));
	(void)sqlembic_fail_detail(err, "%s follows %s, and would follow %s", revision->up_path,
				   revision->ndown ? revision->down[0] : "nothing",
				   draft->nparents ? draft->parents[0] : "nothing");
	return sqlembic_fail_hint(err, "import into a script directory of its own: sqlembic init DIRECTORY");
}

/* A history from elsewhere is older than what was written here: the one cannot follow the other. */
static int refuse_mixture(const sqlembic *ctx, struct sqlembic_error *err)
{
	(void)sqlembic_fail(
		err, SQLEMBIC_E_FAILED,
		"the script directory has revisions of its own (%s), which none of these precedes",
		ctx->graph.revisions[0].id);
	return sqlembic_fail_hint(
		err, "import into a script directory of its own (sqlembic init DIRECTORY), or as a "
		     "branch: name one of version_locations behind the directory");
}

static int mark_present(struct import *import, sqlembic *ctx, const char *directory,
			struct sqlembic_error *err)
{
	size_t present = 0;
	ctx->new_locations_ok = true;
	int rc = context_graph(ctx, err);
	for (size_t i = 0; rc == 0 && i < import->drafts.n; i++) {
		struct draft *draft = &import->drafts.items[i];
		const struct revision *revision = fold_script(&ctx->graph, draft->id);
		/* What was squashed and deleted is not brought back. */
		draft->is_there = revision || fold_replacing(&ctx->graph, draft->id);
		present += draft->is_there;
		if (revision && !has_parents(revision, draft))
			rc = refuse_other(revision, draft, err);
	}
	return rc == 0 && ctx->graph.n && !present && !directory ? refuse_mixture(ctx, err) : rc;
}

/* ---- files ---- */

static int write_files(const struct import *import, sqlembic *ctx, const char *directory,
		       struct sqlembic_error *err)
{
	struct new_request settings = { .caller = caller_from(&ctx->options) };
	int rc = new_read_settings(&settings, ctx->config, err);
	if (rc == 0)
		rc = place_find(&settings.directory, ctx->config, &ctx->arena, directory, NULL, err);
	return rc < 0 ? rc : import_write(import, &settings, err);
}

/* ---- the history ---- */

/* A connection that promises to write nothing, and is closed again. */
static int read_history(struct import *import, sqlembic *ctx, const char *table, struct sqlembic_error *err)
{
	struct database database;
	struct records records;
	int rc = context_describe(&database, &records, ctx, &ctx->arena, err);
	if (rc < 0)
		return rc;
	rc = records_connect(&records, &database, true, err);
	if (rc == 0)
		rc = import_history(import, table, database.session, database.engine->dialect, err);
	if (rc < 0)
		database_end_hint(&database, err);
	database_close(&database);
	return rc;
}

static int list_past(struct run_order *order, sqlembic *ctx, const struct import *import,
		     struct sqlembic_error *err)
{
	struct run_past *past = arena_alloc(&ctx->arena, import->drafts.n, sizeof(*past));
	if (!past)
		return sqlembic_fail_memory(err);
	for (size_t i = 0; i < import->drafts.n; i++) {
		const struct draft *draft = &import->drafts.items[i];
		if (draft->is_applied)
			past[order->npast++] = (struct run_past){ draft->id, draft->applied_us,
								  draft->took_ms };
	}
	order->past = past;
	return 0;
}

static int write_history(const struct import *import, sqlembic *ctx, struct sqlembic_current *after,
			 struct sqlembic_error *err)
{
	struct database database;
	struct records records;
	struct rows rows = { NULL, 0 };
	struct run_order order = { .graph = &ctx->graph,
				   .arena = &ctx->arena,
				   .database = &database,
				   .records = &records,
				   .direction = SQLEMBIC_STAMP,
				   .takes_over = true };
	const char *tag = arena_printf(&ctx->arena, "imported from %s", import->tool->name);
	int rc = tag ? database_describe(&database, &ctx->arena, ctx->config, &ctx->options, err)
		     : sqlembic_fail_memory(err);
	if (rc == 0)
		rc = records_describe(&records, &ctx->arena, ctx->config, database.engine->dialect,
				      &ctx->options, tag, false, err);
	if (rc == 0)
		rc = run_describe(&order, ctx->config, err);
	if (rc == 0)
		rc = list_past(&order, ctx, import, err);
	/* The files that were written just now. */
	ctx->has_graph = false;
	if (rc == 0)
		rc = context_graph(ctx, err);
	if (rc < 0)
		return rc;
	rc = run_execute(&rows, &order, err);
	if (rc == 0 && after)
		rc = view_current(after, ctx, database.masked, &rows, err);
	database_close(&database);
	return rc;
}

/* The tool's own tables are none that its migrations make. */
static int verify(const struct sqlembic_comparison **out, const struct import *import, sqlembic *ctx,
		  const char *table, struct sqlembic_error *err)
{
	const struct tool_history *own = &import->tool->history;
	const char *tables[sizeof(own->tables) / sizeof(*own->tables) +
			   sizeof(own->others) / sizeof(*own->others)];
	size_t n = 0;
	if (table)
		tables[n++] = table;
	for (size_t i = 0; !table && own->tables[i]; i++)
		tables[n++] = own->tables[i];
	for (size_t i = 0; own->others[i]; i++)
		tables[n++] = own->others[i];
	tables[n] = NULL;
	int rc = schema_verify(out, ctx, tables, err);
	if (rc < 0)
		(void)sqlembic_fail_state(err, "the files and the database's history are written; only their "
					       "comparison failed");
	return rc;
}

/* ---- views ---- */

static const char *view_time(sqlembic *ctx, const struct draft *draft)
{
	char text[SQLEMBIC_CLOCK_SIZE] = "";
	if (draft->applied_us >= 0)
		sqlembic_clock_write(text, draft->applied_us);
	return draft->is_applied ? arena_dup(&ctx->arena, text) : NULL;
}

static int view_import(const struct sqlembic_import **out, sqlembic *ctx, const struct import *import,
		       const struct sqlembic_comparison *verified, struct sqlembic_error *err)
{
	struct sqlembic_import *view = arena_alloc(&ctx->arena, 1, sizeof(*view));
	struct sqlembic_imported *items = arena_alloc(&ctx->arena, import->drafts.n, sizeof(*items));
	if (!view || !items)
		return sqlembic_fail_memory(err);
	*view = (struct sqlembic_import){
		.tool = import->tool->name, .items = items, .n = import->drafts.n, .verified = verified
	};
	for (size_t i = 0; i < view->n; i++) {
		const struct draft *draft = &import->drafts.items[i];
		items[i] = (struct sqlembic_imported){
			.revision = draft->id,
			.message = draft->message,
			.source = draft_path(draft),
			.source_down = !draft->down       ? NULL
				       : draft->down_file ? draft->down_file->path
							  : "",
			.transaction = draft->up_transaction ? draft->up_transaction : "on",
			.is_new = !draft->is_there,
			.applied_at = view_time(ctx, draft),
		};
		view->nnew += items[i].is_new;
	}
	*out = view;
	return 0;
}

int sqlembic_import(sqlembic *ctx, const struct sqlembic_import_options *options,
		    const struct sqlembic_import **out, struct sqlembic_error *err)
{
	struct sqlembic_import_options own = { 0 };
	struct sqlembic_error spare;
	struct import import = { 0 };
	bool takes_settings = false;
	const struct sqlembic_comparison *verified = NULL;
	int rc = door_enter(&err, &spare, __func__,
			    (const struct door_argument[]){
				    { "ctx", ctx }, { "options", options }, { "out", out }, { NULL, NULL } });
	if (rc == 0)
		rc = door_options(&own, sizeof(own), &options->size, "options", err);
	if (rc == 0 && !own.from)
		rc = sqlembic_fail(err, SQLEMBIC_E_USAGE, "sqlembic_import: options.from is NULL");
	if (rc == 0 && own.verify && (!own.history || own.dry_run))
		rc = sqlembic_fail(err, SQLEMBIC_E_USAGE,
				   "--verify needs --history or --database, and files: no --dry-run");
	if (rc < 0)
		return rc;
	const struct caller caller = caller_from(&ctx->options);
	rc = read_from(&import, ctx, &own, &caller, err);
	if (rc == 0)
		rc = take_settings(&takes_settings, ctx, &import.drafts.found, err);
	if (rc == 0)
		rc = mark_present(&import, ctx, own.directory, err);
	if (rc == 0 && own.history)
		rc = read_history(&import, ctx, own.table, err);
	if (rc == 0 && !own.dry_run)
		rc = write_files(&import, ctx, own.directory, err);
	if (rc == 0 && takes_settings)
		rc = write_settings(ctx, &import.drafts.found, own.dry_run, &caller, err);
	if (rc == 0 && !own.dry_run && own.history)
		rc = write_history(&import, ctx, own.after, err);
	if (rc == 0 && own.verify)
		rc = verify(&verified, &import, ctx, own.table, err);
	return rc < 0 ? rc : view_import(out, ctx, &import, verified, err);
}
