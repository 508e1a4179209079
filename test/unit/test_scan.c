/* test_scan.c: statements end where the database's own client ends them. */
#include <criterion/criterion.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "scan_source.h"

/* The statements of a script, each in "<" and ">", COPY data in "{" and "}". */
static int cut(struct sqlembic_buf *out, const struct sqlembic_dialect *dialect, struct scan_source source,
	       struct sqlembic_error *err)
{
	struct scan *scan = scan_open(dialect, "x.sql", scan_source_read, &source);
	cr_assert(scan);
	struct statement statement;
	int rc;
	while ((rc = scan_next(scan, &statement, err)) > 0) {
		sqlembic_buf_putc(out, '<');
		sqlembic_buf_add(out, statement.sql.ptr, statement.sql.len);
		sqlembic_buf_putc(out, '>');
		if (!statement.has_copy_data)
			continue;
		struct sqlembic_span chunk;
		sqlembic_buf_putc(out, '{');
		while ((rc = scan_copy_data(scan, &chunk, err)) > 0)
			sqlembic_buf_add(out, chunk.ptr, chunk.len);
		if (rc < 0)
			break;
		sqlembic_buf_putc(out, '}');
	}
	scan_close(scan);
	return rc;
}

struct script {
	const char *text, *statements;
};

static void check_scripts(const struct sqlembic_dialect *dialect, const struct script *scripts, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		for (size_t chunk = 1; chunk <= 65536; chunk *= 256) {
			struct sqlembic_buf got = SQLEMBIC_BUF_INIT;
			struct sqlembic_error err = { 0 };
			struct scan_source source = { scripts[i].text, strlen(scripts[i].text), chunk };
			int rc = cut(&got, dialect, source, &err);
			cr_expect_eq(rc, 0, "%s: %d:%d: %s", scripts[i].text, err.line, err.column,
				     err.message);
			cr_expect_str_eq(sqlembic_buf_text(&got), scripts[i].statements, "script: %s",
					 scripts[i].text);
			sqlembic_buf_release(&got);
		}
	}
}

#define CHECK(dialect, scripts) check_scripts(dialect, scripts, sizeof(scripts) / sizeof(scripts[0]))

Test(scan, every_dialect_skips_what_is_no_statement)
{
	static const struct script scripts[] = {
		{ "", "" },
		{ " \n\t\r\n", "" },
		{ ";; ;\n;", "" },
		{ "-- it's a comment; \"only\"", "" },
		{ "/* a; 'b */\n-- c\n", "" },
		{ "\xEF\xBB\xBFSELECT 1;", "<SELECT 1>" },
		{ "SELECT 1", "<SELECT 1>" },
		{ "SELECT 1 \n", "<SELECT 1>" },
		{ "SELECT 1;\r\nSELECT 2\r\n;\r\n", "<SELECT 1><SELECT 2>" },
		{ "SELECT 1 -- one\n;SELECT 2 /* two; */ ; -- three", "<SELECT 1><SELECT 2>" },
		{ "/* a */ SELECT /* ; */ 1 -- ;\n+ 1;", "<SELECT /* ; */ 1 -- ;\n+ 1>" },
		{ "SELECT 'a;b', 'it''s; --', '/*';", "<SELECT 'a;b', 'it''s; --', '/*'>" },
		{ "SELECT 1/2; SELECT 3-2", "<SELECT 1/2><SELECT 3-2>" },
		{ "SELECT '';SELECT ''''", "<SELECT ''><SELECT ''''>" },
	};
	CHECK(SQLITE, scripts);
	CHECK(POSTGRESQL, scripts);
	CHECK(MYSQL, scripts);
}

