/* finding.c: see finding.h. */
#include "proof/finding.h"

#include <string.h>

#include "proof/moment.h"
#include "sqlembic/error.h"

/* ---- comparing ---- */

static size_t count_unread(const struct catalog *a, const struct catalog *b)
{
	size_t n = 0;
	for (size_t i = 0; i < a->unread.n; i++)
		n += !catalog_list_has(&b->unread, a->unread.items[i]);
	return n;
}

/* What was filled before; what is new says so by being there. */
static bool is_emptied(const struct catalog *wanted, const struct sqlembic_fact *fact)
{
	if (!(fact->flags & SQLEMBIC_FACT_UNFILLED))
		return false;
	const size_t at = catalog_find(wanted, fact->kind, fact->identity);
	return at != CATALOG_NONE && !(wanted->entries[at].fact.flags & SQLEMBIC_FACT_UNFILLED);
}

static size_t count_emptied(const struct catalog *wanted, const struct catalog *is)
{
	size_t n = 0;
	for (size_t i = 0; i < is->n; i++)
		n += is_emptied(wanted, &is->entries[i].fact);
	return n;
}

/* The order of columns that follows from adding one where the server adds them is told apart: a script can seldom do better.
 * The order in which triggers fire is no such thing. */
static void pass_over_order(struct finding_difference *out)
{
	struct comparison *c = &out->comparison;
	for (size_t i = 0; i < c->n; i++) {
		struct pair *pair = &c->pairs[i];
		const struct sqlembic_attribute *attributes = compare_kind(c, pair)->attributes;
		uint64_t following = 0;
		for (size_t k = 0; attributes && attributes[k].name; k++)
			if (attributes[k].flags & SQLEMBIC_ATTRIBUTE_FOLLOWS)
				following |= (uint64_t)1 << k;
		const struct sqlembic_fact *after = compare_after(c, pair);
		if (!pair->differs || pair->differs & ~following || !after ||
		    !(after->flags & SQLEMBIC_FACT_HOLDS_ROWS))
			continue;
		if (!out->reordered && compare_is_told(c, pair))
			out->reordered = after->shown;
		pair->differs = 0;
	}
}

/* What is made anew is made at another moment. */
static void pass_over_moments(struct comparison *c)
{
	for (size_t i = 0; i < c->n; i++) {
		struct pair *pair = &c->pairs[i];
		const struct sqlembic_attribute *attributes = compare_kind(c, pair)->attributes;
		const struct sqlembic_fact *before = compare_before(c, pair), *after = compare_after(c, pair);
		if (!pair->differs || !attributes || !before || !before->values || !after || !after->values)
			continue;
		for (size_t k = 0; attributes[k].name; k++)
			if (attributes[k].flags & SQLEMBIC_ATTRIBUTE_DEPARSED && before->values[k] &&
			    after->values[k] &&
			    moment_is_all_that_differs(before->values[k], after->values[k]))
				pair->differs &= ~((uint64_t)1 << k);
	}
}

/* What a copy does not have is counted of what it is a copy of. */
static int count(struct finding_difference *out, const struct catalog *wanted, const struct catalog *is,
		 struct sqlembic_error *err)
{
	int rc = compare(&out->comparison, wanted, is, NULL, &out->arena, err);
	if (rc < 0)
		return rc;
	pass_over_order(out);
	pass_over_moments(&out->comparison);
	out->n = compare_count(&out->comparison) + count_unread(out->wanted, out->is) +
		 count_unread(out->is, out->wanted) + count_emptied(out->wanted, out->is);
	return 0;
}

/* An expression that was made from the server's print of it can be printed otherwise. */
static int settle(struct finding_difference *out, struct proof *proof, const struct catalog *wanted,
		  const struct catalog *is, struct sqlembic_error *err)
{
	struct sqlembic_error said = { 0 };
	out->needs_edges = wanted->without_edges || is->without_edges;
	if (out->needs_edges)
		return 0;
	out->is_settled = true;
	catalog_init(&out->settled[0], wanted->kinds);
	catalog_init(&out->settled[1], wanted->kinds);
	int rc = proof_settle(&out->settled[0], proof, wanted, true, &said);
	if (rc == 0)
		rc = proof_settle(&out->settled[1], proof, is, true, &said);
	/* What cannot be made anew is compared as it is; a lock that another session had, or a connection that is lost, says
	 * nothing of it. */
	if (rc == SQLEMBIC_E_FAILED)
		return 0;
	return rc == 0 ? count(out, &out->settled[0], &out->settled[1], err) : sqlembic_fail_copy(err, &said);
}

int finding_compare_texts(struct finding_difference *out, const struct catalog *wanted,
			  const struct catalog *is, struct sqlembic_error *err)
{
	*out = (struct finding_difference){ .wanted = wanted, .is = is };
	return count(out, wanted, is, err);
}

