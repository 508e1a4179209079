/* read_table.c: what SHOW CREATE TABLE says, as facts: the table, its columns, keys, checks and foreign keys. */
#include <stdlib.h>
#include <string.h>

#include "../lex.h"
#include "misread.h"
#include "parse.h"
#include "read.h"
#include "sqlembic/error.h"
#include "sqlembic/text.h"

/* Texts of the fact that is being made. */
enum { IDENTITY, NAME, SHOWN, TYPE, CHARSET, DEFAULT, GENERATED, CLAUSE, DEFINITION, COLUMNS, TABLE, BUFS };

struct table_reading {
	struct mysqldb_reading *r;
	const struct mysqldb_table *table;
	const char *name, *identity, *server_id;
	const char *printed;                     /* by SHOW CREATE TABLE */
	struct sqlembic_span charset, collation; /* that columns have which say none */
	bool is_folded;
	struct sqlembic_buf bufs[BUFS];
};

static const char *text_of(struct table_reading *t, int buf)
{
	struct sqlembic_buf *b = &t->bufs[buf];
	if (b->failed && t->r->rc == 0)
		t->r->rc = sqlembic_fail_memory(t->r->err);
	return sqlembic_buf_text(b);
}

static const char *copy(struct table_reading *t, int buf, struct sqlembic_span text)
{
	sqlembic_buf_clear(&t->bufs[buf]);
	if (!text.ptr)
		return NULL;
	sqlembic_buf_add(&t->bufs[buf], text.ptr, text.len);
	return text_of(t, buf);
}

static void hand_over(struct table_reading *t, const struct mysqldb_clause *clause, unsigned position,
		      const char *const *values, const char *server_id, const char *const *names)
{
	for (int i = IDENTITY; i <= SHOWN; i++)
		sqlembic_buf_clear(&t->bufs[i]);
	mysqldb_text_unquote(&t->bufs[NAME], clause->name);
	const char *name = text_of(t, NAME);
	mysqldb_text_part_identity(&t->bufs[IDENTITY], t->identity, name, clause->kind == MYSQLDB_COLUMN);
	sqlembic_buf_printf(&t->bufs[SHOWN], "%s.%s", t->name, name);
	const struct sqlembic_fact fact = { .kind = clause->kind,
					    .identity = text_of(t, IDENTITY),
					    .name = name,
					    .shown = text_of(t, SHOWN),
					    .values = values,
					    .server_id = server_id,
					    .parent_id = t->server_id,
					    .position = position,
					    .names = names };
	mysqldb_read_fact(t->r, &fact);
}

/* ---- columns ---- */

/* The clause, but for a collation that MySQL prints though it is the table's: written, it would be one of the column's own, and
 * printed otherwise. */
static void add_clause(const struct table_reading *t, struct sqlembic_buf *out, struct sqlembic_span text,
		       struct sqlembic_span definition)
{
	static const char word[] = " COLLATE ";
	struct mysqldb_column column;
	const char *end = text.ptr + text.len;
	mysqldb_parse_column(&column, definition);
	sqlembic_buf_release(&column.other);
	bool is_said = !t->r->is_mariadb && !column.charset.ptr && column.collation.ptr &&
		       column.collation.len == t->collation.len &&
		       memcmp(column.collation.ptr, t->collation.ptr, t->collation.len) == 0;
	const char *begin = is_said ? column.collation.ptr - strlen(word) : NULL;
	if (!begin || begin < text.ptr || memcmp(begin, word, strlen(word)) != 0) {
		sqlembic_buf_add(out, text.ptr, text.len);
		return;
	}
	const char *behind = column.collation.ptr + column.collation.len;
	sqlembic_buf_add(out, text.ptr, (size_t)(begin - text.ptr));
	sqlembic_buf_add(out, behind, (size_t)(end - behind));
}

static bool is_text(struct sqlembic_span type)
{
	static const char *const types[] = { "char",       "varchar",  "tinytext", "text",
					     "mediumtext", "longtext", "enum",     "set" };
	size_t n = 0;
	while (n < type.len && type.ptr[n] != '(' && type.ptr[n] != ' ')
		n++;
	for (size_t i = 0; i < sizeof(types) / sizeof(types[0]); i++)
		if (n == strlen(types[i]) && sqlembic_ncasecmp(type.ptr, types[i], n) == 0)
			return true;
	return false;
}

