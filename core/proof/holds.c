/* holds.c: see holds.h. */
#include "proof/holds.h"

#include "schema/unfold.h"

static bool is_same(const struct catalog *was, size_t entry, const struct catalog *is)
{
	const struct sqlembic_fact *fact = &was->entries[entry].fact;
	const size_t at = catalog_find(is, fact->kind, fact->identity);
	const struct sqlembic_fact *now = at == CATALOG_NONE ? NULL : &is->entries[at].fact;
	return now && ((now->flags ^ fact->flags) & ~CATALOG_FACT_TAKEN) == 0 &&
	       catalog_says_same(&was->kinds[fact->kind], fact, now);
}

bool holds_tables(const struct catalog *was, const bool *flags, const struct catalog *is)
{
	bool holds = true;
	for (size_t i = 0; holds && i < was->n; i++)
		holds = !flags[catalog_whole(was, i)] || is_same(was, i, is);
	return holds;
}

/* Whose rows have changed, or the values of whose columns. */
static size_t table_of(const struct catalog *catalog, const struct census_change *change)
{
	const size_t at = catalog_find(catalog, change->kind, change->identity);
	return at == CATALOG_NONE ? unfold_find_parent(catalog, change->identity)
				  : catalog_whole(catalog, at);
}

int holds_rows(bool *out, const struct catalog *of, const bool *flags, const struct census *was,
	       const struct census *is, struct sqlembic_error *err)
{
	struct census_walk walk = census_compare(was, is);
	struct census_change change;
	int rc = 0;
	*out = true;
	while (*out && (rc = census_next(&walk, &change, err)) > 0) {
		const size_t table = table_of(of, &change);
		*out = table == CATALOG_NONE || !flags[table];
	}
	census_end(&walk);
	return rc < 0 ? rc : 0;
}