int finding_compare(struct finding_difference *out, struct proof *proof, const struct catalog *wanted,
		    const struct catalog *is, struct sqlembic_error *err)
{
	int rc = finding_compare_texts(out, wanted, is, err);
	if (rc == 0 && out->n > 0 && compare_differs_in_print(&out->comparison))
		rc = settle(out, proof, wanted, is, err);
	return rc;
}

void finding_release(struct finding_difference *difference)
{
	if (difference->is_settled) {
		catalog_release(&difference->settled[0]);
		catalog_release(&difference->settled[1]);
	}
	arena_release(&difference->arena);
	*difference = (struct finding_difference){ 0 };
}

/* ---- objects ---- */

static const char *difference_text(struct arena *arena, const struct comparison *c, const struct pair *pair,
				   const struct sqlembic_test_object *object)
{
	struct sqlembic_buf text = SQLEMBIC_BUF_INIT;
	if (strcmp(object->state, "changed") == 0)
		write_difference(&text, c, pair);
	else
		sqlembic_buf_printf(&text, "%s '%s'", object->kind, object->object);
	const char *copy = text.failed ? NULL : arena_dup(arena, sqlembic_buf_text(&text));
	sqlembic_buf_release(&text);
	return copy;
}

static int take_pair(struct sqlembic_test_object *out, struct arena *arena, const struct comparison *c,
		     const struct pair *pair, struct sqlembic_error *err)
{
	const struct sqlembic_fact *before = compare_before(c, pair), *after = compare_after(c, pair);
	const struct sqlembic_fact *fact = after ? after : before;
	*out = (struct sqlembic_test_object){ .state = !before  ? "left"
						       : !after ? "lost"
								: "changed",
					      .kind = compare_kind(c, pair)->name,
					      .object = fact ? arena_dup(arena, fact->shown) : NULL };
	out->text = out->object ? difference_text(arena, c, pair, out) : NULL;
	return out->text ? 0 : sqlembic_fail_memory(err);
}

/* Objects of kinds that are not compared: they are there, or they are not. */
static int take_unread(struct sqlembic_test_object *list, size_t *n, struct arena *arena,
		       const struct catalog *of, const struct catalog *other, const char *state,
		       struct sqlembic_error *err)
{
	for (size_t i = 0; i < of->unread.n; i++) {
		if (catalog_list_has(&other->unread, of->unread.items[i]))
			continue;
		const char *text = arena_dup(arena, of->unread.items[i]);
		if (!text)
			return sqlembic_fail_memory(err);
		list[(*n)++] = (struct sqlembic_test_object){ state, "", text, text };
	}
	return 0;
}

static int take_emptied(struct sqlembic_test_object *list, size_t *n, struct arena *arena,
			const struct finding_difference *d, struct sqlembic_error *err)
{
	for (size_t i = 0; i < d->is->n; i++) {
		const struct sqlembic_fact *fact = &d->is->entries[i].fact;
		if (!is_emptied(d->wanted, fact))
			continue;
		const char *kind = d->is->kinds[fact->kind].name, *object = arena_dup(arena, fact->shown);
		const char *text = arena_printf(arena, "%s '%s' without data", kind, fact->shown);
		if (!object || !text)
			return sqlembic_fail_memory(err);
		list[(*n)++] = (struct sqlembic_test_object){ "left", kind, object, text };
	}
	return 0;
}

static int list_objects(struct sqlembic_test_finding *out, struct arena *arena,
			const struct finding_difference *d, struct sqlembic_error *err)
{
	const struct comparison *c = &d->comparison;
	struct sqlembic_test_object *list = arena_alloc(arena, d->n, sizeof(*list));
	size_t n = 0;
	int rc = list ? 0 : sqlembic_fail_memory(err);
	for (size_t i = 0; rc == 0 && i < c->n; i++)
		if (compare_is_told(c, &c->pairs[i]))
			rc = take_pair(&list[n++], arena, c, &c->pairs[i], err);
	if (rc == 0)
		rc = take_emptied(list, &n, arena, d, err);
	if (rc == 0)
		rc = take_unread(list, &n, arena, d->is, d->wanted, "left", err);
	if (rc == 0)
		rc = take_unread(list, &n, arena, d->wanted, d->is, "lost", err);
	out->objects = list;
	out->nobjects = n;
	return rc;
}

/* Objects that are known already; what makes them may forget them. */
static int copy_objects(struct sqlembic_test_finding *out, struct arena *arena, struct sqlembic_error *err)
{
	struct sqlembic_test_object *list = arena_alloc(arena, out->nobjects, sizeof(*list));
	for (size_t i = 0; list && i < out->nobjects; i++) {
		list[i] = out->objects[i];
		list[i].object = arena_dup(arena, list[i].object);
		list[i].text = arena_dup(arena, list[i].text);
		if (!list[i].object || !list[i].text)
			list = NULL;
	}
	out->objects = list;
	return list ? 0 : sqlembic_fail_memory(err);
}

