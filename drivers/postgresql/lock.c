/* lock.c: the migration lock, a session advisory lock, and the connections behind lock and journal.
 *
 * The lock is only ever tried.  A session that waits for it inside the server holds a snapshot, which CREATE INDEX
 * CONCURRENTLY in the session that has it waits for in its turn. */
#include "lock.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "blockers.h"
#include "pooler.h"
#include "query.h"

/* FNV-1a.  Advisory locks belong to a database, so that the key need not name it. */
static uint64_t hash_key(const char *key)
{
	uint64_t hash = UINT64_C(0xcbf29ce484222325);
	for (; *key; key++)
		hash = (hash ^ (unsigned char)*key) * UINT64_C(0x100000001b3);
	return hash;
}

static int take_flag(void *payload, const char *const *values, size_t n)
{
	*(bool *)payload = n && values[0] && strcmp(values[0], "t") == 0;
	return 1;
}

static struct postgres_key make_key(const char *key)
{
	struct postgres_key out;
	uint64_t hash = hash_key(key);
	(void)snprintf(out.number, sizeof(out.number), "%lld", (long long)(int64_t)hash);
	(void)snprintf(out.high, sizeof(out.high), "%lu", (unsigned long)(hash >> 32));
	(void)snprintf(out.low, sizeof(out.low), "%lu", (unsigned long)(hash & 0xffffffffu));
	return out;
}

static int ask(struct postgres_session *s, const struct sqlembic_buf *sql, bool *answer,
	       struct sqlembic_error *err)
{
	struct sqlembic_query query = { .sql = sqlembic_buf_text(sql), .row = take_flag, .payload = answer };
	*answer = false;
	return sql->failed ? sqlembic_fail_memory(err) : postgres_query(&s->base, &query, err);
}

static int refuse_pooler(struct sqlembic_error *err)
{
	(void)sqlembic_fail(err, SQLEMBIC_E_FAILED,
			    POSTGRES_POOLED ", so that the migration lock cannot be held");
	return sqlembic_fail_hint(err, POSTGRES_POOLED_HINT);
}

/* A lock that our session holds already is another client's: some servers give all of them one session.  It is taken twice,
 * for the look at it behind a script (setup.c). */
int postgres_try_lock(struct sqlembic_session *session, const char *key, struct sqlembic_error *err)
{
	struct postgres_session *s = postgres_session(session);
	struct sqlembic_buf sql = SQLEMBIC_BUF_INIT;
	bool taken;
	if (s->pooled)
		return refuse_pooler(err);
	s->key = make_key(key);
	sqlembic_buf_printf(
		&sql,
		"SELECT CASE WHEN EXISTS (" POSTGRES_OUR_LOCK ") THEN false"
		" WHEN pg_catalog.pg_try_advisory_lock(%s) THEN pg_catalog.pg_try_advisory_lock(%s)"
		" ELSE false END%s",
		s->key.high, s->key.low, s->key.number, s->key.number, s->settings + s->basic_settings);
	int rc = ask(s, &sql, &taken, err);
	sqlembic_buf_release(&sql);
	if (rc == 0 && taken)
		s->locked = true;
	if (rc < 0 || taken)
		return rc;
	return sqlembic_fail(err, SQLEMBIC_E_LOCKED, "another process holds the migration lock");
}

int postgres_unlock(struct sqlembic_session *session, const char *key, struct sqlembic_error *err)
{
	struct postgres_session *s = postgres_session(session);
	struct sqlembic_buf sql = SQLEMBIC_BUF_INIT;
	struct postgres_key released_key = make_key(key);
	bool released;
	s->locked = false;
	sqlembic_buf_printf(&sql,
			    "SELECT CASE WHEN pg_catalog.pg_advisory_unlock(%s)"
			    " THEN pg_catalog.pg_advisory_unlock(%s) ELSE false END",
			    released_key.number, released_key.number);
	int rc = ask(s, &sql, &released, err);
	sqlembic_buf_release(&sql);
	if (rc < 0 || released)
		return rc;
	(void)sqlembic_fail(err, SQLEMBIC_E_FAILED, "the migration lock was not held any more");
	return sqlembic_fail_hint(err,
				  "a connection pooler in transaction mode gives each transaction another "
				  "connection: let sqlalchemy.url name the server itself");
}

