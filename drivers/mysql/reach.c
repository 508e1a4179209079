/* reach.c: keeps a session that is in a scratch database there.  A database is a mere part of a name here: a script that says
 * DROP TABLE shop.account means the one in use, wherever it runs.  What other databases are read for is no matter. */
#include "reach.h"

#include <string.h>

#include "batch.h"
#include "sqlembic/text.h"
#include "sqlembic/token.h"

#define SCRATCH "sqlembic_scratch_"

bool mysqldb_reach_is_scratch(const struct mysqldb *s)
{
	return s->default_database && strncmp(s->default_database, SCRATCH, strlen(SCRATCH)) == 0;
}

static bool is_name(const struct sqlembic_token *token)
{
	if (token->kind == SQLEMBIC_TOKEN_WORD)
		return !memchr(token->text.ptr, '@',
			       token->text.len); /* an account with its host, a variable */
	/* In double quotes with ANSI_QUOTES; a text has no dot behind it. */
	return token->kind == SQLEMBIC_TOKEN_NAME ||
	       (token->kind == SQLEMBIC_TOKEN_STRING && *token->text.ptr == '"');
}

static bool is_own(const struct mysqldb *s, const struct sqlembic_token *name)
{
	if (!s)
		return false;
	struct sqlembic_span text = name->kind == SQLEMBIC_TOKEN_WORD ? name->text
								      : sqlembic_token_inside(name);
	return text.len == strlen(s->default_database) &&
	       strncmp(text.ptr, s->default_database, text.len) == 0;
}

struct condition {
	bool is_open;
	size_t depth; /* of parentheses */
};

/* Steps over what a join compares: "a.b" is a column there.  A table comes again behind JOIN or a comma. */
static bool is_compared(struct condition *c, const struct sqlembic_token *token)
{
	static const char *const joins[] = { "JOIN", "STRAIGHT_JOIN", NULL };
	if (sqlembic_token_is(token, "ON"))
		*c = (struct condition){ .is_open = true };
	else if (c->is_open && sqlembic_token_is_mark(token, '('))
		c->depth++;
	else if (c->depth > 0 && sqlembic_token_is_mark(token, ')'))
		c->depth--;
	else if (c->depth == 0 && (sqlembic_token_is_any(token, joins) || sqlembic_token_is_mark(token, ',')))
		c->is_open = false;
	return c->is_open;
}

static const char *const verbs[] = { "CREATE", "ALTER",   "DROP",   "RENAME", "TRUNCATE", "INSERT",
				     "UPDATE", "REPLACE", "DELETE", "CALL",   "LOAD",     NULL };

/* What a statement does, be it behind queries that it has names for, or told to be analyzed. */
static bool take_verb(struct sqlembic_tokens *tokens, struct sqlembic_token *out)
{
	static const char *const leads[] = { "WITH", "ANALYZE", NULL };
	if (!sqlembic_token_next(tokens, out))
		return false;
	if (!sqlembic_token_is_any(out, leads))
		return sqlembic_token_is_any(out, verbs);
	while (sqlembic_token_next(tokens, out) && !sqlembic_token_is(out, "SELECT")) {
		if (sqlembic_token_is_mark(out, '('))
			sqlembic_token_skip_parens(tokens);
		else if (mysqldb_changes_rows(out->text))
			return true;
	}
	return false;
}

/* The name of the other database that is changed, which stands in front of what is read or of the body.  Without a session
 * each is another one. */
static bool find_other(const struct mysqldb *s, struct sqlembic_span sql, struct sqlembic_token *out)
{
	static const char *const ends[] = { "AS",    "SELECT", "SET", "VALUES", "VALUE",      "WHERE",
					    "BEGIN", "LIKE",   "DO",  "EACH",   "REFERENCES", NULL };
	static const char *const joining[] = { "UPDATE", "DELETE", NULL };
	struct sqlembic_tokens tokens = mysqldb_tokens(sql);
	struct sqlembic_token token;
	if (!take_verb(&tokens, &token))
		return false;
	const bool joins = sqlembic_token_is_any(&token, joining);
	struct condition condition = { .is_open = false };
	while (sqlembic_token_next(&tokens, &token) &&
	       (condition.is_open || !sqlembic_token_is_mark(&token, '('))) {
		if (token.kind == SQLEMBIC_TOKEN_WORD && sqlembic_token_is_any(&token, ends) &&
		    !(joins && sqlembic_token_is(&token, "AS")))
			return false;
		/* Columns that a join has in common; without parentheses, tables. */
		if (joins && sqlembic_token_is(&token, "USING")) {
			if (sqlembic_token_take_mark(&tokens, '('))
				condition = (struct condition){ .is_open = true, .depth = 1 };
			continue;
		}
		if (joins && is_compared(&condition, &token))
			continue;
		if (!is_name(&token) || !mysqldb_take_dot(&tokens))
			continue;
		/* "DELETE a.* FROM a": a table. */
		if (sqlembic_token_take_mark(&tokens, '*'))
			continue;
		*out = token;
		if (!is_own(s, &token))
			return true;
		(void)sqlembic_token_next(&tokens, &token);
	}
	return false;
}

