/* columns.c: how columns of tables are made, dropped and renamed. */
#include "columns.h"

#include <string.h>

const struct sqlembic_attribute postgres_column_attributes[] = {
	[COLUMN_WORD] = { "word", SQLEMBIC_ATTRIBUTE_SILENT },
	[COLUMN_NAME] = { "column", SQLEMBIC_ATTRIBUTE_SILENT },
	[COLUMN_TYPE] = { "type", SQLEMBIC_ATTRIBUTE_TYPE },
	[COLUMN_COLLATION] = { "collation", 0 },
	[COLUMN_NOT_NULL] = { "not null", SQLEMBIC_ATTRIBUTE_NOT_NULL },
	[COLUMN_DEFAULT] = { "default", SQLEMBIC_ATTRIBUTE_DEFAULT | SQLEMBIC_ATTRIBUTE_DEPARSED |
						SQLEMBIC_ATTRIBUTE_PLAIN_STAYS },
	[COLUMN_GENERATED] = { "generated", 0 },
	[COLUMN_STORAGE] = { "storage", 0 },
	[COLUMN_COMPRESSION] = { "compression", 0 },
	[COLUMN_STATISTICS] = { "statistics target", 0 },
	[COLUMN_OPTIONS] = { "options", SQLEMBIC_ATTRIBUTE_UNORDERED },
	[COLUMN_FOREIGN_OPTIONS] = { "foreign options", 0 },
	[COLUMN_INHERITED] = { "inherited", 0 },
	[COLUMN_CATEGORY] = { "category", SQLEMBIC_ATTRIBUTE_SILENT },
	[COLUMN_USUAL_STORAGE] = { "usual storage", SQLEMBIC_ATTRIBUTE_SILENT },
	[COLUMN_EXPRESSION] = { "expression", SQLEMBIC_ATTRIBUTE_DEPARSED },
	[COLUMN_INHERITED_NOT_NULL] = { "inherited not null", 0 },
	[COLUMN_NOT_NULL_NAME] = { "name of not null", 0 },
	[COLUMN_NOT_NULL_ACTUAL] = { "actual name of not null", SQLEMBIC_ATTRIBUTE_SILENT },
	{ NULL, 0 },
};

/* A child's columns outlive their parent's, where they are to. */
POSTGRES_STAY(column)
{
	return used->kind == POSTGRES_COLUMN && strcmp(user->name, used->name) == 0;
}

/* ---- CREATE ---- */

static void add_definition(struct sqlembic_buf *out, const struct sqlembic_side *side,
			   const struct sqlembic_fact *column, bool says_not_null)
{
	const char *generated = postgres_value(column, COLUMN_GENERATED);
	const char *expression = postgres_value(column, COLUMN_DEFAULT);
	const struct sqlembic_fact *identity = postgres_column_identity(side, column);
	sqlembic_buf_printf(out, "%s %s", postgres_value(column, COLUMN_NAME),
			    postgres_value(column, COLUMN_TYPE));
	postgres_add_options(out, " OPTIONS (", postgres_value(column, COLUMN_FOREIGN_OPTIONS));
	if (postgres_value(column, COLUMN_COLLATION))
		sqlembic_buf_printf(out, " COLLATE %s", postgres_value(column, COLUMN_COLLATION));
	if (generated)
		sqlembic_buf_printf(out, " GENERATED ALWAYS AS (%s) %s",
				    postgres_value(column, COLUMN_EXPRESSION), generated);
	else if (expression)
		sqlembic_buf_printf(out, " DEFAULT %s", expression);
	if (identity)
		postgres_add_identity(out, identity);
	if (says_not_null && postgres_column_is_plain_not_null(column)) {
		postgres_add_not_null_name(out, column);
		sqlembic_buf_printf(out, " %s", postgres_value(column, COLUMN_NOT_NULL));
	}
}

void postgres_add_column(struct sqlembic_buf *out, const struct sqlembic_side *side,
			 const struct sqlembic_fact *column)
{
	add_definition(out, side, column, true);
}

void postgres_add_element(struct sqlembic_buf *out, const struct sqlembic_side *side,
			  const struct sqlembic_fact *column)
{
	add_definition(out, side, column, !postgres_column_not_null_is_inherited(column));
}

