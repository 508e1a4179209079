/* fold.c: see fold.h: what replaces what, and the names under which it is found. */
#include "graph/fold.h"

#include <string.h>

#include "base/order.h"
#include "graph/parts.h"
#include "graph/walk.h"
#include "sqlembic/error.h"

/* ---- names ---- */

static const struct fold_name *find_name(const struct fold *fold, const char *name)
{
	size_t low = 0, high = fold ? fold->nnames : 0;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		int order = strcmp(fold->names[middle].name, name);
		if (order == 0)
			return &fold->names[middle];
		if (order < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return NULL;
}

const struct fold_name *fold_find(const struct graph *graph, const char *id)
{
	return find_name(graph->fold, id);
}

struct revision *fold_script(const struct graph *graph, const char *id)
{
	if (!graph->fold)
		return graph_find(graph, id);
	const struct fold_name *name = find_name(graph->fold, id);
	return name && name->revision != FOLD_NONE ? graph->revisions + name->revision : NULL;
}

const struct revision *fold_replacing(const struct graph *graph, const char *id)
{
	const struct fold_name *name = find_name(graph->fold, id);
	return name && name->squash != FOLD_NONE
		       ? graph->revisions + graph->fold->items[name->squash].revision
		       : NULL;
}

bool fold_is_open(const struct graph *graph, size_t squash)
{
	return graph->open && graph->open[squash];
}

bool fold_has_scripts(const struct graph *graph, size_t squash)
{
	return graph->fold->items[squash].nmembers > 0;
}

static int refuse_twice(const struct graph *graph, const struct fold *fold, size_t first, size_t second,
			const char *name, struct sqlembic_error *err)
{
	struct revision *both[] = { graph->revisions + fold->items[first].revision,
				    graph->revisions + fold->items[second].revision };
	sqlembic_fail(err, SQLEMBIC_E_FAILED, "Revision %s is replaced by %s and by %s", name, both[0]->id,
		      both[1]->id);
	fault_list(err, both, 2, both[1]->replaces_line);
	return sqlembic_fail_hint(err, "a squash that takes in another one names that one, and not what it "
				       "replaces");
}

/* Adds to the name before it an entry of the same name. */
static int join_names(const struct graph *graph, const struct fold *fold, struct fold_name *name,
		      const struct fold_name *more, struct sqlembic_error *err)
{
	if (name->revision != FOLD_NONE && more->revision != FOLD_NONE) {
		struct revision *both[] = { graph->revisions + name->revision,
					    graph->revisions + more->revision };
		sqlembic_fail(err, SQLEMBIC_E_FAILED, "Revision %s is present more than once", name->name);
		fault_list(err, both, 2, both[1]->line);
		return sqlembic_fail_hint(err, "give one of the scripts another revision id");
	}
	if (name->squash != FOLD_NONE && more->squash != FOLD_NONE)
		return refuse_twice(graph, fold, name->squash, more->squash, name->name, err);
	if (more->revision != FOLD_NONE)
		name->revision = more->revision;
	if (more->squash != FOLD_NONE)
		name->squash = more->squash;
	return 0;
}

/* Ids of scripts first, then what each squash replaces. */
static int fill_names(struct fold *fold, const struct graph *graph, size_t most, struct arena *scratch,
		      struct sqlembic_error *err)
{
	struct order_item *items = arena_alloc(scratch, 2 * most, sizeof(*items));
	struct fold_name *entries = arena_alloc(scratch, most, sizeof(*entries));
	fold->names = arena_alloc(graph->arena, most, sizeof(*fold->names));
	if (!items || !entries || !fold->names)
		return sqlembic_fail_memory(err);
	size_t n = 0;
	for (; n < graph->n; n++)
		entries[n] = (struct fold_name){ graph->revisions[n].id, n, FOLD_NONE };
	for (size_t s = 0; s < fold->n; s++) {
		const struct revision *r = graph->revisions + fold->items[s].revision;
		for (size_t i = 0; i < r->nreplaces && n < most; i++)
			entries[n++] = (struct fold_name){ r->replaces[i], FOLD_NONE, s };
	}
	for (size_t i = 0; i < n; i++)
		items[i] = (struct order_item){ .name = entries[i].name, .index = i };
	order_names(items, items + n, n);
	int rc = 0;
	for (size_t i = 0; rc == 0 && i < n; i++) {
		const struct fold_name *entry = &entries[items[i].index];
		struct fold_name *last = fold->nnames ? &fold->names[fold->nnames - 1] : NULL;
		if (last && strcmp(last->name, entry->name) == 0)
			rc = join_names(graph, fold, last, entry, err);
		else
			fold->names[fold->nnames++] = *entry;
	}
	return rc;
}

/* ---- members ---- */

static int refuse_part(const struct fold *fold, const struct revision *r, struct sqlembic_error *err)
{
	struct sqlembic_buf there = SQLEMBIC_BUF_INIT, gone = SQLEMBIC_BUF_INIT;
	for (size_t i = 0; i < r->nreplaces; i++) {
		struct sqlembic_buf *list = find_name(fold, r->replaces[i])->revision == FOLD_NONE ? &gone
												   : &there;
		sqlembic_buf_printf(list, "%s%s", list->len ? ", " : "", r->replaces[i]);
	}
	sqlembic_fail(err, SQLEMBIC_E_FAILED,
		      "%s replaces %u revisions, and only some of them have scripts still", r->id,
		      r->nreplaces);
	sqlembic_fail_detail(err, "there: %s\ngone: %s", sqlembic_buf_text(&there), sqlembic_buf_text(&gone));
	sqlembic_buf_release(&there);
	sqlembic_buf_release(&gone);
	fault_point(err, r, r->replaces_line);
	return sqlembic_fail_hint(err, "delete the others, too, if no database needs them any more (sqlembic "
				       "status says so), or restore those that are gone");
}

static int find_members(struct fold *fold, struct fold_squash *squash, const struct graph *graph,
			struct sqlembic_error *err)
{
	const struct revision *r = graph->revisions + squash->revision;
	uint32_t *members = arena_alloc(graph->arena, r->nreplaces, sizeof(*members));
	if (!members)
		return sqlembic_fail_memory(err);
	squash->members = members;
	for (size_t i = 0; i < r->nreplaces; i++) {
		const struct fold_name *name = find_name(fold, r->replaces[i]);
		if (name->revision == FOLD_NONE)
			continue;
		members[squash->nmembers++] = (uint32_t)name->revision;
		fold->squash_of[name->revision] = name->squash;
	}
	return squash->nmembers && squash->nmembers < r->nreplaces ? refuse_part(fold, r, err) : 0;
}

/* A squash may be replaced, but not by itself. */
static int find_outer(struct fold *fold, size_t at, const struct graph *graph, struct sqlembic_error *err)
{
	const struct revision *r = graph->revisions + fold->items[at].revision;
	size_t above = fold->items[at].outer = fold->squash_of[fold->items[at].revision];
	for (size_t i = 0; above != FOLD_NONE && above != at && i < fold->n; i++)
		above = fold->squash_of[fold->items[above].revision];
	if (above == FOLD_NONE)
		return 0;
	sqlembic_fail(err, SQLEMBIC_E_FAILED, "%s replaces itself, or what replaces it", r->id);
	fault_point(err, r, r->replaces_line);
	return sqlembic_fail_hint(err, "take it out of the line 'replaces:'");
}

int fold_survey(struct fold **out, const struct graph *graph, size_t nsquashes, size_t nreplaced,
		struct arena *scratch, struct sqlembic_error *err)
{
	struct fold *fold = *out = arena_alloc(graph->arena, 1, sizeof(*fold));
	if (!fold)
		return sqlembic_fail_memory(err);
	fold->items = arena_alloc(graph->arena, nsquashes, sizeof(*fold->items));
	fold->squash_of = arena_alloc(graph->arena, graph->n, sizeof(*fold->squash_of));
	fold->own = arena_alloc(graph->arena, graph->n, sizeof(*fold->own));
	if (!fold->items || !fold->squash_of || !fold->own)
		return sqlembic_fail_memory(err);
	for (size_t i = 0; i < graph->n; i++) {
		fold->squash_of[i] = fold->own[i] = FOLD_NONE;
		if (graph->revisions[i].nreplaces == 0)
			continue;
		fold->own[i] = fold->n;
		fold->items[fold->n++] = (struct fold_squash){ .revision = (uint32_t)i, .outer = FOLD_NONE };
	}
	int rc = fill_names(fold, graph, graph->n + nreplaced, scratch, err);
	for (size_t s = 0; rc == 0 && s < fold->n; s++)
		rc = find_members(fold, &fold->items[s], graph, err);
	for (size_t s = 0; rc == 0 && s < fold->n; s++)
		rc = find_outer(fold, s, graph, err);
	return rc;
}

/* ---- views ---- */

static uint32_t last_member(const struct fold_squash *squash)
{
	return squash->members[squash->nmembers - 1];
}

void fold_hide(struct graph *graph)
{
	const struct fold *fold = graph->fold;
	for (size_t i = 0; i < graph->n; i++) {
		struct revision *r = graph->revisions + i;
		r->is_hidden = (fold->squash_of[i] != FOLD_NONE &&
				!fold_is_open(graph, fold->squash_of[i])) ||
			       (fold->own[i] != FOLD_NONE && fold_is_open(graph, fold->own[i]));
		size_t at = i, squash = fold->squash_of[i];
		while (squash != FOLD_NONE && fold_is_open(graph, squash) &&
		       last_member(&fold->items[squash]) == at) {
			at = fold->items[squash].revision;
			squash = fold->squash_of[at];
		}
		r->row = graph->revisions[at].id;
	}
}

size_t fold_stand_in(const struct graph *graph, const struct fold_name *name)
{
	const struct fold *fold = graph->fold;
	size_t at = name->revision, squash = name->squash;
	const char *id = name->name;
	for (;;) {
		if (at != FOLD_NONE && !graph->revisions[at].is_hidden)
			return at;
		size_t own = at == FOLD_NONE ? FOLD_NONE : fold->own[at];
		if (own != FOLD_NONE && fold_is_open(graph, own)) {
			/* What completes it. */
			at = last_member(&fold->items[own]);
			squash = FOLD_NONE;
			id = graph->revisions[at].id;
			continue;
		}
		if (squash == FOLD_NONE)
			return FOLD_NONE;
		const struct revision *r = graph->revisions + fold->items[squash].revision;
		if (strcmp(r->replaces[r->nreplaces - 1], id) != 0)
			return FOLD_NONE;
		at = r->index;
		id = r->id;
		squash = fold->squash_of[at];
	}
}

/* ---- what replaces must be whole ---- */

static void list_leaves(struct revision_list *out, const struct graph *view, const struct fold_squash *squash)
{
	for (size_t i = 0; i < squash->nmembers; i++) {
		struct revision *r = view->revisions + squash->members[i];
		size_t own = view->fold->own[r->index];
		if (own != FOLD_NONE && fold_is_open(view, own))
			list_leaves(out, view, &view->fold->items[own]);
		else
			out->items[out->n++] = r;
	}
}

int fold_check(const struct graph *view, struct arena *scratch, struct sqlembic_error *err)
{
	const struct fold *fold = view->fold;
	int rc = 0;
	for (size_t s = 0; rc == 0 && s < fold->n; s++) {
		const struct revision *squash = view->revisions + fold->items[s].revision;
		if (!fold_is_open(view, s))
			continue;
		struct revision_list leaves = { arena_alloc(scratch, view->n, sizeof(struct revision *)), 0 };
		bool *below = arena_alloc(scratch, view->n, sizeof(*below));
		if (!leaves.items || !below)
			return sqlembic_fail_memory(err);
		list_leaves(&leaves, view, &fold->items[s]);
		struct revision_list last = { leaves.items + leaves.n - 1, 1 };
		rc = walk_reach(below, view, &last, WALK_ALL_DOWN, err);
		for (size_t i = 0; rc == 0 && i < leaves.n; i++) {
			if (below[leaves.items[i]->index])
				continue;
			sqlembic_fail(err, SQLEMBIC_E_FAILED,
				      "%s replaces %s last, and that does not follow %s, which it replaces, "
				      "too",
				      squash->id, last.items[0]->id, leaves.items[i]->id);
			fault_point(err, squash, squash->replaces_line);
			rc = sqlembic_fail_hint(err,
						"the last name in 'replaces:' is the one that all others "
						"of them come before");
		}
	}
	return rc;
}
