/* test_schema_filter.c: what two catalogs of a toy driver are compared by: patterns, models, and names that people give. */
#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "schema/filter.h"
#include "schema/rename.h"
#include "schema/write.h"
#include "toy.h"

/* ---- filters ---- */

static bool is_in(const char *pattern, const char *schema, const char *name)
{
	const char *const list[] = { pattern, NULL };
	return filter_matches(&(struct filter){ .include = list }, schema, name);
}

Test(schema_filter, patterns_match_names_with_and_without_schema)
{
	cr_expect(is_in("acc*", NULL, "account"));
	cr_expect(is_in("ACC*T", NULL, "account"));
	cr_expect(is_in("a?c*", "s", "abc"));
	cr_expect(is_in("t_?", NULL, "t_ä"));
	cr_expect(!is_in("t_*??", NULL, "t_ä"));
	cr_expect(is_in("s.*", "s", "abc"));
	cr_expect(!is_in("s.*", "t", "abc"));
	cr_expect(!is_in("acc", NULL, "account"));
	cr_expect(!is_in("*x", NULL, "account"));
	cr_expect(is_in("*a*a*", NULL, "banana"));
	cr_expect(!is_in("", NULL, "a"));
}

static const char *filtered(const struct toy_fact *a, const struct toy_fact *b, const struct filter *filter)
{
	static char text[1024];
	struct catalog from, to, meant;
	struct comparison comparison;
	struct arena arena = { 0 };
	struct sqlembic_error err = { 0 };
	struct sqlembic_buf buf = SQLEMBIC_BUF_INIT;
	toy_load(&from, a);
	toy_load(&to, b);
	if (filter_apply(&meant, &from, &to, filter, &err) == 0 &&
	    compare(&comparison, &from, &meant, NULL, &arena, &err) == 0) {
		for (size_t i = 0; i < comparison.n; i++) {
			if (!compare_is_told(&comparison, &comparison.pairs[i]))
				continue;
			write_difference(&buf, &comparison, &comparison.pairs[i]);
			sqlembic_buf_putc(&buf, ';');
		}
	}
	snprintf(text, sizeof(text), "%s", err.code ? err.message : sqlembic_buf_text(&buf));
	sqlembic_buf_release(&buf);
	arena_release(&arena);
	catalog_release(&from);
	catalog_release(&to);
	catalog_release(&meant);
	return text;
}

Test(schema_filter, what_is_left_out_stays_as_it_is)
{
	const struct toy_fact a[] = { { TOY_TABLE, "keep", "", NULL, NULL, NULL },
				      { TOY_TABLE, "old", "", NULL, NULL, NULL },
				      { TOY_COLUMN, "keep.a", "int", "0:keep", NULL, NULL },
				      { TOY_VIEW, "v", "", NULL, NULL, NULL },
				      TOY_END };
	const struct toy_fact b[] = { { TOY_TABLE, "new", "", NULL, NULL, NULL }, TOY_END };
	const char *const out[] = { "keep", NULL };
	cr_expect_str_eq(filtered(a, b, &(struct filter){ .exclude = out }),
			 "added table 'new';removed table 'old';removed view 'v';");
	cr_expect_str_eq(filtered(a, b, &(struct filter){ .models = true }),
			 "removed table 'keep';added table 'new';removed table 'old';");
	cr_expect_str_eq(filtered(a, b, &(struct filter){ .include = out }), "removed table 'keep';");
}

Test(schema_filter, columns_stand_as_the_database_has_them_where_metadata_is_the_target)
{
	const struct toy_fact a[] = { { TOY_TABLE, "t", "b a", NULL, NULL, NULL },
				      { TOY_COLUMN, "t.b", "int", "0:t", NULL, NULL },
				      { TOY_COLUMN, "t.a", "int", "0:t", NULL, NULL },
				      TOY_END };
	const struct toy_fact other[] = { { TOY_TABLE, "t", "a b", NULL, NULL, NULL },
					  { TOY_COLUMN, "t.a", "int", "0:t", NULL, NULL },
					  { TOY_COLUMN, "t.b", "int", "0:t", NULL, NULL },
					  TOY_END };
	const struct toy_fact more[] = { { TOY_TABLE, "t", "c a b", NULL, NULL, NULL },
					 { TOY_COLUMN, "t.c", "int", "0:t", NULL, NULL },
					 { TOY_COLUMN, "t.a", "int", "0:t", NULL, NULL },
					 { TOY_COLUMN, "t.b", "int", "0:t", NULL, NULL },
					 TOY_END };
	const struct filter models = { .models = true };
	const char *const none[] = { "none", NULL };
	cr_expect_str_eq(filtered(a, other, &models), "");
	cr_expect_str_eq(filtered(a, more, &models), "changed value on table 't';added column 't.c';");
	cr_expect_str_eq(filtered(a, other, &(struct filter){ .exclude = none }),
			 "changed value on table 't';");
}

Test(schema_filter, what_uses_something_left_out_and_missing_is_refused)
{
	const struct toy_fact b[] = { { TOY_TABLE, "out", "", NULL, NULL, NULL },
				      { TOY_VIEW, "v", "", NULL, "0:out", NULL },
				      TOY_END };
	const char *const out[] = { "out", NULL };
	cr_expect_str_eq(
		filtered(toy_empty, b, &(struct filter){ .exclude = out }),
		"view v of the target uses table out, which include_name or exclude_name leaves out and the "
		"database does not have");
}

