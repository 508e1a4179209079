/* test_postgresql_schema.c: PostgreSQL's catalog as facts, and the statements that lead from one to another: for each pair the
 * script is applied, a second comparison is empty, and the script back leads back. */
#include "postgresql_target.h"

#include <criterion/criterion.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "schema/action.h"
#include "sqlembic/schema.h"

struct place {
	struct sqlembic_url url;
	struct sqlembic_session *session;
};

static struct place make(void)
{
	struct place place = { 0 };
	postgresql_target.create(&place.url);
	place.session = conformance_open(&postgresql_target, &place.url, NULL);
	return place;
}

static void unmake(struct place *place)
{
	postgresql_target.driver->close(place->session);
	postgresql_target.drop(&place->url);
}

/* One statement a line. */
static void load(struct place *place, const char *statements)
{
	char *copy = strdup(statements), *rest = copy;
	for (char *line; (line = strsep(&rest, "\n"));)
		if (*line)
			conformance_exec(place->session, line);
	free(copy);
}

static const struct sqlembic_schema *schema(void)
{
	return postgresql_target.driver->schema;
}

static void read_catalog(struct catalog *out, struct sqlembic_session *session)
{
	static const char *const own[] = { "alembic_version", NULL };
	const struct sqlembic_scope scope = { .size = sizeof(scope), .all_schemas = true, .own = own };
	struct sqlembic_error err = { 0 };
	catalog_init(out, schema()->kinds);
	struct sqlembic_catalog_sink sink = catalog_sink(out);
	cr_assert_eq(schema()->read(session, &scope, &sink, &err), 0, "%s %s", err.message, err.sqlstate);
	cr_assert_eq(catalog_finish(out, &err), 0, "%s", err.message);
}

static void compare_catalogs(struct comparison *out, struct action_list *actions, const struct catalog *from,
			     const struct catalog *to, struct arena *arena)
{
	struct sqlembic_error err = { 0 };
	cr_assert_eq(compare(out, from, to, NULL, arena, &err), 0, "%s", err.message);
	cr_assert_eq(fate_decide(out, &err), 0, "%s", err.message);
	cr_assert_eq(arrange(actions, out, &err), 0, "%s: %s", err.message, err.detail);
}

static void expect_equal(const struct catalog *is, const struct catalog *wanted, const char *name,
			 const char *when)
{
	struct arena arena = { 0 };
	struct comparison c;
	struct action_list actions;
	compare_catalogs(&c, &actions, is, wanted, &arena);
	cr_expect_eq(compare_count(&c), 0, "%s, %s: %zu differences", name, when, compare_count(&c));
	cr_expect_eq(actions.n, 0, "%s, %s: %s", name, when, actions.n ? actions.items[0]->sql : "");
	arena_release(&arena);
}

/* New labels of an enum can be used after a COMMIT only: each statement has its own transaction here. */
static void apply(struct place *place, const struct action_list *actions, const char *name)
{
	struct sqlembic_error err = { 0 };
	conformance_exec(place->session, schema()->prologue);
	for (size_t i = 0; i < actions->n; i++)
		cr_assert_eq(conformance_try(place->session, actions->items[i]->sql, &err), 0, "%s: %s: %s",
			     name, err.message, actions->items[i]->sql);
}

static bool has_statement(const struct action_list *actions, const char *part)
{
	for (size_t i = 0; i < actions->n; i++)
		if (strstr(actions->items[i]->sql, part))
			return true;
	return false;
}

struct pair_case {
	const char *name, *a, *b;
	const char *needs; /* a part of one of the statements up; NULL: any */
};

