/* test_sqlite_schema.c: SQLite's schemas as facts, and the statements that lead from one to another: for each pair the script
 * is applied, a second comparison is empty, the script back leads back, and rows are still there. */
#include "sqlite_catalogs.h"
#include "sqlite_target.h"

#include <criterion/criterion.h>

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "schema/action.h"

TestSuite(sqlite_schema, .init = catalogs_begin, .fini = catalogs_end, .timeout = 60);

/* Leads the session's schema to `to`.  *statements gets them, a line each. */
static void lead(struct sqlembic_session *session, const struct catalog *from, const struct catalog *to,
		 const char *name, char *statements, size_t size)
{
	struct arena arena = { 0 };
	struct comparison c;
	struct action_list actions;
	struct catalog is;
	struct sqlembic_error err = { 0 };
	cr_assert_eq(compare(&c, from, to, NULL, &arena, &err), 0, "%s", err.message);
	cr_assert_eq(fate_decide(&c, &err), 0, "%s: %s", name, err.message);
	cr_assert_eq(arrange(&actions, &c, &err), 0, "%s: %s: %s", name, err.message, err.detail);
	statements[0] = '\0';
	conformance_exec(session, "PRAGMA foreign_keys = OFF");
	for (size_t i = 0; i < actions.n; i++) {
		const char *sql = actions.items[i]->sql;
		if (!sql)
			continue;
		snprintf(statements + strlen(statements), size - strlen(statements), "%s\n", sql);
		cr_assert_eq(conformance_try(session, sql, &err), 0, "%s: %s: %s", name, err.message, sql);
	}
	catalogs_read(&is, session, false);
	cr_expect_eq(catalogs_differences(&is, to), 0, "%s: %zu differences are left", name,
		     catalogs_differences(&is, to));
	catalog_release(&is);
	arena_release(&arena);
}

struct pair_case {
	const char *name, *a, *b;
	const char *has, *has_not; /* parts of the statements up; NULL: any */
};

static void go_both_ways(const struct pair_case *pair)
{
	char statements[8192];
	struct catalog from, to;
	char a_name[32], b_name[32];
	static int number;
	snprintf(a_name, sizeof(a_name), "a%d.db", ++number);
	snprintf(b_name, sizeof(b_name), "b%d.db", number);
	struct sqlembic_session *a = catalogs_make(a_name, pair->a), *b = catalogs_make(b_name, pair->b);
	catalogs_read(&from, a, false);
	catalogs_read(&to, b, false);
	cr_expect_gt(catalogs_differences(&from, &to), 0, "%s: no difference is seen", pair->name);
	lead(a, &from, &to, pair->name, statements, sizeof(statements));
	cr_expect(!pair->has || strstr(statements, pair->has), "%s: no statement has %s:\n%s", pair->name,
		  pair->has, statements);
	cr_expect(!pair->has_not || !strstr(statements, pair->has_not), "%s: a statement has %s:\n%s",
		  pair->name, pair->has_not, statements);
	lead(a, &to, &from, pair->name, statements, sizeof(statements));
	catalog_release(&from);
	catalog_release(&to);
	sqlite_target.driver->close(a);
	sqlite_target.driver->close(b);
}

#define NATIVE  NULL, "sqlembic_new_"
#define REBUILT "sqlembic_new_", NULL

