/* column_facts.c: what is to be known of a column before statements are chosen. */
#include "columns.h"

#include <string.h>

const struct sqlembic_fact *postgres_column_identity(const struct sqlembic_side *side,
						     const struct sqlembic_fact *column)
{
	return side->find(side, POSTGRES_IDENTITY, column->identity);
}

bool postgres_column_is_typed(const struct sqlembic_fact *column)
{
	return postgres_equal(postgres_value(column, COLUMN_INHERITED), "typed");
}

/* From a parent, or from the composite type that its table is of. */
bool postgres_column_is_inherited(const struct sqlembic_fact *column)
{
	return postgres_equal(postgres_value(column, COLUMN_INHERITED), "inherited") ||
	       postgres_column_is_typed(column);
}

/* The parent's column, from which an inherited one comes; NULL: there is none. */
const struct sqlembic_fact *postgres_column_origin(const struct sqlembic_side *side,
						   const struct sqlembic_fact *column)
{
	const struct sqlembic_fact *used;
	for (size_t i = 0; (used = side->used(side, column, i)); i++)
		if (used->kind == POSTGRES_COLUMN && strcmp(used->name, column->name) == 0 &&
		    strcmp(used->identity, column->identity) != 0)
			return used;
	return NULL;
}

bool postgres_column_becomes_inherited(const struct sqlembic_change *change)
{
	const char *before = postgres_value(change->before, COLUMN_INHERITED);
	const char *category = postgres_value(change->after, COLUMN_CATEGORY);
	return !before && postgres_equal(postgres_value(change->after, COLUMN_INHERITED), "inherited") &&
	       strncmp(category, "partition", 9) != 0 && !postgres_value(change->after, COLUMN_GENERATED) &&
	       !postgres_column_identity(change->from, change->before);
}

bool postgres_column_is_below(const struct sqlembic_fact *user, const struct sqlembic_fact *column)
{
	return user->kind == POSTGRES_COLUMN && postgres_value(user, COLUMN_INHERITED) &&
	       strcmp(user->name, column->name) == 0;
}

bool postgres_column_has_default(const struct sqlembic_side *side, const struct sqlembic_fact *column)
{
	const struct sqlembic_fact *user;
	if (postgres_value(column, COLUMN_DEFAULT))
		return true;
	for (size_t i = 0; (user = side->user(side, column, i)); i++)
		if (postgres_column_is_below(user, column) && postgres_column_has_default(side, user))
			return true;
	return false;
}

/* NOT VALID (18) has no place in a column's definition. */
bool postgres_column_is_plain_not_null(const struct sqlembic_fact *column)
{
	const char *value = postgres_value(column, COLUMN_NOT_NULL);
	return value && !strstr(value, "NOT VALID");
}

bool postgres_column_hands_down_not_null(const struct sqlembic_fact *column)
{
	const char *value = column ? postgres_value(column, COLUMN_NOT_NULL) : NULL;
	return value && !strstr(value, "NO INHERIT");
}

bool postgres_column_not_null_is_inherited(const struct sqlembic_fact *column)
{
	return postgres_equal(postgres_value(column, COLUMN_INHERITED_NOT_NULL), "inherited");
}

bool postgres_column_needs_value(const struct sqlembic_side *side, const struct sqlembic_fact *column)
{
	return postgres_value(column, COLUMN_NOT_NULL) && !postgres_value(column, COLUMN_DEFAULT) &&
	       !postgres_value(column, COLUMN_GENERATED) && !postgres_column_identity(side, column);
}

bool postgres_column_is_alone(const struct sqlembic_side *one, const struct sqlembic_side *other,
			      const char *table)
{
	const struct sqlembic_fact *partition = one->find(one, POSTGRES_PARTITION, table);
	if (!partition || !other->find(other, POSTGRES_TABLE, table))
		return false;
	return !other->find(other, POSTGRES_PARTITION, table) ||
	       postgres_partitions_otherwise(one, other, postgres_partition_parent(partition));
}

bool postgres_column_follows_parent(const struct sqlembic_change *change)
{
	const struct sqlembic_fact *before = postgres_column_origin(change->from, change->before),
				   *after = postgres_column_origin(change->to, change->after);
	return before && after && strcmp(before->identity, after->identity) == 0 &&
	       !postgres_column_is_alone(change->from, change->to,
					 postgres_table_of(change->from, change->before));
}

bool postgres_column_has_to_be_not_null(const struct sqlembic_side *side, const struct sqlembic_fact *column)
{
	const struct sqlembic_fact *user;
	for (size_t i = 0; (user = side->user(side, column, i)); i++)
		if (user->kind == POSTGRES_PRIMARY_KEY)
			return true;
	return postgres_column_identity(side, column);
}