/* MySQL prints what was said of a column though it is what the table has, too: it is another text then. */
static const char *charset_of(struct table_reading *t, const struct mysqldb_column *column)
{
	struct sqlembic_buf *out = &t->bufs[CHARSET];
	bool is_said = column->charset.ptr || column->collation.ptr;
	struct sqlembic_span charset = column->charset.ptr ? column->charset : t->charset;
	struct sqlembic_span collation = is_said ? column->collation : t->collation;
	sqlembic_buf_clear(out);
	if (!is_text(column->type))
		return NULL;
	sqlembic_buf_add(out, charset.ptr ? charset.ptr : "", charset.len);
	if (collation.len) {
		sqlembic_buf_putc(out, ' ');
		sqlembic_buf_add(out, collation.ptr, collation.len);
	} else if (charset.len && !t->r->is_mariadb) {
		sqlembic_buf_putc(out, ' ');
		mysqldb_collation_add_usual(out, charset);
	}
	if (is_said && !t->r->is_mariadb)
		sqlembic_buf_puts(out, " by itself");
	return text_of(t, CHARSET);
}

/* A default may be the next number of a sequence: the column uses it, not its table, which could not be made anew. */
static void tell_sequences(struct table_reading *t, const char *column, struct sqlembic_span text)
{
	struct sqlembic_tokens tokens = sqlembic_tokens_of(text, MYSQLDB_LEX);
	struct sqlembic_token token;
	while (sqlembic_token_next(&tokens, &token)) {
		if (token.kind != SQLEMBIC_TOKEN_NAME)
			continue;
		struct sqlembic_buf name = SQLEMBIC_BUF_INIT, id = SQLEMBIC_BUF_INIT;
		mysqldb_text_unquote(&name, sqlembic_token_inside(&token));
		if (mysqldb_read_find(t->r, MYSQLDB_SEQUENCE, sqlembic_buf_text(&name))) {
			mysqldb_read_relation_id(t->r, &id, sqlembic_buf_text(&name));
			mysqldb_read_edge(t->r, column, sqlembic_buf_text(&id));
		}
		sqlembic_buf_release(&name);
		sqlembic_buf_release(&id);
	}
}

static void read_column(struct table_reading *t, const struct mysqldb_clause *clause, unsigned position)
{
	struct mysqldb_column column;
	sqlembic_buf_clear(&t->bufs[CLAUSE]);
	add_clause(t, &t->bufs[CLAUSE], clause->text, clause->definition);
	const char *text = text_of(t, CLAUSE);
	size_t before = (size_t)(clause->definition.ptr - clause->text.ptr);
	mysqldb_parse_column(&column, (struct sqlembic_span){ text + before, t->bufs[CLAUSE].len - before });
	sqlembic_buf_clear(&t->bufs[NAME]);
	mysqldb_text_unquote(&t->bufs[NAME], clause->name);
	sqlembic_buf_clear(&t->bufs[GENERATED]);
	if (column.generated.ptr) {
		sqlembic_buf_puts(&t->bufs[GENERATED], column.is_stored ? "stored " : "virtual ");
		sqlembic_buf_add(&t->bufs[GENERATED], column.generated.ptr, column.generated.len);
	}
	const char *values[] = {
		[MYSQLDB_COLUMN_NAME] = text_of(t, NAME),
		[MYSQLDB_COLUMN_TYPE] = copy(t, TYPE, column.type),
		[MYSQLDB_COLUMN_CHARSET] = charset_of(t, &column),
		[MYSQLDB_COLUMN_NOT_NULL] = column.is_not_null ? "yes" : NULL,
		[MYSQLDB_COLUMN_DEFAULT] = copy(t, DEFAULT, column.default_value),
		[MYSQLDB_COLUMN_GENERATED] = column.generated.ptr ? text_of(t, GENERATED) : NULL,
		[MYSQLDB_COLUMN_OTHER] = column.other.len ? column.other.ptr : NULL,
		[MYSQLDB_COLUMN_CLAUSE] = text,
	};
	if (column.other.failed)
		t->r->rc = sqlembic_fail_memory(t->r->err);
	bool may_count = column.default_value.ptr &&
			 memchr(column.default_value.ptr, '`', column.default_value.len);
	struct sqlembic_buf id = SQLEMBIC_BUF_INIT;
	if (may_count)
		sqlembic_buf_printf(&id, "column %s.%s", t->identity, text_of(t, NAME));
	/* The name is read again into the same memory. */
	hand_over(t, clause, position, values, id.ptr, NULL);
	if (may_count)
		tell_sequences(t, sqlembic_buf_text(&id), column.default_value);
	sqlembic_buf_release(&id);
	sqlembic_buf_release(&column.other);
}