static const struct pair_case pairs[] = {
	{ "table", "", "CREATE TABLE t (a)", "CREATE TABLE t", NULL },
	{ "column at the end", "CREATE TABLE t (a)", "CREATE TABLE t (a, b TEXT DEFAULT 'x')", NATIVE },
	{ "column with NOT NULL and default", "CREATE TABLE t (a)",
	  "CREATE TABLE t (a, b INT NOT NULL DEFAULT 0)", NATIVE },
	{ "column with a check and a reference", "CREATE TABLE t (a)",
	  "CREATE TABLE t (a, b INT CHECK (b > 0) REFERENCES t (a))", NATIVE },
	{ "virtual column", "CREATE TABLE t (a)", "CREATE TABLE t (a, b AS (a + 1))", NATIVE },
	{ "stored column", "CREATE TABLE t (a)", "CREATE TABLE t (a, b AS (a + 1) STORED)", REBUILT },
	{ "expression of a column", "CREATE TABLE t (a, b AS (a + 1))", "CREATE TABLE t (a, b AS (a + 2))",
	  REBUILT },
	{ "default that is no constant", "CREATE TABLE t (a)",
	  "CREATE TABLE t (a, b DEFAULT CURRENT_TIMESTAMP)", REBUILT },
	{ "default in parentheses", "CREATE TABLE t (a)", "CREATE TABLE t (a, b DEFAULT (1))", REBUILT },
	{ "column in the middle", "CREATE TABLE t (a, c)", "CREATE TABLE t (a, b, c)", REBUILT },
	{ "order of columns", "CREATE TABLE t (a, b)", "CREATE TABLE t (b, a)", REBUILT },
	{ "unique column", "CREATE TABLE t (a)", "CREATE TABLE t (a, b UNIQUE)", REBUILT },
	{ "type", "CREATE TABLE t (a INT)", "CREATE TABLE t (a VARCHAR(9))", REBUILT },
	{ "conflict clause", "CREATE TABLE t (a NOT NULL)", "CREATE TABLE t (a NOT NULL ON CONFLICT REPLACE)",
	  REBUILT },
	{ "default", "CREATE TABLE t (a DEFAULT 1)", "CREATE TABLE t (a DEFAULT '1')", REBUILT },
	{ "case of a default in double quotes", "CREATE TABLE t (a DEFAULT \"x\")",
	  "CREATE TABLE t (a DEFAULT \"X\")", REBUILT },
	{ "collation", "CREATE TABLE t (a TEXT)", "CREATE TABLE t (a TEXT COLLATE NOCASE)", REBUILT },
	{ "check", "CREATE TABLE t (a CHECK (a > 0))", "CREATE TABLE t (a CHECK (a > 1))", REBUILT },
	{ "check that names its table", "CREATE TABLE t (a, b, CHECK (t.a > 0 AND \"T\" . a < 9))",
	  "CREATE TABLE t (a, b, c UNIQUE, CHECK (t.a > 0 AND \"T\" . a < 9))", REBUILT },
	{ "primary key", "CREATE TABLE t (a, b)", "CREATE TABLE t (a, b, PRIMARY KEY (a, b DESC))", REBUILT },
	{ "rowid alias", "CREATE TABLE t (a INT PRIMARY KEY)", "CREATE TABLE t (a INTEGER PRIMARY KEY)",
	  REBUILT },
	{ "descending key is no alias", "CREATE TABLE t (a INTEGER PRIMARY KEY DESC)",
	  "CREATE TABLE t (a INTEGER PRIMARY KEY)", REBUILT },
	{ "AUTOINCREMENT", "CREATE TABLE t (a INTEGER PRIMARY KEY)",
	  "CREATE TABLE t (a INTEGER PRIMARY KEY AUTOINCREMENT)", REBUILT },
	{ "foreign key", "CREATE TABLE p (i INTEGER PRIMARY KEY)\nCREATE TABLE t (a)",
	  "CREATE TABLE p (i INTEGER PRIMARY KEY)\nCREATE TABLE t (a, FOREIGN KEY (a) REFERENCES p (i) ON "
	  "DELETE SET NULL)",
	  REBUILT },
	{ "action of a foreign key", "CREATE TABLE t (a REFERENCES t ON DELETE CASCADE)",
	  "CREATE TABLE t (a REFERENCES t ON DELETE RESTRICT DEFERRABLE INITIALLY DEFERRED)", REBUILT },
	{ "STRICT", "CREATE TABLE t (a INT)", "CREATE TABLE t (a INT) STRICT", REBUILT },
	{ "WITHOUT ROWID", "CREATE TABLE t (a INT PRIMARY KEY)",
	  "CREATE TABLE t (a INT PRIMARY KEY) WITHOUT ROWID", REBUILT },
	{ "table constraints without a comma", "CREATE TABLE t (a, b)",
	  "CREATE TABLE t (a, b, UNIQUE (a) CHECK (b > 0))", REBUILT },
	{ "column that an index names", "CREATE TABLE t (a, b)\nCREATE INDEX i ON t (a, b)",
	  "CREATE TABLE t (a)\nCREATE INDEX i ON t (a)", NATIVE },
	{ "column that a kept view could name", "CREATE TABLE t (a, b)\nCREATE VIEW v AS SELECT a FROM t",
	  "CREATE TABLE t (a)\nCREATE VIEW v AS SELECT a FROM t", REBUILT },
	{ "column that goes while strings stand in double quotes",
	  "CREATE TABLE t (a, b AS (a || \"$.x\") CHECK (a <> \"it's\"))\nCREATE TABLE u (c, d)\n"
	  "CREATE INDEX i ON t (a || \"x\") WHERE a > \"y\"\n"
	  "CREATE TRIGGER r AFTER INSERT ON t WHEN NEW.a = \"z\" BEGIN INSERT INTO t (a) VALUES (\"C d\"); "
	  "END",
	  "CREATE TABLE t (a, b AS (a || \"$.x\") CHECK (a <> \"it's\"))\nCREATE TABLE u (c)\n"
	  "CREATE INDEX i ON t (a || \"x\") WHERE a > \"y\"\n"
	  "CREATE TRIGGER r AFTER INSERT ON t WHEN NEW.a = \"z\" BEGIN INSERT INTO t (a) VALUES (\"C d\"); "
	  "END",
	  "DROP COLUMN d", "sqlembic_new_" },
	{ "string that was a column", "CREATE TABLE t (a, b, CHECK (a <> \"b\"))",
	  "CREATE TABLE t (a, b, CHECK (a <> 'b'))", REBUILT },
	{ "case of a default without quotes", "CREATE TABLE t (a DEFAULT x)", "CREATE TABLE t (a DEFAULT X)",
	  REBUILT },
	{ "every column", "CREATE TABLE t (a)", "CREATE TABLE t (b)", REBUILT },
	{ "index", "CREATE TABLE t (a)",
	  "CREATE TABLE t (a)\nCREATE UNIQUE INDEX i ON t (lower(a) DESC) WHERE a > 0", NULL, NULL },
	{ "index on another table", "CREATE TABLE t (a)\nCREATE TABLE u (a)\nCREATE INDEX i ON t (a)",
	  "CREATE TABLE t (a)\nCREATE TABLE u (a)\nCREATE INDEX i ON u (a)", NULL, NULL },
	{ "view with its trigger",
	  "CREATE TABLE t (a)\nCREATE VIEW v AS SELECT a FROM t\nCREATE TRIGGER r INSTEAD OF INSERT ON v "
	  "BEGIN SELECT 1; END",
	  "CREATE TABLE t (a)\nCREATE VIEW v AS SELECT a, 1 AS b FROM t\nCREATE TRIGGER r INSTEAD OF INSERT "
	  "ON v BEGIN SELECT "
	  "1; END",
	  "CREATE TRIGGER r", NULL },
	{ "table becomes a view", "CREATE TABLE x (a)", "CREATE VIEW x AS SELECT 1 AS a", NULL, NULL },
	{ "full-text index", "CREATE TABLE t (a)",
	  "CREATE TABLE t (a)\nCREATE VIRTUAL TABLE f USING fts5(a, content='t')", "VALUES ('rebuild')",
	  NULL },
	{ "full-text index of a table that is not there", "CREATE TABLE t (a)",
	  "CREATE TABLE t (a)\nCREATE VIRTUAL TABLE f USING fts5(a UNINDEXED, content=\"gone\", "
	  "tokenize='porter ascii')",
	  NULL, "'rebuild'" },
	{ "full-text index of another column", "CREATE TABLE t (a)",
	  "CREATE TABLE t (a)\nCREATE VIRTUAL TABLE f USING fts5(a, b, content='t')", NULL, "'rebuild'" },
	{ "full-text index of a table that becomes a view",
	  "CREATE TABLE t (a)\nCREATE TABLE x (a)\nCREATE VIRTUAL TABLE f USING fts5(a, content='x')",
	  "CREATE TABLE t (a)\nCREATE VIEW x AS SELECT rowid AS rowid, a FROM t\nCREATE VIRTUAL TABLE f "
	  "USING fts5(a, content='x')",
	  "VALUES ('rebuild')", NULL },
	{ "full-text index of a view", "CREATE TABLE t (a)",
	  "CREATE TABLE t (a)\nCREATE VIEW v AS SELECT rowid AS id, a AS b FROM t\n"
	  "CREATE VIRTUAL TABLE f USING fts5([b], content=v, content_rowid=id)",
	  "VALUES ('rebuild')", NULL },
	{ "full-text index of columns with types", "CREATE TABLE t (a)",
	  "CREATE TABLE t (a)\nCREATE VIRTUAL TABLE f USING fts4(a VARCHAR(9), content='t')",
	  "VALUES ('rebuild')", NULL },
	{ "full-text index of a number that is not there", "CREATE TABLE t (a)",
	  "CREATE TABLE t (a)\nCREATE VIRTUAL TABLE f USING fts5(a, content='t', content_rowid='id')", NULL,
	  "'rebuild'" },
	{ "full-text index of a number that is there", "CREATE TABLE t (a)",
	  "CREATE TABLE t (a)\nCREATE VIRTUAL TABLE f USING fts5(a, content='t', content_rowid=ROWID)",
	  "VALUES ('rebuild')", NULL },
	{ "full-text index of a view that asks it", "CREATE TABLE t (a)",
	  "CREATE TABLE t (a)\nCREATE VIRTUAL TABLE f USING fts5(a, content='v')\n"
	  "CREATE VIEW v AS SELECT t.rowid AS rowid, t.a FROM t JOIN F ON f.rowid = t.rowid",
	  "CREATE VIEW v", "'rebuild'" },
	{ "full-text index of a view over one that asks it", "CREATE TABLE t (a)",
	  "CREATE TABLE t (a)\nCREATE VIRTUAL TABLE \"f g\" USING fts5(a, content='v')\n"
	  "CREATE VIEW w AS SELECT rowid AS id FROM \"f g\"\n"
	  "CREATE VIEW v AS SELECT t.rowid AS rowid, t.a FROM t JOIN main.w ON id = t.rowid",
	  "CREATE VIEW v", "'rebuild'" },
	{ "full-text index of a view with a column of its name", "CREATE TABLE t (a)",
	  "CREATE TABLE t (a)\nCREATE VIEW v AS SELECT f.rowid AS rowid, a, a AS f FROM t AS f\n"
	  "CREATE VIRTUAL TABLE f USING fts5(a, content='v')",
	  "VALUES ('rebuild')", NULL },
	{ "full-text index of a table that numbers no rows",
	  "CREATE TABLE t (rowid PRIMARY KEY, a) WITHOUT ROWID",
	  "CREATE TABLE t (rowid PRIMARY KEY, a) WITHOUT ROWID\n"
	  "CREATE TABLE u (a PRIMARY KEY, id INT) WITHOUT ROWID\n"
	  "CREATE VIRTUAL TABLE f USING fts5(a, content='u')\n"
	  "CREATE VIRTUAL TABLE g USING fts5(a, content='u', content_rowid='rowid')\n"
	  "CREATE VIRTUAL TABLE h USING fts5(a, content='t')",
	  "h(h) VALUES ('rebuild')", "f(f) VALUES ('rebuild')" },
	{ "name of a constraint that has nothing else", "CREATE TABLE t (a INT CONSTRAINT x, b INT)",
	  "CREATE TABLE t (a INT CONSTRAINT x, b AS (a + 1), c INT CONSTRAINT y CHECK (c > 0))", REBUILT },
	{ "names that need quotes", "CREATE TABLE \"a b\" (\"c d\", [order])",
	  "CREATE TABLE \"a b\" (\"c d\" UNIQUE, `order` TEXT)\nCREATE INDEX \"i.j\" ON \"a b\" (\"c d\")",
	  REBUILT },
};

