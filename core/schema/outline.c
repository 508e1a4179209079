/* outline.c: see outline.h.  A table is what holds rows and has parts with a type, its columns; keys are the parts with an
 * attribute that is the SQL of one. */
#include "schema/outline.h"

#include <string.h>

#include "sqlembic/error.h"
#include "sqlembic/text.h"
#include "sqlembic/token.h"

struct drawing {
	const struct catalog *catalog;
	struct arena *arena;
	unsigned lex;
	struct sqlembic_outline_table **tables;
	size_t *entries; /* of the tables, by index */
	size_t n;
	bool failed; /* out of memory */
};

/* The value of the attribute with this flag; NULL: there is none. */
static const char *value_with(const struct drawing *d, const struct sqlembic_fact *fact, unsigned flag)
{
	const struct sqlembic_attribute *attributes = d->catalog->kinds[fact->kind].attributes;
	for (size_t i = 0; fact->values && attributes && attributes[i].name; i++)
		if (attributes[i].flags & flag)
			return fact->values[i];
	return NULL;
}

static bool has_attribute(const struct drawing *d, const struct sqlembic_fact *fact, unsigned flag)
{
	const struct sqlembic_attribute *attributes = d->catalog->kinds[fact->kind].attributes;
	for (size_t i = 0; attributes && attributes[i].name; i++)
		if (attributes[i].flags & flag)
			return true;
	return false;
}

static bool is_column(const struct drawing *d, const struct sqlembic_fact *fact)
{
	return has_attribute(d, fact, SQLEMBIC_ATTRIBUTE_TYPE);
}

static const char *keep(struct drawing *d, const char *text)
{
	const char *copy = arena_dup(d->arena, text);
	d->failed = d->failed || !copy;
	return copy;
}

static void *room(struct drawing *d, size_t n, size_t size)
{
	void *memory = arena_alloc(d->arena, n + 1, size);
	d->failed = d->failed || !memory;
	return memory;
}

/* ---- names in SQL ---- */

/* A name without its quotes, in the arena; NULL: it is none. */
static const char *name_of(struct drawing *d, const struct sqlembic_token *token)
{
	if (token->kind == SQLEMBIC_TOKEN_WORD)
		return arena_copy(d->arena, token->text.ptr, token->text.len);
	if (token->kind != SQLEMBIC_TOKEN_NAME && token->kind != SQLEMBIC_TOKEN_STRING)
		return NULL;
	struct sqlembic_span inside = sqlembic_token_inside(token);
	char quote = token->text.ptr[token->text.len - 1];
	char *name = arena_copy(d->arena, inside.ptr, inside.len);
	size_t n = 0;
	for (size_t i = 0; name && i < inside.len; i++) {
		name[n++] = inside.ptr[i];
		i += inside.ptr[i] == quote && i + 1 < inside.len && inside.ptr[i + 1] == quote;
	}
	if (name)
		name[n] = '\0';
	return name;
}

static struct sqlembic_outline_column *find_column(const struct sqlembic_outline_table *table,
						   const char *name)
{
	for (size_t i = 0; i < table->ncolumns; i++)
		if (strcmp(table->columns[i]->name, name) == 0)
			return (struct sqlembic_outline_column *)table->columns[i];
	for (size_t i = 0; i < table->ncolumns; i++)
		if (sqlembic_casecmp(table->columns[i]->name, name) == 0)
			return (struct sqlembic_outline_column *)table->columns[i];
	return NULL;
}

/* Names between parentheses; where there are none, `alone`, the column that a key is written at. */
static size_t read_columns(const struct sqlembic_outline_column **out, size_t max, struct drawing *d,
			   const struct sqlembic_outline_table *table, struct sqlembic_tokens *tokens,
			   const char *alone)
{
	struct sqlembic_token token;
	size_t n = 0;
	if (!sqlembic_token_take_mark(tokens, '(')) {
		const struct sqlembic_outline_column *column = alone ? find_column(table, alone) : NULL;
		if (column && max)
			out[n++] = column;
		return n;
	}
	for (bool is_name = true; sqlembic_token_next(tokens, &token);) {
		if (sqlembic_token_is_mark(&token, ')'))
			break;
		if (sqlembic_token_is_mark(&token, '('))
			sqlembic_token_skip_parens(tokens);
		const char *name = is_name ? name_of(d, &token) : NULL;
		const struct sqlembic_outline_column *column = name ? find_column(table, name) : NULL;
		if (column && n < max)
			out[n++] = column;
		is_name = sqlembic_token_is_mark(&token, ',');
	}
	return n;
}

