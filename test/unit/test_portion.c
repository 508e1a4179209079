/* test_portion.c: the part of two schemas that a difference is about. */
#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "facts.h"
#include "schema/portion.h"

enum { TABLE, VIEW, FUNCTION, TRIGGER, KINDS };

static const struct sqlembic_attribute digest[] = { { "digest", SQLEMBIC_ATTRIBUTE_DIGEST }, { NULL, 0 } };
static const struct sqlembic_attribute text[] = { { "text", 0 }, { NULL, 0 } };

static const struct sqlembic_kind kinds[KINDS + 1] = {
	[TABLE] = { .name = "table", .attributes = digest },
	[VIEW] = { .name = "view", .attributes = text },
	[FUNCTION] = { .name = "function", .attributes = text },
	[TRIGGER] = { .name = "trigger", .attributes = text },
};

/* "table a 1 > b" has the text 1 and uses b, "~ b" mentions it, "on b" belongs to it and uses it, "in b" belongs to it. */
static void take_line(struct catalog *out, char *line)
{
	struct sqlembic_catalog_sink sink = catalog_sink(out);
	char *kind = strsep(&line, " "), *name = strsep(&line, " "), *value = strsep(&line, " ");
	const char *parent = NULL;
	unsigned number = 0;
	for (char *way; (way = strsep(&line, " "));) {
		char *other = strsep(&line, " ");
		int rc = 0;
		if (*way == 'o' || *way == 'i')
			parent = other;
		if (*way == '~')
			rc = sink.mention(sink.payload, name, other, NULL);
		else if (*way != 'i')
			rc = sink.edge(sink.payload, name, other, NULL);
		cr_assert_eq(rc, 0);
	}
	while (strcmp(kinds[number].name, kind) != 0)
		number++;
	facts_add(out, number, name, value, parent, 0);
}

static void load(struct catalog *out, const char *lines)
{
	char copy[1024], *rest = copy;
	catalog_init(out, kinds);
	out->has_digests = true;
	snprintf(copy, sizeof(copy), "%s", lines);
	for (char *line; (line = strsep(&rest, "\n"));)
		take_line(out, line);
	cr_assert_eq(catalog_finish(out, NULL), 0);
}

/* Names of the facts. */
static const char *portion_of(const char *from, const char *to)
{
	static char found[256];
	struct catalog a, b;
	struct arena arena = { 0 };
	struct portion portion;
	load(&a, from);
	load(&b, to);
	cr_assert_eq(portion_find(&portion, &a, &b, &arena, NULL), 0);
	found[0] = '\0';
	size_t wanted = 0;
	for (size_t i = 0; i < portion.n; i++) {
		const size_t n = strlen(found);
		if (!portion_has(&portion, portion.facts[i].kind, portion.facts[i].identity))
			continue;
		snprintf(found + n, sizeof(found) - n, "%s%s", wanted++ ? " " : "",
			 portion.facts[i].identity);
	}
	cr_expect_eq(portion.nwanted, wanted);
	cr_expect(portion_has(&portion, TABLE, "nobody"));
	catalog_release(&a);
	catalog_release(&b);
	arena_release(&arena);
	return found;
}

struct portion_case {
	const char *name, *from, *to, *portion;
};

