/* catalog_copy.c: takes entries of one catalog into another. */
#include "schema/catalog.h"
#include "sqlembic/error.h"

/* Server_ids of two databases can mean different things. */
static const char *id_of(struct catalog *out, const struct catalog *from, size_t entry)
{
	const struct sqlembic_fact *fact = &from->entries[entry].fact;
	return arena_printf(&out->arena, "%u %s", fact->kind, fact->identity);
}

int catalog_copy(struct catalog *out, const struct catalog *from, size_t entry, struct sqlembic_error *err)
{
	struct sqlembic_catalog_sink sink = catalog_sink(out);
	struct sqlembic_fact fact = from->entries[entry].fact;
	size_t parent = from->entries[entry].parent, n;
	const size_t *used = catalog_row(&from->used, entry, &n);
	fact.parent_id = parent == CATALOG_NONE ? NULL : id_of(out, from, parent);
	fact.server_id = id_of(out, from, entry);
	if (!fact.server_id || (parent != CATALOG_NONE && !fact.parent_id))
		return sqlembic_fail_memory(err);
	int rc = sink.fact(sink.payload, &fact, err);
	for (size_t i = 0; rc == 0 && i < n; i++) {
		const char *id = id_of(out, from, used[i]);
		rc = id ? sink.edge(sink.payload, fact.server_id, id, err) : sqlembic_fail_memory(err);
	}
	return rc;
}
