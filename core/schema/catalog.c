/* catalog.c: takes what a driver's reader says, and looks it up. */
#include "schema/catalog.h"

#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "sqlembic/error.h"

size_t catalog_attributes(const struct sqlembic_kind *kind)
{
	size_t n = 0;
	while (kind->attributes && kind->attributes[n].name)
		n++;
	return n;
}

/* ---- a finished catalog as drivers see it ---- */

static const struct catalog *catalog_of(const struct sqlembic_side *side)
{
	return (const struct catalog *)side;
}

static const struct sqlembic_fact *fact_at(const struct catalog *catalog, size_t index)
{
	return index == CATALOG_NONE ? NULL : &catalog->entries[index].fact;
}

static const struct sqlembic_fact *find(const struct sqlembic_side *side, unsigned kind, const char *identity)
{
	return fact_at(catalog_of(side), catalog_find(catalog_of(side), kind, identity));
}

static const struct sqlembic_fact *parent(const struct sqlembic_side *side, const struct sqlembic_fact *fact)
{
	return fact_at(catalog_of(side), ((const struct catalog_entry *)fact)->parent);
}

static const struct sqlembic_fact *nth(const struct catalog *catalog, const struct catalog_rows *rows,
				       const struct sqlembic_fact *fact, size_t n)
{
	size_t count;
	const size_t *row = catalog_row(rows, catalog_index(catalog, fact), &count);
	return n < count ? &catalog->entries[row[n]].fact : NULL;
}

static const struct sqlembic_fact *part(const struct sqlembic_side *side, const struct sqlembic_fact *fact,
					size_t n)
{
	return nth(catalog_of(side), &catalog_of(side)->parts, fact, n);
}

static const struct sqlembic_fact *user(const struct sqlembic_side *side, const struct sqlembic_fact *fact,
					size_t n)
{
	return nth(catalog_of(side), &catalog_of(side)->users, fact, n);
}

static const struct sqlembic_fact *used(const struct sqlembic_side *side, const struct sqlembic_fact *fact,
					size_t n)
{
	return nth(catalog_of(side), &catalog_of(side)->used, fact, n);
}

static const struct sqlembic_fact *fact_of_kind(const struct sqlembic_side *side, unsigned kind, size_t n)
{
	const struct catalog *catalog = catalog_of(side);
	size_t first = catalog->kind_at[kind];
	return n < catalog->kind_at[kind + 1] - first ? &catalog->entries[first + n].fact : NULL;
}

static void init_side(struct sqlembic_side *side)
{
	*side = (struct sqlembic_side){
		.find = find, .parent = parent, .part = part, .user = user, .used = used, .fact = fact_of_kind
	};
}

/* ---- making one ---- */

void catalog_init(struct catalog *catalog, const struct sqlembic_kind *kinds)
{
	*catalog = (struct catalog){ .kinds = kinds };
	while (kinds[catalog->nkinds].name)
		catalog->nkinds++;
	init_side(&catalog->side);
}

bool catalog_is_of_same_release(const struct catalog *a, const struct catalog *b)
{
	return a->side.version / 100 == b->side.version / 100;
}

int catalog_forget_facts(struct catalog *catalog, struct sqlembic_error *err)
{
	struct catalog old = *catalog;
	catalog_init(catalog, old.kinds);
	catalog->side.version = old.side.version;
	int rc = catalog_take_default(catalog, &old, err);
	catalog_release(&old);
	return rc == 0 ? catalog_finish(catalog, err) : rc;
}

void catalog_release(struct catalog *catalog)
{
	free(catalog->entries);
	free(catalog->edges);
	free(catalog->unread.items);
	free(catalog->elsewhere.items);
	free(catalog->path.items);
	arena_release(&catalog->arena);
	arena_release(&catalog->edges_arena);
	*catalog = (struct catalog){ 0 };
}

/* ---- what a reader says ---- */

/* Room for one more item; the array, NULL: out of memory. */
static void *grow(void *items, size_t n, size_t *cap, size_t size)
{
	if (n < *cap)
		return items;
	size_t more = *cap ? *cap * 2 : 64;
	void *grown = reallocarray(items, more, size);
	if (grown)
		*cap = more;
	return grown;
}

static int server(void *payload, long version, struct sqlembic_error *err)
{
	struct catalog *catalog = payload;
	(void)err;
	catalog->side.version = version;
	return 0;
}

/* What another reading is likely to say, too; server_ids are those of one database. */
static const char *keep(struct catalog *catalog, const char *text)
{
	if (catalog->are_kept)
		return text;
	return catalog->texts ? texts_keep(catalog->texts, text) : arena_dup(&catalog->arena, text);
}

