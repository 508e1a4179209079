/* parse.c: takes a CREATE TABLE apart, as far as its clauses are compared.  What it does not know of a column is kept as
 * words; SQLite has accepted the text, so nothing is refused here. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "schema.h"
#include "sqlembic/text.h"
#include "sqlembic/token.h"

struct parser {
	struct sqlembic_tokens t;
	struct sqlite_table *out;
	size_t column;             /* SIZE_MAX: in the table's constraints */
	struct sqlembic_span name; /* of CONSTRAINT name, for what follows */
};

/* ---- small steps ---- */

/* Empty where no token was taken: `begin` is then behind blanks that the reader has yet to pass. */
static struct sqlembic_span since(const struct parser *p, const char *begin)
{
	const char *end = p->t.at;
	if (end < begin)
		return (struct sqlembic_span){ 0 };
	while (end > begin && (end[-1] == ' ' || (end[-1] >= '\t' && end[-1] <= '\r')))
		end--;
	return (struct sqlembic_span){ begin, (size_t)(end - begin) };
}

static struct sqlembic_token peek(const struct parser *p)
{
	struct sqlembic_tokens copy = p->t;
	struct sqlembic_token token;
	(void)sqlembic_token_next(&copy, &token);
	return token;
}

static bool next_is_mark(const struct parser *p, char mark)
{
	struct sqlembic_token token = peek(p);
	return sqlembic_token_is_mark(&token, mark);
}

/* What stands in the parentheses that come next; empty: there are none. */
static struct sqlembic_span take_parens(struct parser *p)
{
	if (!next_is_mark(p, '('))
		return (struct sqlembic_span){ 0 };
	(void)sqlembic_token_take_mark(&p->t, '(');
	const char *begin = p->t.at;
	sqlembic_token_skip_parens(&p->t);
	const char *end = p->t.at > begin && p->t.at[-1] == ')' ? p->t.at - 1 : p->t.at;
	return (struct sqlembic_span){ begin, (size_t)(end - begin) };
}

static struct sqlembic_span take_token(struct parser *p)
{
	struct sqlembic_token token;
	(void)sqlembic_token_next(&p->t, &token);
	return token.text;
}

static struct sqlembic_span take_conflict(struct parser *p)
{
	return sqlembic_token_take(&p->t, "ON CONFLICT") ? take_token(p) : (struct sqlembic_span){ 0 };
}

/* ---- lists ---- */

static struct sqlite_constraint *add_constraint(struct parser *p, enum sqlite_kind kind)
{
	struct sqlite_table *out = p->out;
	struct sqlite_constraint *grown = reallocarray(out->constraints, out->nconstraints + 1,
						       sizeof(*out->constraints));
	if (!grown) {
		out->failed = true;
		return NULL;
	}
	out->constraints = grown;
	struct sqlite_constraint *added = &grown[out->nconstraints++];
	*added = (struct sqlite_constraint){ .kind = kind, .column = p->column, .name = p->name };
	p->name = (struct sqlembic_span){ 0 };
	return added;
}

static struct sqlite_column *add_column(struct parser *p)
{
	struct sqlite_table *out = p->out;
	struct sqlite_column *grown = reallocarray(out->columns, out->ncolumns + 1, sizeof(*out->columns));
	if (!grown) {
		out->failed = true;
		return NULL;
	}
	out->columns = grown;
	p->column = out->ncolumns++;
	grown[p->column] = (struct sqlite_column){ 0 };
	return &grown[p->column];
}

/* ---- constraints ---- */

