/* unname.c: see unname.h.
 *
 * "shop.account" may be a table of the database shop, or a column of a table or an alias of that name.  Where nothing else in the
 * statement is called like the database, it is the database; else only in front of two names, and where a table or a program has to
 * come.  A text that a body puts together of parts, to run it then, is not seen through: guard.c. */
#include "unname.h"

#include <string.h>

#include "batch.h"
#include "sqlembic/text.h"

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

/* Whether something else is called like it; the rows of a trigger always are. */
static bool is_shared(const struct named *named, struct sqlembic_tokens tokens)
{
	struct sqlembic_token token;
	if (sqlembic_casecmp(named->database, "NEW") == 0 || sqlembic_casecmp(named->database, "OLD") == 0)
		return true;
	while (sqlembic_token_next(&tokens, &token))
		if (is_database(named, &token) && !mysqldb_take_dot(&tokens))
			return true;
	return false;
}

/* Where a reading is: what tells a table from a column. */
struct place {
	struct sqlembic_token before[3]; /* the last one first */
	unsigned long long queries;      /* a bit for each parenthesis that is open: FROM has tables there */
	bool in_list;                    /* of tables, which commas separate */
};

static void step(struct place *place, const struct sqlembic_token *token)
{
	static const char *const ends[] = { "SET",    "WHERE",  "ON",    "USING", "GROUP",
					    "ORDER",  "HAVING", "LIMIT", "FOR",   "UNION",
					    "VALUES", "SELECT", "THEN",  "DO",    NULL };
	static const char *const queries[] = { "SELECT", "DELETE", NULL };
	if (sqlembic_token_is_mark(token, '('))
		place->queries <<= 1;
	else if (sqlembic_token_is_mark(token, ')'))
		place->queries >>= 1;
	else if (sqlembic_token_is_any(token, queries))
		place->queries |= 1;
	if (!(is_name(token) || sqlembic_token_is_mark(token, ',')) || sqlembic_token_is_any(token, ends))
		place->in_list = false;
	place->before[2] = place->before[1];
	place->before[1] = place->before[0];
	place->before[0] = *token;
}

/* What a table, a view or a program comes behind. */
static bool leads(const struct place *place)
{
	static const char *const words[] = {
		"JOIN",          "STRAIGHT_JOIN", "INTO",      "TABLE",    "TABLES", "CALL",   "REFERENCES",
		"VIEW",          "TRIGGER",       "PROCEDURE", "FUNCTION", "EVENT",  "EXISTS", "SEQUENCE",
		"TRUNCATE",      "INSERT",        "REPLACE",   "DELETE",   "IGNORE", "QUICK",  "LOW_PRIORITY",
		"HIGH_PRIORITY", "DELAYED",       "RENAME",    "TO",       NULL
	};
	static const char *const creates[] = { "TABLE", "EXISTS", NULL };
	static const char *const sequences[] = { "NEXTVAL", "LASTVAL", "SETVAL", NULL };
	const struct sqlembic_token *before = place->before;
	if (sqlembic_token_is(before, "FROM")) /* not EXTRACT(DAY FROM a.b) */
		return place->queries & 1;
	if (sqlembic_token_is(before, "UPDATE"))
		return !sqlembic_token_is(before + 1, "KEY");
	if (sqlembic_token_is(before, "LIKE"))
		return sqlembic_token_is_mark(before + 1, '(') || sqlembic_token_is_any(before + 2, creates);
	if (sqlembic_token_is_mark(before, '('))
		return sqlembic_token_is_any(before + 1, sequences);
	if (sqlembic_token_is(before, "FOR"))
		return sqlembic_token_is(before + 1, "VALUE");
	return sqlembic_token_is_any(before, words) ||
	       (place->in_list && sqlembic_token_is_mark(before, ','));
}

/* What comes behind a table or a program, and behind no column. */
static bool is_followed(struct sqlembic_tokens behind)
{
	return sqlembic_token_take_mark(&behind, '(') || sqlembic_token_take(&behind, "FOR EACH");
}

