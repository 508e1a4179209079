/* mentions.c: what the text of a statement says that it may do to the session.  Words count wherever they stand, in literals
 * and bodies of functions, too: one too many costs a reset, one too few would leave the next script a session that is
 * not clean. */
#include "mentions.h"

#include <string.h>

#include "lex.h"
#include "sqlembic/text.h"
#include "sqlembic/token.h"

enum mention {
	/* Even DDL is not plain with it: SELECT and set_config call something, pg_temp holds temporary tables. */
	MENTIONS_MORE = 1 << 0,
	MENTIONS_ROLE = 1 << 1,
	MENTIONS_USER = 1 << 2,     /* SESSION AUTHORIZATION */
	MENTIONS_PREPARED = 1 << 3, /* statements are prepared or dropped */
	MENTIONS_READING = 1 << 4,  /* how text is read: literals, encoding */
	MENTIONS_UNLOCK = 1 << 5,   /* all advisory locks are released */
	MENTIONS_SETTING = 1 << 6,  /* any setting, by a function */
	/* Both in one statement may make an event trigger; an extension brings some along. */
	MENTIONS_EVENT = 1 << 7,
	MENTIONS_TRIGGER = 1 << 8,
	MENTIONS_EXTENSION = 1 << 9
};

static const struct {
	const char *word;
	unsigned mention;
} mentions[] = {
	{ "authorization", MENTIONS_USER },
	{ "backslash_quote", MENTIONS_READING },
	{ "client_encoding", MENTIONS_READING },
	{ "deallocate", MENTIONS_PREPARED },
	{ "discard", MENTIONS_PREPARED | MENTIONS_UNLOCK },
	{ "event", MENTIONS_EVENT },
	{ "extension", MENTIONS_EXTENSION },
	{ "names", MENTIONS_READING },
	{ "pg_advisory_unlock_all", MENTIONS_UNLOCK },
	{ "pg_temp", MENTIONS_MORE },
	{ "prepare", MENTIONS_PREPARED },
	{ "role", MENTIONS_ROLE },
	{ "select", MENTIONS_MORE },
	{ "session_authorization", MENTIONS_USER },
	{ "set_config", MENTIONS_MORE | MENTIONS_SETTING },
	{ "standard_conforming_strings", MENTIONS_READING },
	{ "trigger", MENTIONS_TRIGGER },
};

static unsigned mention_of(struct sqlembic_span word)
{
	if (!memchr("abcdenprst", *word.ptr | 0x20, 10))
		return 0;
	for (size_t i = 0; i < sizeof(mentions) / sizeof(mentions[0]); i++) {
		if (strlen(mentions[i].word) == word.len &&
		    sqlembic_ncasecmp(mentions[i].word, word.ptr, word.len) == 0)
			return mentions[i].mention;
	}
	return word.len > 8 && sqlembic_ncasecmp(word.ptr, "pg_temp_", 8) == 0 ? MENTIONS_MORE : 0;
}

static unsigned mentions_in_text(struct sqlembic_span text)
{
	unsigned found = 0;
	const char *end = text.ptr + text.len;
	for (const char *p = text.ptr; p < end;) {
		const char *word = p;
		/* A dollar quote may stand before the word. */
		while (p < end && sqlembic_is_word_byte(*p) && *p != '$')
			p++;
		if (p > word)
			found |= mention_of((struct sqlembic_span){ word, (size_t)(p - word) });
		else
			p++;
	}
	return found;
}

static unsigned mentions_in(struct sqlembic_span sql)
{
	unsigned found = 0;
	struct sqlembic_tokens tokens = sqlembic_tokens_of(sql, POSTGRES_LEX);
	struct sqlembic_token token;
	while (sqlembic_token_next(&tokens, &token)) {
		if (token.kind == SQLEMBIC_TOKEN_WORD)
			found |= mention_of(token.text);
		else if (token.kind != SQLEMBIC_TOKEN_MARK && token.kind != SQLEMBIC_TOKEN_NUMBER)
			found |= mentions_in_text(token.text);
	}
	return found;
}

/* DDL that leaves the session alone, unless it mentions more. */
static bool is_plain_ddl(struct sqlembic_span sql)
{
	static const char *const plain[] = { "CREATE TABLE", "CREATE INDEX", "CREATE UNIQUE INDEX",
					     "ALTER TABLE",  "DROP TABLE",   "DROP INDEX",
					     "COMMENT ON" };
	struct sqlembic_tokens tokens = sqlembic_tokens_of(sql, POSTGRES_LEX);
	for (size_t i = 0; i < sizeof(plain) / sizeof(plain[0]); i++) {
		if (sqlembic_token_take(&tokens, plain[i]))
			return true;
	}
	return false;
}

