/* test_scan_compound.c: several statements in front of one delimiter, and bodies without one, as MySQL has them. */
#include <criterion/criterion.h>

#include <string.h>

#include "sql/scan.h"
#include "sqlembic/driver.h"

extern const struct sqlembic_dialect sqlembic_mysql_dialect;

/* The statements of a script, a "|" between two. */
static int cut_as(struct sqlembic_buf *out, const char *text, bool joins, struct sqlembic_error *err)
{
	struct scan *scan = scan_open(&sqlembic_mysql_dialect, "a.sql", NULL, NULL);
	struct statement statement;
	int rc;
	scan_begin_text(scan, "a.sql", (struct sqlembic_span){ text, strlen(text) });
	if (joins)
		scan_join_bodies(scan);
	sqlembic_buf_puts(out, "");
	while ((rc = scan_next(scan, &statement, err)) > 0) {
		sqlembic_buf_puts(out, out->len ? "|" : "");
		sqlembic_buf_add(out, statement.sql.ptr, statement.sql.len);
	}
	scan_close(scan);
	return rc;
}

static int cut(struct sqlembic_buf *out, const char *text, struct sqlembic_error *err)
{
	return cut_as(out, text, false, err);
}

Test(scan_compound, bodies_are_joined_where_that_is_asked_for)
{
	static const struct {
		const char *text, *cut;
		int rc;
	} cases[] = {
		{ "SELECT 1; CREATE PROCEDURE p() BEGIN SELECT 1; IF @a THEN SELECT 2; END IF; END; SELECT "
		  "3;",
		  "SELECT 1|CREATE PROCEDURE p() BEGIN SELECT 1; IF @a THEN SELECT 2; END IF; END|SELECT 3",
		  0 },
		{ "CREATE TRIGGER t BEFORE INSERT ON t FOR EACH ROW BEGIN DECLARE EXIT HANDLER FOR "
		  "SQLEXCEPTION BEGIN SET @a "
		  "= 1; END; SET @b = 2; END; DROP TABLE t",
		  "CREATE TRIGGER t BEFORE INSERT ON t FOR EACH ROW BEGIN DECLARE EXIT HANDLER FOR "
		  "SQLEXCEPTION BEGIN SET @a "
		  "= 1; END; SET @b = 2; END|DROP TABLE t",
		  0 },
		{ "DELIMITER //\nCREATE PROCEDURE p() BEGIN SELECT 1; END//\nDELIMITER ;\nSELECT 2",
		  "CREATE PROCEDURE p() BEGIN SELECT 1; END|SELECT 2", 0 },
		{ "BEGIN; SELECT 1; COMMIT;", "BEGIN|SELECT 1|COMMIT", 0 },
		{ "CREATE PROCEDURE p() BEGIN SELECT 1; SELECT 2;", "", SQLEMBIC_E_FAILED },
	};
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct sqlembic_buf out = SQLEMBIC_BUF_INIT;
		struct sqlembic_error err = { 0 };
		cr_expect_eq(cut_as(&out, cases[i].text, true, &err), cases[i].rc, "%s: %s", cases[i].text,
			     err.message);
		cr_expect_str_eq(sqlembic_buf_text(&out), cases[i].cut);
		sqlembic_buf_release(&out);
	}
}

