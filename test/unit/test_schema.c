/* test_schema.c: two catalogs of a toy driver become ordered statements. */
#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "schema/action.h"
#include "toy.h"

/* The statements from one list to the other, a line each; or the error. */
static const char *way(const struct toy_fact *a, const struct toy_fact *b)
{
	static char text[4096];
	struct catalog from, to;
	struct comparison comparison;
	struct action_list actions;
	struct arena arena = { 0 };
	struct sqlembic_error err = { 0 };
	toy_load(&from, a);
	toy_load(&to, b);
	int rc = compare(&comparison, &from, &to, NULL, &arena, &err);
	rc = rc == 0 ? fate_decide(&comparison, &err) : rc;
	rc = rc == 0 ? arrange(&actions, &comparison, &err) : rc;
	snprintf(text, sizeof(text), "%s", err.message);
	for (size_t i = 0, used = 0; rc == 0 && i < actions.n; i++)
		used += (size_t)snprintf(
			text + used, sizeof(text) - used, "%s%s%s", i ? "\n" : "",
			i > 0 && actions.items[i]->segment != actions.items[i - 1]->segment ? "--\n" : "",
			actions.items[i]->sql);
	arena_release(&arena);
	catalog_release(&from);
	catalog_release(&to);
	return text;
}

#define CHECK(a, b, want) cr_expect_str_eq(way(a, b), want)

static const struct toy_fact view_on_column[] = {
	{ TOY_TABLE, "t", "", NULL, NULL, NULL },
	{ TOY_COLUMN, "t.a", "int", "0:t", NULL, NULL },
	{ TOY_VIEW, "v", "1", NULL, "1:t.a", NULL },
	{ TOY_VIEW, "a_over_v", "1", NULL, "2:v", NULL },
	{ TOY_COMMENT, "on a_over_v", "hello", "2:a_over_v", NULL, NULL },
	TOY_END,
};

Test(schema, what_uses_comes_behind_what_it_uses)
{
	CHECK(toy_empty, view_on_column,
	      "create table t a\ncreate view v\ncreate view a_over_v\ncreate comment on a_over_v");
	CHECK(view_on_column, toy_empty, "drop view a_over_v\ndrop view v\ndrop table t");
	CHECK(view_on_column, view_on_column, "");
}

Test(schema, views_that_hold_a_column_are_made_again_with_what_is_on_them)
{
	const struct toy_fact wider[] = {
		{ TOY_TABLE, "t", "", NULL, NULL, NULL },
		{ TOY_COLUMN, "t.a", "bigint", "0:t", NULL, NULL },
		{ TOY_VIEW, "v", "1", NULL, "1:t.a", NULL },
		{ TOY_VIEW, "a_over_v", "1", NULL, "2:v", NULL },
		{ TOY_COMMENT, "on a_over_v", "hello", "2:a_over_v", NULL, NULL },
		TOY_END,
	};
	CHECK(view_on_column, wider,
	      "drop view a_over_v\ndrop view v\nalter column t.a\ncreate view v\ncreate view a_over_v\n"
	      "create comment on a_over_v");
}

Test(schema, a_new_column_of_a_kept_table_has_its_own_statement)
{
	const struct toy_fact a[] = { { TOY_TABLE, "t", "", NULL, NULL, NULL }, TOY_END };
	const struct toy_fact b[] = { { TOY_TABLE, "t", "", NULL, NULL, NULL },
				      { TOY_COLUMN, "t.a", "int", "0:t", NULL, NULL },
				      { TOY_INDEX, "i", "t(a)", "0:t", "1:t.a", NULL },
				      TOY_END };
	CHECK(a, b, "create column t.a\ncreate index i");
	CHECK(b, a, "drop index i\ndrop column t.a");
}

Test(schema, a_table_made_anew_gets_its_indexes_back)
{
	const struct toy_fact a[] = { { TOY_TABLE, "t", "", NULL, NULL, NULL },
				      { TOY_INDEX, "i", "t(a)", "0:t", NULL, NULL },
				      { TOY_INDEX, "gone", "t(b)", "0:t", NULL, NULL },
				      TOY_END };
	const struct toy_fact b[] = { { TOY_TABLE, "t", "!", NULL, NULL, NULL },
				      { TOY_INDEX, "i", "t(a)", "0:t", NULL, NULL },
				      TOY_END };
	CHECK(a, b, "alter table t\ncreate index i");
}

