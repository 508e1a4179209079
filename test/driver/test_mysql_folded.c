/* test_mysql_folded.c: tables that are told without their parts, which are told where somebody needs them. */
#include "mysql_target.h"

#include <criterion/criterion.h>

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "schema/compare.h"
#include "schema/unfold.h"
#include "sqlembic/schema.h"

static void read_catalog(struct catalog *out, const struct mysql_bench *bench, bool folds)
{
	const struct sqlembic_schema *schema = mysql_target.driver->schema;
	const struct sqlembic_scope scope = { .size = sizeof(scope), .folds = folds };
	struct sqlembic_error err = { 0 };
	catalog_init(out, schema->kinds);
	struct sqlembic_catalog_sink sink = catalog_sink(out);
	cr_assert_eq(schema->read(bench->session, &scope, &sink, &err), 0, "%s", err.message);
	cr_assert_eq(catalog_finish(out, &err), 0, "%s", err.message);
}

static void make(const struct mysql_bench *bench, const char *const *statements)
{
	for (size_t i = 0; statements[i]; i++)
		conformance_exec(bench->session, statements[i]);
}

static const struct sqlembic_fact *find_table(const struct catalog *catalog, const char *name)
{
	for (size_t i = 0; i < catalog->n; i++)
		if (strcmp(catalog->kinds[catalog->entries[i].fact.kind].name, "table") == 0 &&
		    strcmp(catalog->entries[i].fact.name, name) == 0)
			return &catalog->entries[i].fact;
	cr_assert_fail("there is no table %s", name);
	return NULL;
}

static bool is_folded(const struct catalog *catalog, const char *name)
{
	return find_table(catalog, name)->flags & SQLEMBIC_FACT_FOLDED;
}

static bool is_same_text(const char *a, const char *b)
{
	return a == b || (a && b && strcmp(a, b) == 0);
}

static bool is_same_fact(const struct sqlembic_fact *a, const struct sqlembic_fact *b, size_t attributes)
{
	bool is = a->kind == b->kind && a->flags == b->flags && a->position == b->position &&
		  is_same_text(a->identity, b->identity) && is_same_text(a->shown, b->shown) &&
		  is_same_text(a->name, b->name) && is_same_text(a->server_id, b->server_id) &&
		  is_same_text(a->parent_id, b->parent_id);
	for (size_t i = 0; is && i < attributes; i++)
		is = is_same_text(a->values[i], b->values[i]);
	return is;
}

static bool is_same_row(const struct catalog_rows *a, const struct catalog_rows *b, size_t i)
{
	size_t n, m;
	const size_t *left = catalog_row(a, i, &n), *right = catalog_row(b, i, &m);
	return n == m && (n == 0 || memcmp(left, right, n * sizeof(*left)) == 0);
}

static void expect_same(const struct catalog *a, const struct catalog *b)
{
	cr_assert_eq(a->n, b->n);
	for (size_t i = 0; i < a->n; i++) {
		const struct sqlembic_fact *fact = &a->entries[i].fact;
		cr_expect(
			is_same_fact(fact, &b->entries[i].fact, catalog_attributes(&a->kinds[fact->kind])) &&
				a->entries[i].parent == b->entries[i].parent &&
				is_same_row(&a->used, &b->used, i) && is_same_row(&a->users, &b->users, i) &&
				is_same_row(&a->parts, &b->parts, i),
			"%s", fact->shown);
	}
}

