/* squash.c: the public calls about revisions that stand in the place of others. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "api/schema.h"
#include "api/view.h"
#include "base/fs.h"
#include "graph/fold.h"
#include "graph/squash.h"
#include "proof/equivalence.h"
#include "proof/join.h"
#include "scripts/new.h"
#include "scripts/place.h"
#include "sqlembic/error.h"

/* ---- making one ---- */

struct making {
	sqlembic *ctx;
	const struct sqlembic_squash_options *wanted;
	struct graph before; /* without the squash */
	struct squash_range range;
	struct new_request request;
	const char *place;      /* the version location that the scripts are for */
	struct new_result made; /* in a directory of their own, until they are proven */
	struct newfiles drafts, files;
};

static int join_both(struct making *m, const struct sqlembic_dialect *dialect, const struct caller *caller,
		     struct sqlembic_error *err)
{
	struct arena *arena = &m->ctx->arena;
	struct new_request *request = &m->request;
	struct join up, down = { NULL, NULL };
	int rc = join_scripts(&up, arena, &m->range.members, SQLEMBIC_UPGRADE, dialect, caller, err);
	if (rc == 0 && !m->wanted->irreversible)
		rc = join_scripts(&down, arena, &m->range.members, SQLEMBIC_DOWNGRADE, dialect, caller, err);
	request->upgrades = up.text;
	request->up_transaction = up.transaction;
	request->downgrades = down.text ? down.text : "";
	request->down_transaction = down.transaction;
	request->irreversible = !down.text;
	return rc;
}

static int list_replaced(struct making *m, struct sqlembic_error *err)
{
	const struct revision_list *members = &m->range.members;
	const char **ids = arena_alloc(&m->ctx->arena, members->n, sizeof(*ids));
	if (!ids)
		return sqlembic_fail_memory(err);
	for (size_t i = 0; i < members->n; i++)
		ids[i] = members->items[i]->id;
	m->request.replaces = ids;
	m->request.nreplaces = members->n;
	return 0;
}

/* Beside the version location, so that hooks find the same settings.  What a killed process leaves there is read by no
 * command: the scripts come to their place when they are proven. */
static int make_draft_directory(struct making *m, struct sqlembic_error *err)
{
	struct arena *arena = &m->ctx->arena;
	const char *place = fs_absolute(arena, m->place);
	const char *parent = place ? fs_directory(arena, place) : NULL;
	char *path = parent ? arena_printf(arena, "%s/.squash-XXXXXX", parent) : NULL;
	if (!path)
		return sqlembic_fail_memory(err);
	m->place = place;
	if (!mkdtemp(path)) {
		(void)sqlembic_fail(err, SQLEMBIC_E_FAILED, "no directory can be made in %s: %s", parent,
				    strerror(errno));
		return sqlembic_fail_hint(err, "see that it has room, and let the user who runs the command "
					       "write there");
	}
	m->request.directory = path;
	m->ctx->draft_location = path;
	return 0;
}

/* Where a draft goes. */
static const char *place_of(const struct making *m, const char *draft)
{
	return draft ? arena_printf(&m->ctx->arena, "%s%s", m->place, draft + strlen(m->request.directory))
		     : NULL;
}

/* Named as the last revision is, whose place in the directory it takes. */
static int describe(struct making *m, struct sqlembic_error *err)
{
	sqlembic *ctx = m->ctx;
	const struct revision_list *members = &m->range.members;
	struct new_request *request = &m->request;
	if (!members->items)
		return sqlembic_fail_memory(err);
	const struct revision *last = members->items[members->n - 1];
	m->drafts = (struct newfiles){ .arena = &ctx->arena, .are_many = true };
	m->files = (struct newfiles){ .arena = &ctx->arena,
				      .on_event = ctx->options.on_event,
				      .payload = ctx->options.payload };
	*request = (struct new_request){ .rev_id = m->wanted->rev_id,
					 .message = m->wanted->message,
					 .down = m->range.down,
					 .ndown = m->range.ndown,
					 .depends = m->range.depends,
					 .ndepends = m->range.ndepends,
					 .labels = m->range.labels,
					 .nlabels = m->range.nlabels,
					 .caller = caller_from(&ctx->options),
					 .files = &m->drafts };
	if (!request->message)
		request->message = arena_printf(&ctx->arena, "squash of %s to %s", members->items[0]->id,
						last->id);
	if (!request->message)
		return sqlembic_fail_memory(err);
	int rc = place_find(&m->place, ctx->config, &ctx->arena, NULL, last, err);
	if (rc == 0)
		rc = make_draft_directory(m, err);
	if (rc == 0)
		rc = list_replaced(m, err);
	return rc == 0 ? new_read_settings(request, ctx->config, err) : rc;
}