static bool is_any(const struct sqlembic_token *token, const char *const *words)
{
	while (*words && !sqlembic_token_is(token, *words))
		words++;
	return *words;
}

/* Whether a parenthesis behind the word is that of no call, or of one that leaves the session alone. */
static bool is_harmless(const struct sqlembic_token *word)
{
	static const char *const words[] = { "AND",
					     "BIT",
					     "BRIN",
					     "BTREE",
					     "CHAR",
					     "CHARACTER",
					     "CHECK",
					     "CLOCK_TIMESTAMP",
					     "DECIMAL",
					     "FROM",
					     "GEN_RANDOM_UUID",
					     "GIN",
					     "GIST",
					     "HASH",
					     "IN",
					     "INCLUDE",
					     "INTERVAL",
					     "KEY",
					     "NEXTVAL",
					     "NOT",
					     "NOW",
					     "NUMERIC",
					     "OR",
					     "SPGIST",
					     "TIME",
					     "TIMESTAMP",
					     "TO",
					     "UNIQUE",
					     "VARCHAR",
					     "VARYING",
					     "WITH",
					     NULL };
	return is_any(word, words);
}

/* Of the server's types none looks at a value with a function of the user's, as a domain may. */
static bool is_usual_type(const struct sqlembic_token *word)
{
	static const char *const words[] = {
		"BIGINT",    "BIGSERIAL",   "BIT",   "BOOL",    "BOOLEAN",   "BYTEA",       "CHAR",
		"CHARACTER", "CIDR",        "DATE",  "DECIMAL", "DOUBLE",    "FLOAT",       "FLOAT4",
		"FLOAT8",    "INET",        "INT",   "INT2",    "INT4",      "INT8",        "INTEGER",
		"INTERVAL",  "JSON",        "JSONB", "NUMERIC", "REAL",      "REGCLASS",    "SERIAL",
		"SMALLINT",  "SMALLSERIAL", "TEXT",  "TIME",    "TIMESTAMP", "TIMESTAMPTZ", "UUID",
		"VARCHAR",   "XML",         NULL
	};
	return is_any(word, words);
}

/* What comes behind ADD is a column of a type that may look at its values. */
static bool is_checked_column(struct sqlembic_tokens tokens)
{
	static const char *const constraints[] = { "CHECK",   "CONSTRAINT", "EXCLUDE", "FOREIGN",
						   "PRIMARY", "UNIQUE",     NULL };
	struct sqlembic_token name, type;
	(void)sqlembic_token_take(&tokens, "COLUMN");
	(void)sqlembic_token_take(&tokens, "IF NOT EXISTS");
	return sqlembic_token_next(&tokens, &name) && !is_any(&name, constraints) &&
	       sqlembic_token_next(&tokens, &type) && !is_usual_type(&type);
}

/* Whether a change of a table evaluates what does not stand in it, a check that is there or that of a domain, or what can call
 * an operator's function without a mark of its own: a check with BETWEEN or IN. */
static bool may_call_unseen(const struct sqlembic_token *token, const struct sqlembic_tokens *behind)
{
	static const char *const words[] = { "CHECK", "EXCLUDE", "TYPE", "VALIDATE", NULL };
	return is_any(token, words) || (sqlembic_token_is(token, "ADD") && is_checked_column(*behind));
}

/* A parenthesis behind a name, or a cast: `before` stands before the token. */
static bool is_call(const struct sqlembic_token *token, const struct sqlembic_token *before)
{
	const bool names = token->kind == SQLEMBIC_TOKEN_WORD || token->kind == SQLEMBIC_TOKEN_NAME;
	if (sqlembic_token_is_mark(before, ':'))
		return names && !is_usual_type(token);
	return sqlembic_token_is_mark(token, '(') && !is_harmless(before) &&
	       (before->kind == SQLEMBIC_TOKEN_WORD || before->kind == SQLEMBIC_TOKEN_NAME);
}

/* An operator, whose function may be the user's; but a sign, and the colons of a cast, which is_call() looks at. */
static bool is_operator(const struct sqlembic_token *token, const struct sqlembic_tokens *behind)
{
	struct sqlembic_tokens rest = *behind;
	struct sqlembic_token next;
	if (token->kind != SQLEMBIC_TOKEN_MARK || !memchr("+-*/<>=~!@#%^&|`?", *token->text.ptr, 17))
		return false;
	return (*token->text.ptr != '-' && *token->text.ptr != '+') || !sqlembic_token_next(&rest, &next) ||
	       next.kind != SQLEMBIC_TOKEN_NUMBER;
}

/* Whether plain DDL evaluates what may call a function of the user's, for a new table's rows, a default, a check or a
 * partition's bounds, which may change the session for the next script.  Indexes are over functions that change nothing. */
