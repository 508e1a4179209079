/* rows.c: puts rows into tables of a scratch database, and says what is in them. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../fail.h"
#include "../query.h"
#include "columns.h"
#include "known.h"
#include "rows.h"

#define TABLES                                                                                              \
	"WITH listed AS MATERIALIZED (SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = " \
	"'table') SELECT o.name, o.sql FROM main.sqlite_schema AS o JOIN listed AS l ON l.name = o.name "   \
	"WHERE o.type = 'table' AND o.name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"

struct table {
	char *name, *sql;
};

struct tables {
	struct table *items;
	size_t n;
	bool failed;
};

static int keep(void *payload, const char *const *values, size_t n)
{
	struct tables *tables = payload;
	struct table *grown = reallocarray(tables->items, tables->n + 1, sizeof(*grown));
	(void)n;
	if (grown)
		tables->items = grown;
	if (!grown)
		return tables->failed = true;
	struct table *table = &grown[tables->n++];
	*table = (struct table){ strdup(values[0]), strdup(values[1]) };
	tables->failed |= !table->name || !table->sql;
	return tables->failed;
}

static int list(struct tables *out, struct sqlembic_session *session, struct sqlembic_error *err)
{
	struct sqlembic_query query = { .sql = TABLES, .row = keep, .payload = out };
	*out = (struct tables){ 0 };
	int rc = sqlite_query(session, &query, err);
	return rc == 0 && out->failed ? sqlembic_fail_memory(err) : rc;
}

static void release(struct tables *tables)
{
	for (size_t i = 0; i < tables->n; i++) {
		free(tables->items[i].name);
		free(tables->items[i].sql);
	}
	free(tables->items);
}

static int list_columns(struct sqlite_columns *out, struct sqlite_session *s, const struct table *table,
			struct sqlembic_error *err)
{
	struct sqlembic_buf packed = SQLEMBIC_BUF_INIT;
	*out = (struct sqlite_columns){ 0 };
	int rc = sqlite_columns_pack(&packed, s, table->name, table->sql, err);
	if (rc == 0)
		rc = sqlite_columns_unpack(out, sqlembic_buf_text(&packed), err);
	sqlembic_buf_release(&packed);
	return rc;
}

/* ---- putting ---- */

static size_t count_plain(const struct sqlite_columns *columns)
{
	size_t n = 0;
	for (size_t i = 0; i < columns->n; i++)
		n += !columns->items[i].is_generated;
	return n;
}

/* The same small number in every column: it suits most types, and keys of other tables.  Returns whether it is there. */
static bool put_row(struct sqlite_session *s, const char *table, const struct sqlite_columns *columns,
		    int number)
{
	struct sqlembic_buf sql = SQLEMBIC_BUF_INIT, values = SQLEMBIC_BUF_INIT;
	struct sqlembic_error unheard;
	const char *between = " (";
	sqlembic_buf_puts(&sql, "INSERT INTO main.");
	sqlembic_buf_quote(&sql, table, '"');
	for (size_t i = 0; i < columns->n; i++) {
		if (columns->items[i].is_generated)
			continue;
		sqlembic_buf_puts(&sql, between);
		sqlembic_buf_quote(&sql, columns->items[i].name, '"');
		sqlembic_buf_printf(&values, "%s%d", values.len ? ", " : "", number);
		between = ", ";
	}
	if (count_plain(columns) > 0)
		sqlembic_buf_printf(&sql, ") VALUES (%s)", sqlembic_buf_text(&values));
	else
		sqlembic_buf_puts(&sql, " DEFAULT VALUES");
	const bool is_there = !sql.failed && !values.failed && sqlite_run_once(s, sql.ptr, &unheard) == 0;
	sqlembic_buf_release(&sql);
	sqlembic_buf_release(&values);
	return is_there;
}

