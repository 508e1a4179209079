/* suite_case.c: see suite_case.h.
 *
 * One scratch database goes along the graph: revisions are taken in the order of their files, as far as the graph lets
 * them, and each is left applied for those that follow.  It is made anew only where a script has left it in no state that
 * revisions describe.
 *
 * A revision is blamed for what its own ancestors and no rows are enough to show.  What it does only where other branches
 * are applied, or tables have rows, is said as that. */
#include "proof/suite_case.h"

#include <string.h>

#include "proof/left_out.h"
#include "proof/orders.h"
#include "sqlembic/clock.h"
#include "sqlembic/error.h"

/* ---- one revision ---- */

static struct trial trial_of(struct suite *s, const struct revision *revision, struct finding_list *findings)
{
	return (struct trial){ .proof = &s->order->origin->proof,
			       .rehearsal = &s->ascent.rehearsal,
			       .site = &s->ascent.site,
			       .revision = revision,
			       .arena = s->ascent.arena,
			       .findings = findings };
}

/* What is left in no state of a revision is gone back from, or mended. */
static void prepare_return(struct suite *s, struct trial *trial)
{
	ascent_mark(&s->ascent);
	trial->may_mend = s->ascent.sets_marks && !s->ascent.site.mark.is_set && trial->proof->schema->rows;
}

static bool has_all(const struct suite *s, const bool *applied, const bool *goal)
{
	for (size_t i = 0; i < s->ascent.n; i++)
		if (goal[s->ascent.sequence[i]->index] && !applied[s->ascent.sequence[i]->index])
			return false;
	return true;
}

/* Makes the site again what can be gone on from: what it was when it was marked, where `within` allows that, or anew. */
static int renew(struct suite *s, bool with_rows, const bool *within, struct sqlembic_error *err)
{
	if (ascent_return(&s->ascent, within))
		return 0;
	s->ascent.sets_marks |= s->ascent.site.is_open;
	return ascent_enter(&s->ascent, with_rows, err);
}

/* A place where `goal` is applied, and perhaps more: the one that there is, or a new one. */
static int reach(struct suite *s, const bool *goal, struct finding_list *findings, struct sqlembic_error *err)
{
	struct site *site = &s->ascent.site;
	int rc = 0;
	if (site->is_open && !site->is_dirty && has_all(s, site->is_applied, goal))
		return 0;
	if (!site->is_open || site->is_dirty)
		rc = renew(s, s->ascent.wants_rows, NULL, err);
	if (rc == 0)
		rc = ascent_build(&s->ascent, goal, findings, err);
	/* In the company of other branches it may fail where it would not alone. */
	if (rc == 0 && findings->failures > 0) {
		*findings = (struct finding_list){ .arena = findings->arena };
		rc = ascent_enter(&s->ascent, s->ascent.wants_rows, err);
		if (rc == 0)
			rc = ascent_build(&s->ascent, goal, findings, err);
	}
	return rc;
}

/* Whether it is as where scripts only went up: where there are no rows, none are others. */
static bool was_only_up(const struct site *site)
{
	return !site->was_down || (!site->has_rows && !site->has_own_rows && !site->may_be_reordered);
}

/* Whether nothing else was done here. */
static bool is_within(const struct suite *s, const bool *goal)
{
	const struct site *site = &s->ascent.site;
	return site->is_open && !site->is_dirty && was_only_up(site) &&
	       ascent_is_within(&s->ascent, site->is_applied, goal);
}

/* What is known of the failures of a trial, or that it had none. */
static void take_judgement(struct suite_case *c, const struct trial *trial)
{
	c->is_malformed = trial->is_malformed;
	c->may_be_of_rows = trial->may_be_of_rows;
	c->may_lack = trial->may_lack;
	c->is_applicable = trial->is_applicable;
}

