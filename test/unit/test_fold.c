/* test_fold.c: plans through squashes: each old state of a database comes to the same revisions. */
#include <criterion/criterion.h>

#include <stdlib.h>
#include <string.h>

#include "graph/fold.h"
#include "graph/plan_goal.h"
#include "graph/plan_range.h"
#include "graph/plan_show.h"
#include "plans.h"

/* a b c are squashed into S; d follows them, x another branch. */
#define LINE "a b<a#blue c<b d<c x<d s=a,b,c#blue"

/* Steps as "id[row changes]", those that only change rows as "=id[...]". */
static const char *describe(struct plans_fixture *f)
{
	const char *text = "";
	for (size_t i = 0; i < f->plan.n; i++) {
		const struct step *s = f->plan.steps + i;
		text = arena_printf(&f->arena, "%s%s%s%s[%s]", text, i ? " " : "", s->adopts ? "=" : "",
				    s->revision->id, plans_changes(&f->arena, s));
	}
	return text;
}

Test(fold, databases_before_in_the_middle_of_and_past_a_squash_are_upgraded)
{
	const struct {
		bool up;
		const char *rows, *target, *steps;
	} cases[] = {
		{ true, "", "head", "s[+s] d[s>d] x[d>x]" },
		{ true, "a", "head", "b[a>b] c[b>s] d[s>d] x[d>x]" },
		{ true, "b", "head", "c[b>s] d[s>d] x[d>x]" },
		{ true, "c", "d", "d[c>d]" },
		{ true, "d", "head", "x[d>x]" },
		{ true, "s", "d", "d[s>d]" },
		{ true, "c", "c", "=s[c>s]" },
		{ true, "c", "s", "=s[c>s]" },
		{ true, "s", "s", "" },
		{ true, "b", "s", "c[b>s]" },
		{ true, "", "b", "a[+a] b[a>b]" },
		{ true, "", "s", "s[+s]" },
		{ true, "", "+1", "s[+s]" },
		{ true, "a", "+1", "b[a>b]" },
		{ true, "x", "b", "" },
		{ false, "d", "base", "d[d>s] s[-s]" },
		{ false, "c", "base", "s[-c]" },
		{ false, "b", "base", "b[b>a] a[-a]" },
		{ false, "s", "b", "c[s>b]" },
		{ false, "d", "a", "d[d>s] c[s>b] b[b>a]" },
		{ false, "d", "s", "d[d>s]" },
		{ false, "d", "c", "d[d>s]" },
		{ false, "d", "-1", "d[d>s]" },
		{ false, "s", "-1", "s[-s]" },
	};
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct plans_fixture f;
		plans_open(&f, LINE);
		struct rows rows = plans_rows(&f, cases[i].rows);
		int rc = (cases[i].up ? plan_upgrade : plan_downgrade)(&f.plan, &f.graph, &rows,
								       cases[i].target, &f.err);
		cr_expect_eq(rc, 0, "%s %s: %s", cases[i].rows, cases[i].target, f.err.message);
		const char *got = describe(&f);
		cr_expect_str_eq(got, cases[i].steps, "%s to %s: %s", cases[i].rows, cases[i].target, got);
		arena_release(&f.arena);
	}
}

Test(fold, without_the_old_scripts_only_their_last_is_known)
{
	struct plans_fixture f;
	plans_open(&f, "d<c s=a,b,c");
	struct rows last = plans_rows(&f, "c"), middle = plans_rows(&f, "b");
	cr_expect_eq(plan_upgrade(&f.plan, &f.graph, &last, "head", &f.err), 0, "%s", f.err.message);
	cr_expect_str_eq(describe(&f), "d[c>d]");
	cr_expect_eq(plan_upgrade(&f.plan, &f.graph, &middle, "head", &f.err), SQLEMBIC_E_FAILED);
	cr_expect_not_null(strstr(f.err.detail, "the version table holds 'b', which s replaces"), "%s",
			   f.err.detail);
	cr_expect_not_null(strstr(f.err.hint, "restore the scripts that s replaces"), "%s", f.err.hint);
	struct rows none = plans_rows(&f, "");
	cr_expect_eq(plan_upgrade(&f.plan, &f.graph, &none, "b", &f.err), SQLEMBIC_E_FAILED);
	cr_expect_not_null(strstr(f.err.hint, "name s,"), "%s", f.err.hint);
	arena_release(&f.arena);
}

Test(fold, listings_show_the_squash_and_what_it_replaces_where_that_is_named)
{
	const struct {
		const char *range, *rows, *shown;
	} cases[] = {
		{ "base:head", NULL, "x d s" }, { "a:c", NULL, "c b a" }, { "b:", NULL, "x d c b" },
		{ "s:d", NULL, "d s" },         { "c:d", NULL, "d s" },   { "base:current", "b", "b a" },
		{ "base:current", "c", "s" },
	};
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct plans_fixture f;
		struct revision_list list;
		plans_open(&f, LINE);
		struct rows rows = plans_rows(&f, cases[i].rows ? cases[i].rows : "");
		int rc = plan_range_history(&list, &f.graph, cases[i].rows ? &rows : NULL, cases[i].range,
					    &f.err);
		cr_expect_eq(rc, 0, "%s: %s", cases[i].range, f.err.message);
		cr_expect_str_eq(graphs_ids(&f.arena, &list), cases[i].shown, "%s", cases[i].range);
		arena_release(&f.arena);
	}
}

