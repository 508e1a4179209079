/* read_table.c: a table, its columns and its constraints as facts: what a pragma says, and what only the text does. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "../query.h"
#include "literals.h"
#include "read.h"

struct column_row {
	char *name, *type, *default_value;
	bool is_not_null, is_hidden;
};

struct table_reading {
	struct sqlite_reading *reading;
	const struct sqlite_object *object;
	struct sqlite_table text;
	struct column_row *columns; /* in the order of the pragma, which is that of the text */
	size_t ncolumns;
	struct sqlite_names names; /* of the columns: no others can stand in checks and generated columns */
	struct sqlembic_buf identity, id; /* of the table */
	char **seen;                      /* identities of constraints */
	size_t nseen;
	bool is_rowid_alias;
};

static char *copy(const char *text, bool *failed)
{
	char *copied = text ? strdup(text) : NULL;
	if (text && !copied)
		*failed = true;
	return copied;
}

static int keep_column(void *payload, const char *const *values, size_t n)
{
	struct table_reading *t = payload;
	(void)n;
	struct column_row *grown = reallocarray(t->columns, t->ncolumns + 1, sizeof(*t->columns));
	if (!grown) {
		t->reading->failed = true;
		return 1;
	}
	t->columns = grown;
	grown[t->ncolumns++] = (struct column_row){ .name = copy(values[0], &t->reading->failed),
						    .type = copy(values[1], &t->reading->failed),
						    .is_not_null = values[2][0] != '0',
						    .default_value = copy(values[3], &t->reading->failed) };
	return t->reading->failed;
}

static int read_columns(struct table_reading *t)
{
	const char *args[] = { t->object->name };
	struct sqlembic_query query = { .sql = "SELECT name, type, \"notnull\", dflt_value FROM "
					       "pragma_table_xinfo(?, 'main') ORDER BY cid",
					.args = args,
					.nargs = 1,
					.row = keep_column,
					.payload = t };
	long long keys = 0;
	int rc = sqlite_query(&t->reading->session->base, &query, t->reading->err);
	/* A primary key without an index of its own is the rowid under another name. */
	if (rc == 0)
		rc = sqlite_query_number(
			t->reading->session, &keys,
			"SELECT count(*) FROM pragma_index_list(?, 'main') WHERE origin = 'pk'",
			t->object->name, t->reading->err);
	t->is_rowid_alias = keys == 0 && !t->object->is_without_rowid;
	for (size_t i = 0; i < t->ncolumns && !t->reading->failed; i++)
		sqlite_names_add(&t->names, t->columns[i].name);
	sqlite_names_sort(&t->names);
	if (rc == 0 && (t->reading->failed || t->names.failed))
		rc = sqlembic_fail_memory(t->reading->err);
	return rc;
}

static struct sqlembic_span span(const char *text)
{
	return (struct sqlembic_span){ text, text ? strlen(text) : 0 };
}

/* ---- the table ---- */

static int put_table(struct table_reading *t)
{
	struct sqlembic_buf options = SQLEMBIC_BUF_INIT, order = SQLEMBIC_BUF_INIT;
	if (t->object->is_strict)
		sqlembic_buf_puts(&options, "STRICT");
	if (t->object->is_without_rowid)
		sqlembic_buf_printf(&options, "%sWITHOUT ROWID", options.len ? ", " : "");
	for (size_t i = 0; i < t->ncolumns; i++) {
		sqlembic_buf_puts(&order, i ? ", " : "");
		sqlite_text_identity(&order, t->columns[i].name);
	}
	const char *values[SQLITE_TABLE_VALUES] = { options.len ? sqlembic_buf_text(&options) : NULL,
						    sqlembic_buf_text(&order), t->object->sql };
	const char *names[] = { sqlembic_buf_text(&t->id), NULL };
	struct sqlembic_fact fact = { .kind = SQLITE_KIND_TABLE,
				      .flags = SQLEMBIC_FACT_HOLDS_ROWS,
				      .identity = sqlembic_buf_text(&t->identity),
				      .name = t->object->name,
				      .shown = t->object->name,
				      .values = values,
				      .server_id = sqlembic_buf_text(&t->id),
				      .names = names };
	const struct sqlembic_catalog_sink *out = t->reading->out;
	int rc = options.failed || order.failed ? sqlembic_fail_memory(t->reading->err)
						: out->fact(out->payload, &fact, t->reading->err);
	sqlembic_buf_release(&options);
	sqlembic_buf_release(&order);
	return rc;
}

