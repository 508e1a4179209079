/* bodies.c: see bodies.h.
 *
 * Where a statement begins in a body, words and marks before it tell; where the head of a program ends, no word does.  Only what
 * begins like something that is not to run is looked at there. */
#include "bodies.h"

#include "batch.h"
#include "guard.h"
#include "reach.h"

struct walk {
	struct sqlembic_tokens tokens;
	struct sqlembic_token before;
	bool in_head;    /* of a program */
	bool in_handler; /* of DECLARE ... HANDLER FOR, whose statement begins behind one of its conditions */
	size_t cases;    /* CASE expressions that are open: their THEN and ELSE stand before values */
	size_t ordered;  /* tokens behind FOLLOWS or PRECEDES, with a name and the body behind it; 0: none */
};

/* Whether a statement may begin with a word that comes next. */
static bool may_begin(const struct walk *w)
{
	static const char *const leading[] = { "BEGIN",  "ATOMIC", "THEN", "ELSE", "LOOP",
					       "REPEAT", "DO",     "ROW",  NULL };
	static const char *const heads[] = { "DATA", "DEFINER", "DETERMINISTIC", "INVOKER", "SQL", NULL };
	static const char *const conditions[] = { "FOR", "HANDLER", "NOT", "SQLSTATE", "VALUE", NULL };
	const struct sqlembic_token *before = &w->before;
	if (w->cases > 0)
		return false;
	if (w->in_handler)
		return !sqlembic_token_is_mark(before, ',') && !sqlembic_token_is_any(before, conditions);
	if (sqlembic_token_is_mark(before, ';') || sqlembic_token_is_mark(before, ':') ||
	    sqlembic_token_is_any(before, leading))
		return true;
	return w->in_head && (before->kind == SQLEMBIC_TOKEN_STRING || sqlembic_token_is_mark(before, ')') ||
			      sqlembic_token_is_any(before, heads) || w->ordered == 2);
}

/* What comes in a head where a body could begin. */
static bool is_of_head(const struct sqlembic_token *token)
{
	static const char *const words[] = {
		"COMMENT", "CONTAINS", "DETERMINISTIC", "FOLLOWS", "LANGUAGE", "MODIFIES", "NO",
		"NOT",     "PRECEDES", "READS",         "RETURNS", "SQL",      NULL
	};
	return sqlembic_token_is_any(token, words);
}

/* A statement of that word begins where one may, and has it again at its end. */
static void step_cases(struct walk *w, const struct sqlembic_token *token, bool begins)
{
	if (sqlembic_token_is_mark(token, ';'))
		w->cases = 0;
	else if (sqlembic_token_is(token, "CASE") && !begins && !sqlembic_token_is(&w->before, "END"))
		w->cases++;
	else if (sqlembic_token_is(token, "END") && w->cases > 0)
		w->cases--;
}

static void step(struct walk *w, const struct sqlembic_token *token, bool begins)
{
	static const char *const orders[] = { "FOLLOWS", "PRECEDES", NULL };
	const bool ends = sqlembic_token_is_mark(token, ';') || sqlembic_token_is(token, "BEGIN");
	const bool handles = w->in_handler && begins;
	w->in_head = w->in_head && !ends && !(begins && !is_of_head(token));
	w->in_handler = !ends && !handles && (w->in_handler || sqlembic_token_is(token, "HANDLER"));
	w->ordered += w->ordered > 0;
	step_cases(w, token, begins);
	if (w->in_head && sqlembic_token_is_any(token, orders))
		w->ordered = 1;
	w->before = *token;
}

/* From its first word to what ends it, without comments behind it; `is_last`: with all statements behind it. */
static struct sqlembic_span take(struct sqlembic_tokens behind, const struct sqlembic_token *first,
				 bool is_last)
{
	struct sqlembic_token token;
	const char *end = first->text.ptr + first->text.len;
	size_t codes = 0; /* conditional comments that have begun in it */
	behind.with_comments = true;
	while (sqlembic_token_next(&behind, &token)) {
		const bool is_end = sqlembic_token_is_mark(&token, ';');
		if (is_end && !is_last)
			break;
		if (token.kind == SQLEMBIC_TOKEN_COMMENT || is_end)
			continue;
		if (token.kind == SQLEMBIC_TOKEN_CODE_END && codes-- == 0)
			break;
		codes += token.kind == SQLEMBIC_TOKEN_CODE_BEGIN;
		end = token.text.ptr + token.text.len;
	}
	return (struct sqlembic_span){ first->text.ptr, (size_t)(end - first->text.ptr) };
}