static void take_reference(struct parser *p, struct sqlite_constraint *c)
{
	c->parent = take_token(p);
	c->columns = take_parens(p);
	for (;;) {
		const char *at = peek(p).text.ptr;
		if (sqlembic_token_take(&p->t, "ON DELETE") || sqlembic_token_take(&p->t, "ON UPDATE")) {
			bool is_delete = sqlembic_ncasecmp(p->t.at - 6, "DELETE", 6) == 0;
			const char *begin = peek(p).text.ptr;
			if (!sqlembic_token_take(&p->t, "SET NULL") &&
			    !sqlembic_token_take(&p->t, "SET DEFAULT") &&
			    !sqlembic_token_take(&p->t, "NO ACTION"))
				(void)take_token(p);
			*(is_delete ? &c->on_delete : &c->on_update) = since(p, begin);
		} else if (sqlembic_token_take(&p->t, "MATCH")) {
			(void)take_token(p);
		} else if (sqlembic_token_take(&p->t, "NOT DEFERRABLE") ||
			   sqlembic_token_take(&p->t, "DEFERRABLE")) {
			if (sqlembic_token_take(&p->t, "INITIALLY"))
				(void)take_token(p);
			c->deferrable = since(p, at);
		} else {
			return;
		}
	}
}

static bool take_key(struct parser *p, enum sqlite_kind kind, const char *words)
{
	const char *begin = peek(p).text.ptr;
	if (!sqlembic_token_take(&p->t, words))
		return false;
	struct sqlite_constraint *c = add_constraint(p, kind);
	if (!c)
		return true;
	c->inside = take_parens(p);
	c->is_descending = sqlembic_token_take(&p->t, "DESC");
	(void)sqlembic_token_take(&p->t, "ASC");
	c->conflict = take_conflict(p);
	c->is_autoincrement = sqlembic_token_take(&p->t, "AUTOINCREMENT");
	c->text = since(p, begin);
	return true;
}

static bool take_check(struct parser *p)
{
	const char *begin = peek(p).text.ptr;
	if (!sqlembic_token_take(&p->t, "CHECK"))
		return false;
	struct sqlite_constraint *c = add_constraint(p, SQLITE_KIND_CHECK);
	struct sqlembic_span inside = take_parens(p);
	(void)take_conflict(p);
	if (c) {
		c->inside = inside;
		c->text = since(p, begin);
	}
	return true;
}

static bool take_foreign(struct parser *p)
{
	const char *begin = peek(p).text.ptr;
	struct sqlembic_span inside = { 0 };
	if (sqlembic_token_take(&p->t, "FOREIGN KEY")) {
		inside = take_parens(p);
		(void)sqlembic_token_take(&p->t, "REFERENCES");
	} else if (!sqlembic_token_take(&p->t, "REFERENCES")) {
		return false;
	}
	struct sqlite_constraint *c = add_constraint(p, SQLITE_KIND_FOREIGN_KEY);
	if (!c)
		return true;
	c->inside = inside;
	take_reference(p, c);
	c->text = since(p, begin);
	return true;
}

static bool take_constraint(struct parser *p)
{
	if (sqlembic_token_take(&p->t, "CONSTRAINT"))
		p->name = take_token(p);
	return take_key(p, SQLITE_KIND_PRIMARY_KEY, "PRIMARY KEY") ||
	       take_key(p, SQLITE_KIND_UNIQUE, "UNIQUE") || take_check(p) || take_foreign(p);
}

/* ---- columns ---- */

static struct sqlembic_span take_default(struct parser *p)
{
	const char *begin = peek(p).text.ptr;
	struct sqlembic_token token = peek(p);
	if (sqlembic_token_is_mark(&token, '(')) {
		(void)take_parens(p);
		return since(p, begin);
	}
	if (sqlembic_token_is_mark(&token, '+') || sqlembic_token_is_mark(&token, '-'))
		(void)take_token(p);
	(void)take_token(p);
	return since(p, begin);
}

static bool take_property(struct parser *p, struct sqlite_column *column)
{
	if (sqlembic_token_take(&p->t, "NOT NULL")) {
		column->not_null_conflict = take_conflict(p);
	} else if (sqlembic_token_take(&p->t, "NULL")) {
		(void)take_conflict(p);
	} else if (sqlembic_token_take(&p->t, "DEFAULT")) {
		column->default_value = take_default(p);
		column->has_default = true;
	} else if (sqlembic_token_take(&p->t, "COLLATE")) {
		column->collation = take_token(p);
	} else if (sqlembic_token_take(&p->t, "GENERATED ALWAYS AS") || sqlembic_token_take(&p->t, "AS")) {
		column->generated = take_parens(p);
		column->is_stored = sqlembic_token_take(&p->t, "STORED");
		(void)sqlembic_token_take(&p->t, "VIRTUAL");
	} else {
		return false;
	}
	p->name = (struct sqlembic_span){ 0 };
	return true;
}

