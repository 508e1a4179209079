/* read.c: reads a catalog in one snapshot and two messages, whatever the number of tables: the first asks which kinds of objects
 * there are, the second holds the queries for them.
 *
 * A query names its kind in its first column and gives the other columns the names of what they are: of the fields of a fact, or
 * of the kind's attributes. */
#include "read.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../fail.h"
#include "../prepared.h"
#include "../setup.h"
#include "../text.h"
#include "../wire.h"
#include "compose.h"
#include "kinds.h"
#include "narrow.h"
#include "scratch_end.h"

#define SAVEPOINT "sqlembic_catalog"

static const char edges[] = "edges.sql";
static const char *const files[] = { "tables.sql", "types.sql",    "constraints.sql",
				     "views.sql",  "routines.sql", "rest.sql",
				     "rights.sql", "unread.sql",   edges };

/* Fields of a fact, and of edges. */
enum field {
	KIND,
	IDENTITY,
	SCHEMA,
	NAME,
	ID,
	PARENT,
	POSITION,
	NAMES,
	ROWS,
	SHOWN,
	USER,
	USED,
	PATH,
	PRESENT,
	UNFILLED,
	FIELDS
};
static const char *const field_names[FIELDS] = { "kind",   "identity", "schema", "name",    "id",
						 "parent", "position", "names",  "rows",    "shown",
						 "user",   "used",     "path",   "present", "unfilled" };

struct reading {
	const struct sqlembic_catalog_sink *out;
	char here[64 * 4]; /* the schema of unqualified names */
	/* The columns of the query that is being read; -1: it has none of that name. */
	char kind_name[64];
	unsigned kind;
	int columns[FIELDS];
	int attributes[64];
	bool is_mapped;
	char present[128]; /* a digit for each condition of the files */
	int code;
};

/* ---- columns ---- */

static int map_fields(struct reading *r, const PGresult *result)
{
	int known = 0;
	for (int i = 0; i < FIELDS; i++) {
		r->columns[i] = -1;
		for (int k = 0; k < PQnfields(result); k++)
			if (strcmp(PQfname(result, k), field_names[i]) == 0) {
				r->columns[i] = k;
				known++;
			}
	}
	return known;
}

static int find_column(const PGresult *result, const char *name)
{
	/* Where attributes are called as fields are, theirs come last. */
	for (int k = PQnfields(result) - 1; k >= 0; k--)
		if (strcmp(PQfname(result, k), name) == 0)
			return k;
	return -1;
}

static int map_attributes(struct reading *r, const PGresult *result, const char *kind,
			  struct sqlembic_error *err)
{
	r->kind = 0;
	while (postgres_kinds[r->kind].name && strcmp(postgres_kinds[r->kind].name, kind) != 0)
		r->kind++;
	if (!postgres_kinds[r->kind].name)
		return sqlembic_fail(err, SQLEMBIC_E_FAILED, "a catalog query yields an unknown kind: %s",
				     kind);
	const struct sqlembic_attribute *attributes = postgres_kinds[r->kind].attributes;
	for (size_t i = 0; attributes[i].name; i++) {
		r->attributes[i] = find_column(result, attributes[i].name);
		if (r->attributes[i] < 0)
			return sqlembic_fail(err, SQLEMBIC_E_FAILED,
					     "the catalog query of kind %s has no column %s", kind,
					     attributes[i].name);
	}
	return 0;
}

static const char *field(const struct reading *r, const PGresult *result, enum field field)
{
	int column = r->columns[field];
	return column < 0 || PQgetisnull(result, 0, column) ? NULL : PQgetvalue(result, 0, column);
}

/* ---- rows ---- */

/* Without the schema that people need not be told. */
static const char *shown(const struct reading *r, const char *identity, const char *schema)
{
	size_t n = strlen(r->here);
	if (schema && strcmp(schema, r->here) == 0 && strncmp(identity, r->here, n) == 0 &&
	    identity[n] == '.')
		return identity + n + 1;
	return identity;
}

#define NAMES_AT_MOST 4

/* Cuts the lines in place. */
static const char *const *split_names(char *lines, const char **names)
{
	size_t n = 0;
	for (char *p = lines; p && *p && n + 1 < NAMES_AT_MOST;) {
		names[n++] = p;
		p += strcspn(p, "\n");
		if (*p)
			*p++ = '\0';
	}
	names[n] = NULL;
	return n > 0 ? names : NULL;
}

