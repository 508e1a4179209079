/* test_says.c: whether a script says that rows of a table will not be what they were. */
#include <criterion/criterion.h>

#include <stdio.h>
#include <string.h>

#include "config/url.h"
#include "proof/says.h"

static const struct sqlembic_dialect *postgresql(void)
{
	struct sqlembic_error err;
	const struct sqlembic_url url = { .dialect = "postgresql" };
	return url_engine(&url, &err)->dialect;
}

static bool says(const char *sql, const char *table)
{
	struct says says = { 0 };
	says_add(&says, postgresql(), (struct sqlembic_span){ sql, strlen(sql) });
	bool said = says_of(&says, postgresql(), table);
	says_release(&says);
	return said;
}

Test(says, statements_that_change_rows_name_their_table)
{
	cr_expect(says("DELETE FROM public.account WHERE id > 1", "account"));
	cr_expect(says("truncate \"account\"", "account"));
	cr_expect(says("ALTER TABLE account DROP COLUMN email", "account"));
	cr_expect(says("INSERT INTO log SELECT 1; UPDATE Account SET x = 1", "account"));
}

Test(says, names_that_are_quoted_because_they_have_to_be)
{
	cr_expect(says("DELETE FROM \"a.b\"", "a.b"));
	cr_expect(says("UPDATE public.\"or der\" SET x = 1", "or der"));
	cr_expect(says("ALTER TABLE \"x\"\"y\" DROP COLUMN email", "x\"y"));
	cr_expect(says("DROP TABLE `a.b`", "a.b"));
	cr_expect_not(says("DELETE FROM \"a.bc\"", "a.b"));
	cr_expect_not(says("DELETE FROM a", "a.b"));
}

Test(says, other_tables_and_other_statements_are_not_meant)
{
	cr_expect_not(says("DELETE FROM parent", "child"));
	cr_expect_not(says("DELETE FROM accounts", "account"));
	cr_expect_not(says("ALTER TABLE account ADD COLUMN deleted boolean", "account"));
	cr_expect_not(says("CREATE TABLE account (x integer) -- drop it later", "account"));
}

Test(says, names_that_are_no_plain_words_and_words_in_bodies)
{
	cr_expect(says("DELETE FROM a$b", "a$b"));
	cr_expect(says("DELETE FROM \"1234\"", "1234"));
	cr_expect(says("DELETE FROM \"\303\226l\"", "\303\226l"));
	cr_expect(says("CREATE FUNCTION f() AS $$ DELETE FROM Account $$", "account"));
	cr_expect(says("EXPLAIN DELETE FROM x; PREPARE p AS 'truncate \"or der\"'", "or der"));
	cr_expect_not(says("DELETE FROM x WHERE n = 1234", "123"));
	cr_expect_not(says("DELETE FROM a$b", "a"));
	cr_expect_not(says("DELETE FROM x /* \"account\" */", "account"));
}

Test(says, each_of_many_tables)
{
	struct says says = { 0 };
	char sql[64];
	for (int i = 0; i < 5000; i += 2) {
		(void)snprintf(sql, sizeof(sql), "DROP TABLE t_%d", i);
		says_add(&says, postgresql(), (struct sqlembic_span){ sql, strlen(sql) });
	}
	for (int i = 0; i < 5000; i++) {
		(void)snprintf(sql, sizeof(sql), "T_%d", i);
		cr_assert_eq(says_of(&says, postgresql(), sql), i % 2 == 0);
	}
	says_release(&says);
}

Test(says, what_runs_code_may_mean_any_table)
{
	cr_expect(says("CALL tidy()", "account"));
	cr_expect(says("SELECT tidy()", "account"));
	cr_expect(says("DO $$ begin perform tidy(); end $$", "account"));
}

Test(says, what_only_asks_means_no_table)
{
	cr_expect_not(says("SELECT count(*) FROM account WHERE id IN (1, 2)", "account"));
	cr_expect_not(says("SELECT pg_catalog.set_config('search_path', '', false)", "account"));
	cr_expect_not(says("VALUES (1), (2)", "account"));
	cr_expect_not(says("WITH x AS (SELECT 1) SELECT * FROM x", "account"));
	cr_expect(says("WITH x AS (DELETE FROM account RETURNING id) SELECT * FROM x", "account"));
	cr_expect(says("SELECT my.tidy ( 1 )", "account"));
	cr_expect(says("SELECT \"Tidy\"()", "account"));
}

