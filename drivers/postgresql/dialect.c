/* dialect.c: PostgreSQL's SQL, as far as cutting, classifying and printing scripts needs it.  It must
 * not know libpq. */
#include "accents.h"
#include "hazards.h"
#include "lex.h"

#include <string.h>

#include "sqlembic/text.h"

#define TXN     SQLEMBIC_CLASS_TXN
#define NO_TXN  SQLEMBIC_CLASS_NO_TXN
#define SESSION SQLEMBIC_CLASS_SESSION
#define DDL     SQLEMBIC_CLASS_DDL
#define REPEAT  SQLEMBIC_CLASS_REPEATABLE
#define ALONE   SQLEMBIC_CLASS_ALONE
#define SERVER  SQLEMBIC_CLASS_SERVER
#define ACCESS  SQLEMBIC_CLASS_ACCESS

/* ALTER TYPE ... ADD VALUE is not NO_TXN: it may stand in a transaction since version 12.  Statements that the server
 * refuses by their options or their object (DROP SUBSCRIPTION with a slot) are left to it as well. */
static const struct sqlembic_rule rules[] = {
	{ "BEGIN", TXN },
	{ "START TRANSACTION", TXN },
	{ "COMMIT PREPARED", NO_TXN },
	{ "ROLLBACK PREPARED", NO_TXN },
	{ "COMMIT", TXN | SQLEMBIC_CLASS_IN_TXN },
	{ "END", TXN | SQLEMBIC_CLASS_IN_TXN },
	{ "ABORT", TXN | SQLEMBIC_CLASS_IN_TXN },
	{ "SAVEPOINT", SQLEMBIC_CLASS_IN_TXN },
	{ "RELEASE", SQLEMBIC_CLASS_IN_TXN },
	{ "ROLLBACK TO", SQLEMBIC_CLASS_IN_TXN },
	{ "ROLLBACK WORK TO", SQLEMBIC_CLASS_IN_TXN },
	{ "ROLLBACK TRANSACTION TO", SQLEMBIC_CLASS_IN_TXN },
	{ "ROLLBACK", TXN | SQLEMBIC_CLASS_IN_TXN },
	{ "PREPARE TRANSACTION", TXN | SQLEMBIC_CLASS_IN_TXN },

	/* Before one of these runs again, the INVALID index of an interrupted run is dropped (invalid.c). */
	{ "CREATE INDEX CONCURRENTLY IF NOT EXISTS", NO_TXN | DDL | REPEAT },
	{ "CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS", NO_TXN | DDL | REPEAT },
	{ "DROP INDEX CONCURRENTLY IF EXISTS", NO_TXN | DDL | REPEAT },
	{ "CREATE INDEX CONCURRENTLY", NO_TXN | DDL },
	{ "CREATE UNIQUE INDEX CONCURRENTLY", NO_TXN | DDL },
	{ "DROP INDEX CONCURRENTLY", NO_TXN | DDL },
	{ "ALTER TABLE * DETACH PARTITION * CONCURRENTLY", NO_TXN | DDL },
	{ "ALTER TABLE IF EXISTS * DETACH PARTITION * CONCURRENTLY", NO_TXN | DDL },
	/* REINDEX [(options)] {INDEX | TABLE | ...} [CONCURRENTLY]: signs are no words, options are. */
	{ "REINDEX CONCURRENTLY", NO_TXN | REPEAT },
	{ "REINDEX * CONCURRENTLY", NO_TXN | REPEAT },
	{ "REINDEX * * CONCURRENTLY", NO_TXN | REPEAT },
	{ "REINDEX * * * CONCURRENTLY", NO_TXN | REPEAT },
	{ "REINDEX SCHEMA", NO_TXN | REPEAT },
	{ "REINDEX DATABASE", NO_TXN | REPEAT },
	{ "REINDEX SYSTEM", NO_TXN | REPEAT },
	{ "REINDEX VERBOSE SCHEMA", NO_TXN | REPEAT },
	{ "REINDEX VERBOSE DATABASE", NO_TXN | REPEAT },
	{ "REINDEX VERBOSE SYSTEM", NO_TXN | REPEAT },
	{ "VACUUM", NO_TXN | REPEAT },
	/* Without a table it walks over all, each in a transaction of its own. */
	{ "CLUSTER VERBOSE *", 0 },
	{ "CLUSTER VERBOSE", NO_TXN | REPEAT },
	{ "CLUSTER *", 0 },
	{ "CLUSTER", NO_TXN | REPEAT },
	{ "CREATE DATABASE", NO_TXN | DDL | SERVER | ACCESS },
	{ "DROP DATABASE", NO_TXN | DDL | SERVER },
	{ "ALTER DATABASE * SET TABLESPACE", NO_TXN | DDL | SERVER },
	{ "CREATE TABLESPACE", NO_TXN | DDL | SERVER },
	{ "DROP TABLESPACE", NO_TXN | DDL | SERVER },
	{ "ALTER SYSTEM", NO_TXN | REPEAT | SERVER },
	{ "ALTER DATABASE", DDL | SERVER },
	{ "ALTER TABLESPACE", DDL | SERVER },
	{ "CREATE ROLE", DDL | SERVER | ACCESS },
	{ "ALTER ROLE", DDL | SERVER },
	{ "DROP ROLE", DDL | SERVER | ACCESS },
	{ "CREATE GROUP", DDL | SERVER | ACCESS },
	{ "ALTER GROUP", DDL | SERVER | ACCESS },
	{ "DROP GROUP", DDL | SERVER | ACCESS },
	{ "CREATE USER MAPPING", DDL },
	{ "ALTER USER MAPPING", DDL },
	{ "DROP USER MAPPING", DDL },
	{ "CREATE USER", DDL | SERVER | ACCESS },
	{ "ALTER USER", DDL | SERVER },
	{ "DROP USER", DDL | SERVER | ACCESS },
	/* Privileges have ON; those on a database and the like are the server's.  A table or a schema may have that name:
	 * no other one is behind it. */
	{ "GRANT ...ON DATABASE TO", DDL | ACCESS },
	{ "GRANT ...ON PARAMETER TO", DDL },
	{ "GRANT ...ON TABLESPACE TO", DDL },
	{ "GRANT ...ON DATABASE *", DDL | SERVER | ACCESS },
	{ "GRANT ...ON PARAMETER *", DDL | SERVER },
	{ "GRANT ...ON TABLESPACE *", DDL | SERVER },
	{ "GRANT ...ON", DDL | ACCESS },
	{ "GRANT", DDL | SERVER | ACCESS }, /* a role */
	{ "REVOKE ...ON DATABASE FROM", DDL | ACCESS },
	{ "REVOKE ...ON PARAMETER FROM", DDL },
	{ "REVOKE ...ON TABLESPACE FROM", DDL },
	{ "REVOKE ...ON DATABASE *", DDL | SERVER | ACCESS },
	{ "REVOKE ...ON PARAMETER *", DDL | SERVER },
	{ "REVOKE ...ON TABLESPACE *", DDL | SERVER },
	{ "REVOKE ...ON", DDL | ACCESS },
	{ "REVOKE", DDL | SERVER | ACCESS }, /* a role */
	/* So are databases that roles own, and their rights on them. */
	{ "REASSIGN OWNED", DDL | SERVER },
	{ "DROP OWNED", DDL | SERVER },
	{ "SECURITY LABEL ...ON DATABASE", DDL | SERVER },
	{ "SECURITY LABEL ...ON ROLE", DDL | SERVER },
	{ "SECURITY LABEL ...ON SUBSCRIPTION", DDL | SERVER },
	{ "SECURITY LABEL ...ON TABLESPACE", DDL | SERVER },
	{ "COMMENT ON DATABASE", DDL | SERVER | ACCESS },
	{ "COMMENT ON ROLE", DDL | SERVER | ACCESS },
	{ "COMMENT ON TABLESPACE", DDL | SERVER },
	{ "COMMENT ON SUBSCRIPTION", DDL | SERVER },
	/* Rows of the script itself; else a file or a program of the server's machine. */
	{ "COPY ...TO", SERVER },
	{ "COPY ...FROM STDIN", 0 },
	{ "COPY", SERVER },
	/* Where options say whether it connects or makes a slot, the server decides. */
	{ "CREATE SUBSCRIPTION ...CONNECT", DDL | ALONE | SERVER },
	{ "CREATE SUBSCRIPTION ...CREATE_SLOT", DDL | ALONE | SERVER },
	{ "CREATE SUBSCRIPTION", NO_TXN | DDL | SERVER },
	{ "ALTER SUBSCRIPTION", DDL | SERVER },
	{ "DROP SUBSCRIPTION", DDL | SERVER },
	/* Version 19.  As CLUSTER, and without a transaction where others may go on writing. */
	{ "REPACK ...CONCURRENTLY", NO_TXN | REPEAT },
	{ "REPACK USING INDEX", NO_TXN | REPEAT },
	{ "REPACK VERBOSE USING INDEX", NO_TXN | REPEAT },
	{ "REPACK ANALYZE USING INDEX", NO_TXN | REPEAT },
	{ "REPACK VERBOSE ANALYZE USING INDEX", NO_TXN | REPEAT },
	{ "REPACK VERBOSE ANALYZE *", 0 },
	{ "REPACK VERBOSE ANALYZE", NO_TXN | REPEAT },
	{ "REPACK VERBOSE *", 0 },
	{ "REPACK VERBOSE", NO_TXN | REPEAT },
	{ "REPACK ANALYZE *", 0 },
	{ "REPACK ANALYZE", NO_TXN | REPEAT },
	{ "REPACK *", 0 },
	{ "REPACK", NO_TXN | REPEAT },
	/* A block that makes a role where it is not there yet, as dumps of whole servers have it. */
	{ "DO '...CREATE ROLE", SERVER },
	{ "DO '...CREATE USER", SERVER },
	{ "DO '...ALTER ROLE", SERVER },
	{ "DO '...ALTER USER", SERVER },
	{ "DO '...DROP ROLE", SERVER },
	{ "DO '...DROP USER", SERVER },
	{ "DO '...ALTER DATABASE", SERVER },
	{ "DO '...ALTER SYSTEM", SERVER },
	{ "DO '...PRIVILEGES ON DATABASE", SERVER },
	{ "DO '...ALL ON DATABASE", SERVER },
	{ "DO '...CONNECT ON DATABASE", SERVER },
	{ "DO '...CREATE ON DATABASE", SERVER },
	{ "DO '...TEMP ON DATABASE", SERVER },
	{ "DO '...TEMPORARY ON DATABASE", SERVER },
	{ "DO '...COMMENT ON DATABASE", SERVER },
	{ "DO '...S ON DATABASE", SERVER }, /* %s, in a format */
	{ "DO '...REASSIGN OWNED", SERVER },
	{ "DO '...DROP OWNED", SERVER },
	/* Procedures may commit, and blocks that do or that call one. */
	{ "CALL", ALONE },
	{ "DO '...COMMIT", ALONE },
	{ "DO '...ROLLBACK", ALONE },
	{ "DO '...CALL", ALONE },

	{ "DISCARD ALL", NO_TXN | SESSION },
	/* These end with the transaction. */
	{ "SET LOCAL", 0 },
	{ "SET TRANSACTION", 0 },
	{ "SET CONSTRAINTS", 0 },
	/* pg_dump, since 17. */
	{ "SET TRANSACTION_TIMEOUT", SESSION | SQLEMBIC_CLASS_NO_SCHEMA },
	{ "SET", SESSION },
	{ "RESET", SESSION },
	{ "DISCARD", SESSION },
	{ "LISTEN", SESSION },
	{ "UNLISTEN", SESSION },
	/* As pg_dump empties the search_path. */
	{ "SELECT pg_catalog.set_config", SESSION },
	{ "SELECT SET_CONFIG", SESSION },
	/* pg_dump --statistics, since 18. */
	{ "SELECT FROM pg_catalog.pg_restore_relation_stats", SQLEMBIC_CLASS_NO_SCHEMA },
	{ "SELECT FROM pg_catalog.pg_restore_attribute_stats", SQLEMBIC_CLASS_NO_SCHEMA },
	{ "SELECT FROM pg_catalog.pg_restore_extended_stats", SQLEMBIC_CLASS_NO_SCHEMA },
	{ "LOAD", SESSION },
	{ "PREPARE", SESSION },
	{ "DEALLOCATE", SESSION },

	{ "ALTER TYPE * ADD VALUE IF NOT EXISTS", DDL | ALONE | REPEAT },
	{ "ALTER TYPE * ADD VALUE", DDL | ALONE },
	{ "CREATE", DDL },
	{ "ALTER", DDL },
	{ "DROP", DDL },
	{ "TRUNCATE", DDL },
	{ "COMMENT", DDL },
	{ "SECURITY LABEL", DDL },
	{ "IMPORT FOREIGN SCHEMA", DDL },
	{ NULL, 0 },
};

