/* query.c: our own statements, with arguments, prepared once for a session. */
#include "query.h"

#include <stdlib.h>
#include <string.h>

#include "fail.h"
#include "watch.h"

#define QUERY_COLUMNS 32

static struct sqlite_cached *oldest(struct sqlite_session *s)
{
	struct sqlite_cached *old = &s->cache[0];
	for (size_t i = 1; i < SQLITE_CACHE; i++)
		if (s->cache[i].used < old->used)
			old = &s->cache[i];
	return old;
}

static struct sqlite_cached *find_cached(struct sqlite_session *s, const char *sql)
{
	for (size_t i = 0; i < SQLITE_CACHE; i++)
		if (s->cache[i].asked == sql && strcmp(s->cache[i].sql, sql) == 0)
			return &s->cache[i];
	for (size_t i = 0; i < SQLITE_CACHE; i++)
		if (s->cache[i].sql && strcmp(s->cache[i].sql, sql) == 0)
			return &s->cache[i];
	return NULL;
}

/* SQLite takes an unknown name in quotes for a text, and a view of the user's may rely on it: so it is told not to for this
 * statement only. */
static int prepare(sqlite3_stmt **out, struct sqlite_session *s, const struct sqlembic_query *q)
{
	/* What asks on the way in is as a rule all: memory that SQLite has at hand will do, which it spares otherwise. */
	const unsigned lasting = s->is_arriving ? 0 : SQLITE_PREPARE_PERSISTENT;
	int texts = 0;
	if (q->exact_names) {
		(void)sqlite3_db_config(s->db, SQLITE_DBCONFIG_DQS_DML, -1, &texts);
		(void)sqlite3_db_config(s->db, SQLITE_DBCONFIG_DQS_DML, 0, NULL);
	}
	int rc = sqlite3_prepare_v3(s->db, q->sql, -1, lasting, out, NULL);
	if (q->exact_names)
		(void)sqlite3_db_config(s->db, SQLITE_DBCONFIG_DQS_DML, texts, NULL);
	return rc;
}

/* A SQLite result code.  The statement belongs to the cache; reset it after use. */
static int find_statement(sqlite3_stmt **out, struct sqlite_session *s, const struct sqlembic_query *q)
{
	const char *sql = q->sql;
	struct sqlite_cached *known = find_cached(s, sql);
	if (known) {
		known->asked = sql;
		known->used = ++s->clock;
		*out = known->stmt;
		return SQLITE_OK;
	}
	sqlite3_stmt *stmt = NULL;
	int rc = prepare(&stmt, s, q);
	if (rc != SQLITE_OK)
		return rc;
	struct sqlite_cached *c = oldest(s);
	char *copy = strdup(sql);
	if (!copy) {
		(void)sqlite3_finalize(stmt);
		return SQLITE_NOMEM;
	}
	(void)sqlite3_finalize(c->stmt);
	free(c->sql);
	c->sql = copy;
	c->asked = sql;
	c->stmt = stmt;
	c->used = ++s->clock;
	*out = stmt;
	return SQLITE_OK;
}

void sqlite_cache_release(struct sqlite_session *s)
{
	for (size_t i = 0; i < SQLITE_CACHE; i++) {
		(void)sqlite3_finalize(s->cache[i].stmt);
		free(s->cache[i].sql);
		s->cache[i] = (struct sqlite_cached){ 0 };
	}
}

static bool is_missing_table(const struct sqlite_session *s, int rc)
{
	return (rc & 0xff) == SQLITE_ERROR && strncmp(sqlite3_errmsg(s->db), "no such table: ", 15) == 0;
}

static int bind(sqlite3_stmt *stmt, const struct sqlembic_query *q, struct sqlembic_error *err)
{
	int wanted = sqlite3_bind_parameter_count(stmt);
	if ((size_t)wanted != q->nargs)
		return sqlembic_fail(err, SQLEMBIC_E_FAILED,
				     "a query with %d parameters got %zu arguments: %s", wanted, q->nargs,
				     q->sql);
	if (sqlite3_column_count(stmt) > QUERY_COLUMNS)
		return sqlembic_fail(err, SQLEMBIC_E_FAILED, "a query yields more than %d columns: %s",
				     QUERY_COLUMNS, q->sql);
	for (int i = 0; i < wanted; i++) {
		/* The arguments live until the statement is reset; without text it is NULL. */
		if (sqlite3_bind_text(stmt, i + 1, q->args[i], -1, SQLITE_STATIC) != SQLITE_OK)
			return sqlembic_fail_memory(err);
	}
	return 0;
}

/* A SQLite result code: SQLITE_DONE, or SQLITE_ROW when the receiver had enough. */
static int read_rows(sqlite3_stmt *stmt, const struct sqlembic_query *q)
{
	const char *values[QUERY_COLUMNS];
	int rc;

	while ((rc = sqlite3_step(stmt)) == SQLITE_ROW) {
		int n = sqlite3_column_count(stmt);
		for (int i = 0; i < n; i++)
			values[i] = (const char *)sqlite3_column_text(stmt, i);
		if (q->row && q->row(q->payload, values, (size_t)n))
			break;
	}
	return rc;
}

