/* test_postgresql_schema.c: how PostgreSQL's catalog is read, whatever the session, and scratch databases. */
#include "postgresql_pairs.h"

#include <criterion/criterion.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Makes the catalog's objects in a database of their own, and reads them there. */
static void build_again(struct catalog *out, const struct catalog *catalog)
{
	struct pairs_place place = pairs_make();
	struct arena arena = { 0 };
	struct catalog start;
	struct comparison c;
	struct action_list actions;
	pairs_read(&start, place.session);
	pairs_compare(&c, &actions, &start, catalog, &arena);
	pairs_apply(&place, &actions, "again");
	pairs_read(out, place.session);
	catalog_release(&start);
	arena_release(&arena);
	pairs_unmake(&place);
}

Test(postgresql_schema, second_generations_of_texts_are_stable)
{
	struct pairs_place place = pairs_make();
	struct catalog first, second, third;
	pairs_load(&place,
		   "CREATE TABLE t (s varchar(9), n int, m int, d date, CHECK (s IN ('a','b')), CHECK (s "
		   "NOT IN ('c','d')),"
		   " CHECK (n BETWEEN 1 AND 2 AND m BETWEEN 3 AND 4), CHECK (s = ANY "
		   "(ARRAY['a','b']::varchar[])))\n"
		   "CREATE VIEW v AS SELECT s FROM t WHERE s IN ('a','b') AND n BETWEEN 1 AND 2 AND m "
		   "BETWEEN 1 AND 2\n"
		   "CREATE MATERIALIZED VIEW mv AS SELECT s FROM t WHERE s IN ('a','b')\n"
		   "CREATE INDEX i ON t (n) WHERE s IN ('a','b')\n"
		   "CREATE POLICY p ON t USING (s IN ('a','b')) WITH CHECK (s NOT IN ('a','b'))\n"
		   "CREATE DOMAIN dom AS varchar CHECK (VALUE IN ('a','b'))\n"
		   "CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN new; END'\n"
		   "CREATE TRIGGER g BEFORE UPDATE ON t FOR EACH ROW WHEN (new.s IN ('a','b')) EXECUTE "
		   "PROCEDURE f()\n"
		   "CREATE RULE r AS ON UPDATE TO t WHERE new.s IN ('a','b') DO INSTEAD NOTHING");
	pairs_read(&first, place.session);
	build_again(&second, &first);
	build_again(&third, &second);
	pairs_expect_equal(&second, &third, "texts", "third generation");
	catalog_release(&first);
	catalog_release(&second);
	catalog_release(&third);
	pairs_unmake(&place);
}

/* ---- reading ---- */

Test(postgresql_schema, reading_is_the_same_in_every_session)
{
	static const char *const settings[] = {
		"SET DateStyle = 'SQL, DMY'",  "SET IntervalStyle = iso_8601",
		"SET TimeZone = 'Asia/Tokyo'", "SET quote_all_identifiers = on",
		"SET bytea_output = escape",   "SET search_path = pg_catalog"
	};
	struct pairs_place place = pairs_make();
	struct catalog plain, other;
	pairs_load(&place, "CREATE TABLE t (a timestamptz DEFAULT '2026-01-02 03:04:05+00', b date DEFAULT "
			   "'2026-02-01', c interval DEFAULT '90 min',"
			   " d bytea DEFAULT '\\x00ff', date text)");
	pairs_read(&plain, place.session);
	for (size_t i = 0; i < sizeof(settings) / sizeof(settings[0]); i++)
		conformance_exec(place.session, settings[i]);
	char *path = conformance_text(place.session, "SELECT current_setting('search_path')");
	pairs_read(&other, place.session);
	pairs_expect_equal(&plain, &other, "settings", "other session");
	char *later = conformance_text(place.session, "SELECT current_setting('search_path')");
	cr_expect_str_eq(path, later);
	free(path);
	free(later);
	catalog_release(&plain);
	catalog_release(&other);
	pairs_unmake(&place);
}

