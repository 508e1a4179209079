/* test_plan.c: plans in the places where Alembic's own answers (test_vectors.c) do not reach. */
#include <criterion/criterion.h>

#include <string.h>

#include "plans.h"
#include "graph/plan_show.h"
#include "graph/plan_range.h"

#define EXAMPLE "1975 ae10<1975 27c6<1975#shop 55af<ae10 5355<ae10,27c6"

/* Steps as "from>to[row changes]", each change "+a", "-a" or "a>b". */
static const char *describe(struct plans_fixture *f, const struct plan *plan)
{
	const char *text = "";
	for (size_t i = 0; i < plan->n; i++) {
		const struct step *s = plan->steps + i;
		text = arena_printf(&f->arena, "%s%s%s>%s[%s]", text, i ? " " : "", s->from, s->to,
				    plans_changes(&f->arena, s));
	}
	return text;
}

static const char *joined(struct plans_fixture *f, const struct rows *rows)
{
	const char *text = "";
	for (size_t i = 0; i < rows->n; i++)
		text = arena_printf(&f->arena, "%s%s%s", text, i ? " " : "", rows->items[i]);
	return text;
}

Test(plan, steps_show_ids_and_change_rows)
{
	const struct {
		bool up;
		const char *graph, *rows, *target, *steps, *after;
	} cases[] = {
		{ true, EXAMPLE, "", "5355",
		  ">1975[+1975] 1975>27c6[1975>27c6] 1975>ae10[+ae10] ae10, 27c6>5355[-ae10 27c6>5355]",
		  "5355" },
		{ false, EXAMPLE, "5355", "1975",
		  "5355>ae10, 27c6[+ae10 5355>27c6] ae10>1975[-ae10] 27c6>1975[27c6>1975]", "1975" },
		{ true, EXAMPLE, "5355", "ae10", "", "5355" },
		{ false, EXAMPLE, "", "base", "", "" },
		{ true, "x a+x", "x", "a", ">a[x>a]", "a" },
		{ false, "x a+x", "a", "-1", "a>[a>x]", "x" },
		{ false, "a b<a", "b", "base", "b>a[b>a] a>[-a]", "" },
		/* A row below another one says nothing, and goes with the first step. */
		{ false, "a b<a c<b", "a c", "b", "c>b[-a c>b]", "b" },
	};
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct plans_fixture f;
		plans_open(&f, cases[i].graph);
		struct rows rows = plans_rows(&f, cases[i].rows);
		int rc = (cases[i].up ? plan_upgrade : plan_downgrade)(&f.plan, &f.graph, &rows,
								       cases[i].target, &f.err);
		cr_expect_eq(rc, 0, "%s", f.err.message);
		const char *got = describe(&f, &f.plan);
		cr_expect_str_eq(got, cases[i].steps, "%s %s: %s", cases[i].rows, cases[i].target, got);
		cr_expect_str_eq(joined(&f, &f.plan.after), cases[i].after);
		cr_expect_str_eq(joined(&f, &f.plan.before), cases[i].rows);
		arena_release(&f.arena);
	}
}

Test(plan, rows_are_looked_up_by_their_whole_id)
{
	struct plans_fixture f;
	plans_open(&f, "aaaa bbbb<aaaa");
	struct rows rows = plans_rows(&f, "bb");
	cr_expect_eq(plan_upgrade(&f.plan, &f.graph, &rows, "head", &f.err), SQLEMBIC_E_FAILED);
	cr_expect_str_eq(f.err.message, "Can't locate revision identified by 'bb'");
	cr_expect_not_null(strstr(f.err.hint, "use newer scripts"), "%s", f.err.hint);
	cr_expect_null(strstr(f.err.hint, "stamp"), "%s", f.err.hint);
	struct revision_list list;
	bool *applied;
	cr_expect_eq(plan_current(&list, &f.graph, &rows, &f.err), SQLEMBIC_E_FAILED);
	cr_expect_eq(plan_applied(&applied, &f.graph, &rows, NULL), SQLEMBIC_E_FAILED);
	arena_release(&f.arena);
}

Test(plan, rows_that_contain_each_other_are_refused)
{
	struct plans_fixture f;
	plans_open(&f, "a b<a c<b x");
	struct rows rows = plans_rows(&f, "a x c");
	cr_expect_eq(plan_upgrade(&f.plan, &f.graph, &rows, "heads", &f.err), SQLEMBIC_E_FAILED);
	cr_expect_str_eq(f.err.message, "Requested revision c overlaps with other requested revisions a");
	arena_release(&f.arena);
}

