/* test_dotenv.c: dotenv files. */
#include <criterion/criterion.h>

#include <string.h>

#include "config/dotenv.h"
#include "sqlembic/error.h"

static int parse(struct dotenv *out, struct arena *arena, const char *text, struct sqlembic_error *err)
{
	return dotenv_parse(out, arena, (struct sqlembic_span){ text, strlen(text) }, ".env", err);
}

Test(dotenv, reads_assignments)
{
	static const struct {
		const char *text, *want; /* name:line=value; */
	} cases[] = {
		{ "", "" },
		{ "# comment\n\n   # another\n", "" },
		{ "A=1\nB=2", "A:1=1;B:2=2;" },
		{ "\xEF\xBB\xBF"
		  "A=1\r\nB=2\r\n",
		  "A:1=1;B:2=2;" },
		{ "A=1\rB=2\r", "A:1=1;B:2=2;" },
		{ "  A = 1  \n", "A:1=1;" },
		{ "export A=1\nexport\tB=2\nexport=3\nexported=4\n", "A:1=1;B:2=2;export:3=3;exported:4=4;" },
		{ "A=\nB=''\nC=\"\"\n", "A:1=;B:2=;C:3=;" },
		{ "A=x # comment\nB=x#y\nC=# comment\nD= # comment\n", "A:1=x;B:2=x#y;C:3=# comment;D:4=;" },
		{ "A='x # y' # comment\nB=\"x # y\"#comment\n", "A:1=x # y;B:2=x # y;" },
		{ "A='a\\n\"$B'\n", "A:1=a\\n\"$B;" },
		{ "A=\"a\\n\\r\\t\\\"\\\\\\$\\x\"\n", "A:1=a\n\r\t\"\\$\\x;" },
		{ "A=\"one\r\ntwo\"\nB='x\ny'\nC=1\n", "A:1=one\ntwo;B:3=x\ny;C:5=1;" },
		{ "A=postgresql://u:p%40w@h/db?a=b&c='d'\n", "A:1=postgresql://u:p%40w@h/db?a=b&c='d';" },
		{ "A=$B ${C}\n", "A:1=$B ${C};" },
		{ "A=\xC3\xA9\n", "A:1=\xC3\xA9;" },
	};
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct arena arena = { 0 };
		struct sqlembic_error err = { 0 };
		struct dotenv dotenv;
		struct sqlembic_buf got = SQLEMBIC_BUF_INIT;
		cr_assert_eq(parse(&dotenv, &arena, cases[i].text, &err), 0, "%s: %s", cases[i].text,
			     err.message);
		for (size_t j = 0; j < dotenv.n; j++)
			sqlembic_buf_printf(&got, "%s:%d=%s;", dotenv.entries[j].name, dotenv.entries[j].line,
					    dotenv.entries[j].value);
		cr_expect_str_eq(sqlembic_buf_text(&got), cases[i].want, "%s: %s", cases[i].text,
				 sqlembic_buf_text(&got));
		sqlembic_buf_release(&got);
		arena_release(&arena);
	}
}

Test(dotenv, refuses_with_the_place_and_without_the_value)
{
	static const struct {
		const char *text;
		int line, column;
		const char *message;
	} cases[] = {
		{ "A=1\n1B=S3cret\n", 2, 1, "this is no variable name" },
		{ "  =S3cret\n", 1, 3, "this is no variable name" },
		{ "A S3cret\n", 1, 3, "no \"=\" after the variable's name" },
		{ "export A\n", 1, 9, "no \"=\" after the variable's name" },
		{ "A-B=S3cret\n", 1, 2, "no \"=\" after the variable's name" },
		{ "A=1\nB = \"S3cret\nC=2\n", 2, 5, "quote without an end" },
		{ "A='S3cret\n", 1, 3, "quote without an end" },
		{ "A=\"\xC3\xA9\nx\" S3cret\n", 2, 4, "text after the closing quote" },
		{ "A=\xFF\n", 1, 3, "byte that is not UTF-8 in a text file" },
	};
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct arena arena = { 0 };
		struct sqlembic_error err = { 0 };
		struct dotenv dotenv;
		cr_expect_eq(parse(&dotenv, &arena, cases[i].text, &err), SQLEMBIC_E_FAILED, "%s",
			     cases[i].text);
		cr_expect_str_eq(err.message, cases[i].message, "%s: %s", cases[i].text, err.message);
		cr_expect_neq(err.hint[0], '\0', "%s", cases[i].text);
		cr_expect_str_eq(err.file, ".env");
		cr_expect_eq(err.line, cases[i].line, "%s: line %d", cases[i].text, err.line);
		cr_expect_eq(err.column, cases[i].column, "%s: column %d", cases[i].text, err.column);
		arena_release(&arena);
	}
}

Test(dotenv, refuses_nul_bytes)
{
	struct arena arena = { 0 };
	struct sqlembic_error err = { 0 };
	struct dotenv dotenv;
	cr_expect_eq(dotenv_parse(&dotenv, &arena, (struct sqlembic_span){ "A=1\0", 4 }, ".env", &err),
		     SQLEMBIC_E_FAILED);
	cr_expect_str_eq(err.message, "NUL byte in a text file");
	arena_release(&arena);
}

Test(dotenv, the_last_assignment_wins)
{
	struct arena arena = { 0 };
	struct dotenv dotenv;
	cr_assert_eq(parse(&dotenv, &arena, "A=1\nB=2\nA=3\n", NULL), 0);
	cr_expect_str_eq(dotenv_find(&dotenv, "A")->value, "3");
	cr_expect_eq(dotenv_find(&dotenv, "A")->line, 3);
	cr_expect_null(dotenv_find(&dotenv, "a"));
	arena_release(&arena);
}

Test(dotenv, hundreds_of_thousands_of_variables_are_read, .timeout = 60)
{
	enum { MANY = 300000 };
	struct arena arena = { 0 };
	struct dotenv dotenv;
	struct sqlembic_buf text = SQLEMBIC_BUF_INIT;
	for (int i = 0; i < MANY; i++)
		sqlembic_buf_printf(&text, "VARIABLE_OF_SOME_LENGTH_%d=%d\n", i, i);
	cr_assert_eq(parse(&dotenv, &arena, sqlembic_buf_text(&text), NULL), 0);
	for (size_t i = 0; i < MANY; i++)
		cr_assert_eq(dotenv_find(&dotenv, dotenv.entries[i].name), &dotenv.entries[i]);
	arena_release(&arena);
	sqlembic_buf_release(&text);
}