/* Where exactly `goal` is applied and no table was given rows. */
static int try_here(struct suite *s, struct suite_case *c, const bool *goal, struct finding_list *findings,
		    struct sqlembic_error *err)
{
	struct trial trial;
	bool was_tried;
	int rc;
	do {
		was_tried = false;
		trial = trial_of(s, c->revision, findings);
		*findings = (struct finding_list){ .arena = findings->arena };
		rc = is_within(s, goal) ? 0 : renew(s, false, goal, err);
		if (rc == 0)
			rc = ascent_build(&s->ascent, goal, findings, err);
		if (rc < 0 || findings->failures > 0)
			break;
		prepare_return(s, &trial);
		was_tried = true;
		rc = trial_run(&trial, err);
	} while (rc == 0 && trial.is_open);
	take_judgement(c, &trial);
	/* Where an ancestor fails nobody has looked why. */
	c->may_lack |= !was_tried;
	return rc;
}

static int try_apart(struct suite *s, struct suite_case *c, const bool *goal, struct finding_list *findings,
		     struct sqlembic_error *err)
{
	struct ascent *ascent = &s->ascent;
	int rc = site_confirm(&ascent->apart, &ascent->origin->proof, err);
	if (rc < 0)
		return rc;
	site_forget(&ascent->apart);
	ascent->apart.needs_edges = ascent->site.needs_edges;
	ascent->apart.is_unexplained = false;
	ascent_swap(ascent);
	rc = try_here(s, c, goal, findings, err);
	ascent_swap(ascent);
	return rc;
}

/* In the same place, without the rows that were made up for it: where the up script has failed over them nothing is in effect. */
static int try_without_rows(struct suite *s, struct suite_case *c, const bool *goal, bool *was_tried,
			    struct finding_list *findings, struct sqlembic_error *err)
{
	struct site *site = &s->ascent.site;
	int rc = site_confirm(site, &s->order->origin->proof, err);
	*was_tried = rc == 0 && !site->is_applied[c->revision->index] &&
		     site_empty(site, &s->order->origin->proof);
	if (!*was_tried)
		return rc;
	rc = try_here(s, c, goal, findings, err);
	if (rc == 0)
		site_fill(site);
	return rc;
}

/* Where those that follow can be tested: perhaps the other place only is good for that. */
static int choose_site(struct suite *s, const struct revision *r, struct sqlembic_error *err)
{
	const struct site *site = &s->ascent.site, *apart = &s->ascent.apart;
	if ((site->is_dirty || !site->is_applied[r->index]) && !apart->is_dirty &&
	    apart->is_applied[r->index])
		return ascent_take_apart(&s->ascent, err);
	return 0;
}

static bool has_others(const struct suite *s, const bool *applied, const struct revision *r, const bool *goal)
{
	for (size_t i = 0; i < s->ascent.n; i++)
		if (applied[s->ascent.sequence[i]->index] && !goal[s->ascent.sequence[i]->index] &&
		    s->ascent.sequence[i] != r)
			return true;
	return false;
}

static bool is_of_rows(const struct sqlembic_test_finding *finding)
{
	return strcmp(finding->stage, "rows") == 0;
}

/* Whether the revision may pass without rows: not where nothing was applied yet, nor where scripts that run no code fail over names,
 * or the catalog differs behind them, since what DDL makes does not depend on rows. */
static bool may_be_of_rows(const struct suite *s, const struct suite_case *c, const bool *before)
{
	bool is_first = !s->ascent.start && s->ascent.ndata == 0, differs = false;
	for (size_t i = 0; i < s->order->origin->graph->n; i++)
		is_first &= !before[i];
	for (size_t i = 0; i < c->findings.n; i++)
		differs |= c->findings.items[i]->is_failure && c->findings.items[i]->nobjects > 0 &&
			   !is_of_rows(c->findings.items[i]);
	return !is_first && (c->has_code || (c->may_be_of_rows && !differs));
}

