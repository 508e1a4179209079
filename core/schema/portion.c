/* portion.c: see portion.h.
 *
 * A foreign key is an edge between two tables that are told by a digest.  What changes a table can reach those keys, so that both
 * their ends are looked at; of a table that is only looked at, keys to others are left out, or one change would take half of a
 * schema with it. */
#include "schema/portion.h"

#include <stdlib.h>
#include <string.h>

#include "sqlembic/error.h"

enum {
	WANTED = 1 << 0,
	TOUCHED = 1 << 1, /* it differs, or is made of what does: what uses it is looked at */
	RUNS = 1 << 2,    /* a trigger or view of what is wanted runs it: what it mentions is needed */
	CALLED = 1 << 3   /* a view of either side calls it, or what that calls does */
};

/* One of both catalogs. */
struct side {
	const struct catalog *catalog;
	struct side *there; /* the other one */
	size_t *other;      /* entries of it, CATALOG_NONE */
	unsigned char *marks;
};

struct step {
	struct side *side;
	size_t entry;
};

struct search {
	struct side sides[2];
	struct step *steps; /* entries that got another mark, and whose neighbours are to be looked at */
	size_t n, cap;
	bool failed;
};

/* ---- marks ---- */

static void push(struct search *search, struct side *side, size_t entry)
{
	if (search->n == search->cap) {
		size_t cap = search->cap ? search->cap * 2 : 64;
		struct step *grown = reallocarray(search->steps, cap, sizeof(*grown));
		if (!grown) {
			search->failed = true;
			return;
		}
		search->steps = grown;
		search->cap = cap;
	}
	search->steps[search->n++] = (struct step){ side, entry };
}

/* What is wanted on one side is so on the other. */
static void mark(struct search *search, struct side *side, size_t entry, unsigned marks)
{
	for (int i = 0; i < 2 && entry != CATALOG_NONE; i++) {
		if ((side->marks[entry] & marks) != marks) {
			side->marks[entry] |= marks;
			push(search, side, entry);
		}
		entry = side->other[entry];
		side = side->there;
	}
}

/* ---- edges ---- */

static const struct sqlembic_kind *kind_of(const struct side *side, size_t entry)
{
	return &side->catalog->kinds[side->catalog->entries[entry].fact.kind];
}

static bool has_digest(const struct side *side, size_t entry)
{
	const struct sqlembic_attribute *attributes = kind_of(side, entry)->attributes;
	for (size_t i = 0; attributes && attributes[i].name; i++)
		if (attributes[i].flags & SQLEMBIC_ATTRIBUTE_DIGEST)
			return true;
	return false;
}

/* A key's other end, and a trigger of the table, are as they were; all else is made of what it uses. */
static void follow_users(struct search *search, struct side *side, size_t entry)
{
	size_t n;
	const size_t *users = catalog_row(&side->catalog->users, entry, &n);
	for (size_t i = 0; i < n; i++) {
		const bool is_key = has_digest(side, entry) && has_digest(side, users[i]);
		const bool is_part = side->catalog->entries[users[i]].parent != CATALOG_NONE;
		mark(search, side, users[i], is_key || is_part ? WANTED : WANTED | TOUCHED);
	}
}

/* A view runs the functions that it calls. */
static void follow_used(struct search *search, struct side *side, size_t entry)
{
	const bool is_touched = side->marks[entry] & TOUCHED;
	size_t n;
	const size_t *used = catalog_row(&side->catalog->used, entry, &n);
	for (size_t i = 0; i < n; i++) {
		const bool is_key = has_digest(side, entry) && has_digest(side, used[i]);
		if (!is_key || is_touched)
			mark(search, side, used[i], is_key ? WANTED : WANTED | RUNS);
	}
}

/* What is made anew takes its parts with it: triggers, the body of a package. */
static void follow_parts(struct search *search, struct side *side, size_t entry)
{
	size_t n;
	const size_t *parts = catalog_row(&side->catalog->parts, entry, &n);
	for (size_t i = 0; i < n; i++)
		mark(search, side, parts[i], WANTED);
}

/* Rows that are put into a table run its triggers, and what those call; routines that nobody calls are only made. */
static void follow_mentions(struct search *search, struct side *side, size_t entry)
{
	size_t n;
	const size_t *mentioned = catalog_row(&side->catalog->mentioned, entry, &n);
	const bool is_part = side->catalog->entries[entry].parent != CATALOG_NONE;
	if (!is_part && !has_digest(side, entry) && !(side->marks[entry] & RUNS))
		return;
	for (size_t i = 0; i < n; i++)
		mark(search, side, mentioned[i], WANTED | RUNS);
}