/* ---- columns ---- */

struct column_texts {
	struct sqlembic_buf type, not_null, default_value, collation, generated, other, text, identity, shown,
		id;
};

/* The parentheses round the whole of it count where its text does. */
static struct sqlembic_span expression_of(const struct table_reading *t, struct sqlembic_span text)
{
	return t->reading->scope->by_meaning ? sqlite_text_unwrapped(text) : text;
}

static void describe_column(struct column_texts *x, const struct table_reading *t, size_t i)
{
	const struct column_row *row = &t->columns[i];
	const struct sqlite_column *said = i < t->text.ncolumns ? &t->text.columns[i] : NULL;
	sqlite_text_type(&x->type, span(row->type));
	if (row->is_not_null)
		sqlembic_buf_puts(&x->not_null, "NOT NULL");
	if (t->reading->scope->by_meaning)
		sqlite_text_default_value(&x->default_value, span(row->default_value),
					  sqlite_affinity_of_type(row->type, t->object->is_strict));
	else
		sqlite_text_default(&x->default_value, span(row->default_value));
	sqlembic_buf_printf(&x->identity, "%s.", sqlembic_buf_text(&t->identity));
	sqlite_text_identity(&x->identity, row->name);
	sqlembic_buf_printf(&x->shown, "%s.%s", t->object->name, row->name);
	sqlembic_buf_printf(&x->id, "column %s", sqlembic_buf_text(&x->identity));
	if (!said)
		return;
	if (row->is_not_null && said->not_null_conflict.len > 0) {
		sqlembic_buf_puts(&x->not_null, " ON CONFLICT ");
		sqlite_text_tokens(&x->not_null, said->not_null_conflict);
	}
	sqlite_text_tokens(&x->collation, said->collation);
	if (said->generated.len > 0) {
		sqlembic_buf_puts(&x->generated, said->is_stored ? "stored (" : "virtual (");
		sqlite_text_expression(&x->generated, expression_of(t, said->generated), &t->names, NULL);
		sqlembic_buf_putc(&x->generated, ')');
	}
	sqlite_text_tokens(&x->other, span(sqlembic_buf_text(&said->other)));
	sqlite_text_bare(&x->text, said->text);
}

static const char *text_or_null(const struct sqlembic_buf *buf)
{
	return buf->len > 0 ? buf->ptr : NULL;
}

static int put_column(struct table_reading *t, size_t i)
{
	struct column_texts x = { 0 };
	describe_column(&x, t, i);
	const char *collation = text_or_null(&x.collation);
	if (collation && strcmp(collation, "binary") == 0)
		collation = NULL;
	const char *default_value = t->columns[i].default_value ? sqlembic_buf_text(&x.default_value) : NULL;
	const char *values[SQLITE_COLUMN_VALUES] = { sqlembic_buf_text(&x.type),
						     text_or_null(&x.not_null),
						     default_value,
						     collation,
						     text_or_null(&x.generated),
						     text_or_null(&x.other),
						     sqlembic_buf_text(&x.text) };
	struct sqlembic_fact fact = { .kind = SQLITE_KIND_COLUMN,
				      .flags = x.generated.len ? 0 : SQLEMBIC_FACT_HOLDS_ROWS,
				      .identity = sqlembic_buf_text(&x.identity),
				      .name = t->columns[i].name,
				      .shown = sqlembic_buf_text(&x.shown),
				      .values = values,
				      .server_id = sqlembic_buf_text(&x.id),
				      .parent_id = sqlembic_buf_text(&t->id),
				      .position = (unsigned)i };
	struct sqlembic_buf *bufs = (struct sqlembic_buf *)&x;
	bool failed = false;
	for (size_t k = 0; k < sizeof(x) / sizeof(*bufs); k++)
		failed |= bufs[k].failed;
	const struct sqlembic_catalog_sink *out = t->reading->out;
	int rc = failed ? sqlembic_fail_memory(t->reading->err)
			: out->fact(out->payload, &fact, t->reading->err);
	for (size_t k = 0; k < sizeof(x) / sizeof(*bufs); k++)
		sqlembic_buf_release(&bufs[k]);
	return rc;
}

/* ---- constraints ---- */

static void add_listed(struct sqlembic_buf *out, const struct table_reading *t, struct sqlembic_span columns)
{
	struct sqlembic_buf bare = SQLEMBIC_BUF_INIT;
	if (!t->reading->scope->by_meaning) {
		sqlite_text_tokens(out, columns);
		return;
	}
	sqlite_text_without_asc(&bare, columns);
	sqlite_text_tokens(out, (struct sqlembic_span){ sqlembic_buf_text(&bare), bare.len });
	out->failed |= bare.failed;
	sqlembic_buf_release(&bare);
}

