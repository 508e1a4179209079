/* rows.c: puts rows into tables of a scratch database, takes them out again, and says what is in them. */
#include "rows.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "../prepared.h"
#include "../query.h"
#include "../reach.h"
#include "../session.h"
#include "../setup.h"
#include "../text.h"
#include "../wire.h"
#include "compose.h"
#include "kinds.h"
#include "narrow.h"

/* ---- composing ---- */

/* A query that writes statements: a prepared one of the session, since a test of many revisions asks for each of them often. */
struct composing {
	unsigned place; /* of its name */
	const char *types, *arguments;
	void (*add_text)(struct sqlembic_buf *out, const struct postgres_session *s);
	int (*keep)(void *payload, const char *const *values, size_t n);
	void *payload;
};

static int compose(struct postgres_session *s, const struct composing *c, struct sqlembic_error *err)
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
	struct sqlembic_query query = { .sql = sqlembic_buf_text(&sql),
					.row = c->keep,
					.payload = c->payload };
	if (rc == 0)
		rc = sql.failed  ? sqlembic_fail_memory(err)
		     : s->pooled ? postgres_query(&s->base, &query, err)
				 : postgres_query_prepared(&s->base, &query, err);
	if (rc < 0)
		postgres_forget_prepared(s);
	sqlembic_buf_release(&sql);
	return rc;
}

/* Once more where a routine that a script called has dropped what was prepared; a transaction takes nothing more then. */
static int compose_surely(struct postgres_session *s, const struct composing *c, struct sqlembic_error *err)
{
	struct sqlembic_error said = { 0 };
	int rc = compose(s, c, &said);
	if (rc < 0)
		rc = strcmp(said.sqlstate, "26000") == 0 && !postgres_in_transaction(&s->base)
			     ? compose(s, c, err)
			     : sqlembic_fail_copy(err, &said);
	return rc;
}

/* ---- seeding ---- */

/* Numbers of tables: those of a server's own are lower. */
#define BEFORE_OURS 16383U
#define NONE_ABOVE  UINT_MAX

/* What the query composes: the numbers of the tables, as an array, and the last one; plain statements or none; the block. */
struct seeding {
	struct sqlembic_buf tables, plain, block;
	unsigned newest;
};

static int keep_seeding(void *payload, const char *const *values, size_t n)
{
	struct seeding *seeding = payload;
	if (n < 4 || !values[0])
		return 0;
	sqlembic_buf_puts(&seeding->tables, values[0]);
	seeding->newest = (unsigned)strtoul(values[1], NULL, 10);
	sqlembic_buf_puts(&seeding->plain, values[2] ? values[2] : "");
	sqlembic_buf_puts(&seeding->block, values[3]);
	return seeding->tables.failed || seeding->plain.failed || seeding->block.failed;
}

/* Behind a pooler, which gives each transaction another session, there are no names and no arguments: all tables are looked at, and
 * the condition with the arguments becomes this one. */
static void add_text(struct sqlembic_buf *out, const struct postgres_session *s, const char *file,
		     const char *condition)
{
	struct sqlembic_buf text = SQLEMBIC_BUF_INIT;
	postgres_compose_text(&text, file, PQserverVersion(s->conn) / 10000);
	const char *p = sqlembic_buf_text(&text), *at = s->pooled ? strstr(p, condition) : NULL;
	if (at) {
		sqlembic_buf_add(out, p, (size_t)(at - p));
		sqlembic_buf_printf(out, "c.oid > %u", BEFORE_OURS);
		p = at + strlen(condition);
	}
	sqlembic_buf_puts(out, p);
	out->failed |= text.failed;
	sqlembic_buf_release(&text);
}

static void add_seed_text(struct sqlembic_buf *out, const struct postgres_session *s)
{
	add_text(out, s, "seed.sql", "(c.oid > (select $1) or c.oid = any ((select $2)::oid[]))");
}

