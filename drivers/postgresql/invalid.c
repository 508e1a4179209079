/* invalid.c: the INVALID indexes that CREATE INDEX and REINDEX leave when they run CONCURRENTLY and do not end well.
 *
 * Such an index is kept up to date and never used; IF NOT EXISTS takes it for the one that is wanted.  Before the
 * statement runs again, what it has left is dropped: only an index that is INVALID, belongs to the statement's table and
 * has the name that the statement gives it. */
#include "invalid.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "query.h"
#include "results.h"
#include "subject.h"

/* Outside of the catalogs' own tables; partitioned indexes are INVALID while a partition lacks one. */
#define INVALID                                                                            \
	"SELECT format('%%I.%%I', n.nspname, c.relname), %s FROM pg_catalog.pg_index AS i" \
	" JOIN pg_catalog.pg_class AS c ON c.oid = i.indexrelid"                           \
	" JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace"                     \
	" WHERE NOT i.indisvalid AND c.relkind = 'i' AND n.nspname NOT LIKE 'pg\\_toast%%' AND (%s)"
#define NAME "CAST((pg_catalog.parse_ident(?))[1] AS name)"

/* Version 12 and later: who is building an index on the table right now. */
#define BUILDER                                                                                            \
	"(SELECT min(p.pid) FROM pg_catalog.pg_stat_progress_create_index AS p WHERE p.relid = i.indrelid" \
	" AND p.datname = current_database() AND p.pid <> pg_catalog.pg_backend_pid())"

/* REINDEX builds i_ccnew for the index i, and renames that one to i_ccold before it is dropped; long names are cut. */
#define COPY_OF(scope)                                                                                      \
	"c.relname ~ '_cc(new|old)[0-9]*$' AND EXISTS (SELECT 1 FROM pg_catalog.pg_index AS j"              \
	" JOIN pg_catalog.pg_class AS x ON x.oid = j.indexrelid"                                            \
	" CROSS JOIN LATERAL (SELECT regexp_replace(c.relname, '_cc(new|old)[0-9]*$', '') AS name) AS base" \
	" WHERE j.indrelid = i.indrelid AND x.oid <> c.oid AND (x.relname = base.name OR"                   \
	" (octet_length(c.relname) > 59 AND strpos(x.relname, base.name) = 1)) AND " scope ")"

static const char *condition(enum postgres_subject_kind kind)
{
	switch (kind) {
	case POSTGRES_CREATES_INDEX:
		return "i.indrelid = pg_catalog.to_regclass(?) AND c.relname = " NAME;
	case POSTGRES_CREATES_UNNAMED:
		return "i.indrelid = pg_catalog.to_regclass(?)";
	case POSTGRES_REINDEXES_INDEX:
		return COPY_OF("x.oid = pg_catalog.to_regclass(?)");
	case POSTGRES_REINDEXES_TABLE:
		return COPY_OF("i.indrelid = pg_catalog.to_regclass(?)");
	case POSTGRES_REINDEXES_SCHEMA:
		return COPY_OF("n.nspname = " NAME);
	case POSTGRES_REINDEXES_DATABASE:
		return COPY_OF("true");
	case POSTGRES_OTHER:
	case POSTGRES_DROPS_INDEX:
	case POSTGRES_ADDS_VALUE:
		break;
	}
	return NULL;
}

/* ---- finding ------------------------------------------------------------------------------------------- */

struct leftovers {
	struct sqlembic_buf names; /* qualified and quoted, each with its NUL */
	size_t n;
	char builder[16]; /* process that is building one, empty: none */
};

static int add_leftover(void *payload, const char *const *values, size_t n)
{
	struct leftovers *l = payload;
	if (n == 2 && values[0]) {
		sqlembic_buf_add(&l->names, values[0], strlen(values[0]) + 1);
		l->n++;
		if (values[1])
			(void)snprintf(l->builder, sizeof(l->builder), "%s", values[1]);
	}
	return 0;
}

