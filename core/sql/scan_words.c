/* scan_words.c: what is in a finished statement: its first words, COPY ... FROM stdin, and settings that
 * change how the statements behind it are read.  It works on text in memory and moves nothing in the
 * scanner's window. */
#include "sql/parts.h"

#include <string.h>
#include <strings.h>

#include "sql/rules.h"
#include "sqlembic/error.h"

#define WORDS_MAX 10

enum kind { END, NAME, LITERAL, MARK };

struct reader {
	const struct scan *scan;
	const char *p, *end;
};

static inline bool starts(const struct reader *r, const char *text)
{
	size_t n = strlen(text);
	return (size_t)(r->end - r->p) >= n && memcmp(r->p, text, n) == 0;
}

/* Behind the comment at p, which is known to end. */
static void skip_block(struct reader *r)
{
	bool nested = scan_has(r->scan, SQLEMBIC_LEX_NESTED_COMMENT);
	size_t depth = 0;
	while (r->p < r->end) {
		if (starts(r, "/*") && (nested || depth == 0))
			depth++;
		else if (starts(r, "*/"))
			depth--;
		else {
			r->p++;
			continue;
		}
		r->p += 2;
		if (depth == 0)
			break;
	}
}

static bool skip_code_mark(struct reader *r)
{
	if (!scan_has(r->scan, SQLEMBIC_LEX_CONDITIONAL_COMMENT))
		return false;
	if (starts(r, "*/"))
		r->p += 2;
	else if (starts(r, "/*!"))
		r->p += 3;
	else if (starts(r, "/*M!"))
		r->p += 4;
	else
		return false;
	while (r->p < r->end && scan_is_digit(*r->p))
		r->p++;
	return true;
}

/* Blanks, comments, and what makes a conditional comment of its content. */
static void skip_blanks(struct reader *r)
{
	for (;;) {
		while (r->p < r->end && sqlembic_is_blank(*r->p))
			r->p++;
		/* Nearly all that is not blank begins nothing that is left out. */
		char c = r->p < r->end ? *r->p : '\0';
		if (c != '-' && c != '/' && c != '#' && c != '*')
			return;
		bool dashes = starts(r, "--") && (!scan_has(r->scan, SQLEMBIC_LEX_DASH_BLANK) ||
						  r->end - r->p == 2 || sqlembic_is_blank(r->p[2]));
		if (dashes || (scan_has(r->scan, SQLEMBIC_LEX_HASH_COMMENT) && starts(r, "#"))) {
			const char *nl = memchr(r->p, '\n', (size_t)(r->end - r->p));
			r->p = nl ? nl : r->end;
		} else if (skip_code_mark(r)) {
			continue;
		} else if (starts(r, "/*")) {
			skip_block(r);
		} else {
			return;
		}
	}
}

static void skip_quoted(struct reader *r, char close)
{
	for (r->p++; r->p < r->end; r->p++) {
		if (*r->p != close)
			continue;
		if (close == ']' || r->end - r->p < 2 || r->p[1] != close)
			break;
		r->p++;
	}
	r->p += r->p < r->end;
}

static bool is_name_byte(const struct reader *r, char c)
{
	return scan_is_word(c) || (c == '@' && scan_has(r->scan, SQLEMBIC_LEX_MYSQL_CLIENT));
}

/* The closing quote of a name that begins at p, NUL if none does. */
static char name_quote(const struct reader *r)
{
	char c = r->p < r->end ? *r->p : '\0';
	if (c == '"')
		return scan_has(r->scan, SQLEMBIC_LEX_DOUBLE_QUOTE_STRING) && !r->scan->ansi_quotes ? '\0'
												    : '"';
	if (c == '`' && scan_has(r->scan, SQLEMBIC_LEX_BACKTICK))
		return '`';
	return c == '[' && scan_has(r->scan, SQLEMBIC_LEX_BRACKET) ? ']' : '\0';
}

