/* test_ini.c: ini files read as ConfigParser reads them, whatever the length of a line. */
#include <criterion/criterion.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/fs.h"
#include "config/inifile.h"
#include "sqlembic/error.h"

/* A reader whose cost grows with the square of a file would take hours for those that are large. */
TestSuite(ini, .timeout = 60);

static int parse(struct inifile *out, struct arena *arena, const char *text, struct sqlembic_error *err)
{
	return inifile_parse(out, arena, (struct sqlembic_span){ text, strlen(text) }, "a.ini", err);
}

/* All entries as "section.key:line=value;". */
static void dump(struct sqlembic_buf *out, const struct inifile *ini)
{
	for (size_t i = 0; i < ini->nentries; i++) {
		const struct inifile_entry *e = &ini->entries[i];
		sqlembic_buf_printf(out, "%s.%s:%d=%s;", ini->sections[e->section], e->key, e->line,
				    e->value);
	}
}

Test(ini, means_what_configparser_means)
{
	static const struct {
		const char *text, *want;
	} cases[] = {
		{ "", "" },
		{ "# only\n\n; comments\n   # indented\n", "" },
		{ "[s]\na=1\n", "s.a:2=1;" },
		{ "[s]\na=1", "s.a:2=1;" },
		{ "\xEF\xBB\xBF[s]\r\na = 1\r\n\r\nb = 2\r\n", "s.a:2=1;s.b:4=2;" },
		{ "[s]\ra=1\rb=2\r", "s.a:2=1;s.b:3=2;" },
		{ "[s]\nScript_Location = X\n", "s.script_location:2=X;" },
		{ "[S]\na=1\n[s]\na=2\n", "S.a:2=1;s.a:4=2;" },
		{ "[s]\na: 1\nb : x=y\nurl: http://x:1/\nc=d:e\n",
		  "s.a:2=1;s.b:3=x=y;s.url:4=http://x:1/;s.c:5=d:e;" },
		{ "[s]\na=\nb =   \n", "s.a:2=;s.b:3=;" },
		{ "[s]\na = pg://u:p ;x # y\n", "s.a:2=pg://u:p ;x # y;" },
		{ "[s]\na=;c\nb= ; c\nd;e = f\n", "s.a:2=;c;s.b:3=; c;s.d;e:4=f;" },
		{ "[s]\na = \"q\\n\"\n", "s.a:2=\"q\\n\";" },
		{ "[s]\na = %(b)s %% %\n", "s.a:2=%(b)s %% %;" },
		{ "[s]\na = one\n  two = 2\n\tthree ; x\nb = c\n", "s.a:2=one\ntwo = 2\nthree ; x;s.b:5=c;" },
		{ "[s]\na =\n  one\n  two\n", "s.a:2=\none\ntwo;" },
		{ "[s]\na = one\n\n  two\n\n\n[t]\nb=1\n", "s.a:2=one\n\ntwo;t.b:8=1;" },
		{ "[s]\na = one\n# c\n  # d\n  two\n", "s.a:2=one\ntwo;" },
		{ "[s]\n  a = 1\n  b = 2\n   c\n", "s.a:2=1;s.b:3=2\nc;" },
		{ "[s]\na = v\n  [t]\nb=1\n", "s.a:2=v\n[t];s.b:4=1;" },
		{ "[s]\na = 1\n[t] ; rest is ignored\nb=2\n", "s.a:2=1;t.b:4=2;" },
		{ "[ s p ]\na=1\n[a[b]c]\nd=2\n", " s p .a:2=1;a[b]c.d:4=2;" },
		{ "[s]\n[t]\n  a=1\n", "t.a:3=1;" },
		{ "[DEFAULT]\na=1\n[s]\nb=2\n[DEFAULT]\nc=3\n", "DEFAULT.a:2=1;s.b:4=2;DEFAULT.c:6=3;" },
		{ "[s]\n\xEF\xBB\xBF;a = 1\n", "s.\xEF\xBB\xBF;a:2=1;" },
		{ "[s]\nsch\xC3\xB6n = \xC3\xA4\n", "s.sch\xC3\xB6n:2=\xC3\xA4;" },
	};
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct arena arena = { 0 };
		struct sqlembic_error err = { 0 };
		struct inifile ini;
		struct sqlembic_buf got = SQLEMBIC_BUF_INIT;
		cr_assert_eq(parse(&ini, &arena, cases[i].text, &err), 0, "%s: %s", cases[i].text,
			     err.message);
		dump(&got, &ini);
		cr_expect_str_eq(sqlembic_buf_text(&got), cases[i].want, "%s: %s", cases[i].text,
				 sqlembic_buf_text(&got));
		sqlembic_buf_release(&got);
		arena_release(&arena);
	}
}

