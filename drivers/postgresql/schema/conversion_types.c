/* conversion_types.c: see conversion_types.h. */
#include "conversion_types.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const struct postgres_integer postgres_integers[POSTGRES_INTEGERS] = {
	{ "smallint", "-32768", "32767", 5 },
	{ "integer", "-2147483648", "2147483647", 10 },
	{ "bigint", "-9223372036854775808", "9223372036854775807", 19 },
};

/* A domain is what it is made of, and may have conditions. */
static void take_domains(struct postgres_type *type, const struct sqlembic_side *side)
{
	const struct sqlembic_fact *domain;
	while ((domain = side->find(side, POSTGRES_DOMAIN, type->text))) {
		const char *base = postgres_value(domain, DOMAIN_TYPE), *brackets = strstr(base, "[]");
		type->is_domain = true;
		type->has_conditions |= postgres_value(domain, DOMAIN_CONSTRAINTS) ||
					postgres_value(domain, DOMAIN_NOT_NULL);
		if (brackets && type->is_array)
			return;
		type->is_array |= brackets != NULL;
		(void)snprintf(type->text, sizeof(type->text), "%.*s",
			       brackets ? (int)(brackets - base) : (int)strlen(base), base);
	}
}

struct postgres_type postgres_type_of(const struct sqlembic_side *side, const struct sqlembic_fact *column)
{
	const char *said = postgres_value(column, COLUMN_TYPE), *brackets = strstr(said, "[]");
	struct postgres_type type = { .first = -1, .second = -1, .is_array = brackets };
	(void)snprintf(type.text, sizeof(type.text), "%.*s",
		       brackets ? (int)(brackets - said) : (int)strlen(said), said);
	take_domains(&type, side);
	type.enumeration = side->find(side, POSTGRES_ENUM, type.text);
	const char *open = strchr(type.text, '('), *close = open ? strchr(open, ')') : NULL;
	char *end;
	(void)snprintf(type.word, sizeof(type.word), "%.*s%s",
		       close ? (int)(open - type.text) : (int)strlen(type.text), type.text,
		       close ? close + 1 : "");
	if (!close)
		return type;
	type.first = strtol(open + 1, &end, 10);
	if (*end == ',')
		type.second = strtol(end + 1, NULL, 10);
	return type;
}

bool postgres_type_is(const struct postgres_type *type, const char *word)
{
	return strcmp(type->word, word) == 0;
}

const struct postgres_integer *postgres_integer_of(const char *word)
{
	for (size_t i = 0; i < POSTGRES_INTEGERS; i++)
		if (strcmp(postgres_integers[i].word, word) == 0)
			return &postgres_integers[i];
	return NULL;
}

size_t postgres_integer_rank(const struct postgres_type *type)
{
	const struct postgres_integer *integer = postgres_integer_of(type->word);
	return integer ? (size_t)(integer - postgres_integers) + 1 : 0;
}

bool postgres_type_is_binary(const struct postgres_type *type)
{
	return postgres_type_is(type, "real") || postgres_type_is(type, "double precision");
}

bool postgres_type_is_number(const struct postgres_type *type)
{
	return postgres_integer_rank(type) || postgres_type_is(type, "numeric") ||
	       postgres_type_is_binary(type);
}

bool postgres_type_is_text(const struct postgres_type *type)
{
	return postgres_type_is(type, "text") || postgres_type_is(type, "character varying") ||
	       postgres_type_is(type, "character");
}