/* Words that are no names of tables unless they are quoted. */
static const char reserved[] =
	" all analyse analyze and any array as asc asymmetric authorization binary both case cast check"
	" collate collation column concurrently constraint create cross current_catalog current_date"
	" current_role current_schema current_time current_timestamp current_user default deferrable desc"
	" distinct do else end except false fetch for foreign freeze from full grant group having ilike in"
	" initially inner intersect into is isnull join lateral leading left like limit localtime"
	" localtimestamp natural not notnull null offset on only or order outer overlaps placing primary"
	" references returning right select session_user similar some symmetric system_user table"
	" tablesample then to trailing true union unique user using variadic verbose when where window"
	" with ";

static const struct {
	const char *sqlstate;
	unsigned complaints;
} complaint_of[] = {
	{ "42P06", SQLEMBIC_COMPLAINT_EXISTS }, /* schema */
	{ "42P07", SQLEMBIC_COMPLAINT_EXISTS }, /* table, or anything else that is a relation */
	{ "42723", SQLEMBIC_COMPLAINT_EXISTS }, /* function */
	{ "42710", SQLEMBIC_COMPLAINT_EXISTS }, /* other object */
	{ "42701", SQLEMBIC_COMPLAINT_SCHEMA }, /* a column that is there already */
	{ "42703", SQLEMBIC_COMPLAINT_SCHEMA }, /* or is not */
	{ "2BP01", SQLEMBIC_COMPLAINT_SCHEMA }, /* what is dropped is needed */
	{ "42P01", SQLEMBIC_COMPLAINT_NO_TABLE | SQLEMBIC_COMPLAINT_SCHEMA },
	{ "3F000", SQLEMBIC_COMPLAINT_LACKS | SQLEMBIC_COMPLAINT_NO_SCHEMA },
	/* Type, operator class, role, tablespace, setting. */
	{ "42704", SQLEMBIC_COMPLAINT_LACKS | SQLEMBIC_COMPLAINT_UNKNOWN },
	{ "42883", SQLEMBIC_COMPLAINT_LACKS | SQLEMBIC_COMPLAINT_UNKNOWN }, /* function, operator */
	{ "22023", SQLEMBIC_COMPLAINT_LACKS }, /* role that is SET, default_tablespace */
	{ "0A000", SQLEMBIC_COMPLAINT_LACKS }, /* extension; 58P01 before PostgreSQL 14 */
	{ "58P01", SQLEMBIC_COMPLAINT_LACKS },
	{ "42501", SQLEMBIC_COMPLAINT_LACKS },       /* right */
	{ "25001", SQLEMBIC_COMPLAINT_TRANSACTION }, /* SET TRANSACTION behind a query */
	{ "25006", SQLEMBIC_COMPLAINT_READ_ONLY },
	{ "53300", SQLEMBIC_COMPLAINT_FULL },
	{ "53100", SQLEMBIC_COMPLAINT_NO_ROOM }, /* disk */
	{ "42601", SQLEMBIC_COMPLAINT_SYNTAX },
};

