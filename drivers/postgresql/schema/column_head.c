/* column_head.c: how statements on a column begin. */
#include "columns.h"

static bool has_children(const struct sqlembic_side *side, const struct sqlembic_fact *column)
{
	const struct sqlembic_fact *user;
	for (size_t i = 0; (user = side->user(side, column, i)); i++)
		if (user->kind == POSTGRES_COLUMN && postgres_value(user, COLUMN_INHERITED))
			return true;
	return false;
}

/* "ALTER TABLE [ONLY] t ALTER COLUMN c": ONLY, where children have the same attribute as a fact of their own. */
void postgres_column_add_head(struct sqlembic_buf *sql, const struct sqlembic_side *side,
			      const struct sqlembic_fact *column, bool only)
{
	sqlembic_buf_printf(sql, "ALTER %s %s%s ALTER COLUMN %s ", postgres_value(column, COLUMN_WORD),
			    only && has_children(side, column) ? "ONLY " : "",
			    postgres_table_of(side, column), postgres_value(column, COLUMN_NAME));
}

int postgres_column_emit(const struct sqlembic_action_sink *out, const struct sqlembic_side *side,
			 const struct sqlembic_fact *column, const char *clause, const char *value,
			 struct sqlembic_error *err)
{
	struct sqlembic_buf sql = SQLEMBIC_BUF_INIT;
	postgres_column_add_head(&sql, side, column, true);
	sqlembic_buf_puts(&sql, clause);
	sqlembic_buf_puts(&sql, value);
	return postgres_emit_buf(out, &sql, 0, err);
}
