/* identity.c: identity columns, and their sequences. */
#include "columns.h"
#include "partition_numbers.h"
#include "sequences.h"
#include "tables.h"

#include <string.h>

enum {
	IDENTITY_GENERATION,
	IDENTITY_SEQUENCE,
	/* Between them: the numbers. */
	IDENTITY_PERSISTENCE = NUMBERS_CYCLE + 1,
	IDENTITY_TABLE,
	IDENTITY_COLUMN,
	IDENTITY_SEQUENCE_NAME
};

const struct sqlembic_attribute postgres_identity_attributes[] = {
	[IDENTITY_GENERATION] = { "generation", 0 },
	[IDENTITY_SEQUENCE] = { "sequence", 0 },
	NUMBERS_ATTRIBUTES,
	[IDENTITY_PERSISTENCE] = { "persistence", 0 },
	[IDENTITY_TABLE] = { "table", SQLEMBIC_ATTRIBUTE_SILENT },
	[IDENTITY_COLUMN] = { "column", SQLEMBIC_ATTRIBUTE_SILENT },
	[IDENTITY_SEQUENCE_NAME] = { "sequence name", SQLEMBIC_ATTRIBUTE_SILENT },
	{ NULL, 0 },
};

void postgres_add_identity(struct sqlembic_buf *out, const struct sqlembic_fact *identity)
{
	const char *cycle = postgres_value(identity, NUMBERS_CYCLE);
	sqlembic_buf_printf(
		out,
		" GENERATED %s AS IDENTITY (SEQUENCE NAME %s START WITH %s INCREMENT BY %s MINVALUE %s "
		"MAXVALUE %s CACHE %s%s)",
		postgres_value(identity, IDENTITY_GENERATION), postgres_value(identity, IDENTITY_SEQUENCE),
		postgres_value(identity, NUMBERS_START), postgres_value(identity, NUMBERS_INCREMENT),
		postgres_value(identity, NUMBERS_MINIMUM), postgres_value(identity, NUMBERS_MAXIMUM),
		postgres_value(identity, NUMBERS_CACHE), cycle ? " CYCLE" : "");
}

static int add_generated(const struct sqlembic_action_sink *out, const struct sqlembic_fact *fact,
			 struct sqlembic_error *err)
{
	struct sqlembic_buf sql = SQLEMBIC_BUF_INIT;
	sqlembic_buf_printf(&sql, "ALTER TABLE %s ALTER COLUMN %s ADD", postgres_value(fact, IDENTITY_TABLE),
			    postgres_value(fact, IDENTITY_COLUMN));
	postgres_add_identity(&sql, fact);
	return postgres_emit_buf(out, &sql, 0, err);
}

/* A new sequence is as its table is, and so is one that says nothing else. */
static int set_persistence(const struct sqlembic_action_sink *out, const struct sqlembic_side *side,
			   const struct sqlembic_fact *identity, struct sqlembic_error *err)
{
	const struct sqlembic_fact *table = side->find(side, POSTGRES_TABLE,
						       postgres_value(identity, IDENTITY_TABLE));
	const char *persistence = postgres_value(identity, IDENTITY_PERSISTENCE);
	if (!persistence)
		persistence = table && postgres_value(table, TABLE_PERSISTENCE) ? "UNLOGGED" : "LOGGED";
	return postgres_emit(out, err, "ALTER SEQUENCE %s SET %s",
			     postgres_value(identity, IDENTITY_SEQUENCE), persistence);
}

int postgres_finish_identity(const struct sqlembic_action_sink *out, const struct sqlembic_side *side,
			     const struct sqlembic_fact *identity, struct sqlembic_error *err)
{
	return postgres_value(identity, IDENTITY_PERSISTENCE) ? set_persistence(out, side, identity, err) : 0;
}

POSTGRES_CREATE(identity)
{
	int rc = add_generated(out, fact, err);
	if (rc == 0)
		rc = postgres_finish_identity(out, to, fact, err);
	bool has_rows = out->from->find(out->from, POSTGRES_TABLE, postgres_value(fact, IDENTITY_TABLE));
	return rc == 0 && has_rows ? postgres_go_on_behind(out, fact, postgres_value(fact, IDENTITY_SEQUENCE),
							   to->find(to, POSTGRES_COLUMN, fact->identity), err)
				   : rc;
}

POSTGRES_DROP(identity)
{
	const char *table = postgres_value(fact, IDENTITY_TABLE);
	int rc = postgres_number_partitions(out, from, table, err);
	return rc == 0 ? postgres_emit(out, err, "ALTER TABLE %s ALTER COLUMN %s DROP IDENTITY", table,
				       postgres_value(fact, IDENTITY_COLUMN))
		       : rc;
}

static bool is_of_other_type(const struct sqlembic_change *change)
{
	const struct sqlembic_fact *before = change->from->find(change->from, POSTGRES_COLUMN,
								change->before->identity);
	const struct sqlembic_fact *after = change->to->find(change->to, POSTGRES_COLUMN,
							     change->after->identity);
	return !postgres_equal(postgres_value(before, COLUMN_TYPE), postgres_value(after, COLUMN_TYPE));
}