static int take_fact(struct reading *r, PGresult *result, struct sqlembic_error *err)
{
	const char *values[64] = { NULL }, *names[NAMES_AT_MOST];
	const struct sqlembic_attribute *attributes = postgres_kinds[r->kind].attributes;
	const char *position = field(r, result, POSITION), *rows = field(r, result, ROWS);
	for (size_t i = 0; attributes[i].name; i++)
		if (!PQgetisnull(result, 0, r->attributes[i]))
			values[i] = PQgetvalue(result, 0, r->attributes[i]);
	struct sqlembic_fact fact = {
		.kind = r->kind,
		.flags = rows && *rows == '1' ? SQLEMBIC_FACT_HOLDS_ROWS : 0,
		.identity = field(r, result, IDENTITY),
		.schema = field(r, result, SCHEMA),
		.name = field(r, result, NAME),
		.values = values,
		.server_id = field(r, result, ID),
		.parent_id = field(r, result, PARENT),
		.position = position ? (unsigned)strtoul(position, NULL, 10) : 0,
		.names = split_names((char *)field(r, result, NAMES), names),
	};
	if (field(r, result, UNFILLED))
		fact.flags |= SQLEMBIC_FACT_UNFILLED;
	if (r->kind == POSTGRES_MAPPING)
		fact.flags |= SQLEMBIC_FACT_ELSEWHERE;
	if (r->kind == POSTGRES_COLUMN && values[COLUMN_INHERITED])
		fact.flags |= SQLEMBIC_FACT_NAMED_ABOVE;
	fact.shown = shown(r, fact.identity, fact.schema);
	return r->out->fact(r->out->payload, &fact, err);
}

/* The schemas of the search_path that are there, one a line. */
static int take_path(struct reading *r, const char *lines, struct sqlembic_error *err)
{
	int rc = 0;
	(void)snprintf(r->here, sizeof(r->here), "%.*s", (int)strcspn(lines, "\n"), lines);
	for (size_t n; rc == 0 && (n = strcspn(lines, "\n")) > 0; lines += n + (lines[n] != '\0')) {
		char name[sizeof(r->here)];
		(void)snprintf(name, sizeof(name), "%.*s", (int)n, lines);
		rc = r->out->path(r->out->payload, name, err);
	}
	return rc;
}

static int take_row(struct reading *r, PGresult *result, struct sqlembic_error *err)
{
	if (!r->is_mapped)
		map_fields(r, result);
	r->is_mapped = true;
	const char *kind = field(r, result, KIND);
	if (!kind) {
		const char *path = field(r, result, PATH), *present = field(r, result, PRESENT);
		if (present)
			(void)snprintf(r->present, sizeof(r->present), "%s", present);
		return path ? take_path(r, path, err) : 0;
	}
	if (strcmp(kind, "edge") == 0)
		return r->out->edge(r->out->payload, field(r, result, USER), field(r, result, USED), err);
	if (strcmp(kind, "unread") == 0)
		return r->out->unread(r->out->payload, field(r, result, SHOWN), err);
	if (strcmp(kind, "elsewhere") == 0)
		return r->out->elsewhere(r->out->payload, field(r, result, SHOWN), err);
	if (strcmp(kind, r->kind_name) != 0) {
		int rc = map_attributes(r, result, kind, err);
		if (rc < 0)
			return rc;
		(void)snprintf(r->kind_name, sizeof(r->kind_name), "%s", kind);
	}
	return take_fact(r, result, err);
}

/* ---- the message ---- */

/* A list as one text, an item a line; empty: NULL. */
static int add_lines(struct postgres_session *s, const char *const *list, struct sqlembic_error *err)
{
	struct sqlembic_buf lines = SQLEMBIC_BUF_INIT;
	for (size_t i = 0; list && list[i]; i++) {
		if (i > 0)
			sqlembic_buf_putc(&lines, '\n');
		sqlembic_buf_puts(&lines, list[i]);
	}
	int rc = lines.failed ? sqlembic_fail_memory(err)
			      : postgres_add_argument(s, lines.len ? lines.ptr : NULL, err);
	sqlembic_buf_release(&lines);
	return rc;
}

static int add_settings(struct postgres_session *s, const struct postgres_compose *c,
			const struct sqlembic_scope *scope, struct sqlembic_error *err)
{
	struct sqlembic_buf text = SQLEMBIC_BUF_INIT;
	postgres_compose_settings(&text, c);
	const char *p = sqlembic_buf_text(&text);
	int rc = 0;
	for (int argument = 0; rc == 0 && postgres_add_to_mark(&s->text, &p); argument++) {
		if (argument == 0)
			rc = postgres_add_argument(s, scope->all_schemas ? "*" : "", err);
		else if (argument == 3)
			/* What edges lead to would be missing. */
			rc = postgres_add_argument(s, scope->without_edges ? postgres_narrow_of(s) : NULL,
						   err);
		else
			rc = add_lines(s, argument == 1 ? scope->schemas : scope->own, err);
	}
	if (rc == 0 && text.failed)
		rc = sqlembic_fail_memory(err);
	sqlembic_buf_release(&text);
	return rc;
}

