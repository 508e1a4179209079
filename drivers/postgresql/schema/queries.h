/* queries.h: the texts of sql/, compiled in (core/scripts/embed.awk). */
#ifndef POSTGRESQL_SCHEMA_QUERIES_H
#define POSTGRESQL_SCHEMA_QUERIES_H

#include <stddef.h>

struct postgres_query_text {
	const char *name; /* "tables.sql" */
	const char *text;
	size_t length;
};

/* Ends with a NULL name. */
extern const struct postgres_query_text postgres_query_texts[];

#endif
