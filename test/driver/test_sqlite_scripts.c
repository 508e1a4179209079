/* test_sqlite_scripts.c: what scripts may do to an SQLite connection, and what is left of it afterwards;
 * the foreign key check. */
#include "sqlite_target.h"

#include <criterion/criterion.h>

#include <stdlib.h>
#include <string.h>

TestSuite(sqlite_scripts, .timeout = 60);

/* Runs statements as one script.  Returns what script_check says; on failure all is rolled back. */
static int script(struct sqlembic_session *s, const char *const *sql, struct sqlembic_error *err)
{
	const struct sqlembic_driver *d = s->driver;
	cr_assert_eq(d->script_begin(s, err), 0);
	conformance_begin(s);
	for (size_t i = 0; sql[i]; i++)
		conformance_exec(s, sql[i]);
	int rc = d->script_check(s, err);
	if (rc == 0) {
		cr_assert_eq(d->reset_path(s, NULL), 0);
		conformance_commit(s);
	} else {
		cr_assert_eq(d->rollback(s, NULL), 0);
	}
	struct sqlembic_error end = { 0 };
	cr_assert_eq(d->script_end(s, &end), 0, "%s", end.message);
	return rc;
}

#define SCRIPT(...)               \
	(const char *const[])     \
	{                         \
		__VA_ARGS__, NULL \
	}

static void passes(struct sqlembic_session *s, const char *const *sql)
{
	struct sqlembic_error err = { 0 };
	cr_assert_eq(script(s, sql, &err), 0, "%s: %s (%s)", sql[0], err.message, err.detail);
}

static void fails(struct sqlembic_session *s, const char *const *sql, const char *said)
{
	struct sqlembic_error err = { 0 };
	cr_assert_eq(script(s, sql, &err), SQLEMBIC_E_FAILED, "%s passed", sql[0]);
	cr_assert_not_null(strstr(err.message, said), "expected \"%s\" in: %s", said, err.message);
}

/* ---- settings ---- */

Test(sqlite_scripts, settings_of_the_connection_are_put_back)
{
	static const struct {
		const char *change, *read;
	} rows[] = {
		{ "PRAGMA automatic_index = OFF", "PRAGMA automatic_index" },
		{ "PRAGMA busy_timeout = 60000", "SELECT 1" },
		{ "PRAGMA cache_size = 17", "PRAGMA cache_size" },
		{ "PRAGMA case_sensitive_like = ON", "SELECT 'a' LIKE 'A'" },
		{ "PRAGMA count_changes = ON", "PRAGMA count_changes" },
		{ "PRAGMA foreign_keys = ON", "PRAGMA foreign_keys" },
		{ "PRAGMA ignore_check_constraints = ON", "PRAGMA ignore_check_constraints" },
		{ "PRAGMA journal_mode = MEMORY", "PRAGMA journal_mode" },
		{ "PRAGMA journal_mode = OFF", "PRAGMA journal_mode" },
		{ "PRAGMA legacy_alter_table = ON", "PRAGMA legacy_alter_table" },
		{ "PRAGMA locking_mode = EXCLUSIVE", "PRAGMA locking_mode" },
		{ "PRAGMA mmap_size = 1048576", "PRAGMA mmap_size" },
		{ "PRAGMA query_only = ON", "PRAGMA query_only" },
		{ "PRAGMA recursive_triggers = ON", "PRAGMA recursive_triggers" },
		{ "PRAGMA reverse_unordered_selects = ON", "PRAGMA reverse_unordered_selects" },
		{ "PRAGMA secure_delete = OFF", "PRAGMA secure_delete" },
		{ "PRAGMA synchronous = OFF", "PRAGMA synchronous" },
		{ "PRAGMA temp_store = MEMORY", "PRAGMA temp_store" },
		{ "PRAGMA trusted_schema = OFF", "PRAGMA trusted_schema" },
		{ "PRAGMA writable_schema = ON", "PRAGMA writable_schema" },
	};
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct sqlembic_url url = { 0 };
		sqlite_target.create(&url);
		struct sqlembic_session *s = conformance_open(&sqlite_target, &url, NULL);
		conformance_exec(s, "CREATE TABLE t (a)");
		char *before = conformance_text(s, rows[i].read);
		/* Without a transaction, as scripts with "transaction: off" are run: some settings need
		 * that. */
		cr_assert_eq(s->driver->script_begin(s, NULL), 0);
		conformance_exec(s, rows[i].change);
		cr_assert_eq(s->driver->script_end(s, NULL), 0);
		char *after = conformance_text(s, rows[i].read);
		cr_assert_str_eq(before, after, "%s: %s before, %s after", rows[i].change, before, after);
		conformance_exec(s, "INSERT INTO t VALUES (1)");
		/* No lock is left behind. */
		struct sqlembic_session *other = conformance_open(&sqlite_target, &url, NULL);
		conformance_begin(other);
		cr_assert_eq(s->driver->begin(s, NULL), SQLEMBIC_E_LOCKED);
		other->driver->close(other);
		s->driver->close(s);
		sqlite_target.drop(&url);
		free(before);
		free(after);
	}
}

