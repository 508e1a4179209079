/* rows.c: puts rows into tables of a scratch database, and says what is in them. */
#include "rows.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../answer.h"
#include "../rows.h"
#include "../session.h"
#include "kinds.h"
#include "rows_tables.h"

/* Tables whose rows are told by one statement. */
#define TOLD_AT_ONCE 64
/* Rows that one packet puts. */
#define ROWS_AT_ONCE 128
/* A transaction holds a lock on each of its tables, and MariaDB looks through all of them for each statement. */
#define ROWS_IN_A_TRANSACTION 512

/* ---- putting ---- */

static void add_value(struct sqlembic_buf *sql, const char *value, int number)
{
	for (const char *p = value; *p; p++)
		if (*p == '%')
			sqlembic_buf_printf(sql, "%d", number);
		else
			sqlembic_buf_putc(sql, *p);
}

static void write_row(struct sqlembic_buf *sql, const struct mysqldb_rows_table *table, int number)
{
	sqlembic_buf_puts(sql, "INSERT INTO ");
	sqlembic_buf_quote(sql, table->name, '`');
	sqlembic_buf_puts(sql, " (");
	for (size_t i = 0; i < table->n; i++) {
		sqlembic_buf_puts(sql, i ? ", " : "");
		sqlembic_buf_quote(sql, table->columns[i].name, '`');
	}
	sqlembic_buf_puts(sql, ") VALUES (");
	for (size_t i = 0; i < table->n; i++) {
		sqlembic_buf_puts(sql, i ? ", " : "");
		add_value(sql, table->columns[i].value, number);
	}
	sqlembic_buf_puts(sql, ")");
}

/* Rows that wait for a packet of many. */
struct rows_waiting {
	struct mysqldb *s;
	struct mysqldb_rows_table *tables[ROWS_AT_ONCE];
	struct sqlembic_buf sql[ROWS_AT_ONCE];
	size_t n;
	size_t sent; /* in this transaction */
	size_t most; /* that a packet takes: as many as are likely to be taken by their tables */
};

/* Leaves room at the end. */
static void forget_rows(struct rows_waiting *w, size_t n)
{
	for (size_t i = 0; i < n; i++)
		sqlembic_buf_release(&w->sql[i]);
	w->n -= n;
	memmove(w->tables, w->tables + n, w->n * sizeof(w->tables[0]));
	memmove(w->sql, w->sql + n, w->n * sizeof(w->sql[0]));
	for (size_t i = w->n; i < w->n + n; i++)
		w->sql[i] = (struct sqlembic_buf)SQLEMBIC_BUF_INIT;
}

/* How many go with the next packet; a row that is too large for one goes alone. */
static size_t count_next(const struct rows_waiting *w)
{
	const size_t limit = mysqldb_rows_packet(w->s);
	size_t n = 0, bytes = MYSQLDB_PACKET_OVERHEAD;
	while (n < w->n && n < w->most && (n == 0 || bytes + w->sql[n].len < limit))
		bytes += w->sql[n++].len + 1;
	return n;
}

/* One packet.  A table that does not take its row is none of ours to judge: the server stops there, and the next packet begins
 * behind it. */
static void send_rows(struct rows_waiting *w)
{
	struct sqlembic_query queries[ROWS_AT_ONCE] = { 0 }, *list[ROWS_AT_ONCE] = { NULL };
	struct sqlembic_error unheard;
	const size_t n = count_next(w);
	size_t taken = 0;
	for (size_t i = 0; i < n; i++) {
		queries[i].sql = w->sql[i].failed ? "" : sqlembic_buf_text(&w->sql[i]);
		list[i] = &queries[i];
	}
	(void)mysqldb_run_together(w->s, list, n, &unheard);
	while (taken < n && queries[taken].answered)
		w->tables[taken++]->nrows++;
	w->most = taken == n ? n * 2 : taken;
	w->most = w->most < 1 ? 1 : w->most > ROWS_AT_ONCE ? ROWS_AT_ONCE : w->most;
	forget_rows(w, taken < n ? taken + 1 : n);
	if ((w->sent += n) < ROWS_IN_A_TRANSACTION)
		return;
	(void)mysqldb_run(w->s, "COMMIT; START TRANSACTION", &unheard);
	w->sent = 0;
}

static bool goes_on(const struct mysqldb *s)
{
	return !s->lost && !mysqldb_cancelled(s);
}

