/* test_graph.c: linking revisions, labels, dependencies, broken graphs, and the cost of putting them in order. */
#include <criterion/criterion.h>

#include <stdlib.h>
#include <string.h>

#include "graphs.h"
#include "graph/walk.h"

/* The manual's example: a branch, its merge, and a branch of its own that depends on the first. */
#define EXAMPLE "1975 ae10<1975 27c6<1975#shop 55af<ae10 3cac#net 109e<3cac 29f8<109e+55af d747<27c6"

static struct graph build(struct arena *arena, const char *text)
{
	struct graph graph;
	struct sqlembic_error err = { 0 };
	cr_assert_eq(graphs_build(&graph, arena, text, &err), 0, "%s: %s", text, err.message);
	return graph;
}

Test(graph, links_both_ways)
{
	struct arena arena = { 0 };
	struct graph g = build(&arena, "d<c,b+x a c<a b<a x#lab y+lab,x");
	const struct revision *d = graph_find(&g, "d"), *a = graph_find(&g, "a"), *x = graph_find(&g, "x");
	cr_expect_str_eq(graphs_ids(&arena, &(struct revision_list){ d->parents, d->nparents }), "c b");
	cr_expect_str_eq(graphs_ids(&arena, &(struct revision_list){ a->children, a->nchildren }), "c b");
	cr_expect_str_eq(graphs_ids(&arena, &(struct revision_list){ x->dependants, x->ndependants }), "d y");
	cr_expect_eq(graph_find(&g, "y")->ndeps, 1, "a label and its revision are one dependency");
	cr_expect_str_eq(graphs_ids(&arena, &g.heads), "d x y");
	cr_expect_str_eq(graphs_ids(&arena, &g.real_heads), "d y");
	cr_expect_str_eq(graphs_ids(&arena, &g.bases), "a x y");
	cr_expect_null(graph_find(&g, "lab"), "a label is no id");
	arena_release(&arena);
}

Test(graph, empty_directory_is_a_graph)
{
	struct arena arena = { 0 };
	struct graph g = build(&arena, "");
	struct revision_list walk;
	cr_expect_eq(walk_all(&walk, &g, NULL), 0);
	cr_expect_eq(walk.n + g.heads.n + g.bases.n, 0);
	arena_release(&arena);
}

Test(graph, walks_one_lineage_after_the_other)
{
	struct arena arena = { 0 };
	struct graph g = build(&arena, EXAMPLE);
	struct revision_list walk;
	cr_assert_eq(walk_all(&walk, &g, NULL), 0);
	cr_expect_str_eq(graphs_ids(&arena, &walk), "29f8 109e 3cac d747 27c6 55af ae10 1975");
	arena_release(&arena);
}

static const char *labels_of(struct arena *arena, const struct graph *g, const char *id)
{
	const struct revision *r = graph_find(g, id);
	const char *text = "";
	for (size_t i = 0; i < r->nall_labels; i++)
		text = arena_printf(arena, "%s%s%s", text, i ? " " : "", r->all_labels[i]);
	return text;
}

Test(graph, labels_spread_along_their_branch)
{
	const struct {
		const char *graph, *id, *labels;
	} cases[] = {
		{ "a b<a#l c<b", "a", "l" },    /* nothing forks: down to the base */
		{ "a b<a#l c<b x<a", "a", "" }, /* a forks: not below b */
		{ "a b<a#l c<b x<a", "c", "l" },
		{ "a b<a#l c<b d<b", "a", "" }, /* b itself forks */
		{ "a b<a c<b#l d+b", "a", "" }, /* a dependant is a fork */
		{ "a b<a#l c<b z+c,b", "b", "l" },
		{ "a#x b#y c<a,b d<c", "d", "x y" },
		{ "a#m b<a#k,c c2<b", "c2", "c k m" },
		{ "a#l b<a c<a d<b,c", "d", "l" }, /* once, over two ways */
	};
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct arena arena = { 0 };
		struct graph g = build(&arena, cases[i].graph);
		cr_expect_str_eq(labels_of(&arena, &g, cases[i].id), cases[i].labels, "%s: %s",
				 cases[i].graph, cases[i].id);
		arena_release(&arena);
	}
}