/* ---- lists ---- */

/* ": leaves table 'a', column 'b.c'; does not bring back index 'i'; differs in ..." */
static void name_objects(struct sqlembic_buf *text, const struct sqlembic_test_finding *finding)
{
	static const struct {
		const char *state, *words;
	} groups[] = { { "left", "leaves" }, { "lost", "does not bring back" }, { "changed", "differs in" } };
	size_t told = 0, last = 3;
	for (size_t g = 0; g < sizeof(groups) / sizeof(*groups); g++)
		for (size_t i = 0; i < finding->nobjects && told < FINDING_NAMES; i++) {
			const struct sqlembic_test_object *object = &finding->objects[i];
			if (strcmp(object->state, groups[g].state) != 0)
				continue;
			sqlembic_buf_puts(text, told == 0 ? ": " : g != last ? "; " : ", ");
			if (g != last)
				sqlembic_buf_printf(text, "%s ", groups[g].words);
			sqlembic_buf_puts(text, object->text);
			last = g;
			told++;
		}
	if (finding->nobjects > told)
		sqlembic_buf_printf(text, ", and %zu more", finding->nobjects - told);
}

static int append(struct finding_list *list, const struct sqlembic_test_finding *finding,
		  struct sqlembic_error *err)
{
	if (list->n == list->cap) {
		size_t cap = list->cap ? list->cap * 2 : 4;
		const struct sqlembic_test_finding **grown = arena_alloc(list->arena, cap,
									 sizeof(*list->items));
		if (!grown)
			return sqlembic_fail_memory(err);
		if (list->n > 0)
			memcpy(grown, list->items, list->n * sizeof(*grown));
		list->items = grown;
		list->cap = cap;
	}
	list->items[list->n++] = finding;
	list->failures += finding->is_failure;
	return 0;
}

int finding_add(struct finding_list *list, const struct sqlembic_test_finding *finding,
		const struct finding_difference *difference, struct sqlembic_error *err)
{
	struct sqlembic_buf text = SQLEMBIC_BUF_INIT;
	struct sqlembic_test_finding *copy = arena_alloc(list->arena, 1, sizeof(*copy));
	if (!copy)
		return sqlembic_fail_memory(err);
	*copy = *finding;
	int rc = 0;
	if (difference)
		rc = list_objects(copy, list->arena, difference, err);
	else if (copy->nobjects > 0)
		rc = copy_objects(copy, list->arena, err);
	sqlembic_buf_puts(&text, finding->text);
	if (rc == 0 && difference)
		name_objects(&text, copy);
	copy->text = text.failed ? NULL : arena_dup(list->arena, sqlembic_buf_text(&text));
	sqlembic_buf_release(&text);
	copy->path = copy->path ? arena_dup(list->arena, copy->path) : NULL;
	copy->detail = copy->detail && copy->detail[0] ? arena_dup(list->arena, copy->detail) : NULL;
	if (rc == 0 && !copy->text)
		rc = sqlembic_fail_memory(err);
	return rc < 0 ? rc : append(list, copy, err);
}

int finding_add_error(struct finding_list *list, const char *stage, const char *what,
		      const struct sqlembic_error *said, struct sqlembic_error *err)
{
	const char *text = arena_printf(list->arena, "%s: %s", what, said->message);
	const struct sqlembic_test_finding finding = { .stage = stage,
						       .is_failure = true,
						       .text = text,
						       .path = said->file[0] ? said->file : NULL,
						       .line = said->line,
						       .column = said->column,
						       .detail = said->detail };
	return text ? finding_add(list, &finding, NULL, err) : sqlembic_fail_memory(err);
}

const struct sqlembic_test_finding *finding_first_failure(const struct finding_list *list)
{
	size_t i = 0;
	while (i < list->n && !list->items[i]->is_failure)
		i++;
	return i < list->n ? list->items[i] : NULL;
}

int finding_join(struct finding_list *list, const struct finding_list *other, const char *before,
		 struct sqlembic_error *err)
{
	int rc = 0;
	for (size_t i = 0; rc == 0 && i < other->n; i++) {
		struct sqlembic_test_finding *copy = arena_alloc(list->arena, 1, sizeof(*copy));
		if (!copy)
			return sqlembic_fail_memory(err);
		*copy = *other->items[i];
		if (before && copy->is_failure) {
			copy->is_failure = false;
			copy->text = arena_printf(list->arena, "%s%s", before, copy->text);
		}
		rc = copy->text ? append(list, copy, err) : sqlembic_fail_memory(err);
	}
	return rc;
}