static int keep_text(void *payload, const char *const *values, size_t n)
{
	struct sqlembic_buf *out = payload;
	if (n > 0 && values[0])
		sqlembic_buf_puts(out, values[0]);
	return out->failed;
}

/* Of these and those of the last time.  Not of pg_class, where the server would rather ask all relations for their size than look
 * for the numbers first, and open each of them for that. */
static int find_empty(struct postgres_session *s, const char *tables, struct sqlembic_error *err)
{
	struct sqlembic_buf sql = SQLEMBIC_BUF_INIT;
	sqlembic_buf_printf(&sql,
			    "SELECT pg_catalog.array_agg(DISTINCT oid) FROM pg_catalog.unnest('%s'::oid[] || "
			    "'{%s'::oid[]) oid WHERE pg_catalog.pg_relation_size(oid) = 0",
			    tables, s->unseeded.len > 0 ? s->unseeded.ptr + 1 : "}");
	struct sqlembic_query query = { .sql = sqlembic_buf_text(&sql),
					.row = keep_text,
					.payload = &s->unseeded };
	int rc = sql.failed ? sqlembic_fail_memory(err) : 0;
	sqlembic_buf_clear(&s->unseeded);
	if (rc == 0)
		rc = postgres_query(&s->base, &query, err);
	sqlembic_buf_release(&sql);
	return rc;
}

/* Of a trigger or a default that reaches beyond the scratch database nothing is left, nor of the rows. */
static int put(struct postgres_session *s, const struct sqlembic_buf *text, struct sqlembic_error *err)
{
	struct sqlembic_buf sql = SQLEMBIC_BUF_INIT;
	const struct sqlembic_span statements = { text->ptr, text->len };
	if (!postgres_in_transaction(&s->base))
		s->reach_start = POSTGRES_REACH_NONE;
	(void)postgres_reach_add_start(&sql, s, statements);
	sqlembic_buf_add(&sql, statements.ptr, statements.len);
	sqlembic_buf_puts(&sql, ";");
	(void)postgres_reach_add_end(&sql, s);
	int rc = sql.failed ? sqlembic_fail_memory(err) : postgres_run(s, sql.ptr, NULL, 0, err);
	sqlembic_buf_release(&sql);
	return rc;
}

static int put_each(struct postgres_session *s, const struct sqlembic_buf *block, struct sqlembic_error *err)
{
	struct sqlembic_error said = { 0 };
	const int rc = put(s, block, &said);
	const bool is_undone = strcmp(said.sqlstate, POSTGRES_BEYOND) == 0 &&
			       !postgres_in_transaction(&s->base);
	return rc < 0 && !is_undone ? sqlembic_fail_copy(err, &said) : 0;
}

/* Most tables take rows at once, for a quarter of what the block costs. */
static bool put_plainly(struct postgres_session *s, const struct seeding *seeding)
{
	struct sqlembic_error unheard;
	return seeding->plain.len > 0 && !postgres_in_transaction(&s->base) &&
	       put(s, &seeding->plain, &unheard) == 0;
}

/* The tables with numbers above this one and, for NONE_ABOVE, those that took no rows the last time. */
static int seed_above(struct postgres_session *s, unsigned above, struct sqlembic_error *err)
{
	struct sqlembic_buf arguments = SQLEMBIC_BUF_INIT;
	struct seeding seeding = { .newest = above };
	const bool again = above == NONE_ABOVE;
	sqlembic_buf_printf(&arguments, "(%u, '%s')", above, again ? s->unseeded.ptr : "{}");
	const struct composing seed = { .place = POSTGRES_TRACES_SEED,
					.types = " (oid, oid[])",
					.arguments = sqlembic_buf_text(&arguments),
					.add_text = add_seed_text,
					.keep = keep_seeding,
					.payload = &seeding };
	int rc = arguments.failed ? sqlembic_fail_memory(err) : compose_surely(s, &seed, err);
	if (rc == 0 && seeding.tables.len > 0 && (again || !put_plainly(s, &seeding))) {
		rc = put_each(s, &seeding.block, err);
		if (rc == 0)
			rc = find_empty(s, seeding.tables.ptr, err);
	}
	if (!again)
		s->seeded_to = seeding.newest;
	sqlembic_buf_release(&seeding.tables);
	sqlembic_buf_release(&seeding.plain);
	sqlembic_buf_release(&seeding.block);
	sqlembic_buf_release(&arguments);
	return rc;
}