Test(scan, sqlite_cuts_as_its_shell)
{
	static const struct script scripts[] = {
		{ "SELECT [a;b], `c;d`, \"e;f\"; SELECT 1", "<SELECT [a;b], `c;d`, \"e;f\"><SELECT 1>" },
		{ "SELECT 'a\\'; SELECT 2;", "<SELECT 'a\\'><SELECT 2>" },
		{ "/* /* */ SELECT 1;", "<SELECT 1>" },
		{ "CREATE TRIGGER t AFTER INSERT ON a BEGIN UPDATE b SET c = 1; DELETE FROM d; END; SELECT "
		  "1;",
		  "<CREATE TRIGGER t AFTER INSERT ON a BEGIN UPDATE b SET c = 1; DELETE FROM d; END><SELECT "
		  "1>" },
		{ "create temp trigger t begin select case when 1 then 2 end; end ;select 1",
		  "<create temp trigger t begin select case when 1 then 2 end; end><select 1>" },
		{ "CREATE /* x */ TEMPORARY TRIGGER \"a;\" BEGIN SELECT ');'; -- END;\nEND /* y */ ; SELECT "
		  "1",
		  "<CREATE /* x */ TEMPORARY TRIGGER \"a;\" BEGIN SELECT ');'; -- END;\nEND><SELECT 1>" },
		{ "CREATE TRIGGER 'trigger' INSTEAD OF UPDATE ON v BEGIN SELECT 1; END",
		  "<CREATE TRIGGER 'trigger' INSTEAD OF UPDATE ON v BEGIN SELECT 1; END>" },
		{ "CREATE TRIGGER t BEGIN SELECT 1; SELECT endless; END_ ; x$END; END; SELECT 1",
		  "<CREATE TRIGGER t BEGIN SELECT 1; SELECT endless; END_ ; x$END; END><SELECT 1>" },
		{ "EXPLAIN QUERY PLAN CREATE TRIGGER t BEGIN SELECT 1; END; SELECT 2",
		  "<EXPLAIN QUERY PLAN CREATE TRIGGER t BEGIN SELECT 1; END><SELECT 2>" },
		{ "EXPLAIN CREATE INDEX i ON t(a); SELECT 1", "<EXPLAIN CREATE INDEX i ON t(a)><SELECT 1>" },
		{ "CREATE TABLE trigger(a); SELECT 1", "<CREATE TABLE trigger(a)><SELECT 1>" },
		{ "CREATE \"TRIGGER\" x; SELECT 1", "<CREATE \"TRIGGER\" x><SELECT 1>" },
		{ "BEGIN; END; SELECT 1", "<BEGIN><END><SELECT 1>" },
		{ "SELECT 1;\n# a comment of the shell's; 'x\nSELECT 2;", "<SELECT 1><SELECT 2>" },
		{ "SELECT 1\n.5;", "<SELECT 1\n.5>" },
		{ "SELECT 'C. M; N'; SELECT '$a$;$a$'", "<SELECT 'C. M; N'><SELECT '$a$;$a$'>" },
	};
	CHECK(SQLITE, scripts);
}

Test(scan, postgresql_cuts_as_psql)
{
	static const struct script scripts[] = {
		{ "DO $$ BEGIN x; END $$; SELECT 1", "<DO $$ BEGIN x; END $$><SELECT 1>" },
		{ "DO $a$ EXECUTE $$ x; $$; $b$ $a$; SELECT 1",
		  "<DO $a$ EXECUTE $$ x; $$; $b$ $a$><SELECT 1>" },
		{ "SELECT data$, \"x$\" ; SELECT a$$ ; SELECT $1;",
		  "<SELECT data$, \"x$\"><SELECT a$$><SELECT $1>" },
		{ "SELECT 1$$;$$; SELECT $1$$;$$; SELECT 2", "<SELECT 1$$;$$><SELECT $1$$;$$><SELECT 2>" },
		{ "SELECT '$a$'; SELECT '$a$'", "<SELECT '$a$'><SELECT '$a$'>" },
		{ "SELECT $_$ $1; $2 $_$; SELECT $\xC3\xA9$;$\xC3\xA9$;",
		  "<SELECT $_$ $1; $2 $_$><SELECT $\xC3\xA9$;$\xC3\xA9$>" },
		{ "SELECT E'a\\';b', e'\\\\'; SELECT 'a\\';", "<SELECT E'a\\';b', e'\\\\'><SELECT 'a\\'>" },
		{ "SELECT E'a''\\';'; SELECT nameE'a\\'; SELECT 1",
		  "<SELECT E'a''\\';'><SELECT nameE'a\\'><SELECT 1>" },
		{ "SELECT U&\"d;!0061\" UESCAPE '!', U&'d!0061;t' UESCAPE '!'; SELECT 1",
		  "<SELECT U&\"d;!0061\" UESCAPE '!', U&'d!0061;t' UESCAPE '!'><SELECT 1>" },
		{ "/* a /* b; */ c; */ SELECT 1; SELECT 'x/*'; SELECT 2 --/*\n;",
		  "<SELECT 1><SELECT 'x/*'><SELECT 2>" },
		{ "SELECT 1+--x;\n2; SELECT 2 */* x; */3;", "<SELECT 1+--x;\n2><SELECT 2 */* x; */3>" },
		{ "CREATE RULE r AS ON INSERT TO t DO INSTEAD (DELETE FROM a; DELETE FROM b); SELECT 1",
		  "<CREATE RULE r AS ON INSERT TO t DO INSTEAD (DELETE FROM a; DELETE FROM b)><SELECT 1>" },
		{ "CREATE FUNCTION f() RETURNS int\nBEGIN\n ATOMIC SELECT CASE WHEN 1 THEN 2 END; ; RETURN "
		  "1; END; SELECT 1",
		  "<CREATE FUNCTION f() RETURNS int\nBEGIN\n ATOMIC SELECT CASE WHEN 1 THEN 2 END; ; RETURN "
		  "1; END><SELECT 1>" },
		{ "create or replace procedure p(\"end\" int) begin atomic insert into t values ('end'); "
		  "end; select 1;",
		  "<create or replace procedure p(\"end\" int) begin atomic insert into t values ('end'); "
		  "end><select 1>" },
		{ "CREATE FUNCTION f() LANGUAGE sql AS 'begin'; BEGIN; SELECT CASE 1 WHEN 1 THEN 2 END; END;",
		  "<CREATE FUNCTION f() LANGUAGE sql AS 'begin'><BEGIN><SELECT CASE 1 WHEN 1 THEN 2 "
		  "END><END>" },
		{ "CREATE TABLE function_begin (begin int); SELECT 1",
		  "<CREATE TABLE function_begin (begin int)><SELECT 1>" },
		{ "\\restrict x'y\nSELECT 1;\n\\unrestrict x'y\n", "<SELECT 1>" },
		{ "SELECT '\n\\copy x\n';", "<SELECT '\n\\copy x\n'>" },
		{ "SELECT 1 -- a\rSELECT 2;", "<SELECT 1 -- a\rSELECT 2>" },
	};
	CHECK(POSTGRESQL, scripts);
}

