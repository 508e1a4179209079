/* dialect.c: the SQL of MySQL and MariaDB, as far as cutting, classifying and printing scripts needs
 * it.  It must not know their client library. */
#include "accents.h"
#include "hazards.h"
#include "lex.h"

#include <stdio.h>
#include <string.h>

#define TXN     SQLEMBIC_CLASS_TXN
#define SESSION SQLEMBIC_CLASS_SESSION
#define DDL     SQLEMBIC_CLASS_DDL
#define AGAIN   SQLEMBIC_CLASS_REPEATABLE
#define SERVER  SQLEMBIC_CLASS_SERVER
#define ACCESS  (SERVER | SQLEMBIC_CLASS_ACCESS)

/* DDL is everything that commits implicitly, or is not undone by a rollback, or may do so: CALL and EXECUTE run
 * what cannot be seen here, and so may a statement that this table does not know.  Temporary tables do not; they are not SESSION either,
 * because making them anew when a step is resumed would give them without their rows, silently. */
static const struct sqlembic_rule rules[] = {
	{ "BEGIN NOT ATOMIC", DDL }, /* MariaDB: a compound statement */
	{ "BEGIN", TXN },
	{ "START TRANSACTION", TXN },
	{ "COMMIT", TXN | SQLEMBIC_CLASS_IN_TXN },
	{ "SAVEPOINT", SQLEMBIC_CLASS_IN_TXN },
	{ "RELEASE", SQLEMBIC_CLASS_IN_TXN },
	{ "ROLLBACK TO", SQLEMBIC_CLASS_IN_TXN },
	{ "ROLLBACK WORK TO", SQLEMBIC_CLASS_IN_TXN },
	{ "ROLLBACK", TXN | SQLEMBIC_CLASS_IN_TXN },
	{ "XA", TXN },

	{ "SET GLOBAL", DDL | AGAIN | SERVER },
	{ "SET PERSIST", DDL | AGAIN | SERVER },
	{ "SET PERSIST_ONLY", DDL | AGAIN | SERVER },
	/* Wherever in its list: "SET @was = @@autocommit, autocommit = 0". */
	{ "SET ...AUTOCOMMIT", TXN | SESSION },
	{ "SET ...@@AUTOCOMMIT", TXN | SESSION },
	{ "SET PASSWORD", DDL | ACCESS },
	{ "SET DEFAULT ROLE", DDL | ACCESS },
	{ "SET STATEMENT", DDL | SQLEMBIC_CLASS_FOR }, /* MariaDB: settings for one statement */
	{ "SET ...GLOBAL * =", DDL | AGAIN | SERVER },
	{ "SET ...PERSIST * =", DDL | AGAIN | SERVER },
	{ "SET ...PERSIST_ONLY * =", DDL | AGAIN | SERVER },
	{ "SET ...@@GLOBAL . * =", DDL | AGAIN | SERVER },
	{ "SET ...@@PERSIST . * =", DDL | AGAIN | SERVER },
	{ "SET ...@@PERSIST_ONLY . * =", DDL | AGAIN | SERVER },
	{ "SET ...@@GLOBAL . * : =", DDL | AGAIN | SERVER },
	{ "SET TRANSACTION", 0 },
	{ "SET", SESSION },
	{ "USE", SESSION | SERVER },
	{ "LOCK TABLE", SESSION },
	{ "LOCK TABLES", SESSION },
	{ "UNLOCK TABLE", SESSION },
	{ "UNLOCK TABLES", SESSION },
	{ "PREPARE", SESSION },
	{ "DEALLOCATE PREPARE", SESSION },
	{ "DROP PREPARE", SESSION },

	/* Other databases, and what belongs to none.  ALTER DATABASE without a name means the session's own. */
	{ "ALTER DATABASE CHARACTER", DDL | AGAIN },
	{ "ALTER DATABASE CHARSET", DDL | AGAIN },
	{ "ALTER DATABASE COLLATE", DDL | AGAIN },
	{ "ALTER DATABASE DEFAULT", DDL | AGAIN },
	{ "ALTER DATABASE COMMENT", DDL | AGAIN },
	{ "ALTER SCHEMA CHARACTER", DDL | AGAIN },
	{ "ALTER SCHEMA CHARSET", DDL | AGAIN },
	{ "ALTER SCHEMA COLLATE", DDL | AGAIN },
	{ "ALTER SCHEMA DEFAULT", DDL | AGAIN },
	{ "ALTER SCHEMA COMMENT", DDL | AGAIN },
	{ "CREATE OR REPLACE DATABASE", DDL | AGAIN | SERVER },
	{ "CREATE DATABASE IF NOT EXISTS", DDL | AGAIN | ACCESS },
	{ "DROP DATABASE IF EXISTS", DDL | AGAIN | SERVER },
	{ "CREATE DATABASE", DDL | ACCESS },
	{ "ALTER DATABASE", DDL | SERVER },
	{ "DROP DATABASE", DDL | SERVER },
	{ "CREATE OR REPLACE SCHEMA", DDL | AGAIN | SERVER },
	{ "CREATE SCHEMA IF NOT EXISTS", DDL | AGAIN | ACCESS },
	{ "DROP SCHEMA IF EXISTS", DDL | AGAIN | SERVER },
	{ "CREATE SCHEMA", DDL | ACCESS },
	{ "ALTER SCHEMA", DDL | SERVER },
	{ "DROP SCHEMA", DDL | SERVER },
	{ "CREATE OR REPLACE USER", DDL | AGAIN | ACCESS },
	{ "CREATE USER IF NOT EXISTS", DDL | AGAIN | ACCESS },
	{ "DROP USER IF EXISTS", DDL | AGAIN | ACCESS },
	{ "CREATE USER", DDL | ACCESS },
	{ "ALTER USER", DDL | ACCESS },
	{ "DROP USER", DDL | ACCESS },
	{ "CREATE OR REPLACE ROLE", DDL | AGAIN | ACCESS },
	{ "CREATE ROLE IF NOT EXISTS", DDL | AGAIN | ACCESS },
	{ "DROP ROLE IF EXISTS", DDL | AGAIN | ACCESS },
	{ "CREATE ROLE", DDL | ACCESS },
	{ "ALTER ROLE", DDL | ACCESS },
	{ "DROP ROLE", DDL | ACCESS },
	{ "CREATE OR REPLACE SERVER", DDL | AGAIN | SERVER },
	{ "CREATE SERVER IF NOT EXISTS", DDL | AGAIN | SERVER },
	{ "DROP SERVER IF EXISTS", DDL | AGAIN | SERVER },
	{ "CREATE SERVER", DDL | SERVER },
	{ "ALTER SERVER", DDL | SERVER },
	{ "DROP SERVER", DDL | SERVER },
	{ "CREATE TABLESPACE", DDL | SERVER },
	{ "ALTER TABLESPACE", DDL | SERVER },
	{ "DROP TABLESPACE", DDL | SERVER },
	{ "CREATE LOGFILE", DDL | SERVER },
	{ "ALTER LOGFILE", DDL | SERVER },
	{ "DROP LOGFILE", DDL | SERVER },
	{ "CREATE UNDO", DDL | SERVER },
	{ "ALTER UNDO", DDL | SERVER },
	{ "DROP UNDO", DDL | SERVER },
	{ "CREATE RESOURCE", DDL | SERVER },
	{ "ALTER RESOURCE", DDL | SERVER },
	{ "DROP RESOURCE", DDL | SERVER },
	{ "ALTER INSTANCE", DDL | SERVER },
	{ "CREATE SPATIAL REFERENCE", DDL | SERVER },
	{ "DROP SPATIAL REFERENCE", DDL | SERVER },
	{ "CREATE FUNCTION ...SONAME", DDL | SERVER },
	{ "CREATE AGGREGATE FUNCTION ...SONAME", DDL | SERVER },
	{ "RENAME USER", DDL | ACCESS },

	{ "CREATE TEMPORARY", 0 },
	{ "CREATE OR REPLACE TEMPORARY", 0 },
	{ "DROP TEMPORARY", 0 },
	{ "CREATE OR REPLACE", DDL | AGAIN },
	{ "CREATE * IF NOT EXISTS", DDL | AGAIN },
	{ "CREATE", DDL },
	{ "ALTER", DDL },
	{ "DROP * IF EXISTS", DDL | AGAIN },
	{ "DROP", DDL },
	{ "RENAME", DDL },
	{ "TRUNCATE", DDL | AGAIN },
	{ "GRANT", DDL | AGAIN | ACCESS },
	{ "REVOKE", DDL | ACCESS },
	{ "INSTALL", DDL | SERVER },
	{ "UNINSTALL", DDL | SERVER },
	{ "ANALYZE", DDL | AGAIN },
	{ "CHECK TABLE", DDL | AGAIN },
	{ "OPTIMIZE", DDL | AGAIN },
	{ "REPAIR", DDL | AGAIN },
	{ "CACHE INDEX", DDL | AGAIN },
	{ "LOAD INDEX", DDL | AGAIN },
	{ "FLUSH", DDL | AGAIN | ACCESS },
	{ "RESET PERSIST", SERVER },
	{ "RESET", DDL | SERVER },
	{ "CHANGE", DDL | SERVER },
	{ "START SLAVE", DDL | SERVER },
	{ "START ALL", DDL | SERVER },
	{ "START REPLICA", DDL | SERVER },
	{ "START GROUP_REPLICATION", DDL | SERVER },
	{ "STOP", DDL | SERVER },
	{ "PURGE", DDL | SERVER },
	{ "BINLOG", DDL | SERVER },
	/* Sessions of others, and the server as a whole. */
	{ "KILL", DDL | SERVER },
	{ "SHUTDOWN", DDL | SERVER },
	{ "RESTART", DDL | SERVER },
	{ "BACKUP", DDL | SERVER },
	{ "LOCK INSTANCE", DDL | SERVER },
	{ "UNLOCK INSTANCE", DDL | SERVER },
	{ "CLONE", DDL | SERVER },
	{ "IMPORT", DDL | SERVER },

	{ "INSERT", 0 },
	{ "REPLACE", 0 },
	{ "UPDATE", 0 },
	{ "DELETE", 0 },
	/* A file of the server's machine. */
	{ "SELECT ...OUTFILE", SERVER },
	{ "SELECT ...DUMPFILE", SERVER },
	{ "WITH ...OUTFILE", SERVER },
	{ "WITH ...DUMPFILE", SERVER },
	{ "VALUES ...OUTFILE", SERVER },
	{ "VALUES ...DUMPFILE", SERVER },
	{ "TABLE ...OUTFILE", SERVER },
	{ "TABLE ...DUMPFILE", SERVER },
	{ "SELECT", 0 },
	{ "WITH", 0 },
	{ "VALUES", 0 },
	{ "TABLE", 0 },
	{ "DO", 0 },
	{ "LOAD DATA", SERVER },
	{ "LOAD XML", SERVER },
	{ "HANDLER", 0 },
	{ "SAVEPOINT", 0 },
	{ "RELEASE SAVEPOINT", 0 },
	{ "EXPLAIN", 0 },
	{ "DESCRIBE", 0 },
	{ "DESC", 0 },
	{ "SHOW", 0 },
	{ "*", DDL },
	{ NULL, 0 },
};

