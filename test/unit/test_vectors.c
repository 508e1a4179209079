/* test_vectors.c: 500 graphs and 9,547 questions with the answers that Alembic gave (test/vectors/README.md). */
#include <criterion/criterion.h>

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "graph/plan.h"
#include "sqlembic/error.h"
#include "graph/walk.h"
#include "graph/plan_show.h"
#include "graph/plan_range.h"

#define VECTORS TEST_DATA "/vectors/alembic.jsonl"

struct question {
	struct arena arena;
	struct graph graph;
	json_t *graph_json, *json; /* the question itself */
	char name[256];
};

static const char **strings(struct question *q, json_t *list, size_t *n)
{
	json_t *ids = json_object_get(q->graph_json, "revisions");
	*n = json_array_size(list);
	const char **out = arena_alloc(&q->arena, *n, sizeof(*out));
	for (size_t i = 0; i < *n; i++) {
		json_t *item = json_array_get(list, i);
		if (json_is_integer(item))
			item = json_array_get(json_array_get(ids, (size_t)json_integer_value(item)), 0);
		out[i] = json_string_value(item);
	}
	return out;
}

static int build(struct question *q, json_t *graph_json, struct sqlembic_error *err)
{
	q->graph_json = graph_json;
	json_t *list = json_object_get(graph_json, "revisions");
	size_t n = json_array_size(list);
	struct revision *revisions = arena_alloc(&q->arena, n, sizeof(*revisions));
	for (size_t i = 0; i < n; i++) {
		json_t *item = json_array_get(list, i);
		struct revision *r = revisions + i;
		r->id = json_string_value(json_array_get(item, 0));
		r->up_path = arena_printf(&q->arena, "/versions/%04zu_%s.up.sql", i, r->id);
		size_t ndown, ndepends, nlabels;
		r->down = strings(q, json_array_get(item, 1), &ndown);
		r->depends = strings(q, json_array_get(item, 2), &ndepends);
		r->labels = strings(q, json_array_get(item, 3), &nlabels);
		r->ndown = (uint32_t)ndown;
		r->ndepends = (uint32_t)ndepends;
		r->nlabels = (uint32_t)nlabels;
	}
	return graph_build(&q->graph, &q->arena, revisions, n, err);
}

static size_t index_at(json_t *list, size_t i)
{
	return (size_t)json_integer_value(json_array_get(list, i));
}

static bool same_order(json_t *want, const struct revision_list *got)
{
	if (json_array_size(want) != got->n)
		return false;
	for (size_t i = 0; i < got->n; i++) {
		if (got->items[i]->index != index_at(want, i))
			return false;
	}
	return true;
}

/* null and "base" in the answers stand for no revision. */
static bool same_revisions(json_t *want, const struct revision_list *got, bool ordered)
{
	size_t n = 0;
	for (size_t i = 0; i < json_array_size(want); i++) {
		if (!json_is_integer(json_array_get(want, i)))
			continue;
		size_t index = index_at(want, i);
		bool found = false;
		for (size_t k = 0; k < got->n && !found; k++)
			found = got->items[k]->index == index && (!ordered || k == n);
		if (!found)
			return false;
		n++;
	}
	return n == got->n;
}

static bool same_ids(struct question *q, json_t *want, const char *const *got, size_t ngot)
{
	size_t n;
	const char **ids = strings(q, want, &n);
	bool same = n == ngot;
	for (size_t i = 0; same && i < n; i++) {
		same = false;
		for (size_t k = 0; k < ngot; k++)
			same = same || strcmp(ids[i], got[k]) == 0;
	}
	return same;
}

static void check_labels(const struct question *q, json_t *want)
{
	for (size_t i = 0; want && i < q->graph.n; i++) {
		const struct revision *r = q->graph.revisions + i;
		char key[24];
		snprintf(key, sizeof(key), "%zu", i);
		json_t *labels = json_object_get(want, key);
		cr_expect_eq(json_array_size(labels), r->nall_labels, "%s: labels of %s", q->name, r->id);
		for (size_t l = 0; l < json_array_size(labels) && l < r->nall_labels; l++)
			cr_expect_str_eq(r->all_labels[l], json_string_value(json_array_get(labels, l)),
					 "%s: labels of %s", q->name, r->id);
	}
}

static void check_load(struct question *q, json_t *load)
{
	const struct {
		const char *key;
		const struct revision_list *list;
	} lists[] = { { "heads", &q->graph.heads },
		      { "real_heads", &q->graph.real_heads },
		      { "bases", &q->graph.bases } };
	for (size_t i = 0; i < sizeof(lists) / sizeof(*lists); i++) {
		json_t *want = json_object_get(load, lists[i].key);
		cr_expect(!want || same_order(want, lists[i].list), "%s: %s", q->name, lists[i].key);
	}
	struct revision_list walk;
	cr_assert_eq(walk_all(&walk, &q->graph, NULL), 0);
	json_t *want = json_object_get(load, "walk");
	cr_expect(!want || same_order(want, &walk), "%s: walk", q->name);
	struct revision_list forks = { arena_alloc(&q->arena, walk.n, sizeof(struct revision *)), 0 };
	for (size_t i = 0; i < walk.n; i++) {
		if (walk.items[i]->nchildren > 1)
			forks.items[forks.n++] = walk.items[i];
	}
	want = json_object_get(load, "branchpoints");
	cr_expect(!want || same_order(want, &forks), "%s: branch points", q->name);
	check_labels(q, json_object_get(load, "labels"));
}

