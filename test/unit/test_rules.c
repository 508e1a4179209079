/* test_rules.c: statements are classed as their servers treat them. */
#include <criterion/criterion.h>
#include <string.h>

#include "sql/rules.h"
#include "sql/scan.h"

extern const struct sqlembic_dialect sqlembic_sqlite_dialect;
extern const struct sqlembic_dialect sqlembic_postgresql_dialect;
extern const struct sqlembic_dialect sqlembic_mysql_dialect;

#define TXN     SQLEMBIC_CLASS_TXN
#define NO_TXN  SQLEMBIC_CLASS_NO_TXN
#define SESSION SQLEMBIC_CLASS_SESSION
#define DDL     SQLEMBIC_CLASS_DDL
#define AGAIN   SQLEMBIC_CLASS_REPEATABLE
#define IN_TXN  SQLEMBIC_CLASS_IN_TXN
#define ALONE   SQLEMBIC_CLASS_ALONE
#define SERVER  SQLEMBIC_CLASS_SERVER
#define ACCESS  ((unsigned)SQLEMBIC_CLASS_ACCESS)

struct expectation {
	const char *words;
	unsigned classes;
};

static unsigned classify(const struct sqlembic_rule *rules, const char *words)
{
	return rules_classify(rules, words,
			      sqlembic_tokens_of((struct sqlembic_span){ words, strlen(words) }, 0));
}

static void check(const struct sqlembic_rule *rules, const struct expectation *expectations, size_t n)
{
	for (size_t i = 0; i < n; i++)
		cr_expect_eq(classify(rules, expectations[i].words) & ~ACCESS, expectations[i].classes, "%s",
			     expectations[i].words);
}

#define CHECK(rules, list) check(rules, list, sizeof(list) / sizeof(list[0]))

Test(rules, patterns_match_word_by_word_from_the_start)
{
	static const struct sqlembic_rule rules[] = { { "A B C", 1 },     { "A * D", 2 },  { "A", 4 },
						      { "E * F * G", 8 }, { "H * *", 16 }, { NULL, 0 } };
	static const struct expectation list[] = {
		{ "A B C", 1 },     { "A B C D", 1 },      { "A B D", 2 },
		{ "A B CC", 4 },    { "A \"x D\" D", 2 },  { "A `x y`.[z D] D", 2 },
		{ "A", 4 },         { "AA", 0 },           { "", 0 },
		{ "B A", 0 },       { "E x F y G", 8 },    { "E x F y", 0 },
		{ "H \"a b\"", 0 }, { "H \"a b\" c", 16 }, { "A \"unclosed", 4 },
	};
	CHECK(rules, list);
	cr_expect_eq(classify(NULL, "A"), 0);
}

Test(rules, a_pattern_may_look_for_words_that_follow_each_other_in_a_body)
{
	static const struct sqlembic_rule rules[] = { { "A '...X Y", 1 }, { "A", 2 }, { NULL, 0 } };
	static const struct expectation list[] = {
		{ "A x y", 2 },    { "A 'b x  y c'", 1 }, { "A 'x\n\ty'", 1 },    { "A 'x x y'", 1 },
		{ "A 'x'", 2 },    { "A 'x-y'", 2 },      { "A 'x yy'", 2 },      { "A 'y x'", 2 },
		{ "A 'xx y'", 2 }, { "A 'x b y'", 2 },    { "A 'b' 'x' 'y'", 2 }, { "A 'x '", 2 },
	};
	CHECK(rules, list);
}

Test(rules, a_pattern_may_look_for_a_word_in_the_text)
{
	static const struct sqlembic_rule rules[] = { { "A ...X", 1 }, { "A", 2 }, { NULL, 0 } };
	static const struct expectation list[] = { { "A B X C", 1 }, { "A 'b x'", 2 }, { "A", 2 },
						   { "A XX", 2 },    { "A -- X", 2 },  { "A x", 1 },
						   { "A \"x\"", 2 }, { "B X", 0 } };
	CHECK(rules, list);
}

