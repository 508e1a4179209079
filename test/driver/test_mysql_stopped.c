/* test_mysql_stopped.c: DDL commits: a script can stop behind any of its statements.  From wherever that is, a comparison leads
 * on to the target, and another one back. */
#include "mysql_target.h"

#include <criterion/criterion.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "schema/action.h"
#include "sqlembic/schema.h"

static const struct sqlembic_schema *schema(void)
{
	return mysql_target.driver->schema;
}

static void read_catalog(struct catalog *out, struct sqlembic_session *session)
{
	const struct sqlembic_scope scope = { .size = sizeof(scope) };
	struct sqlembic_error err = { 0 };
	catalog_init(out, schema()->kinds);
	struct sqlembic_catalog_sink sink = catalog_sink(out);
	cr_assert_eq(schema()->read(session, &scope, &sink, &err), 0, "%s %s", err.message, err.detail);
	cr_assert_eq(catalog_finish(out, &err), 0, "%s", err.message);
}

/* One statement a line. */
static struct mysql_bench load(const char *statements)
{
	struct mysql_bench bench = mysql_set_up(NULL);
	char *copy = strdup(statements), *rest = copy;
	for (char *line; (line = strsep(&rest, "\n"));)
		if (*line)
			conformance_exec(bench.session, line);
	free(copy);
	conformance_exec(bench.session, "SET SESSION sql_mode = DEFAULT");
	return bench;
}

/* The statements between two catalogs, and how many differences there are. */
static size_t compare_catalogs(struct action_list *actions, const struct catalog *from,
			       const struct catalog *to, struct arena *arena, const char *name)
{
	struct sqlembic_error err = { 0 };
	struct comparison c;
	cr_assert_eq(compare(&c, from, to, NULL, arena, &err), 0, "%s: %s", name, err.message);
	cr_assert_eq(fate_decide(&c, &err), 0, "%s: %s", name, err.message);
	cr_assert_eq(arrange(actions, &c, &err), 0, "%s: %s: %s", name, err.message, err.detail);
	return compare_count(&c);
}

static void apply(struct sqlembic_session *session, const struct action_list *actions, size_t n,
		  const char *name)
{
	struct sqlembic_error err = { 0 };
	for (size_t i = 0; i < n; i++)
		cr_assert(!actions->items[i]->sql ||
				  conformance_try(session, actions->items[i]->sql, &err) == 0,
			  "%s: %s: %s", name, err.message, actions->items[i]->sql);
	conformance_exec(session, "SET SESSION sql_mode = DEFAULT");
}

/* From where the database is to `to`. */
static void go_on(struct mysql_bench *bench, const struct catalog *to, const char *name, const char *where)
{
	struct arena arena = { 0 };
	struct action_list actions;
	struct catalog is, then;
	read_catalog(&is, bench->session);
	(void)compare_catalogs(&actions, &is, to, &arena, name);
	apply(bench->session, &actions, actions.n, name);
	read_catalog(&then, bench->session);
	struct action_list rest;
	size_t n = compare_catalogs(&rest, &then, to, &arena, name);
	cr_expect_eq(n + rest.n, 0, "%s, %s: %zu differences: %s", name, where, n,
		     rest.n && rest.items[0]->sql ? rest.items[0]->sql : "");
	catalog_release(&is);
	catalog_release(&then);
	arena_release(&arena);
}

struct pair_case {
	const char *name, *a, *b;
};

static void stop_behind(const struct pair_case *pair, const struct action_list *actions, size_t n,
			const struct catalog *from, const struct catalog *to)
{
	struct mysql_bench bench = load(pair->a);
	char where[64];
	(void)snprintf(where, sizeof(where), "stopped behind statement %zu of %zu", n, actions->n);
	apply(bench.session, actions, n, pair->name);
	go_on(&bench, to, pair->name, where);
	go_on(&bench, from, pair->name, "back");
	mysql_tear_down(&bench);
}

static void stop_everywhere(const struct pair_case *pair)
{
	struct arena arena = { 0 };
	struct action_list actions;
	struct catalog from, to;
	struct mysql_bench a = load(pair->a), b = load(pair->b);
	read_catalog(&from, a.session);
	read_catalog(&to, b.session);
	cr_expect_gt(compare_catalogs(&actions, &from, &to, &arena, pair->name), 0, "%s", pair->name);
	for (size_t n = 0; n <= actions.n; n++)
		stop_behind(pair, &actions, n, &from, &to);
	catalog_release(&from);
	catalog_release(&to);
	arena_release(&arena);
	mysql_tear_down(&a);
	mysql_tear_down(&b);
}

#define KEYS                                                                                               \
	"CREATE TABLE p (id INT PRIMARY KEY)\nCREATE TABLE c (id INT PRIMARY KEY, p INT, FOREIGN KEY (p) " \
	"REFERENCES p (id))"