/* From the second time on a catalog is read by prepared queries. */
Test(postgresql_schema, reading_often_is_the_same_as_reading_once)
{
	static const char few[] = "CREATE TABLE t (a int PRIMARY KEY, b text DEFAULT 'x')";
	static const char more[] = "CREATE VIEW v AS SELECT a FROM t\n"
				   "CREATE SEQUENCE s\n"
				   "CREATE TYPE e AS ENUM ('a', 'b')\n"
				   "CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1'\n"
				   "COMMENT ON TABLE t IS 'c'\n"
				   "GRANT SELECT (a) ON t TO PUBLIC\n"
				   "CREATE INDEX i ON t (b) WHERE a > 1";
	struct pairs_place often = pairs_make(), once = pairs_make();
	struct catalog first, catalogs[4], expected;
	pairs_load(&often, few);
	pairs_read(&first, often.session);
	pairs_read(&catalogs[0], often.session);
	pairs_expect_equal(&first, &catalogs[0], "few", "second time");
	pairs_load(&often, more);
	pairs_load(&once, few);
	pairs_load(&once, more);
	pairs_read(&expected, once.session);
	for (size_t i = 1; i < 4; i++) {
		if (i == 3)
			conformance_exec(often.session, "DEALLOCATE ALL");
		pairs_read(&catalogs[i], often.session);
		pairs_expect_equal(&expected, &catalogs[i], "more", "once more");
		cr_expect_eq(catalogs[i].used.at[catalogs[i].n], expected.used.at[expected.n],
			     "as many edges");
	}
	catalog_release(&first);
	catalog_release(&expected);
	for (size_t i = 0; i < 4; i++)
		catalog_release(&catalogs[i]);
	pairs_unmake(&often);
	pairs_unmake(&once);
}

Test(postgresql_schema, reading_inside_a_transaction_leaves_it_as_it_was)
{
	struct pairs_place place = pairs_make();
	struct catalog catalog;
	conformance_begin(place.session);
	conformance_exec(place.session, "CREATE TABLE t (a int)");
	pairs_read(&catalog, place.session);
	cr_expect_gt(catalog.n, 2);
	conformance_exec(place.session, "INSERT INTO t VALUES (1)");
	conformance_commit(place.session);
	cr_expect_eq(conformance_number(place.session, "SELECT count(*) FROM t"), 1);
	catalog_release(&catalog);
	pairs_unmake(&place);
}

Test(postgresql_schema, our_own_tables_are_no_part_of_it)
{
	struct pairs_place a = pairs_make(), b = pairs_make();
	struct catalog with, without;
	pairs_load(&a, "CREATE TABLE alembic_version (version_num varchar(32) NOT NULL CONSTRAINT "
		       "alembic_version_pkc PRIMARY KEY)\n"
		       "COMMENT ON TABLE alembic_version IS 'ours'");
	pairs_read(&with, a.session);
	pairs_read(&without, b.session);
	pairs_expect_equal(&with, &without, "own tables", "read");
	catalog_release(&with);
	catalog_release(&without);
	pairs_unmake(&a);
	pairs_unmake(&b);
}

Test(postgresql_schema, objects_of_unknown_kinds_are_listed)
{
	struct pairs_place place = pairs_make();
	struct catalog catalog;
	pairs_load(&place, "CREATE TYPE shell\nCREATE TYPE other_shell");
	pairs_read(&catalog, place.session);
	cr_expect_eq(catalog.unread.n, 2, "%zu", catalog.unread.n);
	catalog_release(&catalog);
	pairs_unmake(&place);
}

/* ---- scratch databases ---- */

static int count_name(void *payload, const char *const *values, size_t n)
{
	size_t *found = payload;
	(void)n;
	*found += strcmp(values[0], "sqlembic_scratch_schema_test") == 0;
	return 0;
}

static size_t count_left(struct sqlembic_session *session)
{
	size_t found = 0;
	cr_assert_eq(pairs_schema()->scratch_list(session, count_name, &found, NULL), 0);
	return found;
}

#define OUR_LOCKS                                                                                         \
	"SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND classid = 1936551009 AND objid = " \
	"CAST(CAST(CAST(hashtext('sqlembic_scratch_schema_test') AS bit(32)) AS bigint) AS oid)"

Test(postgresql_schema, scratch_of_a_living_run_is_nobody_elses)
{
	static const char name[] = "sqlembic_scratch_schema_test";
	struct sqlembic_error err = { 0 };
	struct sqlembic_session *maker = conformance_open(&postgresql_target, postgresql_server(), NULL);
	struct sqlembic_session *other = conformance_open(&postgresql_target, postgresql_server(), NULL);
	struct sqlembic_session *another = conformance_open(&postgresql_target, postgresql_server(), NULL);
	cr_assert_eq(pairs_schema()->scratch_make(maker, name, &err), 0, "%s", err.message);
	cr_expect_eq(count_left(other), 0);
	postgresql_target.driver->close(maker);
	/* The server may take a moment to see that it is gone. */
	while (conformance_number(other, OUR_LOCKS) > 0)
		continue;
	cr_expect_eq(count_left(other), 1);
	cr_expect_eq(count_left(another), 0, "two may not drop it");
	cr_expect_eq(pairs_schema()->scratch_drop(other, name, &err), 0, "%s", err.message);
	cr_expect_eq(conformance_number(other, OUR_LOCKS), 0, "the lock goes with it");
	cr_expect_eq(count_left(another), 0);
	postgresql_target.driver->close(other);
	postgresql_target.driver->close(another);
}

