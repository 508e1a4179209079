/* unname.c: see unname.h.
 *
 * "shop.account" may be a table of the database shop, or a column of a table or an alias of that name.  Where nothing else in the
 * statement is called like the database, it is the database; else only in front of two names, and where a table or a program has to
 * come.  A text that is put together of parts, to be run then, is not seen through. */
#include "unname.h"

#include <string.h>

#include "batch.h"
#include "sqlembic/text.h"

#define COUNT(words) (sizeof(words) / sizeof(*(words)))

struct named {
	const char *database;
	size_t length;
	bool folds;
};

static struct named named_of(const char *database, bool folds)
{
	return (struct named){ database, strlen(database), folds };
}

static bool is_same(const struct named *named, const char *text)
{
	return named->folds ? sqlembic_ncasecmp(named->database, text, named->length) == 0
			    : strncmp(named->database, text, named->length) == 0;
}

static bool is_any(const struct sqlembic_token *token, const char *const *words, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (token->kind == SQLEMBIC_TOKEN_WORD && sqlembic_token_is(token, words[i]))
			return true;
	return false;
}

/* In double quotes with ANSI_QUOTES; a text has no dot behind it. */
static bool is_name(const struct sqlembic_token *token)
{
	return token->kind == SQLEMBIC_TOKEN_WORD || token->kind == SQLEMBIC_TOKEN_NAME ||
	       (token->kind == SQLEMBIC_TOKEN_STRING && *token->text.ptr == '"');
}

static bool is_database(const struct named *named, const struct sqlembic_token *token)
{
	if (!is_name(token))
		return false;
	const bool is_word = token->kind == SQLEMBIC_TOKEN_WORD;
	const struct sqlembic_span text = is_word ? token->text : sqlembic_token_inside(token);
	return text.len == named->length && is_same(named, text.ptr);
}

/* Most statements do not have it: they need not be read further. */
static bool is_anywhere(const struct named *named, struct sqlembic_span sql)
{
	for (size_t i = 0; i + named->length <= sql.len; i++)
		if (is_same(named, sql.ptr + i))
			return true;
	return false;
}

/* Whether something else is called like it. */
static bool is_shared(const struct named *named, struct sqlembic_tokens tokens)
{
	struct sqlembic_token token;
	while (sqlembic_token_next(&tokens, &token))
		if (is_database(named, &token) && !sqlembic_token_take_mark(&tokens, '.'))
			return true;
	return false;
}

/* What a table, a view or a program comes behind. */
static bool leads(const struct sqlembic_token *before)
{
	static const char *const words[] = { "FROM",      "JOIN",     "STRAIGHT_JOIN", "INTO",   "UPDATE",
					     "TABLE",     "CALL",     "REFERENCES",    "VIEW",   "TRIGGER",
					     "PROCEDURE", "FUNCTION", "EVENT",         "EXISTS", "LIKE",
					     "SEQUENCE",  "TRUNCATE" };
	return is_any(before, words, COUNT(words));
}

/* Names joined by dots: how many, and the second one. */
static size_t take_chain(struct sqlembic_tokens *tokens, struct sqlembic_token *second)
{
	struct sqlembic_tokens ahead = *tokens;
	struct sqlembic_token token;
	size_t n = 1;
	while (sqlembic_token_take_mark(&ahead, '.') && sqlembic_token_next(&ahead, &token) &&
	       is_name(&token)) {
		*second = n == 1 ? token : *second;
		n++;
		*tokens = ahead;
	}
	return n;
}

struct taking {
	struct sqlembic_buf *out;
	const struct named *named;
	const char *copied; /* what is behind it is not in `out` yet */
	bool is_within;     /* a literal */
};

