/* rows_tables.c: see rows_tables.h. */
#include "rows_tables.h"

#include <search.h>
#include <stdlib.h>
#include <string.h>

#include "../answer.h"
#include "../rows.h"
#include "relations.h"
#include "sqlembic/error.h"

/* A server gives the connection up where a packet has more bytes than it takes. */
#define PACKET_BYTES ((size_t)64 * 1024)

/* ---- reading ---- */

/* Only tables with rows of their own: a row that is put into a copy of a FEDERATED table is put into the table of the other
 * server.  MariaDB looks through all columns for each table where the two are asked for together. */
#define TABLES_SQL                                                                              \
	"SELECT TABLE_NAME, @@lower_case_table_names FROM information_schema.TABLES"            \
	" WHERE TABLE_SCHEMA = DATABASE() AND TABLE_TYPE IN ('BASE TABLE', 'SYSTEM VERSIONED')" \
	" AND ENGINE IN ('InnoDB', 'MyISAM', 'Aria', 'MEMORY', 'ARCHIVE', 'CSV', 'RocksDB', 'ndbcluster')"
#define TABLES_ORDER " ORDER BY CAST(TABLE_NAME AS BINARY)"

/* What a column takes: numbers suit keys of other tables, whatever the types of the two are. */
#define COLUMNS_SQL                                                                                                    \
	"SELECT TABLE_NAME, COLUMN_NAME, CASE"                                                                         \
	" WHEN DATA_TYPE IN ('date', 'datetime', 'timestamp') THEN '''2020-01-0%'''"                                   \
	" WHEN DATA_TYPE = 'time' THEN '''0%:00:00'''"                                                                 \
	" WHEN DATA_TYPE = 'year' THEN '202%'" /* Members are told by number, too; of one alone there is no second. */ \
	" WHEN DATA_TYPE IN ('enum', 'set') THEN IF(COLUMN_TYPE LIKE '%'',''%', '%', '1')"                             \
	" WHEN DATA_TYPE = 'json' OR DATA_TYPE = 'longtext' THEN '''{\"k\": %}'''"                                     \
	" WHEN DATA_TYPE IN ('geometry', 'point') THEN 'ST_GeomFromText(''POINT(% 1)'')'"                              \
	" WHEN DATA_TYPE = 'linestring' THEN 'ST_GeomFromText(''LINESTRING(% 1, 0 0)'')'"                              \
	" WHEN DATA_TYPE = 'polygon' THEN 'ST_GeomFromText(''POLYGON((0 0, % 0, % %, 0 0))'')'"                        \
	" WHEN DATA_TYPE = 'uuid' THEN '''00000000-0000-0000-0000-00000000000%'''"                                     \
	" WHEN DATA_TYPE = 'inet4' THEN '''10.0.0.%'''"                                                                \
	" WHEN DATA_TYPE = 'inet6' THEN '''::%'''"                                                                     \
	" WHEN DATA_TYPE = 'vector' THEN CONCAT('REPEAT(X''0000%03F'', ', REGEXP_REPLACE(COLUMN_TYPE, "                \
	"'[^0-9]', ''), ')')"                                                                                          \
	" WHEN DATA_TYPE LIKE '%int' OR DATA_TYPE IN ('decimal', 'float', 'double', 'bit') THEN '%'"                   \
	" ELSE '''%''' END,"                                                                                           \
	" DATA_TYPE LIKE '%int' OR DATA_TYPE IN ('decimal', 'float', 'double')"                                        \
	" FROM information_schema.COLUMNS"                                                                             \
	" WHERE TABLE_SCHEMA = DATABASE() AND COALESCE(GENERATION_EXPRESSION, '') = ''"
#define COLUMNS_ORDER " ORDER BY CAST(TABLE_NAME AS BINARY), ORDINAL_POSITION"

static char *copy(struct mysqldb_rows_tables *tables, const char *text)
{
	char *copied = strdup(text ? text : "");
	tables->failed |= !copied;
	return copied;
}

static int compare_texts(const void *a, const void *b)
{
	return strcmp(a, b);
}

/* The one that was copied before, or a copy. */
static const char *keep(struct mysqldb_rows_tables *tables, const char *text)
{
	const char *const *found = tfind(text ? text : "", &tables->texts, compare_texts);
	if (found)
		return *found;
	char *copied = copy(tables, text);
	if (copied && !tsearch(copied, &tables->texts, compare_texts)) {
		free(copied);
		tables->failed = true;
		return NULL;
	}
	return copied;
}

static int keep_table(void *payload, const char *const *values, size_t n)
{
	struct mysqldb_rows_tables *tables = payload;
	(void)n;
	if (tables->n == tables->cap) {
		const size_t cap = tables->cap ? tables->cap * 2 : 64;
		struct mysqldb_rows_table *grown = reallocarray(tables->items, cap, sizeof(*grown));
		if (!grown) {
			tables->failed = true;
			return 1;
		}
		tables->items = grown;
		tables->cap = cap;
	}
	tables->folds = strcmp(values[1], "0") != 0;
	tables->items[tables->n++] = (struct mysqldb_rows_table){ .name = copy(tables, values[0]) };
	return tables->failed;
}