/* Else DROP DATABASE finds the session's process at its first look, and looks again after a tenth of a second. */
Test(postgresql_schema, the_server_is_out_of_a_scratch_database_when_a_session_is_closed)
{
	static const char name[] = "sqlembic_scratch_left_test";
	struct sqlembic_error err = { 0 };
	struct sqlembic_url url = *postgresql_server();
	struct sqlembic_session *maker = conformance_open(&postgresql_target, postgresql_server(), NULL);
	cr_assert_eq(pairs_schema()->scratch_make(maker, name, &err), 0, "%s", err.message);
	url.database = name;
	for (int i = 0; i < 5; i++) {
		postgresql_target.driver->close(conformance_open(&postgresql_target, &url, NULL));
		cr_expect_eq(conformance_number(maker,
						"SELECT count(*) FROM pg_stat_activity WHERE datname = "
						"'sqlembic_scratch_left_test'"),
			     0);
	}
	cr_expect_eq(pairs_schema()->scratch_drop(maker, name, &err), 0, "%s", err.message);
	postgresql_target.driver->close(maker);
}

/* Sessions of ours wait for one another, for as long as revisions are tried in another database. */
Test(postgresql_schema, no_session_of_a_scratch_database_is_ended_for_waiting)
{
	static const char name[] = "sqlembic_scratch_wait_test";
	static const char limits[] = "SELECT COALESCE(current_setting('idle_session_timeout', true), '0')";
	struct sqlembic_error err = { 0 };
	struct sqlembic_url url = *postgresql_server();
	struct sqlembic_session *maker = conformance_open(&postgresql_target, postgresql_server(), NULL);
	if (conformance_number(maker, "SELECT current_setting('server_version_num')") >= 140000)
		conformance_exec(maker, "SET idle_session_timeout = 60000");
	conformance_exec(maker, "SET idle_in_transaction_session_timeout = 60000");
	cr_assert_eq(pairs_schema()->scratch_make(maker, name, &err), 0, "%s", err.message);
	cr_expect_eq(conformance_number(maker, limits), 0);
	url.database = name;
	struct sqlembic_session *inside = conformance_open(&postgresql_target, &url, NULL);
	cr_expect_eq(conformance_number(inside, limits), 0);
	cr_expect_eq(conformance_number(inside,
					"SELECT count(*) FROM pg_settings WHERE source = 'database' AND "
					"name ~ '^idle_in_transaction_session|^synchronous_commit'"),
		     2);
	postgresql_target.driver->close(inside);
	cr_expect_eq(pairs_schema()->scratch_drop(maker, name, &err), 0, "%s", err.message);
	postgresql_target.driver->close(maker);
}

static struct sqlembic_session *open_as(const char *role)
{
	struct sqlembic_url url = *postgresql_server();
	url.user = role;
	return conformance_open(&postgresql_target, &url, NULL);
}

Test(postgresql_schema, a_missing_right_to_make_one_is_explained)
{
	struct sqlembic_error err = { 0 };
	postgresql_admin("CREATE ROLE schema_plain LOGIN");
	struct sqlembic_session *session = open_as("schema_plain");
	cr_expect_lt(pairs_schema()->scratch_make(session, "sqlembic_scratch_denied", &err), 0);
	cr_expect_not_null(strstr(err.hint, "scratch_url"), "%s", err.hint);
	struct catalog catalog;
	pairs_read(&catalog, session);
	catalog_release(&catalog);
	postgresql_target.driver->close(session);
	postgresql_admin("DROP ROLE schema_plain");
}

/* ---- rows ---- */

struct digest {
	char count[32], text[64];
};

static int find_column(void *payload, const char *const *values, size_t n)
{
	struct digest *digest = payload;
	if (n < 4 || strcmp(values[1], "public.t.b") != 0)
		return 0;
	(void)snprintf(digest->count, sizeof(digest->count), "%s", values[2]);
	(void)snprintf(digest->text, sizeof(digest->text), "%s", values[3]);
	return 0;
}