static void put_row(struct rows_waiting *w, struct mysqldb_rows_table *table, int number)
{
	while (w->n == ROWS_AT_ONCE && goes_on(w->s))
		send_rows(w);
	if (!goes_on(w->s))
		return;
	w->tables[w->n] = table;
	write_row(&w->sql[w->n++], table, number);
}

/* How many rows each table has then is known. */
static void put_rest(struct rows_waiting *w)
{
	while (w->n > 0 && goes_on(w->s))
		send_rows(w);
	forget_rows(w, w->n);
}

static int take_count(void *payload, const char *const *values, size_t n)
{
	struct mysqldb_rows_tables *tables = payload;
	(void)n;
	tables->items[strtoul(values[0], NULL, 10)].nrows = values[1][0] - '0';
	return 0;
}

/* How many rows there are, up to two.  Where one table cannot be read all are taken for empty: rows that are there cost no more than
 * their refusal. */
static void count_rows(struct mysqldb_rows_tables *tables, struct mysqldb *s)
{
	struct sqlembic_buf sql = SQLEMBIC_BUF_INIT;
	struct sqlembic_error unheard;
	for (size_t i = 0; i < tables->n; i++) {
		sqlembic_buf_printf(&sql, "%sSELECT %zu, COUNT(*) FROM (SELECT 1 FROM ",
				    sql.len ? " UNION ALL " : "", i);
		sqlembic_buf_quote(&sql, tables->items[i].name, '`');
		sqlembic_buf_puts(&sql, " LIMIT 2) q");
		if ((i + 1) % TOLD_AT_ONCE != 0 && i + 1 < tables->n)
			continue;
		if (!sql.failed)
			(void)mysqldb_read_rows(s, sql.ptr, take_count, tables, &unheard);
		sqlembic_buf_clear(&sql);
	}
	sqlembic_buf_release(&sql);
}

/* Two rounds: a foreign key may need the rows of a table that comes later.  In transactions, so that nothing waits for the disk at
 * each row. */
int mysqldb_rows_seed_rest(struct sqlembic_session *session, const struct sqlembic_scope *scope,
			   struct sqlembic_error *err)
{
	struct mysqldb *s = mysqldb_session(session);
	struct rows_waiting waiting = { .s = s, .most = ROWS_AT_ONCE };
	struct mysqldb_rows_tables tables;
	int rc = mysqldb_rows_read(&tables, s, scope, err);
	if (rc == 0)
		count_rows(&tables, s);
	/* A statement of the user's may have turned off that a packet holds several. */
	if (rc == 0)
		rc = mysqldb_allow_many(s, true, err);
	if (rc == 0)
		rc = mysqldb_run(s, "START TRANSACTION", err);
	for (int round = 1; rc == 0 && round <= 2; round++) {
		for (size_t i = 0; i < tables.n; i++)
			for (int number = tables.items[i].nrows + 1; number <= 2; number++)
				put_row(&waiting, &tables.items[i], number);
		put_rest(&waiting);
	}
	if (rc == 0 && !s->lost)
		rc = mysqldb_run(s, "COMMIT", err);
	mysqldb_rows_release(&tables);
	if (rc == 0 && mysqldb_cancelled(s))
		rc = sqlembic_fail(err, SQLEMBIC_E_INTERRUPTED, "interrupted");
	if (rc < 0 || !s->lost)
		return rc;
	return sqlembic_fail(err, SQLEMBIC_E_UNREACHABLE,
			     "the connection to %s was lost while rows were put into it", s->name);
}

int mysqldb_rows_seed(struct sqlembic_session *session, bool only_new, struct sqlembic_error *err)
{
	(void)only_new;
	return mysqldb_rows_seed_rest(session, NULL, err);
}

/* ---- telling ---- */

struct teller {
	const struct mysqldb_rows_tables *tables;
	int (*row)(void *payload, const char *const *values, size_t n);
	void *payload;
	bool failed;
};

/* Sums do not depend on the order of rows.  Bytes are told in hexadecimal: character sets are no difference of values. */
static void add_digest(struct sqlembic_buf *sql, const struct mysqldb_rows_column *column)
{
	struct sqlembic_buf name = SQLEMBIC_BUF_INIT;
	sqlembic_buf_quote(&name, column->name, '`');
	const char *quoted = sqlembic_buf_text(&name);
	if (column->is_number)
		sqlembic_buf_printf(sql, "SUM(COALESCE(CRC32(CONCAT(%s)), 7))", quoted);
	else
		sqlembic_buf_printf(sql, "SUM(COALESCE(CRC32(HEX(%s)), 7))", quoted);
	sql->failed |= name.failed;
	sqlembic_buf_release(&name);
}

