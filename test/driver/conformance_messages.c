/* conformance_messages.c: send() with parts of all kinds: their order, where they stop, and what is said of it. */
#include "conformance.h"

#include <criterion/criterion.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define PARTS 8

/* A database with a table `t`, and a message for it. */
struct bench {
	const struct conformance_target *target;
	struct sqlembic_url url;
	struct sqlembic_session *session;
	struct sqlembic_part parts[PARTS];
	struct sqlembic_query queries[PARTS];
	size_t n, done;
	struct sqlembic_error err;
};

static void set_up(struct bench *b, const struct conformance_target *target)
{
	*b = (struct bench){ .target = target };
	target->create(&b->url);
	b->session = conformance_open(target, &b->url, NULL);
	conformance_exec(b->session, "CREATE TABLE t (id INTEGER NOT NULL PRIMARY KEY, name VARCHAR(99))");
	conformance_exec(b->session, "INSERT INTO t VALUES (0, 'old')");
}

static void tear_down(struct bench *b)
{
	b->target->driver->close(b->session);
	b->target->drop(&b->url);
}

static void add(struct bench *b, enum sqlembic_part_kind kind)
{
	b->parts[b->n++] = (struct sqlembic_part){ .kind = kind };
}

static void add_statement(struct bench *b, const char *sql)
{
	add(b, SQLEMBIC_PART_STATEMENT);
	b->parts[b->n - 1].sql = (struct sqlembic_span){ sql, strlen(sql) };
}

/* `args` lives until the message is sent. */
static struct sqlembic_query *add_query(struct bench *b, const char *sql, const char *const *args,
					size_t nargs)
{
	struct sqlembic_query *query = &b->queries[b->n];
	*query = (struct sqlembic_query){ .sql = sql, .args = args, .nargs = nargs };
	add(b, SQLEMBIC_PART_QUERY);
	b->parts[b->n - 1].query = query;
	return query;
}

static struct sqlembic_query *add_one_row(struct bench *b, const char *sql)
{
	struct sqlembic_query *query = add_query(b, sql, NULL, 0);
	query->one_row = true;
	return query;
}

static int deliver(struct bench *b)
{
	size_t n = b->n;
	b->n = 0;
	b->done = 99;
	memset(&b->err, 0, sizeof(b->err));
	return b->session->driver->send(b->session, b->parts, n, &b->done, &b->err);
}

static void must_deliver(struct bench *b)
{
	size_t n = b->n;
	cr_assert_eq(deliver(b), 0, "part %zu: %s", b->done, b->err.message);
	cr_assert_eq(b->done, n);
}

static void expect_text(struct bench *b, const char *sql, const char *expected)
{
	char *text = conformance_text(b->session, sql);
	cr_expect_str_eq(text ? text : "NULL", expected, "%s", sql);
	free(text);
}

void conformance_message_runs_parts_in_order(const struct conformance_target *target)
{
	static struct bench b;
	const char *const args[] = { "1", "it's a \"test\"; -- ?" };
	set_up(&b, target);
	add_query(&b, "INSERT INTO t (id, name) VALUES (?, ?)", args, 2);
	add_statement(&b, "UPDATE t SET id = 2 WHERE id = 1");
	add(&b, SQLEMBIC_PART_BEGIN);
	struct sqlembic_query *update = add_one_row(&b, "UPDATE t SET id = 3 WHERE id = 2");
	add_statement(&b, "UPDATE t SET id = 4 WHERE id = 3");
	add(&b, SQLEMBIC_PART_CHECK);
	add_one_row(&b, "UPDATE t SET id = 5 WHERE id = 4");
	add(&b, SQLEMBIC_PART_COMMIT);
	must_deliver(&b);
	cr_assert_eq(update->changed, 1);
	cr_assert_not(update->missed);
	cr_assert_not(target->driver->in_transaction(b.session));
	expect_text(&b, "SELECT name FROM t WHERE id = 5", args[1]);
	cr_assert_eq(conformance_number(b.session, "SELECT count(*) FROM t"), 2);
	tear_down(&b);
}

void conformance_message_may_leave_a_transaction_open(const struct conformance_target *target)
{
	static struct bench b;
	set_up(&b, target);
	add(&b, SQLEMBIC_PART_BEGIN);
	add_statement(&b, "INSERT INTO t VALUES (1, 'a')");
	must_deliver(&b);
	cr_assert(target->driver->in_transaction(b.session));
	add_statement(&b, "INSERT INTO t VALUES (2, 'b')");
	add(&b, SQLEMBIC_PART_CHECK);
	must_deliver(&b);
	cr_assert_eq(target->driver->rollback(b.session, NULL), 0);
	cr_assert_eq(conformance_number(b.session, "SELECT count(*) FROM t"), 1);
	tear_down(&b);
}

