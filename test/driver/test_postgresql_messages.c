/* test_postgresql_messages.c: messages whose COMMIT fails or whose answer is lost, and our own statements that are
 * prepared. */
#include "postgresql_target.h"

#include <criterion/criterion.h>

#include <stdio.h>
#include <stdlib.h>
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

/* ---- the session behind a script ---------------------------------------------------------------------------- */

#define LEFT                                                                                 \
	"SELECT concat_ws(' ', current_setting('search_path'), current_setting('work_mem')," \
	" current_setting('synchronous_commit'), current_user = session_user,"               \
	" (SELECT count(*) FROM pg_listening_channels()), (SELECT count(*) FROM pg_cursors"  \
	" WHERE is_holdable), (SELECT count(*) FROM pg_class WHERE relpersistence = 't' AND relkind = 'r'))"

/* A table whose triggers leave what they can, one of them not before its transaction is committed. */
static void make_untidy(struct bench *b)
{
	conformance_exec(b->session, "CREATE TABLE untidy (id integer)");
	conformance_exec(b->session, "CREATE FUNCTION leave() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
				     "CREATE TEMP TABLE left_behind (id integer); EXECUTE 'LISTEN channel'; "
				     "EXECUTE 'DECLARE held CURSOR WITH HOLD FOR SELECT 1'; "
				     "PERFORM set_config('search_path', 'nowhere', false), "
				     "set_config('role', 'pg_monitor', false); RETURN NEW; END $$");
	conformance_exec(b->session,
			 "CREATE FUNCTION leave_late() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
			 "PERFORM set_config('work_mem', '9MB', false), "
			 "set_config('synchronous_commit', 'local', false); RETURN NULL; END $$");
	conformance_exec(b->session, "CREATE TRIGGER leaves BEFORE INSERT ON untidy FOR EACH ROW "
				     "EXECUTE PROCEDURE leave()");
	conformance_exec(b->session,
			 "CREATE CONSTRAINT TRIGGER leaves_late AFTER INSERT ON untidy DEFERRABLE "
			 "INITIALLY DEFERRED FOR EACH ROW EXECUTE PROCEDURE leave_late()");
}

/* Whether the last message made the session as it was inside of its transaction, as another session sees it. */
static bool has_cleaned_up(struct sqlembic_session *other, long long pid)
{
	char sql[160];
	(void)snprintf(
		sql, sizeof(sql),
		"SELECT CAST(query LIKE '%%DISCARD TEMP;%%' AND query NOT LIKE '%%COMMIT;BEGIN%%' AS integer)"
		" FROM pg_stat_activity WHERE pid = %lld",
		pid);
	return conformance_number(other, sql) == 1;
}

Test(postgresql_messages, what_triggers_leave_in_the_session_is_gone_with_the_commit_of_their_script,
     .timeout = 60)
{
	static const char *const ids[][1] = { { "1" }, { "2" }, { "3" }, { "4" } };
	struct bench b = set_up();
	struct sqlembic_session *other = conformance_open(&postgresql_target, &b.url, NULL);
	make_untidy(&b);
	const long long pid = conformance_number(b.session, "SELECT pg_backend_pid()");
	char *before = conformance_text(b.session, LEFT);
	cr_assert_eq(conformance_lock(b.session, &b.err), 0, "%s", b.err.message);
	for (size_t i = 0; i < 4; i++) {
		struct sqlembic_query query = insert(ids[i]);
		cr_assert_eq(send_revision(&b, "INSERT INTO untidy VALUES (1)", &query), 0, "%zu: %s", i,
			     b.err.message);
		cr_assert(has_cleaned_up(other, pid), "%zu", i);
		char *behind = conformance_text(b.session, LEFT);
		cr_assert_str_eq(behind, before, "%zu", i);
		free(behind);
	}
	cr_assert_eq(conformance_number(b.session, "SELECT count(*) FROM t"), 4);
	free(before);
	other->driver->close(other);
	tear_down(&b);
}

