/* read.c: sqlite_schema as facts. */
#include "read.h"

#include <stdlib.h>
#include <string.h>

#include "../fail.h"
#include "../query.h"
#include "sqlembic/text.h"
#include "sqlembic/token.h"

static const char objects_sql[] =
	"WITH listed AS MATERIALIZED (SELECT name, type, wr, strict FROM pragma_table_list WHERE schema = "
	"'main') SELECT o.type, o.name, o.tbl_name, o.sql, coalesce(l.type, ''), coalesce(l.wr, 0), "
	"coalesce(l.strict, 0) FROM main.sqlite_schema AS o LEFT JOIN listed AS l ON o.type = 'table' AND "
	"l.name = o.name WHERE o.name NOT LIKE 'sqlite\\_%' ESCAPE '\\' AND o.sql IS NOT NULL";

static char *copy(struct sqlite_reading *reading, const char *text)
{
	char *copied = strdup(text ? text : "");
	if (!copied)
		reading->failed = true;
	return copied;
}

static int keep_object(void *payload, const char *const *values, size_t n)
{
	struct sqlite_reading *reading = payload;
	(void)n;
	struct sqlite_object *grown = reallocarray(reading->objects, reading->n + 1,
						   sizeof(*reading->objects));
	if (!grown) {
		reading->failed = true;
		return 1;
	}
	reading->objects = grown;
	grown[reading->n++] = (struct sqlite_object){ .type = copy(reading, values[0]),
						      .name = copy(reading, values[1]),
						      .table = copy(reading, values[2]),
						      .sql = copy(reading, values[3]),
						      .is_virtual = strcmp(values[4], "virtual") == 0,
						      .is_shadow = strcmp(values[4], "shadow") == 0,
						      .is_without_rowid = values[5][0] == '1',
						      .is_strict = values[6][0] == '1' };
	return reading->failed;
}

static void release(struct sqlite_reading *reading)
{
	for (size_t i = 0; i < reading->n; i++) {
		free(reading->objects[i].type);
		free(reading->objects[i].name);
		free(reading->objects[i].table);
		free(reading->objects[i].sql);
	}
	free(reading->objects);
	sqlite_names_release(&reading->names);
}

/* ---- what is left out ---- */

/* A name of ours may come with "main." and quotes. */
static bool is_own(const struct sqlite_reading *reading, const char *name)
{
	for (const char *const *own = reading->scope->own; own && *own; own++) {
		struct sqlembic_tokens tokens = sqlembic_tokens_of(
			(struct sqlembic_span){ *own, strlen(*own) }, sqlembic_sqlite_dialect.lex);
		struct sqlembic_token token, last = { 0 };
		while (sqlembic_token_next(&tokens, &token))
			if (token.kind == SQLEMBIC_TOKEN_WORD || token.kind == SQLEMBIC_TOKEN_NAME)
				last = token;
		struct sqlembic_span word = last.kind == SQLEMBIC_TOKEN_NAME ? sqlembic_token_inside(&last)
									     : last.text;
		if (word.len > 0 && word.len == strlen(name) &&
		    sqlembic_ncasecmp(word.ptr, name, word.len) == 0)
			return true;
	}
	return false;
}

static bool is_shadow(const struct sqlite_reading *reading, const char *table)
{
	for (size_t i = 0; i < reading->n; i++)
		if (reading->objects[i].is_shadow && strcmp(reading->objects[i].name, table) == 0)
			return true;
	return false;
}

static bool is_left_out(const struct sqlite_reading *reading, const struct sqlite_object *object)
{
	return object->is_shadow || is_own(reading, object->name) || is_own(reading, object->table) ||
	       (object->type[0] == 'i' && is_shadow(reading, object->table));
}

/* ---- indexes, views, triggers, virtual tables ---- */