const char *const mysqldb_reach_doors[] = { "FEDERATED", "CONNECT", "SPIDER", "SPHINX", NULL };

/* As a word, a name in backticks or a string. */
static bool names_door(const struct sqlembic_token *token)
{
	const bool is_word = token->kind == SQLEMBIC_TOKEN_WORD;
	const struct sqlembic_span name = is_word ? token->text : sqlembic_token_inside(token);
	for (const char *const *door = mysqldb_reach_doors; *door; door++)
		if (strlen(*door) == name.len && sqlembic_ncasecmp(*door, name.ptr, name.len) == 0)
			return true;
	return false;
}

/* Whether a table is made, or becomes one, whose rows are those of a table elsewhere: what a script does to it is done there. */
bool mysqldb_reach_leads(struct sqlembic_span sql)
{
	static const char *const makes[] = { "CREATE", "ALTER", NULL };
	struct sqlembic_tokens tokens = mysqldb_tokens(sql);
	struct sqlembic_token token;
	if (!sqlembic_token_next(&tokens, &token) || !sqlembic_token_is_any(&token, makes))
		return false;
	while (sqlembic_token_next(&tokens, &token)) {
		if (token.kind != SQLEMBIC_TOKEN_WORD || !sqlembic_token_is(&token, "ENGINE"))
			continue;
		(void)sqlembic_token_take_mark(&tokens, '=');
		if (sqlembic_token_next(&tokens, &token) && names_door(&token))
			return true;
	}
	return false;
}

/* Whether one of them changes what it names with its database: when a trigger fires, or a routine is called. */
static bool changes_within(struct sqlembic_span sql)
{
	struct sqlembic_tokens tokens = mysqldb_tokens(sql);
	struct sqlembic_token token, other;
	bool is_behind_key = false;
	while (sqlembic_token_next(&tokens, &token)) {
		struct sqlembic_tokens rest = tokens;
		struct sqlembic_token last = token;
		const bool is_verb = token.kind == SQLEMBIC_TOKEN_WORD &&
				     sqlembic_token_is_any(&token, verbs) &&
				     !is_behind_key; /* ON DUPLICATE KEY UPDATE */
		is_behind_key = sqlembic_token_is(&token, "KEY");
		if (!is_verb)
			continue;
		while (!sqlembic_token_is_mark(&last, ';') && sqlembic_token_next(&rest, &last))
			;
		if (find_other(NULL,
			       (struct sqlembic_span){ token.text.ptr, (size_t)(rest.at - token.text.ptr) },
			       &other))
			return true;
	}
	return false;
}

bool mysqldb_reach_names(struct sqlembic_span sql)
{
	struct sqlembic_token other;
	return find_other(NULL, sql, &other) || (mysqldb_holds_statements(sql) && changes_within(sql));
}

bool mysqldb_reach_is_other(const struct mysqldb *s, struct sqlembic_span sql)
{
	struct sqlembic_token other;
	return find_other(s, sql, &other);
}

size_t mysqldb_reach_within(const struct mysqldb *s, const struct sqlembic_part *parts, size_t n)
{
	for (size_t i = 0; i < n && mysqldb_reach_is_scratch(s); i++)
		if (parts[i].kind == SQLEMBIC_PART_STATEMENT && mysqldb_reach_is_other(s, parts[i].sql))
			return i;
	return n;
}

int mysqldb_reach_refuse(const struct mysqldb *s, struct sqlembic_span sql, struct sqlembic_error *err)
{
	struct sqlembic_token other = { 0 };
	(void)find_other(s, sql, &other);
	(void)sqlembic_fail(
		err, SQLEMBIC_E_FAILED,
		"the statement changes database %.*s, and it runs in a scratch database: it was not sent",
		(int)other.text.len, other.text.ptr);
	(void)sqlembic_fail_sqlstate(err, MYSQLDB_BEYOND);
	return sqlembic_fail_hint(err, "name tables without their database");
}