/* It may be that of another database's session: states, and classes of them, of memory for locks and the like that is used up, of
 * timeouts and deadlocks. */
static bool is_of_others(const struct sqlembic_error *err)
{
	static const char *const states[] = { "40", "53", "55", "57014" };
	bool is = false;
	for (size_t i = 0; i < sizeof(states) / sizeof(*states); i++)
		is = is || strncmp(err->sqlstate, states[i], strlen(states[i])) == 0;
	/* A name that is there: those of replication slots and of prepared transactions are the same in all databases. */
	return is ||
	       (strcmp(err->sqlstate, "42710") == 0 && sqlembic_ncasecmp(err->statement, "CREATE", 6) != 0 &&
		sqlembic_ncasecmp(err->statement, "ALTER", 5) != 0);
}

/* What is dropped is not there: an index, a constraint, a trigger.  A role could be meant where one becomes an owner. */
static bool is_of_dropped(const struct sqlembic_error *err)
{
	const char *statement = err->statement;
	return strcmp(err->sqlstate, "42704") == 0 &&
	       (sqlembic_ncasecmp(statement, "DROP", 4) == 0 ||
		(sqlembic_ncasecmp(statement, "ALTER", 5) == 0 && sqlembic_casestr(statement, " DROP ") &&
		 !sqlembic_casestr(statement, " OWNER TO ")));
}

