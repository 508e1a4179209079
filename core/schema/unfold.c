/* unfold.c: see unfold.h. */
#include "schema/unfold.h"

#include <stdlib.h>
#include <string.h>

#include "sqlembic/error.h"

/* One of the catalogs that are compared. */
struct side {
	const struct catalog *catalog;
	size_t *other;    /* entries of the other side, CATALOG_NONE */
	bool *is_touched; /* it differs */
	bool *is_wanted;  /* with its parts */
	bool has_own;     /* some that can be folded are on this side only */
};

static const struct sqlembic_fact *fact_at(const struct side *side, size_t entry)
{
	return &side->catalog->entries[entry].fact;
}

static const struct sqlembic_kind *kind_of(const struct side *side, size_t entry)
{
	return &side->catalog->kinds[fact_at(side, entry)->kind];
}

static bool can_fold(const struct side *side, size_t entry)
{
	return entry != CATALOG_NONE && kind_of(side, entry)->unfold;
}

static bool is_folded(const struct side *side, size_t entry)
{
	return fact_at(side, entry)->flags & SQLEMBIC_FACT_FOLDED;
}

/* In silent attributes as well, which say what the parts are. */
static bool is_same(const struct sqlembic_kind *kind, const struct sqlembic_fact *a,
		    const struct sqlembic_fact *b)
{
	return catalog_says_same(kind, a, b) &&
	       (a->flags & SQLEMBIC_FACT_FOLDED) == (b->flags & SQLEMBIC_FACT_FOLDED);
}

/* ---- what differs ---- */

static void pair_up(struct side *from, struct side *to)
{
	const size_t n = from->catalog->n, m = to->catalog->n;
	for (size_t i = 0, j = 0; i < n || j < m;) {
		int order = catalog_order_beside(from->catalog, i, to->catalog, j);
		if (order < 0) {
			from->has_own |= can_fold(from, i);
			from->is_touched[i] = true;
			from->other[i++] = CATALOG_NONE;
		} else if (order > 0) {
			to->has_own |= can_fold(to, j);
			to->is_touched[j] = true;
			to->other[j++] = CATALOG_NONE;
		} else {
			from->is_touched[i] = to->is_touched[j] = !is_same(kind_of(from, i), fact_at(from, i),
									   fact_at(to, j));
			from->other[i] = j;
			to->other[j++] = i++;
		}
	}
}

/* What is on one side only is made or dropped as a whole; where some is so on either, people may be asked whether it is one thing,
 * and its parts tell. */
static void want_differing(struct side *side, bool both_have_own)
{
	for (size_t i = 0; i < side->catalog->n; i++)
		side->is_wanted[i] = can_fold(side, i) && side->is_touched[i] &&
				     (side->other[i] != CATALOG_NONE || both_have_own);
}

static bool want(struct side *side, size_t entry)
{
	if (!can_fold(side, entry) || side->other[entry] == CATALOG_NONE)
		return false;
	side->is_wanted[entry] = true;
	return true;
}

/* A part that has statements of its own (a foreign key) is looked at from both its ends, where it or one of them differs, or is
 * gone. */
static void want_ends(struct side *side, size_t entry)
{
	const size_t parent = side->catalog->entries[entry].parent;
	const unsigned with_parent = SQLEMBIC_KIND_WITH_PARENT | SQLEMBIC_KIND_BY_PARENT;
	size_t n;
	const size_t *used = catalog_row(&side->catalog->used, entry, &n);
	if (!can_fold(side, parent) || kind_of(side, entry)->flags & with_parent)
		return;
	bool is = side->is_touched[entry] || side->is_touched[parent];
	for (size_t i = 0; i < n; i++)
		is |= side->is_touched[used[i]];
	/* Of one that is made with its parent nothing is asked. */
	if (!is || !want(side, parent))
		return;
	for (size_t i = 0; i < n; i++)
		(void)want(side, used[i]);
}

static void want_neighbours(struct side *side)
{
	for (size_t i = 0; i < side->catalog->n; i++)
		want_ends(side, i);
}

/* Either both have parts or none. */
static void want_alike(struct side *from, struct side *to)
{
	for (size_t i = 0; i < from->catalog->n; i++) {
		const size_t other = from->other[i];
		if (other != CATALOG_NONE)
			from->is_wanted[i] = to->is_wanted[other] = from->is_wanted[i] ||
								    to->is_wanted[other];
	}
}

static bool has_work(const struct side *side)
{
	for (size_t i = 0; i < side->catalog->n; i++)
		if (side->is_wanted[i] && is_folded(side, i))
			return true;
	return false;
}

/* ---- a catalog with more parts ---- */

static int compare_entries(const void *a, const void *b)
{
	return catalog_order(&((const struct catalog_entry *)a)->fact,
			     &((const struct catalog_entry *)b)->fact);
}

/* Each part's parent is its entry in the folded catalog. */
static int tell_parts(struct catalog *told, const struct side *side, struct sqlembic_error *err)
{
	const struct catalog *catalog = side->catalog;
	struct sqlembic_catalog_sink sink = catalog_sink(told);
	int rc = 0;
	for (size_t i = 0; rc == 0 && i < catalog->n; i++) {
		const size_t before = told->n;
		if (!side->is_wanted[i] || !is_folded(side, i))
			continue;
		rc = kind_of(side, i)->unfold(&sink, &catalog->side, fact_at(side, i), err);
		for (size_t k = before; k < told->n; k++)
			told->entries[k].parent = i;
	}
	if (told->n > 0)
		qsort(told->entries, told->n, sizeof(*told->entries), compare_entries);
	return rc;
}

