/* reach.c: see reach.h.
 *
 * DDL changes what it names, and tables whose keys refer to that.  Rows are changed by name, too, through views and by routines
 * and triggers, which name what they change; only a routine that is called by itself can put its statements together. */
#include "proof/reach.h"

#include <string.h>

#include "base/names.h"
#include "sqlembic/text.h"

#define COUNT(words) (sizeof(words) / sizeof(*(words)))
/* More words than that are those of a script that is as long as all that is spared. */
#define WORDS_MOST   ((size_t)256 * 1024)
#define LONGEST_NAME 256

/* ---- words ---- */

static bool is_plain_byte(char c)
{
	return sqlembic_is_word_byte(c) && (unsigned char)c < 0x80;
}

static bool is_plain(struct sqlembic_span text)
{
	size_t n = 0;
	while (n < text.len && is_plain_byte(text.ptr[n]))
		n++;
	return n == text.len;
}

static void add_word(struct reach *reach, struct sqlembic_span word)
{
	for (size_t i = 0; i < word.len; i++) {
		const char c = word.ptr[i];
		sqlembic_buf_putc(&reach->words, c >= 'A' && c <= 'Z' ? (char)(c | 0x20) : c);
		/* Which letters a server takes for one is not ours to know. */
		reach->is_endless |= (unsigned char)c >= 0x80;
	}
	sqlembic_buf_putc(&reach->words, '\0');
}

/* Those in a literal, in which letters that are not plain are no part of a name, as a rule. */
static void add_inner_words(struct reach *reach, struct sqlembic_span text)
{
	for (size_t i = 0; i < text.len;) {
		const size_t from = i;
		while (i < text.len && is_plain_byte(text.ptr[i]))
			i++;
		if (i > from)
			add_word(reach, (struct sqlembic_span){ text.ptr + from, i - from });
		else
			i++;
	}
}

static void add_token(struct reach *reach, const struct sqlembic_token *token)
{
	switch (token->kind) {
	case SQLEMBIC_TOKEN_WORD:
		add_word(reach, token->text);
		return;
	case SQLEMBIC_TOKEN_NAME:
		add_word(reach, sqlembic_token_inside(token));
		return;
	case SQLEMBIC_TOKEN_STRING:
		/* With double quotes it may be a name. */
		if (*token->text.ptr == '"' && token->text.len < LONGEST_NAME)
			add_word(reach, sqlembic_token_inside(token));
		return;
	default:
		return;
	}
}

static void add_words(struct reach *reach, struct sqlembic_tokens tokens, bool with_literals)
{
	struct sqlembic_token token;
	while (!reach->is_endless && sqlembic_token_next(&tokens, &token)) {
		add_token(reach, &token);
		if (with_literals && token.kind == SQLEMBIC_TOKEN_STRING)
			add_inner_words(reach, token.text);
		reach->is_endless |= !token.closed || reach->words.failed || reach->words.len > WORDS_MOST;
	}
}

/* ---- statements ---- */

/* What names all that it changes. */
static const char *const naming[] = {
	"ALTER",  "COMMIT",  "CREATE", "DELETE", "DROP",     "INSERT", "LOCK",
	"RENAME", "REPLACE", "SET",    "START",  "TRUNCATE", "UNLOCK", "UPDATE"
};
/* Unless one of these is in it. */
static const char *const endless[] = { "CALL",     "EXECUTE",   "PREPARE",    "IMMEDIATE", "EVENT",
				       "DATABASE", "SCHEMA",    "TABLESPACE", "INSTANCE",  "GLOBAL",
				       "SERVER",   "TEMPORARY", "LOGFILE",    "PACKAGE" };

static bool names_all(struct sqlembic_tokens tokens)
{
	struct sqlembic_tokens begin = tokens;
	struct sqlembic_token first;
	bool names = false;
	if (!sqlembic_token_next(&begin, &first))
		return true;
	for (size_t i = 0; i < COUNT(naming) && !names; i++)
		names = sqlembic_token_is(&first, naming[i]);
	for (size_t i = 0; i < COUNT(endless) && names; i++)
		names = !sqlembic_token_mentions(tokens, endless[i]);
	return names;
}

void reach_add(struct reach *reach, struct sqlembic_tokens statement)
{
	add_words(reach, statement, false);
	reach->is_endless = reach->is_endless || !names_all(statement);
}

