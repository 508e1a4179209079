/* subject.c: reads what a statement is about that runs outside of transactions: which index, which enum.  Text in, names
 * as written out; it must not know the server. */
#include "session.h"

#include <string.h>
#include <strings.h>

struct reader {
	const char *p, *end;
};

static bool starts(const struct reader *r, const char *text)
{
	size_t n = strlen(text);
	return (size_t)(r->end - r->p) >= n && memcmp(r->p, text, n) == 0;
}

static void skip_block(struct reader *r)
{
	size_t depth = 0;
	do {
		bool opens = starts(r, "/*"), closes = starts(r, "*/");
		depth = depth + opens - closes;
		r->p += opens || closes ? 2 : 1;
	} while (depth && r->p < r->end);
}

static void skip_blanks(struct reader *r)
{
	for (;;) {
		while (r->p < r->end && strchr(" \t\n\v\f\r", *r->p) && *r->p)
			r->p++;
		if (starts(r, "--")) {
			const char *nl = memchr(r->p, '\n', (size_t)(r->end - r->p));
			r->p = nl ? nl : r->end;
		} else if (starts(r, "/*")) {
			skip_block(r);
		} else {
			return;
		}
	}
}

static bool is_name_byte(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
	       c == '$' || (unsigned char)c >= 0x80;
}

static void skip_quoted(struct reader *r)
{
	for (r->p++; r->p < r->end; r->p++) {
		if (*r->p != '"')
			continue;
		if (r->end - r->p < 2 || r->p[1] != '"')
			break;
		r->p++;
	}
	r->p += r->p < r->end;
}

/* A word or a name with its qualifiers; or else one character; empty at the end. */
static struct sqlembic_span next(struct reader *r)
{
	skip_blanks(r);
	const char *start = r->p;
	while (r->p < r->end && (*r->p == '"' || is_name_byte(*r->p))) {
		if (*r->p == '"')
			skip_quoted(r);
		else
			while (r->p < r->end && is_name_byte(*r->p))
				r->p++;
		if (r->end - r->p < 2 || *r->p != '.')
			break;
		r->p++;
	}
	if (r->p == start && r->p < r->end)
		r->p++;
	return (struct sqlembic_span){ start, (size_t)(r->p - start) };
}

static bool is(struct sqlembic_span word, const char *keyword)
{
	return word.len == strlen(keyword) && strncasecmp(word.ptr, keyword, word.len) == 0;
}

/* Takes the words if they come next. */
static bool take(struct reader *r, const char *const *keywords)
{
	struct reader ahead = *r;
	for (; *keywords; keywords++) {
		if (!is(next(&ahead), *keywords))
			return false;
	}
	*r = ahead;
	return true;
}

static bool take_word(struct reader *r, const char *keyword)
{
	const char *const keywords[] = { keyword, NULL };
	return take(r, keywords);
}

/* CREATE [UNIQUE] INDEX CONCURRENTLY [[IF NOT EXISTS] name] ON [ONLY] table */
static void read_create(struct postgres_subject *out, struct reader *r)
{
	static const char *const if_not_exists[] = { "IF", "NOT", "EXISTS", NULL };
	(void)take_word(r, "UNIQUE");
	if (!take_word(r, "INDEX") || !take_word(r, "CONCURRENTLY"))
		return;
	(void)take(r, if_not_exists);
	bool named = !take_word(r, "ON");
	if (named)
		out->name = next(r);
	if (named && !take_word(r, "ON"))
		return;
	(void)take_word(r, "ONLY");
	out->table = next(r);
	out->kind = named ? POSTGRES_CREATES_INDEX : POSTGRES_CREATES_UNNAMED;
}

/* DROP INDEX CONCURRENTLY [IF EXISTS] name */
static void read_drop(struct postgres_subject *out, struct reader *r)
{
	static const char *const if_exists[] = { "IF", "EXISTS", NULL };
	if (!take_word(r, "INDEX") || !take_word(r, "CONCURRENTLY"))
		return;
	(void)take(r, if_exists);
	out->name = next(r);
	out->kind = POSTGRES_DROPS_INDEX;
}

/* REINDEX [(options)] {INDEX | TABLE | SCHEMA | DATABASE} [CONCURRENTLY] [name] */
static void read_reindex(struct postgres_subject *out, struct reader *r)
{
	static const struct {
		const char *word;
		enum postgres_subject_kind kind;
	} kinds[] = { { "INDEX", POSTGRES_REINDEXES_INDEX },
		      { "TABLE", POSTGRES_REINDEXES_TABLE },
		      { "SCHEMA", POSTGRES_REINDEXES_SCHEMA },
		      { "DATABASE", POSTGRES_REINDEXES_DATABASE } };
	bool concurrently = false;
	if (take_word(r, "(")) {
		for (struct sqlembic_span word = next(r); word.len && !is(word, ")"); word = next(r))
			concurrently = concurrently || is(word, "CONCURRENTLY");
	}
	struct sqlembic_span what = next(r);
	concurrently = take_word(r, "CONCURRENTLY") || concurrently;
	for (size_t i = 0; concurrently && i < sizeof(kinds) / sizeof(kinds[0]); i++) {
		if (is(what, kinds[i].word))
			out->kind = kinds[i].kind;
	}
	out->name = next(r);
}

/* ALTER TYPE type ADD VALUE 'value' */
static void read_alter(struct postgres_subject *out, struct reader *r)
{
	static const char *const add_value[] = { "ADD", "VALUE", NULL };
	if (!take_word(r, "TYPE"))
		return;
	out->table = next(r);
	if (!take(r, add_value) || !take_word(r, "'"))
		return;
	const char *close = memchr(r->p, '\'', (size_t)(r->end - r->p));
	/* One with a quote in it is not worth reading. */
	if (!close || (close + 1 < r->end && close[1] == '\''))
		return;
	out->name = (struct sqlembic_span){ r->p, (size_t)(close - r->p) };
	out->kind = POSTGRES_ADDS_VALUE;
}

struct postgres_subject postgres_read_subject(struct sqlembic_span sql)
{
	struct postgres_subject out = { .kind = POSTGRES_OTHER };
	struct reader r = { sql.ptr, sql.ptr + sql.len };
	struct sqlembic_span verb = next(&r);
	if (is(verb, "CREATE"))
		read_create(&out, &r);
	else if (is(verb, "ALTER"))
		read_alter(&out, &r);
	else if (is(verb, "DROP"))
		read_drop(&out, &r);
	else if (is(verb, "REINDEX"))
		read_reindex(&out, &r);
	return out;
}
