/* sequences.c: sequences, and the columns that own them. */
#include "sequences.h"

#include <stdlib.h>
#include <string.h>

#include "columns.h"
#include "conversion_types.h"
#include "tables.h"

enum { SEQUENCE_PERSISTENCE, SEQUENCE_TYPE };

const struct sqlembic_attribute postgres_sequence_attributes[] = {
	[SEQUENCE_PERSISTENCE] = { "persistence", 0 },
	[SEQUENCE_TYPE] = { "type", 0 },
	NUMBERS_ATTRIBUTES,
	{ NULL, 0 },
};

POSTGRES_CREATE(sequence)
{
	const char *persistence = postgres_value(fact, SEQUENCE_PERSISTENCE),
		   *cycle = postgres_value(fact, NUMBERS_CYCLE);
	(void)to;
	return postgres_emit(out, err,
			     "CREATE %s%sSEQUENCE %s AS %s INCREMENT BY %s MINVALUE %s MAXVALUE %s START "
			     "WITH %s CACHE %s%s",
			     persistence ? persistence : "", persistence ? " " : "", fact->identity,
			     postgres_value(fact, SEQUENCE_TYPE), postgres_value(fact, NUMBERS_INCREMENT),
			     postgres_value(fact, NUMBERS_MINIMUM), postgres_value(fact, NUMBERS_MAXIMUM),
			     postgres_value(fact, NUMBERS_START), postgres_value(fact, NUMBERS_CACHE),
			     cycle ? " CYCLE" : "");
}

POSTGRES_DROP(sequence)
{
	(void)from;
	return postgres_emit(out, err, "DROP SEQUENCE %s", fact->identity);
}

/* ---- other numbers ---- */

static long long number(const struct sqlembic_fact *fact, unsigned attribute)
{
	return strtoll(postgres_value(fact, attribute), NULL, 10);
}

/* Whether one that has given nothing yet would stand outside of its new bounds: the server refuses that. */
static bool starts_below(const struct sqlembic_change *change)
{
	return number(change->before, NUMBERS_START) < number(change->after, NUMBERS_MINIMUM);
}

static bool starts_above(const struct sqlembic_change *change)
{
	return number(change->before, NUMBERS_START) > number(change->after, NUMBERS_MAXIMUM);
}

/* Whether no number is within both bounds. */
static bool is_apart(const struct sqlembic_change *change)
{
	return number(change->before, NUMBERS_MAXIMUM) < number(change->after, NUMBERS_MINIMUM) ||
	       number(change->before, NUMBERS_MINIMUM) > number(change->after, NUMBERS_MAXIMUM);
}

/* The one next to its new first number that is within both bounds. */
static const char *first_of_both(const struct sqlembic_change *change)
{
	const long long first = number(change->after, NUMBERS_START);
	if (first < number(change->before, NUMBERS_MINIMUM))
		return postgres_value(change->before, NUMBERS_MINIMUM);
	if (first > number(change->before, NUMBERS_MAXIMUM))
		return postgres_value(change->before, NUMBERS_MAXIMUM);
	return postgres_value(change->after, NUMBERS_START);
}

/* One that stands on the other side of its bounds has given numbers. */
static int tell_bounds(const struct sqlembic_action_sink *out, const struct sqlembic_change *change,
		       const char *sequence, struct sqlembic_error *err)
{
	const struct sqlembic_fact *before = change->before, *after = change->after;
	const bool below = !starts_below(change) &&
			   number(after, NUMBERS_MINIMUM) > number(before, NUMBERS_MINIMUM);
	const bool above = !starts_above(change) &&
			   number(after, NUMBERS_MAXIMUM) < number(before, NUMBERS_MAXIMUM);
	struct sqlembic_buf probe = SQLEMBIC_BUF_INIT;
	if ((!below && !above) || is_apart(change))
		return 0;
	sqlembic_buf_printf(&probe, "SELECT count(*) FROM %s WHERE ", sequence);
	if (below)
		sqlembic_buf_printf(&probe, "last_value < %s", postgres_value(after, NUMBERS_MINIMUM));
	if (above)
		sqlembic_buf_printf(&probe, "%slast_value > %s", below ? " OR " : "",
				    postgres_value(after, NUMBERS_MAXIMUM));
	return postgres_tell(out, err, SQLEMBIC_ACTION_MAY_FAIL, &probe,
			     "sequence %s has to be between its new bounds", after->shown);
}

static int set_value(const struct sqlembic_action_sink *out, const char *sequence, const char *value,
		     const char *condition, const char *bound, struct sqlembic_error *err)
{
	struct sqlembic_buf sql = SQLEMBIC_BUF_INIT;
	sqlembic_buf_puts(&sql, "SELECT pg_catalog.setval(");
	sqlembic_buf_quote(&sql, sequence, '\'');
	sqlembic_buf_printf(&sql, ", %s, false) FROM %s WHERE %s%s", value, sequence, condition, bound);
	return postgres_emit_buf(out, &sql, 0, err);
}

