/* test_mysql_scratch.c: scratch databases on MySQL and MariaDB, and the rows in them. */
#include "mysql_target.h"

#include <criterion/criterion.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sqlembic/schema.h"

static const struct sqlembic_schema *schema(void)
{
	return mysql_target.driver->schema;
}

/* ---- who made them ---- */

static int count_name(void *payload, const char *const *values, size_t n)
{
	size_t *found = payload;
	(void)n;
	*found += strcmp(values[0], "sqlembic_scratch_of_this_test") == 0;
	return 0;
}

static size_t count_left(struct sqlembic_session *session)
{
	size_t found = 0;
	cr_assert_eq(schema()->scratch_list(session, count_name, &found, NULL), 0);
	return found;
}

Test(mysql_scratch, that_of_a_living_run_is_nobody_elses)
{
	static const char name[] = "sqlembic_scratch_of_this_test";
	struct sqlembic_error err = { 0 };
	struct sqlembic_session *maker = mysql_open_server(), *other = mysql_open_server();
	cr_assert_eq(schema()->scratch_make(maker, name, &err), 0, "%s", err.message);
	cr_expect_eq(count_left(other), 0);
	mysql_target.driver->close(maker);
	/* The server may take a moment to see that it is gone. */
	while (conformance_number(other, "SELECT IS_FREE_LOCK('sqlembic_scratch_of_this_test')") != 1)
		continue;
	cr_expect_eq(count_left(other), 1);
	cr_expect_eq(schema()->scratch_drop(other, name, &err), 0, "%s", err.message);
	cr_expect_eq(count_left(other), 0);
	mysql_target.driver->close(other);
}

Test(mysql_scratch, a_session_that_ends_while_rows_are_put_is_a_server_out_of_reach)
{
	struct sqlembic_error err = { 0 };
	struct mysql_bench bench = mysql_set_up(NULL);
	conformance_exec(bench.session, "CREATE TABLE t (x INT)");
	conformance_exec(bench.session,
			 "CREATE TRIGGER ends BEFORE INSERT ON t FOR EACH ROW KILL CONNECTION_ID()");
	cr_expect_eq(schema()->seed(bench.session, false, &err), SQLEMBIC_E_UNREACHABLE, "%s", err.message);
	cr_expect_str_eq(err.hint, "");
	mysql_tear_down(&bench);
}

Test(mysql_scratch, sessions_that_are_still_there_are_ended)
{
	struct sqlembic_error err = { 0 };
	struct mysql_bench bench = mysql_set_up(NULL);
	struct sqlembic_url url = bench.url;
	char name[64];
	(void)snprintf(name, sizeof(name), "sqlembic_scratch_%s", bench.url.database);
	cr_assert_eq(schema()->scratch_make(bench.session, name, &err), 0, "%s", err.message);
	url.database = name;
	struct sqlembic_session *inside = conformance_open(&mysql_target, &url, NULL);
	conformance_exec(inside, "CREATE TABLE t (a INT) ENGINE = InnoDB");
	conformance_begin(inside);
	conformance_exec(inside, "INSERT INTO t VALUES (1)");
	cr_expect_eq(schema()->scratch_drop(bench.session, name, &err), 0, "%s", err.message);
	cr_expect_lt(conformance_try(inside, "SELECT 1", &err), 0);
	mysql_target.driver->close(inside);
	mysql_tear_down(&bench);
}

