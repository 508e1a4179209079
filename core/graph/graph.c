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

/* Puts the names in the order of `items`, whose indices count the ids first and then the labels. */
static void fill_names(struct graph *graph, const struct order_item *items, struct revision *const *labelled)
{
	for (size_t i = 0; i < graph->nnames; i++) {
		size_t index = items[i].index;
		bool is_label = index >= graph->n;
		graph->names[i] = (struct graph_name){
			.name = items[i].name,
			.revision = is_label ? labelled[index - graph->n] : graph->revisions + index,
			.is_label = is_label,
		};
	}
}

static void reset_links(struct revision *r)
{
	r->parents = r->deps = r->reduced_parents = r->children = r->dependants = NULL;
	r->nparents = r->ndeps = r->nreduced_parents = r->nchildren = r->ndependants = 0;
	r->all_labels = NULL;
	r->nall_labels = 0;
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
		int rc = check_id(r, err);
		if (rc)
			return rc;
	}
	return 0;
}

/* Ids go before labels and revisions in load order, for that is how equal names are reported. */
static int index_names(struct graph *graph, size_t nlabels, struct arena *scratch, struct sqlembic_error *err)
{
	size_t n = 0;
	graph->nnames = graph->n + nlabels;
	graph->names = arena_alloc(graph->arena, graph->nnames, sizeof(*graph->names));
	struct order_item *items = arena_alloc(scratch, 2 * graph->nnames, sizeof(*items));
	struct revision **labelled = arena_alloc(scratch, nlabels, sizeof(struct revision *));
	if (!graph->names || !items || !labelled)
		return sqlembic_fail_memory(err);
	for (; n < graph->n; n++)
		items[n] = (struct order_item){ .name = graph->revisions[n].id, .index = n };
	for (size_t i = 0; i < graph->n && n < graph->nnames; i++) {
		struct revision *r = graph->revisions + i;
		for (size_t l = 0; l < r->nlabels; l++, n++) {
			items[n] = (struct order_item){ .name = r->labels[l], .index = n };
			labelled[n - graph->n] = r;
		}
	}
	order_names(items, items + n, n);
	fill_names(graph, items, labelled);
	for (size_t i = 1; i < n; i++) {
		if (strcmp(graph->names[i - 1].name, graph->names[i].name) == 0)
			return fail_repeated(err, graph->names + i - 1, graph->names + i);
	}
	return 0;
}

static const struct graph_name *find_name(const struct graph *graph, const char *name)
{
	size_t low = 0, high = graph->nnames;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		const struct graph_name *found = graph->names + middle;
		int order = strcmp(found->name, name);
		if (order == 0)
			return found;
		if (order < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return NULL;
}

struct revision *graph_find(const struct graph *graph, const char *id)
{
	const struct graph_name *name = find_name(graph, id);
	return name && !name->is_label ? name->revision : NULL;
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
		if (revision_is_head(r))
			graph->heads.items[graph->heads.n++] = r;
		if (revision_is_real_head(r))
			graph->real_heads.items[graph->real_heads.n++] = r;
		if (r->nparents == 0)
			graph->bases.items[graph->bases.n++] = r;
	}
	return 0;
}

int graph_build(struct graph *out, struct arena *arena, struct revision *revisions, size_t n,
		struct sqlembic_error *err)
{
	struct arena scratch = { 0 };
	struct revision **order = NULL;
	*out = (struct graph){ .arena = arena, .revisions = revisions, .n = n };
	struct graph_totals totals;
	int rc = survey(&totals, out, err);
	if (rc == 0)
		rc = index_names(out, totals.labels, &scratch, err);
	if (rc == 0)
		rc = link_revisions(out, &totals, &scratch, err);
	if (rc == 0)
		rc = topology_sort(&order, out, &scratch, err);
	if (rc == 0 && totals.labels)
		rc = labels_spread(out, order, &scratch, err);
	if (rc == 0 && totals.depends)
		rc = reduce_dependencies(out, order, &scratch, err);
	if (rc == 0)
		rc = list_ends(out, err);
	arena_release(&scratch);
	return rc;
}