/* The statement's table and name as arguments, in the order of the conditions. */
static int ask(struct postgres_session *s, const struct postgres_subject *c, struct sqlembic_query *query,
	       struct sqlembic_error *err)
{
	char *table = strndup(c->table.ptr ? c->table.ptr : "", c->table.len);
	char *name = strndup(c->name.ptr ? c->name.ptr : "", c->name.len);
	const char *args[2];
	if (c->table.len)
		args[query->nargs++] = table;
	if (c->name.len && c->kind != POSTGRES_REINDEXES_DATABASE)
		args[query->nargs++] = name;
	query->args = args;
	int rc = table && name ? postgres_query(&s->base, query, err) : sqlembic_fail_memory(err);
	query->args = NULL;
	free(table);
	free(name);
	return rc;
}

static int find_leftovers(struct leftovers *out, struct postgres_session *s, const struct postgres_subject *c,
			  struct sqlembic_error *err)
{
	struct sqlembic_buf sql = SQLEMBIC_BUF_INIT;
	bool shows_progress = PQserverVersion(s->conn) >= 120000;
	sqlembic_buf_printf(&sql, INVALID, shows_progress ? BUILDER : "NULL", condition(c->kind));
	struct sqlembic_query query = { .sql = sqlembic_buf_text(&sql), .row = add_leftover, .payload = out };
	int rc = sql.failed ? sqlembic_fail_memory(err) : ask(s, c, &query, err);
	sqlembic_buf_release(&sql);
	return rc == 0 && out->names.failed ? sqlembic_fail_memory(err) : rc;
}

static const char *next_name(const char *name)
{
	return name + strlen(name) + 1;
}

/* ---- before the statement ------------------------------------------------------------------------------ */

static void say(const struct postgres_session *s, const char *name, const char *what)
{
	struct sqlembic_buf text = SQLEMBIC_BUF_INIT;
	sqlembic_buf_printf(&text, "the index %s is INVALID%s", name, what);
	if (s->notice && !text.failed)
		s->notice(s->payload, text.ptr);
	sqlembic_buf_release(&text);
}

static int drop(struct postgres_session *s, const char *name, struct sqlembic_error *err)
{
	struct sqlembic_buf sql = SQLEMBIC_BUF_INIT;
	say(s, name, ", left by a run that was stopped: it is dropped and built again");
	sqlembic_buf_printf(&sql, "DROP INDEX CONCURRENTLY IF EXISTS %s", name);
	int rc = sql.failed ? sqlembic_fail_memory(err)
			    : postgres_exec_alone(s, (struct sqlembic_span){ sql.ptr, sql.len }, err);
	sqlembic_buf_release(&sql);
	if (rc < 0 && err) {
		err->position = 0;
		(void)sqlembic_fail_hint(err, "drop it by hand: DROP INDEX CONCURRENTLY %s", name);
	}
	return rc;
}

static int fail_building(const struct leftovers *l, struct sqlembic_error *err)
{
	(void)sqlembic_fail(err, SQLEMBIC_E_LOCKED, "the index %s is being built by another session: pid %s",
			    l->names.ptr, l->builder);
	return sqlembic_fail_hint(
		err,
		"wait until it is done, or end it with pg_terminate_backend(%s), then run the "
		"command again",
		l->builder);
}

static int clear(struct postgres_session *s, const struct postgres_subject *c, struct sqlembic_error *err)
{
	struct leftovers l = { .n = 0 };
	int rc = find_leftovers(&l, s, c, err);
	const char *name = l.names.ptr;
	if (rc == 0 && l.builder[0] && c->kind != POSTGRES_CREATES_UNNAMED)
		rc = fail_building(&l, err);
	for (size_t i = 0; rc == 0 && i < l.n; i++, name = next_name(name)) {
		/* Which name the server would choose is not ours to guess. */
		if (c->kind == POSTGRES_CREATES_UNNAMED)
			say(s, name, "; if a CREATE INDEX without a name has left it, drop it");
		else
			rc = drop(s, name, err);
	}
	sqlembic_buf_release(&l.names);
	return rc;
}