/* Both lists are in one order, and what is not in the first one may have columns in the second. */
static struct mysqldb_rows_table *find_table(struct mysqldb_rows_tables *tables, const char *name)
{
	while (tables->at < tables->n && strcmp(tables->items[tables->at].name, name) < 0)
		tables->at++;
	return tables->at < tables->n && strcmp(tables->items[tables->at].name, name) == 0
		       ? &tables->items[tables->at]
		       : NULL;
}

static int keep_column(void *payload, const char *const *values, size_t n)
{
	struct mysqldb_rows_tables *tables = payload;
	struct mysqldb_rows_table *table = find_table(tables, values[0]);
	(void)n;
	if (!table)
		return 0;
	struct mysqldb_rows_column *grown = reallocarray(table->columns, table->n + 1, sizeof(*grown));
	if (!grown) {
		tables->failed = true;
		return 1;
	}
	table->columns = grown;
	grown[table->n++] = (struct mysqldb_rows_column){ .name = keep(tables, values[1]),
							  .value = keep(tables, values[2]),
							  .is_number = values[3] && values[3][0] == '1' };
	return tables->failed;
}

void mysqldb_rows_release(struct mysqldb_rows_tables *tables)
{
	for (size_t i = 0; i < tables->n; i++) {
		free(tables->items[i].columns);
		free(tables->items[i].name);
	}
	free(tables->items);
	tdestroy(tables->texts, free);
}

size_t mysqldb_rows_packet(const struct mysqldb *s)
{
	return s->max_packet && s->max_packet < PACKET_BYTES ? s->max_packet : PACKET_BYTES;
}

static int read_all(struct mysqldb_rows_tables *out, struct mysqldb *s, struct sqlembic_error *err)
{
	int rc = mysqldb_read_rows(s, TABLES_SQL TABLES_ORDER, keep_table, out, err);
	if (rc == 0 && !out->failed)
		rc = mysqldb_read_rows(s, COLUMNS_SQL COLUMNS_ORDER, keep_column, out, err);
	return rc;
}

/* ---- reading what core does not know ---- */

struct listing {
	char **names;
	size_t n, cap;
	bool failed;
};

static int list_name(void *payload, const char *const *values, size_t n)
{
	struct listing *list = payload;
	(void)n;
	if (!values[1] || strcmp(values[1], "VIEW") == 0)
		return 0;
	if (list->n == list->cap) {
		const size_t cap = list->cap ? list->cap * 2 : 16;
		char **grown = reallocarray(list->names, cap, sizeof(*grown));
		list->failed |= !grown;
		if (!grown)
			return 1;
		list->names = grown;
		list->cap = cap;
	}
	list->names[list->n] = strdup(values[0]);
	list->failed |= !list->names[list->n];
	list->n += !list->failed;
	return list->failed;
}

static int compare_names(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

static int keep_either(void *payload, const char *const *values, size_t n)
{
	return n == 2 ? keep_table(payload, values, n) : keep_column(payload, values, n);
}

static void ask_for_table(struct sqlembic_buf *sql, const char *name)
{
	sqlembic_buf_printf(sql, "%s" TABLES_SQL " AND TABLE_NAME = ", sql->len ? ";" : "");
	mysqldb_add_literal(sql, name);
	sqlembic_buf_puts(sql, ";" COLUMNS_SQL " AND TABLE_NAME = ");
	mysqldb_add_literal(sql, name);
	sqlembic_buf_puts(sql, COLUMNS_ORDER);
}

/* By name: without one MariaDB opens all tables. */
static int read_listed(struct mysqldb_rows_tables *out, struct mysqldb *s, const struct listing *list,
		       struct sqlembic_error *err)
{
	struct sqlembic_buf sql = SQLEMBIC_BUF_INIT;
	int rc = 0;
	for (size_t i = 0; i < list->n && rc == 0; i++) {
		ask_for_table(&sql, list->names[i]);
		if (i + 1 < list->n && sql.len < mysqldb_rows_packet(s) / 2)
			continue;
		rc = sql.failed ? sqlembic_fail_memory(err)
				: mysqldb_read_rows(s, sql.ptr, keep_either, out, err);
		sqlembic_buf_clear(&sql);
	}
	sqlembic_buf_release(&sql);
	return rc;
}

static int read_rest(struct mysqldb_rows_tables *out, struct mysqldb *s, const struct sqlembic_scope *scope,
		     struct sqlembic_error *err)
{
	struct listing list = { 0 };
	int rc = mysqldb_allow_many(s, true, err);
	if (rc == 0)
		rc = mysqldb_relations_list(s, scope, list_name, &list, err);
	if (rc == 0 && list.failed)
		rc = sqlembic_fail_memory(err);
	if (list.n > 0)
		qsort(list.names, list.n, sizeof(*list.names), compare_names);
	if (rc == 0)
		rc = read_listed(out, s, &list, err);
	for (size_t i = 0; i < list.n; i++)
		free(list.names[i]);
	free(list.names);
	return rc;
}

int mysqldb_rows_read(struct mysqldb_rows_tables *out, struct mysqldb *s, const struct sqlembic_scope *scope,
		      struct sqlembic_error *err)
{
	*out = (struct mysqldb_rows_tables){ 0 };
	int rc = scope && scope->is_known ? read_rest(out, s, scope, err) : read_all(out, s, err);
	return rc == 0 && out->failed ? sqlembic_fail_memory(err) : rc;
}
