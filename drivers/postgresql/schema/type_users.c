/* type_users.c: what a changed type does to the objects that use it. */
#include "kinds.h"

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

POSTGRES_HELD(type)
{
	if (!is_made_anew(change))
		return false;
	return user != POSTGRES_COLUMN && user != POSTGRES_DOMAIN && user != POSTGRES_ATTRIBUTE &&
	       user != POSTGRES_COMPOSITE && user != POSTGRES_TABLE;
}

POSTGRES_SPREAD(type)
{
	if (!is_made_anew(change))
		return 0;
	switch (user->kind) {
	case POSTGRES_COLUMN:
		return BIT(COLUMN_TYPE);
	case POSTGRES_TABLE:
		return postgres_key_spread(user, change->before->identity);
	case POSTGRES_DOMAIN:
	case POSTGRES_ATTRIBUTE:
		return BIT(
			1); /* their types: kinds.h says nothing of other kinds' attributes, but all begin so */
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