/* A name with its qualifiers: a."b".c.  False, and nothing taken, where none begins. */
static bool take_name(struct reader *r)
{
	for (bool first = true;; first = false) {
		char close = name_quote(r);
		if (close)
			skip_quoted(r, close);
		else if (r->p < r->end && is_name_byte(r, *r->p) && !(first && scan_is_digit(*r->p)))
			while (r->p < r->end && is_name_byte(r, *r->p))
				r->p++;
		else
			return !first;
		if (r->end - r->p < 2 || *r->p != '.')
			return true;
		r->p++;
	}
}

static enum kind next(struct reader *r, struct sqlembic_span *out)
{
	skip_blanks(r);
	out->ptr = r->p;
	enum kind kind = MARK;
	if (r->p == r->end) {
		kind = END;
	} else if (*r->p != '$' && take_name(r)) {
		/* E'', N'', _utf8'' */
		kind = r->p < r->end && *r->p == '\'' ? LITERAL : NAME;
		if (kind == LITERAL)
			skip_quoted(r, '\'');
	} else if (*r->p == '\'' || *r->p == '"') {
		skip_quoted(r, *r->p);
		kind = LITERAL;
	} else if (scan_is_digit(*r->p) || *r->p == '$') {
		while (r->p < r->end && scan_is_word(*r->p))
			r->p++;
		kind = LITERAL;
	} else {
		r->p++;
	}
	out->len = (size_t)(r->p - out->ptr);
	return kind;
}

static struct reader reader(const struct scan *s, struct sqlembic_span sql)
{
	return (struct reader){ s, sql.ptr, sql.ptr + sql.len };
}

/* Words that may be keywords go in upper case; what is quoted or qualified is a name and stays. */
static void add_word(struct sqlembic_buf *words, struct sqlembic_span word)
{
	if (words->len > 0)
		sqlembic_buf_putc(words, ' ');
	sqlembic_buf_add(words, word.ptr, word.len);
	bool name = memchr(word.ptr, '.', word.len) || !scan_is_word(word.ptr[0]);
	if (name || words->failed)
		return;
	for (char *c = words->ptr + words->len - word.len; *c; c++) {
		if (*c >= 'a' && *c <= 'z')
			*c = (char)(*c - 'a' + 'A');
	}
}

/* Dumps are rows of INSERTs that begin alike up to the first parenthesis: their words are found once. */
static bool begins_as_before(const struct scan *s, struct sqlembic_span sql)
{
	return s->head.len > 0 && sql.len >= s->head.len && memcmp(sql.ptr, s->head.ptr, s->head.len) == 0;
}

int scan_words_collect(struct scan *s, struct sqlembic_span sql, struct sqlembic_error *err)
{
	if (begins_as_before(s, sql))
		return 0;
	struct reader r = reader(s, sql);
	struct sqlembic_span word;
	enum kind kind;
	size_t n = 0;
	sqlembic_buf_clear(&s->words);
	sqlembic_buf_clear(&s->head);
	/* A list of options may follow the first word; one that follows later is long, and no rule looks
	 * into it. */
	while (n < WORDS_MAX && (kind = next(&r, &word)) != END && kind != LITERAL) {
		if (kind == NAME) {
			add_word(&s->words, word);
			n++;
		} else if (*word.ptr == '(' && n != 1) {
			sqlembic_buf_add(&s->head, sql.ptr, (size_t)(r.p - sql.ptr));
			break;
		}
	}
	sqlembic_buf_puts(&s->words, "");
	s->matched = rules_classify(s->dialect->rules, sqlembic_buf_text(&s->words));
	return s->words.failed || s->head.failed ? sqlembic_fail_memory(err) : 0;
}

static bool is(struct sqlembic_span word, const char *name)
{
	return strlen(name) == word.len && strncasecmp(word.ptr, name, word.len) == 0;
}

bool scan_words_is_copy_in(const struct scan *s, struct sqlembic_span sql)
{
	struct reader r = reader(s, sql);
	struct sqlembic_span word;
	size_t depth = 0;
	bool from = false;
	if (strncmp(sqlembic_buf_text(&s->words), "COPY", 4) != 0 || next(&r, &word) != NAME ||
	    !is(word, "copy"))
		return false;
	for (enum kind kind; (kind = next(&r, &word)) != END;) {
		if (kind == MARK && *word.ptr == '(')
			depth++;
		else if (kind == MARK && *word.ptr == ')' && depth > 0)
			depth--;
		else if (from)
			/* To the server stdout means stdin here. */
			return kind == NAME && (is(word, "stdin") || is(word, "stdout"));
		else if (depth == 0 && kind == NAME)
			from = is(word, "from");
	}
	return false;
}