/* Names joined by dots, "*" for the last: how many, and the second one. */
static size_t take_chain(struct sqlembic_tokens *tokens, struct sqlembic_token *second)
{
	struct sqlembic_tokens ahead = *tokens;
	struct sqlembic_token token;
	size_t n = 1;
	while (mysqldb_take_dot(&ahead) && sqlembic_token_next(&ahead, &token) &&
	       (is_name(&token) || token.kind == SQLEMBIC_TOKEN_NUMBER)) {
		*second = n == 1 ? token : *second;
		n++;
		*tokens = ahead;
	}
	ahead = *tokens;
	const bool is_all = n > 1 && sqlembic_token_take_mark(&ahead, '.') &&
			    sqlembic_token_take_mark(&ahead, '*');
	return is_all ? n + 1 : n;
}

struct taking {
	struct sqlembic_buf *out;
	const struct named *named;
	const char *copied; /* what is behind it is not in `out` yet */
	char quote;         /* of the literal that it is in */
};

/* Behind a column of the server's catalog that has names of databases: "table_schema = ", "schema_name IN (". */
static bool is_compared(const struct place *place)
{
	static const char *const columns[] = {
		"CONSTRAINT_SCHEMA", "EVENT_OBJECT_SCHEMA",      "EVENT_SCHEMA",
		"INDEX_SCHEMA",      "REFERENCED_TABLE_SCHEMA",  "ROUTINE_SCHEMA",
		"SCHEMA_NAME",       "SPECIFIC_SCHEMA",          "TABLE_SCHEMA",
		"TRIGGER_SCHEMA",    "UNIQUE_CONSTRAINT_SCHEMA", NULL
	};
	const struct sqlembic_token *before = place->before;
	if (sqlembic_token_is_mark(before, '(') && sqlembic_token_is(before + 1, "IN"))
		return sqlembic_token_is_any(before + 2, columns);
	return (sqlembic_token_is_mark(before, '=') || sqlembic_token_is(before, "LIKE")) &&
	       sqlembic_token_is_any(before + 1, columns);
}

/* A view shows it as it was written, wherever it is. */
static bool is_of_view(struct sqlembic_tokens tokens)
{
	struct sqlembic_token token;
	if (!sqlembic_token_take(&tokens, "CREATE") && !sqlembic_token_take(&tokens, "ALTER"))
		return false;
	while (sqlembic_token_next(&tokens, &token) && !sqlembic_token_is(&token, "AS"))
		if (sqlembic_token_is(&token, "VIEW"))
			return true;
	return false;
}

/* What is done with a literal that stands there. */
typedef void take_text(struct taking *t, const struct sqlembic_token *literal, const struct place *place);

/* `text` may be NULL.  Within a literal, those in its own quotes have these twice. */
static void take_names(struct taking *t, struct sqlembic_tokens tokens, take_text *text)
{
	const bool shared = is_shared(t->named, tokens);
	struct place place = { .queries = 1 };
	bool is_quoted = false;
	struct sqlembic_token token, second = { .kind = SQLEMBIC_TOKEN_END };
	while (sqlembic_token_next(&tokens, &token)) {
		is_quoted ^= t->quote && token.kind == SQLEMBIC_TOKEN_STRING && token.text.len == 2 &&
			     *token.text.ptr == t->quote;
		const bool is_host = sqlembic_token_is(&place.before[0], "@");
		const bool may_be = !is_quoted && !is_host && is_database(t->named, &token);
		const bool is_led = leads(&place);
		const size_t n = is_name(&token) ? take_chain(&tokens, &second) : 1;
		if (may_be && n > 1 && (n > 2 || !shared || is_led || is_followed(tokens))) {
			sqlembic_buf_add(t->out, t->copied, (size_t)(token.text.ptr - t->copied));
			t->copied = second.text.ptr;
		} else if (text && n == 1 && token.kind == SQLEMBIC_TOKEN_STRING && token.closed) {
			text(t, &token, &place);
		}
		step(&place, &token);
		place.in_list |= is_led && is_name(&token);
	}
}

