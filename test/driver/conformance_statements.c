/* conformance_statements.c: send(), query() and what they report. */
#include "conformance.h"

#include <criterion/criterion.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MEGABYTE ((size_t)1 << 20)

/* A database, a session on it, and their end. */
struct bench {
	const struct conformance_target *target;
	struct sqlembic_url url;
	struct sqlembic_session *session;
};

static struct bench set_up(const struct conformance_target *target)
{
	struct bench b = { .target = target };
	target->create(&b.url);
	b.session = conformance_open(target, &b.url, NULL);
	struct sqlembic_buf sql = SQLEMBIC_BUF_INIT;
	sqlembic_buf_printf(&sql, "CREATE TABLE t (id INTEGER NOT NULL PRIMARY KEY, name %s)",
			    target->text_type ? target->text_type : "TEXT");
	conformance_exec(b.session, sqlembic_buf_text(&sql));
	sqlembic_buf_release(&sql);
	return b;
}

static void tear_down(struct bench *b)
{
	b->target->driver->close(b->session);
	b->target->drop(&b->url);
}

static struct sqlembic_span span(const char *sql)
{
	return (struct sqlembic_span){ sql, strlen(sql) };
}

void conformance_exec_runs_nothing(const struct conformance_target *target)
{
	struct bench b = set_up(target);
	size_t done = 7;
	cr_assert_eq(conformance_send(b.session, NULL, 0, &done, NULL), 0);
	cr_assert_eq(done, 0);
	tear_down(&b);
}

void conformance_exec_counts_what_is_done(const struct conformance_target *target)
{
	struct bench b = set_up(target);
	struct sqlembic_error err = { 0 };
	const struct sqlembic_span sql[] = {
		span("INSERT INTO t VALUES (1, 'a')"),
		span("INSERT INTO t VALUES (2, 'b')"),
		span("INSERT INTO t VALUES (2, 'again')"),
		span("INSERT INTO t VALUES (3, 'c')"),
	};
	size_t done = 0;
	conformance_begin(b.session);
	cr_assert_eq(conformance_send(b.session, sql, 2, &done, &err), 0);
	cr_assert_eq(done, 2);
	cr_assert_eq(conformance_send(b.session, sql + 2, 2, &done, &err), SQLEMBIC_E_FAILED);
	cr_assert_eq(done, 0);
	cr_assert_eq(target->driver->rollback(b.session, NULL), 0);

	conformance_begin(b.session);
	cr_assert_eq(conformance_send(b.session, sql, 4, &done, &err), SQLEMBIC_E_FAILED);
	cr_assert_eq(done, 2);
	cr_assert_neq(err.message[0], '\0');
	cr_assert_eq(target->driver->rollback(b.session, NULL), 0);
	tear_down(&b);
}

void conformance_exec_reports_the_position(const struct conformance_target *target)
{
	static const struct {
		const char *sql, *at;
	} rows[] = {
		{ "INSERT INTO t VALUEZ (1)", "VALUEZ" },
		{ "SELECT id\n  FROM t\n WHERE id ==== 2", "== 2" },
		{ "SELECT '\xc3\xa9\xc3\xa9', id FROM t ORDER BI id", "BI" },
	};
	struct bench b = set_up(target);
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct sqlembic_error err = { 0 };
		cr_assert_eq(conformance_try(b.session, rows[i].sql, &err), SQLEMBIC_E_FAILED);
		size_t expected = (size_t)(strstr(rows[i].sql, rows[i].at) - rows[i].sql) + 1;
		/* Servers differ in which end of a bad operator they point at. */
		cr_assert(err.position + 2 >= expected && err.position <= expected + 4,
			  "%s: position %zu, expected about %zu (%s)", rows[i].sql, err.position, expected,
			  err.message);
	}
	tear_down(&b);
}

void conformance_exec_says_what_the_server_said(const struct conformance_target *target)
{
	struct bench b = set_up(target);
	struct sqlembic_error err = { 0 };
	conformance_exec(b.session, "INSERT INTO t VALUES (1, 'a')");
	cr_assert_eq(conformance_try(b.session, "INSERT INTO t VALUES (1, 'b')", &err), SQLEMBIC_E_FAILED);
	cr_assert(strcmp(err.sqlstate, target->unique_said) == 0 ||
			  strncmp(err.detail, target->unique_said, strlen(target->unique_said)) == 0,
		  "sqlstate \"%s\", detail \"%s\"", err.sqlstate, err.detail);
	cr_assert_null(strchr(err.message, '\n'));
	tear_down(&b);
}

void conformance_exec_refuses_two_statements(const struct conformance_target *target)
{
	struct bench b = set_up(target);
	struct sqlembic_error err = { 0 };
	cr_assert_eq(conformance_try(b.session,
				     "INSERT INTO t VALUES (1, 'a'); INSERT INTO t VALUES (2, 'b')", &err),
		     SQLEMBIC_E_FAILED);
	cr_assert_neq(err.message[0], '\0');
	cr_assert_eq(conformance_number(b.session, "SELECT count(*) FROM t"), 0);
	tear_down(&b);
}

