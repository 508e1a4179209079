/* test_script.c: headers of scripts: what they say, and what is refused where. */
#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "scripts/header.h"
#include "scripts/script.h"

#define KEYS "-- revision: a1\n-- down_revision: b2\n"

static struct arena arena;

static void release(void)
{
	arena_release(&arena);
}

TestSuite(script, .fini = release, .timeout = 20);

static int parse_bytes(struct revision *out, const char *text, size_t length, struct sqlembic_error *err)
{
	bool complete;
	*err = (struct sqlembic_error){ 0 };
	/* Of exactly its size, so that a sanitizer sees a read past the end. */
	char *copy = malloc(length ? length : 1);
	memcpy(copy, text, length);
	int rc = script_parse_up(out, &complete, &arena, (struct sqlembic_span){ copy, length }, true,
				 "x.up.sql", err);
	free(copy);
	return rc;
}

static int parse(struct revision *out, const char *text, struct sqlembic_error *err)
{
	return parse_bytes(out, text, strlen(text), err);
}

static struct revision good(const char *text)
{
	struct revision revision = { 0 };
	struct sqlembic_error err;
	cr_assert_eq(parse(&revision, text, &err), 0, "%s: %s", text, err.message);
	return revision;
}

static const char *text_of(const struct revision *r)
{
	return script_text(&arena, (struct sqlembic_span){ r->raw, r->header_length });
}

Test(script, reads_every_key)
{
	struct revision r = good("-- create account table\n"
				 "--\n"
				 "-- revision: 1975ea83b712\n"
				 "-- down_revision: ae1027a6acf0, 27c6a30d7c24\n"
				 "-- depends_on: shop,55af2cb1c267\n"
				 "-- branch_labels: billing ,  core\n"
				 "-- create_date: 2026-11-20 10:00:00+00:00\n"
				 "-- transaction: off\n"
				 "\n"
				 "CREATE TABLE account (id INTEGER);\n");
	cr_expect_str_eq(r.id, "1975ea83b712");
	cr_expect_str_eq(r.message, "create account table");
	cr_expect_str_eq(r.create_date, "2026-11-20 10:00:00+00:00");
	cr_assert_eq(r.ndown, 2);
	cr_expect_str_eq(r.down[0], "ae1027a6acf0");
	cr_expect_str_eq(r.down[1], "27c6a30d7c24");
	cr_assert_eq(r.ndepends, 2);
	cr_expect_str_eq(r.depends[0], "shop");
	cr_expect_str_eq(r.depends[1], "55af2cb1c267");
	cr_assert_eq(r.nlabels, 2);
	cr_expect_str_eq(r.labels[0], "billing");
	cr_expect_str_eq(r.labels[1], "core");
	cr_expect_eq(r.transaction, SCRIPT_TRANSACTION_OFF);
	cr_expect_eq(r.line, 3);
}

Test(script, keys_without_values_mean_none)
{
	struct revision r = good("-- revision: a1\n-- down_revision:\n-- depends_on:\n-- branch_labels: \n"
				 "-- create_date:\n");
	cr_expect_eq(r.ndown, 0);
	cr_expect_eq(r.ndepends, 0);
	cr_expect_eq(r.nlabels, 0);
	cr_expect_str_eq(r.create_date, "");
	cr_expect_eq(r.transaction, SCRIPT_TRANSACTION_ON);
}

Test(script, accepts_what_editors_leave_behind)
{
	static const char *const texts[] = {
		"\xEF\xBB\xBF-- revision: a1\n-- down_revision: b2\n",
		"-- revision: a1\r\n-- down_revision: b2\r\n\r\nSELECT 1;\r\n",
		"\n\n  --   REVISION :   a1  \n\t--down_Revision:b2\t\n",
		"-- revision: a1\n-- down_revision: b2",
		"--revision:a1\n\f\n-- down_revision: b2\n/* not a header */\n",
	};
	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++) {
		struct revision r = good(texts[i]);
		cr_expect_str_eq(r.id, "a1", "%zu", i);
		cr_assert_eq(r.ndown, 1, "%zu", i);
		cr_expect_str_eq(r.down[0], "b2", "%zu", i);
	}
}

