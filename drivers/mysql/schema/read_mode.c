/* read_mode.c: the heads of programs as their own sql_mode has them: the server prints some words in a form that it would read
 * otherwise, or not at all, in that mode.  Bodies are as they were written. */
#include <string.h>

#include "read.h"
#include "sqlembic/token.h"

/* Where the literal of the comment begins in an event's head; NULL: it has none. */
static const char *find_in_event(const char *text)
{
	struct sqlembic_tokens tokens = mysqldb_text_tokens(text);
	struct sqlembic_token token;
	while (sqlembic_token_next(&tokens, &token) && !sqlembic_token_is(&token, "DO"))
		if (sqlembic_token_is(&token, "COMMENT"))
			return sqlembic_token_next(&tokens, &token) ? token.text.ptr : NULL;
	return NULL;
}

/* The same of a routine: behind its parameters each clause is a line that begins with blanks, and the body is not. */
static const char *find_in_routine(const char *text)
{
	static const char indent[] = "\n    ", word[] = "COMMENT ";
	struct sqlembic_tokens tokens = mysqldb_text_tokens(text);
	struct sqlembic_token token;
	for (int i = 0; i < 2; i++)
		if (!sqlembic_token_next(&tokens, &token))
			return NULL;
	if (sqlembic_token_take_mark(&tokens, '('))
		sqlembic_token_skip_parens(&tokens);
	const char *line = strchr(tokens.at, '\n');
	for (; line && strncmp(line, indent, strlen(indent)) == 0; line = strchr(line + 1, '\n'))
		if (strncmp(line + strlen(indent), word, strlen(word)) == 0)
			return line + strlen(indent) + strlen(word);
	return NULL;
}

/* Appends what a backslash and this character are printed for. */
static void add_escaped(struct sqlembic_buf *out, char c)
{
	static const char letters[] = "nrtbZ", meant[] = "\n\r\t\b\032";
	const char *letter = strchr(letters, c);
	if (c != '0') /* no text of ours holds a zero */
		sqlembic_buf_putc(out, letter ? meant[letter - letters] : c);
}

/* A literal that was printed with backslashes, for a mode in which they mean nothing. */
static void take_backslashes(struct sqlembic_buf *text, const char *literal)
{
	struct sqlembic_buf out = SQLEMBIC_BUF_INIT;
	const char *p = literal + 1;
	sqlembic_buf_add(&out, text->ptr, (size_t)(p - text->ptr));
	for (; *p && !(*p == '\'' && p[1] != '\''); p++) {
		if (*p == '\\' && p[1]) {
			add_escaped(&out, *++p);
			continue;
		}
		sqlembic_buf_putc(&out, *p);
		if (*p == '\'')
			sqlembic_buf_putc(&out, *++p);
	}
	sqlembic_buf_puts(&out, p);
	sqlembic_buf_clear(text);
	sqlembic_buf_add(text, sqlembic_buf_text(&out), out.len);
	text->failed |= out.failed;
	sqlembic_buf_release(&out);
}

/* With HIGH_NOT_PRECEDENCE the servers do not take these words, which say what is so without them. */
static void take_completion(struct sqlembic_buf *text)
{
	static const char words[] = " ON COMPLETION NOT PRESERVE";
	struct sqlembic_tokens tokens = mysqldb_text_tokens(sqlembic_buf_text(text));
	struct sqlembic_token token;
	while (sqlembic_token_next(&tokens, &token) && !sqlembic_token_is(&token, "DO")) {
		const char *begin = token.text.ptr - 1;
		if (begin < text->ptr || strncmp(begin, words, strlen(words)) != 0)
			continue;
		const size_t at = (size_t)(begin - text->ptr);
		memmove(text->ptr + at, begin + strlen(words), text->len - at - strlen(words) + 1);
		text->len -= strlen(words);
		return;
	}
}

void mysqldb_read_in_mode(struct sqlembic_buf *text, enum mysqldb_kind kind, const char *mode)
{
	const bool is_event = kind == MYSQLDB_EVENT;
	if (text->failed || text->len == 0 || kind == MYSQLDB_TRIGGER)
		return;
	if (is_event && strstr(mode, "HIGH_NOT_PRECEDENCE"))
		take_completion(text);
	if (!strstr(mode, "NO_BACKSLASH_ESCAPES"))
		return;
	const char *literal = is_event ? find_in_event(text->ptr) : find_in_routine(text->ptr);
	if (literal && *literal == '\'')
		take_backslashes(text, literal);
}
