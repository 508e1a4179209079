/* defaults.c: columns that take NULL and have no default at all, which an INSERT must name: MySQL tells them from those whose
 * default is NULL, and prints so, but makes the latter of every clause.  Only ALTER COLUMN ... DROP DEFAULT leads there, in a
 * statement behind that which has made or changed the column.  MariaDB prints both alike. */
#include <string.h>

#include "alter.h"
#include "parse.h"

/* Of these MySQL prints no default either way. */
static bool is_long(struct sqlembic_span type)
{
	static const char *const ends[] = { "text", "blob" };
	for (size_t i = 0; i < sizeof(ends) / sizeof(ends[0]); i++)
		if (type.len >= strlen(ends[i]) &&
		    memcmp(type.ptr + type.len - strlen(ends[i]), ends[i], strlen(ends[i])) == 0)
			return true;
	return false;
}

bool mysqldb_defaults_is_none(const struct sqlembic_side *side, const struct sqlembic_fact *column)
{
	const char *type = column->values[MYSQLDB_COLUMN_TYPE];
	return !mysqldb_is_mariadb(side) && !column->values[MYSQLDB_COLUMN_DEFAULT] &&
	       !column->values[MYSQLDB_COLUMN_NOT_NULL] && !column->values[MYSQLDB_COLUMN_GENERATED] &&
	       !is_long((struct sqlembic_span){ type, strlen(type) });
}

bool mysqldb_defaults_only_goes(const struct sqlembic_side *to, const struct sqlembic_fact *old,
				const struct sqlembic_fact *new)
{
	const char *values[MYSQLDB_COLUMN_CLAUSE + 1];
	struct sqlembic_fact same = *old;
	memcpy(values, old->values, sizeof(values));
	values[MYSQLDB_COLUMN_DEFAULT] = NULL;
	same.values = values;
	return mysqldb_defaults_is_none(to, new) && mysqldb_is_same(&same, new);
}

void mysqldb_defaults_add_drop(struct sqlembic_buf *out, const char *name)
{
	sqlembic_buf_puts(out, out->len > 0 ? ",\n    ALTER COLUMN " : "ALTER COLUMN ");
	mysqldb_text_name(out, name);
	sqlembic_buf_puts(out, " DROP DEFAULT");
}

static void add_drop_of(struct sqlembic_buf *out, const struct mysqldb_clause *clause)
{
	struct sqlembic_buf name = SQLEMBIC_BUF_INIT;
	struct mysqldb_column column;
	mysqldb_parse_column(&column, clause->definition);
	const bool is_none = !column.default_value.ptr && !column.is_not_null && !column.generated.ptr &&
			     !is_long(column.type);
	mysqldb_text_unquote(&name, clause->name);
	if (is_none)
		mysqldb_defaults_add_drop(out, sqlembic_buf_text(&name));
	out->failed |= name.failed || column.other.failed;
	sqlembic_buf_release(&name);
	sqlembic_buf_release(&column.other);
}

void mysqldb_defaults_finish_table(struct mysqldb_emit *emit, const struct sqlembic_side *to,
				   const struct sqlembic_fact *fact)
{
	struct sqlembic_buf clauses = SQLEMBIC_BUF_INIT, sql = SQLEMBIC_BUF_INIT;
	struct mysqldb_table table = { 0 };
	if (mysqldb_is_mariadb(to) || fact->values[MYSQLDB_TABLE_OPAQUE])
		return;
	sql.failed |= !mysqldb_parse_table(&table, fact->values[MYSQLDB_TABLE_SQL]);
	for (size_t i = 0; i < table.n; i++)
		if (table.clauses[i].kind == MYSQLDB_COLUMN)
			add_drop_of(&clauses, &table.clauses[i]);
	if (clauses.len > 0) {
		sqlembic_buf_puts(&sql, "ALTER TABLE ");
		mysqldb_text_name(&sql, fact->name);
		sqlembic_buf_printf(&sql, " %s", sqlembic_buf_text(&clauses));
	}
	sql.failed |= clauses.failed;
	if (sql.len > 0 || sql.failed)
		mysqldb_emit(emit, &sql);
	sqlembic_buf_release(&clauses);
	mysqldb_parse_release(&table);
}
