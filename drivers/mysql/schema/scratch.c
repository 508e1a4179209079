/* scratch.c: makes and drops scratch databases, and finds those that a killed run has left behind.
 *
 * Whose run still lives is told by a lock of GET_LOCK with the name of the database: it is held by the session that has made
 * it, and gone with that; in a cluster, by their age besides.  Databases have no owner here: those that the user has no rights to
 * are not seen. */
#include "scratch.h"

#include <stdlib.h>
#include <string.h>

#include "../answer.h"
#include "../cluster.h"
#include "../replica.h"
#include "../rows.h"
#include "../session.h"
#include "../who.h"

/* Runs SQL with the name of the database, and of its lock, as the one argument. */
static int ask(struct mysqldb *s, const char *sql, const char *name,
	       int (*row)(void *payload, const char *const *values, size_t n), void *payload,
	       struct sqlembic_error *err)
{
	struct sqlembic_query query = {
		.sql = sql, .args = &name, .nargs = 1, .row = row, .payload = payload
	};
	return mysqldb_run_query(s, &query, err);
}

static int run(struct mysqldb *s, struct sqlembic_buf *sql, struct sqlembic_error *err)
{
	int rc = sql->failed ? sqlembic_fail_memory(err) : mysqldb_run(s, sql->ptr, err);
	sqlembic_buf_release(sql);
	return rc;
}

/* The character set and collation that new tables get; no row where the session has no database. */
static const char defaults_sql[] = "SELECT DEFAULT_CHARACTER_SET_NAME, DEFAULT_COLLATION_NAME FROM "
				   "information_schema.SCHEMATA WHERE SCHEMA_NAME = DATABASE()";

static void add_defaults(struct sqlembic_buf *sql, const char *set, const char *collation)
{
	if (set && collation)
		sqlembic_buf_printf(sql, " CHARACTER SET %s COLLATE %s", set, collation);
}

static void free_row(char **row, size_t n)
{
	for (size_t i = 0; i < n; i++)
		free(row[i]);
}

/* ---- making ---- */

/* Says what can be done about a server that makes no database for this user. */
static int advise(struct mysqldb *s, struct sqlembic_error *err)
{
	struct sqlembic_error unheard;
	struct sqlembic_buf account = SQLEMBIC_BUF_INIT;
	char *row[1] = { NULL };
	switch (mysql_errno(s->db)) {
	case 1044: /* access to the database is denied */
	case 1142:
	case 1227:
		(void)mysqldb_read_row(s, row, 1, "SELECT CURRENT_USER()", &unheard);
		if (row[0])
			mysqldb_who_is(&account, row[0]);
		(void)sqlembic_fail_hint(
			err,
			"let an administrator run: GRANT ALL ON `sqlembic\\_scratch\\_%%`.* TO %s; "
			"or set scratch_url to a server where the user may make databases",
			account.len ? account.ptr : "the user");
		free(row[0]);
		sqlembic_buf_release(&account);
		break;
	case 1290: /* --read-only, --super-read-only: a replica, or maintenance */
	case 1792: /* transaction_read_only */
	case 1836: /* innodb_read_only */
		(void)sqlembic_fail_hint(err,
					 "schemas are compared in scratch databases, and this server is not "
					 "written to: set scratch_url to one of the same version that is");
		break;
	default:
		break;
	}
	return err ? err->code : SQLEMBIC_E_FAILED;
}

static int expect_no_replica(struct mysqldb *s, struct sqlembic_error *err)
{
	char *read_only = NULL;
	int rc = mysqldb_read_row(s, &read_only, 1, "SELECT " MYSQLDB_READ_ONLY, err);
	if (rc == 0)
		rc = mysqldb_replica_refuse(s, read_only, err);
	free(read_only);
	return rc;
}