Test(mysql_scratch, an_engine_of_rows_elsewhere_is_known_in_any_quotes)
{
	static const char *const doors[] = {
		"CREATE TABLE t (a INT) ENGINE=FEDERATED CONNECTION='x'",
		"CREATE TABLE t (a INT) ENGINE='Federated'",
		"CREATE TABLE t (a INT) ENGINE = `connect`",
		"CREATE TABLE t (a INT) ENGINE \"SPIDER\"",
		"ALTER TABLE t COMMENT='x', ENGINE='SPHINX'",
	};
	static const char *const others[] = {
		"CREATE TABLE t (federated INT) ENGINE='InnoDB' COMMENT='ENGINE=FEDERATED'",
		"CREATE TABLE t (a INT DEFAULT 'FEDERATED')",
	};
	for (size_t i = 0; i < sizeof(doors) / sizeof(doors[0]); i++)
		cr_expect(schema()->leads_elsewhere((struct sqlembic_span){ doors[i], strlen(doors[i]) }),
			  "%s", doors[i]);
	for (size_t i = 0; i < sizeof(others) / sizeof(others[0]); i++)
		cr_expect_not(
			schema()->leads_elsewhere((struct sqlembic_span){ others[i], strlen(others[i]) }),
			"%s", others[i]);
}

static void expect_unnamed(const char *sql, unsigned classes, const char *expected)
{
	struct sqlembic_buf text = SQLEMBIC_BUF_INIT;
	const bool is = schema()->unname(&text, (struct sqlembic_span){ sql, strlen(sql) }, classes, "shop");
	cr_expect_eq(is, expected != NULL, "%s", sql);
	cr_expect_str_eq(sqlembic_buf_text(&text), expected ? expected : "", "%s", sql);
	sqlembic_buf_release(&text);
}