Test(sqlite_scripts, what_belongs_to_the_file_stays)
{
	struct sqlembic_url url = { 0 };
	sqlite_target.create(&url);
	struct sqlembic_session *s = conformance_open(&sqlite_target, &url, NULL);
	cr_assert_eq(s->driver->script_begin(s, NULL), 0);
	conformance_exec(s, "PRAGMA journal_mode = WAL");
	conformance_exec(s, "PRAGMA user_version = 42");
	cr_assert_eq(s->driver->script_end(s, NULL), 0);
	char *mode = conformance_text(s, "PRAGMA journal_mode");
	cr_assert_str_eq(mode, "wal");
	free(mode);
	cr_assert_eq(conformance_number(s, "PRAGMA user_version"), 42);
	/* And out of it again. */
	cr_assert_eq(s->driver->script_begin(s, NULL), 0);
	conformance_exec(s, "PRAGMA journal_mode = DELETE");
	cr_assert_eq(s->driver->script_end(s, NULL), 0);
	mode = conformance_text(s, "PRAGMA journal_mode");
	cr_assert_str_eq(mode, "delete");
	free(mode);
	s->driver->close(s);
	sqlite_target.drop(&url);
}

Test(sqlite_scripts, vacuum_runs_outside_a_transaction)
{
	struct sqlembic_url url = { 0 };
	sqlite_target.create(&url);
	struct sqlembic_session *s = conformance_open(&sqlite_target, &url, NULL);
	passes(s, SCRIPT("CREATE TABLE t (a)", "INSERT INTO t VALUES (1)"));
	cr_assert_eq(s->driver->script_begin(s, NULL), 0);
	conformance_exec(s, "VACUUM");
	cr_assert_eq(s->driver->script_check(s, NULL), 0);
	cr_assert_eq(s->driver->script_end(s, NULL), 0);
	struct sqlembic_error err = { 0 };
	conformance_begin(s);
	cr_assert_eq(conformance_try(s, "VACUUM", &err), SQLEMBIC_E_FAILED);
	cr_assert_not_null(strstr(err.message, "transaction"), "%s", err.message);
	s->driver->close(s);
	sqlite_target.drop(&url);
}

Test(sqlite_scripts, a_transaction_left_open_is_reported)
{
	struct sqlembic_session *s = sqlite_open_file(NULL, NULL);
	struct sqlembic_error err = { 0 };
	conformance_exec(s, "CREATE TABLE t (a)");
	cr_assert_eq(s->driver->script_begin(s, NULL), 0);
	conformance_exec(s, "BEGIN");
	conformance_exec(s, "INSERT INTO t VALUES (1)");
	cr_assert_eq(s->driver->script_end(s, &err), SQLEMBIC_E_FAILED);
	cr_assert_not_null(strstr(err.message, "left a transaction open"));
	cr_assert_not(s->driver->in_transaction(s));
	cr_assert_eq(conformance_number(s, "SELECT count(*) FROM t"), 0);
	s->driver->close(s);
}

Test(sqlite_scripts, temporary_objects_do_not_hide_our_tables)
{
	struct sqlembic_session *s = sqlite_open_file(NULL, NULL);
	conformance_exec(s, "CREATE TABLE alembic_version (version_num TEXT)");
	conformance_exec(s, "CREATE TABLE seen (a)");
	cr_assert_eq(s->driver->script_begin(s, NULL), 0);
	conformance_begin(s);
	conformance_exec(s, "CREATE TEMP TABLE alembic_version (version_num TEXT)");
	conformance_exec(s, "CREATE TEMP TABLE \"a \"\"b\" (x)");
	conformance_exec(s, "CREATE TEMP TRIGGER spy AFTER INSERT ON main.alembic_version"
			    " BEGIN INSERT INTO seen VALUES (1); END");
	cr_assert_eq(s->driver->reset_path(s, NULL), 0);
	struct sqlembic_query query = { .sql = "INSERT INTO alembic_version VALUES ('a1')" };
	cr_assert_eq(s->driver->query(s, &query, NULL), 0);
	conformance_commit(s);
	cr_assert_eq(s->driver->script_end(s, NULL), 0);
	cr_assert_eq(conformance_number(s, "SELECT count(*) FROM main.alembic_version"), 1);
	cr_assert_eq(conformance_number(s, "SELECT count(*) FROM seen"), 0);
	s->driver->close(s);
}

