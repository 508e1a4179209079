/* lock.c: the migration lock: an advisory lock of the session, or of a transaction where a pooler leaves us none (holder.c).
 *
 * The lock is only ever tried.  A session that waits for it inside the server holds a snapshot, which CREATE INDEX
 * CONCURRENTLY in the session that has it waits for in its turn. */
#include "lock.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "blockers.h"
#include "fail.h"
#include "fence.h"
#include "holder.h"
#include "open.h"
#include "pooler.h"
#include "query.h"
#include "script.h"
#include "setup.h"

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
	*(bool *)payload = n && postgres_is_true(values[0]);
	return 1;
}

static struct postgres_key make_key(uint64_t hash)
{
	struct postgres_key out;
	(void)snprintf(out.number, sizeof(out.number), "%lld", (long long)(int64_t)hash);
	(void)snprintf(out.high, sizeof(out.high), "%lu", (unsigned long)(hash >> 32));
	(void)snprintf(out.low, sizeof(out.low), "%lu", (unsigned long)(hash & 0xffffffffu));
	return out;
}

/* Of the lock, and of the one that transactions behind a pooler have besides (fence.c). */
static struct postgres_key key_of(const char *key)
{
	return make_key(hash_key(key));
}

static struct postgres_key sent_key_of(const char *key)
{
	return make_key(~hash_key(key));
}

/* The lock, and what is asked for along with it. */
struct lock_row {
	bool taken, may_have_event_triggers, has_path;
};

static int take_lock_row(void *payload, const char *const *values, size_t n)
{
	struct lock_row *row = payload;
	if (n > 2)
		*row = (struct lock_row){ postgres_is_true(values[0]), postgres_is_true(values[1]),
					  postgres_is_true(values[2]) };
	return 1;
}

/* Names in scripts would mean the tables of another schema. */
static int refuse_path(struct postgres_session *s, struct sqlembic_error *err)
{
	char sql[128];
	(void)snprintf(sql, sizeof(sql),
		       "SELECT pg_catalog.pg_advisory_unlock(%s), pg_catalog.pg_advisory_unlock(%s)",
		       s->key.number, s->key.number);
	(void)postgres_run(s, sql, NULL, 0, NULL);
	(void)sqlembic_fail(
		err, SQLEMBIC_E_FAILED,
		"the server has not taken the search_path that came with the connection: scripts would "
		"find the tables of another schema");
	return sqlembic_fail_hint(err,
				  "let sqlalchemy.url name a server that keeps a session for each connection "
				  "(PGlite has one for all)");
}

static int ask(struct postgres_session *s, const struct sqlembic_buf *sql, bool *answer,
	       struct sqlembic_error *err)
{
	struct sqlembic_query query = { .sql = sqlembic_buf_text(sql), .row = take_flag, .payload = answer };
	*answer = false;
	return sql->failed ? sqlembic_fail_memory(err) : postgres_query(&s->base, &query, err);
}

/* It is taken twice, for the look at it behind a script (setup.c).  Not while a transaction of an earlier owner, behind a
 * pooler, still runs. */
static void add_try(struct sqlembic_buf *out, const struct postgres_session *s)
{
	const char *lock = s->key.number;
	sqlembic_buf_printf(
		out,
		" WHEN pg_catalog.pg_try_advisory_lock(%s) THEN"
		" CASE WHEN pg_catalog.pg_try_advisory_xact_lock(%s) THEN pg_catalog.pg_try_advisory_lock(%s)"
		" ELSE NOT pg_catalog.pg_advisory_unlock(%s) END"
		" ELSE false END",
		lock, s->sent_key.number, lock, lock);
}

/* Of a session that has just released all its locks. */
void postgres_add_lock_term(struct sqlembic_buf *out, struct postgres_session *s, const char *key)
{
	s->key = key_of(key);
	s->sent_key = sent_key_of(key);
	sqlembic_buf_puts(out, ", " POSTGRES_EVENT_TRIGGERS ", CASE");
	add_try(out, s);
}

/* A lock that our session holds already is another client's: some servers give all of them one session.  A renewed session has
 * released what it held, and to look for it would cost the server as much as a small revision. */
static int try_session(struct postgres_session *s, struct sqlembic_error *err)
{
	struct sqlembic_buf sql = SQLEMBIC_BUF_INIT;
	struct lock_row row = { .taken = false };
	struct sqlembic_query query = { .row = take_lock_row, .payload = &row };
	sqlembic_buf_puts(&sql, "SELECT CASE");
	if (!s->is_renewed)
		sqlembic_buf_printf(&sql, " WHEN EXISTS (" POSTGRES_OUR_LOCK ") THEN false", s->key.high,
				    s->key.low);
	add_try(&sql, s);
	sqlembic_buf_puts(&sql, ", " POSTGRES_EVENT_TRIGGERS);
	postgres_add_path_term(&sql, s);
	sqlembic_buf_puts(&sql, s->settings + s->basic_settings);
	query.sql = sqlembic_buf_text(&sql);
	int rc = sql.failed ? sqlembic_fail_memory(err) : postgres_query(&s->base, &query, err);
	sqlembic_buf_release(&sql);
	if (rc < 0)
		return rc;
	s->has_event_triggers = s->may_have_event_triggers = row.may_have_event_triggers;
	if (row.taken)
		return row.has_path ? 0 : refuse_path(s, err);
	return sqlembic_fail(err, SQLEMBIC_E_LOCKED, "another process holds the migration lock");
}

