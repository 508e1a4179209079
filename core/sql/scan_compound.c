/* scan_compound.c: the bodies of MySQL's stored programs, as far as it takes to know which semicolons are inside of one.
 *
 * The server's grammar ends a block by END, and END IF, END LOOP and so on; CASE is a statement or an expression.  Words
 * that begin a block do so where a statement may begin only, since they are names of functions elsewhere: IF(a, b, c). */
#include "sql/parts.h"

#include <stdint.h>
#include <string.h>

#define DEPTH 64

enum block {
	BLOCK_BEGIN,
	BLOCK_IF,
	BLOCK_CASE,
	BLOCK_LOOP,
	BLOCK_REPEAT,
	BLOCK_WHILE,
	BLOCK_FOR,
	CASE_EXPRESSION
};

static const char *const block_words[] = {
	[BLOCK_BEGIN] = "BEGIN",   [BLOCK_IF] = "IF",       [BLOCK_CASE] = "CASE", [BLOCK_LOOP] = "LOOP",
	[BLOCK_REPEAT] = "REPEAT", [BLOCK_WHILE] = "WHILE", [BLOCK_FOR] = "FOR"
};
#define NBLOCKS (sizeof(block_words) / sizeof(block_words[0]))

struct compound {
	struct sqlembic_tokens tokens;
	enum block blocks[DEPTH];
	const char *begins[DEPTH]; /* where each stands */
	size_t depth, parens;
	size_t since_order; /* tokens since FOLLOWS or PRECEDES, which stand in front of a name and a body */
	bool program;       /* the statement has a body */
	bool handler;       /* of DECLARE ... HANDLER FOR, whose body begins anywhere behind it */
	bool at_start;      /* a statement may begin here */
	bool confused;      /* deeper than DEPTH, or an END too many */
};

static bool is_any(const struct sqlembic_token *token, const char *const *words)
{
	for (; *words; words++)
		if (sqlembic_token_is(token, *words))
			return true;
	return false;
}

/* Whether the statement is a block by itself, as MariaDB has it; BEGIN alone begins a transaction. */
static bool is_block(struct sqlembic_tokens tokens)
{
	struct sqlembic_token token;
	if (sqlembic_token_take(&tokens, "BEGIN NOT ATOMIC"))
		return true;
	if (!sqlembic_token_next(&tokens, &token))
		return false;
	for (size_t i = BLOCK_IF; i < NBLOCKS; i++)
		if (sqlembic_token_is(&token, block_words[i]))
			return true;
	return token.kind == SQLEMBIC_TOKEN_WORD && sqlembic_token_take_mark(&tokens, ':');
}

/* Whether the statement makes a stored program, or is a block. */
static bool has_body(struct sqlembic_tokens tokens)
{
	static const char *const programs[] = {
		"PROCEDURE", "FUNCTION", "TRIGGER", "EVENT", "PACKAGE", NULL
	};
	static const char *const others[] = { "TABLE",  "VIEW", "INDEX",    "DATABASE",   "SCHEMA", "USER",
					      "SERVER", "ROLE", "SEQUENCE", "TABLESPACE", NULL };
	struct sqlembic_token token;
	if (is_block(tokens))
		return true;
	if (!sqlembic_token_take(&tokens, "CREATE") && !sqlembic_token_take(&tokens, "ALTER"))
		return false;
	for (size_t i = 0; i < 16 && sqlembic_token_next(&tokens, &token); i++) {
		if (is_any(&token, programs))
			return true;
		if (is_any(&token, others))
			break;
	}
	return false;
}

static void open_block(struct compound *c, enum block block, const char *at)
{
	if (c->depth == DEPTH) {
		c->confused = true;
		return;
	}
	c->begins[c->depth] = at;
	c->blocks[c->depth++] = block;
}

static bool is_inside(const struct compound *c, enum block block)
{
	return c->depth > 0 && c->blocks[c->depth - 1] == block;
}

/* END may be a name where no statement begins, unless CASE or its own block's word follows. */
static void close_block(struct compound *c)
{
	bool ends = c->at_start || is_inside(c, CASE_EXPRESSION);
	for (size_t i = 0; i < NBLOCKS && c->depth > 0; i++)
		if (i != BLOCK_BEGIN && is_inside(c, (enum block)i) &&
		    sqlembic_token_take(&c->tokens, block_words[i]))
			ends = true;
	if (ends && c->depth == 0)
		c->confused = true;
	else if (ends)
		c->depth--;
	c->at_start = false;
}

/* Whether a body may begin here: behind the header, whose end no word marks, or at the beginning. */
static bool may_begin_body(const struct compound *c, const struct sqlembic_token *before)
{
	static const char *const words[] = { "ROW",     "DO",   "DETERMINISTIC", "INVOKER",
					     "DEFINER", "DATA", "SQL",           NULL };
	return before->kind == SQLEMBIC_TOKEN_END || before->kind == SQLEMBIC_TOKEN_STRING ||
	       sqlembic_token_is_mark(before, ')') || sqlembic_token_is_mark(before, ':') ||
	       is_any(before, words) || c->since_order == 2;
}

