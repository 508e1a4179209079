/* parse.c: see parse.h.  The servers print one form only, with every name in backquotes. */
#include "parse.h"

#include <stdlib.h>
#include <string.h>

#include "../lex.h"
#include "sqlembic/text.h"

static struct sqlembic_span between(const char *begin, const char *end)
{
	while (begin < end && strchr(" \n", *begin))
		begin++;
	while (end > begin && strchr(" \n", end[-1]))
		end--;
	return (struct sqlembic_span){ begin, (size_t)(end - begin) };
}

static struct mysqldb_clause *add_clause(struct mysqldb_table *table)
{
	if (table->n == table->cap) {
		size_t cap = table->cap ? table->cap * 2 : 16;
		void *grown = reallocarray(table->clauses, cap, sizeof(*table->clauses));
		if (!grown) {
			table->failed = true;
			return NULL;
		}
		table->clauses = grown;
		table->cap = cap;
	}
	return &table->clauses[table->n++];
}

/* ---- one clause ---- */

static bool take_name(struct sqlembic_tokens *tokens, struct mysqldb_clause *clause)
{
	struct sqlembic_token token;
	if (!sqlembic_token_next(tokens, &token) || token.kind != SQLEMBIC_TOKEN_NAME)
		return false;
	clause->name = sqlembic_token_inside(&token);
	clause->definition = between(tokens->at, tokens->end);
	return true;
}

/* "PRIMARY KEY", "UNIQUE KEY `k`", "KEY `k`". */
static bool is_key(struct sqlembic_tokens *tokens, struct sqlembic_token *token,
		   struct mysqldb_clause *clause)
{
	clause->kind = MYSQLDB_KEY;
	if (sqlembic_token_is(token, "PRIMARY")) {
		clause->name = token->text;
		clause->definition = clause->text;
		return sqlembic_token_take(tokens, "KEY");
	}
	return (sqlembic_token_is(token, "KEY") || sqlembic_token_take(tokens, "KEY")) &&
	       take_name(tokens, clause);
}

static bool is_period(struct sqlembic_tokens *tokens, struct mysqldb_clause *clause)
{
	struct sqlembic_token token;
	clause->kind = MYSQLDB_PERIOD;
	if (!sqlembic_token_take(tokens, "FOR") || !sqlembic_token_next(tokens, &token))
		return false;
	clause->name = token.kind == SQLEMBIC_TOKEN_NAME ? sqlembic_token_inside(&token) : token.text;
	clause->definition = between(tokens->at, tokens->end);
	return true;
}

static bool is_constraint(struct sqlembic_tokens *tokens, struct mysqldb_clause *clause)
{
	if (!take_name(tokens, clause))
		return false;
	clause->kind = MYSQLDB_CHECK;
	if (sqlembic_token_take(tokens, "CHECK"))
		return true;
	clause->kind = MYSQLDB_FOREIGN_KEY;
	return sqlembic_token_take(tokens, "FOREIGN KEY");
}

static bool understand(struct mysqldb_clause *clause)
{
	struct sqlembic_tokens tokens = sqlembic_tokens_of(clause->text, MYSQLDB_LEX);
	struct sqlembic_token token;
	if (!sqlembic_token_next(&tokens, &token))
		return false;
	if (token.kind == SQLEMBIC_TOKEN_NAME) {
		clause->kind = MYSQLDB_COLUMN;
		clause->name = sqlembic_token_inside(&token);
		clause->definition = between(tokens.at, tokens.end);
		return true;
	}
	if (sqlembic_token_is(&token, "CONSTRAINT"))
		return is_constraint(&tokens, clause);
	if (sqlembic_token_is(&token, "PERIOD"))
		return is_period(&tokens, clause);
	return is_key(&tokens, &token, clause);
}

/* ---- the whole ---- */

static bool cut_clauses(struct mysqldb_table *table, struct sqlembic_tokens *tokens)
{
	struct sqlembic_token token;
	const char *begin = tokens->at;
	int depth = 0;
	while (sqlembic_token_next(tokens, &token)) {
		if (token.kind != SQLEMBIC_TOKEN_MARK)
			continue;
		char mark = *token.text.ptr;
		depth += mark == '(' ? 1 : mark == ')' ? -1 : 0;
		if (depth > 0 || (depth == 0 && mark != ','))
			continue;
		struct mysqldb_clause *clause = add_clause(table);
		if (!clause)
			return false;
		*clause = (struct mysqldb_clause){ .text = between(begin, token.text.ptr) };
		if (!understand(clause))
			return false;
		begin = tokens->at;
		if (depth < 0)
			return true;
	}
	return false;
}

/* MySQL writes partitioning as a conditional comment. */
static void cut_tail(struct mysqldb_table *table, struct sqlembic_tokens tokens)
{
	struct sqlembic_token token;
	const char *begin = tokens.at, *comment = NULL;
	int depth = 0;
	tokens.with_comments = true;
	table->options = between(begin, tokens.end);
	while (sqlembic_token_next(&tokens, &token)) {
		if (token.kind == SQLEMBIC_TOKEN_CODE_BEGIN) {
			comment = token.text.ptr;
			continue;
		}
		depth += sqlembic_token_is_mark(&token, '(') - sqlembic_token_is_mark(&token, ')');
		if (depth == 0 && sqlembic_token_is(&token, "PARTITION")) {
			const char *start = comment ? comment : token.text.ptr;
			table->options = between(begin, start);
			table->partitioning = between(start, tokens.end);
			return;
		}
		comment = NULL;
	}
}