Test(ini, refuses_with_the_place)
{
	static const struct {
		const char *text;
		int line, column;
		const char *message;
	} cases[] = {
		{ "a=1\n", 1, 1, "text before the first [section]" },
		{ "\n  junk\n", 2, 3, "text before the first [section]" },
		{ "[s]\na=1\nA = 2\n", 3, 1, "key \"a\" comes twice in [s], first in line 2" },
		{ "[DEFAULT]\na=1\n[DEFAULT]\na=2\n", 4, 1,
		  "key \"a\" comes twice in [DEFAULT], first in line 2" },
		{ "[s]\n[t]\n [s]\n", 3, 2, "section [s] comes twice" },
		{ "[s]\njunk\n", 2, 1, "line without \"=\" or \":\" between key and value" },
		{ "[s]\na=1\njunk", 3, 1, "line without \"=\" or \":\" between key and value" },
		{ "[s]\n  = v\n", 2, 3, "value without a key" },
		{ "[s]\na=1\n[t\nb=2\n", 3, 1, "section without a closing \"]\"" },
		{ "[]\n", 1, 1, "section without a name" },
		{ "[s]\n\xC3\xA4 = \xFF\n", 2, 5, "byte that is not UTF-8 in a text file" },
		{ "[s]\na = \xED\xA0\x80\n", 2, 5, "byte that is not UTF-8 in a text file" },
	};
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct arena arena = { 0 };
		struct sqlembic_error err = { 0 };
		struct inifile ini;
		cr_expect_eq(parse(&ini, &arena, cases[i].text, &err), SQLEMBIC_E_FAILED, "%s",
			     cases[i].text);
		cr_expect_str_eq(err.message, cases[i].message, "%s: %s", cases[i].text, err.message);
		cr_expect_neq(err.hint[0], '\0', "%s", cases[i].text);
		cr_expect_str_eq(err.file, "a.ini");
		cr_expect_eq(err.line, cases[i].line, "%s: line %d", cases[i].text, err.line);
		cr_expect_eq(err.column, cases[i].column, "%s: column %d", cases[i].text, err.column);
		arena_release(&arena);
	}
}

Test(ini, refuses_nul_bytes)
{
	struct arena arena = { 0 };
	struct sqlembic_error err = { 0 };
	struct inifile ini;
	struct sqlembic_span text = { "[s]\na = 1\0b = 2\n", 16 };
	cr_expect_eq(inifile_parse(&ini, &arena, text, "a.ini", &err), SQLEMBIC_E_FAILED);
	cr_expect_str_eq(err.message, "NUL byte in a text file");
	cr_expect_eq(err.line, 2);
	cr_expect_eq(err.column, 6);
	arena_release(&arena);
}

/* inih's buffer is 200 bytes: each length around one and two of them, with everything that could be
 * taken for a key, a comment, a section or a continuation at the place of the cut. */
