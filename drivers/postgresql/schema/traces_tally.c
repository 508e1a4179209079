/* traces_tally.c: see traces_tally.h. */
#include "traces_tally.h"

#include <stdlib.h>

long long postgres_tally_number(const PGresult *row, int column)
{
	return PQgetisnull(row, 0, column) ? 0 : strtoll(PQgetvalue(row, 0, column), NULL, 10);
}

const char *postgres_tally_text(const PGresult *row, int column)
{
	return PQgetisnull(row, 0, column) ? "" : PQgetvalue(row, 0, column);
}

struct postgres_tally postgres_tally_of(const PGresult *row)
{
	return (struct postgres_tally){ .oid = (unsigned long)postgres_tally_number(row, 0),
					.inserted = postgres_tally_number(row, 3),
					.updated = postgres_tally_number(row, 4),
					.deleted = postgres_tally_number(row, 5),
					.looks = postgres_tally_number(row, 6) };
}

int postgres_tally_keep(void *payload, const PGresult *row)
{
	struct postgres_tallies *tallies = payload;
	if (tallies->n == tallies->cap) {
		size_t cap = tallies->cap ? tallies->cap * 2 : 64;
		struct postgres_tally *grown = reallocarray(tallies->items, cap, sizeof(*grown));
		if (!grown)
			return -1;
		tallies->items = grown;
		tallies->cap = cap;
	}
	tallies->items[tallies->n++] = postgres_tally_of(row);
	return 0;
}

struct postgres_tally postgres_tally_before(const struct postgres_tallies *tallies, unsigned long oid)
{
	for (size_t i = 0; i < tallies->n; i++)
		if (tallies->items[i].oid == oid)
			return tallies->items[i];
	return (struct postgres_tally){ .oid = oid };
}

void postgres_tallies_release(struct postgres_tallies *tallies)
{
	free(tallies->items);
	*tallies = (struct postgres_tallies){ 0 };
}
