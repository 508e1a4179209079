/* traces_tally.h: how many rows of each table a session has changed, as changed.sql tells it. */
#ifndef POSTGRESQL_SCHEMA_TRACES_TALLY_H
#define POSTGRESQL_SCHEMA_TRACES_TALLY_H

#include <libpq-fe.h>
#include <stddef.h>

/* A table, and the numbers of its rows that were inserted, updated and deleted, and of looks at a sequence. */
struct postgres_tally {
	unsigned long oid;
	long long inserted, updated, deleted, looks;
};

/* Zero it to begin with. */
struct postgres_tallies {
	struct postgres_tally *items;
	size_t n, cap;
};

/* A number in a row; 0: it is null. */
long long postgres_tally_number(const PGresult *row, int column);
/* A text; empty: it is null. */
const char *postgres_tally_text(const PGresult *row, int column);
struct postgres_tally postgres_tally_of(const PGresult *row);
/* Keeps that of a row; `payload` is the list.  Negative: out of memory. */
int postgres_tally_keep(void *payload, const PGresult *row);
/* That of a table; of one that is not in the list, nothing was changed. */
struct postgres_tally postgres_tally_before(const struct postgres_tallies *tallies, unsigned long oid);
void postgres_tallies_release(struct postgres_tallies *tallies);

#endif