static int move_inside(const struct sqlembic_action_sink *out, const struct sqlembic_change *change,
		       const char *sequence, struct sqlembic_error *err)
{
	if (starts_below(change))
		return set_value(out, sequence, first_of_both(change), "last_value < ",
				 postgres_value(change->after, NUMBERS_MINIMUM), err);
	if (starts_above(change))
		return set_value(out, sequence, first_of_both(change), "last_value > ",
				 postgres_value(change->after, NUMBERS_MAXIMUM), err);
	return 0;
}

/* What was moved by move_inside() as far as the old bounds have let it. */
static int move_on(const struct sqlembic_action_sink *out, const struct sqlembic_change *change,
		   const char *sequence, struct sqlembic_error *err)
{
	const char *first = postgres_value(change->after, NUMBERS_START), *is = first_of_both(change);
	if (strcmp(first, is) == 0 || !(starts_below(change) || starts_above(change)))
		return 0;
	return set_value(out, sequence, first, "NOT is_called AND last_value = ", is, err);
}

int postgres_alter_numbers(const struct sqlembic_action_sink *out, const struct sqlembic_change *change,
			   const char *sequence, const char *type, struct sqlembic_error *err)
{
	const struct sqlembic_fact *after = change->after;
	const bool apart = is_apart(change);
	int rc = tell_bounds(out, change, sequence, err);
	if (rc == 0 && !apart)
		rc = move_inside(out, change, sequence, err);
	if (rc < 0)
		return rc;
	struct sqlembic_buf sql = SQLEMBIC_BUF_INIT;
	sqlembic_buf_printf(&sql, "ALTER SEQUENCE %s", sequence);
	if (type)
		sqlembic_buf_printf(&sql, " AS %s", type);
	sqlembic_buf_printf(&sql, " INCREMENT BY %s MINVALUE %s MAXVALUE %s START WITH %s",
			    postgres_value(after, NUMBERS_INCREMENT), postgres_value(after, NUMBERS_MINIMUM),
			    postgres_value(after, NUMBERS_MAXIMUM), postgres_value(after, NUMBERS_START));
	if (apart)
		sqlembic_buf_printf(&sql, " RESTART WITH %s", postgres_value(after, NUMBERS_START));
	sqlembic_buf_printf(&sql, " CACHE %s %s", postgres_value(after, NUMBERS_CACHE),
			    postgres_value(after, NUMBERS_CYCLE) ? "CYCLE" : "NO CYCLE");
	rc = postgres_emit_buf(out, &sql, 0, err);
	return rc == 0 && !apart ? move_on(out, change, sequence, err) : rc;
}

POSTGRES_ALTER(sequence)
{
	const struct sqlembic_fact *after = change->after;
	int rc = 0;
	if (change->changed & BIT(SEQUENCE_PERSISTENCE))
		rc = postgres_emit(out, err, "ALTER SEQUENCE %s SET %s", after->identity,
				   postgres_value(after, SEQUENCE_PERSISTENCE) ? "UNLOGGED" : "LOGGED");
	if (rc < 0 || !(change->changed & ~BIT(SEQUENCE_PERSISTENCE)))
		return rc;
	return postgres_alter_numbers(
		out, change, after->identity,
		change->changed & BIT(SEQUENCE_TYPE) ? postgres_value(after, SEQUENCE_TYPE) : NULL, err);
}

/* ---- new ones, of columns that are there ---- */

static const struct postgres_integer *integer_of(const struct sqlembic_fact *column)
{
	return postgres_integer_of(postgres_value(column, COLUMN_TYPE));
}

/* A bound that no value of the column is beyond. */
static bool is_limit_of(const struct sqlembic_fact *column, const char *bound)
{
	const struct postgres_integer *integer = integer_of(column);
	const long long value = strtoll(bound, NULL, 10);
	return integer &&
	       (value <= strtoll(integer->from, NULL, 10) || value >= strtoll(integer->to, NULL, 10));
}

/* A value that is behind the last number of the sequence. */
static int tell_outside(const struct sqlembic_action_sink *out, const struct sqlembic_fact *fact,
			const struct sqlembic_fact *column, struct sqlembic_error *err)
{
	const bool goes_down = number(fact, NUMBERS_INCREMENT) < 0;
	const char *bound = postgres_value(fact, goes_down ? NUMBERS_MINIMUM : NUMBERS_MAXIMUM);
	struct sqlembic_buf probe = SQLEMBIC_BUF_INIT;
	if (is_limit_of(column, bound))
		return 0;
	sqlembic_buf_printf(&probe, "SELECT count(*) FROM %s WHERE %s %s %s",
			    postgres_table_of(out->to, column), postgres_value(column, COLUMN_NAME),
			    goes_down ? "<" : ">", bound);
	return postgres_tell(out, err, SQLEMBIC_ACTION_MAY_FAIL, &probe,
			     "the sequence of %s has to go on behind its values, within its bounds",
			     column->shown);
}

