/* fate.c: what happens to each object.
 *
 * A change can reach others: a view is dropped and made again because a column under it changes, with it the views over
 * it and the triggers on them, and columns get a new type because their enum is made anew.  So pairs are looked at again
 * whenever more has become known of them; each can become more (altered, replaced, dropped and made), never less. */
#include <string.h>

#include "schema/compare.h"
#include "schema/rename.h"
#include "sqlembic/error.h"

struct work {
	struct comparison *c;
	size_t *queue; /* pairs to look at; a ring of n */
	size_t first, count;
	bool *is_queued;
	struct sqlembic_error *err;
};

static void queue(struct work *work, const struct pair *pair)
{
	size_t i = (size_t)(pair - work->c->pairs);
	if (work->is_queued[i])
		return;
	work->is_queued[i] = true;
	work->queue[(work->first + work->count++) % work->c->n] = i;
}

static bool is_kept(const struct pair *pair)
{
	return pair->before != CATALOG_NONE && pair->after != CATALOG_NONE;
}

static const char *shown(const struct comparison *c, const struct pair *pair)
{
	const struct sqlembic_fact *fact = compare_before(c, pair);
	return (fact ? fact : compare_after(c, pair))->shown;
}

/* A part that its parent's alter() deals with makes its parent altered. */
static void tell_parent(struct work *work, struct pair *pair, bool after)
{
	struct pair *parent = compare_parent(work->c, pair, after);
	if (!parent || !is_kept(parent) || parent->changed & SQLEMBIC_CHANGED_PARTS)
		return;
	parent->changed |= SQLEMBIC_CHANGED_PARTS;
	queue(work, parent);
}

static enum sqlembic_way way_of(const struct comparison *c, const struct pair *pair)
{
	const struct sqlembic_kind *kind = compare_kind(c, pair);
	struct sqlembic_change change = compare_change(c, pair);
	if (kind->judge)
		return kind->judge(&change);
	return kind->alter ? SQLEMBIC_WAY_ALTER : SQLEMBIC_WAY_REBUILD;
}

/* ---- what is gone takes others with it ---- */

/* Why what is dropped is not there any more. */
static void tell_successor(const struct work *work, const struct pair *cause)
{
	const struct sqlembic_fact *gone = compare_before(work->c, cause),
				   *made = is_kept(cause) ? NULL : rename_successor(work->c, gone);
	if (made)
		(void)sqlembic_fail_detail(work->err,
					   "%s %s takes the name of %s %s, which has no other one meanwhile",
					   work->c->to->kinds[made->kind].name, made->shown,
					   compare_kind(work->c, cause)->name, gone->shown);
}

/* `pair` cannot stay as it is while `cause` is dropped. */
static int rebuild(struct work *work, struct pair *pair, const struct pair *cause)
{
	if (!is_kept(pair) || pair->fate & PAIR_GONE)
		return 0;
	const struct sqlembic_fact *fact = compare_before(work->c, pair);
	if (fact->flags & SQLEMBIC_FACT_HOLDS_ROWS) {
		(void)sqlembic_fail(
			work->err, SQLEMBIC_E_FAILED,
			"%s %s cannot be dropped and made again, and %s %s, which it uses, has to be",
			compare_kind(work->c, pair)->name, fact->shown, compare_kind(work->c, cause)->name,
			shown(work->c, cause));
		tell_successor(work, cause);
		return sqlembic_fail_hint(
			work->err,
			"its rows would be lost: write this change by hand, in a revision of its own");
	}
	pair->fate |= PAIR_GONE | PAIR_MADE;
	pair->fate &= ~(unsigned)(PAIR_ALTERED | PAIR_REPLACED);
	queue(work, pair);
	return 0;
}

/* What is gone for good may change who uses it, as a change does: a default calls another function by the same name. */
static void spread_loss(struct work *work, const struct pair *pair, struct pair *user)
{
	const struct sqlembic_kind *kind = compare_kind(work->c, pair);
	struct sqlembic_change change = compare_change(work->c, pair);
	if (!kind->spreads_to || is_kept(pair) || !is_kept(user) || user->fate & PAIR_GONE)
		return;
	uint64_t spread = kind->spreads_to(&change, compare_before(work->c, user));
	if (!(spread & ~user->changed))
		return;
	user->changed |= spread;
	if (way_of(work->c, user) == SQLEMBIC_WAY_ALTER)
		user->fate |= PAIR_ALTERED;
	queue(work, user);
}

