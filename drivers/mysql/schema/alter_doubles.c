/* alter_doubles.c: rows that have the same values in a key that admits none. */
#include <string.h>

#include "alter.h"
#include "sqlembic/token.h"

/* The key's columns and expressions, and the condition that each has a value. */
struct elements {
	struct sqlembic_buf list, known;
};

static void add_element(struct elements *out, struct sqlembic_buf *element)
{
	const char *text = sqlembic_buf_text(element);
	sqlembic_buf_printf(&out->list, "%s%s", out->list.len ? ", " : "", text);
	sqlembic_buf_printf(&out->known, "%s%s IS NOT NULL", out->known.len ? " AND " : " WHERE ", text);
	out->list.failed |= element->failed;
	sqlembic_buf_release(element);
}

/* ---- columns ---- */

static const struct sqlembic_fact *find_column(const struct sqlembic_side *side,
					       const struct sqlembic_fact *table,
					       const struct sqlembic_token *name)
{
	struct sqlembic_buf bare = SQLEMBIC_BUF_INIT;
	mysqldb_text_unquote(&bare, sqlembic_token_inside(name));
	const struct sqlembic_fact *column = mysqldb_find_column(side, table, sqlembic_buf_text(&bare));
	sqlembic_buf_release(&bare);
	return column;
}

/* ---- the list ---- */

/* "`a`", "`a`(10)", "(lower(`a`))"; false: it is none of these, and no query can be made of it. */
static bool take_element(struct elements *out, struct sqlembic_tokens *tokens)
{
	struct sqlembic_buf element = SQLEMBIC_BUF_INIT;
	struct sqlembic_token token, length;
	if (!sqlembic_token_next(tokens, &token))
		return false;
	if (sqlembic_token_is_mark(&token, '(')) {
		sqlembic_token_skip_parens(tokens);
		struct sqlembic_span text = { token.text.ptr, (size_t)(tokens->at - token.text.ptr) };
		/* Of several values of a row. */
		if (sqlembic_token_mentions(sqlembic_tokens_of(text, tokens->lex), "ARRAY"))
			return false;
		sqlembic_buf_add(&element, text.ptr, text.len);
	} else if (sqlembic_token_take_mark(tokens, '(')) {
		if (!sqlembic_token_next(tokens, &length) || !sqlembic_token_take_mark(tokens, ')'))
			return false;
		sqlembic_buf_printf(&element, "LEFT(%.*s, %.*s)", (int)token.text.len, token.text.ptr,
				    (int)length.text.len, length.text.ptr);
	} else {
		sqlembic_buf_add(&element, token.text.ptr, token.text.len);
	}
	add_element(out, &element);
	return true;
}

static bool take_list(struct elements *out, const char *definition)
{
	struct sqlembic_tokens tokens = mysqldb_text_tokens(definition);
	struct sqlembic_token token;
	while (!sqlembic_token_take_mark(&tokens, '('))
		if (!sqlembic_token_next(&tokens, &token))
			return false;
	do {
		if (!take_element(out, &tokens))
			return false;
		if (!sqlembic_token_take(&tokens, "ASC"))
			(void)sqlembic_token_take(&tokens, "DESC");
	} while (sqlembic_token_take_mark(&tokens, ','));
	return sqlembic_token_take_mark(&tokens, ')');
}

void mysqldb_alter_warn_of_doubles(struct mysqldb_altering *a, const struct sqlembic_fact *key)
{
	struct sqlembic_buf reason = SQLEMBIC_BUF_INIT, probe = SQLEMBIC_BUF_INIT;
	struct elements elements = { SQLEMBIC_BUF_INIT, SQLEMBIC_BUF_INIT };
	const char *definition = key->values[MYSQLDB_CLAUSE_DEFINITION];
	sqlembic_buf_printf(&reason, "key %s admits no two rows with the same values", key->shown);
	if (take_list(&elements, definition)) {
		sqlembic_buf_puts(&probe,
				  "SELECT sum(sqlembic_n - 1) FROM (SELECT count(*) AS sqlembic_n FROM ");
		mysqldb_alter_add_rows(&probe, a->change, definition);
		sqlembic_buf_printf(&probe, "%s GROUP BY %s HAVING count(*) > 1) AS doubles",
				    sqlembic_buf_text(&elements.known), sqlembic_buf_text(&elements.list));
	}
	probe.failed |= elements.list.failed || elements.known.failed;
	sqlembic_buf_release(&elements.list);
	sqlembic_buf_release(&elements.known);
	mysqldb_alter_warn(a, SQLEMBIC_ACTION_MAY_FAIL, &reason, &probe);
}

/* Whether two values of the column that are not the same now may be so then. */
static bool may_join(const struct sqlembic_change *c, const struct sqlembic_token *name)
{
	const struct sqlembic_fact *before = find_column(c->from, c->before, name),
				   *after = find_column(c->to, c->after, name);
	return before && after &&
	       (mysqldb_alter_may_join(before, after) || mysqldb_alter_is_computed_anew(c, before, after));
}

void mysqldb_alter_warn_of_same(struct mysqldb_altering *a, const struct sqlembic_fact *key)
{
	const char *definition = key->values[MYSQLDB_CLAUSE_DEFINITION];
	struct sqlembic_tokens tokens = mysqldb_text_tokens(definition);
	struct sqlembic_token token;
	bool is_unique = sqlembic_token_take(&tokens, "UNIQUE") || sqlembic_token_take(&tokens, "PRIMARY");
	while (is_unique && sqlembic_token_next(&tokens, &token)) {
		if (token.kind != SQLEMBIC_TOKEN_NAME || !may_join(a->change, &token))
			continue;
		mysqldb_alter_warn_of_doubles(a, key);
		return;
	}
}