int postgres_go_on_behind(const struct sqlembic_action_sink *out, const struct sqlembic_fact *fact,
			  const char *sequence, const struct sqlembic_fact *column,
			  struct sqlembic_error *err)
{
	const bool goes_down = number(fact, NUMBERS_INCREMENT) < 0;
	const char *last = goes_down ? "min" : "max", *name = postgres_value(column, COLUMN_NAME);
	int rc = tell_outside(out, fact, column, err);
	if (rc < 0)
		return rc;
	struct sqlembic_buf sql = SQLEMBIC_BUF_INIT;
	sqlembic_buf_puts(&sql, "SELECT pg_catalog.setval(");
	sqlembic_buf_quote(&sql, sequence, '\'');
	sqlembic_buf_printf(&sql, ", %s(%s), true) FROM %s HAVING %s(%s) %s %s", last, name,
			    postgres_table_of(out->to, column), last, name,
			    goes_down ? "<=" : ">=", postgres_value(fact, NUMBERS_START));
	return postgres_emit_buf(out, &sql, 0, err);
}

/* ---- owners ---- */

/* Another owner comes in two statements: the old one is let go before its column changes, and with that the sequence. */

enum { OWNED_COLUMN };

const struct sqlembic_attribute postgres_owned_attributes[] = {
	[OWNED_COLUMN] = { "column", 0 },
	{ NULL, 0 },
};

static const struct sqlembic_fact *column_of(const struct sqlembic_side *side,
					     const struct sqlembic_fact *owned)
{
	const struct sqlembic_fact *used;
	for (size_t i = 0; (used = side->used(side, owned, i)); i++)
		if (used->kind == POSTGRES_COLUMN)
			return used;
	return NULL;
}

/* The user, if it is not the one who runs the script, that owns the table of a new sequence; the server wants it to own that
 * as well.  What becomes of the owner of a table that is there has been done before. */
static const char *user_of_table(const struct sqlembic_action_sink *out, const struct sqlembic_fact *owned)
{
	const struct sqlembic_fact *column = column_of(out->to, owned), *table, *before, *after;
	struct sqlembic_buf identity = SQLEMBIC_BUF_INIT;
	if (!column)
		return NULL;
	table = out->to->parent(out->to, column);
	sqlembic_buf_printf(&identity, "%s %s", postgres_value(table, TABLE_WORD), table->identity);
	before = out->from->find(out->from, POSTGRES_OWNER, sqlembic_buf_text(&identity));
	after = out->to->find(out->to, POSTGRES_OWNER, sqlembic_buf_text(&identity));
	sqlembic_buf_release(&identity);
	return before && after ? postgres_owner(after) : NULL;
}

/* Where the sequence is new, and the column is not: it may have been an identity column. */
static int go_on(const struct sqlembic_action_sink *out, const struct sqlembic_fact *owned,
		 struct sqlembic_error *err)
{
	const struct sqlembic_side *from = out->from, *to = out->to;
	const struct sqlembic_fact *column = column_of(to, owned),
				   *sequence = to->find(to, POSTGRES_SEQUENCE, owned->identity);
	if (!column || !sequence || from->find(from, POSTGRES_SEQUENCE, owned->identity) ||
	    !from->find(from, POSTGRES_COLUMN, column->identity) || !integer_of(column) ||
	    !postgres_equal(postgres_value(column, COLUMN_WORD), "TABLE"))
		return 0;
	return postgres_go_on_behind(out, sequence, owned->identity, column, err);
}

POSTGRES_CREATE(owned)
{
	const char *user = user_of_table(out, fact);
	int rc = 0;
	(void)to;
	if (user && !out->from->find(out->from, POSTGRES_OWNED, fact->identity))
		rc = postgres_emit(out, err, "ALTER SEQUENCE %s OWNER TO %s", fact->identity, user);
	if (rc == 0)
		rc = postgres_emit(out, err, "ALTER SEQUENCE %s OWNED BY %s", fact->identity,
				   postgres_value(fact, OWNED_COLUMN));
	return rc == 0 ? go_on(out, fact, err) : rc;
}

POSTGRES_DROP(owned)
{
	(void)from;
	return postgres_emit(out, err, "ALTER SEQUENCE %s OWNED BY NONE", fact->identity);
}
