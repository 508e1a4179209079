/* places.c: see places.h.
 *
 * It is put into the target once, before it is compared: neither who writes scripts nor who proves them has to know that the
 * target was read in another order. */
#include "schema/places.h"

#include "sqlembic/error.h"

/* Gives the ordered parts of one fact their places; whether any has passed another. */
static bool take_places(struct catalog *to, size_t entry, const struct catalog *from)
{
	size_t n;
	const size_t *parts = catalog_row(&to->parts, entry, &n);
	const struct sqlembic_fact *before = NULL;
	bool is_moved = false;
	for (size_t i = 0; i < n; i++) {
		struct sqlembic_fact *part = &to->entries[parts[i]].fact;
		if (!(to->kinds[part->kind].flags & SQLEMBIC_KIND_ORDERED))
			continue;
		size_t found = catalog_find(from, part->kind, part->identity);
		/* No position of the database is as large as the number of all its facts. */
		part->position = found == CATALOG_NONE ? (unsigned)from->n + part->position
						       : from->entries[found].fact.position;
		is_moved |= before && before->kind == part->kind && before->position > part->position;
		before = part;
	}
	return is_moved;
}

/* What the fact itself says of the order. */
static int write_again(struct catalog *to, size_t entry, struct sqlembic_error *err)
{
	struct sqlembic_fact *fact = &to->entries[entry].fact;
	const struct sqlembic_kind *kind = &to->kinds[fact->kind];
	size_t n = catalog_attributes(kind);
	const char **values = arena_alloc(&to->arena, n + 1, sizeof(*values));
	if (!values)
		return sqlembic_fail_memory(err);
	for (size_t i = 0; i < n; i++) {
		struct sqlembic_buf text = SQLEMBIC_BUF_INIT;
		kind->reordered(&text, &to->side, fact, (unsigned)i);
		values[i] = text.len > 0 ? arena_dup(&to->arena, text.ptr) : fact->values[i];
		bool failed = text.failed || (text.len > 0 && !values[i]);
		sqlembic_buf_release(&text);
		if (failed)
			return sqlembic_fail_memory(err);
	}
	fact->values = values;
	return 0;
}

int places_follow(struct catalog *to, const struct catalog *from, struct sqlembic_error *err)
{
	bool *is_moved = arena_alloc(&to->arena, to->n + 1, sizeof(*is_moved)), any = false;
	if (!is_moved)
		return sqlembic_fail_memory(err);
	for (size_t i = 0; i < to->n; i++) {
		is_moved[i] = to->kinds[to->entries[i].fact.kind].reordered && take_places(to, i, from);
		any |= is_moved[i];
	}
	int rc = any ? catalog_link_parts(to, err) : 0;
	for (size_t i = 0; rc == 0 && any && i < to->n; i++)
		if (is_moved[i])
			rc = write_again(to, i, err);
	return rc;
}
