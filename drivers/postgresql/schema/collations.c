/* collations.c: collations that are made anew while columns have them.  No statement changes one. */
#include "kinds.h"

enum { TYPE_COLLATION = 2 }; /* of domains and attributes; of both it is their third */

/* A table that is partitioned by it has it, whatever its columns have. */
POSTGRES_JUDGE(collation)
{
	return postgres_holds_values(change) || postgres_has_tables(change->from, change->before)
		       ? SQLEMBIC_WAY_REPLACE
		       : SQLEMBIC_WAY_REBUILD;
}

POSTGRES_ALTER(collation)
{
	int rc = postgres_put_aside(out, change->before, "COLLATION", err);
	if (rc == 0)
		rc = postgres_create_whole(out, change->to, change->after, err);
	return rc == 0 ? postgres_drop_aside(out, change->before, "COLLATION", err) : rc;
}

/* The index of a key is made again with its column. */
POSTGRES_HELD(collation)
{
	if (postgres_judge_collation(change) != SQLEMBIC_WAY_REPLACE)
		return false;
	switch (user) {
	case POSTGRES_COLUMN:
	case POSTGRES_DOMAIN:
	case POSTGRES_ATTRIBUTE:
	case POSTGRES_COMPOSITE:
	case POSTGRES_TABLE:
	case POSTGRES_PRIMARY_KEY:
	case POSTGRES_UNIQUE:
		return false;
	default:
		return true;
	}
}

POSTGRES_SPREAD(collation)
{
	if (!change->after || postgres_judge_collation(change) != SQLEMBIC_WAY_REPLACE)
		return 0;
	if (user->kind == POSTGRES_DOMAIN || user->kind == POSTGRES_ATTRIBUTE)
		return BIT(TYPE_COLLATION);
	if (user->kind == POSTGRES_TABLE)
		return postgres_key_spread(user, change->before->identity);
	if (user->kind != POSTGRES_COLUMN)
		return 0;
	if (postgres_equal(postgres_value(user, COLUMN_COLLATION), change->before->identity))
		return BIT(COLUMN_COLLATION);
	return postgres_value(user, COLUMN_GENERATED) ? BIT(COLUMN_GENERATED) : BIT(COLUMN_DEFAULT);
}
