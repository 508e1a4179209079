/* fail.c: the server's errors in words that a user can act on.  It only describes: what to do about an error is
 * decided by the caller. */
#include "fail.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "guard.h"
#include "reach.h"
#include "sqlembic/clock.h"

/* As much of the server's message as an error's detail holds. */
#define SAID sizeof(((struct sqlembic_error *)0)->detail)

#define A_NAME "give it another name: it has 1 to 64 characters, and no blank at its end"

/* The words are the server's; what to do about it is ours. */
static const struct meaning {
	unsigned number;
	enum sqlembic_code code;
	const char *hint;
} meanings[] = {
	{ 1205, SQLEMBIC_E_LOCKED, "another session holds the lock: end it, or raise lock_timeout" },
	/* Another transaction was in the way: all of this one is rolled back, and may be tried again.  1020 is MariaDB's
	 * word for it under innodb_snapshot_isolation. */
	{ 1213, SQLEMBIC_E_LOCKED,
	  "run the command again, or let it try again by itself with --lock-retries" },
	{ 3100, SQLEMBIC_E_FAILED,
	  "the group has refused the transaction: see the server's log, and "
	  "performance_schema.replication_group_members" },
	{ 3101, SQLEMBIC_E_LOCKED,
	  "another member of the group has changed the same rows: run the command again, or let it try again "
	  "by itself with --lock-retries" },
	/* WSREP: a node that has lost the others. */
	{ 1047, SQLEMBIC_E_UNREACHABLE,
	  "the node does not belong to the majority of its cluster now: use another node, or wait until it "
	  "does (SHOW STATUS LIKE 'wsrep_cluster_status')" },
	{ 1020, SQLEMBIC_E_LOCKED,
	  "run the command again, or let it try again by itself with --lock-retries" },
	{ 1153, SQLEMBIC_E_FAILED, "raise max_allowed_packet on the server, or split the statement" },
	{ 1046, SQLEMBIC_E_FAILED,
	  "name the database in sqlalchemy.url, behind the host: mysql://user@host/name" },
	{ 1419, SQLEMBIC_E_FAILED,
	  "let an administrator run: SET GLOBAL log_bin_trust_function_creators = 1" },
	{ 1286, SQLEMBIC_E_FAILED,
	  "name an engine that SHOW ENGINES lists, or let an administrator install the plugin of this one" },
	/* Text, or a number; the column is named. */
	{ 1366, SQLEMBIC_E_FAILED,
	  "give the column a type and a character set that hold the value (utf8mb4 holds all text), or "
	  "correct the value" },
	{ 1193, SQLEMBIC_E_FAILED, "this server does not have that setting: take the statement out" },
	{ 1231, SQLEMBIC_E_FAILED, "leave that value out: this server does not take it for that setting" },
	/* Most often a date of zeros, from a server that was less strict. */
	{ 1067, SQLEMBIC_E_FAILED,
	  "name a default that the column can hold; the sql_mode says whether it can hold a date of zeros "
	  "(NO_ZERO_DATE, NO_ZERO_IN_DATE)" },
	{ ER_TOO_LONG_IDENT, SQLEMBIC_E_FAILED, A_NAME },
	{ ER_WRONG_TABLE_NAME, SQLEMBIC_E_FAILED, A_NAME },
	{ ER_WRONG_COLUMN_NAME, SQLEMBIC_E_FAILED, A_NAME },
	{ ER_WRONG_NAME_FOR_INDEX, SQLEMBIC_E_FAILED, A_NAME },
	{ 1115, SQLEMBIC_E_FAILED,
	  "name a character set that SHOW CHARACTER SET lists: this server does not have that one" },
	{ 1273, SQLEMBIC_E_FAILED,
	  "name a collation that SHOW COLLATION lists: this server does not have that one" },
	{ 1449, SQLEMBIC_E_FAILED,
	  "accounts are the server's: let an administrator make it (CREATE USER), or name a DEFINER that is "
	  "there" },
	{ 1396, SQLEMBIC_E_FAILED,
	  "accounts are the server's, and this one is there already, or is not: say IF NOT EXISTS, or IF "
	  "EXISTS" },
	{ 1021, SQLEMBIC_E_FAILED, "free space on the server's disk, then run the command again" },
	{ 1114, SQLEMBIC_E_FAILED,
	  "free space on the server's disk (a table of engine MEMORY is full at max_heap_table_size), then "
	  "run "
	  "the command again" },
	{ 1836, SQLEMBIC_E_FAILED, "point sqlalchemy.url at the server that is written to" },
	{ 1792, SQLEMBIC_E_FAILED,
	  "transactions are READ ONLY by default (transaction_read_only): point sqlalchemy.url at the server "
	  "that is written to, or add init_command=SET SESSION TRANSACTION READ WRITE to it" },
	{ 1148, SQLEMBIC_E_FAILED,
	  "LOAD DATA LOCAL is off: add local_infile=1 to sqlalchemy.url, if the server allows it" },
	{ 3948, SQLEMBIC_E_FAILED,
	  "LOAD DATA LOCAL is off: add local_infile=1 to sqlalchemy.url, and turn it on at the server" },
	{ 4166, SQLEMBIC_E_FAILED,
	  "LOAD DATA LOCAL is off: add local_infile=1 to sqlalchemy.url, if the server allows it" },
	{ 2068, SQLEMBIC_E_FAILED, "LOAD DATA LOCAL is off: add local_infile=1 to sqlalchemy.url" },
};