void conformance_message_stops_at_a_failed_statement(const struct conformance_target *target)
{
	static struct bench b;
	set_up(&b, target);
	add(&b, SQLEMBIC_PART_BEGIN);
	add_statement(&b, "INSERT INTO t VALUES (1, 'a')");
	add_one_row(&b, "UPDATE t SET name = 'new' WHERE id = 0");
	add_statement(&b, "INSERT INTO t VALUES (1, 'again')");
	add_query(&b, "INSERT INTO t VALUES (2, 'b')", NULL, 0);
	add(&b, SQLEMBIC_PART_COMMIT);
	cr_assert_eq(deliver(&b), SQLEMBIC_E_FAILED);
	cr_assert_eq(b.done, 3);
	cr_assert(strcmp(b.err.sqlstate, target->unique_said) == 0 ||
			  strncmp(b.err.detail, target->unique_said, strlen(target->unique_said)) == 0,
		  "sqlstate \"%s\", detail \"%s\"", b.err.sqlstate, b.err.detail);
	cr_assert_eq(target->driver->rollback(b.session, NULL), 0);
	expect_text(&b, "SELECT name FROM t", "old");
	cr_assert_eq(conformance_number(b.session, "SELECT count(*) FROM t"), 1);
	tear_down(&b);
}

/* Outside of a transaction each part commits by itself: what comes before the failure stays. */
void conformance_message_keeps_what_it_did(const struct conformance_target *target)
{
	static struct bench b;
	set_up(&b, target);
	add_query(&b, "INSERT INTO t VALUES (1, 'a')", NULL, 0);
	add_statement(&b, "CREATE TABLE u (id INTEGER)");
	add_one_row(&b, "UPDATE t SET name = 'new' WHERE id = 0");
	add_statement(&b, "CREATE TABLE u (id INTEGER)");
	add_one_row(&b, "UPDATE t SET name = 'newer' WHERE id = 0");
	cr_assert_eq(deliver(&b), SQLEMBIC_E_FAILED);
	cr_assert_eq(b.done, 3);
	cr_assert_not_null(strstr(b.err.message, "u"));
	expect_text(&b, "SELECT name FROM t WHERE id = 0", "new");
	cr_assert_eq(conformance_number(b.session, "SELECT count(*) FROM t"), 2);
	cr_assert_eq(conformance_number(b.session, "SELECT count(*) FROM u"), 0);
	tear_down(&b);
}

void conformance_message_stops_at_a_missed_row(const struct conformance_target *target)
{
	static const struct {
		const char *sql;
		long long changed;
	} misses[] = { { "UPDATE t SET name = 'new' WHERE id = 9", 0 },
		       { "DELETE FROM t WHERE id = 9", 0 },
		       { "UPDATE t SET name = 'new' WHERE id < 2", 2 } };
	static struct bench b;
	set_up(&b, target);
	conformance_exec(b.session, "INSERT INTO t VALUES (1, 'old')");
	for (int inside = 0; inside < 2; inside++) {
		for (size_t i = 0; i < sizeof(misses) / sizeof(*misses); i++) {
			if (inside)
				add(&b, SQLEMBIC_PART_BEGIN);
			add_one_row(&b, "UPDATE t SET name = 'old' WHERE id = 1");
			struct sqlembic_query *query = add_one_row(&b, misses[i].sql);
			add_statement(&b, "INSERT INTO t VALUES (2, 'too late')");
			add_query(&b, "INSERT INTO t VALUES (3, 'too late')", NULL, 0);
			if (inside)
				add(&b, SQLEMBIC_PART_COMMIT);
			cr_assert_eq(deliver(&b), SQLEMBIC_E_FAILED);
			cr_assert(query->missed, "%s", misses[i].sql);
			cr_assert_eq(query->changed, misses[i].changed, "%s: %lld", misses[i].sql,
				     query->changed);
			cr_assert_eq(b.done, 1U + (size_t)inside, "%s: %zu", misses[i].sql, b.done);
			cr_assert_eq(target->driver->rollback(b.session, NULL), 0);
			cr_assert_eq(conformance_number(b.session, "SELECT count(*) FROM t"), 2);
		}
	}
	tear_down(&b);
}

void conformance_message_counts_rows_that_stay_the_same(const struct conformance_target *target)
{
	static struct bench b;
	set_up(&b, target);
	add_one_row(&b, "UPDATE t SET name = 'old' WHERE id = 0");
	add_statement(&b, "INSERT INTO t VALUES (1, 'a')");
	must_deliver(&b);
	tear_down(&b);
}