static const struct sqlite_names *all_names(struct sqlite_reading *reading)
{
	if (reading->names.n > 0)
		return &reading->names;
	for (size_t i = 0; i < reading->n; i++) {
		const struct sqlite_object *object = &reading->objects[i];
		if (object->type[0] != 'v' && strcmp(object->type, "table") != 0)
			continue;
		sqlite_names_add(&reading->names, object->name);
		sqlite_names_of_relation(&reading->names, reading->session->db, object->name);
	}
	sqlite_names_sort(&reading->names);
	return &reading->names;
}

/* SQLite never writes the arguments of a virtual table anew. */
static void add_definition(struct sqlembic_buf *out, struct sqlite_reading *reading,
			   const struct sqlite_object *object, struct sqlembic_span text)
{
	struct sqlite_names columns = { 0 };
	bool is_index = object->type[0] == 'i';
	if (object->is_virtual || !memchr(text.ptr, '"', text.len)) {
		sqlite_text_tokens(out, text);
		return;
	}
	if (is_index) {
		sqlite_names_add(&columns, object->table);
		sqlite_names_of_relation(&columns, reading->session->db, object->table);
		sqlite_names_sort(&columns);
	}
	if (is_index)
		sqlite_text_expression(out, text, &columns, NULL);
	else
		sqlite_text_expression(out, text, all_names(reading), reading->session->db);
	out->failed |= columns.failed || reading->names.failed;
	sqlite_names_release(&columns);
}

/* The text behind the name, which is what makes the object; UNIQUE stays in front of it. */
static void definition(struct sqlembic_buf *out, struct sqlite_reading *reading,
		       const struct sqlite_object *object)
{
	struct sqlembic_tokens tokens = sqlembic_tokens_of(
		(struct sqlembic_span){ object->sql, strlen(object->sql) }, sqlembic_sqlite_dialect.lex);
	struct sqlembic_token token;
	(void)sqlembic_token_take(&tokens, "CREATE");
	if (sqlembic_token_take(&tokens, "UNIQUE"))
		sqlembic_buf_puts(out, "unique ");
	(void)sqlembic_token_take(&tokens, "VIRTUAL");
	(void)sqlembic_token_next(&tokens, &token); /* INDEX, VIEW, ... */
	(void)sqlembic_token_take(&tokens, "IF NOT EXISTS");
	(void)sqlembic_token_next_name(&tokens, &token);
	struct sqlembic_span text = { tokens.at, (size_t)(tokens.end - tokens.at) };
	struct sqlembic_buf bare = SQLEMBIC_BUF_INIT;
	if (reading->scope->by_meaning && object->type[0] == 'i') {
		sqlite_text_without_asc(&bare, text);
		text = (struct sqlembic_span){ sqlembic_buf_text(&bare), bare.len };
	}
	add_definition(out, reading, object, text);
	out->failed |= bare.failed;
	sqlembic_buf_release(&bare);
}

static bool is_broken(const struct sqlite_reading *reading, const struct sqlite_object *object)
{
	struct sqlembic_buf sql = SQLEMBIC_BUF_INIT;
	sqlite3_stmt *statement = NULL;
	sqlembic_buf_puts(&sql, "SELECT * FROM main.");
	sqlembic_buf_quote(&sql, object->name, '"');
	int rc = sqlite3_prepare_v2(reading->session->db, sqlembic_buf_text(&sql), -1, &statement, NULL);
	(void)sqlite3_finalize(statement);
	sqlembic_buf_release(&sql);
	return rc != SQLITE_OK;
}

static enum sqlite_kind kind_of(const struct sqlite_object *object)
{
	switch (object->type[0]) {
	case 'i':
		return SQLITE_KIND_INDEX;
	case 'v':
		return SQLITE_KIND_VIEW;
	default:
		return strcmp(object->type, "trigger") == 0 ? SQLITE_KIND_TRIGGER : SQLITE_KIND_VIRTUAL_TABLE;
	}
}

