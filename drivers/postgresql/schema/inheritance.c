/* inheritance.c: tables that get other parents.
 *
 * What a column is to its table, its own or its parents', follows from how it came there, and no statement says it. */
#include "kinds.h"

#include <string.h>

#include "columns.h"

#define CARRIER "sqlembic_carrier"

static bool is_in_list(const char *list, const char *name, size_t length)
{
	for (const char *p = list; p && *p;) {
		size_t n = postgres_find_clause(p, ", ");
		if (n == length && memcmp(p, name, n) == 0)
			return true;
		p += n + (p[n] ? 2 : 0);
	}
	return false;
}

/* What `list` has and `other` has not. */
static int change_parents(const struct sqlembic_action_sink *out, const struct sqlembic_fact *table,
			  const char *verb, const char *list, const char *other, struct sqlembic_error *err)
{
	int rc = 0;
	for (const char *p = list; rc == 0 && p && *p;) {
		size_t n = postgres_find_clause(p, ", ");
		if (!is_in_list(other, p, n))
			rc = postgres_emit(out, err, "ALTER %s %s %s %.*s", postgres_value(table, 0),
					   table->identity, verb, (int)n, p);
		p += n + (p[n] ? 2 : 0);
	}
	return rc;
}

/* Whether the column is its parents' alone, and of these one in `list` that is not in `other` has it. */
static bool comes_from(const struct sqlembic_side *side, const struct sqlembic_fact *column, const char *list,
		       const char *other)
{
	const struct sqlembic_fact *origin = postgres_column_origin(side, column);
	if (column->kind != POSTGRES_COLUMN || !origin ||
	    !postgres_equal(postgres_value(column, COLUMN_INHERITED), "inherited"))
		return false;
	const char *parent = postgres_table_of(side, origin);
	return is_in_list(list, parent, strlen(parent)) && !is_in_list(other, parent, strlen(parent));
}

/* ---- columns that come with a parent ---- */

/* Whether a new parent brings the column; not where that gets the column later, and hands it down then. */
static bool is_brought(const struct sqlembic_change *change, const struct sqlembic_fact *column,
		       const char *before, const char *after)
{
	if (!comes_from(change->to, column, after, before) ||
	    change->from->find(change->from, POSTGRES_COLUMN, column->identity))
		return false;
	const struct sqlembic_fact *origin = postgres_column_origin(change->to, column);
	return change->from->find(change->from, POSTGRES_COLUMN, origin->identity) ||
	       !change->from->find(change->from, POSTGRES_TABLE, postgres_table_of(change->to, origin));
}

/* The new parent asks for columns that the table has, but one that the table is given is its own for ever.  So it gets them
 * from a parent of the moment. */
static int bring_columns(const struct sqlembic_action_sink *out, const struct sqlembic_change *change,
			 const char *before, const char *after, bool *brought, struct sqlembic_error *err)
{
	const struct sqlembic_fact *table = change->after, *part;
	int schema = (int)postgres_find_clause(table->identity, "."), rc = 0;
	for (size_t i = 0; rc == 0 && (part = change->to->part(change->to, table, i)); i++) {
		struct sqlembic_buf sql = SQLEMBIC_BUF_INIT;
		if (!is_brought(change, part, before, after))
			continue;
		if (!*brought)
			rc = postgres_emit(out, err, "CREATE TABLE %.*s." CARRIER " ()", schema,
					   table->identity);
		if (rc == 0 && !*brought)
			rc = postgres_emit(out, err, "ALTER %s %s INHERIT %.*s." CARRIER,
					   postgres_value(table, 0), table->identity, schema,
					   table->identity);
		*brought = true;
		sqlembic_buf_printf(&sql, "ALTER TABLE %.*s." CARRIER " ADD COLUMN ", schema,
				    table->identity);
		postgres_add_column(&sql, change->to, part);
		bool may_fail = postgres_column_needs_value(change->to, part);
		if (rc == 0)
			rc = postgres_emit_buf(out, &sql, may_fail ? SQLEMBIC_ACTION_MAY_FAIL : 0,
					       may_fail ? "needs a value in each row that is there" : NULL,
					       NULL, err);
		else
			sqlembic_buf_release(&sql);
	}
	return rc;
}

static int drop_carrier(const struct sqlembic_action_sink *out, const struct sqlembic_fact *table,
			struct sqlembic_error *err)
{
	int schema = (int)postgres_find_clause(table->identity, ".");
	int rc = postgres_emit(out, err, "ALTER %s %s NO INHERIT %.*s." CARRIER, postgres_value(table, 0),
			       table->identity, schema, table->identity);
	return rc == 0 ? postgres_emit(out, err, "DROP TABLE %.*s." CARRIER, schema, table->identity) : rc;
}

/* ---- columns that go with one ---- */

/* They stay behind as the table's own. */
static int drop_columns(const struct sqlembic_action_sink *out, const struct sqlembic_change *change,
			const char *before, const char *after, struct sqlembic_error *err)
{
	const struct sqlembic_fact *table = change->before, *part;
	int rc = 0;
	for (size_t i = 0; rc == 0 && (part = change->from->part(change->from, table, i)); i++)
		if (comes_from(change->from, part, before, after) &&
		    !change->to->find(change->to, POSTGRES_COLUMN, part->identity))
			rc = postgres_column_emit_drop(out, table->identity, part, "", err);
	return rc;
}

int postgres_alter_inheritance(const struct sqlembic_action_sink *out, const struct sqlembic_change *change,
			       const char *before, const char *after, struct sqlembic_error *err)
{
	bool brought = false;
	int rc = bring_columns(out, change, before, after, &brought, err);
	/* In this order a column that old and new parents have stays one that is not the table's own. */
	if (rc == 0)
		rc = change_parents(out, change->after, "INHERIT", after, before, err);
	if (rc == 0 && brought)
		rc = drop_carrier(out, change->after, err);
	if (rc == 0)
		rc = change_parents(out, change->after, "NO INHERIT", before, after, err);
	return rc == 0 ? drop_columns(out, change, before, after, err) : rc;
}
