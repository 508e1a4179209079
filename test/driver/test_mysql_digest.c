/* test_mysql_digest.c: catalogs that are read with digests, which are equal exactly where schemas are. */
#include "mysql_target.h"

#include <criterion/criterion.h>

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "schema/compare.h"
#include "sqlembic/schema.h"

#define T(columns) "CREATE TABLE t (" columns ")"

struct digest_case {
	const char *name, *a, *b; /* one statement a line */
	bool is_equal;
};

static void read_digests(struct catalog *out, const char *statements)
{
	const struct sqlembic_schema *schema = mysql_target.driver->schema;
	const struct sqlembic_scope scope = { .size = sizeof(scope), .digests = true };
	struct mysql_bench bench = mysql_set_up(NULL);
	struct sqlembic_error err = { 0 };
	char *copy = strdup(statements), *rest = copy;
	for (char *line; (line = strsep(&rest, "\n"));)
		conformance_exec(bench.session, line);
	free(copy);
	catalog_init(out, schema->kinds);
	out->has_digests = true;
	struct sqlembic_catalog_sink sink = catalog_sink(out);
	cr_assert_eq(schema->read(bench.session, &scope, &sink, &err), 0, "%s", err.message);
	cr_assert_eq(catalog_finish(out, &err), 0, "%s", err.message);
	mysql_tear_down(&bench);
}

static void expect(const struct digest_case *pair)
{
	struct arena arena = { 0 };
	struct comparison c;
	struct catalog a, b;
	read_digests(&a, pair->a);
	read_digests(&b, pair->b);
	cr_assert_eq(compare(&c, &a, &b, NULL, &arena, NULL), 0);
	cr_expect_eq(compare_is_equal(&c), pair->is_equal, "%s", pair->name);
	for (size_t i = 0; i < a.n; i++)
		cr_expect(a.entries[i].parent == CATALOG_NONE, "%s: %s is a part", pair->name,
			  a.entries[i].fact.shown);
	catalog_release(&a);
	catalog_release(&b);
	arena_release(&arena);
}

Test(mysql_digest, digests_differ_where_tables_do)
{
	static const struct digest_case pairs[] = {
		{ "same", T("a int primary key, b int default 1"), T("a int primary key, b int default 1"),
		  true },
		{ "rows and their numbers",
		  T("a int auto_increment primary key") "\nINSERT INTO t VALUES (7), (8)",
		  T("a int auto_increment primary key") " comment = 'c'\nALTER TABLE t comment = ''", true },
		{ "a comment like a number", T("a int") " comment = '\\n) ENGINE=InnoDB AUTO_INCREMENT=7'",
		  T("a int") " comment = '\\n) ENGINE=InnoDB AUTO_INCREMENT=8'", false },
		{ "a comment behind a number",
		  T("a int auto_increment primary key") " comment = 'AUTO_INCREMENT=7'",
		  T("a int auto_increment primary key") " comment = 'AUTO_INCREMENT=8'", false },
		{ "default", T("a int default 1"), T("a int default 2"), false },
		{ "blanks of a default", T("a varchar(9) default 'x y'"), T("a varchar(9) default 'x  y'"),
		  false },
		{ "order of columns", T("a int, b int"), T("b int, a int"), false },
		{ "partitions", T("a int") " PARTITION BY HASH (a) PARTITIONS 2",
		  T("a int") " PARTITION BY HASH (a) PARTITIONS 3", false },
		{ "one table more", T("a int"), T("a int") "\nCREATE TABLE u (a int)", false },
		{ "action of a foreign key",
		  "CREATE TABLE p (i int primary key)\n" T("a int, foreign key (a) references p (i)"),
		  "CREATE TABLE p (i int primary key)\n" T(
			  "a int, foreign key (a) references p (i) on delete cascade"),
		  false },
		{ "view over equal tables", T("a int") "\nCREATE VIEW v AS SELECT a FROM t",
		  T("a int") "\nCREATE VIEW v AS SELECT a + 0 AS a FROM t", false },
	};
	for (size_t i = 0; i < sizeof(pairs) / sizeof(pairs[0]); i++)
		expect(&pairs[i]);
}

/* MariaDB prints the name of the database before a sequence: that of another database has the same digest. */
Test(mysql_digest, the_name_of_the_database_is_no_part_of_a_digest)
{
	static const char schema[] = "CREATE SEQUENCE s\n" T("a int default nextval(s)");
	struct mysql_bench bench = mysql_set_up(NULL);
	struct sqlembic_error err = { 0 };
	bool has_sequences = conformance_try(bench.session, "CREATE SEQUENCE x", &err) == 0;
	mysql_tear_down(&bench);
	if (has_sequences)
		expect(&(struct digest_case){ "sequence", schema, schema, true });
}

static size_t find_shown(const struct catalog *catalog, const char *name)
{
	size_t i = 0;
	while (i < catalog->n && strcmp(catalog->entries[i].fact.name, name) != 0)
		i++;
	return i;
}

static bool mentions(const struct catalog *catalog, const char *user, const char *used)
{
	size_t n;
	const size_t at = find_shown(catalog, user), wanted = find_shown(catalog, used);
	cr_assert(at < catalog->n && wanted < catalog->n, "%s or %s is not there", user, used);
	const size_t *row = catalog_row(&catalog->mentioned, at, &n);
	for (size_t i = 0; i < n; i++)
		if (row[i] == wanted)
			return true;
	return false;
}

Test(mysql_digest, bodies_mention_what_they_name)
{
	struct catalog catalog;
	read_digests(&catalog,
		     "CREATE TABLE 7days (a int)\n"
		     "CREATE TABLE a$b (a int)\n"
		     "CREATE TABLE other (a int)\n"
		     "CREATE FUNCTION f (x int) RETURNS int DETERMINISTIC RETURN x\n"
		     "CREATE FUNCTION g (x int) RETURNS int DETERMINISTIC RETURN x\n"
		     "CREATE PROCEDURE q () SELECT 1\n"
		     "CREATE PROCEDURE p () BEGIN DELETE FROM 7days WHERE 7days.a = f /* of */ (1); "
		     "CALL q; SELECT 'other', 1.5 FROM a$b /* g(1) */; END");
	cr_expect(mentions(&catalog, "p", "7days"));
	cr_expect(mentions(&catalog, "p", "a$b"));
	cr_expect(mentions(&catalog, "p", "f"));
	cr_expect(mentions(&catalog, "p", "q"));
	cr_expect_not(mentions(&catalog, "p", "other"));
	cr_expect_not(mentions(&catalog, "p", "g"));
	catalog_release(&catalog);
}
