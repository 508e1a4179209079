/* names.c: open addressing; the table doubles when it is half full.  An old table stays in the arena: all of them
 * together are as large as the newest. */
#include "base/names.h"

#include <string.h>

#include "base/fnv.h"

#define SLOTS_LEAST ((size_t)32)

struct names_item {
	const char *name; /* NULL: free */
	size_t scope, number, hash;
};

static size_t hash_name(size_t scope, const char *name)
{
	return fnv_place(fnv_add(FNV_START ^ scope * UINT64_C(0x9E3779B97F4A7C15), name));
}

/* The slot of a name, or the free one where it belongs. */
static struct names_item *find_slot(const struct names *names, size_t hash, size_t scope, const char *name)
{
	size_t mask = names->nslots - 1;
	for (size_t at = hash & mask;; at = (at + 1) & mask) {
		struct names_item *item = &names->slots[at];
		if (!item->name ||
		    (item->hash == hash && item->scope == scope && strcmp(item->name, name) == 0))
			return item;
	}
}

size_t names_find(const struct names *names, size_t scope, const char *name)
{
	if (names->n == 0)
		return NAMES_NONE;
	const struct names_item *item = find_slot(names, hash_name(scope, name), scope, name);
	return item->name ? item->number : NAMES_NONE;
}

static bool grow(struct names *names, struct arena *arena)
{
	struct names bigger = { .n = names->n, .nslots = names->nslots ? names->nslots * 2 : SLOTS_LEAST };
	bigger.slots = arena_alloc(arena, bigger.nslots, sizeof(*bigger.slots));
	if (!bigger.slots)
		return false;
	for (size_t i = 0; i < names->nslots; i++) {
		const struct names_item *item = &names->slots[i];
		if (item->name)
			*find_slot(&bigger, item->hash, item->scope, item->name) = *item;
	}
	*names = bigger;
	return true;
}

bool names_put(struct names *names, struct arena *arena, size_t scope, const char *name, size_t number)
{
	if (names->n * 2 >= names->nslots && !grow(names, arena))
		return false;
	size_t hash = hash_name(scope, name);
	struct names_item *item = find_slot(names, hash, scope, name);
	names->n += !item->name;
	*item = (struct names_item){ name, scope, number, hash };
	return true;
}