/* Of statements with a semicolon between them. */
static bool say(const char *sql, const char *table)
{
	struct says says = { 0 };
	for (size_t n; *sql; sql += n + (sql[n] == ';')) {
		n = strcspn(sql, ";");
		says_add(&says, postgresql(), (struct sqlembic_span){ sql, n });
	}
	bool said = says_of(&says, postgresql(), table);
	says_release(&says);
	return said;
}

Test(says, a_view_means_what_it_is_over_where_its_rows_are_changed)
{
	cr_expect_not(say("CREATE OR REPLACE VIEW v AS SELECT replace(a, 'x', '') FROM account", "account"));
	cr_expect_not(say("CREATE VIEW v AS SELECT * FROM account; DELETE FROM w", "account"));
	cr_expect(say("CREATE VIEW v AS SELECT * FROM account; DELETE FROM v", "account"));
	cr_expect(say("CREATE TEMP VIEW s.\"V\" AS TABLE \"big account\"; DELETE FROM \"V\"", "big account"));
	cr_expect(say("CREATE VIEW v AS TABLE account; CREATE VIEW w AS TABLE v; UPDATE w SET a = 1",
		      "account"));
	cr_expect(say("CREATE VIEW w AS TABLE v; CREATE OR REPLACE VIEW v AS TABLE account; TRUNCATE w",
		      "account"));
	cr_expect(say("CREATE OR REPLACE TABLE account (id int)", "account"));
}

static bool says_in(const char *script, const char *table, const char *column)
{
	struct sqlembic_buf comments = SQLEMBIC_BUF_INIT;
	says_add_comments(&comments, (struct sqlembic_span){ script, strlen(script) });
	const bool said = says_in_comment(
		(struct sqlembic_span){ sqlembic_buf_text(&comments), comments.len }, table, column);
	sqlembic_buf_release(&comments);
	return said;
}

Test(says, a_comment_that_loses_data_names_its_table)
{
	cr_expect(says_in("x;\n/* loses data: drops partition `p3` of account (2 rows) */\nALTER TABLE",
			  "account", NULL));
	cr_expect(says_in("-- loses data: or der", "or der", "a"));
	cr_expect(says_in("  # loses data: a\n-- loses data: Account", "account", "a"));
	cr_expect(says_in("/* loses data: key account(a) admits no two rows */", "account", NULL));
	cr_expect(says_in("-- loses data: public.account. All of it.", "account", NULL));
	cr_expect_not(says_in("-- loses data: accounts, my_account\n-- account", "account", NULL));
	cr_expect_not(says_in("-- account loses data:\naccount", "account", NULL));
	cr_expect_not(says_in("INSERT INTO account VALUES ('loses data: account')", "account", NULL));
	cr_expect_not(says_in("-- loses data: ", "account", NULL));
	cr_expect_not(says_in("", "account", NULL));
}

Test(says, a_comment_that_names_a_column_says_nothing_of_others)
{
	const char *born = "x;\n/* loses data: column account.born is rounded (1 row) */\nALTER TABLE";
	cr_expect(says_in(born, "account", "born"));
	cr_expect(says_in(born, "account", "Born"));
	cr_expect_not(says_in(born, "account", "bor"));
	cr_expect_not(says_in(born, "account", "email"));
	cr_expect_not(says_in(born, "account", NULL));
	cr_expect(says_in("-- loses data: drops column a.a.b", "a", "b"));
	cr_expect_not(says_in("-- loses data: drops column a.a.b", "a", "c"));
	cr_expect(says_in("-- loses data: \"or der\".\"a b\"", "or der", "a b"));
	cr_expect_not(says_in("-- loses data: [or der].[a b]", "or der", "c"));
	cr_expect(says_in("-- loses data: t.a, t.b", "t", "b"));
}

Test(says, a_script_that_changes_nothing_says_nothing)
{
	struct says says = { 0 };
	const char *sql = "CREATE INDEX ix ON account (email)";
	says_add(&says, postgresql(), (struct sqlembic_span){ sql, strlen(sql) });
	cr_expect_not(says_anything(&says));
	says_release(&says);
}

