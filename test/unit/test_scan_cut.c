/* test_scan_cut.c: a script of one statement that was cut before is told as if it were cut again. */
#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "scan_source.h"

/* What a scanner tells of a statement, borrowed memory copied. */
struct told {
	struct statement statement;
	char words[256], delimiter[16];
};

static void take(struct told *out, const struct statement *statement)
{
	cr_assert_lt(statement->words.len, sizeof(out->words));
	out->statement = *statement;
	memcpy(out->words, statement->words.ptr, statement->words.len + 1);
	(void)snprintf(out->delimiter, sizeof(out->delimiter), "%s", statement->delimiter);
	out->statement.words.ptr = out->words;
}

static void expect_same(const struct told *a, const struct told *b, const char *text)
{
	const struct statement *x = &a->statement, *y = &b->statement;
	cr_expect_eq(x->sql.len, y->sql.len, "%s", text);
	cr_expect_eq(memcmp(x->sql.ptr, y->sql.ptr, x->sql.len), 0, "%s", text);
	cr_expect_eq(x->text.len, y->text.len, "%s", text);
	cr_expect_eq(memcmp(x->text.ptr, y->text.ptr, x->text.len), 0, "%s", text);
	cr_expect_str_eq(a->words, b->words);
	cr_expect_str_eq(a->delimiter, b->delimiter, "%s", text);
	cr_expect(x->classes == y->classes && x->number == y->number && x->line == y->line &&
			  x->column == y->column && x->begin == y->begin && x->end == y->end,
		  "%s", text);
	cr_expect_eq(y->section, SCAN_SECTION_NONE);
	cr_expect_str_eq(y->section_text, "");
	cr_expect_not(y->has_copy_data);
}

/* Cuts the script, which has one statement, and gives it to the scanner again: false, if it cannot be kept. */
static bool is_kept(const struct sqlembic_dialect *dialect, const char *sql)
{
	const struct sqlembic_span text = { sql, strlen(sql) };
	struct scan *scan = scan_open(dialect, "a.sql", NULL, NULL);
	struct sqlembic_error err = { 0 };
	struct statement statement;
	struct told before, after;
	cr_assert(scan);
	scan_begin_text(scan, "a.sql", text);
	cr_assert_eq(scan_next(scan, &statement, &err), 1, "%s: %s", sql, err.message);
	take(&before, &statement);
	before.statement.sql.ptr = before.statement.text.ptr = sql + statement.begin;
	const bool can = scan_can_keep(&statement);
	cr_assert_eq(scan_next(scan, &statement, &err), 0, "%s: %s", sql, err.message);
	if (can) {
		scan_begin_cut(scan, "a.sql", text, &before.statement);
		cr_assert_eq(scan_next(scan, &statement, &err), 1);
		take(&after, &statement);
		expect_same(&before, &after, sql);
		cr_expect_eq(scan_next(scan, &statement, &err), 0);
		cr_expect_eq(scan_offset(scan), text.len);
	}
	scan_close(scan);
	return can;
}

Test(scan_cut, one_statement_is_told_as_it_was)
{
	static const char *const texts[] = {
		"INSERT INTO t VALUES (1)",
		"\xEF\xBB\xBF-- one\r\n\r\n  create table \"a;b\" (x int) /* c; */ ; -- end\n",
		"\n\n\t UPDATE t SET a = 'it''s; --' WHERE b = 1 -- why\n;\n;;",
	};
	const struct sqlembic_dialect *const dialects[] = { SQLITE, POSTGRESQL, MYSQL };
	for (size_t d = 0; d < sizeof(dialects) / sizeof(*dialects); d++)
		for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++)
			cr_expect(is_kept(dialects[d], texts[i]), "%s", texts[i]);
}

Test(scan_cut, what_is_more_than_a_text_is_not_kept)
{
	cr_expect_not(is_kept(POSTGRESQL, "COPY t FROM stdin;\n1\n\\.\n"));
	cr_expect_not(is_kept(SQLITE, "-- +goose Down\nDROP TABLE t;\n"));
	cr_expect_not(is_kept(MYSQL, "DELIMITER //\nCREATE PROCEDURE p() SELECT 1//\nDELIMITER ;\n"));
}

/* The second script is not read by what the first one has set. */
Test(scan_cut, a_scanner_begins_anew_with_each)
{
	cr_expect(is_kept(POSTGRESQL, "SET standard_conforming_strings = off;"));
	cr_expect(is_kept(MYSQL, "SET sql_mode = 'ANSI_QUOTES';"));
	cr_expect(is_kept(MYSQL, "SET NAMES sjis;"));
}