/* Leads `place`, which is as `from`, to `to`. */
static void lead(struct place *place, const struct catalog *from, const struct catalog *to,
		 const struct pair_case *pair, const char *needs)
{
	struct arena arena = { 0 };
	struct comparison c;
	struct action_list actions;
	struct catalog is;
	compare_catalogs(&c, &actions, from, to, &arena);
	cr_expect(!needs || has_statement(&actions, needs), "%s: no statement has %s", pair->name, needs);
	apply(place, &actions, pair->name);
	read_catalog(&is, place->session);
	expect_equal(&is, to, pair->name, needs ? "up" : "back");
	catalog_release(&is);
	arena_release(&arena);
}

static void go_both_ways(const struct pair_case *pair, long since)
{
	struct place a = make(), b = make();
	struct catalog from, to;
	if (conformance_number(a.session, "SELECT current_setting('server_version_num')") < since) {
		unmake(&a);
		unmake(&b);
		return;
	}
	load(&a, pair->a);
	load(&b, pair->b);
	read_catalog(&from, a.session);
	read_catalog(&to, b.session);
	lead(&a, &from, &to, pair, pair->needs);
	lead(&a, &to, &from, pair, NULL);
	catalog_release(&from);
	catalog_release(&to);
	unmake(&a);
	unmake(&b);
}

/* `since`: the version of the server that knows all of it. */
#define BOTH_WAYS_SINCE(test, since, ...)                                     \
	Test(postgresql_schema, test)                                         \
	{                                                                     \
		static const struct pair_case pairs[] = { __VA_ARGS__ };      \
		for (size_t i = 0; i < sizeof(pairs) / sizeof(pairs[0]); i++) \
			go_both_ways(&pairs[i], since);                       \
	}

#define BOTH_WAYS(test, ...) BOTH_WAYS_SINCE(test, 0, __VA_ARGS__)

BOTH_WAYS(
	tables_and_columns,
	{ "all of it is new", "",
	  "CREATE SCHEMA s\nCREATE TABLE s.t (id serial PRIMARY KEY, \"q?\" text DEFAULT 'it''s' NOT NULL)\n"
	  "CREATE UNLOGGED TABLE u (a int) WITH (fillfactor=70, autovacuum_enabled=off)",
	  "CREATE UNLOGGED TABLE public.u" },
	{ "a type that views, rules, policies, triggers and checks look at",
	  "CREATE TABLE t (a int CHECK (a > 0), b text)\nCREATE VIEW v AS SELECT a FROM t\nCREATE VIEW w AS "
	  "SELECT a FROM v\n"
	  "CREATE INDEX i ON t (a) WHERE a > 1\nCREATE POLICY p ON t USING (a > 1)\nCOMMENT ON VIEW w IS "
	  "'kept'\n"
	  "CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN new; END'\n"
	  "CREATE TRIGGER g BEFORE UPDATE OF a ON t FOR EACH ROW EXECUTE PROCEDURE f()",
	  "CREATE TABLE t (a text CHECK (a > '0'), b text)\nCREATE VIEW v AS SELECT a FROM t\nCREATE VIEW w "
	  "AS SELECT a FROM v\n"
	  "CREATE INDEX i ON t (a) WHERE a > '1'\nCREATE POLICY p ON t USING (a > '1')\nCOMMENT ON VIEW w IS "
	  "'kept'\n"
	  "CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN new; END'\n"
	  "CREATE TRIGGER g BEFORE UPDATE OF a ON t FOR EACH ROW EXECUTE PROCEDURE f()",
	  "COMMENT ON VIEW public.w" },
	{ "a type keeps what ALTER forgets",
	  "CREATE TABLE t (a varchar(10) COLLATE \"C\" DEFAULT 'x')\nALTER TABLE t ALTER a SET STORAGE "
	  "EXTERNAL, ALTER a SET STATISTICS 7",
	  "CREATE TABLE t (a text COLLATE \"C\" DEFAULT 'x')\nALTER TABLE t ALTER a SET STORAGE EXTERNAL, "
	  "ALTER a SET STATISTICS 7",
	  "SET STORAGE EXTERNAL" },
	{ "serial and identity under one name", "CREATE TABLE t (id serial PRIMARY KEY)",
	  "CREATE TABLE t (id int GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY)",
	  "ADD GENERATED BY DEFAULT" },
	{ "row security, replica identity, cluster",
	  "CREATE TABLE t (a int NOT NULL)\nCREATE UNIQUE INDEX i ON t (a)",
	  "CREATE TABLE t (a int NOT NULL)\nCREATE UNIQUE INDEX i ON t (a)\nALTER TABLE t ENABLE ROW LEVEL "
	  "SECURITY\n"
	  "ALTER TABLE t FORCE ROW LEVEL SECURITY\nALTER TABLE t REPLICA IDENTITY USING INDEX i\nALTER TABLE "
	  "t CLUSTER ON i",
	  "REPLICA IDENTITY USING INDEX" },
	{ "a name that another kind had", "CREATE TABLE x (a int)", "CREATE VIEW x AS SELECT 1 AS a",
	  "CREATE VIEW public.x" })

