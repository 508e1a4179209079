/* test_postgresql_messages.c: messages whose COMMIT fails or whose answer is lost, and our own statements that are
 * prepared. */
#include "postgresql_target.h"

#include <criterion/criterion.h>

#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>

struct bench {
	struct sqlembic_url url;
	struct sqlembic_session *session;
	const struct sqlembic_driver *driver;
	struct sqlembic_error err;
	size_t done;
};

static struct bench set_up(void)
{
	struct bench b = { .driver = postgresql_target.driver };
	postgresql_target.create(&b.url);
	b.session = conformance_open(&postgresql_target, &b.url, NULL);
	conformance_exec(b.session, "CREATE TABLE t (id integer UNIQUE DEFERRABLE INITIALLY DEFERRED)");
	return b;
}

static void tear_down(struct bench *b)
{
	b->driver->close(b->session);
	postgresql_target.drop(&b->url);
}

/* A revision as the runner sends it: statements of the script, a row of ours, COMMIT. */
static int send_revision(struct bench *b, const char *sql, struct sqlembic_query *query)
{
	const struct sqlembic_part parts[] = { { .kind = SQLEMBIC_PART_BEGIN },
					       { .kind = SQLEMBIC_PART_STATEMENT,
						 .sql = { sql, strlen(sql) } },
					       { .kind = SQLEMBIC_PART_CHECK },
					       { .kind = SQLEMBIC_PART_QUERY, .query = query },
					       { .kind = SQLEMBIC_PART_COMMIT } };
	b->err = (struct sqlembic_error){ 0 };
	(void)b->driver->script_begin(b->session, NULL);
	int rc = b->driver->send(b->session, parts, sizeof(parts) / sizeof(parts[0]), &b->done, &b->err);
	(void)b->driver->rollback(b->session, NULL);
	(void)b->driver->script_end(b->session, NULL);
	return rc;
}

static struct sqlembic_query insert(const char *const *id)
{
	return (struct sqlembic_query){ .sql = "INSERT INTO t VALUES (CAST(? AS integer))",
					.args = id,
					.nargs = 1 };
}

/* However many statements the server has found in a text: what is not committed is not done. */
Test(postgresql_messages, a_commit_that_fails_is_never_taken_for_done, .timeout = 60)
{
	struct bench b = set_up();
	const char *const id[] = { "1" };
	struct sqlembic_query query = insert(id);
	cr_assert_eq(send_revision(&b, "INSERT INTO t VALUES (1); SELECT 1", &query), SQLEMBIC_E_FAILED);
	cr_assert_str_eq(b.err.sqlstate, "23505", "%s", b.err.message);
	cr_assert_eq(conformance_number(b.session, "SELECT count(*) FROM t"), 0);
	tear_down(&b);
}

/* The number of a transaction alone would not make the server write its log to the disk. */
Test(postgresql_messages, what_need_not_wait_lasts_when_that_is_asked_for, .timeout = 60)
{
	struct bench b = set_up();
	const char *const id[] = { "1" };
	struct sqlembic_query query = insert(id);
	char text[128];
	cr_assert_eq(b.driver->durability(b.session, SQLEMBIC_DURABILITY_LATER, &b.err), 0);
	cr_assert_eq(send_revision(&b, "CREATE TABLE u (id integer)", &query), 0, "%s", b.err.message);
	long long end = conformance_number(b.session, "SELECT pg_current_wal_insert_lsn() - pg_lsn '0/0'");
	cr_assert_eq(b.driver->durability(b.session, SQLEMBIC_DURABILITY_NOW, &b.err), 0, "%s",
		     b.err.message);
	(void)snprintf(text, sizeof(text),
		       "SELECT CAST(pg_current_wal_flush_lsn() - pg_lsn '0/0' >= %lld AS integer)", end);
	cr_assert_eq(conformance_number(b.session, text), 1);
	cr_assert_eq(conformance_number(b.session, "SELECT count(*) FROM pg_largeobject_metadata"), 0);
	tear_down(&b);
}