/* ---- settings */

static bool is_off(struct sqlembic_span value)
{
	static const char *const offs[] = { "off", "of", "false", "fals", "fal", "fa", "f", "no", "n", "0" };
	if (value.len >= 2 && *value.ptr == '\'')
		value = (struct sqlembic_span){ value.ptr + 1, value.len - 2 };
	for (size_t i = 0; i < sizeof(offs) / sizeof(offs[0]); i++) {
		if (is(value, offs[i]))
			return true;
	}
	return false;
}

/* PostgreSQL: SET [SESSION | LOCAL] standard_conforming_strings = off and its undoing. */
static void follow_conforming_strings(struct scan *s, struct reader *r, bool reset)
{
	static const char name[] = "standard_conforming_strings";
	struct sqlembic_span word;
	enum kind kind = next(r, &word);
	if (kind == NAME && (is(word, "session") || is(word, "local")))
		kind = next(r, &word);
	if (kind != NAME || !(is(word, name) || (reset && is(word, "all"))))
		return;
	(void)next(r, &word);
	(void)next(r, &word);
	s->backslash = !reset && is_off(word);
}

/* Whether the value of an assignment, from r on to the next comma outside parentheses, names a mode. */
static bool names_mode(struct reader r, const char *mode)
{
	size_t depth = 0;
	struct sqlembic_span word;
	for (enum kind kind; (kind = next(&r, &word)) != END;) {
		if (kind == MARK && *word.ptr == ',' && depth == 0)
			break;
		depth += kind == MARK && *word.ptr == '(';
		depth -= kind == MARK && *word.ptr == ')' && depth > 0;
		/* REPLACE(@@sql_mode, 'MODE', '') takes a mode away. */
		if (kind == NAME && is(word, "replace"))
			break;
		for (size_t i = 0; kind == LITERAL && i + strlen(mode) <= word.len; i++) {
			if (strncasecmp(word.ptr + i, mode, strlen(mode)) == 0)
				return true;
		}
	}
	return false;
}

/* MySQL: SET [SESSION] sql_mode = ....  A value that is no literal gives back what was there before. */
static void follow_sql_mode(struct scan *s, struct reader *r)
{
	struct sqlembic_span word;
	bool global = false;
	for (enum kind kind; (kind = next(r, &word)) != END;) {
		if (kind == MARK && *word.ptr == ',')
			global = false;
		if (kind != NAME)
			continue;
		global = global || is(word, "global") || is(word, "persist") || is(word, "persist_only");
		if (global || !(is(word, "sql_mode") || is(word, "@@sql_mode") ||
				is(word, "@@session.sql_mode") || is(word, "@@local.sql_mode")))
			continue;
		const char *before = r->p;
		if (next(r, &word) == MARK && (*word.ptr == '=' || *word.ptr == ':')) {
			s->backslash = !names_mode(*r, "NO_BACKSLASH_ESCAPES");
			s->ansi_quotes = names_mode(*r, "ANSI") || names_mode(*r, "ORACLE");
		}
		r->p = before;
	}
}

void scan_words_follow_settings(struct scan *s, struct sqlembic_span sql)
{
	const char *words = sqlembic_buf_text(&s->words);
	bool set = strncmp(words, "SET ", 4) == 0;
	bool reset = strncmp(words, "RESET ", 6) == 0 || strncmp(words, "DISCARD ", 8) == 0;
	struct reader r = reader(s, sql);
	struct sqlembic_span word;
	if (!set && !reset)
		return;
	sqlembic_buf_clear(&s->head);
	(void)next(&r, &word);
	if (scan_has(s, SQLEMBIC_LEX_ESCAPE_STRING))
		follow_conforming_strings(s, &r, reset);
	else if (set && scan_has(s, SQLEMBIC_LEX_BACKSLASH))
		follow_sql_mode(s, &r);
}
