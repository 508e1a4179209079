/* alter.c: see alter.h. */
#include "alter.h"

#include <string.h>

#include "column_type.h"
#include "parse.h"

/* ---- looking at both sides ---- */

const struct sqlembic_fact *mysqldb_part(const struct sqlembic_side *side, const struct sqlembic_fact *table,
					 enum mysqldb_kind kind, size_t n)
{
	const struct sqlembic_fact *part;
	/* They come sorted by kind. */
	for (size_t i = 0; (part = side->part(side, table, i)); i++)
		if (part->kind == kind)
			return (part = side->part(side, table, i + n)) && part->kind == kind ? part : NULL;
	return NULL;
}

const struct sqlembic_fact *mysqldb_find_column(const struct sqlembic_side *side,
						const struct sqlembic_fact *table, const char *name)
{
	struct sqlembic_buf identity = SQLEMBIC_BUF_INIT;
	mysqldb_text_part_identity(&identity, table->identity, name, true);
	const struct sqlembic_fact *column = side->find(side, MYSQLDB_COLUMN, sqlembic_buf_text(&identity));
	sqlembic_buf_release(&identity);
	return column;
}

const struct sqlembic_fact *mysqldb_other(const struct sqlembic_side *side, const struct sqlembic_fact *fact)
{
	return side->find(side, fact->kind, fact->identity);
}

bool mysqldb_is_same(const struct sqlembic_fact *a, const struct sqlembic_fact *b)
{
	const struct sqlembic_attribute *attributes = a->kind == MYSQLDB_COLUMN ? mysqldb_column_attributes
										: mysqldb_clause_attributes;
	for (size_t i = 0; attributes[i].name; i++)
		if (!(attributes[i].flags & SQLEMBIC_ATTRIBUTE_SILENT) &&
		    !mysqldb_equal(a->values[i], b->values[i]))
			return false;
	return true;
}

static bool is_virtual(const struct sqlembic_fact *column)
{
	const char *generated = column->values[MYSQLDB_COLUMN_GENERATED];
	return generated && strncmp(generated, "virtual", 7) == 0;
}

/* A vector is bytes to a server, and becomes nothing else. */
static bool is_converted(const struct sqlembic_fact *before, const struct sqlembic_fact *after)
{
	const struct mysqldb_type from = mysqldb_type_of(before), to = mysqldb_type_of(after);
	const bool was_vector = mysqldb_type_is(&from, "vector");
	if (was_vector == mysqldb_type_is(&to, "vector"))
		return true;
	const struct mysqldb_type *other = was_vector ? &to : &from;
	return mysqldb_type_is_text(other) || mysqldb_type_is_labels(other);
}

bool mysqldb_alter_is_remade(const struct sqlembic_fact *before, const struct sqlembic_fact *after)
{
	return is_virtual(before) != is_virtual(after) || !is_converted(before, after);
}

/* ---- the statement ---- */

bool mysqldb_alter_is_versioned(const struct sqlembic_fact *table)
{
	const char *options = table->values[MYSQLDB_TABLE_OPTIONS];
	return options && mysqldb_parse_is_versioned((struct sqlembic_span){ options, strlen(options) });
}

void mysqldb_alter_add_all_rows(struct sqlembic_buf *out, const struct sqlembic_fact *table)
{
	mysqldb_text_name(out, table->name);
	if (mysqldb_alter_is_versioned(table))
		sqlembic_buf_puts(out, " FOR SYSTEM_TIME ALL");
}

bool mysqldb_alter_has_no_history(const struct sqlembic_fact *column)
{
	const char *other = column->values[MYSQLDB_COLUMN_OTHER];
	struct sqlembic_tokens tokens = mysqldb_text_tokens(other ? other : "");
	struct sqlembic_token token;
	while (sqlembic_token_next(&tokens, &token))
		if (sqlembic_token_is(&token, "WITHOUT") && sqlembic_token_take(&tokens, "SYSTEM VERSIONING"))
			return true;
	return false;
}

/* In a statement behind that which gives the table its history. */
static bool leaves_column_out(const struct sqlembic_change *change)
{
	const struct sqlembic_fact *column;
	if (!mysqldb_alter_is_versioned(change->after))
		return false;
	for (size_t i = 0; (column = mysqldb_part(change->to, change->after, MYSQLDB_COLUMN, i)); i++)
		if (mysqldb_alter_has_no_history(column))
			return true;
	return false;
}

void mysqldb_alter_begin(struct sqlembic_buf *out, const struct sqlembic_change *change)
{
	/* A table with a history refuses changes unless it is told to keep that. */
	if (mysqldb_alter_is_versioned(change->before) || leaves_column_out(change))
		sqlembic_buf_puts(out, "SET STATEMENT system_versioning_alter_history = KEEP FOR ");
	sqlembic_buf_puts(out, "ALTER TABLE ");
	mysqldb_text_name(out, change->before->name);
	sqlembic_buf_putc(out, ' ');
}

struct sqlembic_buf *mysqldb_alter_clause(struct mysqldb_altering *a)
{
	if (a->sql.len == 0)
		mysqldb_alter_begin(&a->sql, a->change);
	else
		sqlembic_buf_puts(&a->sql, ",\n    ");
	return &a->sql;
}

void mysqldb_alter_warn(struct mysqldb_altering *a, unsigned flags, struct sqlembic_buf *reason,
			struct sqlembic_buf *probe)
{
	mysqldb_emit_warned(&a->emit, NULL, flags, reason, probe);
}