BOTH_WAYS(keys,
	  { "foreign keys in a circle", "",
	    "CREATE TABLE a (id int PRIMARY KEY, b int)\nCREATE TABLE b (id int PRIMARY KEY, a int "
	    "REFERENCES a)\n"
	    "ALTER TABLE a ADD FOREIGN KEY (b) REFERENCES b",
	    "FOREIGN KEY" },
	  { "a key that others refer to",
	    "CREATE TABLE a (x int, y int, CONSTRAINT k PRIMARY KEY (x))\nCREATE TABLE b (x int, CONSTRAINT "
	    "f FOREIGN KEY (x) REFERENCES a)",
	    "CREATE TABLE a (x int, y int NOT NULL, CONSTRAINT k PRIMARY KEY (y))\nCREATE TABLE b (x int, "
	    "CONSTRAINT f FOREIGN KEY (x) REFERENCES a)",
	    "DROP CONSTRAINT f" },
	  { "validated, and when it is checked",
	    "CREATE TABLE a (x int PRIMARY KEY)\nCREATE TABLE b (x int)\nALTER TABLE b ADD CONSTRAINT f "
	    "FOREIGN KEY (x) REFERENCES a NOT VALID\n"
	    "ALTER TABLE b ADD CONSTRAINT g FOREIGN KEY (x) REFERENCES a",
	    "CREATE TABLE a (x int PRIMARY KEY)\nCREATE TABLE b (x int)\nALTER TABLE b ADD CONSTRAINT f "
	    "FOREIGN KEY (x) REFERENCES a\n"
	    "ALTER TABLE b ADD CONSTRAINT g FOREIGN KEY (x) REFERENCES a DEFERRABLE INITIALLY DEFERRED",
	    "VALIDATE CONSTRAINT f" },
	  { "parameters of a key's index", "CREATE TABLE a (x int, CONSTRAINT k UNIQUE (x) DEFERRABLE)",
	    "CREATE TABLE a (x int, CONSTRAINT k UNIQUE (x) WITH (fillfactor=50) DEFERRABLE)",
	    "SET (fillfactor" })

