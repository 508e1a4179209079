/* list.c: the public calls that list revisions and settings. */
#include <string.h>

#include "api/view.h"
#include "sqlembic/error.h"
#include "config/settings.h"
#include "config/sections.h"
#include "graph/fold.h"
#include "graph/plan_range.h"
#include "graph/plan_show.h"
#include "graph/walk.h"

int sqlembic_settings(sqlembic *ctx, const struct sqlembic_setting **out, size_t *n,
		      struct sqlembic_error *err)
{
	struct sqlembic_error spare;
	int rc = door_enter(
		&err, &spare, __func__,
		(const struct door_argument[]){ { "ctx", ctx }, { "out", out }, { "n", n }, { NULL, NULL } });
	return rc < 0 ? rc : settings_list(ctx->config, out, n, err);
}

int sqlembic_sections(sqlembic *ctx, const char *const **out, size_t *n, struct sqlembic_error *err)
{
	struct sqlembic_error spare;
	int rc = door_enter(
		&err, &spare, __func__,
		(const struct door_argument[]){ { "ctx", ctx }, { "out", out }, { "n", n }, { NULL, NULL } });
	return rc < 0 ? rc : sections_list(ctx->config, out, n, err);
}

int sqlembic_heads(sqlembic *ctx, bool resolve_dependencies, struct sqlembic_revisions *out,
		   struct sqlembic_error *err)
{
	struct sqlembic_error spare;
	int rc = door_enter(&err, &spare, __func__,
			    (const struct door_argument[]){ { "ctx", ctx }, { "out", out }, { NULL, NULL } });
	if (rc == 0)
		rc = context_graph(ctx, err);
	if (rc < 0)
		return rc;
	return view_list(out, ctx, resolve_dependencies ? &ctx->graph.real_heads : &ctx->graph.heads, err);
}

int sqlembic_scripts(sqlembic *ctx, const struct sqlembic_scripts **out, struct sqlembic_error *err)
{
	struct sqlembic_error spare;
	int rc = door_enter(&err, &spare, __func__,
			    (const struct door_argument[]){ { "ctx", ctx }, { "out", out }, { NULL, NULL } });
	if (rc == 0)
		rc = context_graph(ctx, err);
	return rc < 0 ? rc : view_scripts(out, ctx, err);
}

const struct sqlembic_revision *sqlembic_find(sqlembic *ctx, const char *id)
{
	struct sqlembic_error spare;
	if (!ctx || !id || context_graph(ctx, &spare) < 0)
		return NULL;
	const struct revision *revision = fold_script(&ctx->graph, id);
	return revision ? view_revision(ctx, revision) : NULL;
}

static int history(sqlembic *ctx, const char *range, const struct rows *rows, struct sqlembic_revisions *out,
		   struct sqlembic_error *err)
{
	struct revision_list list = { NULL, 0 };
	const struct graph *graph = &ctx->graph;
	int rc = range && *range ? plan_range_history(&list, graph, rows, range, err)
				 : fold_choose_text(&graph, &ctx->graph, rows, NULL, err);
	if (rc == 0 && !(range && *range))
		rc = walk_all(&list, graph, err);
	return rc < 0 ? rc : view_list(out, ctx, &list, err);
}

int sqlembic_history(sqlembic *ctx, const char *range, bool mark_current, struct sqlembic_revisions *out,
		     struct sqlembic_error *err)
{
	struct sqlembic_error spare;
	int rc = door_enter(&err, &spare, __func__,
			    (const struct door_argument[]){ { "ctx", ctx }, { "out", out }, { NULL, NULL } });
	if (rc == 0)
		rc = context_graph(ctx, err);
	if (rc < 0)
		return rc;
	if (!mark_current && !(range && plan_range_needs_rows(range)))
		return history(ctx, range, NULL, out, err);
	struct rows rows = { NULL, 0 };
	const char *url;
	rc = context_read_rows(&rows, &url, ctx, err);
	/* Rows that no file explains are passed over: history works on a database that an older checkout does not know. */
	if (rc == 0 && mark_current)
		rc = view_mark_current(ctx, &rows, err);
	return rc < 0 ? rc : history(ctx, range, &rows, out, err);
}

int sqlembic_branches(sqlembic *ctx, struct sqlembic_revisions *out, struct sqlembic_error *err)
{
	struct sqlembic_error spare;
	struct revision_list walk = { NULL, 0 };
	int rc = door_enter(&err, &spare, __func__,
			    (const struct door_argument[]){ { "ctx", ctx }, { "out", out }, { NULL, NULL } });
	if (rc == 0)
		rc = context_graph(ctx, err);
	if (rc == 0)
		rc = walk_all(&walk, &ctx->graph, err);
	if (rc < 0)
		return rc;
	size_t n = 0;
	for (size_t i = 0; i < walk.n; i++) {
		if (walk.items[i]->nchildren > 1)
			walk.items[n++] = walk.items[i];
	}
	walk.n = n;
	return view_list(out, ctx, &walk, err);
}

int sqlembic_show(sqlembic *ctx, const char *identifier, struct sqlembic_revisions *out,
		  struct sqlembic_error *err)
{
	const char *url;
	struct rows rows = { NULL, 0 };
	struct revision_list list = { NULL, 0 };
	struct sqlembic_error spare;
	int rc = door_enter(
		&err, &spare, __func__,
		(const struct door_argument[]){
			{ "ctx", ctx }, { "identifier", identifier }, { "out", out }, { NULL, NULL } });
	if (rc == 0)
		rc = context_graph(ctx, err);
	bool connect = rc == 0 && plan_range_needs_rows(identifier);
	if (connect)
		rc = context_read_rows(&rows, &url, ctx, err);
	if (rc == 0)
		rc = plan_show(&list, &ctx->graph, connect ? &rows : NULL, identifier, err);
	return rc < 0 ? rc : view_list(out, ctx, &list, err);
}

const struct sqlembic_key_info *sqlembic_keys(void)
{
#define KEY(name, metavar, default_value, kind, help) { name, metavar, default_value, help },
	static const struct sqlembic_key_info infos[] = {
#include "config/keys.def"
		{ NULL, NULL, NULL, NULL },
	};
#undef KEY
	return infos;
}