/* Failures that other branches or rows are needed for become notes; rows that were lost stay what they are. */
static int excuse(struct suite *s, struct suite_case *c, const bool *goal, const bool *before,
		  struct sqlembic_error *err)
{
	struct finding_list found = c->findings, alone = { .arena = s->order->arena };
	bool had_rows = s->ascent.site.has_rows && may_be_of_rows(s, c, before);
	bool had_others = has_others(s, before, c->revision, goal);
	size_t lost = 0;
	for (size_t i = 0; i < found.n; i++)
		lost += found.items[i]->is_failure && is_of_rows(found.items[i]);
	if (lost == found.failures || (!had_rows && !had_others))
		return 0;
	bool was_tried = false;
	int rc = had_others ? 0 : try_without_rows(s, c, goal, &was_tried, &alone, err);
	if (rc == 0 && !was_tried)
		rc = try_apart(s, c, goal, &alone, err);
	if (rc == 0 && !was_tried)
		rc = choose_site(s, c->revision, err);
	if (rc < 0)
		return rc;
	if (alone.failures > 0) {
		c->findings = alone;
		return 0;
	}
	c->findings = (struct finding_list){ .arena = s->order->arena };
	return finding_join(&c->findings, &found,
			    !had_others ? "where tables have rows: "
			    : !had_rows ? "where other branches are applied: "
					: "where other branches are applied, or tables have rows: ",
			    err);
}

/* The first of `goal` that is known to be broken; NULL: none is. */
static const struct sqlembic_test_finding *find_broken(const struct suite *s, const bool *goal)
{
	for (size_t i = 0; i < s->ascent.n; i++) {
		size_t index = s->ascent.sequence[i]->index;
		if (goal[index] && s->broken[index])
			return s->broken[index];
	}
	return NULL;
}

/* `goal` could not be built: remembers where that has ended. */
static void note_broken(struct suite *s, const bool *goal, const struct finding_list *why)
{
	for (size_t i = 0; i < s->ascent.n; i++) {
		size_t index = s->ascent.sequence[i]->index;
		if (!goal[index] || s->ascent.site.is_applied[index])
			continue;
		s->broken[index] = why->items[why->n - 1];
		return;
	}
}

static int skip(struct suite_case *c, struct arena *arena, const struct sqlembic_test_finding *first,
		struct sqlembic_error *err)
{
	const struct sqlembic_test_finding finding = {
		.stage = "up",
		.text = arena_printf(arena, "not tested, since an ancestor fails: %s", first->text),
		.path = first->path,
		.line = first->line,
		.column = first->column,
	};
	c->outcome = "skipped";
	return finding.text ? finding_add(&c->findings, &finding, NULL, err) : sqlembic_fail_memory(err);
}

static int skip_given(struct suite_case *c, struct sqlembic_error *err)
{
	const struct sqlembic_test_finding finding = {
		.stage = "up",
		.text = "not tested, since it is applied in the schema that "
			"--from takes"
	};
	c->outcome = "skipped";
	return finding_add(&c->findings, &finding, NULL, err);
}

/* In a site that is made anew, where catalogs are read with their edges from here on. */
static int test_again(struct suite *s, struct suite_case *c, const bool *goal, struct sqlembic_error *err)
{
	struct finding_list why = { .arena = s->order->arena };
	struct trial trial = trial_of(s, c->revision, &c->findings);
	c->findings = (struct finding_list){ .arena = s->order->arena };
	int rc = reach(s, goal, &why, err);
	if (rc < 0)
		return rc;
	if (why.failures > 0)
		return skip(c, s->order->arena, why.items[why.n - 1], err);
	prepare_return(s, &trial);
	rc = trial_run(&trial, err);
	take_judgement(c, &trial);
	return rc;
}

/* What was found is looked at once more: it may be others' fault, or come from what was left out. */
static int judge(struct suite *s, struct suite_case *c, const bool *goal, const bool *before,
		 struct sqlembic_error *err)
{
	int rc = 0;
	if (c->findings.failures > 0)
		rc = excuse(s, c, goal, before, err);
	if (rc == 0 && c->findings.failures > 0)
		rc = left_out_excuse(c, &s->ascent, goal, s->order->arena, err);
	if (rc == 0 && s->order->kill && c->findings.failures == 0 && !c->outcome)
		rc = interrupt_run(&s->stops, &s->ascent, c->revision, &c->findings, err);
	if (rc == 0 && c->lacks_role && c->findings.failures == 0 && !c->outcome)
		rc = left_out_skip(c, err);
	return rc;
}