static int read_object(struct sqlite_reading *reading, const struct sqlite_object *object)
{
	struct sqlembic_buf identity = SQLEMBIC_BUF_INIT, id = SQLEMBIC_BUF_INIT, text = SQLEMBIC_BUF_INIT;
	struct sqlembic_buf parent = SQLEMBIC_BUF_INIT;
	enum sqlite_kind kind = kind_of(object);
	sqlite_text_identity(&identity, object->name);
	sqlembic_buf_printf(&id, "%s %s", kind == SQLITE_KIND_TRIGGER ? "trigger" : "relation",
			    sqlembic_buf_text(&identity));
	sqlembic_buf_puts(&parent, "relation ");
	sqlite_text_identity(&parent, object->table);
	definition(&text, reading, object);
	const char *values[SQLITE_OBJECT_VALUES] = { sqlembic_buf_text(&text), object->sql };
	const char *names[] = { sqlembic_buf_text(&id), NULL };
	bool is_part = kind == SQLITE_KIND_INDEX || kind == SQLITE_KIND_TRIGGER;
	struct sqlembic_fact fact = { .kind = kind,
				      .identity = sqlembic_buf_text(&identity),
				      .name = object->name,
				      .shown = object->name,
				      .values = values,
				      .server_id = sqlembic_buf_text(&id),
				      .parent_id = is_part ? sqlembic_buf_text(&parent) : NULL,
				      .names = names };
	bool broken = kind == SQLITE_KIND_VIEW && is_broken(reading, object);
	if (broken)
		fact.flags |= SQLEMBIC_FACT_BROKEN;
	if (kind == SQLITE_KIND_VIRTUAL_TABLE && !sqlite_fulltext_is_external(&fact))
		fact.flags |= SQLEMBIC_FACT_HOLDS_ROWS;
	int rc = identity.failed || id.failed || text.failed || parent.failed
			 ? sqlembic_fail_memory(reading->err)
			 : reading->out->fact(reading->out->payload, &fact, reading->err);
	/* A broken view can be part of a circle of views. */
	if (rc == 0 && kind != SQLITE_KIND_INDEX && !broken)
		rc = sqlite_read_uses(reading, fact.server_id, object);
	sqlembic_buf_release(&identity);
	sqlembic_buf_release(&id);
	sqlembic_buf_release(&text);
	sqlembic_buf_release(&parent);
	return rc;
}

/* ---- all ---- */

static int read_all(struct sqlite_reading *reading)
{
	struct sqlembic_query query = { .sql = objects_sql, .row = keep_object, .payload = reading };
	int rc = sqlite_query(&reading->session->base, &query, reading->err);
	if (rc == 0 && reading->failed)
		rc = sqlembic_fail_memory(reading->err);
	for (size_t i = 0; rc == 0 && i < reading->n; i++) {
		const struct sqlite_object *object = &reading->objects[i];
		if (is_left_out(reading, object))
			continue;
		bool is_table = strcmp(object->type, "table") == 0 && !object->is_virtual;
		rc = is_table ? sqlite_read_table(reading, object) : read_object(reading, object);
	}
	return rc;
}

int sqlite_schema_read(struct sqlembic_session *session, const struct sqlembic_scope *scope,
		       const struct sqlembic_catalog_sink *out, struct sqlembic_error *err)
{
	struct sqlite_reading reading = {
		.session = (struct sqlite_session *)session, .scope = scope, .out = out, .err = err
	};
	struct sqlite_session *s = reading.session;
	int rc = out->server(out->payload, sqlite3_libversion_number(), err);
	bool is_ours = sqlite3_get_autocommit(s->db) != 0; /* one moment: one transaction */
	if (rc == 0 && is_ours)
		rc = sqlite_run(s, "BEGIN", err);
	if (rc < 0)
		return rc;
	rc = read_all(&reading);
	if (is_ours) {
		int ended = sqlite_run(s, "COMMIT", rc < 0 ? NULL : err);
		rc = rc < 0 ? rc : ended;
	}
	release(&reading);
	return rc;
}