static int set_generation(const struct sqlembic_action_sink *out, const struct sqlembic_change *change,
			  struct sqlembic_error *err)
{
	const struct sqlembic_fact *after = change->after;
	const char *table = postgres_value(after, IDENTITY_TABLE);
	int rc = postgres_number_partitions(out, change->from, table, err);
	return rc == 0 ? postgres_emit(out, err, "ALTER TABLE %s ALTER COLUMN %s SET GENERATED %s", table,
				       postgres_value(after, IDENTITY_COLUMN),
				       postgres_value(after, IDENTITY_GENERATION))
		       : rc;
}

POSTGRES_ALTER(identity)
{
	const struct sqlembic_fact *after = change->after;
	const char *sequence = postgres_value(after, IDENTITY_SEQUENCE);
	int rc = 0;
	if (change->changed & BIT(IDENTITY_SEQUENCE))
		rc = postgres_emit(out, err, "ALTER SEQUENCE %s RENAME TO %s",
				   postgres_value(change->before, IDENTITY_SEQUENCE),
				   postgres_value(after, IDENTITY_SEQUENCE_NAME));
	if (rc == 0 && change->changed & BIT(IDENTITY_PERSISTENCE))
		rc = set_persistence(out, change->to, after, err);
	/* With another type they come ahead of that. */
	if (rc == 0 && change->changed & NUMBERS_ALL && !is_of_other_type(change))
		rc = postgres_alter_numbers(out, change, sequence, NULL, err);
	return rc == 0 && change->changed & BIT(IDENTITY_GENERATION) ? set_generation(out, change, err) : rc;
}

static bool has_other_numbers(const struct sqlembic_change *change)
{
	for (unsigned i = NUMBERS_START; i <= NUMBERS_CYCLE; i++)
		if (!postgres_equal(postgres_value(change->before, i), postgres_value(change->after, i)))
			return true;
	return false;
}

int postgres_identity_takes_type(const struct sqlembic_action_sink *out, const struct sqlembic_change *column,
				 bool follows, struct sqlembic_error *err)
{
	const struct sqlembic_change change = {
		.from = column->from,
		.to = column->to,
		.before = postgres_column_identity(column->from, column->before),
		.after = postgres_column_identity(column->to, column->after)
	};
	const char *type = postgres_value(column->after, COLUMN_TYPE);
	if (!change.before || !change.after ||
	    postgres_equal(type, postgres_value(column->before, COLUMN_TYPE)))
		return 0;
	const char *sequence = postgres_value(change.before, IDENTITY_SEQUENCE);
	if (has_other_numbers(&change))
		return postgres_alter_numbers(out, &change, sequence, type, err);
	return follows ? postgres_emit(out, err, "ALTER SEQUENCE %s AS %s", sequence, type) : 0;
}

/* ---- identity columns of parents, which children have as plain ones ---- */

static int add_with_default(const struct sqlembic_action_sink *out, const char *table,
			    const struct sqlembic_fact *column, const char *sequence,
			    struct sqlembic_error *err)
{
	struct sqlembic_buf sql = SQLEMBIC_BUF_INIT;
	sqlembic_buf_printf(&sql, "ALTER TABLE %s ADD COLUMN %s %s DEFAULT pg_catalog.nextval(", table,
			    postgres_value(column, COLUMN_NAME), postgres_value(column, COLUMN_TYPE));
	sqlembic_buf_quote(&sql, sequence, '\'');
	sqlembic_buf_printf(&sql, ") %s", postgres_value(column, COLUMN_NOT_NULL));
	return postgres_emit_buf(out, &sql, 0, err);
}

const char *postgres_numbers_above(const struct sqlembic_side *now, const struct sqlembic_side *to,
				   const struct sqlembic_fact *column)
{
	const struct sqlembic_fact *above = column, *identity;
	if (!postgres_column_needs_value(to, column) || !postgres_column_is_plain_not_null(column))
		return NULL;
	while ((above = postgres_column_origin(to, above))) {
		identity = postgres_column_identity(now, above);
		if (identity)
			return postgres_value(identity, IDENTITY_SEQUENCE);
	}
	return NULL;
}

int postgres_add_with_numbers(const struct sqlembic_action_sink *out, const char *table,
			      const struct sqlembic_fact *column, const char *sequence,
			      struct sqlembic_error *err)
{
	int rc = add_with_default(out, table, column, sequence, err);
	return rc == 0 ? postgres_emit(out, err, "ALTER TABLE %s ALTER COLUMN %s DROP DEFAULT", table,
				       postgres_value(column, COLUMN_NAME))
		       : rc;
}

/* The server adds none to a table that has children (partitions, before 17).  So it comes as another, which a sequence of the
 * moment numbers in all of these tables. */

#define NUMBERS "sqlembic_numbers"

