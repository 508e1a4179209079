/* compare.c: merges two sorted catalogs. */
#include "schema/compare.h"

#include <string.h>

#include "schema/unfold.h"
#include "sqlembic/error.h"
#include "sqlembic/token.h"

static bool is_equal(const char *a, const char *b)
{
	return a == b || (a && b && strcmp(a, b) == 0);
}

static size_t line_length(const char *text)
{
	return strcspn(text, "\n");
}

static bool has_line(const char *lines, const char *line, size_t length)
{
	for (; *lines; lines += line_length(lines), lines += *lines == '\n')
		if (line_length(lines) == length && memcmp(lines, line, length) == 0)
			return true;
	return false;
}

static bool are_same_lines(const char *a, const char *b)
{
	if (is_equal(a, b))
		return true;
	if (!a || !b || strlen(a) != strlen(b))
		return false;
	for (; *a; a += line_length(a), a += *a == '\n')
		if (!has_line(b, a, line_length(a)))
			return false;
	return true;
}

static bool says_same(const struct sqlembic_attribute *attribute, const char *a, const char *b)
{
	return attribute->flags & SQLEMBIC_ATTRIBUTE_UNORDERED ? are_same_lines(a, b) : is_equal(a, b);
}

static const char *value_of(const struct sqlembic_fact *fact, size_t i)
{
	return fact->values ? fact->values[i] : NULL;
}

static uint64_t differences(const struct sqlembic_kind *kind, const struct sqlembic_fact *a,
			    const struct sqlembic_fact *b, unsigned ignored)
{
	uint64_t bits = 0;
	for (size_t i = 0; kind->attributes && kind->attributes[i].name; i++)
		if (!(kind->attributes[i].flags & ignored) &&
		    !says_same(&kind->attributes[i], value_of(a, i), value_of(b, i)))
			bits |= (uint64_t)1 << i;
	return bits;
}

static void add_pair(struct comparison *c, size_t before, size_t after)
{
	if (before != CATALOG_NONE)
		c->of_before[before] = c->n;
	if (after != CATALOG_NONE)
		c->of_after[after] = c->n;
	c->pairs[c->n++] = (struct pair){ .before = before, .after = after };
}

static void merge(struct comparison *c, unsigned ignored)
{
	for (size_t i = 0, j = 0; i < c->from->n || j < c->to->n;) {
		int order = catalog_order_beside(c->from, i, c->to, j);
		add_pair(c, order <= 0 ? i++ : CATALOG_NONE, order >= 0 ? j++ : CATALOG_NONE);
		struct pair *pair = &c->pairs[c->n - 1];
		if (order == 0)
			pair->differs = pair->changed = differences(compare_kind(c, pair),
								    compare_before(c, pair),
								    compare_after(c, pair), ignored);
	}
}

int compare(struct comparison *out, const struct catalog *from, const struct catalog *to,
	    const struct compare_options *options, struct arena *arena, struct sqlembic_error *err)
{
	int rc = unfold_differences(&from, &to, arena, err);
	if (rc < 0)
		return rc;
	*out = (struct comparison){ .from = from, .to = to, .arena = arena };
	out->pairs = arena_alloc(arena, from->n + to->n, sizeof(*out->pairs));
	out->of_before = arena_alloc(arena, from->n, sizeof(*out->of_before));
	out->of_after = arena_alloc(arena, to->n, sizeof(*out->of_after));
	if (!out->pairs || !out->of_before || !out->of_after)
		return sqlembic_fail_memory(err);
	unsigned ignored = SQLEMBIC_ATTRIBUTE_SILENT;
	if (options && options->ignore_type)
		ignored |= SQLEMBIC_ATTRIBUTE_TYPE;
	if (options && options->ignore_default)
		ignored |= SQLEMBIC_ATTRIBUTE_DEFAULT;
	merge(out, ignored);
	return 0;
}

/* ---- looking ---- */

const struct sqlembic_fact *compare_before(const struct comparison *comparison, const struct pair *pair)
{
	return pair->before == CATALOG_NONE ? NULL : &comparison->from->entries[pair->before].fact;
}

const struct sqlembic_fact *compare_after(const struct comparison *comparison, const struct pair *pair)
{
	return pair->after == CATALOG_NONE ? NULL : &comparison->to->entries[pair->after].fact;
}

const struct sqlembic_kind *compare_kind(const struct comparison *comparison, const struct pair *pair)
{
	const struct sqlembic_fact *fact = compare_before(comparison, pair);
	return &comparison->from->kinds[(fact ? fact : compare_after(comparison, pair))->kind];
}

struct sqlembic_change compare_change(const struct comparison *comparison, const struct pair *pair)
{
	return (struct sqlembic_change){ .from = &comparison->from->side,
					 .to = &comparison->to->side,
					 .before = compare_before(comparison, pair),
					 .after = compare_after(comparison, pair),
					 .changed = pair->changed };
}