Test(graph, dependencies_of_ancestors_are_not_repeated)
{
	const struct {
		const char *graph, *id, *reduced_parents;
	} cases[] = {
		{ "x a+x b<a+x", "b", "a" },
		{ "x y a+x b<a+x,y", "b", "a y" },
		{ "x a+x b c<a,b d<c+x", "d", "c" },
		{ "x a b<a+x c<a+x", "c", "a x" }, /* on another branch it counts */
		{ "x b<x+x", "b", "x" },
		{ "x y<x a+x b<a+y", "b", "a y" }, /* only what is named, not what is implied */
	};
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct arena arena = { 0 };
		struct graph g = build(&arena, cases[i].graph);
		const struct revision *r = graph_find(&g, cases[i].id);
		cr_expect_str_eq(graphs_ids(&arena, &(struct revision_list){ r->reduced_parents,
									     r->nreduced_parents }),
				 cases[i].reduced_parents, "%s", cases[i].graph);
		arena_release(&arena);
	}
}

Test(graph, more_shared_dependencies_than_bits_in_a_word)
{
	struct arena arena = { 0 };
	const char *text = "";
	for (int i = 0; i < 150; i++)
		text = arena_printf(&arena, "%s x%d a%d+x%d b%d<a%d+x%d", text, i, i, i, i, i, i);
	struct graph g = build(&arena, text);
	for (int i = 0; i < 150; i++) {
		cr_expect_eq(graph_find(&g, arena_printf(&arena, "a%d", i))->nreduced_parents, 1);
		cr_expect_eq(graph_find(&g, arena_printf(&arena, "b%d", i))->nreduced_parents, 1,
			     "x%d is left out", i);
	}
	arena_release(&arena);
}

Test(graph, broken_graphs_name_revisions_and_files)
{
	const struct {
		const char *graph, *message, *files;
	} cases[] = {
		{ "a b<zz", "Revision zz referenced from b is not present", "" },
		{ "a b<a+zz", "Revision zz referenced from b is not present", "" },
		{ "a a", "Revision a is present more than once", "a: /v/a.up.sql\na: /v/a.up.sql" },
		{ "a#l b#l", "Branch name 'l' in revision b already used by revision a",
		  "a: /v/a.up.sql\nb: /v/b.up.sql" },
		{ "b#a a", "Branch name 'a' in revision b already used by revision a",
		  "a: /v/a.up.sql\nb: /v/b.up.sql" },
		{ "b<b", "Self-loop is detected in revisions (b)", "" },
		{ "a b<a+b", "Dependency self-loop is detected in revisions (b)", "" },
		{ "a b<a c<b,d d<c e<d", "Cycle is detected in revisions (c, d)",
		  "c: /v/c.up.sql\nd: /v/d.up.sql" },
		{ "a b<a+c c<b", "Dependency cycle is detected in revisions (b, c)",
		  "b: /v/b.up.sql\nc: /v/c.up.sql" },
		{ "a b<a,a", "down_revision of b names a twice", "" },
		{ "a@b:", "Character(s) ':, @' not allowed in revision identifier 'a@b:'", "" },
	};
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct arena arena = { 0 };
		struct graph g;
		struct sqlembic_error err = { 0 };
		cr_expect_eq(graphs_build(&g, &arena, cases[i].graph, &err), SQLEMBIC_E_FAILED, "%s",
			     cases[i].graph);
		cr_expect_str_eq(err.message, cases[i].message, "%s", cases[i].graph);
		cr_expect_str_eq(err.detail, cases[i].files, "%s", cases[i].graph);
		cr_expect(strncmp(err.file, "/v/", 3) == 0 && err.line == 3, "%s: %s:%d", cases[i].graph,
			  err.file, err.line);
		cr_expect_eq(graphs_build(&g, &arena, cases[i].graph, NULL), SQLEMBIC_E_FAILED);
		arena_release(&arena);
	}
}

/* ---- cost */

struct shape {
	struct arena arena;
	struct revision *revisions;
	size_t n;
};

static void open_shape(struct shape *s, size_t n)
{
	*s = (struct shape){ .n = n };
	s->revisions = arena_alloc(&s->arena, n, sizeof(*s->revisions));
	for (size_t i = 0; i < n; i++)
		s->revisions[i].id = arena_printf(&s->arena, "r%06zu", i);
}

/* Numbers of revisions as their ids. */
static const char *const *ids_of(struct shape *s, const size_t *indexes, size_t n)
{
	const char **ids = arena_alloc(&s->arena, n, sizeof(*ids));
	for (size_t i = 0; i < n; i++)
		ids[i] = s->revisions[indexes[i]].id;
	return ids;
}

static void set_down(struct shape *s, size_t at, const size_t *down, size_t n)
{
	s->revisions[at].down = ids_of(s, down, n);
	s->revisions[at].ndown = n;
}