static const struct pair_case pairs[] = {
	{ "types of both ends of a foreign key", KEYS,
	  "CREATE TABLE p (id BIGINT PRIMARY KEY)\nCREATE TABLE c (id INT PRIMARY KEY, p BIGINT, FOREIGN KEY "
	  "(p) REFERENCES p "
	  "(id))" },
	{ "a foreign key with its index", KEYS,
	  "CREATE TABLE p (id INT PRIMARY KEY)\nCREATE TABLE c (id INT PRIMARY KEY, p INT)" },
	{ "a foreign key of the same name", KEYS,
	  "CREATE TABLE p (id INT PRIMARY KEY)\nCREATE TABLE c (id INT PRIMARY KEY, p INT, FOREIGN KEY (p) "
	  "REFERENCES p (id) ON "
	  "DELETE CASCADE)" },
	{ "a table that becomes a view", "CREATE TABLE t (id INT)\nCREATE TABLE u (id INT)",
	  "CREATE TABLE u (id INT)\nCREATE VIEW t AS SELECT id FROM u" },
	{ "columns under views",
	  "CREATE TABLE t (a INT, b INT)\nCREATE VIEW v AS SELECT a, b FROM t\nCREATE VIEW w AS SELECT b "
	  "FROM v",
	  "CREATE TABLE t (a BIGINT, c INT, d INT)\nCREATE VIEW v AS SELECT a, c FROM t\nCREATE VIEW x AS "
	  "SELECT c FROM v" },
	{ "triggers in their order",
	  "CREATE TABLE t (a INT)\nCREATE TRIGGER one BEFORE INSERT ON t FOR EACH ROW SET NEW.a = 1\n"
	  "CREATE TRIGGER two BEFORE INSERT ON t FOR EACH ROW SET NEW.a = 2\n"
	  "CREATE TRIGGER three BEFORE INSERT ON t FOR EACH ROW SET NEW.a = 3",
	  "CREATE TABLE t (a INT)\nCREATE TRIGGER three BEFORE INSERT ON t FOR EACH ROW SET NEW.a = 3\n"
	  "CREATE TRIGGER one BEFORE INSERT ON t FOR EACH ROW BEGIN DECLARE EXIT HANDLER FOR SQLEXCEPTION "
	  "SET NEW.a = 0; SET "
	  "NEW.a = 5; END\n"
	  "CREATE TRIGGER four BEFORE INSERT ON t FOR EACH ROW FOLLOWS three SET NEW.a = 4" },
	{ "the first of two triggers is gone, and their table changes",
	  "CREATE TABLE t (a INT)\nCREATE TRIGGER one BEFORE INSERT ON t FOR EACH ROW SET NEW.a = 1\n"
	  "CREATE TRIGGER two BEFORE INSERT ON t FOR EACH ROW SET NEW.a = 2",
	  "CREATE TABLE t (a BIGINT)\nCREATE TRIGGER two BEFORE INSERT ON t FOR EACH ROW SET NEW.a = 2" },
	{ "a trigger that moves",
	  "CREATE TABLE t (a INT)\nCREATE TABLE u (a INT)\nCREATE TRIGGER tr BEFORE INSERT ON t FOR EACH ROW "
	  "SET NEW.a = 1",
	  "CREATE TABLE u (a INT)\nCREATE TRIGGER tr AFTER DELETE ON u FOR EACH ROW SET @a = OLD.a" },
	{ "routines with settings of their own", "CREATE FUNCTION f() RETURNS INT DETERMINISTIC RETURN 1",
	  "SET sql_mode = 'ANSI_QUOTES'\nCREATE FUNCTION f() RETURNS INT DETERMINISTIC RETURN 2\n"
	  "CREATE PROCEDURE p() BEGIN SELECT \"a\" FROM x; SELECT 2; END" },
	{ "routines that the database had another collation for",
	  "CREATE FUNCTION f(a VARCHAR(3)) RETURNS INT DETERMINISTIC RETURN 1\n"
	  "ALTER DATABASE COLLATE latin1_bin\nCREATE PROCEDURE p(a VARCHAR(3)) SELECT a\n"
	  "ALTER DATABASE COLLATE utf8mb4_general_ci",
	  "ALTER DATABASE COLLATE utf8mb4_bin\nCREATE FUNCTION f(a VARCHAR(3)) RETURNS INT DETERMINISTIC "
	  "RETURN 1\n"
	  "ALTER DATABASE COLLATE utf8mb4_general_ci\nCREATE PROCEDURE p(a VARCHAR(3)) SELECT a" },
};

Test(mysql_stopped, a_script_that_was_stopped_anywhere_is_gone_on_with)
{
	for (size_t i = 0; i < sizeof(pairs) / sizeof(pairs[0]); i++)
		stop_everywhere(&pairs[i]);
}

/* Sequences are MariaDB's. */
Test(mysql_stopped, sequences_of_columns)
{
	static const struct pair_case pair = {
		"sequences", "CREATE SEQUENCE s\nCREATE TABLE t (a INT DEFAULT (NEXT VALUE FOR s))",
		"CREATE SEQUENCE s MAXVALUE 900 CYCLE\nCREATE SEQUENCE r\nCREATE TABLE t (a INT DEFAULT "
		"(NEXT VALUE FOR r))"
	};
	struct sqlembic_session *session = mysql_open_server();
	char *version = conformance_text(session, "SELECT VERSION()");
	if (strstr(version, "MariaDB"))
		stop_everywhere(&pair);
	free(version);
	mysql_target.driver->close(session);
}
