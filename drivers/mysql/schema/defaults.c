/* defaults.c: columns without any default, which an INSERT must name, of kinds that each server gives one where the clause has none:
 * NULL to those that take it (MariaDB from 10.6 on takes that for the default of each of them), on MariaDB '' to compressed ones that
 * do not.  Only ALTER COLUMN ... DROP DEFAULT leads there, in a statement behind that which has made or changed the column. */
#include <string.h>

#include "alter.h"
#include "parse.h"

/* Of system versioning. */
static bool is_row_time(const struct mysqldb_column *column)
{
	return strstr(sqlembic_buf_text(&column->other), "GENERATED ALWAYS AS");
}

/* MariaDB before 10.10, as it is by itself, gives the first of a table the time, and others zeros. */
static bool is_old_time(const struct sqlembic_side *side, const struct mysqldb_column *column)
{
	return side->version < 101000 && column->type.len >= 9 &&
	       memcmp(column->type.ptr, "timestamp", 9) == 0;
}

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

static bool is_none(const struct sqlembic_side *side, const struct mysqldb_column *column)
{
	if (column->default_value.ptr || column->generated.ptr)
		return false;
	if (mysqldb_is_mariadb(side))
		return !is_row_time(column) && (!column->is_not_null || is_old_time(side, column) ||
						strstr(sqlembic_buf_text(&column->other), "COMPRESSED"));
	return !column->is_not_null && !is_long(column->type);
}

/* The clause is that of a table's text, behind the name. */
bool mysqldb_defaults_is_none(const struct sqlembic_side *side, const struct sqlembic_fact *fact)
{
	struct sqlembic_buf name = SQLEMBIC_BUF_INIT;
	struct mysqldb_column column;
	mysqldb_text_name(&name, fact->name);
	const char *definition = fact->values[MYSQLDB_COLUMN_CLAUSE] + name.len;
	mysqldb_parse_column(&column, (struct sqlembic_span){ definition, strlen(definition) });
	const bool none = is_none(side, &column);
	sqlembic_buf_release(&column.other);
	sqlembic_buf_release(&name);
	return none;
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

static void add_drop_of(struct sqlembic_buf *out, const struct sqlembic_side *to,
			const struct mysqldb_clause *clause)
{
	struct sqlembic_buf name = SQLEMBIC_BUF_INIT;
	struct mysqldb_column column;
	mysqldb_parse_column(&column, clause->definition);
	mysqldb_text_unquote(&name, clause->name);
	if (is_none(to, &column))
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
	if (fact->values[MYSQLDB_TABLE_OPAQUE])
		return;
	sql.failed |= !mysqldb_parse_table(&table, fact->values[MYSQLDB_TABLE_SQL]);
	for (size_t i = 0; i < table.n; i++)
		if (table.clauses[i].kind == MYSQLDB_COLUMN)
			add_drop_of(&clauses, to, &table.clauses[i]);
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