/* Literals of a message are read as the connection was when it came, whatever the message sets. */
static int refuse_reading(struct sqlembic_error *err)
{
	(void)sqlembic_fail(err, SQLEMBIC_E_FAILED,
			    POSTGRES_POOLED ", and each reads literals otherwise than scripts are written "
					    "(standard_conforming_strings, client_encoding)");
	return sqlembic_fail_hint(err, POSTGRES_POOLED_HINT);
}

int postgres_try_lock(struct sqlembic_session *session, const char *key, struct sqlembic_error *err)
{
	struct postgres_session *s = postgres_session(session);
	int rc = postgres_know_pool(s, err);
	if (rc < 0)
		return rc;
	if (s->by_statement)
		return postgres_refuse_pool(err);
	s->key = key_of(key);
	s->sent_key = sent_key_of(key);
	if (s->pooled && postgres_reads_otherwise(s))
		return refuse_reading(err);
	rc = s->pooled ? postgres_holder_take(s, err) : try_session(s, err);
	s->locked = rc == 0;
	return rc;
}

/* What was looked at the lock behind has been done under it. */
static int unlock_holder(struct postgres_session *s, struct sqlembic_error *err)
{
	if (postgres_holder_release(s) || s->is_lost)
		return 0;
	if (!s->has_unlooked) {
		if (s->notice)
			s->notice(s->payload,
				  "the connection that held the migration lock, behind the connection "
				  "pooler, has been ended before the run; nothing was written since the last "
				  "look at it");
		return 0;
	}
	(void)sqlembic_fail(err, SQLEMBIC_E_FAILED, POSTGRES_HOLDER_LOST);
	return sqlembic_fail_hint(err, POSTGRES_HOLDER_HINT);
}

static void add_unlock(struct sqlembic_buf *out, const char *key)
{
	const struct postgres_key released_key = key_of(key);
	sqlembic_buf_printf(out,
			    "SELECT CASE WHEN pg_catalog.pg_advisory_unlock(%s)"
			    " THEN pg_catalog.pg_advisory_unlock(%s) ELSE false END",
			    released_key.number, released_key.number);
}

int postgres_query_and_unlock(struct sqlembic_session *session, struct sqlembic_query *query, const char *key,
			      struct sqlembic_error *err)
{
	struct postgres_session *s = postgres_session(session);
	struct sqlembic_buf sql = SQLEMBIC_BUF_INIT;
	bool released = false;
	if (s->pooled || s->fenced)
		return sqlembic_fail(err, SQLEMBIC_E_FAILED, "the lock is not the session's alone");
	add_unlock(&sql, key);
	struct sqlembic_query unlock = { .sql = sqlembic_buf_text(&sql),
					 .row = take_flag,
					 .payload = &released };
	struct sqlembic_query *const queries[] = { query, &unlock };
	int rc = sql.failed ? sqlembic_fail_memory(err) : postgres_query_together(s, queries, 2, err);
	sqlembic_buf_release(&sql);
	if (released) {
		s->locked = false;
		return 0;
	}
	return rc < 0 ? rc : sqlembic_fail(err, SQLEMBIC_E_FAILED, "the lock was not held any more");
}

int postgres_unlock(struct sqlembic_session *session, const char *key, struct sqlembic_error *err)
{
	struct postgres_session *s = postgres_session(session);
	struct sqlembic_buf sql = SQLEMBIC_BUF_INIT;
	bool released;
	s->locked = false;
	if (s->pooled)
		return unlock_holder(s, err);
	add_unlock(&sql, key);
	int rc = ask(s, &sql, &released, err);
	sqlembic_buf_release(&sql);
	if (rc < 0 || released)
		return rc;
	(void)sqlembic_fail(err, SQLEMBIC_E_FAILED, "the migration lock was not held any more");
	return sqlembic_fail_hint(err,
				  "a connection pooler in transaction mode gives each transaction another "
				  "connection: let sqlalchemy.url name the server itself");
}

struct found {
	const struct postgres_session *s;
	struct sqlembic_buf *out;
};

/* One of whom we are may be gone: then nobody ends the session, and the lock with it. */
static int add_holder(void *payload, const char *const *values, size_t n)
{
	const struct found *found = payload;
	if (n != 7)
		return 1;
	if (!values[0] || strtol(values[0], NULL, 10) != PQbackendPID(found->s->conn))
		postgres_add_activity(found->out, values);
	else if (!found->s->locked)
		sqlembic_buf_puts(found->out,
				  "another client (this server gives all of them one session; if it is gone: "
				  "SELECT pg_advisory_unlock_all())");
	return 1;
}

int postgres_lock_holder(struct sqlembic_session *session, const char *key, struct sqlembic_buf *out,
			 struct sqlembic_error *err)
{
	const struct postgres_key wanted = key_of(key), sent = sent_key_of(key);
	const char *const args[] = { wanted.high, wanted.low, sent.high, sent.low, wanted.low };
	struct found found = { postgres_session(session), out };
	struct sqlembic_query query = {
		.sql = "SELECT " POSTGRES_ACTIVITY_COLUMNS " FROM pg_catalog.pg_locks AS l"
		       " JOIN pg_catalog.pg_stat_activity AS a ON a.pid = l.pid"
		       " WHERE l.locktype = 'advisory' AND l.objsubid = 1 AND l.granted AND l.database ="
		       " (SELECT oid FROM pg_catalog.pg_database WHERE datname = current_database())"
		       " AND (l.classid = ? AND l.objid = ? OR l.classid = ? AND l.objid = ?)"
		       " ORDER BY l.objid = ? DESC LIMIT 1",
		.args = args,
		.nargs = 5,
		.row = add_holder,
		.payload = &found,
	};
	return found.s->by_statement ? postgres_refuse_pool(err)
				     : postgres_query_as_login(session, &query, err);
}
