/* catalog_link.c: sorts the facts of a catalog, and finds what their server_ids mean.  Linear but for the sorting. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/fnv.h"
#include "base/sort.h"
#include "schema/catalog.h"
#include "sqlembic/error.h"

static int by_kind_and_identity(const void *a, const void *b)
{
	const struct catalog_entry *x = a, *y = b;
	return catalog_order(&x->fact, &y->fact);
}

static int sort_entries(struct catalog *catalog, struct sqlembic_error *err)
{
	sort_rest(catalog->entries, catalog->n, sizeof(*catalog->entries), by_kind_and_identity);
	for (size_t i = 1; i < catalog->n; i++)
		if (by_kind_and_identity(&catalog->entries[i - 1], &catalog->entries[i]) == 0)
			return sqlembic_fail(err, SQLEMBIC_E_FAILED,
					     "the driver has read two objects as %s %s",
					     catalog->kinds[catalog->entries[i].fact.kind].name,
					     catalog->entries[i].fact.identity);
	catalog->kind_at = arena_alloc(&catalog->arena, catalog->nkinds + 1, sizeof(*catalog->kind_at));
	if (!catalog->kind_at)
		return sqlembic_fail_memory(err);
	for (size_t kind = 0, i = 0; kind <= catalog->nkinds; kind++) {
		while (i < catalog->n && catalog->entries[i].fact.kind < kind)
			i++;
		catalog->kind_at[kind] = i;
	}
	return 0;
}

/* ---- server_ids ---- */

struct table {
	size_t *slots; /* index + 1; 0: free */
	size_t mask;
};

static uint64_t hash_text(const char *text)
{
	uint64_t hash = fnv_add(FNV_START, text);
	return hash ^ hash >> 29;
}

static size_t *slot_of(const struct catalog *catalog, const struct table *table, const char *id)
{
	size_t i = hash_text(id) & table->mask;
	while (table->slots[i] && strcmp(catalog->entries[table->slots[i] - 1].fact.server_id, id) != 0)
		i = (i + 1) & table->mask;
	return &table->slots[i];
}

static size_t look_up(const struct catalog *catalog, const struct table *table, const char *id)
{
	size_t found = id ? *slot_of(catalog, table, id) : 0;
	return found ? found - 1 : CATALOG_NONE;
}

static int fill_table(const struct catalog *catalog, struct table *table, struct sqlembic_error *err)
{
	size_t size = 16;
	while (size < catalog->n * 2)
		size *= 2;
	*table = (struct table){ calloc(size, sizeof(size_t)), size - 1 };
	if (!table->slots)
		return sqlembic_fail_memory(err);
	for (size_t i = 0; i < catalog->n; i++)
		if (catalog->entries[i].fact.server_id)
			*slot_of(catalog, table, catalog->entries[i].fact.server_id) = i + 1;
	return 0;
}

/* ---- rows ---- */

static int by_numbers(const void *a, const void *b)
{
	const size_t *x = a, *y = b;
	for (int i = 0; i < 2; i++)
		if (x[i] != y[i])
			return x[i] < y[i] ? -1 : 1;
	return 0;
}

int catalog_link_rows(struct catalog_rows *out, struct arena *arena, size_t n, size_t (*pairs)[2],
		      size_t npairs, struct sqlembic_error *err)
{
	if (npairs > 0)
		qsort(pairs, npairs, sizeof(*pairs), by_numbers);
	out->at = arena_alloc(arena, n + 1, sizeof(*out->at));
	out->items = arena_alloc(arena, npairs, sizeof(*out->items));
	if (!out->at || !out->items)
		return sqlembic_fail_memory(err);
	size_t kept = 0, pair = 0;
	for (size_t owner = 0; owner < n; owner++) {
		out->at[owner] = kept;
		for (; pair < npairs && pairs[pair][0] == owner; pair++)
			if (kept == out->at[owner] || out->items[kept - 1] != pairs[pair][1])
				out->items[kept++] = pairs[pair][1];
	}
	out->at[n] = kept;
	return 0;
}

/* ---- parts ---- */

struct part {
	const struct catalog_entry *entry;
	size_t index;
};

