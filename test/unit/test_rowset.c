/* test_rowset.c: a set of version rows that keeps its order. */
#include <criterion/criterion.h>

#include "records/rowset.h"

static struct arena arena;
static struct sqlembic_error err;
static struct rowset *set;

static void start(void)
{
	set = rowset_new(&arena);
	cr_assert(set);
}

static void stop(void)
{
	arena_release(&arena);
}

TestSuite(rowset, .init = start, .fini = stop);

static void expect(const char *const *names, size_t n)
{
	const struct rows rows = rowset_rows(set);
	cr_assert_eq(rows.n, n);
	for (size_t i = 0; i < n; i++)
		cr_expect_str_eq(rows.items[i], names[i]);
}

/* A downgrade through a merge of z9 and b2 is two changes of one step. */
Test(rowset, changes_of_one_step_find_the_rows_that_the_step_has_made)
{
	const char *const names[] = { "d4" };
	const struct rows rows = { names, 1 };
	const struct row_change apart[] = { { "d4", "z9" }, { NULL, "b2" } };
	const struct row_change away[] = { { "z9", NULL }, { "b2", "a1" } };
	cr_assert_eq(rowset_fill(set, &rows, &err), 0);
	cr_assert_eq(rowset_change(set, apart, 2, &err), 0);
	expect((const char *const[]){ "b2", "z9" }, 2);
	cr_assert_eq(rowset_change(set, away, 2, &err), 0);
	expect((const char *const[]){ "a1" }, 1);
}

Test(rowset, order_does_not_depend_on_the_order_of_additions)
{
	static const char *const given[] = { "m", "z", "a", "k", "b", "y", "c", "x", "d", "w" };
	static const char *const sorted[] = { "a", "b", "c", "d", "k", "m", "w", "x", "y", "z" };
	const struct rows rows = { given, 10 };
	for (size_t i = 0; i < 10; i++)
		cr_assert_eq(rowset_add(set, given[i], &err), 0);
	cr_assert_eq(rowset_add(set, "k", &err), 0);
	expect(sorted, 10);
	cr_expect(rowset_equals(set, &rows));
	rowset_remove(set, "k");
	rowset_remove(set, "not there");
	cr_expect_not(rowset_equals(set, &rows));
	cr_expect_not(rowset_has(set, "k"));
	cr_expect(rowset_has(set, "z"));
}

/* A table without a primary key can. */
Test(rowset, a_table_that_holds_a_row_twice_is_another_one)
{
	const char *const names[] = { "a", "a" };
	const struct rows rows = { names, 2 };
	cr_assert_eq(rowset_fill(set, &rows, &err), 0);
	cr_expect_not(rowset_equals(set, &rows));
}