/* Whether a statement makes what runs others that are literals. */
static bool runs_literals(struct sqlembic_tokens tokens)
{
	static const char *const running[] = { "PREPARE", "EXECUTE", NULL };
	struct sqlembic_token token;
	if (mysqldb_changes_rows((struct sqlembic_span){ tokens.begin, (size_t)(tokens.end - tokens.begin) }))
		return false;
	while (sqlembic_token_next(&tokens, &token))
		if (sqlembic_token_is_any(&token, running))
			return true;
	return false;
}

/* The name itself, where the catalog is asked about its objects. */
static void take_literal(struct taking *t, const struct sqlembic_token *literal, const struct place *place)
{
	const struct sqlembic_span text = sqlembic_token_inside(literal);
	if (!is_compared(place) || text.len != t->named->length || !is_same(t->named, text.ptr))
		return;
	sqlembic_buf_add(t->out, t->copied, (size_t)(literal->text.ptr - t->copied));
	sqlembic_buf_puts(t->out, "DATABASE()");
	t->copied = literal->text.ptr + literal->text.len;
}

/* Or one that is a statement, as far as its first word tells. */
static void take_statement(struct taking *t, const struct sqlembic_token *literal, const struct place *place)
{
	static const char *const verbs[] = { "ALTER",    "CALL",     "CREATE", "DELETE",  "DROP",
					     "INSERT",   "OPTIMIZE", "RENAME", "REPLACE", "SELECT",
					     "TRUNCATE", "UPDATE",   "WITH",   NULL };
	const struct sqlembic_tokens inside = mysqldb_tokens(sqlembic_token_inside(literal));
	struct sqlembic_tokens begin = inside;
	struct sqlembic_token first;
	take_literal(t, literal, place);
	struct taking within = { t->out, t->named, t->copied, *literal->text.ptr };
	if (sqlembic_token_next(&begin, &first) && sqlembic_token_is_any(&first, verbs))
		take_names(&within, inside, NULL);
	t->copied = within.copied;
}

static take_text *taking_of(struct sqlembic_tokens tokens)
{
	if (is_of_view(tokens))
		return NULL;
	return runs_literals(tokens) ? take_statement : take_literal;
}

bool mysqldb_unname(struct sqlembic_buf *out, struct sqlembic_span sql, const char *database, bool folds)
{
	const struct named named = named_of(database, folds);
	struct taking t = { out, &named, sql.ptr, '\0' };
	if (named.length == 0 || !is_anywhere(&named, sql))
		return false;
	const struct sqlembic_tokens tokens = mysqldb_tokens(sql);
	take_names(&t, tokens, taking_of(tokens));
	if (t.copied == sql.ptr)
		return false;
	sqlembic_buf_add(out, t.copied, (size_t)(sql.ptr + sql.len - t.copied));
	return true;
}

bool mysqldb_unname_database(struct sqlembic_buf *out, struct sqlembic_span sql, const char *database)
{
	static const char *const options[] = {
		"CHARACTER", "CHARSET", "COLLATE", "DEFAULT", "COMMENT", NULL
	};
	const struct named named = named_of(database, true);
	struct sqlembic_tokens tokens = mysqldb_tokens(sql);
	struct sqlembic_token name, option;
	if (!sqlembic_token_take(&tokens, "ALTER DATABASE") && !sqlembic_token_take(&tokens, "ALTER SCHEMA"))
		return false;
	if (!sqlembic_token_next(&tokens, &name) || !is_database(&named, &name))
		return false;
	const char *behind = tokens.at;
	if (!sqlembic_token_next(&tokens, &option) || !sqlembic_token_is_any(&option, options))
		return false;
	sqlembic_buf_add(out, sql.ptr, (size_t)(name.text.ptr - sql.ptr));
	sqlembic_buf_add(out, behind, (size_t)(sql.ptr + sql.len - behind));
	return true;
}