static void add_question(struct sqlembic_buf *sql, const struct mysqldb_rows_table *table, size_t number)
{
	/* Where all columns are generated there is nothing behind the first two. */
	sqlembic_buf_printf(sql, "%sSELECT %zu, COUNT(*), CONCAT_WS(' ', NULL", sql->len ? " UNION ALL " : "",
			    number);
	for (size_t i = 0; i < table->n; i++) {
		sqlembic_buf_puts(sql, ", COALESCE(");
		add_digest(sql, &table->columns[i]);
		sqlembic_buf_puts(sql, ", '-')");
	}
	sqlembic_buf_puts(sql, ") FROM ");
	sqlembic_buf_quote(sql, table->name, '`');
}

static int tell(struct teller *teller, int kind, const char *identity, const char *count, const char *digest)
{
	char number[16];
	(void)snprintf(number, sizeof(number), "%d", kind);
	const char *values[] = { number, identity, count, digest };
	return teller->row(teller->payload, values, 4);
}

static int tell_column(struct teller *teller, const struct mysqldb_rows_table *table, size_t i,
		       const char *count, struct sqlembic_span digest)
{
	struct sqlembic_buf identity = SQLEMBIC_BUF_INIT, text = SQLEMBIC_BUF_INIT;
	mysqldb_text_identity(&identity, table->name, teller->tables->folds);
	sqlembic_buf_putc(&identity, '.');
	mysqldb_text_identity(&identity, table->columns[i].name, true);
	sqlembic_buf_add(&text, digest.ptr, digest.len);
	teller->failed |= identity.failed || text.failed;
	int rc = teller->failed ? 1
				: tell(teller, MYSQLDB_COLUMN, identity.ptr, count, sqlembic_buf_text(&text));
	sqlembic_buf_release(&identity);
	sqlembic_buf_release(&text);
	return rc;
}

/* The answer about one table: its number, how many rows, the digests of its columns. */
static int take_answer(void *payload, const char *const *values, size_t n)
{
	struct teller *teller = payload;
	(void)n;
	const struct mysqldb_rows_table *table = &teller->tables->items[strtoul(values[0], NULL, 10)];
	struct sqlembic_buf identity = SQLEMBIC_BUF_INIT;
	mysqldb_text_identity(&identity, table->name, teller->tables->folds);
	teller->failed |= identity.failed;
	int rc = teller->failed ? 1
				: tell(teller, MYSQLDB_TABLE, sqlembic_buf_text(&identity), values[1], NULL);
	const char *at = values[2] ? values[2] : "";
	for (size_t i = 0; rc == 0 && i < table->n; i++) {
		size_t length = strcspn(at, " ");
		rc = tell_column(teller, table, i, values[1], (struct sqlembic_span){ at, length });
		at += length + (at[length] == ' ');
	}
	sqlembic_buf_release(&identity);
	return rc;
}

int mysqldb_rows_tell_rest(struct sqlembic_session *session, const struct sqlembic_scope *scope,
			   int (*row)(void *payload, const char *const *values, size_t n), void *payload,
			   struct sqlembic_error *err)
{
	struct mysqldb *s = mysqldb_session(session);
	struct mysqldb_rows_tables tables;
	struct sqlembic_buf sql = SQLEMBIC_BUF_INIT;
	struct teller teller = { &tables, row, payload, false };
	int rc = mysqldb_rows_read(&tables, s, scope, err);
	for (size_t i = 0; rc == 0 && i < tables.n; i++) {
		add_question(&sql, &tables.items[i], i);
		if ((i + 1) % TOLD_AT_ONCE != 0 && i + 1 < tables.n && sql.len < mysqldb_rows_packet(s) / 2)
			continue;
		rc = sql.failed ? sqlembic_fail_memory(err)
				: mysqldb_read_rows(s, sql.ptr, take_answer, &teller, err);
		sqlembic_buf_clear(&sql);
	}
	if (rc == 0 && teller.failed)
		rc = sqlembic_fail_memory(err);
	sqlembic_buf_release(&sql);
	mysqldb_rows_release(&tables);
	return rc;
}

int mysqldb_rows_tell(struct sqlembic_session *session,
		      int (*row)(void *payload, const char *const *values, size_t n), void *payload,
		      struct sqlembic_error *err)
{
	return mysqldb_rows_tell_rest(session, NULL, row, payload, err);
}
