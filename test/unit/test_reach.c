/* test_reach.c: what of a schema scripts can have changed. */
#include <criterion/criterion.h>

#include <stdio.h>
#include <string.h>

#include "config/url.h"
#include "facts.h"
#include "proof/reach.h"

enum { TABLE, KEY, VIEW, KINDS };

static const struct sqlembic_attribute text[] = { { "text", 0 }, { NULL, 0 } };
static const struct sqlembic_kind kinds[KINDS + 1] = {
	[TABLE] = { .name = "table", .attributes = text },
	[KEY] = { .name = "key", .attributes = text },
	[VIEW] = { .name = "view", .attributes = text },
};

static const struct sqlembic_dialect *mysql(void)
{
	struct sqlembic_error err;
	const struct sqlembic_url url = { .dialect = "mysql" };
	return url_engine(&url, &err)->dialect;
}

static void add(struct catalog *out, unsigned kind, const char *name, const char *value, const char *parent)
{
	const unsigned plain = SQLEMBIC_FACT_HOLDS_ROWS | SQLEMBIC_FACT_FOLDED;
	facts_add(out, kind, name, value, parent, kind == TABLE && value ? plain : 0);
}

/* parent <- child <- grandchild; other; "view v" names `seen`, "w" `hinted` in a literal; "opaque" is a table of which not all
 * is in its text. */
static void load(struct catalog *out)
{
	static const char *const keys[][3] = { { "k1", "child", "parent" },
					       { "k2", "grandchild", "child" },
					       { "k3", "orphan", NULL } };
	catalog_init(out, kinds);
	for (const char *const *name =
		     (const char *const[]){ "parent", "child", "grandchild", "orphan", "other", "Upper",
					    "1st", "se\xC3\xA9", "seen", "hinted", NULL };
	     *name; name++)
		add(out, TABLE, *name, "CREATE TABLE", NULL);
	add(out, TABLE, "opaque", NULL, NULL);
	add(out, VIEW, "v", "SELECT `a` FROM `seen`", NULL);
	add(out, VIEW, "w", "SET @s = CONCAT('DELETE FROM hinted', '\xC3\xA9')", NULL);
	struct sqlembic_catalog_sink sink = catalog_sink(out);
	for (size_t i = 0; i < sizeof(keys) / sizeof(keys[0]); i++) {
		add(out, KEY, keys[i][0], "FOREIGN KEY", keys[i][1]);
		cr_assert_eq(sink.edge(sink.payload, keys[i][0], keys[i][1], NULL), 0);
		if (keys[i][2])
			cr_assert_eq(sink.edge(sink.payload, keys[i][0], keys[i][2], NULL), 0);
	}
	cr_assert_eq(catalog_finish(out, NULL), 0);
}

/* The names of what is known behind a statement, sorted. */
static const char *known(const char *sql)
{
	static char names[256];
	struct catalog catalog;
	struct reach reach = { 0 };
	struct arena arena = { 0 };
	load(&catalog);
	reach_add(&reach, sqlembic_tokens_of((struct sqlembic_span){ sql, strlen(sql) }, mysql()->lex));
	reach_add_leading(&reach, &catalog, mysql());
	const bool *flags = reach_find_known(&catalog, &reach, &arena);
	names[0] = '\0';
	for (size_t i = 0; flags && i < catalog.n; i++)
		if (flags[i])
			snprintf(names + strlen(names), sizeof(names) - strlen(names), "%s%s",
				 *names ? " " : "", catalog.entries[i].fact.identity);
	reach_release(&reach);
	catalog_release(&catalog);
	arena_release(&arena);
	return names;
}

Test(reach, a_table_that_nothing_names_is_known)
{
	cr_expect_str_eq(known("CREATE TABLE new (id int)"), "Upper child grandchild other parent");
	cr_expect_str_eq(known("ALTER TABLE `Other` ADD x int"), "Upper child grandchild parent");
	cr_expect_str_eq(known("UPDATE upper, db.other SET x = 1"), "child grandchild parent");
	cr_expect_str_eq(known("UPDATE \"other\" SET x = 1"), "Upper child grandchild parent");
	cr_expect_str_eq(known("INSERT INTO new VALUES ('other') -- other"),
			 "Upper child grandchild other parent");
	cr_expect_str_eq(known("CREATE TABLE new (id int /*! REFERENCES other (id) */)"),
			 "Upper child grandchild parent");
}

Test(reach, keys_lead_to_the_tables_that_have_them)
{
	cr_expect_str_eq(known("DELETE FROM parent"), "Upper other");
	cr_expect_str_eq(known("DELETE FROM child"), "Upper other parent");
	cr_expect_str_eq(known("DELETE FROM grandchild"), "Upper child other parent");
}

Test(reach, what_can_put_statements_together_reaches_everything)
{
	cr_expect_str_eq(known("CALL p()"), "");
	cr_expect_str_eq(known("SELECT f()"), "");
	cr_expect_str_eq(known("PREPARE s FROM @s"), "");
	cr_expect_str_eq(known("EXECUTE IMMEDIATE @s"), "");
	cr_expect_str_eq(known("BEGIN NOT ATOMIC DROP TABLE x; END"), "");
	cr_expect_str_eq(known("CREATE PROCEDURE p() BEGIN EXECUTE s; END"), "");
	cr_expect_str_eq(known("SET STATEMENT max_statement_time = 1 FOR CALL p()"), "");
	cr_expect_str_eq(known("ALTER DATABASE CHARACTER SET latin1"), "");
	cr_expect_str_eq(known("LOAD DATA INFILE 'x' INTO TABLE t"), "");
	cr_expect_str_eq(known("ALTER TABLE t\xC3\xA9 ADD x int"), "");
	cr_expect_str_eq(known("UPDATE t SET a = 'open"), "");
}

Test(reach, what_was_not_read_is_not_known)
{
	struct catalog catalog;
	struct reach reach = { 0 };
	struct arena arena = { 0 };
	load(&catalog);
	struct sqlembic_catalog_sink sink = catalog_sink(&catalog);
	cr_expect(reach_find_known(&catalog, &reach, &arena));
	cr_assert_eq(sink.unread(sink.payload, "table x", NULL), 0);
	cr_expect_not(reach_find_known(&catalog, &reach, &arena));
	catalog_release(&catalog);
	arena_release(&arena);
}