/* The server undoes the cleaning with the transaction, and what is no matter of transactions stays: a sequence's last value. */
Test(postgresql_messages, what_a_script_leaves_that_is_rolled_back_is_gone_behind_it, .timeout = 60)
{
	const char *const id[] = { "1" };
	struct bench b = set_up();
	struct sqlembic_query query = insert(id);
	conformance_exec(b.session, "CREATE TABLE u (id serial)");
	cr_assert_eq(conformance_lock(b.session, &b.err), 0, "%s", b.err.message);
	conformance_exec(b.session, "INSERT INTO t VALUES (1)");
	cr_assert_eq(send_revision(&b, "INSERT INTO u DEFAULT VALUES", &query), SQLEMBIC_E_FAILED);
	cr_assert_str_eq(b.err.sqlstate, "23505", "%s", b.err.message);
	cr_assert_eq(conformance_try(b.session, "SELECT lastval()", &b.err), SQLEMBIC_E_FAILED);
	tear_down(&b);
}

/* It may say whether its COMMIT waits for the disk. */
Test(postgresql_messages, what_a_script_sets_holds_until_its_commit_is_through, .timeout = 60)
{
	static const char *const scripts[] = {
		"SET synchronous_commit = local",
		"INSERT INTO v SELECT set_config('synchronous_commit', 'local', false)"
	};
	static const char *const ids[][1] = { { "1" }, { "2" } };
	struct bench b = set_up();
	struct sqlembic_session *other = conformance_open(&postgresql_target, &b.url, NULL);
	const long long pid = conformance_number(b.session, "SELECT pg_backend_pid()");
	conformance_exec(b.session, "CREATE TABLE v (a text)");
	cr_assert_eq(conformance_lock(b.session, &b.err), 0, "%s", b.err.message);
	for (size_t i = 0; i < 2; i++) {
		struct sqlembic_query query = insert(ids[i]);
		cr_assert_eq(send_revision(&b, scripts[i], &query), 0, "%s", b.err.message);
		cr_assert_not(has_cleaned_up(other, pid));
		char *text = conformance_text(b.session, "SELECT current_setting('synchronous_commit')");
		cr_assert_str_eq(text, "on");
		free(text);
	}
	other->driver->close(other);
	tear_down(&b);
}

/* DDL calls what does not stand in it, or stands there without looking like a call. */
Test(postgresql_messages, what_ddl_calls_unseen_leaves_nothing_behind, .timeout = 60)
{
	static const char *const made[] = {
		("CREATE FUNCTION leave(bigint) RETURNS integer LANGUAGE plpgsql AS"
		 " 'BEGIN PERFORM set_config(''work_mem'', ''9MB'', false); RETURN 1; END'"),
		"CREATE DOMAIN looked_at AS integer CHECK (leave(VALUE) > 0)",
		"CREATE TABLE plain AS SELECT 1 AS a",
		"CREATE TABLE late AS SELECT 1 AS a",
		"ALTER TABLE late ADD CONSTRAINT late_check CHECK (leave(a) > 0) NOT VALID",
		"CREATE TABLE typed AS SELECT 1 AS a",
		"ALTER TABLE typed ADD CHECK (leave(a) > 0)",
		"CREATE TABLE parted (a integer) PARTITION BY LIST (a)",
		("CREATE FUNCTION leave(integer, integer) RETURNS boolean LANGUAGE plpgsql AS"
		 " 'BEGIN PERFORM set_config(''work_mem'', ''9MB'', false); RETURN true; END'"),
		"CREATE OPERATOR === (LEFTARG = integer, RIGHTARG = integer, PROCEDURE = leave)"
	};
	static const char *const scripts[] = {
		"ALTER TABLE late VALIDATE CONSTRAINT late_check",
		"ALTER TABLE typed ALTER a TYPE bigint",
		"ALTER TABLE plain ADD b looked_at",
		"ALTER TABLE plain ADD c integer DEFAULT 1::looked_at",
		"ALTER TABLE plain ADD CHECK (a === 1)",
		"ALTER TABLE plain ADD d boolean DEFAULT 1 === 1",
		"CREATE TABLE part PARTITION OF parted FOR VALUES IN (leave(1))"
	};
	static const char *const ids[][1] = { { "1" }, { "2" }, { "3" }, { "4" }, { "5" }, { "6" }, { "7" } };
	struct bench b = set_up();
	struct sqlembic_session *other = conformance_open(&postgresql_target, &b.url, NULL);
	for (size_t i = 0; i < sizeof(made) / sizeof(made[0]); i++)
		conformance_exec(other, made[i]);
	other->driver->close(other);
	cr_assert_eq(conformance_lock(b.session, &b.err), 0, "%s", b.err.message);
	/* Before version 12 bounds are literals. */
	const long long version = conformance_number(
		b.session, "SELECT CAST(current_setting('server_version_num') AS integer)");
	const size_t n = sizeof(scripts) / sizeof(scripts[0]) - (version < 120000);
	for (size_t i = 0; i < n; i++) {
		struct sqlembic_query query = insert(ids[i]);
		cr_assert_eq(send_revision(&b, scripts[i], &query), 0, "%s: %s", scripts[i], b.err.message);
		char *behind = conformance_text(b.session, "SELECT current_setting('work_mem')");
		cr_expect_str_neq(behind, "9MB", "%s", scripts[i]);
		free(behind);
	}
	tear_down(&b);
}