/* `text`: what is done with literals; NULL: nothing.  Within one, literals have their quotes twice. */
static void take_names(struct taking *t, struct sqlembic_tokens tokens,
		       void (*text)(struct taking *t, const struct sqlembic_token *literal))
{
	const bool shared = is_shared(t->named, tokens);
	bool is_quoted = false;
	struct sqlembic_token token, second = { .kind = SQLEMBIC_TOKEN_END }, before = second;
	while (sqlembic_token_next(&tokens, &token)) {
		is_quoted ^= t->is_within && token.kind == SQLEMBIC_TOKEN_STRING && token.text.len == 2;
		const bool may_be = !is_quoted && is_database(t->named, &token);
		const size_t n = is_name(&token) ? take_chain(&tokens, &second) : 1;
		if (may_be && n > 1 && (n > 2 || !shared || leads(&before))) {
			sqlembic_buf_add(t->out, t->copied, (size_t)(token.text.ptr - t->copied));
			t->copied = second.text.ptr;
		} else if (text && n == 1 && token.kind == SQLEMBIC_TOKEN_STRING && token.closed) {
			text(t, &token);
		}
		before = token;
	}
}

/* Whether a statement runs others that are literals, or makes what does, or keeps one for that. */
static bool runs_literals(struct sqlembic_tokens tokens)
{
	struct sqlembic_tokens begin = tokens;
	return sqlembic_token_take(&begin, "SET") || sqlembic_token_mentions(tokens, "PREPARE") ||
	       sqlembic_token_mentions(tokens, "EXECUTE");
}

/* A literal that is a statement, as far as its first word tells. */
static void take_in_literal(struct taking *t, const struct sqlembic_token *literal)
{
	static const char *const verbs[] = { "ALTER",    "CALL",     "CREATE", "DELETE",  "DROP",
					     "INSERT",   "OPTIMIZE", "RENAME", "REPLACE", "SELECT",
					     "TRUNCATE", "UPDATE",   "WITH" };
	const struct sqlembic_tokens inside = mysqldb_tokens(sqlembic_token_inside(literal));
	struct sqlembic_tokens begin = inside;
	struct sqlembic_token first;
	struct taking within = { t->out, t->named, t->copied, true };
	if (sqlembic_token_next(&begin, &first) && is_any(&first, verbs, COUNT(verbs)))
		take_names(&within, inside, NULL);
	t->copied = within.copied;
}

bool mysqldb_unname(struct sqlembic_buf *out, struct sqlembic_span sql, const char *database, bool folds)
{
	const struct named named = named_of(database, folds);
	struct taking t = { out, &named, sql.ptr, false };
	if (named.length == 0 || !is_anywhere(&named, sql))
		return false;
	const struct sqlembic_tokens tokens = mysqldb_tokens(sql);
	take_names(&t, tokens, runs_literals(tokens) ? take_in_literal : NULL);
	if (t.copied == sql.ptr)
		return false;
	sqlembic_buf_add(out, t.copied, (size_t)(sql.ptr + sql.len - t.copied));
	return true;
}

bool mysqldb_unname_database(struct sqlembic_buf *out, struct sqlembic_span sql, const char *database,
			     bool folds)
{
	static const char *const options[] = { "CHARACTER", "CHARSET", "COLLATE", "DEFAULT", "COMMENT" };
	const struct named named = named_of(database, folds);
	struct sqlembic_tokens tokens = mysqldb_tokens(sql);
	struct sqlembic_token name, option;
	if (!sqlembic_token_take(&tokens, "ALTER DATABASE") && !sqlembic_token_take(&tokens, "ALTER SCHEMA"))
		return false;
	if (!sqlembic_token_next(&tokens, &name) || !is_database(&named, &name))
		return false;
	const char *behind = tokens.at;
	if (!sqlembic_token_next(&tokens, &option) || !is_any(&option, options, COUNT(options)))
		return false;
	sqlembic_buf_add(out, sql.ptr, (size_t)(name.text.ptr - sql.ptr));
	sqlembic_buf_add(out, behind, (size_t)(sql.ptr + sql.len - behind));
	return true;
}