/* Merges both; `map` says where an entry of the folded catalog is now. */
static void merge(struct catalog *out, size_t *map, const struct side *side, const struct catalog *told)
{
	const struct catalog *catalog = side->catalog;
	size_t i = 0, k = 0;
	for (size_t at = 0; at < out->n; at++) {
		const bool is_part = i == catalog->n || (k < told->n && catalog_order(&told->entries[k].fact,
										      fact_at(side, i)) < 0);
		out->entries[at] = is_part ? told->entries[k++] : catalog->entries[i];
		if (is_part)
			continue;
		if (side->is_wanted[i])
			out->entries[at].fact.flags &= ~(unsigned)SQLEMBIC_FACT_FOLDED;
		map[i++] = at;
	}
	for (size_t at = 0; at < out->n; at++) {
		struct catalog_entry *entry = &out->entries[at];
		entry->parent = entry->parent == CATALOG_NONE ? CATALOG_NONE : map[entry->parent];
		out->nfolded += (entry->fact.flags & SQLEMBIC_FACT_FOLDED) != 0;
	}
	for (size_t kind = 0, at = 0; kind <= out->nkinds; kind++) {
		while (at < out->n && out->entries[at].fact.kind < kind)
			at++;
		out->kind_at[kind] = at;
	}
}

static int link_used(struct catalog *out, const size_t *map, const struct catalog *catalog,
		     struct sqlembic_error *err)
{
	size_t(*pairs)[2] = calloc(catalog->used.at[catalog->n] + 1, sizeof(*pairs));
	size_t n = 0, count;
	if (!pairs)
		return sqlembic_fail_memory(err);
	for (size_t i = 0; i < catalog->n; i++) {
		const size_t *used = catalog_row(&catalog->used, i, &count);
		for (size_t k = 0; k < count; k++, n++) {
			pairs[n][0] = map[i];
			pairs[n][1] = map[used[k]];
		}
	}
	int rc = catalog_link_uses(out, pairs, n, err);
	free(pairs);
	return rc;
}

static int make(struct catalog *out, const struct side *side, const struct catalog *told,
		struct sqlembic_error *err)
{
	const struct catalog *catalog = side->catalog;
	size_t *map = calloc(catalog->n + 1, sizeof(*map));
	*out = *catalog;
	out->arena = out->edges_arena = (struct arena){ 0 };
	out->nfolded = 0;
	out->n = out->cap = catalog->n + told->n;
	out->entries = arena_alloc(&out->arena, out->n, sizeof(*out->entries));
	out->kind_at = arena_alloc(&out->arena, out->nkinds + 1, sizeof(*out->kind_at));
	int rc = map && out->entries && out->kind_at ? 0 : sqlembic_fail_memory(err);
	if (rc == 0) {
		merge(out, map, side, told);
		rc = link_used(out, map, catalog, err);
	}
	if (rc == 0)
		rc = catalog_link_parts(out, err);
	free(map);
	return rc;
}

static int unfold(const struct catalog **out, const struct side *side, struct arena *arena,
		  struct sqlembic_error *err)
{
	struct catalog told, *made = arena_alloc(arena, 1, sizeof(*made));
	if (!made)
		return sqlembic_fail_memory(err);
	catalog_init(&told, side->catalog->kinds);
	told.texts = side->catalog->texts;
	int rc = tell_parts(&told, side, err);
	if (rc == 0)
		rc = make(made, side, &told, err);
	arena_join(arena, &told.arena);
	arena_join(arena, &made->arena);
	catalog_release(&told);
	if (rc == 0)
		*out = made;
	return rc;
}

/* ---- all ---- */

static bool begin(struct side *side, const struct catalog *catalog)
{
	*side = (struct side){ .catalog = catalog,
			       .other = calloc(catalog->n + 1, sizeof(*side->other)),
			       .is_touched = calloc(catalog->n + 1, sizeof(bool)),
			       .is_wanted = calloc(catalog->n + 1, sizeof(bool)) };
	return side->other && side->is_touched && side->is_wanted;
}

static void end(struct side *side)
{
	free(side->other);
	free(side->is_touched);
	free(side->is_wanted);
}

int unfold_differences(const struct catalog **from, const struct catalog **to, struct arena *arena,
		       struct sqlembic_error *err)
{
	struct side a, b = { 0 };
	int rc = 0;
	if ((*from)->nfolded == 0 && (*to)->nfolded == 0)
		return 0;
	bool fits = begin(&a, *from);
	fits &= begin(&b, *to);
	if (fits) {
		pair_up(&a, &b);
		want_differing(&a, a.has_own && b.has_own);
		want_differing(&b, a.has_own && b.has_own);
		want_neighbours(&a);
		want_neighbours(&b);
		want_alike(&a, &b);
	}
	if (!fits)
		rc = sqlembic_fail_memory(err);
	if (rc == 0 && has_work(&a))
		rc = unfold(from, &a, arena, err);
	if (rc == 0 && has_work(&b))
		rc = unfold(to, &b, arena, err);
	end(&a);
	end(&b);
	return rc;
}

size_t unfold_find_parent(const struct catalog *catalog, const char *identity)
{
	for (const char *dot = strchr(identity, '.'); dot && catalog->nfolded > 0;
	     dot = strchr(dot + 1, '.')) {
		char *begin = strndup(identity, (size_t)(dot - identity));
		size_t found = CATALOG_NONE;
		for (unsigned kind = 0; begin && found == CATALOG_NONE && kind < catalog->nkinds; kind++)
			if (catalog->kinds[kind].unfold)
				found = catalog_find(catalog, kind, begin);
		free(begin);
		if (found != CATALOG_NONE && catalog->entries[found].fact.flags & SQLEMBIC_FACT_FOLDED)
			return found;
	}
	return CATALOG_NONE;
}
