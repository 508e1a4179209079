/* inheritance.c: tables that get other parents.
 *
 * What a column is to its table, its own or its parents', follows from how it came there, and no statement says it. */
#include "kinds.h"

#include <string.h>

#include "columns.h"
#include "dangers.h"
#include "inherited.h"
#include "tables.h"

#define CARRIER    "sqlembic_carrier"
#define OLD_COLUMN "sqlembic_old_column"

/* What `list` has and `other` has not. */
static int change_parents(const struct sqlembic_action_sink *out, const struct sqlembic_fact *table,
			  unsigned flags, const char *verb, const char *list, const char *other,
			  struct sqlembic_error *err)
{
	struct sqlembic_span item;
	int rc = 0;
	while (rc == 0 && (item = postgres_next_in_list(&list)).len > 0)
		if (!postgres_is_in_list(other, item.ptr, item.len))
			rc = postgres_emit_flagged(out, err, flags, "ALTER %s %s %s %.*s",
						   postgres_value(table, TABLE_WORD), table->identity, verb,
						   (int)item.len, item.ptr);
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
	return postgres_is_in_list(list, parent, strlen(parent)) &&
	       !postgres_is_in_list(other, parent, strlen(parent));
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

static int attach_carrier(const struct sqlembic_action_sink *out, const struct sqlembic_fact *table,
			  unsigned flags, bool *is_there, struct sqlembic_error *err)
{
	int schema = (int)postgres_find_clause(table->identity, ".");
	if (*is_there)
		return 0;
	*is_there = true;
	int rc = postgres_emit_flagged(out, err, flags, "CREATE TABLE %.*s." CARRIER " ()", schema,
				       table->identity);
	return rc == 0 ? postgres_emit_flagged(out, err, flags, "ALTER %s %s INHERIT %.*s." CARRIER,
					       postgres_value(table, TABLE_WORD), table->identity, schema,
					       table->identity)
		       : rc;
}

static int bring_plain(const struct sqlembic_action_sink *out, const char *carrier,
		       const struct sqlembic_side *to, const struct sqlembic_fact *column,
		       struct sqlembic_error *err)
{
	struct sqlembic_buf sql = SQLEMBIC_BUF_INIT;
	int rc = postgres_column_needs_value(to, column)
			 ? postgres_tell(out, err, SQLEMBIC_ACTION_MAY_FAIL, NULL,
					 "rows that are there have no value for column %s", column->shown)
			 : 0;
	if (rc < 0)
		return rc;
	sqlembic_buf_printf(&sql, "ALTER TABLE %s ADD COLUMN ", carrier);
	postgres_add_column(&sql, to, column);
	return postgres_emit_buf(out, &sql, 0, err);
}

static int bring_column(const struct sqlembic_action_sink *out, const struct sqlembic_change *change,
			const struct sqlembic_fact *column, struct sqlembic_error *err)
{
	struct sqlembic_buf carrier = SQLEMBIC_BUF_INIT;
	const char *table = change->after->identity;
	const char *numbers = postgres_numbers_above(change->from, change->to, column);
	sqlembic_buf_printf(&carrier, "%.*s." CARRIER, (int)postgres_find_clause(table, "."), table);
	int rc = carrier.failed ? sqlembic_fail_memory(err)
		 : numbers      ? postgres_add_with_numbers(out, carrier.ptr, column, numbers, err)
				: bring_plain(out, carrier.ptr, change->to, column, err);
	sqlembic_buf_release(&carrier);
	return rc;
}

/* The new parent asks for columns that the table has, but one that the table is given is its own for ever.  So it gets them
 * from a parent of the moment. */
static int bring_columns(const struct sqlembic_action_sink *out, const struct sqlembic_change *change,
			 const char *before, const char *after, bool *brought, struct sqlembic_error *err)
{
	const struct sqlembic_fact *table = change->after, *part;
	int rc = 0;
	for (size_t i = 0; rc == 0 && (part = change->to->part(change->to, table, i)); i++) {
		if (!is_brought(change, part, before, after))
			continue;
		rc = attach_carrier(out, table, 0, brought, err);
		if (rc == 0)
			rc = bring_column(out, change, part, err);
	}
	return rc;
}

static int add_to_carrier(const struct sqlembic_action_sink *out, const struct sqlembic_change *change,
			  const struct sqlembic_fact *column, const char *name, struct sqlembic_error *err)
{
	const char *table = change->after->identity, *collation = postgres_value(column, COLUMN_COLLATION);
	return postgres_emit(out, err, "ALTER TABLE %.*s." CARRIER " ADD COLUMN %s %s%s%s",
			     (int)postgres_find_clause(table, "."), table, name,
			     postgres_value(column, COLUMN_TYPE), collation ? " COLLATE " : "",
			     collation ? collation : "");
}

/* Its values come along from what it was: by a change of type, in which every row takes part.  UPDATE would pass over those that
 * a rule, a trigger or a policy keeps from it, and their values would be lost.  The expression has to name a column of
 * the carrier. */
static int renew_values(const struct sqlembic_action_sink *out, const struct sqlembic_change *change,
			const struct sqlembic_fact *column, struct sqlembic_error *err)
{
	const char *table = change->after->identity, *name = postgres_value(column, COLUMN_NAME);
	const char *collation = postgres_value(column, COLUMN_COLLATION);
	int schema = (int)postgres_find_clause(table, ".");
	int rc = add_to_carrier(out, change, column, OLD_COLUMN, err);
	if (rc == 0)
		rc = add_to_carrier(out, change, column, name, err);
	if (rc == 0)
		rc = postgres_emit(out, err,
				   "ALTER TABLE %.*s." CARRIER
				   " ALTER COLUMN %s TYPE %s%s%s USING " OLD_COLUMN,
				   schema, table, name, postgres_value(column, COLUMN_TYPE),
				   collation ? " COLLATE " : "", collation ? collation : "");
	return rc == 0 ? postgres_emit(out, err, "ALTER TABLE %.*s." CARRIER " DROP COLUMN " OLD_COLUMN,
				       schema, table)
		       : rc;
}

/* From the carrier, where it is to be its parents' alone (18). */
static int renew_not_null(const struct sqlembic_action_sink *out, const struct sqlembic_change *change,
			  const struct sqlembic_fact *column, struct sqlembic_error *err)
{
	const char *table = change->after->identity, *name = postgres_value(column, COLUMN_NAME);
	const struct sqlembic_fact *after = change->to->find(change->to, POSTGRES_COLUMN, column->identity);
	bool is_plain = postgres_column_is_plain_not_null(column);
	int rc = 0;
	if (!postgres_column_not_null_is_inherited(after))
		return is_plain ? postgres_emit(out, err, "ALTER TABLE %s ALTER COLUMN %s SET NOT NULL",
						table, name)
				: 0;
	if (!is_plain)
		rc = postgres_tell_no_null(out, change->from, column, err);
	return rc < 0 ? rc
		      : postgres_emit(out, err, "ALTER TABLE %.*s." CARRIER " ALTER COLUMN %s SET NOT NULL",
				      (int)postgres_find_clause(table, "."), table, name);
}

static int renew_column(const struct sqlembic_action_sink *out, const struct sqlembic_change *change,
			const struct sqlembic_fact *column, struct sqlembic_error *err)
{
	const char *table = change->after->identity, *name = postgres_value(column, COLUMN_NAME);
	int rc = postgres_emit(out, err, "ALTER TABLE %s RENAME COLUMN %s TO " OLD_COLUMN, table, name);
	if (rc == 0)
		rc = renew_values(out, change, column, err);
	if (rc == 0)
		rc = postgres_emit(out, err, "ALTER TABLE %s DROP COLUMN " OLD_COLUMN, table);
	if (rc == 0 && postgres_value(column, COLUMN_DEFAULT))
		rc = postgres_emit(out, err, "ALTER TABLE %s ALTER COLUMN %s SET DEFAULT %s", table, name,
				   postgres_value(column, COLUMN_DEFAULT));
	if (rc == 0)
		rc = renew_not_null(out, change, column, err);
	return rc == 0 ? postgres_finish_column(out, change->from, column, err) : rc;
}

static int renew_columns(const struct sqlembic_action_sink *out, const struct sqlembic_change *change,
			 bool *brought, struct sqlembic_error *err)
{
	const struct sqlembic_fact *part;
	int rc = 0;
	for (size_t i = 0; rc == 0 && (part = change->from->part(change->from, change->before, i)); i++) {
		struct sqlembic_change column = { change->from, change->to, part, NULL, 0 };
		column.after = part->kind == POSTGRES_COLUMN
				       ? change->to->find(change->to, POSTGRES_COLUMN, part->identity)
				       : NULL;
		if (!column.after || !postgres_column_becomes_inherited(&column))
			continue;
		rc = attach_carrier(out, change->after, 0, brought, err);
		if (rc == 0)
			rc = renew_column(out, change, part, err);
	}
	return rc;
}

static int drop_carrier(const struct sqlembic_action_sink *out, const struct sqlembic_fact *table,
			unsigned flags, struct sqlembic_error *err)
{
	int schema = (int)postgres_find_clause(table->identity, ".");
	int rc = postgres_emit_flagged(out, err, flags, "ALTER %s %s NO INHERIT %.*s." CARRIER,
				       postgres_value(table, TABLE_WORD), table->identity, schema,
				       table->identity);
	return rc == 0 ? postgres_emit_flagged(out, err, flags, "DROP TABLE %.*s." CARRIER, schema,
					       table->identity)
		       : rc;
}

/* ---- checks ---- */

/* Whether the table has a check of this name and text of its own. */
static bool has_own(const struct sqlembic_side *side, const char *table, struct sqlembic_span line)
{
	struct sqlembic_buf identity = SQLEMBIC_BUF_INIT;
	const char *name = line.ptr + strlen("CONSTRAINT ");
	size_t n = postgres_find_clause(name, " CHECK ");
	sqlembic_buf_printf(&identity, "%s.%.*s", table, (int)n, name);
	const struct sqlembic_fact *check = side->find(side, POSTGRES_CHECK, sqlembic_buf_text(&identity));
	const char *definition = check ? postgres_value(check, CONSTRAINT_DEFINITION) : NULL;
	size_t length = line.len - (size_t)(name + n + 1 - line.ptr);
	bool found = definition && strlen(definition) == length &&
		     memcmp(definition, name + n + 1, length) == 0;
	sqlembic_buf_release(&identity);
	return found;
}

/* They stay behind as the table's own, too. */
static int drop_checks(const struct sqlembic_action_sink *out, const struct sqlembic_change *change,
		       struct sqlembic_error *err)
{
	const char *checks = postgres_value(change->before, TABLE_CHECKS), *table = change->before->identity;
	struct sqlembic_span line;
	int rc = 0;
	while (rc == 0 && (line = postgres_next_line(&checks)).len > 0)
		if (postgres_check_is_left(change->from, change->to, table, line) &&
		    !has_own(change->to, table, line))
			rc = postgres_emit(out, err, "ALTER TABLE %s DROP %.*s", table,
					   (int)postgres_find_clause(line.ptr, " CHECK "), line.ptr);
	return rc;
}

/* Whether it comes with a parent that stays, at the same moment as to the new one. */
static bool comes_with_another(const struct sqlembic_change *change, struct sqlembic_span line)
{
	const char *old = postgres_value(change->before, TABLE_INHERITS),
		   *now = postgres_value(change->after, TABLE_INHERITS);
	return postgres_check_is_given(change->to, now, old, true, line) &&
	       !postgres_check_is_given(change->from, now, old, false, line);
}

/* Whether a column comes from parents, and did before; those that only now do are with the carrier already. */
static bool has_from_parents(const struct sqlembic_fact *old, const struct sqlembic_fact *column)
{
	const char *inherited = postgres_value(column, COLUMN_INHERITED);
	return postgres_equal(inherited, "both") ||
	       (postgres_equal(inherited, "inherited") &&
		postgres_equal(postgres_value(old, COLUMN_INHERITED), "inherited"));
}

/* What a check may mention: all columns that come from parents, as they are at that moment.  The table's own ones stay that. */
static int give_columns(const struct sqlembic_action_sink *out, const struct sqlembic_change *change,
			unsigned flags, struct sqlembic_error *err)
{
	const struct sqlembic_fact *table = change->after, *part;
	int schema = (int)postgres_find_clause(table->identity, "."), rc = 0;
	for (size_t i = 0; rc == 0 && (part = change->to->part(change->to, table, i)); i++) {
		const struct sqlembic_fact *old = change->from->find(change->from, POSTGRES_COLUMN,
								     part->identity);
		if (part->kind != POSTGRES_COLUMN || !old || !has_from_parents(old, part) ||
		    postgres_value(part, COLUMN_GENERATED))
			continue;
		const struct sqlembic_fact *is = flags ? part : old;
		const char *collation = postgres_value(is, COLUMN_COLLATION);
		rc = postgres_emit_flagged(
			out, err, flags, "ALTER TABLE %.*s." CARRIER " ADD COLUMN %s %s%s%s", schema,
			table->identity, postgres_value(is, COLUMN_NAME), postgres_value(is, COLUMN_TYPE),
			collation ? " COLLATE " : "", collation ? collation : "");
	}
	return rc;
}

/* The new parent asks for its checks, but one that the table is given is its own for ever, too. */
static int bring_checks(const struct sqlembic_action_sink *out, const struct sqlembic_change *change,
			unsigned flags, bool *brought, struct sqlembic_error *err)
{
	const struct sqlembic_fact *before = change->before, *after = change->after;
	const char *old = postgres_value(before, TABLE_INHERITS),
		   *now = postgres_value(after, TABLE_INHERITS);
	const char *checks = postgres_value(after, TABLE_CHECKS);
	int schema = (int)postgres_find_clause(after->identity, "."), rc = 0;
	struct sqlembic_span line;
	bool given = false;
	while (rc == 0 && (line = postgres_next_line(&checks)).len > 0) {
		if (postgres_has_line(postgres_value(before, TABLE_CHECKS), line) ||
		    !postgres_check_is_given(flags ? change->to : change->from, now, old, false, line) ||
		    comes_with_another(change, line))
			continue;
		rc = attach_carrier(out, after, flags, brought, err);
		if (rc == 0 && !given)
			rc = give_columns(out, change, flags, err);
		given = true;
		if (rc == 0)
			rc = postgres_danger_of_check(out, after->identity, line, flags, err);
		if (rc == 0)
			rc = postgres_emit_flagged(out, err, flags, "ALTER TABLE %.*s." CARRIER " ADD %.*s",
						   schema, after->identity, (int)line.len, line.ptr);
	}
	return rc;
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

/* Whether columns of its own have to become what a new parent asks for, before it can have that; or the parent has to get one,
 * which would leave the child's its own where that is a child already. */
static bool waits_for_columns(const struct sqlembic_change *change, const char *before, const char *after)
{
	const struct sqlembic_fact *part, *old;
	for (size_t i = 0; (part = change->to->part(change->to, change->after, i)); i++) {
		const struct sqlembic_fact *origin = part->kind == POSTGRES_COLUMN
							     ? postgres_column_origin(change->to, part)
							     : NULL;
		old = origin ? change->from->find(change->from, POSTGRES_COLUMN, part->identity) : NULL;
		if (!old || postgres_value(old, COLUMN_INHERITED))
			continue;
		const char *parent = postgres_table_of(change->to, origin);
		bool differs = !change->from->find(change->from, POSTGRES_COLUMN, origin->identity) ||
			       !postgres_equal(postgres_value(old, COLUMN_TYPE),
					       postgres_value(part, COLUMN_TYPE)) ||
			       !postgres_equal(postgres_value(old, COLUMN_COLLATION),
					       postgres_value(part, COLUMN_COLLATION)) ||
			       (!postgres_value(old, COLUMN_NOT_NULL) &&
				postgres_value(part, COLUMN_NOT_NULL) &&
				!postgres_column_not_null_is_inherited(part));
		if (differs && postgres_is_in_list(after, parent, strlen(parent)) &&
		    !postgres_is_in_list(before, parent, strlen(parent)))
			return true;
	}
	return false;
}

/* Whether a table is about to lose a column that the child would have to have, since it has none of that name. */
static bool loses_column(const struct sqlembic_change *change, struct sqlembic_span parent)
{
	struct sqlembic_buf identity = SQLEMBIC_BUF_INIT;
	sqlembic_buf_add(&identity, parent.ptr, parent.len);
	const struct sqlembic_fact *table = change->from->find(change->from, POSTGRES_TABLE,
							       sqlembic_buf_text(&identity)),
				   *part;
	bool loses = false;
	for (size_t i = 0; !loses && table && (part = change->from->part(change->from, table, i)); i++) {
		if (part->kind != POSTGRES_COLUMN ||
		    change->to->find(change->to, POSTGRES_COLUMN, part->identity))
			continue;
		sqlembic_buf_clear(&identity);
		sqlembic_buf_printf(&identity, "%s.%s", change->before->identity,
				    postgres_value(part, COLUMN_NAME));
		loses = !change->from->find(change->from, POSTGRES_COLUMN, sqlembic_buf_text(&identity));
	}
	sqlembic_buf_release(&identity);
	return loses;
}

/* Its drop may wait for other tables. */
static bool waits_for_drops(const struct sqlembic_change *change, const char *before, const char *after)
{
	struct sqlembic_span item;
	while ((item = postgres_next_in_list(&after)).len > 0)
		if (!postgres_is_in_list(before, item.ptr, item.len) && loses_column(change, item))
			return true;
	return false;
}

static int leave_parents(const struct sqlembic_action_sink *out, const struct sqlembic_change *change,
			 const char *before, const char *after, struct sqlembic_error *err)
{
	int rc = change_parents(out, change->after, 0, "NO INHERIT", before, after, err);
	if (rc == 0)
		rc = drop_checks(out, change, err);
	if (rc == 0)
		rc = postgres_rename_left_not_null(out, change->before->identity, err);
	return rc == 0 ? drop_columns(out, change, before, after, err) : rc;
}

int postgres_alter_inheritance(const struct sqlembic_action_sink *out, const struct sqlembic_change *change,
			       const char *before, const char *after, struct sqlembic_error *err)
{
	bool brought = false;
	bool waits = waits_for_columns(change, before, after) || waits_for_drops(change, before, after);
	unsigned flags = waits ? SQLEMBIC_ACTION_FINISHES : 0;
	int rc = bring_columns(out, change, before, after, &brought, err);
	if (rc == 0)
		rc = renew_columns(out, change, &brought, err);
	if (rc == 0 && flags)
		rc = leave_parents(out, change, before, after, err);
	if (rc == 0)
		rc = bring_checks(out, change, flags, &brought, err);
	/* In this order a column that old and new parents have stays one that is not the table's own. */
	if (rc == 0)
		rc = change_parents(out, change->after, flags, "INHERIT", after, before, err);
	if (rc == 0 && brought)
		rc = drop_carrier(out, change->after, flags, err);
	return rc == 0 && !flags ? leave_parents(out, change, before, after, err) : rc;
}