/* A COMMIT that has failed (1180) says by another number why. */
static const struct meaning commit_meanings[] = {
	/* HA_ERR_LOCK_DEADLOCK: another node of a cluster has forestalled it. */
	{ 149, SQLEMBIC_E_LOCKED,
	  "another node has changed the same rows: run the command again, or let it try again by itself with "
	  "--lock-retries" },
	/* ENXIO: a node of Galera that has lost the others meanwhile. */
	{ 6, SQLEMBIC_E_UNREACHABLE,
	  "the node does not belong to the majority of its cluster now: use another node, or wait until it "
	  "does (SHOW STATUS LIKE 'wsrep_cluster_status')" },
};
static const struct meaning commit_meaning = {
	1180, SQLEMBIC_E_FAILED,
	"see the server's log why it cannot commit; then run the command again, which looks what is committed"
};

/* "The server is running with the --X option so it cannot execute this statement", in any language. */
static const struct {
	const char *option, *hint;
} options[] = {
	{ "secure-file-priv",
	  "the server reads and writes files in one directory at most (SHOW VARIABLES LIKE "
	  "'secure_file_priv'): name one that is there, or take the statement out" },
	{ "skip-grant-tables",
	  "the server was started without its accounts: let an administrator run FLUSH PRIVILEGES, or start "
	  "it as usual" },
	{ "read-only", /* and super-read-only */
	  "if the server is a replica, or in maintenance, point sqlalchemy.url at the server that is written "
	  "to; if it is of a group that has no primary yet, run the command again" },
};
#define OTHER_OPTION "take the statement out, or let an administrator start the server without that option"