static bool share_a_name(const struct sqlembic_fact *a, const struct sqlembic_fact *b)
{
	for (const char *const *x = a->names; x && *x; x++)
		for (const char *const *y = b->names; y && *y; y++)
			if (strcmp(*x, *y) == 0)
				return true;
	return false;
}

/* Whether `user` comes to use something new that can only be made when `used` has left its name to it. */
static bool uses_successor(const struct comparison *c, const struct pair *user, const struct pair *used)
{
	size_t n;
	const size_t *now = catalog_row(&c->to->used, user->after, &n);
	for (size_t i = 0; i < n; i++)
		if (c->pairs[c->of_after[now[i]]].before == CATALOG_NONE &&
		    share_a_name(&c->to->entries[now[i]].fact, compare_before(c, used)))
			return true;
	return false;
}

/* Whether `user` is altered so that it no longer uses what is dropped: then it is altered first, and stays. */
static bool lets_go(const struct comparison *c, const struct pair *user, const struct pair *used)
{
	return user->fate & PAIR_ALTERED && user->changed &&
	       (used->after == CATALOG_NONE ? !uses_successor(c, user, used)
					    : !catalog_uses(c->to, user->after, used->after));
}

static int take_parts(struct work *work, const struct pair *pair)
{
	size_t n;
	const size_t *parts = catalog_row(&work->c->from->parts, pair->before, &n);
	for (size_t i = 0; i < n; i++) {
		struct pair *part = &work->c->pairs[work->c->of_before[parts[i]]];
		if (is_kept(part) && !(part->fate & PAIR_GONE)) {
			part->fate |= PAIR_GONE | PAIR_MADE;
			part->fate &= ~(unsigned)(PAIR_ALTERED | PAIR_REPLACED);
			queue(work, part);
		}
	}
	return 0;
}

/* Whether `pair` cannot be dropped and made again either while `user` is there. */
static bool holds(const struct comparison *c, const struct pair *user, const struct pair *pair)
{
	const struct sqlembic_kind *kind = compare_kind(c, pair);
	struct sqlembic_change change = compare_change(c, pair);
	return kind->is_held_by && is_kept(pair) && kind->is_held_by(&change, compare_before(c, user)->kind);
}

static int take_users(struct work *work, const struct pair *pair)
{
	size_t n;
	const size_t *users = catalog_row(&work->c->from->users, pair->before, &n);
	for (size_t i = 0; i < n; i++) {
		struct pair *user = &work->c->pairs[work->c->of_before[users[i]]];
		const struct sqlembic_kind *kind = compare_kind(work->c, user);
		spread_loss(work, pair, user);
		if (user->fate & PAIR_OF_PARENT || lets_go(work->c, user, pair) ||
		    (kind->stays_without && !holds(work->c, user, pair) &&
		     kind->stays_without(compare_before(work->c, user), compare_before(work->c, pair))))
			continue;
		/* What is dropped for good may leave behind who can be without it (a column that is altered later). */
		int rc = rebuild(work, user, pair);
		if (rc < 0)
			return rc;
	}
	return 0;
}

/* ---- what changes reaches others ---- */

static int reach_users(struct work *work, struct pair *pair)
{
	const struct sqlembic_kind *kind = compare_kind(work->c, pair);
	struct sqlembic_change change = compare_change(work->c, pair);
	size_t n;
	const size_t *users = catalog_row(&work->c->from->users, pair->before, &n);
	for (size_t i = 0; i < n; i++) {
		struct pair *user = &work->c->pairs[work->c->of_before[users[i]]];
		const struct sqlembic_fact *fact = &work->c->from->entries[users[i]].fact;
		if (!is_kept(user) || user->fate & PAIR_GONE)
			continue;
		uint64_t spread = kind->spreads_to ? kind->spreads_to(&change, fact) : 0;
		if (spread & ~user->changed) {
			user->changed |= spread;
			queue(work, user);
		}
		if (kind->is_held_by && kind->is_held_by(&change, fact->kind)) {
			int rc = rebuild(work, user, pair);
			if (rc < 0)
				return rc;
		}
	}
	return 0;
}