/* What is said of a statement is about the statement, whatever was sent before and behind it. */
void conformance_message_reports_the_position(const struct conformance_target *target)
{
	static const char *const bad[] = { "INSERT INTO t\n  VALUEZ (3)", "INSERT INTO t VALUEZ (3",
					   "CREATE TABLE v (id INTEGER, VALUEZ" };
	const char *const args[] = { "1", "\xc3\xa9\xc3\xa9;\nunsent" };
	static struct bench b;
	set_up(&b, target);
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++) {
		struct sqlembic_error alone = { 0 };
		cr_assert_eq(conformance_try(b.session, bad[i], &alone), SQLEMBIC_E_FAILED);

		add(&b, SQLEMBIC_PART_BEGIN);
		add_query(&b, "INSERT INTO t (id, name) VALUES (?, ?)", args, 2);
		add_statement(&b, "INSERT INTO t VALUES (2, '\xc3\xa9\nb')");
		add_statement(&b, bad[i]);
		add_one_row(&b, "DELETE FROM t WHERE name = 'unsent'");
		add(&b, SQLEMBIC_PART_COMMIT);
		cr_assert_eq(deliver(&b), SQLEMBIC_E_FAILED);
		cr_assert_eq(b.done, 3, "%s: %zu", bad[i], b.done);
		cr_expect_eq(b.err.position, alone.position, "%s: position %zu, expected %zu (%s)", bad[i],
			     b.err.position, alone.position, b.err.message);
		cr_expect_null(strstr(b.err.message, "DELETE"), "%s", b.err.message);
		cr_expect_null(strstr(b.err.message, "COMMIT"), "%s", b.err.message);
		cr_assert_eq(target->driver->rollback(b.session, NULL), 0);
	}
	cr_assert_eq(conformance_number(b.session, "SELECT count(*) FROM t"), 1);
	tear_down(&b);
}

void conformance_message_refuses_two_statements(const struct conformance_target *target)
{
	static struct bench b;
	set_up(&b, target);
	add_query(&b, "INSERT INTO t VALUES (1, 'a')", NULL, 0);
	add_statement(&b, "INSERT INTO t VALUES (2, 'b'); INSERT INTO t VALUES (3, 'c')");
	add_query(&b, "INSERT INTO t VALUES (4, 'd')", NULL, 0);
	cr_assert_eq(deliver(&b), SQLEMBIC_E_FAILED);
	cr_assert_eq(b.done, 1);
	cr_assert_eq(conformance_number(b.session, "SELECT count(*) FROM t"), 2);
	tear_down(&b);
}

void conformance_message_checks_the_transaction(const struct conformance_target *target)
{
	static struct bench b;
	set_up(&b, target);
	add_statement(&b, "INSERT INTO t VALUES (1, 'a')");
	add(&b, SQLEMBIC_PART_CHECK);
	add_statement(&b, "INSERT INTO t VALUES (2, 'b')");
	cr_assert_eq(deliver(&b), SQLEMBIC_E_FAILED);
	cr_assert_eq(b.done, 1);
	cr_assert_eq(conformance_number(b.session, "SELECT count(*) FROM t"), 2);
	tear_down(&b);
}

void conformance_message_refuses_a_second_begin(const struct conformance_target *target)
{
	static struct bench b;
	set_up(&b, target);
	add(&b, SQLEMBIC_PART_BEGIN);
	add_statement(&b, "INSERT INTO t VALUES (1, 'a')");
	add(&b, SQLEMBIC_PART_BEGIN);
	add(&b, SQLEMBIC_PART_COMMIT);
	cr_assert_eq(deliver(&b), SQLEMBIC_E_FAILED);
	cr_assert_eq(b.done, 2);
	cr_assert_eq(target->driver->rollback(b.session, NULL), 0);
	cr_assert_eq(conformance_number(b.session, "SELECT count(*) FROM t"), 1);
	tear_down(&b);
}

/* However little is left of a transaction: who is blamed is who has failed. */
void conformance_message_blames_the_part_that_failed(const struct conformance_target *target)
{
	static struct bench b;
	set_up(&b, target);
	add(&b, SQLEMBIC_PART_BEGIN);
	add_statement(&b, "INSERT INTO t VALUES (1, 'a')");
	must_deliver(&b);
	add(&b, SQLEMBIC_PART_CHECK);
	add_query(&b, "INSERT INTO nowhere VALUES (1)", NULL, 0);
	add(&b, SQLEMBIC_PART_COMMIT);
	cr_assert_eq(deliver(&b), SQLEMBIC_E_FAILED);
	cr_assert_eq(b.done, 1, "%zu", b.done);
	cr_assert_eq(target->driver->rollback(b.session, NULL), 0);
	cr_assert_eq(conformance_number(b.session, "SELECT count(*) FROM t"), 1);
	tear_down(&b);
}
