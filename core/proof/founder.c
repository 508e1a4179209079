/* founder.c: see founder.h. */
#include "proof/founder.h"

#include <string.h>

#include "sql/scan.h"
#include "sqlembic/error.h"
#include "sqlembic/text.h"

static bool is_of_word(char c)
{
	return sqlembic_is_alphanumeric(c) || c == '_';
}

/* Where the rest of the text begins behind a word that it begins with, in any case; NULL: it does not. */
static const char *skip_word(const char *from, const char *end, const char *word)
{
	const size_t n = strlen(word);
	return n <= (size_t)(end - from) && sqlembic_ncasecmp(from, word, n) == 0 &&
			       (from + n == end || !is_of_word(from[n]))
		       ? from + n
		       : NULL;
}

/* The same of the first place where it is a word; NULL: it is none. */
static const char *find_word(const char *from, const char *end, const char *word)
{
	const char *behind = NULL;
	for (const char *p = from; p < end && !behind; p++)
		if (p == from || !is_of_word(p[-1]))
			behind = skip_word(p, end, word);
	return behind;
}

bool founder_is(struct sqlembic_span sql, const char *name)
{
	const char *p = sql.ptr, *end = sql.ptr + sql.len;
	while ((p = find_word(p, end, "create"))) {
		while (p < end && sqlembic_is_blank(*p))
			p++;
		const char *behind = skip_word(p, end, "schema");
		/* AUTHORIZATION alone names it after a role, which may be CURRENT_USER. */
		if (behind)
			return find_word(behind, end, name) || find_word(behind, end, "authorization");
	}
	return false;
}

static bool is_made_in(const char *path, const struct sqlembic_dialect *dialect, const char *name)
{
	struct sqlembic_error unheard = { 0 };
	struct statement statement;
	bool is_made = false;
	struct scan *scan = path ? scan_open_file(dialect, path, &unheard) : NULL;
	while (scan && !is_made && scan_next(scan, &statement, &unheard) > 0)
		is_made = founder_is(statement.sql, name);
	scan_close(scan);
	return is_made;
}

bool founder_is_among(const struct graph *graph, const struct sqlembic_dialect *dialect, const char *name)
{
	bool is_made = false;
	for (size_t i = 0; !is_made && i < graph->n; i++)
		is_made = is_made_in(graph->revisions[i].up_path, dialect, name);
	return is_made;
}