static bool may_call(struct sqlembic_span sql)
{
	static const char *const evaluated[] = { "CHECK", "DEFAULT", "USING", "VALUES", NULL };
	struct sqlembic_tokens tokens = sqlembic_tokens_of(sql, POSTGRES_LEX);
	struct sqlembic_token token, before = { .kind = SQLEMBIC_TOKEN_END };
	const bool changes = sqlembic_token_take(&tokens, "ALTER");
	/* Of a new table, whose expressions wait for rows, only bounds are worked out at once. */
	bool evaluates = false, computes = changes;
	for (; sqlembic_token_next(&tokens, &token); before = token) {
		if (sqlembic_token_is(&token, "AS") && !sqlembic_token_take(&tokens, "IDENTITY"))
			return true;
		evaluates = evaluates || is_any(&token, evaluated);
		computes = computes || sqlembic_token_is(&token, "VALUES");
		if ((changes && may_call_unseen(&token, &tokens)) ||
		    (evaluates && is_call(&token, &before)) ||
		    (evaluates && computes && is_operator(&token, &tokens)))
			return true;
	}
	return false;
}

#define HARMLESS (MENTIONS_MORE | MENTIONS_EVENT | MENTIONS_TRIGGER | MENTIONS_EXTENSION)

/* DDL and changes of rows, which say nothing about how their transaction is committed. */
static bool leaves_commit(struct sqlembic_span sql, unsigned mentioned)
{
	static const char *const verbs[] = { "ALTER", "COMMENT", "CREATE",   "DELETE", "DROP", "INSERT",
					     "MERGE", "REFRESH", "TRUNCATE", "UPDATE", "WITH" };
	struct sqlembic_tokens tokens = sqlembic_tokens_of(sql, POSTGRES_LEX);
	for (size_t i = 0; i < sizeof(verbs) / sizeof(verbs[0]); i++) {
		if (sqlembic_token_take(&tokens, verbs[i]))
			return !(mentioned & ~(unsigned)HARMLESS);
	}
	return false;
}

/* Or drop one.  Of what is no plain DDL. */
static bool may_make_event_trigger(unsigned mentioned)
{
	const unsigned both = MENTIONS_EVENT | MENTIONS_TRIGGER;
	return (mentioned & both) == both || (mentioned & MENTIONS_EXTENSION);
}

bool postgres_is_plain(struct sqlembic_span sql)
{
	return !(mentions_in(sql) & MENTIONS_MORE) && is_plain_ddl(sql);
}

void postgres_note_statement(struct postgres_session *s, struct sqlembic_span sql)
{
	unsigned mentioned = mentions_in(sql);
	const bool is_plain = !(mentioned & MENTIONS_MORE) && is_plain_ddl(sql);
	s->is_spent = s->is_spent || !is_plain;
	s->may_have_event_triggers = s->may_have_event_triggers ||
				     (!is_plain && may_make_event_trigger(mentioned));
	s->maybe_changed = s->maybe_changed || s->has_event_triggers || !is_plain || may_call(sql);
	s->may_choose_commit = s->may_choose_commit || !leaves_commit(sql, mentioned);
	s->may_have_role = s->may_have_role || (mentioned & MENTIONS_ROLE);
	s->may_be_other_user = s->may_be_other_user || (mentioned & MENTIONS_USER);
	s->may_prepare = s->may_prepare || (mentioned & MENTIONS_PREPARED);
	s->may_have_unlocked = s->may_have_unlocked || (s->locked && (mentioned & MENTIONS_UNLOCK));
}

/* What it has done stays, whatever becomes of what is sent behind it: that must not fail for a name which a routine has dropped
 * unseen. */
void postgres_note_alone(struct postgres_session *s)
{
	s->may_prepare = s->may_prepare || s->maybe_changed;
}

bool postgres_changes_reading(struct sqlembic_span sql)
{
	struct sqlembic_tokens tokens = sqlembic_tokens_of(sql, POSTGRES_LEX);
	if (sqlembic_token_take(&tokens, "RESET") || sqlembic_token_take(&tokens, "DISCARD"))
		return true;
	if (!sqlembic_token_take(&tokens, "SET") && !sqlembic_token_take(&tokens, "SELECT"))
		return false;
	return mentions_in(sql) & MENTIONS_READING;
}

bool postgres_commits(struct sqlembic_span sql)
{
	struct sqlembic_tokens tokens = sqlembic_tokens_of(sql, POSTGRES_LEX);
	if (sqlembic_token_take(&tokens, "END"))
		return true;
	return sqlembic_token_take(&tokens, "COMMIT") && !sqlembic_token_take(&tokens, "PREPARED");
}