void conformance_exec_drops_rows(const struct conformance_target *target)
{
	struct bench b = set_up(target);
	conformance_exec(b.session, "INSERT INTO t VALUES (1, 'a'), (2, 'b'), (3, 'c')");
	conformance_exec(b.session, "SELECT * FROM t");
	conformance_exec(b.session, "SELECT * FROM t WHERE id > 99");
	cr_assert_eq(conformance_number(b.session, "SELECT count(*) FROM t"), 3);
	tear_down(&b);
}

void conformance_exec_takes_a_megabyte(const struct conformance_target *target)
{
	struct bench b = set_up(target);
	struct sqlembic_buf sql = SQLEMBIC_BUF_INIT;
	sqlembic_buf_puts(&sql, "INSERT INTO t VALUES (1, '");
	for (size_t i = 0; i < MEGABYTE; i++)
		sqlembic_buf_putc(&sql, (char)('a' + i % 26));
	sqlembic_buf_puts(&sql, "')");
	cr_assert_not(sql.failed);
	conformance_exec(b.session, sql.ptr);
	sqlembic_buf_release(&sql);
	cr_assert_eq(conformance_number(b.session, "SELECT length(name) FROM t"), (long long)MEGABYTE);
	tear_down(&b);
}

void conformance_exec_keeps_utf8(const struct conformance_target *target)
{
	static const char text[] = "Gr\xc3\xbc\xc3\x9f"
				   "e \xe2\x82\xac \xf0\x9f\x90\x98 ''quoted''";
	struct bench b = set_up(target);
	struct sqlembic_buf sql = SQLEMBIC_BUF_INIT;
	sqlembic_buf_printf(&sql, "INSERT INTO t VALUES (1, '%s')", text);
	conformance_exec(b.session, sql.ptr);
	sqlembic_buf_release(&sql);
	char *back = conformance_text(b.session, "SELECT name FROM t");
	cr_assert_str_eq(back, "Gr\xc3\xbc\xc3\x9f"
			       "e \xe2\x82\xac \xf0\x9f\x90\x98 'quoted'");
	free(back);
	tear_down(&b);
}

void conformance_exec_takes_comments_inside(const struct conformance_target *target)
{
	struct bench b = set_up(target);
	conformance_exec(b.session, "INSERT INTO t -- it's a comment; really\nVALUES /* 'one; */ (1, 'a;b')");
	/* A span is not terminated: what is behind it must not be read. */
	const struct sqlembic_span part = { "INSERT INTO t VALUES (2, 'b'), (3, 'c')",
					    strlen("INSERT INTO t VALUES (2, 'b')") };
	size_t done = 0;
	cr_assert_eq(conformance_send(b.session, &part, 1, &done, NULL), 0);
	cr_assert_eq(conformance_number(b.session, "SELECT count(*) FROM t"), 2);
	tear_down(&b);
}

void conformance_errors_may_be_ignored(const struct conformance_target *target)
{
	struct bench b = set_up(target);
	struct sqlembic_query query = { .sql = "SELECT nonsense FROM nowhere" };
	cr_assert_eq(conformance_try(b.session, "nonsense", NULL), SQLEMBIC_E_FAILED);
	cr_assert_eq(conformance_try(b.session, "SELECT 1; SELECT 2", NULL), SQLEMBIC_E_FAILED);
	cr_assert_eq(target->driver->query(b.session, &query, NULL), SQLEMBIC_E_FAILED);
	tear_down(&b);
}

/* ---- query ---- */

struct seen {
	size_t rows, columns, stop_after;
	char text[256];
};

static int see(void *payload, const char *const *values, size_t n)
{
	struct seen *seen = payload;
	seen->rows++;
	seen->columns = n;
	for (size_t i = 0; i < n; i++) {
		size_t used = strlen(seen->text);
		(void)snprintf(seen->text + used, sizeof(seen->text) - used, "%s|",
			       values[i] ? values[i] : "NULL");
	}
	return seen->rows == seen->stop_after;
}

static struct sqlembic_query run(struct bench *b, const char *sql, const char *const *args, size_t nargs,
				 struct seen *seen)
{
	struct sqlembic_error err = { 0 };
	struct sqlembic_query query = {
		.sql = sql, .args = args, .nargs = nargs, .row = seen ? see : NULL, .payload = seen
	};
	cr_assert_eq(b->session->driver->query(b->session, &query, &err), 0, "%s: %s", sql, err.message);
	cr_assert_not(query.missing);
	return query;
}