/* ---- keys, checks, periods, foreign keys ---- */

/* A B-tree is what a key is anyway, unless the engine is MEMORY. */
static void add_key_definition(struct table_reading *t, struct sqlembic_buf *out,
			       struct sqlembic_span definition)
{
	static const char usual[] = " USING BTREE";
	const char *found = memmem(definition.ptr, definition.len, usual, strlen(usual));
	struct sqlembic_span engine = mysqldb_parse_find_option(t->table->options, "ENGINE");
	size_t before = found ? (size_t)(found - definition.ptr) : definition.len;
	if (!found || (engine.len == 6 && strncmp(engine.ptr, "MEMORY", 6) == 0) ||
	    memchr(definition.ptr, '\'', before)) {
		sqlembic_buf_add(out, definition.ptr, definition.len);
		return;
	}
	sqlembic_buf_add(out, definition.ptr, before);
	sqlembic_buf_add(out, found + strlen(usual), definition.len - before - strlen(usual));
}

/* Without a key's own name: "UNIQUE KEY (`a`)". */
static const char *definition_of(struct table_reading *t, const struct mysqldb_clause *clause)
{
	struct sqlembic_buf *out = &t->bufs[DEFINITION];
	sqlembic_buf_clear(out);
	if (clause->kind == MYSQLDB_KEY && clause->definition.ptr != clause->text.ptr)
		sqlembic_buf_add(out, clause->text.ptr, (size_t)(clause->name.ptr - 1 - clause->text.ptr));
	if (clause->kind == MYSQLDB_KEY)
		add_key_definition(t, out, clause->definition);
	else if (clause->kind == MYSQLDB_CHECK && !t->r->is_mariadb)
		mysqldb_text_plain(out, clause->definition);
	else
		sqlembic_buf_add(out, clause->definition.ptr, clause->definition.len);
	return text_of(t, DEFINITION);
}

static const char *columns_of(struct table_reading *t, int buf, struct sqlembic_tokens *tokens)
{
	sqlembic_buf_clear(&t->bufs[buf]);
	mysqldb_parse_columns(&t->bufs[buf], tokens);
	return text_of(t, buf);
}

static void read_clause(struct table_reading *t, const struct mysqldb_clause *clause, unsigned position)
{
	struct sqlembic_tokens tokens = sqlembic_tokens_of(clause->definition, MYSQLDB_LEX);
	const char *values[] = {
		[MYSQLDB_CLAUSE_DEFINITION] = definition_of(t, clause),
		[MYSQLDB_CLAUSE_TEXT] = copy(t, CLAUSE, clause->text),
		[MYSQLDB_CLAUSE_COLUMNS] = columns_of(t, COLUMNS, &tokens),
	};
	/* To MySQL the name of a check is one of the whole database's. */
	struct sqlembic_buf id = SQLEMBIC_BUF_INIT;
	const char *names[] = { NULL, NULL };
	if (clause->kind == MYSQLDB_CHECK && !t->r->is_mariadb) {
		sqlembic_buf_printf(&id, "check %.*s", (int)clause->name.len, clause->name.ptr);
		names[0] = sqlembic_buf_text(&id);
	}
	if (id.failed)
		t->r->rc = sqlembic_fail_memory(t->r->err);
	hand_over(t, clause, position, values, NULL, names[0] ? names : NULL);
	sqlembic_buf_release(&id);
}