void reach_join(struct reach *reach, const struct reach *other)
{
	sqlembic_buf_add(&reach->words, sqlembic_buf_text(&other->words), other->words.len);
	reach->is_endless |= other->is_endless || reach->words.failed || reach->words.len > WORDS_MOST;
}

void reach_release(struct reach *reach)
{
	sqlembic_buf_release(&reach->words);
	*reach = (struct reach){ 0 };
}

/* ---- what is out of it ---- */

static bool holds_rows(const struct catalog *catalog, size_t entry)
{
	return catalog->entries[entry].fact.flags & SQLEMBIC_FACT_HOLDS_ROWS;
}

/* What a change can go through: not a table of which all is in its text, nor its keys. */
static bool leads_on(const struct catalog *catalog, size_t entry)
{
	const unsigned plain = SQLEMBIC_FACT_HOLDS_ROWS | SQLEMBIC_FACT_FOLDED;
	return (catalog->entries[catalog_whole(catalog, entry)].fact.flags & plain) != plain;
}

/* A routine can put statements together from literals, and may have been made where these end elsewhere. */
static void add_fact(struct reach *reach, const struct catalog *catalog, size_t entry,
		     const struct sqlembic_dialect *dialect)
{
	const struct sqlembic_fact *fact = &catalog->entries[entry].fact;
	const size_t n = fact->values ? catalog_attributes(&catalog->kinds[fact->kind]) : 0;
	for (size_t i = 0; i < n; i++) {
		const char *text = fact->values[i];
		if (text)
			add_words(reach,
				  sqlembic_tokens_of((struct sqlembic_span){ text, strlen(text) },
						     dialect->lex),
				  true);
	}
}

void reach_add_leading(struct reach *reach, const struct catalog *catalog,
		       const struct sqlembic_dialect *dialect)
{
	for (size_t i = 0; i < catalog->n && !reach->is_endless; i++)
		if (leads_on(catalog, i))
			add_fact(reach, catalog, i, dialect);
}

static bool put_words(struct names *out, struct arena *arena, const struct reach *reach)
{
	const char *word = sqlembic_buf_text(&reach->words), *end = word + reach->words.len;
	for (; word < end; word += strlen(word) + 1)
		if (!names_put(out, arena, 0, word, 0))
			return false;
	return true;
}

/* Its identity in small letters is one of the words, or is none that could be. */
static bool is_named(const struct names *words, const struct sqlembic_fact *fact)
{
	char name[LONGEST_NAME];
	const size_t length = strlen(fact->identity);
	if (length >= sizeof(name) || !is_plain((struct sqlembic_span){ fact->identity, length }) ||
	    sqlembic_is_digit(fact->identity[0]))
		return true;
	for (size_t i = 0; i <= length; i++) {
		const char c = fact->identity[i];
		name[i] = c >= 'A' && c <= 'Z' ? (char)(c | 0x20) : c;
	}
	return names_find(words, 0, name) != NAMES_NONE;
}

/* What has a key to a table that is within reach is so, too: its text has the other's name, and its rows may go with the others. */
static bool spread(bool *known, const struct catalog *catalog)
{
	bool has_spread = false;
	for (size_t i = 0; i < catalog->n; i++) {
		const size_t parent = catalog->entries[i].parent;
		size_t n;
		const size_t *used = catalog_row(&catalog->used, i, &n);
		if (parent == CATALOG_NONE || !known[parent])
			continue;
		/* A key uses its own table and the other one, unless that is not there: it may come. */
		known[parent] = n > 1;
		for (size_t k = 0; known[parent] && k < n; k++)
			known[parent] = !holds_rows(catalog, used[k]) || known[used[k]];
		has_spread |= !known[parent];
	}
	return has_spread;
}

bool *reach_find_known(const struct catalog *catalog, const struct reach *reach, struct arena *arena)
{
	struct names words = { 0 };
	bool *known = NULL;
	/* What was not read is not known. */
	if (!reach->is_endless && catalog->unread.n == 0 && put_words(&words, arena, reach))
		known = arena_alloc(arena, catalog->n, sizeof(*known));
	for (size_t i = 0; known && i < catalog->n; i++)
		known[i] = holds_rows(catalog, i) && !leads_on(catalog, i) &&
			   !is_named(&words, &catalog->entries[i].fact);
	while (known && spread(known, catalog))
		;
	return known;
}
