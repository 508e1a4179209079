/* unfold.c: the parts of a table as facts, its columns and constraints: what a pragma says, and what only the text does. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "columns.h"
#include "literals.h"
#include "read.h"

struct unfolding {
	const struct sqlembic_catalog_sink *out;
	struct sqlembic_error *err;
	const struct sqlembic_fact *table;
	bool by_meaning;
	struct sqlite_table text;
	struct sqlite_columns columns; /* in the order of the pragma, which is that of the text */
	struct sqlite_names names; /* of the columns: no others can stand in checks and generated columns */
	char **seen;               /* identities of constraints */
	size_t nseen;
};

static struct sqlembic_span span(const char *text)
{
	return (struct sqlembic_span){ text, text ? strlen(text) : 0 };
}

/* ---- columns ---- */

struct column_texts {
	struct sqlembic_buf type, not_null, default_value, collation, generated, other, text, identity, shown,
		id;
};

/* The parentheses round the whole of it count where its text does. */
static struct sqlembic_span expression_of(const struct unfolding *t, struct sqlembic_span text)
{
	return t->by_meaning ? sqlite_text_unwrapped(text) : text;
}

static void describe_column(struct column_texts *x, const struct unfolding *t, size_t i)
{
	const struct sqlite_listed_column *row = &t->columns.items[i];
	const struct sqlite_column *said = i < t->text.ncolumns ? &t->text.columns[i] : NULL;
	sqlite_text_type(&x->type, span(row->type));
	if (row->is_not_null)
		sqlembic_buf_puts(&x->not_null, "NOT NULL");
	if (t->by_meaning)
		sqlite_text_default_value(
			&x->default_value, span(row->default_value),
			sqlite_affinity_of_type(row->type, sqlite_table_is_strict(t->table)));
	else
		sqlite_text_default(&x->default_value, span(row->default_value));
	sqlembic_buf_printf(&x->identity, "%s.", t->table->identity);
	sqlite_text_identity(&x->identity, row->name);
	sqlembic_buf_printf(&x->shown, "%s.%s", t->table->name, row->name);
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

static int put_column(struct unfolding *t, size_t i)
{
	struct column_texts x = { 0 };
	describe_column(&x, t, i);
	const char *collation = text_or_null(&x.collation);
	if (collation && strcmp(collation, "binary") == 0)
		collation = NULL;
	const char *default_value = t->columns.items[i].default_value ? sqlembic_buf_text(&x.default_value)
								      : NULL;
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
				      .name = t->columns.items[i].name,
				      .shown = sqlembic_buf_text(&x.shown),
				      .values = values,
				      .server_id = sqlembic_buf_text(&x.id),
				      .parent_id = t->table->server_id,
				      .position = (unsigned)i };
	struct sqlembic_buf *bufs = (struct sqlembic_buf *)&x;
	bool failed = false;
	for (size_t k = 0; k < sizeof(x) / sizeof(*bufs); k++)
		failed |= bufs[k].failed;
	const struct sqlembic_catalog_sink *out = t->out;
	int rc = failed ? sqlembic_fail_memory(t->err) : out->fact(out->payload, &fact, t->err);
	for (size_t k = 0; k < sizeof(x) / sizeof(*bufs); k++)
		sqlembic_buf_release(&bufs[k]);
	return rc;
}

/* ---- constraints ---- */

static void add_listed(struct sqlembic_buf *out, const struct unfolding *t, struct sqlembic_span columns)
{
	struct sqlembic_buf bare = SQLEMBIC_BUF_INIT;
	if (!t->by_meaning) {
		sqlite_text_tokens(out, columns);
		return;
	}
	sqlite_text_without_asc(&bare, columns);
	sqlite_text_tokens(out, (struct sqlembic_span){ sqlembic_buf_text(&bare), bare.len });
	out->failed |= bare.failed;
	sqlembic_buf_release(&bare);
}

/* Columns of a key: those in parentheses, or the one that it is written with. */
static void add_columns(struct sqlembic_buf *out, const struct unfolding *t,
			const struct sqlite_constraint *c)
{
	if (c->inside.len > 0 || c->column == SIZE_MAX)
		add_listed(out, t, c->inside);
	else
		sqlite_text_tokens(out, t->text.columns[c->column].name);
	if (c->is_descending && !(c->kind == SQLITE_KIND_PRIMARY_KEY && t->columns.is_rowid_alias))
		sqlembic_buf_puts(out, " desc");
}