/* What has no expression in it looks at no row.  What is cut off may have one. */
static bool is_without_expression(const struct sqlembic_error *err)
{
	const char *statement = err->statement;
	const bool alters = sqlembic_ncasecmp(statement, "ALTER", 5) == 0 ||
			    sqlembic_ncasecmp(statement, "CREATE", 6) == 0;
	return sqlembic_ncasecmp(statement, "DROP", 4) == 0 ||
	       (alters && strlen(statement) + 1 < sizeof(err->statement) && !strpbrk(statement, "(:") &&
		!sqlembic_casestr(statement, "USING") && !sqlembic_casestr(statement, "SELECT"));
}

/* A name that is looked up in rows, as a cast to regclass does it, gives the same states, and so does an error in a routine, which
 * says where. */
static bool is_of_names(const struct sqlembic_error *err, unsigned all)
{
	const unsigned names = SQLEMBIC_COMPLAINT_EXISTS | SQLEMBIC_COMPLAINT_SCHEMA;
	return !strstr(err->detail, "where: ") &&
	       (all & SQLEMBIC_COMPLAINT_SYNTAX || (all & names && is_without_expression(err)));
}

static unsigned complaints(const struct sqlembic_error *err)
{
	/* Class 42: syntax, names and rights. */
	unsigned all = strncmp(err->sqlstate, "42", 2) == 0 ? SQLEMBIC_COMPLAINT_OBJECTS : 0;
	for (size_t i = 0; i < sizeof(complaint_of) / sizeof(*complaint_of); i++)
		if (strcmp(err->sqlstate, complaint_of[i].sqlstate) == 0)
			all |= complaint_of[i].complaints;
	if (is_of_dropped(err))
		all |= SQLEMBIC_COMPLAINT_SCHEMA;
	if (is_of_others(err))
		all |= SQLEMBIC_COMPLAINT_OTHERS;
	/* A child that the table has already, or a circle: the server has the state of a table that is there. */
	if (sqlembic_ncasecmp(err->statement, "ALTER", 5) == 0 &&
	    sqlembic_casestr(err->statement, " INHERIT "))
		all &= ~(unsigned)SQLEMBIC_COMPLAINT_EXISTS;
	if (is_of_names(err, all))
		all |= SQLEMBIC_COMPLAINT_NAMES;
	return all;
}