/* ---- foreign keys ---- */

static bool is_table(const struct sqlembic_fact *fact, const char *schema, const char *name,
		     int (*differ)(const char *, const char *))
{
	return differ(fact->name, name) == 0 &&
	       (!schema || !fact->schema || strcmp(fact->schema, schema) == 0);
}

/* The table of a name; where it has no schema, that of `from` counts before any other. */
static const struct sqlembic_outline_table *find_table(const struct drawing *d, size_t from,
						       const char *schema, const char *name)
{
	const struct sqlembic_fact *own = &d->catalog->entries[d->entries[from]].fact;
	const char *const schemas[] = { schema ? schema : own->schema, schema };
	for (size_t round = 0; round < 4; round++)
		for (size_t i = 0; i < d->n; i++)
			if (is_table(&d->catalog->entries[d->entries[i]].fact, schemas[round % 2], name,
				     round < 2 ? strcmp : sqlembic_casecmp))
				return d->tables[i];
	return NULL;
}

/* Behind REFERENCES: a name of one or two parts. */
static void read_target(struct sqlembic_outline_reference *out, struct drawing *d, size_t from,
			struct sqlembic_tokens *tokens)
{
	struct sqlembic_token token;
	const char *schema = NULL;
	const char *name = sqlembic_token_next(tokens, &token) ? name_of(d, &token) : NULL;
	if (name && sqlembic_token_take_mark(tokens, '.') && sqlembic_token_next(tokens, &token)) {
		schema = name;
		name = name_of(d, &token);
	}
	out->name = name ? name : "";
	out->table = name ? find_table(d, from, schema, name) : NULL;
}

static void add_reference(struct drawing *d, struct sqlembic_outline_table *table, size_t from,
			  struct sqlembic_tokens *tokens, const char *alone)
{
	struct sqlembic_outline_reference *reference = room(d, 1, sizeof(*reference));
	const struct sqlembic_outline_column **columns = room(d, table->ncolumns, sizeof(*columns));
	if (d->failed)
		return;
	*reference = (struct sqlembic_outline_reference){ .columns = columns };
	reference->ncolumns = read_columns(columns, table->ncolumns, d, table, tokens, alone);
	struct sqlembic_token token;
	while (!sqlembic_token_take(tokens, "REFERENCES"))
		if (!sqlembic_token_next(tokens, &token))
			return;
	read_target(reference, d, from, tokens);
	((const struct sqlembic_outline_reference **)table->references)[table->nreferences++] = reference;
}

/* "[CONSTRAINT name] PRIMARY KEY (a, b)", "... FOREIGN KEY (a) REFERENCES p (b)", and behind a column "REFERENCES p (b)". */
static void add_key(struct drawing *d, struct sqlembic_outline_table *table, size_t from,
		    const struct sqlembic_fact *fact, const char *sql)
{
	struct sqlembic_tokens tokens = sqlembic_tokens_of((struct sqlembic_span){ sql, strlen(sql) },
							   d->lex);
	struct sqlembic_token token;
	const char *alone = value_with(d, fact, SQLEMBIC_ATTRIBUTE_KEY_COLUMN);
	if (sqlembic_token_take(&tokens, "CONSTRAINT"))
		(void)sqlembic_token_next(&tokens, &token);
	if (sqlembic_token_take(&tokens, "PRIMARY KEY")) {
		const struct sqlembic_outline_column **columns = room(d, table->ncolumns, sizeof(*columns));
		size_t n = columns ? read_columns(columns, table->ncolumns, d, table, &tokens, alone) : 0;
		for (size_t i = 0; i < n; i++)
			((struct sqlembic_outline_column *)columns[i])->is_primary = true;
		return;
	}
	struct sqlembic_tokens behind = tokens;
	if (sqlembic_token_take(&tokens, "FOREIGN KEY")) {
		struct sqlembic_tokens ahead = tokens;
		/* MySQL's index has a name there. */
		if (!sqlembic_token_take_mark(&ahead, '('))
			(void)sqlembic_token_next(&tokens, &token);
		add_reference(d, table, from, &tokens, alone);
	} else if (sqlembic_token_take(&behind, "REFERENCES")) {
		add_reference(d, table, from, &tokens, alone);
	}
}