Test(scan, postgresql_bodies_begin_at_begin_atomic_only)
{
	static const char *const wholes[] = {
		"CREATE FUNCTION f(begin int) RETURNS int BEGIN ATOMIC SELECT begin; END",
		"CREATE FUNCTION f() RETURNS int BEGIN /* ; */ ATOMIC SELECT begin FROM t; SELECT t.case "
		"FROM t; END",
		"CREATE OR REPLACE PROCEDURE begin(x int) BEGIN ATOMIC INSERT INTO t VALUES (1); END",
		"CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT 1 AS case, 2 AS end, (t.x).end FROM t; "
		"SELECT 2; END",
		"CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT CASE begin WHEN 1 THEN 2 END; SELECT 2; "
		"END",
		"CREATE FUNCTION f() RETURNS begin LANGUAGE sql AS 'SELECT 1'",
		"CREATE FUNCTION f() RETURNS int SET x TO begin AS $$ SELECT 1; $$ LANGUAGE sql",
		"CREATE FUNCTION f(begin int, atomic int) RETURNS int RETURN begin",
		"CREATE FUNCTION begin.atomic() RETURNS int RETURN 1",
		"CREATE PROCEDURE end.case() BEGIN ATOMIC END",
	};
	for (size_t i = 0; i < sizeof(wholes) / sizeof(wholes[0]); i++) {
		char script[512], expected[512];
		(void)snprintf(script, sizeof(script), "%s;\nSELECT 1", wholes[i]);
		(void)snprintf(expected, sizeof(expected), "<%s><SELECT 1>", wholes[i]);
		check_scripts(POSTGRESQL, &(const struct script){ script, expected }, 1);
	}
}

Test(scan, postgresql_settings_change_the_meaning_of_backslashes)
{
	static const struct script scripts[] = {
		{ "SET standard_conforming_strings = off; SELECT 'a\\';b'; SELECT X'1\\', U&'\\'; SELECT 2",
		  "<SET standard_conforming_strings = off><SELECT 'a\\';b'><SELECT X'1\\', U&'\\'><SELECT "
		  "2>" },
		{ "set session STANDARD_CONFORMING_STRINGS to 'off'; SELECT '\\';'; RESET ALL; SELECT '\\';",
		  "<set session STANDARD_CONFORMING_STRINGS to 'off'><SELECT '\\';'><RESET ALL><SELECT "
		  "'\\'>" },
		{ "SET standard_conforming_strings = off; SET standard_conforming_strings = on; SELECT '\\';",
		  "<SET standard_conforming_strings = off><SET standard_conforming_strings = on><SELECT "
		  "'\\'>" },
		{ "SELECT 'standard_conforming_strings = off'; SELECT '\\';",
		  "<SELECT 'standard_conforming_strings = off'><SELECT '\\'>" },
	};
	CHECK(POSTGRESQL, scripts);
}

