/* ground.c: see ground.h. */
#include "schema/ground.h"

#include "sqlembic/error.h"

/* True when something was marked. */
static bool mark_used(bool *is_taken, const struct catalog *from, size_t entry)
{
	bool is_new = false;
	size_t n, parent = from->entries[entry].parent;
	const size_t *used = catalog_row(&from->used, entry, &n);
	for (size_t i = 0; i < n; i++) {
		is_new |= !is_taken[used[i]];
		is_taken[used[i]] = true;
	}
	if (parent != CATALOG_NONE) {
		is_new |= !is_taken[parent];
		is_taken[parent] = true;
	}
	return is_new;
}

static void mark_all(bool *is_taken, const struct catalog *from)
{
	bool is_new = true;
	for (size_t i = 0; i < from->n; i++)
		is_taken[i] = from->kinds[from->entries[i].fact.kind].flags & SQLEMBIC_KIND_GROUND;
	while (is_new) {
		is_new = false;
		for (size_t i = 0; i < from->n; i++)
			if (is_taken[i])
				is_new |= mark_used(is_taken, from, i);
	}
}

int ground_take(struct catalog *out, size_t *n, const struct catalog *from, const struct catalog *fresh,
		struct sqlembic_error *err)
{
	*n = 0;
	catalog_init(out, from->kinds);
	struct sqlembic_catalog_sink sink = catalog_sink(out);
	bool *is_taken = arena_alloc(&out->arena, from->n + 1, sizeof(*is_taken));
	if (!is_taken)
		return sqlembic_fail_memory(err);
	mark_all(is_taken, from);
	int rc = sink.server(sink.payload, fresh->side.version, err);
	if (rc == 0)
		rc = catalog_take_default(out, fresh, err);
	for (size_t i = 0; rc == 0 && i < fresh->n; i++)
		rc = catalog_copy(out, fresh, i, err);
	for (size_t i = 0; rc == 0 && i < from->n; i++) {
		const struct sqlembic_fact *fact = &from->entries[i].fact;
		if (!is_taken[i] || catalog_find(fresh, fact->kind, fact->identity) != CATALOG_NONE)
			continue;
		rc = catalog_copy(out, from, i, err);
		++*n;
	}
	return rc == 0 ? catalog_finish(out, err) : rc;
}