static int seed_table(struct sqlite_session *s, const struct table *table, struct sqlembic_error *err)
{
	const struct sqlite_known_table *seeded = sqlite_known_find(s, table->name, table->sql);
	struct sqlite_columns columns;
	bool took = false;
	if (seeded && seeded->is_seeded)
		return 0;
	int rc = list_columns(&columns, s, table, err);
	for (int number = 1; rc == 0 && number <= 2; number++)
		took |= put_row(s, table->name, &columns, number);
	sqlite_columns_release(&columns);
	struct sqlite_known_table *known = sqlite_known_find(s, table->name, table->sql);
	/* What a transaction puts into it may go again; and what has refused them may take them when another table has some, or a trigger
	 * is gone. */
	if (known)
		known->is_seeded = rc == 0 && took && sqlite3_get_autocommit(s->db);
	return rc;
}

int sqlite_rows_seed(struct sqlembic_session *session, bool only_new, struct sqlembic_error *err)
{
	struct tables tables;
	(void)only_new;
	int rc = list(&tables, session, err);
	for (size_t i = 0; rc == 0 && i < tables.n; i++)
		rc = seed_table(sqlite_session(session), &tables.items[i], err);
	release(&tables);
	return rc;
}

/* ---- counting: the number of rows, and of each column its identity and a hash of its values, each with a NUL ---- */

/* SQLite joins 500 queries at most. */
#define COLUMNS_AT_ONCE 100

struct counting {
	struct sqlembic_buf *out;
	const struct sqlite_columns *columns;
	size_t at; /* the column that is told next */
};

/* FNV-1a. */
static unsigned long long hash(const char *text)
{
	unsigned long long hash = 14695981039346656037ULL;
	for (; text && *text; text++)
		hash = (hash ^ (unsigned char)*text) * 1099511628211ULL;
	return hash;
}

static void add_column(struct counting *c, const char *values)
{
	while (c->columns->items[c->at].is_generated)
		c->at++;
	sqlite_text_identity(c->out, c->columns->items[c->at++].name);
	sqlembic_buf_putc(c->out, '\0');
	sqlembic_buf_printf(c->out, "%016llx", hash(values));
	sqlembic_buf_putc(c->out, '\0');
}

/* The text will not come again.  Its first row is the number where nothing was told yet. */
static int run_counts(struct counting *c, struct sqlite_session *s, const struct sqlembic_buf *sql,
		      struct sqlembic_error *err)
{
	sqlite3_stmt *stmt = NULL;
	int rc = sql->failed ? SQLITE_NOMEM : sqlite3_prepare_v2(s->db, sql->ptr, -1, &stmt, NULL);
	while ((rc == SQLITE_OK || rc == SQLITE_ROW) && (rc = sqlite3_step(stmt)) == SQLITE_ROW) {
		const char *text = (const char *)sqlite3_column_text(stmt, 0);
		if (c->out->len > 0) {
			add_column(c, text);
			continue;
		}
		sqlembic_buf_puts(c->out, text ? text : "");
		sqlembic_buf_putc(c->out, '\0');
	}
	(void)sqlite3_finalize(stmt);
	if (rc != SQLITE_DONE)
		return sqlite_fail(s, rc, err);
	return c->out->failed ? sqlembic_fail_memory(err) : 0;
}

static void add_values(struct sqlembic_buf *sql, const char *table, const char *column)
{
	sqlembic_buf_puts(sql, sql->len ? " UNION ALL " : "");
	sqlembic_buf_puts(sql, "SELECT group_concat(v) FROM (SELECT quote(");
	sqlembic_buf_quote(sql, column, '"');
	sqlembic_buf_puts(sql, ") AS v FROM main.");
	sqlembic_buf_quote(sql, table, '"');
	sqlembic_buf_puts(sql, " ORDER BY 1)");
}

