/* rows.c: sends our own statements and reads their rows.  Arguments are written into the text: preparing on the server
 * would cost two more round trips for statements that run once. */
#include "rows.h"

#include <stdlib.h>
#include <string.h>

#include "fail.h"
#include "library.h"
#include "watch.h"
#include "sqlembic/text.h"

#define QUERY_COLUMNS 32

/* Plain ASCII is the same in every character set that a client can have, and has nothing to escape; all else is
 * written in hexadecimal, with its character set, so that neither sql_mode nor SET NAMES changes it.  So is nothing, which
 * MariaDB may take for NULL. */
static bool is_safe(const char *text)
{
	if (!*text)
		return false;
	for (; *text; text++) {
		/* Digits among them: from '(' to ';' all but a star. */
		bool mark = (*text >= '(' && *text <= ';' && *text != '*') || *text == ' ';
		if (!sqlembic_is_ascii_letter(*text) && !mark && !strchr("_@=[]<>", *text))
			return false;
	}
	return true;
}

static void add_hexadecimal(struct sqlembic_buf *out, const char *text)
{
	static const char digits[] = "0123456789ABCDEF";
	for (; *text; text++) {
		const char pair[] = { digits[(unsigned char)*text >> 4], digits[(unsigned char)*text & 15] };
		sqlembic_buf_add(out, pair, sizeof(pair));
	}
}

static int digit(char c)
{
	return c <= '9' ? c - '0' : c - 'A' + 10;
}

void mysqldb_read_hexadecimal(char *text)
{
	char *out = text;
	for (const char *p = text; p[0] && p[1]; p += 2)
		*out++ = (char)(digit(p[0]) << 4 | digit(p[1]));
	*out = '\0';
}

void mysqldb_add_literal(struct sqlembic_buf *out, const char *text)
{
	if (!text) {
		sqlembic_buf_puts(out, "NULL");
		return;
	}
	const bool safe = is_safe(text);
	sqlembic_buf_puts(out, safe ? "'" : "_utf8mb4 X'");
	if (safe)
		sqlembic_buf_puts(out, text);
	else
		add_hexadecimal(out, text);
	sqlembic_buf_putc(out, '\'');
}

const char *mysqldb_find_mark(const char *sql)
{
	for (char quote = '\0'; *sql; sql++) {
		if (quote ? *sql == quote : *sql == '\'' || *sql == '"' || *sql == '`')
			quote = quote ? '\0' : *sql;
		else if (*sql == '?' && !quote)
			break;
	}
	return sql;
}

int mysqldb_add_query(struct sqlembic_buf *out, const struct sqlembic_query *q, struct sqlembic_error *err)
{
	const char *begin = q->sql, *mark = mysqldb_find_mark(begin);
	size_t used = 0;
	for (; *mark; mark = mysqldb_find_mark(begin)) {
		sqlembic_buf_add(out, begin, (size_t)(mark - begin));
		if (used++ < q->nargs)
			mysqldb_add_literal(out, q->args[used - 1]);
		begin = mark + 1;
	}
	sqlembic_buf_puts(out, begin);
	if (used != q->nargs)
		return sqlembic_fail(err, SQLEMBIC_E_FAILED,
				     "a query with %zu parameters got %zu arguments: %s", used, q->nargs,
				     q->sql);
	return out->failed ? sqlembic_fail_memory(err) : 0;
}

/* Yields the rows until the receiver has enough; the rest is dropped.  False on an error. */
static bool yield_rows(MYSQL *db, MYSQL_RES *result,
		       int (*row)(void *payload, const char *const *values, size_t n), void *payload)
{
	const char *values[QUERY_COLUMNS];
	unsigned n = mysql_num_fields(result) < QUERY_COLUMNS ? mysql_num_fields(result) : QUERY_COLUMNS;
	bool enough = !row;

	for (MYSQL_ROW r = mysql_fetch_row(result); r; r = mysql_fetch_row(result)) {
		for (unsigned i = 0; i < n; i++)
			values[i] = r[i];
		enough = enough || row(payload, values, n) != 0;
	}
	return mysql_errno(db) == 0;
}

static bool read_result(struct mysqldb *s, struct sqlembic_query *q)
{
	MYSQL_RES *result = mysql_use_result(s->db);
	if (!result) {
		q->changed = (long long)mysql_affected_rows(s->db);
		return mysql_field_count(s->db) == 0;
	}
	bool ok = yield_rows(s->db, result, q->row, q->payload);
	mysql_free_result(result);
	return ok;
}

/* Sends the message and steps to its first answer. */
static bool send(struct mysqldb *s, const struct sqlembic_buf *text)
{
	if (!mysqldb_post_text(s->db, sqlembic_buf_text(text), text->len))
		return false;
	mysqldb_watch_await(s);
	return mysqldb_take_answer(s->db);
}

