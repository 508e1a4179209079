/* literals.c: which words in double quotes are strings.
 *
 * SQLite takes "x" for a string where no column is called so.  ALTER TABLE ... DROP COLUMN and RENAME COLUMN write such strings
 * anew as 'x' in the whole schema: for a comparison both are one. */
#include <stdlib.h>
#include <string.h>

#include "literals.h"
#include "sqlembic/text.h"
#include "sqlembic/token.h"

static struct sqlembic_tokens tokens_of(struct sqlembic_span text)
{
	return sqlembic_tokens_of(text, sqlembic_sqlite_dialect.lex);
}

/* A string of what stands between the quotes of a name; of a bare word as it is. */
static void add_string(struct sqlembic_buf *out, const struct sqlembic_token *token)
{
	struct sqlembic_span inside = token->text;
	char quote = '\0';
	if (token->kind == SQLEMBIC_TOKEN_NAME) {
		inside = sqlembic_token_inside(token);
		quote = token->text.ptr[0];
	}
	sqlembic_buf_putc(out, '\'');
	for (size_t i = 0; i < inside.len; i++) {
		sqlembic_buf_putc(out, inside.ptr[i]);
		if (inside.ptr[i] == '\'')
			sqlembic_buf_putc(out, '\'');
		else if (inside.ptr[i] == quote && quote != '[')
			i++;
	}
	sqlembic_buf_putc(out, '\'');
}

/* ---- names ---- */

void sqlite_names_add(struct sqlite_names *names, const char *name)
{
	char **grown = reallocarray(names->items, names->n + 1, sizeof(*grown));
	if (grown)
		names->items = grown;
	if (!grown || !(grown[names->n] = strdup(name)))
		names->failed = true;
	else
		names->n++;
}

void sqlite_names_of_relation(struct sqlite_names *names, sqlite3 *db, const char *relation)
{
	struct sqlembic_buf sql = SQLEMBIC_BUF_INIT;
	sqlite3_stmt *statement = NULL;
	sqlembic_buf_puts(&sql, "SELECT * FROM main.");
	sqlembic_buf_quote(&sql, relation, '"');
	if (sqlite3_prepare_v2(db, sqlembic_buf_text(&sql), -1, &statement, NULL) == SQLITE_OK)
		for (int i = 0; i < sqlite3_column_count(statement); i++)
			sqlite_names_add(names, sqlite3_column_name(statement, i));
	(void)sqlite3_finalize(statement);
	names->failed |= sql.failed;
	sqlembic_buf_release(&sql);
}

void sqlite_names_release(struct sqlite_names *names)
{
	for (size_t i = 0; i < names->n; i++)
		free(names->items[i]);
	free(names->items);
	*names = (struct sqlite_names){ 0 };
}

static int by_name(const void *a, const void *b)
{
	return sqlembic_casecmp(*(char *const *)a, *(char *const *)b);
}

void sqlite_names_sort(struct sqlite_names *names)
{
	if (names->n > 1)
		qsort(names->items, names->n, sizeof(*names->items), by_name);
}

static int by_word(const void *key, const void *item)
{
	const struct sqlembic_span *word = key;
	const char *name = *(char *const *)item;
	int order = sqlembic_ncasecmp(word->ptr, name, word->len);
	return order == 0 && strlen(name) > word->len ? -1 : order;
}

static bool is_listed(const struct sqlite_names *names, struct sqlembic_span word)
{
	static const char *const rowids[] = { "_rowid_", "oid", "rowid" };
	return bsearch(&word, rowids, sizeof(rowids) / sizeof(rowids[0]), sizeof(rowids[0]), by_word) ||
	       (names->n > 0 && bsearch(&word, names->items, names->n, sizeof(*names->items), by_word));
}

static struct sqlembic_span name_of(const struct sqlembic_token *token)
{
	return token->kind == SQLEMBIC_TOKEN_NAME ? sqlembic_token_inside(token) : token->text;
}

/* The name itself; with a database, the columns of the table or view that is called so. */
static void add_name(struct sqlite_names *names, const struct sqlembic_token *token, sqlite3 *relations)
{
	struct sqlembic_span said = name_of(token);
	char *name = strndup(said.ptr, said.len);
	if (name && relations)
		sqlite_names_of_relation(names, relations, name);
	else if (name)
		sqlite_names_add(names, name);
	names->failed |= !name;
	free(name);
}

static bool is_word(const struct sqlembic_token *token, const char *const *words)
{
	for (; *words; words++)
		if (sqlembic_token_is(token, *words))
			return true;
	return false;
}

static bool is_keyword(const struct sqlembic_token *token)
{
	return token->kind == SQLEMBIC_TOKEN_WORD &&
	       sqlite3_keyword_check(token->text.ptr, (int)token->text.len);
}

