/* type_users.c: what a changed type does to the objects that use it. */
#include "kinds.h"

#include <string.h>

static bool is_made_anew(const struct sqlembic_change *change)
{
	if (!change->after)
		return false;
	switch (change->after->kind) {
	case POSTGRES_ENUM:
		return postgres_judge_enum(change) == SQLEMBIC_WAY_REPLACE;
	case POSTGRES_COMPOSITE:
		return postgres_judge_composite(change) == SQLEMBIC_WAY_REPLACE;
	case POSTGRES_DOMAIN:
		return postgres_judge_domain(change) == SQLEMBIC_WAY_REPLACE;
	case POSTGRES_RANGE:
		return postgres_judge_range(change) == SQLEMBIC_WAY_REPLACE;
	default:
		return false;
	}
}

/* The bits of the attributes that differ. */
static uint64_t differing(const struct sqlembic_attribute *attributes, const struct sqlembic_fact *before,
			  const struct sqlembic_fact *after)
{
	uint64_t bits = 0;
	for (unsigned i = 0; attributes[i].name; i++)
		if (!(attributes[i].flags & SQLEMBIC_ATTRIBUTE_SILENT) &&
		    !postgres_equal(postgres_value(before, i), postgres_value(after, i)))
			bits |= BIT(i);
	return bits;
}

/* Depth is what the server allows: no type is inside of itself. */
static bool uses_one_made_anew(const struct sqlembic_side *from, const struct sqlembic_side *to,
			       const struct sqlembic_fact *user)
{
	const struct sqlembic_fact *used;
	for (size_t i = 0; (used = from->used(from, user, i)); i++)
		if (used != from->parent(from, user) && postgres_is_made_anew(from, to, used))
			return true;
	return false;
}

/* An attribute that is new, gone, elsewhere or of another type is seen by the judge of composite types. */
static bool has_changed_attributes(const struct sqlembic_side *from, const struct sqlembic_side *to,
				   const struct sqlembic_fact *before, const struct sqlembic_fact *after)
{
	const struct sqlembic_fact *part, *other;
	for (size_t i = 0; (part = from->part(from, before, i)); i++) {
		other = part->kind == POSTGRES_ATTRIBUTE ? to->find(to, part->kind, part->identity) : part;
		if (!other || (part != other && differing(postgres_attribute_attributes, part, other)) ||
		    uses_one_made_anew(from, to, part))
			return true;
	}
	for (size_t i = 0; (part = to->part(to, after, i)); i++)
		if (part->kind == POSTGRES_ATTRIBUTE && !from->find(from, part->kind, part->identity))
			return true;
	return false;
}

bool postgres_is_made_anew(const struct sqlembic_side *from, const struct sqlembic_side *to,
			   const struct sqlembic_fact *type)
{
	struct sqlembic_change change = { from, to, type, to->find(to, type->kind, type->identity), 0 };
	bool is_changed = false;
	if (!change.after)
		return false;
	switch (type->kind) {
	case POSTGRES_ENUM:
		is_changed = true;
		break;
	case POSTGRES_COMPOSITE:
		is_changed = has_changed_attributes(from, to, type, change.after);
		break;
	case POSTGRES_DOMAIN:
		change.changed = differing(postgres_domain_attributes, type, change.after) |
				 (uses_one_made_anew(from, to, type) ? BIT(DOMAIN_TYPE) : 0);
		is_changed = change.changed != 0;
		break;
	case POSTGRES_RANGE:
		is_changed = differing(postgres_range_attributes, type, change.after) ||
			     uses_one_made_anew(from, to, type);
		break;
	default:
		break;
	}
	return is_changed && is_made_anew(&change);
}

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
	if (!is_made_anew(change))
		return false;
	return user != POSTGRES_COLUMN && user != POSTGRES_DOMAIN && user != POSTGRES_ATTRIBUTE &&
	       user != POSTGRES_COMPOSITE && user != POSTGRES_TABLE && user != POSTGRES_RANGE &&
	       user != POSTGRES_FUNCTION && user != POSTGRES_PROCEDURE;
}

POSTGRES_SPREAD(type)
{
	if (!is_made_anew(change))
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