static void follow(struct search *search, struct side *side, size_t entry)
{
	const unsigned marks = side->marks[entry];
	const size_t parent = side->catalog->entries[entry].parent;
	if (parent != CATALOG_NONE)
		mark(search, side, parent, marks & (WANTED | TOUCHED));
	if (marks & TOUCHED) {
		follow_users(search, side, entry);
		follow_parts(search, side, entry);
	}
	follow_used(search, side, entry);
	follow_mentions(search, side, entry);
}

/* ---- what views call ---- */

static bool is_routine(const struct side *side, size_t entry)
{
	return !has_digest(side, entry) && side->catalog->entries[entry].parent == CATALOG_NONE;
}

/* With what it names, to the end. */
static void call(struct side *side, size_t entry, size_t *waiting)
{
	size_t n = 0;
	for (waiting[n++] = entry; n > 0;) {
		const size_t at = waiting[--n];
		size_t count;
		const size_t *mentioned = catalog_row(&side->catalog->mentioned, at, &count);
		for (size_t k = 0; k < count; k++) {
			if (side->marks[mentioned[k]] & CALLED || !is_routine(side, mentioned[k]))
				continue;
			side->marks[mentioned[k]] |= CALLED;
			waiting[n++] = mentioned[k];
		}
	}
}

static bool mark_called(struct side *side)
{
	size_t *waiting = calloc(side->catalog->n + 1, sizeof(*waiting));
	for (size_t i = 0; waiting && i < side->catalog->n; i++) {
		size_t nusers;
		(void)catalog_row(&side->catalog->users, i, &nusers);
		if (nusers == 0 || side->marks[i] & CALLED || !is_routine(side, i))
			continue;
		side->marks[i] |= CALLED;
		call(side, i, waiting);
	}
	free(waiting);
	return waiting;
}

/* A function is no user of the tables that its body names, but a view that calls it works no more where they do not: what views
 * call, and names what is touched, is touched. */
static void follow_callers(struct search *search, struct side *side)
{
	for (size_t i = 0; i < side->catalog->n; i++) {
		size_t n;
		const size_t *mentioned = catalog_row(&side->catalog->mentioned, i, &n);
		for (size_t k = 0; k < n && side->marks[i] & CALLED; k++)
			if (side->marks[mentioned[k]] & TOUCHED)
				mark(search, side, i, WANTED | TOUCHED | RUNS);
	}
}

/* ---- what differs ---- */

static const struct sqlembic_fact *fact_at(const struct side *side, size_t entry)
{
	return &side->catalog->entries[entry].fact;
}

static void pair_up(struct search *search)
{
	struct side *a = &search->sides[0], *b = &search->sides[1];
	for (size_t i = 0, j = 0; i < a->catalog->n || j < b->catalog->n;) {
		int order = catalog_order_beside(a->catalog, i, b->catalog, j);
		if (order == 0) {
			a->other[i] = j;
			b->other[j++] = i++;
		} else if (order < 0) {
			a->other[i++] = CATALOG_NONE;
		} else {
			b->other[j++] = CATALOG_NONE;
		}
	}
}

static bool differs(const struct side *side, size_t entry)
{
	const size_t other = side->other[entry];
	return other == CATALOG_NONE ||
	       !catalog_says_same(kind_of(side, entry), fact_at(side, entry), fact_at(side->there, other));
}

static void mark_differing(struct search *search)
{
	for (int at = 0; at < 2; at++) {
		struct side *side = &search->sides[at];
		for (size_t i = 0; i < side->catalog->n; i++)
			if (differs(side, i))
				mark(search, side, i, WANTED | TOUCHED);
	}
}

/* ---- all ---- */

static bool begin(struct search *search, const struct catalog *from, const struct catalog *to)
{
	const struct catalog *catalogs[] = { from, to };
	*search = (struct search){ 0 };
	for (int at = 0; at < 2; at++) {
		struct side *side = &search->sides[at];
		side->catalog = catalogs[at];
		side->there = &search->sides[!at];
		side->other = calloc(side->catalog->n + 1, sizeof(*side->other));
		side->marks = calloc(side->catalog->n + 1, sizeof(*side->marks));
		if (!side->other || !side->marks)
			return false;
	}
	return true;
}

