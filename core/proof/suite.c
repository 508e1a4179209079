/* suite.c: see suite.h. */
#include "proof/suite.h"

#include <string.h>

#include "graph/fold.h"
#include "graph/plan_range.h"
#include "graph/plan_show.h"
#include "proof/halves.h"
#include "proof/left_out.h"
#include "proof/orders.h"
#include "proof/suite_case.h"
#include "sqlembic/error.h"

/* ---- which ---- */

static int mark_wanted(bool *wanted, const struct suite *s, struct sqlembic_error *err)
{
	const struct graph *graph = s->order->origin->graph;
	const char *text = s->order->revisions;
	struct revision_list list;
	if (!text) {
		for (size_t i = 0; i < graph->n; i++)
			wanted[i] = !s->ascent.is_given[i] && !graph->revisions[i].is_hidden;
		return 0;
	}
	int rc = strchr(text, ':') ? plan_range_history(&list, graph, NULL, text, err)
				   : plan_show(&list, graph, NULL, text, err);
	for (size_t i = 0; rc == 0 && i < list.n; i++)
		wanted[list.items[i]->index] = true;
	return rc;
}

/* ---- all ---- */

/* The cases of revisions, in the order in which they are tested. */
static void list_cases(struct suite_report *out, const struct suite *s, const bool *wanted)
{
	for (size_t i = 0; i < s->ascent.n; i++)
		if (wanted[s->ascent.sequence[i]->index])
			out->cases[out->n++] = (struct suite_case){ .revision = s->ascent.sequence[i] };
	if (out->n > 0)
		out->cases[out->n - 1].is_last = true;
}

static int test_range(struct suite *s, struct suite_case *cases, size_t n, struct sqlembic_error *err)
{
	int rc = 0;
	for (size_t i = 0; rc == 0 && i < n && !ascent_was_misled(&s->ascent); i++)
		rc = suite_case_run(s, &cases[i], err);
	return rc;
}

/* As far as the second suite does not. */
static int test_first(struct suite *s, struct second *second, struct suite_case *cases,
		      struct sqlembic_error *err)
{
	int rc = 0;
	for (size_t i = 0; rc == 0 && !ascent_was_misled(&s->ascent) && halves_take(second, i); i++)
		rc = suite_case_run(s, &cases[i], err);
	return rc;
}

/* *is_alone: nothing was tested meanwhile. */
static int test_all(struct suite_report *out, struct suite *s, struct second *second, bool *is_alone,
		    struct sqlembic_error *err)
{
	*is_alone = *is_alone || !halves_begin(second, s, out->cases, out->n);
	if (*is_alone)
		return test_range(s, out->cases, out->n, err);
	int rc = test_first(s, second, out->cases, err);
	const bool stands = halves_end(second, s, rc < 0);
	return rc == 0 && !stands ? test_range(s, out->cases + second->from, out->n - second->from, err) : rc;
}

static void count_outcomes(struct suite_report *report)
{
	for (size_t i = 0; i < report->n; i++) {
		report->failed += strcmp(report->cases[i].outcome, "failed") == 0;
		report->skipped += strcmp(report->cases[i].outcome, "skipped") == 0;
	}
}

/* Heads of which neither needs the other; where one cannot be applied at all, that was said. */
static bool is_testable(const struct suite_report *report, const struct revision *head)
{
	for (size_t i = 0; i < report->n; i++)
		if (report->cases[i].revision == head && !report->cases[i].other)
			return report->cases[i].is_applicable;
	return false;
}

static int test_orders(struct suite_report *out, struct suite *s, struct sqlembic_error *err)
{
	const struct revision_list *heads = &s->order->origin->graph->real_heads;
	int rc = 0;
	for (size_t i = 0; rc == 0 && i < heads->n; i++)
		for (size_t k = i + 1; rc == 0 && k < heads->n; k++) {
			const struct revision *a = heads->items[i], *b = heads->items[k];
			if (!is_testable(out, a) || !is_testable(out, b))
				continue;
			struct suite_case *c = &out->cases[out->n++];
			*c = (struct suite_case){ .revision = a, .other = b };
			rc = suite_case_run(s, c, err);
		}
	return rc;
}

static struct suite_case *case_of(struct suite_report *out, const struct revision *revision)
{
	for (size_t i = 0; i < out->n; i++)
		if (out->cases[i].revision == revision && !out->cases[i].other)
			return &out->cases[i];
	return NULL;
}

/* Whether all revisions can be applied in the order of their files, and heads in any. */
static bool are_applicable(const struct suite_report *report)
{
	bool are = true;
	for (size_t i = 0; i < report->n; i++)
		are &= report->cases[i].other ? report->cases[i].findings.failures == 0
					      : report->cases[i].is_applicable;
	return are;
}