Test(fold, names_of_what_is_replaced_are_found)
{
	struct plans_fixture f;
	struct revision_list list;
	plans_open(&f, "aaaa bbbb<aaaa#blue cccc<bbbb d<cccc s=aaaa,bbbb,cccc#blue");
	const struct {
		const char *name, *shown;
	} cases[] = { { "bbbb", "bbbb" }, { "bbb", "bbbb" }, { "cccc", "s" },
		      { "ccc", "s" },     { "blue", "s" },   { "blue@head", "d" },
		      { "bbbb+1", "" },   { "head", "d" },   { "aaaa:bbbb", NULL } };
	for (size_t i = 0; i + 2 < sizeof(cases) / sizeof(*cases); i++) {
		if (!*cases[i].shown)
			continue;
		cr_expect_eq(plan_show(&list, &f.graph, NULL, cases[i].name, &f.err), 0, "%s", f.err.message);
		cr_expect_str_eq(graphs_ids(&f.arena, &list), cases[i].shown, "%s", cases[i].name);
	}
	arena_release(&f.arena);
}

Test(fold, what_is_replaced_wrongly_is_refused)
{
	const struct {
		const char *graph, *message;
	} cases[] = {
		{ "a b<a c<b s=a,b t=b,c", "Revision b is replaced by s and by t" },
		{ "a b<a c<b s=a,x,b", "s replaces 3 revisions, and only some of them have scripts still" },
		{ "a b<a c<b y<b s=a,b,c",
		  "down_revision of y names b, which s replaces, and not as the last" },
		{ "a b<a c<b y+b s=a,b,c", "depends_on of y names b, which s replaces, and not as the last" },
		{ "a b<a s=b,a", "s replaces a last, and that does not follow b, which it replaces, too" },
		{ "a b<a s=s,b", "s replaces itself, or what replaces it" },
		{ "a b<a y+b b2<y s=a,b,b2",
		  "depends_on of y names b, which s replaces, and not as the last" },
		{ "a b<a a s=a,b", "Revision a is present more than once" },
	};
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct plans_fixture f = { 0 };
		int rc = graphs_build(&f.graph, &f.arena, cases[i].graph, &f.err);
		cr_expect_eq(rc, SQLEMBIC_E_FAILED, "%s", cases[i].graph);
		cr_expect_str_eq(f.err.message, cases[i].message, "%s: %s", cases[i].graph, f.err.message);
		arena_release(&f.arena);
	}
}

Test(fold, a_squash_of_a_squash_opens_as_far_as_is_needed)
{
	const char *graph = "a b<a s=a,b c<s d<c t=s,c,d e<t";
	const struct {
		const char *rows, *steps;
	} cases[] = { { "", "t[+t] e[t>e]" },
		      { "a", "b[a>s] c[s>c] d[c>t] e[t>e]" },
		      { "b", "c[b>c] d[c>t] e[t>e]" },
		      { "s", "c[s>c] d[c>t] e[t>e]" },
		      { "d", "e[d>e]" },
		      { "t", "e[t>e]" } };
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct plans_fixture f;
		plans_open(&f, graph);
		struct rows rows = plans_rows(&f, cases[i].rows);
		cr_expect_eq(plan_upgrade(&f.plan, &f.graph, &rows, "head", &f.err), 0, "%s", f.err.message);
		cr_expect_str_eq(describe(&f), cases[i].steps, "%s: %s", cases[i].rows, describe(&f));
		arena_release(&f.arena);
	}
}

Test(fold, waiting_for_what_is_replaced_ends_with_the_squash)
{
	const struct {
		const char *rows, *target;
		bool lacks;
	} cases[] = { { "b", "b", false }, { "a", "b", true },   { "d", "b", false }, { "s", "b", false },
		      { "b", "s", true },  { "c", "s", false },  { "s", "c", false }, { "", "b", true },
		      { "x", "s", false }, { "d", "head", true } };
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct plans_fixture f;
		struct revision_list goal, lacking;
		const char *stray;
		plans_open(&f, LINE);
		struct rows rows = plans_rows(&f, cases[i].rows);
		cr_assert_eq(plan_goal(&goal, &f.graph, &rows, cases[i].target, &f.err), 0);
		cr_assert_eq(plan_goal_lacks(&lacking, &stray, &f.graph, &rows, &goal, &f.arena, &f.err), 0);
		cr_expect_eq(lacking.n > 0, cases[i].lacks, "%s %s", cases[i].rows, cases[i].target);
		arena_release(&f.arena);
	}
}

Test(fold, stamps_write_the_row_of_the_squash)
{
	const struct {
		const char *rows, *target, *steps;
	} cases[] = { { "b", "s", "s[b>s]" }, { "c", "d", "d[c>d]" }, { "", "b", "b[+b]" },
		      { "s", "b", "b[s>b]" }, { "", "c", "s[+s]" },   { "d", "s", "s[d>s]" } };
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct plans_fixture f;
		plans_open(&f, LINE);
		struct rows rows = plans_rows(&f, cases[i].rows);
		cr_expect_eq(plan_stamp(&f.plan, &f.graph, &rows, &cases[i].target, 1, &f.err), 0, "%s",
			     f.err.message);
		/* The step of a row that means a squash may name what completes it. */
		const char *got = describe(&f);
		cr_expect_not_null(strchr(got, '['));
		cr_expect_str_eq(strchr(got, '['), strchr(cases[i].steps, '['), "%s %s: %s", cases[i].rows,
				 cases[i].target, got);
		arena_release(&f.arena);
	}
}