/* ---- errors ---- */

Test(sqlite_scripts, errors_carry_the_extended_result_code)
{
	static const struct {
		const char *sql, *detail;
	} rows[] = {
		{ "INSERT INTO t VALUES (1, 1, 1)", "SQLITE_CONSTRAINT_PRIMARYKEY" },
		{ "INSERT INTO t VALUES (2, 1, 1)", "SQLITE_CONSTRAINT_UNIQUE" },
		{ "INSERT INTO t VALUES (2, NULL, 1)", "SQLITE_CONSTRAINT_NOTNULL" },
		{ "INSERT INTO t VALUES (2, 2, -1)", "SQLITE_CONSTRAINT_CHECK" },
		{ "INSERT INTO t VALUES ('x', 2, 1)", "SQLITE_MISMATCH" },
		{ "SELECT nonsense FROM t", "SQLITE_ERROR" },
		{ "SELECT zeroblob(2000000000)", "SQLITE_TOOBIG" },
		{ "ATTACH '/nonexistent/x.db' AS x", "SQLITE_CANTOPEN" },
	};
	struct sqlembic_session *s = sqlite_open_file(NULL, NULL);
	conformance_exec(
		s, "CREATE TABLE t (id INTEGER PRIMARY KEY, u INT NOT NULL UNIQUE, c INT CHECK (c > 0))");
	conformance_exec(s, "INSERT INTO t VALUES (1, 1, 1)");
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct sqlembic_error err = { 0 };
		cr_assert_eq(conformance_try(s, rows[i].sql, &err), SQLEMBIC_E_FAILED);
		cr_assert_eq(strncmp(err.detail, rows[i].detail, strlen(rows[i].detail)), 0, "%s: %s",
			     rows[i].sql, err.detail);
		cr_assert_eq(err.sqlstate[0], '\0');
		cr_assert_neq(err.message[0], '\0');
	}
	s->driver->close(s);
}

Test(sqlite_scripts, the_position_is_a_byte_from_one)
{
	static const struct {
		const char *sql;
		size_t position;
	} rows[] = {
		{ "SELEKT 1", 1 },
		{ "SELECT '\xc3\xa9', nope FROM t", 14 },
		{ "INSERT INTO t (a, b) VALUES (1, 2)", 0 }, /* SQLite does not say where */
		{ "SELECT 1; SELECT 2", 11 },
		{ "SELECT 1 /* ; */ ; -- more\n  ;  SELECT 2", 33 },
	};
	struct sqlembic_session *s = sqlite_open_file(NULL, NULL);
	conformance_exec(s, "CREATE TABLE t (a)");
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct sqlembic_error err = { 0 };
		cr_assert_eq(conformance_try(s, rows[i].sql, &err), SQLEMBIC_E_FAILED, "%s", rows[i].sql);
		cr_assert_eq(err.position, rows[i].position, "%s: %zu (%s)", rows[i].sql, err.position,
			     err.message);
	}
	/* Blanks, comments and empty statements behind a statement are no second one. */
	conformance_exec(s, "SELECT 1 ; ; -- SELECT 2\n/* SELECT 3; */\t\f\r\n");
	conformance_exec(s, "SELECT 1 /* never closed");
	conformance_exec(s, "-- nothing");
	conformance_exec(s, "");
	s->driver->close(s);
}

Test(sqlite_scripts, a_statement_that_ends_the_transaction_is_noticed)
{
	struct sqlembic_session *s = sqlite_open_file(NULL, NULL);
	struct sqlembic_error err = { 0 };
	conformance_exec(s, "CREATE TABLE t (id INTEGER PRIMARY KEY ON CONFLICT ROLLBACK)");
	conformance_begin(s);
	conformance_exec(s, "INSERT INTO t VALUES (1)");
	cr_assert_eq(conformance_try(s, "INSERT INTO t VALUES (1)", &err), SQLEMBIC_E_FAILED);
	cr_assert_not(s->driver->in_transaction(s));
	cr_assert_not_null(strstr(err.detail, "rolled the transaction back"), "%s", err.detail);
	cr_assert_eq(s->driver->rollback(s, NULL), 0);
	s->driver->close(s);
}