/* Whether the parts are all of the text, in the form that is known. */
static bool is_whole(const struct mysqldb_table *table, const char *sql)
{
	const char *at = sql + table->head.len;
	for (size_t i = 0; i < table->n; i++) {
		const char *separator = i == 0 ? "\n  " : ",\n  ";
		size_t length = strlen(separator);
		if (strncmp(at, separator, length) != 0 || at + length != table->clauses[i].text.ptr)
			return false;
		at = table->clauses[i].text.ptr + table->clauses[i].text.len;
		at += strspn(at, " "); /* behind a comment of MySQL's */
	}
	if (table->n == 0 || strncmp(at, "\n)", 2) != 0)
		return false;
	const struct sqlembic_span *last = table->partitioning.len ? &table->partitioning : &table->options;
	return last->len == 0 || between(at, last->ptr + last->len).len == between(at, at + strlen(at)).len;
}

bool mysqldb_parse_table(struct mysqldb_table *out, const char *sql)
{
	struct sqlembic_tokens tokens = mysqldb_text_tokens(sql);
	struct sqlembic_token token;
	*out = (struct mysqldb_table){ 0 };
	if (!sqlembic_token_take(&tokens, "CREATE TABLE") || !sqlembic_token_next(&tokens, &token) ||
	    !sqlembic_token_take_mark(&tokens, '('))
		return false;
	out->head = (struct sqlembic_span){ sql, (size_t)(tokens.at - sql) };
	if (!cut_clauses(out, &tokens))
		return false;
	cut_tail(out, tokens);
	return is_whole(out, sql);
}

void mysqldb_parse_release(struct mysqldb_table *table)
{
	free(table->clauses);
}

/* ---- options ---- */

bool mysqldb_parse_option(struct sqlembic_tokens *tokens, struct sqlembic_span *name,
			  struct sqlembic_span *value)
{
	struct sqlembic_token token;
	if (!sqlembic_token_next(tokens, &token))
		return false;
	*name = token.text;
	*value = (struct sqlembic_span){ NULL, 0 };
	if (sqlembic_token_is(&token, "WITH") && sqlembic_token_take(tokens, "SYSTEM VERSIONING")) {
		name->len = (size_t)(tokens->at - name->ptr);
		return true;
	}
	const char *end = token.text.ptr + token.text.len;
	bool has_value = sqlembic_token_take_mark(tokens, '=');
	while (!has_value && sqlembic_token_next(tokens, &token)) {
		if (token.kind == SQLEMBIC_TOKEN_NAME) { /* TABLESPACE `t` */
			*value = token.text;
			break;
		}
		end = token.text.ptr + token.text.len;
		has_value = sqlembic_token_take_mark(tokens, '=');
	}
	name->len = (size_t)(end - name->ptr);
	if (has_value && sqlembic_token_next(tokens, &token)) {
		*value = token.text;
		if (sqlembic_token_is_mark(&token, '(')) {
			sqlembic_token_skip_parens(tokens);
			value->len = (size_t)(tokens->at - value->ptr);
		}
	}
	return true;
}

struct sqlembic_span mysqldb_parse_find_option(struct sqlembic_span options, const char *wanted)
{
	struct sqlembic_tokens tokens = sqlembic_tokens_of(options, MYSQLDB_LEX);
	struct sqlembic_span name, value;
	while (mysqldb_parse_option(&tokens, &name, &value))
		if (name.len == strlen(wanted) && sqlembic_ncasecmp(name.ptr, wanted, name.len) == 0)
			return value;
	return (struct sqlembic_span){ NULL, 0 };
}

bool mysqldb_parse_is_versioned(struct sqlembic_span options)
{
	static const char versioning[] = "WITH SYSTEM VERSIONING";
	struct sqlembic_tokens tokens = sqlembic_tokens_of(options, MYSQLDB_LEX);
	struct sqlembic_span name, value;
	while (mysqldb_parse_option(&tokens, &name, &value))
		if (name.len == strlen(versioning) && strncmp(name.ptr, versioning, name.len) == 0)
			return true;
	return false;
}

void mysqldb_parse_dormant(struct sqlembic_buf *out, struct sqlembic_span options)
{
	struct sqlembic_tokens tokens = sqlembic_tokens_of(options, MYSQLDB_LEX);
	struct sqlembic_token token;
	tokens.with_comments = true;
	while (sqlembic_token_next(&tokens, &token))
		if (token.kind == SQLEMBIC_TOKEN_COMMENT && token.text.len > 4)
			sqlembic_buf_add(out, token.text.ptr + 2, token.text.len - 4);
}

/* ---- columns in clauses ---- */

void mysqldb_parse_columns(struct sqlembic_buf *out, struct sqlembic_tokens *tokens)
{
	struct sqlembic_token token;
	int depth = 0;
	while (sqlembic_token_next(tokens, &token)) {
		if (token.kind == SQLEMBIC_TOKEN_NAME && depth == 1) {
			struct sqlembic_span name = sqlembic_token_inside(&token);
			for (size_t i = 0; i < name.len; i++) {
				sqlembic_buf_putc(out, sqlembic_lower(name.ptr[i]));
				i += name.ptr[i] == '`';
			}
			sqlembic_buf_putc(out, '\n');
		}
		depth += sqlembic_token_is_mark(&token, '(') - sqlembic_token_is_mark(&token, ')');
		if (depth == 0 && sqlembic_token_is_mark(&token, ')'))
			return;
	}
}

bool mysqldb_parse_mentions(const char *text, const char *column)
{
	struct sqlembic_buf quoted = SQLEMBIC_BUF_INIT;
	mysqldb_text_name(&quoted, column);
	bool found = sqlembic_casestr(text, sqlembic_buf_text(&quoted)) != NULL;
	sqlembic_buf_release(&quoted);
	return found;
}
