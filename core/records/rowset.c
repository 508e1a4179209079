/* rowset.c: see rowset.h.  The names are sorted after every change, so that they can be searched by halves. */
#include "records/rowset.h"

#include <string.h>

#include "sqlembic/error.h"

struct rowset {
	struct arena *arena;
	const char **names;
	size_t n, cap;
};

struct rowset *rowset_new(struct arena *arena)
{
	struct rowset *set = arena_alloc(arena, 1, sizeof(*set));
	if (set)
		set->arena = arena;
	return set;
}

/* The place of a name: where it is, or where it has to go. */
static size_t find(const struct rowset *set, const char *name, bool *found)
{
	size_t low = 0, high = set->n;
	*found = false;
	while (low < high && !*found) {
		size_t middle = low + (high - low) / 2;
		int order = strcmp(set->names[middle], name);
		*found = order == 0;
		if (order < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return *found ? high : low;
}

static int make_room(struct rowset *set, struct sqlembic_error *err)
{
	if (set->n < set->cap)
		return 0;
	size_t cap = set->cap ? set->cap * 2 : 8;
	const char **names = arena_alloc(set->arena, cap, sizeof(*names));
	if (!names)
		return sqlembic_fail_memory(err);
	if (set->n)
		memcpy(names, set->names, set->n * sizeof(*names));
	set->names = names;
	set->cap = cap;
	return 0;
}

int rowset_add(struct rowset *set, const char *name, struct sqlembic_error *err)
{
	bool found;
	size_t at = find(set, name, &found);
	int rc = found ? 0 : make_room(set, err);
	if (found || rc < 0)
		return rc;
	memmove(set->names + at + 1, set->names + at, (set->n - at) * sizeof(*set->names));
	set->names[at] = name;
	set->n++;
	return 0;
}

void rowset_remove(struct rowset *set, const char *name)
{
	bool found;
	size_t at = find(set, name, &found);
	if (found)
		memmove(set->names + at, set->names + at + 1, (--set->n - at) * sizeof(*set->names));
}

int rowset_fill(struct rowset *set, const struct rows *rows, struct sqlembic_error *err)
{
	set->n = 0;
	for (size_t i = 0; i < rows->n; i++) {
		const char *name = arena_dup(set->arena, rows->items[i]);
		int rc = name ? rowset_add(set, name, err) : sqlembic_fail_memory(err);
		if (rc < 0)
			return rc;
	}
	return 0;
}

int rowset_change(struct rowset *set, const struct row_change *changes, size_t n, struct sqlembic_error *err)
{
	int rc = 0;
	for (size_t i = 0; rc == 0 && i < n; i++) {
		if (changes[i].from)
			rowset_remove(set, changes[i].from);
		if (changes[i].to)
			rc = rowset_add(set, changes[i].to, err);
	}
	return rc;
}

bool rowset_has(const struct rowset *set, const char *name)
{
	bool found;
	(void)find(set, name, &found);
	return found;
}

/* A table without a primary key could hold a row twice, which a set cannot: the numbers differ then. */
bool rowset_equals(const struct rowset *set, const struct rows *rows)
{
	bool same = set->n == rows->n;
	for (size_t i = 0; same && i < rows->n; i++)
		same = rowset_has(set, rows->items[i]);
	return same;
}

struct rows rowset_rows(const struct rowset *set)
{
	return (struct rows){ .items = set->names, .n = set->n };
}
