/* indexes.c: indexes that no constraint has, extended statistics. */
#include "kinds.h"

#include <stdio.h>
#include <string.h>

#include "lookalikes.h"
#include "tables.h"

const struct sqlembic_attribute postgres_index_attributes[] = {
	[INDEX_DEFINITION] = { "definition", SQLEMBIC_ATTRIBUTE_DEPARSED | SQLEMBIC_ATTRIBUTE_PLAIN_STAYS },
	[INDEX_TABLESPACE] = { "tablespace", 0 },
	[INDEX_STATISTICS] = { "statistics targets", 0 },
	[INDEX_STATE] = { "state", 0 },
	[INDEX_UNIQUE] = { "uniqueness", SQLEMBIC_ATTRIBUTE_SILENT },
	[INDEX_ATTACHED] = { "attached", SQLEMBIC_ATTRIBUTE_SILENT },
	[INDEX_TABLE] = { "table", SQLEMBIC_ATTRIBUTE_SILENT },
	[INDEX_PARTITIONS] = { "indexes of partitions", SQLEMBIC_ATTRIBUTE_FOLLOWS },
	[INDEX_PARAMETERS] = { "storage parameters", SQLEMBIC_ATTRIBUTE_SILENT },
	[INDEX_SHAPE] = { "shape", SQLEMBIC_ATTRIBUTE_SILENT },
	{ NULL, 0 },
};

/* Where WITH (...) is in a definition, or would be, and where it ends. */
static size_t parameters_at(const char *definition)
{
	size_t with = postgres_find_clause(definition, " WITH (");
	return definition[with] ? with : postgres_find_clause(definition, " WHERE ");
}

static size_t parameters_end(const char *definition)
{
	size_t at = parameters_at(definition), paren = at + strlen(" WITH ");
	if (strncmp(definition + at, " WITH (", 7) != 0)
		return at;
	return paren + postgres_find_clause(definition + paren, " ");
}

POSTGRES_CREATE(index)
{
	return postgres_index_is_kept(out, fact, postgres_index_attributes) ||
			       postgres_lookalike_waits(out, fact)
		       ? 0
		       : postgres_index_make(out, to, fact, err);
}

POSTGRES_DROP(index)
{
	(void)from;
	if (postgres_value(fact, INDEX_ATTACHED) && !postgres_index_is_left(out, fact))
		return 0;
	return postgres_emit(out, err, "DROP INDEX %s", fact->identity);
}

/* Whether the method keeps to its parameters from now on, whatever they were.  Others, such as brin and those of extensions, have
 * built the index by them. */
static bool takes_parameters_later(const char *definition)
{
	static const char *const methods[] = { "btree", "hash", "gist", "spgist", "gin" };
	const char *method = definition + postgres_find_clause(definition, " USING ");
	method += *method ? strlen(" USING ") : 0;
	for (size_t i = 0; i < sizeof(methods) / sizeof(methods[0]); i++) {
		size_t n = strlen(methods[i]);
		if (strncmp(method, methods[i], n) == 0 && method[n] == ' ')
			return true;
	}
	return false;
}

/* Whether nothing but WITH (...) is another one, and can be changed.  Of a partitioned index no statement changes that. */
static bool differs_by_parameters(const struct sqlembic_change *change)
{
	const char *before = postgres_value(change->before, INDEX_DEFINITION),
		   *after = postgres_value(change->after, INDEX_DEFINITION);
	size_t a = parameters_at(before), b = parameters_at(after);
	return a == b && memcmp(before, after, a) == 0 && !strstr(before, " ON ONLY ") &&
	       takes_parameters_later(before) &&
	       strcmp(before + parameters_end(before), after + parameters_end(after)) == 0;
}

POSTGRES_JUDGE(index)
{
	if ((change->changed & BIT(INDEX_DEFINITION) && !differs_by_parameters(change)) ||
	    change->changed & BIT(INDEX_STATE) || postgres_index_loses_one(change, INDEX_PARTITIONS))
		return SQLEMBIC_WAY_REBUILD;
	return change->changed == BIT(INDEX_PARTITIONS) ? SQLEMBIC_WAY_FOLLOWS : SQLEMBIC_WAY_ALTER;
}

static int alter_parameters(const struct sqlembic_action_sink *out, const struct sqlembic_change *change,
			    struct sqlembic_error *err)
{
	struct sqlembic_buf head = SQLEMBIC_BUF_INIT;
	sqlembic_buf_printf(&head, "ALTER INDEX %s", change->after->identity);
	int rc = postgres_change_parameters(out, sqlembic_buf_text(&head),
					    postgres_value(change->before, INDEX_PARAMETERS),
					    postgres_value(change->after, INDEX_PARAMETERS), err);
	sqlembic_buf_release(&head);
	return rc;
}

POSTGRES_ALTER(index)
{
	const struct sqlembic_fact *after = change->after;
	const char *tablespace = postgres_value(after, INDEX_TABLESPACE);
	int rc = change->changed & BIT(INDEX_DEFINITION) ? alter_parameters(out, change, err) : 0;
	if (rc == 0 && change->changed & BIT(INDEX_TABLESPACE))
		rc = postgres_emit(out, err, "ALTER INDEX %s SET TABLESPACE %s", after->identity,
				   tablespace ? tablespace : "pg_default");
	if (rc == 0 && change->changed & BIT(INDEX_STATISTICS))
		rc = postgres_index_reset_targets(out, change->before, after, err);
	if (rc == 0 && change->changed & BIT(INDEX_STATISTICS))
		rc = postgres_index_set_targets(out, after, err);
	return rc;
}

POSTGRES_RENAME(index)
{
	const char *dot = after->identity + postgres_find_clause(after->identity, ".");
	(void)side;
	return postgres_emit(out, err, "ALTER INDEX %s RENAME TO %s", before->identity, dot + 1);
}

