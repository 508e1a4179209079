/* fold_choose.c: which view of its squashes a database, an identifier or a plan needs. */
#include "graph/fold.h"

#include <string.h>

#include "graph/parts.h"
#include "graph/reserved.h"
#include "sqlembic/error.h"

static bool is_last(const struct graph *graph, size_t squash, const char *id)
{
	const struct revision *r = graph->revisions + graph->fold->items[squash].revision;
	return strcmp(r->replaces[r->nreplaces - 1], id) == 0;
}

static void open_from(bool *open, const struct fold *fold, size_t squash)
{
	for (; squash != FOLD_NONE; squash = fold->items[squash].outer)
		open[squash] = fold->items[squash].nmembers > 0;
}

/* The last of what a squash replaces stands for all of it; anything else needs the view with its scripts. */
static void open_for(bool *open, const struct graph *graph, const struct fold_name *name)
{
	const struct fold *fold = graph->fold;
	const char *id = name->name;
	size_t squash = name->squash;
	while (squash != FOLD_NONE && is_last(graph, squash, id)) {
		id = graph->revisions[fold->items[squash].revision].id;
		squash = fold->items[squash].outer;
	}
	open_from(open, fold, squash);
}

/* ---- texts ---- */

static bool is_visible_name(const struct graph *graph, const char *text, bool prefix)
{
	size_t length = strlen(text);
	for (size_t i = 0; i < graph->nnames; i++) {
		const char *name = graph->names[i].name;
		if (prefix ? strncmp(name, text, length) == 0 : strcmp(name, text) == 0)
			return true;
	}
	return false;
}

/* The replaced revision that a text is the beginning of; NULL: none, or several. */
static const struct fold_name *find_prefix(const struct graph *graph, const char *text)
{
	const struct fold *fold = graph->fold;
	const struct fold_name *found = NULL;
	size_t length = strlen(text);
	for (size_t i = 0; i < fold->nnames; i++) {
		const struct fold_name *name = &fold->names[i];
		if (name->squash == FOLD_NONE || strlen(name->name) < SHORTEST_WITH_PREFIX ||
		    strncmp(name->name, text, length) != 0)
			continue;
		if (found)
			return NULL;
		found = name;
	}
	return found;
}

static void open_for_symbol(bool *open, const struct graph *graph, const char *symbol)
{
	const struct fold_name *name = fold_find(graph, symbol);
	if (!*symbol || reserved_is_word(symbol) || is_visible_name(graph, symbol, false))
		return;
	if (!name && !is_visible_name(graph, symbol, true))
		name = find_prefix(graph, symbol);
	if (name)
		open_for(open, graph, name);
}

/* Identifiers stand between ":" and "@", and steps behind them; a label may have a "-" in it. */
static int open_for_text(bool *open, const struct graph *graph, const char *text, struct arena *scratch,
			 struct sqlembic_error *err)
{
	while (*text) {
		size_t length = strcspn(text, ":@ ");
		char *symbol = arena_copy(scratch, text, length);
		if (!symbol)
			return sqlembic_fail_memory(err);
		if (!is_visible_name(graph, symbol, false))
			symbol[strcspn(symbol, "+-")] = '\0';
		open_for_symbol(open, graph, symbol);
		text += length + (text[length] != '\0');
	}
	return 0;
}

/* ---- wishes ---- */

static int refuse_plan(const struct revision *r, struct sqlembic_error *err)
{
	sqlembic_fail(
		err, SQLEMBIC_E_FAILED,
		"the database was changed by another process: %s replaces revisions of which it has some "
		"by now",
		r->id);
	return sqlembic_fail_hint(err, "run the command again to plan from where the database is now");
}

/* A plan is gone on with in the view in which it was made. */
static int open_for_plan(bool *open, const struct graph *graph, const struct plan *plan,
			 struct sqlembic_error *err)
{
	const struct fold *fold = graph->fold;
	for (size_t i = 0; i < plan->n; i++)
		if (!plan->steps[i].adopts && plan->steps[i].revision)
			open_from(open, fold, fold->squash_of[plan->steps[i].revision->index]);
	for (size_t i = 0; i < plan->n; i++) {
		const struct revision *r = plan->steps[i].revision;
		if (!plan->steps[i].adopts && r && fold->own[r->index] != FOLD_NONE &&
		    open[fold->own[r->index]])
			return refuse_plan(r, err);
	}
	return 0;
}

static void open_for_preferred(bool *open, const struct graph *graph, const struct revision_list *list)
{
	const struct fold *fold = graph->fold;
	for (size_t i = 0; i < list->n; i++)
		open_from(open, fold, fold->squash_of[list->items[i]->index]);
}

static int find_open(bool *open, const struct graph *graph, const struct fold_wish *wish,
		     struct sqlembic_error *err)
{
	struct arena scratch = { 0 };
	int rc = 0;
	for (size_t i = 0; wish->rows && i < wish->rows->n; i++) {
		const struct fold_name *name = fold_find(graph, wish->rows->items[i]);
		if (name)
			open_for(open, graph, name);
	}
	for (size_t i = 0; rc == 0 && i < wish->ntexts; i++)
		rc = open_for_text(open, graph, wish->texts[i], &scratch, err);
	if (wish->preferred)
		open_for_preferred(open, graph, wish->preferred);
	if (rc == 0 && wish->plan)
		rc = open_for_plan(open, graph, wish->plan, err);
	arena_release(&scratch);
	return rc;
}

int fold_choose(const struct graph **out, const struct graph *graph, const struct fold_wish *wish,
		struct sqlembic_error *err)
{
	*out = graph;
	if (!graph->fold)
		return 0;
	bool *open = arena_alloc(graph->arena, graph->fold->n, sizeof(*open));
	struct graph *view = arena_alloc(graph->arena, 1, sizeof(*view));
	if (!open || !view)
		return sqlembic_fail_memory(err);
	int rc = find_open(open, graph, wish, err);
	if (rc < 0 || !memchr(open, 1, graph->fold->n))
		return rc;
	*out = view;
	return graph_view(view, graph, graph->arena, open, err);
}

int fold_choose_text(const struct graph **out, const struct graph *graph, const struct rows *rows,
		     const char *text, struct sqlembic_error *err)
{
	return fold_choose(out, graph,
			   &(struct fold_wish){ .rows = rows, .texts = &text, .ntexts = text ? 1 : 0 }, err);
}