Test(mysql_scratch, the_name_of_the_live_database_is_told_from_others_of_that_name)
{
	static const char *const cases[][2] = {
		{ "INSERT INTO shop.a SELECT shop.b.x FROM `Shop` . `b`",
		  "INSERT INTO a SELECT b.x FROM `b`" },
		{ "SELECT \"shop\".\"f\"(1), 'shop.f', other.shop.f",
		  "SELECT \"f\"(1), 'shop.f', other.shop.f" },
		{ "SELECT shop.id FROM shop.t AS shop JOIN shop.u", "SELECT shop.id FROM t AS shop JOIN u" },
		{ "SELECT shop.shop.id FROM shop.shop", "SELECT shop.id FROM shop" },
		{ "CREATE /*!50003 TRIGGER shop.t */ AFTER INSERT ON shop.a FOR EACH ROW DELETE FROM shop.b",
		  "CREATE /*!50003 TRIGGER t */ AFTER INSERT ON a FOR EACH ROW DELETE FROM b" },
		{ "CREATE DEFINER = root@shop.example VIEW v AS SELECT @shop.x /* shop.y */", NULL },
		{ "CREATE PROCEDURE p() BEGIN SET @s = IF(@x, 'DELETE FROM shop.a', 'shop.a'); PREPARE s "
		  "FROM @s; END",
		  "CREATE PROCEDURE p() BEGIN SET @s = IF(@x, 'DELETE FROM a', 'shop.a'); PREPARE s FROM @s; "
		  "END" },
		{ "EXECUTE IMMEDIATE 'INSERT INTO shop.a VALUES (''shop.a'')'",
		  "EXECUTE IMMEDIATE 'INSERT INTO a VALUES (''shop.a'')'" },
		{ "INSERT INTO a VALUES ('DELETE FROM shop.b')", NULL },
		{ "DELETE shop.* FROM shop", NULL },
		{ "SELECT shop.shop.* FROM shop.shop", "SELECT shop.* FROM shop" },
		{ "INSERT INTO shop.2024_log SELECT 1 FROM shop.1", "INSERT INTO 2024_log SELECT 1 FROM 1" },
		/* What only columns, or only tables and programs, stand in front of and behind. */
		{ "SELECT EXTRACT(YEAR FROM shop.day), TRIM('x' FROM shop.name) FROM shop", NULL },
		{ "SELECT 1 FROM shop JOIN u ON u.name LIKE shop.name", NULL },
		{ "INSERT INTO shop SELECT * FROM u ON DUPLICATE KEY UPDATE shop.hits = u.hits", NULL },
		{ "CREATE TABLE shop LIKE shop.u", "CREATE TABLE shop LIKE u" },
		{ "CREATE TRIGGER tr BEFORE INSERT ON shop.t FOR EACH ROW SET NEW.shop = shop.f(1)",
		  "CREATE TRIGGER tr BEFORE INSERT ON t FOR EACH ROW SET NEW.shop = f(1)" },
		{ "CREATE INDEX shop ON shop.t (x)", "CREATE INDEX shop ON t (x)" },
		{ "INSERT shop.t (shop) VALUES (1)", "INSERT t (shop) VALUES (1)" },
		{ "SELECT NEXTVAL(shop.s), MAX(shop.x) FROM shop",
		  "SELECT NEXTVAL(s), MAX(shop.x) FROM shop" },
		{ "CREATE DEFINER = 'root' @ shop.example VIEW v AS SELECT 1", NULL },
		/* Data. */
		{ "INSERT INTO a VALUES ('Select shop.example', 'prepare, execute')", NULL },
		{ "CREATE PROCEDURE p() SET @x = 'Call shop.example' /* EXECUTE */", NULL },
		{ "SET @s = 'DELETE FROM shop.a'", NULL },
		/* The catalog's names of databases. */
		{ "SELECT COUNT(*) FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = 'SHOP' AND "
		  "TABLE_NAME = 'shop'",
		  "SELECT COUNT(*) FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() AND "
		  "TABLE_NAME = "
		  "'shop'" },
		{ "CREATE PROCEDURE p() SELECT 1 FROM information_schema.SCHEMATA WHERE schema_name IN "
		  "(\"shop\", 'x')",
		  "CREATE PROCEDURE p() SELECT 1 FROM information_schema.SCHEMATA WHERE schema_name IN "
		  "(DATABASE(), "
		  "'x')" },
		{ "SELECT 1 FROM a WHERE owner_schema = 'shop' OR table_schema = 'shops'", NULL },
		{ "CREATE VIEW v AS SELECT 1 FROM information_schema.TABLES WHERE TABLE_SCHEMA = 'shop'",
		  NULL },
		{ "PREPARE s FROM \"INSERT INTO a SELECT '' FROM shop.b WHERE x <> \"\"shop.b\"\"\"",
		  "PREPARE s FROM \"INSERT INTO a SELECT '' FROM b WHERE x <> \"\"shop.b\"\"\"" },
		{ "SELECT shop.", NULL },
		{ "", NULL },
	};
	static const char *const databases[][2] = {
		{ "ALTER DATABASE shop COLLATE utf8mb4_bin", "ALTER DATABASE  COLLATE utf8mb4_bin" },
		{ "ALTER SCHEMA `SHOP`\nDEFAULT CHARACTER SET latin1",
		  "ALTER SCHEMA \nDEFAULT CHARACTER SET latin1" },
		{ "ALTER DATABASE shop READ ONLY = 1", NULL },
		{ "ALTER DATABASE other COLLATE utf8mb4_bin", NULL },
		{ "CREATE DATABASE IF NOT EXISTS shop CHARACTER SET latin1", NULL },
		{ "GRANT SELECT ON shop.a TO b", NULL },
	};
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		expect_unnamed(cases[i][0], 0, cases[i][1]);
	for (size_t i = 0; i < sizeof(databases) / sizeof(databases[0]); i++)
		expect_unnamed(databases[i][0], SQLEMBIC_CLASS_SERVER, databases[i][1]);
}

Test(mysql_scratch, a_row_of_a_trigger_is_no_table_of_a_database_of_that_name)
{
	static const char sql[] = "CREATE TRIGGER new.tr BEFORE INSERT ON t FOR EACH ROW "
				  "BEGIN SET NEW.x = 1; INSERT INTO new.u VALUES (NEW.x); END";
	struct sqlembic_buf text = SQLEMBIC_BUF_INIT;
	cr_expect(schema()->unname(&text, (struct sqlembic_span){ sql, strlen(sql) }, 0, "new"));
	cr_expect_str_eq(sqlembic_buf_text(&text), "CREATE TRIGGER tr BEFORE INSERT ON t FOR EACH ROW "
						   "BEGIN SET NEW.x = 1; INSERT INTO u VALUES (NEW.x); END");
	sqlembic_buf_release(&text);
}