static const struct meaning connect_meanings[] = {
	{ 1040, SQLEMBIC_E_UNREACHABLE,
	  "all connections of the server are taken: try again, or raise max_connections" },
	{ ER_TOO_MANY_USER_CONNECTIONS, SQLEMBIC_E_UNREACHABLE,
	  "all connections of the user are taken: try again, or raise max_user_connections" },
	{ ER_USER_LIMIT_REACHED, SQLEMBIC_E_FAILED,
	  "try again in an hour; or let an administrator raise the limit of the account (ALTER USER ... WITH "
	  "MAX_CONNECTIONS_PER_HOUR n), or count anew (FLUSH USER_RESOURCES)" },
	{ 1045, SQLEMBIC_E_FAILED,
	  "check user and password in sqlalchemy.url; if the account requires TLS, add ssl_mode=REQUIRED" },
	{ 1698, SQLEMBIC_E_FAILED,
	  "check user and password in sqlalchemy.url; the account may be for the system user of that name" },
	{ 1044, SQLEMBIC_E_FAILED,
	  "create the database, if it is not there, and grant the user of sqlalchemy.url access to it (GRANT "
	  "ALL ON ... TO ...)" },
	{ 1049, SQLEMBIC_E_UNREACHABLE, "create the database first, or check its name in sqlalchemy.url" },
	{ 1129, SQLEMBIC_E_FAILED, "let an administrator run: FLUSH HOSTS" },
	{ 1130, SQLEMBIC_E_FAILED, "let an administrator create the account for this host" },
	{ CR_AUTH_PLUGIN_CANNOT_LOAD, SQLEMBIC_E_FAILED,
	  "install the client library's plugins, or name their directory by plugin_dir in sqlalchemy.url" },
	{ CR_AUTH_PLUGIN_ERR, SQLEMBIC_E_FAILED,
	  "the account's way to log in needs TLS: add ssl_mode=REQUIRED to sqlalchemy.url" },
	{ CR_SSL_CONNECTION_ERROR, SQLEMBIC_E_FAILED,
	  "check ssl_ca, ssl_cert and ssl_key in sqlalchemy.url; ssl_mode=DISABLED goes without TLS" },
	{ 3159, SQLEMBIC_E_FAILED, "add ssl_mode=REQUIRED to sqlalchemy.url" },
	{ CR_CONNECTION_ERROR, SQLEMBIC_E_UNREACHABLE,
	  "check that the server is running, and host, port or unix_socket in sqlalchemy.url" },
	{ CR_CONN_HOST_ERROR, SQLEMBIC_E_UNREACHABLE,
	  "check host and port in sqlalchemy.url, and that the server is running" },
	{ CR_UNKNOWN_HOST, SQLEMBIC_E_UNREACHABLE, "check the host in sqlalchemy.url" },
	{ CR_SERVER_LOST, SQLEMBIC_E_UNREACHABLE,
	  "the server may be starting, or what listens there may be no MySQL server" },
	{ 2055 /* CR_SERVER_LOST_EXTENDED, of Oracle's library */, SQLEMBIC_E_UNREACHABLE,
	  "the server may be starting, or what listens there may be no MySQL server" },
	{ CR_SERVER_GONE_ERROR, SQLEMBIC_E_UNREACHABLE, "the server may be starting: try again" },
	{ 1053, SQLEMBIC_E_UNREACHABLE, "the server is shutting down: try again later" },
};

/* What the account itself has as its limit comes by the number of those that are counted by the hour. */
static const struct meaning account_is_full = { ER_USER_LIMIT_REACHED, SQLEMBIC_E_UNREACHABLE,
						"all connections of the user are taken: try again, or let an "
						"administrator raise max_user_connections of "
						"the account (ALTER USER ... WITH MAX_USER_CONNECTIONS n)" };

static const struct meaning *find_meaning(const struct meaning *table, size_t n, unsigned number)
{
	for (size_t i = 0; i < n; i++)
		if (table[i].number == number)
			return &table[i];
	return NULL;
}

static const struct meaning *find_connect_meaning(unsigned number, const char *said)
{
	if (number == ER_USER_LIMIT_REACHED && strstr(said, "'max_user_connections'"))
		return &account_is_full;
	return find_meaning(connect_meanings, sizeof(connect_meanings) / sizeof(connect_meanings[0]), number);
}