Test(scan_compound, several_statements_before_one_delimiter_are_cut)
{
	static const struct {
		const char *text, *cut;
	} cases[] = {
		{ "DELIMITER //\nDROP TRIGGER IF EXISTS x;\nCREATE TRIGGER x BEFORE INSERT ON t FOR EACH ROW "
		  "BEGIN SET @a = 1; "
		  "SET @b = 2; END;\n//\nSELECT 1 //",
		  "DROP TRIGGER IF EXISTS x|CREATE TRIGGER x BEFORE INSERT ON t FOR EACH ROW BEGIN SET @a = "
		  "1; SET @b = 2; "
		  "END;|SELECT 1" },
		{ "delimiter $$\nSELECT 1; SELECT ';' /* ; */; -- ;\n SELECT 3$$",
		  "SELECT 1|SELECT ';'|SELECT 3" },
		{ "DELIMITER //\n;//\nSELECT 1// ; /* ; */ ;// ;\n-- x\n//SELECT 2//;", "SELECT 1|SELECT 2" },
		{ "DELIMITER //\nSELECT 1;; ;SELECT 2;;//\nSELECT 3;//", "SELECT 1|SELECT 2;;|SELECT 3;" },
		{ "DELIMITER //\nBEGIN; INSERT INTO t VALUES (1); COMMIT//",
		  "BEGIN|INSERT INTO t VALUES (1)|COMMIT" },
		{ "DELIMITER //\nCREATE PROCEDURE p() IF @a THEN SELECT IF(1, 2, 3); END IF; SELECT 2//",
		  "CREATE PROCEDURE p() IF @a THEN SELECT IF(1, 2, 3); END IF|SELECT 2" },
		{ "DELIMITER //\nCREATE FUNCTION f(begin INT) RETURNS INT DETERMINISTIC BEGIN DECLARE "
		  "CONTINUE HANDLER FOR NOT "
		  "FOUND BEGIN SET @x = 1; END; WHILE begin > 1 DO SET begin = IF(begin > 2, CASE begin WHEN "
		  "3 THEN 1 ELSE 2 "
		  "END, 0); END WHILE; RETURN CASE WHEN begin = 1 THEN 1 ELSE 2 END; END; DROP FUNCTION f//",
		  "CREATE FUNCTION f(begin INT) RETURNS INT DETERMINISTIC BEGIN DECLARE CONTINUE HANDLER FOR "
		  "NOT FOUND BEGIN SET @x "
		  "= 1; END; WHILE begin > 1 DO SET begin = IF(begin > 2, CASE begin WHEN 3 THEN 1 ELSE 2 "
		  "END, 0); END WHILE; "
		  "RETURN CASE WHEN begin = 1 THEN 1 ELSE 2 END; END|DROP FUNCTION f" },
		{ "DELIMITER //\nCREATE PROCEDURE p() l: LOOP SELECT 1; REPEAT SET @i = @i + 1; UNTIL @i > 3 "
		  "END REPEAT; LEAVE l; END "
		  "LOOP l; SELECT 2//",
		  "CREATE PROCEDURE p() l: LOOP SELECT 1; REPEAT SET @i = @i + 1; UNTIL @i > 3 END REPEAT; "
		  "LEAVE l; END LOOP l|SELECT "
		  "2" },
		{ "DELIMITER //\nCREATE TRIGGER y AFTER INSERT ON t FOR EACH ROW FOLLOWS x IF NEW.a THEN SET "
		  "@a = 1; END IF; SELECT 1//",
		  "CREATE TRIGGER y AFTER INSERT ON t FOR EACH ROW FOLLOWS x IF NEW.a THEN SET @a = 1; END "
		  "IF|SELECT 1" },
		{ "DELIMITER //\nCREATE EVENT e ON SCHEDULE EVERY 1 DAY DO BEGIN CASE @a WHEN 1 THEN SELECT "
		  "1; ELSE BEGIN END; END "
		  "CASE; END; SELECT 1//",
		  "CREATE EVENT e ON SCHEDULE EVERY 1 DAY DO BEGIN CASE @a WHEN 1 THEN SELECT 1; ELSE BEGIN "
		  "END; END CASE; END|SELECT "
		  "1" },
		{ "DELIMITER //\nBEGIN NOT ATOMIC SELECT 1; END; SELECT 2//",
		  "BEGIN NOT ATOMIC SELECT 1; END|SELECT 2" },
		{ "DELIMITER //\nIF @a THEN SELECT 1; ELSEIF @b THEN SELECT 2; END IF; SELECT 3//",
		  "IF @a THEN SELECT 1; ELSEIF @b THEN SELECT 2; END IF|SELECT 3" },
		/* Left to the server. */
		{ "DELIMITER //\nCREATE PROCEDURE p AS n INT; BEGIN SELECT 1; END; SELECT 2//",
		  "CREATE PROCEDURE p AS n INT; BEGIN SELECT 1; END; SELECT 2" },
		{ "DELIMITER //\nCREATE PACKAGE p AS PROCEDURE a; PROCEDURE b; END//",
		  "CREATE PACKAGE p AS PROCEDURE a; PROCEDURE b; END" },
		{ "DELIMITER ;;\n/*!50003 CREATE*/ /*!50017 DEFINER=`a`@`b`*/ /*!50003 TRIGGER t BEFORE "
		  "INSERT ON one FOR EACH ROW "
		  "BEGIN SET @a = 1; SET @b = 2; END */;;\nDELIMITER ;\nSELECT 1;",
		  "/*!50003 CREATE*/ /*!50017 DEFINER=`a`@`b`*/ /*!50003 TRIGGER t BEFORE INSERT ON one FOR "
		  "EACH ROW BEGIN SET @a = "
		  "1; SET @b = 2; END */|SELECT 1" },
	};
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct sqlembic_buf out = SQLEMBIC_BUF_INIT;
		struct sqlembic_error err = { 0 };
		cr_expect_eq(cut(&out, cases[i].text, &err), 0, "%s: %s", cases[i].text, err.message);
		cr_expect_str_eq(sqlembic_buf_text(&out), cases[i].cut, "\n%s\n%s", sqlembic_buf_text(&out),
				 cases[i].cut);
		sqlembic_buf_release(&out);
	}
}

