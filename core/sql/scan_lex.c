/* scan_lex.c: runs over tokens to the end of a statement.  A table says which bytes can begin something
 * (scan_classes.c); the loop skips all others.  It must not know a database's name, nor
 * keep what it reads. */
#include "sql/parts.h"

#include <string.h>

#include "sqlembic/error.h"

/* The text before pos belongs to the statement, blanks at its end do not. */
static void note_end(struct scan *s)
{
	size_t at = s->pos;
	while (at > s->floor && sqlembic_is_blank(s->buf[at - 1]))
		at--;
	if (at > s->floor)
		s->last = at;
}

static void end_token(struct scan *s)
{
	s->floor = s->last = s->pos;
}

static int take_text(struct scan *s, struct sqlembic_error *err)
{
	(void)err;
	s->pos++;
	scan_block_other(s);
	return 0;
}

static int take_comment(struct scan *s, struct sqlembic_error *err)
{
	int kind = scan_comment_at(s, err);
	if (kind < 0)
		return kind;
	if (kind == SCAN_NO_COMMENT) {
		if (scan_peek(s, 1) == '*' && scan_peek(s, 2) == '!')
			s->code_comment = s->pos + 1;
		return take_text(s, err);
	}
	note_end(s);
	/* A comment inside of a conditional one ends both. */
	bool code = kind == SCAN_BLOCK_COMMENT && scan_comment_in_code(s);
	int rc = scan_comment_skip(s, (enum scan_comment)kind, err);
	s->floor = s->pos;
	if (code)
		end_token(s);
	return rc;
}

static int take_star(struct scan *s, struct sqlembic_error *err)
{
	int rc = scan_window_need(s, 2, err);
	if (rc == 0 && scan_peek(s, 1) == '/')
		s->code_comment = 0;
	return rc < 0 ? rc : take_text(s, err);
}

/* ---- quotes */

static int fail_open(const struct scan *s, const char *what, const char *hint, struct sqlembic_error *err)
{
	(void)sqlembic_fail(err, SQLEMBIC_E_FAILED, "the %s opened here has no end", what);
	return scan_window_fail(s, scan_window_place(s, s->opened), hint, err);
}

/* Moves pos to the next closing quote, backslash or first byte of two, or to the window's end. */
static void find_quote(struct scan *s, char close, bool backslash)
{
	const char *p = s->buf + s->pos;
	if (s->encoding) {
		while (*p != close && *p != '\0' && !(backslash && *p == '\\') &&
		       !scan_classes_is_lead(s, *p))
			p++;
	} else if (backslash) {
		while (*p != close && *p != '\\' && *p != '\0')
			p++;
	} else {
		p = memchr(p, close, s->end - s->pos);
	}
	s->pos = p ? (size_t)(p - s->buf) : s->end;
}

/* From the opening quote behind the closing one.  Doubled quotes do not close, except for brackets. */
static int skip_quote(struct scan *s, char close, bool backslash, struct sqlembic_error *err)
{
	s->opened = s->pos++;
	for (;;) {
		find_quote(s, close, backslash);
		int rc = s->pos < s->end ? scan_window_need(s, 2, err) : scan_window_fill(s, err);
		if (rc < 0)
			return rc;
		if (rc > 0)
			continue;
		if (s->pos == s->end)
			return fail_open(s, "quote", NULL, err);
		bool pair = s->buf[s->pos] == '\\' || scan_classes_is_lead(s, s->buf[s->pos]) ||
			    (close != ']' && scan_peek(s, 1) == close);
		s->pos += pair && s->end - s->pos > 1 ? 2 : 1;
		if (!pair)
			break;
	}
	end_token(s);
	scan_block_other(s);
	return 0;
}

/* Whether a literal's quote at pos is one whose backslashes escape: by its prefix, else by the settings. */
static bool has_escapes(const struct scan *s)
{
	if (!scan_has(s, SQLEMBIC_LEX_ESCAPE_STRING) || s->pos == s->floor)
		return s->backslash;
	char prefix = s->buf[s->pos - 1];
	size_t at = s->pos - 1;
	if (prefix == '&' && at > s->floor)
		prefix = s->buf[--at] == 'u' || s->buf[at] == 'U' ? '&' : '\0';
	bool alone = at == s->floor || !sqlembic_is_word_byte(s->buf[at - 1]);
	if (!alone || !prefix || !strchr("eExXbB&", prefix))
		return s->backslash;
	return prefix == 'e' || prefix == 'E';
}

static int take_quote(struct scan *s, struct sqlembic_error *err)
{
	char quote = s->buf[s->pos];
	bool backslash = quote == '\'' && has_escapes(s);
	if (quote == '"' && scan_has(s, SQLEMBIC_LEX_DOUBLE_QUOTE_STRING))
		backslash = s->backslash && !s->ansi_quotes;
	return skip_quote(s, quote, backslash, err);
}