/* Copies a list of texts; `n` of them, or all up to a NULL where `n` is CATALOG_NONE. */
static const char *const *copy_list(struct catalog *catalog, const char *const *list, size_t n, bool *failed)
{
	if (!list)
		return NULL;
	if (n == CATALOG_NONE)
		for (n = 0; list[n];)
			n++;
	const char **copy = arena_alloc(&catalog->arena, n + 1, sizeof(*copy));
	for (size_t i = 0; copy && i < n; i++)
		if (list[i] && !(copy[i] = keep(catalog, list[i])))
			copy = NULL;
	if (!copy)
		*failed = true;
	return copy;
}

/* Copies the values of a fact, but keeps a hash of a digest only. */
static const char *const *copy_values(struct catalog *catalog, const struct sqlembic_fact *fact, bool *failed)
{
	const char *values[64];
	char hash[HASH_TEXT_SIZE];
	const struct sqlembic_kind *kind = &catalog->kinds[fact->kind];
	size_t n = catalog_attributes(kind);
	*failed |= n > sizeof(values) / sizeof(values[0]);
	if (!fact->values || *failed)
		return NULL;
	for (size_t i = 0; i < n; i++) {
		values[i] = fact->values[i];
		if (!values[i] || !(kind->attributes[i].flags & SQLEMBIC_ATTRIBUTE_DIGEST))
			continue;
		hash_bytes((struct sqlembic_span){ values[i], strlen(values[i]) }, hash);
		values[i] = hash;
	}
	return copy_list(catalog, values, n, failed);
}

static const char *copy_text(struct arena *arena, const char *text, bool *failed)
{
	char *copy = text ? arena_dup(arena, text) : NULL;
	if (text && !copy)
		*failed = true;
	return copy;
}

static const char *keep_text(struct catalog *catalog, const char *text, bool *failed)
{
	const char *kept = text ? keep(catalog, text) : NULL;
	if (text && !kept)
		*failed = true;
	return kept;
}

/* What is shown, and the name, are the end of the identity, as a rule: they need no copy of their own. */
static const char *copy_end(struct catalog *catalog, const char *text, const char *whole, bool *failed)
{
	size_t length = text ? strlen(text) : 0, all = whole ? strlen(whole) : 0;
	if (text && whole && length <= all && strcmp(whole + all - length, text) == 0)
		return whole + all - length;
	return keep_text(catalog, text, failed);
}

static int add_fact(void *payload, const struct sqlembic_fact *fact, struct sqlembic_error *err)
{
	struct catalog *catalog = payload;
	bool failed = false;
	if (fact->kind >= catalog->nkinds)
		return sqlembic_fail(err, SQLEMBIC_E_FAILED, "the driver names kind %u of %zu", fact->kind,
				     catalog->nkinds);
	struct catalog_entry *entries = grow(catalog->entries, catalog->n, &catalog->cap,
					     sizeof(*catalog->entries));
	if (!entries)
		return sqlembic_fail_memory(err);
	catalog->entries = entries;
	struct sqlembic_fact copy = *fact;
	copy.identity = keep_text(catalog, fact->identity, &failed);
	copy.schema = keep_text(catalog, fact->schema, &failed);
	copy.name = copy_end(catalog, fact->name, copy.identity, &failed);
	copy.shown = copy_end(catalog, fact->shown, copy.identity, &failed);
	copy.server_id = copy_text(&catalog->arena, fact->server_id, &failed);
	copy.parent_id = copy_text(&catalog->arena, fact->parent_id, &failed);
	copy.values = copy_values(catalog, fact, &failed);
	copy.names = copy_list(catalog, fact->names, CATALOG_NONE, &failed);
	if (failed)
		return sqlembic_fail_memory(err);
	entries[catalog->n++] = (struct catalog_entry){ .fact = copy, .parent = CATALOG_NONE };
	catalog->nfolded += (copy.flags & SQLEMBIC_FACT_FOLDED) != 0;
	return 0;
}

static int keep_edge(struct catalog *catalog, const char *user, const char *used, bool is_mention,
		     struct sqlembic_error *err)
{
	bool failed = false;
	struct catalog_name_edge *edges = grow(catalog->edges, catalog->nedges, &catalog->edges_cap,
					       sizeof(*catalog->edges));
	if (!edges)
		return sqlembic_fail_memory(err);
	catalog->edges = edges;
	edges[catalog->nedges++] = (struct catalog_name_edge){
		copy_text(&catalog->edges_arena, user, &failed),
		copy_text(&catalog->edges_arena, used, &failed), is_mention
	};
	return failed ? sqlembic_fail_memory(err) : 0;
}

