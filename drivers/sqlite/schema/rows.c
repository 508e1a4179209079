/* rows.c: puts rows into tables of a scratch database, and says what is in them. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../query.h"
#include "read.h"
#include "rows.h"

#define TABLES                                                                                           \
	"SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name NOT LIKE " \
	"'sqlite\\_%' ESCAPE '\\'"

struct names {
	char **items;
	size_t n;
	bool failed;
};

static int keep(void *payload, const char *const *values, size_t n)
{
	struct names *names = payload;
	char **grown = reallocarray(names->items, names->n + 1, sizeof(*grown));
	(void)n;
	if (grown)
		names->items = grown;
	if (!grown || !(grown[names->n] = strdup(values[0]))) {
		names->failed = true;
		return 1;
	}
	names->n++;
	return 0;
}

static int list(struct names *out, struct sqlembic_session *session, const char *sql, const char *arg,
		struct sqlembic_error *err)
{
	const char *args[] = { arg };
	struct sqlembic_query query = {
		.sql = sql, .args = args, .nargs = arg != NULL, .row = keep, .payload = out
	};
	*out = (struct names){ 0 };
	int rc = sqlite_query(session, &query, err);
	return rc == 0 && out->failed ? sqlembic_fail_memory(err) : rc;
}

static void release(struct names *names)
{
	for (size_t i = 0; i < names->n; i++)
		free(names->items[i]);
	free(names->items);
}

static int list_columns(struct names *out, struct sqlembic_session *session, const char *table,
			struct sqlembic_error *err)
{
	return list(out, session,
		    "SELECT name FROM pragma_table_xinfo(?, 'main') WHERE hidden = 0 ORDER BY cid", table,
		    err);
}

/* ---- putting ---- */

/* The same small number in every column: it suits most types, and keys of other tables. */
static int put_row(struct sqlembic_session *session, const char *table, const struct names *columns,
		   int number)
{
	struct sqlembic_buf sql = SQLEMBIC_BUF_INIT;
	struct sqlembic_error unheard;
	sqlembic_buf_puts(&sql, "INSERT INTO main.");
	sqlembic_buf_quote(&sql, table, '"');
	sqlembic_buf_puts(&sql, columns->n ? " (" : " DEFAULT VALUES");
	for (size_t i = 0; i < columns->n; i++) {
		sqlembic_buf_puts(&sql, i ? ", " : "");
		sqlembic_buf_quote(&sql, columns->items[i], '"');
	}
	sqlembic_buf_puts(&sql, columns->n ? ") VALUES (" : "");
	for (size_t i = 0; i < columns->n; i++)
		sqlembic_buf_printf(&sql, "%s%d", i ? ", " : "", number);
	sqlembic_buf_puts(&sql, columns->n ? ")" : "");
	int rc = sql.failed ? -1 : sqlite_run_once((struct sqlite_session *)session, sql.ptr, &unheard);
	sqlembic_buf_release(&sql);
	return rc;
}

int sqlite_rows_seed(struct sqlembic_session *session, bool only_new, struct sqlembic_error *err)
{
	struct names tables, columns;
	(void)only_new;
	int rc = list(&tables, session, TABLES, NULL, err);
	for (size_t i = 0; rc == 0 && i < tables.n; i++) {
		rc = list_columns(&columns, session, tables.items[i], err);
		for (int number = 1; rc == 0 && number <= 2; number++)
			(void)put_row(session, tables.items[i], &columns, number);
		release(&columns);
	}
	release(&tables);
	return rc;
}

/* ---- telling ---- */

struct teller {
	struct sqlembic_session *session;
	int (*row)(void *payload, const char *const *values, size_t n);
	void *payload;
	struct sqlembic_error *err;
};

static int keep_text(void *payload, const char *const *values, size_t n)
{
	struct sqlembic_buf *out = payload;
	(void)n;
	sqlembic_buf_puts(out, values[0] ? values[0] : "");
	return 0;
}

static int ask(struct sqlembic_buf *out, const struct teller *t, const struct sqlembic_buf *sql)
{
	struct sqlembic_query query = { .sql = sqlembic_buf_text(sql), .row = keep_text, .payload = out };
	return sql->failed ? sqlembic_fail_memory(t->err) : sqlite_query(t->session, &query, t->err);
}

static int tell(const struct teller *t, enum sqlite_kind kind, const struct sqlembic_buf *identity,
		const struct sqlembic_buf *count, const char *digest)
{
	char number[16];
	(void)snprintf(number, sizeof(number), "%d", (int)kind);
	const char *values[] = { number, sqlembic_buf_text(identity), sqlembic_buf_text(count), digest };
	return t->row(t->payload, values, 4);
}

static int tell_column(const struct teller *t, const char *table, const char *column,
		       const struct sqlembic_buf *table_identity, const struct sqlembic_buf *count)
{
	struct sqlembic_buf sql = SQLEMBIC_BUF_INIT, identity = SQLEMBIC_BUF_INIT, digest = SQLEMBIC_BUF_INIT;
	sqlembic_buf_puts(&sql, "SELECT group_concat(v) FROM (SELECT quote(");
	sqlembic_buf_quote(&sql, column, '"');
	sqlembic_buf_puts(&sql, ") AS v FROM main.");
	sqlembic_buf_quote(&sql, table, '"');
	sqlembic_buf_puts(&sql, " ORDER BY 1)");
	sqlembic_buf_printf(&identity, "%s.", sqlembic_buf_text(table_identity));
	sqlite_text_identity(&identity, column);
	int rc = ask(&digest, t, &sql);
	if (rc == 0)
		rc = tell(t, SQLITE_KIND_COLUMN, &identity, count, sqlembic_buf_text(&digest));
	sqlembic_buf_release(&sql);
	sqlembic_buf_release(&identity);
	sqlembic_buf_release(&digest);
	return rc;
}

/* Of a table the number of rows, of each column its values. */
static int tell_table(const struct teller *t, const char *table)
{
	struct sqlembic_buf sql = SQLEMBIC_BUF_INIT, identity = SQLEMBIC_BUF_INIT, count = SQLEMBIC_BUF_INIT;
	struct names columns = { 0 };
	sqlembic_buf_puts(&sql, "SELECT count(*) FROM main.");
	sqlembic_buf_quote(&sql, table, '"');
	sqlite_text_identity(&identity, table);
	int rc = ask(&count, t, &sql);
	if (rc == 0)
		rc = tell(t, SQLITE_KIND_TABLE, &identity, &count, NULL);
	if (rc == 0)
		rc = list_columns(&columns, t->session, table, t->err);
	for (size_t i = 0; rc == 0 && i < columns.n; i++)
		rc = tell_column(t, table, columns.items[i], &identity, &count);
	release(&columns);
	sqlembic_buf_release(&sql);
	sqlembic_buf_release(&identity);
	sqlembic_buf_release(&count);
	return rc;
}

int sqlite_rows_tell(struct sqlembic_session *session,
		     int (*row)(void *payload, const char *const *values, size_t n), void *payload,
		     struct sqlembic_error *err)
{
	const struct teller teller = { session, row, payload, err };
	struct names tables;
	int rc = list(&tables, session, TABLES, NULL, err);
	for (size_t i = 0; rc == 0 && i < tables.n; i++)
		rc = tell_table(&teller, tables.items[i]);
	release(&tables);
	return rc;
}