/* Columns of a key: those in parentheses, or the one that it is written with. */
static void add_columns(struct sqlembic_buf *out, const struct table_reading *t,
			const struct sqlite_constraint *c)
{
	if (c->inside.len > 0 || c->column == SIZE_MAX)
		add_listed(out, t, c->inside);
	else
		sqlite_text_tokens(out, t->text.columns[c->column].name);
	if (c->is_descending && !(c->kind == SQLITE_KIND_PRIMARY_KEY && t->is_rowid_alias))
		sqlembic_buf_puts(out, " desc");
}

/* Whether a check names the table in front of its columns makes no difference. */
static void add_check(struct sqlembic_buf *out, const struct table_reading *t, struct sqlembic_span text)
{
	struct sqlembic_buf bare = SQLEMBIC_BUF_INIT;
	sqlite_text_unqualified(&bare, expression_of(t, text), t->object->name);
	sqlite_text_expression(out, (struct sqlembic_span){ sqlembic_buf_text(&bare), bare.len }, &t->names,
			       NULL);
	out->failed |= bare.failed;
	sqlembic_buf_release(&bare);
}

/* What two constraints cannot have both in one table: unnamed and said twice they would be one. */
static void constraint_name(struct sqlembic_buf *out, const struct table_reading *t,
			    const struct sqlite_constraint *c)
{
	switch (c->kind) {
	case SQLITE_KIND_PRIMARY_KEY:
		break;
	case SQLITE_KIND_CHECK:
		add_check(out, t, c->inside);
		break;
	default:
		add_columns(out, t, c);
	}
	if (c->kind != SQLITE_KIND_FOREIGN_KEY)
		return;
	sqlembic_buf_puts(out, " -> ");
	sqlite_text_tokens(out, c->parent);
	if (c->columns.len > 0) {
		sqlembic_buf_putc(out, '(');
		sqlite_text_tokens(out, c->columns);
		sqlembic_buf_putc(out, ')');
	}
}

/* The identity of the table that a foreign key references, from its name as it is written. */
static void add_parent(struct sqlembic_buf *out, struct sqlembic_span written)
{
	struct sqlembic_buf name = SQLEMBIC_BUF_INIT;
	sqlite_text_tokens(&name, written);
	if (name.len > 0)
		sqlite_text_identity(out, sqlembic_buf_text(&name));
	out->failed |= name.failed;
	sqlembic_buf_release(&name);
}

static void add_clause(struct sqlembic_buf *out, const char *label, struct sqlembic_span text,
		       const char *unless)
{
	struct sqlembic_buf tokens = SQLEMBIC_BUF_INIT;
	sqlite_text_tokens(&tokens, text);
	if (tokens.len > 0 && strcmp(tokens.ptr, unless) != 0)
		sqlembic_buf_printf(out, "%s%s%s", out->len ? " " : "", label, tokens.ptr);
	out->failed |= tokens.failed;
	sqlembic_buf_release(&tokens);
}

static void constraint_definition(struct sqlembic_buf *out, const struct table_reading *t,
				  const struct sqlite_constraint *c)
{
	if (c->kind == SQLITE_KIND_PRIMARY_KEY) {
		sqlembic_buf_puts(out, t->is_rowid_alias ? SQLITE_ROWID_ALIAS " (" : "(");
		add_columns(out, t, c);
		sqlembic_buf_puts(out, c->is_autoincrement ? ") autoincrement" : ")");
	}
	add_clause(out, "on delete ", c->on_delete, "no action");
	add_clause(out, "on update ", c->on_update, "no action");
	add_clause(out, "", c->deferrable, "");
	add_clause(out, "on conflict ", c->conflict, "abort");
}

/* UNIQUE said twice is one index; a check or key said twice is numbered. */
static bool number_identity(struct table_reading *t, enum sqlite_kind kind, struct sqlembic_buf *identity)
{
	size_t times = 0;
	for (size_t i = 0; i < t->nseen; i++)
		times += t->seen[i][0] == (char)('a' + kind) && strcmp(t->seen[i] + 1, identity->ptr) == 0;
	if (times > 0 && kind == SQLITE_KIND_UNIQUE)
		return false;
	char **grown = reallocarray(t->seen, t->nseen + 1, sizeof(*t->seen));
	if (!grown || !(t->seen = grown, grown[t->nseen] = malloc(identity->len + 2))) {
		identity->failed = true;
		return true;
	}
	grown[t->nseen][0] = (char)('a' + kind);
	memcpy(grown[t->nseen++] + 1, identity->ptr, identity->len + 1);
	if (times > 0)
		sqlembic_buf_printf(identity, " #%zu", times + 1);
	return true;
}