/* Versions write the same option with "-" or "_". */
static bool has_option(const char *said, const char *option)
{
	const char *at = strstr(said, "--");
	for (; at; at = strstr(at + 2, "--")) {
		const size_t n = strcspn(at, " '\"`,");
		const size_t length = strlen(option);
		size_t same = 0;
		while (length < n && same < length &&
		       (at[n - length + same] == option[same] ||
			(at[n - length + same] == '_' && option[same] == '-')))
			same++;
		if (same == length)
			return true;
	}
	return false;
}

static int hint_option(const char *said, struct sqlembic_error *err)
{
	for (size_t i = 0; i < sizeof(options) / sizeof(options[0]); i++)
		if (has_option(said, options[i].option))
			return sqlembic_fail_hint(err, "%s", options[i].hint);
	return sqlembic_fail_hint(err, OTHER_OPTION);
}

/* In any language of lc_messages it is the first number. */
static const struct meaning *find_commit_meaning(const char *said)
{
	const char *text = strpbrk(said, "0123456789");
	const long why = text ? strtol(text, NULL, 10) : 0;
	const struct meaning *meaning = find_meaning(
		commit_meanings, sizeof(commit_meanings) / sizeof(commit_meanings[0]), (unsigned)why);
	return meaning ? meaning : &commit_meaning;
}

/* Errors are one line. */
static void copy_line(char *out, size_t size, const char *text)
{
	(void)snprintf(out, size, "%s", text);
	for (char *p = out; *p; p++)
		if ((unsigned char)*p < ' ')
			*p = ' ';
}

static void add_detail(MYSQL *db, unsigned number, struct sqlembic_error *err)
{
	const char *server = number >= 2000 && number < 3000 ? "client library" : "server";
	(void)sqlembic_fail_detail(err, "error %u of the %s", number, server);
	(void)sqlembic_fail_sqlstate(err, mysql_sqlstate(db));
}

static bool is_loss(unsigned number)
{
	return number == CR_SERVER_GONE_ERROR || number == CR_SERVER_LOST ||
	       number == 2055 /* CR_SERVER_LOST_EXTENDED */ || number == 1053 /* ER_SERVER_SHUTDOWN */ ||
	       number == 1927 /* ER_CONNECTION_KILLED */ || number == 4031 /* idle for too long */;
}

static bool is_stop(unsigned number)
{
	return number == ER_QUERY_INTERRUPTED || number == 1969 /* MariaDB: max_statement_time */ ||
	       number == 3024 /* MySQL: max_execution_time */;
}

static int fail_stopped(const struct mysqldb *s, const char *said, struct sqlembic_error *err)
{
	if (s->watch.timed_out) {
		sqlembic_fail(err, SQLEMBIC_E_FAILED,
			      "the statement was stopped after the statement_timeout of %ld ms",
			      s->statement_timeout_ms);
		return sqlembic_fail_hint(err, "make the statement faster, or raise statement_timeout");
	}
	if (mysqldb_is_asked_to_stop(s))
		return sqlembic_fail(err, SQLEMBIC_E_INTERRUPTED, "interrupted");
	sqlembic_fail(err, SQLEMBIC_E_FAILED, "%s", said);
	return sqlembic_fail_hint(err,
				  "another session has stopped the statement (KILL QUERY), or a limit of "
				  "the server has: run the command again");
}

int mysqldb_fail_stopped(const struct mysqldb *s, struct sqlembic_error *err)
{
	return fail_stopped(s, "stopped", err);
}

static int fail_lost(struct mysqldb *s, const char *said, struct sqlembic_error *err)
{
	s->lost = true;
	if (mysqldb_is_asked_to_stop(s))
		return sqlembic_fail(err, SQLEMBIC_E_INTERRUPTED,
				     "interrupted; the server could not be told, so the connection was cut");
	return sqlembic_fail(err, SQLEMBIC_E_UNREACHABLE, "the connection to %s was lost: %s", s->name, said);
}

int mysqldb_fail_uncertain(struct sqlembic_error *err)
{
	return sqlembic_fail_state(err, "unknown: the connection broke while the transaction was being "
					"committed, so it is either committed as a whole or not at all");
}