/* It is never its parent's: a child's column numbers itself. */
static int finish_identity(const struct sqlembic_action_sink *out, const struct sqlembic_side *side,
			   const struct sqlembic_fact *column, struct sqlembic_error *err)
{
	const struct sqlembic_fact *identity = postgres_column_identity(side, column);
	return identity ? postgres_create_identity(out, side, identity, err) : 0;
}

/* A child may do without its parent's default.  Where it declares the column itself, its own stands there. */
static int finish_default(const struct sqlembic_action_sink *out, const struct sqlembic_side *side,
			  const struct sqlembic_fact *column, const struct sqlembic_fact *from,
			  struct sqlembic_error *err)
{
	const char *own = postgres_value(column, COLUMN_DEFAULT);
	const char *handed_down = from ? postgres_value(from, COLUMN_DEFAULT) : NULL;
	if (!own)
		return handed_down ? postgres_column_emit(out, side, column, "DROP DEFAULT", "", err) : 0;
	return postgres_column_is_inherited(column) && !postgres_equal(own, handed_down)
		       ? postgres_column_emit(out, side, column, "SET DEFAULT ", own, err)
		       : 0;
}

/* Nor has it to have its parent's NOT NULL, until 17. */
static int finish_not_null(const struct sqlembic_action_sink *out, const struct sqlembic_side *side,
			   const struct sqlembic_fact *column, const struct sqlembic_fact *from,
			   struct sqlembic_error *err)
{
	const char *own = postgres_value(column, COLUMN_NOT_NULL);
	if (!own)
		return postgres_column_hands_down_not_null(from)
			       ? postgres_column_emit(out, side, column, "DROP NOT NULL", "", err)
			       : 0;
	/* From any of its parents, of which `from` is the first. */
	bool comes_along = postgres_column_not_null_is_inherited(column) ||
			   (postgres_column_hands_down_not_null(from) &&
			    !postgres_equal(postgres_value(column, COLUMN_INHERITED_NOT_NULL), "both"));
	if (comes_along || !postgres_column_is_inherited(column) ||
	    !postgres_column_is_plain_not_null(column))
		return 0;
	return postgres_set_not_null(out, side, column, true, err);
}

/* A column that a parent has, too, where it is not as that. */
static int finish_inherited(const struct sqlembic_action_sink *out, const struct sqlembic_side *side,
			    const struct sqlembic_fact *column, struct sqlembic_error *err)
{
	const struct sqlembic_fact *from = postgres_column_origin(side, column);
	int rc = 0;
	if ((!from && !postgres_column_is_typed(column)) || postgres_value(column, COLUMN_GENERATED))
		return 0;
	rc = finish_default(out, side, column, from, err);
	if (rc == 0)
		rc = finish_not_null(out, side, column, from, err);
	return rc == 0 && postgres_column_is_inherited(column) ? finish_identity(out, side, column, err) : rc;
}

static bool is_part_of_partition(const struct sqlembic_fact *column)
{
	return strncmp(postgres_value(column, COLUMN_CATEGORY), "partition", 9) == 0;
}

int postgres_finish_column(const struct sqlembic_action_sink *out, const struct sqlembic_side *side,
			   const struct sqlembic_fact *column, struct sqlembic_error *err)
{
	static const struct {
		unsigned attribute;
		const char *clause;
	} clauses[] = { { COLUMN_STORAGE, "SET STORAGE " },
			{ COLUMN_COMPRESSION, "SET COMPRESSION " },
			{ COLUMN_STATISTICS, "SET STATISTICS " } };
	int rc = postgres_value(column, COLUMN_INHERITED) && !is_part_of_partition(column)
			 ? finish_inherited(out, side, column, err)
			 : 0;
	for (size_t i = 0; rc == 0 && i < sizeof(clauses) / sizeof(clauses[0]); i++)
		if (postgres_value(column, clauses[i].attribute))
			rc = postgres_column_emit(out, side, column, clauses[i].clause,
						  postgres_value(column, clauses[i].attribute), err);
	if (rc == 0 && postgres_value(column, COLUMN_OPTIONS)) {
		struct sqlembic_buf sql = SQLEMBIC_BUF_INIT;
		postgres_column_add_head(&sql, side, column, true);
		postgres_add_parameters(&sql, "SET (", postgres_value(column, COLUMN_OPTIONS));
		rc = postgres_emit_buf(out, &sql, 0, err);
	}
	if (rc == 0 && postgres_value(column, COLUMN_NOT_NULL) && !postgres_column_is_plain_not_null(column))
		rc = postgres_set_not_null(out, side, column, false, err);
	const struct sqlembic_fact *identity = postgres_column_identity(side, column);
	if (rc == 0 && identity && !postgres_column_is_inherited(column))
		rc = postgres_finish_identity(out, side, identity, err);
	return rc;
}

