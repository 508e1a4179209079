/* The tokens of a statement, by the flags of a dialect. */
#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "sqlembic/driver.h"
#include "sqlembic/token.h"

extern const struct sqlembic_dialect sqlembic_postgresql_dialect, sqlembic_mysql_dialect,
	sqlembic_sqlite_dialect;

#define PG   (sqlembic_postgresql_dialect.lex)
#define MY   (sqlembic_mysql_dialect.lex)
#define LITE (sqlembic_sqlite_dialect.lex)

static const char *const letters = ".wns$#p!c{}";

/* Each token as a letter of its kind and its text; what is not closed with "~". */
static const char *tokens(const char *sql, unsigned lex, bool with_comments)
{
	static char out[4096];
	size_t n = 0;
	struct sqlembic_tokens t = sqlembic_tokens_of((struct sqlembic_span){ sql, strlen(sql) }, lex);
	struct sqlembic_token token;
	t.with_comments = with_comments;
	out[0] = '\0';
	while (sqlembic_token_next(&t, &token))
		n += (size_t)snprintf(out + n, sizeof(out) - n, "%s%c%s%.*s", n ? " " : "",
				      letters[token.kind], token.closed ? "" : "~", (int)token.text.len,
				      token.text.ptr);
	cr_expect_eq(t.at, t.end);
	return out;
}

struct example {
	const char *sql;
	unsigned lex;
	const char *tokens;
};

static void check(const struct example *examples, size_t n, bool with_comments)
{
	for (size_t i = 0; i < n; i++)
		cr_expect_str_eq(tokens(examples[i].sql, examples[i].lex, with_comments), examples[i].tokens);
}
#define CHECK(examples, with_comments) check(examples, sizeof(examples) / sizeof(*(examples)), with_comments)

Test(token, words_names_numbers_and_marks)
{
	const struct example examples[] = {
		{ "", PG, "" },
		{ " \t\n\v\f\r", PG, "" },
		{ "CREATE TABLE a.b$1(x int);", PG, "wCREATE wTABLE wa !. wb$1 !( wx wint !) !;" },
		{ "\"a\"\"b\" \"c", PG, "n\"a\"\"b\" n~\"c" },
		{ "`a``b` [c]]", MY, "n`a``b` ![ wc !] !]" },
		{ "`a` [c d]]", LITE, "n`a` n[c d] !]" },
		{ "`a`", PG, "!` wa !`" },
		{ "1 1.5e-3 0x1F .5 1e+ 0xE-1 t.5", PG, "#1 #1.5e-3 #0x1F #.5 #1e !+ #0xE !- #1 wt !. #5" },
		{ "a<=b||c\\N", MY, "wa !< != wb !| !| wc !\\ wN" },
		{ "\xC3\xA9t\xC3\xA9 _x", PG, "w\xC3\xA9t\xC3\xA9 w_x" },
		{ "@a := @@session.sql_mode", MY, "w@a !: != w@@session !. wsql_mode" },
		{ "@ -5", PG, "!@ !- #5" },
		{ "$1$2 $a $", PG, "p$1 p$2 !$ wa !$" },
		{ "$a b$c", MY, "w$a wb$c" },
	};
	CHECK(examples, false);
}

Test(token, strings_end_where_the_database_ends_them)
{
	const struct example examples[] = {
		{ "'a''b' 'c", PG, "s'a''b' s~'c" },
		{ "'a\\' b", PG, "s'a\\' wb" },
		{ "'a\\' b'", PG | SQLEMBIC_LEX_BACKSLASH, "s'a\\' b'" },
		{ "E'a\\' b' e'\\\\' 'x", PG, "sE'a\\' b' se'\\\\' s~'x" },
		{ "xE'a\\' b", PG, "wxE s'a\\' wb" },
		{ "E'\\", PG, "s~E'\\" },
		{ "U&'a' u&\"b\" u & v", PG, "sU&'a' nu&\"b\" wu !& wv" },
		{ "B'1' x'1F' N'n'", PG, "sB'1' sx'1F' sN'n'" },
		{ "X'4\\' B'1\\'", PG | SQLEMBIC_LEX_BACKSLASH, "sX'4\\' sB'1\\'" },
		{ "'a\\'b' \"c\\\"d\" _utf8'e\\'' N\"f\"", MY, "s'a\\'b' s\"c\\\"d\" s_utf8'e\\'' sN\"f\"" },
		{ "\"c\\\"", MY & ~(unsigned)SQLEMBIC_LEX_DOUBLE_QUOTE_STRING, "n\"c\\\"" },
		{ "E'a\\'", LITE, "wE s'a\\'" },
		{ "$$a'b$$ $x$ $$ $x$ $x$ $y$", PG, "$$$a'b$$ $$x$ $$ $x$ $~$x$ $y$" },
		{ "a$$b$$", PG, "wa$$b$$" },
		{ "LANGUAGE JS $$a'b$$ $1t$ $$ $1t$ a$b$ 1$$ $a $", MY,
		  "wLANGUAGE wJS $$$a'b$$ $$1t$ $$ $1t$ wa$b$ #1$$ w$a w$" },
		{ "$a$ 'b' $$ $a$", MY, "w$a$ s'b' w$$ w$a$" },
		{ "language sql $a$ 'b' $a$", MY, "wlanguage wsql w$a$ s'b' w$a$" },
	};
	CHECK(examples, false);
}

