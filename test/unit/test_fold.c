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

/* ---- at random ------------------------------------------------------------------------------------------- */

#define MOST 12

/* The revisions of a project before a squash, and one range of them. */
struct model {
	size_t n, last;        /* what completes the range */
	bool edge[MOST][MOST]; /* [i][k]: i has k as a parent or a dependency */
	bool is_dependency[MOST][MOST];
	bool below[MOST][MOST]; /* closed, with itself */
	bool member[MOST];
	unsigned seed;
};

static unsigned draw(struct model *m, unsigned below)
{
	m->seed = m->seed * 1103515245u + 12345u;
	return (m->seed >> 16) % below;
}

static void close_below(struct model *m)
{
	for (size_t i = 0; i < m->n; i++) {
		m->below[i][i] = true;
		for (size_t k = 0; k < i; k++)
			for (size_t l = 0; m->edge[i][k] && l < m->n; l++)
				m->below[i][l] = m->below[i][l] || m->below[k][l];
	}
}

/* A set that has everything below what it has. */
static void draw_closed(struct model *m, bool set[MOST])
{
	memset(set, 0, MOST * sizeof(*set));
	for (size_t i = 0; i < m->n; i++)
		for (size_t k = 0; draw(m, 4) == 0 && k < m->n; k++)
			set[k] = set[k] || m->below[i][k];
}

/* False: something outside of the range names a revision in its middle. */
static bool draw_model(struct model *m)
{
	bool kept[MOST];
	m->n = 4 + draw(m, MOST - 4);
	for (size_t i = 1; i < m->n; i++) {
		size_t parents = draw(m, 4) ? 1 : draw(m, 3);
		for (size_t p = 0; p < parents; p++)
			m->edge[i][i - 1 - draw(m, i < 3 ? (unsigned)i : 3)] = true;
		size_t dependency = draw(m, (unsigned)i);
		if (draw(m, 5) == 0 && !m->edge[i][dependency])
			m->edge[i][dependency] = m->is_dependency[i][dependency] = true;
	}
	close_below(m);
	m->last = 1 + draw(m, (unsigned)m->n - 1);
	draw_closed(m, kept);
	size_t members = 0;
	for (size_t i = 0; i < m->n; i++) {
		m->member[i] = m->below[m->last][i] && !kept[i];
		members += m->member[i];
	}
	for (size_t i = 0; i < m->n; i++)
		for (size_t k = 0; k < m->n; k++)
			if (m->edge[i][k] && !m->member[i] && m->member[k] && k != m->last)
				return false;
	return m->member[m->last] && members > 1;
}

static const char *name(struct arena *arena, size_t i)
{
	return arena_printf(arena, "r%zu", i);
}

static const char *append_edges(struct arena *arena, const char *text, const struct model *m, size_t i,
				bool dependencies)
{
	char mark = dependencies ? '+' : '<';
	for (size_t k = 0; k < m->n; k++) {
		if (!m->edge[i][k] || m->is_dependency[i][k] != dependencies)
			continue;
		text = arena_printf(arena, "%s%c%s", text, mark, name(arena, k));
		mark = ',';
	}
	return text;
}

/* What the members name outside of the range. */
static const char *append_outer_edges(struct arena *arena, const char *text, const struct model *m,
				      bool dependencies)
{
	char mark = dependencies ? '+' : '<';
	for (size_t k = 0; k < m->n; k++) {
		bool parent = false, dependency = false;
		for (size_t i = 0; i < m->n; i++) {
			bool names = m->member[i] && m->edge[i][k] && !m->member[k];
			parent = parent || (names && !m->is_dependency[i][k]);
			dependency = dependency || (names && m->is_dependency[i][k]);
		}
		if (dependencies ? parent || !dependency : !parent)
			continue;
		text = arena_printf(arena, "%s%c%s", text, mark, name(arena, k));
		mark = ',';
	}
	return text;
}

