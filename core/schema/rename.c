/* rename.c: looks for objects that are gone under one name and new under another. */
#include "schema/rename.h"

#include <stdlib.h>
#include <string.h>

#include "base/fnv.h"
#include "sqlembic/error.h"
#include "sqlembic/text.h"

static uint64_t hash_text(uint64_t hash, const char *text)
{
	hash = fnv_add(hash, text ? text : "");
	return (hash ^ (text ? 0xFE : 0xFF)) * FNV_PRIME;
}

static uint64_t hash_values(uint64_t hash, const struct sqlembic_kind *kind, const struct sqlembic_fact *fact)
{
	for (size_t i = 0; kind->attributes && kind->attributes[i].name; i++)
		if (!(kind->attributes[i].flags & SQLEMBIC_ATTRIBUTE_SILENT))
			hash = hash_text(hash, fact->values ? fact->values[i] : NULL);
	return hash;
}

/* Of a fact without its name, with the parts that make it. */
static uint64_t signature(const struct catalog *catalog, size_t entry)
{
	const struct sqlembic_fact *fact = &catalog->entries[entry].fact;
	uint64_t hash = hash_values(FNV_START, &catalog->kinds[fact->kind], fact);
	size_t n;
	const size_t *parts = catalog_row(&catalog->parts, entry, &n);
	for (size_t i = 0; i < n; i++) {
		const struct sqlembic_fact *part = &catalog->entries[parts[i]].fact;
		const struct sqlembic_kind *kind = &catalog->kinds[part->kind];
		if (!(kind->flags & (SQLEMBIC_KIND_WITH_PARENT | SQLEMBIC_KIND_BY_PARENT)))
			continue;
		hash = hash_text(hash ^ part->kind, part->name);
		hash = hash_values(hash, kind, part);
	}
	return hash;
}

struct candidate {
	unsigned kind;
	size_t parent; /* pair, CATALOG_NONE */
	uint64_t hash;
	size_t pair;
	bool is_new;
};

static int by_definition(const void *a, const void *b)
{
	const struct candidate *x = a, *y = b;
	if (x->kind != y->kind)
		return x->kind < y->kind ? -1 : 1;
	if (x->parent != y->parent)
		return x->parent < y->parent ? -1 : 1;
	if (x->hash != y->hash)
		return x->hash < y->hash ? -1 : 1;
	return x->pair < y->pair ? -1 : x->pair > y->pair;
}

static bool is_one_sided(const struct pair *pair)
{
	return pair->before == CATALOG_NONE || pair->after == CATALOG_NONE;
}

static bool take_candidate(const struct comparison *c, size_t i, struct candidate *out)
{
	const struct pair *pair = &c->pairs[i];
	if (!is_one_sided(pair) || !compare_kind(c, pair)->rename)
		return false;
	bool is_new = pair->before == CATALOG_NONE;
	if (!is_new && compare_before(c, pair)->flags & SQLEMBIC_FACT_NAMED_ABOVE)
		return false;
	const struct pair *parent = compare_parent(c, pair, is_new);
	if (parent && is_one_sided(parent))
		return false;
	*out = (struct candidate){ .kind = (is_new ? compare_after(c, pair) : compare_before(c, pair))->kind,
				   .parent = parent ? (size_t)(parent - c->pairs) : CATALOG_NONE,
				   .hash = signature(is_new ? c->to : c->from,
						     is_new ? pair->after : pair->before),
				   .pair = i,
				   .is_new = is_new };
	return true;
}

static bool is_same(const struct candidate *a, const struct candidate *b)
{
	return a->kind == b->kind && a->parent == b->parent && a->hash == b->hash;
}