Test(token, comments_are_left_out)
{
	const struct example examples[] = {
		{ "a -- b\nc", PG, "wa wc" },
		{ "a -- b\rc", PG, "wa wc" },
		{ "a -- b\rc", LITE, "wa" },
		{ "a--b\n-- \n--", MY, "wa !- !- wb" },
		{ "a # b\nc", MY, "wa wc" },
		{ "a # b\nc", PG, "wa !# wb wc" },
		{ "a/* /* */ b */c", PG, "wa wc" },
		{ "a/* /* */ b */c", LITE, "wa wb !* !/ wc" },
		{ "2*/* b */3/4", LITE, "#2 !* #3 !/ #4" },
		{ "a/*/ b */c", LITE, "wa wc" },
		{ "a /* b", PG, "wa" },
		{ "a /*!50001 b /* c */ d */ e /*M!100100 f */ g", MY, "wa wb wd we wf wg" },
		{ "/*!b*/ /*+ c */", LITE, "" },
		{ "/*M!999999\\- enable the sandbox mode */ a", MY, "wa" },
	};
	CHECK(examples, false);
}

Test(token, comments_are_tokens_where_they_are_asked_for)
{
	const struct example examples[] = {
		{ "a -- b\nc/*d*/", PG, "wa c-- b wc c/*d*/" },
		{ "/*!50001 b */ /*!c*/", MY, "{/*!50001 wb }*/ {/*! wc }*/" },
		{ "/*+ a */ /* b", MY, "c/*+ a */ c~/* b" },
	};
	CHECK(examples, true);
}

static struct sqlembic_tokens read_from(const char *sql, unsigned lex)
{
	return sqlembic_tokens_of((struct sqlembic_span){ sql, strlen(sql) }, lex);
}

Test(token, names_come_with_their_qualifiers)
{
	static const struct {
		const char *sql, *name;
	} examples[] = { { "a.b.c d", "a.b.c" },
			 { "\"a.b\".\"c\" d", "\"a.b\".\"c\"" },
			 { "a.\"b\"\"c\".d", "a.\"b\"\"c\".d" },
			 { "a.*", "a" },
			 { "a .b", "a" },
			 { "a.1x", "a.1x" },
			 { "'a'.b", "'a'" },
			 { "a.\"b", "a.\"b" } };
	for (size_t i = 0; i < sizeof(examples) / sizeof(*examples); i++) {
		struct sqlembic_tokens t = read_from(examples[i].sql, PG);
		struct sqlembic_token token;
		cr_expect(sqlembic_token_next_name(&t, &token));
		cr_expect_eq(token.text.len, strlen(examples[i].name), "%s", examples[i].sql);
		cr_expect_eq(token.closed, strcmp(examples[i].sql, "a.\"b") != 0);
	}
}

Test(token, words_are_taken_if_all_of_them_come)
{
	struct sqlembic_tokens t = read_from("if /* it */ NOT\nexists \"if\" if not (", PG);
	struct sqlembic_token token;
	cr_expect_not(sqlembic_token_take(&t, "IF EXISTS"));
	cr_expect(sqlembic_token_take(&t, "IF NOT EXISTS"));
	cr_expect_not(sqlembic_token_take(&t, "IF"));
	cr_expect(sqlembic_token_next(&t, &token));
	cr_expect_eq(token.kind, SQLEMBIC_TOKEN_NAME);
	cr_expect_not(sqlembic_token_is(&token, "if"));
	cr_expect_not(sqlembic_token_take(&t, "IF NOT EXISTS"));
	cr_expect(sqlembic_token_take(&t, "IF NOT"));
	cr_expect_not(sqlembic_token_take_mark(&t, ')'));
	cr_expect(sqlembic_token_take_mark(&t, '('));
	cr_expect_not(sqlembic_token_take(&t, "A"));
	t = read_from("on \"a b\".c, on *", PG);
	cr_expect(sqlembic_token_take(&t, "ON *"));
	cr_expect(sqlembic_token_take_mark(&t, '.'));
	cr_expect_not(sqlembic_token_take(&t, "C *"));
	cr_expect(sqlembic_token_next(&t, &token));
	cr_expect(sqlembic_token_take_mark(&t, ','));
	cr_expect_not(sqlembic_token_take(&t, "ON *"));
}