/* The table behind REFERENCES, as identities have it; NULL: it is in another database. */
static const char *referenced(struct table_reading *t, struct sqlembic_tokens *tokens)
{
	struct sqlembic_token token;
	sqlembic_buf_clear(&t->bufs[TABLE]);
	while (!sqlembic_token_take(tokens, "REFERENCES") && sqlembic_token_next(tokens, &token))
		;
	if (!sqlembic_token_next(tokens, &token) || token.kind != SQLEMBIC_TOKEN_NAME)
		return NULL;
	if (sqlembic_token_take_mark(tokens, '.'))
		return NULL;
	struct sqlembic_buf name = SQLEMBIC_BUF_INIT;
	mysqldb_text_unquote(&name, sqlembic_token_inside(&token));
	mysqldb_text_identity(&t->bufs[TABLE], sqlembic_buf_text(&name), t->r->folds);
	sqlembic_buf_release(&name);
	return text_of(t, TABLE);
}

/* In which order they were made is nothing: they have no position. */
static void read_foreign_key(struct table_reading *t, const struct mysqldb_clause *clause)
{
	struct sqlembic_tokens tokens = sqlembic_tokens_of(clause->definition, MYSQLDB_LEX);
	struct sqlembic_buf id = SQLEMBIC_BUF_INIT, used = SQLEMBIC_BUF_INIT;
	const char *own = columns_of(t, COLUMNS, &tokens);
	const char *table = referenced(t, &tokens);
	const struct sqlembic_scope *scope = t->r->scope;
	if (table && scope && scope->wants && !scope->wants(scope, MYSQLDB_TABLE, table))
		return;
	const char *values[] = {
		[MYSQLDB_CLAUSE_DEFINITION] = definition_of(t, clause),
		[MYSQLDB_CLAUSE_TEXT] = copy(t, CLAUSE, clause->text),
		[MYSQLDB_CLAUSE_COLUMNS] = own,
		[MYSQLDB_FOREIGN_TABLE] = table,
		[MYSQLDB_FOREIGN_COLUMNS] = columns_of(t, TYPE, &tokens),
	};
	/* The name is one of the whole database's. */
	sqlembic_buf_printf(&id, "foreign key %.*s", (int)clause->name.len, clause->name.ptr);
	const char *names[] = { sqlembic_buf_text(&id), NULL };
	struct sqlembic_buf server_id = SQLEMBIC_BUF_INIT;
	sqlembic_buf_printf(&server_id, "foreign key %s.%.*s", t->identity, (int)clause->name.len,
			    clause->name.ptr);
	if (id.failed || server_id.failed)
		t->r->rc = sqlembic_fail_memory(t->r->err);
	hand_over(t, clause, 0, values, sqlembic_buf_text(&server_id), names);
	/* What changes either table can reach it. */
	mysqldb_read_edge(t->r, sqlembic_buf_text(&server_id), t->server_id);
	if (table) {
		sqlembic_buf_printf(&used, "relation %s", table);
		mysqldb_read_edge(t->r, sqlembic_buf_text(&server_id), sqlembic_buf_text(&used));
	}
	sqlembic_buf_release(&id);
	sqlembic_buf_release(&server_id);
	sqlembic_buf_release(&used);
}

/* ---- the table ---- */

static void add_order(struct sqlembic_buf *out, const struct mysqldb_table *table)
{
	for (size_t i = 0; i < table->n; i++) {
		if (table->clauses[i].kind != MYSQLDB_COLUMN)
			continue;
		if (out->len)
			sqlembic_buf_puts(out, ", ");
		struct sqlembic_buf name = SQLEMBIC_BUF_INIT;
		mysqldb_text_unquote(&name, table->clauses[i].name);
		mysqldb_text_identity(out, sqlembic_buf_text(&name), true);
		sqlembic_buf_release(&name);
	}
}

/* Without the number that the table is at. */
static void add_options(struct sqlembic_buf *out, const struct mysqldb_table *table)
{
	struct sqlembic_tokens tokens = sqlembic_tokens_of(table->options, MYSQLDB_LEX);
	struct sqlembic_span name, value;
	while (mysqldb_parse_option(&tokens, &name, &value)) {
		if (name.len == 14 && sqlembic_ncasecmp(name.ptr, "AUTO_INCREMENT", 14) == 0)
			continue;
		if (out->len)
			sqlembic_buf_putc(out, ' ');
		sqlembic_buf_add(out, name.ptr, name.len);
		if (value.ptr) {
			sqlembic_buf_putc(out, *value.ptr == '`' ? ' ' : '=');
			sqlembic_buf_add(out, value.ptr, value.len);
		}
	}
}

