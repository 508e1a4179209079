/* census.c: see census.h. */
#include "proof/census.h"

#include <stdlib.h>
#include <string.h>

#include "schema/unfold.h"
#include "sqlembic/error.h"

static int keep(void *payload, const char *const *values, size_t n)
{
	struct census *census = payload;
	if (n < 4)
		return 1;
	if (census->n == census->cap) {
		size_t cap = census->cap ? census->cap * 2 : 64;
		struct census_entry *grown = reallocarray(census->items, cap, sizeof(*grown));
		if (!grown) {
			census->failed = true;
			return 1;
		}
		census->items = grown;
		census->cap = cap;
	}
	struct census_entry *entry = &census->items[census->n++];
	*entry = (struct census_entry){ .kind = (unsigned)strtoul(values[0], NULL, 10),
					.identity = arena_dup(census->arena, values[1]),
					.count = arena_dup(census->arena, values[2]),
					.digest = arena_dup(census->arena, values[3] ? values[3] : "") };
	census->failed |= !entry->identity || !entry->count || !entry->digest;
	return census->failed;
}

int census_take(struct census *out, const struct sqlembic_schema *schema, struct sqlembic_session *session,
		struct arena *arena, struct sqlembic_error *err)
{
	*out = (struct census){ .arena = arena };
	int rc = schema->rows(session, keep, out, err);
	return rc == 0 && out->failed ? sqlembic_fail_memory(err) : rc;
}

const struct census_entry *census_find(const struct census *census, const struct census_entry *entry,
				       size_t *place)
{
	for (size_t i = 0; i < census->n; i++) {
		const size_t at = (*place + i) % census->n;
		const struct census_entry *other = &census->items[at];
		if (other->kind != entry->kind || strcmp(other->identity, entry->identity) != 0)
			continue;
		*place = at;
		return other;
	}
	return NULL;
}

const struct pair *census_pair(const struct comparison *comparison, const struct census_entry *entry)
{
	size_t fact = entry->kind < comparison->from->nkinds
			      ? catalog_find(comparison->from, entry->kind, entry->identity)
			      : CATALOG_NONE;
	/* A part of what does not differ is as good as that itself. */
	if (fact == CATALOG_NONE)
		fact = unfold_find_parent(comparison->from, entry->identity);
	const struct pair *pair = fact == CATALOG_NONE ? NULL
						       : &comparison->pairs[comparison->of_before[fact]];
	return pair && pair->after != CATALOG_NONE ? pair : NULL;
}

const char *census_column(const struct comparison *comparison, const struct pair *pair,
			  const struct census_entry *entry)
{
	const struct sqlembic_fact *fact = compare_before(comparison, pair);
	if (fact->kind != entry->kind)
		return entry->identity + strlen(fact->identity) + 1;
	return compare_parent(comparison, pair, false) ? fact->name : NULL;
}

void census_release(struct census *census)
{
	free(census->items);
	*census = (struct census){ 0 };
}
