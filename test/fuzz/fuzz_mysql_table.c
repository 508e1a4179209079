/* fuzz_mysql_table.c: any text as what SHOW CREATE TABLE prints, on MariaDB and on MySQL.  Clauses lie in the text, one behind
 * the other, and are all of it; facts of a table that was understood have the texts that statements are made of, and one that was
 * not is a single fact with its whole text.  A second text behind a NUL byte is the table as it is wanted: its partitions are led
 * there. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "../../drivers/mysql/schema/alter.h"
#include "../../drivers/mysql/schema/parse.h"
#include "../../drivers/mysql/schema/read.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(bool condition)
{
	if (!condition)
		abort();
}

/* ---- clauses ---- */

static void check_span(struct sqlembic_span span, struct sqlembic_span within)
{
	require(span.len == 0 || (span.ptr >= within.ptr && span.ptr <= within.ptr + within.len &&
				  span.len <= (size_t)(within.ptr + within.len - span.ptr)));
}

static void check_column(struct sqlembic_span definition)
{
	struct mysqldb_column column;
	mysqldb_parse_column(&column, definition);
	check_span(column.type, definition);
	check_span(column.charset, definition);
	check_span(column.collation, definition);
	check_span(column.default_value, definition);
	check_span(column.generated, definition);
	require(!column.other.failed);
	sqlembic_buf_release(&column.other);
}

static void check_clause(const struct mysqldb_clause *clause)
{
	require(clause->kind == MYSQLDB_COLUMN || clause->kind == MYSQLDB_KEY ||
		clause->kind == MYSQLDB_CHECK || clause->kind == MYSQLDB_PERIOD ||
		clause->kind == MYSQLDB_FOREIGN_KEY);
	check_span(clause->name, clause->text);
	check_span(clause->definition, clause->text);
	if (clause->kind == MYSQLDB_COLUMN)
		check_column(clause->definition);
}

/* Returns how many facts it makes. */
static size_t check_clauses(const char *sql)
{
	struct mysqldb_table table;
	struct sqlembic_span whole = { sql, strlen(sql) };
	bool is_understood = mysqldb_parse_table(&table, sql);
	size_t n = is_understood ? table.n + 1 : 1;
	const char *at = sql + table.head.len;
	require(!table.failed);
	for (size_t i = 0; is_understood && i < table.n; i++) {
		check_span(table.clauses[i].text, whole);
		require(table.clauses[i].text.ptr >= at);
		at = table.clauses[i].text.ptr + table.clauses[i].text.len;
		check_clause(&table.clauses[i]);
	}
	check_span(table.head, whole);
	check_span(table.options, whole);
	check_span(table.partitioning, whole);
	mysqldb_parse_release(&table);
	return n;
}

/* ---- facts ---- */

struct seen {
	size_t n;
};

static int take_fact(void *payload, const struct sqlembic_fact *fact, struct sqlembic_error *err)
{
	struct seen *seen = payload;
	(void)err;
	seen->n++;
	require(fact->identity && fact->name && fact->shown);
	if (fact->kind == MYSQLDB_TABLE)
		require(fact->values[MYSQLDB_TABLE_SQL] != NULL && seen->n == 1);
	else if (fact->kind == MYSQLDB_COLUMN)
		require(fact->values[MYSQLDB_COLUMN_CLAUSE] && fact->values[MYSQLDB_COLUMN_NAME]);
	else
		require(fact->values[MYSQLDB_CLAUSE_DEFINITION] && fact->values[MYSQLDB_CLAUSE_TEXT] &&
			fact->values[MYSQLDB_CLAUSE_COLUMNS]);
	if (fact->kind == MYSQLDB_TABLE && fact->values[MYSQLDB_TABLE_OPAQUE])
		require(strcmp(fact->values[MYSQLDB_TABLE_SQL], fact->values[MYSQLDB_TABLE_OPAQUE]) == 0);
	return 0;
}

static int take_edge(void *payload, const char *user, const char *used, struct sqlembic_error *err)
{
	(void)payload;
	(void)err;
	require(*user && *used);
	return 0;
}

