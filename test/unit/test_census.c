/* test_census.c: how many rows tables have, and what is in their columns, before and after. */
#include <criterion/criterion.h>

#include <string.h>

#include "proof/census.h"

enum { TABLE, COLUMN };

/* What a driver's rows() tells, up to a NULL. */
static const char *const (*told)[4];

static int tell(struct sqlembic_session *session,
		int (*row)(void *payload, const char *const *values, size_t n), void *payload,
		struct sqlembic_error *err)
{
	(void)session;
	(void)err;
	for (size_t i = 0; told[i][0]; i++)
		if (row(payload, told[i], 4) != 0)
			return SQLEMBIC_E_FAILED;
	return 0;
}

static struct texts texts;

static struct census take(const char *const (*rows)[4])
{
	static const struct sqlembic_schema schema = { .rows = tell };
	struct sqlembic_error err;
	struct census census;
	told = rows;
	if (!texts.nslots)
		texts_begin(&texts);
	cr_assert_eq(census_take(&census, &schema, NULL, &texts, &err), 0);
	return census;
}

/* "a(2>1) a.x(2>1) a.y!", in the order in which they are found. */
static void expect_changes(const char *const (*before)[4], const char *const (*after)[4],
			   const char *expected)
{
	struct census was = take(before), is = take(after);
	struct census_walk walk = census_compare(&was, &is);
	struct census_change change;
	struct sqlembic_error err;
	struct sqlembic_buf found = SQLEMBIC_BUF_INIT;
	while (census_next(&walk, &change, &err) > 0) {
		sqlembic_buf_printf(&found, "%s%s", found.len ? " " : "", change.identity);
		cr_expect_eq(change.kind, strchr(change.identity, '.') ? COLUMN : TABLE);
		if (!change.count_now)
			sqlembic_buf_puts(&found, "-");
		else if (strcmp(change.count, change.count_now) != 0)
			sqlembic_buf_printf(&found, "(%s>%s)", change.count, change.count_now);
		if (change.has_other_values)
			sqlembic_buf_puts(&found, "!");
	}
	cr_expect_str_eq(sqlembic_buf_text(&found), expected);
	sqlembic_buf_release(&found);
	census_end(&walk);
	census_release(&was);
	census_release(&is);
	texts_release(&texts);
}

static const char *const two_tables[][4] = {
	{ "0", "b", "2", NULL },  { "1", "b.x", "2", "17" }, { "1", "b.y", "2", "4" },
	{ "0", "ab", "0", NULL }, { "1", "ab.x", "0", "-" }, { NULL },
};

Test(census, the_same_is_no_change)
{
	expect_changes(two_tables, two_tables, "");
}

Test(census, values_of_one_column_alone)
{
	static const char *const after[][4] = {
		{ "0", "b", "2", NULL },  { "1", "b.x", "2", "17" }, { "1", "b.y", "2", "5" },
		{ "0", "ab", "0", NULL }, { "1", "ab.x", "0", "-" }, { NULL },
	};
	expect_changes(two_tables, after, "b.y!");
}

Test(census, rows_that_went_went_from_all_columns)
{
	static const char *const after[][4] = {
		{ "0", "ab", "0", NULL },  { "1", "ab.x", "0", "-" }, { "0", "b", "1", NULL },
		{ "1", "b.x", "1", "17" }, { "1", "b.y", "1", "4" },  { NULL },
	};
	expect_changes(two_tables, after, "b(2>1) b.x(2>1) b.y(2>1)");
}

Test(census, what_is_gone_is_told_and_what_is_new_is_not)
{
	static const char *const after[][4] = {
		{ "0", "b", "2", NULL }, { "1", "b.y", "2", "4" }, { "1", "b.z", "2", "9" },
		{ "0", "c", "1", NULL }, { "1", "c.x", "1", "1" }, { NULL },
	};
	expect_changes(two_tables, after, "b.x- ab- ab.x-");
	expect_changes(two_tables, &two_tables[5], "b- b.x- b.y- ab- ab.x-");
}

Test(census, columns_in_another_order_are_the_same)
{
	static const char *const after[][4] = {
		{ "0", "ab", "0", NULL }, { "1", "ab.x", "0", "-" }, { "0", "b", "2", NULL },
		{ "1", "b.y", "2", "4" }, { "1", "b.x", "2", "17" }, { NULL },
	};
	expect_changes(two_tables, after, "");
}

Test(census, a_table_has_a_digest_of_its_own_or_none)
{
	static const char *const before[][4] = { { "0", "a", "1", "x" },
						 { "1", "a.\"b.c\"", "1", "1" },
						 { NULL } };
	static const char *const after[][4] = { { "0", "a", "1", "y" },
						{ "1", "a.\"b.c\"", "1", "2" },
						{ NULL } };
	expect_changes(before, after, "a! a.\"b.c\"!");
	expect_changes(&two_tables[5], before, "");
}

Test(census, a_table_with_a_point_in_its_name_is_no_column_of_another)
{
	static const char *const tables[][4] = {
		{ "0", "a", "1", NULL },          { "1", "a.b", "1", "1" },
		{ "0", "`a.b`", "2", NULL },      { "1", "`a.b`.c", "2", "2" },
		{ "1", "`a.b`.`c.d`", "2", "2" }, { "0", "a.b", "3", NULL },
		{ "1", "a.b.c", "3", "3" },       { NULL },
	};
	struct census rows = take(tables);
	cr_expect_eq(rows.n, 3);
	cr_expect_eq(rows.tables[1].n, 2);
	cr_expect_eq(rows.ncolumns, 4);
	census_release(&rows);
	texts_release(&texts);
}