int mysqldb_scratch_make(struct sqlembic_session *session, const char *name, struct sqlembic_error *err)
{
	struct mysqldb *s = mysqldb_session(session);
	struct sqlembic_buf sql = SQLEMBIC_BUF_INIT;
	char *defaults[2] = { NULL };
	int rc = expect_no_replica(s, err);
	if (rc == 0)
		rc = ask(s, "SELECT GET_LOCK(?, 0)", name, NULL, NULL, err);
	if (rc == 0)
		rc = mysqldb_read_row(s, defaults, 2, defaults_sql, err);
	if (rc < 0)
		return rc;
	sqlembic_buf_puts(&sql, "CREATE DATABASE ");
	sqlembic_buf_quote(&sql, name, '`');
	add_defaults(&sql, defaults[0], defaults[1]);
	free_row(defaults, 2);
	if ((rc = run(s, &sql, err)) == 0)
		return 0;
	if (!s->lost)
		rc = advise(s, err);
	(void)ask(s, "DO RELEASE_LOCK(?)", name, NULL, NULL, &(struct sqlembic_error){ 0 });
	return rc;
}

int mysqldb_scratch_traits(struct sqlembic_session *live,
			   int (*row)(void *payload, const char *const *values, size_t n), void *payload,
			   struct sqlembic_error *err)
{
	return mysqldb_read_rows(mysqldb_session(live), defaults_sql, row, payload, err);
}

int mysqldb_scratch_adapt(struct sqlembic_session *session, const char *name, const char *const *values,
			  size_t n, struct sqlembic_error *err)
{
	struct sqlembic_buf sql = SQLEMBIC_BUF_INIT;
	if (n < 2 || !values[0] || !values[1])
		return 0;
	sqlembic_buf_puts(&sql, "ALTER DATABASE ");
	sqlembic_buf_quote(&sql, name, '`');
	add_defaults(&sql, values[0], values[1]);
	int rc = run(mysqldb_session(session), &sql, err);
	if (rc < 0)
		(void)sqlembic_fail_hint(err, "scratch databases have to be made on a server of the same "
					      "version: let scratch_url name one");
	return rc;
}

/* ---- dropping ---- */

struct inside {
	struct sqlembic_buf kills;
	const char *name;
	unsigned long self;
};

/* A row of SHOW PROCESSLIST: Id, User, Host, db, Command ... */
static int add_kill(void *payload, const char *const *values, size_t n)
{
	struct inside *inside = payload;
	if (n > 4 && values[0] && values[3] && values[4] && strcmp(values[4], "Sleep") == 0 &&
	    strcmp(values[3], inside->name) == 0 && strtoul(values[0], NULL, 10) != inside->self)
		sqlembic_buf_printf(&inside->kills, "%sKILL %s", inside->kills.len ? "; " : "", values[0]);
	return 0;
}

/* An idle session that is in the database could hold locks on its tables.  One that has ended meanwhile is no error.
 *
 * Of a session that works, MariaDB may name another database than its own: that of a routine which it looks at on the way
 * through information_schema.ROUTINES. */
static int end_sessions(struct mysqldb *s, const char *name, struct sqlembic_error *err)
{
	struct sqlembic_error unheard;
	struct inside inside = { SQLEMBIC_BUF_INIT, name, mysql_thread_id(s->db) };
	int rc = mysqldb_allow_many(s, true, err);
	if (rc == 0)
		rc = mysqldb_read_rows(s, "SHOW PROCESSLIST", add_kill, &inside, err);
	if (rc == 0 && inside.kills.len > 0 && !inside.kills.failed)
		(void)mysqldb_run(s, inside.kills.ptr, &unheard);
	sqlembic_buf_release(&inside.kills);
	return rc;
}

/* Tables that are dropped by one statement. */
#define DROPPED_AT_ONCE 100

struct tables {
	struct sqlembic_buf sql; /* statements that drop them, each with a zero behind it */
	const char *database;
	size_t n;
};

/* A row of SHOW FULL TABLES. */
static int add_table(void *payload, const char *const *values, size_t n)
{
	struct tables *tables = payload;
	if (n < 2 || !values[0] || !values[1] || strcmp(values[1], "VIEW") == 0)
		return 0;
	const bool begins = tables->n++ % DROPPED_AT_ONCE == 0;
	if (begins && tables->sql.len > 0)
		sqlembic_buf_putc(&tables->sql, '\0');
	sqlembic_buf_puts(&tables->sql, begins ? "DROP TABLE " : ", ");
	sqlembic_buf_quote(&tables->sql, tables->database, '`');
	sqlembic_buf_putc(&tables->sql, '.');
	sqlembic_buf_quote(&tables->sql, values[0], '`');
	return 0;
}

