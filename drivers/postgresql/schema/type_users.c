/* type_users.c: what a changed type does to the objects that use it. */
#include "kinds.h"

#include <string.h>

static bool ends_a_name(char c)
{
	return !(c == '_' || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
		 (unsigned char)c >= 0x80);
}

/* A type that `user` uses and that stands at the head of `text`; NULL: none that is put aside. */
static const struct sqlembic_fact *type_at(const struct sqlembic_change *user, const char *text)
{
	const struct sqlembic_fact *used;
	for (size_t i = 0; (used = user->from->used(user->from, user->before, i)); i++) {
		size_t n = strlen(used->identity);
		if (strncmp(text, used->identity, n) == 0 && ends_a_name(text[n]) &&
		    postgres_is_made_anew(user->from, user->to, used))
			return used;
	}
	return NULL;
}

void postgres_add_with_types_aside(struct sqlembic_buf *out, const struct sqlembic_change *user,
				   const char *text)
{
	char before = '(';
	for (const char *p = text; *p; before = p[-1]) {
		const struct sqlembic_fact *type = ends_a_name(before) ? type_at(user, p) : NULL;
		if (!type) {
			sqlembic_buf_putc(out, *p++);
			continue;
		}
		postgres_add_aside(out, type);
		p += strlen(type->identity);
	}
}

POSTGRES_HELD(type)
{
	if (!postgres_replaces_type(change))
		return false;
	return user != POSTGRES_COLUMN && user != POSTGRES_DOMAIN && user != POSTGRES_ATTRIBUTE &&
	       user != POSTGRES_COMPOSITE && user != POSTGRES_TABLE && user != POSTGRES_RANGE &&
	       user != POSTGRES_FUNCTION && user != POSTGRES_PROCEDURE;
}

POSTGRES_SPREAD(type)
{
	if (!postgres_replaces_type(change))
		return 0;
	switch (user->kind) {
	case POSTGRES_COLUMN:
		return BIT(COLUMN_TYPE);
	case POSTGRES_FUNCTION:
	case POSTGRES_PROCEDURE:
		return BIT(ROUTINE_CLASS); /* it cannot be replaced in its place */
	case POSTGRES_RANGE:
		return BIT(RANGE_DEFINITION);
	case POSTGRES_TABLE:
		return postgres_key_spread(user, change->before->identity);
	case POSTGRES_DOMAIN:
		return BIT(DOMAIN_TYPE);
	case POSTGRES_ATTRIBUTE:
		return BIT(ATTRIBUTE_TYPE);
	default:
		return 0;
	}
}

POSTGRES_HELD(composite)
{
	if (postgres_judge_composite(change) == SQLEMBIC_WAY_REPLACE)
		return postgres_held_by_type(change, user);
	return user == POSTGRES_VIEW || user == POSTGRES_MATVIEW || user == POSTGRES_RULE;
}