static int test_planned(struct suite_report *out, struct suite *s, struct sqlembic_error *err)
{
	struct finding_list findings = { .arena = s->order->arena };
	const struct revision *at;
	if (s->order->revisions || s->order->from || !are_applicable(out))
		return 0;
	int rc = orders_planned(&s->ascent, &at, &findings, err);
	struct suite_case *c = rc == 0 && at ? case_of(out, at) : NULL;
	bool *goal = c ? arena_alloc(s->ascent.arena, s->order->origin->graph->n, sizeof(*goal)) : NULL;
	if (!c)
		return rc;
	if (!goal)
		return sqlembic_fail_memory(err);
	memset(goal, true, s->order->origin->graph->n * sizeof(*goal));
	c->outcome = "failed";
	/* Its own test did not meet what fails here. */
	c->may_lack = true;
	rc = finding_join(&c->findings, &findings, NULL, err);
	return rc == 0 ? left_out_excuse(c, &s->ascent, goal, s->order->arena, err) : rc;
}

/* How a suite is run.  Where what it has found may be wrong by that, it is run once more. */
struct manner {
	bool takes_nothing; /* nothing is taken as known that was read once */
	bool is_alone;      /* no two revisions are tested at the same time */
};

/* Two may not have had what one would have: connections, memory for locks. */
static bool may_be_of_company(const struct suite *s, int rc, const struct sqlembic_error *err)
{
	const struct sqlembic_dialect *dialect = s->ascent.rehearsal.dialect;
	return (rc == 0 && s->ascent.rehearsal.was_of_others) ||
	       (rc < 0 && rc != SQLEMBIC_E_INTERRUPTED &&
		dialect->complaints(err) & SQLEMBIC_COMPLAINT_OTHERS);
}

/* What is tested behind all revisions. */
static int test_rest(struct suite_report *out, struct suite *s, struct sqlembic_error *err)
{
	int rc = test_orders(out, s, err);
	if (rc == 0)
		rc = test_planned(out, s, err);
	if (rc == 0)
		rc = ascent_expect_loaded(&s->ascent, err);
	if (rc == 0)
		count_outcomes(out);
	return rc;
}

static int run(struct suite_report *out, struct suite *s, struct second *second, struct manner *manner,
	       bool *is_doubtful, struct sqlembic_error *err)
{
	const struct graph *graph = s->order->origin->graph;
	bool *wanted = arena_alloc(s->ascent.arena, graph->n, sizeof(*wanted));
	*out = (struct suite_report){ 0 };
	out->cases = arena_alloc(s->order->arena, graph->n + graph->real_heads.n * graph->real_heads.n,
				 sizeof(*out->cases));
	if (!wanted || !out->cases)
		return sqlembic_fail_memory(err);
	int rc = mark_wanted(wanted, s, err);
	if (rc == 0) {
		list_cases(out, s, wanted);
		rc = test_all(out, s, second, &manner->is_alone, err);
	}
	if (rc == 0)
		rc = ascent_confirm(&s->ascent, err);
	manner->takes_nothing |= ascent_was_misled(&s->ascent);
	*is_doubtful = rc == 0 && ascent_was_misled(&s->ascent);
	if (!manner->is_alone && may_be_of_company(s, rc, err)) {
		*is_doubtful = true;
		*err = (struct sqlembic_error){ 0 };
		return 0;
	}
	if (rc == 0 && !*is_doubtful)
		rc = test_rest(out, s, err);
	return rc;
}

static int run_once(struct suite_report *out, const struct suite_order *order, struct manner *manner,
		    bool *is_doubtful, struct sqlembic_error *err)
{
	struct arena arena = { 0 };
	struct second second = { 0 };
	struct suite s = {
		.order = order,
		.ascent = { .origin = order->origin, .arena = &arena, .takes_nothing = manner->takes_nothing }
	};
	int rc = suite_case_begin(&s, err);
	if (rc == 0)
		rc = run(out, &s, &second, manner, is_doubtful, err);
	halves_leave(&second);
	suite_case_end(&s);
	halves_release(&second);
	arena_release(&arena);
	return rc;
}

int suite_run(struct suite_report *out, const struct suite_order *order, struct sqlembic_error *err)
{
	struct manner manner = { 0 };
	bool is_doubtful;
	*out = (struct suite_report){ 0 };
	/* What a squash replaces is tested where it is named. */
	struct origin *origin = order->origin;
	int rc = fold_choose_text(&origin->graph, origin->graph, NULL, order->revisions, err);
	do {
		is_doubtful = false;
		if (rc == 0)
			rc = run_once(out, order, &manner, &is_doubtful, err);
		manner.is_alone = true;
	} while (rc == 0 && is_doubtful);
	return rc;
}