Test(ini, long_values_come_through_whole)
{
	static const char pattern[] = "=x ;y # [z]\t: \xC3\xA9 ";
	for (size_t length = 150; length < 650; length++) {
		struct sqlembic_buf text = SQLEMBIC_BUF_INIT, want = SQLEMBIC_BUF_INIT;
		for (size_t i = 0; i < length; i++)
			sqlembic_buf_putc(&want, pattern[i % (sizeof(pattern) - 6)]);
		sqlembic_buf_putc(&want, '!');
		sqlembic_buf_printf(&text, "[s]\nkey = v%s\nnext = 1\n", sqlembic_buf_text(&want));
		struct arena arena = { 0 };
		struct sqlembic_error err = { 0 };
		struct inifile ini;
		cr_assert_eq(parse(&ini, &arena, sqlembic_buf_text(&text), &err), 0, "%s", err.message);
		cr_assert_eq(ini.nentries, 2);
		cr_expect_str_eq(ini.entries[0].value + 1, sqlembic_buf_text(&want));
		cr_expect_str_eq(ini.entries[1].key, "next");
		cr_expect_eq(ini.entries[1].line, 3);
		arena_release(&arena);
		sqlembic_buf_release(&text);
		sqlembic_buf_release(&want);
	}
}

static void add_repeated(struct sqlembic_buf *out, const char *text, size_t n)
{
	while (n-- > 0)
		sqlembic_buf_puts(out, text);
}

Test(ini, long_comments_sections_and_continuations_stay_what_they_are)
{
	struct sqlembic_buf text = SQLEMBIC_BUF_INIT;
	sqlembic_buf_puts(&text, "[");
	add_repeated(&text, "long", 100);
	sqlembic_buf_puts(&text, "]\n# ");
	add_repeated(&text, " evil = injected", 1000);
	sqlembic_buf_puts(&text, "\nk = a\n  ");
	add_repeated(&text, "b = c; ", 1000);
	sqlembic_buf_puts(&text, "\nz = 1\n");
	struct arena arena = { 0 };
	struct inifile ini;
	cr_assert_eq(parse(&ini, &arena, sqlembic_buf_text(&text), NULL), 0);
	cr_expect_eq(ini.nentries, 2);
	cr_expect_eq(strlen(ini.sections[0]), 400);
	cr_expect_eq(strlen(ini.entries[0].value), 2 + 7 * 1000 - 1);
	cr_expect_eq(ini.entries[1].line, 5);
	arena_release(&arena);
	sqlembic_buf_release(&text);
}

Test(ini, a_cut_between_key_and_value_leaves_no_blanks)
{
	for (size_t length = 150; length < 196; length++) {
		struct sqlembic_buf text = SQLEMBIC_BUF_INIT;
		sqlembic_buf_puts(&text, "[s]\n");
		add_repeated(&text, "k", length);
		sqlembic_buf_puts(&text, "=");
		add_repeated(&text, " ", 450);
		sqlembic_buf_puts(&text, "v\n");
		struct arena arena = { 0 };
		struct inifile ini;
		cr_assert_eq(parse(&ini, &arena, sqlembic_buf_text(&text), NULL), 0, "%zu", length);
		cr_expect_eq(strlen(ini.entries[0].key), length);
		cr_expect_str_eq(ini.entries[0].value, "v");
		arena_release(&arena);
		sqlembic_buf_release(&text);
	}
}

Test(ini, a_key_longer_than_the_buffer_is_refused_and_not_cut)
{
	struct sqlembic_buf text = SQLEMBIC_BUF_INIT;
	sqlembic_buf_puts(&text, "[s]\n");
	add_repeated(&text, "k", 5000);
	sqlembic_buf_puts(&text, " = v\n");
	struct arena arena = { 0 };
	struct sqlembic_error err = { 0 };
	struct inifile ini;
	cr_expect_eq(parse(&ini, &arena, sqlembic_buf_text(&text), &err), SQLEMBIC_E_FAILED);
	cr_expect_str_eq(err.message, "key is too long");
	cr_expect_eq(err.line, 2);
	arena_release(&arena);
	sqlembic_buf_release(&text);
}