Test(rules, a_pattern_may_look_for_words_with_a_name_behind_them)
{
	static const struct sqlembic_rule rules[] = { { "A ...X *", 1 }, { "A", 2 }, { NULL, 0 } };
	static const struct expectation list[] = {
		{ "A x b", 1 },     { "A b, x \"y z\"", 1 }, { "A x x b", 1 }, { "A x", 2 },
		{ "A x, b", 2 },    { "A x.b", 2 },          { "A x 'b'", 2 }, { "A 'x b'", 2 },
		{ "A \"x b\"", 2 }, { "A x(b)", 2 },
	};
	CHECK(rules, list);
}

static unsigned classify_text(const struct sqlembic_dialect *dialect, const char *sql)
{
	struct statement statement = { .number = 0 };
	struct sqlembic_error err = { 0 };
	struct scan *scan = scan_open(dialect, "x.sql", NULL, NULL);
	cr_assert(scan);
	scan_begin_text(scan, "x.sql", (struct sqlembic_span){ sql, strlen(sql) });
	cr_assert_eq(scan_next(scan, &statement, &err), 1);
	unsigned classes = statement.classes;
	scan_close(scan);
	return classes;
}

Test(rules, postgresql_statements_that_reach_beyond_their_database)
{
	static const struct expectation list[] = {
		{ "CREATE ROLE r", DDL | SERVER },
		{ "ALTER USER r SET search_path = a", DDL | SERVER },
		{ "DROP GROUP r", DDL | SERVER },
		{ "CREATE USER MAPPING FOR r SERVER s", DDL },
		{ "GRANT r TO s", DDL | SERVER },
		{ "REVOKE r FROM s", DDL | SERVER },
		{ "GRANT SELECT ON t TO s", DDL },
		{ "REVOKE ALL ON t FROM s", DDL },
		{ "GRANT r, q TO s", DDL | SERVER },
		{ "REVOKE ADMIN OPTION FOR r FROM s", DDL | SERVER },
		{ "GRANT CONNECT, TEMPORARY ON DATABASE d TO s", DDL | SERVER },
		{ "REVOKE GRANT OPTION FOR ALL PRIVILEGES ON DATABASE d FROM s", DDL | SERVER },
		{ "GRANT CREATE ON TABLESPACE d TO s", DDL | SERVER },
		{ "GRANT SET ON PARAMETER work_mem TO s", DDL | SERVER },
		{ "GRANT SELECT (a), UPDATE ON database TO s", DDL },
		{ "GRANT SELECT ON \"database\" TO s", DDL },
		{ "GRANT SELECT ON parameter, v TO s", DDL },
		{ "GRANT SELECT ON parameter.t TO s", DDL },
		{ "GRANT SELECT ON v, tablespace TO s", DDL },
		{ "REVOKE SELECT ON database, v FROM s", DDL },
		{ "REVOKE SELECT ON tablespace . \"t\" FROM s", DDL },
		{ "REVOKE SELECT ON tablespace FROM s", DDL },
		{ "GRANT CONNECT ON DATABASE \"d\", \"e\" TO s", DDL | SERVER },
		{ "REVOKE SET ON PARAMETER a.b, work_mem FROM s", DDL | SERVER },
		{ "GRANT \"on-call\" TO s", DDL | SERVER },
		{ "REVOKE \"on-call\" FROM s", DDL | SERVER },
		{ "GRANT r TO \"on\"", DDL | SERVER },
		{ "GRANT U&\"ON\" TO r", DDL | SERVER },
		{ "GRANT SELECT ON t TO \"on database d\"", DDL },
		{ "COPY \"stdin\" TO '/file'", SERVER },
		{ "COPY stdin TO '/file'", SERVER },
		{ "COPY t FROM '/tmp/stdin'", SERVER },
		{ "COPY t FROM '/tmp/from stdin'", SERVER },
		{ "COPY (SELECT * FROM stdin) TO '/file'", SERVER },
		{ "DO $$BEGIN EXECUTE format('GRANT CONNECT ON DATABASE %I TO s', d); END$$", SERVER },
		{ "DO $$BEGIN EXECUTE 'comment on database d is null'; END$$", SERVER },
		{ "DO $$BEGIN EXECUTE format('GRANT %s ON DATABASE %I TO s', p, d); END$$", SERVER },
		{ "DO $$BEGIN REVOKE ALL PRIVILEGES ON DATABASE d FROM s; END$$", SERVER },
		{ "DO $$BEGIN GRANT CREATE, TEMP ON DATABASE d TO s; END$$", SERVER },
		{ "DO $$BEGIN RAISE NOTICE 'works on database %', current_database(); END$$", 0 },
		{ "DROP OWNED BY r", DDL | SERVER },
		{ "REASSIGN OWNED BY r TO s", DDL | SERVER },
		{ "SECURITY LABEL FOR p ON ROLE r IS 'x'", DDL | SERVER },
		{ "SECURITY LABEL FOR 'anon' ON ROLE r IS 'x'", DDL | SERVER },
		{ "SECURITY LABEL FOR 'anon' ON DATABASE d IS 'x'", DDL | SERVER },
		{ "SECURITY LABEL FOR \"a\" ON TABLESPACE s IS 'x'", DDL | SERVER },
		{ "SECURITY LABEL ON SUBSCRIPTION s IS 'x'", DDL | SERVER },
		{ "SECURITY LABEL ON TABLE t IS 'put on role r'", DDL },
		{ "CREATE DATABASE d", NO_TXN | DDL | SERVER },
		{ "ALTER DATABASE d OWNER TO r", DDL | SERVER },
		{ "ALTER SYSTEM SET a = 1", NO_TXN | AGAIN | SERVER },
		{ "COMMENT ON DATABASE d IS 'x'", DDL | SERVER },
		{ "COMMENT ON TABLE t IS 'x'", DDL },
	};
	for (size_t i = 0; i < sizeof(list) / sizeof(list[0]); i++)
		cr_expect_eq(classify_text(&sqlembic_postgresql_dialect, list[i].words) & ~ACCESS,
			     list[i].classes, "%s", list[i].words);
}

