/* conversion_types.h: types of columns, taken apart, as format_type() writes them. */
#ifndef POSTGRESQL_SCHEMA_CONVERSION_TYPES_H
#define POSTGRESQL_SCHEMA_CONVERSION_TYPES_H

#include "kinds.h"

struct postgres_type {
	char text[320];     /* of an array: of its elements */
	char word[64];      /* without what stands in parentheses: "timestamp without time zone" */
	long first, second; /* of the latter; -1: there is none */
	bool is_array;
	bool is_domain, has_conditions;
	const struct sqlembic_fact *enumeration; /* NULL: it is none */
};

struct postgres_integer {
	const char *word;
	const char *from, *to;
	long digits; /* that every number of it may have */
};

#define POSTGRES_INTEGERS 3

/* From the narrowest on. */
extern const struct postgres_integer postgres_integers[POSTGRES_INTEGERS];

/* NULL: it is none of them. */
const struct postgres_integer *postgres_integer_of(const char *word);
struct postgres_type postgres_type_of(const struct sqlembic_side *side, const struct sqlembic_fact *column);
bool postgres_type_is(const struct postgres_type *type, const char *word);
/* Its place in the list, counted from 1; 0: it is none of them. */
size_t postgres_integer_rank(const struct postgres_type *type);
bool postgres_type_is_binary(const struct postgres_type *type);
bool postgres_type_is_number(const struct postgres_type *type);
bool postgres_type_is_text(const struct postgres_type *type);

#endif