Test(schema, foreign_keys_open_the_loop_of_two_dropped_tables)
{
	const struct toy_fact a[] = { { TOY_TABLE, "s", "", NULL, NULL, NULL },
				      { TOY_TABLE, "t", "", NULL, NULL, NULL },
				      { TOY_FOREIGN_KEY, "s.k", "", "0:s", "0:t", NULL },
				      { TOY_FOREIGN_KEY, "t.k", "", "0:t", "0:s", NULL },
				      TOY_END };
	CHECK(a, toy_empty, "drop key s.k\ndrop key t.k\ndrop table s\ndrop table t");
	CHECK(toy_empty, a, "create table s\ncreate table t\ncreate key s.k\ncreate key t.k");
}

Test(schema, a_loop_is_opened_where_it_is_tied_alone)
{
	const struct toy_fact a[] = { { TOY_TABLE, "s", "", NULL, NULL, NULL },
				      { TOY_TABLE, "t", "", NULL, NULL, NULL },
				      { TOY_TABLE, "u", "", NULL, NULL, NULL },
				      { TOY_FOREIGN_KEY, "s.k", "", "0:s", "0:t", NULL },
				      { TOY_FOREIGN_KEY, "t.k", "", "0:t", "0:s", NULL },
				      { TOY_FOREIGN_KEY, "t.u", "", "0:t", "0:u", NULL },
				      TOY_END };
	CHECK(a, toy_empty, "drop key s.k\ndrop key t.k\ndrop table s\ndrop table t\ndrop table u");
}

/* Each in its place would wait for less. */
Test(schema, keys_of_a_table_that_are_new_are_made_together)
{
	const struct toy_fact a[] = { { TOY_TABLE, "s", "", NULL, NULL, NULL },
				      { TOY_TABLE, "t", "", NULL, NULL, NULL },
				      { TOY_FOREIGN_KEY, "t.b", "", "0:t", "0:s", NULL },
				      { TOY_FOREIGN_KEY, "t.was", "", "0:t", "0:s", "name" },
				      TOY_END };
	const struct toy_fact b[] = { { TOY_TABLE, "s", "", NULL, NULL, NULL },
				      { TOY_TABLE, "t", "", NULL, NULL, NULL },
				      { TOY_TABLE, "u", "", NULL, NULL, NULL },
				      { TOY_FOREIGN_KEY, "s.k", "", "0:s", "0:t", NULL },
				      { TOY_FOREIGN_KEY, "t.a", "", "0:t", "0:s", NULL },
				      { TOY_FOREIGN_KEY, "t.b", "", "0:t", "0:s", NULL },
				      { TOY_FOREIGN_KEY, "t.c", "", "0:t", "0:u", "name" },
				      TOY_END };
	CHECK(toy_empty, a, "create table s\ncreate table t\ncreate key t.b t.was");
	CHECK(a, b, "drop key t.was\ncreate table u\ncreate key s.k\ncreate key t.a t.c");
	CHECK(b, a, "drop key s.k\ndrop key t.a\ndrop key t.c\ndrop table u\ncreate key t.was");
}

Test(schema, a_loop_that_cannot_be_opened_prints_itself)
{
	const struct toy_fact a[] = { { TOY_VIEW, "v", "", NULL, "2:w", NULL },
				      { TOY_VIEW, "w", "", NULL, "2:v", NULL },
				      TOY_END };
	CHECK(toy_empty, a, "no order was found for these statements");
}

Test(schema, tables_that_take_names_from_each_other_are_told_so)
{
	const struct toy_fact a[] = { { TOY_TABLE, "s", "", NULL, NULL, NULL },
				      { TOY_TABLE, "t", "", NULL, NULL, NULL },
				      { TOY_MARK, "s.one", "", "0:s", NULL, "mark one" },
				      { TOY_MARK, "t.two", "", "0:t", NULL, "mark two" },
				      TOY_END };
	const struct toy_fact b[] = { { TOY_TABLE, "s", "", NULL, NULL, NULL },
				      { TOY_TABLE, "t", "", NULL, NULL, NULL },
				      { TOY_MARK, "s.two", "", "0:s", NULL, "mark two" },
				      { TOY_MARK, "t.one", "", "0:t", NULL, "mark one" },
				      TOY_END };
	const struct toy_fact one_way[] = { { TOY_TABLE, "s", "", NULL, NULL, NULL },
					    { TOY_TABLE, "t", "", NULL, NULL, NULL },
					    { TOY_MARK, "t.one", "", "0:t", NULL, "mark one" },
					    TOY_END };
	CHECK(a, b,
	      "no order was found for these statements: one gives up the name 'mark one' to another, and "
	      "takes one "
	      "of that");
	CHECK(a, one_way, "alter table s\nalter table t");
}

Test(schema, a_name_is_freed_before_it_is_taken)
{
	const struct toy_fact a[] = { { TOY_VIEW, "x", "", NULL, NULL, "relation x" }, TOY_END };
	const struct toy_fact b[] = { { TOY_TABLE, "x", "", NULL, NULL, "relation x" }, TOY_END };
	CHECK(a, b, "drop view x\ncreate table x");
	CHECK(b, a, "drop table x\ncreate view x");
}