BOTH_WAYS(types,
	  { "labels that are added", "CREATE TYPE e AS ENUM ('a', 'c')",
	    "CREATE TYPE e AS ENUM ('a', 'b', 'c', 'd''')", "ADD VALUE 'b' BEFORE 'c'" },
	  { "an enum in use loses a label",
	    "CREATE TYPE e AS ENUM ('a', 'b', 'c')\nCREATE TABLE t (x e DEFAULT 'a' CHECK (x <> 'b'), y "
	    "e[])\nCREATE VIEW v AS SELECT x FROM t\n"
	    "CREATE FUNCTION f(e) RETURNS int LANGUAGE sql AS 'SELECT 1'\nCOMMENT ON TYPE e IS 'kept'",
	    "CREATE TYPE e AS ENUM ('c', 'a', 'b')\nCREATE TABLE t (x e DEFAULT 'a' CHECK (x <> 'b'), y "
	    "e[])\nCREATE VIEW v AS SELECT x FROM t\n"
	    "CREATE FUNCTION f(e) RETURNS int LANGUAGE sql AS 'SELECT 1'\nCOMMENT ON TYPE e IS 'kept'",
	    "DROP TYPE public.\"sqlembic_old_e\"" },
	  { "a domain in use gets another type",
	    "CREATE DOMAIN d AS int DEFAULT 1 CONSTRAINT p CHECK (VALUE > 0)\nCREATE TABLE t (x d)\nCREATE "
	    "VIEW v AS SELECT x FROM t",
	    "CREATE DOMAIN d AS bigint DEFAULT 2 NOT NULL CONSTRAINT p CHECK (VALUE > 1)\nCREATE TABLE t (x "
	    "d)\nCREATE VIEW v AS SELECT x FROM t",
	    "DROP DOMAIN public.\"sqlembic_old_d\"" },
	  { "a composite type in use, and the enum and domain in it",
	    "CREATE TYPE e AS ENUM ('a', 'b')\nCREATE DOMAIN d AS int\nCREATE TYPE c AS (x e, y d, z "
	    "int)\nCREATE TABLE t (v c)\n"
	    "CREATE VIEW w AS SELECT (v).x FROM t",
	    "CREATE TYPE e AS ENUM ('b', 'a')\nCREATE DOMAIN d AS bigint\nCREATE TYPE c AS (x e, y d, z "
	    "text)\nCREATE TABLE t (v c)\n"
	    "CREATE VIEW w AS SELECT (v).x FROM t",
	    "sqlembic_old_c" },
	  { "a table of a type", "CREATE TYPE c AS (a int, b text)\nCREATE TABLE t OF c (a DEFAULT 1)",
	    "CREATE TYPE c AS (a int, d text)\nCREATE TABLE t OF c (a DEFAULT 2, d NOT NULL)", "CASCADE" },
	  { "composite and range types", "CREATE TYPE c AS (a int, b text)",
	    "CREATE TYPE c AS (a bigint, d date)\nCREATE TYPE r AS RANGE (subtype = date)",
	    "ALTER TYPE public.c" })

BOTH_WAYS(programs,
	  { "a function that a default uses gets another result",
	    "CREATE FUNCTION f() RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT 1'\nCREATE TABLE t (a bigint "
	    "DEFAULT f())",
	    "CREATE FUNCTION f() RETURNS bigint LANGUAGE sql IMMUTABLE AS 'SELECT 1::bigint'\nCREATE TABLE t "
	    "(a bigint DEFAULT f())",
	    "sqlembic_old_f" },
	  { "a function in place", "CREATE FUNCTION f(a int) RETURNS int LANGUAGE sql AS 'SELECT 1'",
	    "CREATE FUNCTION f(a int DEFAULT 3) RETURNS int LANGUAGE sql STABLE AS 'SELECT 2'",
	    "CREATE OR REPLACE" },
	  { "triggers and rules",
	    "CREATE TABLE t (a int)\nCREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN "
	    "new; END'\n"
	    "CREATE TRIGGER g BEFORE INSERT ON t FOR EACH ROW EXECUTE PROCEDURE f()",
	    "CREATE TABLE t (a int)\nCREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN "
	    "new; END'\n"
	    "CREATE TRIGGER g AFTER INSERT ON t FOR EACH ROW EXECUTE PROCEDURE f()\nALTER TABLE t DISABLE "
	    "TRIGGER g\n"
	    "CREATE RULE r AS ON DELETE TO t DO INSTEAD NOTHING",
	    "DISABLE TRIGGER g" },
	  { "aggregates and operators", "",
	    "CREATE FUNCTION f(int, int) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT $1 + $2'\n"
	    "CREATE AGGREGATE g(int) (SFUNC = f, STYPE = int, INITCOND = '0')\nCREATE OPERATOR ### "
	    "(PROCEDURE = f, LEFTARG = int, RIGHTARG = int)",
	    "CREATE AGGREGATE" })