static int run_prepared(struct sqlite_session *s, sqlite3_stmt *stmt, struct sqlembic_query *q,
			struct sqlembic_error *err)
{
	sqlite3_int64 before = sqlite3_total_changes64(s->db);
	int rc = bind(stmt, q, err);
	if (rc == 0) {
		int result = read_rows(stmt, q);
		if (result == SQLITE_DONE || result == SQLITE_ROW)
			/* The count of a statement that changes no rows is that of the one before it. */
			q->changed = sqlite3_total_changes64(s->db) == before ? 0 : sqlite3_changes64(s->db);
		else if (q->missing_ok && is_missing_table(s, result))
			q->missing = true;
		else
			rc = sqlite_fail(s, result, err);
	}
	(void)sqlite3_reset(stmt);
	(void)sqlite3_clear_bindings(stmt);
	return rc;
}

static int run_query(struct sqlite_session *s, struct sqlembic_query *query, struct sqlembic_error *err)
{
	sqlite3_stmt *stmt = NULL;

	query->missing = false;
	query->changed = 0;
	int rc = find_statement(&stmt, s, query);
	if (rc == SQLITE_OK)
		return run_prepared(s, stmt, query, err);
	if (query->missing_ok && is_missing_table(s, rc)) {
		query->missing = true;
		return 0;
	}
	return sqlite_fail(s, rc, err);
}

int sqlite_query(struct sqlembic_session *session, struct sqlembic_query *query, struct sqlembic_error *err)
{
	struct sqlite_session *s = sqlite_session(session);

	sqlite_watch_begin(s, 0);
	/* Between two statements of a script core does not try again: the query waits for another writer itself. */
	if (s->in_script)
		sqlite_watch_locks(s);
	int rc = run_query(s, query, err);
	sqlite_watch_end(s);
	return rc;
}

/* A row that is not read to its end keeps the read transaction open in which it was read. */
static sqlite3_stmt *begin_reading(struct sqlite_session *s)
{
	sqlite3_stmt *stmt = NULL;
	if (sqlite3_prepare_v2(s->db, "PRAGMA user_version", -1, &stmt, NULL) == SQLITE_OK &&
	    sqlite3_step(stmt) == SQLITE_ROW)
		return stmt;
	(void)sqlite3_finalize(stmt);
	return NULL;
}

/* In one read transaction with the schema: each of its own costs nine calls of the system. */
void sqlite_answer(struct sqlite_session *s, struct sqlembic_query *const *queries, size_t n)
{
	struct sqlembic_error unheard;
	sqlite3_stmt *reading = NULL;
	sqlite_watch_begin(s, 0);
	s->is_arriving = true;
	if (n > 0 && (reading = begin_reading(s)))
		for (size_t i = 0; i < n; i++)
			queries[i]->answered = run_query(s, queries[i], &unheard) == 0;
	s->is_arriving = false;
	(void)sqlite3_finalize(reading);
	sqlite_watch_end(s);
}

static int take_number(void *payload, const char *const *values, size_t n)
{
	if (n && values[0])
		*(long long *)payload = strtoll(values[0], NULL, 10);
	return 1;
}

int sqlite_query_number(struct sqlite_session *s, long long *out, const char *sql, const char *arg,
			struct sqlembic_error *err)
{
	*out = 0;
	struct sqlembic_query q = {
		.sql = sql, .args = &arg, .nargs = arg != NULL, .row = take_number, .payload = out
	};
	return run_query(s, &q, err);
}

struct text_taker {
	char *text;
	bool failed;
};

static int take_text(void *payload, const char *const *values, size_t n)
{
	struct text_taker *taker = payload;
	if (n && values[0]) {
		taker->text = strdup(values[0]);
		taker->failed = !taker->text;
	}
	return 1;
}

int sqlite_query_text(struct sqlite_session *s, char **out, const char *sql, const char *arg,
		      struct sqlembic_error *err)
{
	struct text_taker taker = { NULL, false };
	struct sqlembic_query q = {
		.sql = sql, .args = &arg, .nargs = arg != NULL, .row = take_text, .payload = &taker
	};
	int rc = run_query(s, &q, err);
	*out = taker.text;
	return rc == 0 && taker.failed ? sqlembic_fail_memory(err) : rc;
}

int sqlite_run(struct sqlite_session *s, const char *sql, struct sqlembic_error *err)
{
	struct sqlembic_query q = { .sql = sql };
	return run_query(s, &q, err);
}

int sqlite_run_once(struct sqlite_session *s, const char *sql, struct sqlembic_error *err)
{
	int rc = sqlite3_exec(s->db, sql, NULL, NULL, NULL);
	return rc == SQLITE_OK ? 0 : sqlite_fail(s, rc, err);
}