/* Plays the row changes on a copy of the rows.  False when one does not hit exactly one row. */
static bool play(const struct step *step, const char **rows, size_t *n)
{
	for (size_t c = 0; c < step->nchanges; c++) {
		const struct row_change *change = step->changes + c;
		size_t hits = 0, at = *n;
		for (size_t i = 0; i < *n; i++) {
			if (strcmp(rows[i], change->from ? change->from : change->to) == 0) {
				hits++;
				at = i;
			}
		}
		if (hits != (change->from ? 1 : 0))
			return false;
		if (change->to)
			rows[at] = change->to;
		else
			rows[at] = rows[*n - 1];
		if (!change->from)
			(*n)++;
		else if (!change->to)
			(*n)--;
	}
	return true;
}

/* Everything a step needs is applied before it, or nothing that needs it is after it. */
static bool fits(const struct step *step, bool *applied)
{
	const struct revision *r = step->revision;
	bool up = step->direction == SQLEMBIC_UPGRADE;
	if (applied[r->index] == up)
		return false;
	applied[r->index] = up;
	for (size_t i = 0; up && i < r->nparents; i++) {
		if (!applied[r->parents[i]->index])
			return false;
	}
	for (size_t i = 0; up && i < r->ndeps; i++) {
		if (!applied[r->deps[i]->index])
			return false;
	}
	for (size_t i = 0; !up && i < r->nchildren; i++) {
		if (applied[r->children[i]->index])
			return false;
	}
	for (size_t i = 0; !up && i < r->ndependants; i++) {
		if (applied[r->dependants[i]->index])
			return false;
	}
	return true;
}

static void check_steps(struct question *q, const struct plan *plan, const struct rows *from, bool ordered)
{
	json_t *rows_json = json_object_get(q->json, "rows");
	const char **rows = arena_alloc(&q->arena, q->graph.n + from->n, sizeof(*rows));
	size_t n = from->n;
	for (size_t i = 0; i < n; i++)
		rows[i] = from->items[i];
	bool *applied;
	cr_assert_eq(plan_applied(&applied, &q->graph, from, NULL), 0);
	for (size_t i = 0; i < plan->n; i++) {
		cr_expect(play(plan->steps + i, rows, &n), "%s: rows of step %zu", q->name, i + 1);
		if (plan->steps[i].direction != SQLEMBIC_STAMP)
			cr_expect(fits(plan->steps + i, applied), "%s: step %zu is out of order", q->name,
				  i + 1);
		if (ordered && json_is_array(json_array_get(rows_json, i)))
			cr_expect(same_ids(q, json_array_get(rows_json, i), rows, n),
				  "%s: rows after step %zu", q->name, i + 1);
	}
	json_t *final = json_object_get(q->json, "final");
	if (final)
		cr_expect(same_ids(q, final, rows, n), "%s: rows at the end", q->name);
	cr_expect_eq(plan->after.n, n, "%s: number of rows", q->name);
	for (size_t i = 0; i < plan->after.n; i++) {
		bool found = false;
		for (size_t k = 0; k < n; k++)
			found = found || strcmp(plan->after.items[i], rows[k]) == 0;
		cr_expect(found, "%s: row %s", q->name, plan->after.items[i]);
		cr_expect(i == 0 || strcmp(plan->after.items[i - 1], plan->after.items[i]) < 0, "%s: sorted",
			  q->name);
	}
}

static void check_plan(struct question *q, const struct plan *plan, const struct rows *from)
{
	json_t *want = json_object_get(q->json, "plan");
	struct revision_list got = { arena_alloc(&q->arena, plan->n, sizeof(struct revision *)), plan->n };
	for (size_t i = 0; i < plan->n; i++)
		got.items[i] = q->graph.revisions +
			       (plan->steps[i].revision ? plan->steps[i].revision->index : 0);
	bool ordered = !json_object_get(q->json, "order");
	if (want)
		cr_expect(same_revisions(want, &got, ordered), "%s: plan", q->name);
	cr_expect_eq(plan->warning && strstr(plan->warning, "ambiguous"),
		     json_object_get(q->json, "warns") != NULL, "%s: warning", q->name);
	check_steps(q, plan, from, ordered);
}