static bool mentions(const char *sql, unsigned lex, const char *words)
{
	return sqlembic_token_mentions(sqlembic_tokens_of((struct sqlembic_span){ sql, strlen(sql) }, lex),
				       words);
}

Test(token, words_are_mentioned_in_the_text_literals_and_bodies_but_not_by_names)
{
	cr_expect(mentions("a on b", 0, "ON"));
	cr_expect(mentions("a 'on b'", 0, "ON"));
	cr_expect(mentions("a $$on b$$", SQLEMBIC_LEX_DOLLAR_QUOTE, "ON"));
	cr_expect(mentions("a \"on b\"", SQLEMBIC_LEX_DOUBLE_QUOTE_STRING, "ON"));
	cr_expect_not(mentions("a \"on\"", 0, "ON"));
	cr_expect_not(mentions("a \"on-call\"", 0, "ON"));
	cr_expect_not(mentions("a `on`", SQLEMBIC_LEX_BACKTICK, "ON"));
	cr_expect_not(mentions("a [on]", SQLEMBIC_LEX_BRACKET, "ON"));
	cr_expect_not(mentions("a \"b\" 'b' y", 0, "B Y"));
}

Test(token, parentheses_are_skipped_with_what_is_in_them)
{
	struct sqlembic_tokens t = read_from("a (b ')' -- )\n) c) d", PG);
	struct sqlembic_token token;
	sqlembic_token_skip_parens(&t);
	cr_expect(sqlembic_token_next(&t, &token));
	cr_expect(sqlembic_token_is(&token, "D"));
	sqlembic_token_skip_parens(&t);
	cr_expect_not(sqlembic_token_next(&t, &token));
}

Test(token, what_is_quoted_is_inside_of_the_quotes)
{
	static const struct {
		const char *sql, *inside;
	} examples[] = { { "'a''b'", "a''b" }, { "E'a'", "a" },        { "u&\"a\"", "a" }, { "\"\"", "" },
			 { "$$a$$", "a" },     { "$x$$$a$x$", "$$a" }, { "'a", "a" },      { "$x$a", "a" },
			 { "word", "word" },   { "12", "12" },         { "'", "" } };
	for (size_t i = 0; i < sizeof(examples) / sizeof(*examples); i++) {
		struct sqlembic_tokens t = read_from(examples[i].sql, PG);
		struct sqlembic_token token;
		cr_expect(sqlembic_token_next(&t, &token));
		struct sqlembic_span inside = sqlembic_token_inside(&token);
		cr_expect(inside.len == strlen(examples[i].inside) &&
				  memcmp(inside.ptr, examples[i].inside, inside.len) == 0,
			  "%s: %.*s", examples[i].sql, (int)inside.len, inside.ptr);
	}
}

static bool names_language(struct sqlembic_language *language, const char *text)
{
	return sqlembic_token_names_language(language, (struct sqlembic_span){ text, strlen(text) });
}

Test(token, what_was_looked_through_for_a_language_is_not_looked_through_again)
{
	struct sqlembic_language language = { 0, 0 };
	char text[] = "CREATE FUNCTION f() RETURNS int ... $a";
	cr_expect_not(names_language(&language, text));
	/* Each byte but those in which the word may still begin. */
	cr_expect_eq(language.looked, strlen(text) - strlen("LANGUAGE"));
	memcpy(text, "LANGUAGE JS  ", 13);
	cr_expect_not(names_language(&language, text));
}

Test(token, a_language_is_found_where_the_text_was_cut_before)
{
	static const char text[] = "f() LANGUAGE JAVASCRIPT AS $a$ $b$";
	for (size_t cut = 0; cut < sizeof(text); cut++) {
		struct sqlembic_language language = { 0, 0 };
		const bool wanted = cut > strlen("f() LANGUAGE");
		cr_expect_eq(sqlembic_token_names_language(&language, (struct sqlembic_span){ text, cut }),
			     wanted);
		cr_expect(names_language(&language, text));
		/* Shorter again. */
		cr_expect_eq(sqlembic_token_names_language(&language, (struct sqlembic_span){ text, cut }),
			     wanted);
	}
	struct sqlembic_language language = { 0, 0 };
	cr_expect_not(names_language(&language, "f() LANGUAGE SQL AS $a$ xLANGUAGE js LANGUAGE$"));
}