/* Words of a header.  Packages, and declarations as Oracle has them, have semicolons outside of all blocks. */
static void read_header(struct compound *c, const struct sqlembic_token *token)
{
	static const char *const declares[] = { "PACKAGE", "AS", "IS", NULL };
	static const char *const orders[] = { "FOLLOWS", "PRECEDES", NULL };
	c->confused = c->confused || is_any(token, declares);
	if (is_any(token, orders))
		c->since_order = 0;
}

static void read_word(struct compound *c, const struct sqlembic_token *token,
		      const struct sqlembic_token *before)
{
	static const char *const starts[] = { "THEN", "ELSE", NULL };
	const char *at = token->text.ptr;
	bool start = c->depth > 0 ? c->at_start : may_begin_body(c, before);
	bool loops = is_inside(c, BLOCK_WHILE) || is_inside(c, BLOCK_FOR);
	c->at_start = false;
	if (c->depth == 0)
		read_header(c, token);
	c->handler = c->handler || sqlembic_token_is(token, "HANDLER");
	bool opens = c->depth > 0 ? start || c->handler : !sqlembic_token_is(before, "RETURN");
	if (opens && sqlembic_token_is(token, "BEGIN")) {
		open_block(c, BLOCK_BEGIN, at);
		c->at_start = true;
		return;
	}
	if (sqlembic_token_is(token, "END") && c->depth > 0) {
		c->at_start = start;
		close_block(c);
		return;
	}
	for (size_t i = BLOCK_IF; start && i < NBLOCKS; i++) {
		if (sqlembic_token_is(token, block_words[i])) {
			open_block(c, (enum block)i, at);
			c->at_start = i == BLOCK_LOOP || i == BLOCK_REPEAT;
			return;
		}
	}
	if (sqlembic_token_is(token, "CASE"))
		open_block(c, CASE_EXPRESSION, at);
	else if (sqlembic_token_is(token, "DO") ? loops : is_any(token, starts))
		c->at_start = c->depth > 0 && !is_inside(c, CASE_EXPRESSION);
}

/* Reads a token; true: it is a semicolon outside of all blocks. */
static bool read_token(struct compound *c, const struct sqlembic_token *token,
		       const struct sqlembic_token *before)
{
	bool mark = token->kind == SQLEMBIC_TOKEN_MARK;
	if (mark && *token->text.ptr == ';') {
		while (is_inside(c, CASE_EXPRESSION))
			c->depth--;
		c->parens = 0;
		c->handler = false;
		c->at_start = true;
		return c->depth == 0;
	}
	if (!c->program)
		return false;
	c->since_order++;
	c->parens += mark && *token->text.ptr == '(';
	c->parens -= mark && *token->text.ptr == ')' && c->parens > 0;
	if (token->kind == SQLEMBIC_TOKEN_WORD && c->parens == 0)
		read_word(c, token, before);
	else
		/* A label. */
		c->at_start = mark && *token->text.ptr == ':' && c->depth > 0;
	return false;
}

static struct compound compound_of(struct sqlembic_tokens tokens)
{
	return (struct compound){
		.tokens = tokens, .program = has_body(tokens), .at_start = true, .since_order = SIZE_MAX / 2
	};
}

static bool has_more(struct sqlembic_tokens tokens)
{
	struct sqlembic_token token;
	while (sqlembic_token_next(&tokens, &token))
		if (!sqlembic_token_is_mark(&token, ';'))
			return true;
	return false;
}

bool scan_compound_cut(struct scan_cut *out, struct sqlembic_tokens tokens)
{
	struct compound c = compound_of(tokens);
	struct sqlembic_token token, before = { .kind = SQLEMBIC_TOKEN_END };
	*out = (struct scan_cut){ tokens.at, NULL };
	while (sqlembic_token_next(&c.tokens, &token)) {
		if (read_token(&c, &token, &before)) {
			out->semicolon = token.text.ptr;
			bool whole = !c.confused && !c.tokens.in_code;
			return whole && has_more(c.tokens);
		}
		out->last = c.tokens.at;
		before = token;
	}
	return false;
}

const char *scan_compound_open(struct sqlembic_tokens tokens)
{
	struct compound c = compound_of(tokens);
	struct sqlembic_token token, before = { .kind = SQLEMBIC_TOKEN_END };
	if (!c.program)
		return NULL;
	while (sqlembic_token_next(&c.tokens, &token)) {
		(void)read_token(&c, &token, &before);
		before = token;
	}
	return c.depth > 0 && !c.confused && c.blocks[0] != CASE_EXPRESSION ? c.begins[0] : NULL;
}