const char *const sqlembic_postgresql_schemes[] = { "postgresql", "postgres", NULL };

/* Superusers have no limits. */
static const struct sqlembic_capacity capacities[] = {
	{ .most = "SELECT current_setting('max_connections')::int - "
		  "current_setting('superuser_reserved_connections')::int"
		  " - COALESCE(current_setting('reserved_connections', true)::int, 0)",
	  .used = "SELECT COALESCE(sum(numbackends), 0) FROM pg_catalog.pg_stat_database" },
	{ .most = "SELECT CASE WHEN rolsuper THEN -1 ELSE rolconnlimit END FROM pg_catalog.pg_roles"
		  " WHERE rolname = session_user",
	  .used = "SELECT count(*) FROM pg_catalog.pg_stat_activity WHERE usename = session_user",
	  .is_own = true },
	{ .most = "SELECT CASE WHEN rolsuper THEN -1 ELSE datconnlimit END FROM pg_catalog.pg_roles,"
		  " pg_catalog.pg_database WHERE rolname = session_user AND datname = current_database()",
	  .used = "SELECT numbackends FROM pg_catalog.pg_stat_database WHERE datname = current_database()",
	  .of_database = true },
	{ .most = NULL },
};

const struct sqlembic_dialect sqlembic_postgresql_dialect = {
	.name = "postgresql",
	.title = "PostgreSQL",
	.lex = POSTGRES_LEX,
	.transactional_ddl = true,
	.identifier_quote = '"',
	.literal_backslash = false,
	.rules = rules,
	.begin = "BEGIN",
	.commit = "COMMIT",
	.script_begin = "",
	.script_end = "",
	.script_restore = "SET SESSION AUTHORIZATION DEFAULT;\nRESET ROLE;\nRESET ALL",
	/* Not now(), which stands still inside a transaction. */
	.now = "to_char(clock_timestamp() AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.MS\"Z\"')",
	.elapsed_ms = "GREATEST(0, CAST(extract(epoch FROM clock_timestamp() - CAST(? AS timestamptz)) * "
		      "1000 AS bigint))",
	.default_schema =
		"COALESCE((SELECT n.nspname FROM pg_catalog.pg_class AS c JOIN pg_catalog.pg_namespace AS n"
		" ON n.oid = c.relnamespace WHERE c.oid = pg_catalog.to_regclass(?)), current_schema())",
	.reserved = reserved,
	.dump_without = "pg_dump --exclude-table=?",
	.find_schema = "SELECT 1 FROM pg_catalog.pg_namespace WHERE nspname = ?"
		       " AND pg_catalog.has_schema_privilege(oid, 'CREATE, USAGE')",
	.create_schema = "CREATE SCHEMA IF NOT EXISTS ?",
	.next_number = "(SELECT COALESCE(MAX(id), 0) + 1 FROM ?)",
	.complaints = complaints,
	.capacities = capacities,
	.hazards = postgres_hazards,
	.accents = postgres_accents,
};
