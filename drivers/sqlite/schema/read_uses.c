/* read_uses.c: which tables and views a view, trigger or virtual table mentions.
 *
 * SQLite checks no such thing when an object is made, so this only puts statements in an order that people expect. */
#include <stdlib.h>
#include <string.h>

#include "read.h"
#include "sqlembic/text.h"
#include "sqlembic/token.h"

/* Is told each name, without quotes; what is not 0 ends the walk, and is its result. */
typedef int use_name(void *payload, struct sqlembic_span name);

struct uses {
	use_name *use;
	void *payload;
	struct sqlembic_tokens tokens;
	bool is_expected; /* the name of a table comes next */
	bool in_from;     /* in a list of them, at this depth of parentheses */
	int depth, from_depth;
};

static void see_mark(struct uses *uses, char mark)
{
	if (mark == '(')
		uses->depth++;
	else if (mark == ')' && --uses->depth < uses->from_depth)
		uses->in_from = false;
	if (mark == ',' && uses->in_from && uses->depth == uses->from_depth)
		uses->is_expected = true;
	else if (mark != '(' && mark != '.')
		uses->is_expected = false;
}

static int see_name(struct uses *uses, const struct sqlembic_token *token)
{
	static const char *const opens[] = { "FROM", "JOIN", "INTO", "UPDATE", NULL };
	static const char *const closes[] = { "SELECT", "WHERE",  "GROUP", "ORDER",     "LIMIT",
					      "UNION",  "EXCEPT", "SET",   "INTERSECT", "ON",
					      "VALUES", "BEGIN",  "WHEN",  NULL };
	static const char *const skipped[] = { "OR",   "ROLLBACK", "ABORT", "REPLACE",
					       "FAIL", "IGNORE",   "OF",    NULL };
	bool is_word = token->kind == SQLEMBIC_TOKEN_WORD;
	if (is_word && sqlembic_token_is_any(token, opens)) {
		uses->is_expected = true;
		uses->in_from = sqlembic_token_is(token, "FROM") || sqlembic_token_is(token, "JOIN");
		uses->from_depth = uses->depth;
		return 0;
	}
	if (is_word && sqlembic_token_is_any(token, closes)) {
		uses->is_expected = false;
		uses->in_from = false;
		return 0;
	}
	if (!uses->is_expected || (is_word && sqlembic_token_is_any(token, skipped)))
		return 0;
	/* In main.t the second name is the table. */
	if (uses->tokens.at < uses->tokens.end && *uses->tokens.at == '.')
		return 0;
	uses->is_expected = false;
	return uses->use(uses->payload, sqlite_text_bare_name(token));
}

/* What a view's or trigger's statement names. */
static int walk(const char *sql, use_name *use, void *payload)
{
	struct uses uses = { .use = use, .payload = payload };
	struct sqlembic_token token;
	int rc = 0;
	uses.tokens = sqlembic_tokens_of((struct sqlembic_span){ sql, strlen(sql) },
					 sqlembic_sqlite_dialect.lex);
	while (rc == 0 && sqlembic_token_next(&uses.tokens, &token)) {
		if (token.kind == SQLEMBIC_TOKEN_MARK)
			see_mark(&uses, token.text.ptr[0]);
		else if (token.kind == SQLEMBIC_TOKEN_WORD || token.kind == SQLEMBIC_TOKEN_NAME)
			rc = see_name(&uses, &token);
	}
	return rc;
}

/* ---- edges ---- */

struct user {
	struct sqlite_reading *reading;
	const char *server_id;
};

static int tell(void *payload, struct sqlembic_span name)
{
	const struct user *user = payload;
	const struct sqlembic_catalog_sink *out = user->reading->out;
	struct sqlembic_buf id = SQLEMBIC_BUF_INIT, bare = SQLEMBIC_BUF_INIT;
	sqlembic_buf_add(&bare, name.ptr, name.len);
	sqlembic_buf_puts(&id, "relation ");
	sqlite_text_identity(&id, sqlembic_buf_text(&bare));
	int rc = id.failed || bare.failed ? sqlembic_fail_memory(user->reading->err)
					  : out->edge(out->payload, user->server_id, sqlembic_buf_text(&id),
						      user->reading->err);
	sqlembic_buf_release(&id);
	sqlembic_buf_release(&bare);
	return rc;
}

/* ---- full-text indexes ---- */

struct search {
	const struct sqlite_reading *reading;
	const char *index;
	bool *is_seen; /* of the reading's objects */
};

static bool is_name(struct sqlembic_span span, const char *name)
{
	return span.len == strlen(name) && sqlembic_ncasecmp(span.ptr, name, span.len) == 0;
}

/* 1: the name is the index's, or that of a view that asks it. */
static int find_index(void *payload, struct sqlembic_span name)
{
	const struct search *search = payload;
	int rc = is_name(name, search->index);
	for (size_t i = 0; rc == 0 && i < search->reading->n; i++) {
		const struct sqlite_object *object = &search->reading->objects[i];
		if (object->type[0] != 'v' || search->is_seen[i] || !is_name(name, object->name))
			continue;
		search->is_seen[i] = true;
		rc = walk(object->sql, find_index, payload);
	}
	return rc;
}

/* "f USING fts5(a, content='v')": whose rows it is filled with, unless that asks the index itself, and it never is. */
static int use_content(struct user *user, const struct sqlite_object *index)
{
	struct sqlembic_buf name = SQLEMBIC_BUF_INIT;
	struct search search = { user->reading, index->name,
				 calloc(user->reading->n, sizeof(*search.is_seen)) };
	int rc = 0;
	if (!search.is_seen)
		rc = sqlembic_fail_memory(user->reading->err);
	else if (sqlite_fulltext_content(&name, index->sql)) {
		const struct sqlembic_span content = { sqlembic_buf_text(&name), name.len };
		if (find_index(&search, content) == 0)
			rc = tell(user, content);
	}
	if (rc == 0 && name.failed)
		rc = sqlembic_fail_memory(user->reading->err);
	free(search.is_seen);
	sqlembic_buf_release(&name);
	return rc;
}

int sqlite_read_uses(struct sqlite_reading *reading, const char *server_id,
		     const struct sqlite_object *object)
{
	struct user user = { reading, server_id };
	return object->is_virtual ? use_content(&user, object) : walk(object->sql, tell, &user);
}