static int by_position(const void *a, const void *b)
{
	const struct part *x = a, *y = b;
	if (x->entry->parent != y->entry->parent)
		return x->entry->parent < y->entry->parent ? -1 : 1;
	if (x->entry->fact.kind != y->entry->fact.kind)
		return x->entry->fact.kind < y->entry->fact.kind ? -1 : 1;
	if (x->entry->fact.position != y->entry->fact.position)
		return x->entry->fact.position < y->entry->fact.position ? -1 : 1;
	return x->index < y->index ? -1 : x->index > y->index;
}

int catalog_link_parts(struct catalog *catalog, struct sqlembic_error *err)
{
	struct part *parts = calloc(catalog->n + 1, sizeof(*parts));
	size_t n = 0;
	struct catalog_rows *out = &catalog->parts;
	out->at = arena_alloc(&catalog->arena, catalog->n + 1, sizeof(*out->at));
	out->items = arena_alloc(&catalog->arena, catalog->n, sizeof(*out->items));
	if (!parts || !out->at || !out->items) {
		free(parts);
		return sqlembic_fail_memory(err);
	}
	for (size_t i = 0; i < catalog->n; i++)
		if (catalog->entries[i].parent != CATALOG_NONE)
			parts[n++] = (struct part){ &catalog->entries[i], i };
	qsort(parts, n, sizeof(*parts), by_position);
	for (size_t owner = 0, i = 0; owner <= catalog->n; owner++) {
		out->at[owner] = i;
		for (; i < n && parts[i].entry->parent == owner; i++)
			out->items[i] = parts[i].index;
	}
	free(parts);
	return 0;
}

/* ---- edges ---- */

int catalog_link_uses(struct catalog *catalog, size_t (*pairs)[2], size_t npairs, struct sqlembic_error *err)
{
	int rc = catalog_link_rows(&catalog->used, &catalog->arena, catalog->n, pairs, npairs, err);
	for (size_t i = 0; i < npairs; i++) {
		size_t user = pairs[i][0];
		pairs[i][0] = pairs[i][1];
		pairs[i][1] = user;
	}
	return rc == 0 ? catalog_link_rows(&catalog->users, &catalog->arena, catalog->n, pairs, npairs, err)
		       : rc;
}

/* Pairs (user, used) of all edges of one sort; their number. */
static size_t find_pairs(size_t (*pairs)[2], const struct catalog *catalog, const struct table *table,
			 bool are_mentions)
{
	size_t n = 0;
	for (size_t i = 0; i < catalog->nedges; i++) {
		if (catalog->edges[i].is_mention != are_mentions)
			continue;
		size_t user = look_up(catalog, table, catalog->edges[i].user);
		size_t used = look_up(catalog, table, catalog->edges[i].used);
		if (user == CATALOG_NONE || used == CATALOG_NONE || user == used)
			continue;
		pairs[n][0] = user;
		pairs[n++][1] = used;
	}
	return n;
}

static int fill_edges(struct catalog *catalog, const struct table *table, struct sqlembic_error *err)
{
	size_t(*pairs)[2] = calloc(catalog->nedges + 1, sizeof(*pairs));
	if (!pairs)
		return sqlembic_fail_memory(err);
	int rc = catalog_link_uses(catalog, pairs, find_pairs(pairs, catalog, table, false), err);
	if (rc == 0 && catalog->has_digests)
		rc = catalog_link_rows(&catalog->mentioned, &catalog->arena, catalog->n, pairs,
				       find_pairs(pairs, catalog, table, true), err);
	free(pairs);
	return rc;
}

int catalog_link(struct catalog *catalog, struct sqlembic_error *err)
{
	struct table table = { 0 };
	int rc = sort_entries(catalog, err);
	if (rc == 0)
		rc = fill_table(catalog, &table, err);
	for (size_t i = 0; rc == 0 && i < catalog->n; i++) {
		size_t parent = look_up(catalog, &table, catalog->entries[i].fact.parent_id);
		catalog->entries[i].parent = parent == i ? CATALOG_NONE : parent;
	}
	if (rc == 0)
		rc = catalog_link_parts(catalog, err);
	if (rc == 0)
		rc = fill_edges(catalog, &table, err);
	free(table.slots);
	return rc;
}