static void end(struct search *search)
{
	for (int at = 0; at < 2; at++) {
		free(search->sides[at].other);
		free(search->sides[at].marks);
	}
	free(search->steps);
}

/* Of what both have the first catalog tells. */
static int take(struct portion *out, const struct search *search, struct arena *arena,
		struct sqlembic_error *err)
{
	const struct side *a = &search->sides[0], *b = &search->sides[1];
	out->facts = arena_alloc(arena, a->catalog->n + b->catalog->n, sizeof(*out->facts));
	bool failed = !out->facts;
	for (size_t i = 0, j = 0; !failed && (i < a->catalog->n || j < b->catalog->n);) {
		int order = catalog_order_beside(a->catalog, i, b->catalog, j);
		const struct side *side = order <= 0 ? a : b;
		const size_t entry = order <= 0 ? i : j;
		const struct sqlembic_fact *fact = fact_at(side, entry);
		i += order <= 0;
		j += order >= 0;
		const bool is_wanted = side->marks[entry] & WANTED;
		const char *identity = arena_dup(arena, fact->identity);
		failed = !identity;
		out->nwanted += is_wanted;
		out->facts[out->n++] = (struct portion_fact){ fact->kind, identity, is_wanted,
							      differs(side, entry) };
	}
	return failed ? sqlembic_fail_memory(err) : 0;
}

int portion_find(struct portion *out, const struct catalog *from, const struct catalog *to,
		 struct arena *arena, struct sqlembic_error *err)
{
	struct search search;
	*out = (struct portion){ 0 };
	bool fits = begin(&search, from, to);
	for (int at = 0; at < 2 && fits; at++)
		fits = mark_called(&search.sides[at]);
	if (fits) {
		pair_up(&search);
		mark_differing(&search);
	}
	while (fits && search.n > 0) {
		const struct step step = search.steps[--search.n];
		follow(&search, step.side, step.entry);
		for (int at = 0; at < 2 && search.n == 0; at++)
			follow_callers(&search, &search.sides[at]);
	}
	int rc = fits && !search.failed ? take(out, &search, arena, err) : sqlembic_fail_memory(err);
	end(&search);
	return rc;
}

static int compare_facts(const void *a, const void *b)
{
	const struct portion_fact *x = a, *y = b;
	if (x->kind != y->kind)
		return x->kind < y->kind ? -1 : 1;
	return strcmp(x->identity, y->identity);
}

bool portion_has(const struct portion *portion, unsigned kind, const char *identity)
{
	const struct portion_fact named = { .kind = kind, .identity = identity };
	const struct portion_fact *found = portion->n == 0 ? NULL
							   : bsearch(&named, portion->facts, portion->n,
								     sizeof(named), compare_facts);
	return !found || found->is_wanted;
}

/* ---- read again ---- */

static bool is_same_entry(const struct catalog *from, size_t a, const struct catalog *to, size_t b)
{
	const struct sqlembic_fact *x = &from->entries[a].fact, *y = &to->entries[b].fact;
	return x->kind == y->kind && strcmp(x->identity, y->identity) == 0 &&
	       catalog_says_same(&from->kinds[x->kind], x, y);
}

static bool has_same_parts(const struct catalog *from, size_t a, const struct catalog *to, size_t b)
{
	size_t n, m, i = 0;
	const size_t *of_a = catalog_row(&from->parts, a, &n), *of_b = catalog_row(&to->parts, b, &m);
	while (i < n && i < m && is_same_entry(from, of_a[i], to, of_b[i]))
		i++;
	return i == n && i == m;
}

bool portion_is_shown(const struct portion *portion, const struct catalog *from, const struct catalog *to)
{
	bool is_shown = true;
	for (size_t i = 0; i < portion->n && is_shown; i++) {
		const struct portion_fact *fact = &portion->facts[i];
		if (!fact->differs)
			continue;
		const size_t a = catalog_find(from, fact->kind, fact->identity);
		const size_t b = catalog_find(to, fact->kind, fact->identity);
		const bool are_both = a != CATALOG_NONE && b != CATALOG_NONE;
		is_shown = are_both ? !is_same_entry(from, a, to, b) || !has_same_parts(from, a, to, b)
				    : a != b;
	}
	return is_shown;
}
