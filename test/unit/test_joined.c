/* test_joined.c: whether the transactions of a script may be run as one. */
#include <criterion/criterion.h>

#include <string.h>

#include "config/url.h"
#include "proof/joined.h"

static const struct sqlembic_dialect *postgresql(void)
{
	struct sqlembic_error err;
	const struct sqlembic_url url = { .dialect = "postgresql" };
	return url_engine(&url, &err)->dialect;
}

static bool joins(const char *script)
{
	struct sqlembic_error err = { 0 };
	struct joined joined = { 0 };
	struct statement statement;
	struct scan *scan = scan_open(postgresql(), "script.sql", NULL, NULL);
	int rc;
	cr_assert_not_null(scan);
	scan_begin_text(scan, "script.sql", (struct sqlembic_span){ script, strlen(script) });
	while ((rc = scan_next(scan, &statement, &err)) > 0)
		joined_add(&joined, postgresql(), &statement);
	cr_assert_eq(rc, 0, "%s", err.message);
	scan_close(scan);
	return !joined.is_apart;
}

Test(joined, transactions_that_commit_may_be_one)
{
	cr_expect(joins("CREATE TABLE t (x int); DROP TABLE u;"));
	cr_expect(joins("BEGIN; CREATE TABLE t (x int); COMMIT; BEGIN WORK; DROP TABLE u; END;"));
	cr_expect(joins("START TRANSACTION; DROP TABLE t; COMMIT AND CHAIN; DROP TABLE u; COMMIT;"));
	cr_expect_not(joins("BEGIN; DROP TABLE t; ROLLBACK;"));
	cr_expect_not(joins("BEGIN; BEGIN; DROP TABLE t; COMMIT;"));
	cr_expect_not(joins("DROP TABLE t; COMMIT;"), "there is none to commit");
	cr_expect_not(joins("BEGIN ISOLATION LEVEL SERIALIZABLE; DROP TABLE t; COMMIT;"));
	cr_expect_not(joins("BEGIN; DROP TABLE t; PREPARE TRANSACTION 'a';"));
}

Test(joined, what_ends_with_its_transaction)
{
	cr_expect_not(joins("BEGIN; SET LOCAL search_path = s; COMMIT;"));
	cr_expect_not(joins("SELECT pg_catalog.\"set_config\"('search_path', 's', true);"));
	cr_expect_not(joins("BEGIN; CREATE TEMP TABLE t (x int) ON COMMIT DROP; COMMIT;"));
	cr_expect_not(joins("BEGIN; DECLARE c CURSOR FOR SELECT 1; COMMIT;"));
	cr_expect_not(joins("BEGIN; SELECT f(); COMMIT; FETCH ALL FROM c;"));
	cr_expect_not(joins("BEGIN; SAVEPOINT a; DROP TABLE t; RELEASE a; COMMIT;"));
	cr_expect_not(joins("DO $$ BEGIN SET LOCAL role = r; END $$;"));
	cr_expect_not(joins("DO $$ BEGIN DELETE FROM t; COMMIT; END $$;"));
	cr_expect_not(joins("BEGIN; CALL p(); COMMIT;"));
}

Test(joined, what_is_looked_at_where_it_ends)
{
	cr_expect_not(joins("CREATE TABLE t (x int UNIQUE DEFERRABLE);"));
	cr_expect_not(joins("CREATE TABLE t (x int UNIQUE INITIALLY DEFERRED);"), "which is deferrable");
}

Test(joined, what_depends_on_the_transaction_that_made_it)
{
	cr_expect_not(joins("BEGIN; ALTER TYPE e ADD VALUE 'b'; COMMIT;"));
	cr_expect_not(joins("DO $$ BEGIN ALTER TYPE e ADD VALUE 'b'; END $$;"));
	cr_expect_not(joins("COPY t FROM stdin (FREEZE);\n1\n\\.\n"));
	cr_expect(joins("COPY t FROM stdin;\n1\n\\.\n"));
	cr_expect(joins("CREATE DOMAIN d AS int CHECK (VALUE > 0);"));
}

Test(joined, what_no_transaction_or_none_but_one_may_hold)
{
	cr_expect_not(joins("CREATE INDEX CONCURRENTLY i ON t (x);"));
	cr_expect_not(joins("VACUUM t;"));
	cr_expect_not(joins("LOCK TABLE t;"));
}

Test(joined, what_asks_which_transaction_it_is)
{
	cr_expect_not(joins("SELECT txid_current();"));
	cr_expect_not(joins("SET default_transaction_read_only = on;"));
	cr_expect_not(joins("DELETE FROM t WHERE at < now();"));
	cr_expect_not(joins(
		"DO $$ BEGIN IF CURRENT_TIMESTAMP > (SELECT at FROM t) THEN DROP TABLE u; END IF; END $$;"));
	cr_expect(joins("CREATE TABLE t (at timestamptz DEFAULT now()); INSERT INTO t VALUES (now());"));
	cr_expect(joins("UPDATE t SET at = CURRENT_TIMESTAMP;"));
}

Test(joined, what_goes_by_another_session)
{
	cr_expect_not(joins("SELECT dblink_exec('dbname=a', 'DROP TABLE t');"));
	cr_expect_not(joins("SELECT \"dblink_exec\"('dbname=a', 'DROP TABLE t');"));
	cr_expect_not(joins("CREATE TABLE \"pg_temp\".t (x int);"));
}
