/* squash.c: see squash.h.
 *
 * One revision can stand for a range only where nobody else names what lies in its middle: a database that has run such a
 * revision says no more that the rest of the range is missing there. */
#include "graph/squash.h"

#include <string.h>

#include "graph/fold.h"
#include "graph/plan_range.h"
#include "graph/plan_show.h"
#include "graph/walk.h"
#include "sqlembic/error.h"

struct search {
	const struct graph *graph;
	struct squash_range *out;
	bool *is_member;
	bool *below; /* what lies below a revision outside that a member names */
	struct arena scratch;
	const char *text;
};

/* ---- the members ---- */

static int refuse_replaced(const struct search *s, const struct revision *r, struct sqlembic_error *err)
{
	const struct revision *squash = fold_replacing(s->graph, r->id);
	sqlembic_fail(err, SQLEMBIC_E_FAILED, "%s replaces %s already", squash->id, r->id);
	return sqlembic_fail_hint(err, "name %s in the range, which is then replaced itself", squash->id);
}

static int find_members(struct search *s, struct sqlembic_error *err)
{
	struct revision_list *members = &s->out->members;
	int rc = strchr(s->text, ':') ? plan_range_history(members, s->graph, NULL, s->text, err)
				      : plan_show(members, s->graph, NULL, s->text, err);
	if (rc < 0)
		return rc;
	for (size_t i = 0; i < members->n / 2; i++) {
		struct revision *r = members->items[i];
		members->items[i] = members->items[members->n - 1 - i];
		members->items[members->n - 1 - i] = r;
	}
	for (size_t i = 0; i < members->n; i++) {
		members->items[i] = s->graph->revisions + members->items[i]->index;
		if (members->items[i]->is_hidden)
			return refuse_replaced(s, members->items[i], err);
		s->is_member[members->items[i]->index] = true;
	}
	if (members->n > 1)
		return 0;
	sqlembic_fail(err, SQLEMBIC_E_FAILED, "the range %s has %s: there is nothing to squash", s->text,
		      members->n ? "one revision" : "no revision");
	if (!strchr(s->text, ':'))
		return sqlembic_fail_hint(err, "name the first and the last one: sqlembic squash FIRST:LAST");
	return sqlembic_fail_command(err, "see what a range has with: ", "sqlembic history -r %s", s->text);
}

/* Neighbours above that are in the range, or are not. */
static struct revision *find_above(const struct search *s, const struct revision *r, bool inside)
{
	for (size_t i = 0; i < r->nchildren; i++)
		if (s->is_member[r->children[i]->index] == inside)
			return r->children[i];
	for (size_t i = 0; i < r->ndependants; i++)
		if (s->is_member[r->dependants[i]->index] == inside)
			return r->dependants[i];
	return NULL;
}

static int expect_one_end(const struct search *s, struct sqlembic_error *err)
{
	struct sqlembic_buf ends = SQLEMBIC_BUF_INIT;
	const struct revision *first = NULL;
	size_t n = 0;
	for (size_t i = 0; i < s->out->members.n; i++) {
		const struct revision *r = s->out->members.items[i];
		if (find_above(s, r, true))
			continue;
		first = first ? first : r;
		sqlembic_buf_printf(&ends, "%s%s", n++ ? ", " : "", r->id);
	}
	if (n > 1) {
		/* "heads" alone has no beginning. */
		const int start = strchr(s->text, ':') ? (int)strcspn(s->text, ":") : 0;
		sqlembic_fail(err, SQLEMBIC_E_FAILED,
			      "the range %s ends in %zu revisions (%s), and one revision is to stand for it",
			      s->text, n, sqlembic_buf_text(&ends));
		sqlembic_fail_hint(err,
				   "let it end in one of them, as %.*s:%s, or join them first with: "
				   "sqlembic merge",
				   start, s->text, first->id);
	}
	sqlembic_buf_release(&ends);
	return n > 1 ? SQLEMBIC_E_FAILED : 0;
}

/* ---- the rest of the project ---- */

static int refuse_outsider(const struct search *s, const struct revision *r, const struct revision *outsider,
			   struct sqlembic_error *err)
{
	sqlembic_fail(err, SQLEMBIC_E_FAILED,
		      "%s, which is not in the range, needs %s, which is, and is not its end", outsider->id,
		      r->id);
	if (outsider->up_path)
		sqlembic_fail_at(err, outsider->up_path, outsider->line, 0);
	struct sqlembic_buf range = SQLEMBIC_BUF_INIT;
	sqlembic_buf_printf(&range, "%.*s:%s", (int)strcspn(s->text, ":"), s->text, r->id);
	int rc = sqlembic_fail_command(err, "squash in two, and begin with: ", "sqlembic squash %s",
				       sqlembic_buf_text(&range));
	sqlembic_buf_release(&range);
	return rc;
}

