/* alter_history.c: what a table's history needs before the one ALTER TABLE. */
#include <string.h>

#include "alter.h"

bool mysqldb_alter_is_bound(const struct sqlembic_fact *column)
{
	static const char words[] = "GENERATED ALWAYS AS ROW ";
	const char *other = column->values[MYSQLDB_COLUMN_OTHER];
	return other && strncmp(other, words, strlen(words)) == 0;
}

static bool has_other_bounds(const struct sqlembic_side *side, const struct sqlembic_fact *table,
			     const struct sqlembic_side *others)
{
	const struct sqlembic_fact *column;
	for (size_t i = 0; (column = mysqldb_part(side, table, MYSQLDB_COLUMN, i)); i++) {
		const struct sqlembic_fact *other = mysqldb_alter_is_bound(column)
							    ? mysqldb_other(others, column)
							    : column;
		if (!other || !mysqldb_is_same(column, other))
			return true;
	}
	return false;
}

/* MariaDB changes such a column in no way as long as the table has a history, nor gives it one of its own. */
bool mysqldb_alter_renews_history(const struct sqlembic_change *c)
{
	return mysqldb_alter_is_versioned(c->before) && mysqldb_alter_is_versioned(c->after) &&
	       (has_other_bounds(c->from, c->before, c->to) || has_other_bounds(c->to, c->after, c->from));
}

static void drop_history(struct mysqldb_altering *a)
{
	struct sqlembic_buf sql = SQLEMBIC_BUF_INIT, reason = SQLEMBIC_BUF_INIT;
	const struct sqlembic_change *c = a->change;
	const struct sqlembic_fact *part;
	mysqldb_alter_begin(&sql, c);
	sqlembic_buf_puts(&sql, "DROP SYSTEM VERSIONING");
	for (size_t i = 0; (part = mysqldb_part(c->from, c->before, MYSQLDB_COLUMN, i)); i++) {
		if (!mysqldb_alter_is_bound(part))
			continue;
		sqlembic_buf_puts(&sql, ",\n    DROP COLUMN ");
		mysqldb_text_name(&sql, part->name);
	}
	for (size_t i = 0; (part = mysqldb_part(c->from, c->before, MYSQLDB_PERIOD, i)); i++)
		if (strcmp(part->name, "SYSTEM_TIME") == 0)
			sqlembic_buf_puts(&sql, ",\n    DROP PERIOD FOR SYSTEM_TIME");
	sqlembic_buf_printf(&reason, "drops the history of table %s", c->before->shown);
	mysqldb_emit_warned(&a->emit, &sql, SQLEMBIC_ACTION_LOSES_DATA, &reason, NULL);
}

void mysqldb_alter_begin_history(struct mysqldb_altering *a)
{
	struct sqlembic_buf sql = SQLEMBIC_BUF_INIT;
	if (mysqldb_alter_renews_history(a->change))
		drop_history(a);
	if (!mysqldb_alter_is_versioned_first(a->change))
		return;
	sqlembic_buf_puts(&sql, "ALTER TABLE ");
	mysqldb_text_name(&sql, a->change->before->name);
	sqlembic_buf_puts(&sql, " ADD SYSTEM VERSIONING");
	mysqldb_emit(&a->emit, &sql);
}
