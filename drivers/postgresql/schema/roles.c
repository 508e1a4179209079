/* roles.c: see roles.h. */
#include "roles.h"

#include <string.h>

#include "../lex.h"
#include "sqlembic/token.h"

/* Longer ones are cut by the server. */
#define NAME_SIZE 64

/* Texts in texts: EXECUTE 'CREATE ROLE ...' in a block. */
#define DEEPEST 3

static bool is_name(const struct sqlembic_token *token)
{
	return token->kind == SQLEMBIC_TOKEN_WORD || token->kind == SQLEMBIC_TOKEN_NAME;
}

/* As the catalog has it; of a literal, as one has it that is compared with that. */
static bool read_name(char out[NAME_SIZE], const struct sqlembic_token *token)
{
	const bool is_exact = token->kind != SQLEMBIC_TOKEN_WORD;
	const char quote = token->kind == SQLEMBIC_TOKEN_NAME ? '"' : '\'';
	const struct sqlembic_span text = is_exact ? sqlembic_token_inside(token) : token->text;
	size_t n = 0;
	for (size_t i = 0; i < text.len; i++) {
		const char c = text.ptr[i];
		if (n + 1 == NAME_SIZE)
			return false;
		out[n++] = (char)(!is_exact && c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
		i += is_exact && c == quote;
	}
	out[n] = '\0';
	return n > 0;
}

/* ---- what is made ---- */

struct telling {
	void (*each)(void *payload, const char *name);
	void *payload;
};

static void tell(const struct telling *t, const struct sqlembic_token *token)
{
	char name[NAME_SIZE];
	if (read_name(name, token))
		t->each(t->payload, name);
}

/* A block often has the name twice: in a literal, to look for the role, and where it makes it; or, where the statement is put
 * together, in the literal only. */
static void tell_made(const struct telling *t, struct sqlembic_span sql, int depth)
{
	struct sqlembic_tokens tokens = sqlembic_tokens_of(sql, POSTGRES_LEX);
	struct sqlembic_token token;
	while (sqlembic_token_next(&tokens, &token)) {
		const bool is_text = token.kind == SQLEMBIC_TOKEN_STRING ||
				     token.kind == SQLEMBIC_TOKEN_DOLLAR;
		if (is_text && depth < DEEPEST)
			tell_made(t, sqlembic_token_inside(&token), depth + 1);
		if (token.kind == SQLEMBIC_TOKEN_STRING && depth > 0)
			tell(t, &token);
		if (sqlembic_token_is(&token, "CREATE") &&
		    (sqlembic_token_take(&tokens, "ROLE") || sqlembic_token_take(&tokens, "USER") ||
		     sqlembic_token_take(&tokens, "GROUP")) &&
		    sqlembic_token_next(&tokens, &token) && is_name(&token))
			tell(t, &token);
	}
}

static void made(struct sqlembic_span sql, void (*each)(void *payload, const char *name), void *payload)
{
	const struct telling t = { each, payload };
	tell_made(&t, sql, 0);
}

/* ---- what is for them ---- */

struct asking {
	bool (*is_one)(void *payload, const char *name);
	void *payload;
};

static bool is_role(const struct asking *asking, const struct sqlembic_token *token)
{
	char name[NAME_SIZE];
	const bool is = is_name(token) || token->kind == SQLEMBIC_TOKEN_STRING;
	return is && read_name(name, token) && asking->is_one(asking->payload, name);
}

/* Whether all of a list are. */
static bool are_roles(const struct asking *asking, struct sqlembic_tokens *tokens)
{
	struct sqlembic_token token;
	bool are = true;
	do {
		(void)sqlembic_token_take(tokens, "GROUP");
		are = sqlembic_token_next(tokens, &token) && is_role(asking, &token) && are;
	} while (sqlembic_token_take_mark(tokens, ','));
	return are;
}

/* Whether they are the list behind one of the words. */
static bool are_behind(const struct asking *asking, struct sqlembic_tokens tokens, const char *const *words)
{
	struct sqlembic_token token;
	while (sqlembic_token_next(&tokens, &token)) {
		if (sqlembic_token_is_mark(&token, '('))
			sqlembic_token_skip_parens(&tokens);
		else if (sqlembic_token_is_any(&token, words) && are_roles(asking, &tokens))
			return true;
	}
	return false;
}

/* ALTER ... OWNER TO role, and nothing else that it would do. */
static bool is_owner(const struct asking *asking, struct sqlembic_tokens tokens)
{
	struct sqlembic_token token;
	while (sqlembic_token_next(&tokens, &token)) {
		if (sqlembic_token_is_mark(&token, '('))
			sqlembic_token_skip_parens(&tokens);
		else if (sqlembic_token_is_mark(&token, ','))
			return false;
		else if (sqlembic_token_is(&token, "OWNER") && sqlembic_token_take(&tokens, "TO"))
			return sqlembic_token_next(&tokens, &token) && is_role(asking, &token) &&
			       !sqlembic_token_next(&tokens, &token);
	}
	return false;
}

/* A policy that gets another name is no matter of roles. */
static bool renames(struct sqlembic_tokens tokens)
{
	struct sqlembic_token token;
	bool is = false;
	while (!is && sqlembic_token_next(&tokens, &token))
		is = sqlembic_token_is(&token, "RENAME");
	return is;
}

/* SET ROLE, SET SESSION AUTHORIZATION: moves behind it. */
static bool becomes(struct sqlembic_tokens *t)
{
	static const char *const words[] = {
		"SET ROLE",
		"SET LOCAL ROLE",
		"SET SESSION ROLE",
		"SET SESSION AUTHORIZATION",
		"SET LOCAL SESSION AUTHORIZATION",
		"SET SESSION SESSION AUTHORIZATION",
	};
	bool does = false;
	for (size_t i = 0; !does && i < sizeof(words) / sizeof(*words); i++)
		does = sqlembic_token_take(t, words[i]);
	if (does && !sqlembic_token_take_mark(t, '='))
		(void)sqlembic_token_take(t, "TO");
	return does;
}

/* Of a list in which others are, too, more would be left out than what is for these. */
static bool is_plain_for(const struct asking *asking, struct sqlembic_span sql)
{
	static const char *const to[] = { "TO", NULL }, *const from[] = { "FROM", NULL },
				 *const any[] = { "TO", "FROM", "ROLE", "USER", NULL };
	struct sqlembic_tokens t = sqlembic_tokens_of(sql, POSTGRES_LEX);
	struct sqlembic_token token;
	if (sqlembic_token_take(&t, "ALTER DEFAULT PRIVILEGES"))
		return are_behind(asking, t, any);
	if (sqlembic_token_take(&t, "GRANT") || sqlembic_token_take(&t, "CREATE POLICY"))
		return are_behind(asking, t, to);
	if (sqlembic_token_take(&t, "ALTER POLICY"))
		return !renames(t) && are_behind(asking, t, to);
	if (sqlembic_token_take(&t, "REVOKE"))
		return are_behind(asking, t, from);
	if (becomes(&t))
		return sqlembic_token_next(&t, &token) && is_role(asking, &token);
	return sqlembic_token_take(&t, "ALTER") && is_owner(asking, t);
}

/* ---- blocks ---- */

/* What stands around the statements of a block and does nothing by itself; a query may. */
static bool take_frame(struct sqlembic_tokens *t)
{
	static const char *const changing[] = { "INSERT", "UPDATE", "DELETE", "MERGE" };
	const struct sqlembic_tokens begin = *t;
	struct sqlembic_token token;
	if (sqlembic_token_take(t, "BEGIN") || sqlembic_token_take(t, "ELSE"))
		return true;
	const bool is_loop = sqlembic_token_take(t, "FOR") || sqlembic_token_take(t, "FOREACH");
	if (!is_loop && !sqlembic_token_take(t, "IF") && !sqlembic_token_take(t, "ELSIF"))
		return false;
	while (sqlembic_token_next(t, &token)) {
		if (sqlembic_token_is(&token, is_loop ? "LOOP" : "THEN"))
			return true;
		for (size_t i = 0; i < sizeof(changing) / sizeof(*changing); i++)
			if (sqlembic_token_is(&token, changing[i])) {
				*t = begin;
				return false;
			}
	}
	return false;
}

/* A statement of its own, or one that is put together of a literal: in a format its signs stand for names of tables. */
static bool is_part_for(const struct asking *asking, struct sqlembic_span sql)
{
	struct sqlembic_tokens t = sqlembic_tokens_of(sql, POSTGRES_LEX);
	struct sqlembic_token token;
	if (!sqlembic_token_take(&t, "EXECUTE"))
		return is_plain_for(asking, sql);
	const bool is_format = sqlembic_token_take(&t, "FORMAT") && sqlembic_token_take_mark(&t, '(');
	if (!sqlembic_token_next(&t, &token) || token.kind != SQLEMBIC_TOKEN_STRING ||
	    !is_plain_for(asking, sqlembic_token_inside(&token)))
		return false;
	return is_format || !sqlembic_token_next(&t, &token);
}

/* All of its text; moves behind it. */
static struct sqlembic_span take_statement(struct sqlembic_tokens *t)
{
	struct sqlembic_span sql = { NULL, 0 };
	struct sqlembic_token token;
	while (sqlembic_token_next(t, &token) && !sqlembic_token_is_mark(&token, ';')) {
		if (!sql.ptr)
			sql.ptr = token.text.ptr;
		sql.len = (size_t)(token.text.ptr - sql.ptr) + token.text.len;
	}
	return sql;
}

/* Whether every statement of the body is. */
static bool is_body_for(const struct asking *asking, struct sqlembic_tokens t)
{
	static const char *const idle[] = { "DECLARE", "END", "NULL", "RAISE" };
	bool is_any = false;
	while (t.at < t.end) {
		bool is_idle = false;
		while (take_frame(&t))
			continue;
		struct sqlembic_tokens begin = t;
		for (size_t i = 0; !is_idle && i < sizeof(idle) / sizeof(*idle); i++)
			is_idle = sqlembic_token_take(&begin, idle[i]);
		const struct sqlembic_span sql = take_statement(&t);
		if (is_idle || sql.len == 0)
			continue;
		if (!is_part_for(asking, sql))
			return false;
		is_any = true;
	}
	return is_any;
}

/* One that looks whether the role is there, or gets over its absence, runs without it. */
static bool is_block_for(const struct asking *asking, struct sqlembic_span sql)
{
	static const char *const careful[] = { "PG_ROLES", "PG_AUTHID",  "PG_USER",
					       "PG_GROUP", "TO_REGROLE", "EXCEPTION" };
	struct sqlembic_tokens t = sqlembic_tokens_of(sql, POSTGRES_LEX);
	struct sqlembic_token token = { 0 };
	bool is = sqlembic_token_take(&t, "DO");
	for (size_t i = 0; is && i < sizeof(careful) / sizeof(*careful); i++)
		is = !sqlembic_token_mentions(t, careful[i]);
	while (is && token.kind != SQLEMBIC_TOKEN_DOLLAR)
		is = sqlembic_token_next(&t, &token);
	return is && is_body_for(asking, sqlembic_tokens_of(sqlembic_token_inside(&token), POSTGRES_LEX));
}

static bool is_for(struct sqlembic_span sql, bool (*is_one)(void *payload, const char *name), void *payload)
{
	const struct asking asking = { is_one, payload };
	return is_plain_for(&asking, sql) || is_block_for(&asking, sql);
}

/* ---- the owner of what is made ---- */

/* CREATE SCHEMA app AUTHORIZATION role; without a name the schema has that of the role, and keeps it. */
static struct sqlembic_span owner(struct sqlembic_span sql, bool (*is_one)(void *payload, const char *name),
				  void *payload)
{
	const struct asking asking = { is_one, payload };
	struct sqlembic_tokens t = sqlembic_tokens_of(sql, POSTGRES_LEX);
	struct sqlembic_token token, role;
	if (!sqlembic_token_take(&t, "CREATE SCHEMA"))
		return (struct sqlembic_span){ NULL, 0 };
	(void)sqlembic_token_take(&t, "IF NOT EXISTS");
	bool is_found = sqlembic_token_next(&t, &token);
	const bool is_named = is_found && !sqlembic_token_is(&token, "AUTHORIZATION");
	if (is_named)
		is_found = sqlembic_token_next(&t, &token) && sqlembic_token_is(&token, "AUTHORIZATION");
	if (!is_found || !sqlembic_token_next(&t, &role) || !is_role(&asking, &role))
		return (struct sqlembic_span){ NULL, 0 };
	const char *end = is_named ? role.text.ptr + role.text.len : token.text.ptr + token.text.len;
	return (struct sqlembic_span){ token.text.ptr, (size_t)(end - token.text.ptr) };
}

const struct sqlembic_roles postgres_roles = {
	.find = "SELECT 1 FROM pg_catalog.pg_roles WHERE rolname = ?",
	.made = made,
	.is_for = is_for,
	.owner = owner,
};