/* Words that MySQL or MariaDB takes for no names of tables unless they are quoted. */
static const char reserved[] =
	" accessible add all alter analyze and as asc asensitive before between bigint binary blob both by"
	" call cascade case change char character check collate column condition constraint continue"
	" convert create cross cube cume_dist current_date current_role current_time current_timestamp"
	" current_user cursor database databases day_hour day_microsecond day_minute day_second dec"
	" decimal declare default delayed delete delete_domain_id dense_rank desc describe deterministic"
	" distinct distinctrow div do_domain_ids double drop dual each else elseif empty enclosed escaped"
	" except exists exit explain false fetch first_value float float4 float8 for force foreign from"
	" fulltext function general generated get grant group grouping groups having high_priority"
	" hour_microsecond hour_minute hour_second if ignore ignore_domain_ids ignore_server_ids in index"
	" infile inner inout insensitive insert int int1 int2 int3 int4 int8 integer intersect interval"
	" into io_after_gtids io_before_gtids is iterate join json_table key keys kill lag last_value"
	" lateral lead leading leave left library like limit linear lines load localtime localtimestamp"
	" lock long longblob longtext loop low_priority manual master_bind master_heartbeat_period"
	" master_ssl_verify_server_cert match maxvalue mediumblob mediumint mediumtext middleint"
	" minute_microsecond minute_second mod modifies natural no_write_to_binlog not nth_value ntile"
	" null numeric of offset on optimize optimizer_costs option optionally or order out outer outfile"
	" over page_checksum parallel parse_vcol_expr partition percent_rank position precision primary"
	" procedure purge qualify range rank read read_write reads real recursive ref_system_id references"
	" regexp release rename repeat replace require resignal restrict return returning revoke right"
	" rlike row row_number rows schema schemas second_microsecond select sensitive separator set show"
	" signal slow smallint spatial specific sql sql_big_result sql_calc_found_rows sql_small_result"
	" sqlexception sqlstate sqlwarning ssl starting stats_auto_recalc stats_persistent"
	" stats_sample_pages stored straight_join system table tablesample terminated then tinyblob"
	" tinyint tinytext to trailing trigger true undo union unique unlock unsigned update usage use"
	" using utc_date utc_time utc_timestamp values varbinary varchar varcharacter varying vector"
	" virtual when where while window with write xor year_month zerofill ";