Test(postgresql_schema, rows_are_put_and_told_of)
{
	struct pairs_place place = pairs_make();
	struct sqlembic_error err = { 0 };
	struct digest before = { 0 }, after = { 0 };
	pairs_load(&place, "CREATE TYPE e AS ENUM ('x')\nCREATE TABLE p (id int PRIMARY KEY)\n"
			   "CREATE TABLE nothing ()\n"
			   "CREATE TABLE t (a int REFERENCES p, b uuid, c e, d jsonb, f int[], g date)");
	cr_assert_eq(pairs_schema()->seed(place.session, false, &err), 0, "%s", err.message);
	cr_assert_eq(pairs_schema()->rows(place.session, find_column, &before, &err), 0, "%s", err.message);
	cr_expect_str_eq(before.count, "2");
	conformance_exec(place.session, "UPDATE t SET b = NULL WHERE a = 1");
	cr_assert_eq(pairs_schema()->rows(place.session, find_column, &after, &err), 0, "%s", err.message);
	cr_expect_str_eq(after.count, "2");
	cr_expect_str_neq(before.text, after.text);
	pairs_unmake(&place);
}

static int add_tables(void *payload, const char *const *values, size_t n)
{
	if (n >= 4 && strchr(values[1], '.') == strrchr(values[1], '.'))
		sqlembic_buf_printf(payload, "%s %s\n", values[1], values[2]);
	return 0;
}

static void expect_seeded(const struct pairs_place *place, const char *wanted)
{
	struct sqlembic_error err = { 0 };
	struct sqlembic_buf tables = SQLEMBIC_BUF_INIT;
	cr_assert_eq(pairs_schema()->seed(place->session, false, &err), 0, "%s", err.message);
	cr_assert_eq(pairs_schema()->rows(place->session, add_tables, &tables, &err), 0, "%s", err.message);
	cr_expect_str_eq(sqlembic_buf_text(&tables), wanted);
	sqlembic_buf_release(&tables);
}

/* Where no script was run since the last time, those with rows are not looked at; what took none is tried again. */
Test(postgresql_schema, rows_are_put_into_what_has_none)
{
	struct pairs_place place = pairs_make();
	pairs_load(&place, "CREATE TABLE a (x int CHECK (x > 5))\nCREATE TABLE b (x int)");
	expect_seeded(&place, "public.a 0\npublic.b 2\n");
	conformance_exec(place.session, "DELETE FROM b");
	expect_seeded(&place, "public.a 0\npublic.b 0\n");
	conformance_exec(place.session, "ALTER TABLE a DROP CONSTRAINT a_x_check");
	conformance_exec(place.session, "CREATE TABLE c (x int CHECK (x > 5))");
	conformance_exec(place.session, "CREATE TABLE d (x int UNIQUE)");
	expect_seeded(&place, "public.a 2\npublic.b 0\npublic.c 0\npublic.d 2\n");
	conformance_exec(place.session, "ALTER TABLE c DROP CONSTRAINT c_x_check");
	expect_seeded(&place, "public.a 2\npublic.b 0\npublic.c 2\npublic.d 2\n");
	pairs_unmake(&place);
}

/* One row that fits is better than none, and one table that takes none does not keep the others from theirs. */
Test(postgresql_schema, rows_are_put_one_by_one_where_some_do_not_fit)
{
	struct pairs_place place = pairs_make();
	expect_seeded(&place, "");
	pairs_load(&place, "CREATE TABLE a (x int CHECK (x < 2))\nCREATE TABLE b (x int CHECK (x > 5))\n"
			   "CREATE TABLE c (x int)");
	expect_seeded(&place, "public.a 1\npublic.b 0\npublic.c 2\n");
	pairs_unmake(&place);
}

static int list_all(void *payload, const char *const *values, size_t n)
{
	struct sqlembic_buf *list = payload;
	if (n > 3)
		sqlembic_buf_printf(list, "%s %s%s\n", values[1], values[2], values[3] ? "" : " -");
	return 0;
}

