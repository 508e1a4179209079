/* test_mysql_effect.c: what the catalog knows of a statement of DDL that was announced by a run that died. */
#include "mysql_target.h"

#include <criterion/criterion.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The server's clock, in microseconds, so many seconds from now. */
static long long clock_in(struct sqlembic_session *session, int seconds)
{
	return (conformance_number(session, "SELECT UNIX_TIMESTAMP()") + seconds) * 1000000LL;
}

static enum sqlembic_effect effect_since(struct sqlembic_session *session, long long since_us,
					 const char *const *before, size_t nbefore, const char *sql)
{
	enum sqlembic_effect effect = SQLEMBIC_EFFECT_UNKNOWN;
	const struct sqlembic_announced announced = {
		.sql = { sql, strlen(sql) }, .since_us = since_us, .before = before, .nbefore = nbefore
	};
	struct sqlembic_error err = { 0 };
	cr_assert_eq(session->driver->find_effect(session, &announced, &effect, &err), 0, "%s: %s", sql,
		     err.message);
	return effect;
}

static enum sqlembic_effect effect_of(struct sqlembic_session *session, const char *sql)
{
	return effect_since(session, clock_in(session, -60), NULL, 0, sql);
}

static bool is_mariadb(struct sqlembic_session *session)
{
	char *version = conformance_text(session, "SELECT VERSION()");
	bool mariadb = strstr(version, "MariaDB");
	free(version);
	return mariadb;
}

/* Before each statement it has not, behind it it has. */
Test(mysql_effect, the_catalog_knows_whether_a_statement_took_effect, .timeout = 60)
{
	static const char *const statements[] = {
		"CREATE TABLE `a``b` (id INT PRIMARY KEY, c INT DEFAULT 1 COMMENT 'x', d INT)",
		"CREATE TABLE one LIKE `a``b`",
		"CREATE TABLE two (id INT PRIMARY KEY, g INT GENERATED ALWAYS AS (id + 1))",
		"CREATE UNIQUE INDEX i ON one (c)",
		"/* why */ CREATE INDEX `j` USING BTREE ON one (d)",
		"ALTER TABLE one ADD COLUMN n INT",
		"ALTER TABLE one ADD m INT AFTER c, ADD INDEX k (m), MODIFY d BIGINT",
		"ALTER TABLE one DROP COLUMN n, DROP INDEX i",
		"ALTER TABLE one DROP PRIMARY KEY",
		"ALTER TABLE one ADD PRIMARY KEY (id)",
		"ALTER TABLE two ADD CONSTRAINT f FOREIGN KEY (id) REFERENCES one (id)",
		"ALTER TABLE two DROP FOREIGN KEY f",
		"ALTER TABLE one ADD CONSTRAINT u UNIQUE (m)",
		"DROP INDEX j ON one",
		"RENAME TABLE one TO eins, two TO zwei",
		"ALTER TABLE eins RENAME TO one",
		"CREATE DEFINER = CURRENT_USER SQL SECURITY INVOKER VIEW v AS SELECT 1 AS n",
		"CREATE PROCEDURE p() BEGIN SELECT 1; END",
		"CREATE FUNCTION f() RETURNS INT DETERMINISTIC RETURN 1",
		"CREATE DEFINER = CURRENT_USER TRIGGER t BEFORE INSERT ON one FOR EACH ROW SET @x = 1",
		"CREATE EVENT e ON SCHEDULE EVERY 1 DAY DO SET @x = 1",
		"DROP TRIGGER t",
		"DROP EVENT e",
		"DROP PROCEDURE p",
		"DROP FUNCTION f",
		"DROP VIEW v",
		"DROP TABLE one, `a``b`, zwei",
	};
	struct mysql_bench b = mysql_set_up(NULL);
	for (size_t i = 0; i < sizeof(statements) / sizeof(statements[0]); i++) {
		cr_expect_eq(effect_of(b.session, statements[i]), SQLEMBIC_EFFECT_NONE, "before %s",
			     statements[i]);
		conformance_exec(b.session, statements[i]);
		/* MariaDB has no time of a view. */
		bool has_no_time = strstr(statements[i], "VIEW v AS") && is_mariadb(b.session);
		cr_expect_eq(effect_of(b.session, statements[i]),
			     has_no_time ? SQLEMBIC_EFFECT_UNKNOWN : SQLEMBIC_EFFECT_DONE, "after %s",
			     statements[i]);
	}
	mysql_tear_down(&b);
}

