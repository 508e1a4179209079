/* lookalikes.c: indexes that the server takes for one another when a table is attached as a partition.
 *
 * For each index of the partitioned table, in the order of their numbers in the catalog, it takes the first one of the partition's
 * that is of the same columns: the direction (DESC, NULLS FIRST), the storage parameters and the operator class within a family are
 * not looked at.  No statement takes an index off, nor lets one choose.  So those that are to belong to several such indexes are
 * made right before the partition is attached, in the order of the others' numbers, which differ from database to database; and
 * those that are to stay the partition's own are made right behind. */
#include "lookalikes.h"

#include <string.h>

#include "tables.h"

/* Whether this table is attached, by one of the statements, to a partitioned table that is there before and behind: only then is
 * anything to be done, which takes a look at all indexes. */
static bool is_attached_now(const struct sqlembic_action_sink *out, const char *table)
{
	const struct sqlembic_fact *before = out->from->find(out->from, POSTGRES_PARTITION, table),
				   *after = out->to->find(out->to, POSTGRES_PARTITION, table),
				   *of = after ? out->from->find(out->from, POSTGRES_TABLE,
								 postgres_value(after, PARTITION_OF))
					       : NULL;
	if (!of || out->is_dropped(out->payload, of))
		return false;
	if (!before)
		return true;
	return out->is_dropped(out->payload, before) ||
	       !postgres_equal(postgres_value(before, PARTITION_BOUND),
			       postgres_value(after, PARTITION_BOUND));
}

/* Whether an index is there before and behind; new ones of a partitioned table are made behind its partitions. */
static bool stays(const struct sqlembic_action_sink *out, const char *identity)
{
	const struct sqlembic_fact *before = out->from->find(out->from, POSTGRES_INDEX, identity);
	return before && !out->is_dropped(out->payload, before);
}

/* Of what is partitioned itself the indexes are made of those of its partitions. */
static bool is_partitioned(const struct sqlembic_fact *index)
{
	return strstr(postgres_value(index, INDEX_DEFINITION), " ON ONLY ");
}

static bool belongs_to_one_that_stays(const struct sqlembic_action_sink *out,
				      const struct sqlembic_fact *index)
{
	const char *of = postgres_value(index, INDEX_ATTACHED);
	return of && stays(out, of);
}

static bool has_lookalike(const struct sqlembic_action_sink *out, const struct sqlembic_fact *index)
{
	const struct sqlembic_fact *other;
	for (size_t i = 0; (other = out->to->fact(out->to, POSTGRES_INDEX, i)); i++)
		if (strcmp(other->identity, index->identity) != 0 && belongs_to_one_that_stays(out, other) &&
		    postgres_equal(postgres_value(other, INDEX_TABLE), postgres_value(index, INDEX_TABLE)) &&
		    postgres_equal(postgres_value(other, INDEX_SHAPE), postgres_value(index, INDEX_SHAPE)))
			return true;
	return false;
}

/* The `n`th index of the partition, beginning with *at, that has a lookalike and belongs to another, or does not. */
static const struct sqlembic_fact *next_of(const struct sqlembic_action_sink *out, const char *table,
					   bool attached, size_t *at)
{
	const struct sqlembic_fact *index;
	while ((index = out->to->fact(out->to, POSTGRES_INDEX, (*at)++)))
		if (strcmp(postgres_value(index, INDEX_TABLE), table) == 0 && !is_partitioned(index) &&
		    (attached ? belongs_to_one_that_stays(out, index)
			      : !postgres_value(index, INDEX_ATTACHED)) &&
		    has_lookalike(out, index))
			return index;
	return NULL;
}

bool postgres_lookalike_waits(const struct sqlembic_action_sink *out, const struct sqlembic_fact *index)
{
	bool is_own = !postgres_value(index, INDEX_ATTACHED);
	return is_attached_now(out, postgres_value(index, INDEX_TABLE)) && !is_partitioned(index) &&
	       (is_own || belongs_to_one_that_stays(out, index)) && has_lookalike(out, index);
}

