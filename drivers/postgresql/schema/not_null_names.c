/* not_null_names.c: names of NOT NULL constraints (18).
 *
 * Children have the constraint that their parents have, and may have it under a name of their own.  RENAME goes down to them, looks for
 * the parent's name there, and takes no child's alone: where names are not the same below, the parent's is dropped and
 * set again. */
#include "columns.h"

#include <string.h>

static const char *actual_name(const struct sqlembic_fact *column)
{
	return postgres_value(column, COLUMN_NOT_NULL_ACTUAL);
}

void postgres_add_not_null_name(struct sqlembic_buf *sql, const struct sqlembic_fact *column)
{
	if (postgres_value(column, COLUMN_NOT_NULL_NAME))
		sqlembic_buf_printf(sql, " CONSTRAINT %s", postgres_value(column, COLUMN_NOT_NULL_NAME));
}

static int add_named(const struct sqlembic_action_sink *out, const struct sqlembic_side *side,
		     const struct sqlembic_fact *column, const char *only, struct sqlembic_error *err)
{
	struct sqlembic_buf sql = SQLEMBIC_BUF_INIT;
	sqlembic_buf_printf(&sql, "ALTER %s %s%s ADD", postgres_value(column, COLUMN_WORD), only,
			    postgres_table_of(side, column));
	postgres_add_not_null_name(&sql, column);
	sqlembic_buf_printf(&sql, " NOT NULL %s%s", postgres_value(column, COLUMN_NAME),
			    postgres_value(column, COLUMN_NOT_NULL) + strlen("NOT NULL"));
	return postgres_emit_buf(out, &sql, 0, err);
}

int postgres_set_not_null(const struct sqlembic_action_sink *out, const struct sqlembic_side *side,
			  const struct sqlembic_fact *column, bool only, struct sqlembic_error *err)
{
	struct sqlembic_buf sql = SQLEMBIC_BUF_INIT;
	if (postgres_value(column, COLUMN_NOT_NULL_NAME) ||
	    strcmp(postgres_value(column, COLUMN_NOT_NULL), "NOT NULL") != 0)
		return add_named(out, side, column, "", err);
	postgres_column_add_head(&sql, side, column, only);
	sqlembic_buf_puts(&sql, "SET NOT NULL");
	return postgres_emit_buf(out, &sql, 0, err);
}

/* The column that hands its NOT NULL down as far as to this one, and has it from nobody. */
static const struct sqlembic_fact *find_top(const struct sqlembic_side *side,
					    const struct sqlembic_fact *column)
{
	const struct sqlembic_fact *above;
	while ((above = postgres_column_origin(side, column)) && postgres_column_hands_down_not_null(above))
		column = above;
	return column;
}

/* A child's column in `from` that has the NOT NULL of `column`, and is there in `to`; NULL behind the last.  `i` counts on. */
static const struct sqlembic_fact *next_below(const struct sqlembic_change *change,
					      const struct sqlembic_fact *column, size_t *i)
{
	const struct sqlembic_fact *user;
	while ((user = change->from->user(change->from, column, (*i)++)))
		if (postgres_column_is_below(user, column) && postgres_value(user, COLUMN_NOT_NULL) &&
		    change->to->find(change->to, POSTGRES_COLUMN, user->identity))
			return user;
	return NULL;
}

static bool all_are_called(const struct sqlembic_change *change, const struct sqlembic_fact *column,
			   const char *name)
{
	const struct sqlembic_fact *below;
	size_t i = 0;
	while ((below = next_below(change, column, &i)))
		if (!postgres_equal(actual_name(below), name) || !all_are_called(change, below, name))
			return false;
	return true;
}

/* The first child's that is to have another name of its own; NULL: there is none. */
static const struct sqlembic_fact *find_changed(const struct sqlembic_change *change,
						const struct sqlembic_fact *column)
{
	const struct sqlembic_fact *below, *found = NULL;
	size_t i = 0;
	while (!found && (below = next_below(change, column, &i))) {
		const struct sqlembic_fact *after = change->to->find(change->to, POSTGRES_COLUMN,
								     below->identity);
		const char *name = postgres_value(after, COLUMN_NOT_NULL_NAME);
		bool changes = !postgres_equal(postgres_value(below, COLUMN_NOT_NULL_NAME), name) &&
			       (name ||
				postgres_equal(postgres_value(after, COLUMN_INHERITED_NOT_NULL), "both"));
		found = changes ? below : find_changed(change, below);
	}
	return found;
}

static bool one_has_to_stay(const struct sqlembic_change *change, const struct sqlembic_fact *column)
{
	const struct sqlembic_fact *below;
	size_t i = 0;
	bool has_to = postgres_column_has_to_be_not_null(change->from, column);
	while (!has_to && (below = next_below(change, column, &i)))
		has_to = one_has_to_stay(change, below);
	return has_to;
}