Test(rules, statements_that_change_who_may_do_what_and_no_schema)
{
	static const char *const postgresql[] = {
		"CREATE ROLE r",          "DROP USER r",
		"GRANT r TO s",           "GRANT CONNECT ON DATABASE d TO s",
		"GRANT SELECT ON t TO s", "REVOKE ALL ON t FROM s",
		"CREATE DATABASE d",
	};
	/* A search_path is a part of how names are found. */
	static const char *const postgresql_others[] = { "ALTER ROLE r SET search_path = s",
							 "DROP OWNED BY r",
							 "ALTER DATABASE d SET search_path = s",
							 "CREATE TABLESPACE s LOCATION '/s'",
							 "SET ROLE r",
							 "DO $$BEGIN CREATE ROLE r; END$$" };
	static const char *const mysql[] = { "CREATE DATABASE IF NOT EXISTS d", "CREATE USER u",
					     "GRANT SELECT ON d.* TO u", "REVOKE ALL ON d.* FROM u",
					     "FLUSH PRIVILEGES" };
	static const char *const mysql_others[] = { "DROP DATABASE d",
						    "USE d",
						    "SET GLOBAL sql_mode = ''",
						    "CREATE OR REPLACE DATABASE d",
						    "ALTER DATABASE d CHARACTER SET utf8mb4",
						    "LOAD DATA INFILE 'f' INTO TABLE t" };
#define EXPECT(dialect, list, is)                                   \
	for (size_t i = 0; i < sizeof(list) / sizeof(list[0]); i++) \
	cr_expect_eq((classify_text(&(dialect), list[i]) & ACCESS) != 0, is, "%s", list[i])
	EXPECT(sqlembic_postgresql_dialect, postgresql, true);
	EXPECT(sqlembic_postgresql_dialect, postgresql_others, false);
	EXPECT(sqlembic_mysql_dialect, mysql, true);
	EXPECT(sqlembic_mysql_dialect, mysql_others, false);
}

Test(rules, statements_that_begin_alike_may_differ_in_what_follows)
{
	static const char sql[] = "COPY t (a) FROM stdin;\n1\n\\.\nCOPY t (a) TO '/file';\n";
	struct statement statement = { .number = 0 };
	struct sqlembic_error err = { 0 };
	struct scan *scan = scan_open(&sqlembic_postgresql_dialect, "x.sql", NULL, NULL);
	cr_assert(scan);
	scan_begin_text(scan, "x.sql", (struct sqlembic_span){ sql, strlen(sql) });
	cr_assert_eq(scan_next(scan, &statement, &err), 1);
	cr_expect_eq(statement.classes, 0);
	cr_assert_eq(scan_next(scan, &statement, &err), 1);
	cr_expect_eq(statement.classes, SERVER);
	scan_close(scan);
}

