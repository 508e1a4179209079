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
					.identity = texts_keep(census->texts, values[1]),
					.count = texts_keep(census->texts, values[2]),
					.digest = texts_keep(census->texts, values[3] ? values[3] : "") };
	census->failed |= !entry->identity || !entry->count || !entry->digest;
	return census->failed;
}

static int compare_entries(const void *a, const void *b)
{
	const struct census_entry *x = *(const struct census_entry *const *)a;
	const struct census_entry *y = *(const struct census_entry *const *)b;
	if (x->kind != y->kind)
		return x->kind < y->kind ? -1 : 1;
	return strcmp(x->identity, y->identity);
}

/* There may be hundreds of thousands. */
static int sort(struct census *census, struct sqlembic_error *err)
{
	census->sorted = calloc(census->n + 1, sizeof(*census->sorted));
	if (!census->sorted || census->failed)
		return sqlembic_fail_memory(err);
	for (size_t i = 0; i < census->n; i++)
		census->sorted[i] = &census->items[i];
	qsort(census->sorted, census->n, sizeof(*census->sorted), compare_entries);
	return 0;
}

int census_take(struct census *out, const struct sqlembic_schema *schema, struct sqlembic_session *session,
		struct texts *texts, struct sqlembic_error *err)
{
	*out = (struct census){ .texts = texts };
	int rc = schema->rows(session, keep, out, err);
	return rc == 0 ? sort(out, err) : rc;
}

const struct census_entry *census_find(const struct census *census, const struct census_entry *entry)
{
	const struct census_entry **found = census->n == 0
						    ? NULL
						    : bsearch(&entry, census->sorted, census->n,
							      sizeof(*census->sorted), compare_entries);
	return found ? *found : NULL;
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
	free(census->sorted);
	*census = (struct census){ 0 };
}
