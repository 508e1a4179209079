/* test_sqlite_spelling.c: which texts of SQLite's schemas say the same, and which do not. */
#include "sqlite_catalogs.h"
#include "sqlite_target.h"

#include <criterion/criterion.h>

#include <stdio.h>

TestSuite(sqlite_spelling, .init = catalogs_begin, .fini = catalogs_end, .timeout = 60);

static const char *const equals[][2] = {
	{ "CREATE TABLE t (a, b, CHECK (t.a > 0))", "CREATE TABLE t (a, b, CHECK (a > 0))" },
	{ "CREATE TABLE t (a INTEGER, b TEXT)",
	  "CREATE TABLE IF NOT EXISTS \"T\" ( [A] integer /* x */,\t`b` text -- y\n)" },
	{ "CREATE TABLE t (a CHECK (a > 0))", "CREATE TABLE t (a, CONSTRAINT c CHECK(\"a\">0))" },
	{ "CREATE TABLE t (a REFERENCES p (i))",
	  "CREATE TABLE t (a, FOREIGN KEY (a) REFERENCES p(i) ON DELETE NO ACTION)" },
	{ "CREATE TABLE t (a UNIQUE)", "CREATE TABLE t (a UNIQUE, UNIQUE (a))" },
	{ "CREATE TABLE t (a INTEGER PRIMARY KEY)", "CREATE TABLE t (a INTEGER, PRIMARY KEY (a))" },
	{ "CREATE TABLE t (a TEXT, b DEFAULT 1)",
	  "CREATE TABLE t (a TEXT COLLATE BINARY, b NULL DEFAULT (1))" },
	{ "CREATE TABLE t (a CHECK (a != 0 AND a == 1))", "CREATE TABLE t (a CHECK (a <> 0 and a = 1))" },
	{ "CREATE TABLE t (a)\nCREATE VIEW v AS SELECT a FROM t",
	  "CREATE TABLE t (a)\nCREATE VIEW  \"v\" AS select [a] FROM T" },
	/* What stands in double quotes, and is no name, is a string. */
	{ "CREATE TABLE t (a DEFAULT 'x', b DEFAULT 'y z', c DEFAULT 'it''s', d DEFAULT TRUE)",
	  "CREATE TABLE t (a DEFAULT x, b DEFAULT \"y z\", c DEFAULT [it's], d DEFAULT true)" },
	{ "CREATE TABLE t (a, b AS (a || '\"'), CHECK (a COLLATE NOCASE <> 'it''s'))",
	  "CREATE TABLE t (a, b AS (a || \"\"\"\"), CHECK (\"A\" COLLATE \"nocase\" <> \"it's\"))" },
	{ "CREATE TABLE t (a)\nCREATE TABLE x (b)\nCREATE INDEX i ON t (a || 'b') WHERE a <> 'x'",
	  "CREATE TABLE t (a)\nCREATE TABLE x (b)\nCREATE INDEX i ON \"t\" (\"a\" || \"b\") WHERE a <> "
	  "\"x\"" },
	{ "CREATE TABLE t (a)\nCREATE VIEW v AS SELECT lower('x') AS z, t.a FROM t WHERE a <> 'y z' ORDER BY "
	  "z",
	  "CREATE TABLE t (a)\nCREATE VIEW v AS SELECT \"lower\"(\"x\") AS \"z\", \"t\".\"a\" FROM \"t\" "
	  "WHERE a <> "
	  "\"y z\" ORDER BY \"z\"" },
	{ "CREATE TABLE t (a)\nCREATE VIEW v AS WITH w AS (SELECT 1 AS n) SELECT n FROM w WHERE n = 'x'",
	  "CREATE TABLE t (a)\nCREATE VIEW v AS WITH \"w\" AS (SELECT 1 AS \"n\") SELECT \"n\" FROM \"w\" "
	  "WHERE n = "
	  "\"x\"" },
};

/* Names that the text itself makes, and those of tables that SQLite has without a schema's saying so: no strings. */
static const char *const names_and_strings[][2] = {
	{ "CREATE TABLE t (a)\nCREATE VIEW v AS SELECT count(*) AS n FROM (SELECT a \"x\" FROM t ORDER BY "
	  "\"x\")",
	  "CREATE TABLE t (a)\nCREATE VIEW v AS SELECT count(*) AS n FROM (SELECT a \"x\" FROM t ORDER BY "
	  "'x')" },
	{ "CREATE TABLE t (a)\nCREATE VIEW v AS SELECT 1 AS n FROM (SELECT max(a) x FROM t) y WHERE \"x\" > "
	  "1",
	  "CREATE TABLE t (a)\nCREATE VIEW v AS SELECT 1 AS n FROM (SELECT max(a) x FROM t) y WHERE 'x' > "
	  "1" },
	{ "CREATE VIEW v AS WITH w (n, \"m\") AS (SELECT 1, 2) SELECT 1 AS n FROM w WHERE \"m\" = 1",
	  "CREATE VIEW v AS WITH w (n, \"m\") AS (SELECT 1, 2) SELECT 1 AS n FROM w WHERE 'm' = 1" },
	{ "CREATE VIEW v AS WITH w (n, m) AS NOT MATERIALIZED (SELECT 1, 2) SELECT 1 AS n FROM w WHERE \"m\" "
	  "= 1",
	  "CREATE VIEW v AS WITH w (n, m) AS NOT MATERIALIZED (SELECT 1, 2) SELECT 1 AS n FROM w WHERE 'm' = "
	  "1" },
	{ "CREATE TABLE t (a)\nCREATE VIEW v AS SELECT 1 AS n FROM t, json_each(a) WHERE \"key\" = 2",
	  "CREATE TABLE t (a)\nCREATE VIEW v AS SELECT 1 AS n FROM t, json_each(a) WHERE 'key' = 2" },
	{ "CREATE VIEW v AS SELECT 1 AS n FROM \"pragma_table_info\"('t') WHERE \"name\" = 2",
	  "CREATE VIEW v AS SELECT 1 AS n FROM \"pragma_table_info\"('t') WHERE 'name' = 2" },
};

