/* lock.c: the migration lock, a lock of GET_LOCK: it belongs to the connection and dies with it.  The
 * server ends a connection only when it notices: a statement of a killed client may run on until then. */
#include "lock.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "sqlembic/text.h"
#include "rows.h"

/* Since MySQL 5.7 names are limited. */
#define LOCK_NAME 64
#define HASH_LEN  17 /* ":" and 16 digits */
#define SHOWN     80

/* FNV-1a, for names that are too long: it must be the same everywhere, not be hard to find collisions of. */
static unsigned long long hash_name(const char *text)
{
	unsigned long long hash = 14695981039346656037ULL;
	for (; *text; text++)
		hash = (hash ^ (unsigned char)*text) * 1099511628211ULL;
	return hash;
}

/* Appends the lock's name as a literal.  Names are the server's, not the database's: ours contains the database. */
static void add_name(struct sqlembic_buf *out, const struct mysqldb *s, const char *key)
{
	struct sqlembic_buf name = SQLEMBIC_BUF_INIT;
	sqlembic_buf_printf(&name, "%s:%s", s->default_database ? s->default_database : "", key);
	if (name.len > LOCK_NAME) {
		unsigned long long hash = hash_name(name.ptr);
		size_t keep = sqlembic_text_cut(name.ptr, name.len, LOCK_NAME - HASH_LEN);
		name.ptr[keep] = '\0';
		name.len = keep;
		sqlembic_buf_printf(&name, ":%016llx", hash);
	}
	mysqldb_add_literal(out, sqlembic_buf_text(&name));
	out->failed = out->failed || name.failed;
	sqlembic_buf_release(&name);
}

/* Runs `format`, in which every "%s" stands for the lock's name, and reads `n` columns of its row. */
static int ask(struct mysqldb *s, const char *key, const char *format, char **out, size_t n,
	       struct sqlembic_error *err)
{
	struct sqlembic_buf sql = SQLEMBIC_BUF_INIT;
	for (const char *mark; (mark = strstr(format, "%s")); format = mark + 2) {
		sqlembic_buf_add(&sql, format, (size_t)(mark - format));
		add_name(&sql, s, key);
	}
	sqlembic_buf_puts(&sql, format);
	int rc = sql.failed ? sqlembic_fail_memory(err) : mysqldb_read_row(s, out, n, sql.ptr, err);
	sqlembic_buf_release(&sql);
	return rc;
}

static bool is_one(const char *text)
{
	return text && strcmp(text, "1") == 0;
}

/* Clusters in which several nodes are written to, and a lock excludes the sessions of one node only. */
static const struct cluster {
	const char *name, *is, *hint;
} clusters[] = {
	{ "galera", "a node of a Galera cluster",
	  "print the script with --sql and run it with the mysql client, when nobody else migrates" },
	{ "group", "a member of a group in multi-primary mode (Group Replication)",
	  "SELECT group_replication_switch_to_single_primary_mode() makes one member the only one that is "
	  "written "
	  "to; or print the script with --sql and run it with the mysql client, when nobody else migrates" },
};

/* 0 where `name` is of none. */
static int refuse_cluster(const char *name, struct sqlembic_error *err)
{
	for (size_t i = 0; name && i < sizeof(clusters) / sizeof(clusters[0]); i++) {
		if (strcmp(name, clusters[i].name) != 0)
			continue;
		sqlembic_fail(err, SQLEMBIC_E_FAILED,
			      "the server is %s, where GET_LOCK excludes the sessions of one node only: two "
			      "runs on "
			      "two nodes would both migrate",
			      clusters[i].is);
		return sqlembic_fail_hint(err, "%s", clusters[i].hint);
	}
	return 0;
}

#define VARIABLE(name, value)                                                                    \
	"EXISTS (SELECT 1 FROM performance_schema.global_variables WHERE VARIABLE_NAME = '" name \
	"' AND VARIABLE_VALUE = '" value "')"

/* Asks for two columns: of which cluster the server is a node, and, where it is of none, what a function of locks says.
 * Everybody may read these variables; MariaDB has one of them, unless it was built without Galera. */
static int ask_node(struct mysqldb *s, const char *key, const char *function, char **out,
		    struct sqlembic_error *err)
{
	struct sqlembic_buf question = SQLEMBIC_BUF_INIT;
	struct sqlembic_error first = { 0 };
	bool mariadb = strstr(mysql_get_server_info(s->db), "MariaDB");
	if (mariadb)
		sqlembic_buf_printf(&question, "SELECT IF(@@wsrep_on, 'galera', ''), IF(@@wsrep_on, 0, %s)",
				    function);
	else
		sqlembic_buf_printf(
			&question,
			"SELECT c.name, IF(c.name = '', %s, 0) FROM (SELECT CASE WHEN " VARIABLE(
				"wsrep_on",
				"ON") " THEN 'galera' WHEN " VARIABLE("group_replication_single_primary_mode",
								      "OFF") " THEN 'group' ELSE '' END AS "
									     "name) AS c",
			function);
	int rc = question.failed ? sqlembic_fail_memory(&first) : ask(s, key, question.ptr, out, 2, &first);
	if (rc < 0 && !s->lost && mariadb && mysql_errno(s->db) == ER_UNKNOWN_SYSTEM_VARIABLE) {
		sqlembic_buf_clear(&question);
		sqlembic_buf_printf(&question, "SELECT '', %s", function);
		rc = question.failed ? sqlembic_fail_memory(err) : ask(s, key, question.ptr, out, 2, err);
	} else if (rc < 0) {
		*err = first;
	}
	sqlembic_buf_release(&question);
	return rc;
}