/* Whether the dialect has to be asked: these are no business of the server's as a whole. */
static bool is_plain(const struct sqlembic_token *verb)
{
	static const char *const verbs[] = { "BEGIN", "CALL",    "CASE",   "CLOSE",  "DECLARE", "DELETE",
					     "END",   "FETCH",   "IF",     "INSERT", "ITERATE", "LEAVE",
					     "OPEN",  "REPLACE", "RETURN", "UPDATE", NULL };
	return sqlembic_token_is_any(verb, verbs);
}

static bool is_of_server(const struct mysqldb *s, struct sqlembic_span statement,
			 const struct sqlembic_token *verb)
{
	return !is_plain(verb) && s->classify(s->dialect, statement) & SQLEMBIC_CLASS_SERVER;
}

/* False: it may run as it is. */
static bool add_guard(struct sqlembic_buf *out, const struct mysqldb *s, struct sqlembic_span statement,
		      const struct sqlembic_token *verb)
{
	struct sqlembic_span text;
	const bool is_ours = s->is_private || !s->classify; /* the server */
	if (mysqldb_reach_is_other(s, statement))
		mysqldb_guard_refuse(out, statement, false);
	else if (!is_ours && mysqldb_runs_text(&text, statement))
		mysqldb_guard_ask(out, statement, text);
	else if (!is_ours && is_of_server(s, statement, verb))
		mysqldb_guard_refuse(out, statement, true);
	else
		return false;
	return true;
}

/* Whether the body is not in SQL: LANGUAGE JAVASCRIPT. */
static bool is_foreign(const struct walk *w, const struct sqlembic_token *token)
{
	return w->in_head && sqlembic_token_is(&w->before, "LANGUAGE") && !sqlembic_token_is(token, "SQL");
}

static void guard_each(struct sqlembic_buf *out, const struct mysqldb *s, struct sqlembic_span sql)
{
	struct walk w = { .tokens = mysqldb_tokens(sql), .in_head = true };
	struct sqlembic_token token;
	const char *copied = sql.ptr;
	w.tokens.with_comments = true;
	while (sqlembic_token_next(&w.tokens, &token) && !is_foreign(&w, &token)) {
		if (token.kind >= SQLEMBIC_TOKEN_COMMENT)
			continue;
		const bool begins = token.kind == SQLEMBIC_TOKEN_WORD && may_begin(&w);
		const struct sqlembic_span statement = begins ? take(w.tokens, &token, false) : token.text;
		const size_t before = out->len;
		if (begins)
			sqlembic_buf_add(out, copied, (size_t)(token.text.ptr - copied));
		if (begins && add_guard(out, s, statement, &token))
			copied = w.tokens.at = statement.ptr + statement.len;
		else
			out->len = before;
		step(&w, &token, begins);
	}
	if (copied != sql.ptr)
		sqlembic_buf_add(out, copied, (size_t)(sql.ptr + sql.len - copied));
}

/* The body of an event, which a server whose scheduler is on would run in the midst of a test; empty: it has none. */
static struct sqlembic_span find_event(struct sqlembic_span sql)
{
	static const char *const others[] = { "FUNCTION", "INDEX",   "PACKAGE", "PROCEDURE",
					      "TABLE",    "TRIGGER", "VIEW",    NULL };
	struct sqlembic_tokens tokens = mysqldb_tokens(sql);
	struct sqlembic_token token;
	bool is_event = false;
	if (!sqlembic_token_take(&tokens, "CREATE") && !sqlembic_token_take(&tokens, "ALTER"))
		return (struct sqlembic_span){ sql.ptr, 0 };
	while (!is_event && sqlembic_token_next(&tokens, &token) && !sqlembic_token_is_any(&token, others))
		is_event = sqlembic_token_is(&token, "EVENT");
	(void)sqlembic_token_take(&tokens, "IF NOT EXISTS");
	(void)sqlembic_token_next(&tokens, &token);
	while (is_event && sqlembic_token_next(&tokens, &token))
		if (sqlembic_token_is(&token, "DO") && sqlembic_token_next(&tokens, &token))
			return take(tokens, &token, true);
	return (struct sqlembic_span){ sql.ptr, 0 };
}

static void idle_event(struct sqlembic_buf *out, struct sqlembic_span sql, struct sqlembic_span body)
{
	const char *behind = body.ptr + body.len;
	sqlembic_buf_add(out, sql.ptr, (size_t)(body.ptr - sql.ptr));
	mysqldb_guard_idle(out, body);
	sqlembic_buf_add(out, behind, (size_t)(sql.ptr + sql.len - behind));
}

void mysqldb_bodies_guard(struct sqlembic_buf *out, const struct mysqldb *s, struct sqlembic_span sql)
{
	if (!mysqldb_reach_is_scratch(s) || !mysqldb_holds_statements(sql))
		return;
	const struct sqlembic_span event = find_event(sql);
	if (event.len > 0)
		idle_event(out, sql, event);
	else
		guard_each(out, s, sql);
}
