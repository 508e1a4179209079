/* parts.c: the parts of a fact, and how to find one. */
#include "schema.h"

const struct sqlembic_fact *sqlite_part(const struct sqlembic_side *side, const struct sqlembic_fact *fact,
					enum sqlite_kind kind, size_t n)
{
	const struct sqlembic_fact *part;
	for (size_t i = 0; (part = side->part(side, fact, i)); i++)
		if (part->kind == kind && n-- == 0)
			return part;
	return NULL;
}

const struct sqlembic_fact *sqlite_find_column(const struct sqlembic_side *side,
					       const struct sqlembic_fact *table, const char *identity)
{
	const struct sqlembic_fact *column = side->find(side, SQLITE_KIND_COLUMN, identity);
	return column && side->parent(side, column) == table ? column : NULL;
}