Test(mysql_scratch, a_body_that_changes_another_database_is_known)
{
	static const char *const reaching[] = {
		"CREATE PROCEDURE p() DROP TABLE IF EXISTS other.t",
		"CREATE PROCEDURE p() BEGIN ALTER TABLE other.t ADD x INT; END",
		"CREATE PROCEDURE p() UPDATE a, other.b SET other.b.x = 1",
		"CREATE PROCEDURE p() DELETE other.b FROM a JOIN other.b ON b.x = a.x",
		"CREATE PROCEDURE p() DELETE FROM a, other.b USING a JOIN other.b",
		"CREATE PROCEDURE p() RENAME TABLE a TO other.a",
		"BEGIN NOT ATOMIC DELETE FROM other.t; END",
		"WITH x AS (SELECT 1) DELETE FROM other.t",
		"SET STATEMENT max_statement_time = 1 FOR DELETE FROM other.t",
		"ANALYZE DELETE FROM other.t",
		"INSERT INTO other.2024_log VALUES (1)",
	};
	static const char *const others[] = {
		"CREATE PROCEDURE p() BEGIN INSERT INTO a SELECT b.x FROM other.b; UPDATE a SET a.x = 1; END",
		"CREATE PROCEDURE p() UPDATE a JOIN b ON a.x = b.x SET a.x = other.f(1)",
		"CREATE PROCEDURE p() INSERT INTO a VALUES (1) ON DUPLICATE KEY UPDATE a.x = 2",
		"CREATE PROCEDURE p() SELECT x FROM a FOR UPDATE",
		"CREATE TRIGGER tr BEFORE UPDATE ON a FOR EACH ROW SET NEW.x = OLD.x",
		"CREATE TRIGGER tr AFTER DELETE ON a FOR EACH ROW DELETE FROM b WHERE b.x = OLD.x",
		"SELECT 1 FROM other.t",
		"WITH x AS (SELECT 1) SELECT 1 FROM other.t",
	};
	for (size_t i = 0; i < sizeof(reaching) / sizeof(reaching[0]); i++)
		cr_expect(
			schema()->names_database((struct sqlembic_span){ reaching[i], strlen(reaching[i]) }),
			"%s", reaching[i]);
	for (size_t i = 0; i < sizeof(others) / sizeof(others[0]); i++)
		cr_expect_not(
			schema()->names_database((struct sqlembic_span){ others[i], strlen(others[i]) }),
			"%s", others[i]);
}

static char *defaults_of(struct sqlembic_session *session, const char *name)
{
	char sql[256];
	(void)snprintf(sql, sizeof(sql),
		       "SELECT CONCAT(DEFAULT_CHARACTER_SET_NAME, ' ', DEFAULT_COLLATION_NAME) FROM "
		       "information_schema.SCHEMATA WHERE SCHEMA_NAME = '%s'",
		       name);
	return conformance_text(session, sql);
}

struct place {
	struct sqlembic_session *session;
	const char *name;
};

static int adapt(void *payload, const char *const *values, size_t n)
{
	const struct place *place = payload;
	struct sqlembic_error err = { 0 };
	cr_assert_eq(schema()->scratch_adapt(place->session, place->name, values, n, &err), 0, "%s",
		     err.message);
	return 0;
}