static int take_results(struct postgres_session *s, struct reading *r, size_t ahead,
			struct sqlembic_error *err)
{
	size_t completed = 0;
	int rc = 0;
	for (PGresult *result; (result = postgres_next(s)); PQclear(result)) {
		ExecStatusType status = PQresultStatus(result);
		if (status == PGRES_SINGLE_TUPLE && rc == 0)
			rc = take_row(r, result, err);
		else if (status == PGRES_FATAL_ERROR && rc == 0)
			rc = postgres_fail(s, result, err);
		if (status == PGRES_SINGLE_TUPLE)
			continue;
		completed += postgres_completes(result);
		r->is_mapped = false;
		r->kind_name[0] = '\0';
	}
	s->watched = false;
	postgres_text_done(s, completed < ahead ? completed : ahead);
	return rc;
}

#define NFILES (sizeof(files) / sizeof(files[0]))

/* Begins, makes the settings, and asks what is there. */
static int begin(struct postgres_session *s, struct postgres_compose *c, const struct sqlembic_scope *scope,
		 struct reading *r, bool inside, struct sqlembic_error *err)
{
	size_t ahead = postgres_text_begin(s);
	sqlembic_buf_puts(&s->text, inside ? "SAVEPOINT " SAVEPOINT ";"
					   : "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;");
	/* What the URL says of schemas travels with each transaction: here, and not once more with the queries, which have another
	 * search_path. */
	if (!inside && s->pooled) {
		sqlembic_buf_printf(&s->text, "%s;", s->local_settings);
		s->has_head = true;
	}
	int rc = add_settings(s, c, scope, err);
	postgres_compose_probe(&s->text, c, files, NFILES);
	if (rc == 0)
		rc = postgres_send(s, true, err);
	return rc == 0 ? take_results(s, r, ahead, err) : rc;
}

static int read_all(struct postgres_session *s, struct postgres_compose *c,
		    const struct sqlembic_scope *scope, struct reading *r, bool inside,
		    struct sqlembic_error *err)
{
	const char *present = r->present;
	size_t ahead = postgres_text_begin(s);
	for (size_t i = 0; i < NFILES; i++)
		if (files[i] != edges || !scope->without_edges)
			postgres_compose_queries(&s->text, c, files[i], &present);
	sqlembic_buf_puts(&s->text, inside ? "ROLLBACK TO SAVEPOINT " SAVEPOINT
					     ";RELEASE SAVEPOINT " SAVEPOINT
					   : "COMMIT");
	int rc = postgres_send(s, true, err);
	return rc == 0 ? take_results(s, r, ahead, err) : rc;
}

/* Behind a failure the server has left the rest of the message out. */
static void end_failed(struct postgres_session *s)
{
	postgres_forget_prepared(s);
	if (PQstatus(s->conn) == CONNECTION_OK && PQtransactionStatus(s->conn) != PQTRANS_IDLE)
		(void)postgres_run(s, "ROLLBACK", NULL, 0, NULL);
}

/* To plan the queries costs the server more than to run them, where tables are few: who reads once more will read often, scratch
 * databases are read more than once, and so is what scripts are made for, which edges are needed for. */
static void give_names(struct postgres_session *s, struct postgres_compose *c,
		       const struct sqlembic_scope *scope)
{
	bool is_alone = s->catalog_names.readings++ == 0 && !postgres_is_scratch(s->conn) &&
			scope->without_edges;
	if (is_alone || s->pooled)
		return;
	c->numbers = s->catalog_names.numbers;
	c->last_number = &s->last_prepared;
}

int postgres_read_schema(struct sqlembic_session *session, const struct sqlembic_scope *scope,
			 const struct sqlembic_catalog_sink *out, struct sqlembic_error *err)
{
	struct postgres_session *s = postgres_session(session);
	struct reading r = { .out = out };
	struct postgres_compose c;
	struct sqlembic_error said = { 0 };
	bool inside = postgres_in_transaction(session);
	postgres_compose_begin(&c, PQserverVersion(s->conn) / 10000);
	give_names(s, &c, scope);
	bool may_be_gone = c.numbers && c.numbers[0];
	int rc = c.common.failed ? sqlembic_fail_memory(err)
				 : out->server(out->payload, PQserverVersion(s->conn), err);
	if (rc == 0 && (rc = begin(s, &c, scope, &r, inside, &said)) < 0) {
		/* A routine that a script called has dropped what was prepared. */
		const bool is_gone = may_be_gone && strcmp(said.sqlstate, "26000") == 0;
		if (is_gone)
			end_failed(s);
		c.at = is_gone ? 0 : c.at;
		rc = is_gone ? begin(s, &c, scope, &r, inside, err) : sqlembic_fail_copy(err, &said);
	}
	if (rc == 0)
		rc = read_all(s, &c, scope, &r, inside, err);
	postgres_compose_end(&c);
	if (rc < 0 && !inside)
		end_failed(s);
	return rc;
}