Test(mysql_folded, parts_are_what_they_are_when_they_are_told_at_once)
{
	static const char *const statements[] = {
		"CREATE TABLE parent (id INT AUTO_INCREMENT PRIMARY KEY, `a``b` INT UNIQUE, `c.d` INT "
		"DEFAULT 7)"
		" COMMENT = 'it''s; \\n) ENGINE=x'",
		"INSERT INTO parent VALUES (41, 1, 1)",
		"CREATE TABLE `chi.ld` (id INT, Name VARCHAR(9) COLLATE utf8mb4_bin NOT NULL DEFAULT 'x, y',"
		" e ENUM('(', ')') COMMENT 'KEY (', up INT, n INT AS (up + 1), s INT AS (id * 2) STORED,"
		" PRIMARY KEY (id, Name), KEY k (Name(3), up), FULLTEXT KEY f (Name),"
		" CONSTRAINT fk FOREIGN KEY (up) REFERENCES parent (id) ON DELETE CASCADE)"
		" DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin",
		"CREATE TABLE parted (a INT NOT NULL, b TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP, KEY "
		"(a)) "
		"PARTITION BY RANGE (a) (PARTITION p0 VALUES LESS THAN (10), PARTITION p1 VALUES LESS THAN "
		"MAXVALUE)",
		"CREATE TABLE checked (a INT CHECK (a > 0), b INT, CONSTRAINT c CHECK (b <> a))",
		"CREATE TABLE twice (a INT, FOREIGN KEY (a) REFERENCES parent (id),"
		" FOREIGN KEY (a) REFERENCES parent (`a``b`))",
		NULL,
	};
	struct mysql_bench bench = mysql_set_up(NULL);
	struct arena arena = { 0 };
	struct comparison c;
	struct catalog whole, folded;
	make(&bench, statements);
	read_catalog(&whole, &bench, false);
	read_catalog(&folded, &bench, true);
	cr_expect_eq(whole.nfolded, 0);
	cr_expect_geq(folded.nfolded, 4);
	cr_assert_eq(compare(&c, &whole, &folded, NULL, &arena, NULL), 0);
	cr_expect(compare_is_equal(&c));
	expect_same(c.from, c.to);
	catalog_release(&whole);
	catalog_release(&folded);
	arena_release(&arena);
	mysql_tear_down(&bench);
}

Test(mysql_folded, parts_of_what_differs_and_of_both_ends_of_its_keys_are_told)
{
	static const char *const statements[] = {
		"CREATE TABLE a (id INT PRIMARY KEY)",
		"CREATE TABLE b (id INT PRIMARY KEY, a INT, FOREIGN KEY (a) REFERENCES a (id))",
		"CREATE TABLE c (id INT PRIMARY KEY, b INT, FOREIGN KEY (b) REFERENCES b (id))",
		"CREATE TABLE d (id INT PRIMARY KEY)",
		NULL,
	};
	struct mysql_bench bench = mysql_set_up(NULL);
	struct arena arena = { 0 };
	struct comparison c;
	struct catalog before, after;
	make(&bench, statements);
	read_catalog(&before, &bench, true);
	cr_expect_eq(before.nfolded, 4);
	read_catalog(&after, &bench, true);
	cr_assert_eq(compare(&c, &before, &after, NULL, &arena, NULL), 0);
	cr_expect(c.from == &before && c.to == &after, "nobody needs their parts");
	cr_expect_neq(unfold_find_parent(c.from, "a.id"), CATALOG_NONE);
	catalog_release(&after);
	conformance_exec(bench.session, "ALTER TABLE a ADD COLUMN n INT");
	read_catalog(&after, &bench, true);
	cr_assert_eq(compare(&c, &before, &after, NULL, &arena, NULL), 0);
	cr_expect_eq(compare_count(&c), 1);
	for (int i = 0; i < 2; i++) {
		const struct catalog *side = i == 0 ? c.from : c.to;
		cr_expect_not(is_folded(side, "a"));
		cr_expect_not(is_folded(side, "b"));
		cr_expect(is_folded(side, "c"));
		cr_expect(is_folded(side, "d"));
		cr_expect_eq(side->nfolded, 2);
		cr_expect_eq(unfold_find_parent(side, "a.id"), CATALOG_NONE);
	}
	catalog_release(&before);
	catalog_release(&after);
	arena_release(&arena);
	mysql_tear_down(&bench);
}