Test(sqlite_schema, every_kind_goes_both_ways)
{
	for (size_t i = 0; i < sizeof(pairs) / sizeof(pairs[0]); i++)
		go_both_ways(&pairs[i]);
}

/* From SQLite 3.53 on they need no new table. */
static const struct pair_case newer_pairs[] = {
	{ "NOT NULL", "CREATE TABLE t (a INT)", "CREATE TABLE t (a INT NOT NULL)", NATIVE },
	{ "no NOT NULL of a key", "CREATE TABLE t (\"a b\" INT NOT NULL PRIMARY KEY, b AS (1))",
	  "CREATE TABLE t (\"a b\" INT PRIMARY KEY, b AS (1))", NATIVE },
	{ "check said twice", "CREATE TABLE t (a CHECK (a > 0))",
	  "CREATE TABLE t (a CHECK (a > 0), CHECK (a > 0))", NATIVE },
	{ "checks with names",
	  "CREATE TABLE t (a, b, CONSTRAINT x CHECK (t.a > 0), CONSTRAINT \"y z\" CHECK (b > 0))",
	  "CREATE TABLE t (a NOT NULL, b CONSTRAINT x CHECK (t.b > 2), CONSTRAINT \"y z\" CHECK (b > 1))",
	  NATIVE },
	{ "a name that one has which stays",
	  "CREATE TABLE t (a, b, CONSTRAINT x CHECK (t.a > 0), CONSTRAINT \"y z\" CHECK (b > 0))",
	  "CREATE TABLE t (a NOT NULL, b CONSTRAINT x CHECK (t.b > 0), CONSTRAINT \"y z\" CHECK (b > 1))",
	  "sqlembic_new_t", NULL },
};

