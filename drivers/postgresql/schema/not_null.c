/* not_null.c: NOT NULL of columns, and whose it is.
 *
 * From 18 on it is a constraint: one may be NO INHERIT or NOT VALID, and a child has its parents', its own, or both. */
#include "columns.h"

#include <string.h>

#include "tables.h"

static int emit_not_null(const struct sqlembic_action_sink *out, const struct sqlembic_side *side,
			 const struct sqlembic_fact *column, const char *verb, struct sqlembic_error *err)
{
	return postgres_emit(out, err, "ALTER %s %s ALTER COLUMN %s %s NOT NULL",
			     postgres_value(column, COLUMN_WORD), postgres_table_of(side, column),
			     postgres_value(column, COLUMN_NAME), verb);
}

/* Whether children keep theirs that the server would drop as well: before 18 it does not ask whose it is, and from then on it refuses
 * to, where a key needs it. */
static bool is_kept_below(const struct sqlembic_change *change, const struct sqlembic_fact *column)
{
	const struct sqlembic_side *from = change->from, *to = change->to;
	const struct sqlembic_fact *user, *after;
	bool is_kept = false;
	for (size_t i = 0; !is_kept && (user = from->user(from, column, i)); i++) {
		if (!postgres_column_is_below(user, column))
			continue;
		after = to->find(to, POSTGRES_COLUMN, user->identity);
		is_kept = is_kept_below(change, user) ||
			  (after && postgres_value(user, COLUMN_NOT_NULL) &&
			   postgres_value(after, COLUMN_NOT_NULL) &&
			   (from->version < 180000 || postgres_column_has_to_be_not_null(from, user)));
	}
	return is_kept;
}

/* Partitions go with what they are partitions of: the server takes no ONLY there. */
static int drop_not_null(const struct sqlembic_action_sink *out, const struct sqlembic_change *change,
			 struct sqlembic_error *err)
{
	struct sqlembic_buf sql = SQLEMBIC_BUF_INIT;
	const struct sqlembic_fact *table = change->to->parent(change->to, change->after);
	postgres_column_add_head(&sql, change->to, change->after,
				 !postgres_value(table, TABLE_KEY) && is_kept_below(change, change->before));
	sqlembic_buf_puts(&sql, "DROP NOT NULL");
	return postgres_emit_buf(out, &sql, 0, err);
}

int postgres_tell_no_null(const struct sqlembic_action_sink *out, const struct sqlembic_side *side,
			  const struct sqlembic_fact *column, struct sqlembic_error *err)
{
	struct sqlembic_buf probe = SQLEMBIC_BUF_INIT;
	sqlembic_buf_printf(&probe, "SELECT count(*) FROM %s WHERE %s IS NULL",
			    postgres_table_of(side, column), postgres_value(column, COLUMN_NAME));
	return postgres_tell(out, err, SQLEMBIC_ACTION_MAY_FAIL, &probe,
			     "column %s does not take NULL any more", column->shown);
}

/* Whether it is set for the parent's column, and so for this one.  To set it again would make it this one's own (18). */
static bool comes_from_parent(const struct sqlembic_change *change)
{
	const char *value = postgres_value(change->after, COLUMN_NOT_NULL);
	if (postgres_value(change->after, COLUMN_INHERITED_NOT_NULL))
		return postgres_column_not_null_is_inherited(change->after);
	return postgres_equal(value, "NOT NULL") && !postgres_value(change->before, COLUMN_NOT_NULL) &&
	       postgres_column_follows_parent(change) &&
	       !postgres_column_hands_down_not_null(postgres_column_origin(change->from, change->before)) &&
	       postgres_equal(
		       postgres_value(postgres_column_origin(change->to, change->after), COLUMN_NOT_NULL),
		       "NOT NULL");
}

/* Those of children that are to have their parents' alone: they go before that comes, or they stay behind. */
static int drop_below(const struct sqlembic_action_sink *out, const struct sqlembic_change *change,
		      struct sqlembic_error *err)
{
	const struct sqlembic_side *from = change->from, *to = change->to;
	const struct sqlembic_fact *user, *after;
	int rc = 0;
	for (size_t i = 0; rc == 0 && (user = from->user(from, change->before, i)); i++) {
		after = postgres_column_is_below(user, change->before)
				? to->find(to, POSTGRES_COLUMN, user->identity)
				: NULL;
		if (after && postgres_column_not_null_is_inherited(after) &&
		    postgres_value(user, COLUMN_NOT_NULL) && !postgres_value(user, COLUMN_INHERITED_NOT_NULL))
			rc = emit_not_null(out, from, user, "DROP", err);
	}
	return rc;
}