Test(says, a_new_name_is_told_with_the_old_one)
{
	static const char *const statements[] = {
		"ALTER TABLE account RENAME TO login",
		"CREATE TABLE account (x integer)",
		"ALTER TABLE \"or der\" RENAME COLUMN x TO parcel",
	};
	struct says says = { 0 };
	for (size_t i = 0; i < sizeof(statements) / sizeof(*statements); i++)
		says_add(&says, postgresql(), (struct sqlembic_span){ statements[i], strlen(statements[i]) });
	cr_expect(says_renames(&says, postgresql(), "account", "login"));
	cr_expect(says_renames(&says, postgresql(), "login", "Account"));
	cr_expect(says_renames(&says, postgresql(), "or der", "parcel"));
	cr_expect_not(says_renames(&says, postgresql(), "account", "parcel"));
	cr_expect_not(says_renames(&says, postgresql(), "account", "log"));
	says_release(&says);
}

static bool drops(const char *sql, const char *schema)
{
	struct says says = { 0 };
	says_add(&says, postgresql(), (struct sqlembic_span){ sql, strlen(sql) });
	bool dropped = says_drops_schema(&says, postgresql(), schema);
	says_release(&says);
	return dropped;
}

Test(says, a_schema_is_dropped_by_its_name)
{
	cr_expect(drops("DROP SCHEMA IF EXISTS stock, \"Old One\" CASCADE", "Old One"));
	cr_expect(drops("drop /* now */ schema stock", "stock"));
	cr_expect_not(drops("DROP SCHEMA stock", "stocks"));
	cr_expect_not(drops("DROP SCHEMA stock", NULL));
	cr_expect_not(drops("DROP TABLE stock.schema", "stock"));
	cr_expect_not(drops("DELETE FROM stock.item", "stock"));
}

static bool may_put(const char *sql)
{
	struct says says = { 0 };
	says_add(&says, postgresql(), (struct sqlembic_span){ sql, strlen(sql) });
	const bool may = says.may_put_rows;
	says_release(&says);
	return may;
}

Test(says, rows_come_of_others_or_of_none)
{
	static const char *const none[] = {
		"CREATE TABLE t (id int GENERATED ALWAYS AS IDENTITY, n int GENERATED ALWAYS AS (1) STORED)",
		"CREATE TABLE p PARTITION OF t FOR VALUES FROM (1) TO (2)",
		"CREATE OR REPLACE FUNCTION f() RETURNS int AS $$ INSERT INTO t VALUES (1) $$ LANGUAGE sql",
		"CREATE TRIGGER x AFTER UPDATE ON t FOR EACH ROW EXECUTE FUNCTION f()",
		"CREATE VIEW v AS SELECT 1",
		"ALTER TABLE t ADD n int NOT NULL",
		"UPDATE t SET n = (SELECT max(n) FROM t)",
		"/* nothing */",
	};
	static const char *const some[] = {
		"INSERT INTO t DEFAULT VALUES",
		"COPY t FROM STDIN",
		"SELECT f()",
		"WITH x AS (SELECT 1) INSERT INTO t SELECT * FROM x",
		"DO $$ BEGIN NULL; END $$",
		"CREATE TABLE t AS SELECT 1 AS n",
		"CREATE TABLE t AS TABLE other",
		"CREATE TABLE t AS VALUES (1)",
		"CREATE TEMP TABLE t AS EXECUTE q",
		"CREATE MATERIALIZED VIEW m AS SELECT 1",
		"CREATE TRIGGER x AFTER UPDATE ON t EXECUTE FUNCTION f()",
		"CREATE RULE r AS ON UPDATE TO t DO ALSO INSERT INTO log DEFAULT VALUES",
		"CREATE EVENT TRIGGER x ON ddl_command_end EXECUTE FUNCTION f()",
		"ALTER SEQUENCE s RESTART WITH 10",
	};
	for (size_t i = 0; i < sizeof(none) / sizeof(*none); i++)
		cr_expect_not(may_put(none[i]), "%s", none[i]);
	for (size_t i = 0; i < sizeof(some) / sizeof(*some); i++)
		cr_expect(may_put(some[i]), "%s", some[i]);
}
