/* test_holds.c: whether what was taken as known is what it was. */
#include <criterion/criterion.h>

#include <string.h>

#include "facts.h"
#include "proof/holds.h"

enum { TABLE, COLUMN, KEY, KINDS };

static int unfold(const struct sqlembic_catalog_sink *sink, const struct sqlembic_side *side,
		  const struct sqlembic_fact *fact, struct sqlembic_error *err)
{
	(void)sink, (void)side, (void)fact, (void)err;
	return 0;
}

static const struct sqlembic_attribute text[] = { { "text", 0 }, { NULL, 0 } };
static const struct sqlembic_kind kinds[KINDS + 1] = {
	[TABLE] = { .name = "table", .attributes = text, .unfold = unfold },
	[COLUMN] = { .name = "column", .attributes = text },
	[KEY] = { .name = "key", .attributes = text },
};

/* Tables a, with a key, and b; NULL: without the key. */
static void load(struct catalog *out, const char *a, const char *b, const char *key, unsigned flags)
{
	catalog_init(out, kinds);
	facts_add(out, TABLE, "a", a, NULL, SQLEMBIC_FACT_HOLDS_ROWS | flags);
	facts_add(out, TABLE, "b", b, NULL, SQLEMBIC_FACT_HOLDS_ROWS | SQLEMBIC_FACT_FOLDED);
	if (key)
		facts_add(out, KEY, "a.k", key, "a", 0);
	cr_assert_eq(catalog_finish(out, NULL), 0);
}

/* Whether table a is, after it was "one" with the key "k". */
static bool holds(const char *a, const char *b, const char *key, unsigned flags)
{
	static const bool only_a[] = { true, false, false };
	struct catalog was, is;
	load(&was, "one", "two", "k", SQLEMBIC_FACT_FOLDED | CATALOG_FACT_TAKEN);
	load(&is, a, b, key, flags);
	const bool result = holds_tables(&was, only_a, &is);
	catalog_release(&was);
	catalog_release(&is);
	return result;
}

Test(holds, a_table_is_what_it_was_with_its_parts)
{
	cr_expect(holds("one", "two", "k", SQLEMBIC_FACT_FOLDED));
	cr_expect(holds("one", "three", "k", SQLEMBIC_FACT_FOLDED));
	cr_expect_not(holds("three", "two", "k", SQLEMBIC_FACT_FOLDED));
	cr_expect_not(holds("one", "two", "other", SQLEMBIC_FACT_FOLDED));
	cr_expect_not(holds("one", "two", NULL, SQLEMBIC_FACT_FOLDED));
	cr_expect_not(holds("one", "two", "k", 0));
}

/* ---- rows ---- */

/* Two tables with a column each. */
static const char *told[4][4];

static int tell(struct sqlembic_session *session,
		int (*row)(void *payload, const char *const *values, size_t n), void *payload,
		struct sqlembic_error *err)
{
	(void)session;
	(void)err;
	for (size_t i = 0; i < 4; i++)
		if (row(payload, told[i], 4) != 0)
			return SQLEMBIC_E_FAILED;
	return 0;
}

static struct census count(struct texts *texts, const char *rows, const char *a, const char *b)
{
	static const struct sqlembic_schema schema = { .rows = tell };
	const char *const rest[4][4] = { { "0", "a", rows, NULL },
					 { "1", "a.x", rows, a },
					 { "0", "b", "1", NULL },
					 { "1", "b.x", "1", b } };
	struct sqlembic_error err;
	struct census census;
	memcpy(told, rest, sizeof(told));
	cr_assert_eq(census_take(&census, &schema, NULL, texts, &err), 0);
	return census;
}

static bool rows_hold(const char *rows, const char *a, const char *b)
{
	static const bool only_a[] = { true, false, false };
	struct texts texts;
	struct catalog of;
	struct sqlembic_error err;
	bool result = false;
	texts_begin(&texts);
	load(&of, "one", "two", "k", SQLEMBIC_FACT_FOLDED);
	struct census was = count(&texts, "1", "17", "4"), is = count(&texts, rows, a, b);
	cr_expect_eq(holds_rows(&result, &of, only_a, &was, &is, &err), 0);
	census_release(&was);
	census_release(&is);
	catalog_release(&of);
	texts_release(&texts);
	return result;
}

Test(holds, rows_are_as_many_and_have_the_values_that_they_had)
{
	cr_expect(rows_hold("1", "17", "4"));
	cr_expect(rows_hold("1", "17", "5"));
	cr_expect_not(rows_hold("1", "18", "4"));
	cr_expect_not(rows_hold("2", "17", "4"));
}