Test(script, message_is_the_first_paragraph_and_text_is_everything)
{
	static const struct {
		const char *header, *message, *text;
	} cases[] = {
		{ "-- one\n" KEYS, "one", "one\nrevision: a1\ndown_revision: b2" },
		{ KEYS "-- one\n--   two  \n--\n-- three\n", "one\ntwo",
		  "revision: a1\ndown_revision: b2\none\n  two\n\nthree" },
		{ KEYS "\n\n-- one\n\n-- two\n\n\n", "one",
		  "revision: a1\ndown_revision: b2\n\n\none\n\ntwo" },
		{ "-- one\n-- revision: a1\n-- two\n-- down_revision: b2\n", "one",
		  "one\nrevision: a1\ntwo\ndown_revision: b2" },
		{ "-- ------\n-- dump\n-- ------\n" KEYS, "dump",
		  "------\ndump\n------\nrevision: a1\ndown_revision: b2" },
		{ "-- größer, 漢字\n" KEYS, "größer, 漢字", "größer, 漢字\nrevision: a1\ndown_revision: b2" },
		{ KEYS, "", "revision: a1\ndown_revision: b2" },
		{ KEYS "-- one\nSELECT 1; -- two\n-- three\n", "one",
		  "revision: a1\ndown_revision: b2\none" },
	};
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct revision r = good(cases[i].header);
		cr_expect_str_eq(r.message, cases[i].message, "%zu: %s", i, r.message);
		const char *read = text_of(&r);
		cr_expect_str_eq(read, cases[i].text, "%zu: %s", i, read);
	}
}

Test(script, prose_stays_prose)
{
	static const char *const lines[] = {
		"Description: x",
		"Note: y",
		"Author: z",
		"user",
		"DROP TABLE actor;",
		"Version: 1.2",
		"Revision history:",
		"Revised: 2019-02-03",
		"revision of the account table",
		"transaction log",
		"transactions are off",
		"Precision: 2",
		"Division: sales",
		"Translation: none",
		"Transition: a to b",
		"Date: 2020",
		"Created: 2020",
		"Created by: x",
		"Parameters:",
		"Dependencies: none",
		"Depending on the load: wait",
		"branch: main",
		"Labels: a",
		"see https://example.org/revision: not a key",
		"- revision: in a list",
		"\"revision\": json",
		"",
		"::",
		":",
		"= =",
		"$Revision: 1.2 $",
		"a-very-long-word-that-is-no-key-of-a-header-at-all: x",
	};
	for (size_t i = 0; i < sizeof(lines) / sizeof(*lines); i++) {
		char text[256];
		(void)snprintf(text, sizeof(text), KEYS "-- %s\n", lines[i]);
		struct revision r = good(text);
		cr_expect_str_eq(r.id, "a1");
	}
}

struct refusal {
	const char *text, *message;
	int line, column;
};

static void expect_refusals(const struct refusal *cases, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		struct revision r;
		struct sqlembic_error err;
		cr_expect_eq(parse(&r, cases[i].text, &err), SQLEMBIC_E_FAILED, "%s", cases[i].text);
		cr_expect_not_null(strstr(err.message, cases[i].message), "%s: %s", cases[i].text,
				   err.message);
		cr_expect_str_eq(err.file, "x.up.sql");
		cr_expect_eq(err.line, cases[i].line, "%s: line %d", cases[i].text, err.line);
		cr_expect_eq(err.column, cases[i].column, "%s: column %d", cases[i].text, err.column);
	}
}

Test(script, near_misses_are_errors_with_a_suggestion)
{
	static const struct {
		const char *line, *key;
	} cases[] = {
		{ "down_revison: x", "down_revision" },
		{ "down-revision: x", "down_revision" },
		{ "downrevision: x", "down_revision" },
		{ "Down Revision: x", "down_revision" },
		{ "donw_revision: x", "down_revision" },
		{ "down_revisions: x", "down_revision" },
		{ "Revises: x", "down_revision" },
		{ "down_revision = x", "down_revision" },
		{ "down_revision x", "down_revision" },
		{ "Revision ID: x", "revision" },
		{ "revison: x", "revision" },
		{ "revisoin: x", "revision" },
		{ "revision = x", "revision" },
		{ "Create Date: 2020", "create_date" },
		{ "creat_date: 2020", "create_date" },
		{ "transacton: off", "transaction" },
		{ "transaction off", "transaction" },
		{ "transaction = off", "transaction" },
		{ "depends on: x", "depends_on" },
		{ "depend_on: x", "depends_on" },
		{ "depends_on", "depends_on" },
		{ "branch_label: x", "branch_labels" },
		{ "branch label: x", "branch_labels" },
		{ "branchlabels: x", "branch_labels" },
	};
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		char text[128], key[64];
		(void)snprintf(text, sizeof(text), KEYS "--  %s\n", cases[i].line);
		(void)snprintf(key, sizeof(key), "'-- %s: ...'", cases[i].key);
		const struct refusal refusal = { text, "is nearly the key", 3, 5 };
		expect_refusals(&refusal, 1);
		struct revision r;
		struct sqlembic_error err;
		(void)parse(&r, text, &err);
		cr_expect_not_null(strstr(err.hint, key), "%s: %s", cases[i].line, err.hint);
	}
}