static int add_holder(void *payload, const char *const *values, size_t n)
{
	if (n == 7)
		postgres_add_activity(payload, values);
	return 1;
}

int postgres_lock_holder(struct sqlembic_session *session, const char *key, struct sqlembic_buf *out,
			 struct sqlembic_error *err)
{
	const struct postgres_key wanted = make_key(key);
	const char *const args[] = { wanted.high, wanted.low };
	struct sqlembic_query query = {
		.sql = "SELECT " POSTGRES_ACTIVITY_COLUMNS " FROM pg_catalog.pg_locks AS l"
		       " JOIN pg_catalog.pg_stat_activity AS a ON a.pid = l.pid"
		       " WHERE l.locktype = 'advisory' AND l.classid = ? AND l.objid = ? AND l.objsubid = 1"
		       " AND l.granted AND l.database ="
		       " (SELECT oid FROM pg_catalog.pg_database WHERE datname = current_database())",
		.args = args,
		.nargs = 2,
		.row = add_holder,
		.payload = out,
	};
	return postgres_session(session)->pooled ? refuse_pooler(err)
						 : postgres_query_as_login(session, &query, err);
}

/* ---- connections --------------------------------------------------------------------------------------- */

#define STARTED "to_char(backend_start AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US')"

static int take_id(void *payload, const char *const *values, size_t n)
{
	struct postgres_session *s = payload;
	if (n == 2 && values[0] && values[1])
		(void)snprintf(s->id, sizeof(s->id), "%s@%s", values[0], values[1]);
	return 1;
}

/* Process ids are used again: the time at which it started tells one process from the next. */
int postgres_connection_id(struct sqlembic_session *session, struct sqlembic_buf *out,
			   struct sqlembic_error *err)
{
	struct postgres_session *s = postgres_session(session);
	struct sqlembic_query query = {
		.sql = "SELECT pid, " STARTED
		       " FROM pg_catalog.pg_stat_activity WHERE pid = pg_catalog.pg_backend_pid()",
		.row = take_id,
		.payload = s,
	};
	int rc = s->id[0] ? 0 : postgres_query_as_login(session, &query, err);
	if (rc == 0 && !s->id[0])
		rc = sqlembic_fail(err, SQLEMBIC_E_FAILED, "the server does not list this connection");
	if (rc == 0)
		sqlembic_buf_puts(out, s->id);
	return rc;
}

static bool is_id(const char *id, char *pid, size_t size)
{
	static const char form[] = "0000-00-00T00:00:00.000000";
	size_t n = strspn(id, "0123456789");
	if (n == 0 || n >= size || id[n] != '@' || strlen(id + n + 1) != sizeof(form) - 1)
		return false;
	for (size_t i = 0; form[i]; i++) {
		char c = id[n + 1 + i];
		if (form[i] == '0' ? c < '0' || c > '9' : c != form[i])
			return false;
	}
	(void)snprintf(pid, size, "%.*s", (int)n, id);
	return true;
}

int postgres_connection_alive(struct sqlembic_session *session, const char *id, struct sqlembic_error *err)
{
	char pid[11];
	bool alive = false;
	if (!is_id(id, pid, sizeof(pid)))
		return sqlembic_fail(err, SQLEMBIC_E_FAILED,
				     "\"%s\" names no connection to a PostgreSQL server", id);
	const char *const args[] = { pid, strchr(id, '@') + 1 };
	/* Of other users' sessions an unprivileged one sees the pid alone: then it may be alive. */
	struct sqlembic_query query = {
		.sql = "SELECT true FROM pg_catalog.pg_stat_activity"
		       " WHERE pid = ? AND (backend_start IS NULL OR " STARTED " = ?)",
		.args = args,
		.nargs = 2,
		.row = take_flag,
		.payload = &alive,
	};
	int rc = postgres_query_as_login(session, &query, err);
	return rc < 0 ? rc : alive;
}