/* In these encodings the second byte of a character may be a backslash, a bracket or a backtick. */
Test(scan, postgresql_follows_encodings_with_backslashes_in_characters)
{
	static const char *const names[] = { "SET client_encoding = 'SJIS'",
					     "SET NAMES 'Shift_JIS'",
					     "SET SESSION client_encoding TO big5",
					     "set client_encoding='GBK'",
					     "SET client_encoding TO \"UHC\"",
					     "SET client_encoding = 'GB18030'",
					     "SELECT set_config('client_encoding', 'SJIS', false)",
					     "SELECT pg_catalog.set_config('client_encoding','johab',true)" };
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		char text[256], statements[256];
		(void)snprintf(text, sizeof(text),
			       "%s;SELECT E'\x83\\';SELECT E'\x83\\\\';x';SELECT \x83\\ FROM t;"
			       "RESET client_encoding;SELECT E'\x83\\';'",
			       names[i]);
		(void)snprintf(statements, sizeof(statements),
			       "<%s><SELECT E'\x83\\'><SELECT E'\x83\\\\';x'><SELECT \x83\\ FROM t>"
			       "<RESET client_encoding><SELECT E'\x83\\';'>",
			       names[i]);
		check_scripts(POSTGRESQL, &(const struct script){ text, statements }, 1);
	}
}

Test(scan, mysql_follows_encodings_with_backslashes_in_characters)
{
	static const char *const names[] = { "SET NAMES sjis",
					     "set names 'cp932' COLLATE cp932_bin",
					     "SET CHARACTER SET big5",
					     "SET character_set_client = gbk",
					     "/*!40101 SET NAMES gb18030 */",
					     "SET @@session.character_set_client=gbk, @y=2",
					     "SET @x = f(1, 2), SESSION character_set_client := 'big5'",
					     "SET sql_mode = '', NAMES sjis" };
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		char text[256], statements[256];
		(void)snprintf(text, sizeof(text),
			       "%s;SELECT '\x83\\';SELECT \"\x83\\\\\";x\";SELECT `\x83``;SELECT \x83\\;"
			       "SET NAMES utf8mb4;SELECT '\x83\\';'",
			       names[i]);
		(void)snprintf(statements, sizeof(statements),
			       "<%s><SELECT '\x83\\'><SELECT \"\x83\\\\\";x\"><SELECT `\x83``><SELECT \x83\\>"
			       "<SET NAMES utf8mb4><SELECT '\x83\\';'>",
			       names[i]);
		check_scripts(MYSQL, &(const struct script){ text, statements }, 1);
	}
}

Test(scan, postgresql_copy_data_is_no_sql)
{
	static const struct script scripts[] = {
		{ "COPY t (a, \"from\") FROM stdin;\n1\t;'\n\\N\t$$\n\\.\n\nSELECT 1;",
		  "<COPY t (a, \"from\") FROM stdin>{1\t;'\n\\N\t$$\n}<SELECT 1>" },
		{ "copy t from STDIN with (format csv); -- rows\r\na,b\r\n\\.\r\nSELECT 1;",
		  "<copy t from STDIN with (format csv)>{a,b\r\n}<SELECT 1>" },
		{ "COPY t FROM stdin;\n\\.", "<COPY t FROM stdin>{}" },
		{ "COPY t FROM stdin;\n \\.\n\\.x\n\\.\n", "<COPY t FROM stdin>{ \\.\n\\.x\n}" },
		{ "COPY t FROM '/stdin'; COPY (SELECT 1 FROM stdin) TO stdout; COPY t TO stdout; SELECT 1",
		  "<COPY t FROM '/stdin'><COPY (SELECT 1 FROM stdin) TO stdout><COPY t TO stdout><SELECT "
		  "1>" },
	};
	CHECK(POSTGRESQL, scripts);
}