/* ---- after it ------------------------------------------------------------------------------------------ */

static void add_detail(struct sqlembic_error *err, const char *text)
{
	(void)sqlembic_fail_detail(err, "%s%s%s", err->detail, err->detail[0] ? "; " : "", text);
}

/* Says in the error what has stayed behind. */
static void describe(struct postgres_session *s, const struct postgres_subject *c, struct sqlembic_error *err)
{
	struct leftovers l = { .n = 0 };
	struct sqlembic_buf text = SQLEMBIC_BUF_INIT;
	if (PQstatus(s->conn) != CONNECTION_OK) {
		add_detail(err, "an INVALID index may be left behind: the next run looks for it");
		return;
	}
	bool found = find_leftovers(&l, s, c, NULL) == 0 && l.n;
	const char *name = l.names.ptr;
	for (size_t i = 0; found && i < l.n; i++, name = next_name(name))
		sqlembic_buf_printf(&text, "%s%s", i ? ", " : "left behind: the INVALID index ", name);
	if (c->kind == POSTGRES_CREATES_UNNAMED)
		sqlembic_buf_puts(&text,
				  ", which you have to drop: the next run cannot know it without a name");
	else
		sqlembic_buf_puts(&text, ", which the next run drops before it runs the statement again");
	if (found && !text.failed)
		add_detail(err, text.ptr);
	sqlembic_buf_release(&text);
	sqlembic_buf_release(&l.names);
}

int postgres_exec_outside(struct postgres_session *s, struct sqlembic_span sql, struct sqlembic_error *err)
{
	const struct postgres_subject c = postgres_read_subject(sql);
	if (!condition(c.kind))
		return postgres_exec_alone(s, sql, err);
	struct sqlembic_error said = { 0 };
	int rc = clear(s, &c, err);
	if (rc < 0 || (rc = postgres_exec_alone(s, sql, &said)) == 0)
		return rc;
	describe(s, &c, &said);
	return sqlembic_fail_copy(err, &said);
}

/* ---- what an interrupted run has left ------------------------------------------------------------------ */

static int take_effect(void *payload, const char *const *values, size_t n)
{
	bool done = n && postgres_is_true(values[0]);
	*(enum sqlembic_effect *)payload = done ? SQLEMBIC_EFFECT_DONE : SQLEMBIC_EFFECT_NONE;
	return 1;
}

int postgres_find_effect(struct sqlembic_session *session, const struct sqlembic_announced *announced,
			 enum sqlembic_effect *effect, struct sqlembic_error *err)
{
	const struct postgres_subject c = postgres_read_subject(announced->sql);
	struct sqlembic_query query = { .row = take_effect, .payload = effect };
	*effect = SQLEMBIC_EFFECT_UNKNOWN;
	if (c.kind == POSTGRES_CREATES_INDEX)
		query.sql = "SELECT EXISTS (SELECT 1 FROM pg_catalog.pg_index AS i"
			    " JOIN pg_catalog.pg_class AS c ON c.oid = i.indexrelid WHERE i.indisvalid"
			    " AND i.indrelid = pg_catalog.to_regclass(?) AND c.relname = " NAME ")";
	else if (c.kind == POSTGRES_DROPS_INDEX)
		query.sql = "SELECT pg_catalog.to_regclass(?) IS NULL";
	else if (c.kind == POSTGRES_ADDS_VALUE)
		query.sql = "SELECT EXISTS (SELECT 1 FROM pg_catalog.pg_enum AS e"
			    " WHERE e.enumtypid = pg_catalog.to_regtype(?) AND e.enumlabel = ?)";
	else
		return 0;
	return ask(postgres_session(session), &c, &query, err);
}