Test(rules, postgresql_procedures_that_may_commit_go_alone)
{
	static const struct expectation list[] = {
		{ "CALL p()", ALONE },
		{ "call s.\"p q\"(1, 2)", ALONE },
		{ "DO $$ BEGIN COMMIT; END $$", ALONE },
		{ "DO LANGUAGE plpgsql 'BEGIN rollback; END'", ALONE },
		{ "DO $$ BEGIN CALL p(); END $$", ALONE },
		{ "DO $x$ BEGIN EXECUTE $$CALL p()$$; END $x$", ALONE },
		{ "DO $$ BEGIN PERFORM committed(); END $$ /* COMMIT */", 0 },
		{ "CREATE SUBSCRIPTION s CONNECTION 'x' PUBLICATION p", NO_TXN | DDL | SERVER },
		{ "ALTER SUBSCRIPTION s OWNER TO r", DDL | SERVER },
		{ "COMMENT ON SUBSCRIPTION s IS 'x'", DDL | SERVER },
		{ "CREATE SUBSCRIPTION s CONNECTION 'x' PUBLICATION p WITH (connect = false)",
		  DDL | ALONE | SERVER },
		{ "CREATE SUBSCRIPTION s CONNECTION 'x' PUBLICATION p WITH (create_slot = off)",
		  DDL | ALONE | SERVER },
	};
	for (size_t i = 0; i < sizeof(list) / sizeof(list[0]); i++)
		cr_expect_eq(classify_text(&sqlembic_postgresql_dialect, list[i].words), list[i].classes,
			     "%s", list[i].words);
}

Test(rules, postgresql_19_repacks)
{
	static const struct expectation list[] = {
		{ "REPACK t", 0 },
		{ "REPACK (VERBOSE) s.t USING INDEX i", 0 },
		{ "REPACK (VERBOSE, ANALYZE) t (a)", 0 },
		{ "REPACK", NO_TXN | AGAIN },
		{ "REPACK (VERBOSE)", NO_TXN | AGAIN },
		{ "REPACK (CONCURRENTLY) t", NO_TXN | AGAIN },
		{ "REPACK (VERBOSE, CONCURRENTLY) t USING INDEX i", NO_TXN | AGAIN },
		{ "REPACK USING INDEX", NO_TXN | AGAIN },
		{ "REPACK (ANALYZE) USING INDEX", NO_TXN | AGAIN },
	};
	for (size_t i = 0; i < sizeof(list) / sizeof(list[0]); i++)
		cr_expect_eq(classify_text(&sqlembic_postgresql_dialect, list[i].words), list[i].classes,
			     "%s", list[i].words);
}

Test(rules, sqlite)
{
	static const struct expectation list[] = {
		{ "BEGIN IMMEDIATE", TXN },
		{ "END TRANSACTION", TXN | IN_TXN },
		{ "ROLLBACK", TXN | IN_TXN },
		{ "ROLLBACK TO A", IN_TXN },
		{ "ROLLBACK TRANSACTION TO A", IN_TXN },
		{ "SAVEPOINT A", IN_TXN },
		{ "VACUUM", NO_TXN | AGAIN },
		{ "VACUUM INTO", NO_TXN | SERVER },
		{ "VACUUM MAIN INTO", NO_TXN | SERVER },
		{ "PRAGMA FOREIGN_KEYS OFF", NO_TXN | SESSION },
		{ "PRAGMA JOURNAL_MODE WAL", NO_TXN | AGAIN },
		{ "PRAGMA JOURNAL_MODE DELETE", SESSION },
		{ "PRAGMA USER_VERSION", 0 },
		{ "PRAGMA CACHE_SIZE", SESSION },
		{ "ATTACH DATABASE", SESSION | SERVER },
		{ "CREATE TABLE T", DDL },
		{ "INSERT INTO T", 0 },
	};
	CHECK(sqlembic_sqlite_dialect.rules, list);
}