Test(scan, mysql_cuts_as_its_client)
{
	static const struct script scripts[] = {
		{ "SELECT 'a\\';b', \"c\\\";d\", `e\\`; SELECT 1",
		  "<SELECT 'a\\';b', \"c\\\";d\", `e\\`><SELECT 1>" },
		{ "SELECT 1; # isn't; it\nSELECT 2 # x\n;", "<SELECT 1><SELECT 2>" },
		{ "--DROP TABLE a;\nSELECT 1--1; --\nSELECT 2", "<SELECT 1--1><SELECT 2>" },
		{ "SELECT 1 --;\nSELECT 2", "<SELECT 1 --><SELECT 2>" },
		{ "SELECT \\N; SELECT 1, \\\n2;", "<SELECT \\N><SELECT 1,  \n2>" },
		{ "/*!40101 SET @a=1 */;\nflush /*!50503 binary */ logs;",
		  "</*!40101 SET @a=1 */><flush /*!50503 binary */ logs>" },
		{ "INSERT INTO t VALUES (/*!50705 0x00,*/1);SELECT 1",
		  "<INSERT INTO t VALUES (/*!50705 0x00,*/1)><SELECT 1>" },
		{ "/*! a /* b */ c */; SELECT 1", "</*! a /* b */ c */><SELECT 1>" },
		{ "/* x /*! y */ z */ SELECT 1", "<SELECT 1>" },
		{ "/*M!999999\\- enable the sandbox mode */ \nSELECT 1;", "<SELECT 1>" },
		{ "/*M!100100 SELECT 1 */; SELECT 2", "</*M!100100 SELECT 1 */><SELECT 2>" },
		{ "USE shop\nUSE `x;y`;\nuse 'a b' rest\nSELECT 1",
		  "<USE shop><USE `x;y`><use 'a b'><SELECT 1>" },
	};
	CHECK(MYSQL, scripts);
}

/* To MySQL from version 9 on; to older servers and MariaDB such words are names, and bodies are in SQL. */
Test(scan, mysql_dollar_quotes_are_round_bodies_in_another_language)
{
#define JS "CREATE FUNCTION f() RETURNS INT LANGUAGE JAVASCRIPT AS "
	static const struct script scripts[] = {
		{ JS "$$ let x; // it's\n return 1; $$; SELECT 2",
		  "<" JS "$$ let x; // it's\n return 1; $$><SELECT 2>" },
		{ "create library l language\nJavascript as $1$;$1$; SELECT 2",
		  "<create library l language\nJavascript as $1$;$1$><SELECT 2>" },
		{ JS "$js$ $$; $JS$ /* ; $js$; SELECT 2", "<" JS "$js$ $$; $JS$ /* ; $js$><SELECT 2>" },
		{ JS "$1t$;$1t$; " JS "$_\xC3\xA9$;$_\xC3\xA9$; SELECT 2",
		  "<" JS "$1t$;$1t$><" JS "$_\xC3\xA9$;$_\xC3\xA9$><SELECT 2>" },
		{ JS "$$\nDELIMITER //\n; \\$$; SELECT 2", "<" JS "$$\nDELIMITER //\n; \\$$><SELECT 2>" },
		{ "DELIMITER //\n" JS "$$ a // b $$// SELECT 4//", "<" JS "$$ a // b $$><SELECT 4>" },
		{ "DELIMITER $$\nSELECT a$b$$ " JS "$a$ b $$ c $a$ $$ SELECT 3$$ SELECT c1$$",
		  "<SELECT a$b><" JS "$a$ b $$ c $a$><SELECT 3><SELECT c1>" },
		{ "DELIMITER $a$\n" JS "$$ b $a$ c $$ $a$ SELECT b$a$ SELECT 3",
		  "<" JS "$$ b $a$ c $$><SELECT b><SELECT 3>" },
	};
	CHECK(MYSQL, scripts);
#undef JS
}

Test(scan, mysql_names_may_begin_and_end_with_a_dollar)
{
	static const struct script scripts[] = {
		{ "SELECT 1 AS $a$; SELECT $a$b$, $$ FROM $a$; SELECT @$$;",
		  "<SELECT 1 AS $a$><SELECT $a$b$, $$ FROM $a$><SELECT @$$>" },
		{ "CREATE PROCEDURE p() LANGUAGE SQL SELECT 1 AS $a$; SELECT 2",
		  "<CREATE PROCEDURE p() LANGUAGE SQL SELECT 1 AS $a$><SELECT 2>" },
		{ "SELECT language, mylanguage x AS $a$; SELECT 2 AS $a$",
		  "<SELECT language, mylanguage x AS $a$><SELECT 2 AS $a$>" },
		{ "SELECT a$$; SELECT b$$, 1$$; SELECT c$d$; SELECT e$d$",
		  "<SELECT a$$><SELECT b$$, 1$$><SELECT c$d$><SELECT e$d$>" },
		{ "SELECT \xC3\xA9$$; SELECT 1 $a; SELECT 2 $a $b; SELECT $a-b$c; SELECT $",
		  "<SELECT \xC3\xA9$$><SELECT 1 $a><SELECT 2 $a $b><SELECT $a-b$c><SELECT $>" },
		{ "SELECT '$$', \"$$\", `$$`; SELECT 2 -- $$\n; SELECT 3 /* $$ */",
		  "<SELECT '$$', \"$$\", `$$`><SELECT 2><SELECT 3>" },
		{ "DELIMITER $\nSELECT 1 $ SELECT $a$", "<SELECT 1><SELECT><a>" },
	};
	CHECK(MYSQL, scripts);
}