/* Whether an expression or a table may end with it: a name behind it is what that is called, without AS. */
static bool ends_operand(const struct sqlembic_token *token)
{
	static const char *const words[] = {
		"CURRENT_DATE", "CURRENT_TIME", "CURRENT_TIMESTAMP", "END", "ISNULL", "NOTNULL", "NULL", NULL
	};
	return token->kind == SQLEMBIC_TOKEN_MARK
		       ? sqlembic_token_is_mark(token, ')')
		       : token->kind != SQLEMBIC_TOKEN_END && (!is_keyword(token) || is_word(token, words));
}

/* Moves behind AS and what may stand there, to the parenthesis of a query or window. */
static bool take_as(struct sqlembic_tokens *tokens)
{
	if (!sqlembic_token_take(tokens, "AS"))
		return false;
	(void)sqlembic_token_take(tokens, "NOT");
	(void)sqlembic_token_take(tokens, "MATERIALIZED");
	return sqlembic_token_take_mark(tokens, '(');
}

/* Behind the parenthesis that opens: the columns of WITH t (a, b) AS (... */
static void add_columns(struct sqlite_names *names, struct sqlembic_tokens tokens)
{
	struct sqlembic_tokens behind = tokens;
	struct sqlembic_token token;
	sqlembic_token_skip_parens(&behind);
	if (!take_as(&behind))
		return;
	while (sqlembic_token_next(&tokens, &token) && !sqlembic_token_is_mark(&token, ')'))
		if (token.kind != SQLEMBIC_TOKEN_MARK)
			add_name(names, &token, NULL);
}

/* Those that the text itself makes: ... AS a, b AS (SELECT ..., c (d) AS (SELECT ..., SELECT 1 e FROM t f; and the columns of
 * tables that are SQLite's own, as json_each(). */
static void add_names_of_text(struct sqlite_names *names, struct sqlembic_span text, sqlite3 *db)
{
	static const char *const relation_follows[] = { "FROM", "JOIN", NULL };
	struct sqlembic_tokens tokens = tokens_of(text);
	struct sqlembic_token token, before = { 0 };
	for (; sqlembic_token_next(&tokens, &token); before = token) {
		struct sqlembic_tokens ahead = tokens;
		bool is_name = token.kind == SQLEMBIC_TOKEN_NAME || token.kind == SQLEMBIC_TOKEN_WORD;
		if (sqlembic_token_is_mark(&token, '('))
			add_columns(names, tokens);
		else if (is_name && (sqlembic_token_is(&before, "AS") || take_as(&ahead) ||
				     (!is_keyword(&token) && ends_operand(&before))))
			add_name(names, &token, NULL);
		else if (is_name && !is_keyword(&token) &&
			 (is_word(&before, relation_follows) || sqlembic_token_is_mark(&before, ',')))
			add_name(names, &token, db);
	}
}

/* ---- texts ---- */

static bool is_quoted(const struct sqlembic_token *token)
{
	return token->kind == SQLEMBIC_TOKEN_NAME && token->text.ptr[0] == '"';
}

/* Where it stands says that it is a name: t."x", "t".x, "f"(1), COLLATE "c", AS "a". */
static bool stands_for_name(const struct sqlembic_token *before, struct sqlembic_tokens behind)
{
	return sqlembic_token_is_mark(before, '.') || sqlembic_token_is(before, "COLLATE") ||
	       sqlembic_token_is(before, "AS") || sqlembic_token_take_mark(&behind, '.') ||
	       sqlembic_token_take_mark(&behind, '(');
}

/* The text with its strings in single quotes; not of the one list of names, nor of the other. */
static void add_literals(struct sqlembic_buf *out, struct sqlembic_span text,
			 const struct sqlite_names *names, const struct sqlite_names *made)
{
	struct sqlembic_tokens tokens = tokens_of(text);
	struct sqlembic_token token, before = { 0 };
	const char *rest = tokens.begin;
	for (; sqlembic_token_next(&tokens, &token); before = token) {
		if (!is_quoted(&token) || stands_for_name(&before, tokens) ||
		    is_listed(names, sqlembic_token_inside(&token)) ||
		    is_listed(made, sqlembic_token_inside(&token)))
			continue;
		sqlembic_buf_add(out, rest, (size_t)(token.text.ptr - rest));
		add_string(out, &token);
		rest = token.text.ptr + token.text.len;
	}
	sqlembic_buf_add(out, rest, (size_t)(tokens.end - rest));
}

static void add_tokens(struct sqlembic_buf *out, struct sqlembic_buf *text)
{
	sqlite_text_tokens(out, (struct sqlembic_span){ sqlembic_buf_text(text), text->len });
	out->failed |= text->failed;
	sqlembic_buf_release(text);
}

