/* partitions.c: what a table is beside its columns: a partition of another, with a replica identity, clustered. */
#include "columns.h"
#include "dangers.h"

#include <string.h>

#include "lookalikes.h"
#include "partition_numbers.h"
#include "inherited.h"
#include "tables.h"

const struct sqlembic_attribute postgres_partition_attributes[] = {
	[PARTITION_OF] = { "partition of", 0 },
	[PARTITION_BOUND] = { "bound", 0 },
	[PARTITION_UNNUMBERED] = { "unnumbered", SQLEMBIC_ATTRIBUTE_SILENT },
	{ NULL, 0 },
};

/* Of "CONSTRAINT name CHECK (...)" or "CONSTRAINT name FOREIGN KEY (...)" the length up to what it is. */
static size_t name_end(struct sqlembic_span line)
{
	size_t check = postgres_find_clause(line.ptr, " CHECK "),
	       key = postgres_find_clause(line.ptr, " FOREIGN KEY ");
	return check < key ? check : key;
}

/* Whether the table has a constraint of that name and kind that is its own. */
static bool has_own(const struct sqlembic_side *side, const char *table, struct sqlembic_span line)
{
	struct sqlembic_buf identity = SQLEMBIC_BUF_INIT;
	size_t skipped = strlen("CONSTRAINT "), end = name_end(line);
	bool is_check = strncmp(line.ptr + end, " CHECK ", 7) == 0;
	sqlembic_buf_printf(&identity, "%s.%.*s", table, (int)(end - skipped), line.ptr + skipped);
	bool found = side->find(side, is_check ? POSTGRES_CHECK : POSTGRES_FOREIGN_KEY,
				sqlembic_buf_text(&identity));
	sqlembic_buf_release(&identity);
	return found;
}

/* Whether a table is there on both sides, but a partition on one of them. */
static bool is_table(const struct sqlembic_side *other, const char *table)
{
	return other->find(other, POSTGRES_TABLE, table) && !other->find(other, POSTGRES_PARTITION, table);
}

/* Whether it is let go by one partitioned table, and taken by another, or by one that is made anew. */
static bool is_handed_on(const struct sqlembic_action_sink *out, const char *table)
{
	const struct sqlembic_fact *before = out->from->find(out->from, POSTGRES_PARTITION, table);
	return before && out->to->find(out->to, POSTGRES_PARTITION, table) &&
	       out->is_dropped(out->payload, before);
}

/* Whether a check that the partition has from above means another one by the same text from now on. */
static bool is_renewed(const struct sqlembic_action_sink *out, const char *table, struct sqlembic_span line)
{
	const struct sqlembic_side *from = out->from;
	const struct sqlembic_fact *partition = from->find(from, POSTGRES_PARTITION, table), *check = NULL;
	struct sqlembic_buf identity = SQLEMBIC_BUF_INIT;
	size_t skipped = strlen("CONSTRAINT "), end = name_end(line);
	while (partition && !check) {
		const char *above = postgres_partition_parent(partition);
		sqlembic_buf_clear(&identity);
		sqlembic_buf_printf(&identity, "%s.%.*s", above, (int)(end - skipped), line.ptr + skipped);
		check = from->find(from, POSTGRES_CHECK, sqlembic_buf_text(&identity));
		partition = from->find(from, POSTGRES_PARTITION, above);
	}
	sqlembic_buf_release(&identity);
	return check && postgres_uses_replaced(from, out->to, check);
}

/* Whether a partition that is handed on has this check, or foreign key, from above on that side. */
static bool has_from_above(const struct sqlembic_action_sink *out, const struct sqlembic_side *side,
			   const char *table, struct sqlembic_span line)
{
	return is_handed_on(out, table) && !is_renewed(out, table, line) &&
	       (postgres_has_line(postgres_inherited_checks(side, table), line) ||
		postgres_has_line(postgres_inherited_keys(side, table), line));
}

/* What it needs to be attached. */
static int add_checks(const struct sqlembic_action_sink *out, const char *table,
		      const struct sqlembic_side *partition, struct sqlembic_error *err)
{
	const char *checks = postgres_inherited_checks(partition, table);
	struct sqlembic_span line;
	int rc = 0;
	if (!is_table(out->from, table) && !is_handed_on(out, table))
		return 0;
	while (rc == 0 && (line = postgres_next_line(&checks)).len > 0) {
		if (has_own(out->from, table, line) || has_from_above(out, out->from, table, line))
			continue;
		rc = postgres_danger_of_check(out, table, line, 0, err);
		if (rc == 0)
			rc = postgres_emit(out, err, "ALTER TABLE %s ADD %.*s", table, (int)line.len,
					   line.ptr);
	}
	return rc;
}

/* Whether the partition still has this when it is let go. */
static bool is_left(const struct sqlembic_action_sink *out, const char *table, struct sqlembic_span line)
{
	size_t end = name_end(line) + 1;
	struct sqlembic_span definition = { line.ptr + end, line.len - end };
	return strncmp(definition.ptr, "CHECK ", 6) == 0 || postgres_parent_keeps_key(out, table, definition);
}

