/* accent.c: see accent.h.  Which words are whose is said by the dialects; here a pattern is looked for round the place of an
 * error, so that a word that is a name there, or is right there, is never taken for what is wrong. */
#include "sql/accent.h"

#include <string.h>

#include "sqlembic/error.h"
#include "sqlembic/text.h"

/* As much of the statement as a line shows. */
#define SHOWN 40

/* ---- patterns ------------------------------------------------------------------------------------------- */

/* $tag$ is one token only to who knows it: to others it is a word, or begins with a mark. */
static bool is_dollar(const struct sqlembic_token *token)
{
	const struct sqlembic_span text = token->text;
	return token->kind == SQLEMBIC_TOKEN_DOLLAR ||
	       (text.len > 1 && *text.ptr == '$' && memchr(text.ptr + 1, '$', text.len - 1));
}

/* Whether the token is what one item of a pattern, of `n` bytes, asks for. */
static bool fits(const struct sqlembic_token *token, const char *item, size_t n)
{
	const struct sqlembic_span text = token->text;
	const bool is_word = token->kind == SQLEMBIC_TOKEN_WORD;
	if (n > 1 || sqlembic_is_letter(*item))
		return is_word && text.len == n && sqlembic_ncasecmp(text.ptr, item, n) == 0;
	switch (*item) {
	case '*':
		return true;
	case '?':
		return is_word || token->kind == SQLEMBIC_TOKEN_NAME;
	case '$':
		return is_dollar(token);
	case '\'':
		return token->kind == SQLEMBIC_TOKEN_STRING;
	case '"':
		return text.len > 0 && *text.ptr == '"';
	case '0':
		return token->kind == SQLEMBIC_TOKEN_NUMBER;
	default:
		return sqlembic_token_is_mark(token, *item);
	}
}

/* Takes the items if the next tokens are what they ask for; a "*" may stand for the end. */
static bool take(struct sqlembic_tokens *tokens, const char *items)
{
	struct sqlembic_tokens ahead = *tokens;
	struct sqlembic_token token;
	while (*items) {
		const size_t n = strcspn(items, " ");
		if (!sqlembic_token_next(&ahead, &token) && !(n == 1 && *items == '*'))
			return false;
		if (!fits(&token, items, n))
			return false;
		items += n + (items[n] == ' ');
	}
	*tokens = ahead;
	return true;
}

/* Behind "... ", what stands ahead of which has to be what the statement begins with. */
static const char *skip_beginning(const char *pattern, struct sqlembic_tokens *tokens)
{
	const char *dots = strstr(pattern, "... ");
	if (!dots)
		return pattern;
	for (const char *word = pattern; word < dots;) {
		const size_t n = strcspn(word, " ");
		struct sqlembic_token token;
		if (!sqlembic_token_next(tokens, &token) || !fits(&token, word, n))
			return NULL;
		word += n + 1;
	}
	return dots + strlen("... ");
}

/* ---- a statement ---------------------------------------------------------------------------------------- */

/* Whether the pattern is there round `place`; `out` is what it begins and ends with. */
static bool covers(const char *pattern, struct sqlembic_tokens tokens, const char *place,
		   struct sqlembic_span *out)
{
	const char *items = skip_beginning(pattern, &tokens);
	struct sqlembic_token first;
	while (items) {
		struct sqlembic_tokens here = tokens;
		if (!sqlembic_token_next(&tokens, &first) || first.text.ptr > place)
			return false;
		if (take(&here, items) && place < here.at) {
			*out = (struct sqlembic_span){ first.text.ptr, (size_t)(here.at - first.text.ptr) };
			return true;
		}
	}
	return false;
}

static bool has(const struct sqlembic_dialect *dialect, const char *pattern)
{
	const char *const *own = dialect->accents;
	while (own && *own && strcmp(*own, pattern) != 0)
		own++;
	return own && *own;
}

static void look(struct accent *found, const struct sqlembic_dialect *other,
		 const struct sqlembic_dialect *dialect, struct sqlembic_tokens tokens, const char *place)
{
	struct sqlembic_span text;
	for (const char *const *accent = other->accents; accent && *accent; accent++)
		if (!has(dialect, *accent) && covers(*accent, tokens, place, &text) &&
		    text.len > found->text.len)
			*found = (struct accent){ text, *accent };
}

bool accent_find(struct accent *out, const struct sqlembic_dialect *dialect, struct sqlembic_span sql,
		 size_t position)
{
	const size_t at = position > 0 ? position - 1 : 0;
	*out = (struct accent){ 0 };
	for (const struct sqlembic_engine *engine = sqlembic_engines; engine->name && sql.len > 0; engine++)
		if (engine->dialect != dialect)
			look(out, engine->dialect, dialect, sqlembic_tokens_of(sql, dialect->lex),
			     sql.ptr + (at < sql.len ? at : sql.len - 1));
	return out->text.ptr;
}

/* ---- errors --------------------------------------------------------------------------------------------- */

/* "PostgreSQL", "PostgreSQL or SQLite". */
static void put_owners(struct sqlembic_buf *out, const char *pattern)
{
	const char *joint = "";
	for (const struct sqlembic_engine *engine = sqlembic_engines; engine->name; engine++) {
		if (!has(engine->dialect, pattern))
			continue;
		sqlembic_buf_printf(out, "%s%s", joint, engine->dialect->title);
		joint = " or ";
	}
}

/* Errors are one line. */
static void put_text(struct sqlembic_buf *out, struct sqlembic_span text)
{
	const size_t n = sqlembic_text_cut(text.ptr, text.len, SHOWN);
	for (size_t i = 0; i < n; i++)
		sqlembic_buf_putc(out, (unsigned char)text.ptr[i] < ' ' ? ' ' : text.ptr[i]);
	sqlembic_buf_puts(out, n < text.len ? "..." : "");
}

void accent_explain(struct sqlembic_error *err, const struct sqlembic_dialect *dialect,
		    const struct statement *statement)
{
	const unsigned foreign = SQLEMBIC_COMPLAINT_SYNTAX | SQLEMBIC_COMPLAINT_UNKNOWN;
	const struct sqlembic_span sql = statement->sql;
	struct accent accent;
	if (!err || !(dialect->complaints(err) & foreign) ||
	    !accent_find(&accent, dialect, sql, err->position))
		return;
	struct sqlembic_buf owners = SQLEMBIC_BUF_INIT, detail = SQLEMBIC_BUF_INIT;
	int line = statement->line, column = statement->column;
	scan_locate(statement, (size_t)(accent.text.ptr - sql.ptr) + 1, &line, &column);
	put_owners(&owners, accent.pattern);
	if (err->detail[0])
		sqlembic_buf_printf(&detail, "%s; ", err->detail);
	put_text(&detail, accent.text);
	sqlembic_buf_printf(&detail, " at %d:%d is SQL of %s, and the URL is of %s", line, column,
			    sqlembic_buf_text(&owners), dialect->title);
	(void)sqlembic_fail_detail(err, "%s", sqlembic_buf_text(&detail));
	(void)sqlembic_fail_hint(
		err,
		"write the statement for %s; or, if the script is for %s, let the URL be that "
		"of such a database (sqlembic config shows where it is set)",
		dialect->title, sqlembic_buf_text(&owners));
	sqlembic_buf_release(&owners);
	sqlembic_buf_release(&detail);
}
