/* partitions.c: what a table is beside its columns: a partition of another, with a replica identity, clustered. */
#include "kinds.h"

enum { PARTITION_OF, PARTITION_BOUND };

const struct sqlembic_attribute postgres_partition_attributes[] = {
	[PARTITION_OF] = { "partition of", 0 },
	[PARTITION_BOUND] = { "bound", 0 },
	{ NULL, 0 },
};

/* A new partition is a table first, with its own keys and indexes: attached, it would get them under names that the server
 * chooses. */
POSTGRES_CREATE(partition)
{
	(void)to;
	return postgres_emit_danger(
		out, err, SQLEMBIC_ACTION_MAY_FAIL, "fails where a row is outside of the bound", NULL,
		"ALTER TABLE %s ATTACH PARTITION %s %s", postgres_value(fact, PARTITION_OF), fact->identity,
		postgres_value(fact, PARTITION_BOUND));
}

POSTGRES_DROP(partition)
{
	(void)from;
	return postgres_emit(out, err, "ALTER TABLE %s DETACH PARTITION %s",
			     postgres_value(fact, PARTITION_OF), fact->identity);
}

POSTGRES_JUDGE(partition)
{
	return change->changed & BIT(PARTITION_OF) ? SQLEMBIC_WAY_REBUILD : SQLEMBIC_WAY_ALTER;
}

/* Both at once: in between it would miss what is done to the partitioned table. */
POSTGRES_ALTER(partition)
{
	int rc = postgres_drop_partition(out, change->from, change->before, err);
	return rc == 0 ? postgres_create_partition(out, change->to, change->after, err) : rc;
}

/* ---- replica identity ---- */

enum { REPLICA_SETTING };

const struct sqlembic_attribute postgres_replica_identity_attributes[] = {
	[REPLICA_SETTING] = { "setting", 0 },
	{ NULL, 0 },
};

POSTGRES_CREATE(replica_identity)
{
	(void)to;
	return postgres_emit(out, err, "ALTER TABLE %s REPLICA IDENTITY %s", fact->identity,
			     postgres_value(fact, REPLICA_SETTING));
}

POSTGRES_ALTER(replica_identity)
{
	return postgres_create_replica_identity(out, change->to, change->after, err);
}

POSTGRES_DROP(replica_identity)
{
	(void)from;
	return postgres_emit(out, err, "ALTER TABLE %s REPLICA IDENTITY DEFAULT", fact->identity);
}

/* ---- the index by which CLUSTER sorts ---- */

enum { CLUSTER_WORD, CLUSTER_INDEX };

const struct sqlembic_attribute postgres_cluster_attributes[] = {
	[CLUSTER_WORD] = { "word", SQLEMBIC_ATTRIBUTE_SILENT },
	[CLUSTER_INDEX] = { "index", 0 },
	{ NULL, 0 },
};

POSTGRES_CREATE(cluster)
{
	(void)to;
	return postgres_emit(out, err, "ALTER %s %s CLUSTER ON %s", postgres_value(fact, CLUSTER_WORD),
			     fact->identity, postgres_value(fact, CLUSTER_INDEX));
}

POSTGRES_ALTER(cluster)
{
	return postgres_create_cluster(out, change->to, change->after, err);
}

POSTGRES_DROP(cluster)
{
	(void)from;
	return postgres_emit(out, err, "ALTER %s %s SET WITHOUT CLUSTER", postgres_value(fact, CLUSTER_WORD),
			     fact->identity);
}