static int add_edge(void *payload, const char *user, const char *used, struct sqlembic_error *err)
{
	return keep_edge(payload, user, used, false, err);
}

static int add_mention(void *payload, const char *user, const char *used, struct sqlembic_error *err)
{
	return keep_edge(payload, user, used, true, err);
}

static int add_shown(struct catalog *catalog, struct catalog_list *list, const char *shown,
		     struct sqlembic_error *err)
{
	bool failed = false;
	const char **items = grow(list->items, list->n, &list->cap, sizeof(*items));
	if (!items)
		return sqlembic_fail_memory(err);
	list->items = items;
	items[list->n++] = copy_text(&catalog->arena, shown, &failed);
	return failed ? sqlembic_fail_memory(err) : 0;
}

const char *catalog_home(const struct catalog *catalog)
{
	return catalog->path.n > 0 ? catalog->path.items[0] : NULL;
}

bool catalog_list_has(const struct catalog_list *list, const char *text)
{
	for (size_t i = 0; i < list->n; i++)
		if (strcmp(list->items[i], text) == 0)
			return true;
	return false;
}

static int add_unread(void *payload, const char *shown, struct sqlembic_error *err)
{
	struct catalog *catalog = payload;
	return add_shown(catalog, &catalog->unread, shown, err);
}

static int add_elsewhere(void *payload, const char *shown, struct sqlembic_error *err)
{
	struct catalog *catalog = payload;
	return add_shown(catalog, &catalog->elsewhere, shown, err);
}

static int add_to_path(void *payload, const char *schema, struct sqlembic_error *err)
{
	struct catalog *catalog = payload;
	return add_shown(catalog, &catalog->path, schema, err);
}

static int take_default_collation(void *payload, const char *name, struct sqlembic_error *err)
{
	struct catalog *catalog = payload;
	bool failed = false;
	catalog->side.default_collation = copy_text(&catalog->arena, name, &failed);
	return failed ? sqlembic_fail_memory(err) : 0;
}

int catalog_take_default(struct catalog *catalog, const struct catalog *like, struct sqlembic_error *err)
{
	return take_default_collation(catalog, like->side.default_collation, err);
}

struct sqlembic_catalog_sink catalog_sink(struct catalog *catalog)
{
	return (struct sqlembic_catalog_sink){ .server = server,
					       .fact = add_fact,
					       .edge = add_edge,
					       .mention = add_mention,
					       .unread = add_unread,
					       .elsewhere = add_elsewhere,
					       .default_collation = take_default_collation,
					       .path = add_to_path,
					       .payload = catalog };
}

int catalog_finish(struct catalog *catalog, struct sqlembic_error *err)
{
	int rc = catalog_link(catalog, err);
	free(catalog->edges);
	catalog->edges = NULL;
	catalog->nedges = catalog->edges_cap = 0;
	arena_release(&catalog->edges_arena);
	return rc;
}

/* ---- looking up ---- */

bool catalog_says_same(const struct sqlembic_kind *kind, const struct sqlembic_fact *a,
		       const struct sqlembic_fact *b)
{
	for (size_t i = 0; kind->attributes && kind->attributes[i].name; i++) {
		const char *x = a->values ? a->values[i] : NULL, *y = b->values ? b->values[i] : NULL;
		if (x != y && (!x || !y || strcmp(x, y) != 0))
			return false;
	}
	return true;
}

size_t catalog_index(const struct catalog *catalog, const struct sqlembic_fact *fact)
{
	return (size_t)((const struct catalog_entry *)fact - catalog->entries);
}

size_t catalog_whole(const struct catalog *catalog, size_t entry)
{
	const size_t parent = catalog->entries[entry].parent;
	return parent == CATALOG_NONE ? entry : parent;
}

size_t catalog_find(const struct catalog *catalog, unsigned kind, const char *identity)
{
	size_t low = catalog->kind_at[kind], high = catalog->kind_at[kind + 1];
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		int order = strcmp(catalog->entries[middle].fact.identity, identity);
		if (order == 0)
			return middle;
		if (order < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return CATALOG_NONE;
}

const size_t *catalog_row(const struct catalog_rows *rows, size_t i, size_t *n)
{
	*n = rows->at[i + 1] - rows->at[i];
	return rows->items + rows->at[i];
}

bool catalog_uses(const struct catalog *catalog, size_t user, size_t used)
{
	size_t n;
	const size_t *row = catalog_row(&catalog->used, user, &n);
	for (size_t low = 0, high = n; low < high;) {
		size_t middle = low + (high - low) / 2;
		if (row[middle] == used)
			return true;
		if (row[middle] < used)
			low = middle + 1;
		else
			high = middle;
	}
	return catalog->entries[user].parent == used;
}
