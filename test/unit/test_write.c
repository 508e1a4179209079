/* test_write.c: actions become the text of a script. */
#include <criterion/criterion.h>

#include "schema/action.h"
#include "schema/write.h"

static const struct sqlembic_dialect plain = { .begin = "BEGIN", .commit = "COMMIT" };
static const struct sqlembic_dialect with_delimiter = { .lex = SQLEMBIC_LEX_DELIMITER |
							       SQLEMBIC_LEX_DOLLAR_QUOTE |
							       SQLEMBIC_LEX_BACKSLASH | SQLEMBIC_LEX_BACKTICK,
							.begin = "BEGIN",
							.commit = "COMMIT" };

Test(write, scripts_say_what_they_lose_and_where_they_commit)
{
	struct action first = { .sql = "drop table \"*/\" -- gone",
				.flags = SQLEMBIC_ACTION_LOSES_DATA | SQLEMBIC_ACTION_PROLOGUE,
				.reason = "drops table */" };
	struct action then = { .sql = "second", .segment = 1 };
	struct action *items[] = { &first, &then };
	struct action_list list = { items, 2, false };
	struct sqlembic_buf buf = SQLEMBIC_BUF_INIT;
	cr_expect_eq(write_mode(&list), WRITE_OWN);
	write_script(&buf, &list, "set x", &plain);
	cr_expect_str_eq(sqlembic_buf_text(&buf), "set x;\nBEGIN;\n/* loses data: drops table * / */\ndrop "
						  "table \"*/\" -- gone\n;\nCOMMIT;\nBEGIN;\n"
						  "second;\nCOMMIT;\n");
	sqlembic_buf_release(&buf);
}

static void expect_written(const char *sql, const char *text)
{
	struct action action = { .sql = sql };
	struct action *items[] = { &action };
	struct action_list list = { items, 1, false };
	struct sqlembic_buf buf = SQLEMBIC_BUF_INIT;
	write_script(&buf, &list, NULL, &with_delimiter);
	cr_expect_str_eq(sqlembic_buf_text(&buf), text);
	sqlembic_buf_release(&buf);
}

Test(write, bodies_get_a_delimiter_that_is_not_in_them)
{
	expect_written("create procedure p() begin select 1; end",
		       "DELIMITER ;;\ncreate procedure p() begin select 1; end\n;;\nDELIMITER ;\n");
	expect_written("create function f() as $$ a; $$",
		       "DELIMITER ;;\ncreate function f() as $$ a; $$\n;;\nDELIMITER ;\n");
	expect_written("create function f() as $$ a $$", "create function f() as $$ a $$;\n");
	expect_written("begin ;; end", "DELIMITER ;;1\nbegin ;; end\n;;1\nDELIMITER ;\n");
	expect_written("begin ;;2 ;;1 end", "DELIMITER ;;3\nbegin ;;2 ;;1 end\n;;3\nDELIMITER ;\n");
	/* Once a text had all of them. */
	expect_written("begin ;;/;/;/;/;/;/;/; end",
		       "DELIMITER ;;1\nbegin ;;/;/;/;/;/;/;/; end\n;;1\nDELIMITER ;\n");
	expect_written("create table t (a text default ';', `;` int) -- ;",
		       "create table t (a text default ';', `;` int) -- ;\n;\n");
	expect_written("select '\\'; end", "DELIMITER ;;\nselect '\\'; end\n;;\nDELIMITER ;\n");
}
