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

/* ---- composing ---- */

/* A query that writes statements: a prepared one of the session, since a test of many revisions asks for each of them often. */
struct composing {
	unsigned place; /* of its name */
	const char *types, *arguments;
	void (*add_text)(struct sqlembic_buf *out, const struct postgres_session *s);
	int (*keep)(void *payload, const char *const *values, size_t n);
};

static int compose(struct postgres_session *s, const struct composing *c, struct sqlembic_buf *out,
		   struct sqlembic_error *err)
{
	unsigned *name = &s->catalog_names.traces[c->place];
	struct sqlembic_buf sql = SQLEMBIC_BUF_INIT;
	int rc = 0;
	if (s->pooled) {
		c->add_text(&sql, s);
	} else if (!*name) {
		*name = ++s->last_prepared;
		sqlembic_buf_printf(&sql, "PREPARE sqlembic_%u%s AS ", *name, c->types);
		c->add_text(&sql, s);
		rc = sql.failed ? sqlembic_fail_memory(err)
				: postgres_run(s, sqlembic_buf_text(&sql), NULL, 0, err);
		sqlembic_buf_clear(&sql);
	}
	if (!s->pooled)
		sqlembic_buf_printf(&sql, "EXECUTE sqlembic_%u%s", *name, c->arguments);
	struct sqlembic_query query = { .sql = sqlembic_buf_text(&sql), .row = c->keep, .payload = out };
	if (rc == 0)
		rc = sql.failed ? sqlembic_fail_memory(err) : postgres_query(&s->base, &query, err);
	if (rc < 0)
		postgres_forget_prepared(s);
	sqlembic_buf_release(&sql);
	return rc;
}

/* Once more where a routine that a script called has dropped what was prepared; a transaction takes nothing more then. */
static int compose_surely(struct postgres_session *s, const struct composing *c, struct sqlembic_buf *out,
			  struct sqlembic_error *err)
{
	struct sqlembic_error said = { 0 };
	int rc = compose(s, c, out, &said);
	if (rc < 0)
		rc = strcmp(said.sqlstate, "26000") == 0 && !postgres_in_transaction(&s->base)
			     ? compose(s, c, out, err)
			     : sqlembic_fail_copy(err, &said);
	return rc == 0 && out->failed ? sqlembic_fail_memory(err) : rc;
}

/* ---- seeding ---- */

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

int postgres_rows_seed(struct sqlembic_session *session, struct sqlembic_error *err)
{
	struct postgres_session *s = postgres_session(session);
	const bool only_new = s->has_seeded && s->unseen_scripts == 0;
	const struct composing seed = { .place = POSTGRES_TRACES_SEED,
					.types = " (boolean)",
					.arguments = only_new ? "(true)" : "(false)",
					.add_text = add_seed_text,
					.keep = keep_text };
	struct sqlembic_buf block = SQLEMBIC_BUF_INIT;
	int rc = compose_surely(s, &seed, &block, err);
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

int postgres_rows_tell(struct sqlembic_session *session,
		       int (*row)(void *payload, const char *const *values, size_t n), void *payload,
		       struct sqlembic_error *err)
{
	struct postgres_session *s = postgres_session(session);
	static const struct composing rows = { .place = POSTGRES_TRACES_ROWS,
					       .types = "",
					       .arguments = "",
					       .add_text = add_rows_text,
					       .keep = keep_query };
	struct sqlembic_buf queries = SQLEMBIC_BUF_INIT;
	int rc = compose_surely(s, &rows, &queries, err);
	for (size_t at = 0; rc == 0 && at < queries.len; at += strlen(queries.ptr + at) + 1) {
		struct sqlembic_query tell = { .sql = queries.ptr + at, .row = row, .payload = payload };
		rc = postgres_query(session, &tell, err);
	}
	sqlembic_buf_release(&queries);
	return rc;
}