static size_t read_facts(const char *sql, bool is_mariadb)
{
	struct seen seen = { 0 };
	struct sqlembic_error err = { 0 };
	char database[] = "shop", name[] = "t", sequence[] = "s", no[] = "",
	     yes[] = "NO_BACKSLASH_ESCAPES,ORACLE";
	const struct sqlembic_catalog_sink sink = { .fact = take_fact, .edge = take_edge, .payload = &seen };
	struct mysqldb_item items[] = { { .kind = MYSQLDB_SEQUENCE, .values = { sequence } },
					{ .kind = MYSQLDB_TABLE, .values = { name } } };
	struct mysqldb_reading reading = {
		.out = &sink,
		.err = &err,
		.is_mariadb = is_mariadb,
		.folds = !is_mariadb,
		.database = database,
		.session_values = { [MYSQLDB_SESSION_ALL_MODES] = strchr(sql, '\n') ? yes : no },
		.items = items,
		.n = 2
	};
	const char *row[] = { name, sql };
	mysqldb_read_table(&reading, &items[1], row, 2);
	require(reading.rc == 0);
	return seen.n;
}

/* ---- partitions ---- */

static int take_action(void *payload, const struct sqlembic_action *action, struct sqlembic_error *err)
{
	(void)payload;
	(void)err;
	require(action->sql || action->reason);
	require(!action->sql || strcmp(action->sql, "ALTER TABLE `t` ADD PARTITION ()") != 0);
	return 0;
}

static char *partitioning_of(const char *sql)
{
	struct mysqldb_table table;
	bool is_understood = mysqldb_parse_table(&table, sql);
	char *text = is_understood && table.partitioning.len
			     ? strndup(table.partitioning.ptr, table.partitioning.len)
			     : NULL;
	mysqldb_parse_release(&table);
	return text;
}

static const struct sqlembic_fact *no_part(const struct sqlembic_side *side,
					   const struct sqlembic_fact *parent, size_t n)
{
	(void)side;
	(void)parent;
	(void)n;
	return NULL;
}

/* Tables of which only the partitioning is known. */
static void lead(const char *from, const char *to)
{
	char *before = partitioning_of(from), *after = partitioning_of(to);
	const char *values_before[] = { [MYSQLDB_TABLE_PARTITIONING] = before, [MYSQLDB_TABLE_SQL] = from };
	const char *values_after[] = { [MYSQLDB_TABLE_PARTITIONING] = after, [MYSQLDB_TABLE_SQL] = to };
	struct sqlembic_fact old = {
		.kind = MYSQLDB_TABLE, .name = "t", .shown = "t", .values = values_before
	};
	struct sqlembic_fact new = {
		.kind = MYSQLDB_TABLE, .name = "t", .shown = "t", .values = values_after
	};
	const struct sqlembic_side side = { .part = no_part };
	struct sqlembic_change change = { .from = &side, .to = &side, .before = &old, .after = &new };
	struct sqlembic_action_sink sink = { .action = take_action };
	struct sqlembic_error err = { 0 };
	struct mysqldb_altering a = { .change = &change, .emit = { .out = &sink, .err = &err } };
	mysqldb_alter_partitions(&a);
	mysqldb_alter_finish_partitions(&a);
	require(a.emit.rc == 0 && !a.behind.failed);
	sqlembic_buf_release(&a.behind);
	free(before);
	free(after);
}

static void check_table(const char *sql)
{
	size_t n = check_clauses(sql);
	/* Names of the database are left out before, which can make another text of it. */
	bool is_plain = strstr(sql, "`.`") == NULL;
	size_t on_mariadb = read_facts(sql, true), on_mysql = read_facts(sql, false);
	require(on_mariadb == on_mysql && (!is_plain || n == on_mysql));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *sql = malloc(size + 1);
	require(sql != NULL);
	if (size > 0)
		memcpy(sql, data, size);
	sql[size] = '\0';
	size_t length = strlen(sql);
	check_table(sql);
	if (length < size) {
		check_table(sql + length + 1);
		lead(sql, sql + length + 1);
	}
	free(sql);
	return 0;
}