/* By the numbers of the server: most share one SQLSTATE. */
static const struct {
	unsigned number, complaints;
} complaint_of[] = {
	{ 1050, SQLEMBIC_COMPLAINT_EXISTS }, /* table or view */
	{ 1061, SQLEMBIC_COMPLAINT_EXISTS }, /* index */
	{ 1304, SQLEMBIC_COMPLAINT_EXISTS }, /* routine */
	{ 1359, SQLEMBIC_COMPLAINT_EXISTS }, /* trigger */
	{ 1537, SQLEMBIC_COMPLAINT_EXISTS }, /* event */
	{ 1051, SQLEMBIC_COMPLAINT_SCHEMA }, /* a table that is dropped is not there */
	{ 1054, SQLEMBIC_COMPLAINT_SCHEMA }, /* a column is not there */
	{ 1060, SQLEMBIC_COMPLAINT_SCHEMA }, /* a column is there already */
	{ 1064, SQLEMBIC_COMPLAINT_SYNTAX },
	{ 1072, SQLEMBIC_COMPLAINT_SCHEMA }, /* the column of a key is not there */
	{ 1091, SQLEMBIC_COMPLAINT_SCHEMA }, /* what ALTER TABLE drops is not there */
	{ 1451, SQLEMBIC_COMPLAINT_SCHEMA }, /* a foreign key needs the table, or its rows */
	{ 1553, SQLEMBIC_COMPLAINT_SCHEMA }, /* or the index */
	{ 1828, SQLEMBIC_COMPLAINT_SCHEMA }, /* or the column */
	{ 1829, SQLEMBIC_COMPLAINT_SCHEMA }, /* of the other side */
	{ 1822, SQLEMBIC_COMPLAINT_SCHEMA }, /* the table that a foreign key names has no index for it */
	{ 6125, SQLEMBIC_COMPLAINT_SCHEMA }, /* or no unique one, of MySQL 9 */
	{ 3730, SQLEMBIC_COMPLAINT_SCHEMA }, /* as 1451, of MySQL 8 */
	{ 3940, SQLEMBIC_COMPLAINT_SCHEMA }, /* as 1091, of a constraint */
	{ 1049, SQLEMBIC_COMPLAINT_LACKS },  /* database */
	{ 1146, SQLEMBIC_COMPLAINT_NO_TABLE | SQLEMBIC_COMPLAINT_SCHEMA },
	{ 1286, SQLEMBIC_COMPLAINT_LACKS },                              /* storage engine */
	{ 1115, SQLEMBIC_COMPLAINT_LACKS },                              /* character set */
	{ 1193, SQLEMBIC_COMPLAINT_LACKS | SQLEMBIC_COMPLAINT_UNKNOWN }, /* setting */
	{ 1273, SQLEMBIC_COMPLAINT_LACKS },                              /* collation */
	/* Routine; 1630 where its name is that of a function of the server's. */
	{ 1305, SQLEMBIC_COMPLAINT_LACKS | SQLEMBIC_COMPLAINT_UNKNOWN },
	{ 1630, SQLEMBIC_COMPLAINT_LACKS | SQLEMBIC_COMPLAINT_UNKNOWN },
	{ 4161, SQLEMBIC_COMPLAINT_UNKNOWN }, /* type, on MariaDB */
	{ 1360, SQLEMBIC_COMPLAINT_LACKS },   /* trigger */
	{ 1539, SQLEMBIC_COMPLAINT_LACKS },   /* event */
	{ 1449, SQLEMBIC_COMPLAINT_LACKS },   /* account of a definer */
	/* Rights: to a database, a table, a column, a routine, and those that are no object's. */
	{ 1044, SQLEMBIC_COMPLAINT_LACKS },
	{ 1142, SQLEMBIC_COMPLAINT_LACKS },
	{ 1143, SQLEMBIC_COMPLAINT_LACKS },
	{ 1370, SQLEMBIC_COMPLAINT_LACKS },
	{ 1227, SQLEMBIC_COMPLAINT_LACKS },
	{ 1419, SQLEMBIC_COMPLAINT_LACKS }, /* the right to make functions where there is a binary log */
	{ 1792, SQLEMBIC_COMPLAINT_READ_ONLY },
	{ 1040, SQLEMBIC_COMPLAINT_FULL | SQLEMBIC_COMPLAINT_OTHERS },
	{ 1203, SQLEMBIC_COMPLAINT_FULL | SQLEMBIC_COMPLAINT_OTHERS }, /* the user's own limit */
	{ 1226, SQLEMBIC_COMPLAINT_FULL | SQLEMBIC_COMPLAINT_OTHERS }, /* the account's */
	{ 1021, SQLEMBIC_COMPLAINT_NO_ROOM | SQLEMBIC_COMPLAINT_OTHERS },
	{ 1114, SQLEMBIC_COMPLAINT_NO_ROOM | SQLEMBIC_COMPLAINT_OTHERS },
	{ 1205, SQLEMBIC_COMPLAINT_OTHERS }, /* waiting for a lock took too long */
	{ 1206, SQLEMBIC_COMPLAINT_OTHERS }, /* memory for locks */
	{ 1213, SQLEMBIC_COMPLAINT_OTHERS }, /* deadlock */
	{ 1317, SQLEMBIC_COMPLAINT_OTHERS }, /* interrupted */
	{ 1440, SQLEMBIC_COMPLAINT_OTHERS }, /* a name of XA, which is one for the whole server, is taken */
	{ 1637, SQLEMBIC_COMPLAINT_OTHERS }, /* too many transactions */
	{ 1969, SQLEMBIC_COMPLAINT_OTHERS }, /* a statement took too long, on MariaDB */
	{ 3024, SQLEMBIC_COMPLAINT_OTHERS }, /* and on MySQL */
};