Test(script, refuses_wrong_values_at_their_place)
{
	static const struct refusal cases[] = {
		{ KEYS "-- revision: c3\n", "'revision:' is given twice, first in line 1", 3, 4 },
		{ "-- revision:\n-- down_revision:\n", "'revision:' has no value", 1, 4 },
		{ "-- revision: a b\n", "character ' ' is not allowed", 1, 14 },
		{ "-- revision: 'a'\n", "character ''' is not allowed", 1, 14 },
		{ "-- revision: head\n", "'head' cannot be a revision identifier", 1, 14 },
		{ "-- revision: 123456789012345678901234567890123\n", "has 33 characters", 1, 14 },
		{ "-- down_revision: a,,b\n", "an empty name in 'down_revision:'", 1, 21 },
		{ "-- down_revision: ü,\n", "an empty name", 1, 21 },
		{ "-- down_revision: ä, ö@x\n",
		  "character '@' is not allowed in the revision identifier 'ö@x'", 1, 22 },
		{ "-- down_revision: a, b, a\n", "the same name twice", 1, 25 },
		{ "-- down_revision: None\n", "Python's None", 1, 19 },
		{ "-- branch_labels: a:b\n", "character ':' is not allowed in the branch label", 1, 19 },
		{ "-- depends_on: +1\n", "character '+' is not allowed", 1, 16 },
		{ "-- transaction: maybe\n", "'maybe' is no value of 'transaction:'", 1, 17 },
		{ "-- transaction:\n", "'transaction:' has no value", 1, 4 },
	};
	expect_refusals(cases, sizeof(cases) / sizeof(*cases));
}

Test(script, names_the_missing_key_and_where_the_header_ended)
{
	static const struct refusal cases[] = {
		{ "", "no 'revision:' line", 1, 1 },
		{ "-- hello\n", "no 'revision:' line", 1, 1 },
		{ "-- revision: a1\n", "no 'down_revision:' line", 1, 1 },
		{ "-- revision: a1\nSELECT 1;\n-- down_revision: b2\n", "no 'down_revision:' line", 2, 1 },
		{ "SELECT 1;\n", "no 'revision:' line", 1, 1 },
	};
	expect_refusals(cases, sizeof(cases) / sizeof(*cases));
	struct revision r;
	struct sqlembic_error err;
	(void)parse(&r, cases[3].text, &err);
	cr_expect_not_null(strstr(err.hint, "before line 2"), "%s", err.hint);
}

Test(script, refuses_nul_bytes_with_their_position)
{
	static const char text[] = KEYS "-- ö\0x\n";
	struct revision r;
	struct sqlembic_error err;
	cr_assert_eq(parse_bytes(&r, text, sizeof(text) - 1, &err), SQLEMBIC_E_FAILED);
	cr_expect_not_null(strstr(err.message, "NUL"));
	cr_expect_eq(err.line, 3);
	cr_expect_eq(err.column, 5);
}

Test(script, any_beginning_is_either_incomplete_or_says_the_same)
{
	static const char text[] = "-- msg\n" KEYS "\n--\n -\n-- depends_on: zz\n";
	struct revision whole = good(text);
	for (size_t length = 0; length < sizeof(text) - 1; length++) {
		struct revision r;
		bool complete;
		struct sqlembic_error err;
		struct sqlembic_span span = { text, length };
		int rc = script_parse_up(&r, &complete, &arena, span, false, "x", &err);
		cr_assert_eq(rc, 0, "%zu: %s", length, err.message);
		if (complete)
			cr_expect_str_eq(text_of(&r), text_of(&whole), "%zu", length);
		else
			cr_expect_lt(length, (size_t)(strstr(text, " -\n") + 3 - text), "%zu", length);
	}
}

static int parse_down(enum script_transaction *out, const char *text, struct sqlembic_error *err)
{
	bool complete;
	*err = (struct sqlembic_error){ 0 };
	return script_parse_down(out, &complete, &arena, (struct sqlembic_span){ text, strlen(text) }, true,
				 "a1", "x.down.sql", err);
}