static bool is_child(const struct sqlembic_side *side, const struct sqlembic_fact *table, const char *parent)
{
	const struct sqlembic_fact *partition = side->find(side, POSTGRES_PARTITION, table->identity);
	if (partition)
		return postgres_equal(postgres_partition_parent(partition), parent);
	return postgres_is_in_list(postgres_value(table, TABLE_INHERITS), parent, strlen(parent));
}

static bool has_children(const struct sqlembic_side *side, const char *parent)
{
	const struct sqlembic_fact *table;
	for (size_t i = 0; (table = side->fact(side, POSTGRES_TABLE, i)); i++)
		if (is_child(side, table, parent))
			return true;
	return false;
}

bool postgres_children_get_no_identity(const struct sqlembic_action_sink *out,
				       const struct sqlembic_fact *column)
{
	const char *table = postgres_table_of(out->to, column);
	const struct sqlembic_fact *before = out->from->find(out->from, POSTGRES_TABLE, table);
	if (!postgres_column_identity(out->to, column) || !before ||
	    (postgres_value(before, TABLE_KEY) && out->from->version >= 170000))
		return false;
	return has_children(out->from, table) || has_children(out->to, table);
}

/* Whether it was there before, and has got the column from the table: it has become its child by then. */
static bool is_numbered(const struct sqlembic_action_sink *out, const struct sqlembic_fact *child,
			const char *table, const char *column)
{
	struct sqlembic_buf identity = SQLEMBIC_BUF_INIT;
	sqlembic_buf_printf(&identity, "%s.%s", child->identity, column);
	bool is = is_child(out->to, child, table) &&
		  out->from->find(out->from, POSTGRES_TABLE, child->identity) &&
		  !out->from->find(out->from, POSTGRES_COLUMN, sqlembic_buf_text(&identity));
	sqlembic_buf_release(&identity);
	return is;
}

static int drop_defaults(const struct sqlembic_action_sink *out, const char *table, const char *column,
			 struct sqlembic_error *err)
{
	const struct sqlembic_fact *child;
	int rc = postgres_emit(out, err, "ALTER TABLE ONLY %s ALTER COLUMN %s DROP DEFAULT", table, column);
	for (size_t i = 0; rc == 0 && (child = out->to->fact(out->to, POSTGRES_TABLE, i)); i++)
		if (is_numbered(out, child, table, column))
			rc = drop_defaults(out, child->identity, column, err);
	return rc;
}

static int begin_numbers(const struct sqlembic_action_sink *out, const struct sqlembic_fact *identity,
			 const char *type, int schema, struct sqlembic_error *err)
{
	return postgres_emit(
		out, err,
		"CREATE SEQUENCE %.*s." NUMBERS " AS %s INCREMENT BY %s MINVALUE %s MAXVALUE %s "
		"START WITH %s%s",
		schema, postgres_value(identity, IDENTITY_TABLE), type,
		postgres_value(identity, NUMBERS_INCREMENT), postgres_value(identity, NUMBERS_MINIMUM),
		postgres_value(identity, NUMBERS_MAXIMUM), postgres_value(identity, NUMBERS_START),
		postgres_value(identity, NUMBERS_CYCLE) ? " CYCLE" : "");
}

/* The sequence of the column goes on from there. */
static int end_numbers(const struct sqlembic_action_sink *out, const struct sqlembic_fact *identity,
		       int schema, struct sqlembic_error *err)
{
	const char *table = postgres_value(identity, IDENTITY_TABLE);
	struct sqlembic_buf sql = SQLEMBIC_BUF_INIT;
	sqlembic_buf_puts(&sql, "SELECT pg_catalog.setval(");
	sqlembic_buf_quote(&sql, postgres_value(identity, IDENTITY_SEQUENCE), '\'');
	sqlembic_buf_printf(&sql, ", last_value, is_called) FROM %.*s." NUMBERS, schema, table);
	int rc = postgres_emit_buf(out, &sql, 0, err);
	return rc == 0 ? postgres_emit(out, err, "DROP SEQUENCE %.*s." NUMBERS, schema, table) : rc;
}

int postgres_add_numbered_column(const struct sqlembic_action_sink *out, const struct sqlembic_fact *column,
				 struct sqlembic_error *err)
{
	const struct sqlembic_fact *identity = postgres_column_identity(out->to, column);
	const char *table = postgres_value(identity, IDENTITY_TABLE),
		   *type = postgres_value(column, COLUMN_TYPE);
	int schema = (int)postgres_find_clause(table, ".");
	struct sqlembic_buf numbers = SQLEMBIC_BUF_INIT;
	sqlembic_buf_printf(&numbers, "%.*s." NUMBERS, schema, table);
	int rc = begin_numbers(out, identity, type, schema, err);
	if (rc == 0)
		rc = add_with_default(out, table, column, sqlembic_buf_text(&numbers), err);
	sqlembic_buf_release(&numbers);
	if (rc == 0)
		rc = drop_defaults(out, table, postgres_value(column, COLUMN_NAME), err);
	if (rc == 0)
		rc = add_generated(out, identity, err);
	return rc == 0 ? end_numbers(out, identity, schema, err) : rc;
}
