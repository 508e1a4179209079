/* known.c: see known.h. */
#include "proof/known.h"

#include <stdlib.h>
#include <string.h>

#include "sqlembic/error.h"

/* What is asked for comes in the order of the catalog, as a rule, and nearly all of it is known. */
static bool is_at(const struct catalog *catalog, size_t at, unsigned kind, const char *identity)
{
	return at < catalog->n && catalog->entries[at].fact.kind == kind &&
	       strcmp(catalog->entries[at].fact.identity, identity) == 0;
}

bool known_has(const struct known *known, size_t *next, unsigned kind, const char *identity)
{
	size_t at = *next;
	if (!is_at(known->catalog, at, kind, identity))
		at = kind < known->catalog->nkinds ? catalog_find(known->catalog, kind, identity)
						   : CATALOG_NONE;
	if (at == CATALOG_NONE)
		return false;
	*next = at + 1;
	return known->flags[at];
}

static bool is_known(const struct sqlembic_scope *scope, unsigned kind, const char *identity)
{
	struct known_reading *reading = scope->known;
	if (!reading->is_there || !known_has(reading->known, &reading->next, kind, identity))
		return false;
	reading->is_there[reading->next - 1] = true;
	return true;
}

void known_begin(struct known_reading *out, struct sqlembic_scope *scope, const struct known *known)
{
	*out = (struct known_reading){ .known = known };
	if (!known || !known->flags)
		return;
	/* Without memory for it all is read. */
	out->is_there = calloc(known->catalog->n + 1, sizeof(*out->is_there));
	scope->is_known = is_known;
	scope->known = out;
}

void known_end(struct known_reading *reading)
{
	free(reading->is_there);
}

static int add_fact(struct catalog *out, const struct catalog *from, size_t entry, struct sqlembic_error *err)
{
	const struct sqlembic_catalog_sink sink = catalog_sink(out);
	struct sqlembic_fact fact = from->entries[entry].fact;
	size_t n;
	const size_t *used = catalog_row(&from->used, entry, &n);
	fact.flags |= CATALOG_FACT_TAKEN;
	int rc = sink.fact(sink.payload, &fact, err);
	for (size_t i = 0; rc == 0 && fact.server_id && i < n; i++) {
		const char *id = from->entries[used[i]].fact.server_id;
		rc = id ? sink.edge(sink.payload, fact.server_id, id, err) : 0;
	}
	return rc;
}

int known_add_facts(const struct known_reading *reading, struct catalog *out, struct sqlembic_error *err)
{
	int rc = 0;
	if (!reading->is_there || reading->known->is_passed_over)
		return 0;
	const struct catalog *from = reading->known->catalog;
	out->are_kept = out->texts && out->texts == from->texts;
	for (size_t i = 0; rc == 0 && i < from->n; i++)
		if (reading->is_there[catalog_whole(from, i)])
			rc = add_fact(out, from, i, err);
	out->are_kept = false;
	return rc;
}
