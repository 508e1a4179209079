/* graph.c: links revisions into a graph by their down_revision and depends_on.
 *
 * Knows nothing of where revisions come from; paths are only repeated in messages. */
#include "graph/graph.h"

#include <string.h>

#include "base/order.h"
#include "graph/parts.h"
#include "sqlembic/error.h"

/* Characters with a meaning in identifiers such as "label@head" and "id+2". */
static const char RESERVED[] = "+-:@";

static int fail_repeated(struct sqlembic_error *err, const struct graph_name *first,
			 const struct graph_name *second)
{
	struct revision *both[] = { first->revision, second->revision };
	if (!second->is_label)
		sqlembic_fail(err, SQLEMBIC_E_FAILED, "Revision %s is present more than once", first->name);
	else
		sqlembic_fail(err, SQLEMBIC_E_FAILED,
			      "Branch name '%s' in revision %s already used by revision %s", second->name,
			      second->revision->id, first->revision->id);
	fault_list(err, both, 2, second->is_label ? second->revision->labels_line : second->revision->line);
	return sqlembic_fail_hint(err, second->is_label ? "change branch_labels in one of the scripts"
							: "give one of the scripts another revision id");
}

static bool is_reserved(char c)
{
	return c == '+' || c == '-' || c == ':' || c == '@';
}

static int refuse_id(const struct revision *r, struct sqlembic_error *err)
{
	struct sqlembic_buf found = SQLEMBIC_BUF_INIT;
	for (const char *c = RESERVED; *c; c++) {
		if (strchr(r->id, *c))
			sqlembic_buf_printf(&found, "%s%c", found.len ? ", " : "", *c);
	}
	sqlembic_fail(err, SQLEMBIC_E_FAILED, "Character(s) '%s' not allowed in revision identifier '%s'",
		      sqlembic_buf_text(&found), r->id);
	sqlembic_buf_release(&found);
	return fault_point(err, r, r->line);
}

static int check_id(const struct revision *r, struct sqlembic_error *err)
{
	for (const char *c = r->id; *c; c++) {
		if (is_reserved(*c))
			return refuse_id(r, err);
	}
	return 0;
}

static void reset_links(struct revision *r)
{
	r->parents = r->deps = r->reduced_parents = r->children = r->dependants = NULL;
	r->nparents = r->ndeps = r->nreduced_parents = r->nchildren = r->ndependants = 0;
	r->all_labels = NULL;
	r->nall_labels = 0;
	r->is_hidden = false;
	r->row = r->id;
}

/* Everything that one look at each revision can tell: ten thousand of them are more than the caches hold. */
static int survey(struct graph_totals *out, const struct graph *graph, struct sqlembic_error *err)
{
	*out = (struct graph_totals){ 0 };
	for (size_t i = 0; i < graph->n; i++) {
		struct revision *r = graph->revisions + i;
		r->index = (uint32_t)i;
		reset_links(r);
		out->down += r->ndown;
		out->depends += r->ndepends;
		out->labels += r->nlabels;
		out->squashes += r->nreplaces > 0;
		out->replaced += r->nreplaces;
		int rc = check_id(r, err);
		if (rc)
			return rc;
	}
	return 0;
}

/* The names of a graph while they are gathered. */
struct index {
	struct graph_name *names;
	size_t n;
};

static void add_name(struct index *index, const char *name, struct revision *revision, bool is_label,
		     bool is_alias)
{
	index->names[index->n++] = (struct graph_name){ name, revision, is_label, is_alias };
}

/* Branch labels of a squash whose replaced revisions are shown are found with the last of these, unless they have the
 * same. */
static void add_labels_of_open(struct index *index, const struct revision *squash, struct revision *last)
{
	for (size_t l = 0; l < squash->nlabels; l++) {
		size_t i = 0;
		while (i < index->n && strcmp(index->names[i].name, squash->labels[l]) != 0)
			i++;
		if (i == index->n)
			add_name(index, squash->labels[l], last, true, true);
	}
}

static void add_aliases(struct index *index, const struct graph *graph)
{
	const struct fold *fold = graph->fold;
	for (size_t i = 0; fold && i < fold->nnames; i++) {
		const struct fold_name *name = &fold->names[i];
		size_t at = fold_stand_in(graph, name);
		if (at == FOLD_NONE || at == name->revision)
			continue;
		add_name(index, name->name, graph->revisions + at, false, true);
		if (name->revision != FOLD_NONE && fold->own[name->revision] != FOLD_NONE)
			add_labels_of_open(index, graph->revisions + name->revision, graph->revisions + at);
	}
}

static void gather_names(struct index *index, const struct graph *graph)
{
	for (size_t i = 0; i < graph->n; i++)
		if (!graph->revisions[i].is_hidden)
			add_name(index, graph->revisions[i].id, graph->revisions + i, false, false);
	for (size_t i = 0; i < graph->n; i++) {
		struct revision *r = graph->revisions + i;
		for (size_t l = 0; !r->is_hidden && l < r->nlabels; l++)
			add_name(index, r->labels[l], r, true, false);
	}
	add_aliases(index, graph);
}

