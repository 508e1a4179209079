/* marks.c: see marks.h. */
#include "marks.h"

#include <string.h>

#include "../lex.h"

#define TRUE_EXPRESSIONS_SINCE \
	101100 /* of MariaDB; before, those that are no defaults have the marks that are printed */

static bool is_list(struct sqlembic_span type)
{
	return type.len > 5 && (strncmp(type.ptr, "enum(", 5) == 0 || strncmp(type.ptr, "set(", 4) == 0);
}

static bool contains(struct sqlembic_span text, const char *marks)
{
	return memmem(text.ptr, text.len, marks, strlen(marks)) != NULL;
}

bool mysqldb_marks_is_unicode(const struct sqlembic_token *literal)
{
	return strncmp(literal->text.ptr, "_utf8", strlen("_utf8")) == 0;
}

/* Of bytes that are UTF-8 but for being four it is all of them that are printed as marks. */
bool mysqldb_marks_hide(const struct sqlembic_token *token, bool is_of_bytes)
{
	if (token->kind != SQLEMBIC_TOKEN_STRING || !contains(token->text, "?"))
		return false;
	return !is_of_bytes || (*token->text.ptr == '_' &&
				(!mysqldb_marks_is_unicode(token) || contains(token->text, "????")));
}

/* In literals: names have what is printed. */
static bool has_marks(struct sqlembic_span text, bool is_of_bytes)
{
	struct sqlembic_tokens tokens = sqlembic_tokens_of(text, MYSQLDB_LEX);
	struct sqlembic_token token;
	while (sqlembic_token_next(&tokens, &token))
		if (mysqldb_marks_hide(&token, is_of_bytes))
			return true;
	return false;
}

size_t mysqldb_marks_count_labels(struct sqlembic_span type)
{
	struct sqlembic_tokens tokens = sqlembic_tokens_of(type, MYSQLDB_LEX);
	struct sqlembic_token token;
	size_t n = 0;
	while (sqlembic_token_next(&tokens, &token))
		n += token.kind == SQLEMBIC_TOKEN_STRING;
	return n;
}

/* Where MariaDB makes up a set by itself it has one byte, whatever there is in the table's. */
static bool is_large_set(const struct mysqldb_reading *r, struct sqlembic_span type)
{
	return r->is_mariadb && *type.ptr == 's' && mysqldb_marks_count_labels(type) > 8;
}

static bool has_marked_labels(const struct mysqldb_column *column)
{
	return is_list(column->type) && has_marks(column->type, false);
}

bool mysqldb_marks_hide_labels(const struct mysqldb_reading *r, const struct mysqldb_column *column)
{
	return has_marked_labels(column) && !is_large_set(r, column->type);
}

static bool is_literal(struct sqlembic_span value)
{
	return value.len > 0 && *value.ptr == '\'';
}

bool mysqldb_marks_hide_default(const struct mysqldb_reading *r, const struct mysqldb_column *column)
{
	return r->is_mariadb && is_literal(column->default_value) && has_marks(column->default_value, false);
}

bool mysqldb_marks_hide_expression(const struct mysqldb_reading *r, struct sqlembic_span text)
{
	return !r->is_mariadb && has_marks(text, true);
}

struct sqlembic_span mysqldb_marks_expression(const struct mysqldb_clause *clause)
{
	struct sqlembic_tokens tokens = sqlembic_tokens_of(clause->definition, MYSQLDB_LEX);
	struct sqlembic_token token;
	if (clause->kind != MYSQLDB_CHECK && clause->kind != MYSQLDB_KEY)
		return (struct sqlembic_span){ NULL, 0 };
	while (sqlembic_token_next(&tokens, &token))
		if (sqlembic_token_is_mark(&token, '(')) {
			sqlembic_token_skip_parens(&tokens);
			return (struct sqlembic_span){ token.text.ptr, (size_t)(tokens.at - token.text.ptr) };
		}
	return (struct sqlembic_span){ NULL, 0 };
}

static bool hides(const struct mysqldb_reading *r, const struct mysqldb_clause *clause)
{
	struct mysqldb_column column;
	if (clause->kind != MYSQLDB_COLUMN)
		return mysqldb_marks_hide_expression(r, mysqldb_marks_expression(clause));
	mysqldb_parse_column(&column, clause->definition);
	sqlembic_buf_release(&column.other);
	return mysqldb_marks_hide_labels(r, &column) || mysqldb_marks_hide_default(r, &column) ||
	       mysqldb_marks_hide_expression(r, column.default_value) ||
	       mysqldb_marks_hide_expression(r, column.generated);
}

/* ---- what nobody can ask for ---- */

/* Tells what of a table is printed with marks that may stand for others. */
static void tell_untold(struct mysqldb_reading *r, const char *name, const struct mysqldb_table *table)
{
	bool has_labels = false, has_default = false;
	for (size_t i = 0; i < table->n; i++) {
		struct mysqldb_column column;
		if (table->clauses[i].kind != MYSQLDB_COLUMN)
			continue;
		mysqldb_parse_column(&column, table->clauses[i].definition);
		sqlembic_buf_release(&column.other);
		has_labels |= has_marked_labels(&column) && is_large_set(r, column.type);
		has_default |= r->is_mariadb && r->version < TRUE_EXPRESSIONS_SINCE &&
			       !is_literal(column.default_value) && has_marks(column.default_value, false);
	}
	if (has_labels)
		mysqldb_read_unread(r, "what '?' stands for in a SET of more than eight labels of table",
				    name);
	if (has_default)
		mysqldb_read_unread(r, "what '?' stands for in the expressions of defaults of table", name);
}

bool mysqldb_read_hides(struct mysqldb_reading *r, const char *name, const char *sql)
{
	struct mysqldb_table table;
	if (!strchr(sql, '?'))
		return false;
	bool found = false;
	if (mysqldb_parse_table(&table, sql)) {
		tell_untold(r, name, &table);
		for (size_t i = 0; i < table.n && !found; i++)
			found = hides(r, &table.clauses[i]);
	}
	mysqldb_parse_release(&table);
	return found;
}

/* "FUNCTION `f`(a enum('x')) RETURNS enum('?')": what a parameter says is printed as it was written. */
void mysqldb_read_hidden_result(struct mysqldb_reading *r, const char *name, const char *definition)
{
	struct sqlembic_tokens tokens = mysqldb_text_tokens(definition);
	struct sqlembic_token token;
	if (!strchr(definition, '?'))
		return;
	while (sqlembic_token_next(&tokens, &token) && !sqlembic_token_is(&token, "RETURNS"))
		if (sqlembic_token_is_mark(&token, '('))
			sqlembic_token_skip_parens(&tokens);
	if (!sqlembic_token_take(&tokens, "enum") && !sqlembic_token_take(&tokens, "set"))
		return;
	const char *begin = tokens.at;
	if (!sqlembic_token_take_mark(&tokens, '('))
		return;
	sqlembic_token_skip_parens(&tokens);
	if (has_marks((struct sqlembic_span){ begin, (size_t)(tokens.at - begin) }, false))
		mysqldb_read_unread(r, "what '?' stands for in the result of function", name);
}