/* ---- tables ---- */

static void add_columns(struct drawing *d, struct sqlembic_outline_table *table, const size_t *parts,
			size_t n)
{
	const struct sqlembic_outline_column **columns = room(d, n, sizeof(*columns));
	for (size_t i = 0; !d->failed && i < n; i++) {
		const struct sqlembic_fact *fact = &d->catalog->entries[parts[i]].fact;
		struct sqlembic_outline_column *column;
		if (!is_column(d, fact) || !(column = room(d, 1, sizeof(*column))))
			continue;
		const char *type = value_with(d, fact, SQLEMBIC_ATTRIBUTE_TYPE);
		*column = (struct sqlembic_outline_column){
			.name = keep(d, fact->name),
			.type = keep(d, type ? type : ""),
			.is_not_null = value_with(d, fact, SQLEMBIC_ATTRIBUTE_NOT_NULL) != NULL
		};
		columns[table->ncolumns++] = column;
	}
	table->columns = columns;
}

static void add_table(struct drawing *d, size_t entry)
{
	const struct catalog_entry *e = &d->catalog->entries[entry];
	size_t nparts;
	const size_t *parts = catalog_row(&d->catalog->parts, entry, &nparts);
	bool has_columns = false;
	for (size_t i = 0; i < nparts; i++)
		has_columns = has_columns || is_column(d, &d->catalog->entries[parts[i]].fact);
	if (!(e->fact.flags & SQLEMBIC_FACT_HOLDS_ROWS) || e->parent != CATALOG_NONE || !has_columns)
		return;
	struct sqlembic_outline_table *table = room(d, 1, sizeof(*table));
	if (!table)
		return;
	*table = (struct sqlembic_outline_table){
		.name = keep(d, e->fact.shown),
		.index = d->n,
		.references = room(d, nparts, sizeof(struct sqlembic_outline_reference *))
	};
	add_columns(d, table, parts, nparts);
	d->entries[d->n] = entry;
	d->tables[d->n++] = table;
}

static void add_keys(struct drawing *d, size_t i)
{
	size_t nparts;
	const size_t *parts = catalog_row(&d->catalog->parts, d->entries[i], &nparts);
	for (size_t k = 0; !d->failed && k < nparts; k++) {
		const struct sqlembic_fact *fact = &d->catalog->entries[parts[k]].fact;
		const char *sql = value_with(d, fact, SQLEMBIC_ATTRIBUTE_KEY);
		if (sql)
			add_key(d, d->tables[i], i, fact, sql);
	}
}

int outline_make(const struct sqlembic_outline **out, const struct catalog *catalog, unsigned lex,
		 struct arena *arena, struct sqlembic_error *err)
{
	struct drawing d = { .catalog = catalog, .arena = arena, .lex = lex };
	struct sqlembic_outline *outline = room(&d, 1, sizeof(*outline));
	d.tables = room(&d, catalog->n, sizeof(struct sqlembic_outline_table *));
	d.entries = room(&d, catalog->n, sizeof(*d.entries));
	for (size_t i = 0; !d.failed && i < catalog->n; i++)
		add_table(&d, i);
	/* A key may be to any table. */
	for (size_t i = 0; !d.failed && i < d.n; i++)
		add_keys(&d, i);
	if (d.failed)
		return sqlembic_fail_memory(err);
	*outline = (struct sqlembic_outline){
		.tables = (const struct sqlembic_outline_table *const *)d.tables, .ntables = d.n
	};
	*out = outline;
	return 0;
}
