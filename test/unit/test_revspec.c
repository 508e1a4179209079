/* test_revspec.c: what identifiers mean, and what is said of those that mean nothing. */
#include <criterion/criterion.h>

#include <string.h>

#include "graphs.h"
#include "graph/revspec.h"

#define EXAMPLE                                                                                          \
	"1975ea ae1027<1975ea 27c6a3<1975ea#shoppingcart 55af2c<ae1027 3cac04#networking 109ec7<3cac04 " \
	"29f859<109ec7+55af2c d747a8<27c6a3"

struct fixture {
	struct arena arena;
	struct graph graph;
	struct revspec spec;
	struct sqlembic_error err;
};

static void open_fixture(struct fixture *f, const char *text)
{
	*f = (struct fixture){ 0 };
	cr_assert_eq(graphs_build(&f->graph, &f->arena, text, &f->err), 0, "%s", f->err.message);
	f->spec = (struct revspec){ .graph = &f->graph, .scratch = &f->arena };
}

Test(revspec, absolute_identifiers)
{
	const struct {
		const char *identifier, *ids;
	} cases[] = {
		{ "base", "" },
		{ "heads", "29f859 d747a8" },
		{ "shoppingcart@head", "d747a8" },
		{ "shop@head", "d747a8" },
		{ "networking@heads", "29f859" },
		{ "1975@heads", "55af2c d747a8" },
		{ "networking", "3cac04" },
		{ "3", "3cac04" },
		{ "29f859", "29f859" },
		{ "ae10@55", "55af2c" },
		{ "networking@base", "" },
		{ "-1", "109ec7 27c6a3" },
		{ "networking@-2", "3cac04" },
		{ "networking@-9", "" },
		{ "@base", "" },
	};
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct fixture f;
		struct revision_list list;
		open_fixture(&f, EXAMPLE);
		cr_expect_eq(revspec_revisions(&list, &f.spec, cases[i].identifier, &f.err), 0, "%s: %s",
			     cases[i].identifier, f.err.message);
		cr_expect_str_eq(graphs_ids(&f.arena, &list), cases[i].ids, "%s", cases[i].identifier);
		arena_release(&f.arena);
	}
}

#define SEVERAL(arg)                                                                                   \
	"Multiple head revisions are present for given argument '" arg "'; please specify a specific " \
	"target revision, '<branchname>@" arg "' to narrow to a specific head, or 'heads' for all heads"

Test(revspec, identifiers_that_mean_nothing)
{
	const struct {
		const char *identifier, *message, *detail, *hint;
	} cases[] = {
		{ "head", SEVERAL("head"), "29f859", "merge heads" },
		{ "1975@head", SEVERAL("1975@head"), "55af2c, d747a8", "merge heads" },
		{ "zzz", "Can't locate revision identified by 'zzz'", "", "sqlembic history" },
		{ "1975eb", "Can't locate revision identified by '1975eb'", "", "did you mean 1975ea?" },
		{ "netwroking", "Can't locate revision identified by 'netwroking'", "", "networking?" },
		{ "2", "Can't locate revision identified by '2'", "27c6a3, 29f859", "more characters" },
		{ "networking@d747", "Can't locate revision identified by 'd747'", "", "" },
		{ "networking@d747a8", "Can't locate revision identified by 'd747a8'", "not on the branch",
		  "" },
		{ "nobranch@head", "Can't locate revision identified by 'nobranch'", "", "" },
		{ "", "Can't locate revision identified by ''", "", "" },
		{ "networking@", "Can't locate revision identified by ''", "", "" },
	};
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct fixture f;
		struct revision_list list;
		open_fixture(&f, EXAMPLE);
		cr_expect_eq(revspec_revisions(&list, &f.spec, cases[i].identifier, &f.err),
			     SQLEMBIC_E_FAILED, "%s", cases[i].identifier);
		cr_expect_str_eq(f.err.message, cases[i].message);
		cr_expect_not_null(strstr(f.err.detail, cases[i].detail), "%s: %s", cases[i].identifier,
				   f.err.detail);
		cr_expect_not_null(strstr(f.err.hint, cases[i].hint), "%s: %s", cases[i].identifier,
				   f.err.hint);
		arena_release(&f.arena);
	}
}

