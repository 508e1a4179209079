/* partition_numbers.c: see partition_numbers.h.  Since 17 partitions have the identity columns of their table, and number rows that
 * are put into them directly.  ATTACH PARTITION gives them to the partition alone, not to those below it: which is what becomes of
 * a tree that is put together from the inside.  DETACH PARTITION, DROP IDENTITY and SET GENERATED take them from all of them, and
 * fail where one has none.  The one way to give it some is to attach it once more. */
#include "partition_numbers.h"

#include <string.h>

#include "columns.h"
#include "tables.h"

static bool is_partitioned(const struct sqlembic_side *side, const char *table)
{
	const struct sqlembic_fact *fact = side->find(side, POSTGRES_TABLE, table);
	return side->version >= 170000 && fact && postgres_value(fact, TABLE_KEY);
}

/* `all`: whether they number themselves or not. */
static int attach_again(const struct sqlembic_action_sink *out, const struct sqlembic_side *side,
			const char *table, bool all, struct sqlembic_error *err)
{
	const struct sqlembic_fact *partition;
	int rc = 0;
	for (size_t i = 0; rc == 0 && (partition = side->fact(side, POSTGRES_PARTITION, i)); i++) {
		bool renews = all || postgres_value(partition, PARTITION_UNNUMBERED);
		if (!postgres_equal(postgres_partition_parent(partition), table))
			continue;
		if (renews)
			rc = postgres_emit(out, err, "ALTER TABLE %s DETACH PARTITION %s", table,
					   partition->identity);
		if (rc == 0 && renews)
			rc = postgres_emit(out, err, "ALTER TABLE %s ATTACH PARTITION %s %s", table,
					   partition->identity, postgres_value(partition, PARTITION_BOUND));
		if (rc == 0 && is_partitioned(side, partition->identity))
			rc = attach_again(out, side, partition->identity, renews, err);
	}
	return rc;
}

static bool refers_to_partitions(const struct sqlembic_side *side, const struct sqlembic_fact *key,
				 const char *table)
{
	const struct sqlembic_fact *used;
	for (size_t i = 0; key && (used = side->used(side, key, i)); i++)
		if (used->kind == POSTGRES_PARTITION && postgres_is_below(side, used, table))
			return true;
	return false;
}

static int make_key(const struct sqlembic_action_sink *out, const struct sqlembic_fact *key,
		    struct sqlembic_error *err)
{
	const struct sqlembic_fact *part;
	int rc = postgres_create_constraint(out, out->to, key, err);
	for (size_t i = 0; rc == 0 && (part = out->to->part(out->to, key, i)); i++)
		if (part->kind == POSTGRES_COMMENT)
			rc = postgres_create_comment(out, out->to, part, err);
	return rc;
}

/* Drops the foreign keys whose rows the partitions below the table hold, or makes them again, where nothing else does. */
static int move_keys(const struct sqlembic_action_sink *out, const struct sqlembic_side *side,
		     const char *table, bool back, struct sqlembic_error *err)
{
	const struct sqlembic_side *from = out->from, *to = out->to;
	const struct sqlembic_fact *key;
	int rc = 0;
	for (size_t i = 0; rc == 0 && (key = from->fact(from, POSTGRES_FOREIGN_KEY, i)); i++) {
		const struct sqlembic_fact *after = to->find(to, POSTGRES_FOREIGN_KEY, key->identity);
		if (!after || out->is_dropped(out->payload, key) ||
		    !refers_to_partitions(side, side == to ? after : key, table))
			continue;
		rc = back ? make_key(out, after, err) : postgres_drop_constraint(out, from, key, err);
	}
	return rc;
}

static bool has_unnumbered(const struct sqlembic_side *side, const char *table)
{
	const struct sqlembic_fact *partition;
	for (size_t i = 0; (partition = side->fact(side, POSTGRES_PARTITION, i)); i++)
		if (postgres_value(partition, PARTITION_UNNUMBERED) &&
		    postgres_is_below(side, partition, table))
			return true;
	return false;
}

/* A foreign key to the table, or to one above, would not let a partition go whose rows it holds. */
static int number_again(const struct sqlembic_action_sink *out, const struct sqlembic_side *side,
			const char *table, bool all, struct sqlembic_error *err)
{
	int rc = move_keys(out, side, table, false, err);
	if (rc == 0)
		rc = attach_again(out, side, table, all, err);
	return rc == 0 ? move_keys(out, side, table, true, err) : rc;
}

static bool has_identity(const struct sqlembic_side *side, const struct sqlembic_fact *table)
{
	const struct sqlembic_fact *part;
	for (size_t i = 0; table && (part = side->part(side, table, i)); i++)
		if (part->kind == POSTGRES_COLUMN && postgres_column_identity(side, part))
			return true;
	return false;
}

int postgres_number_attached(const struct sqlembic_action_sink *out, const struct sqlembic_side *to,
			     const struct sqlembic_fact *partition, struct sqlembic_error *err)
{
	const struct sqlembic_fact *above = partition, *root;
	const char *table = partition->identity;
	if (!is_partitioned(to, table))
		return 0;
	do
		root = to->find(to, POSTGRES_TABLE, postgres_partition_parent(above));
	while (root && (above = to->find(to, POSTGRES_PARTITION, root->identity)));
	return has_identity(to, root) ? number_again(out, to, table, true, err) : 0;
}

int postgres_number_partitions(const struct sqlembic_action_sink *out, const struct sqlembic_side *from,
			       const char *table, struct sqlembic_error *err)
{
	return is_partitioned(from, table) && has_unnumbered(from, table)
		       ? number_again(out, from, table, false, err)
		       : 0;
}