static void expect_tidy(struct bench *b, const char *script, const char *const id[1])
{
	struct sqlembic_query query = insert(id);
	cr_assert_eq(send_revision(b, script, &query), 0, "%s: %s", script, b->err.message);
	char *behind = conformance_text(b->session, "SELECT current_setting('work_mem')");
	cr_expect_str_neq(behind, "9MB", "%s", script);
	free(behind);
}

#define LEAVE_BY_EVENT                                                               \
	"CREATE FUNCTION leave_by_event() RETURNS event_trigger LANGUAGE plpgsql AS" \
	" 'BEGIN PERFORM set_config(''work_mem'', ''9MB'', false); END'"
#define LEAVES_BY_EVENT \
	"CREATE EVENT TRIGGER leaves_by_event ON ddl_command_end EXECUTE PROCEDURE leave_by_event()"

/* What calls them is DDL that says nothing of it. */
Test(postgresql_messages, what_event_triggers_leave_in_the_session_is_gone_behind_plain_ddl, .timeout = 60)
{
	static const char *const ids[][1] = { { "1" }, { "2" }, { "3" } };
	struct bench b = set_up();
	struct sqlembic_session *other = conformance_open(&postgresql_target, &b.url, NULL);
	conformance_exec(other, LEAVE_BY_EVENT);
	conformance_exec(other, LEAVES_BY_EVENT);
	other->driver->close(other);
	cr_assert_eq(conformance_lock(b.session, &b.err), 0, "%s", b.err.message);
	expect_tidy(&b, "CREATE TABLE u (id integer)", ids[0]);
	expect_tidy(&b, "ALTER TABLE u ADD a integer", ids[1]);
	expect_tidy(&b, "DROP TABLE u", ids[2]);
	tear_down(&b);
}

Test(postgresql_messages, event_triggers_that_a_script_makes_are_thought_of_from_then_on, .timeout = 60)
{
	static const char *const ids[][1] = { { "1" }, { "2" }, { "3" } };
	struct bench b = set_up();
	cr_assert_eq(conformance_lock(b.session, &b.err), 0, "%s", b.err.message);
	expect_tidy(&b, "CREATE TABLE u (id integer)", ids[0]);
	expect_tidy(&b, LEAVE_BY_EVENT "; " LEAVES_BY_EVENT, ids[1]);
	expect_tidy(&b, "DROP TABLE u", ids[2]);
	tear_down(&b);
}

/* Whether the last message did not make the session anew, as another session sees it. */
static bool has_left_alone(struct sqlembic_session *other, long long pid)
{
	char sql[128];
	(void)snprintf(sql, sizeof(sql),
		       "SELECT CAST(query NOT LIKE '%%DISCARD TEMP;%%' AS integer) FROM pg_stat_activity "
		       "WHERE pid = %lld",
		       pid);
	return conformance_number(other, sql) == 1;
}