Test(mysql_scratch, tables_get_the_character_set_that_they_have_in_the_live_database)
{
	struct sqlembic_error err = { 0 };
	struct mysql_bench bench = mysql_set_up(NULL);
	struct sqlembic_session *elsewhere = mysql_open_server(); /* as that of scratch_url */
	char name[64];
	struct place there = { elsewhere, name };
	conformance_exec(bench.session, "ALTER DATABASE CHARACTER SET latin1 COLLATE latin1_german1_ci");
	(void)snprintf(name, sizeof(name), "sqlembic_scratch_%s", bench.url.database);
	cr_assert_eq(schema()->scratch_make(bench.session, name, &err), 0, "%s", err.message);
	char *made = defaults_of(bench.session, name);
	cr_expect_str_eq(made, "latin1 latin1_german1_ci");
	cr_assert_eq(schema()->scratch_drop(bench.session, name, &err), 0, "%s", err.message);
	cr_assert_eq(schema()->scratch_make(elsewhere, name, &err), 0, "%s", err.message);
	cr_assert_eq(schema()->scratch_traits(bench.session, adapt, &there, &err), 0, "%s", err.message);
	char *adapted = defaults_of(bench.session, name);
	cr_expect_str_eq(adapted, "latin1 latin1_german1_ci");
	cr_assert_eq(schema()->scratch_drop(elsewhere, name, &err), 0, "%s", err.message);
	free(made);
	free(adapted);
	mysql_target.driver->close(elsewhere);
	mysql_tear_down(&bench);
}

/* Writes the name of a database for each DB. */
static void fill_in(char *out, size_t size, const char *sql, const char *database)
{
	size_t used = 0;
	for (; *sql && used + 64 < size; sql++) {
		bool is_mark = strncmp(sql, "DB", 2) == 0;
		used += (size_t)snprintf(out + used, size - used, is_mark ? "%s" : "%.1s",
					 is_mark ? database : sql);
		sql += is_mark;
	}
}

/* A database is a mere part of a name: a script must not reach the one in use from a scratch database. */
Test(mysql_scratch, other_databases_are_read_and_never_changed)
{
	static const char *const refused[] = {
		"DROP TABLE IF EXISTS t, DB.t",
		"CREATE TABLE `DB`.u (a INT)",
		"CREATE TRIGGER DB.tr BEFORE INSERT ON t FOR EACH ROW SET @a = 1",
		"CREATE INDEX i ON DB . t (a)",
		"RENAME TABLE t TO DB.t2",
		"ALTER TABLE DB.t ADD b INT",
		"TRUNCATE DB.t",
		"INSERT INTO DB.t VALUES (1)",
		"DELETE FROM DB.t",
		"/* x */ UPDATE DB.t SET a = 1",
		"UPDATE t AS x JOIN t AS y USING (a) JOIN DB.t AS z ON z.a = x.a SET z.a = 1",
		"UPDATE t JOIN t AS y ON coalesce(t.a, y.a) = y.a, DB.t AS z SET z.a = 1",
		"DELETE FROM x USING DB.t AS x",
	};
	static const char *const taken[] = {
		"CREATE VIEW v AS SELECT a FROM DB.t",
		"INSERT INTO t SELECT a FROM DB.t",
		"CREATE TABLE u LIKE DB.t",
		"SELECT a FROM DB.t",
		"UPDATE t INNER JOIN t AS y ON coalesce(t.a, y.a) = y.a SET t.a = 1 WHERE y.a = 2",
		"DELETE t.* FROM t JOIN t AS y ON t.a = y.a",
		"CREATE TRIGGER tr BEFORE INSERT ON t FOR EACH ROW IF NEW.a = 1 THEN SET NEW.a = 2; END IF",
	};
	struct sqlembic_error err = { 0 };
	struct mysql_bench bench = mysql_set_up(NULL);
	struct sqlembic_url url = bench.url;
	char name[64], sql[256];
	conformance_exec(bench.session, "CREATE TABLE t (a INT)");
	(void)snprintf(name, sizeof(name), "sqlembic_scratch_%s", bench.url.database);
	cr_assert_eq(schema()->scratch_make(bench.session, name, &err), 0, "%s", err.message);
	url.database = name;
	struct sqlembic_session *inside = conformance_open(&mysql_target, &url, NULL);
	conformance_exec(inside, "CREATE TABLE t (a INT)");
	for (size_t i = 0; i < sizeof(refused) / sizeof(refused[0]); i++) {
		fill_in(sql, sizeof(sql), refused[i], bench.url.database);
		cr_expect_lt(conformance_try(inside, sql, &err), 0, "%s", sql);
		cr_expect_not_null(strstr(err.message, "it was not sent"), "%s: %s", sql, err.message);
	}
	for (size_t i = 0; i < sizeof(taken) / sizeof(taken[0]); i++) {
		fill_in(sql, sizeof(sql), taken[i], bench.url.database);
		cr_expect_eq(conformance_try(inside, sql, &err), 0, "%s: %s", sql, err.message);
	}
	mysql_target.driver->close(inside);
	cr_expect_eq(schema()->scratch_drop(bench.session, name, &err), 0, "%s", err.message);
	mysql_tear_down(&bench);
}