Test(mysql_effect, what_the_catalog_cannot_tell_is_not_guessed, .timeout = 60)
{
	static const char *const statements[] = {
		"CREATE TABLE two AS SELECT * FROM one",
		"CREATE TABLE two (id INT) SELECT id FROM one",
		"CREATE TABLE IF NOT EXISTS one (id INT)",
		"CREATE OR REPLACE TABLE one (id INT)",
		"DROP TABLE one, missing",
		"ALTER TABLE one MODIFY c BIGINT",
		"ALTER TABLE one DROP c, ADD c BIGINT",
		"ALTER TABLE one ADD (d INT, e INT)",
		"ALTER TABLE one ADD INDEX (c)",
		"INSERT INTO one VALUES (2, 2)",
		"OPTIMIZE TABLE one",
	};
	struct mysql_bench b = mysql_set_up(NULL);
	conformance_exec(b.session, "CREATE TABLE one (id INT PRIMARY KEY, c INT)");
	for (size_t i = 0; i < sizeof(statements) / sizeof(statements[0]); i++)
		cr_expect_eq(effect_of(b.session, statements[i]), SQLEMBIC_EFFECT_UNKNOWN, "%s",
			     statements[i]);
	mysql_tear_down(&b);
}

/* What the server says as well where nothing has run. */
Test(mysql_effect, what_was_so_before_is_no_sign_of_an_effect, .timeout = 60)
{
	static const char *const made[] = {
		"CREATE TABLE one (id INT PRIMARY KEY, c INT, KEY i (c), CONSTRAINT u UNIQUE (c))",
		"CREATE TABLE old (id INT PRIMARY KEY, c INT) ENGINE = MyISAM",
		"CREATE PROCEDURE p() BEGIN SELECT 1; END",
		"CREATE TRIGGER t BEFORE INSERT ON one FOR EACH ROW SET @x = 1",
		"CREATE EVENT e ON SCHEDULE EVERY 1 DAY DO SET @x = 1",
	};
	static const struct {
		const char *sql;
		enum sqlembic_effect effect;
	} cases[] = {
		{ "CREATE TABLE one (id INT)", SQLEMBIC_EFFECT_NONE },
		{ "CREATE INDEX i ON one (id)", SQLEMBIC_EFFECT_NONE },
		{ "ALTER TABLE one ADD COLUMN c INT", SQLEMBIC_EFFECT_NONE },
		{ "ALTER TABLE one DROP COLUMN missing", SQLEMBIC_EFFECT_NONE },
		{ "ALTER TABLE one ADD CONSTRAINT u UNIQUE (id)", SQLEMBIC_EFFECT_NONE },
		{ "ALTER TABLE one ADD PRIMARY KEY (c)", SQLEMBIC_EFFECT_NONE },
		{ "CREATE PROCEDURE p() BEGIN SELECT 2; END", SQLEMBIC_EFFECT_NONE },
		{ "CREATE TRIGGER t AFTER INSERT ON one FOR EACH ROW SET @x = 1", SQLEMBIC_EFFECT_NONE },
		{ "CREATE EVENT e ON SCHEDULE EVERY 2 DAY DO SET @x = 1", SQLEMBIC_EFFECT_NONE },
		/* Other engines may add a part without a new time. */
		{ "ALTER TABLE old ADD COLUMN c INT", SQLEMBIC_EFFECT_UNKNOWN },
		{ "ALTER TABLE missing DROP COLUMN c", SQLEMBIC_EFFECT_UNKNOWN },
		/* What is gone has no time; it is as the statement wants it. */
		{ "DROP TABLE missing", SQLEMBIC_EFFECT_DONE },
		{ "RENAME TABLE missing TO one", SQLEMBIC_EFFECT_DONE },
	};
	static const char *const zones[] = { "SET time_zone = '+05:00'", "SET time_zone = '-11:00'" };
	struct mysql_bench b = mysql_set_up(NULL);
	for (size_t i = 0; i < sizeof(made) / sizeof(made[0]); i++)
		conformance_exec(b.session, made[i]);
	for (size_t zone = 0; zone < sizeof(zones) / sizeof(zones[0]); zone++) {
		conformance_exec(b.session, zones[zone]);
		const long long later = clock_in(b.session, 60);
		for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
			cr_expect_eq(effect_since(b.session, later, NULL, 0, cases[i].sql), cases[i].effect,
				     "%s", cases[i].sql);
			if (cases[i].effect == SQLEMBIC_EFFECT_NONE && !strstr(cases[i].sql, "missing"))
				cr_expect_eq(effect_of(b.session, cases[i].sql), SQLEMBIC_EFFECT_DONE, "%s",
					     cases[i].sql);
		}
		/* The second before: clocks are read over a network. */
		const long long made_at = conformance_number(
						  b.session,
						  "SELECT UNIX_TIMESTAMP(CREATE_TIME) FROM"
						  " information_schema.TABLES WHERE TABLE_NAME = 'one'"
						  " AND TABLE_SCHEMA = DATABASE()") *
					  1000000LL;
		const char *one = cases[0].sql;
		cr_expect_eq(effect_since(b.session, made_at + 999999, NULL, 0, one), SQLEMBIC_EFFECT_DONE);
		cr_expect_eq(effect_since(b.session, made_at + 1999999, NULL, 0, one),
			     SQLEMBIC_EFFECT_UNKNOWN);
		cr_expect_eq(effect_since(b.session, made_at + 2000000, NULL, 0, one), SQLEMBIC_EFFECT_NONE);
	}
	mysql_tear_down(&b);
}