/* The type's words come first; a pragma tells them. */
static void skip_type(struct parser *p)
{
	static const char *const ends[] = { "CONSTRAINT", "PRIMARY",   "NOT",     "NULL",
					    "UNIQUE",     "CHECK",     "DEFAULT", "COLLATE",
					    "REFERENCES", "GENERATED", "AS",      "DEFERRABLE" };
	for (;;) {
		struct sqlembic_token token = peek(p);
		if (sqlembic_token_is_mark(&token, '(')) {
			(void)take_parens(p);
			continue;
		}
		if (token.kind != SQLEMBIC_TOKEN_WORD && token.kind != SQLEMBIC_TOKEN_NAME &&
		    token.kind != SQLEMBIC_TOKEN_STRING)
			return;
		for (size_t i = 0; i < sizeof(ends) / sizeof(ends[0]); i++)
			if (token.kind == SQLEMBIC_TOKEN_WORD && sqlembic_token_is(&token, ends[i]))
				return;
		(void)take_token(p);
	}
}

static bool is_at_end(const struct parser *p)
{
	struct sqlembic_token token = peek(p);
	return token.kind == SQLEMBIC_TOKEN_END || sqlembic_token_is_mark(&token, ',');
}

static void take_column(struct parser *p)
{
	struct sqlite_column *column = add_column(p);
	if (!column)
		return;
	const char *begin = peek(p).text.ptr;
	column->name = take_token(p);
	p->name = (struct sqlembic_span){ 0 };
	skip_type(p);
	while (!is_at_end(p)) {
		/* A constraint's name may be all that there is of it. */
		if (take_constraint(p) || is_at_end(p) || take_property(p, column))
			continue;
		struct sqlembic_span word = take_token(p);
		sqlembic_buf_add(&column->other, word.ptr, word.len);
		sqlembic_buf_putc(&column->other, ' ');
	}
	column->text = since(p, begin);
}

static bool is_constraint(const struct parser *p)
{
	static const char *const words[] = { "CONSTRAINT", "PRIMARY", "UNIQUE", "CHECK", "FOREIGN" };
	struct sqlembic_token token = peek(p);
	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (token.kind == SQLEMBIC_TOKEN_WORD && sqlembic_token_is(&token, words[i]))
			return true;
	return false;
}

static void take_items(struct parser *p)
{
	while (peek(p).kind != SQLEMBIC_TOKEN_END) {
		if (sqlembic_token_take_mark(&p->t, ','))
			continue;
		if (!is_constraint(p)) {
			take_column(p);
			continue;
		}
		p->column = SIZE_MAX;
		if (!take_constraint(p))
			(void)take_token(p);
	}
}

void sqlite_parse_table(struct sqlite_table *out, const char *sql)
{
	struct parser p = { .t = sqlembic_tokens_of((struct sqlembic_span){ sql, strlen(sql) },
						    sqlembic_sqlite_dialect.lex),
			    .out = out };
	*out = (struct sqlite_table){ 0 };
	while (peek(&p).kind != SQLEMBIC_TOKEN_END && !next_is_mark(&p, '('))
		(void)take_token(&p);
	const char *begin = peek(&p).text.ptr;
	struct sqlembic_span inside = take_parens(&p);
	out->body = since(&p, begin);
	out->options = (struct sqlembic_span){ p.t.at, (size_t)(p.t.end - p.t.at) };
	p.t = sqlembic_tokens_of(inside, sqlembic_sqlite_dialect.lex);
	if (inside.len > 0)
		take_items(&p);
}

void sqlite_parse_release(struct sqlite_table *table)
{
	for (size_t i = 0; i < table->ncolumns; i++)
		sqlembic_buf_release(&table->columns[i].other);
	free(table->columns);
	free(table->constraints);
	*table = (struct sqlite_table){ 0 };
}