static int replace_parts(struct work *work, const struct pair *pair)
{
	size_t n;
	const size_t *parts = catalog_row(&work->c->from->parts, pair->before, &n);
	for (size_t i = 0; i < n; i++) {
		struct pair *part = &work->c->pairs[work->c->of_before[parts[i]]];
		if (compare_kind(work->c, part)->flags & SQLEMBIC_KIND_BY_PARENT || !is_kept(part))
			continue;
		int rc = rebuild(work, part, pair);
		if (rc < 0)
			return rc;
	}
	return 0;
}

static int change(struct work *work, struct pair *pair)
{
	enum sqlembic_way way = way_of(work->c, pair);
	int rc = 0;
	if (way == SQLEMBIC_WAY_FOLLOWS)
		return 0;
	if (way == SQLEMBIC_WAY_NONE) {
		(void)sqlembic_fail(work->err, SQLEMBIC_E_FAILED,
				    "%s %s cannot be changed as the target wants it",
				    compare_kind(work->c, pair)->name, shown(work->c, pair));
		return sqlembic_fail_hint(work->err, "write this change by hand, in a revision of its own");
	}
	if (way == SQLEMBIC_WAY_REBUILD) {
		pair->fate |= PAIR_GONE | PAIR_MADE;
		pair->fate &= ~(unsigned)(PAIR_ALTERED | PAIR_REPLACED);
		queue(work, pair);
		return 0;
	}
	pair->fate |= PAIR_ALTERED | (way == SQLEMBIC_WAY_REPLACE ? PAIR_REPLACED : 0);
	rc = reach_users(work, pair);
	return rc == 0 && way == SQLEMBIC_WAY_REPLACE ? replace_parts(work, pair) : rc;
}

/* ---- the loop ---- */

/* Whether its parent's alter() deals with it. */
static bool is_of_parent(const struct comparison *c, const struct pair *pair)
{
	const struct pair *parent = compare_parent(c, pair, pair->before == CATALOG_NONE);
	return compare_kind(c, pair)->flags & SQLEMBIC_KIND_BY_PARENT && parent && is_kept(parent);
}

static int look_at(struct work *work, struct pair *pair)
{
	/* What spreads to it makes it that, too. */
	if (!(pair->fate & PAIR_GONE) && pair->changed && is_of_parent(work->c, pair))
		pair->fate |= PAIR_OF_PARENT;
	if (pair->fate & PAIR_OF_PARENT) {
		if (pair->before != CATALOG_NONE)
			tell_parent(work, pair, false);
		if (pair->after != CATALOG_NONE)
			tell_parent(work, pair, true);
		return 0;
	}
	if (pair->fate & PAIR_GONE) {
		int rc = take_parts(work, pair);
		return rc == 0 ? take_users(work, pair) : rc;
	}
	return is_kept(pair) && pair->changed ? change(work, pair) : 0;
}

/* First all that is known at once, so that who is asked for its way sees what happens to the others. */
static void begin(struct work *work)
{
	struct comparison *c = work->c;
	for (size_t i = 0; i < c->n; i++) {
		struct pair *pair = &c->pairs[i];
		if (pair->before == CATALOG_NONE)
			pair->fate = PAIR_MADE;
		else if (pair->after == CATALOG_NONE)
			pair->fate = PAIR_GONE;
		else if (!pair->differs)
			continue;
		if (is_of_parent(c, pair))
			pair->fate |= PAIR_OF_PARENT;
		else if (is_kept(pair) && way_of(c, pair) == SQLEMBIC_WAY_ALTER)
			pair->fate |= PAIR_ALTERED;
	}
	for (size_t i = 0; i < c->n; i++)
		if (c->pairs[i].fate || c->pairs[i].differs)
			queue(work, &c->pairs[i]);
}

int fate_decide(struct comparison *comparison, struct sqlembic_error *err)
{
	struct work work = { .c = comparison, .err = err };
	work.queue = arena_alloc(comparison->arena, comparison->n, sizeof(*work.queue));
	work.is_queued = arena_alloc(comparison->arena, comparison->n, sizeof(*work.is_queued));
	if (!work.queue || !work.is_queued)
		return sqlembic_fail_memory(err);
	int rc;
	begin(&work);
	while (work.count > 0) {
		size_t i = work.queue[work.first];
		work.first = (work.first + 1) % comparison->n;
		work.count--;
		work.is_queued[i] = false;
		if ((rc = look_at(&work, &comparison->pairs[i])) < 0)
			return rc;
	}
	return 0;
}
