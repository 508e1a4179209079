/* batch.c: which of the user's statements can be sent to the server in one packet.
 *
 * What is sent together must come back as one result each, or a failing statement could not be told.  So only
 * plain changes of rows are sent together, and of these only such that certainly are one statement: no semicolon
 * outside of a literal, no comment, every quote closed.  All others go alone, where the server itself refuses
 * two statements in one. */
#include "session.h"

#include <string.h>
#include <strings.h>

static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f' || c == '\v';
}

const char *mysqldb_skip_blank(const char *p, const char *end)
{
	while (p < end) {
		bool dashes = end - p >= 2 && p[0] == '-' && p[1] == '-' && (end - p == 2 || is_blank(p[2]));
		if (is_blank(*p)) {
			p++;
		} else if (*p == '#' || dashes) {
			const char *eol = memchr(p, '\n', (size_t)(end - p));
			p = eol ? eol + 1 : end;
		} else if (end - p >= 3 && p[0] == '/' && p[1] == '*' && p[2] != '!' && p[2] != 'M') {
			const char *close = memmem(p + 2, (size_t)(end - p) - 2, "*/", 2);
			p = close ? close + 2 : end;
		} else {
			break;
		}
	}
	return p;
}

bool mysqldb_skip_word(const char **p, const char *end, const char *word)
{
	size_t n = strlen(word);
	if ((size_t)(end - *p) < n || strncasecmp(*p, word, n) != 0)
		return false;
	if (*p + n < end && (is_blank((*p)[n]) || (*p)[n] == '/' || (*p)[n] == '`' || (*p)[n] == '(')) {
		*p = mysqldb_skip_blank(*p + n, end);
		return true;
	}
	return *p + n == end && (*p = end);
}

/* Behind the literal that begins at `p`; NULL when it is not closed, or only the server can tell. */
static const char *skip_literal(const char *p, const char *end, bool backslash_escapes)
{
	char quote = *p++;
	for (; p < end; p++) {
		if (*p == '\\' && quote != '`') {
			if (!backslash_escapes)
				return NULL;
			p++;
		} else if (*p == quote) {
			return p + 1;
		}
	}
	return NULL;
}

static bool is_plain(struct sqlembic_span sql, bool backslash_escapes)
{
	static const char *const words[] = { "INSERT", "REPLACE", "UPDATE", "DELETE" };
	const char *p = sql.ptr, *end = sql.ptr + sql.len;
	bool known = false;
	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]) && !known; i++)
		known = mysqldb_skip_word(&p, end, words[i]);
	if (!known)
		return false;
	for (p = sql.ptr; p && p < end;) {
		if (*p == '\'' || *p == '"' || *p == '`')
			p = skip_literal(p, end, backslash_escapes);
		else if (*p == ';' || *p == '#' || *p == '\0' || *p == '\\')
			return false;
		else if (end - p >= 2 && (memcmp(p, "--", 2) == 0 || memcmp(p, "/*", 2) == 0))
			return false;
		else
			p++;
	}
	return p != NULL;
}

size_t mysqldb_batch(struct sqlembic_buf *out, const struct sqlembic_part *parts, size_t n, size_t limit,
		     bool backslash_escapes)
{
	size_t taken = 0;
	sqlembic_buf_clear(out);
	for (; taken < n && parts[taken].kind == SQLEMBIC_PART_STATEMENT; taken++) {
		struct sqlembic_span sql = parts[taken].sql;
		if (sql.len + 1 > limit || out->len > limit - sql.len - 1 ||
		    !is_plain(sql, backslash_escapes))
			break;
		if (taken)
			sqlembic_buf_putc(out, ';');
		sqlembic_buf_add(out, sql.ptr, sql.len);
	}
	return taken > 1 && !out->failed ? taken : 1;
}
