/* mentions.c: what the text of a statement says that it may do to the session.  Words count wherever they stand: one too
 * many costs a reset, one too few would leave the next script a session that is not clean. */
#include "session.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

enum mention {
	/* Even DDL is not plain with it: SELECT and set_config call something, pg_temp holds temporary tables. */
	MENTIONS_MORE = 1 << 0,
	MENTIONS_ROLE = 1 << 1,
	MENTIONS_USER = 1 << 2,    /* SESSION AUTHORIZATION */
	MENTIONS_PREPARED = 1 << 3 /* statements are prepared or dropped */
};

static bool is_at(const char *p, const char *end, const char *word)
{
	size_t length = strlen(word);
	return (size_t)(end - p) >= length && strncasecmp(p, word, length) == 0;
}

static unsigned mentions(struct sqlembic_span sql)
{
	unsigned found = 0;
	const char *end = sql.ptr + sql.len;
	for (const char *p = sql.ptr; p < end; p++) {
		switch (*p | 0x20) {
		case 'a':
			found |= is_at(p, end, "authorization") ? MENTIONS_USER : 0;
			break;
		case 'd':
			found |= is_at(p, end, "deallocate") || is_at(p, end, "discard") ? MENTIONS_PREPARED
											 : 0;
			break;
		case 'p':
			found |= is_at(p, end, "prepare") ? MENTIONS_PREPARED : 0;
			found |= is_at(p, end, "pg_temp") ? MENTIONS_MORE : 0;
			break;
		case 'r':
			found |= is_at(p, end, "role") ? MENTIONS_ROLE : 0;
			break;
		case 's':
			found |= is_at(p, end, "select") || is_at(p, end, "set_config") ? MENTIONS_MORE : 0;
			break;
		default:
			break;
		}
	}
	return found;
}

/* Upper case words with one blank between them, and something behind them. */
static bool begins(struct sqlembic_span sql, const char *words)
{
	size_t at = 0;
	for (; *words; words++) {
		if (*words != ' ') {
			if (at == sql.len || toupper((unsigned char)sql.ptr[at++]) != *words)
				return false;
			continue;
		}
		size_t blanks = 0;
		while (at < sql.len && isspace((unsigned char)sql.ptr[at])) {
			at++;
			blanks++;
		}
		if (!blanks)
			return false;
	}
	return at < sql.len && isspace((unsigned char)sql.ptr[at]);
}

/* DDL that leaves the session alone, unless it mentions more. */
static bool is_plain_ddl(struct sqlembic_span sql)
{
	static const char *const plain[] = { "CREATE TABLE", "CREATE INDEX", "CREATE UNIQUE INDEX",
					     "ALTER TABLE",  "DROP TABLE",   "DROP INDEX",
					     "COMMENT ON" };
	for (size_t i = 0; i < sizeof(plain) / sizeof(plain[0]); i++)
		if (begins(sql, plain[i]))
			return true;
	return false;
}

void postgres_note_statement(struct postgres_session *s, struct sqlembic_span sql)
{
	unsigned mentioned = mentions(sql);
	s->touched = s->touched || (mentioned & MENTIONS_MORE) || !is_plain_ddl(sql);
	s->has_role = s->has_role || (mentioned & MENTIONS_ROLE);
	s->has_user = s->has_user || (mentioned & MENTIONS_USER);
	s->prepares = s->prepares || (mentioned & MENTIONS_PREPARED);
}

bool postgres_changes_reading(struct sqlembic_span sql)
{
	static const char *const names[] = { "standard_conforming_strings", "backslash_quote",
					     "client_encoding", "names" };
	const char *p = sql.ptr, *end = sql.ptr + sql.len;
	if (is_at(p, end, "RESET") || is_at(p, end, "DISCARD"))
		return true;
	if (!is_at(p, end, "SET") && !is_at(p, end, "SELECT"))
		return false;
	for (; p < end; p++)
		for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
			if (is_at(p, end, names[i]))
				return true;
	return false;
}