/* ---- foreign keys ---- */

/* Tables a and b (refers to a), three rows each. */
static struct sqlembic_session *open_family(struct sqlembic_url *url)
{
	sqlite_target.create(url);
	struct sqlembic_session *s = conformance_open(&sqlite_target, url, NULL);
	passes(s, SCRIPT("CREATE TABLE a (id INTEGER PRIMARY KEY, name TEXT UNIQUE)",
			 "CREATE TABLE b (id INTEGER PRIMARY KEY, a_id INTEGER REFERENCES a (id) ON DELETE "
			 "CASCADE)",
			 "INSERT INTO a VALUES (1, 'x'), (2, 'y'), (3, 'z')",
			 "INSERT INTO b VALUES (1, 1), (2, 2), (3, NULL)"));
	return s;
}

static void close_family(struct sqlembic_session *s, struct sqlembic_url *url)
{
	s->driver->close(s);
	sqlite_target.drop(url);
}

Test(sqlite_scripts, new_violations_fail_whatever_made_them)
{
	static const char *const scripts[][8] = {
		{ "INSERT INTO b VALUES (9, 99)" },
		{ "UPDATE b SET a_id = 99 WHERE id = 1" },
		{ "DELETE FROM a WHERE id = 1" },
		{ "UPDATE a SET id = 10 WHERE id = 1" },
		{ "INSERT OR REPLACE INTO a VALUES (7, 'x')" },
		{ "DROP TABLE a" },
		{ "CREATE TRIGGER tr AFTER UPDATE ON b BEGIN DELETE FROM a; END",
		  "UPDATE b SET id = 11 WHERE id = 1" },
		{ "ALTER TABLE a ADD COLUMN b_id INTEGER REFERENCES b (id) DEFAULT 77" },
		{ "CREATE TABLE c (a_id INTEGER REFERENCES a (id))", "INSERT INTO c VALUES (55)" },
		{ "CREATE TABLE c (a_id INTEGER REFERENCES a (id))", "INSERT INTO c VALUES (55)",
		  "ALTER TABLE c RENAME TO d" },
		{ "CREATE TABLE IF NOT EXISTS a (id INTEGER PRIMARY KEY)", "DELETE FROM a" },
		{ "CREATE TABLE a2 (id INTEGER PRIMARY KEY, name TEXT)",
		  "INSERT INTO a2 SELECT * FROM a WHERE id > 1", "DROP TABLE a",
		  "ALTER TABLE a2 RENAME TO a" },
		{ "PRAGMA legacy_alter_table = ON", "ALTER TABLE a RENAME TO old",
		  "CREATE TABLE a (id INTEGER PRIMARY KEY)", "INSERT INTO a SELECT id FROM old WHERE id > 1",
		  "DROP TABLE old" },
		{ "ALTER TABLE a RENAME TO old", "DROP TABLE old" },
		{ "PRAGMA writable_schema = ON",
		  "UPDATE sqlite_schema SET sql = replace(sql, 'REFERENCES "
		  "a', 'REFERENCES q') WHERE name = 'b'",
		  "PRAGMA writable_schema = RESET" },
		{ "SAVEPOINT sp", "DELETE FROM b", "ROLLBACK TO sp", "DELETE FROM a WHERE id = 2" },
		{ "PRAGMA foreign_keys = OFF", "PRAGMA defer_foreign_keys = ON", "DELETE FROM a" },
	};
	for (size_t i = 0; i < sizeof(scripts) / sizeof(scripts[0]); i++) {
		struct sqlembic_url url = { 0 };
		struct sqlembic_session *s = open_family(&url);
		fails(s, scripts[i], "foreign key violation");
		cr_assert_eq(conformance_number(s, "SELECT count(*) FROM a, b WHERE a.id = a_id"), 2);
		passes(s, SCRIPT("UPDATE b SET a_id = 3"));
		close_family(s, &url);
	}
}