static int expect_closed(const struct search *s, struct sqlembic_error *err)
{
	for (size_t i = 0; i + 1 < s->out->members.n; i++) {
		const struct revision *r = s->out->members.items[i];
		const struct revision *outsider = find_above(s, r, false);
		if (outsider)
			return refuse_outsider(s, r, outsider, err);
	}
	return 0;
}

static bool has(const struct revision_list *list, const struct revision *r)
{
	for (size_t i = 0; i < list->n; i++)
		if (list->items[i] == r)
			return true;
	return false;
}

/* What the members name outside of the range, in the order of naming. */
static int list_outside(struct revision_list *out, struct search *s, bool deps, struct sqlembic_error *err)
{
	*out = (struct revision_list){ arena_alloc(&s->scratch, s->graph->n, sizeof(struct revision *)), 0 };
	if (!out->items)
		return sqlembic_fail_memory(err);
	for (size_t i = 0; i < s->out->members.n; i++) {
		const struct revision *r = s->out->members.items[i];
		size_t n = deps ? r->ndeps : r->nparents;
		for (size_t k = 0; k < n; k++) {
			struct revision *next = deps ? r->deps[k] : r->parents[k];
			if (!s->is_member[next->index] && !has(out, next))
				out->items[out->n++] = next;
		}
	}
	return 0;
}

/* Flags what lies strictly below a list. */
static int flag_below(struct search *s, const struct revision_list *list, struct sqlembic_error *err)
{
	int rc = 0;
	for (size_t i = 0; rc == 0 && i < list->n; i++) {
		const struct revision *r = list->items[i];
		const struct revision_list parents = { r->parents, r->nparents };
		const struct revision_list deps = { r->deps, r->ndeps };
		rc = walk_reach(s->below, s->graph, &parents, WALK_ALL_DOWN, err);
		if (rc == 0)
			rc = walk_reach(s->below, s->graph, &deps, WALK_ALL_DOWN, err);
	}
	return rc;
}

static int keep_ids(const char *const **out, size_t *n, const struct search *s,
		    const struct revision_list *list, const struct revision_list *also,
		    struct sqlembic_error *err)
{
	const char **ids = arena_alloc(s->graph->arena, list->n, sizeof(*ids));
	if (!ids)
		return sqlembic_fail_memory(err);
	*n = 0;
	for (size_t i = 0; i < list->n; i++)
		if (!s->below[list->items[i]->index] && !(also && has(also, list->items[i])))
			ids[(*n)++] = list->items[i]->id;
	*out = ids;
	return 0;
}

static int find_edges(struct search *s, struct sqlembic_error *err)
{
	struct revision_list parents, deps;
	int rc = list_outside(&parents, s, false, err);
	if (rc == 0)
		rc = list_outside(&deps, s, true, err);
	if (rc == 0)
		rc = flag_below(s, &parents, err);
	if (rc == 0)
		rc = flag_below(s, &deps, err);
	if (rc == 0)
		rc = keep_ids(&s->out->down, &s->out->ndown, s, &parents, NULL, err);
	return rc == 0 ? keep_ids(&s->out->depends, &s->out->ndepends, s, &deps, &parents, err) : rc;
}

static int find_labels(struct search *s, struct sqlembic_error *err)
{
	size_t n = 0;
	for (size_t i = 0; i < s->out->members.n; i++)
		n += s->out->members.items[i]->nlabels;
	const char **labels = arena_alloc(s->graph->arena, n, sizeof(*labels));
	if (!labels)
		return sqlembic_fail_memory(err);
	s->out->labels = labels;
	for (size_t i = 0; i < s->out->members.n; i++)
		for (size_t k = 0; k < s->out->members.items[i]->nlabels; k++)
			labels[s->out->nlabels++] = s->out->members.items[i]->labels[k];
	return 0;
}

static int find(struct search *s, struct sqlembic_error *err)
{
	s->is_member = arena_alloc(&s->scratch, s->graph->n, sizeof(bool));
	s->below = arena_alloc(&s->scratch, s->graph->n, sizeof(bool));
	if (!s->is_member || !s->below)
		return sqlembic_fail_memory(err);
	int rc = find_members(s, err);
	if (rc == 0)
		rc = expect_one_end(s, err);
	if (rc == 0)
		rc = expect_closed(s, err);
	if (rc == 0)
		rc = find_edges(s, err);
	return rc == 0 ? find_labels(s, err) : rc;
}

int squash_find(struct squash_range *out, const struct graph *graph, const char *text,
		struct sqlembic_error *err)
{
	struct search s = { .graph = graph, .out = out, .text = text };
	*out = (struct squash_range){ .ndown = 0 };
	int rc = find(&s, err);
	arena_release(&s.scratch);
	return rc;
}