BOTH_WAYS(
	views,
	{ "a column more",
	  "CREATE TABLE t (a int, b int)\nCREATE VIEW v AS SELECT a FROM t\nCREATE VIEW w AS SELECT * FROM v",
	  "CREATE TABLE t (a int, b int)\nCREATE VIEW v AS SELECT a, b FROM t\nCREATE VIEW w AS SELECT * "
	  "FROM v",
	  "CREATE OR REPLACE VIEW" },
	{ "another first column, and what hangs on the views",
	  "CREATE TABLE t (a int, b text)\nCREATE VIEW v WITH (security_barrier=true) AS SELECT a FROM t\n"
	  "CREATE MATERIALIZED VIEW m AS SELECT * FROM v\nCREATE INDEX i ON m (a)\nGRANT SELECT ON m TO "
	  "PUBLIC",
	  "CREATE TABLE t (a int, b text)\nCREATE VIEW v AS SELECT b AS a FROM t\n"
	  "CREATE MATERIALIZED VIEW m AS SELECT * FROM v\nCREATE INDEX i ON m (a)\nGRANT SELECT ON m TO "
	  "PUBLIC",
	  "GRANT SELECT ON TABLE public.m" })

BOTH_WAYS_SINCE(generated, 120000,
		{ "expressions, and what they look at",
		  "CREATE FUNCTION f(int) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT 1'\n"
		  "CREATE TABLE t (a int, b int GENERATED ALWAYS AS (a * 2) STORED, c int GENERATED ALWAYS "
		  "AS (a + 1) STORED, d int DEFAULT 3, "
		  "e int GENERATED ALWAYS AS (f(1)) STORED)\nCREATE INDEX i ON t (b)",
		  "CREATE FUNCTION f(int) RETURNS bigint LANGUAGE sql IMMUTABLE AS 'SELECT 1::bigint'\n"
		  "CREATE TABLE t (a bigint, b int GENERATED ALWAYS AS (a * 3) STORED, c int DEFAULT 4, d "
		  "int GENERATED ALWAYS AS (a + 1) STORED, "
		  "e int GENERATED ALWAYS AS (f(1)) STORED)\nCREATE INDEX i ON t (b)",
		  "a * 3" })

BOTH_WAYS_SINCE(
	partitions, 120000,
	{ "all of it is new", "",
	  "CREATE TABLE m (a int NOT NULL, b text, CONSTRAINT mk PRIMARY KEY (a), CONSTRAINT mc CHECK (a > "
	  "0)) PARTITION BY RANGE (a)\n"
	  "CREATE INDEX mi ON m (b)\nCREATE TABLE p PARTITION OF m FOR VALUES FROM (1) TO (10)\n"
	  "CREATE TABLE d PARTITION OF m DEFAULT",
	  "ATTACH PARTITION public.p" },
	{ "a partition more, another bound",
	  "CREATE TABLE m (a int NOT NULL PRIMARY KEY, b text) PARTITION BY RANGE (a)\nCREATE INDEX mi ON "
	  "m (b)\n"
	  "CREATE TABLE p PARTITION OF m FOR VALUES FROM (1) TO (10)",
	  "CREATE TABLE m (a int NOT NULL PRIMARY KEY, b text, c int DEFAULT 1) PARTITION BY RANGE "
	  "(a)\nCREATE INDEX mi ON m (b)\n"
	  "CREATE TABLE p PARTITION OF m FOR VALUES FROM (1) TO (20)\nCREATE TABLE q PARTITION OF m FOR "
	  "VALUES FROM (20) TO (30)",
	  "DETACH PARTITION public.p" },
	{ "children", "CREATE TABLE a (x int)\nCREATE TABLE c (z int) INHERITS (a)",
	  "CREATE TABLE a (x bigint DEFAULT 1, y int NOT NULL)\nCREATE TABLE c (z int) INHERITS "
	  "(a)\nCREATE TABLE d () INHERITS (a)",
	  "INHERITS (public.a)" })