static unsigned complaints(const struct sqlembic_error *err)
{
	unsigned number;
	/* Of ours: reach.h. */
	if (strcmp(err->sqlstate, "42501") == 0)
		return SQLEMBIC_COMPLAINT_LACKS;
	if (sscanf(err->detail, "error %u ", &number) != 1)
		return 0;
	for (size_t i = 0; i < sizeof(complaint_of) / sizeof(*complaint_of); i++)
		if (complaint_of[i].number == number)
			/* A table of another database: what to do is said. */
			return number == 1146 && err->hint[0] ? SQLEMBIC_COMPLAINT_LACKS
							      : complaint_of[i].complaints;
	return 0;
}

const char *const sqlembic_mysql_schemes[] = { "mysql", "mariadb", NULL };

/* Everybody sees the sessions of his account. */
static const struct sqlembic_capacity capacities[] = {
	{ .most = "SHOW GLOBAL VARIABLES WHERE Variable_name = 'max_connections'",
	  .used = "SHOW GLOBAL STATUS WHERE Variable_name = 'Threads_connected'" },
	{ .most = "SELECT CASE WHEN @@SESSION.max_user_connections > 0 THEN @@SESSION.max_user_connections"
		  " ELSE -1 END",
	  .used = "SELECT COUNT(*) FROM information_schema.PROCESSLIST"
		  " WHERE USER = SUBSTRING_INDEX(CURRENT_USER(), '@', 1)",
	  .is_own = true },
	{ .most = NULL },
};