Test(scan_compound, places_of_cut_statements_are_their_own)
{
	static const char text[] =
		"DELIMITER //\nSELECT 1;\n  SELECT 2;\nSELECT 3\n//\nDELIMITER ;\nSELECT 4;";
	static const struct {
		int line, column;
	} places[] = { { 2, 1 }, { 3, 3 }, { 4, 1 }, { 7, 1 } };
	struct scan *scan = scan_open(&sqlembic_mysql_dialect, "a.sql", NULL, NULL);
	struct statement statement;
	scan_begin_text(scan, "a.sql", (struct sqlembic_span){ text, sizeof(text) - 1 });
	for (size_t i = 0; i < 4; i++) {
		cr_assert_eq(scan_next(scan, &statement, NULL), 1);
		cr_expect_eq(statement.number, i + 1);
		cr_expect_eq(statement.line, places[i].line, "%zu: %d", i, statement.line);
		cr_expect_eq(statement.column, places[i].column, "%zu: %d", i, statement.column);
	}
	cr_expect_eq(scan_next(scan, &statement, NULL), 0);
	scan_close(scan);
}

Test(scan_compound, a_body_without_delimiter_is_refused_with_its_place)
{
	static const struct {
		const char *text;
		int line, column; /* 0: nothing is wrong */
	} cases[] = {
		{ "CREATE PROCEDURE p()\nBEGIN\n  SELECT 1;\nEND;", 2, 1 },
		{ "SELECT 1;\nCREATE DEFINER = a@b TRIGGER t BEFORE INSERT ON t FOR EACH ROW BEGIN SET @a = "
		  "1; END;",
		  2, 64 },
		{ "CREATE FUNCTION f() RETURNS INT DETERMINISTIC BEGIN RETURN 1; END;", 1, 47 },
		{ "CREATE OR REPLACE PROCEDURE p() IF @a THEN SELECT 1; END IF;", 1, 33 },
		{ "ALTER EVENT e DO BEGIN SELECT 1; END;", 1, 18 },
		{ "BEGIN NOT ATOMIC SELECT 1; END;", 1, 1 },
		{ "CREATE PROCEDURE p() BEGIN END;", 0, 0 },
		{ "CREATE TRIGGER t BEFORE INSERT ON t FOR EACH ROW SET @a = IF(NEW.a, CASE NEW.b WHEN 1 "
		  "THEN 2 END, 3);",
		  0, 0 },
		{ "CREATE FUNCTION f(begin INT) RETURNS INT RETURN CASE begin WHEN 1 THEN 2 ELSE 3 END;", 0,
		  0 },
		{ "BEGIN; SELECT 1; COMMIT;", 0, 0 },
		{ "CREATE TABLE `begin` (`case` INT, begin INT, loop_ INT);", 0, 0 },
		{ "CREATE TABLE IF NOT EXISTS procedure_ (a INT); CREATE VIEW v AS SELECT CASE 1 WHEN 1 THEN "
		  "2 END AS c;",
		  0, 0 },
		{ "DROP PROCEDURE p; CREATE EVENT e ON SCHEDULE EVERY 1 DAY DO DELETE FROM t;", 0, 0 },
	};
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct sqlembic_buf out = SQLEMBIC_BUF_INIT;
		struct sqlembic_error err = { 0 };
		int rc = cut(&out, cases[i].text, &err);
		cr_expect_eq(rc, cases[i].line ? SQLEMBIC_E_FAILED : 0, "%s: %s", cases[i].text, err.message);
		cr_expect_eq(err.line, cases[i].line, "%s: line %d", cases[i].text, err.line);
		cr_expect_eq(err.column, cases[i].column, "%s: column %d", cases[i].text, err.column);
		cr_expect(!cases[i].line || strstr(err.hint, "DELIMITER //"), "%s", err.hint);
		sqlembic_buf_release(&out);
	}
}