Test(plan, what_makes_alembic_crash_is_an_error)
{
	const struct {
		bool up;
		const char *target, *message;
	} cases[] = {
		{ true, "", "Can't locate revision identified by ''" },
		{ true, "shop@", "Can't locate revision identified by ''" },
		{ true, "1975-1", "Relative revision -1 didn't produce 1 migrations" },
		{ true, "1975-09", "Relative revision -09 didn't produce 9 migrations" },
		{ true, "a:b:c", "Can't locate revision identified by 'a:b:c'" },
		{ false, "", "Can't locate revision identified by ''" },
		{ false, "shop@-1", "Relative revision -1 didn't produce 1 migrations" },
	};
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct plans_fixture f;
		plans_open(&f, EXAMPLE);
		struct rows rows = { 0 };
		int rc = (cases[i].up ? plan_upgrade : plan_downgrade)(&f.plan, &f.graph, &rows,
								       cases[i].target, &f.err);
		cr_expect_eq(rc, SQLEMBIC_E_FAILED, "%s", cases[i].target);
		cr_expect_str_eq(f.err.message, cases[i].message);
		arena_release(&f.arena);
	}
}

Test(plan, stamp_moves_rows)
{
	const struct {
		const char *rows, *targets, *steps, *after, *warning;
	} cases[] = {
		{ "", "5355", ">5355[+5355]", "5355", "" },
		{ "5355", "1975", "5355>1975[5355>1975]", "1975", "" },
		{ "ae10 27c6", "5355", "ae10, 27c6>5355[-ae10 27c6>5355]", "5355", "" },
		{ "ae10 27c6", "base", "ae10>[-ae10] 27c6>[-27c6]", "", "" },
		{ "ae10 27c6", "shop@base", "27c6>[-27c6]", "ae10", "" },
		{ "5355", "5355", "", "5355", "" },
		{ "", "5355 5355", ">5355[+5355]", "5355", "" },
		{ "", "1975 27c6", ">1975[+1975] >27c6[+27c6]", "1975 27c6", "overlaps" },
	};
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct plans_fixture f;
		plans_open(&f, EXAMPLE);
		struct rows rows = plans_rows(&f, cases[i].rows), targets = plans_rows(&f, cases[i].targets);
		int rc = plan_stamp(&f.plan, &f.graph, &rows, targets.items, targets.n, &f.err);
		cr_expect_eq(rc, 0, "%s", f.err.message);
		cr_expect_str_eq(describe(&f, &f.plan), cases[i].steps, "%s: %s", cases[i].targets,
				 describe(&f, &f.plan));
		cr_expect_str_eq(joined(&f, &f.plan.after), cases[i].after);
		cr_expect_not_null(strstr(f.plan.warning ? f.plan.warning : "", cases[i].warning));
		cr_expect_eq(f.plan.warning != NULL, cases[i].warning[0] != '\0');
		arena_release(&f.arena);
	}
}

Test(plan, stamp_asks_for_one_head)
{
	struct plans_fixture f;
	plans_open(&f, EXAMPLE);
	struct rows rows = { 0 };
	const char *target = "head";
	cr_expect_eq(plan_stamp(&f.plan, &f.graph, &rows, &target, 1, &f.err), SQLEMBIC_E_FAILED);
	cr_expect_str_eq(f.err.message,
			 "Multiple heads are present; please specify a single target revision");
	arena_release(&f.arena);
}

Test(plan, rebase_leaves_out_what_others_have_done)
{
	const struct {
		bool up;
		const char *planned_from, *target, *now, *steps; /* NULL: refused */
	} cases[] = {
		{ true, "", "5355", "1975",
		  "1975>27c6[1975>27c6] 1975>ae10[+ae10] ae10, 27c6>5355[-ae10 27c6>5355]" },
		{ true, "", "5355", "5355", "" },
		{ true, "", "5355", "55af", "1975>27c6[+27c6] ae10, 27c6>5355[27c6>5355]" },
		{ true, "1975", "5355", "", NULL },
		{ true, "", "5355", "gone", NULL },
		{ true, "", "5355", "1975 27c6", NULL },
		{ false, "5355", "1975", "27c6", "27c6>1975[27c6>1975]" },
		{ false, "5355", "1975", "1975", "" },
		{ false, "ae10", "1975", "55af", NULL },
	};
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct plans_fixture f;
		struct plan moved;
		plans_open(&f, EXAMPLE);
		struct rows before = plans_rows(&f, cases[i].planned_from),
			    now = plans_rows(&f, cases[i].now);
		int rc = (cases[i].up ? plan_upgrade : plan_downgrade)(&f.plan, &f.graph, &before,
								       cases[i].target, &f.err);
		cr_assert_eq(rc, 0, "%s", f.err.message);
		rc = plan_rebase(&moved, &f.graph, &now, &f.plan, &f.err);
		cr_expect_eq(rc, cases[i].steps ? 0 : SQLEMBIC_E_FAILED, "%zu: %s", i, f.err.message);
		if (rc == 0)
			cr_expect_str_eq(describe(&f, &moved), cases[i].steps, "%s", describe(&f, &moved));
		arena_release(&f.arena);
	}
}