/* What it had from its table, and has of its own when it was let go. */
static int drop_left(const struct sqlembic_action_sink *out, const char *table, const char *constraints,
		     struct sqlembic_error *err)
{
	struct sqlembic_span line;
	int rc = 0;
	if (!is_table(out->to, table) && !is_handed_on(out, table))
		return 0;
	while (rc == 0 && (line = postgres_next_line(&constraints)).len > 0)
		if (!has_own(out->to, table, line) && !has_from_above(out, out->to, table, line) &&
		    is_left(out, table, line))
			rc = postgres_emit(out, err, "ALTER TABLE %s DROP %.*s", table, (int)name_end(line),
					   line.ptr);
	return rc;
}

/* A new partition is a table first, with its own keys and indexes: attached, it would get them under names that the server
 * chooses. */
POSTGRES_CREATE(partition)
{
	int rc = add_checks(out, fact->identity, to, err);
	if (rc == 0)
		rc = postgres_lookalikes_before(out, fact->identity, err);
	if (rc == 0)
		rc = postgres_tell(out, err, SQLEMBIC_ACTION_MAY_FAIL, NULL,
				   "rows of %s have to be within the bounds of the partition", fact->shown);
	if (rc == 0)
		rc = postgres_emit(out, err, "ALTER TABLE %s ATTACH PARTITION %s %s",
				   postgres_value(fact, PARTITION_OF), fact->identity,
				   postgres_value(fact, PARTITION_BOUND));
	if (rc == 0)
		rc = postgres_lookalikes_behind(out, fact->identity, err);
	return rc == 0 ? postgres_number_attached(out, to, fact, err) : rc;
}

POSTGRES_DROP(partition)
{
	int rc = postgres_number_partitions(out, from, fact->identity, err);
	if (rc == 0)
		rc = postgres_danger_of_detaching(out, fact, err);
	if (rc == 0)
		rc = postgres_emit(out, err, "ALTER TABLE %s DETACH PARTITION %s",
				   postgres_value(fact, PARTITION_OF), fact->identity);
	if (rc == 0)
		rc = drop_left(out, fact->identity, postgres_inherited_checks(from, fact->identity), err);
	if (rc == 0)
		rc = drop_left(out, fact->identity, postgres_inherited_keys(from, fact->identity), err);
	return rc == 0 && is_table(out->to, fact->identity)
		       ? postgres_rename_left_not_null(out, fact->identity, err)
		       : rc;
}

/* Its checks and columns come and go with those of the partitioned table; its own partitions are there for the order alone. */
POSTGRES_STAY(partition)
{
	(void)user;
	return used->kind == POSTGRES_CHECK || used->kind == POSTGRES_COLUMN ||
	       used->kind == POSTGRES_PARTITION;
}

POSTGRES_JUDGE(partition)
{
	return change->changed & BIT(PARTITION_OF) ? SQLEMBIC_WAY_REBUILD : SQLEMBIC_WAY_ALTER;
}

/* By foreign keys to the partitioned table, or to one above, while rows of the partition are let go. */
POSTGRES_HELD(partition)
{
	(void)change;
	return user == POSTGRES_FOREIGN_KEY;
}

/* The `n`th partition of the same table whose bound changes; NULL: there is none. */
static const struct sqlembic_fact *moved(const struct sqlembic_change *change, size_t n)
{
	const char *of = postgres_value(change->before, PARTITION_OF);
	const struct sqlembic_fact *before, *after;
	for (size_t i = 0; (before = change->from->fact(change->from, POSTGRES_PARTITION, i)); i++) {
		after = change->to->find(change->to, POSTGRES_PARTITION, before->identity);
		if (after && postgres_equal(postgres_value(before, PARTITION_OF), of) &&
		    postgres_equal(postgres_value(after, PARTITION_OF), of) &&
		    !postgres_equal(postgres_value(before, PARTITION_BOUND),
				    postgres_value(after, PARTITION_BOUND)) &&
		    n-- == 0)
			return before;
	}
	return NULL;
}

/* At once: in between they would miss what is done to the partitioned table.  Those that get other bounds do so together, with
 * the first of them: one may get what another has had. */
POSTGRES_ALTER(partition)
{
	const struct sqlembic_side *from = change->from, *to = change->to;
	const struct sqlembic_fact *before = moved(change, 0);
	int rc = 0;
	if (!before || strcmp(before->identity, change->before->identity) != 0)
		return 0;
	for (size_t i = 0; rc == 0 && (before = moved(change, i)); i++)
		rc = postgres_drop_partition(out, from, before, err);
	for (size_t i = 0; rc == 0 && (before = moved(change, i)); i++)
		rc = postgres_create_partition(out, to, to->find(to, POSTGRES_PARTITION, before->identity),
					       err);
	return rc;
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

static bool is_by_index(const struct sqlembic_fact *fact)
{
	return strncmp(postgres_value(fact, REPLICA_SETTING), "USING", 5) == 0;
}

/* From one index to another in two statements: the old one may have to go before the new one can be made. */
POSTGRES_JUDGE(replica_identity)
{
	return is_by_index(change->before) && is_by_index(change->after) ? SQLEMBIC_WAY_REBUILD
									 : SQLEMBIC_WAY_ALTER;
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

/* ---- the index by which CLUSTER sorts; another one as above ---- */

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

POSTGRES_DROP(cluster)
{
	(void)from;
	return postgres_emit(out, err, "ALTER %s %s SET WITHOUT CLUSTER", postgres_value(fact, CLUSTER_WORD),
			     fact->identity);
}