static int check_id(const struct making *m, struct sqlembic_error *err)
{
	const char *id = m->wanted->rev_id;
	if (!id || (!graph_find(&m->before, id) && !fold_replacing(&m->before, id)))
		return 0;
	sqlembic_fail(err, SQLEMBIC_E_FAILED, "revision identifier %s is already used", id);
	return sqlembic_fail_hint(err, "choose another one, or leave --rev-id out");
}

static int write_files(struct making *m, struct origin *origin, struct sqlembic_error *err)
{
	const struct caller caller = caller_from(&m->ctx->options);
	int rc = squash_find(&m->range, &m->before, m->wanted->range, err);
	if (rc == 0)
		rc = check_id(m, err);
	if (rc == 0)
		rc = describe(m, err);
	if (rc == 0)
		rc = join_both(m, origin->live.engine->dialect, &caller, err);
	return rc == 0 ? new_revision(&m->made, &m->ctx->arena, &m->request, err) : rc;
}

static int prove(struct making *m, struct origin *origin, struct sqlembic_error *err)
{
	struct equivalence_order order = { .origin = origin,
					   .before = &m->before,
					   .range = &m->range,
					   .after = &m->ctx->graph,
					   .squash = graph_find(&m->ctx->graph, m->made.rev_id),
					   .rows = m->wanted->rows };
	if (!order.squash)
		return sqlembic_fail(err, SQLEMBIC_E_FAILED, "%s is not found among the scripts",
				     m->made.up_path);
	return origin_end(origin, equivalence_prove(&order, err),
			  "no file was written; the database was not touched", err);
}

static int publish_script(struct making *m, const char *draft, struct sqlembic_error *err)
{
	struct sqlembic_buf text = SQLEMBIC_BUF_INIT;
	const char *path = place_of(m, draft);
	const char *directory = path ? fs_directory(&m->ctx->arena, path) : NULL;
	int rc = directory ? fs_read(&text, draft, NULL, err) : sqlembic_fail_memory(err);
	if (rc == 0)
		rc = newfiles_directory(&m->files, directory, err);
	if (rc == 0)
		rc = newfiles_write(&m->files, path, sqlembic_buf_text(&text), text.len, err);
	sqlembic_buf_release(&text);
	return rc;
}

/* The down script first: alone it is refused by every command, while an up script alone would be irreversible. */
static int publish(struct making *m, struct sqlembic_error *err)
{
	int rc = m->made.down_path ? publish_script(m, m->made.down_path, err) : 0;
	return rc == 0 ? publish_script(m, m->made.up_path, err) : rc;
}

/* Errors name the place that a script is for, as its draft is gone when they are read. */
static void point_at_place(const struct making *m, struct sqlembic_error *err)
{
	const char *draft = m->request.directory;
	size_t length = draft ? strlen(draft) : 0;
	if (!length || strncmp(err->file, draft, length) != 0)
		return;
	const char *path = place_of(m, err->file);
	if (!path)
		return;
	err->file[0] = '\0';
	(void)sqlembic_fail_at(err, path, err->line, err->column);
}

static void leave_drafts(struct making *m)
{
	newfiles_undo(&m->drafts);
	if (m->ctx->draft_location)
		(void)rmdir(m->ctx->draft_location);
	m->ctx->draft_location = NULL;
	m->ctx->has_graph = false;
}

static int check_free(const struct making *m, struct sqlembic_error *err)
{
	const char *up = place_of(m, m->made.up_path);
	const char *stem = up ? arena_copy(&m->ctx->arena, up, strlen(up) - strlen("up.sql")) : NULL;
	const char *down = stem ? arena_printf(&m->ctx->arena, "%sdown.sql", stem) : NULL;
	if (!down)
		return sqlembic_fail_memory(err);
	if (!fs_exists(up) && !fs_exists(down))
		return 0;
	(void)sqlembic_fail(err, SQLEMBIC_E_FAILED, "%s exists already", fs_exists(up) ? up : down);
	return sqlembic_fail_hint(err, "move it away, or choose another --rev-id or message");
}