static const struct pair_case newest_pairs[] = {
	{ "foreign key with a name",
	  "CREATE TABLE t (a PRIMARY KEY, b, CONSTRAINT f FOREIGN KEY (b) REFERENCES t (a))",
	  "CREATE TABLE t (a PRIMARY KEY, b)", NATIVE },
};

/* Natively, or by making the table anew. */
static void go_as_the_version_can(const struct pair_case *cases, size_t n, int first_version)
{
	for (size_t i = 0; i < n; i++) {
		struct pair_case pair = cases[i];
		if (sqlite3_libversion_number() < first_version) {
			pair.has = pair.has_not;
			pair.has_not = NULL;
		}
		go_both_ways(&pair);
	}
}

Test(sqlite_schema, checks_and_not_null_are_altered_where_the_version_can)
{
	go_as_the_version_can(newer_pairs, sizeof(newer_pairs) / sizeof(newer_pairs[0]), 3053000);
}

Test(sqlite_schema, foreign_keys_are_dropped_where_the_version_can)
{
	go_as_the_version_can(newest_pairs, sizeof(newest_pairs) / sizeof(newest_pairs[0]), 3054000);
}

Test(sqlite_schema, our_own_tables_and_shadows_are_no_part)
{
	struct catalog catalog;
	struct sqlembic_session *session = catalogs_make(
		"own.db", "CREATE TABLE alembic_version (v)\nCREATE INDEX i ON alembic_version (v)\n"
			  "CREATE TABLE \"t\" (a INTEGER PRIMARY KEY AUTOINCREMENT)\n"
			  "CREATE VIRTUAL TABLE f USING fts5(a)\nANALYZE");
	catalogs_read(&catalog, session, false);
	for (size_t i = 0; i < catalog.n; i++)
		cr_expect(catalog.entries[i].fact.name[0] == 't' || catalog.entries[i].fact.name[0] == 'a' ||
				  catalog.entries[i].fact.name[0] == 'f' ||
				  catalog.entries[i].fact.name[0] == '\0',
			  "%s", catalog.entries[i].fact.identity);
	cr_expect_eq(catalog.n, 4);
	catalog_release(&catalog);
	sqlite_target.driver->close(session);
}