static int take_bracket(struct scan *s, struct sqlembic_error *err)
{
	return skip_quote(s, ']', false, err);
}

/* To MySQL names may begin with digits, and so may tags; PostgreSQL has parameters there, such as $1. */
static bool has_mysql_dollars(const struct scan *s)
{
	return scan_has(s, SQLEMBIC_LEX_MYSQL_CLIENT);
}

/* Whether a name goes on at pos. */
static bool is_inside_name(const struct scan *s)
{
	size_t at = s->pos;
	if (has_mysql_dollars(s))
		return at > s->floor && sqlembic_is_word_byte(s->buf[at - 1]);
	while (at > s->floor && sqlembic_is_word_byte(s->buf[at - 1]))
		at--;
	while (at < s->pos && sqlembic_is_digit(s->buf[at]))
		at++;
	return at < s->pos;
}

/* Whether the dollar at pos goes on with a name such as data$; then the rest of the name is skipped, up to what may be the
 * delimiter: $$ may stand behind a name. */
static int skip_name_tail(struct scan *s, bool *inside_name, struct sqlembic_error *err)
{
	*inside_name = is_inside_name(s);
	if (!*inside_name)
		return 0;
	s->pos++;
	for (;;) {
		while (sqlembic_is_word_byte(s->buf[s->pos]) && s->buf[s->pos] != s->delimiter[0])
			s->pos++;
		int rc = s->pos < s->end ? 0 : scan_window_fill(s, err);
		if (rc <= 0)
			return rc;
	}
}

/* Whether a dollar quote may begin at pos. */
static bool may_quote(struct scan *s)
{
	const struct sqlembic_span before = { s->buf + s->first, s->pos - s->first };
	return !has_mysql_dollars(s) || (s->inside && sqlembic_token_names_language(&s->language, before));
}

/* Length of the dollar quote's tag at pos, both dollars included; 0: none is there. */
static int read_dollar_tag(struct scan *s, size_t *length, struct sqlembic_error *err)
{
	*length = 0;
	for (size_t n = 1;; n++) {
		int rc = scan_window_need(s, n + 1, err);
		if (rc < 0)
			return rc;
		char c = scan_peek(s, n);
		if (c == '$') {
			*length = n + 1;
			return 0;
		}
		if (!sqlembic_is_letter(c) && !(sqlembic_is_digit(c) && (n > 1 || has_mysql_dollars(s))))
			return 0;
	}
}

static int skip_dollar_quote(struct scan *s, size_t tag, struct sqlembic_error *err)
{
	s->opened = s->pos;
	s->pos += tag;
	for (;;) {
		const char *close = memmem(s->buf + s->pos, s->end - s->pos, s->buf + s->opened, tag);
		if (close) {
			s->pos = (size_t)(close - s->buf) + tag;
			end_token(s);
			return 0;
		}
		if (s->end - s->pos >= tag)
			s->pos = s->end - (tag - 1);
		int rc = scan_window_fill(s, err);
		if (rc < 0)
			return rc;
		if (rc == 0)
			return fail_open(s, "dollar quote",
					 has_mysql_dollars(s) ? "put it in backticks if it is a name" : NULL,
					 err);
	}
}

static int take_dollar(struct scan *s, struct sqlembic_error *err)
{
	bool inside_name;
	int rc = skip_name_tail(s, &inside_name, err);
	if (rc < 0 || inside_name)
		return rc;
	size_t tag;
	rc = read_dollar_tag(s, &tag, err);
	if (rc < 0)
		return rc;
	if (tag > 0 && may_quote(s))
		return skip_dollar_quote(s, tag, err);
	/* A parameter ends where its digits do: what follows may be a dollar quote again. */
	s->pos++;
	while (sqlembic_is_digit(s->buf[s->pos]))
		s->pos++;
	end_token(s);
	return 0;
}

/* ---- the rest */

static int take_word(struct scan *s, struct sqlembic_error *err)
{
	bool number = sqlembic_is_digit(s->buf[s->pos]) && scan_has(s, SQLEMBIC_LEX_DOLLAR_QUOTE);
	s->opened = s->pos;
	for (;;) {
		while (number ? sqlembic_is_digit(s->buf[s->pos]) : sqlembic_is_word_byte(s->buf[s->pos]))
			s->pos++;
		int rc = s->pos < s->end ? 0 : scan_window_fill(s, err);
		if (rc < 0)
			return rc;
		if (rc == 0)
			break;
	}
	if (!number)
		scan_block_word(s, s->buf + s->opened, s->pos - s->opened);
	return 0;
}

static int take_backslash(struct scan *s, struct sqlembic_error *err)
{
	int rc = scan_window_need(s, 64, err);
	if (rc < 0)
		return rc;
	if (scan_client_drops_backslash(s)) {
		s->buf[s->pos++] = ' ';
		return 0;
	}
	/* \N is NULL. */
	if (!scan_has(s, SQLEMBIC_LEX_MYSQL_CLIENT) || scan_peek(s, 1) != 'N')
		return scan_client_backslash(s, err);
	s->pos += 2;
	return 0;
}