static void expect_differences(const char *const (*texts)[2], size_t n, bool by_meaning, bool expected)
{
	for (size_t i = 0; i < n; i++) {
		char name[16];
		struct catalog catalogs[2];
		struct sqlembic_session *sessions[2];
		for (size_t k = 0; k < 2; k++) {
			snprintf(name, sizeof(name), "%d%zu%zu", by_meaning, i, k);
			sessions[k] = catalogs_make(name, texts[i][k]);
			catalogs_read(&catalogs[k], sessions[k], by_meaning);
		}
		cr_expect_eq(catalogs_differences(&catalogs[0], &catalogs[1]) > 0, expected, "%s",
			     texts[i][0]);
		for (size_t k = 0; k < 2; k++) {
			catalog_release(&catalogs[k]);
			sqlite_target.driver->close(sessions[k]);
		}
	}
}

Test(sqlite_spelling, a_name_is_no_string)
{
	expect_differences(names_and_strings, sizeof(names_and_strings) / sizeof(names_and_strings[0]), false,
			   true);
}

/* No affinity makes one value of them. */
static const char *const defaults[][2] = {
	{ "CREATE TABLE t (a DEFAULT '1')", "CREATE TABLE t (a DEFAULT 1)" },
	{ "CREATE TABLE t (a INTEGER DEFAULT \"true\")", "CREATE TABLE t (a INTEGER DEFAULT true)" },
	{ "CREATE TABLE t (a BLOB DEFAULT '1')", "CREATE TABLE t (a BLOB DEFAULT 1)" },
	{ "CREATE TABLE t (a TEXT DEFAULT '01')", "CREATE TABLE t (a TEXT DEFAULT 01)" },
	{ "CREATE TABLE t (a TEXT DEFAULT '-0')", "CREATE TABLE t (a TEXT DEFAULT -0)" },
};

Test(sqlite_spelling, a_string_is_no_number_where_the_column_keeps_both)
{
	expect_differences(defaults, sizeof(defaults) / sizeof(defaults[0]), true, true);
}

/* What a text says, and not how. */
static const char *const meanings[][2] = {
	/* Rows of an index are in ascending order without a word; that may be a name, too. */
	{ "CREATE TABLE t (a, asc, UNIQUE (a, asc), PRIMARY KEY (asc))\nCREATE INDEX i ON t (a, lower(a) "
	  "COLLATE NOCASE, "
	  "asc DESC) WHERE a IN (asc)",
	  "CREATE TABLE t (a, asc, UNIQUE (a ASC, asc), PRIMARY KEY (asc asc))\nCREATE INDEX i ON t (a ASC, "
	  "lower(\"a\") COLLATE NOCASE ASC, asc DESC) WHERE a IN (asc)" },
	{ "CREATE TABLE t (a DEFAULT 5, b DEFAULT (1 + 2), c DEFAULT ((1) + (2)), d AS (a + 1), CHECK (a > "
	  "0))",
	  "CREATE TABLE t (a DEFAULT ((5)), b DEFAULT ( ((1 + 2)) /* x */ ), c DEFAULT (((1) + (2))), d AS "
	  "((a + "
	  "1)), CHECK ((a > 0)))" },
	{ "CREATE TABLE t (a DEFAULT 1, b BOOLEAN DEFAULT 0, c TEXT DEFAULT '1')",
	  "CREATE TABLE t (a DEFAULT TRUE, b BOOLEAN DEFAULT (false), c TEXT DEFAULT true)" },
	{ "CREATE TABLE t (a INTEGER DEFAULT -1)", "CREATE TABLE t (a INTEGER DEFAULT '-1')" },
	{ "CREATE TABLE t (a BOOLEAN DEFAULT 1, b TEXT DEFAULT '20', c REAL DEFAULT 0, d INTEGER DEFAULT "
	  "('7'))",
	  "CREATE TABLE t (a BOOLEAN DEFAULT '1', b TEXT DEFAULT 20, c REAL DEFAULT '0', d INTEGER DEFAULT "
	  "7)" },
};

Test(sqlite_spelling, what_models_say_in_other_words_is_no_difference)
{
	const size_t n = sizeof(meanings) / sizeof(meanings[0]);
	expect_differences(meanings, n, true, false);
	expect_differences(meanings, n, false, true);
}

Test(sqlite_spelling, spelling_is_no_difference)
{
	for (size_t i = 0; i < sizeof(equals) / sizeof(equals[0]); i++) {
		char name[16];
		struct catalog catalogs[2];
		struct sqlembic_session *sessions[2];
		for (size_t k = 0; k < 2; k++) {
			/* A statement of the right side may hold a line end. */
			snprintf(name, sizeof(name), "%zu%zu", i, k);
			sessions[k] = catalogs_make(name, k == 1 && i == 1 ? "" : equals[i][k]);
			if (k == 1 && i == 1)
				conformance_exec(sessions[k], equals[i][k]);
			catalogs_read(&catalogs[k], sessions[k], false);
		}
		cr_expect_eq(catalogs_differences(&catalogs[0], &catalogs[1]), 0, "%s", equals[i][1]);
		for (size_t k = 0; k < 2; k++) {
			catalog_release(&catalogs[k]);
			sqlite_target.driver->close(sessions[k]);
		}
	}
}