/* Those that are to have names of their own have them before their parents have theirs. */
static int set_below(const struct sqlembic_action_sink *out, const struct sqlembic_change *change,
		     const struct sqlembic_fact *column, struct sqlembic_error *err)
{
	const struct sqlembic_fact *below;
	size_t i = 0;
	int rc = 0;
	while (rc == 0 && (below = next_below(change, column, &i))) {
		const struct sqlembic_fact *after = change->to->find(change->to, POSTGRES_COLUMN,
								     below->identity);
		rc = postgres_emit(out, err, "ALTER %s %s ALTER COLUMN %s DROP NOT NULL",
				   postgres_value(after, COLUMN_WORD), postgres_table_of(change->to, after),
				   postgres_value(after, COLUMN_NAME));
		if (rc == 0)
			rc = set_below(out, change, below, err);
		if (rc == 0 && (postgres_value(after, COLUMN_NOT_NULL_NAME) ||
				postgres_equal(postgres_value(after, COLUMN_INHERITED_NOT_NULL), "both")))
			rc = postgres_set_not_null(out, change->to, after, false, err);
	}
	return rc;
}

static int set_again(const struct sqlembic_action_sink *out, const struct sqlembic_change *change,
		     const struct sqlembic_fact *top, struct sqlembic_error *err)
{
	const struct sqlembic_fact *after = change->to->find(change->to, POSTGRES_COLUMN, top->identity);
	int rc = postgres_emit(out, err, "ALTER %s %s ALTER COLUMN %s DROP NOT NULL",
			       postgres_value(after, COLUMN_WORD), postgres_table_of(change->to, after),
			       postgres_value(after, COLUMN_NAME));
	if (rc == 0)
		rc = set_below(out, change, top, err);
	return rc == 0 ? postgres_set_not_null(out, change->to, after, false, err) : rc;
}

/* Of children whose parents' keep their name, the first one sees to all of them. */
static bool is_done_elsewhere(const struct sqlembic_change *change, const struct sqlembic_fact *top,
			      const struct sqlembic_fact *after)
{
	return !postgres_equal(postgres_value(top, COLUMN_NOT_NULL_NAME),
			       postgres_value(after, COLUMN_NOT_NULL_NAME)) ||
	       find_changed(change, top) != change->before || !postgres_column_follows_parent(change);
}

/* Whether another constraint of the table has that name yet. */
static bool is_taken(const struct sqlembic_side *side, const struct sqlembic_fact *column, const char *name)
{
	const struct sqlembic_fact *part, *table = side->parent(side, column);
	for (size_t i = 0; (part = side->part(side, table, i)); i++)
		if (part->kind == POSTGRES_COLUMN && postgres_equal(actual_name(part), name))
			return true;
	return false;
}

/* Nothing is done where a key needs the column, and the names below are not the same. */
int postgres_rename_not_null(const struct sqlembic_action_sink *out, const struct sqlembic_change *change,
			     struct sqlembic_error *err)
{
	const struct sqlembic_fact *top = find_top(change->from, change->before);
	const struct sqlembic_fact *after = change->to->find(change->to, POSTGRES_COLUMN, top->identity);
	const char *name = actual_name(change->before);
	bool is_top = top == change->before;
	if (!name || !after || !postgres_value(after, COLUMN_NOT_NULL) ||
	    postgres_equal(name, actual_name(change->after)) ||
	    (!is_top && is_done_elsewhere(change, top, after)))
		return 0;
	if (is_top && (!postgres_column_hands_down_not_null(top) ||
		       (all_are_called(change, top, name) && !find_changed(change, top))))
		return postgres_emit_flagged(
			out, err,
			is_taken(change->from, top, actual_name(after)) ? SQLEMBIC_ACTION_FINISHES : 0,
			"ALTER TABLE %s RENAME CONSTRAINT %s TO %s", postgres_table_of(change->to, after),
			name, actual_name(after));
	return one_has_to_stay(change, top) ? 0 : set_again(out, change, top, err);
}

/* The name under which it is left, where it is not to have that: NULL, where it may stay. */
static const char *find_wanted(const struct sqlembic_side *from, const struct sqlembic_fact *before,
			       const struct sqlembic_fact *after)
{
	const struct sqlembic_fact *above = postgres_column_origin(from, before);
	const char *chosen = postgres_value(after, COLUMN_NOT_NULL_NAME);
	if (chosen)
		return chosen;
	return above && postgres_equal(postgres_value(above, COLUMN_NOT_NULL_NAME), actual_name(before))
		       ? actual_name(after)
		       : NULL;
}

int postgres_rename_left_not_null(const struct sqlembic_action_sink *out, const char *table,
				  struct sqlembic_error *err)
{
	const struct sqlembic_side *from = out->from, *to = out->to;
	const struct sqlembic_fact *part, *after, *fact = from->find(from, POSTGRES_TABLE, table);
	int rc = 0;
	for (size_t i = 0; rc == 0 && (part = from->part(from, fact, i)); i++) {
		after = part->kind == POSTGRES_COLUMN ? to->find(to, POSTGRES_COLUMN, part->identity) : NULL;
		if (!after || !actual_name(part) || !actual_name(after) ||
		    !postgres_column_origin(from, part) || postgres_column_origin(to, after))
			continue;
		const char *wanted = find_wanted(from, part, after);
		if (wanted && strcmp(wanted, actual_name(part)) != 0)
			rc = postgres_emit(out, err, "ALTER TABLE %s RENAME CONSTRAINT %s TO %s", table,
					   actual_name(part), wanted);
	}
	return rc;
}