Test(plan, rebase_of_a_stamp)
{
	const struct {
		const char *now;
		int rc;
		size_t steps;
	} cases[] = { { "27c6 ae10", 0, 1 }, { "5355", 0, 0 }, { "1975", SQLEMBIC_E_FAILED, 0 } };
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct plans_fixture f;
		struct plan moved;
		plans_open(&f, EXAMPLE);
		struct rows before = plans_rows(&f, "ae10 27c6"), now = plans_rows(&f, cases[i].now);
		const char *target = "5355";
		cr_assert_eq(plan_stamp(&f.plan, &f.graph, &before, &target, 1, &f.err), 0);
		cr_expect_eq(plan_rebase(&moved, &f.graph, &now, &f.plan, &f.err), cases[i].rc);
		cr_expect_eq(moved.n, cases[i].steps);
		arena_release(&f.arena);
	}
}

Test(plan, offline_ranges)
{
	const struct {
		enum sqlembic_direction direction;
		const char *text, *rows, *target, *message;
	} cases[] = {
		{ SQLEMBIC_UPGRADE, "5355", "", "5355", NULL },
		{ SQLEMBIC_UPGRADE, "base:5355", "", "5355", NULL },
		{ SQLEMBIC_UPGRADE, "19:+2", "1975", "+2", NULL },
		{ SQLEMBIC_DOWNGRADE, "shop@head:base", "5355", "base", NULL },
		{ SQLEMBIC_STAMP, "ae10:5355", "ae10", "5355", NULL },
		{ SQLEMBIC_DOWNGRADE, "base", NULL, NULL, "downgrade with --sql requires <fromrev>:<torev>" },
		{ SQLEMBIC_UPGRADE, ":5355", NULL, NULL, "offline range ':5355' is not START:END" },
		{ SQLEMBIC_UPGRADE, "5355:", NULL, NULL, "offline range '5355:' is not START:END" },
		{ SQLEMBIC_UPGRADE, "a:b:c", NULL, NULL, "offline range 'a:b:c' is not START:END" },
		{ SQLEMBIC_UPGRADE, "heads:5355", NULL, NULL,
		  "'heads' means 2 revisions; an offline script starts from one" },
		{ SQLEMBIC_UPGRADE, "zz:5355", NULL, NULL, "Can't locate revision identified by 'zz'" },
		{ SQLEMBIC_UPGRADE, "current:5355", NULL, NULL,
		  "'current' needs a database and cannot be used here" },
	};
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct plans_fixture f;
		struct rows rows;
		const char *target;
		plans_open(&f, EXAMPLE);
		int rc = plan_range_offline(&rows, &target, &f.graph, cases[i].text, cases[i].direction,
					    &f.err);
		cr_expect_eq(rc, cases[i].message ? SQLEMBIC_E_FAILED : 0, "%s: %s", cases[i].text,
			     f.err.message);
		if (cases[i].message) {
			cr_expect_str_eq(f.err.message, cases[i].message);
		} else {
			cr_expect_str_eq(joined(&f, &rows), cases[i].rows);
			cr_expect_str_eq(target, cases[i].target);
		}
		arena_release(&f.arena);
	}
}

Test(plan, history_and_show_know_current)
{
	const struct {
		const char *rows, *range, *ids; /* NULL: refused */
	} cases[] = {
		{ "ae10", ":current", "ae10 1975" },
		{ "ae10", "current:5355", "5355 ae10" },
		{ "ae10", " current : ", "55af 5355 ae10" },
		{ "", ":current", "55af 5355 27c6 ae10 1975" },
		{ "55af", "current:5355", NULL },
		{ "ae10", "1975", NULL },
		{ "ae10", "a:b:c", NULL },
	};
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct plans_fixture f;
		struct revision_list list;
		plans_open(&f, EXAMPLE);
		struct rows rows = plans_rows(&f, cases[i].rows);
		int rc = plan_range_history(&list, &f.graph, &rows, cases[i].range, &f.err);
		cr_expect_eq(rc, cases[i].ids ? 0 : SQLEMBIC_E_FAILED, "%s: %s", cases[i].range,
			     f.err.message);
		if (rc == 0)
			cr_expect_str_eq(graphs_ids(&f.arena, &list), cases[i].ids, "%s: %s", cases[i].range,
					 graphs_ids(&f.arena, &list));
		arena_release(&f.arena);
	}
	struct plans_fixture f;
	struct revision_list list;
	plans_open(&f, EXAMPLE);
	struct rows rows = plans_rows(&f, "55af 27c6");
	cr_assert_eq(plan_show(&list, &f.graph, &rows, "current", &f.err), 0);
	cr_expect_str_eq(graphs_ids(&f.arena, &list), "55af 27c6");
	cr_expect_eq(plan_range_history(&list, &f.graph, NULL, "current:", &f.err), SQLEMBIC_E_FAILED);
	cr_expect_str_eq(f.err.message, "'current' needs a database and cannot be used here");
	arena_release(&f.arena);
}

Test(plan, rows_are_needed_where_current_is_said)
{
	cr_expect(plan_range_needs_rows("current"));
	cr_expect(plan_range_needs_rows("-3:current"));
	cr_expect(plan_range_needs_rows(" current :"));
	cr_expect_not(plan_range_needs_rows(":head"));
	cr_expect_not(plan_range_needs_rows("currently:"));
	cr_expect_not(plan_range_needs_rows(""));
}