int postgres_rows_seed(struct sqlembic_session *session, bool only_new, struct sqlembic_error *err)
{
	struct postgres_session *s = postgres_session(session);
	const bool all_is_seen = s->unseen_scripts == 0;
	only_new = s->seeded_to > 0 && (only_new || all_is_seen);
	if (!only_new)
		sqlembic_buf_clear(&s->unseeded);
	int rc = seed_above(s, only_new ? s->seeded_to : BEFORE_OURS, err);
	if (rc == 0 && only_new && all_is_seen && s->unseeded.len > 0)
		rc = seed_above(s, NONE_ABOVE, err);
	if (rc < 0)
		s->seeded_to = 0;
	s->unseen_scripts = only_new ? s->unseen_scripts : 0;
	return rc;
}

int postgres_rows_unseed(struct sqlembic_session *session, struct sqlembic_error *err)
{
	struct postgres_session *s = postgres_session(session);
	struct sqlembic_buf sql = SQLEMBIC_BUF_INIT, tables = SQLEMBIC_BUF_INIT;
	postgres_compose_text(&sql, "unseed.sql", PQserverVersion(s->conn) / 10000);
	struct sqlembic_query query = { .sql = sqlembic_buf_text(&sql),
					.row = keep_text,
					.payload = &tables };
	int rc = sql.failed ? sqlembic_fail_memory(err) : postgres_query(session, &query, err);
	sqlembic_buf_clear(&sql);
	sqlembic_buf_printf(&sql, "TRUNCATE %s RESTART IDENTITY", sqlembic_buf_text(&tables));
	if (rc == 0 && tables.len == 0)
		rc = sqlembic_fail(err, SQLEMBIC_E_FAILED,
				   "there may be other rows than those that were made up");
	if (rc == 0)
		rc = sql.failed ? sqlembic_fail_memory(err) : postgres_run(s, sql.ptr, NULL, 0, err);
	if (rc == 0) {
		s->seeded_to = 0;
		sqlembic_buf_clear(&s->unseeded);
	}
	sqlembic_buf_release(&sql);
	sqlembic_buf_release(&tables);
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
	add_text(&text, s, "rows.sql", "(c.oid = any ((select $1)::oid[]) or (select $1) is null)");
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
	struct sqlembic_buf queries = SQLEMBIC_BUF_INIT, arguments = SQLEMBIC_BUF_INIT;
	const char *noted = postgres_narrow_of(s);
	if (noted)
		sqlembic_buf_printf(&arguments, "('{%s}')", noted);
	else
		sqlembic_buf_puts(&arguments, "(NULL)");
	const struct composing rows = { .place = POSTGRES_TRACES_ROWS,
					.types = " (oid[])",
					.arguments = sqlembic_buf_text(&arguments),
					.add_text = add_rows_text,
					.keep = keep_query,
					.payload = &queries };
	int rc = arguments.failed ? sqlembic_fail_memory(err) : compose_surely(s, &rows, err);
	for (size_t at = 0; rc == 0 && at < queries.len; at += strlen(queries.ptr + at) + 1) {
		struct sqlembic_query tell = { .sql = queries.ptr + at, .row = row, .payload = payload };
		rc = postgres_query(session, &tell, err);
	}
	sqlembic_buf_release(&queries);
	sqlembic_buf_release(&arguments);
	return rc;
}
