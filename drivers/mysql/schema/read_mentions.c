/* read_mentions.c: what objects that are told with digests name, so that the part of a schema can be found that a difference is
 * about.  A name too many only makes that part larger. */
#include <string.h>

#include "../lex.h"
#include "read.h"
#include "sqlembic/error.h"
#include "sqlembic/token.h"
#include "sqlembic/text.h"

typedef void tell_fn(struct mysqldb_reading *r, const char *user, const char *used);

static void tell_relation(struct mysqldb_reading *r, tell_fn *tell, const char *user, const char *name)
{
	struct sqlembic_buf id = SQLEMBIC_BUF_INIT;
	mysqldb_read_relation_id(r, &id, name);
	if (id.failed)
		r->rc = sqlembic_fail_memory(r->err);
	else
		tell(r, user, sqlembic_buf_text(&id));
	sqlembic_buf_release(&id);
}

/* ---- tables ---- */

/* The names in backquotes, separated by commas, at the beginning of a text.  A name with a point behind it is that of another
 * database. */
static void tell_list(struct mysqldb_reading *r, tell_fn *tell, const char *user, const char *text)
{
	struct sqlembic_tokens tokens = mysqldb_text_tokens(text);
	struct sqlembic_token token;
	do {
		struct sqlembic_buf name = SQLEMBIC_BUF_INIT;
		if (!sqlembic_token_next(&tokens, &token) || token.kind != SQLEMBIC_TOKEN_NAME)
			return;
		mysqldb_text_unquote(&name, sqlembic_token_inside(&token));
		if (*tokens.at != '.')
			tell_relation(r, tell, user, sqlembic_buf_text(&name));
		sqlembic_buf_release(&name);
	} while (sqlembic_token_take_mark(&tokens, ','));
}

void mysqldb_read_table_edges(struct mysqldb_reading *r, const char *id, const char *sql)
{
	static const struct {
		const char *words; /* that names stand behind; in a comment they do no harm */
		tell_fn *tell;
	} places[] = {
		{ " REFERENCES `", mysqldb_read_edge },
		{ "val(`", mysqldb_read_edge }, /* nextval, lastval, setval */
		{ " UNION=(`", mysqldb_read_mention },
	};
	for (size_t i = 0; i < sizeof(places) / sizeof(places[0]); i++) {
		const size_t length = strlen(places[i].words);
		for (const char *p = strstr(sql, places[i].words); p; p = strstr(p + length, places[i].words))
			tell_list(r, places[i].tell, id, p + length - 1);
	}
}

/* ---- bodies ---- */

struct body {
	struct mysqldb_reading *r;
	const char *id;
};

/* Of routines there may be many, and most words with a parenthesis behind them are the server's own functions: none is looked for
 * here, core knows which of them there are.  `kind` is the name of one. */
static void mention_program(const struct body *body, const char *kind, const char *name)
{
	struct sqlembic_buf id = SQLEMBIC_BUF_INIT;
	sqlembic_buf_printf(&id, "%s ", kind);
	mysqldb_text_identity(&id, name, true);
	if (id.failed)
		body->r->rc = sqlembic_fail_memory(body->r->err);
	else
		mysqldb_read_mention(body->r, body->id, sqlembic_buf_text(&id));
	sqlembic_buf_release(&id);
}

static void mention_relation(const struct body *body, const char *name)
{
	static const enum mysqldb_kind kinds[] = { MYSQLDB_TABLE, MYSQLDB_VIEW, MYSQLDB_SEQUENCE };
	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++)
		if (mysqldb_read_find(body->r, kinds[i], name)) {
			tell_relation(body->r, mysqldb_read_mention, body->id, name);
			return;
		}
}

static void mention(const struct body *body, const char *name, char behind, bool is_called)
{
	mention_relation(body, name);
	if (mysqldb_read_find(body->r, MYSQLDB_LIBRARY, name))
		mention_program(body, "library", name);
	if (behind == '(')
		mention_program(body, "function", name);
	if (behind == '(' || is_called)
		mention_program(body, "procedure", name);
	if (behind == '.') {
		mention_program(body, "package", name);
		mention_program(body, "package body", name);
	}
}

/* With ANSI_QUOTES what seems to be a literal is a name, and one that begins with a digit looks like a number. */
static bool may_be_name(const struct sqlembic_token *token)
{
	return token->kind == SQLEMBIC_TOKEN_NAME || token->kind == SQLEMBIC_TOKEN_WORD ||
	       token->kind == SQLEMBIC_TOKEN_NUMBER ||
	       (token->kind == SQLEMBIC_TOKEN_STRING && *token->text.ptr == '"');
}

/* Where case does not count in names of tables, the server keeps them in lower case. */
static void add_name(struct sqlembic_buf *out, const struct sqlembic_token *token, bool folds)
{
	struct sqlembic_buf name = SQLEMBIC_BUF_INIT;
	if (token->kind == SQLEMBIC_TOKEN_NUMBER) {
		const char *point = memchr(token->text.ptr, '.', token->text.len);
		sqlembic_buf_add(&name, token->text.ptr,
				 point ? (size_t)(point - token->text.ptr) : token->text.len);
	} else if (token->kind == SQLEMBIC_TOKEN_WORD) {
		sqlembic_buf_add(&name, token->text.ptr, token->text.len);
	} else {
		mysqldb_text_unquote(&name, sqlembic_token_inside(token));
	}
	for (const char *p = sqlembic_buf_text(&name); *p; p++)
		sqlembic_buf_putc(out, folds ? sqlembic_lower(*p) : *p);
	out->failed |= name.failed;
	sqlembic_buf_release(&name);
}

/* What the next token begins with; a comment may stand ahead of it. */
static char byte_behind(struct sqlembic_tokens tokens)
{
	struct sqlembic_token token;
	return sqlembic_token_next(&tokens, &token) ? *token.text.ptr : '\0';
}

void mysqldb_read_body_mentions(struct mysqldb_reading *r, const char *id, const char *text)
{
	const struct body body = { r, id };
	struct sqlembic_tokens tokens = mysqldb_text_tokens(text);
	struct sqlembic_token token;
	struct sqlembic_buf name = SQLEMBIC_BUF_INIT;
	bool is_called = false;
	while (r->rc == 0 && sqlembic_token_next(&tokens, &token)) {
		if (!may_be_name(&token))
			continue;
		sqlembic_buf_clear(&name);
		add_name(&name, &token, r->folds);
		if (name.failed)
			r->rc = sqlembic_fail_memory(r->err);
		else
			mention(&body, sqlembic_buf_text(&name), byte_behind(tokens), is_called);
		is_called = sqlembic_token_is(&token, "CALL");
	}
	sqlembic_buf_release(&name);
}