/* ---- indexes of partitions ---- */

enum { INDEX_OF };

const struct sqlembic_attribute postgres_index_partition_attributes[] = {
	[INDEX_OF] = { "index of", 0 },
	{ NULL, 0 },
};

POSTGRES_CREATE(index_partition)
{
	(void)to;
	return postgres_emit(out, err, "ALTER INDEX %s ATTACH PARTITION %s", postgres_value(fact, INDEX_OF),
			     fact->identity);
}

/* Nothing takes an index off: it goes with the other, or when its table is detached. */
POSTGRES_DROP(index_partition)
{
	(void)out;
	(void)from;
	(void)fact;
	(void)err;
	return 0;
}

static const char *table_of(const struct sqlembic_fact *index)
{
	return postgres_value(index, index->kind == POSTGRES_INDEX ? INDEX_TABLE : CONSTRAINT_TABLE);
}

static bool is_attached(const struct sqlembic_fact *index)
{
	return postgres_value(index, index->kind == POSTGRES_INDEX ? INDEX_ATTACHED : CONSTRAINT_ATTACHED);
}

bool postgres_index_is_left(const struct sqlembic_action_sink *out, const struct sqlembic_fact *before)
{
	const struct sqlembic_side *from = out->from;
	const struct sqlembic_fact *of = from->parent(from, before),
				   *on = from->find(from, POSTGRES_TABLE, table_of(before));
	return on && !out->is_dropped(out->payload, on) && of && !out->is_dropped(out->payload, of);
}

static bool is_same(const struct sqlembic_fact *a, const struct sqlembic_fact *b,
		    const struct sqlembic_attribute *attributes)
{
	for (unsigned i = 0; attributes[i].name; i++)
		if (!(attributes[i].flags & (SQLEMBIC_ATTRIBUTE_SILENT | SQLEMBIC_ATTRIBUTE_FOLLOWS)) &&
		    !postgres_equal(postgres_value(a, i), postgres_value(b, i)))
			return false;
	return true;
}

/* Whether it goes before its table is let go: by a statement of its own, or of what it is attached to.  Else it goes with the
 * table, which then has let go its partitions, and these have kept theirs. */
static bool goes_by_itself(const struct sqlembic_action_sink *out, const struct sqlembic_fact *index)
{
	if (!out->is_dropped(out->payload, index))
		return false;
	if (!is_attached(index) || postgres_index_is_left(out, index))
		return true;
	const struct sqlembic_fact *of = out->from->parent(out->from, index);
	return of && goes_by_itself(out, of);
}

bool postgres_index_is_kept(const struct sqlembic_action_sink *out, const struct sqlembic_fact *after,
			    const struct sqlembic_attribute *attributes)
{
	const struct sqlembic_side *from = out->from;
	const struct sqlembic_fact *index = from->find(from, after->kind, after->identity);
	if (!index || !is_attached(index) || !is_same(index, after, attributes))
		return false;
	const struct sqlembic_fact *of = from->parent(from, index),
				   *on = from->find(from, POSTGRES_TABLE, table_of(index));
	return on && !out->is_dropped(out->payload, on) && of && out->is_dropped(out->payload, of) &&
	       !goes_by_itself(out, of);
}

bool postgres_index_loses_one(const struct sqlembic_change *change, unsigned attribute)
{
	const char *before = postgres_value(change->before, attribute);
	const struct sqlembic_side *to = change->to;
	struct sqlembic_span line;
	char table[512];
	if (!(change->changed & BIT(attribute)))
		return false;
	while ((line = postgres_next_line(&before)).len > 0) {
		const char *tab = memchr(line.ptr, '\t', line.len);
		if (!tab || postgres_has_line(postgres_value(change->after, attribute), line))
			continue;
		(void)snprintf(table, sizeof(table), "%.*s", (int)(line.ptr + line.len - tab - 1), tab + 1);
		if (to->find(to, POSTGRES_PARTITION, table))
			return true;
	}
	return false;
}

/* What is done to the partitions comes before an index of them all is made, and behind its end. */
POSTGRES_STAY(index)
{
	(void)user;
	return used->kind == POSTGRES_PARTITION;
}

/* ---- extended statistics ---- */

enum { STATISTICS_DEFINITION, STATISTICS_TARGET };

const struct sqlembic_attribute postgres_statistics_attributes[] = {
	[STATISTICS_DEFINITION] = { "definition", SQLEMBIC_ATTRIBUTE_DEPARSED },
	[STATISTICS_TARGET] = { "statistics target", 0 },
	{ NULL, 0 },
};

static int set_target(const struct sqlembic_action_sink *out, const struct sqlembic_fact *fact,
		      struct sqlembic_error *err)
{
	const char *target = postgres_value(fact, STATISTICS_TARGET);
	return postgres_emit(out, err, "ALTER STATISTICS %s SET STATISTICS %s", fact->identity,
			     target ? target : "-1");
}

POSTGRES_CREATE(statistics)
{
	(void)to;
	int rc = postgres_emit(out, err, "%s", postgres_value(fact, STATISTICS_DEFINITION));
	return rc == 0 && postgres_value(fact, STATISTICS_TARGET) ? set_target(out, fact, err) : rc;
}

POSTGRES_DROP(statistics)
{
	(void)from;
	return postgres_emit(out, err, "DROP STATISTICS %s", fact->identity);
}

POSTGRES_JUDGE(statistics)
{
	return change->changed & BIT(STATISTICS_DEFINITION) ? SQLEMBIC_WAY_REBUILD : SQLEMBIC_WAY_ALTER;
}

POSTGRES_ALTER(statistics)
{
	return set_target(out, change->after, err);
}