static void set_depends(struct shape *s, size_t at, size_t dep)
{
	s->revisions[at].depends = ids_of(s, &dep, 1);
	s->revisions[at].ndepends = 1;
}

static void chain(struct shape *s, size_t from, size_t to)
{
	for (size_t i = from + 1; i < to; i++)
		set_down(s, i, &(size_t){ i - 1 }, 1);
}

static void linear(struct shape *s, size_t n)
{
	open_shape(s, n);
	chain(s, 0, n);
}

/* A branch and its merge, again and again. */
static void ladder(struct shape *s, size_t n)
{
	open_shape(s, n / 3 * 3 + 1);
	for (size_t i = 0; i + 3 < s->n; i += 3) {
		set_down(s, i + 1, &i, 1);
		set_down(s, i + 2, &i, 1);
		set_down(s, i + 3, (size_t[]){ i + 1, i + 2 }, 2);
	}
}

/* Many children of one base, merged in reverse. */
static void fan(struct shape *s, size_t n)
{
	open_shape(s, n);
	size_t *all = arena_alloc(&s->arena, n, sizeof(*all));
	for (size_t i = 1; i + 1 < n; i++) {
		set_down(s, i, &(size_t){ 0 }, 1);
		all[i - 1] = n - 1 - i;
	}
	set_down(s, n - 1, all, n - 2);
}

/* Each revision of one chain depends on one of another chain. */
static void comb(struct shape *s, size_t n)
{
	open_shape(s, n / 2 * 2);
	chain(s, 0, s->n / 2);
	chain(s, s->n / 2, s->n);
	for (size_t i = 0; i < s->n / 2; i++)
		set_depends(s, i, s->n / 2 + i);
}

/* One merge of all revisions of a chain, which are above each other. */
static void nested(struct shape *s, size_t n)
{
	open_shape(s, n);
	size_t *all = arena_alloc(&s->arena, n, sizeof(*all));
	chain(s, 0, n - 1);
	for (size_t i = 0; i + 1 < n; i++)
		all[i] = i;
	set_down(s, n - 1, all, n - 1);
}

/* A long chain below many short lineages: the walk comes back to its lower end after each of them. */
static void returning(struct shape *s, size_t n)
{
	size_t length = n / 2;
	open_shape(s, n);
	chain(s, 0, length);
	size_t *all = arena_alloc(&s->arena, n, sizeof(*all));
	size_t m = 0;
	all[m++] = 0;
	for (size_t i = length; i + 1 < n; i++) {
		set_down(s, i, &(size_t){ length - 1 }, 1);
		all[m++] = i;
	}
	all[m++] = length - 1;
	set_down(s, n - 1, all, m);
}

static size_t cost(void (*make)(struct shape *, size_t), size_t n)
{
	struct shape s;
	struct graph g;
	struct sqlembic_error err = { 0 };
	make(&s, n);
	cr_assert_eq(graph_build(&g, &s.arena, s.revisions, s.n, &err), 0, "%s", err.message);
	bool *todo = arena_alloc(&s.arena, s.n, sizeof(*todo));
	for (size_t i = 0; i < s.n; i++)
		todo[i] = true;
	struct walk walk = {
		.graph = &g, .todo = todo, .scope = todo, .heads = g.real_heads, .scratch = &s.arena
	};
	struct revision_list order;
	cr_assert_eq(walk_order(&order, &walk, &err), 0, "%s", err.message);
	cr_assert_eq(order.n, s.n);
	arena_release(&s.arena);
	return walk.work;
}

Test(graph, cost_of_the_order_grows_with_the_graph)
{
	const struct {
		const char *name;
		void (*make)(struct shape *, size_t);
		size_t each; /* work for each revision, at most */
	} shapes[] = { { "linear", linear, 5 }, { "ladder", ladder, 20 }, { "fan", fan, 60 },
		       { "comb", comb, 40 },    { "nested", nested, 60 }, { "returning", returning, 60 } };
	for (size_t i = 0; i < sizeof(shapes) / sizeof(*shapes); i++) {
		size_t small = cost(shapes[i].make, 2000), large = cost(shapes[i].make, 16000);
		cr_expect_leq(large, 16000 * shapes[i].each, "%s: %zu", shapes[i].name, large);
		cr_expect_leq(large, small * 16, "%s: 8 times the graph, %zu to %zu", shapes[i].name, small,
			      large);
	}
}