static int drop_all(const struct sqlembic_action_sink *out, const char *table, bool attached,
		    struct sqlembic_error *err)
{
	const struct sqlembic_fact *index;
	int rc = 0;
	for (size_t at = 0; rc == 0 && (index = next_of(out, table, attached, &at));)
		if (stays(out, index->identity))
			rc = postgres_emit(out, err, "DROP INDEX %s", index->identity);
	return rc;
}

/* "('index'::regclass, 'CREATE INDEX ...')", one for each; their number. */
static size_t add_rows(struct sqlembic_buf *sql, const struct sqlembic_action_sink *out, const char *table)
{
	struct sqlembic_buf statement = SQLEMBIC_BUF_INIT;
	const struct sqlembic_fact *index;
	size_t n = 0;
	for (size_t at = 0; (index = next_of(out, table, true, &at)); n++) {
		sqlembic_buf_clear(&statement);
		postgres_index_add(&statement, index);
		sqlembic_buf_puts(sql, n > 0 ? ",\n\t\t(" : "\n\t\t(");
		sqlembic_buf_quote(sql, postgres_value(index, INDEX_ATTACHED), '\'');
		sqlembic_buf_puts(sql, "::pg_catalog.regclass, ");
		sqlembic_buf_quote(sql, sqlembic_buf_text(&statement), '\'');
		sqlembic_buf_putc(sql, ')');
	}
	if (statement.failed)
		sql->failed = true;
	sqlembic_buf_release(&statement);
	return n;
}

/* Dangers first, targets of statistics last: both by name. */
static int create_in_order(const struct sqlembic_action_sink *out, const char *table,
			   struct sqlembic_error *err)
{
	struct sqlembic_buf sql = SQLEMBIC_BUF_INIT;
	const struct sqlembic_fact *index;
	int rc = 0;
	sqlembic_buf_puts(
		&sql, "DO $sqlembic$\nDECLARE\n\tstatement text;\nBEGIN\n"
		      "\t-- in the order in which the server looks at the indexes of the partitioned table\n"
		      "\tFOR statement IN SELECT v.statement FROM (VALUES");
	size_t n = add_rows(&sql, out, table);
	sqlembic_buf_puts(&sql, "\n\t) AS v (parent, statement) ORDER BY v.parent::pg_catalog.oid LOOP\n"
				"\t\tEXECUTE statement;\n\tEND LOOP;\nEND $sqlembic$");
	if (n == 0) {
		sqlembic_buf_release(&sql);
		return 0;
	}
	for (size_t at = 0; rc == 0 && (index = next_of(out, table, true, &at));)
		rc = postgres_index_tell(out, out->to, index, err);
	if (rc == 0)
		rc = postgres_emit_buf(out, &sql, 0, err);
	else
		sqlembic_buf_release(&sql);
	for (size_t at = 0; rc == 0 && (index = next_of(out, table, true, &at));)
		rc = postgres_index_set_targets(out, index, err);
	return rc;
}

int postgres_lookalikes_before(const struct sqlembic_action_sink *out, const char *table,
			       struct sqlembic_error *err)
{
	if (!is_attached_now(out, table))
		return 0;
	int rc = drop_all(out, table, false, err);
	if (rc == 0)
		rc = drop_all(out, table, true, err);
	return rc == 0 ? create_in_order(out, table, err) : rc;
}

int postgres_lookalikes_behind(const struct sqlembic_action_sink *out, const char *table,
			       struct sqlembic_error *err)
{
	const struct sqlembic_fact *index;
	int rc = 0;
	if (!is_attached_now(out, table))
		return 0;
	for (size_t at = 0; rc == 0 && (index = next_of(out, table, false, &at));)
		rc = postgres_index_make(out, out->to, index, err);
	return rc;
}