BOTH_WAYS(rights,
	  { "privileges",
	    "CREATE TABLE t (a int, b int)\nGRANT SELECT ON t TO PUBLIC\nGRANT UPDATE (a) ON t TO PUBLIC",
	    "CREATE TABLE t (a int, b int)\nGRANT INSERT, DELETE ON t TO PUBLIC\nGRANT UPDATE (a), SELECT "
	    "(b) ON t TO PUBLIC\n"
	    "CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1'\nREVOKE ALL ON FUNCTION f() FROM "
	    "PUBLIC\n"
	    "ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO PUBLIC",
	    "GRANT DELETE, INSERT ON TABLE public.t" },
	  { "comments", "CREATE TABLE t (a int CONSTRAINT k PRIMARY KEY)\nCOMMENT ON TABLE t IS 'one'",
	    "CREATE TABLE t (a int CONSTRAINT k PRIMARY KEY)\nCOMMENT ON COLUMN t.a IS 'it''s'\nCOMMENT ON "
	    "CONSTRAINT k ON t IS 'back\\slash'\n"
	    "COMMENT ON INDEX k IS 'of k'",
	    "COMMENT ON COLUMN public.t.a" })

/* ---- texts that change when they are loaded again ---- */

/* Makes the catalog's objects in a database of their own, and reads them there. */
static void build_again(struct catalog *out, const struct catalog *catalog)
{
	struct place place = make();
	struct arena arena = { 0 };
	struct catalog start;
	struct comparison c;
	struct action_list actions;
	read_catalog(&start, place.session);
	compare_catalogs(&c, &actions, &start, catalog, &arena);
	apply(&place, &actions, "again");
	read_catalog(out, place.session);
	catalog_release(&start);
	arena_release(&arena);
	unmake(&place);
}