Test(scan, mysql_delimiter_ends_statements)
{
	static const struct script scripts[] = {
		{ "DELIMITER $$\nCREATE TRIGGER t BEFORE INSERT ON a FOR EACH ROW BEGIN SET @a = 1; END "
		  "$$\nDELIMITER ;\nSELECT 1;",
		  "<CREATE TRIGGER t BEFORE INSERT ON a FOR EACH ROW BEGIN SET @a = 1; END><SELECT 1>" },
		{ "-- x\n\n  delimiter //  \r\nl:BEGIN NOT ATOMIC SELECT 1/2; END l//SELECT 1;//\ndelimiter "
		  ";\n",
		  "<l:BEGIN NOT ATOMIC SELECT 1/2; END l><SELECT 1;>" },
		{ "delimiter ;;\n/*!50003 create function f() returns int begin return 42; end */;;\nselect "
		  "1;;",
		  "</*!50003 create function f() returns int begin return 42; end */><select 1>" },
		{ "DELIMITER $$\nDELIMITER ;\nSELECT 1;", "<SELECT 1>" },
		{ "DELIMITER /\nSELECT 1/ SELECT 2/", "<SELECT 1><SELECT 2>" },
		{ "DELIMITER '||' junk\nSELECT ';' || SELECT 2", "<SELECT ';'><SELECT 2>" },
		{ "DELIMITER end_of\nSELECT 'end_of'; end_of SELECT 2", "<SELECT 'end_of';><SELECT 2>" },
		{ "DELIMITER #\nSELECT 1# SELECT 2#", "<SELECT 1><SELECT 2>" },
		{ "SELECT 1,\ndelimiter;\n", "<SELECT 1,\ndelimiter>" },
		{ "SELECT '\nDELIMITER //\n'; SELECT 2", "<SELECT '\nDELIMITER //\n'><SELECT 2>" },
		{ "delimiters: SELECT 1; SELECT 2;", "<delimiters: SELECT 1><SELECT 2>" },
	};
	CHECK(MYSQL, scripts);
}

Test(scan, mysql_settings_change_the_meaning_of_backslashes)
{
	static const struct script scripts[] = {
		{ "SET sql_mode='NO_BACKSLASH_ESCAPES'; SELECT 'a\\'; SELECT \"\\\"; SELECT '''', \"\"\"\";",
		  "<SET sql_mode='NO_BACKSLASH_ESCAPES'><SELECT 'a\\'><SELECT \"\\\"><SELECT '''', "
		  "\"\"\"\">" },
		{ "SET @m=@@sql_mode, SESSION SQL_MODE='ansi_quotes'; SELECT \"\\\", '\\';'; SET "
		  "sql_mode=@m; SELECT \"\\\";\";",
		  "<SET @m=@@sql_mode, SESSION SQL_MODE='ansi_quotes'><SELECT \"\\\", '\\';'><SET "
		  "sql_mode=@m><SELECT \"\\\";\">" },
		{ "SET GLOBAL sql_mode='NO_BACKSLASH_ESCAPES'; SELECT '\\';';",
		  "<SET GLOBAL sql_mode='NO_BACKSLASH_ESCAPES'><SELECT '\\';'>" },
		{ "/*!40101 SET SQL_MODE=CONCAT(@@sql_mode,',NO_BACKSLASH_ESCAPES') */; SELECT '\\'; SELECT "
		  "1",
		  "</*!40101 SET SQL_MODE=CONCAT(@@sql_mode,',NO_BACKSLASH_ESCAPES') */><SELECT '\\'><SELECT "
		  "1>" },
		{ "SET sql_mode=REPLACE(@@sql_mode,'NO_BACKSLASH_ESCAPES',''); SELECT '\\';';",
		  "<SET sql_mode=REPLACE(@@sql_mode,'NO_BACKSLASH_ESCAPES','')><SELECT '\\';'>" },
	};
	CHECK(MYSQL, scripts);
}

