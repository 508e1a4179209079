/* link.c: from the ids that scripts name to edges, in both directions.
 *
 * Each name is looked up once: by a hash table that is thrown away afterwards, since a search in the sorted names waits
 * for memory at each of its steps. */
#include "graph/parts.h"

#include <string.h>

#include "base/fnv.h"
#include "sqlembic/error.h"

struct linker {
	const struct graph *graph;
	uint32_t *slots; /* index of a name plus one; 0: empty */
	size_t mask;
	size_t *seen_down,
		*seen_depends;  /* per revision, one more than the index of the last one that named it */
	struct revision **pool; /* room for edges */
};

/* ---- names ---- */

static size_t hash_name(const char *name)
{
	return fnv_place(fnv_add(FNV_START, name));
}

static int open_linker(struct linker *l, const struct graph *graph, const struct graph_totals *totals,
		       struct arena *scratch, struct sqlembic_error *err)
{
	size_t size = 16;
	while (size < graph->nnames * 2)
		size *= 2;
	l->graph = graph;
	l->mask = size - 1;
	l->slots = arena_alloc(scratch, size, sizeof(*l->slots));
	l->seen_down = arena_alloc(scratch, graph->n, sizeof(*l->seen_down));
	l->seen_depends = arena_alloc(scratch, graph->n, sizeof(*l->seen_depends));
	l->pool = arena_alloc(graph->arena, totals->down + totals->depends, sizeof(struct revision *));
	if (!l->slots || !l->seen_down || !l->seen_depends || !l->pool)
		return sqlembic_fail_memory(err);
	for (size_t i = 0; i < graph->nnames; i++) {
		size_t at = hash_name(graph->names[i].name) & l->mask;
		while (l->slots[at])
			at = (at + 1) & l->mask;
		l->slots[at] = (uint32_t)i + 1;
	}
	return 0;
}

static const struct graph_name *find(const struct linker *l, const char *name)
{
	for (size_t at = hash_name(name) & l->mask; l->slots[at]; at = (at + 1) & l->mask) {
		const struct graph_name *found = &l->graph->names[l->slots[at] - 1];
		if (strcmp(found->name, name) == 0)
			return found;
	}
	return NULL;
}

/* ---- downwards ---- */

static int fail_missing(struct sqlembic_error *err, const struct graph *graph, const struct revision *r,
			const char *name, const char *key, int line)
{
	const struct revision *squash = fold_replacing(graph, name);
	if (squash) {
		sqlembic_fail(err, SQLEMBIC_E_FAILED,
			      "%s of %s names %s, which %s replaces, and not as the last", key, r->id, name,
			      squash->id);
		fault_point(err, r, line);
		return sqlembic_fail_hint(err, "name %s, or end the squash with %s", squash->id, name);
	}
	sqlembic_fail(err, SQLEMBIC_E_FAILED, "Revision %s referenced from %s is not present", name, r->id);
	fault_point(err, r, line);
	return sqlembic_fail_hint(err, "add the script of %s, or change %s of %s", name, key, r->id);
}

static int fail_self(struct sqlembic_error *err, const struct revision *r, const char *kind, int line)
{
	sqlembic_fail(err, SQLEMBIC_E_FAILED, "%s is detected in revisions (%s)", kind, r->id);
	fault_point(err, r, line);
	return sqlembic_fail_hint(err, "name the revision that comes before it there, or none");
}

static int link_parents(struct revision *r, struct linker *l, struct sqlembic_error *err)
{
	r->parents = l->pool;
	for (size_t i = 0; i < r->ndown; i++) {
		const struct graph_name *name = find(l, r->down[i]);
		if (!name || name->is_label)
			return fail_missing(err, l->graph, r, r->down[i], "down_revision", r->down_line);
		struct revision *parent = name->revision;
		if (parent == r)
			return fail_self(err, r, "Self-loop", r->down_line);
		/* Most revisions have one parent: their pages of the table are never touched. */
		if (r->ndown > 1 && l->seen_down[parent->index] == r->index + 1) {
			sqlembic_fail(err, SQLEMBIC_E_FAILED, "down_revision of %s names %s twice", r->id,
				      parent->id);
			fault_point(err, r, r->down_line);
			return sqlembic_fail_hint(err, "take one of them out");
		}
		if (r->ndown > 1)
			l->seen_down[parent->index] = r->index + 1;
		r->parents[r->nparents++] = parent;
		parent->nchildren++;
	}
	l->pool += r->nparents;
	r->reduced_parents = r->parents;
	r->nreduced_parents = r->nparents;
	return 0;
}

static int link_deps(struct revision *r, struct linker *l, struct sqlembic_error *err)
{
	r->deps = l->pool;
	for (size_t i = 0; i < r->ndepends; i++) {
		const struct graph_name *name = find(l, r->depends[i]);
		if (!name)
			return fail_missing(err, l->graph, r, r->depends[i], "depends_on", r->depends_line);
		if (name->revision == r)
			return fail_self(err, r, "Dependency self-loop", r->depends_line);
		if (l->seen_depends[name->revision->index] == r->index + 1)
			continue;
		l->seen_depends[name->revision->index] = r->index + 1;
		r->deps[r->ndeps++] = name->revision;
		name->revision->ndependants++;
	}
	l->pool += r->ndeps;
	return 0;
}

/* ---- upwards ---- */

static int link_up(const struct graph *graph, const struct graph_totals *totals, struct sqlembic_error *err)
{
	struct revision **pool = arena_alloc(graph->arena, totals->down + totals->depends,
					     sizeof(struct revision *));
	if (!pool)
		return sqlembic_fail_memory(err);
	for (size_t i = 0; i < graph->n; i++) {
		struct revision *r = graph->revisions + i;
		r->children = pool;
		r->dependants = pool + r->nchildren;
		pool += r->nchildren + r->ndependants;
		r->nchildren = r->ndependants = 0;
	}
	for (size_t i = 0; i < graph->n; i++) {
		struct revision *r = graph->revisions + i;
		for (size_t p = 0; p < r->nparents; p++)
			r->parents[p]->children[r->parents[p]->nchildren++] = r;
		for (size_t d = 0; d < r->ndeps; d++)
			r->deps[d]->dependants[r->deps[d]->ndependants++] = r;
	}
	return 0;
}

int link_revisions(const struct graph *graph, const struct graph_totals *totals, struct arena *scratch,
		   struct sqlembic_error *err)
{
	struct linker l;
	int rc = open_linker(&l, graph, totals, scratch, err);
	for (size_t i = 0; rc == 0 && i < graph->n; i++) {
		if (graph->revisions[i].is_hidden)
			continue;
		rc = link_parents(graph->revisions + i, &l, err);
		if (rc == 0)
			rc = link_deps(graph->revisions + i, &l, err);
	}
	return rc == 0 ? link_up(graph, totals, err) : rc;
}