Test(postgresql_schema, second_generations_of_texts_are_stable)
{
	struct place place = make();
	struct catalog first, second, third;
	load(&place, "CREATE TABLE t (s varchar(9), n int, m int, d date, CHECK (s IN ('a','b')), CHECK (s "
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
	read_catalog(&first, place.session);
	build_again(&second, &first);
	build_again(&third, &second);
	expect_equal(&second, &third, "texts", "third generation");
	catalog_release(&first);
	catalog_release(&second);
	catalog_release(&third);
	unmake(&place);
}

/* ---- reading ---- */

Test(postgresql_schema, reading_is_the_same_in_every_session)
{
	static const char *const settings[] = {
		"SET DateStyle = 'SQL, DMY'",  "SET IntervalStyle = iso_8601",
		"SET TimeZone = 'Asia/Tokyo'", "SET quote_all_identifiers = on",
		"SET bytea_output = escape",   "SET search_path = pg_catalog"
	};
	struct place place = make();
	struct catalog plain, other;
	load(&place, "CREATE TABLE t (a timestamptz DEFAULT '2026-01-02 03:04:05+00', b date DEFAULT "
		     "'2026-02-01', c interval DEFAULT '90 min',"
		     " d bytea DEFAULT '\\x00ff', date text)");
	read_catalog(&plain, place.session);
	for (size_t i = 0; i < sizeof(settings) / sizeof(settings[0]); i++)
		conformance_exec(place.session, settings[i]);
	char *path = conformance_text(place.session, "SELECT current_setting('search_path')");
	read_catalog(&other, place.session);
	expect_equal(&plain, &other, "settings", "other session");
	char *later = conformance_text(place.session, "SELECT current_setting('search_path')");
	cr_expect_str_eq(path, later);
	free(path);
	free(later);
	catalog_release(&plain);
	catalog_release(&other);
	unmake(&place);
}

Test(postgresql_schema, reading_inside_a_transaction_leaves_it_as_it_was)
{
	struct place place = make();
	struct catalog catalog;
	conformance_begin(place.session);
	conformance_exec(place.session, "CREATE TABLE t (a int)");
	read_catalog(&catalog, place.session);
	cr_expect_gt(catalog.n, 2);
	conformance_exec(place.session, "INSERT INTO t VALUES (1)");
	conformance_commit(place.session);
	cr_expect_eq(conformance_number(place.session, "SELECT count(*) FROM t"), 1);
	catalog_release(&catalog);
	unmake(&place);
}

Test(postgresql_schema, our_own_tables_are_no_part_of_it)
{
	struct place a = make(), b = make();
	struct catalog with, without;
	load(&a, "CREATE TABLE alembic_version (version_num varchar(32) NOT NULL CONSTRAINT "
		 "alembic_version_pkc PRIMARY KEY)\n"
		 "COMMENT ON TABLE alembic_version IS 'ours'");
	read_catalog(&with, a.session);
	read_catalog(&without, b.session);
	expect_equal(&with, &without, "own tables", "read");
	catalog_release(&with);
	catalog_release(&without);
	unmake(&a);
	unmake(&b);
}

Test(postgresql_schema, objects_of_unknown_kinds_are_listed)
{
	struct place place = make();
	struct catalog catalog;
	load(&place, "CREATE TYPE shell\nCREATE OPERATOR FAMILY fam USING btree");
	read_catalog(&catalog, place.session);
	cr_expect_eq(catalog.nunread, 2, "%zu", catalog.nunread);
	catalog_release(&catalog);
	unmake(&place);
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
	cr_assert_eq(schema()->scratch_list(session, count_name, &found, NULL), 0);
	return found;
}

Test(postgresql_schema, scratch_of_a_living_run_is_nobody_elses)
{
	static const char name[] = "sqlembic_scratch_schema_test";
	struct sqlembic_error err = { 0 };
	struct sqlembic_session *maker = conformance_open(&postgresql_target, postgresql_server(), NULL);
	struct sqlembic_session *other = conformance_open(&postgresql_target, postgresql_server(), NULL);
	cr_assert_eq(schema()->scratch_make(maker, name, &err), 0, "%s", err.message);
	cr_expect_eq(count_left(other), 0);
	postgresql_target.driver->close(maker);
	/* The server may take a moment to see that it is gone. */
	while (conformance_number(
		       other,
		       "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND classid = 1936551009") >
	       0)
		continue;
	cr_expect_eq(count_left(other), 1);
	cr_expect_eq(schema()->scratch_drop(other, name, &err), 0, "%s", err.message);
	cr_expect_eq(count_left(other), 0);
	postgresql_target.driver->close(other);
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
	cr_expect_lt(schema()->scratch_make(session, "sqlembic_scratch_denied", &err), 0);
	cr_expect_not_null(strstr(err.hint, "scratch_url"), "%s", err.hint);
	struct catalog catalog;
	read_catalog(&catalog, session);
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
	struct place place = make();
	struct sqlembic_error err = { 0 };
	struct digest before = { 0 }, after = { 0 };
	load(&place, "CREATE TYPE e AS ENUM ('x')\nCREATE TABLE p (id int PRIMARY KEY)\n"
		     "CREATE TABLE nothing ()\n"
		     "CREATE TABLE t (a int REFERENCES p, b uuid, c e, d jsonb, f int[], g date)");
	cr_assert_eq(schema()->seed(place.session, &err), 0, "%s", err.message);
	cr_assert_eq(schema()->rows(place.session, find_column, &before, &err), 0, "%s", err.message);
	cr_expect_str_eq(before.count, "2");
	conformance_exec(place.session, "UPDATE t SET b = NULL WHERE a = 1");
	cr_assert_eq(schema()->rows(place.session, find_column, &after, &err), 0, "%s", err.message);
	cr_expect_str_eq(after.count, "2");
	cr_expect_str_neq(before.text, after.text);
	unmake(&place);
}
