/* test_hazard.c: what statements may do is said as their servers treat them (measured, not guessed). */
#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "sql/hazard.h"

extern const struct sqlembic_dialect sqlembic_sqlite_dialect;
extern const struct sqlembic_dialect sqlembic_postgresql_dialect;
extern const struct sqlembic_dialect sqlembic_mysql_dialect;

struct expectation {
	const char *sql, *kinds; /* "loss@16 lock@30", "" */
};

static int note(void *payload, const struct sqlembic_hazard_rule *rule, size_t position,
		struct sqlembic_error *err)
{
	char *text = payload;
	(void)err;
	snprintf(text + strlen(text), 200 - strlen(text), "%s%s@%zu", *text ? " " : "", rule->kind, position);
	return 0;
}

static void check(const struct sqlembic_dialect *dialect, const struct expectation *list, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		char text[200] = "";
		struct sqlembic_span sql = { list[i].sql, strlen(list[i].sql) };
		cr_expect_eq(hazard_find(dialect->hazards, sql, dialect->lex, note, text, NULL), 0);
		cr_expect_str_eq(text, list[i].kinds, "%s: %s", list[i].sql, text);
	}
}

#define CHECK(dialect, list) check(&(dialect), list, sizeof(list) / sizeof(list[0]))

Test(hazard, rows_that_are_lost_are_told_on_every_engine)
{
	static const struct expectation list[] = {
		{ "DROP TABLE t", "loss@1" },
		{ "drop /* x */ table if exists t", "loss@1" },
		{ "DELETE FROM t", "loss@1" },
		{ "DELETE FROM t WHERE a = 1", "" },
		{ "DELETE FROM t WHERE a IN (SELECT 1)", "" },
		{ "UPDATE t SET a = (SELECT 1 FROM b WHERE x)", "loss@1" },
		{ "UPDATE t SET a = 'WHERE'", "loss@1" },
		{ "UPDATE t SET a = 1 WHERE b", "" },
		{ "ALTER TABLE t DROP COLUMN a", "loss@15" },
		{ "ALTER TABLE t DROP a", "loss@15" },
		{ "ALTER TABLE t DROP CONSTRAINT k", "" },
		{ "INSERT INTO t VALUES ('DROP TABLE t')", "" },
		{ "CREATE TABLE t (a INT)", "" },
		{ "", "" },
	};
	CHECK(sqlembic_sqlite_dialect, list);
	CHECK(sqlembic_postgresql_dialect, list);
	CHECK(sqlembic_mysql_dialect, list);
}

Test(hazard, postgresql_rewrites_and_locks)
{
	static const struct expectation list[] = {
		{ "TRUNCATE t", "loss@1" },
		{ "ALTER TABLE ONLY s.t ALTER COLUMN a TYPE bigint, ADD b int, DROP c",
		  "rewrite@22 loss@61" },
		{ "ALTER TABLE t ALTER a SET DATA TYPE text", "rewrite@15" },
		{ "ALTER TABLE t ALTER \"a b\" TYPE numeric(10, 2)", "rewrite@15" },
		{ "ALTER TABLE t ALTER COLUMN a SET NOT NULL", "lock@15" },
		{ "ALTER TABLE t ALTER COLUMN a DROP NOT NULL", "" },
		{ "ALTER TABLE t ADD COLUMN a int DEFAULT 1", "" },
		{ "ALTER TABLE t ADD COLUMN a timestamptz DEFAULT now()", "" },
		{ "ALTER TABLE t ADD COLUMN a float DEFAULT (random() * 2)", "rewrite@15" },
		{ "ALTER TABLE t ADD COLUMN a text DEFAULT 'random'", "" },
		{ "ALTER TABLE t ADD a uuid DEFAULT gen_random_uuid()", "rewrite@15" },
		{ "ALTER TABLE t ADD a bigserial", "rewrite@15" },
		{ "ALTER TABLE t ADD a int UNIQUE", "lock@15" },
		{ "ALTER TABLE t ADD CONSTRAINT f FOREIGN KEY (a) REFERENCES p", "lock@15" },
		{ "ALTER TABLE t ADD CONSTRAINT f FOREIGN KEY (a) REFERENCES p NOT VALID", "" },
		{ "ALTER TABLE t ADD CONSTRAINT c CHECK (a > 0)", "lock@15" },
		{ "ALTER TABLE t ADD CONSTRAINT c CHECK (a > 0) NOT VALID", "" },
		{ "ALTER TABLE t VALIDATE CONSTRAINT c", "" },
		{ "ALTER TABLE t ADD CONSTRAINT u UNIQUE (a)", "lock@15" },
		{ "ALTER TABLE t ADD CONSTRAINT u UNIQUE USING INDEX i", "" },
		{ "CREATE INDEX i ON t (a)", "lock@1" },
		{ "CREATE INDEX CONCURRENTLY i ON t (a)", "" },
		{ "CREATE UNIQUE INDEX CONCURRENTLY i ON t (a)", "" },
		{ "VACUUM (FULL) t", "rewrite@1" },
		{ "VACUUM t", "" },
		{ "CLUSTER t USING i", "rewrite@1" },
		{ "LOCK TABLE t IN SHARE MODE", "lock@1" },
		{ "REFRESH MATERIALIZED VIEW CONCURRENTLY m", "" },
	};
	CHECK(sqlembic_postgresql_dialect, list);
}

Test(hazard, mysql_copies)
{
	static const struct expectation list[] = {
		{ "ALTER TABLE `t` MODIFY `a` BIGINT, ADD INDEX (a)", "rewrite@17" },
		{ "ALTER TABLE t CHANGE a b BIGINT", "rewrite@15" },
		{ "ALTER TABLE t CONVERT TO CHARACTER SET utf8mb4", "rewrite@15" },
		{ "ALTER TABLE t ADD COLUMN a INT, ALGORITHM=COPY", "rewrite@33" },
		{ "ALTER TABLE t ADD COLUMN a INT, ALGORITHM=INSTANT", "" },
		{ "ALTER TABLE t ADD COLUMN a INT, ADD INDEX i (a), ADD UNIQUE u (a)", "" },
		{ "ALTER TABLE t ADD CONSTRAINT f FOREIGN KEY (a) REFERENCES p (id)", "rewrite@15" },
		{ "ALTER TABLE t ADD CONSTRAINT FOREIGN KEY (a) REFERENCES p (id)", "rewrite@15" },
		{ "ALTER TABLE t DROP FOREIGN KEY f, DROP INDEX i, DROP a", "loss@49" },
		{ "ALTER TABLE t DROP PRIMARY KEY", "rewrite@15" },
		{ "ALTER TABLE t ENGINE=InnoDB", "rewrite@15" },
		{ "ALTER TABLE t RENAME COLUMN a TO b", "" },
		{ "DELETE FROM t LIMIT 5", "" },
		{ "CREATE FULLTEXT INDEX i ON t (a)", "lock@1" },
		{ "CREATE INDEX i ON t (a)", "" },
	};
	CHECK(sqlembic_mysql_dialect, list);
}

Test(hazard, sqlite_locks_the_file)
{
	static const struct expectation list[] = {
		{ "VACUUM", "rewrite@1" },
		{ "CREATE UNIQUE INDEX i ON t (a)", "lock@1" },
		{ "ALTER TABLE t ADD COLUMN a TEXT NOT NULL", "lock@15" },
		{ "ALTER TABLE t ADD COLUMN a TEXT NOT NULL DEFAULT ''", "" },
		{ "ALTER TABLE t RENAME TO u", "" },
	};
	CHECK(sqlembic_sqlite_dialect, list);
}
