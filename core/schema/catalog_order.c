/* catalog_order.c: the order of entries, by which two catalogs are walked side by side. */
#include <string.h>

#include "schema/catalog.h"

/* Two readings often have an identity in one place, and one look at it is enough then. */
int catalog_order(const struct sqlembic_fact *a, const struct sqlembic_fact *b)
{
	if (a->kind != b->kind)
		return a->kind < b->kind ? -1 : 1;
	return a->identity == b->identity ? 0 : strcmp(a->identity, b->identity);
}

int catalog_order_beside(const struct catalog *a, size_t i, const struct catalog *b, size_t j)
{
	if (i == a->n || j == b->n)
		return i == a->n ? 1 : -1;
	return catalog_order(&a->entries[i].fact, &b->entries[j].fact);
}