static int fail_waiting(const struct mysqldb *s, struct sqlembic_error *err)
{
	sqlembic_fail(err, SQLEMBIC_E_LOCKED,
		      "a lock was not obtained within %g s, which is the lock_timeout",
		      (double)s->lock_timeout_ms / 1000.0);
	return sqlembic_fail_hint(
		err, "another session holds the lock: SHOW FULL PROCESSLIST lists all; end it, or "
		     "raise lock_timeout, then run the command again");
}

/* What is read on a node of Galera waits for what the other nodes have committed, by a limit of its own, which says the same. */
static bool has_waited_for_nodes(const struct mysqldb *s)
{
	return s->synced && s->cluster == MYSQLDB_GALERA && s->cancel &&
	       sqlembic_clock_ms() - s->watch.began < s->lock_timeout_ms;
}

static int fail_nodes(struct sqlembic_error *err)
{
	sqlembic_fail(err, SQLEMBIC_E_UNREACHABLE,
		      "the node has waited in vain for what the other nodes of its cluster have committed");
	return sqlembic_fail_hint(err,
				  "one of them does not answer: run the command again when it does, or is "
				  "out of the cluster (SHOW STATUS LIKE 'wsrep_cluster_size')");
}

/* To a database, a table, a column or a routine, or one that is no object's. */
static bool lacks_privilege(unsigned number)
{
	return number == 1044 || number == 1142 || number == 1143 || number == 1227 || number == 1370;
}

/* An option file may have named the user, and that of scratch_url may be another. */
static int hint_privilege(const struct mysqldb *s, struct sqlembic_error *err)
{
	const char *user = s->db->user;
	if (!user || !*user)
		return sqlembic_fail_hint(err, "grant the privilege to the user of sqlalchemy.url, or use "
					       "another user");
	return sqlembic_fail_hint(err, "grant the privilege to the user %s, or use another user", user);
}

/* A routine, trigger or event.  A savepoint has the number of a routine, and the word for it in every language of lc_messages. */
static bool lacks_program(unsigned number, const char *said)
{
	return (number == 1305 || number == 1360 || number == 1539 || number == 1630) &&
	       !strstr(said, "SAVEPOINT ");
}

/* A database, or a table of one: both are told by their names, in every language. */
static bool lacks_elsewhere(const struct mysqldb *s, unsigned number, const char *said)
{
	const char *name = number == ER_BAD_DB_ERROR || number == ER_NO_SUCH_TABLE ? strchr(said, '\'')
										   : NULL;
	const size_t n = strlen(s->default_database);
	return name && (strncmp(name + 1, s->default_database, n) != 0 || !strchr(".'", name[1 + n]));
}

int mysqldb_fail_beyond(struct sqlembic_error *err, const char *why)
{
	(void)sqlembic_fail(err, SQLEMBIC_E_FAILED, "%s", why);
	(void)sqlembic_fail_sqlstate(err, MYSQLDB_BEYOND);
	return sqlembic_fail_hint(
		err, "set scratch_url to \"local\", a private server whose accounts are its own; a revision "
		     "that is "
		     "applied nowhere yet may say it in a statement of its own, which is left out there");
}

/* A body that was made there has come to a guard. */
static int fail_guard(struct sqlembic_error *err)
{
	return mysqldb_fail_beyond(
		err,
		"what the statement calls changes accounts, rights, settings or databases of the server, "
		"or may do so, and it runs in a scratch database: it was not run");
}

/* A scratch database has nothing but what was made in it, and nothing is made in another database from there. */
static void hint_scratch(const struct mysqldb *s, unsigned number, const char *said,
			 struct sqlembic_error *err)
{
	if (lacks_program(number, said))
		(void)sqlembic_fail_hint(
			err, "let a statement before this one make it, or, where others do that, the "
			     "file that scratch_setup names");
	else if (lacks_elsewhere(s, number, said))
		(void)sqlembic_fail_hint(
			err, "other databases are the server's: let an administrator make it on the "
			     "one that scratch databases are made on, or take the statement out");
}

