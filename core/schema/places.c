/* places.c: see places.h.
 *
 * It is put into the target once, before it is compared: neither who writes scripts nor who proves them has to know that the
 * target was read in another order. */
#include "schema/places.h"

#include "sqlembic/error.h"

/* The parts of one fact, in the target's order, in which the server has taken them. */
struct placing {
	struct catalog *to;
	const struct catalog *from;
	const size_t *parts;
	size_t n;
};

/* NULL: it is not of an ordered kind. */
static struct sqlembic_fact *part_at(const struct placing *p, size_t i)
{
	struct sqlembic_fact *part = &p->to->entries[p->parts[i]].fact;
	return p->to->kinds[part->kind].flags & SQLEMBIC_KIND_ORDERED ? part : NULL;
}

static const struct sqlembic_fact *in_database(const struct placing *p, const struct sqlembic_fact *part)
{
	size_t found = catalog_find(p->from, part->kind, part->identity);
	return found == CATALOG_NONE ? NULL : &p->from->entries[found].fact;
}

/* No position of the database is as large as the number of all its facts. */
static unsigned last_place(const struct placing *p, size_t i)
{
	return (unsigned)(p->from->n + i);
}

/* Whether the server would refuse the part ahead of one that the target has ahead of it.  What the database has so already it has
 * taken. */
static bool may_not_stand(const struct placing *p, const struct sqlembic_fact *part,
			  const struct sqlembic_fact *other)
{
	const struct sqlembic_kind *kind = &p->to->kinds[part->kind];
	if (part->kind != other->kind || part->position > other->position ||
	    !kind->stands_behind(part, other))
		return false;
	const struct sqlembic_fact *was = in_database(p, part), *other_was = in_database(p, other);
	return !was || !other_was || !kind->stands_behind(was, other_was);
}

/* Whether a part has become the last one, since one that it has to stand behind has. */
static bool put_behind(const struct placing *p)
{
	for (size_t i = 0; i < p->n; i++) {
		struct sqlembic_fact *part = part_at(p, i);
		if (!part || !p->to->kinds[part->kind].stands_behind)
			continue;
		for (size_t k = 0; k < i; k++) {
			const struct sqlembic_fact *other = part_at(p, k);
			if (!other || !may_not_stand(p, part, other))
				continue;
			part->position = last_place(p, i);
			return true;
		}
	}
	return false;
}

/* Gives the ordered parts their places; whether any has passed another. */
static bool take_places(const struct placing *p)
{
	const struct sqlembic_fact *before = NULL;
	struct sqlembic_fact *part;
	bool is_moved = false;
	for (size_t i = 0; i < p->n; i++) {
		if (!(part = part_at(p, i)))
			continue;
		const struct sqlembic_fact *was = in_database(p, part);
		part->position = was ? was->position : last_place(p, i);
	}
	while (put_behind(p))
		;
	for (size_t i = 0; i < p->n; i++) {
		if (!(part = part_at(p, i)))
			continue;
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
		struct placing placing = { .to = to, .from = from };
		placing.parts = catalog_row(&to->parts, i, &placing.n);
		is_moved[i] = to->kinds[to->entries[i].fact.kind].reordered && take_places(&placing);
		any |= is_moved[i];
	}
	int rc = any ? catalog_link_parts(to, err) : 0;
	for (size_t i = 0; rc == 0 && any && i < to->n; i++)
		if (is_moved[i])
			rc = write_again(to, i, err);
	return rc;
}
