/* scan_block.c: statements with semicolons inside: parentheses, BEGIN ATOMIC ... END of routines,
 * trigger bodies. It counts words as psql and SQLite do and knows no grammar beyond that. */
#include "sql/parts.h"

#include <string.h>

#include "sqlembic/error.h"
#include "sqlembic/text.h"

/* SQLite's own idea of a complete statement: only ";" END ";" closes what begins with [EXPLAIN ...] CREATE
 * [TEMP] TRIGGER. */
enum trigger_state { START, NORMAL, EXPLAIN, CREATE, BODY, SEMICOLON, END };
enum trigger_token { TOKEN_OTHER, TOKEN_EXPLAIN, TOKEN_CREATE, TOKEN_TEMP, TOKEN_TRIGGER, TOKEN_END };

static const unsigned char next_state[][6] = {
	[START] = { NORMAL, EXPLAIN, CREATE, NORMAL, NORMAL, NORMAL },
	[NORMAL] = { NORMAL, NORMAL, NORMAL, NORMAL, NORMAL, NORMAL },
	[EXPLAIN] = { EXPLAIN, NORMAL, CREATE, NORMAL, NORMAL, NORMAL },
	[CREATE] = { NORMAL, NORMAL, NORMAL, CREATE, BODY, NORMAL },
	[BODY] = { BODY, BODY, BODY, BODY, BODY, BODY },
	[SEMICOLON] = { BODY, BODY, BODY, BODY, BODY, END },
	[END] = { BODY, BODY, BODY, BODY, BODY, BODY },
};

void scan_block_start(struct scan *s)
{
	s->block = (struct scan_block){ 0 };
	s->block.watching = scan_has(s, SQLEMBIC_LEX_ATOMIC_BODY | SQLEMBIC_LEX_TRIGGER_BODY);
	s->block.trigger = START;
}

static bool is_word(const char *word, size_t length, const char *name)
{
	return strlen(name) == length && sqlembic_ncasecmp(word, name, length) == 0;
}

static enum trigger_token trigger_token(const char *word, size_t length)
{
	static const struct {
		const char *name;
		enum trigger_token token;
	} names[] = { { "EXPLAIN", TOKEN_EXPLAIN }, { "CREATE", TOKEN_CREATE },   { "TEMP", TOKEN_TEMP },
		      { "TEMPORARY", TOKEN_TEMP },  { "TRIGGER", TOKEN_TRIGGER }, { "END", TOKEN_END } };
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		if (is_word(word, length, names[i].name))
			return names[i].token;
	}
	return TOKEN_OTHER;
}

static void step_trigger(struct scan *s, enum trigger_token token)
{
	s->block.trigger = next_state[s->block.trigger][token];
	if (s->block.trigger == NORMAL)
		s->block.watching = false;
}

/* CREATE [OR REPLACE] FUNCTION or PROCEDURE, told by the initials as psql does. */
static bool is_routine(const struct scan_block *block)
{
	const char *heads = block->heads;
	if (heads[0] != 'c')
		return false;
	const char kind = heads[1] == 'o' && heads[2] == 'r' ? heads[3] : heads[1];
	return kind == 'f' || kind == 'p';
}

static void note_head(struct scan_block *block, const char *word, size_t length)
{
	static const char *const heads[] = { "create", "or", "replace", "function", "procedure" };
	for (size_t i = 0; i < sizeof(heads) / sizeof(heads[0]); i++) {
		if (is_word(word, length, heads[i]))
			block->heads[block->nwords] = heads[i][0];
	}
}

/* Whether `before` is the word before the one at hand, with nothing but blanks and comments between them. */
static bool follows(const struct scan *s, const char *before)
{
	const char *from = s->buf + s->block.word_at;
	struct sqlembic_tokens tokens = scan_words_tokens(
		s, (struct sqlembic_span){ from, s->opened - s->block.word_at });
	struct sqlembic_token end;
	return sqlembic_token_take(&tokens, before) && !sqlembic_token_next(&tokens, &end);
}

/* A body begins with BEGIN ATOMIC; without ATOMIC, BEGIN is a name. */
static void find_begin(struct scan *s, const char *word, size_t length)
{
	struct scan_block *block = &s->block;
	if (!is_word(word, length, "atomic") || !follows(s, "BEGIN"))
		return;
	block->begins = 1;
	block->begin_at = block->word_at;
}

/* Whether the word at hand is the name of a column: behind a dot or AS, CASE and END may be one. */
static bool is_label(const struct scan *s)
{
	size_t at = s->opened;
	while (at > s->first && sqlembic_is_blank(s->buf[at - 1]))
		at--;
	return (at > s->first && s->buf[at - 1] == '.') || follows(s, "AS");
}

static void step_body(struct scan *s, const char *word, size_t length)
{
	bool opens = is_word(word, length, "case"), closes = is_word(word, length, "end");
	if ((opens || closes) && !is_label(s))
		s->block.begins += opens ? 1 : (size_t)-1;
}

static void step_routine(struct scan *s, const char *word, size_t length)
{
	struct scan_block *block = &s->block;
	if (block->nwords < sizeof(block->heads))
		note_head(block, word, length);
	block->nwords++;
	if (!is_routine(block)) {
		block->watching = block->heads[0] == 'c' && block->nwords < sizeof(block->heads);
		return;
	}
	/* Whatever is in parentheses is inside of one statement. */
	if (block->parens == 0 && block->begins == 0)
		find_begin(s, word, length);
	else if (block->parens == 0)
		step_body(s, word, length);
	block->word_at = s->opened;
}

void scan_block_word(struct scan *s, const char *word, size_t length)
{
	if (scan_has(s, SQLEMBIC_LEX_TRIGGER_BODY))
		step_trigger(s, trigger_token(word, length));
	else
		step_routine(s, word, length);
}

void scan_block_other(struct scan *s)
{
	if (s->block.watching && scan_has(s, SQLEMBIC_LEX_TRIGGER_BODY))
		step_trigger(s, TOKEN_OTHER);
}

bool scan_block_ends(struct scan *s)
{
	struct scan_block *block = &s->block;
	if (block->trigger == BODY || block->trigger == SEMICOLON) {
		block->trigger = SEMICOLON;
		return false;
	}
	return block->parens == 0 && block->begins == 0;
}

int scan_block_check_end(const struct scan *s, struct sqlembic_error *err)
{
	const struct scan_block *block = &s->block;
	size_t at;
	if (block->trigger == BODY || block->trigger == SEMICOLON) {
		at = s->first;
		(void)sqlembic_fail(err, SQLEMBIC_E_FAILED, "the trigger that begins here has no END;");
	} else if (block->begins > 0) {
		at = block->begin_at;
		(void)sqlembic_fail(err, SQLEMBIC_E_FAILED, "the BEGIN here has no END");
	} else if (block->parens > 0) {
		at = block->paren_at;
		(void)sqlembic_fail(err, SQLEMBIC_E_FAILED, "the parenthesis opened here is never closed");
	} else {
		return 0;
	}
	return scan_window_fail(s, scan_window_place(s, at), NULL, err);
}