void sqlite_text_expression(struct sqlembic_buf *out, struct sqlembic_span text,
			    const struct sqlite_names *names, sqlite3 *db)
{
	struct sqlembic_buf said = SQLEMBIC_BUF_INIT;
	struct sqlite_names made = { 0 };
	if (db)
		add_names_of_text(&made, text, db);
	sqlite_names_sort(&made);
	add_literals(&said, text, names, &made);
	add_tokens(out, &said);
	out->failed |= made.failed;
	sqlite_names_release(&made);
}

/* ASC may be a name, too: of an operand, or of a collation. */
static bool is_asc(const struct sqlembic_token *before, const struct sqlembic_token *token,
		   struct sqlembic_tokens behind)
{
	static const char *const operand_follows[] = { "AND",    "BETWEEN", "CASE",  "COLLATE", "DISTINCT",
						       "ELSE",   "ESCAPE",  "FROM",  "GLOB",    "IN",
						       "IS",     "LIKE",    "MATCH", "NOT",     "OR",
						       "REGEXP", "THEN",    "WHEN",  NULL };
	if (!sqlembic_token_is(token, "ASC") || before->text.len == 0 || is_word(before, operand_follows) ||
	    (before->kind == SQLEMBIC_TOKEN_MARK && !sqlembic_token_is_mark(before, ')')))
		return false;
	struct sqlembic_tokens end = behind;
	struct sqlembic_token next;
	return !sqlembic_token_next(&end, &next) || sqlembic_token_take_mark(&behind, ',') ||
	       sqlembic_token_take_mark(&behind, ')');
}

void sqlite_text_without_asc(struct sqlembic_buf *out, struct sqlembic_span text)
{
	struct sqlembic_tokens tokens = tokens_of(text);
	struct sqlembic_token token, before = { 0 };
	const char *rest = text.ptr;
	for (; sqlembic_token_next(&tokens, &token); before = token) {
		if (!is_asc(&before, &token, tokens))
			continue;
		sqlembic_buf_add(out, rest, (size_t)(token.text.ptr - rest));
		rest = token.text.ptr + token.text.len;
	}
	sqlembic_buf_add(out, rest, (size_t)(text.ptr + text.len - rest));
}

static bool is_constant(const struct sqlembic_token *token)
{
	static const char *const words[] = {
		"NULL", "TRUE", "FALSE", "CURRENT_TIME", "CURRENT_DATE", "CURRENT_TIMESTAMP", NULL
	};
	return is_word(token, words);
}

void sqlite_text_default(struct sqlembic_buf *out, struct sqlembic_span text)
{
	static const struct sqlite_names none = { 0 };
	struct sqlembic_tokens tokens = tokens_of(text);
	struct sqlembic_token token, more;
	struct sqlembic_buf said = SQLEMBIC_BUF_INIT;
	bool is_one = sqlembic_token_next(&tokens, &token) && !sqlembic_token_next(&tokens, &more);
	bool is_word = is_one && token.kind == SQLEMBIC_TOKEN_WORD && !is_constant(&token);
	if (is_word || (is_one && token.kind == SQLEMBIC_TOKEN_NAME))
		add_string(&said, &token);
	else
		add_literals(&said, text, &none, &none);
	add_tokens(out, &said);
}

/* A whole number as it is stored: neither zeros in front, nor more than a REAL can hold. */
static bool is_plain_number(struct sqlembic_span text)
{
	bool is_negative = text.len > 0 && text.ptr[0] == '-';
	const char *digits = text.ptr + is_negative;
	size_t n = text.len - is_negative;
	for (size_t i = 0; i < n; i++)
		if (digits[i] < '0' || digits[i] > '9')
			return false;
	return n > 0 && n <= 15 && (digits[0] != '0' || (n == 1 && !is_negative));
}

void sqlite_text_default_value(struct sqlembic_buf *out, struct sqlembic_span text,
			       enum sqlite_affinity affinity)
{
	text = sqlite_text_unwrapped(text);
	struct sqlembic_tokens tokens = tokens_of(text);
	struct sqlembic_token token, more;
	bool is_one = sqlembic_token_next(&tokens, &token) && !sqlembic_token_next(&tokens, &more);
	if (is_one && (sqlembic_token_is(&token, "TRUE") || sqlembic_token_is(&token, "FALSE")))
		sqlembic_buf_putc(out, sqlembic_token_is(&token, "TRUE") ? '1' : '0');
	else if (is_one && token.kind == SQLEMBIC_TOKEN_STRING && affinity != SQLITE_AFFINITY_NONE &&
		 is_plain_number(sqlembic_token_inside(&token)))
		sqlite_text_tokens(out, sqlembic_token_inside(&token));
	else
		sqlite_text_default(out, text);
}