Test(sqlite_scripts, sound_scripts_pass)
{
	static const char *const scripts[][8] = {
		{ "DELETE FROM b", "DELETE FROM a" },
		{ "DELETE FROM a WHERE id = 1", "INSERT INTO a VALUES (1, 'again')" },
		{ "DROP TABLE b", "DROP TABLE a" },
		{ "CREATE TABLE a2 (id INTEGER PRIMARY KEY, name TEXT, more INT)",
		  "INSERT INTO a2 (id, name) SELECT id, name FROM a", "DROP TABLE a",
		  "ALTER TABLE a2 RENAME TO a" },
		{ "ALTER TABLE a RENAME TO aa" },
		{ "ALTER TABLE a RENAME TO aa", "ALTER TABLE b RENAME TO bb", "UPDATE bb SET a_id = 3" },
		{ "ALTER TABLE b ADD COLUMN x TEXT DEFAULT 'x'" },
		{ "INSERT OR REPLACE INTO a VALUES (1, 'x')" },
		{ "CREATE TABLE c (a_id INTEGER REFERENCES later (id))" },
		{ "CREATE INDEX i ON b (a_id)", "DROP INDEX i" },
	};
	for (size_t i = 0; i < sizeof(scripts) / sizeof(scripts[0]); i++) {
		struct sqlembic_url url = { 0 };
		struct sqlembic_session *s = open_family(&url);
		passes(s, scripts[i]);
		close_family(s, &url);
	}
}

Test(sqlite_scripts, old_violations_are_not_blamed_on_the_script)
{
	struct sqlembic_url url = { 0 };
	struct sqlembic_session *s = open_family(&url);
	conformance_exec(s, "INSERT INTO b VALUES (8, 88), (9, 99)");
	passes(s, SCRIPT("UPDATE b SET id = id + 100"));
	passes(s, SCRIPT("DELETE FROM a WHERE id = 3"));
	passes(s, SCRIPT("CREATE TABLE b2 (id INTEGER PRIMARY KEY, a_id INTEGER REFERENCES a (id), n)",
			 "INSERT INTO b2 SELECT id, a_id, 1 FROM b", "DROP TABLE b",
			 "ALTER TABLE b2 RENAME TO b"));
	fails(s, SCRIPT("INSERT INTO b VALUES (10, 1010, 1)"), "adds 1 foreign key violation to table b");
	passes(s, SCRIPT("DELETE FROM b WHERE a_id = 88"));
	fails(s, SCRIPT("UPDATE b SET a_id = 77 WHERE a_id = 1"), "adds 1 foreign key violation to table b");
	close_family(s, &url);
}

Test(sqlite_scripts, old_violations_are_known_after_a_large_transaction)
{
	struct sqlembic_url url = { 0 };
	struct sqlembic_session *s = open_family(&url);
	conformance_exec(s, "INSERT INTO b VALUES (9, 99)");
	passes(s, SCRIPT("CREATE TABLE fat (x)",
			 "INSERT INTO fat WITH RECURSIVE c (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c "
			 "LIMIT 50000)"
			 " SELECT printf('%0200d', n) FROM c",
			 "UPDATE b SET id = id + 1000"));
	close_family(s, &url);
}

Test(sqlite_scripts, what_others_write_meanwhile_is_not_blamed_on_the_script)
{
	struct sqlembic_url url = { 0 };
	struct sqlembic_session *s = open_family(&url);
	struct sqlembic_session *other = conformance_open(&sqlite_target, &url, NULL);
	passes(s, SCRIPT("UPDATE b SET id = id + 100"));
	conformance_exec(other, "INSERT INTO b VALUES (9, 99)");
	passes(s, SCRIPT("UPDATE b SET id = id + 1000"));
	/* Nor is a table forgotten that another process has just tied to ours. */
	conformance_exec(other, "CREATE TABLE late (a_id INTEGER REFERENCES a (id))");
	conformance_exec(other, "INSERT INTO late VALUES (3)");
	fails(s, SCRIPT("DELETE FROM a WHERE id = 3"), "to table late");
	other->driver->close(other);
	close_family(s, &url);
}

Test(sqlite_scripts, what_was_rolled_back_is_forgotten)
{
	struct sqlembic_url url = { 0 };
	struct sqlembic_session *s = open_family(&url);
	fails(s,
	      SCRIPT("CREATE TABLE c (id INTEGER PRIMARY KEY, a_id INTEGER REFERENCES a (id))",
		     "INSERT INTO c VALUES (1, 99)"),
	      "to table c");
	passes(s, SCRIPT("CREATE TABLE c (id INTEGER PRIMARY KEY)", "INSERT INTO c VALUES (1)"));
	fails(s, SCRIPT("DELETE FROM a WHERE id = 1"), "to table b");
	fails(s, SCRIPT("DELETE FROM a WHERE id = 1"), "to table b");
	close_family(s, &url);
}