void conformance_query_binds_text_and_null(const struct conformance_target *target)
{
	struct bench b = set_up(target);
	const char *const rows[][2] = { { "1", "it's a \"test\"; -- ?" }, { "2", "" }, { "3", NULL } };
	struct seen seen = { 0 };
	for (size_t i = 0; i < 3; i++)
		run(&b, "INSERT INTO t (id, name) VALUES (?, ?)", rows[i], 2, NULL);
	run(&b, "SELECT id, name FROM t ORDER BY id", NULL, 0, &seen);
	cr_assert_str_eq(seen.text, "1|it's a \"test\"; -- ?|2||3|NULL|");
	/* A question mark inside a literal is none of ours. */
	seen = (struct seen){ 0 };
	run(&b, "SELECT name FROM t WHERE name <> '?' AND id = ?", (const char *const[]){ "1" }, 1, &seen);
	cr_assert_eq(seen.rows, 1);
	tear_down(&b);
}

void conformance_query_yields_every_row(const struct conformance_target *target)
{
	struct bench b = set_up(target);
	struct seen seen = { 0 };
	conformance_exec(b.session, "INSERT INTO t VALUES (3, 'c'), (1, 'a'), (2, NULL)");
	run(&b, "SELECT name, id FROM t ORDER BY id", NULL, 0, &seen);
	cr_assert_eq(seen.rows, 3);
	cr_assert_eq(seen.columns, 2);
	cr_assert_str_eq(seen.text, "a|1|NULL|2|c|3|");
	/* Without a receiver the rows are dropped. */
	run(&b, "SELECT name, id FROM t ORDER BY id", NULL, 0, NULL);
	tear_down(&b);
}

void conformance_query_stops_when_told(const struct conformance_target *target)
{
	struct bench b = set_up(target);
	struct seen seen = { .stop_after = 2 };
	conformance_exec(b.session, "INSERT INTO t VALUES (1, 'a'), (2, 'b'), (3, 'c')");
	run(&b, "SELECT id FROM t ORDER BY id", NULL, 0, &seen);
	cr_assert_eq(seen.rows, 2);
	/* The session is idle again. */
	conformance_exec(b.session, "DROP TABLE t");
	tear_down(&b);
}

void conformance_query_forgives_a_missing_table(const struct conformance_target *target)
{
	struct bench b = set_up(target);
	struct sqlembic_error err = { 0 };
	struct sqlembic_query query = { .sql = "SELECT version_num FROM nowhere", .missing_ok = true };
	cr_assert_eq(target->driver->query(b.session, &query, &err), 0);
	cr_assert(query.missing);
	query.missing_ok = false;
	cr_assert_eq(target->driver->query(b.session, &query, &err), SQLEMBIC_E_FAILED);
	cr_assert_not(query.missing);
	cr_assert_not_null(strstr(err.message, "nowhere"));
	/* Only tables are forgiven. */
	struct sqlembic_query column = { .sql = "SELECT nonsense FROM t", .missing_ok = true };
	cr_assert_eq(target->driver->query(b.session, &column, &err), SQLEMBIC_E_FAILED);
	tear_down(&b);
}

void conformance_query_sees_a_table_come_and_go(const struct conformance_target *target)
{
	struct bench b = set_up(target);
	struct sqlembic_query query = { .sql = "SELECT a FROM later", .missing_ok = true };
	for (int i = 0; i < 3; i++) {
		cr_assert_eq(target->driver->query(b.session, &query, NULL), 0);
		cr_assert(query.missing, "round %d", i);
		conformance_exec(b.session, "CREATE TABLE later (a INTEGER)");
		cr_assert_eq(target->driver->query(b.session, &query, NULL), 0);
		cr_assert_not(query.missing, "round %d", i);
		conformance_exec(b.session, "DROP TABLE later");
	}
	tear_down(&b);
}

void conformance_query_counts_changed_rows(const struct conformance_target *target)
{
	struct bench b = set_up(target);
	const char *const two[] = { "2" };
	cr_assert_eq(run(&b, "INSERT INTO t VALUES (1, 'a'), (2, 'b')", NULL, 0, NULL).changed, 2);
	cr_assert_eq(run(&b, "UPDATE t SET name = 'x' WHERE id = ?", two, 1, NULL).changed, 1);
	/* Matched, although nothing is different afterwards. */
	cr_assert_eq(run(&b, "UPDATE t SET name = 'x' WHERE id = ?", two, 1, NULL).changed, 1);
	cr_assert_eq(run(&b, "UPDATE t SET name = 'x' WHERE id = 9", NULL, 0, NULL).changed, 0);
	cr_assert_eq(run(&b, "DELETE FROM t WHERE id = ?", two, 1, NULL).changed, 1);
	cr_assert_eq(run(&b, "DELETE FROM t WHERE id = ?", two, 1, NULL).changed, 0);
	tear_down(&b);
}

void conformance_query_refuses_wrong_arguments(const struct conformance_target *target)
{
	struct bench b = set_up(target);
	struct sqlembic_error err = { 0 };
	struct sqlembic_query query = { .sql = "SELECT id FROM t WHERE id = ? AND name = ?",
					.args = (const char *const[]){ "1" },
					.nargs = 1 };
	cr_assert_eq(target->driver->query(b.session, &query, &err), SQLEMBIC_E_FAILED);
	conformance_exec(b.session, "INSERT INTO t VALUES (1, 'a')");
	tear_down(&b);
}