Test(rules, postgresql)
{
	static const struct expectation list[] = {
		{ "START TRANSACTION", TXN },
		{ "COMMIT AND CHAIN", TXN | IN_TXN },
		{ "COMMIT PREPARED", NO_TXN },
		{ "ROLLBACK TO SAVEPOINT A", IN_TXN },
		{ "PREPARE TRANSACTION", TXN | IN_TXN },
		{ "PREPARE P AS SELECT", SESSION },
		{ "CREATE INDEX CONCURRENTLY I ON T", NO_TXN | DDL },
		{ "CREATE UNIQUE INDEX CONCURRENTLY I ON T", NO_TXN | DDL },
		{ "CREATE INDEX I ON T", DDL },
		{ "DROP INDEX CONCURRENTLY IF EXISTS \"i 1\"", NO_TXN | DDL | AGAIN },
		{ "REINDEX TABLE CONCURRENTLY T", NO_TXN | AGAIN },
		{ "REINDEX VERBOSE CONCURRENTLY TABLE T", NO_TXN | AGAIN },
		{ "REINDEX TABLE T", 0 },
		{ "REINDEX DATABASE D", NO_TXN | AGAIN },
		{ "ALTER TABLE a.t DETACH PARTITION \"p q\" CONCURRENTLY", NO_TXN | DDL },
		{ "ALTER TABLE IF EXISTS T DETACH PARTITION P CONCURRENTLY", NO_TXN | DDL },
		{ "ALTER TABLE T DETACH PARTITION P", DDL },
		{ "CREATE INDEX CONCURRENTLY IF NOT EXISTS I ON T", NO_TXN | DDL | AGAIN },
		{ "ALTER TYPE T ADD VALUE", DDL | ALONE },
		{ "ALTER TYPE T ADD VALUE IF NOT EXISTS", DDL | ALONE | AGAIN },
		{ "ALTER TYPE T ADD ATTRIBUTE A", DDL },
		{ "VACUUM ANALYZE", NO_TXN | AGAIN },
		{ "CLUSTER", NO_TXN | AGAIN },
		{ "CLUSTER T", 0 },
		{ "SET SEARCH_PATH TO A", SESSION },
		{ "SET LOCAL ROLE A", 0 },
		{ "DISCARD ALL", NO_TXN | SESSION },
		{ "SELECT", 0 },
		{ "SELECT pg_catalog.set_config", SESSION },
		{ "SELECT SET_CONFIG", SESSION },
	};
	CHECK(sqlembic_postgresql_dialect.rules, list);
}

Test(rules, mysql)
{
	static const struct expectation list[] = {
		{ "BEGIN", TXN },
		{ "BEGIN WORK", TXN },
		{ "BEGIN NOT ATOMIC", DDL },
		{ "ROLLBACK WORK TO A", IN_TXN },
		{ "XA START", TXN },
		{ "SET NAMES UTF8", SESSION },
		{ "SET GLOBAL X", DDL | AGAIN | SERVER },
		{ "SET AUTOCOMMIT", TXN | SESSION },
		{ "SET GLOBAL AUTOCOMMIT", DDL | AGAIN | SERVER },
		{ "STOP ALL", DDL | SERVER },
		{ "KILL QUERY", DDL | SERVER },
		{ "WITH X AS SELECT INTO OUTFILE", SERVER },
		{ "USE D", SESSION | SERVER },
		{ "LOCK TABLES T WRITE", SESSION },
		{ "CREATE TABLE T", DDL },
		{ "CREATE TEMPORARY TABLE T", 0 },
		{ "DROP TEMPORARY TABLE T", 0 },
		{ "CREATE TABLE IF NOT EXISTS T", DDL | AGAIN },
		{ "CREATE OR REPLACE VIEW V", DDL | AGAIN },
		{ "DROP TABLE IF EXISTS T", DDL | AGAIN },
		{ "DROP TABLE T", DDL },
		{ "CALL P", DDL },
		{ "EXECUTE S", DDL },
		{ "INSERT INTO T", 0 },
		{ "TRUNCATE T", DDL | AGAIN },
		{ "FLUSH LOGS", DDL | AGAIN | SERVER },
		{ "START REPLICA", DDL | SERVER },
		{ "REPLACE INTO T", 0 },
	};
	CHECK(sqlembic_mysql_dialect.rules, list);
}