static int make(struct making *m, struct origin *origin, struct sqlembic_error *err)
{
	int rc = write_files(m, origin, err);
	if (rc == 0)
		rc = check_free(m, err);
	/* With the drafts that were written just now. */
	m->ctx->has_graph = false;
	if (rc == 0)
		rc = context_graph(m->ctx, err);
	if (rc == 0)
		rc = prove(m, origin, err);
	if (rc < 0)
		point_at_place(m, err);
	else
		rc = publish(m, err);
	if (rc < 0)
		newfiles_undo(&m->files);
	leave_drafts(m);
	return rc == 0 ? context_graph(m->ctx, err) : rc;
}

int sqlembic_squash(sqlembic *ctx, const struct sqlembic_squash_options *options,
		    const struct sqlembic_revision **out, struct sqlembic_error *err)
{
	struct sqlembic_squash_options own = { 0 };
	struct sqlembic_error spare;
	struct origin origin;
	int rc = door_enter(&err, &spare, __func__,
			    (const struct door_argument[]){
				    { "ctx", ctx }, { "options", options }, { "out", out }, { NULL, NULL } });
	if (rc == 0)
		rc = door_options(&own, sizeof(own), &options->size, "options", err);
	if (rc == 0 && !own.range)
		rc = sqlembic_fail(err, SQLEMBIC_E_USAGE, "sqlembic_squash: options.range is NULL");
	if (rc == 0)
		rc = schema_origin(&origin, ctx, SCHEMA_NEEDS_REVISIONS, err);
	if (rc < 0)
		return rc;
	struct making m = { .ctx = ctx, .wanted = &own, .before = ctx->graph };
	rc = make(&m, &origin, err);
	origin_leave(&origin);
	if (rc < 0)
		return rc;
	*out = view_revision(ctx, graph_find(&ctx->graph, m.made.rev_id));
	return *out ? 0 : sqlembic_fail_memory(err);
}

/* ---- those that there are ---- */

static int view_squash(const struct sqlembic_squash **out, sqlembic *ctx, const struct graph *graph,
		       const struct sqlembic_status *status, size_t at, struct sqlembic_error *err)
{
	struct sqlembic_squash *view = arena_alloc(&ctx->arena, 1, sizeof(*view));
	if (!view)
		return sqlembic_fail_memory(err);
	view->revision = view_revision(ctx, &ctx->graph.revisions[graph->fold->items[at].revision]);
	const struct revision *half = status->half ? fold_script(graph, status->half->revision) : NULL;
	view->is_needed = fold_is_open(graph, at) || (half && graph->fold->squash_of[half->index] == at);
	*out = view;
	return view->revision ? 0 : sqlembic_fail_memory(err);
}

int sqlembic_squashes(sqlembic *ctx, const struct sqlembic_status *status,
		      const struct sqlembic_squash *const **out, size_t *n, struct sqlembic_error *err)
{
	struct sqlembic_error spare;
	const struct graph *graph;
	int rc = door_enter(
		&err, &spare, __func__,
		(const struct door_argument[]){
			{ "ctx", ctx }, { "status", status }, { "out", out }, { "n", n }, { NULL, NULL } });
	if (rc == 0)
		rc = context_graph(ctx, err);
	if (rc < 0)
		return rc;
	const struct rows known = { status->current.rows, status->current.nrows };
	size_t most = ctx->graph.fold ? ctx->graph.fold->n : 0;
	const struct sqlembic_squash **list = arena_alloc(&ctx->arena, most, sizeof(*list));
	*n = 0;
	rc = list ? fold_choose_text(&graph, &ctx->graph, &known, NULL, err) : sqlembic_fail_memory(err);
	for (size_t i = 0; rc == 0 && i < most; i++)
		if (fold_has_scripts(graph, i))
			rc = view_squash(&list[(*n)++], ctx, graph, status, i, err);
	*out = list;
	return rc;
}