static int add_column(const struct sqlembic_action_sink *out, const struct sqlembic_side *to,
		      const struct sqlembic_fact *column, struct sqlembic_error *err)
{
	const char *table = postgres_table_of(to, column), *numbers = postgres_numbers_above(to, to, column);
	struct sqlembic_buf sql = SQLEMBIC_BUF_INIT, probe = SQLEMBIC_BUF_INIT;
	int rc = 0;
	if (postgres_children_get_no_identity(out, column))
		return postgres_add_numbered_column(out, column, err);
	if (numbers)
		return postgres_add_with_numbers(out, table, column, numbers, err);
	sqlembic_buf_printf(&sql, "ALTER %s %s ADD COLUMN ", postgres_value(column, COLUMN_WORD), table);
	postgres_add_column(&sql, to, column);
	if (postgres_column_needs_value(to, column)) {
		sqlembic_buf_printf(&probe, "SELECT count(*) FROM %s", table);
		rc = postgres_tell(out, err, SQLEMBIC_ACTION_MAY_FAIL, &probe,
				   "rows that are there have no value for column %s", column->shown);
	}
	if (rc == 0)
		return postgres_emit_buf(out, &sql, postgres_evaluates(to, column), err);
	sqlembic_buf_release(&sql);
	return rc;
}

POSTGRES_CREATE(column)
{
	int rc = 0;
	if (!postgres_column_is_inherited(fact) ||
	    postgres_column_is_alone(to, out->from, postgres_table_of(to, fact)))
		rc = add_column(out, to, fact, err);
	else if (is_part_of_partition(fact))
		rc = finish_identity(out, to, fact, err);
	return rc == 0 ? postgres_finish_column(out, to, fact, err) : rc;
}

int postgres_column_emit_drop(const struct sqlembic_action_sink *out, const char *table,
			      const struct sqlembic_fact *column, const char *only,
			      struct sqlembic_error *err)
{
	const char *name = postgres_value(column, COLUMN_NAME), *word = postgres_value(column, COLUMN_WORD);
	struct sqlembic_buf probe = SQLEMBIC_BUF_INIT;
	int rc = 0;
	if (!postgres_value(column, COLUMN_GENERATED)) {
		sqlembic_buf_printf(&probe, "SELECT count(%s) FROM %s", name, table);
		rc = postgres_tell(out, err, SQLEMBIC_ACTION_LOSES_DATA, &probe, "drops column %s",
				   column->shown);
	}
	return rc < 0 ? rc : postgres_emit(out, err, "ALTER %s %s%s DROP COLUMN %s", word, only, table, name);
}

/* Whether children of its table keep the column. */
static bool is_kept_below(const struct sqlembic_action_sink *out, const struct sqlembic_side *from,
			  const struct sqlembic_fact *column)
{
	const struct sqlembic_fact *user;
	for (size_t i = 0; (user = from->user(from, column, i)); i++)
		if (user->kind == POSTGRES_COLUMN && postgres_value(user, COLUMN_INHERITED) &&
		    strcmp(user->name, column->name) == 0 && !out->is_dropped(out->payload, user))
			return true;
	return false;
}

POSTGRES_DROP(column)
{
	const char *table = postgres_table_of(from, fact);
	/* It goes with its parent's. */
	if (postgres_column_is_inherited(fact) && !postgres_column_is_alone(from, out->to, table))
		return 0;
	return postgres_column_emit_drop(out, table, fact, is_kept_below(out, from, fact) ? "ONLY " : "",
					 err);
}

POSTGRES_RENAME(column)
{
	return postgres_emit(out, err, "ALTER %s %s RENAME COLUMN %s TO %s",
			     postgres_value(before, COLUMN_WORD), postgres_table_of(side, before),
			     postgres_value(before, COLUMN_NAME), postgres_value(after, COLUMN_NAME));
}