static const char *graph_text(struct arena *arena, const struct model *m)
{
	const char *text = "", *squash = "s";
	for (size_t i = 0; i < m->n; i++) {
		text = arena_printf(arena, "%s%s%s", text, i ? " " : "", name(arena, i));
		text = append_edges(arena, text, m, i, false);
		text = append_edges(arena, text, m, i, true);
	}
	squash = append_outer_edges(arena, squash, m, false);
	squash = append_outer_edges(arena, squash, m, true);
	char mark = '=';
	for (size_t i = 0; i < m->n; i++) {
		if (m->member[i])
			squash = arena_printf(arena, "%s%c%s", squash, mark, name(arena, i));
		mark = m->member[i] ? ',' : mark;
	}
	return arena_printf(arena, "%s %s", text, squash);
}

/* The version rows of a set; `row`: what stands for the last of the range. */
static struct rows rows_of_set(struct arena *arena, const struct model *m, const bool set[MOST],
			       const char *row)
{
	const char **items = arena_alloc(arena, m->n, sizeof(*items));
	struct rows rows = { items, 0 };
	for (size_t i = 0; i < m->n; i++) {
		bool is_row = set[i];
		for (size_t k = 0; is_row && k < m->n; k++)
			is_row = !(set[k] && k != i && m->below[k][i]);
		if (is_row)
			items[rows.n++] = i == m->last ? row : name(arena, i);
	}
	return rows;
}

static bool has_row(const struct rows *rows, const char *id)
{
	for (size_t i = 0; i < rows->n; i++)
		if (strcmp(rows->items[i], id) == 0)
			return true;
	return false;
}

static bool same_rows(const struct rows *a, const struct rows *b)
{
	bool same = a->n == b->n;
	for (size_t i = 0; same && i < a->n; i++)
		same = has_row(b, a->items[i]);
	return same;
}

/* Rows while changes are made; each must find the row that it changes. */
static bool change(struct rows *rows, const struct row_change *c)
{
	const char **items = (const char **)rows->items;
	for (size_t i = 0; c->from && i < rows->n; i++) {
		if (strcmp(items[i], c->from) != 0)
			continue;
		items[i] = c->to ? c->to : items[--rows->n];
		return true;
	}
	if (c->from || has_row(rows, c->to))
		return false;
	items[rows->n++] = c->to;
	return true;
}

/* Runs one step on a set, as its script would; false: it would not find what it needs. */
static bool run_step(const struct model *m, bool set[MOST], const struct step *step)
{
	bool is_squash = strcmp(step->revision->id, "s") == 0, up = step->direction == SQLEMBIC_UPGRADE;
	size_t own = is_squash ? m->last : (size_t)atoi(step->revision->id + 1);
	bool after[MOST];
	if (step->adopts)
		return set[m->last];
	memcpy(after, set, sizeof(after));
	for (size_t i = 0; i < m->n; i++) {
		if (is_squash ? !m->member[i] : i != own)
			continue;
		if (set[i] == up)
			return false;
		after[i] = up;
	}
	for (size_t i = 0; i < m->n; i++)
		for (size_t k = 0; after[i] && k < m->n; k++)
			if (m->below[i][k] && !after[k])
				return false;
	memcpy(set, after, sizeof(after));
	return true;
}

struct course {
	const struct model *m;
	bool set[MOST];
	struct rows rows;
};

static struct course begin(struct arena *arena, const struct model *m, const bool set[MOST], const char *row)
{
	struct course c = { .m = m };
	struct rows rows = rows_of_set(arena, m, set, row);
	memcpy(c.set, set, sizeof(c.set));
	c.rows = (struct rows){ arena_alloc(arena, 4 * MOST, sizeof(char *)), rows.n };
	for (size_t i = 0; i < rows.n; i++)
		((const char **)c.rows.items)[i] = rows.items[i];
	return c;
}

static void follow(struct course *c, const struct plan *plan, size_t steps, const char *graph)
{
	for (size_t i = 0; i < steps && i < plan->n; i++) {
		const struct step *step = &plan->steps[i];
		cr_assert(run_step(c->m, c->set, step), "%s: step %s", graph, step->revision->id);
		for (size_t k = 0; k < step->nchanges; k++)
			cr_assert(change(&c->rows, &step->changes[k]), "%s: row of %s", graph,
				  step->revision->id);
	}
}