Test(portion, holds_what_differs_and_what_that_needs)
{
	static const struct portion_case cases[] = {
		{ "nothing differs", "table a 1\ntable b 1", "table a 1\ntable b 1", "" },
		{ "a table by itself", "table a 1\ntable b 1", "table a 2\ntable b 1", "a" },
		{ "one is new, one is gone", "table a 1\ntable b 1", "table b 1\ntable c 1", "a c" },
		{ "both ends of its keys, and no further",
		  "table a 1\ntable b 1 > a\ntable c 1 > b\ntable d 1 > c\ntable e 1 > d",
		  "table a 1\ntable b 1 > a\ntable c 2 > b\ntable d 1 > c\ntable e 1 > d", "b c d" },
		{ "a key of one side only", "table a 1\ntable b 1", "table a 1\ntable b 2 > a", "a b" },
		{ "views over it, and what those need",
		  "table a 1\ntable b 1\ntable c 1\nview v 1 > a > b\nview w 1 > v",
		  "table a 2\ntable b 1\ntable c 1\nview v 1 > a > b\nview w 1 > v", "a b v w" },
		{ "what a view needs, and nothing that uses that",
		  "table a 1\nfunction f 1\nview v 1 > a > f\nview w 1 > a",
		  "table a 1\nfunction f 1\nview v 2 > a > f\nview w 1 > a", "a v f" },
		{ "its triggers, and what those run",
		  "table a 1\ntable b 1\ntable c 1\ntable d 1\nfunction f 1 ~ c\ntrigger t 1 on a ~ b ~ "
		  "f\ntrigger u 1 on b ~ d",
		  "table a 2\ntable b 1\ntable c 1\ntable d 1\nfunction f 1 ~ c\ntrigger t 1 on a ~ b ~ "
		  "f\ntrigger u 1 on b ~ d",
		  "a b c f t" },
		{ "not who only mentions it", "table a 1\ntable b 1\nfunction f 1 ~ a\ntrigger t 1 on b ~ a",
		  "table a 2\ntable b 1\nfunction f 1 ~ a\ntrigger t 1 on b ~ a", "a" },
		{ "the table of a trigger", "table a 1\ntrigger t 1 on a\nview v 1 > a",
		  "table a 1\ntrigger t 2 on a\nview v 1 > a", "a v t" },
		{ "what functions of a view run",
		  "table a 1\ntable b 1\ntable c 1\nfunction f 1 ~ g\nfunction g 1 ~ c\nview v 1 > a > f",
		  "table a 2\ntable b 1\ntable c 1\nfunction f 1 ~ g\nfunction g 1 ~ c\nview v 1 > a > f",
		  "a c v f g" },
		{ "views that call what names it", "table a 1\ntable b 1\nfunction f 1 ~ b\nview v 1 > a > f",
		  "table a 1\nfunction f 1 ~ b\nview v 1 > a > f", "a b v f" },
		{ "views that call it, at several removes",
		  "table a 1\ntable b 1\nfunction f 1 ~ g\nfunction g 1 ~ h\nfunction h 1 ~ b\nview v 1 > a "
		  "> f",
		  "table a 1\nfunction f 1 ~ g\nfunction g 1 ~ h\nfunction h 1 ~ b\nview v 1 > a > f",
		  "a b v f g h" },
		{ "functions that call each other",
		  "table a 1\ntable b 1\nfunction f 1 ~ g\nfunction g 1 ~ f ~ b\nview v 1 > a > f",
		  "table a 1\nfunction f 1 ~ g\nfunction g 1 ~ f ~ b\nview v 1 > a > f", "a b v f g" },
		{ "a part that nothing but its parent leads to", "function p 1\nfunction b 1 in p\ntable a 1",
		  "function p 2\nfunction b 1 in p\ntable a 1", "b p" },
		{ "a routine that nobody runs", "table a 1\nfunction f 1 ~ a", "table a 1\nfunction f 2 ~ a",
		  "f" },
	};
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		cr_expect_str_eq(portion_of(cases[i].from, cases[i].to), cases[i].portion, "%s: %s",
				 cases[i].name, portion_of(cases[i].from, cases[i].to));
}

/* Whether what differs between the first two is shown by the others, which are read again. */
static bool is_shown(const char *from, const char *to, const char *from_again, const char *to_again)
{
	struct catalog catalogs[4];
	const char *lines[] = { from, to, from_again, to_again };
	struct arena arena = { 0 };
	struct portion portion;
	for (int i = 0; i < 4; i++)
		load(&catalogs[i], lines[i]);
	cr_assert_eq(portion_find(&portion, &catalogs[0], &catalogs[1], &arena, NULL), 0);
	const bool is = portion_is_shown(&portion, &catalogs[2], &catalogs[3]);
	for (int i = 0; i < 4; i++)
		catalog_release(&catalogs[i]);
	arena_release(&arena);
	return is;
}

Test(portion, what_was_read_again_shows_all_that_differs)
{
	const char *a = "table a 1\ntable b 1", *b = "table a 2\ntable b 2";
	cr_expect(is_shown(a, b, "table a x\ntable b x", "table a y\ntable b y"));
	cr_expect(is_shown(a, "table a 1", "table a x\ntable b x", "table a x"));
	cr_expect(is_shown(a, a, "table a x", "table a y"));
	cr_expect(is_shown(a, b, "table a x\ntable b x\ntrigger t 1 on b",
			   "table a y\ntable b x\ntrigger t 2 on b"),
		  "a part tells");
	cr_expect(is_shown(a, b, "table a x\ntable b x\ntrigger t 1 on b", "table a y\ntable b x"),
		  "a part tells");
	cr_expect_not(is_shown(a, b, "table a x\ntable b x", "table a y\ntable b x"), "b is equal");
	cr_expect_not(is_shown(a, b, "table a x", "table a y"), "b is not there");
	cr_expect_not(is_shown(a, "table a 1", "table a x", "table a x"), "b is on neither side");
}