/* Tables that are gone and new are perhaps one under another name, which their columns tell. */
Test(mysql_folded, what_is_gone_and_what_is_new_have_parts)
{
	struct mysql_bench bench = mysql_set_up(NULL);
	struct arena arena = { 0 };
	struct comparison c;
	struct catalog before, between, after;
	conformance_exec(bench.session, "CREATE TABLE a (id INT PRIMARY KEY)");
	read_catalog(&before, &bench, true);
	conformance_exec(bench.session, "CREATE TABLE b (id INT PRIMARY KEY)");
	read_catalog(&between, &bench, true);
	conformance_exec(bench.session, "DROP TABLE a");
	read_catalog(&after, &bench, true);
	cr_assert_eq(compare(&c, &before, &between, NULL, &arena, NULL), 0);
	cr_expect(is_folded(c.to, "b"), "it is made as a whole");
	cr_assert_eq(compare(&c, &before, &after, NULL, &arena, NULL), 0);
	cr_expect_not(is_folded(c.from, "a"));
	cr_expect_not(is_folded(c.to, "b"));
	catalog_release(&before);
	catalog_release(&between);
	catalog_release(&after);
	arena_release(&arena);
	mysql_tear_down(&bench);
}

/* The server keeps a foreign key to what is not there. */
Test(mysql_folded, parts_of_what_has_a_key_to_a_table_that_is_gone_are_told)
{
	struct mysql_bench bench = mysql_set_up(NULL);
	struct arena arena = { 0 };
	struct comparison c;
	struct catalog before, after;
	conformance_exec(bench.session, "CREATE TABLE a (id INT PRIMARY KEY)");
	conformance_exec(bench.session, "CREATE TABLE b (a INT, FOREIGN KEY (a) REFERENCES a (id))");
	conformance_exec(bench.session, "CREATE TABLE d (id INT PRIMARY KEY)");
	read_catalog(&before, &bench, true);
	conformance_exec(bench.session, "SET foreign_key_checks = 0");
	conformance_exec(bench.session, "DROP TABLE a");
	read_catalog(&after, &bench, true);
	cr_assert_eq(compare(&c, &before, &after, NULL, &arena, NULL), 0);
	for (int i = 0; i < 2; i++) {
		cr_expect_not(is_folded(i == 0 ? c.from : c.to, "b"));
		cr_expect(is_folded(i == 0 ? c.from : c.to, "d"));
	}
	catalog_release(&before);
	catalog_release(&after);
	arena_release(&arena);
	mysql_tear_down(&bench);
}

Test(mysql_folded, tables_whose_columns_others_need_are_not_folded)
{
	struct mysql_bench bench = mysql_set_up(NULL);
	struct sqlembic_error err = { 0 };
	struct catalog catalog;
	conformance_exec(bench.session, "CREATE TABLE fired (a INT)");
	conformance_exec(bench.session, "CREATE TABLE plain (a INT)");
	conformance_exec(bench.session, "CREATE TRIGGER g BEFORE INSERT ON fired FOR EACH ROW SET NEW.a = 1");
	read_catalog(&catalog, &bench, true);
	cr_expect_not(is_folded(&catalog, "fired"));
	cr_expect(is_folded(&catalog, "plain"));
	catalog_release(&catalog);
	if (conformance_try(bench.session, "CREATE SEQUENCE s", &err) == 0) {
		conformance_exec(bench.session, "CREATE TABLE n (a INT DEFAULT nextval(s))");
		conformance_exec(bench.session, "CREATE TABLE l (a INT DEFAULT lastval(s))");
		read_catalog(&catalog, &bench, true);
		cr_expect_not(is_folded(&catalog, "n"));
		cr_expect_not(is_folded(&catalog, "l"));
		catalog_release(&catalog);
	}
	mysql_tear_down(&bench);
}
