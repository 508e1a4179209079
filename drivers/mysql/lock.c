/* lock.c: the migration lock, a lock of GET_LOCK: it belongs to the connection and dies with it.  The
 * server ends a connection only when it notices: a statement of a killed client may run on until then.  On a cluster, where
 * it excludes the sessions of one node only, the lock is a row besides: lease.c. */
#include "lock.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sqlembic/text.h"
#include "cluster.h"
#include "holder.h"
#include "lease.h"
#include "rows.h"
#include "who.h"

/* Since MySQL 5.7 names are limited. */
#define LOCK_NAME 64
#define HASH_LEN  17 /* ":" and 16 digits */

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

#define VARIABLE(name, value)                                                                    \
	"EXISTS (SELECT 1 FROM performance_schema.global_variables WHERE VARIABLE_NAME = '" name \
	"' AND VARIABLE_VALUE = '" value "')"

/* What the function of locks says.  Whether MariaDB is a node of Galera, and MySQL a member of a group, was found out when the
 * session began; a MySQL with Galera in it is asked here, in the same message.  Everybody may read that variable. */
static int ask_function(struct mysqldb *s, const char *key, const char *function, char **out,
			struct sqlembic_error *err)
{
	struct sqlembic_buf question = SQLEMBIC_BUF_INIT;
	char *row[2] = { NULL };
	const bool may_be_more = !mysqldb_is_cluster(s) && !mysqldb_serves_mariadb(s);
	sqlembic_buf_printf(&question, "SELECT %s%s", function,
			    may_be_more ? ", " VARIABLE("wsrep_on", "ON") : "");
	int rc = question.failed ? sqlembic_fail_memory(err)
				 : ask(s, key, question.ptr, row, may_be_more ? 2 : 1, err);
	sqlembic_buf_release(&question);
	if (rc == 0 && is_one(row[1]))
		s->cluster = MYSQLDB_GALERA;
	free(row[1]);
	*out = row[0];
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

static void forget(struct mysqldb *s)
{
	free(s->lock_name);
	s->lock_name = NULL;
	s->lease.witness = false;
}

void mysqldb_release_lock(struct mysqldb *s)
{
	struct sqlembic_buf sql = SQLEMBIC_BUF_INIT;
	struct sqlembic_error unheard;
	(void)mysqldb_lease_release(s, &unheard);
	if (s->lock_name)
		sqlembic_buf_printf(&sql, "DO RELEASE_LOCK(%s)", s->lock_name);
	if (sql.len && !sql.failed)
		(void)mysqldb_run(s, sql.ptr, NULL);
	sqlembic_buf_release(&sql);
}

static int fail_held(struct sqlembic_error *err)
{
	return sqlembic_fail(err, SQLEMBIC_E_LOCKED, "another session holds the migration lock");
}

/* The lock of GET_LOCK, which is all there is where only one server is written to. */
static int take_ours(struct mysqldb *s, const char *key, struct sqlembic_error *err)
{
	char *got = NULL;
	int rc = ask_function(s, key, "GET_LOCK(%s, 0)", &got, err);
	if (rc == 0 && !got)
		rc = sqlembic_fail(err, SQLEMBIC_E_FAILED, "the server could not give the migration lock");
	else if (rc == 0 && !is_one(got))
		rc = fail_held(err);
	else if (rc == 0)
		rc = remember(s, key, err);
	free(got);
	return rc;
}

/* On a cluster it keeps the sessions of a node apart from each other, and says which of them are gone.  A server may refuse
 * the function there: the row does without. */
static int take_row(struct mysqldb *s, const char *key, struct sqlembic_error *err)
{
	int rc = s->lock_name ? 0 : remember(s, key, err);
	return rc < 0 ? rc : mysqldb_lease_try(s, s->lock_name, err);
}

int mysqldb_try_lock(struct sqlembic_session *session, const char *key, struct sqlembic_error *err)
{
	struct mysqldb *s = mysqldb_session(session);
	struct sqlembic_error refused = { 0 };
	int rc = s->lease.witness ? 0 : take_ours(s, key, &refused);
	if (rc < 0 && (!mysqldb_is_cluster(s) || s->lost || rc == SQLEMBIC_E_LOCKED))
		return sqlembic_fail_copy(err, &refused);
	s->lease.witness = rc == 0;
	return mysqldb_is_cluster(s) ? take_row(s, key, err) : 0;
}

/* A script may have released the lock; before MySQL 5.7 the server does, too, when the session takes a second one. */
static int give_ours(struct mysqldb *s, const char *key, struct sqlembic_error *err)
{
	char *row[1] = { NULL };
	int rc = ask(s, key, "SELECT RELEASE_LOCK(%s)", row, 1, err);
	if (rc < 0)
		return rc;
	forget(s);
	if (!is_one(row[0]))
		rc = sqlembic_fail(err, SQLEMBIC_E_FAILED,
				   "the migration lock was no longer held: a script has released it");
	free(row[0]);
	return rc;
}

int mysqldb_unlock(struct sqlembic_session *session, const char *key, struct sqlembic_error *err)
{
	struct mysqldb *s = mysqldb_session(session);
	if (!mysqldb_is_cluster(s))
		return give_ours(s, key, err);
	const bool witness = s->lease.witness;
	int rc = mysqldb_lease_release(s, err);
	int rest = witness ? give_ours(s, key, rc < 0 ? NULL : err) : 0;
	return rc < 0 ? rc : rest;
}

int mysqldb_lock_holder(struct sqlembic_session *session, const char *key, struct sqlembic_buf *out,
			struct sqlembic_error *err)
{
	struct mysqldb *s = mysqldb_session(session);
	struct sqlembic_buf name = SQLEMBIC_BUF_INIT;
	char *connection = NULL;

	int rc = ask_function(s, key, "IS_USED_LOCK(%s)", &connection, err);
	if (mysqldb_is_cluster(s)) {
		add_name(&name, s, key);
		rc = name.failed ? sqlembic_fail_memory(err)
				 : mysqldb_holder_describe(s, sqlembic_buf_text(&name), out, err);
	} else if (rc == 0 && connection) {
		rc = mysqldb_who_has(s, connection, out, err);
	}
	sqlembic_buf_release(&name);
	free(connection);
	return rc;
}
