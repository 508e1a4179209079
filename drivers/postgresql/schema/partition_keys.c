/* partition_keys.c: partitioned tables that have to be made anew, because no statement changes what they are partitioned by. */
#include "kinds.h"

#include <string.h>

#include "tables.h"

/* Of a table that is partitioned by a column of this type or collation, or by an expression that names it. */
uint64_t postgres_key_spread(const struct sqlembic_fact *table, const char *identity)
{
	const char *types = postgres_value(table, TABLE_KEY_TYPES), *key = postgres_value(table, TABLE_KEY);
	bool has = (types && strstr(types, identity)) || (key && strstr(key, identity));
	return has ? BIT(TABLE_KEY_TYPES) : 0;
}

/* Types and collations that are made anew under their name; of a domain that is so when its own type is another one. */
static bool is_replaced(const struct sqlembic_side *from, const struct sqlembic_side *to,
			const struct sqlembic_fact *type)
{
	const struct sqlembic_change change = { from, to, type, to->find(to, type->kind, type->identity), 0 };
	if (!change.after)
		return false;
	switch (type->kind) {
	case POSTGRES_ENUM:
		return postgres_judge_enum(&change) == SQLEMBIC_WAY_REPLACE;
	case POSTGRES_DOMAIN:
		return !postgres_equal(postgres_value(type, DOMAIN_TYPE),
				       postgres_value(change.after, DOMAIN_TYPE));
	case POSTGRES_COLLATION:
		return !postgres_equal(postgres_value(type, WHOLE_DEFINITION),
				       postgres_value(change.after, WHOLE_DEFINITION));
	default:
		return false;
	}
}

bool postgres_uses_replaced(const struct sqlembic_side *from, const struct sqlembic_side *to,
			    const struct sqlembic_fact *fact)
{
	const struct sqlembic_fact *used;
	for (size_t i = 0; (used = from->used(from, fact, i)); i++)
		if (is_replaced(from, to, used))
			return true;
	return false;
}

static bool has_replaced_key(const struct sqlembic_side *from, const struct sqlembic_side *to,
			     const struct sqlembic_fact *table)
{
	const struct sqlembic_fact *used;
	for (size_t i = 0; (used = from->used(from, table, i)); i++)
		if (postgres_key_spread(table, used->identity) && is_replaced(from, to, used))
			return true;
	return false;
}

bool postgres_partitions_otherwise(const struct sqlembic_side *from, const struct sqlembic_side *to,
				   const char *identity)
{
	const struct sqlembic_fact *before = from->find(from, POSTGRES_TABLE, identity),
				   *after = to->find(to, POSTGRES_TABLE, identity);
	if (!before || !after)
		return false;
	return !postgres_equal(postgres_value(before, TABLE_KEY), postgres_value(after, TABLE_KEY)) ||
	       !postgres_equal(postgres_value(before, TABLE_KEY_TYPES),
			       postgres_value(after, TABLE_KEY_TYPES)) ||
	       has_replaced_key(from, to, before);
}

bool postgres_stays_partition(const struct sqlembic_side *from, const struct sqlembic_side *to,
			      const char *identity)
{
	const struct sqlembic_fact *before = from->find(from, POSTGRES_PARTITION, identity),
				   *after = to->find(to, POSTGRES_PARTITION, identity);
	return before && after &&
	       postgres_equal(postgres_partition_parent(before), postgres_partition_parent(after)) &&
	       !postgres_partitions_otherwise(from, to, postgres_partition_parent(before));
}

const char *postgres_partition_parent(const struct sqlembic_fact *partition)
{
	return postgres_value(partition, PARTITION_OF);
}

bool postgres_is_below(const struct sqlembic_side *side, const struct sqlembic_fact *partition,
		       const char *table)
{
	while (partition && !postgres_equal(postgres_partition_parent(partition), table))
		partition = side->find(side, POSTGRES_PARTITION, postgres_partition_parent(partition));
	return partition;
}