/* Our SQL may be several statements. */
static bool ask(struct mysqldb *s, const struct sqlembic_buf *text, struct sqlembic_query *q)
{
	bool ok = send(s, text) && read_result(s, q);
	while (ok && mysql_more_results(s->db))
		ok = mysql_next_result(s->db) == 0 && read_result(s, q);
	return ok;
}

static int fail_query(struct mysqldb *s, struct sqlembic_query *q, struct sqlembic_error *err)
{
	unsigned number = mysql_errno(s->db);
	/* The version table may be in a database that is not there yet. */
	if (!q->missing_ok || (number != ER_NO_SUCH_TABLE && number != ER_BAD_DB_ERROR))
		return mysqldb_fail(s, err);
	q->missing = true;
	return 0;
}

/* The answer comes in one piece, so that nobody waits in the middle of it: to one statement, with a row at most. */
static bool is_short(const struct sqlembic_buf *text, bool has_rows)
{
	return !has_rows && !memchr(sqlembic_buf_text(text), ';', text->len);
}

static int run(struct mysqldb *s, struct sqlembic_query *q, bool has_rows, struct sqlembic_error *err)
{
	struct sqlembic_buf text = SQLEMBIC_BUF_INIT;
	int rc = mysqldb_add_query(&text, q, err);
	if (rc == 0) {
		if (is_short(&text, has_rows))
			mysqldb_watch_begin_short(s, MYSQLDB_QUERY_GRACE_MS);
		else
			mysqldb_watch_begin(s, 0, MYSQLDB_QUERY_GRACE_MS);
		bool ok = ask(s, &text, q);
		const bool was_killed = mysqldb_watch_end(s);
		if (!ok)
			rc = fail_query(s, q, err);
		else if (was_killed && q->row)
			rc = mysqldb_fail_stopped(s, err);
	}
	sqlembic_buf_release(&text);
	return rc;
}

int mysqldb_run_query(struct mysqldb *s, struct sqlembic_query *q, struct sqlembic_error *err)
{
	return run(s, q, q->row, err);
}

static bool read_answers(struct mysqldb *s, struct sqlembic_query *const *queries, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		if (i && (!mysql_more_results(s->db) || mysql_next_result(s->db) != 0))
			return false;
		if (!read_result(s, queries[i]))
			return false;
		queries[i]->answered = true;
	}
	return true;
}

int mysqldb_run_together(struct mysqldb *s, struct sqlembic_query *const *queries, size_t n,
			 struct sqlembic_error *err)
{
	struct sqlembic_buf text = SQLEMBIC_BUF_INIT;
	int rc = 0;
	for (size_t i = 0; i < n && rc == 0; i++) {
		queries[i]->answered = false;
		sqlembic_buf_puts(&text, i ? ";" : "");
		rc = mysqldb_add_query(&text, queries[i], err);
	}
	if (rc == 0) {
		mysqldb_watch_begin_short(s, MYSQLDB_QUERY_GRACE_MS);
		bool ok = send(s, &text) && read_answers(s, queries, n);
		const bool was_killed = mysqldb_watch_end(s);
		if (!ok)
			rc = mysqldb_fail(s, err);
		else if (was_killed)
			rc = mysqldb_fail_stopped(s, err);
	}
	sqlembic_buf_release(&text);
	return rc;
}

int mysqldb_read_rows(struct mysqldb *s, const char *sql,
		      int (*row)(void *payload, const char *const *values, size_t n), void *payload,
		      struct sqlembic_error *err)
{
	struct sqlembic_query q = { .sql = sql, .row = row, .payload = payload };
	return mysqldb_run_query(s, &q, err);
}

int mysqldb_run(struct mysqldb *s, const char *sql, struct sqlembic_error *err)
{
	return mysqldb_read_rows(s, sql, NULL, NULL, err);
}

struct taker {
	char **out;
	size_t n;
	bool failed;
};

static int take(void *payload, const char *const *values, size_t n)
{
	struct taker *taker = payload;
	for (size_t i = 0; i < taker->n && i < n; i++) {
		taker->out[i] = values[i] ? strdup(values[i]) : NULL;
		taker->failed = taker->failed || (values[i] && !taker->out[i]);
	}
	return 1;
}

int mysqldb_read_row(struct mysqldb *s, char **out, size_t n, const char *sql, struct sqlembic_error *err)
{
	struct taker taker = { out, n, false };
	for (size_t i = 0; i < n; i++)
		out[i] = NULL;
	struct sqlembic_query q = { .sql = sql, .row = take, .payload = &taker };
	int rc = run(s, &q, false, err);
	if (rc == 0 && taker.failed)
		rc = sqlembic_fail_memory(err);
	for (size_t i = 0; rc < 0 && i < n; i++) {
		free(out[i]);
		out[i] = NULL;
	}
	return rc;
}
