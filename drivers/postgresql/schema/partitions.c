/* partitions.c: what a table is beside its columns: a partition of another, with a replica identity, clustered. */
#include "kinds.h"

#include <string.h>

enum { PARTITION_OF, PARTITION_BOUND };

const struct sqlembic_attribute postgres_partition_attributes[] = {
	[PARTITION_OF] = { "partition of", 0 },
	[PARTITION_BOUND] = { "bound", 0 },
	{ NULL, 0 },
};

/* "CONSTRAINT name CHECK (...)": whether the table has a check of that name that is its own. */
static bool has_own_check(const struct sqlembic_side *side, const char *table, struct sqlembic_span line)
{
	struct sqlembic_buf identity = SQLEMBIC_BUF_INIT;
	const char *name = line.ptr + strlen("CONSTRAINT ");
	sqlembic_buf_printf(&identity, "%s.%.*s", table, (int)postgres_find_clause(name, " CHECK "), name);
	bool found = side->find(side, POSTGRES_CHECK, sqlembic_buf_text(&identity));
	sqlembic_buf_release(&identity);
	return found;
}

/* Of a table that is there on both sides, but a partition on one of them: the checks that the other has not. */
static int emit_checks(const struct sqlembic_action_sink *out, const char *table,
		       const struct sqlembic_side *partition, const struct sqlembic_side *other, bool adds,
		       struct sqlembic_error *err)
{
	const char *checks = postgres_inherited_checks(partition, table);
	struct sqlembic_span line;
	int rc = 0;
	if (!other->find(other, POSTGRES_TABLE, table) || other->find(other, POSTGRES_PARTITION, table))
		return 0;
	while (rc == 0 && (line = postgres_next_line(&checks)).len > 0) {
		if (has_own_check(other, table, line))
			continue;
		if (adds)
			rc = postgres_emit_danger(out, err, SQLEMBIC_ACTION_MAY_FAIL,
						  "fails where a row does not satisfy it", NULL,
						  "ALTER TABLE %s ADD %.*s", table, (int)line.len, line.ptr);
		else
			rc = postgres_emit(out, err, "ALTER TABLE %s DROP %.*s", table,
					   (int)postgres_find_clause(line.ptr, " CHECK "), line.ptr);
	}
	return rc;
}

/* A new partition is a table first, with its own keys and indexes: attached, it would get them under names that the server
 * chooses. */
POSTGRES_CREATE(partition)
{
	int rc = emit_checks(out, fact->identity, to, out->from, true, err);
	if (rc < 0)
		return rc;
	return postgres_emit_danger(
		out, err, SQLEMBIC_ACTION_MAY_FAIL, "fails where a row is outside of the bound", NULL,
		"ALTER TABLE %s ATTACH PARTITION %s %s", postgres_value(fact, PARTITION_OF), fact->identity,
		postgres_value(fact, PARTITION_BOUND));
}

POSTGRES_DROP(partition)
{
	int rc = postgres_emit(out, err, "ALTER TABLE %s DETACH PARTITION %s",
			       postgres_value(fact, PARTITION_OF), fact->identity);
	return rc == 0 ? emit_checks(out, fact->identity, from, out->to, false, err) : rc;
}

/* Its checks come and go with those of the partitioned table. */
POSTGRES_STAY(partition)
{
	(void)user;
	return used->kind == POSTGRES_CHECK;
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
