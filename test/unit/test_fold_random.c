/* test_fold_random.c: plans through squashes of random graphs: each old state of a database comes to the same revisions. */
#include <criterion/criterion.h>

#include <stdlib.h>
#include <string.h>

#include "graph/fold.h"
#include "graph/plan_goal.h"
#include "plans.h"

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

Test(fold_random, every_old_state_comes_to_the_same_revisions_in_random_graphs)
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