struct pair *compare_parent(const struct comparison *comparison, const struct pair *pair, bool after)
{
	size_t entry = after ? pair->after : pair->before;
	const struct catalog *catalog = after ? comparison->to : comparison->from;
	size_t parent = entry == CATALOG_NONE ? CATALOG_NONE : catalog->entries[entry].parent;
	if (parent == CATALOG_NONE)
		return NULL;
	return &comparison->pairs[after ? comparison->of_after[parent] : comparison->of_before[parent]];
}

/* Whether all that differs follows from parts that people are told of. */
static bool is_consequence(const struct comparison *c, const struct pair *pair)
{
	const struct sqlembic_kind *kind = compare_kind(c, pair);
	for (size_t i = 0; kind->attributes && kind->attributes[i].name; i++)
		if (pair->differs >> i & 1 && !(kind->attributes[i].flags & SQLEMBIC_ATTRIBUTE_FOLLOWS))
			return false;
	size_t n;
	const size_t *parts = catalog_row(&c->from->parts, pair->before, &n);
	for (size_t i = 0; i < n; i++)
		if (c->pairs[c->of_before[parts[i]]].after == CATALOG_NONE)
			return true;
	parts = catalog_row(&c->to->parts, pair->after, &n);
	for (size_t i = 0; i < n; i++)
		if (c->pairs[c->of_after[parts[i]]].before == CATALOG_NONE)
			return true;
	return false;
}

bool compare_is_told(const struct comparison *comparison, const struct pair *pair)
{
	if (pair->before != CATALOG_NONE && pair->after != CATALOG_NONE)
		return pair->differs != 0 && !is_consequence(comparison, pair);
	const unsigned with_parent = SQLEMBIC_KIND_WITH_PARENT | SQLEMBIC_KIND_BY_PARENT;
	bool is_new = pair->before == CATALOG_NONE;
	const struct pair *parent = compare_parent(comparison, pair, is_new);
	bool parent_follows = parent && (is_new ? parent->before : parent->after) == CATALOG_NONE;
	return !(parent_follows && compare_kind(comparison, pair)->flags & with_parent);
}

size_t compare_count(const struct comparison *comparison)
{
	size_t n = 0;
	for (size_t i = 0; i < comparison->n; i++)
		n += compare_is_told(comparison, &comparison->pairs[i]);
	return n;
}

bool compare_is_equal(const struct comparison *comparison)
{
	for (size_t i = 0; i < comparison->n; i++) {
		const struct pair *pair = &comparison->pairs[i];
		if (pair->before == CATALOG_NONE || pair->after == CATALOG_NONE || pair->differs)
			return false;
	}
	return true;
}

/* Names, numbers, and lists of these: nothing that has another form. */
static bool is_plain(const char *text)
{
	struct sqlembic_tokens tokens = sqlembic_tokens_of((struct sqlembic_span){ text, strlen(text) }, 0);
	struct sqlembic_token token;
	int depth = 0;
	while (sqlembic_token_next(&tokens, &token)) {
		depth += sqlembic_token_is_mark(&token, '(') - sqlembic_token_is_mark(&token, ')');
		if (depth > 1 || token.kind == SQLEMBIC_TOKEN_STRING || token.kind == SQLEMBIC_TOKEN_DOLLAR ||
		    token.kind == SQLEMBIC_TOKEN_PARAMETER ||
		    (token.kind == SQLEMBIC_TOKEN_MARK && !strchr("().,", *token.text.ptr)))
			return false;
	}
	return true;
}

/* Where one side has no text at all it is no matter of how that is printed. */
static bool may_be_print(const struct comparison *c, const struct pair *pair, size_t attribute)
{
	const unsigned flags = compare_kind(c, pair)->attributes[attribute].flags;
	const struct sqlembic_fact *before = compare_before(c, pair), *after = compare_after(c, pair);
	const char *was = before ? value_of(before, attribute) : NULL;
	const char *is = after ? value_of(after, attribute) : NULL;
	return flags & SQLEMBIC_ATTRIBUTE_DEPARSED && was && is &&
	       !(flags & SQLEMBIC_ATTRIBUTE_PLAIN_STAYS && is_plain(was) && is_plain(is));
}

/* Whether one of the attributes that differ may be a matter of print, or may not. */
static bool differs_in(const struct comparison *c, const struct pair *pair, bool print)
{
	const struct sqlembic_kind *kind = compare_kind(c, pair);
	for (size_t k = 0; kind->attributes && kind->attributes[k].name; k++)
		if (pair->differs >> k & 1 && may_be_print(c, pair, k) == print)
			return true;
	return false;
}

bool compare_differs_in_print(const struct comparison *c)
{
	for (size_t i = 0; i < c->n; i++)
		if (differs_in(c, &c->pairs[i], true))
			return true;
	return false;
}

bool compare_differs_beyond_print(const struct comparison *c, const struct pair *pair)
{
	return compare_is_told(c, pair) &&
	       (pair->before == CATALOG_NONE || pair->after == CATALOG_NONE || differs_in(c, pair, false));
}