Test(script, down_script_has_its_own_transaction)
{
	static const struct {
		const char *text;
		enum script_transaction mode;
	} cases[] = {
		{ "", SCRIPT_TRANSACTION_ON },
		{ "-- undo\n-- revision: a1\nDROP TABLE t;\n", SCRIPT_TRANSACTION_ON },
		{ KEYS "-- transaction: OFF\n", SCRIPT_TRANSACTION_OFF },
		{ "-- transaction: own\n", SCRIPT_TRANSACTION_OWN },
		{ "SELECT 1;\n-- transaction: own\n", SCRIPT_TRANSACTION_ON },
	};
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		enum script_transaction mode;
		struct sqlembic_error err;
		cr_assert_eq(parse_down(&mode, cases[i].text, &err), 0, "%s", err.message);
		cr_expect_eq(mode, cases[i].mode, "%s", cases[i].text);
	}
}

Test(script, down_script_of_another_revision_is_refused)
{
	enum script_transaction mode;
	struct sqlembic_error err;
	cr_assert_eq(parse_down(&mode, "-- revision: b2\n", &err), SQLEMBIC_E_FAILED);
	cr_expect_str_eq(err.message, "the down script says revision b2, its up script a1");
	cr_expect_eq(err.column, 14);
	cr_assert_eq(parse_down(&mode, "-- transacion: off\n", &err), SQLEMBIC_E_FAILED);
}

Test(script, labels_may_be_long_and_ids_may_not)
{
	static const char name[] = "a_name_of_more_than_thirty_two_characters";
	struct sqlembic_error err;
	cr_expect_eq(script_check_id(name, "branch label", &err), 0);
	cr_expect_eq(script_check_id(name, "revision identifier", &err), SQLEMBIC_E_FAILED);
	cr_expect_eq(script_check_id("äöüäöüäöüäöüäöüäöüäöüäöüäöüäöüäö", "revision identifier", &err), 0);
}

Test(script, prose_that_would_be_a_key_is_found)
{
	static const struct {
		const char *line;
		bool fine;
	} cases[] = {
		{ "add revision: column", true }, { "revision: x", false }, { "  Down_Revision :", false },
		{ "revises: x", false },          { "plain words", true },  { "", true },
	};
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct sqlembic_error err;
		struct sqlembic_span line = { cases[i].line, strlen(cases[i].line) };
		cr_expect_eq(header_check_prose(line, &err) == 0, cases[i].fine, "%s", cases[i].line);
	}
}

/* Comparing each with each would take longer than the time that the suite has. */
Test(script, lists_may_hold_hundreds_of_thousands_of_names)
{
	static const char *const keys[] = { "down_revision", "depends_on", "branch_labels" };
	enum { MANY = 300000 };
	for (size_t k = 0; k < sizeof(keys) / sizeof(*keys); k++) {
		struct sqlembic_buf text = SQLEMBIC_BUF_INIT;
		sqlembic_buf_printf(&text, "-- revision: a\n%s-- %s: ", k ? "-- down_revision:\n" : "",
				    keys[k]);
		for (int i = 0; i < MANY; i++)
			sqlembic_buf_printf(&text, "%sname_of_some_length_%d", i ? ", " : "", i);
		struct revision r = good(sqlembic_buf_text(&text));
		cr_expect_eq(r.ndown + r.ndepends + r.nlabels, MANY);
		sqlembic_buf_puts(&text, ", name_of_some_length_7\n");
		struct sqlembic_error err;
		cr_expect_eq(parse(&r, sqlembic_buf_text(&text), &err), SQLEMBIC_E_FAILED);
		cr_expect_not_null(strstr(err.message, "the same name twice in '"), "%s", err.message);
		sqlembic_buf_release(&text);
		arena_release(&arena);
	}
}

Test(script, a_header_that_is_refused_needs_no_more_of_the_file)
{
	static const char nul[] = "-- revision: a\0b\n", twice[] = "-- revision: a\n-- revision: b\n";
	struct revision r;
	struct sqlembic_error err;
	enum script_transaction mode;
	bool complete = false;
	cr_expect_eq(script_parse_up(&r, &complete, &arena, (struct sqlembic_span){ nul, sizeof(nul) - 1 },
				     false, "f", &err),
		     SQLEMBIC_E_FAILED);
	cr_expect(complete);
	complete = false;
	cr_expect_eq(script_parse_up(&r, &complete, &arena,
				     (struct sqlembic_span){ twice, sizeof(twice) - 1 }, false, "f", &err),
		     SQLEMBIC_E_FAILED);
	cr_expect(complete);
	complete = false;
	cr_expect_eq(script_parse_down(&mode, &complete, &arena,
				       (struct sqlembic_span){ nul, sizeof(nul) - 1 }, false, "a", "f", &err),
		     SQLEMBIC_E_FAILED);
	cr_expect(complete);
}