struct refusal {
	const struct sqlembic_dialect *dialect;
	const char *text, *message;
	int line, column;
};

Test(scan, refuses_what_only_a_client_understands_and_what_has_no_end)
{
	static const struct refusal refusals[] = {
		{ POSTGRESQL, "SELECT 1;\n  \\copy t from x\n", "\\copy is a command of the psql client", 2,
		  3 },
		{ POSTGRESQL, "\\i other.sql", "\\i is a", 1, 1 },
		{ POSTGRESQL, "SELECT 1 \\gexec\n", "\\gexec is a", 1, 10 },
		{ POSTGRESQL, "SELECT 1\\; SELECT 2;", "\\; is a", 1, 9 },
		{ POSTGRESQL, "\\restricted x\n", "\\restricted is a", 1, 1 },
		{ POSTGRESQL, "SELECT 1;\nSELECT 'a\n;", "the quote opened here", 2, 8 },
		{ POSTGRESQL, "SELECT \xC3\xA9, $a$ x; $b$", "the dollar quote opened here", 1, 11 },
		{ POSTGRESQL, "SELECT 1;\n\n /* a /* b */", "the comment opened here", 3, 2 },
		{ POSTGRESQL, "SELECT 1 /* a", "the comment opened here", 1, 10 },
		{ POSTGRESQL, "SELECT (1;\n", "the parenthesis opened here", 1, 8 },
		{ POSTGRESQL, "CREATE FUNCTION f()\nBEGIN ATOMIC SELECT 1;", "the BEGIN here", 2, 1 },
		{ POSTGRESQL, "\n COPY t FROM stdin;\n1\n", "the rows of this COPY", 2, 2 },
		{ POSTGRESQL, "COPY t FROM stdin; SELECT 1;\n1\n\\.\n", "text follows COPY", 1, 20 },
		{ MYSQL, "SELECT 1;\nsource x.sql\n", "source is a command of the mysql client", 2, 1 },
		{ MYSQL, "SOURCE x.sql;", "SOURCE is a", 1, 1 },
		{ MYSQL, "\\. x.sql\n", "\\. is a", 1, 1 },
		{ MYSQL, "SELECT 1\\G\n", "\\G is a", 1, 9 },
		{ MYSQL, "tee x\n", "tee is a", 1, 1 },
		{ MYSQL, "SELECT 1; DELIMITER //\n", "DELIMITER must be the first word", 1, 11 },
		{ MYSQL, "DELIMITER\nSELECT 1;", "DELIMITER without", 1, 1 },
		{ MYSQL, "DELIMITER a\\b\n", "the delimiter has a backslash", 1, 1 },
		{ MYSQL, "DELIMITER 1234567890123456\n", "the delimiter is longer", 1, 1 },
		{ MYSQL, "SELECT `a", "the quote opened here", 1, 8 },
		{ MYSQL, "SELECT 'a\\'", "the quote opened here", 1, 8 },
		{ MYSQL, "CREATE LIBRARY l LANGUAGE JAVASCRIPT AS $a$;", "the dollar quote opened here", 1,
		  41 },
		{ SQLITE, "SELECT 1;\n.read x\n", ".read is a command of the sqlite3 client", 2, 1 },
		{ SQLITE, "SELECT [a", "the quote opened here", 1, 8 },
		{ SQLITE, "SELECT 1; CREATE TRIGGER t BEGIN SELECT 1; SELECT 2;",
		  "the trigger that begins here", 1, 11 },
	};
	for (size_t i = 0; i < sizeof(refusals) / sizeof(refusals[0]); i++) {
		const struct refusal *r = &refusals[i];
		struct sqlembic_buf got = SQLEMBIC_BUF_INIT;
		struct sqlembic_error err = { 0 };
		int rc = cut(&got, r->dialect, (struct scan_source){ r->text, strlen(r->text), 7 }, &err);
		cr_expect_eq(rc, SQLEMBIC_E_FAILED, "not refused: %s", r->text);
		cr_expect(strstr(err.message, r->message) == err.message, "%s: %s", r->text, err.message);
		cr_expect(err.line == r->line && err.column == r->column, "%s: %d:%d", r->text, err.line,
			  err.column);
		cr_expect_str_eq(err.file, "x.sql");
		sqlembic_buf_release(&got);
	}
}