/* Rows, rowids, the next number, triggers, views, and the rows of a child that cascades. */
Test(sqlite_schema, a_table_made_anew_keeps_what_hangs_on_it)
{
	char statements[4096];
	struct catalog from, to;
	const char *rest = "CREATE TABLE child (i INTEGER REFERENCES t (n) ON DELETE CASCADE)\n"
			   "CREATE TABLE u (x, y)\nCREATE INDEX iu ON u (x)\n"
			   "CREATE TRIGGER tr AFTER DELETE ON u BEGIN DELETE FROM t; END\n"
			   "CREATE VIEW v AS SELECT count(*) AS n FROM t JOIN u";
	char a[1024], b[1024];
	snprintf(a, sizeof(a), "CREATE TABLE t (n INTEGER PRIMARY KEY AUTOINCREMENT, x)\n%s", rest);
	snprintf(b, sizeof(b), "CREATE TABLE t (n INTEGER PRIMARY KEY AUTOINCREMENT, x TEXT NOT NULL)\n%s",
		 rest);
	char *at = strstr(b, "u (x, y)");
	memcpy(at, "u (y, x)", 8);
	struct sqlembic_session *session = catalogs_make("keep.db", a), *other = catalogs_make("want.db", b);
	conformance_exec(session, "INSERT INTO t VALUES (5, 'five'), (9, 'nine')");
	conformance_exec(session, "DELETE FROM t WHERE n = 9");
	conformance_exec(session, "INSERT INTO child VALUES (5)");
	conformance_exec(session, "INSERT INTO u (rowid, x, y) VALUES (42, 1, 2)");
	catalogs_read(&from, session, false);
	catalogs_read(&to, other, false);
	lead(session, &from, &to, "keep", statements, sizeof(statements));
	cr_expect_eq(conformance_number(session, "SELECT count(*) FROM t WHERE n = 5 AND x = 'five'"), 1);
	cr_expect_eq(conformance_number(session, "SELECT count(*) FROM child"), 1);
	cr_expect_eq(conformance_number(session, "SELECT rowid FROM u WHERE x = 1 AND y = 2"), 42);
	cr_expect_eq(conformance_number(session, "SELECT n FROM v"), 1);
	conformance_exec(session, "INSERT INTO t (x) VALUES ('next')");
	cr_expect_eq(conformance_number(session, "SELECT max(n) FROM t"), 10, "the next number is not 10");
	conformance_exec(session, "DELETE FROM u");
	cr_expect_eq(conformance_number(session, "SELECT count(*) FROM t"), 0, "the trigger is gone");
	catalog_release(&from);
	catalog_release(&to);
	sqlite_target.driver->close(session);
	sqlite_target.driver->close(other);
}
