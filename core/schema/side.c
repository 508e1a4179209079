/* side.c: a finished catalog as drivers see it. */
#include "schema/side.h"

#include "schema/catalog.h"

static const struct catalog *catalog_of(const struct sqlembic_side *side)
{
	return (const struct catalog *)side;
}

static const struct sqlembic_fact *fact_at(const struct catalog *catalog, size_t index)
{
	return index == CATALOG_NONE ? NULL : &catalog->entries[index].fact;
}

static const struct sqlembic_fact *find(const struct sqlembic_side *side, unsigned kind, const char *identity)
{
	return fact_at(catalog_of(side), catalog_find(catalog_of(side), kind, identity));
}

static const struct sqlembic_fact *parent(const struct sqlembic_side *side, const struct sqlembic_fact *fact)
{
	return fact_at(catalog_of(side), ((const struct catalog_entry *)fact)->parent);
}

static const struct sqlembic_fact *nth(const struct catalog *catalog, const struct catalog_rows *rows,
				       const struct sqlembic_fact *fact, size_t n)
{
	size_t count;
	const size_t *row = catalog_row(rows, catalog_index(catalog, fact), &count);
	return n < count ? &catalog->entries[row[n]].fact : NULL;
}

static const struct sqlembic_fact *part(const struct sqlembic_side *side, const struct sqlembic_fact *fact,
					size_t n)
{
	return nth(catalog_of(side), &catalog_of(side)->parts, fact, n);
}

static const struct sqlembic_fact *user(const struct sqlembic_side *side, const struct sqlembic_fact *fact,
					size_t n)
{
	return nth(catalog_of(side), &catalog_of(side)->users, fact, n);
}

static const struct sqlembic_fact *used(const struct sqlembic_side *side, const struct sqlembic_fact *fact,
					size_t n)
{
	return nth(catalog_of(side), &catalog_of(side)->used, fact, n);
}

static const struct sqlembic_fact *fact_of_kind(const struct sqlembic_side *side, unsigned kind, size_t n)
{
	const struct catalog *catalog = catalog_of(side);
	size_t first = catalog->kind_at[kind];
	return n < catalog->kind_at[kind + 1] - first ? &catalog->entries[first + n].fact : NULL;
}

void side_init(struct sqlembic_side *side)
{
	*side = (struct sqlembic_side){
		.find = find, .parent = parent, .part = part, .user = user, .used = used, .fact = fact_of_kind
	};
}