static const struct toy_fact enum_of_column[] = {
	{ TOY_ENUM, "e", "a,b", NULL, NULL, NULL },
	{ TOY_TABLE, "t", "", NULL, NULL, NULL },
	{ TOY_COLUMN, "t.a", "e", "0:t", "6:e", NULL },
	{ TOY_VIEW, "v", "", NULL, "1:t.a", NULL },
	TOY_END,
};

Test(schema, an_enum_made_anew_reaches_columns_and_the_views_on_them)
{
	struct toy_fact b[5];
	memcpy(b, enum_of_column, sizeof(b));
	b[0].value = "a";
	CHECK(enum_of_column, b,
	      "drop view v\nrenew enum e\nalter column t.a\ncreate view v\ndrop old enum e");
}

Test(schema, what_uses_a_new_value_comes_in_a_later_transaction)
{
	struct toy_fact b[6];
	memcpy(b, enum_of_column, sizeof(enum_of_column));
	b[0].value = "+a,b,c";
	b[4] = (struct toy_fact){ TOY_COMMENT, "c", "c", NULL, "6:e", NULL };
	b[5] = (struct toy_fact)TOY_END;
	CHECK(enum_of_column, b, "add value to e\n--\ncreate comment c");
}

Test(schema, rows_are_never_dropped_by_the_way)
{
	const struct toy_fact a[] = { { TOY_VIEW, "v", "1", NULL, NULL, NULL },
				      { TOY_TABLE, "t", "", NULL, "2:v", NULL },
				      TOY_END };
	const struct toy_fact b[] = { { TOY_VIEW, "v", "2", NULL, NULL, NULL },
				      { TOY_TABLE, "t", "", NULL, "2:v", NULL },
				      TOY_END };
	CHECK(a, b, "table t cannot be dropped and made again, and view v, which it uses, has to be");
	const struct toy_fact c[] = { { TOY_TABLE, "t", "", NULL, NULL, NULL }, TOY_END };
	const struct toy_fact d[] = { { TOY_TABLE, "t", "x", NULL, NULL, NULL }, TOY_END };
	CHECK(c, d, "table t cannot be changed as the target wants it");
}

Test(schema, who_lets_go_is_altered_before_the_drop)
{
	const struct toy_fact a[] = { { TOY_VIEW, "v", "", NULL, NULL, NULL },
				      { TOY_COMMENT, "c", "1", NULL, "2:v", NULL },
				      TOY_END };
	const struct toy_fact b[] = { { TOY_COMMENT, "c", "2", NULL, NULL, NULL }, TOY_END };
	CHECK(a, b, "alter comment c\ndrop view v");
}

/* Ten thousand tables with a view each: every step is linear but for sorting. */
Test(schema, many_objects, .timeout = 60)
{
	enum { N = 10000 };
	static struct toy_fact list[2 * N + 1];
	static char names[2 * N][16], uses[N][16];
	for (size_t i = 0; i < N; i++) {
		snprintf(names[2 * i], 16, "t%zu", i);
		snprintf(names[2 * i + 1], 16, "v%zu", i);
		snprintf(uses[i], 16, "0:t%zu", N - 1 - i);
		list[2 * i] = (struct toy_fact){ TOY_TABLE, names[2 * i], "", NULL, NULL, NULL };
		list[2 * i + 1] = (struct toy_fact){ TOY_VIEW, names[2 * i + 1], "", NULL, uses[i], NULL };
	}
	struct catalog from, to;
	struct comparison c;
	struct action_list actions;
	struct arena arena = { 0 };
	toy_load(&from, toy_empty);
	toy_load(&to, list);
	cr_assert_eq(compare(&c, &from, &to, NULL, &arena, NULL), 0);
	cr_assert_eq(fate_decide(&c, NULL), 0);
	cr_assert_eq(arrange(&actions, &c, NULL), 0);
	cr_expect_eq(actions.n, 2 * N);
	arena_release(&arena);
	catalog_release(&from);
	catalog_release(&to);
}

Test(schema, releases_differ_by_more_than_their_patches)
{
	static const struct {
		long a, b;
		bool same;
	} cases[] = { { 150018, 150003, true },  { 150018, 160018, false }, { 90624, 90603, true },
		      { 101119, 101103, true },  { 101119, 100619, false }, { 80036, 80400, false },
		      { 3040001, 3040001, true } };
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		const struct catalog a = { .side.version = cases[i].a }, b = { .side.version = cases[i].b };
		cr_expect_eq(catalog_is_of_same_release(&a, &b), cases[i].same, "%ld, %ld", cases[i].a,
			     cases[i].b);
	}
}
