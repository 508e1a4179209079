/* view.c: see view.h. */
#include "api/view.h"

#include "graph/fold.h"
#include "run/current.h"
#include "scripts/script.h"
#include "sqlembic/error.h"

static const char **ids_of(struct arena *arena, struct revision *const *revisions, size_t n)
{
	const char **ids = arena_alloc(arena, n + 1, sizeof(*ids));
	for (size_t i = 0; ids && i < n; i++)
		ids[i] = revisions[i]->id;
	return ids;
}

/* Views are kept of one view of the graph at a time: what a revision follows depends on it. */
static int turn_to(sqlembic *ctx, const struct revision *revisions)
{
	if (ctx->viewed == revisions)
		return 0;
	ctx->viewed = revisions;
	ctx->views = arena_alloc(&ctx->arena, ctx->graph.n + 1, sizeof(struct sqlembic_revision *));
	return ctx->views ? 0 : -1;
}

struct sqlembic_revision *view_revision(sqlembic *ctx, const struct revision *r)
{
	if (turn_to(ctx, r - r->index) < 0)
		return NULL;
	struct sqlembic_revision *view = ctx->views[r->index];
	if (view)
		return view;
	view = arena_alloc(&ctx->arena, 1, sizeof(*view));
	const char **down = ids_of(&ctx->arena, r->parents, r->nparents);
	const char **children = ids_of(&ctx->arena, r->children, r->nchildren);
	/* Revisions that come from no file, as in tests, have no header. */
	const struct sqlembic_span header = { r->raw ? r->raw : "", r->header_length };
	const char *text = script_text(&ctx->arena, header);
	if (!view || !down || !children || !text)
		return NULL;
	*view = (struct sqlembic_revision){
		.id = r->id,
		.message = r->message ? r->message : "",
		.text = text,
		.create_date = r->create_date ? r->create_date : "",
		.up_path = r->up_path,
		.down_path = r->down_path,
		.down = down,
		.ndown = r->nparents,
		.depends = r->depends,
		.ndepends = r->ndepends,
		.labels = r->all_labels,
		.nlabels = r->nall_labels,
		.replaces = r->replaces,
		.nreplaces = r->nreplaces,
		.children = children,
		.nchildren = r->nchildren,
		.is_head = revision_is_head(r),
		.is_effective_head = revision_is_head(r) && !revision_is_real_head(r),
		.is_branch_point = r->nchildren > 1,
		.is_merge_point = r->nparents > 1,
		.is_current = ctx->is_current && ctx->is_current[r->index],
	};
	return ctx->views[r->index] = view;
}

int view_list(struct sqlembic_revisions *out, sqlembic *ctx, const struct revision_list *list,
	      struct sqlembic_error *err)
{
	const struct sqlembic_revision **items = arena_alloc(&ctx->arena, list->n + 1, sizeof(*items));
	if (!items)
		return sqlembic_fail_memory(err);
	for (size_t i = 0; i < list->n; i++) {
		if (!(items[i] = view_revision(ctx, list->items[i])))
			return sqlembic_fail_memory(err);
	}
	*out = (struct sqlembic_revisions){ .items = items, .n = list->n };
	return 0;
}

int view_steps(struct sqlembic_revisions *out, sqlembic *ctx, const struct plan *plan,
	       struct sqlembic_error *err)
{
	struct revision_list list = { .items = arena_alloc(&ctx->arena, plan->n + 1,
							   sizeof(struct revision *)) };
	if (!list.items)
		return sqlembic_fail_memory(err);
	for (size_t i = 0; i < plan->n; i++)
		if (plan->steps[i].direction != SQLEMBIC_STAMP)
			list.items[list.n++] = (struct revision *)plan->steps[i].revision;
	return view_list(out, ctx, &list, err);
}

/* By index, the same in each view: the revision of a row, and the one that stands there now. */
int view_mark_current(sqlembic *ctx, const struct rows *rows, struct sqlembic_error *err)
{
	const struct graph *graph;
	int rc = fold_choose_text(&graph, &ctx->graph, rows, NULL, err);
	ctx->is_current = arena_alloc(&ctx->arena, ctx->graph.n, sizeof(bool));
	if (rc == 0 && !ctx->is_current)
		rc = sqlembic_fail_memory(err);
	for (size_t i = 0; rc == 0 && i < rows->n; i++) {
		const struct revision *own = fold_script(graph, rows->items[i]);
		const struct revision *revision = graph_find(graph, rows->items[i]);
		if (own)
			ctx->is_current[own->index] = true;
		if (revision)
			ctx->is_current[revision->index] = true;
	}
	ctx->viewed = NULL;
	return rc;
}

int view_current(struct sqlembic_current *out, sqlembic *ctx, const char *url, const struct rows *rows,
		 struct sqlembic_error *err)
{
	struct current current;
	int rc = current_find(&current, &ctx->graph, rows, &ctx->arena, err);
	if (rc == 0)
		rc = view_mark_current(ctx, &current.known, err);
	if (rc < 0)
		return rc;
	*out = (struct sqlembic_current){ .url = url,
					  .rows = rows->items,
					  .nrows = rows->n,
					  .unknown = current.unknown.items,
					  .nunknown = current.unknown.n,
					  .at_heads = current.at_heads };
	return view_list(&out->applied, ctx, &current.applied, err);
}

int view_new(const struct sqlembic_revision **out, sqlembic *ctx, const struct new_request *request,
	     const struct new_result *made, struct sqlembic_error *err)
{
	struct sqlembic_revision *view = arena_alloc(&ctx->arena, 1, sizeof(*view));
	const char **labels = arena_alloc(&ctx->arena, request->nlabels + 1, sizeof(*labels));
	const char *message = arena_dup(&ctx->arena, request->message ? request->message : "empty message");
	if (!view || !labels || !message)
		return sqlembic_fail_memory(err);
	for (size_t i = 0; i < request->nlabels; i++)
		labels[i] = arena_dup(&ctx->arena, request->labels[i]);
	*view = (struct sqlembic_revision){
		.id = made->rev_id,
		.message = message,
		.text = message,
		.create_date = "",
		.up_path = made->up_path,
		.down_path = made->down_path,
		.down = request->down,
		.ndown = request->ndown,
		.depends = request->depends,
		.ndepends = request->ndepends,
		.labels = labels,
		.nlabels = request->nlabels,
		.is_head = true,
		.is_merge_point = request->ndown > 1,
	};
	*out = view;
	return 0;
}

int view_scripts(const struct sqlembic_scripts **out, sqlembic *ctx, struct sqlembic_error *err)
{
	const struct unread_list *unread = &ctx->graph.unread;
	struct sqlembic_scripts *scripts = arena_alloc(&ctx->arena, 1, sizeof(*scripts));
	struct sqlembic_unread *views = arena_alloc(&ctx->arena, unread->n, sizeof(*views));
	const struct sqlembic_unread **items = arena_alloc(&ctx->arena, unread->n, sizeof(*items));
	if (!scripts || !views || !items)
		return sqlembic_fail_memory(err);
	for (size_t i = 0; i < unread->n; i++) {
		const struct unread *file = &unread->items[i];
		views[i] = (struct sqlembic_unread){ file->path, file->id, file->kind == UNREAD_PYTHON };
		items[i] = &views[i];
	}
	*scripts = (struct sqlembic_scripts){ ctx->graph.n, items, unread->n };
	*out = scripts;
	return 0;
}