int mysqldb_fail(struct mysqldb *s, struct sqlembic_error *err)
{
	char said[SAID];
	unsigned number = mysql_errno(s->db);
	const struct meaning *meaning = find_meaning(meanings, sizeof(meanings) / sizeof(meanings[0]),
						     number);
	int code = SQLEMBIC_E_FAILED;

	copy_line(said, sizeof(said), mysql_error(s->db));
	/* To a server that is no node of Galera the number means an unknown command. */
	if (number == 1047 && !strstr(said, "WSREP"))
		meaning = NULL;
	if (number == 1180)
		meaning = find_commit_meaning(said);
	if (number == CR_OUT_OF_MEMORY)
		return sqlembic_fail_memory(err);
	if (strcmp(said, MYSQLDB_GUARD_SAID) == 0)
		return fail_guard(err);
	if (is_loss(number)) {
		code = fail_lost(s, said, err);
	} else if (is_stop(number)) {
		code = fail_stopped(s, said, err);
	} else if (number == ER_LOCK_WAIT_TIMEOUT && s->lock_timeout_ms > 0) {
		code = has_waited_for_nodes(s) ? fail_nodes(err) : fail_waiting(s, err);
	} else {
		code = meaning ? meaning->code : code;
		(void)sqlembic_fail(err, code, "%s", said);
		if (meaning)
			(void)sqlembic_fail_hint(err, "%s", meaning->hint);
		else if (number == ER_OPTION_PREVENTS_STATEMENT)
			(void)hint_option(said, err);
		else if (lacks_privilege(number))
			(void)hint_privilege(s, err);
		else if (mysqldb_reach_is_scratch(s))
			hint_scratch(s, number, said, err);
	}
	add_detail(s->db, number, err);
	return code;
}

/* Both libraries end the message of a connect(2) that failed with its errno, in parentheses. */
static int errno_of(const char *said)
{
	const char *open = strrchr(said, '(');
	return open ? (int)strtol(open + 1, NULL, 10) : 0;
}

/* Whether no waiting cures it: the system does not let this user, or any, connect there. */
static bool is_refused_here(unsigned number, const char *said)
{
	static const int finals[] = { EACCES, EPERM, ENOTDIR, ELOOP, ENAMETOOLONG, ENOTSOCK, EPROTOTYPE };
	if (number != CR_CONNECTION_ERROR && number != CR_CONN_HOST_ERROR)
		return false;
	for (size_t i = 0; i < sizeof(finals) / sizeof(finals[0]); i++)
		if (finals[i] == errno_of(said))
			return true;
	return false;
}

int mysqldb_fail_connect(const struct mysqldb *s, MYSQL *db, struct sqlembic_error *err)
{
	char said[SAID];
	if (mysqldb_is_asked_to_stop(s))
		return sqlembic_fail(err, SQLEMBIC_E_INTERRUPTED, "interrupted while connecting");
	unsigned number = mysql_errno(db);
	copy_line(said, sizeof(said), mysql_error(db));
	const struct meaning *meaning = find_connect_meaning(number, said);
	enum sqlembic_code code = meaning ? meaning->code : SQLEMBIC_E_FAILED;
	bool refused = is_refused_here(number, said);
	if (refused)
		code = SQLEMBIC_E_FAILED;
	(void)sqlembic_fail(err, code, "cannot connect to %s: %s", s->name, said);
	if (refused)
		(void)sqlembic_fail_hint(err,
					 "check unix_socket or host in sqlalchemy.url, and that the user who "
					 "runs this may use the socket and look into its directory: %s",
					 strerror(errno_of(said)));
	else if (meaning)
		(void)sqlembic_fail_hint(err, "%s", meaning->hint);
	add_detail(db, number, err);
	return code;
}