/* Writes the name of the table where "@" stands. */
static void name_table(char sql[256], const char *text, int number)
{
	size_t n = 0;
	for (; *text && n < 200; text++) {
		if (*text == '@')
			n += (size_t)snprintf(sql + n, 256 - n, "t%d", number);
		else
			sql[n++] = *text;
	}
	sql[n] = '\0';
}

/* The time of a table is that of its last change, of whatever kind. */
Test(mysql_effect, a_change_of_a_table_gives_it_a_new_time, .timeout = 120)
{
	static const char *const changes[] = {
		"ALTER TABLE @ ADD COLUMN n INT",
		"ALTER TABLE @ ADD COLUMN n INT AFTER id, DROP COLUMN d",
		"ALTER TABLE @ DROP COLUMN d",
		"ALTER TABLE @ DROP PRIMARY KEY",
		"CREATE INDEX j ON @ (d)",
		"ALTER TABLE @ ADD FULLTEXT INDEX j (x)",
		"DROP INDEX k ON @",
		"ALTER TABLE @ ADD CONSTRAINT fk_@ FOREIGN KEY (c) REFERENCES parent (id)",
		"ALTER TABLE @ DROP FOREIGN KEY f_@",
		"ALTER TABLE @ ADD CONSTRAINT h_@ CHECK (c > 0)",
		"ALTER TABLE @ RENAME COLUMN d TO e",
		"ALTER TABLE @ RENAME INDEX k TO j",
	};
	enum { N = sizeof(changes) / sizeof(changes[0]) };
	struct mysql_bench b = mysql_set_up(NULL);
	char sql[256];
	conformance_exec(b.session, "CREATE TABLE parent (id INT PRIMARY KEY)");
	for (int i = 0; i < N; i++) {
		(void)snprintf(sql, sizeof(sql),
			       "CREATE TABLE t%d (id INT PRIMARY KEY, c INT, d INT, x VARCHAR(9), KEY k (d),"
			       " CONSTRAINT f_t%d FOREIGN KEY (c) REFERENCES parent (id))",
			       i, i);
		conformance_exec(b.session, sql);
	}
	const long long since = clock_in(b.session, 2);
	while (clock_in(b.session, 0) < since)
		;
	for (int i = 0; i < N; i++) {
		name_table(sql, changes[i], i);
		cr_expect_eq(effect_since(b.session, since, NULL, 0, sql), SQLEMBIC_EFFECT_NONE, "before %s",
			     sql);
		conformance_exec(b.session, sql);
		cr_expect_eq(effect_since(b.session, since, NULL, 0, sql), SQLEMBIC_EFFECT_DONE, "after %s",
			     sql);
	}
	mysql_tear_down(&b);
}

/* In the same second, by the same script: nobody can tell. */
Test(mysql_effect, what_the_script_has_made_itself_is_a_question, .timeout = 60)
{
	static const char *const before[] = { "CREATE TABLE `one` (id INT)",
					      "ALTER TABLE one ADD COLUMN c INT",
					      "CREATE INDEX i ON `one` (c)", "DROP TABLE two" };
	static const char *const again[] = { "CREATE TABLE one (id INT PRIMARY KEY)",
					     "ALTER TABLE one ADD c BIGINT",
					     "CREATE UNIQUE INDEX i ON one (c)", "DROP TABLE two" };
	static const char *const others[] = { "CREATE TABLE three (id INT PRIMARY KEY)",
					      "ALTER TABLE three ADD c BIGINT" };
	static const char *const anew[] = { "CREATE TABLE three (id INT)", "ALTER TABLE three ADD c INT",
					    "DROP TABLE three" };
	struct mysql_bench b = mysql_set_up(NULL);
	for (size_t i = 0; i < 3; i++)
		conformance_exec(b.session, before[i]);
	for (size_t i = 0; i < 2; i++)
		conformance_exec(b.session, others[i]);
	const long long since = clock_in(b.session, -60);
	for (size_t i = 0; i < 4; i++)
		cr_expect_eq(effect_since(b.session, since, before, 4, again[i]), SQLEMBIC_EFFECT_UNKNOWN,
			     "%s", again[i]);
	for (size_t i = 0; i < 2; i++) {
		cr_expect_eq(effect_since(b.session, since, before, 4, others[i]), SQLEMBIC_EFFECT_DONE, "%s",
			     others[i]);
		cr_expect_eq(effect_since(b.session, since, anew, 3, others[i]), SQLEMBIC_EFFECT_DONE,
			     "dropped between: %s", others[i]);
	}
	mysql_tear_down(&b);
}
