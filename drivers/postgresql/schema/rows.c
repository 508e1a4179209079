/* rows.c: puts rows into tables of a scratch database, and says what is in them. */
#include "rows.h"

#include <string.h>

#include "../prepared.h"
#include "../query.h"
#include "../session.h"
#include "../setup.h"
#include "../text.h"
#include "../wire.h"
#include "compose.h"
#include "kinds.h"

static int keep_text(void *payload, const char *const *values, size_t n)
{
	struct sqlembic_buf *out = payload;
	if (n > 0 && values[0])
		sqlembic_buf_puts(out, values[0]);
	return 0;
}

/* Behind a pooler, which gives each transaction another session, there are no names: all tables are looked at. */
static void add_seed_text(struct sqlembic_buf *out, const struct postgres_session *s)
{
	static const char only_new[] = "not $1";
	struct sqlembic_buf text = SQLEMBIC_BUF_INIT;
	postgres_compose_text(&text, "seed.sql", PQserverVersion(s->conn) / 10000);
	char *at = s->pooled && !text.failed ? strstr(text.ptr, only_new) : NULL;
	if (at)
		memcpy(at, "true  ", strlen(only_new));
	sqlembic_buf_add(out, sqlembic_buf_text(&text), text.len);
	out->failed |= text.failed;
	sqlembic_buf_release(&text);
}

/* The query is a prepared one of the session: a test of many revisions needs it for each new table. */
static int compose_seed(struct postgres_session *s, struct sqlembic_buf *out, struct sqlembic_error *err)
{
	unsigned *name = &s->catalog_names.traces[POSTGRES_TRACES_SEED];
	struct sqlembic_buf sql = SQLEMBIC_BUF_INIT;
	int rc = 0;
	if (s->pooled) {
		add_seed_text(&sql, s);
	} else if (!*name) {
		*name = ++s->last_prepared;
		sqlembic_buf_printf(&sql, "PREPARE sqlembic_%u (boolean) AS ", *name);
		add_seed_text(&sql, s);
		rc = sql.failed ? sqlembic_fail_memory(err)
				: postgres_run(s, sqlembic_buf_text(&sql), NULL, 0, err);
		sqlembic_buf_clear(&sql);
	}
	if (!s->pooled)
		sqlembic_buf_printf(&sql, "EXECUTE sqlembic_%u(%s)", *name,
				    s->has_seeded && s->unseen_scripts == 0 ? "true" : "false");
	struct sqlembic_query query = { .sql = sqlembic_buf_text(&sql), .row = keep_text, .payload = out };
	if (rc == 0)
		rc = sql.failed ? sqlembic_fail_memory(err) : postgres_query(&s->base, &query, err);
	if (rc < 0)
		postgres_forget_prepared(s);
	sqlembic_buf_release(&sql);
	return rc;
}

int postgres_rows_seed(struct sqlembic_session *session, struct sqlembic_error *err)
{
	struct postgres_session *s = postgres_session(session);
	struct sqlembic_buf block = SQLEMBIC_BUF_INIT;
	struct sqlembic_error said = { 0 };
	int rc = compose_seed(s, &block, &said);
	/* A routine that a script called has dropped what was prepared. */
	if (rc < 0)
		rc = strcmp(said.sqlstate, "26000") == 0 ? compose_seed(s, &block, err)
							 : sqlembic_fail_copy(err, &said);
	if (rc == 0 && block.failed)
		rc = sqlembic_fail_memory(err);
	if (rc == 0 && block.len > 0)
		rc = postgres_run(s, sqlembic_buf_text(&block), NULL, 0, err);
	s->has_seeded = rc == 0;
	s->unseen_scripts = 0;
	sqlembic_buf_release(&block);
	return rc;
}

/* ---- telling ---- */

/* One behind the other, each with its end. */
static int keep_query(void *payload, const char *const *values, size_t n)
{
	struct sqlembic_buf *out = payload;
	if (n > 0 && values[0])
		sqlembic_buf_add(out, values[0], strlen(values[0]) + 1);
	return out->failed;
}

/* The numbers of the kinds table and column take the places of the marks. */
static void add_rows_text(struct sqlembic_buf *out, const struct postgres_session *s)
{
	static const int kinds[] = { POSTGRES_TABLE, POSTGRES_COLUMN };
	struct sqlembic_buf text = SQLEMBIC_BUF_INIT;
	postgres_compose_text(&text, "rows.sql", PQserverVersion(s->conn) / 10000);
	const char *p = sqlembic_buf_text(&text);
	for (size_t i = 0; postgres_add_to_mark(out, &p) && i < 2; i++)
		sqlembic_buf_printf(out, "%d", kinds[i]);
	out->failed |= text.failed;
	sqlembic_buf_release(&text);
}

/* A prepared one of the session as well: rows are told behind each script of a revision that is looked at closely. */
static int compose_rows(struct postgres_session *s, struct sqlembic_buf *out, struct sqlembic_error *err)
{
	unsigned *name = &s->catalog_names.traces[POSTGRES_TRACES_ROWS];
	struct sqlembic_buf sql = SQLEMBIC_BUF_INIT;
	int rc = 0;
	if (s->pooled) {
		add_rows_text(&sql, s);
	} else if (!*name) {
		*name = ++s->last_prepared;
		sqlembic_buf_printf(&sql, "PREPARE sqlembic_%u AS ", *name);
		add_rows_text(&sql, s);
		rc = sql.failed ? sqlembic_fail_memory(err)
				: postgres_run(s, sqlembic_buf_text(&sql), NULL, 0, err);
		sqlembic_buf_clear(&sql);
	}
	if (!s->pooled)
		sqlembic_buf_printf(&sql, "EXECUTE sqlembic_%u", *name);
	struct sqlembic_query query = { .sql = sqlembic_buf_text(&sql), .row = keep_query, .payload = out };
	if (rc == 0)
		rc = sql.failed ? sqlembic_fail_memory(err) : postgres_query(&s->base, &query, err);
	if (rc < 0)
		postgres_forget_prepared(s);
	sqlembic_buf_release(&sql);
	return rc;
}

int postgres_rows_tell(struct sqlembic_session *session,
		       int (*row)(void *payload, const char *const *values, size_t n), void *payload,
		       struct sqlembic_error *err)
{
	struct postgres_session *s = postgres_session(session);
	struct sqlembic_buf queries = SQLEMBIC_BUF_INIT;
	struct sqlembic_error said = { 0 };
	int rc = compose_rows(s, &queries, &said);
	/* A routine that a script called has dropped what was prepared. */
	if (rc < 0)
		rc = strcmp(said.sqlstate, "26000") == 0 && !postgres_in_transaction(session)
			     ? compose_rows(s, &queries, err)
			     : sqlembic_fail_copy(err, &said);
	if (rc == 0 && queries.failed)
		rc = sqlembic_fail_memory(err);
	for (size_t at = 0; rc == 0 && at < queries.len; at += strlen(queries.ptr + at) + 1) {
		struct sqlembic_query tell = { .sql = queries.ptr + at, .row = row, .payload = payload };
		rc = postgres_query(session, &tell, err);
	}
	sqlembic_buf_release(&queries);
	return rc;
}