int rename_find(struct rename **out, size_t *n, const struct comparison *comparison,
		struct sqlembic_error *err)
{
	size_t count = 0;
	struct candidate *all = calloc(comparison->n + 1, sizeof(*all));
	*n = 0;
	*out = arena_alloc(comparison->arena, comparison->n, sizeof(**out));
	if (!all || !*out) {
		free(all);
		return sqlembic_fail_memory(err);
	}
	for (size_t i = 0; i < comparison->n; i++)
		count += take_candidate(comparison, i, &all[count]);
	qsort(all, count, sizeof(*all), by_definition);
	for (size_t i = 0, end; i < count; i = end) {
		for (end = i + 1; end < count && is_same(&all[i], &all[end]);)
			end++;
		if (end - i != 2 || all[i].is_new == all[i + 1].is_new)
			continue;
		const struct candidate *gone = all[i].is_new ? &all[i + 1] : &all[i];
		const struct candidate *made = all[i].is_new ? &all[i] : &all[i + 1];
		(*out)[(*n)++] = (struct rename){ gone->pair, made->pair };
	}
	free(all);
	return 0;
}

/* ---- as asked for ---- */

static bool is_called(const struct sqlembic_fact *fact, const char *name)
{
	return fact && ((fact->name && sqlembic_casecmp(fact->name, name) == 0) ||
			sqlembic_casecmp(fact->shown, name) == 0);
}

int rename_match(struct rename *out, const struct comparison *comparison, const char *old_name,
		 const char *new_name, struct sqlembic_error *err)
{
	size_t found = 0;
	for (size_t i = 0; i < comparison->n; i++) {
		struct candidate gone, made;
		if (!take_candidate(comparison, i, &gone) || gone.is_new ||
		    !is_called(compare_before(comparison, &comparison->pairs[i]), old_name))
			continue;
		for (size_t k = 0; k < comparison->n; k++) {
			if (!take_candidate(comparison, k, &made) || !made.is_new || made.kind != gone.kind ||
			    made.parent != gone.parent ||
			    !is_called(compare_after(comparison, &comparison->pairs[k]), new_name))
				continue;
			*out = (struct rename){ i, k };
			found++;
		}
	}
	if (found == 1)
		return 0;
	if (found > 1)
		return sqlembic_fail(err, SQLEMBIC_E_FAILED, "--rename %s=%s can mean %zu things", old_name,
				     new_name, found);
	(void)sqlembic_fail(
		err, SQLEMBIC_E_FAILED,
		"--rename %s=%s: there is nothing called %s that is gone and nothing of its kind called %s "
		"that is new",
		old_name, new_name, old_name, new_name);
	return sqlembic_fail_hint(err, "write a column as table.column=name");
}

/* ---- what steps aside ---- */

static bool is_named(const struct sqlembic_fact *fact, const char *name)
{
	for (const char *const *names = fact->names; names && *names; names++)
		if (strcmp(*names, name) == 0)
			return true;
	return false;
}

const struct sqlembic_fact *rename_successor(const struct comparison *c, const struct sqlembic_fact *gone)
{
	for (size_t i = 0; i < c->n; i++) {
		const struct sqlembic_fact *made = c->pairs[i].before == CATALOG_NONE
							   ? compare_after(c, &c->pairs[i])
							   : NULL;
		if (!made || made->kind == gone->kind)
			continue;
		for (const char *const *name = gone->names; name && *name; name++)
			if (is_named(made, *name))
				return made;
	}
	return NULL;
}

static bool steps_aside(const struct comparison *c, const struct pair *pair)
{
	return pair->after == CATALOG_NONE && compare_kind(c, pair)->flags & SQLEMBIC_KIND_STEPS_ASIDE &&
	       rename_successor(c, compare_before(c, pair));
}

const struct pair *rename_find_aside(const struct comparison *comparison)
{
	for (size_t i = 0; i < comparison->n; i++)
		if (steps_aside(comparison, &comparison->pairs[i]))
			return &comparison->pairs[i];
	return NULL;
}

size_t rename_count_aside(const struct comparison *comparison)
{
	size_t n = 0;
	for (size_t i = 0; i < comparison->n; i++)
		n += steps_aside(comparison, &comparison->pairs[i]);
	return n;
}