static int answer(struct question *q, const char *op, struct plan *plan, struct revision_list *list,
		  const struct rows *from, struct sqlembic_error *err)
{
	json_t *to = json_object_get(q->json, "to");
	if (strcmp(op, "upgrade") == 0)
		return plan_upgrade(plan, &q->graph, from, json_string_value(to), err);
	if (strcmp(op, "downgrade") == 0)
		return plan_downgrade(plan, &q->graph, from, json_string_value(to), err);
	if (strcmp(op, "current") == 0)
		return plan_current(list, &q->graph, from, err);
	if (strcmp(op, "show") == 0)
		return plan_show(list, &q->graph, NULL, json_string_value(to), err);
	if (strcmp(op, "history") == 0)
		return plan_range_history(list, &q->graph, NULL,
					  json_string_value(json_object_get(q->json, "range")), err);
	size_t n;
	const char **targets = strings(q, to, &n);
	return plan_stamp(plan, &q->graph, from, targets, n, err);
}

static void check_question(struct question *q)
{
	const char *op = json_string_value(json_object_get(q->json, "op"));
	const char *kind = json_string_value(json_object_get(q->json, "kind"));
	struct rows from = { 0 };
	from.items = strings(q, json_object_get(q->json, "from"), &from.n);
	struct plan plan = { 0 };
	struct revision_list list = { 0 };
	struct sqlembic_error err = { 0 };
	int rc = answer(q, op, &plan, &list, &from, &err);
	bool refused = kind && strcmp(kind, "crash-apply") != 0;
	cr_expect_eq(rc, refused ? SQLEMBIC_E_FAILED : 0, "%s: rc %d %s", q->name, rc, err.message);
	const char *text = json_string_value(json_object_get(q->json, "error"));
	if (refused && text)
		cr_expect_str_eq(err.message, text, "%s", q->name);
	if (refused || rc)
		return;
	if (strcmp(op, "upgrade") == 0 || strcmp(op, "downgrade") == 0 || strcmp(op, "stamp") == 0)
		check_plan(q, &plan, &from);
	else
		cr_expect(same_revisions(json_object_get(q->json, "ids"), &list,
					 !json_object_get(q->json, "order")),
			  "%s: ids", q->name);
}

static void check_cases(struct question *q, json_t *graph_json)
{
	json_t *cases = json_object_get(graph_json, "cases");
	for (size_t i = 0; i < json_array_size(cases); i++) {
		q->json = json_array_get(cases, i);
		char *text = json_dumps(
			json_object_get(q->json, json_object_get(q->json, "to") ? "to" : "range"),
			JSON_ENCODE_ANY);
		snprintf(q->name, sizeof(q->name), "graph %d case %zu %s %s",
			 (int)json_integer_value(json_object_get(graph_json, "n")), i,
			 json_string_value(json_object_get(q->json, "op")), text ? text : "");
		free(text);
		check_question(q);
	}
}

static void check_graph(json_t *graph_json)
{
	struct question q = { 0 };
	struct sqlembic_error err = { 0 };
	json_t *load = json_object_get(graph_json, "load");
	snprintf(q.name, sizeof(q.name), "graph %d",
		 (int)json_integer_value(json_object_get(graph_json, "n")));
	int rc = build(&q, graph_json, &err);
	if (json_object_get(load, "refuse")) {
		cr_expect_eq(rc, SQLEMBIC_E_FAILED, "%s is broken", q.name);
		cr_expect(err.message[0] && strstr(err.file, "/versions/"), "%s: %s names no file", q.name,
			  err.message);
	} else {
		cr_assert_eq(rc, 0, "%s: %s", q.name, err.message);
		check_load(&q, load);
		check_cases(&q, graph_json);
	}
	arena_release(&q.arena);
}

/* Runs all graphs of which the line contains `mark`. */
static void run_kind(const char *mark, size_t expected)
{
	FILE *file = fopen(VECTORS, "r");
	cr_assert_not_null(file, "cannot open %s", VECTORS);
	char *line = NULL;
	size_t size = 0, graphs = 0;
	while (getline(&line, &size, file) > 0) {
		if (!strstr(line, mark))
			continue;
		json_t *graph_json = json_loads(line, 0, NULL);
		cr_assert_not_null(graph_json);
		check_graph(graph_json);
		json_decref(graph_json);
		graphs++;
	}
	free(line);
	fclose(file);
	cr_expect_eq(graphs, expected, "%zu graphs of kind %s", graphs, mark);
}

#define VECTOR_TEST(kind, n)                           \
	Test(vectors, kind)                            \
	{                                              \
		run_kind("\"kind\":\"" #kind "\"", n); \
	}

VECTOR_TEST(linear, 63)
VECTOR_TEST(branched, 63)
VECTOR_TEST(merged, 63)
VECTOR_TEST(labels, 62)
VECTOR_TEST(depends, 62)
VECTOR_TEST(multidep, 62)
VECTOR_TEST(multibase, 50)
VECTOR_TEST(mixed, 50)

Test(vectors, broken_graphs_are_refused)
{
	run_kind("\"kind\":\"broken:", 25);
}