Test(scan, refuses_nul_bytes_after_the_statements_before_them)
{
	static const char text[] = "SELECT 1;\nSELECT 2                ;\n  \0SELECT 3;";
	for (size_t chunk = 1; chunk <= 64; chunk *= 8) {
		struct sqlembic_buf got = SQLEMBIC_BUF_INIT;
		struct sqlembic_error err = { 0 };
		cr_expect_eq(cut(&got, SQLITE, (struct scan_source){ text, sizeof(text) - 1, chunk }, &err),
			     SQLEMBIC_E_FAILED);
		cr_expect_str_eq(sqlembic_buf_text(&got), "<SELECT 1><SELECT 2>");
		cr_expect(err.line == 3 && err.column == 3, "%d:%d", err.line, err.column);
		sqlembic_buf_release(&got);
	}
}

/* What SQLite itself takes off the front of a script, again and again, in "<" and ">". */
static bool cut_by_sqlite(struct sqlembic_buf *out, sqlite3 *db, const char *text)
{
	/* It takes a semicolon before a statement for a part of it. */
	while (*(text += strspn(text, ";"))) {
		sqlite3_stmt *stmt = NULL;
		const char *tail = NULL;
		if (sqlite3_prepare_v2(db, text, -1, &stmt, &tail) != SQLITE_OK)
			return false;
		if (stmt) {
			size_t n = (size_t)(tail - text);
			n -= n > 0 && tail[-1] == ';';
			sqlembic_buf_putc(out, '<');
			sqlembic_buf_add(out, text, n);
			sqlembic_buf_putc(out, '>');
		}
		(void)sqlite3_finalize(stmt);
		text = tail;
	}
	return true;
}

/* Scripts are pieces in random order, from a generator with a fixed seed; blanks and comments come only
 * before a statement's delimiter where both sides see them alike. */
Test(scan, sqlite_itself_cuts_generated_scripts_alike)
{
	static const char *const pieces[] = {
		"SELECT 1;",
		"SELECT ';''' || \"a;\" FROM t;",
		"CREATE TEMP TRIGGER g INSERT ON t BEGIN SELECT CASE WHEN 1 THEN new.[a;] END; END;",
		";",
		";;",
		"SELECT `a;` /* ; */ FROM t;",
		"EXPLAIN SELECT 1;",
		"BEGIN;",
		"END;",
		"CREATE TABLE IF NOT EXISTS t (\"a;\", [b]);",
		"UPDATE t SET \"a;\" = 1 -- ;'\n WHERE 1;",
		"CREATE TRIGGER IF NOT EXISTS h UPDATE ON t BEGIN INSERT INTO t VALUES (1);END;",
		"SELECT 5/2-1;",
		"EXPLAIN CREATE TRIGGER i UPDATE ON t BEGIN SELECT 1;/*;*/ END;",
	};
	const size_t n = sizeof(pieces) / sizeof(pieces[0]);
	sqlite3 *db;
	cr_assert_eq(sqlite3_open(":memory:", &db), SQLITE_OK);
	cr_assert_eq(sqlite3_exec(db, "CREATE TABLE t (\"a;\", b)", NULL, NULL, NULL), SQLITE_OK);
	unsigned seed = 4711, compared = 0;
	for (int round = 0; round < 400; round++) {
		struct sqlembic_buf text = SQLEMBIC_BUF_INIT, ours = SQLEMBIC_BUF_INIT,
				    theirs = SQLEMBIC_BUF_INIT;
		for (int i = 0; i < 8; i++) {
			seed = seed * 1103515245u + 12345u;
			sqlembic_buf_puts(&text, pieces[(seed >> 16) % n]);
		}
		struct sqlembic_error err = { 0 };
		if (cut_by_sqlite(&theirs, db, text.ptr)) {
			compared++;
			cr_expect_eq(cut(&ours, SQLITE, (struct scan_source){ text.ptr, text.len, 64 }, &err),
				     0, "%s", err.message);
			cr_expect_str_eq(sqlembic_buf_text(&ours), sqlembic_buf_text(&theirs));
		}
		sqlembic_buf_release(&text);
		sqlembic_buf_release(&ours);
		sqlembic_buf_release(&theirs);
	}
	cr_expect(compared > 100, "only %u scripts were good SQL", compared);
	(void)sqlite3_close(db);
}