static void expect_set(const struct course *c, const bool wanted[MOST], struct arena *arena,
		       const char *graph, const char *what)
{
	struct rows rows = rows_of_set(arena, c->m, wanted, "s");
	for (size_t i = 0; i < c->m->n; i++)
		cr_assert_eq(c->set[i], wanted[i], "%s: %s: r%zu", graph, what, i);
	cr_assert(same_rows(&c->rows, &rows), "%s: %s: rows", graph, what);
}

/* To the heads and to one revision, at once and planned anew half way. */
static void check_up(struct plans_fixture *f, struct model *m, const bool set[MOST], const char *row,
		     const char *graph)
{
	bool wanted[MOST];
	size_t to = draw(m, (unsigned)m->n);
	const bool heads = draw(m, 2);
	const char *target = heads ? "heads" : name(&f->arena, to);
	for (size_t i = 0; i < m->n; i++)
		wanted[i] = heads || set[i] || m->below[to][i];
	struct course c = begin(&f->arena, m, set, row), half = c;
	half.rows.items = begin(&f->arena, m, set, row).rows.items;
	struct plan rest;
	cr_assert_eq(plan_upgrade(&f->plan, &f->graph, &c.rows, target, &f->err), 0, "%s to %s: %s", graph,
		     target, f->err.message);
	follow(&c, &f->plan, f->plan.n, graph);
	expect_set(&c, wanted, &f->arena, graph, target);
	cr_assert(same_rows(&c.rows, &f->plan.after), "%s", graph);
	follow(&half, &f->plan, draw(m, (unsigned)f->plan.n + 1), graph);
	cr_assert_eq(plan_rebase(&rest, &f->graph, &half.rows, &f->plan, &f->err), 0, "%s: %s", graph,
		     f->err.message);
	follow(&half, &rest, rest.n, graph);
	expect_set(&half, wanted, &f->arena, graph, "rebase");
}

/* To base, and to one revision and up again. */
static void check_down(struct plans_fixture *f, struct model *m, const bool set[MOST], const char *row,
		       const char *graph)
{
	bool none[MOST] = { false }, all[MOST];
	struct course c = begin(&f->arena, m, set, row), some = c;
	some.rows.items = begin(&f->arena, m, set, row).rows.items;
	for (size_t i = 0; i < m->n; i++)
		all[i] = true;
	cr_assert_eq(plan_downgrade(&f->plan, &f->graph, &c.rows, "base", &f->err), 0, "%s: %s", graph,
		     f->err.message);
	follow(&c, &f->plan, f->plan.n, graph);
	expect_set(&c, none, &f->arena, graph, "base");
	const char *target = name(&f->arena, draw(m, (unsigned)m->n));
	if (plan_downgrade(&f->plan, &f->graph, &some.rows, target, &f->err) < 0)
		return;
	follow(&some, &f->plan, f->plan.n, graph);
	cr_assert_eq(plan_upgrade(&f->plan, &f->graph, &some.rows, "heads", &f->err), 0, "%s: %s", graph,
		     f->err.message);
	follow(&some, &f->plan, f->plan.n, graph);
	expect_set(&some, all, &f->arena, graph, "down and up");
}

Test(fold, every_old_state_comes_to_the_same_revisions_in_random_graphs)
{
	size_t tried = 0;
	for (unsigned seed = 1; seed <= 4000; seed++) {
		struct model m = { .seed = seed * 2654435761u };
		struct plans_fixture f;
		if (!draw_model(&m))
			continue;
		f = (struct plans_fixture){ 0 };
		const char *graph = graph_text(&f.arena, &m);
		cr_assert_eq(graphs_build(&f.graph, &f.arena, graph, &f.err), 0, "%s: %s", graph,
			     f.err.message);
		for (size_t i = 0; i < 6; i++) {
			bool set[MOST];
			draw_closed(&m, set);
			const char *row = draw(&m, 2) ? "s" : name(&f.arena, m.last);
			check_up(&f, &m, set, row, graph);
			check_down(&f, &m, set, row, graph);
		}
		tried++;
		arena_release(&f.arena);
	}
	cr_expect_gt(tried, 500, "%zu", tried);
}