/* Words are no event trigger, and most extensions bring none along. */
Test(postgresql_messages, plain_ddl_costs_no_reset_where_there_are_no_event_triggers, .timeout = 60)
{
	static const struct {
		const char *script;
		bool is_plain;
	} scripts[] = {
		{ "CREATE TABLE event (id integer)", true },
		{ "CREATE EXTENSION IF NOT EXISTS plpgsql", false },
		{ "CREATE TABLE u (id integer)", true },
		{ "CREATE FUNCTION leave() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'",
		  false },
		{ "CREATE TRIGGER leaves AFTER INSERT ON event EXECUTE PROCEDURE leave()", false },
		{ "ALTER TABLE u ADD a integer", true },
		{ LEAVES_BY_EVENT, false },
		{ "ALTER TABLE u ADD b integer", false },
		{ "ALTER EVENT TRIGGER leaves_by_event DISABLE", false },
		{ "ALTER TABLE u ADD c integer", true },
		{ "ALTER EVENT TRIGGER leaves_by_event ENABLE", false },
		{ "ALTER TABLE u ADD d integer", false },
		{ "DROP EVENT TRIGGER leaves_by_event", false },
		{ "DROP TABLE u", true }
	};
	struct bench b = set_up();
	struct sqlembic_session *other = conformance_open(&postgresql_target, &b.url, NULL);
	const long long pid = conformance_number(b.session, "SELECT pg_backend_pid()");
	conformance_exec(other, LEAVE_BY_EVENT);
	cr_assert_eq(conformance_lock(b.session, &b.err), 0, "%s", b.err.message);
	for (size_t i = 0; i < sizeof(scripts) / sizeof(scripts[0]); i++) {
		char number[8];
		const char *const id[] = { number };
		(void)snprintf(number, sizeof(number), "%zu", i);
		struct sqlembic_query query = insert(id);
		cr_assert_eq(send_revision(&b, scripts[i].script, &query), 0, "%s: %s", scripts[i].script,
			     b.err.message);
		cr_expect_eq(has_left_alone(other, pid), scripts[i].is_plain, "%s", scripts[i].script);
	}
	/* None is left, but the table's file knows no better. */
	cr_assert_eq(b.driver->unlock(b.session, "sqlembic conformance", &b.err), 0, "%s", b.err.message);
	cr_assert_eq(conformance_lock(b.session, &b.err), 0, "%s", b.err.message);
	const char *const id[] = { "100" };
	struct sqlembic_query query = insert(id);
	cr_assert_eq(send_revision(&b, "CREATE TABLE v (id integer)", &query), 0, "%s", b.err.message);
	cr_expect(has_left_alone(other, pid));
	other->driver->close(other);
	tear_down(&b);
}

/* It comes behind what the message does to the session. */
Test(postgresql_messages, a_trigger_of_our_tables_does_not_change_how_the_next_script_is_read, .timeout = 60)
{
	const char *const id[] = { "1" };
	struct bench b = set_up();
	struct sqlembic_query query = insert(id);
	conformance_exec(b.session, "CREATE TABLE u (id integer)");
	conformance_exec(b.session,
			 "CREATE FUNCTION recode() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
			 "PERFORM set_config('client_encoding', 'LATIN1', false); RETURN NEW; END $$");
	conformance_exec(b.session, "CREATE TRIGGER recodes BEFORE INSERT ON t FOR EACH ROW "
				    "EXECUTE PROCEDURE recode()");
	cr_assert_eq(conformance_lock(b.session, &b.err), 0, "%s", b.err.message);
	cr_assert_eq(send_revision(&b, "INSERT INTO u VALUES (1)", &query), 0, "%s", b.err.message);
	char *behind = conformance_text(b.session, "SELECT current_setting('client_encoding')");
	cr_assert_str_eq(behind, "UTF8");
	free(behind);
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