/* MariaDB looks through all locks of a statement for each table that it drops: with a database of many tables that is the square of
 * their number.  What is left goes with the database. */
static void drop_tables(struct mysqldb *s, const char *name)
{
	struct sqlembic_error unheard;
	struct tables tables = { SQLEMBIC_BUF_INIT, name, 0 };
	struct sqlembic_buf sql = SQLEMBIC_BUF_INIT;
	if (!mysqldb_serves_mariadb(s))
		return;
	sqlembic_buf_puts(&sql, "SHOW FULL TABLES FROM ");
	sqlembic_buf_quote(&sql, name, '`');
	if (!sql.failed && mysqldb_read_rows(s, sql.ptr, add_table, &tables, &unheard) == 0 &&
	    tables.n > DROPPED_AT_ONCE && !tables.sql.failed &&
	    mysqldb_run(s, "SET SESSION foreign_key_checks = 0", &unheard) == 0)
		for (const char *at = tables.sql.ptr; at < tables.sql.ptr + tables.sql.len && !s->lost;
		     at += strlen(at) + 1)
			(void)mysqldb_run(s, at, &unheard);
	sqlembic_buf_release(&sql);
	sqlembic_buf_release(&tables.sql);
}

/* A session that was not idle yet when it was looked for is looked for again. */
#define DROP_TRIES 30

/* The last try alone counts. */
static int drop(struct mysqldb *s, const char *name, const char *sql, struct sqlembic_error *err)
{
	struct sqlembic_error why;
	int rc = SQLEMBIC_E_LOCKED;
	for (int tries = 0; rc == SQLEMBIC_E_LOCKED && tries < DROP_TRIES; tries++) {
		why = (struct sqlembic_error){ 0 };
		rc = end_sessions(s, name, &why);
		if (rc == 0) {
			drop_tables(s, name);
			rc = mysqldb_run(s, sql, &why);
		}
	}
	return rc < 0 ? sqlembic_fail_copy(err, &why) : 0;
}

int mysqldb_scratch_drop(struct sqlembic_session *session, const char *name, struct sqlembic_error *err)
{
	struct mysqldb *s = mysqldb_session(session);
	struct sqlembic_buf sql = SQLEMBIC_BUF_INIT;
	int rc = mysqldb_run(s, "SET SESSION lock_wait_timeout = 1", err);
	sqlembic_buf_puts(&sql, "DROP DATABASE ");
	sqlembic_buf_quote(&sql, name, '`');
	if (rc == 0 && sql.failed)
		rc = sqlembic_fail_memory(err);
	if (rc == 0)
		rc = drop(s, name, sql.ptr, err);
	sqlembic_buf_release(&sql);
	return rc == 0 ? ask(s, "DO RELEASE_LOCK(?)", name, NULL, NULL, err) : rc;
}

/* The prefix of their names, behind which the time stands when they were made, in hexadecimal digits. */
#define LISTED                                                                               \
	"SELECT SCHEMA_NAME FROM information_schema.SCHEMATA WHERE LEFT(SCHEMA_NAME, 17) = " \
	"'sqlembic_scratch_' AND GET_LOCK(SCHEMA_NAME, 0) = 1 AND SCHEMA_NAME NOT IN"        \
	" (SELECT DB FROM information_schema.PROCESSLIST WHERE DB IS NOT NULL)"

/* Of sessions at other nodes of a cluster neither the lock tells nor the list: what was made a day ago is used by none. */
#define IS_OLD                                                                                        \
	" AND CAST(CONV(SUBSTRING_INDEX(SUBSTRING(SCHEMA_NAME, 18), '_', 1), 16, 10) AS UNSIGNED) < " \
	"UNIX_TIMESTAMP() - 86400"

int mysqldb_scratch_list(struct sqlembic_session *session,
			 int (*row)(void *payload, const char *const *values, size_t n), void *payload,
			 struct sqlembic_error *err)
{
	struct mysqldb *s = mysqldb_session(session);
	return mysqldb_read_rows(s, mysqldb_is_cluster(s) ? LISTED IS_OLD : LISTED, row, payload, err);
}