/* Whether a check names the table in front of its columns makes no difference. */
static void add_check(struct sqlembic_buf *out, const struct unfolding *t, struct sqlembic_span text)
{
	struct sqlembic_buf bare = SQLEMBIC_BUF_INIT;
	sqlite_text_unqualified(&bare, expression_of(t, text), t->table->name);
	sqlite_text_expression(out, (struct sqlembic_span){ sqlembic_buf_text(&bare), bare.len }, &t->names,
			       NULL);
	out->failed |= bare.failed;
	sqlembic_buf_release(&bare);
}

/* What two constraints cannot have both in one table: unnamed and said twice they would be one. */
static void constraint_name(struct sqlembic_buf *out, const struct unfolding *t,
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

static void constraint_definition(struct sqlembic_buf *out, const struct unfolding *t,
				  const struct sqlite_constraint *c)
{
	if (c->kind == SQLITE_KIND_PRIMARY_KEY) {
		sqlembic_buf_puts(out, t->columns.is_rowid_alias ? SQLITE_ROWID_ALIAS " (" : "(");
		add_columns(out, t, c);
		sqlembic_buf_puts(out, c->is_autoincrement ? ") autoincrement" : ")");
	}
	add_clause(out, "on delete ", c->on_delete, "no action");
	add_clause(out, "on update ", c->on_update, "no action");
	add_clause(out, "", c->deferrable, "");
	add_clause(out, "on conflict ", c->conflict, "abort");
}

/* UNIQUE said twice is one index; a check or key said twice is numbered. */
static bool number_identity(struct unfolding *t, enum sqlite_kind kind, struct sqlembic_buf *identity)
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

static int put_constraint(struct unfolding *t, const struct sqlite_constraint *c)
{
	struct sqlembic_buf name = SQLEMBIC_BUF_INIT, identity = SQLEMBIC_BUF_INIT, shown = SQLEMBIC_BUF_INIT;
	struct sqlembic_buf said = SQLEMBIC_BUF_INIT, text = SQLEMBIC_BUF_INIT, column = SQLEMBIC_BUF_INIT;
	struct sqlembic_buf own = SQLEMBIC_BUF_INIT, parent = SQLEMBIC_BUF_INIT;
	constraint_name(&name, t, c);
	sqlembic_buf_printf(&identity, "%s(%s)", t->table->identity, sqlembic_buf_text(&name));
	if (c->kind == SQLITE_KIND_PRIMARY_KEY)
		sqlembic_buf_puts(&shown, t->table->name);
	else
		sqlembic_buf_printf(&shown, "%s(%s)", t->table->name, sqlembic_buf_text(&name));
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
				      .parent_id = t->table->server_id };
	const struct sqlembic_catalog_sink *out = t->out;
	int rc = 0;
	if (name.failed || identity.failed || shown.failed || said.failed || text.failed || column.failed ||
	    own.failed || parent.failed)
		rc = sqlembic_fail_memory(t->err);
	else if (is_new)
		rc = out->fact(out->payload, &fact, t->err);
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

static void release(struct unfolding *t)
{
	for (size_t i = 0; i < t->nseen; i++)
		free(t->seen[i]);
	free(t->seen);
	sqlite_names_release(&t->names);
	sqlite_columns_release(&t->columns);
	sqlite_parse_release(&t->text);
}

int sqlite_unfold_table(const struct sqlembic_catalog_sink *out, const struct sqlembic_fact *table,
			const char *columns, bool by_meaning, struct sqlembic_error *err)
{
	struct unfolding t = { .out = out, .err = err, .table = table, .by_meaning = by_meaning };
	int rc = sqlite_columns_unpack(&t.columns, columns, err);
	for (size_t i = 0; i < t.columns.n; i++)
		sqlite_names_add(&t.names, t.columns.items[i].name);
	sqlite_names_sort(&t.names);
	sqlite_parse_table(&t.text, table->values[SQLITE_TABLE_SQL]);
	if (rc == 0 && (t.names.failed || t.text.failed))
		rc = sqlembic_fail_memory(err);
	for (size_t i = 0; rc == 0 && i < t.columns.n; i++)
		rc = put_column(&t, i);
	for (size_t i = 0; rc == 0 && i < t.text.nconstraints; i++)
		rc = put_constraint(&t, &t.text.constraints[i]);
	release(&t);
	return rc;
}

int sqlite_table_unfold(const struct sqlembic_catalog_sink *out, const struct sqlembic_side *side,
			const struct sqlembic_fact *fact, struct sqlembic_error *err)
{
	(void)side;
	return sqlite_unfold_table(out, fact, fact->values[SQLITE_TABLE_COLUMNS], false, err);
}
