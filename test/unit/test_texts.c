/* test_texts.c: texts that are kept once, by themselves and in catalogs. */
#include <criterion/criterion.h>
#include <stdio.h>

#include "base/texts.h"
#include "schema/catalog.h"

#define MANY 5000

Test(texts, each_is_kept_once)
{
	struct texts texts;
	texts_begin(&texts);
	const char *kept[MANY];
	char text[32];
	for (int i = 0; i < MANY; i++) {
		(void)snprintf(text, sizeof(text), "text %d", i);
		kept[i] = texts_keep(&texts, text);
		cr_assert_str_eq(kept[i], text);
	}
	const size_t total = texts.arena.total;
	for (int i = 0; i < MANY; i++) {
		(void)snprintf(text, sizeof(text), "text %d", i);
		cr_assert_eq(texts_keep(&texts, text), kept[i]);
	}
	cr_assert_str_eq(texts_keep(&texts, ""), "");
	cr_assert_eq(texts.arena.total, total + 1);
	texts_release(&texts);
}

/* ---- catalogs ---- */

static const struct sqlembic_attribute attributes[] = { { "definition", 0 }, { NULL, 0 } };
static const struct sqlembic_kind kinds[] = { { .name = "thing", .attributes = attributes }, { 0 } };

static void load(struct catalog *catalog, struct texts *texts, const char *id, const char *definition)
{
	const char *values[] = { definition }, *names[] = { "relation a", NULL };
	const struct sqlembic_fact fact = { .identity = "public.a",
					    .schema = "public",
					    .name = "a",
					    .shown = "a",
					    .values = values,
					    .server_id = id,
					    .names = names };
	catalog_init(catalog, kinds);
	catalog->texts = texts;
	struct sqlembic_catalog_sink sink = catalog_sink(catalog);
	cr_assert_eq(sink.fact(sink.payload, &fact, NULL), 0);
	cr_assert_eq(catalog_finish(catalog, NULL), 0);
}

/* And lives on when the reading that brought it is forgotten.  What names a thing in one database is of no use to another. */
Test(texts, a_second_reading_of_the_same_adds_none)
{
	struct texts texts;
	struct catalog first, second, other;
	texts_begin(&texts);
	load(&first, &texts, "4711", "one");
	const size_t total = texts.arena.total;
	load(&second, &texts, "815", "one");
	cr_assert_eq(texts.arena.total, total);
	cr_assert_eq(first.entries[0].fact.values[0], second.entries[0].fact.values[0]);
	catalog_release(&first);
	const struct sqlembic_fact *fact = &second.entries[0].fact;
	cr_assert_str_eq(fact->identity, "public.a");
	cr_assert_str_eq(fact->schema, "public");
	cr_assert_str_eq(fact->shown, "a");
	cr_assert_str_eq(fact->values[0], "one");
	cr_assert_str_eq(fact->names[0], "relation a");
	cr_assert_str_eq(fact->server_id, "815");
	load(&other, &texts, "815", "two");
	cr_assert_eq(texts.arena.total, total + sizeof("two"));
	catalog_release(&second);
	catalog_release(&other);
	texts_release(&texts);
}