static int change_not_null(const struct sqlembic_action_sink *out, const struct sqlembic_change *change,
			   struct sqlembic_error *err)
{
	const struct sqlembic_fact *after = change->after;
	const char *old = postgres_value(change->before, COLUMN_NOT_NULL),
		   *value = postgres_value(after, COLUMN_NOT_NULL);
	int rc = 0;
	if (comes_from_parent(change))
		return 0;
	bool validates = old && value && !strcmp(value, "NOT NULL") && !strcmp(old, "NOT NULL NOT VALID");
	if (old && !validates)
		rc = drop_not_null(out, change, err);
	if (rc == 0 && value)
		rc = drop_below(out, change, err);
	if (rc == 0 && validates)
		rc = postgres_rename_not_null(out, change, err);
	if (rc < 0 || !value)
		return rc;
	if (!strcmp(value, "NOT NULL"))
		rc = postgres_tell_no_null(out, change->to, after, err);
	if (rc < 0)
		return rc;
	return validates ? emit_not_null(out, change->to, after, "SET", err)
			 : postgres_set_not_null(out, change->to, after, false, err);
}

/* The column that hands it down, and has it from nobody; NULL: one between has one of its own. */
static const struct sqlembic_fact *find_root(const struct sqlembic_side *side,
					     const struct sqlembic_fact *column)
{
	do
		column = postgres_column_origin(side, column);
	while (column && postgres_column_not_null_is_inherited(column));
	return column && !postgres_value(column, COLUMN_INHERITED_NOT_NULL) ? column : NULL;
}

/* A child's own cannot be dropped while its parent has one. */
static int forget_own(const struct sqlembic_action_sink *out, const struct sqlembic_change *change,
		      struct sqlembic_error *err)
{
	const struct sqlembic_fact *root = find_root(change->to, change->after);
	const struct sqlembic_fact *was = root ? change->from->find(change->from, POSTGRES_COLUMN,
								    root->identity)
					       : NULL;
	if (!was || postgres_column_has_to_be_not_null(change->from, was) ||
	    postgres_column_has_to_be_not_null(change->to, root) ||
	    !postgres_equal(postgres_value(was, COLUMN_NOT_NULL), postgres_value(root, COLUMN_NOT_NULL)))
		return 0;
	int rc = emit_not_null(out, change->to, root, "DROP", err);
	if (rc == 0)
		rc = emit_not_null(out, change->to, change->after, "DROP", err);
	return rc == 0 ? postgres_set_not_null(out, change->to, root, false, err) : rc;
}

/* The same NOT NULL, and somebody else's.  SET makes a parent's the column's own, too, and keeps it where the parent's goes.  What comes
 * or goes with a parent follows that by itself. */
static int change_hands(const struct sqlembic_action_sink *out, const struct sqlembic_change *change,
			struct sqlembic_error *err)
{
	if (!postgres_column_follows_parent(change))
		return 0;
	if (postgres_column_not_null_is_inherited(change->before))
		return emit_not_null(out, change->to, change->after, "SET", err);
	return postgres_column_not_null_is_inherited(change->after) &&
			       postgres_value(change->before, COLUMN_INHERITED_NOT_NULL)
		       ? forget_own(out, change, err)
		       : 0;
}

int postgres_alter_not_null(const struct sqlembic_action_sink *out, const struct sqlembic_change *change,
			    struct sqlembic_error *err)
{
	if (change->changed & BIT(COLUMN_NOT_NULL))
		return change_not_null(out, change, err);
	int rc = change->changed & BIT(COLUMN_INHERITED_NOT_NULL) ? change_hands(out, change, err) : 0;
	return rc == 0 && change->changed & BIT(COLUMN_NOT_NULL_NAME)
		       ? postgres_rename_not_null(out, change, err)
		       : rc;
}
