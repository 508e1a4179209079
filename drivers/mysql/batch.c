/* batch.c: which of the user's statements can be sent to the server in one packet with others.
 *
 * What is sent together must come back as one result each, or a failing statement could not be told, and what is one
 * statement to us must be one to the server, or it would run something that nobody has journalled.  So only text that
 * certainly is one statement is trusted with a connection that accepts several: no semicolon outside of a literal or
 * comment, every quote closed, no comment that may be code.  Of these, what changes rows and what changes the schema can
 * share a packet; what may yield several results or change how the next statement is read goes alone. */
#include "batch.h"

#include <string.h>
#include <strings.h>

static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f' || c == '\v';
}

static bool is_code(const char *p, const char *end)
{
	return end - p >= 3 && (p[2] == '!' || p[2] == 'M' || p[2] == '+');
}

/* Behind the comment that begins at `p`; `p` itself when none does, NULL when it is not closed or may be code. */
static const char *skip_comment(const char *p, const char *end)
{
	bool dashes = end - p >= 2 && p[0] == '-' && p[1] == '-' && (end - p == 2 || is_blank(p[2]));
	if (*p == '#' || dashes) {
		const char *eol = memchr(p, '\n', (size_t)(end - p));
		return eol ? eol + 1 : end;
	}
	if (end - p < 2 || p[0] != '/' || p[1] != '*')
		return p;
	const char *close = is_code(p, end) ? NULL : memmem(p + 2, (size_t)(end - p) - 2, "*/", 2);
	return close ? close + 2 : NULL;
}

const char *mysqldb_skip_blank(const char *p, const char *end)
{
	while (p < end) {
		const char *behind = is_blank(*p) ? p + 1 : skip_comment(p, end);
		if (!behind && !is_code(p, end))
			return end;
		if (!behind || behind == p)
			break;
		p = behind;
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

/* Behind the literal that begins at `p`; NULL when it is not closed, or only the server can tell: with ANSI_QUOTES
 * "..." is a name, in which a backslash is a character. */
static const char *skip_literal(const char *p, const char *end, bool backslash_escapes)
{
	char quote = *p++;
	for (; p < end; p++) {
		if (*p == '\\' && quote != '`') {
			if (!backslash_escapes || quote == '"')
				return NULL;
			p++;
		} else if (*p == quote) {
			return p + 1;
		}
	}
	return NULL;
}

bool mysqldb_is_one(struct sqlembic_span sql, bool backslash_escapes)
{
	const char *p = sql.ptr, *end = sql.ptr + sql.len;
	while (p && p < end) {
		const char *begin = p;
		if (*p == ';' || *p == '\0' || *p == '\\')
			return false;
		if (*p == '\'' || *p == '"' || *p == '`')
			p = skip_literal(p, end, backslash_escapes);
		else if (*p == '#' || *p == '-' || *p == '/')
			p = skip_comment(p, end);
		p += p == begin;
	}
	return p != NULL;
}

static bool begins_with(const char **p, const char *end, const char *const *words)
{
	for (; *words; words++)
		if (mysqldb_skip_word(p, end, *words))
			return true;
	return false;
}

bool mysqldb_changes_rows(struct sqlembic_span sql)
{
	static const char *const words[] = { "INSERT", "REPLACE", "UPDATE", "DELETE", NULL };
	const char *end = sql.ptr + sql.len, *p = mysqldb_skip_blank(sql.ptr, end);
	return begins_with(&p, end, words);
}

/* Not of temporary tables: that commits nothing. */
bool mysqldb_changes_schema(struct sqlembic_span sql)
{
	static const char *const words[] = { "CREATE", "ALTER", "DROP", "RENAME", "TRUNCATE", NULL };
	const char *end = sql.ptr + sql.len, *p = mysqldb_skip_blank(sql.ptr, end);
	if (!begins_with(&p, end, words))
		return false;
	if (mysqldb_skip_word(&p, end, "OR"))
		(void)mysqldb_skip_word(&p, end, "REPLACE");
	return !mysqldb_skip_word(&p, end, "TEMPORARY");
}