/* ---- rows ---- */

struct told {
	const char *identity;
	char count[32], text[64];
	size_t others; /* with two rows */
};

static int find_column(void *payload, const char *const *values, size_t n)
{
	struct told *told = payload;
	cr_assert_eq(n, 4);
	told->others += strcmp(values[2], "2") == 0 && values[3] == NULL;
	if (strcmp(values[1], told->identity) != 0)
		return 0;
	(void)snprintf(told->count, sizeof(told->count), "%s", values[2]);
	(void)snprintf(told->text, sizeof(told->text), "%s", values[3] ? values[3] : "");
	return 0;
}

Test(mysql_scratch, rows_are_put_and_told_of)
{
	static const char *const tables[] = {
		"CREATE TABLE child (a INT PRIMARY KEY, b CHAR(36), FOREIGN KEY (a) REFERENCES parent (id))",
		"CREATE TABLE parent (id INT PRIMARY KEY)",
		"CREATE TABLE `of all` (a TINYINT UNSIGNED, b DECIMAL(4,2), c FLOAT, d DATE, e DATETIME(3), "
		"f TIMESTAMP NULL,"
		" g TIME, h YEAR, i ENUM('x', 'y'), j ENUM('x'), k SET('a'), l JSON, m POINT, n BIT(3), o "
		"BLOB,"
		" `p``q` VARCHAR(3) UNIQUE, r INT AS (a + 1), s INT AS (a + 1) STORED, CHECK (a < 9))",
		"CREATE TABLE computed (a INT AS (1))",
		"CREATE TABLE counted (id INT AUTO_INCREMENT PRIMARY KEY, t TEXT NOT NULL) ENGINE = MyISAM",
	};
	struct mysql_bench bench = mysql_set_up(NULL);
	struct sqlembic_error err = { 0 };
	struct told before = { .identity = "`of all`.`p``q`" }, after = before;
	conformance_exec(bench.session, "SET foreign_key_checks = 0");
	for (size_t i = 0; i < sizeof(tables) / sizeof(tables[0]); i++)
		conformance_exec(bench.session, tables[i]);
	conformance_exec(bench.session, "SET foreign_key_checks = 1");
	cr_assert_eq(schema()->seed(bench.session, false, &err), 0, "%s", err.message);
	cr_assert_eq(schema()->rows(bench.session, find_column, &before, &err), 0, "%s", err.message);
	cr_expect_eq(before.others, 5, "%zu tables have two rows", before.others);
	cr_expect_str_eq(before.count, "2");
	conformance_exec(bench.session, "UPDATE `of all` SET `p``q` = NULL WHERE a = 1");
	cr_assert_eq(schema()->rows(bench.session, find_column, &after, &err), 0, "%s", err.message);
	cr_expect_str_eq(after.count, "2");
	cr_expect_str_neq(before.text, after.text);
	mysql_tear_down(&bench);
}