Test(ini, looks_keys_up_in_the_section_and_then_in_default)
{
	struct arena arena = { 0 };
	struct inifile ini;
	cr_assert_eq(parse(&ini, &arena, "[DEFAULT]\na=1\nb=1\n[s]\nb=2\n[DEFAULT]\nc=3\n", NULL), 0);
	cr_expect_str_eq(inifile_find(&ini, "s", "a")->value, "1");
	cr_expect_str_eq(inifile_find(&ini, "s", "b")->value, "2");
	cr_expect_str_eq(inifile_find(&ini, "s", "c")->value, "3");
	cr_expect_str_eq(inifile_find(&ini, "other", "b")->value, "1");
	cr_expect_null(inifile_find(&ini, "s", "d"));
	cr_expect(inifile_has_section(&ini, "s"));
	cr_expect_not(inifile_has_section(&ini, "S"));
	arena_release(&arena);
}

Test(ini, a_directory_and_a_missing_file_are_errors)
{
	char directory[] = "/tmp/test_ini_XXXXXX";
	cr_assert_not_null(mkdtemp(directory));
	struct arena arena = { 0 };
	struct sqlembic_error err = { 0 };
	struct inifile ini;
	cr_expect_eq(inifile_read(&ini, &arena, directory, NULL, &err), SQLEMBIC_E_FAILED);
	cr_expect_not_null(strstr(err.message, "Is a directory"), "%s", err.message);
	cr_assert_eq(rmdir(directory), 0);
	cr_expect_eq(inifile_read(&ini, &arena, directory, NULL, &err), SQLEMBIC_E_FAILED);
	cr_expect_not_null(strstr(err.message, "No such file"), "%s", err.message);
	arena_release(&arena);
}

Test(ini, hundreds_of_thousands_of_keys_and_sections_are_read)
{
	enum { MANY = 300000 };
	struct arena arena = { 0 };
	struct inifile ini;
	struct sqlembic_error err = { 0 };
	struct sqlembic_buf text = SQLEMBIC_BUF_INIT;
	sqlembic_buf_puts(&text, "[s]\n");
	for (int i = 0; i < MANY; i++)
		sqlembic_buf_printf(&text, "key_of_some_length_%d = %d\n", i, i);
	for (int i = 0; i < MANY; i++)
		sqlembic_buf_printf(&text, "[section_of_some_length_%d]\n", i);
	cr_assert_eq(parse(&ini, &arena, sqlembic_buf_text(&text), &err), 0, "%s", err.message);
	cr_expect_eq(ini.nentries, MANY);
	cr_expect_eq(ini.nsections, MANY + 1);
	for (size_t i = 0; i < MANY; i++)
		cr_assert_eq(inifile_find(&ini, "s", ini.entries[i].key), &ini.entries[i]);
	cr_expect(inifile_has_section(&ini, "section_of_some_length_299999"));
	arena_release(&arena);
	sqlembic_buf_release(&text);
}

Test(ini, a_file_of_another_kind_is_refused_for_its_length)
{
	char path[] = "/tmp/test_ini_XXXXXX";
	int fd = mkstemp(path);
	cr_assert_eq(ftruncate(fd, FS_LONGEST + 1), 0);
	close(fd);
	struct arena arena = { 0 };
	struct sqlembic_error err = { 0 };
	struct inifile ini;
	cr_expect_eq(inifile_read(&ini, &arena, path, NULL, &err), SQLEMBIC_E_FAILED);
	cr_expect_not_null(strstr(err.message, " is longer than 16 MiB"), "%s", err.message);
	cr_assert_eq(unlink(path), 0);
	/* Without an end. */
	cr_expect_eq(inifile_read(&ini, &arena, "/dev/zero", NULL, &err), SQLEMBIC_E_FAILED);
	cr_expect_not_null(strstr(err.message, "/dev/zero is longer than 16 MiB"), "%s", err.message);
	arena_release(&arena);
}