static int count_table(struct sqlembic_buf *out, struct sqlite_session *s, const char *table,
		       const struct sqlite_columns *columns, struct sqlembic_error *err)
{
	struct counting counting = { .out = out, .columns = columns };
	struct sqlembic_buf sql = SQLEMBIC_BUF_INIT;
	int rc = 0;
	sqlembic_buf_puts(&sql, "SELECT count(*) FROM main.");
	sqlembic_buf_quote(&sql, table, '"');
	for (size_t i = 0, n = 0; rc == 0 && i < columns->n; i++) {
		if (columns->items[i].is_generated)
			continue;
		add_values(&sql, table, columns->items[i].name);
		if (++n % COLUMNS_AT_ONCE > 0)
			continue;
		rc = run_counts(&counting, s, &sql, err);
		sqlembic_buf_clear(&sql);
	}
	if (rc == 0 && sql.len > 0)
		rc = run_counts(&counting, s, &sql, err);
	sqlembic_buf_release(&sql);
	return rc;
}

/* What was counted in a transaction may be undone with it. */
static int find_counts(struct sqlembic_buf *out, struct sqlite_session *s, const struct table *table,
		       struct sqlembic_error *err)
{
	struct sqlite_known_table *known = sqlite_known_find(s, table->name, table->sql);
	struct sqlite_columns columns;
	if (known && known->rows.len > 0) {
		sqlembic_buf_add(out, known->rows.ptr, known->rows.len);
		return out->failed ? sqlembic_fail_memory(err) : 0;
	}
	int rc = list_columns(&columns, s, table, err);
	if (rc == 0)
		rc = count_table(out, s, table->name, &columns, err);
	sqlite_columns_release(&columns);
	known = rc == 0 && sqlite3_get_autocommit(s->db) ? sqlite_known_find(s, table->name, table->sql)
							 : NULL;
	if (known)
		sqlembic_buf_add(&known->rows, out->ptr, out->len);
	return rc;
}

/* ---- telling ---- */

struct teller {
	struct sqlite_session *session;
	int (*row)(void *payload, const char *const *values, size_t n);
	void *payload;
	struct sqlembic_error *err;
};

static int tell(const struct teller *t, enum sqlite_kind kind, const struct sqlembic_buf *identity,
		const char *count, const char *digest)
{
	char number[16];
	(void)snprintf(number, sizeof(number), "%d", (int)kind);
	const char *values[] = { number, sqlembic_buf_text(identity), count, digest };
	return identity->failed ? sqlembic_fail_memory(t->err) : t->row(t->payload, values, 4);
}

static int tell_counts(const struct teller *t, const char *table, const struct sqlembic_buf *counts)
{
	struct sqlembic_buf identity = SQLEMBIC_BUF_INIT;
	const char *count = sqlembic_buf_text(counts), *at = count + strlen(count) + 1,
		   *end = count + counts->len;
	sqlite_text_identity(&identity, table);
	int rc = tell(t, SQLITE_KIND_TABLE, &identity, count, NULL);
	while (rc == 0 && at < end) {
		const char *column = at, *digest = column + strlen(column) + 1;
		at = digest + strlen(digest) + 1;
		sqlembic_buf_clear(&identity);
		sqlite_text_identity(&identity, table);
		sqlembic_buf_printf(&identity, ".%s", column);
		rc = tell(t, SQLITE_KIND_COLUMN, &identity, count, digest);
	}
	sqlembic_buf_release(&identity);
	return rc;
}

static int tell_table(const struct teller *t, const struct table *table)
{
	struct sqlembic_buf counts = SQLEMBIC_BUF_INIT;
	int rc = find_counts(&counts, t->session, table, t->err);
	if (rc == 0)
		rc = tell_counts(t, table->name, &counts);
	sqlembic_buf_release(&counts);
	return rc;
}

int sqlite_rows_tell(struct sqlembic_session *session,
		     int (*row)(void *payload, const char *const *values, size_t n), void *payload,
		     struct sqlembic_error *err)
{
	const struct teller teller = { sqlite_session(session), row, payload, err };
	struct tables tables;
	int rc = list(&tables, session, err);
	for (size_t i = 0; rc == 0 && i < tables.n; i++)
		rc = tell_table(&teller, &tables.items[i]);
	release(&tables);
	return rc;
}