static void add_create(const struct table_reading *t, struct sqlembic_buf *out, const char *options)
{
	const struct mysqldb_table *table = t->table;
	const char *separator = "\n  ";
	sqlembic_buf_add(out, table->head.ptr, table->head.len);
	for (size_t i = 0; i < table->n; i++) {
		if (table->clauses[i].kind == MYSQLDB_FOREIGN_KEY)
			continue;
		sqlembic_buf_puts(out, separator);
		if (table->clauses[i].kind == MYSQLDB_COLUMN && !t->r->is_mariadb)
			add_clause(t, out, table->clauses[i].text, table->clauses[i].definition);
		else
			sqlembic_buf_add(out, table->clauses[i].text.ptr, table->clauses[i].text.len);
		separator = ",\n  ";
	}
	sqlembic_buf_printf(out, "\n) %s", options);
	if (table->partitioning.len) {
		sqlembic_buf_putc(out, '\n');
		sqlembic_buf_add(out, table->partitioning.ptr, table->partitioning.len);
	}
}

static void read_parts(struct table_reading *t)
{
	unsigned columns = 0, others = 0;
	for (size_t i = 0; i < t->table->n && t->r->rc == 0; i++) {
		const struct mysqldb_clause *clause = &t->table->clauses[i];
		const bool is_column = clause->kind == MYSQLDB_COLUMN;
		if (t->is_folded && clause->kind != MYSQLDB_FOREIGN_KEY)
			is_column ? columns++ : others++;
		else if (is_column)
			read_column(t, clause, columns++);
		else if (clause->kind == MYSQLDB_FOREIGN_KEY)
			read_foreign_key(t, clause);
		else
			read_clause(t, clause, others++);
	}
}

static unsigned flags_of(const char *options)
{
	if (mysqldb_engines_is_door(options))
		return SQLEMBIC_FACT_ELSEWHERE;
	return mysqldb_engines_is_merge(options) ? 0 : SQLEMBIC_FACT_HOLDS_ROWS;
}

/* To MySQL the name of a check is one of the whole database's, and a default may need a sequence (nextval, lastval): such parts
 * are told.  What is to be unfolded is read from the text without foreign keys. */
static bool can_fold(const struct table_reading *t, const char *create)
{
	struct mysqldb_table again;
	for (size_t i = 0; i < t->table->n; i++)
		if (t->table->clauses[i].kind == MYSQLDB_CHECK && !t->r->is_mariadb)
			return false;
	if (sqlembic_casestr(create, "val("))
		return false;
	const bool can = mysqldb_parse_table(&again, create);
	mysqldb_parse_release(&again);
	return can;
}

static void read_whole(struct table_reading *t, const char *sql, bool is_understood)
{
	struct sqlembic_buf options = SQLEMBIC_BUF_INIT, order = SQLEMBIC_BUF_INIT,
			    create = SQLEMBIC_BUF_INIT, dormant = SQLEMBIC_BUF_INIT,
			    misread = SQLEMBIC_BUF_INIT, left_out = SQLEMBIC_BUF_INIT;
	mysqldb_misread_add(&misread, t->r->session_values[MYSQLDB_SESSION_ALL_MODES], sql);
	mysqldb_read_add_left_out(&left_out, t->printed);
	if (is_understood) {
		t->charset = mysqldb_parse_find_option(t->table->options, "DEFAULT CHARSET");
		t->collation = mysqldb_parse_find_option(t->table->options, "COLLATE");
		add_options(&options, t->table);
		add_order(&order, t->table);
		add_create(t, &create, sqlembic_buf_text(&options));
		mysqldb_parse_dormant(&dormant, t->table->options);
	}
	const char *partitioning = is_understood ? copy(t, CLAUSE, t->table->partitioning) : NULL;
	const char *values[] = {
		[MYSQLDB_TABLE_OPTIONS] = options.len ? options.ptr : NULL,
		[MYSQLDB_TABLE_PARTITIONING] = partitioning && *partitioning ? partitioning : NULL,
		[MYSQLDB_TABLE_ORDER] = order.len ? order.ptr : NULL,
		[MYSQLDB_TABLE_OPAQUE] = is_understood ? NULL : sql,
		[MYSQLDB_TABLE_SQL] = is_understood ? sqlembic_buf_text(&create) : sql,
		[MYSQLDB_TABLE_MISREAD] = misread.len ? misread.ptr : NULL,
		[MYSQLDB_TABLE_LEFT_OUT] = left_out.len ? left_out.ptr : NULL,
		[MYSQLDB_TABLE_DORMANT] = dormant.len ? dormant.ptr : NULL,
		[MYSQLDB_TABLE_DIGEST] = NULL,
	};
	const char *names[] = { t->server_id, NULL };
	t->is_folded &= is_understood && can_fold(t, values[MYSQLDB_TABLE_SQL]);
	const struct sqlembic_fact fact = { .kind = MYSQLDB_TABLE,
					    .flags = flags_of(values[MYSQLDB_TABLE_OPTIONS]) |
						     (t->is_folded ? SQLEMBIC_FACT_FOLDED : 0u),
					    .identity = t->identity,
					    .name = t->name,
					    .shown = t->name,
					    .values = values,
					    .server_id = t->server_id,
					    .names = names };
	if (options.failed || order.failed || create.failed || dormant.failed || misread.failed ||
	    left_out.failed)
		t->r->rc = sqlembic_fail_memory(t->r->err);
	mysqldb_read_fact(t->r, &fact);
	sqlembic_buf_release(&options);
	sqlembic_buf_release(&order);
	sqlembic_buf_release(&create);
	sqlembic_buf_release(&dormant);
	sqlembic_buf_release(&misread);
	sqlembic_buf_release(&left_out);
}