/* Where `goal`, its ancestors, is applied. */
static int test_there(struct suite *s, struct suite_case *c, const bool *goal, struct sqlembic_error *err)
{
	const size_t n = s->order->origin->graph->n;
	struct trial trial = trial_of(s, c->revision, &c->findings);
	bool *before = arena_alloc(s->ascent.arena, n, sizeof(*before));
	if (!before)
		return sqlembic_fail_memory(err);
	memcpy(before, s->ascent.site.is_applied, n * sizeof(bool));
	trial.is_last = c->is_last && s->ascent.ndata == 0;
	prepare_return(s, &trial);
	int rc = trial_run(&trial, err);
	c->has_code = trial.has_code;
	take_judgement(c, &trial);
	c->lacks_role = trial.lacks_role;
	s->reads_edges |= trial.is_open;
	if (rc == 0 && trial.is_open)
		rc = test_again(s, c, goal, err);
	if (rc == 0)
		rc = judge(s, c, goal, before, err);
	if (trial.is_unreadable && !c->is_applicable)
		s->broken[c->revision->index] = finding_first_failure(&c->findings);
	if (rc == 0)
		rc = ascent_load(&s->ascent, err);
	c->is_applicable |= s->ascent.site.is_applied[c->revision->index];
	return rc;
}

static int test(struct suite *s, struct suite_case *c, struct sqlembic_error *err)
{
	struct finding_list why = { .arena = s->order->arena };
	bool *goal = arena_alloc(s->ascent.arena, s->order->origin->graph->n, sizeof(*goal));
	s->ascent.site.needs_edges = s->reads_edges;
	if (s->ascent.is_given[c->revision->index])
		return skip_given(c, err);
	if (!goal)
		return sqlembic_fail_memory(err);
	int rc = ascent_closure(goal, &s->ascent, c->revision, err);
	goal[c->revision->index] = false;
	if (rc == 0 && !find_broken(s, goal))
		rc = reach(s, goal, &why, err);
	if (rc < 0)
		return rc;
	if (why.failures > 0)
		note_broken(s, goal, &why);
	const struct sqlembic_test_finding *broken = find_broken(s, goal);
	return broken ? skip(c, s->order->arena, broken, err) : test_there(s, c, goal, err);
}

int suite_case_run(struct suite *s, struct suite_case *c, struct sqlembic_error *err)
{
	long long begun = sqlembic_clock_us();
	struct ascent_stage stage;
	ascent_begin_stage(&s->ascent, &stage);
	c->findings.arena = s->order->arena;
	int rc = c->other ? orders_run(&s->ascent, c->revision, c->other, &c->findings, err)
			  : test(s, c, err);
	if (rc == 0 && !c->outcome)
		c->outcome = c->findings.failures > 0 ? "failed" : "passed";
	ascent_end_stage(&s->ascent, &stage);
	c->milliseconds = (double)(sqlembic_clock_us() - begun) / 1000.0;
	return rc;
}

/* ---- before the first one, and behind the last ---- */

int suite_case_begin(struct suite *suite, struct sqlembic_error *err)
{
	const struct suite_order *order = suite->order;
	const size_t n = order->origin->graph->n;
	suite->broken = arena_alloc(suite->ascent.arena, n, sizeof(*suite->broken));
	suite->stops.is_applied = arena_alloc(suite->ascent.arena, n, sizeof(bool));
	if (!suite->broken || !suite->stops.is_applied)
		return sqlembic_fail_memory(err);
	return ascent_open(&suite->ascent, order->from, order->data, order->ndata, err);
}

void suite_case_end(struct suite *suite)
{
	interrupt_leave(&suite->stops);
	ascent_close(&suite->ascent);
}