Test(sqlite_scripts, a_parent_key_that_is_not_unique_fails)
{
	struct sqlembic_url url = { 0 };
	struct sqlembic_session *s = open_family(&url);
	fails(s, SCRIPT("CREATE TABLE c (n TEXT REFERENCES b (a_id))", "INSERT INTO c VALUES (1)"),
	      "foreign key mismatch");
	close_family(s, &url);
}

Test(sqlite_scripts, violations_are_told_row_by_row)
{
	struct sqlembic_url url = { 0 };
	struct sqlembic_session *s = open_family(&url);
	struct sqlembic_error err = { 0 };
	cr_assert_eq(script(s, SCRIPT("DELETE FROM a"), &err), SQLEMBIC_E_FAILED);
	cr_assert_str_eq(err.message, "the script adds 2 foreign key violations to table b");
	cr_assert_str_eq(err.detail,
			 "row 1 refers to a missing row of a; row 2 refers to a missing row of a");
	cr_assert_neq(err.hint[0], '\0');
	close_family(s, &url);
}

Test(sqlite_scripts, a_rebuilt_parent_does_not_cascade)
{
	struct sqlembic_url url = { 0 };
	struct sqlembic_session *s = open_family(&url);
	conformance_exec(s, "PRAGMA foreign_keys = ON");
	passes(s, SCRIPT("CREATE TABLE n (id INTEGER PRIMARY KEY, name TEXT)",
			 "INSERT INTO n SELECT * FROM a", "DROP TABLE a", "ALTER TABLE n RENAME TO a"));
	cr_assert_eq(conformance_number(s, "SELECT count(*) FROM b"), 3);
	close_family(s, &url);
}

Test(sqlite_scripts, references_are_followed_in_memory_and_by_odd_names)
{
	struct sqlembic_session *s = sqlite_open_file(NULL, NULL);
	passes(s, SCRIPT("CREATE TABLE \"the parent's\" (id INTEGER PRIMARY KEY)",
			 "CREATE TABLE [a \"child\"] (p REFERENCES \"THE PARENT'S\")",
			 "INSERT INTO \"the parent's\" VALUES (1)", "INSERT INTO [a \"child\"] VALUES (1)"));
	fails(s, SCRIPT("DELETE FROM \"the parent's\""), "to table a \"child\"");
	fails(s, SCRIPT("INSERT INTO [A \"CHILD\"] VALUES (2)"), "to table a \"child\"");
	s->driver->close(s);
}

Test(sqlite_scripts, a_dropped_table_refers_to_nothing_and_others_still_do)
{
	struct sqlembic_session *s = sqlite_open_file(NULL, NULL);
	passes(s, SCRIPT("CREATE TABLE p (id INTEGER PRIMARY KEY)", "CREATE TABLE gone (p REFERENCES p)",
			 "CREATE TABLE kept (p REFERENCES p)", "INSERT INTO p VALUES (1)",
			 "INSERT INTO kept VALUES (1)"));
	fails(s, SCRIPT("DELETE FROM gone", "DROP TABLE gone", "DELETE FROM p"), "to table kept");
	passes(s, SCRIPT("DELETE FROM gone", "DROP TABLE GONE", "CREATE TABLE gone (p)",
			 "INSERT INTO gone VALUES (7)"));
	passes(s, SCRIPT("INSERT INTO gone VALUES (8)"));
	fails(s, SCRIPT("DROP TABLE gone", "DROP TABLE p"), "to table kept");
	s->driver->close(s);
}

Test(sqlite_scripts, several_scripts_share_one_transaction)
{
	struct sqlembic_url url = { 0 };
	struct sqlembic_session *s = open_family(&url);
	cr_assert_eq(s->driver->script_begin(s, NULL), 0);
	conformance_begin(s);
	for (int i = 0; i < 3; i++) {
		conformance_exec(s, "CREATE TEMP TABLE scratch (a)");
		conformance_exec(s, "INSERT INTO b VALUES (NULL, 1)");
		cr_assert_eq(s->driver->script_check(s, NULL), 0);
		cr_assert_eq(s->driver->reset_path(s, NULL), 0);
	}
	conformance_exec(s, "DELETE FROM a");
	cr_assert_eq(s->driver->script_check(s, NULL), SQLEMBIC_E_FAILED);
	cr_assert_eq(s->driver->rollback(s, NULL), 0);
	cr_assert_eq(s->driver->script_end(s, NULL), 0);
	close_family(s, &url);
}