/* Ids go before labels and revisions in load order, for that is how equal names are reported. */
static int index_names(struct graph *graph, const struct graph_totals *totals, struct arena *scratch,
		       struct sqlembic_error *err)
{
	size_t most = graph->n + 2 * totals->labels + (graph->fold ? graph->fold->nnames : 0);
	struct index index = { arena_alloc(scratch, most, sizeof(*index.names)), 0 };
	graph->names = arena_alloc(graph->arena, most, sizeof(*graph->names));
	struct order_item *items = arena_alloc(scratch, 2 * most, sizeof(*items));
	if (!graph->names || !items || !index.names)
		return sqlembic_fail_memory(err);
	gather_names(&index, graph);
	size_t n = graph->nnames = index.n;
	for (size_t i = 0; i < n; i++)
		items[i] = (struct order_item){ .name = index.names[i].name, .index = i };
	order_names(items, items + n, n);
	for (size_t i = 0; i < n; i++)
		graph->names[i] = index.names[items[i].index];
	for (size_t i = 1; i < n; i++) {
		if (strcmp(graph->names[i - 1].name, graph->names[i].name) == 0)
			return fail_repeated(err, graph->names + i - 1, graph->names + i);
	}
	return 0;
}

static int list_ends(struct graph *graph, struct sqlembic_error *err)
{
	size_t size = sizeof(struct revision *);
	graph->heads.items = arena_alloc(graph->arena, graph->n, size);
	graph->real_heads.items = arena_alloc(graph->arena, graph->n, size);
	graph->bases.items = arena_alloc(graph->arena, graph->n, size);
	if (!graph->heads.items || !graph->real_heads.items || !graph->bases.items)
		return sqlembic_fail_memory(err);
	for (size_t i = 0; i < graph->n; i++) {
		struct revision *r = graph->revisions + i;
		if (r->is_hidden)
			continue;
		if (revision_is_head(r))
			graph->heads.items[graph->heads.n++] = r;
		if (revision_is_real_head(r))
			graph->real_heads.items[graph->real_heads.n++] = r;
		if (r->nparents == 0)
			graph->bases.items[graph->bases.n++] = r;
	}
	return 0;
}

static int build(struct graph *out, struct graph_totals *totals, struct sqlembic_error *err)
{
	struct arena scratch = { 0 };
	struct revision **order = NULL;
	if (out->fold)
		fold_hide(out);
	int rc = index_names(out, totals, &scratch, err);
	if (rc == 0)
		rc = link_revisions(out, totals, &scratch, err);
	if (rc == 0)
		rc = topology_sort(&order, out, &scratch, err);
	if (rc == 0 && totals->labels)
		rc = labels_spread(out, order, &scratch, err);
	if (rc == 0 && totals->depends)
		rc = reduce_dependencies(out, order, &scratch, err);
	if (rc == 0)
		rc = list_ends(out, err);
	arena_release(&scratch);
	return rc;
}

int graph_view(struct graph *out, const struct graph *graph, struct arena *arena, const bool *open,
	       struct sqlembic_error *err)
{
	struct graph_totals totals;
	*out = *graph;
	out->arena = arena;
	out->open = open;
	out->heads = out->real_heads = out->bases = (struct revision_list){ 0 };
	out->revisions = arena_alloc(arena, graph->n, sizeof(*out->revisions));
	if (!out->revisions)
		return sqlembic_fail_memory(err);
	memcpy(out->revisions, graph->revisions, graph->n * sizeof(*out->revisions));
	int rc = survey(&totals, out, err);
	return rc == 0 ? build(out, &totals, err) : rc;
}

/* Every view must be one that can be built: a database that needs it is the wrong place to find out. */
static int check_views(const struct graph *graph, struct sqlembic_error *err)
{
	struct arena scratch = { 0 };
	struct graph all;
	bool *open = arena_alloc(&scratch, graph->fold->n, sizeof(*open));
	int rc = open ? 0 : sqlembic_fail_memory(err);
	for (size_t s = 0; rc == 0 && s < graph->fold->n; s++)
		open[s] = fold_has_scripts(graph, s);
	if (rc == 0)
		rc = graph_view(&all, graph, &scratch, open, err);
	if (rc == 0)
		rc = fold_check(&all, &scratch, err);
	arena_release(&scratch);
	return rc;
}

int graph_build(struct graph *out, struct arena *arena, struct revision *revisions, size_t n,
		struct sqlembic_error *err)
{
	struct arena scratch = { 0 };
	struct fold *fold = NULL;
	struct graph_totals totals;
	*out = (struct graph){ .arena = arena, .revisions = revisions, .n = n };
	int rc = survey(&totals, out, err);
	if (rc == 0 && totals.squashes)
		rc = fold_survey(&fold, out, totals.squashes, totals.replaced, &scratch, err);
	out->fold = fold;
	if (rc == 0)
		rc = build(out, &totals, err);
	if (rc == 0 && fold)
		rc = check_views(out, err);
	arena_release(&scratch);
	return rc;
}
