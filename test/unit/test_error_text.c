/* test_error_text.c: errors as people and programs read them. */
#include <criterion/criterion.h>
#include <locale.h>
#include <string.h>

#include "error_text.h"
#include "tojson.h"

static const struct term plain = { 0, false };

static struct sqlembic_error sample(void)
{
	struct sqlembic_error err = {
		.code = SQLEMBIC_E_FAILED,
		.line = 12,
		.column = 8,
		.position = 15,
		.file = "versions/ae10_x.up.sql",
		.sqlstate = "42601",
		.message = "syntax error near TABL",
		.detail = "near \"TABL\"",
		.statement = "-- c\n\tCREATE  TABL foo (\n  id int)",
		.state = "rolled back",
		.hint = "sqlembic upgrade head",
	};
	return err;
}

static void expect_text(const struct sqlembic_error *err, const struct term *term, bool everything,
			const char *want)
{
	struct sqlembic_buf out = SQLEMBIC_BUF_INIT;
	error_text_render(&out, err, err->hint, term, everything);
	cr_expect_str_eq(sqlembic_buf_text(&out), want);
	sqlembic_buf_release(&out);
}

Test(error_text, shows_place_line_caret_and_next_step)
{
	const struct sqlembic_error err = sample();
	expect_text(&err, &plain, false,
		    "sqlembic: syntax error near TABL\n"
		    "  at versions/ae10_x.up.sql:12:8\n"
		    "  | \tCREATE  TABL foo (\n"
		    "  | \t        ^\n"
		    "  detail: near \"TABL\"\n"
		    "  state: rolled back\n"
		    "  next: sqlembic upgrade head\n");
}

Test(error_text, a_bare_message_is_one_line)
{
	const struct sqlembic_error err = { .code = SQLEMBIC_E_FAILED, .message = "out of memory" };
	expect_text(&err, &plain, false, "sqlembic: out of memory\n");
}

Test(error_text, everything_adds_code_sqlstate_position_and_the_whole_statement)
{
	const struct sqlembic_error err = sample();
	expect_text(&err, &plain, true,
		    "sqlembic: syntax error near TABL\n"
		    "  at versions/ae10_x.up.sql:12:8\n"
		    "  | \tCREATE  TABL foo (\n"
		    "  | \t        ^\n"
		    "  code: failed (exit status 1)\n"
		    "  sqlstate: 42601\n"
		    "  position: byte 15 of the statement\n"
		    "  statement:\n"
		    "    -- c\n"
		    "    \tCREATE  TABL foo (\n"
		    "      id int)\n"
		    "  detail: near \"TABL\"\n"
		    "  state: rolled back\n"
		    "  next: sqlembic upgrade head\n");
}

Test(error_text, without_a_position_there_is_no_caret)
{
	struct sqlembic_error err = { .message = "m", .statement = "SELECT 1\nFROM x", .position = 0 };
	expect_text(&err, &plain, false, "sqlembic: m\n  | SELECT 1\n");
	err.position = 4000;
	expect_text(&err, &plain, false, "sqlembic: m\n  | SELECT 1\n");
}

Test(error_text, wide_characters_move_the_caret_by_two)
{
	if (!setlocale(LC_CTYPE, "C.UTF-8"))
		cr_skip_test("no locale C.UTF-8");
	const struct sqlembic_error err = { .message = "m", .statement = "'\xE8\xA1\xA8' x", .position = 7 };
	expect_text(&err, &plain, false, "sqlembic: m\n  | '\xE8\xA1\xA8' x\n  |      ^\n");
}

Test(error_text, wraps_on_a_terminal_only)
{
	const struct term narrow = { 40, false };
	const struct sqlembic_error err = {
		.message = "m", .state = "the transaction was rolled back; the database is at x"
	};
	expect_text(&err, &narrow, false,
		    "sqlembic: m\n"
		    "  state: the transaction was rolled\n"
		    "    back; the database is at x\n");
	expect_text(&err, &plain, false,
		    "sqlembic: m\n  state: the transaction was rolled back; the database is at x\n");
}

Test(error_text, a_long_line_is_cut_so_that_the_caret_is_seen)
{
	const struct term narrow = { 44, false };
	struct sqlembic_error err = { .message = "m" };
	memset(err.statement, 'a', 300);
	err.statement[200] = 'X';
	err.position = 201;
	struct sqlembic_buf out = SQLEMBIC_BUF_INIT;
	error_text_render(&out, &err, err.hint, &narrow, false);
	const char *line = strchr(sqlembic_buf_text(&out), '\n') + 1;
	const char *caret = strchr(line, '\n') + 1;
	cr_expect_eq(strcspn(line, "\n"), 44);
	cr_expect_eq(strcspn(line, "X"), strcspn(caret, "^"));
	sqlembic_buf_release(&out);
}

Test(error_text, what_a_server_says_cannot_drive_the_terminal)
{
	const struct sqlembic_error err = { .message = "a\033]0;x\007", .detail = "b\rc" };
	expect_text(&err, &plain, false, "sqlembic: a?]0;x?\n  detail: b?c\n");
}

Test(error_text, colour_is_for_terminals)
{
	const struct term colour = { 80, true };
	const struct sqlembic_error err = { .message = "m", .hint = "h" };
	expect_text(&err, &colour, false, "\033[1;31msqlembic:\033[0m m\n  \033[1mnext:\033[0m h\n");
}

Test(error_text, codes_have_names)
{
	cr_expect_str_eq(error_text_code(SQLEMBIC_E_USAGE), "usage");
	cr_expect_str_eq(error_text_code(SQLEMBIC_E_UNREACHABLE), "unreachable");
	cr_expect_str_eq(error_text_code(SQLEMBIC_E_HALF), "half");
	cr_expect_str_eq(error_text_code(-99), "failed");
}

Test(error_text, as_json_unknown_fields_are_left_out)
{
	const struct sqlembic_error err = { .code = SQLEMBIC_E_LOCKED, .message = "m", .hint = "h" };
	struct sqlembic_buf out = SQLEMBIC_BUF_INIT;
	tojson_error(&out, &err, err.hint);
	cr_expect_str_eq(sqlembic_buf_text(&out),
			 "{\"error\": \"locked\", \"status\": 4, \"message\": \"m\", \"hint\": \"h\"}\n");
	sqlembic_buf_release(&out);
}