Test(revspec, short_names_are_found_whole_only)
{
	struct fixture f;
	struct revision *r;
	open_fixture(&f, "abc abcd<abc");
	cr_assert_eq(revspec_one(&r, &f.spec, "ab", &f.err), 0, "%s", f.err.message);
	cr_expect_str_eq(r->id, "abcd");
	cr_assert_eq(revspec_one(&r, &f.spec, "abc", &f.err), 0);
	cr_expect_str_eq(r->id, "abc");
	arena_release(&f.arena);
}

Test(revspec, relative_identifiers_are_taken_apart)
{
	const struct {
		const char *text, *label, *symbol, *number;
		long steps;
	} cases[] = {
		{ "+2", NULL, NULL, "+2", 2 },
		{ "-10", NULL, NULL, "-10", -10 },
		{ "ae10+1", NULL, "ae10", "+1", 1 },
		{ "ae10+1+1", NULL, "ae10", "+1", 1 },
		{ "lab@+3", "lab", NULL, "+3", 3 },
		{ "lab@id-2", "lab", "id", "-2", -2 },
		{ "a@b@-1", "a@b", NULL, "-1", -1 },
		{ "my-lab@+1", "my-lab", NULL, "+1", 1 },
		{ "id-1@x", NULL, "id", "-1", -1 },
		{ "+99999999999999999999", NULL, NULL, "+99999999999999999999", 1000000 },
		{ "head", NULL, NULL, NULL, 0 },
		{ "lab@head", NULL, NULL, NULL, 0 },
		{ "id+", NULL, NULL, NULL, 0 },
		{ "", NULL, NULL, NULL, 0 },
		{ "@", NULL, NULL, NULL, 0 },
		{ "@+1", NULL, NULL, NULL, 0 },
	};
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct fixture f;
		struct revspec_relative got;
		bool found;
		open_fixture(&f, "a");
		cr_assert_eq(revspec_parse_relative(&got, &found, &f.spec, cases[i].text, &f.err), 0);
		cr_expect_eq(found, cases[i].number != NULL, "%s", cases[i].text);
		cr_expect_str_eq(got.label ? got.label : "", cases[i].label ? cases[i].label : "", "%s",
				 cases[i].text);
		cr_expect_str_eq(got.symbol ? got.symbol : "", cases[i].symbol ? cases[i].symbol : "", "%s",
				 cases[i].text);
		cr_expect_str_eq(got.text ? got.text : "", cases[i].number ? cases[i].number : "");
		cr_expect_eq(got.steps, cases[i].steps, "%s: %ld", cases[i].text, got.steps);
		arena_release(&f.arena);
	}
}

Test(revspec, an_ambiguous_walk_names_the_choices)
{
	struct fixture f;
	struct revspec_point point;
	open_fixture(&f, EXAMPLE);
	point = (struct revspec_point){ REVSPEC_AT, graph_find(&f.graph, "1975ea") };
	cr_expect_eq(revspec_walk(&point, &f.graph, 1, NULL, true, &f.err), SQLEMBIC_E_FAILED);
	cr_expect_str_eq(f.err.message, "Ambiguous walk");
	cr_expect_str_eq(f.err.detail, "the next could be ae1027, 27c6a3");
	bool *lineage;
	cr_assert_eq(revspec_lineage(&lineage, &f.spec, "shoppingcart", false, &f.err), 0);
	cr_assert_eq(revspec_walk(&point, &f.graph, 2, lineage, true, &f.err), 0, "%s", f.err.message);
	cr_expect_str_eq(point.revision->id, "d747a8");
	arena_release(&f.arena);
}

Test(revspec, a_walk_past_the_end_stays_there_unless_it_is_strict)
{
	struct fixture f;
	open_fixture(&f, "a b<a");
	struct revspec_point loose = { REVSPEC_AT, graph_find(&f.graph, "a") }, strict = loose;
	cr_assert_eq(revspec_walk(&loose, &f.graph, 5, NULL, false, &f.err), 0);
	cr_expect_str_eq(loose.revision->id, "b");
	cr_assert_eq(revspec_walk(&strict, &f.graph, 5, NULL, true, &f.err), 0);
	cr_expect_eq(strict.place, REVSPEC_BEYOND);
	cr_assert_eq(revspec_walk(&loose, &f.graph, -2, NULL, true, &f.err), 0);
	cr_expect_eq(loose.place, REVSPEC_BASE);
	arena_release(&f.arena);
}