const struct sqlembic_dialect sqlembic_mysql_dialect = {
	.name = "mysql",
	.title = "MySQL or MariaDB",
	.lex = MYSQLDB_LEX,
	.transactional_ddl = false,
	.identifier_quote = '`',
	.literal_backslash = true,
	.rules = rules,
	.begin = "START TRANSACTION",
	.commit = "COMMIT",
	.script_begin = "",
	.script_end = "",
	/* Settings under which the next script, or our own statements, would mean something else. */
	.script_save =
		"SET @sqlembic_sql_mode = @@SESSION.sql_mode, @sqlembic_autocommit = @@SESSION.autocommit,\n"
		"    @sqlembic_time_zone = @@SESSION.time_zone,\n"
		"    @sqlembic_foreign_key_checks = @@SESSION.foreign_key_checks,\n"
		"    @sqlembic_unique_checks = @@SESSION.unique_checks,\n"
		"    @sqlembic_client = @@SESSION.character_set_client,\n"
		"    @sqlembic_results = @@SESSION.character_set_results,\n"
		"    @sqlembic_collation = @@SESSION.collation_connection",
	.script_restore =
		"SET SESSION sql_mode = @sqlembic_sql_mode, SESSION autocommit = @sqlembic_autocommit,\n"
		"    SESSION time_zone = @sqlembic_time_zone,\n"
		"    SESSION foreign_key_checks = @sqlembic_foreign_key_checks,\n"
		"    SESSION unique_checks = @sqlembic_unique_checks,\n"
		"    SESSION character_set_client = @sqlembic_client,\n"
		"    SESSION character_set_results = @sqlembic_results,\n"
		"    SESSION collation_connection = @sqlembic_collation",
	.choose_database = "USE",
	/* Of the ways to write it that which takes the server the least time; %f of DATE_FORMAT has six digits. */
	.now = "CONCAT(INSERT(UTC_TIMESTAMP(3), 11, 1, 'T'), 'Z')",
	/* The letter at the end would be too much for a strict sql_mode. */
	.elapsed_ms = "GREATEST(0, TIMESTAMPDIFF(MICROSECOND, LEFT(?, 23), UTC_TIMESTAMP(3)) DIV 1000)",
	.default_schema = "DATABASE()",
	.table_options = " ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4",
	.reserved = reserved,
	.dump_without = "mysqldump --ignore-table=?.?",
	.lock_table = MYSQLDB_LOCK_TABLE,
	.find_schema = "SELECT 1 FROM information_schema.schemata WHERE schema_name = ?",
	.create_schema = "CREATE SCHEMA IF NOT EXISTS ?",
	/* The target of an INSERT cannot be read directly. */
	.next_number = "(SELECT n FROM (SELECT COALESCE(MAX(id), 0) + 1 AS n FROM ?) AS numbering)",
	.complaints = complaints,
	.capacities = capacities,
	.hazards = mysqldb_hazards,
	.accents = mysqldb_accents,
};