Test(postgresql_messages, a_question_mark_in_a_name_is_no_argument, .timeout = 60)
{
	static const char *const ids[][1] = { { "1" }, { "2" }, { "3" } };
	struct bench b = set_up();
	conformance_exec(b.session, "CREATE TABLE \"what?\" (\"'?\" text)");
	for (size_t i = 0; i < 3; i++) {
		struct sqlembic_query query = { .sql = "INSERT INTO \"what?\" (\"'?\") VALUES (? || '?')",
						.args = ids[i],
						.nargs = 1 };
		cr_assert_eq(send_revision(&b, "SELECT 1", &query), 0, "%zu: %s", i, b.err.message);
	}
	cr_assert_eq(conformance_number(b.session, "SELECT count(DISTINCT \"'?\") FROM \"what?\""), 3);
	tear_down(&b);
}

/* What was not sent is not there. */
Test(postgresql_messages, a_value_that_is_no_text_spoils_one_message_only, .timeout = 60)
{
	static const char *const ids[][1] = { { "1" }, { "\xff" }, { "3" }, { "4" } };
	struct bench b = set_up();
	for (size_t i = 0; i < 4; i++) {
		struct sqlembic_query query = insert(ids[i]);
		int rc = send_revision(&b, "SELECT 1", &query);
		cr_assert_eq(rc, i == 1 ? SQLEMBIC_E_FAILED : 0, "%zu: %s", i, b.err.message);
	}
	cr_assert_eq(conformance_number(b.session, "SELECT count(*) FROM t"), 3);
	tear_down(&b);
}

/* A function that drops what is prepared is not seen in the text of its call. */
Test(postgresql_messages, a_prepared_statement_that_is_gone_is_explained, .timeout = 60)
{
	static const char *const ids[][1] = { { "1" }, { "2" }, { "3" }, { "4" } };
	struct bench b = set_up();
	conformance_exec(b.session, "CREATE FUNCTION clean() RETURNS void LANGUAGE plpgsql AS $$ BEGIN "
				    "EXECUTE 'DEALLOCATE ' || 'ALL'; END $$");
	for (size_t i = 0; i < 4; i++) {
		struct sqlembic_query query = insert(ids[i]);
		int rc = send_revision(&b, i == 2 ? "SELECT clean()" : "SELECT 1", &query);
		cr_assert_eq(rc, i == 2 ? SQLEMBIC_E_FAILED : 0, "%zu: %s", i, b.err.message);
		if (i != 2)
			continue;
		cr_assert_eq(b.done, 3);
		cr_assert_not_null(strstr(b.err.hint, "run the command again"), "%s", b.err.hint);
	}
	cr_assert_eq(conformance_number(b.session, "SELECT count(*) FROM t"), 3);
	tear_down(&b);
}

/* What the server answers from now on does not arrive. */
static void go_deaf(void)
{
	const char *directory = postgresql_socket();
	for (int fd = 3; fd < 256; fd++) {
		struct sockaddr_un peer = { 0 };
		socklen_t size = sizeof(peer);
		if (getpeername(fd, (struct sockaddr *)&peer, &size) == 0 && peer.sun_family == AF_UNIX &&
		    strncmp(peer.sun_path, directory, strlen(directory)) == 0)
			cr_assert_eq(shutdown(fd, SHUT_RD), 0);
	}
}

/* The encoding ends the first of two messages: a statement of the second was not sent, and is not to blame. */
Test(postgresql_messages, a_lost_answer_blames_no_statement, .timeout = 60)
{
	static const char *const sql[] = { "INSERT INTO t VALUES (1)", "SET LOCAL client_encoding = 'UTF8'",
					   "INSERT INTO t VALUES (2)" };
	struct bench b = set_up();
	struct sqlembic_part parts[4] = { { .kind = SQLEMBIC_PART_BEGIN } };
	for (size_t i = 0; i < 3; i++)
		parts[i + 1] = (struct sqlembic_part){ .kind = SQLEMBIC_PART_STATEMENT,
						       .sql = { sql[i], strlen(sql[i]) } };
	go_deaf();
	cr_assert_eq(b.driver->send(b.session, parts, 4, &b.done, &b.err), SQLEMBIC_E_UNREACHABLE, "%s",
		     b.err.message);
	cr_assert_eq(b.done, 4, "%zu", b.done);
	tear_down(&b);
}
