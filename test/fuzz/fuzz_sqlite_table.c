/* fuzz_sqlite_table.c: any text as the CREATE TABLE that SQLite keeps.  What is found lies in the text, a constraint belongs
 * to a column that is there, and the body is a part of what was given. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "../../drivers/sqlite/schema/schema.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(bool condition)
{
	if (!condition)
		abort();
}

static void check_span(struct sqlembic_span span, const char *sql)
{
	const char *end = sql + strlen(sql);
	require(span.len == 0 ||
		(span.ptr >= sql && span.ptr <= end && span.len <= (size_t)(end - span.ptr)));
}

static void check_column(const struct sqlite_column *column, const char *sql)
{
	check_span(column->name, sql);
	check_span(column->text, sql);
	check_span(column->collation, sql);
	check_span(column->generated, sql);
	check_span(column->not_null_conflict, sql);
	check_span(column->default_value, sql);
}

static void check_constraint(const struct sqlite_table *table, const struct sqlite_constraint *c,
			     const char *sql)
{
	require(c->column == SIZE_MAX || c->column < table->ncolumns);
	require(c->kind >= SQLITE_KIND_PRIMARY_KEY && c->kind <= SQLITE_KIND_FOREIGN_KEY);
	check_span(c->name, sql);
	check_span(c->text, sql);
	check_span(c->inside, sql);
	check_span(c->parent, sql);
	check_span(c->columns, sql);
	check_span(c->conflict, sql);
	check_span(c->on_delete, sql);
	check_span(c->on_update, sql);
	check_span(c->deferrable, sql);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct sqlite_table table;
	char *sql = malloc(size + 1);
	require(sql != NULL);
	if (size > 0)
		memcpy(sql, data, size);
	sql[size] = '\0';
	sqlite_parse_table(&table, sql);
	require(!table.failed);
	check_span(table.body, sql);
	check_span(table.options, sql);
	for (size_t i = 0; i < table.ncolumns; i++)
		check_column(&table.columns[i], sql);
	for (size_t i = 0; i < table.nconstraints; i++)
		check_constraint(&table, &table.constraints[i], sql);
	sqlite_parse_release(&table);
	free(sql);
	return 0;
}
