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
	return is_name(token) && read_name(name, token) && asking->is_one(asking->payload, name);
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

static bool is_one_of(const struct sqlembic_token *token, const char *const *words)
{
	bool is = false;
	for (size_t i = 0; !is && words[i]; i++)
		is = sqlembic_token_is(token, words[i]);
	return is;
}

/* Whether they are the list behind one of the words. */
static bool are_behind(const struct asking *asking, struct sqlembic_tokens tokens, const char *const *words)
{
	struct sqlembic_token token;
	while (sqlembic_token_next(&tokens, &token)) {
		if (sqlembic_token_is_mark(&token, '('))
			sqlembic_token_skip_parens(&tokens);
		else if (is_one_of(&token, words) && are_roles(asking, &tokens))
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

/* Of a list in which others are, too, more would be left out than what is for these. */
static bool is_for(struct sqlembic_span sql, bool (*is_one)(void *payload, const char *name), void *payload)
{
	static const char *const to[] = { "TO", NULL }, *const from[] = { "FROM", NULL },
				 *const by[] = { "BY", "TO", NULL },
				 *const any[] = { "TO", "FROM", "ROLE", "USER", NULL };
	const struct asking asking = { is_one, payload };
	struct sqlembic_tokens t = sqlembic_tokens_of(sql, POSTGRES_LEX);
	if (sqlembic_token_take(&t, "ALTER DEFAULT PRIVILEGES"))
		return are_behind(&asking, t, any);
	if (sqlembic_token_take(&t, "GRANT") || sqlembic_token_take(&t, "CREATE POLICY"))
		return are_behind(&asking, t, to);
	if (sqlembic_token_take(&t, "ALTER POLICY"))
		return !renames(t) && are_behind(&asking, t, to);
	if (sqlembic_token_take(&t, "REVOKE"))
		return are_behind(&asking, t, from);
	if (sqlembic_token_take(&t, "DROP OWNED") || sqlembic_token_take(&t, "REASSIGN OWNED"))
		return are_behind(&asking, t, by);
	return sqlembic_token_take(&t, "ALTER") && is_owner(&asking, t);
}

const struct sqlembic_roles postgres_roles = {
	.find = "SELECT 1 FROM pg_catalog.pg_roles WHERE rolname = ?",
	.made = made,
	.is_for = is_for,
};