static bool keeps_all(const struct toy_fact *a, const struct toy_fact *b, const struct filter *filter,
		      bool *is_equal)
{
	struct catalog from, to;
	struct comparison c;
	struct arena arena = { 0 };
	toy_load(&from, a);
	toy_load(&to, b);
	bool keeps = filter_keeps_all(&from, &to, filter);
	cr_assert_eq(compare(&c, &from, &to, NULL, &arena, NULL), 0);
	*is_equal = compare_is_equal(&c);
	arena_release(&arena);
	catalog_release(&from);
	catalog_release(&to);
	return keeps;
}

Test(schema_filter, catalogs_are_equal_where_nothing_is_on_one_side_or_differs)
{
	const struct toy_fact a[] = { { TOY_TABLE, "t", "", NULL, NULL, NULL },
				      { TOY_COLUMN, "t.a", "int", "0:t", NULL, NULL },
				      TOY_END };
	const struct toy_fact b[] = { { TOY_TABLE, "t", "", NULL, NULL, NULL },
				      { TOY_COLUMN, "t.a", "text", "0:t", NULL, NULL },
				      TOY_END };
	const char *const out[] = { "keep", NULL };
	bool is_equal;
	cr_expect(keeps_all(a, a, &(struct filter){ 0 }, &is_equal) && is_equal);
	cr_expect(keeps_all(a, b, &(struct filter){ 0 }, &is_equal) && !is_equal);
	cr_expect(keeps_all(a, toy_empty, &(struct filter){ 0 }, &is_equal) && !is_equal);
	cr_expect(keeps_all(toy_empty, a, &(struct filter){ 0 }, &is_equal) && !is_equal);
	cr_expect(!keeps_all(a, a, &(struct filter){ .exclude = out }, &is_equal));
	cr_expect(!keeps_all(a, a, &(struct filter){ .include = out }, &is_equal));
	cr_expect(!keeps_all(a, a, &(struct filter){ .models = true }, &is_equal));
}

static bool differs_in_print(const char *before, const char *after)
{
	const struct toy_fact a[] = { { TOY_TABLE, "t", "", NULL, NULL, NULL },
				      { TOY_MARK, "t.m", before, "0:t", NULL, NULL },
				      TOY_END };
	const struct toy_fact b[] = { { TOY_TABLE, "t", "!", NULL, NULL, NULL },
				      { TOY_MARK, "t.m", after, "0:t", NULL, NULL },
				      TOY_END };
	struct catalog from, to;
	struct comparison c;
	struct arena arena = { 0 };
	toy_load(&from, a);
	toy_load(&to, b);
	cr_assert_eq(compare(&c, &from, &to, NULL, &arena, NULL), 0);
	bool differs = compare_differs_in_print(&c);
	arena_release(&arena);
	catalog_release(&from);
	catalog_release(&to);
	return differs;
}

Test(schema_filter, a_text_that_one_side_has_not_is_no_matter_of_print)
{
	cr_expect(differs_in_print("x IN (1)", "x = ANY (1)"));
	cr_expect(!differs_in_print("x", "x"));
	cr_expect(!differs_in_print("x", NULL));
	cr_expect(!differs_in_print(NULL, "x"));
}

/* ---- renames ---- */

Test(schema_filter, one_candidate_of_the_same_definition_is_offered)
{
	const struct toy_fact a[] = { { TOY_TABLE, "old", "", NULL, NULL, NULL },
				      { TOY_COLUMN, "old.a", "int", "0:old", NULL, NULL },
				      { TOY_TABLE, "t", "", NULL, NULL, NULL },
				      { TOY_COLUMN, "t.x", "int", "0:t", NULL, NULL },
				      { TOY_COLUMN, "t.p", "text", "0:t", NULL, NULL },
				      TOY_END };
	const struct toy_fact b[] = { { TOY_TABLE, "new", "", NULL, NULL, NULL },
				      { TOY_COLUMN, "new.a", "int", "0:new", NULL, NULL },
				      { TOY_TABLE, "t", "", NULL, NULL, NULL },
				      { TOY_COLUMN, "t.y", "int", "0:t", NULL, NULL },
				      { TOY_COLUMN, "t.q", "text", "0:t", NULL, NULL },
				      { TOY_COLUMN, "t.r", "text", "0:t", NULL, NULL },
				      TOY_END };
	struct catalog from, to;
	struct comparison c;
	struct arena arena = { 0 };
	struct rename *found, asked;
	size_t n;
	toy_load(&from, a);
	toy_load(&to, b);
	cr_assert_eq(compare(&c, &from, &to, NULL, &arena, NULL), 0);
	cr_assert_eq(rename_find(&found, &n, &c, NULL), 0);
	cr_expect_eq(n, 2, "%zu", n);
	cr_expect_str_eq(compare_before(&c, &c.pairs[found[0].old_pair])->identity, "old");
	cr_expect_str_eq(compare_after(&c, &c.pairs[found[0].new_pair])->identity, "new");
	cr_expect_str_eq(compare_before(&c, &c.pairs[found[1].old_pair])->identity, "t.x");
	cr_expect_eq(rename_match(&asked, &c, "t.p", "q", NULL), 0);
	cr_expect_str_eq(compare_after(&c, &c.pairs[asked.new_pair])->identity, "t.q");
	cr_expect_lt(rename_match(&asked, &c, "t.p", "nothing", NULL), 0);
	arena_release(&arena);
	catalog_release(&from);
	catalog_release(&to);
}