/* All are read by one query: names that it uses itself, collations that do not go together, and what JSON would not take. */
Test(postgresql_schema, rows_of_odd_tables_are_told_of)
{
	struct pairs_place place = pairs_make();
	struct sqlembic_error err = { 0 };
	struct sqlembic_buf list = SQLEMBIC_BUF_INIT;
	cr_assert_eq(pairs_schema()->rows(place.session, list_all, &list, &err), 0, "%s", err.message);
	cr_expect_eq(list.len, 0);
	pairs_load(&place,
		   "CREATE TABLE \"odd %s\" (t text COLLATE \"C\", start json, vs text COLLATE \"POSIX\","
		   " \"V'\"\"\" text[])\nCREATE TABLE nothing ()\nCREATE TABLE empty (a int)\n"
		   "CREATE TABLE q (x int, i int)");
	conformance_exec(place.session, "INSERT INTO \"odd %s\" VALUES ('1', '\"\\u0000\"', NULL, "
					"'{2,NULL}'), (NULL, '{}', '', NULL)");
	conformance_exec(place.session, "INSERT INTO q VALUES (1, 2)");
	conformance_exec(place.session, "INSERT INTO nothing DEFAULT VALUES");
	cr_assert_eq(pairs_schema()->rows(place.session, list_all, &list, &err), 0, "%s", err.message);
	cr_expect_str_eq(sqlembic_buf_text(&list),
			 "public.empty 0 -\npublic.empty.a 0 -\npublic.nothing 1\n"
			 "public.\"odd %s\" 2\npublic.\"odd %s\".t 2\npublic.\"odd %s\".start 2\n"
			 "public.\"odd %s\".vs 2\npublic.\"odd %s\".\"V'\"\"\" 2\n"
			 "public.q 1\npublic.q.x 1\npublic.q.i 1\n");
	sqlembic_buf_release(&list);
	pairs_unmake(&place);
}

static int join_digests(void *payload, const char *const *values, size_t n)
{
	struct sqlembic_buf *digests = payload;
	sqlembic_buf_printf(digests, "%s ", n > 3 && values[3] ? values[3] : "");
	return 0;
}

Test(postgresql_schema, values_that_make_the_same_text_side_by_side_are_others)
{
	struct pairs_place place = pairs_make();
	struct sqlembic_error err = { 0 };
	struct sqlembic_buf before = SQLEMBIC_BUF_INIT, after = SQLEMBIC_BUF_INIT;
	pairs_load(&place, "CREATE TABLE t (v text)");
	conformance_exec(place.session, "INSERT INTO t VALUES ('a,1:b'), ('c'), (NULL)");
	cr_assert_eq(pairs_schema()->rows(place.session, join_digests, &before, &err), 0, "%s", err.message);
	for (const char *const *values =
		     (const char *const[]){ "('a'), ('b,c'), (NULL)", "('a,1:b'), ('c'), ('-')",
					    "('a'), ('1:b,1:c'), (NULL)", NULL };
	     *values; values++) {
		char sql[128];
		conformance_exec(place.session, "TRUNCATE t");
		(void)snprintf(sql, sizeof(sql), "INSERT INTO t VALUES %s", *values);
		conformance_exec(place.session, sql);
		sqlembic_buf_clear(&after);
		cr_assert_eq(pairs_schema()->rows(place.session, join_digests, &after, &err), 0, "%s",
			     err.message);
		cr_expect_str_neq(sqlembic_buf_text(&before), sqlembic_buf_text(&after));
	}
	sqlembic_buf_release(&before);
	sqlembic_buf_release(&after);
	pairs_unmake(&place);
}

/* More than one query is for. */
Test(postgresql_schema, rows_of_many_tables_are_told_of)
{
	struct pairs_place place = pairs_make();
	struct sqlembic_error err = { 0 };
	struct sqlembic_buf list = SQLEMBIC_BUF_INIT, expected = SQLEMBIC_BUF_INIT;
	conformance_exec(place.session,
			 "DO $$ BEGIN FOR i IN 1000 .. 2100 LOOP EXECUTE format('CREATE TABLE t%s "
			 "(a int)', i); END LOOP; INSERT INTO t2000 VALUES (1); END $$");
	for (int i = 1000; i <= 2100; i++)
		sqlembic_buf_printf(&expected, "public.t%d %d%s\npublic.t%d.a %d%s\n", i, i == 2000,
				    i == 2000 ? "" : " -", i, i == 2000, i == 2000 ? "" : " -");
	cr_assert_eq(pairs_schema()->rows(place.session, list_all, &list, &err), 0, "%s", err.message);
	cr_expect_str_eq(sqlembic_buf_text(&list), sqlembic_buf_text(&expected));
	sqlembic_buf_release(&list);
	sqlembic_buf_release(&expected);
	pairs_unmake(&place);
}