void mysqldb_read_table(struct mysqldb_reading *r, const struct mysqldb_item *item, const char *const *values,
			size_t n)
{
	struct sqlembic_buf identity = SQLEMBIC_BUF_INIT, id = SQLEMBIC_BUF_INIT, text = SQLEMBIC_BUF_INIT;
	struct mysqldb_table table;
	const char *sql = mysqldb_read_table_text(r, &text, values, n);
	bool is_understood = mysqldb_parse_table(&table, sql);
	mysqldb_text_identity(&identity, item->values[0], r->folds);
	mysqldb_read_relation_id(r, &id, item->values[0]);
	struct table_reading t = { .r = r,
				   .table = &table,
				   .name = item->values[0],
				   .printed = n > 1 && values[1] ? values[1] : "",
				   .identity = sqlembic_buf_text(&identity),
				   .server_id = sqlembic_buf_text(&id),
				   .is_folded = r->folds_tables && !item->has_trigger };
	if (table.failed || identity.failed || id.failed)
		r->rc = sqlembic_fail_memory(r->err);
	read_whole(&t, sql, is_understood);
	if (is_understood)
		read_parts(&t);
	for (int i = 0; i < BUFS; i++)
		sqlembic_buf_release(&t.bufs[i]);
	mysqldb_parse_release(&table);
	sqlembic_buf_release(&identity);
	sqlembic_buf_release(&id);
	sqlembic_buf_release(&text);
}

static int refuse_form(const struct sqlembic_fact *fact, struct sqlembic_error *err)
{
	(void)sqlembic_fail(err, SQLEMBIC_E_FAILED, "table %s is printed in a form that is not known",
			    fact->shown);
	return sqlembic_fail_hint(
		err, "exclude_name leaves it out of comparisons; for a dump take the server's own tool");
}

int mysqldb_unfold_table(const struct sqlembic_catalog_sink *out, const struct sqlembic_side *side,
			 const struct sqlembic_fact *fact, struct sqlembic_error *err)
{
	struct mysqldb_reading r = {
		.out = out, .err = err, .version = side->version, .is_mariadb = mysqldb_is_mariadb(side)
	};
	struct mysqldb_table table;
	struct table_reading t = { .r = &r,
				   .table = &table,
				   .name = fact->name,
				   .identity = fact->identity,
				   .server_id = fact->server_id };
	if (mysqldb_parse_table(&table, fact->values[MYSQLDB_TABLE_SQL])) {
		t.charset = mysqldb_parse_find_option(table.options, "DEFAULT CHARSET");
		t.collation = mysqldb_parse_find_option(table.options, "COLLATE");
		read_parts(&t);
	} else {
		r.rc = table.failed ? sqlembic_fail_memory(err) : refuse_form(fact, err);
	}
	for (int i = 0; i < BUFS; i++)
		sqlembic_buf_release(&t.bufs[i]);
	mysqldb_parse_release(&table);
	return r.rc;
}