static int remember(struct mysqldb *s, const char *key, struct sqlembic_error *err)
{
	struct sqlembic_buf name = SQLEMBIC_BUF_INIT;
	add_name(&name, s, key);
	free(s->lock_name);
	s->lock_name = name.ptr;
	return name.failed ? sqlembic_fail_memory(err) : 0;
}

void mysqldb_release_lock(struct mysqldb *s)
{
	struct sqlembic_buf sql = SQLEMBIC_BUF_INIT;
	if (s->lock_name)
		sqlembic_buf_printf(&sql, "DO RELEASE_LOCK(%s)", s->lock_name);
	if (sql.len && !sql.failed)
		(void)mysqldb_run(s, sql.ptr, NULL);
	sqlembic_buf_release(&sql);
}

int mysqldb_try_lock(struct sqlembic_session *session, const char *key, struct sqlembic_error *err)
{
	struct mysqldb *s = mysqldb_session(session);
	char *row[2] = { NULL };

	int rc = ask_node(s, key, "GET_LOCK(%s, 0)", row, err);
	if (rc < 0)
		return rc;
	rc = refuse_cluster(row[0], err);
	if (rc == 0 && !row[1])
		rc = sqlembic_fail(err, SQLEMBIC_E_FAILED, "the server could not give the migration lock");
	else if (rc == 0 && !is_one(row[1]))
		rc = sqlembic_fail(err, SQLEMBIC_E_LOCKED, "another session holds the migration lock");
	else if (rc == 0)
		rc = remember(s, key, err);
	free(row[0]);
	free(row[1]);
	return rc;
}

/* A script may have released the lock; before MySQL 5.7 the server does, too, when the session takes a second one. */
int mysqldb_unlock(struct sqlembic_session *session, const char *key, struct sqlembic_error *err)
{
	struct mysqldb *s = mysqldb_session(session);
	char *row[1] = { NULL };

	int rc = ask(s, key, "SELECT RELEASE_LOCK(%s)", row, 1, err);
	if (rc < 0)
		return rc;
	free(s->lock_name);
	s->lock_name = NULL;
	if (!is_one(row[0]))
		rc = sqlembic_fail(err, SQLEMBIC_E_FAILED,
				   "the migration lock was no longer held: a script has released it");
	free(row[0]);
	return rc;
}

/* Statements that set passwords are not shown. */
static bool is_secret(const char *info)
{
	return strcasestr(info, "identified") || strcasestr(info, "password");
}

static void add_session(struct sqlembic_buf *out, char *const *row)
{
	const char *id = row[0], *user = row[1], *host = row[2], *command = row[3], *time = row[4],
		   *info = row[5];
	sqlembic_buf_printf(out, "connection %s", id);
	if (!user)
		return;
	bool idle = command && strcasecmp(command, "Sleep") == 0;
	sqlembic_buf_printf(out, " (%s@%s, %s for %s s", user, host ? host : "", idle ? "idle" : "busy",
			    time ? time : "0");
	if (info && !idle && !is_secret(info)) {
		sqlembic_buf_puts(out, ": ");
		for (size_t i = 0; i < SHOWN && info[i]; i++)
			sqlembic_buf_putc(out, (unsigned char)info[i] < ' ' ? ' ' : info[i]);
	}
	sqlembic_buf_putc(out, ')');
}

/* A user without the PROCESS privilege sees only the number of another user's session. */
static int describe_holder(struct mysqldb *s, const char *key, struct sqlembic_buf *out,
			   struct sqlembic_error *err)
{
	char *row[6] = { NULL };
	int rc = ask(s, key,
		     "SELECT l.id, p.USER, p.HOST, p.COMMAND, p.TIME, p.INFO FROM (SELECT IS_USED_LOCK(%s) "
		     "AS id) l"
		     " LEFT JOIN information_schema.PROCESSLIST p ON p.ID = l.id",
		     row, 6, err);
	if (rc < 0)
		return rc;
	if (row[0])
		add_session(out, row);
	for (size_t i = 0; i < 6; i++)
		free(row[i]);
	return out->failed ? sqlembic_fail_memory(err) : 0;
}

int mysqldb_lock_holder(struct sqlembic_session *session, const char *key, struct sqlembic_buf *out,
			struct sqlembic_error *err)
{
	struct mysqldb *s = mysqldb_session(session);
	char *row[2] = { NULL };

	int rc = ask_node(s, key, "IS_USED_LOCK(%s)", row, err);
	if (rc < 0)
		return rc;
	rc = refuse_cluster(row[0], err);
	if (rc == 0 && row[1])
		rc = describe_holder(s, key, out, err);
	free(row[0]);
	free(row[1]);
	return rc;
}
