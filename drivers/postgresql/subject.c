/* subject.c: reads what a statement is about that runs outside of transactions: which index, which enum.  Text in, names
 * as written out; it must not know the server. */
#include "subject.h"

#include <string.h>

#include "lex.h"
#include "sqlembic/token.h"

static struct sqlembic_span next_name(struct sqlembic_tokens *t)
{
	struct sqlembic_token token;
	(void)sqlembic_token_next_name(t, &token);
	return token.text;
}

/* CREATE [UNIQUE] INDEX CONCURRENTLY [[IF NOT EXISTS] name] ON [ONLY] table */
static void read_create(struct postgres_subject *out, struct sqlembic_tokens *t)
{
	(void)sqlembic_token_take(t, "UNIQUE");
	if (!sqlembic_token_take(t, "INDEX") || !sqlembic_token_take(t, "CONCURRENTLY"))
		return;
	(void)sqlembic_token_take(t, "IF NOT EXISTS");
	bool named = !sqlembic_token_take(t, "ON");
	if (named)
		out->name = next_name(t);
	if (named && !sqlembic_token_take(t, "ON"))
		return;
	(void)sqlembic_token_take(t, "ONLY");
	out->table = next_name(t);
	out->kind = named ? POSTGRES_CREATES_INDEX : POSTGRES_CREATES_UNNAMED;
}

/* DROP INDEX CONCURRENTLY [IF EXISTS] name */
static void read_drop(struct postgres_subject *out, struct sqlembic_tokens *t)
{
	if (!sqlembic_token_take(t, "INDEX") || !sqlembic_token_take(t, "CONCURRENTLY"))
		return;
	(void)sqlembic_token_take(t, "IF EXISTS");
	out->name = next_name(t);
	out->kind = POSTGRES_DROPS_INDEX;
}

/* REINDEX [(options)] {INDEX | TABLE | SCHEMA | DATABASE} [CONCURRENTLY] [name] */
static void read_reindex(struct postgres_subject *out, struct sqlembic_tokens *t)
{
	static const struct {
		const char *word;
		enum postgres_subject_kind kind;
	} kinds[] = { { "INDEX", POSTGRES_REINDEXES_INDEX },
		      { "TABLE", POSTGRES_REINDEXES_TABLE },
		      { "SCHEMA", POSTGRES_REINDEXES_SCHEMA },
		      { "DATABASE", POSTGRES_REINDEXES_DATABASE } };
	struct sqlembic_token token = { .kind = SQLEMBIC_TOKEN_END };
	bool concurrently = false;
	if (sqlembic_token_take_mark(t, '(')) {
		while (sqlembic_token_next(t, &token) && !sqlembic_token_is_mark(&token, ')'))
			concurrently = concurrently || sqlembic_token_is(&token, "CONCURRENTLY");
	}
	(void)sqlembic_token_next(t, &token);
	concurrently = sqlembic_token_take(t, "CONCURRENTLY") || concurrently;
	for (size_t i = 0; concurrently && i < sizeof(kinds) / sizeof(kinds[0]); i++) {
		if (sqlembic_token_is(&token, kinds[i].word))
			out->kind = kinds[i].kind;
	}
	out->name = next_name(t);
}

/* ALTER TYPE type ADD VALUE 'value' */
static void read_alter(struct postgres_subject *out, struct sqlembic_tokens *t)
{
	struct sqlembic_token value;
	if (!sqlembic_token_take(t, "TYPE"))
		return;
	out->table = next_name(t);
	if (!sqlembic_token_take(t, "ADD VALUE") || !sqlembic_token_next(t, &value) ||
	    value.kind != SQLEMBIC_TOKEN_STRING)
		return;
	out->name = sqlembic_token_inside(&value);
	/* One with a prefix or a quote in it is not worth reading. */
	if (*value.text.ptr == '\'' && !memchr(out->name.ptr, '\'', out->name.len))
		out->kind = POSTGRES_ADDS_VALUE;
}

struct postgres_subject postgres_read_subject(struct sqlembic_span sql)
{
	struct postgres_subject out = { .kind = POSTGRES_OTHER };
	struct sqlembic_tokens t = sqlembic_tokens_of(sql, POSTGRES_LEX);
	if (sqlembic_token_take(&t, "CREATE"))
		read_create(&out, &t);
	else if (sqlembic_token_take(&t, "ALTER"))
		read_alter(&out, &t);
	else if (sqlembic_token_take(&t, "DROP"))
		read_drop(&out, &t);
	else if (sqlembic_token_take(&t, "REINDEX"))
		read_reindex(&out, &t);
	return out;
}