static int put_constraint(struct table_reading *t, const struct sqlite_constraint *c)
{
	struct sqlembic_buf name = SQLEMBIC_BUF_INIT, identity = SQLEMBIC_BUF_INIT, shown = SQLEMBIC_BUF_INIT;
	struct sqlembic_buf said = SQLEMBIC_BUF_INIT, text = SQLEMBIC_BUF_INIT, column = SQLEMBIC_BUF_INIT;
	struct sqlembic_buf own = SQLEMBIC_BUF_INIT, parent = SQLEMBIC_BUF_INIT;
	constraint_name(&name, t, c);
	sqlembic_buf_printf(&identity, "%s(%s)", sqlembic_buf_text(&t->identity), sqlembic_buf_text(&name));
	if (c->kind == SQLITE_KIND_PRIMARY_KEY)
		sqlembic_buf_puts(&shown, t->object->name);
	else
		sqlembic_buf_printf(&shown, "%s(%s)", t->object->name, sqlembic_buf_text(&name));
	constraint_definition(&said, t, c);
	sqlite_text_bare(&text, c->text);
	sqlite_text_bare(&own, c->name);
	add_parent(&parent, c->parent);
	if (c->column != SIZE_MAX)
		sqlite_text_tokens(&column, t->text.columns[c->column].name);
	bool is_new = number_identity(t, c->kind, &identity);
	const char *values[SQLITE_CONSTRAINT_VALUES] = { text_or_null(&said), text_or_null(&column),
							 text_or_null(&own), sqlembic_buf_text(&text),
							 text_or_null(&parent) };
	struct sqlembic_fact fact = { .kind = c->kind,
				      .identity = sqlembic_buf_text(&identity),
				      .name = sqlembic_buf_text(&name),
				      .shown = sqlembic_buf_text(&shown),
				      .values = values,
				      .parent_id = sqlembic_buf_text(&t->id) };
	const struct sqlembic_catalog_sink *out = t->reading->out;
	int rc = 0;
	if (name.failed || identity.failed || shown.failed || said.failed || text.failed || column.failed ||
	    own.failed || parent.failed)
		rc = sqlembic_fail_memory(t->reading->err);
	else if (is_new)
		rc = out->fact(out->payload, &fact, t->reading->err);
	sqlembic_buf_release(&name);
	sqlembic_buf_release(&identity);
	sqlembic_buf_release(&shown);
	sqlembic_buf_release(&said);
	sqlembic_buf_release(&text);
	sqlembic_buf_release(&column);
	sqlembic_buf_release(&own);
	sqlembic_buf_release(&parent);
	return rc;
}

/* ---- all ---- */

static void release(struct table_reading *t)
{
	for (size_t i = 0; i < t->ncolumns; i++) {
		free(t->columns[i].name);
		free(t->columns[i].type);
		free(t->columns[i].default_value);
	}
	for (size_t i = 0; i < t->nseen; i++)
		free(t->seen[i]);
	free(t->columns);
	free(t->seen);
	sqlite_names_release(&t->names);
	sqlembic_buf_release(&t->identity);
	sqlembic_buf_release(&t->id);
	sqlite_parse_release(&t->text);
}

int sqlite_read_table(struct sqlite_reading *reading, const struct sqlite_object *object)
{
	struct table_reading t = { .reading = reading, .object = object };
	sqlite_text_identity(&t.identity, object->name);
	sqlembic_buf_printf(&t.id, "relation %s", sqlembic_buf_text(&t.identity));
	sqlite_parse_table(&t.text, object->sql);
	int rc = t.text.failed || t.identity.failed || t.id.failed ? sqlembic_fail_memory(reading->err)
								   : read_columns(&t);
	if (rc == 0)
		rc = put_table(&t);
	for (size_t i = 0; rc == 0 && i < t.ncolumns; i++)
		rc = put_column(&t, i);
	for (size_t i = 0; rc == 0 && i < t.text.nconstraints; i++)
		rc = put_constraint(&t, &t.text.constraints[i]);
	release(&t);
	return rc;
}