static int take_open(struct scan *s, struct sqlembic_error *err)
{
	if (s->block.parens++ == 0)
		s->block.paren_at = s->pos;
	return take_text(s, err);
}

static int take_close(struct scan *s, struct sqlembic_error *err)
{
	s->block.parens -= s->block.parens > 0;
	return take_text(s, err);
}

static int take_lead(struct scan *s, struct sqlembic_error *err)
{
	int rc = scan_window_need(s, 2, err);
	if (rc < 0)
		return rc;
	s->pos += s->end - s->pos > 1 ? 2 : 1;
	scan_block_other(s);
	return 0;
}

/* 1 at the end of the file. */
static int take_window_end(struct scan *s, struct sqlembic_error *err)
{
	int rc = scan_window_fill(s, err);
	if (rc != 0)
		return rc < 0 ? rc : 0;
	note_end(s);
	rc = scan_block_check_end(s, err);
	return rc < 0 ? rc : 1;
}

typedef int take_fn(struct scan *s, struct sqlembic_error *err);

/* Each takes at least one byte.  1: the statement has ended. */
static take_fn *const takers[] = {
	[SCAN_PLAIN] = take_text,      [SCAN_WINDOW_END] = take_window_end,
	[SCAN_TEXT] = take_text,       [SCAN_WORD] = take_word,
	[SCAN_QUOTE] = take_quote,     [SCAN_BRACKET] = take_bracket,
	[SCAN_COMMENT] = take_comment, [SCAN_STAR] = take_star,
	[SCAN_DOLLAR] = take_dollar,   [SCAN_BACKSLASH] = take_backslash,
	[SCAN_OPEN] = take_open,       [SCAN_CLOSE] = take_close,
	[SCAN_LEAD] = take_lead,
};

/* 1: the delimiter is at pos. */
static int at_delimiter(struct scan *s, size_t *length, struct sqlembic_error *err)
{
	*length = strlen(s->delimiter);
	int rc = scan_window_need(s, *length, err);
	if (rc < 0)
		return rc;
	return s->end - s->pos >= *length && memcmp(s->buf + s->pos, s->delimiter, *length) == 0;
}

int scan_lex_run(struct scan *s, struct sqlembic_error *err)
{
	for (;;) {
		const unsigned char *p = (const unsigned char *)s->buf + s->pos;
		const unsigned char *const classes = s->classes[s->block.watching];
		while (classes[*p] == SCAN_PLAIN)
			p++;
		s->pos = (size_t)(p - (const unsigned char *)s->buf);
		/* Delimiters go before everything else, as in the mysql client. */
		size_t length;
		int rc = *p == (unsigned char)s->delimiter[0] ? at_delimiter(s, &length, err) : 0;
		if (rc < 0)
			return rc;
		if (rc == 0) {
			rc = takers[classes[(unsigned char)s->buf[s->pos]]](s, err);
			if (rc != 0)
				return rc;
			continue;
		}
		bool ends = scan_block_ends(s);
		if (ends) {
			note_end(s);
			s->terminator = s->pos;
		}
		s->pos += length;
		if (ends)
			return 1;
	}
}

/* Skips one blank, comment, delimiter or client command.  0: a token is at pos, or the end of the file. */
static int skip_gap_item(struct scan *s, struct sqlembic_error *err)
{
	char c = s->buf[s->pos];
	if (sqlembic_is_blank(c)) {
		s->line_used = s->line_used && c != '\n';
		s->pos++;
		return 1;
	}
	size_t length;
	int rc = c == s->delimiter[0] ? at_delimiter(s, &length, err) : 0;
	if (rc > 0) {
		s->line_used = true;
		s->pos += length;
	}
	if (rc != 0)
		return rc;
	if (c == '#' && scan_has(s, SQLEMBIC_LEX_DOT) && (s->pos == 0 || s->buf[s->pos - 1] == '\n'))
		rc = SCAN_LINE_COMMENT;
	else if (s->classes[0][(unsigned char)c] == SCAN_COMMENT)
		rc = scan_comment_at(s, err);
	if (rc > 0) {
		rc = scan_comment_skip(s, (enum scan_comment)rc, err);
		s->line_used = true;
		return rc < 0 ? rc : 1;
	}
	return rc < 0 ? rc : scan_client_command(s, err);
}

int scan_lex_skip_gap(struct scan *s, struct sqlembic_error *err)
{
	s->inside = false;
	for (;;) {
		int rc = s->pos < s->end ? 0 : scan_window_fill(s, err);
		if (rc < 0 || s->pos == s->end)
			return rc;
		rc = skip_gap_item(s, err);
		if (rc == 0)
			return 1;
		if (rc != 1)
			return rc;
	}
}
